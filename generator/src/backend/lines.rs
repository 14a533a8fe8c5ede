//! Declarations as lines. They are most of a client and always look the same, so that they are written as
//! they are to stand in the file: as tokens they would be parsed and laid out, to come out like this.
//!
//! The layout is the printer's, and a test holds the files of all specs against what the printer makes of
//! them: a line that is too long is broken at its outermost brackets, and then its parts are.

use crate::lowering::Docs;
use std::fmt::{Display, Write as _};
use std::ops::Range;

/// The longest line, in bytes.
const WIDTH: usize = 89;
const STEP: usize = 4;

/// Lines of a file, and how far the next one is indented.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    indent: usize,
    /// How far all of it will be indented.
    outer: usize,
}

impl Lines {
    /// Lines that will stand within so many braces of the file.
    pub(super) fn within(braces: usize) -> Self {
        Lines { outer: braces * STEP, ..Lines::default() }
    }

    /// The lines, each with its end.
    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// A line of code.
    pub(super) fn line(&mut self, code: impl Display) {
        self.lay_out(code, ",", 0);
    }

    /// An attribute or the call of a macro, whose lists end without a comma.
    pub(super) fn tokens(&mut self, tokens: impl Display) {
        self.lay_out(tokens, "", 0);
    }

    /// A row of a table, which is never broken.
    pub(super) fn row(&mut self, row: impl Display) {
        self.start();
        let _ = writeln!(self.text, "{row}");
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// What stands in braces behind a line of code.
    pub(super) fn block(&mut self, head: impl Display, content: impl FnOnce(&mut Lines)) {
        self.block_to(head, "}", content);
    }

    /// The same, with more behind the closing brace.
    pub(super) fn block_to(&mut self, head: impl Display, end: &str, content: impl FnOnce(&mut Lines)) {
        self.line(format_args!("{head} {{"));
        self.content(end, content);
    }

    /// The impl of a trait, whose type is on a line of its own where the head is too long.
    pub(super) fn impl_block(
        &mut self,
        of_trait: impl Display,
        of_type: impl Display,
        content: impl FnOnce(&mut Lines),
    ) {
        let start = self.start();
        let _ = writeln!(self.text, "impl {of_trait} for {of_type} {{");
        if self.is_too_long(start) {
            self.text.truncate(start);
            let _ = writeln!(self.text, "impl {of_trait}");
            self.start();
            let _ = writeln!(self.text, "for {of_type} {{");
        }
        self.content("}", content);
    }

    /// What stands between an opening brace and its end.
    fn content(&mut self, end: &str, content: impl FnOnce(&mut Lines)) {
        let start = self.text.len();
        self.indent += STEP;
        content(self);
        self.indent -= STEP;
        if self.text.len() == start {
            self.text.pop();
        } else {
            self.start();
        }
        self.text.push_str(end);
        self.text.push('\n');
    }

    /// A call or a chain of calls between what stands before and behind it in its statement. Where it is too long, each
    /// call of the chain is on a line of its own.
    pub(super) fn chain(&mut self, lead: &str, calls: &str, end: &str) {
        let start = self.start();
        let _ = writeln!(self.text, "{lead}{calls}{end}");
        if !self.is_too_long(start) {
            return;
        }
        self.text.truncate(start);
        let mut links = links(calls, lead.is_empty());
        let (first, last) = (links.remove(0), links.pop());
        let first_end = if last.is_some() { "" } else { end };
        let _ = writeln!(self.text, "{lead}{first}{first_end}");
        let outer = self.indent;
        if self.is_too_long(start) {
            let code = self.text.split_off(start);
            self.indent += if last.is_some() { STEP } else { 0 };
            self.break_up(&code, ",");
        }
        self.indent = outer + STEP;
        links.iter().for_each(|link| self.line(link));
        if let Some(last) = last {
            self.line(format_args!("{last}{end}"));
        }
        self.indent = outer;
    }

    /// An arm of a `match`.
    pub(super) fn arm(&mut self, pattern: impl Display, value: impl Display) {
        let start = self.start();
        let _ = write!(self.text, "{pattern} => {value}");
        // The comma may stand beyond the width.
        if self.is_too_long(start) {
            self.text.truncate(start - self.indent);
            self.block(format_args!("{pattern} =>"), |lines| lines.line(value));
        } else {
            self.text.push_str(",\n");
        }
    }

    /// A doc comment.
    pub(super) fn docs(&mut self, docs: &Docs) {
        docs.lines.iter().for_each(|line| self.doc(line));
    }

    /// A line of a doc comment, which is never broken.
    pub(super) fn doc(&mut self, line: &str) {
        // A line break within a line would end the comment.
        for line in line.split(['\n', '\r']).map(str::trim_end) {
            self.start();
            self.text.push_str(if line.is_empty() { "///" } else { "/// " });
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    /// A line of code; where it is too long, the parts within its outermost brackets as lines of their own,
    /// each with a comma behind it, and the last one as it is given. As many bytes at the end as `beyond` says may
    /// stand beyond the width: the comma that breaking brings.
    fn lay_out(&mut self, code: impl Display, last: &str, beyond: usize) {
        let start = self.start();
        let _ = writeln!(self.text, "{code}");
        if !self.is_too_long(start + beyond) {
            return;
        }
        let code = self.text.split_off(start);
        self.break_up(&code, last);
    }

    /// Code that is too long for the line that it begins: with the parts within its outermost brackets as lines of their
    /// own.
    fn break_up(&mut self, code: &str, last: &str) {
        let Some(Brackets { open, parts, close }) = Brackets::find(code) else {
            return self.break_access(code);
        };
        self.text.push_str(&code[..open]);
        self.text.push('\n');
        self.indent += STEP;
        for (index, part) in parts.iter().enumerate() {
            let (comma, beyond) = if index + 1 < parts.len() { (",", 0) } else { (last, last.len()) };
            self.lay_out(format_args!("{}{comma}", &code[part.clone()]), last, beyond);
        }
        self.indent -= STEP;
        let start = self.start();
        self.text.push_str(&code[close..]);
        // The type behind the arguments.
        if self.is_too_long(start) {
            let rest = self.text.split_off(start + 1);
            self.break_up(&rest, last);
        }
    }

    /// A line without anything in brackets, with what stands behind its dots on lines of their own.
    fn break_access(&mut self, code: &str) {
        let mut links = links(code, false).into_iter();
        self.text.push_str(links.next().unwrap_or_default());
        self.indent += STEP;
        for link in links {
            self.text.push('\n');
            self.start();
            self.text.push_str(link);
        }
        self.indent -= STEP;
    }

    /// Begins a line; where its text begins.
    fn start(&mut self) -> usize {
        self.text.extend(std::iter::repeat_n(' ', self.indent));
        self.text.len()
    }

    fn is_too_long(&self, start: usize) -> bool {
        self.text.trim_end().len() - start > WIDTH.saturating_sub(self.outer + self.indent)
    }
}

/// The outermost brackets of a line of code.
struct Brackets {
    /// Behind the opening one.
    open: usize,
    /// What stands between the commas within.
    parts: Vec<Range<usize>>,
    /// At the closing one.
    close: usize,
}

impl Brackets {
    fn find(code: &str) -> Option<Self> {
        let mut of = Brackets { open: 0, parts: Vec::new(), close: 0 };
        let (mut depth, mut part, mut text, mut last) = (0, 0, false, ' ');
        for (at, c) in code.char_indices() {
            match (c, last) {
                (_, '\\') => {}
                ('"', _) => text = !text,
                _ if text => {}
                // Of an attribute.
                ('[', '#') => {}
                // Of a type: a slice takes no comma.
                ('[', '&') if depth == 0 && code[..at].ends_with(": &") => {}
                (']', _) if depth == 0 => {}
                ('(' | '<' | '[', _) => {
                    depth += 1;
                    if depth == 1 {
                        (of.open, part) = (at + 1, at + 1);
                    }
                }
                ('>', '-' | '=') => {}
                // Nothing within.
                (')', '(') | (']', '[') if depth == 1 => depth = 0,
                (')' | '>' | ']' | ',', _) if depth == 1 => {
                    part += usize::from(code[part..].starts_with(' '));
                    of.parts.push(part..at);
                    part = at + 1;
                    if c != ',' {
                        of.close = at;
                        return Some(of);
                    }
                }
                (')' | '>' | ']', _) => depth -= 1,
                _ => {}
            }
            // A backslash that is escaped escapes nothing.
            last = if c == '\\' && last == '\\' { ' ' } else { c };
        }
        None
    }
}

/// The calls of a chain: `self.client`, `.call(&OPERATION)`, `.receive_json()`. A short name that begins a line keeps what
/// is behind its dot.
fn links(calls: &str, begins_line: bool) -> Vec<&str> {
    let (mut links, mut from) = (Vec::new(), 0);
    let (mut depth, mut text, mut last) = (0, false, ' ');
    for (at, c) in calls.char_indices() {
        match (c, last) {
            (_, '\\') => {}
            ('"', _) => text = !text,
            _ if text => {}
            ('(' | '[', _) => depth += 1,
            (')' | ']', _) => depth -= 1,
            ('.', _) if depth == 0 && at > 0 && !(from == 0 && begins_line && at <= STEP) => {
                links.push(&calls[from..at]);
                from = at;
            }
            _ => {}
        }
        last = if c == '\\' && last == '\\' { ' ' } else { c };
    }
    links.push(&calls[from..]);
    links
}

#[cfg(test)]
#[path = "lines_tests.rs"]
mod tests;
