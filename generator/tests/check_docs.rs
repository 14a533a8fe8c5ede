//! `docbind check-docs` as its users see it.
#![cfg(feature = "cli")]

use expect_test::{Expect, expect};
use std::path::Path;
use std::process::Command;

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

/// Runs `docbind check-docs` in `folder`.
fn check_docs(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
    command.current_dir(folder).arg("check-docs").args(arguments).env_remove("CLICOLOR_FORCE");
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn check(actual: &str, expected: Expect) {
    expected.assert_eq(actual);
}

const CLOSE_TICKET: &[u8] = br#"---
title: "Close a ticket"
api: "POST https://desk.acme.example/v1/tickets/{ticketId}/close"
---

<ParamField body="reason" type="string">
  What to tell the people who follow it.
</ParamField>

<RequestExample>
```bash
curl -X PUT https://desk.acme.example/v1/tickets/7/close -d '{"reason": "done"}'
```
</RequestExample>

<ResponseField name="closed" type="boolean" required>
  Whether it was closed.
</ResponseField>

<ResponseExample>
```json
{ "closed": true, "at": "2025-03-01T09:30:00Z" }
```
</ResponseExample>
"#;

const GET_TICKET: &[u8] = br#"---
title: "Get a ticket"
api: "GET https://desk.acme.example/v1/tickets/{id}"
---

<ParamField path="id" type="integer" required>
  Which ticket.
</ParamField>

<ResponseField name="subject" type="string" required>
  What it is about.
</ResponseField>

<ResponseExample>
```json
{ "subject": "Printer" }
```
</ResponseExample>
"#;

const GUIDE: &[u8] = b"# Welcome\n\nHello.\n";

fn desk() -> tempfile::TempDir {
    folder(&[
        ("pages/close-ticket.mdx", CLOSE_TICKET),
        ("pages/get-ticket.mdx", GET_TICKET),
        ("pages/guide.md", GUIDE),
    ])
}

#[test]
fn findings_stand_under_their_page() {
    let run = check_docs(desk().path(), &["pages"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    check(
        &run.stdout,
        expect![[r#"
            pages/close-ticket.mdx: 2 warnings, 2 notes

            warning[D0204]: the page does not declare the path parameter `ticketId`
             --> pages/close-ticket.mdx:3:7
              |
            3 | api: "POST https://desk.acme.example/v1/tickets/{ticketId}/close"
              |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: declare it: `<ParamField path="ticketId" type="…" required>`

            note[D0320]: no page says how the caller authenticates
             --> pages/close-ticket.mdx:3:7
              |
            3 | api: "POST https://desk.acme.example/v1/tickets/{ticketId}/close"
              |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: say it on the pages, or once in a guide; "No authentication required" where that is so

            warning[D0206]: the example sends PUT, the page says POST
              --> pages/close-ticket.mdx:12:9
               |
             3 | api: "POST https://desk.acme.example/v1/tickets/{ticketId}/close"
               |       ---------------------------------------------------------- stated here
            ...
            12 | curl -X PUT https://desk.acme.example/v1/tickets/7/close -d '{"reason": "done"}'
               |         ^^^

            note[D0201]: the field list does not have `at`
              --> pages/close-ticket.mdx:22:19
               |
            16 | <ResponseField name="closed" type="boolean" required>
               |                      ------ the list ends here
            ...
            22 | { "closed": true, "at": "2025-03-01T09:30:00Z" }
               |                   ^^^^

            pages         3   2 checked
                          1   describes no endpoint
            requests      1   0 can be sent as they are shown
            responses     2   2 can be read as they are shown
            findings      4   2 warnings, 2 notes
                          1   warning  D0204 undeclared-path-parameter  The path has a placeholder that no field of the page declares
                          1   warning  D0206 endpoint-contradiction     The page states one verb and path, and its example request uses another
                          1   note     D0201 undeclared-field           An example or a skeleton shows a field that the list of fields does not declare
                          1   note     D0320 authentication-unknown     No page says how the caller authenticates
            More on one of them: docbind explain CODE
        "#]],
    );
}

#[test]
fn pages_without_findings_are_counted() {
    let run = check_docs(folder(&[("pages/get-ticket.mdx", GET_TICKET)]).path(), &["pages"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    check(
        &run.stdout,
        expect![[r#"
            pages/get-ticket.mdx: 1 note

            note[D0320]: no page says how the caller authenticates
             --> pages/get-ticket.mdx:3:7
              |
            3 | api: "GET https://desk.acme.example/v1/tickets/{id}"
              |       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: say it on the pages, or once in a guide; "No authentication required" where that is so

            pages         1   1 checked
            responses     1   1 can be read as they are shown
            findings      1   1 note
                          1   note     D0320 authentication-unknown     No page says how the caller authenticates
            More on one of them: docbind explain CODE
        "#]],
    );
}

#[test]
fn json_is_one_object_a_line() {
    let run = check_docs(desk().path(), &["pages", "--format", "json", "--level", "warning"]);
    let lines: Vec<serde_json::Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let places: Vec<_> = lines.iter().map(|l| format!("{} {}", l["code"], l["primary"]["line"])).collect();
    assert_eq!(places, ["\"D0204\" 3", "\"D0206\" 12"]);
    assert_eq!(lines[1]["related"][0]["line"], 3, "the other place is there too");
    assert_eq!(lines[1]["notes"], serde_json::json!([]), "nothing of what docbind made of it");
}

#[test]
fn sarif_fits_its_schema_and_holds_both_places() {
    let run = check_docs(desk().path(), &["./pages", "--format", "sarif", "--level", "warning"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    let log: serde_sarif::sarif::Sarif = serde_json::from_str(&run.stdout).unwrap();
    let written: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let [of] = log.runs.as_slice() else { panic!("one run") };
    let driver = &of.tool.driver;
    let rules: Vec<&str> = driver.rules.iter().flatten().map(|rule| rule.id.as_str()).collect();
    assert_eq!((driver.name.as_str(), rules.as_slice()), ("docbind", ["D0204", "D0206"].as_slice()));
    for finding in of.results.iter().flatten() {
        let rule = rules[finding.rule_index.unwrap() as usize];
        assert_eq!(finding.rule_id.as_deref(), Some(rule));
    }
    let second = &written["runs"][0]["results"][1];
    let place = |location: &serde_json::Value| {
        let at = &location["physicalLocation"];
        format!("{}:{}", at["artifactLocation"]["uri"].as_str().unwrap(), at["region"]["startLine"])
    };
    assert_eq!(place(&second["locations"][0]), "pages/close-ticket.mdx:12");
    assert_eq!(place(&second["relatedLocations"][0]), "pages/close-ticket.mdx:3");
    // What the schema's types do not know would be lost on the way through them.
    assert_eq!(serde_json::to_value(&log).unwrap(), written);
}

#[test]
fn the_report_goes_to_a_file_and_the_summary_to_standard_error() {
    let desk = desk();
    let shown = check_docs(desk.path(), &["pages", "--format", "json"]).stdout;
    let run = check_docs(desk.path(), &["pages", "--format", "json", "--out", "report.jsonl"]);
    assert_eq!(std::fs::read_to_string(desk.path().join("report.jsonl")).unwrap(), shown);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.starts_with("pages         3   2 checked\n"), "{}", run.stderr);
}

#[test]
fn the_exit_code_is_chosen() {
    let desk = desk();
    let code = |fail_on: &str| check_docs(desk.path(), &["pages", "--fail-on", fail_on]).code;
    assert_eq!([code("error"), code("warning"), code("note"), code("never")], [0, 1, 1, 0].map(Some));
    assert_eq!(code("sometimes"), Some(2));
    assert_eq!(check_docs(desk.path(), &["nowhere", "--fail-on", "never"]).code, Some(3));
}

#[test]
fn a_page_that_cannot_be_read_hides_no_other() {
    let latin = [GET_TICKET, b"na\xefve\n"].concat();
    let pages = folder(&[("a.mdx", CLOSE_TICKET), ("b.mdx", &latin), ("c.mdx", CLOSE_TICKET)]);
    let run = check_docs(pages.path(), &[".", "--format", "json", "--fail-on", "error"]);
    let of_page = |name: &str| run.stdout.lines().filter(|line| line.contains(name)).count();
    assert_eq!(run.code, Some(1));
    assert_eq!((of_page("D0101"), of_page("\"./a.mdx\",\"line\":3")), (1, 4), "{}", run.stdout);
    assert!(run.stdout.contains("\"path\":\"./c.mdx\",\"line\":3"), "{}", run.stdout);
}

#[test]
fn settings_that_make_no_sense_are_said() {
    let pages = folder(&[("docbind.toml", b"[api]\ntitel = \"Acme\"\n"), ("get-ticket.mdx", GET_TICKET)]);
    let run = check_docs(pages.path(), &["."]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("error[D0501]: `titel` is not a setting of `[api]`"), "{}", run.stdout);
}
