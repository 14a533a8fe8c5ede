use super::*;
use crate::diagnostic::rule;
use crate::source::{SourceId, Span};
use expect_test::{Expect, expect};

fn sources(files: &[(&str, &str)]) -> Sources {
    let mut sources = Sources::default();
    for (path, text) in files {
        sources.add(*path, *path, *text);
    }
    sources
}

/// The place of `words` in the file.
fn find(sources: &Sources, file: u32, words: &str) -> Span {
    let start = sources.get(SourceId(file)).text.find(words).unwrap();
    Span::new(SourceId(file), start, start + words.len())
}

fn check(diagnostic: &Diagnostic, sources: &Sources, expected: Expect) {
    expected.assert_eq(&render_diagnostic(diagnostic, sources, false));
}

const PAGE: &str = "---\ntitle: Get a ticket\napi: \"GET /tickets/{id}\"\n---\n\n\
    <ParamField path=\"id\" type=\"string\">The ticket.</ParamField>\n\n## Example\n\n\
    ```bash\ncurl https://api.acme.example/tickets/7\n```\n\n```json\n{\n  \"Id\": 7,\n  \"Subject\": \"Printer\"\n}\n```\n";

#[test]
fn two_places_of_a_page() {
    let sources = sources(&[("acme/get-ticket.mdx", PAGE)]);
    let diagnostic = Diagnostic::at(
        &rule::TYPE_CONTRADICTION,
        find(&sources, 0, "type=\"string\""),
        "`id` is a string here and an integer there",
    )
    .label("declared as a string")
    .related(find(&sources, 0, "7,"), "an integer")
    .note("the declaration was followed")
    .help("correct the page, or say which with an `[[operations]]` entry in docbind.toml");
    check(
        &diagnostic,
        &sources,
        expect![[r#"
        warning[D0202]: `id` is a string here and an integer there
          --> acme/get-ticket.mdx:6:23
           |
         6 | <ParamField path="id" type="string">The ticket.</ParamField>
           |                       ^^^^^^^^^^^^^ declared as a string
        ...
        16 |   "Id": 7,
           |         -- an integer
           |
           = note: the declaration was followed
           = help: correct the page, or say which with an `[[operations]]` entry in docbind.toml
    "#]],
    );
}

#[test]
fn places_in_several_pages() {
    let sources = sources(&[("a.mdx", PAGE), ("b.mdx", PAGE)]);
    let diagnostic = Diagnostic::at(
        &rule::DUPLICATE_ENDPOINT,
        find(&sources, 1, "GET /tickets/{id}"),
        "two pages document `GET /tickets/{id}`",
    )
    .related(find(&sources, 0, "GET /tickets/{id}"), "the first");
    check(
        &diagnostic,
        &sources,
        expect![[r#"
        warning[D0401]: two pages document `GET /tickets/{id}`
         --> b.mdx:3:7
          |
        3 | api: "GET /tickets/{id}"
          |       ^^^^^^^^^^^^^^^^^
          |
         ::: a.mdx:3:7
          |
        3 | api: "GET /tickets/{id}"
          |       ----------------- the first
    "#]],
    );
}

#[test]
fn a_place_of_many_lines_is_its_first() {
    let page = "# Title\n\n<Widget>\n  one\n  two\n  three\n  four\n  five\n</Widget>\n";
    let sources = sources(&[("w.mdx", page)]);
    let all = Span::new(SourceId(0), 9, page.len());
    check(
        &Diagnostic::at(&rule::NOT_UNDERSTOOD, all, "nothing was read from this block"),
        &sources,
        expect![[r#"
        note[D0106]: nothing was read from this block
         --> w.mdx:3:1
          |
        3 | <Widget>
          | ^^^^^^^^
    "#]],
    );
    let three = find(&sources, 0, "one\n  two\n  three");
    check(
        &Diagnostic::at(&rule::NOT_UNDERSTOOD, three, "nothing was read from this"),
        &sources,
        expect![[r#"
        note[D0106]: nothing was read from this
         --> w.mdx:4:3
          |
        4 | /   one
        5 | |   two
        6 | |   three
          | |_______^
    "#]],
    );
}

#[test]
fn no_place_at_all() {
    let diagnostic =
        Diagnostic::general(&rule::NO_BASE_URL, "no page says the base URL").help("set `base-url`");
    check(
        &diagnostic,
        &Sources::default(),
        expect![[r#"
        warning[D0305]: no page says the base URL
         |
         = help: set `base-url`
    "#]],
    );
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let line = format!("{}needle{}\n", "left ".repeat(80), " right".repeat(100_000));
    let sources = sources(&[("long.md", &line)]);
    let text = render_diagnostic(
        &Diagnostic::at(&rule::UNKNOWN_TYPE, find(&sources, 0, "needle"), "?"),
        &sources,
        false,
    );
    assert!(text.contains("long.md:1:401") && text.contains("needle"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() < 200), "{text}");
}

#[test]
fn a_page_cannot_write_to_the_terminal() {
    let sources = sources(&[("x.md", "a\tb \x1b[31mred\x07 \u{202e}\u{9b}x\r\n")]);
    let span = find(&sources, 0, "red");
    let diagnostic =
        Diagnostic::at(&rule::UNKNOWN_TYPE, span, "type `\x1b[2J`").label("\x1b[0m").note("\x1b]0;t\x07");
    let text = render_diagnostic(&diagnostic, &sources, false);
    assert!(!text.contains(['\x1b', '\x07', '\u{202e}', '\u{9b}']), "{text:?}");
}

#[test]
fn neither_a_page_nor_its_name_begins_a_line() {
    let page = "::error::a\n##vso[x]b red\n";
    let sources = sources(&[("::error::x\n::error::\x1b[2J.md", page)]);
    let diagnostic = Diagnostic::at(&rule::UNKNOWN_TYPE, find(&sources, 0, "red"), "a\n::error::b");
    check(
        &diagnostic.related(find(&sources, 0, "error"), "x\ny").note("::error::c\n##[d]"),
        &sources,
        expect![[r#"
            warning[D0110]: a\n::error::b
             --> \::error::x\n::error::\u{1b}[2J.md:2:12
              |
            1 | ::error::a
              |   ----- x\ny
            2 | #\#vso[x]b red
              |            ^^^
              |
              = note: \::error::c\n#\#[d]
        "#]],
    );
}

#[test]
fn line_ends_of_windows_are_line_ends() {
    let sources = sources(&[("w.md", "one\r\ntwo\r\nthree\r\n")]);
    let diagnostic = Diagnostic::at(&rule::UNKNOWN_TYPE, find(&sources, 0, "two"), "?");
    check(
        &diagnostic.related(find(&sources, 0, "one"), ""),
        &sources,
        expect![[r#"
        warning[D0110]: ?
         --> w.md:2:1
          |
        1 | one
          | ---
        2 | two
          | ^^^
    "#]],
    );
}

#[test]
fn a_place_among_line_ends_of_old_macs_is_shown() {
    let sources = sources(&[("acme/old.mdx", "# Tickets\r\r\r\r\r")]);
    let end = Span::new(SourceId(0), 12, 14);
    let diagnostic = Diagnostic::at(&rule::UNCLOSED_TAG, end, "the page ends here");
    assert!(render_diagnostic(&diagnostic, &sources, false).contains("acme/old.mdx"));
}

#[test]
fn places_that_are_none_do_no_harm() {
    let sources = sources(&[("é.md", "é\n"), ("empty.md", "")]);
    for (file, start, end) in [(0, 1, 1), (0, 1, 99), (0, 98, 99), (0, 3, 3), (0, 2, 1), (1, 0, 0), (1, 4, 9)]
    {
        let diagnostic = Diagnostic::at(&rule::UNKNOWN_TYPE, Span::new(SourceId(file), start, end), "?");
        let text = render_diagnostic(&diagnostic, &sources, true);
        assert!(text.contains("D0110"), "{text}");
    }
}

/// As a place in a line is shown, its length set aside.
#[test]
fn places_far_apart_in_a_long_line_are_shown_apart() {
    let text =
        format!("é{}first{}second {}\n", "a ".repeat(20_000), "b ".repeat(20_000), "c ".repeat(20_000));
    let sources = sources(&[("long.md", &text)]);
    let diagnostic = Diagnostic::at(&rule::UNKNOWN_TYPE, find(&sources, 0, "second"), "?")
        .related(find(&sources, 0, "first"), "the other");
    check(
        &diagnostic,
        &sources,
        expect![[r#"
            warning[D0110]: ?
             --> long.md:1:80007
              |
            1 | ...b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b second c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c c...
              |                                                                  ^^^^^^
              |
             ::: long.md:1:40002
              |
            1 | ... a a a a a a a a a a a a a a a a a a a a a a a a a a a a firstb b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b b ...
              |                                                             ----- the other
        "#]],
    );
    assert!(render_diagnostic(&diagnostic, &sources, true).contains("long.md:1:80007"));
    assert_eq!(sources.get(SourceId(0)).position(diagnostic.primary.unwrap().span.start).column, 80_007);
}
