//! The words of a page's text, each made harmless: what looks like a tag, a link to Rust or an address
//! without brackets is written so that it means itself.
//!
//! ```text
//! word   = { code | link | image | address | escape | char } ;
//! code   = "`" {"`"} text ( the same number of "`" ) ;   (kept; white space inside is one blank)
//! link   = "[" text "](" ( "http://" | "https://" | "mailto:" ) … ")" ;  (kept)
//!        | "[" text "](" anything ")" ;                  (the text alone: it leads nowhere from here)
//! image  = "!" link ;                                    (becomes the link)
//! address= "<" url ">" | url ;                           (becomes "<" url ">")
//! escape = "\" punctuation ;                             (kept)
//! ```

use foldhash::{HashMap, HashMapExt as _};
use std::borrow::Cow;

/// Words of markdown, one behind the other; one may hold blanks, as code does.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    /// Where each word ends in the text. What stands behind the last is a word that is being read.
    ends: Vec<usize>,
}

impl Words {
    /// The words of a page's text.
    pub(super) fn page(text: &str) -> Self {
        Words::default().and_page(text)
    }

    /// Adds the words of a page's text.
    pub(super) fn and_page(mut self, text: &str) -> Self {
        self.reserve(text);
        self.read(text, true);
        self.end();
        self
    }

    /// The words of our own markdown, code kept whole.
    pub(super) fn own(text: &str) -> Self {
        let mut words = Words::default();
        words.reserve(text);
        let mut rest = text;
        while !rest.is_empty() {
            rest = words.plain(rest, text_of_ours);
            rest = match rest.chars().next() {
                Some(' ') => {
                    words.end();
                    &rest[1..]
                }
                Some('`') => words.code(rest),
                Some(c) => {
                    words.text.push(c);
                    &rest[c.len_utf8()..]
                }
                None => rest,
            };
        }
        words.end();
        words
    }

    /// Makes room for what a text is likely to need.
    fn reserve(&mut self, text: &str) {
        self.text.reserve(text.len());
        self.ends.reserve(text.len() / 5);
    }

    /// The words.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.text[start..*end])
    }

    /// The words with a blank between them.
    pub(super) fn join(&self) -> String {
        self.iter().collect::<Vec<_>>().join(" ")
    }
}

/// A page's text as code on one line, whatever it holds.
pub(crate) fn code_span(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = clean(&text);
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    match text.starts_with('`') || text.ends_with('`') || text.is_empty() {
        true => format!("{ticks} {text} {ticks}"),
        false => format!("{ticks}{text}{ticks}"),
    }
}

/// A line without the characters that rustc or an editor would stumble over.
pub(super) fn clean(line: &str) -> Cow<'_, str> {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    let line = line.trim_end();
    if !line.contains(|c: char| c.is_control() || turns(c)) {
        return line.into();
    }
    line.replace('\t', "    ").replace(|c: char| c.is_control() || turns(c), "").into()
}

impl Words {
    fn end(&mut self) {
        if self.ends.last().copied().unwrap_or_default() < self.text.len() {
            self.ends.push(self.text.len());
        }
    }

    /// Takes what means itself; what follows.
    fn plain<'t>(&mut self, text: &'t str, length: impl FnOnce(&str) -> usize) -> &'t str {
        let (plain, rest) = text.split_at(length(text));
        self.text.push_str(plain);
        rest
    }

    fn read(&mut self, text: &str, links: bool) {
        let mut links = links.then_some(Links { text, closed: None });
        let mut rest = self.plain(text, text_of_page);
        while let Some(c) = rest.chars().next() {
            rest = match c {
                c if c.is_whitespace() => {
                    self.end();
                    &rest[c.len_utf8()..]
                }
                '`' => self.code(rest),
                '\\' => self.escape(rest),
                '!' if links.as_mut().is_some_and(|links| links.at(&rest[1..]).is_some()) => &rest[1..],
                '[' if links.is_some() => {
                    let found = links.as_mut().and_then(|links| links.at(rest));
                    self.link(rest, found)
                }
                '<' if links.is_some() => self.angle(rest),
                'h' if links.is_some() && url_length(rest) > 0 => {
                    let (url, rest) = rest.split_at(url_length(rest));
                    self.text.push_str(&format!("<{url}>"));
                    rest
                }
                '[' | ']' | '<' => {
                    self.text.push('\\');
                    self.text.push(c);
                    &rest[1..]
                }
                c => {
                    self.text.push(c);
                    &rest[c.len_utf8()..]
                }
            };
            rest = self.plain(rest, text_of_page);
        }
    }

    fn code<'t>(&mut self, text: &'t str) -> &'t str {
        let after = text.trim_start_matches('`');
        let ticks = &text[..text.len() - after.len()];
        match code_end(after, ticks.len()) {
            Some(end) => {
                let inner: Vec<&str> = after[..end].split_whitespace().collect();
                let blank = |edge: bool| if edge { " " } else { "" };
                let pad = after[..end].starts_with([' ', '`']) || after[..end].ends_with([' ', '`']);
                self.text.push_str(&format!("{ticks}{0}{1}{0}{ticks}", blank(pad), inner.join(" ")));
                &after[end + ticks.len()..]
            }
            None => {
                self.text.push_str(&"\\`".repeat(ticks.len()));
                after
            }
        }
    }

    fn escape<'t>(&mut self, text: &'t str) -> &'t str {
        match text[1..].chars().next().filter(char::is_ascii_punctuation) {
            Some(_) => {
                self.text.push_str(&text[..2]);
                &text[2..]
            }
            None => {
                self.text.push_str("\\\\");
                &text[1..]
            }
        }
    }

    fn link<'t>(&mut self, text: &'t str, found: Option<Link<'t>>) -> &'t str {
        let Some((label, target, rest)) = found else {
            self.text.push_str("\\[");
            return &text[1..];
        };
        let mut inner = Words::default();
        inner.read(label, false);
        inner.end();
        let leads = ["http://", "https://", "mailto:"].iter().any(|scheme| target.starts_with(scheme));
        match leads && !target.contains(['<', '>', '\\', '`']) {
            true if label == target => self.text.push_str(&format!("<{target}>")),
            true => self.text.push_str(&format!("[{}](<{target}>)", inner.join())),
            // Only the words: they may be wrapped like any other.
            false => {
                let mut words = inner.iter().peekable();
                while let Some(word) = words.next() {
                    self.text.push_str(word);
                    if words.peek().is_some() {
                        self.end();
                    }
                }
            }
        }
        rest
    }

    fn angle<'t>(&mut self, text: &'t str) -> &'t str {
        let length = url_length(&text[1..]);
        if length > 0 && text[1 + length..].starts_with('>') {
            self.text.push_str(&text[..length + 2]);
            return &text[length + 2..];
        }
        for tag in ["<br>", "<br/>", "<br />"] {
            if let Some(rest) = text.strip_prefix(tag) {
                self.end();
                return rest;
            }
        }
        self.text.push_str("\\<");
        &text[1..]
    }
}

/// The length of our own markdown up to a blank or code.
fn text_of_ours(text: &str) -> usize {
    text.find(|c: char| c.is_whitespace() || c == '`').unwrap_or(text.len())
}

/// The length of a page's text up to white space or what may begin something else than a word; an address may.
fn text_of_page(text: &str) -> usize {
    let ends = |(at, byte): (usize, u8)| match byte {
        b'`' | b'\\' | b'!' | b'[' | b']' | b'<' => true,
        b'h' => text[at..].starts_with("http"),
        0..0x80 => (byte as char).is_whitespace(),
        // Where a character begins.
        0xC0.. => text[at..].starts_with(char::is_whitespace),
        _ => false,
    };
    text.bytes().enumerate().position(ends).unwrap_or(text.len())
}

/// Where the run of exactly `length` back ticks begins.
fn code_end(text: &str, length: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        if run == length {
            return (!text[..start].trim().is_empty()).then_some(start);
        }
        at = start + run;
    }
    None
}

/// Label, target and what follows, of a link.
type Link<'t> = (&'t str, &'t str, &'t str);

/// The links of a text.
struct Links<'t> {
    text: &'t str,
    /// Where each bracket is closed that is; found with the first one that is asked for.
    closed: Option<HashMap<usize, usize>>,
}

impl<'t> Links<'t> {
    /// The link with which the rest of the text begins.
    fn at(&mut self, rest: &'t str) -> Option<Link<'t>> {
        if !rest.starts_with('[') {
            return None;
        }
        let closed = self.closed.get_or_insert_with(|| closed_brackets(self.text));
        let start = self.text.len() - rest.len();
        let label_end = *closed.get(&start)?;
        let target_start = label_end + 1;
        let target_end = self.text[target_start..].starts_with('(').then(|| closed.get(&target_start))??;
        let target = self.text[target_start + 1..*target_end].trim();
        // A title behind the address is left to the page.
        let target = target.split(char::is_whitespace).next().unwrap_or_default();
        let target = target.trim_start_matches('<').trim_end_matches('>');
        let label = self.text[start + 1..label_end].trim();
        (!label.is_empty()).then_some((label, target, &self.text[target_end + 1..]))
    }
}

/// Label, target and what follows, of a link that begins here and is no longer than links are.
pub(super) fn link(text: &str) -> Option<Link<'_>> {
    const LONGEST: usize = 2000;
    if !text.starts_with('[') {
        return None;
    }
    let within = &text[..text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at)];
    let (label, target, rest) = Links { text: within, closed: None }.at(within)?;
    Some((label, target, &text[within.len() - rest.len()..]))
}

/// Where the brackets of a text are closed, each kind for itself.
fn closed_brackets(text: &str) -> HashMap<usize, usize> {
    let (mut square, mut round) = (Vec::new(), Vec::new());
    let mut closed = HashMap::new();
    for (at, byte) in text.bytes().enumerate() {
        let opened = match byte {
            b'[' => {
                square.push(at);
                continue;
            }
            b'(' => {
                round.push(at);
                continue;
            }
            b']' => square.pop(),
            b')' => round.pop(),
            _ => continue,
        };
        closed.extend(opened.map(|opened| (opened, at)));
    }
    closed
}

/// The length of an address that begins here, without the punctuation that ends a sentence.
fn url_length(text: &str) -> usize {
    let Some(scheme) = ["https://", "http://"].iter().find(|scheme| text.starts_with(**scheme)) else {
        return 0;
    };
    let stops = |c: char| c.is_whitespace() || c.is_control() || "<>\"'`\\|*".contains(c);
    let mut url = &text[..text.find(stops).unwrap_or(text.len())];
    loop {
        let shorter = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '_', '…']);
        let unbalanced = |open, close| shorter.matches(close).count() > shorter.matches(open).count();
        let closed = (shorter.ends_with(')') && unbalanced('(', ')'))
            || (shorter.ends_with(']') && unbalanced('[', ']'))
            || (shorter.ends_with('}') && unbalanced('{', '}'));
        let shorter = if closed { &shorter[..shorter.len() - 1] } else { shorter };
        if shorter.len() == url.len() {
            break;
        }
        url = shorter;
    }
    if url.len() > scheme.len() { url.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn harmless(text: &str) -> String {
        Words::page(text).join()
    }

    #[test]
    fn tags_and_brackets_mean_themselves() {
        assert_eq!(harmless("a <Note>b</Note> [c] [d][e]"), "a \\<Note>b\\</Note> \\[c\\] \\[d\\]\\[e\\]");
        assert_eq!(harmless("#![feature(x)]"), "#!\\[feature(x)\\]");
        assert_eq!(harmless("one<br/>two"), "one two");
        assert_eq!(harmless("`a ` b ``c`d`` e`"), "` a ` b ``c`d`` e\\`");
        assert_eq!(harmless("Vec<String> \\<x> \\ y"), "Vec\\<String> \\<x> \\\\ y");
    }

    #[test]
    fn addresses_become_links() {
        let text = "See https://a.example/x_(y), (http://b.example/). <https://c.example>";
        assert_eq!(
            harmless(text),
            "See <https://a.example/x_(y)>, (<http://b.example/>). <https://c.example>"
        );
        assert_eq!(harmless("https://[your-space].example.com"), "<https://[your-space].example.com>");
        assert_eq!(harmless("http:// x"), "http:// x");
    }

    #[test]
    fn links_that_lead_nowhere_are_text() {
        assert_eq!(harmless("[the *guide*](https://a.example \"t\")"), "[the *guide*](<https://a.example>)");
        assert_eq!(harmless("[crate::x](Foo::bar) and [y](/z)"), "crate::x and y");
        assert_eq!(harmless("![a [b]](https://a.example/p.png)"), "[a \\[b\\]](<https://a.example/p.png>)");
        assert_eq!(harmless("[x](unclosed"), "\\[x\\](unclosed");
    }
}
