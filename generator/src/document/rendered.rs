//! The text of a rendered page: lines. What a line is, and whether it is a heading, its reader decides.
//!
//! ```ebnf
//! page    = { blank line | table | json | curl | http | line } ;   (* with headings and fences where a crawler left them: markup.rs *)
//! json    = line , { line } ;                      (* from "{" or "[" to where brackets balance *)
//! curl    = "curl " , … , { "\" , line end , … } ; (* open quotes go on to the next line, too *)
//! http    = verb , space , "/" , … , line end , header , { header } , [ blank line , body ] ;
//! header  = name , ": " , … , line end ;
//! body    = json | line with "=" and without spaces ;
//! ```
//!
//! - *json* begins as JSON does: a bracket, and after it (white space aside) a bracket, a quote, a
//!   number, `true`, `false`, `null`, a comment or an ellipsis. So `{id}` in a path is a line. Nothing
//!   but a comma follows it on its last line. A blank line inside is allowed only before more JSON.
//! - A *curl* command holds no blank line.
//! - Every other line that is not blank is a paragraph.

mod code;
mod markup;
mod table;

use super::fence::CodeLines;
use super::indent::{line_end, next_line, trim};
use super::inline::push_folded;
use super::{Block, BlockKind, Document, Text};
use crate::source::{SourceFile, SourceId, Span};
use code::{Run, begins_json};

/// Parses the text of a rendered page.
pub fn parse_rendered(file: &SourceFile) -> Document {
    parse(file, false)
}

/// Parses the text of a rendered page that a crawler wrote as Markdown.
pub fn parse_crawled(file: &SourceFile) -> Document {
    parse(file, true)
}

fn parse(file: &SourceFile, marked: bool) -> Document {
    let page = Page::new(file, marked);
    let mut blocks = Vec::new();
    let mut i = 0;
    while i < page.lines.len() {
        if page.is_blank(i) {
            i += 1;
            continue;
        }
        let (block, next) = page.block(i);
        blocks.push(block);
        i = next;
    }
    Document { blocks, ..Document::default() }
}

/// Start and end of every line, without line ends.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut at = 0;
    while at < text.len() {
        lines.push((at, line_end(text, at)));
        at = next_line(text, at);
    }
    lines
}

struct Page<'t> {
    text: &'t str,
    source: SourceId,
    /// Whether it holds what is left of Markdown.
    marked: bool,
    lines: Vec<(usize, usize)>,
    /// The next line that is not blank, from each line on.
    next_text: Vec<Option<usize>>,
}

impl<'t> Page<'t> {
    fn new(file: &'t SourceFile, marked: bool) -> Self {
        let lines = lines(&file.text);
        let mut next_text = vec![None; lines.len()];
        let mut next = None;
        for (at, &(start, end)) in lines.iter().enumerate().rev() {
            next = if file.text[start..end].trim().is_empty() { next } else { Some(at) };
            next_text[at] = next;
        }
        Self { text: &file.text, source: file.id, marked, lines, next_text }
    }

    fn line(&self, i: usize) -> &'t str {
        let (start, end) = self.lines[i];
        &self.text[start..end]
    }

    fn is_blank(&self, i: usize) -> bool {
        self.next_text[i] != Some(i)
    }

    /// The block that begins on line `i`, and the line after it.
    fn block(&self, i: usize) -> (Block, usize) {
        if let Some(marked) = self.fenced(i).or_else(|| self.heading(i)) {
            return marked;
        }
        let run = self.json(i).or_else(|| self.curl(i)).or_else(|| self.http(i));
        if let Some(run) = run {
            return (self.fence(i, &run), run.end);
        }
        if let Some(table) = table::read_table(self, i) {
            return table;
        }
        let text = self.running_text(i);
        (Block { span: text.span, kind: BlockKind::Paragraph(text) }, i + 1)
    }

    fn fence(&self, start: usize, run: &Run) -> Block {
        let mut code = CodeLines::default();
        for &(from, to) in &self.lines[start..run.end] {
            code.push(&self.text[from..to], from);
        }
        let fence = code.into_fence(self.source, run.language.to_owned(), String::new(), run.closed, 0);
        Block { span: fence.code_span, kind: BlockKind::Fence(fence) }
    }

    /// The fenced block that begins on line `i`; what it holds says its language, where the fence does not.
    fn fenced(&self, i: usize) -> Option<(Block, usize)> {
        let language = markup::opens_fence(self.line(i)).filter(|_| self.marked)?;
        let close = (i + 1..self.lines.len()).find(|&at| markup::closes_fence(self.line(at)));
        let end = close.unwrap_or(self.lines.len());
        let first = (i + 1..end).find(|&at| !self.is_blank(at)).unwrap_or(end);
        let language = match language {
            "" if first < end && begins_json(&self.text[self.lines[first].0..]) => "json",
            "" if first < end && self.line(first).trim_start().starts_with("curl ") => "bash",
            other => other,
        };
        let mut code = CodeLines::default();
        for &(from, to) in &self.lines[i + 1..end] {
            code.push(&self.text[from..to], from);
        }
        let language = language.to_ascii_lowercase();
        let fence = code.into_fence(self.source, language, String::new(), close.is_some(), self.lines[i].1);
        let (start, last) = (self.lines[i].0, self.lines[end.min(self.lines.len() - 1)].1);
        Some((Block { span: Span::new(self.source, start, last), kind: BlockKind::Fence(fence) }, end + 1))
    }

    fn heading(&self, i: usize) -> Option<(Block, usize)> {
        let (level, from) = markup::heading(self.line(i)).filter(|_| self.marked)?;
        let text = self.text_between(self.lines[i].0 + from, self.lines[i].1);
        Some((Block { span: text.span, kind: BlockKind::Heading { level, text, anchor: None } }, i + 1))
    }

    fn running_text(&self, i: usize) -> Text {
        self.text_between(self.lines[i].0, self.lines[i].1)
    }

    fn text_between(&self, start: usize, end: usize) -> Text {
        let (start, end) = trim(self.text, start, end);
        let mut plain = String::with_capacity(end - start);
        match self.marked {
            true => push_folded(&mut plain, markup::clean(&self.text[start..end]).trim()),
            false => push_folded(&mut plain, &self.text[start..end]),
        }
        let markdown = escape(&plain);
        Text { plain, markdown, links: Vec::new(), span: Span::new(self.source, start, end) }
    }
}

/// Plain text as markdown: what would be markup is escaped.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let holds_link = text.contains("](");
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '<') || (c == '[' && holds_link) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every block as `kind: text`.
    fn outline(text: &str) -> Vec<String> {
        let file = SourceFile::new(SourceId(0), "a.txt", "a.txt", text);
        let blocks = parse_rendered(&file).blocks;
        let line = |block: &Block| match &block.kind {
            BlockKind::Paragraph(text) => format!("p: {}", text.plain),
            BlockKind::Fence(fence) => {
                let mark = if fence.closed { "" } else { " (open)" };
                format!("{}{mark}: {}", fence.language, fence.code.replace('\n', "|"))
            }
            other => format!("{other:?}"),
        };
        blocks.iter().map(line).collect()
    }

    #[test]
    fn a_path_is_lines_even_with_braces_and_brackets() {
        let text = "PUT\n/\napi\n/\n{id}\n?id=[\n{id1}\n,\n]\n{\n  \"a\": [\n    1\n  ]\n}\nA sentence.\n";
        assert_eq!(
            outline(text),
            [
                "p: PUT",
                "p: /",
                "p: api",
                "p: /",
                "p: {id}",
                "p: ?id=[",
                "p: {id1}",
                "p: ,",
                "p: ]",
                "json: {|  \"a\": [|    1|  ]|}",
                "p: A sentence.",
            ]
        );
    }

    #[test]
    fn every_other_line_is_one_of_its_own() {
        assert_eq!(
            outline("First\n\nRequest Body\n\nId\ninteger"),
            ["p: First", "p: Request Body", "p: Id", "p: integer"]
        );
    }

    #[test]
    fn tables() {
        let file = SourceFile::new(
            SourceId(0),
            "a.txt",
            "a.txt",
            "| Name | Type |\n|---|---|\n| id | string |\nafter",
        );
        let blocks = parse_rendered(&file).blocks;
        let BlockKind::Table { header, rows } = &blocks[0].kind else { panic!("{blocks:?}") };
        let plain = |cells: &[Text]| cells.iter().map(|cell| cell.plain.clone()).collect::<Vec<_>>();
        assert_eq!(
            (plain(header), plain(&rows[0])),
            (vec!["Name".into(), "Type".into()], vec!["id".into(), "string".into()])
        );
        assert_eq!(file.slice(rows[0][1].span), "string");
        assert_eq!(blocks.len(), 2);
    }

    #[test]
    fn json_ends_where_it_balances() {
        assert_eq!(outline("[\n  { \"a\": \"}\" }\n]\nafter"), ["json: [|  { \"a\": \"}\" }|]", "p: after"]);
        assert_eq!(outline("{\n  \"a\": 1,\n  \""), ["json (open): {|  \"a\": 1,|  \""]);
        assert_eq!(outline("{}\n{ \"b\": 1 }\n\nNext\n"), ["json: {}", "json: { \"b\": 1 }", "p: Next"]);
        assert_eq!(outline("[1] is a footnote"), ["p: [1] is a footnote"]);
        assert_eq!(
            outline("{\n  \"a\": 1\n\nThen text\nmore"),
            ["json (open): {|  \"a\": 1", "p: Then text", "p: more"]
        );
        assert_eq!(outline("{\n\n  \"a\": 1\n}"), ["json: {||  \"a\": 1|}"]);
    }

    #[test]
    fn a_command_ends_where_quotes_and_backslashes_do() {
        let text = "curl -X PUT \\\n  \"https://x/\" \\\n  -d '{\n    \"a\": \"it\"\n}'\nResponse";
        assert_eq!(
            outline(text),
            ["bash: curl -X PUT \\|  \"https://x/\" \\|  -d '{|    \"a\": \"it\"|}'", "p: Response"]
        );
        assert_eq!(outline("curl -d '{\n  \"a\""), ["bash (open): curl -d '{|  \"a\""]);
    }

    #[test]
    fn a_request_is_a_line_headers_and_a_body() {
        let form = "POST /api/token\nContent-Type: a/b\n\ngrant_type=x&y=1\n{\n}";
        assert_eq!(outline(form), ["http: POST /api/token|Content-Type: a/b||grant_type=x&y=1", "json: {|}"]);
        assert_eq!(outline("POST /a\nA: b\n\n{\n}\n[\n]"), ["http: POST /a|A: b||{|}", "json: [|]"]);
        assert_eq!(outline("GET /a\nA: b\n\nNext\n"), ["http: GET /a|A: b", "p: Next"]);
        assert_eq!(outline("POST /api/token\nContent-Type"), ["p: POST /api/token", "p: Content-Type"]);
    }

    #[test]
    fn markup_characters_are_escaped_in_markdown() {
        let file = SourceFile::new(SourceId(0), "a.txt", "a.txt", "Repeat*   <id>");
        let BlockKind::Paragraph(text) = &parse_rendered(&file).blocks[0].kind else { panic!() };
        assert_eq!((text.plain.as_str(), text.markdown.as_str()), ("Repeat* <id>", "Repeat\\* \\<id>"));
    }
}
