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
mod tests {
    use super::*;
    use expect_test::expect;

    fn lines(write: impl FnOnce(&mut Lines)) -> String {
        let mut lines = Lines::default();
        write(&mut lines);
        lines.into_text()
    }

    #[test]
    fn a_line_that_fits_stays_whole() {
        let code = "pub fn new(name: impl Into<String>, of: Vec<i64>) -> Self;";
        assert_eq!(lines(|lines| lines.line(code)), format!("{code}\n"));
    }

    #[test]
    fn long_lines_break_from_the_outermost_brackets_in() {
        let long = "AnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHand";
        let written = lines(|lines| {
            lines.block("pub struct Holder", |lines| {
                lines.line(format_args!("pub by_name: Option<std::collections::BTreeMap<String, {long}>>,"));
            });
            lines.line(format_args!("pub fn new(first: impl Into<String>, second: {long}) -> Self;"));
            lines.tokens(format_args!(
                "#[cfg(any(feature = \"a, (b\", feature = \"{long}\", feature = \"c\"))]"
            ));
            lines.line(format_args!("{long}: {long}.into(),"));
            lines.line(format_args!("{long}{long},"));
        });
        expect![[r#"
            pub struct Holder {
                pub by_name: Option<
                    std::collections::BTreeMap<
                        String,
                        AnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHand,
                    >,
                >,
            }
            pub fn new(
                first: impl Into<String>,
                second: AnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHand,
            ) -> Self;
            #[cfg(
                any(
                    feature = "a, (b",
                    feature = "AnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHand",
                    feature = "c"
                )
            )]
            AnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHand: AnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHand
                .into(),
            AnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHandAnswerOfAnOperationWithAVeryLongNameThatNobodyWouldWriteByHand,
        "#]]
        .assert_eq(&written);
    }

    #[test]
    fn calls_of_a_chain_that_is_too_long_stand_below_each_other() {
        let long = "a_field_of_the_request_with_a_name_that_nobody_would_type";
        let written = lines(|lines| {
            lines.chain("", "self.client.call(&OPERATION).path(\"a.b\", &a).receive_json()", "");
            lines.chain("let call = ", &format!("self.client.path(\"{long}\", &{long})"), ";");
            lines.chain(
                "",
                &format!("self.client.queries(&[(\"{long}\", &request.{long}), (\"b\", &b)])"),
                "",
            );
            lines.chain("static A: B = ", &format!("B::new(\"{long}\", \"{long}\")"), ";");
            lines.chain("static A: B = ", &format!("B::new(\"{long}\", \"{long}\").accept(\"*/*\")"), ";");
            lines.chain("", &format!("self.{long}(first, second, &Default::default())"), "");
        });
        expect![[r#"
            self.client.call(&OPERATION).path("a.b", &a).receive_json()
            let call = self
                .client
                .path(
                    "a_field_of_the_request_with_a_name_that_nobody_would_type",
                    &a_field_of_the_request_with_a_name_that_nobody_would_type,
                );
            self.client
                .queries(
                    &[
                        (
                            "a_field_of_the_request_with_a_name_that_nobody_would_type",
                            &request.a_field_of_the_request_with_a_name_that_nobody_would_type,
                        ),
                        ("b", &b),
                    ],
                )
            static A: B = B::new(
                "a_field_of_the_request_with_a_name_that_nobody_would_type",
                "a_field_of_the_request_with_a_name_that_nobody_would_type",
            );
            static A: B = B::new(
                    "a_field_of_the_request_with_a_name_that_nobody_would_type",
                    "a_field_of_the_request_with_a_name_that_nobody_would_type",
                )
                .accept("*/*");
            self.a_field_of_the_request_with_a_name_that_nobody_would_type(
                first,
                second,
                &Default::default(),
            )
        "#]]
        .assert_eq(&written);
    }

    #[test]
    fn the_comma_that_breaking_brings_is_not_counted() {
        let written = |length: usize| {
            let name = "A".repeat(length);
            lines(|lines| {
                lines.block("struct B", |lines| lines.line(format_args!("a: Option<Map<{name}>>,")))
            })
        };
        // `        Map<…>` is as long as a line, without the comma.
        assert_eq!(
            written(76),
            format!("struct B {{\n    a: Option<\n        Map<{}>,\n    >,\n}}\n", "A".repeat(76))
        );
        assert!(written(77).contains("        Map<\n"));
    }

    #[test]
    fn an_arm_that_is_too_long_gets_braces() {
        let long = "a-value-that-is-as-long-as-a-sentence-of-the-documentation-and-has-no-end";
        let written = lines(|lines| {
            lines.block("match value", |lines| {
                lines.arm("\"short\"", "Self::Short");
                lines.arm(format_args!("{long:?}"), "Self::AsLongAsASentence");
            });
        });
        expect![[r#"
            match value {
                "short" => Self::Short,
                "a-value-that-is-as-long-as-a-sentence-of-the-documentation-and-has-no-end" => {
                    Self::AsLongAsASentence
                }
            }
        "#]]
        .assert_eq(&written);
    }

    /// Deeper than a line is wide: with checks for overflow, as in every build script, and without, it is the same.
    #[test]
    fn types_deeper_than_a_line_is_wide() {
        let depth = 60;
        let name = "Vec<".repeat(depth) + "String" + &">".repeat(depth);
        let written =
            lines(|lines| lines.block("pub struct A", |lines| lines.line(format_args!("pub a: {name},"))));
        let opened: Vec<&str> = written.lines().filter(|line| line.ends_with("Vec<")).collect();
        for (level, line) in opened.iter().enumerate() {
            let indent = line.len() - line.trim_start().len();
            assert_eq!(indent, STEP * (level + 1), "{line}");
        }
        assert_eq!(opened.len(), depth, "{written}");
        let flat: String = written.split_whitespace().collect();
        assert_eq!(flat.replace(",>", ">"), format!("pubstructA{{puba:{name},}}"));
    }

    #[test]
    fn nothing_within_braces_is_one_line() {
        assert_eq!(lines(|lines| lines.block("pub struct Empty", |_| {})), "pub struct Empty {}\n");
    }

    #[test]
    fn a_line_break_does_not_end_a_doc_comment() {
        assert_eq!(
            lines(|lines| lines.doc("one\r\ntwo \n\nthree")),
            "/// one\n///\n/// two\n///\n/// three\n"
        );
    }
}
