//! Text of pages and names of files as people may see them.
//!
//! Whatever a page or a file name holds, a printed line stays one line, obeys no terminal, is read in the
//! order in which it is written, and is no command: not of cargo (`cargo::rustc-env=…` in the output of a build
//! script), not of a continuous integration that reads its own log (`::error::` of GitHub, `##vso[…]` of Azure,
//! `##teamcity[…]`).
//!
//! Control characters, those that order text (Unicode, UAX #9) and those that end lines or show nothing are
//! written as Rust writes them in a literal: `\u{1b}`, `\n`.

use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;

/// What begins a command where it begins a line.
const COMMANDS: [&str; 2] = ["::", "cargo:"];

/// A text that is shown within a line or begins one.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    escape(text, false)
}

/// A text of several lines: its line feeds and tabs stay.
pub(crate) fn visible_lines(text: &str) -> Cow<'_, str> {
    escape(text, true)
}

/// A path as [`visible`] text.
pub(crate) fn visible_path(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

/// A JSON text with its hidden characters as escapes (RFC 8259, section 7): it says the same, and shown in a
/// terminal it is harmless. Line feeds between the values stay.
pub(crate) fn visible_json(json: String) -> String {
    escape_hidden(json, |out, c| {
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    })
}

/// A JSON text as YAML, with its hidden characters as escapes (YAML 1.2, section 5.7), which knows no surrogates.
pub(crate) fn visible_yaml(json: String) -> String {
    escape_hidden(json, |out, c| {
        let _ = write!(out, "\\U{:08x}", u32::from(c));
    })
}

fn escape_hidden(text: String, escape: impl Fn(&mut String, char)) -> String {
    if !hides_characters(&text) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c != '\n' && is_hidden(c) {
            true => escape(&mut out, c),
            false => out.push(c),
        }
    }
    out
}

/// Whether a text of several lines has a character that is not shown as itself.
pub(crate) fn hides_characters(text: &str) -> bool {
    text.chars().any(|c| c != '\n' && is_hidden(c))
}

/// Whether a character is not shown as itself.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a line begins as a command does; white space before it does not count.
pub fn begins_command(line: &str) -> bool {
    let line = line.trim_start();
    COMMANDS.iter().any(|command| line.starts_with(command)) || commands_in(line).first() == Some(&1)
}

/// The places of a text where a mark has to stand for no continuous integration to take what follows for a
/// command, wherever in a line it is: before the second `#` of `##vso[`, `##teamcity[`, `##[`.
pub(crate) fn commands_in(text: &str) -> Vec<usize> {
    let starts = text.match_indices('#').map(|(at, _)| at).filter(|at| {
        let name = text[at + 1..].strip_prefix('#');
        name.is_some_and(|name| name.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).starts_with('['))
    });
    starts.map(|at| at + 1).collect()
}

fn escape(text: &str, lines: bool) -> Cow<'_, str> {
    let stays = |c: char| lines && matches!(c, '\n' | '\t');
    let hidden = text.contains(|c| is_hidden(c) && !stays(c));
    let is_command = if lines { text.lines().any(begins_command) } else { begins_command(text) };
    if !hidden && !is_command && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let parts = if lines { text.split_inclusive('\n').collect() } else { vec![text] };
    let mut out = String::with_capacity(text.len() + 16);
    for part in parts {
        let start = part.len() - part.trim_start().len();
        let mut marks = commands_in(part);
        if COMMANDS.iter().any(|command| part[start..].starts_with(command)) {
            marks.insert(0, start);
        }
        let mut marks = marks.into_iter().peekable();
        for (at, c) in part.char_indices() {
            if marks.next_if_eq(&at).is_some() {
                out.push('\\');
            }
            if is_hidden(c) && !stays(c) {
                let _ = write!(out, "{}", c.escape_default());
            } else {
                out.push(c);
            }
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_one_and_says_nothing_to_a_terminal() {
        assert_eq!(visible("plain `text`, \u{e9} ## Heading"), "plain `text`, \u{e9} ## Heading");
        assert_eq!(visible("a\n\tb\r\u{1b}[2J\u{9b}1m\u{7f}"), "a\\n\\tb\\r\\u{1b}[2J\\u{9b}1m\\u{7f}");
        assert_eq!(visible("x\u{202e}y\u{2066}\u{2028}"), "x\\u{202e}y\\u{2066}\\u{2028}");
        assert_eq!(visible_lines("a\n\tb\u{1b}c\r\n"), "a\n\tb\\u{1b}c\\r\n");
    }

    #[test]
    fn json_says_the_same_and_hides_nothing() {
        let value = serde_json::json!({"a\u{9b}": "\u{202e}b\u{7f}\n\u{feff}\u{e0041}\u{1f600}é"});
        let text = visible_json(serde_json::to_string_pretty(&value).unwrap());
        assert_eq!(text, "{\n  \"a\\u009b\": \"\\u202eb\\u007f\\n\\ufeff\\udb40\\udc41\u{1f600}é\"\n}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
        assert_eq!(visible_json("[\n1]".to_owned()), "[\n1]");
    }

    #[test]
    fn no_text_begins_a_command() {
        assert_eq!(visible("::error::x"), "\\::error::x");
        assert_eq!(visible("  ::set-output name=x::y"), "  \\::set-output name=x::y");
        assert_eq!(visible("cargo::rustc-env=A=1"), "\\cargo::rustc-env=A=1");
        assert_eq!(visible("x ##vso[task.setvariable]y"), "x #\\#vso[task.setvariable]y");
        assert_eq!(visible("##teamcity[x] ##[error]"), "#\\#teamcity[x] #\\#[error]");
        assert_eq!(visible_lines("a::b\n ::error::x\n"), "a::b\n \\::error::x\n");
        assert_eq!(visible("###[x]"), "##\\#[x]");
    }
}
