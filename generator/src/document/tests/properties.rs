//! What holds for every text.

use proptest::prelude::*;

use super::super::{BlockKind, LineMap, parse_json, parse_markdown, parse_rendered, scan_file};
use super::check_spans;
use crate::source::{SourceFile, SourceId};

/// Texts of the pieces that pages are made of, put together at random.
fn page_text(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => prop::sample::select(pieces).prop_map(str::to_owned), 1 => any::<String>()];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

const MARKDOWN: &[&str] = &[
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "  ",
    "    ",
    "\t",
    " ",
    "a",
    "é",
    "b c",
    "日本",
    "- ",
    "1. ",
    "> ",
    "* ",
    "# ",
    "## x",
    "```",
    "```json\n",
    "````",
    "~~~\n",
    "```\n",
    "`",
    "``",
    "<A>",
    "</A>",
    "<A",
    ">",
    "<B x=\"y\">",
    "</B>",
    "<C/>",
    "<C d={",
    "}",
    "/>",
    "<D.E f='g' h\n>",
    "</D.E>",
    "<A>",
    "</A>",
    "<b>",
    "</b>",
    "<div>\n",
    "</div>",
    "<br/>",
    "<!--",
    "-->",
    "{/*",
    "*/}",
    "{",
    "import {a} from 'b'\n",
    "export const a = {\n",
    "|",
    "| a | b |\n",
    "|---|---|\n",
    "\\",
    "[x]",
    "[x]: y\n",
    "[a](b)",
    "![a](b)",
    "**",
    "_",
    "&amp;",
    "---\n",
    "title: x\n",
    "k: \"a\n",
    ": ",
    "x\n: y\n",
    "===\n",
    "~~",
    "$",
    "[^1]",
    "<http://a>",
    "{#id}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "\0",
    "\u{b}",
    "\u{c}",
    "\r",
];

const RENDERED: &[&str] = &[
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "a",
    "é b",
    "{",
    "}",
    "[",
    "]",
    "{}",
    "\"",
    "{id}",
    "curl ",
    "\\\n",
    "'",
    "POST /a\n",
    "A: b\n",
    ".",
    ": ",
    "  ",
    "1",
    "x=y",
    "日本\n",
];

const JSON: &[&str] = &[
    "{", "}", "[", "]", "\"a\"", "\"", ":", ",", "1", "-", "1.5e3", "true", "null", "...", "…", "//", "\n",
    "/*", "*/", "#", "é", "'", "\\", "<x>", " ", "007", "\"b\": ", "\u{a0}", "0x", "NaN",
];

/// A comment so long that the white space in its place was code, however often it was read again.
#[test]
fn words_behind_a_long_comment_are_words() {
    let text = format!("| a | b |\n: {{/*{}\n*/}}a", "hidden ".repeat(20));
    check_markdown(&text, "a.mdx");
    let file = SourceFile::new(SourceId(3), "a.mdx", "a.mdx", text);
    let document = format!("{:?}", parse_markdown(scan_file(&file)));
    assert!(!document.contains("Fence"), "{document}");
}

fn check_markdown(text: &str, name: &str) {
    let file = SourceFile::new(SourceId(3), name, name, text);
    let document = parse_markdown(scan_file(&file));
    check_spans(&file, &document);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn markdown_spans_hold(text in page_text(MARKDOWN)) {
        check_markdown(&text, "a.mdx");
        check_markdown(&text, "a.md");
    }

    #[test]
    fn front_matter_spans_hold(text in page_text(MARKDOWN)) {
        check_markdown(&format!("---\n{text}\n---\n"), "a.mdx");
    }

    #[test]
    fn rendered_spans_hold(text in page_text(RENDERED)) {
        let file = SourceFile::new(SourceId(3), "a.txt", "a.txt", text);
        check_spans(&file, &parse_rendered(&file));
    }

    #[test]
    fn json_spans_lie_in_the_text(text in page_text(JSON)) {
        let file = SourceFile::new(SourceId(0), "a", "a", format!("```json\n{text}\n```"));
        let mut map = LineMap::default();
        map.push(0, 8);
        let reading = parse_json(&text, &map, SourceId(0));
        let spans = reading.documents.iter().map(|d| d.span).chain(reading.problems.iter().map(|p| p.span));
        for span in spans {
            super::check_inside(&file, file.span(), span);
            prop_assert!(span.start >= 8 && span.end as usize <= 8 + text.len());
        }
        let blank = text.chars().all(|c| c == ',' || c.is_whitespace());
        prop_assert!(blank || !reading.documents.is_empty() || !reading.problems.is_empty());
    }

    #[test]
    fn what_json_writes_is_read_back(numbers in prop::collection::vec((any::<String>(), any::<i64>()), 0..8)) {
        let value: serde_json::Value = numbers.into_iter().map(|(k, v)| (k, v.into())).collect::<serde_json::Map<_, _>>().into();
        let text = serde_json::to_string_pretty(&value).unwrap();
        let mut map = LineMap::default();
        map.push(0, 0);
        let reading = parse_json(&text, &map, SourceId(0));
        prop_assert_eq!(reading.problems, []);
        prop_assert_eq!(reading.documents[0].to_value(), value);
    }
}

/// Reading must stay linear: each of these took minutes if it were not.
#[test]
fn hostile_pages_are_read_in_time() {
    for piece in [
        "<A b={",
        "<A b=\"",
        "<A>\n",
        "<A>",
        "</A>",
        "<A b",
        "<!--\n",
        "{/* ",
        "> ",
        "- ",
        "`",
        "export const a = {\n\n",
        "```a\n",
        "[",
        "    a\n\n",
        "<A>\n```\n",
        "<A>\n  ",
        "<A></B>",
    ] {
        let text = piece.repeat(20_000);
        let file = SourceFile::new(SourceId(0), "a.mdx", "a.mdx", text);
        assert!(!parse_markdown(scan_file(&file)).blocks.is_empty());
    }
    for piece in ["{\n", "{\"a\":\n", "curl '\n", "[", "POST /a\nA: b\n\n", "{\"\n\n"] {
        let file = SourceFile::new(SourceId(0), "a.txt", "a.txt", piece.repeat(20_000));
        assert!(!parse_rendered(&file).blocks.is_empty());
    }
}

#[test]
fn components_too_deep_are_html() {
    let depth = 1000;
    let text = format!("{}x{}", "<A>\n".repeat(depth), "\n</A>".repeat(depth));
    check_markdown(&text, "a.mdx");
    let file = SourceFile::new(SourceId(0), "a.mdx", "a.mdx", text);
    assert!(matches!(parse_markdown(scan_file(&file)).blocks[0].kind, BlockKind::Component(_)));
}
