//! Path templates as pages write them.
//!
//! ```ebnf
//! path        = { text | placeholder } ;
//! placeholder = ( "{" | "{{" | "${" | "<" | "[" | "[[" | "%7B" ) , expression , closing bracket
//!             | ":" , name , [ "(" , pattern , ")" ] , [ "*" | "+" | "?" ]
//!             | "*" , name                                  (* a whole segment *)
//!             | "$" , name in capitals ;                    (* a whole segment *)
//! expression  = [ operator ] , variable , { "," , variable } ;
//! operator    = "+" | "*" | "**" | "..." | "/" | "."    (* "/" and "." are sent, too: RFC 6570, 3.2.5, 3.2.6 *)
//!             | "?" | "&" ;                            (* names of the query: RFC 6570, 3.2.8, 3.2.9 *)
//! variable    = name , { "*" | "+" | "?" | "..." } , [ ( ":" | "=" | "#" ) , constraint ]
//!             | converter , ":" , name ;                    (* "<int:id>", "<path:file>" *)
//! ```
//!
//! A colon begins a placeholder at the start of a segment, and behind a mark in a segment that began with one:
//! `/:from..:to`. Its name ends at the first dot: `/:id.json`. A name that the page declares is taken whole.
//! A **greedy** placeholder may hold several segments: `{+name}` (RFC 6570, reserved expansion), `{path+}`,
//! `{*path}`, `{path...}`, `<path:file>`, `{name=files/*}`, `{file:.*}`.

use crate::model::{PathPart, PathTemplate};
use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};

/// A path template, and what its placeholders say beside their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Template {
    /// The path, each placeholder with a name of its own.
    pub path: PathTemplate,
    /// What the placeholders say.
    pub marks: Marks,
}

/// What placeholders say beside their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// The placeholders whose values keep their slashes.
    pub greedy: Vec<String>,
    /// The placeholders that may be left out, by their marks.
    pub optional: Vec<String>,
    /// The query parameters that it ends with: `{?page,limit}` (RFC 6570, form-style expansion).
    pub query: Vec<String>,
    /// The name that stands twice, and the one that its second placeholder got.
    pub repeated: Vec<(String, String)>,
}

/// How long a placeholder is at most.
const LONGEST: usize = 256;

/// Reads a template where nothing is declared.
pub(crate) fn parse_template(path: &str) -> PathTemplate {
    read_template(path, &[]).path
}

/// Reads a template, with the names of the path parameters that the page declares.
pub(crate) fn read_template(path: &str, declared: &[String]) -> Template {
    let mut reader = Reader {
        path,
        at: 0,
        declared,
        template: Template::default(),
        literal: String::new(),
        names: HashSet::new(),
        numbers: HashMap::new(),
    };
    while reader.at < path.len() {
        reader.step();
    }
    reader.flush();
    reader.template
}

/// Whether no bracket around a placeholder is open at that place; one that nothing closes is none.
pub(crate) fn is_outside(path: &str, at: usize) -> bool {
    let mut from = (at.saturating_sub(LONGEST)..=at).find(|&at| path.is_char_boundary(at)).unwrap_or(at);
    while let Some(open) = path[from..at].find(['{', '<']).map(|found| from + found) {
        match closing(path, open) {
            Some(close) if close > at => return false,
            Some(close) => from = (close + 1).min(at),
            None => from = open + 1,
        }
    }
    true
}

/// The bracket that closes the one at `open`; braces may stand in braces: `{id:\d{2}}`.
fn closing(path: &str, open: usize) -> Option<usize> {
    let (left, right) = match path.as_bytes()[open] {
        b'{' => ('{', '}'),
        b'<' => ('<', '>'),
        _ => ('[', ']'),
    };
    let mut depth = 0;
    for (at, c) in path[open..].char_indices().take(LONGEST) {
        if c == left {
            depth += 1;
        } else if c == right {
            depth -= 1;
            if depth == 0 {
                return Some(open + at);
            }
        }
    }
    None
}

struct Reader<'p> {
    path: &'p str,
    at: usize,
    declared: &'p [String],
    template: Template,
    literal: String,
    /// The parameters until here, and with how many of a name the next one is numbered.
    names: HashSet<String>,
    numbers: HashMap<String, usize>,
}

impl Reader<'_> {
    fn step(&mut self) {
        let rest = &self.path[self.at..];
        let Some(c) = rest.chars().next() else { return };
        let read = match c {
            '{' | '<' | '[' => self.read_brackets(),
            '$' if rest.starts_with("${") => {
                self.at += 1;
                self.read_brackets()
            }
            '$' if self.path[..self.at].ends_with('/') => self.read_shell_variable(),
            '%' if rest.len() > 2 && rest.is_char_boundary(3) && rest[..3].eq_ignore_ascii_case("%7B") => {
                self.read_encoded()
            }
            ':' => self.read_colon(),
            '*' if self.starts_segment() => self.read_glob(),
            _ => false,
        };
        if !read {
            let c = self.path[self.at..].chars().next().unwrap_or(c);
            self.literal.push(c);
            self.at += c.len_utf8();
        }
    }

    fn starts_segment(&self) -> bool {
        self.at == 0 || self.path[..self.at].ends_with('/')
    }

    fn read_brackets(&mut self) -> bool {
        let Some(close) = closing(self.path, self.at) else { return false };
        let (brace, inside) = (self.path.as_bytes()[self.at] == b'{', &self.path[self.at + 1..close]);
        if !self.read_expression(inside.trim_matches(['{', '}', '[', ']', ' ']), brace) {
            return false;
        }
        self.at = close + 1;
        true
    }

    /// `%7Bid%7D`
    fn read_encoded(&mut self) -> bool {
        let rest = &self.path[self.at + 3..];
        let Some(close) = rest.to_ascii_lowercase().find("%7d") else { return false };
        let read = self.read_expression(&rest[..close], false);
        if read {
            self.at += close + 6;
        }
        read
    }

    /// What stands between brackets: one variable, or several with commas between them.
    fn read_expression(&mut self, inside: &str, brace: bool) -> bool {
        let (operator, list) = split_operator(inside);
        let list = list.trim();
        // A comma may also stand in a pattern.
        let variables: Vec<&str> =
            if list.contains([':', '=']) { vec![list] } else { list.split(',').collect() };
        let read: Option<Vec<Variable>> = variables.iter().map(|text| read_variable(text, brace)).collect();
        let Some(variables) = read.filter(|variables| !variables.is_empty()) else { return false };
        if matches!(operator, "?" | "&") {
            self.template.marks.query.extend(variables.into_iter().map(|variable| variable.name));
            return true;
        }
        let separator = match operator {
            "/" => "/",
            "." => ".",
            _ => ",",
        };
        let greedy = matches!(operator, "+" | "*" | "**" | "...");
        for (nth, variable) in variables.into_iter().enumerate() {
            if nth > 0 || matches!(operator, "/" | ".") {
                self.literal.push_str(separator);
            }
            // `archive[.format]`; in braces the full stop is an operator (RFC 6570, section 3.2.5).
            let suffix = operator == "." && !brace;
            self.push(variable.name, greedy || variable.greedy, variable.optional || suffix);
        }
        true
    }

    fn read_colon(&mut self) -> bool {
        let behind = &self.path[self.at + 1..];
        let segment_start = self.path[..self.at].rfind('/').map_or(0, |slash| slash + 1);
        let segment = &self.path[segment_start..self.at];
        let end_of = |name: &str| {
            behind.starts_with(name)
                && !behind[name.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
        };
        let declared = self.declared.iter().filter(|name| !name.is_empty() && end_of(name));
        let declared = declared.max_by_key(|name| name.len()).map(|name| name.len());
        let is_mark = |c: char| !c.is_alphanumeric() && !"_}>]:".contains(c);
        let begins = segment.is_empty()
            || (segment.ends_with(is_mark) && (segment.starts_with(':') || segment.contains('}')))
            || (segment.ends_with(is_mark) && !segment.contains(char::is_alphanumeric));
        let plain = || {
            let word = |c: char| c.is_alphanumeric() || c == '_';
            // `:user-id` is one name, `:from-:to` are two.
            let mut end = behind.find(|c: char| !word(c) && c != '-').unwrap_or(behind.len());
            end = behind[..end].trim_end_matches('-').len();
            (end > 0 && begins).then_some(end)
        };
        let Some(length) = declared.or_else(plain) else { return false };
        let name = behind[..length].to_owned();
        let mut rest = &behind[length..];
        let mut greedy = false;
        if let Some(pattern) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            greedy = takes_slashes(pattern.0);
            rest = pattern.1;
        }
        let mark = rest.chars().next().filter(|c| "*+?".contains(*c));
        rest = &rest[mark.map_or(0, char::len_utf8)..];
        self.push(name, greedy || matches!(mark, Some('*' | '+')), matches!(mark, Some('*' | '?')));
        self.at = self.path.len() - rest.len();
        true
    }

    /// `/subjects/$SUBJECT`, `/users/$user_id`; `/$count` is a word of OData.
    fn read_shell_variable(&mut self) -> bool {
        let segment = self.path[self.at + 1..].split(['/', '?', '#']).next().unwrap_or_default();
        let upper = segment.starts_with(|c: char| c.is_ascii_uppercase())
            && segment.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_');
        let names_id = segment.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
            && (segment.contains('_') || segment.ends_with("Id") || segment == "id");
        let is_name = segment.len() > 1 && (upper || names_id);
        if is_name {
            let (name, length) = (segment.to_owned(), segment.len() + 1);
            self.push(name, false, false);
            self.at += length;
        }
        is_name
    }

    /// `/files/*path`
    fn read_glob(&mut self) -> bool {
        let rest = &self.path[self.at..];
        let segment = rest.split('/').next().unwrap_or_default();
        let name = segment.trim_start_matches('*');
        if name.is_empty() || !name.chars().all(|c| c.is_alphanumeric() || "_-".contains(c)) {
            return false;
        }
        self.push(name.to_owned(), true, false);
        self.at += segment.len();
        true
    }

    fn push(&mut self, name: String, greedy: bool, optional: bool) {
        self.flush();
        let own = match self.names.contains(&name) {
            true => {
                let by_segment = by_collection(&self.template.path, &name);
                let own = by_segment
                    .filter(|own| !self.names.contains(own))
                    .unwrap_or_else(|| self.numbered(&name));
                self.template.marks.repeated.push((name, own.clone()));
                own
            }
            false => name,
        };
        self.names.insert(own.clone());
        if greedy {
            self.template.marks.greedy.push(own.clone());
        }
        if optional {
            self.template.marks.optional.push(own.clone());
        }
        self.template.path.parts.push(PathPart::Parameter(own));
    }

    /// `id_2`, `id_3` …
    fn numbered(&mut self, name: &str) -> String {
        let number = self.numbers.entry(name.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let own = format!("{name}_{number}");
            if !self.names.contains(&own) {
                return own;
            }
        }
    }

    fn flush(&mut self) {
        if !self.literal.is_empty() {
            self.template.path.parts.push(PathPart::Literal(std::mem::take(&mut self.literal)));
        }
    }
}

/// `post_id` of `/users/{id}/posts/{id}`.
fn by_collection(path: &PathTemplate, name: &str) -> Option<String> {
    let Some(PathPart::Literal(text)) = path.parts.last() else { return None };
    let collection = text.trim_end_matches('/').rsplit('/').next()?;
    let singular = collection.strip_suffix('s').unwrap_or(collection);
    let is_word = !singular.is_empty() && singular.chars().all(|c| c.is_alphanumeric() || "_-".contains(c));
    is_word.then(|| format!("{}_{name}", singular.replace('-', "_")))
}

/// The operator of an expression, and what follows it.
fn split_operator(inside: &str) -> (&str, &str) {
    for operator in ["...", "**", "+", "*", "/", ".", "?", "&"] {
        if let Some(rest) = inside.strip_prefix(operator) {
            return (operator, rest);
        }
    }
    ("", inside)
}

struct Variable {
    name: String,
    greedy: bool,
    optional: bool,
}

/// Types that stand before the name in angle brackets: `<int:id>`.
const CONVERTERS: &[&str] =
    &["int", "integer", "float", "number", "string", "str", "uuid", "slug", "path", "any", "default", "re"];

fn read_variable(text: &str, brace: bool) -> Option<Variable> {
    let text = text.trim();
    let (name, constraint) = match text.find([':', '=', '#']) {
        Some(at) => (text[..at].trim_end(), text[at + 1..].trim()),
        None => (text, ""),
    };
    let (name, constraint) = match CONVERTERS.contains(&name) && !brace && !constraint.is_empty() {
        true => (constraint, name),
        false => (name, constraint),
    };
    let bare = name.trim_end_matches(['*', '+', '?', '.']);
    let marks = &name[bare.len()..];
    let greedy = marks.contains(['*', '+']) || marks == "..." || takes_slashes(constraint);
    let optional = marks.contains(['?', '*']) || constraint.ends_with('?');
    let allowed = |c: char| c.is_alphanumeric() || "_-. $@'".contains(c);
    let is_name = bare.contains(char::is_alphanumeric) && bare.chars().all(allowed);
    is_name.then(|| Variable { name: bare.trim().to_owned(), greedy, optional })
}

/// Whether a value of a constraint may hold slashes: `path`, `.*`, `files/*`.
fn takes_slashes(constraint: &str) -> bool {
    constraint == "path"
        || constraint == "**"
        || constraint.contains('*') && constraint.contains('/') && !constraint.contains("[^/]")
        || constraint.contains(".*")
        || constraint.contains(".+")
}

#[cfg(test)]
#[path = "path_template_tests.rs"]
mod tests;
