//! `docbind suggest`: what it proposes is true. Over all cases, what it writes settles what it says and raises nothing
//! worse.
#![cfg(feature = "cli")]

use docbind::{Generated, Severity};
use expect_test::{Expect, expect};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn docbind(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
    command.current_dir(folder).args(arguments).env_remove("CLICOLOR_FORCE").output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        match from.is_dir() {
            true => copy(&from, &to),
            false => drop(fs::copy(from, to).unwrap()),
        }
    }
}

/// How many diagnostics there are by code and place, and how many of them are warnings or errors.
fn said(made: &Generated) -> BTreeMap<String, (usize, usize)> {
    let mut said: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for of in &made.reading.diagnostics {
        let place = of.primary.as_ref().map_or_else(
            || of.message.clone(),
            |label| {
                let at = made.spec.sources.position(label.span);
                format!("{}:{}:{}", made.spec.sources.get(label.span.source).relative, at.line, at.column)
            },
        );
        let counts = said.entry(format!("{} {place}", of.rule.code)).or_default();
        counts.0 += 1;
        counts.1 += usize::from(of.severity >= Severity::Warning);
    }
    said
}

/// The settings and the findings of "3 settings settle 5 of 9 findings".
fn counts(said: &str) -> Option<(usize, usize)> {
    let (before, behind) = said.split_once(" settle")?;
    let settings = before.split_whitespace().rev().nth(1)?.parse().ok()?;
    let findings = behind.trim_start_matches('s').split_whitespace().next()?.parse().ok()?;
    Some((settings, findings))
}

#[test]
fn what_is_written_for_the_cases_is_true() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases");
    let (mut settings, mut findings, mut untrue, mut wrong) = (0, 0, 0, Vec::new());
    for case in fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        let folder = tempfile::tempdir().unwrap();
        let pages = folder.path().join("pages");
        copy(&case.join("input"), &pages);
        let before = said(&docbind::generate(&pages).unwrap());
        let output = docbind(folder.path(), &["suggest", "pages", "--write", "-v"]);
        assert!(output.status.success(), "{name}: {}", text(&output.stderr));
        let in_vain = text(&output.stderr).lines().find_map(|line| line.split_once(" more were tried"));
        untrue += in_vain.map_or(0, |(count, _)| count.parse().unwrap());
        let Some((written, settled)) = counts(text(&output.stderr)) else { continue };
        settings += written;
        findings += settled;
        let after = said(&docbind::generate(&pages).unwrap());
        let count =
            |of: &BTreeMap<String, (usize, usize)>, key: &str| of.get(key).copied().unwrap_or_default();
        for (key, of) in after.iter().filter(|(key, of)| of.1 > count(&before, key).1) {
            wrong.push(format!("{name}: new: {key} {of:?}"));
        }
        let gone: usize =
            before.iter().filter(|(key, _)| !after.contains_key(*key)).map(|(_, of)| of.0).sum();
        if gone < settled {
            wrong.push(format!("{name}: {settled} were to be settled, and {gone} are gone"));
        }
        let again = docbind(folder.path(), &["suggest", "pages", "--write"]);
        if counts(text(&again.stderr)).is_some() {
            wrong.push(format!("{name}: a second run writes more: {}", text(&again.stderr)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    expect!["99 settings settle 118 findings, 2 were tried in vain"]
        .assert_eq(&format!("{settings} settings settle {findings} findings, {untrue} were tried in vain"));
}

/// What docbind took is said outright, and no less: a map of texts is not any object.
#[test]
fn types_of_the_client_stay() {
    let page = "---\ntitle: Send mail\napi: POST https://desk.acme.example/v1/mails\n---\n\n### Body\n\n\
        <ParamField body=\"headers\" type=\"object\">\n  Custom headers of your own.\n</ParamField>\n\n\
        <RequestExample>\n\n```json Request\n{ \"headers\": { \"X-Desk\": \"4\" } }\n```\n\n</RequestExample>\n\n\
        ### Response\n\n<ResponseField name=\"id\" type=\"integer\" required />\n";
    let folder = folder(&[("pages/send-mail.mdx", page), ("before/send-mail.mdx", page)]);
    let suggested = docbind(folder.path(), &["suggest", "pages", "--write"]);
    expect![[r#"
        wrote to `pages/docbind.toml`: 1 setting settles 1 of 2 findings
    "#]]
    .assert_eq(text(&suggested.stderr));
    expect![[r#"
        [api]
        name = "acme"

        # D0314 type-guessed: send-mail.mdx:8
        [[fields]]
        select = "mails/send-mail:body.headers"
        type = "map<string, string>"
    "#]]
    .assert_eq(&fs::read_to_string(folder.path().join("pages/docbind.toml")).unwrap_or_default());
    let diff = docbind(folder.path(), &["diff", "before", "pages", "--fail-on", "breaking"]);
    assert!(diff.status.success(), "{}", text(&diff.stdout));
}

const TICKET: &str = "---\ntitle: Get ticket\napi: GET https://desk.acme.example/v1/tickets/{id}\n---\n\n\
    ### Path Parameters\n\n<ParamField path=\"id\" type=\"integer\" required />\n\n### Response\n\n\
    <ResponseField name=\"state\" type=\"string\" />\n\n```json Response\n{ \"state\": 4 }\n```\n";

fn acme() -> tempfile::TempDir {
    folder(&[
        ("pages/tickets/get-ticket.mdx", TICKET),
        ("pages/tickets/read-ticket.mdx", &TICKET.replace("v1/tickets", "v1/old-tickets")),
        (
            "pages/tickets/sync.mdx",
            &TICKET.replace("title: Get ticket\n", "").replace("tickets/{id}", "sync/{id}"),
        ),
        ("pages/guides/empty.md", "\n"),
    ])
}

fn check(folder: &Path, arguments: &[&str], stdout: Expect, stderr: Expect) {
    let output = docbind(folder, arguments);
    assert!(output.status.success());
    stdout.assert_eq(text(&output.stdout));
    stderr.assert_eq(text(&output.stderr));
}

#[test]
fn prints_entries_to_paste() {
    check(
        acme().path(),
        &["suggest", "pages"],
        expect![[r##"
        # 3 settings settle 5 of 6 findings.

        [pages]
        exclude = [
            # D0129 empty-page: guides/empty.md:1
            "guides/empty.md",
        ]

        # D0118 no-title: tickets/sync.mdx:2
        [[operations]]
        select = "sync/get-sync-by-id"
        rename = "get-sync-by-id"

        # D0202 type-contradiction: 3 findings, such as tickets/get-ticket.mdx:15
        [[fields]]
        select = "*:200.state"
        type = "string | integer"
    "##]],
        expect![[r#""#]],
    );
}

#[test]
fn writes_them_and_keeps_what_is_there() {
    let acme = acme();
    let settings = acme.path().join("pages/docbind.toml");
    fs::write(&settings, "# Ours.\n[api]\nname = \"desk\" # the package\n").unwrap();
    check(
        acme.path(),
        &["suggest", "pages", "--write"],
        expect![[r#""#]],
        expect![[r#"
        wrote to `pages/docbind.toml`: 3 settings settle 5 of 6 findings
    "#]],
    );
    expect![[r##"
        # Ours.
        [api]
        name = "desk" # the package

        [pages]
        exclude = [
            # D0129 empty-page: guides/empty.md:1
            "guides/empty.md",
        ]

        # D0118 no-title: tickets/sync.mdx:2
        [[operations]]
        select = "sync/get-sync-by-id"
        rename = "get-sync-by-id"

        # D0202 type-contradiction: 3 findings, such as tickets/get-ticket.mdx:15
        [[fields]]
        select = "*:200.state"
        type = "string | integer"
    "##]]
    .assert_eq(&fs::read_to_string(&settings).unwrap());
    check(
        acme.path(),
        &["suggest", "pages/docbind.toml", "--write"],
        expect![[r#""#]],
        expect![[r#"
        `pages/docbind.toml` stays as it is: no setting is known that would settle more
    "#]],
    );
}

#[test]
fn the_first_run_names_the_command() {
    let many: String = (0..14).map(|at| format!("```json Response\n{{ \"a{at}\": {{ }} \n```\n\n")).collect();
    let acme = acme();
    fs::write(acme.path().join("pages/tickets/get-ticket.mdx"), format!("{TICKET}\n{many}")).unwrap();
    let output = docbind(acme.path(), &["generate", "pages", "--out", "client"]);
    let said = text(&output.stderr);
    let line = said.lines().find(|line| line.contains("docbind suggest")).unwrap_or(said);
    expect!["  1. docbind suggest pages --write: 3 settings would settle 5 findings"].assert_eq(line);
}

#[test]
fn is_for_the_folder_of_the_settings() {
    let acme = acme();
    let run = |arguments: &[&str]| {
        let output = docbind(acme.path(), arguments);
        (output.status.code(), text(&output.stderr).to_owned())
    };
    let (code, said) = run(&["suggest", "pages/tickets/sync.mdx"]);
    assert_eq!(code, Some(2));
    expect![[r#"
        error: `pages/tickets/sync.mdx` is not a folder: settings are for all pages, so give their folder
    "#]]
    .assert_eq(&said);
    fs::write(acme.path().join("pages/docbind.toml"), "[api\n").unwrap();
    let (code, said) = run(&["suggest", "pages", "--write"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("cannot be changed") && said.contains("fix that first"), "{said}");
    assert_eq!(fs::read_to_string(acme.path().join("pages/docbind.toml")).unwrap(), "[api\n");
}
