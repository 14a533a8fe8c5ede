//! A glob over one name: of a group, an operation, a type or a field.
//!
//! `*` stands for any text, `?` for one character, `{a,b}` for either. A quoted name is taken as it
//! stands. A glob is compiled when it is read, and matching it allocates nothing.

use std::fmt;

/// The most names that `{a,b}` may spell out in one glob.
const MOST_ALTERNATIVES: usize = 256;

/// A glob over one name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NameGlob {
    /// As it is written, without quotes.
    text: String,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// The one name that is the text.
    Exact,
    /// Any name.
    Any,
    /// Any of these.
    Patterns(Vec<Vec<Token>>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Token {
    Char(char),
    One,
    Many,
}

impl NameGlob {
    /// The glob that is one name and nothing else.
    pub fn exact(name: impl Into<String>) -> Self {
        Self { text: name.into(), kind: Kind::Exact }
    }

    /// Reads a glob that was written without quotes.
    ///
    /// # Errors
    ///
    /// Where a `{` has no `}` or the other way round, or too many names are spelled out.
    pub(super) fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.to_owned();
        if text == "*" {
            return Ok(Self { text, kind: Kind::Any });
        }
        if !text.contains(['*', '?', '{', '}']) {
            return Ok(Self { text, kind: Kind::Exact });
        }
        let patterns = expand(&text)?.iter().map(|pattern| compile(pattern)).collect();
        Ok(Self { text, kind: Kind::Patterns(patterns) })
    }

    /// Whether the glob stands for that name.
    pub fn matches(&self, name: &str) -> bool {
        match &self.kind {
            Kind::Exact => self.text == name,
            Kind::Any => true,
            Kind::Patterns(patterns) => patterns.iter().any(|pattern| matches_pattern(pattern, name)),
        }
    }

    /// The name, where the glob stands for one only.
    pub fn as_exact(&self) -> Option<&str> {
        (self.kind == Kind::Exact).then_some(&self.text)
    }

    /// As it is written, without quotes.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for NameGlob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Exact if !is_plain(&self.text) => {
                write!(f, "\"{}\"", self.text.replace('\\', "\\\\").replace('"', "\\\""))
            }
            _ => f.write_str(&self.text),
        }
    }
}

/// Whether a name can stand without quotes.
pub(super) fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(['*', '?', '{', '}', ',']) && name.chars().all(is_plain_char)
}

/// Whether a character can stand in a name without quotes; those of globs can, too.
pub(super) fn is_plain_char(c: char) -> bool {
    !matches!(c, '.' | ':' | '/' | '[' | ']' | '"' | '\\') && !c.is_control()
}

/// Spells out `{a,b}`: `x-{a,b}` is `x-a` and `x-b`.
fn expand(text: &str) -> Result<Vec<String>, &'static str> {
    let mut names = vec![String::new()];
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        let inside = from.strip_prefix('{').ok_or("a `}` without a `{`")?;
        let end = inside.find('}').ok_or("a `{` without a `}`")?;
        let (inside, after) = (&inside[..end], &inside[end + 1..]);
        if inside.contains('{') {
            return Err("a `{` inside `{…}`");
        }
        let parts: Vec<&str> = inside.split(',').collect();
        if names.len() * parts.len() > MOST_ALTERNATIVES {
            return Err("too many names in one");
        }
        let join =
            |name: &String| parts.iter().map(|part| format!("{name}{before}{part}")).collect::<Vec<_>>();
        names = names.iter().flat_map(join).collect();
        rest = after;
    }
    names.iter_mut().for_each(|name| name.push_str(rest));
    Ok(names)
}

fn compile(pattern: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = pattern
        .chars()
        .map(|c| match c {
            '*' => Token::Many,
            '?' => Token::One,
            c => Token::Char(c),
        })
        .collect();
    tokens.dedup_by(|a, b| *a == Token::Many && *b == Token::Many);
    tokens
}

/// Matches a pattern: where it fails, the last `*` takes one character more.
fn matches_pattern(pattern: &[Token], name: &str) -> bool {
    let (mut at, mut rest) = (0, name.chars());
    let mut last_many = None;
    loop {
        let mut next = rest.clone();
        let fits = match (pattern.get(at), next.next()) {
            (Some(Token::Many), _) => {
                last_many = Some((at, rest.clone()));
                at += 1;
                continue;
            }
            (None, None) => return true,
            (Some(_), None) => return false,
            (Some(Token::Char(wanted)), Some(found)) => *wanted == found,
            (Some(Token::One), Some(_)) => true,
            (None, Some(_)) => false,
        };
        if fits {
            (at, rest) = (at + 1, next);
            continue;
        }
        let Some((many, mut from)) = last_many else { return false };
        if from.next().is_none() {
            return false;
        }
        (at, rest) = (many + 1, from.clone());
        last_many = Some((many, from));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(glob: &str, name: &str) -> bool {
        NameGlob::parse(glob).unwrap().matches(name)
    }

    #[test]
    fn stars_marks_and_alternatives() {
        for (glob, name) in [
            ("get-ticket", "get-ticket"),
            ("*", ""),
            ("*", "anything at all"),
            ("get-*", "get-ticket"),
            ("*-ticket", "get-ticket"),
            ("g*t*t", "get-ticket"),
            ("*a*b*", "xxaxxaxb"),
            ("get-??cket", "get-ticket"),
            ("{get,list}-{ticket,user}s", "list-users"),
            ("get-{,old-}ticket", "get-ticket"),
            ("prix-?", "prix-€"),
        ] {
            assert!(matches(glob, name), "{glob} {name}");
        }
        for (glob, name) in [
            ("get-ticket", "get-tickets"),
            ("get-*", "forget-it"),
            ("*-ticket", "get-tickets"),
            ("get-?", "get-"),
            ("{get,list}-*", "read-it"),
            ("*a*b*", "ba"),
        ] {
            assert!(!matches(glob, name), "{glob} {name}");
        }
    }

    #[test]
    fn braces_that_do_not_pair() {
        for (glob, message) in [
            ("{a", "a `{` without a `}`"),
            ("a}", "a `}` without a `{`"),
            ("{a,{b}}", "a `{` inside `{…}`"),
            ("{a,b,c,d}{a,b,c,d}{a,b,c,d}{a,b,c,d}{a,b}", "too many names in one"),
        ] {
            assert_eq!(NameGlob::parse(glob), Err(message), "{glob}");
        }
    }

    #[test]
    fn many_stars_take_no_time() {
        let glob = "*a".repeat(200) + "b";
        assert!(!matches(&glob, &"a".repeat(5000)));
    }
}
