use crate::config::{Config, Level, apply_levels, check_level_pages, parse_config};
use crate::diagnostic::{ALL_RULES, Diagnostic, find_rule, render_diagnostics};
use crate::source::{Sources, Span};
use expect_test::{Expect, expect};

fn read(text: &str) -> (Config, Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let id = sources.add("acme/docbind.toml", "docbind.toml", text);
    let (config, diagnostics) = parse_config(sources.get(id));
    (config, diagnostics, sources)
}

fn check(text: &str, pages: &[&str], expected: Expect) {
    let (config, mut diagnostics, sources) = read(text);
    diagnostics.extend(check_level_pages(&config.levels, pages));
    expected.assert_eq(&render_diagnostics(&diagnostics, &sources, false));
}

/// The level of a diagnostic of that rule on that page.
fn level(text: &str, code: &str, page: &str) -> Option<&'static str> {
    let (config, diagnostics, mut sources) = read(text);
    assert_eq!(diagnostics, []);
    let id = sources.add(format!("acme/{page}"), page, "text");
    let diagnostic = Diagnostic::at(find_rule(code).unwrap(), Span::new(id, 0, 4), "wrong");
    let (said, allowed) = apply_levels(&config.levels, &sources, vec![diagnostic]);
    assert_eq!(said.len() + allowed.len(), 1);
    said.first().map(|diagnostic| diagnostic.severity.as_str())
}

#[test]
fn codes_names_and_globs() {
    let text =
        "[diagnostics]\nallow = [\"d0203\", \"*-tag\"]\nwarn = [\"Undeclared-*\"]\ndeny = [\"D010{9,6}\"]\n";
    assert_eq!(level(text, "D0203", "a.mdx"), None);
    assert_eq!(level(text, "D0107", "a.mdx"), None);
    assert_eq!(level(text, "D0201", "a.mdx"), Some("warning"));
    assert_eq!(level(text, "D0106", "a.mdx"), Some("error"));
    assert_eq!(level(text, "D0202", "a.mdx"), Some("warning"), "as the rule has it");
    assert_eq!(level("[diagnostics]\nnote = [\"D0202\"]\n", "D0202", "a.mdx"), Some("note"));
}

#[test]
fn the_more_exact_pattern_decides() {
    let text = r#"
        [diagnostics]
        allow = ["*", { code = "D0202", pages = ["legacy", "old/*.mdx"] }]
        note = ["undeclared-*"]
        warn = ["D02*"]
        deny = ["D0202", { code = "D01*", pages = ["legacy/v1/**"] }]
    "#;
    assert_eq!(level(text, "D0401", "a.mdx"), None, "`*` alone");
    assert_eq!(level(text, "D0203", "a.mdx"), Some("warning"));
    assert_eq!(level(text, "D0201", "a.mdx"), Some("note"), "of two globs the one for fewer rules");
    assert_eq!(level(text, "D0202", "a.mdx"), Some("error"), "a code before a glob");
    assert_eq!(level(text, "D0202", "legacy/v1/a.mdx"), None, "with pages before without");
    assert_eq!(level(text, "D0202", "old/a.mdx"), None);
    assert_eq!(level(text, "D0202", "old/v1/a.mdx"), Some("error"));
    assert_eq!(level(text, "D0109", "legacy/v1/a.mdx"), Some("error"));
    assert_eq!(level(text, "D0109", "legacy/a.mdx"), None);
}

#[test]
fn what_concerns_no_page_is_on_none() {
    let (config, ..) = read("[diagnostics]\nallow = [\"D0305\", { code = \"D0403\", pages = [\"**\"] }]\n");
    let general = |code| Diagnostic::general(find_rule(code).unwrap(), "wrong");
    let (said, allowed) =
        apply_levels(&config.levels, &Sources::default(), vec![general("D0305"), general("D0403")]);
    assert_eq!((said[0].rule.code, allowed[0].rule.code), ("D0403", "D0305"));
}

#[test]
fn globs_leave_out_what_cannot_be_allowed() {
    let all = "[diagnostics]\nallow = [\"*\"]\n";
    for rule in ALL_RULES {
        let shown = level(all, rule.code, "a.mdx");
        assert_eq!(shown.is_some(), rule.least_level() > Level::Allow, "{}", rule.code);
    }
    assert_eq!(level("[diagnostics]\nwarn = [\"*\"]\n", "D0101", "a.mdx"), Some("warning"));
    assert_eq!(level("[diagnostics]\ndeny = [\"D0501\"]\n", "D0501", "a.mdx"), Some("error"));
}

#[test]
fn patterns_that_make_no_sense() {
    check(
        r#"[diagnostics]
alow = []
allow = ["undeclared-feild", "D9*", "{a", 3, "D0501", "unreadable-page", "D050[1"]
note = "D0201"
warn = [{ code = "D0202", page = "a" }, { pages = ["a"] }]
deny = ["D0203", { code = "D050{1,2}", pages = ["[a"] }, { code = "D0204", pages = [] }]
"#,
        &[],
        expect![[r#"
            error[D0501]: `alow` is not a setting of `[diagnostics]`
             --> acme/docbind.toml:2:1
              |
            2 | alow = []
              | ^^^^ unknown setting
              |
              = help: did you mean `allow`?

            error[D0501]: no diagnostic is called `undeclared-feild`
             --> acme/docbind.toml:3:10
              |
            3 | allow = ["undeclared-feild", "D9*", "{a", 3, "D0501", "unreadable-page", "D050[1"]
              |          ^^^^^^^^^^^^^^^^^^
              |
              = help: did you mean `undeclared-field`?

            error[D0501]: `D9*` fits no code and no name of a diagnostic
             --> acme/docbind.toml:3:30
              |
            3 | allow = ["undeclared-feild", "D9*", "{a", 3, "D0501", "unreadable-page", "D050[1"]
              |                              ^^^^^
              |
              = help: `docbind explain` lists them

            error[D0501]: not a pattern: a `{` without a `}`
             --> acme/docbind.toml:3:37
              |
            3 | allow = ["undeclared-feild", "D9*", "{a", 3, "D0501", "unreadable-page", "D050[1"]
              |                                     ^^^^
              |
              = help: `*` stands for any text, `?` for a character, `{a,b}` for either

            error[D0501]: each item of `allow` should be a string or a table
             --> acme/docbind.toml:3:43
              |
            3 | allow = ["undeclared-feild", "D9*", "{a", 3, "D0501", "unreadable-page", "D050[1"]
              |                                           ^ this is an integer

            error[D0501]: `D0501` cannot be allowed
             --> acme/docbind.toml:3:46
              |
            3 | allow = ["undeclared-feild", "D9*", "{a", 3, "D0501", "unreadable-page", "D050[1"]
              |                                              ^^^^^^^ always an error: what was asked for is not there

            error[D0501]: `unreadable-page` cannot be allowed
             --> acme/docbind.toml:3:55
              |
            3 | allow = ["undeclared-feild", "D9*", "{a", 3, "D0501", "unreadable-page", "D050[1"]
              |                                                       ^^^^^^^^^^^^^^^^^ a page would be missing without a word
              |
              = help: `note` is the least that it can be

            error[D0501]: no diagnostic is called `D050[1`
             --> acme/docbind.toml:3:74
              |
            3 | allow = ["undeclared-feild", "D9*", "{a", 3, "D0501", "unreadable-page", "D050[1"]
              |                                                                          ^^^^^^^^
              |
              = help: did you mean `D0501`, `D0101` or `D0201`?

            error[D0501]: `note` should be an array of codes, names and globs, as in `["D0203", "undeclared-*"]`
             --> acme/docbind.toml:4:8
              |
            4 | note = "D0201"
              |        ^^^^^^^ this is a string

            error[D0501]: `page` is not a setting of `[[diagnostics.warn]]`
             --> acme/docbind.toml:5:27
              |
            5 | warn = [{ code = "D0202", page = "a" }, { pages = ["a"] }]
              |                           ^^^^ unknown setting
              |
              = help: did you mean `pages`?

            error[D0501]: an entry of `warn` has no `code`
             --> acme/docbind.toml:5:41
              |
            5 | warn = [{ code = "D0202", page = "a" }, { pages = ["a"] }]
              |                                         ^^^^^^^^^^^^^^^^^
              |
              = help: `code = "…"` says which diagnostics it is about

            error[D0501]: not a glob: unclosed character class; missing ']'
             --> acme/docbind.toml:6:49
              |
            6 | deny = ["D0203", { code = "D050{1,2}", pages = ["[a"] }, { code = "D0204", pages = [] }]
              |                                                 ^^^^
              |
              = help: `*` stands for anything within a folder, `**` for folders, `{a,b}` for either

            error[D0501]: `pages` is empty
             --> acme/docbind.toml:6:84
              |
            6 | deny = ["D0203", { code = "D050{1,2}", pages = ["[a"] }, { code = "D0204", pages = [] }]
              |                                                                                    ^^ no page
              |
              = help: leave the setting out for all pages
        "#]],
    );
}

#[test]
fn one_rule_in_two_lists() {
    check(
        r#"[diagnostics]
allow = ["D0203", "undeclared-*", { code = "D0109", pages = ["old/**"] }]
note = [{ code = "D0109", pages = ["other"] }]
warn = ["type-refined"]
deny = ["{D0201,D0202}", { code = "D0109", pages = ["**/a.mdx"] }]
"#,
        &["old/a.mdx", "b.mdx"],
        expect![[r#"
            error[D0501]: D0203 is set to both `allow` and `warn`
             --> acme/docbind.toml:4:9
              |
            2 | allow = ["D0203", "undeclared-*", { code = "D0109", pages = ["old/**"] }]
              |          ------- to `allow` here
            3 | note = [{ code = "D0109", pages = ["other"] }]
            4 | warn = ["type-refined"]
              |         ^^^^^^^^^^^^^^ to `warn` here
              |
              = help: of two patterns the more exact one decides, and these are equally exact

            error[D0501]: D0201 is set to both `allow` and `deny`
             --> acme/docbind.toml:5:9
              |
            2 | allow = ["D0203", "undeclared-*", { code = "D0109", pages = ["old/**"] }]
              |                   -------------- to `allow` here
            ...
            5 | deny = ["{D0201,D0202}", { code = "D0109", pages = ["**/a.mdx"] }]
              |         ^^^^^^^^^^^^^^^ to `deny` here
              |
              = help: of two patterns the more exact one decides, and these are equally exact

            error[D0502]: `other` fits no page
             --> acme/docbind.toml:3:36
              |
            3 | note = [{ code = "D0109", pages = ["other"] }]
              |                                    ^^^^^^^
              |
              = help: globs are relative to the folder of docbind.toml: `guides/**`, or a page with its extension

            error[D0501]: D0109 is set to both `allow` and `deny`
             --> acme/docbind.toml:5:35
              |
            2 | allow = ["D0203", "undeclared-*", { code = "D0109", pages = ["old/**"] }]
              |                                            ------- to `allow` here
            ...
            5 | deny = ["{D0201,D0202}", { code = "D0109", pages = ["**/a.mdx"] }]
              |                                   ^^^^^^^ to `deny` here
              |
              = help: `old/a.mdx` is among the pages of both
        "#]],
    );
}
