//! The report of small specs: as it stands, whole, well-formed, and with all text escaped.

use super::*;
use crate::diagnostic::ALL_RULES;
use expect_test::expect_file;

const SETTINGS: &str = "[api]\ntitle = \"Acme Desk\"\n\n[[operations]]\nselect = \"close-ticket\"\nrename = \"finish ticket\"\n\n\
    [[fields]]\nselect = \"close-ticket:body.tags\"\ntype = \"uuid[]\"\ndefault = []\n\n\
    [[types]]\nselect = \"FinishTicketResponseTicket\"\ndescription = \"What became of it.\"\n";

const CLOSE: &str = r#"---
title: "Close ticket"
api: "POST https://desk.acme.example/v1/tickets/{id}/close"
---

<ParamField body="reason" type="string" required>
  What to tell the people who follow it.
</ParamField>

<ParamField body="tags" type="string[]" default="[]">
  Its tags.
</ParamField>

<ResponseField name="ticket" type="object">
  <Expandable title="ticket">
    <ResponseField name="closed" type="boolean" required>
      Whether it is closed.
    </ResponseField>
  </Expandable>
</ResponseField>

<ResponseExample>
```json
{ "ticket": { "closed": "yes", "at": null } }
```
</ResponseExample>
"#;

const HOSTILE: &str = r#"---
title: "</title><script>alert(1)</script>"
api: "GET /v1/<img src=x onerror=alert(2)>/{id}"
---

<ParamField query="<script>alert(3)</script>" type="<b>bold</b>" default="\"><script>">
  </details><script>alert(4)</script>
</ParamField>

```json
{ "</pre><script>alert(5)</script>": "&amp; <!--", }
```
"#;

fn report_on(files: &[(&str, &str)]) -> (Reading, String) {
    let read = || {
        let mut made = crate::generate_spec(Spec::of_texts("acme", files.iter().copied()));
        made.reading.api.overrides.append(&mut made.client.overrides);
        (render_report(&made.spec, &made.reading), made.reading)
    };
    let (text, reading) = read();
    assert_eq!(text, read().0, "same input, same bytes");
    (reading, text)
}

#[test]
fn report_of_a_small_spec() {
    let guide = "---\ntitle: Welcome\n---\n\nHello.\n";
    let (_, text) = report_on(&[("docbind.toml", SETTINGS), ("close.mdx", CLOSE), ("guide.mdx", guide)]);
    let text = text.replace(STYLE, "…").replace(SCRIPT, "…").replace("><", ">\n<");
    expect_file!["tests/desk.html"].assert_eq(&text);
}

#[test]
fn text_of_pages_is_escaped() {
    let (_, text) = report_on(&[("<i>.mdx", HOSTILE), ("b.mdx", CLOSE)]);
    check_form(&text);
    assert_eq!(text.matches("<script").count(), 1, "the report's own");
    for tag in ["<img", "<b>bold", "<i>", "<!--"] {
        assert!(!text.contains(tag), "{tag}");
    }
    assert!(text.contains("&lt;script&gt;alert(1)") && text.contains("&lt;i&gt;.mdx"));
}

/// The examples of all rules, each a spec of its own.
#[test]
fn each_page_and_each_diagnostic_is_there() {
    for rule in ALL_RULES {
        let files = rule.example_files();
        let files: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect();
        let (reading, text) = report_on(&files);
        check_form(&text);
        let seen = text_of(&text);
        for (name, _) in files {
            assert!(seen.contains(name), "{}: {name}", rule.code);
        }
        assert_eq!(text.matches("<details class=\"page\"").count(), reading.pages.len());
        assert_eq!(text.matches("<li class=\"finding ").count(), reading.diagnostics.len(), "{}", rule.code);
        for diagnostic in &reading.diagnostics {
            let said = diagnostic.all_notes().chain(diagnostic.all_help());
            for said in said.chain([diagnostic.message.as_str()]) {
                assert!(bare(&seen).contains(&bare(said)), "{}: {said}", rule.code);
            }
        }
    }
}

/// In an example in the text of a field, and in a declared array that stands for the whole answer.
#[test]
fn each_field_has_its_line() {
    let page = r#"---
title: "Find tickets"
api: "POST https://desk.acme.example/v1/tickets/find"
---

<ParamField body="owner" type="object" required>
  Who has them:

  ```json
  { "name": "Ann" }
  ```
</ParamField>

<ResponseField name="Tickets" type="Array<Ticket>">
  <ResponseField name="id" type="string" required>
    Its id.
  </ResponseField>
</ResponseField>

```json
[{ "id": "t_1" }]
```
"#;
    assert_eq!(lines_of_fields(&[("find.mdx", page)]), ["6", "10", "15"]);
}

/// What only the example of the response shows has the line of that, and not that of a field of the request.
#[test]
fn a_field_of_the_response_has_no_line_of_the_request() {
    let page = r#"---
title: "Open ticket"
api: "POST https://desk.acme.example/v1/tickets"
---

<ParamField body="state" type="string">
  The state to begin in.
</ParamField>

<ResponseField name="id" type="string" required>
  Its id.
</ResponseField>

```json
{
  "id": "t_1",
  "state": 4
}
```
"#;
    assert_eq!(lines_of_fields(&[("open.mdx", page)]), ["6", "10", "17"]);
}

/// Two pages describe the operation, one of them with less, and that one spells the id in another way.
#[test]
fn a_field_of_another_page_has_the_number_of_that_page() {
    let front = "---\ntitle: \"Reopen ticket\"\napi: \"POST https://desk.acme.example/v1/tickets/{id}/reopen\"\n---\n\n";
    let reason = "<ParamField body=\"reason\" type=\"string\">Why.</ParamField>\n";
    let new =
        format!("{front}<ParamField path=\"id\" type=\"string\" required>Its id.</ParamField>\n{reason}");
    let old = format!("{front}<ParamField path=\"ID\" type=\"string\" required>Its id.</ParamField>\n");
    let lines = lines_of_fields(&[("new/reopen.mdx", &new), ("old/reopen.mdx", &old)]);
    assert_eq!(lines, ["6", "7", "3", "7<sup>1</sup>"]);
}

/// What stands in the last column of each field.
fn lines_of_fields(files: &[(&str, &str)]) -> Vec<String> {
    let (_, text) = report_on(files);
    let cells = text.split("<td class=\"line\">").skip(1);
    cells
        .map(|cell| cell.split("</span>").next().unwrap_or_default())
        .map(|cell| cell.split_once('>').map_or(cell, |(_, line)| line).to_owned())
        .collect()
}

#[test]
fn nothing_is_loaded() {
    for part in [STYLE, SCRIPT] {
        assert!(!part.contains("url(") && !part.contains("http") && !part.contains("@import"));
    }
    let (_, text) = report_on(&[("close.mdx", CLOSE)]);
    assert!(!text.contains(" src=") && !text.contains("<link"));
}

/// The text without the backquotes, which mark code.
fn bare(text: &str) -> String {
    text.replace('`', "")
}

/// What a reader sees.
fn text_of(html: &str) -> String {
    let shown: String =
        html.replace(SCRIPT, "").split('<').map(|part| part.split_once('>').map_or(part, |p| p.1)).collect();
    shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Every tag is closed, in the right order, and every id is there once.
fn check_form(html: &str) {
    const VOID: [&str; 2] = ["meta", "input"];
    let html = html.replace(STYLE, "").replace(SCRIPT, "");
    let mut open = Vec::new();
    let mut ids = std::collections::BTreeSet::new();
    let tags = html.trim_start_matches("<!DOCTYPE html>").split('<').skip(1);
    for tag in tags.map(|rest| rest.split_once('>').expect("a tag ends").0) {
        let name = tag.split(' ').next().unwrap_or_default();
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !VOID.contains(&name) {
            open.push(name);
        }
        if let Some((_, id)) = tag.split_once(" id=\"") {
            assert!(ids.insert(id.split('"').next()), "{id}");
        }
    }
    assert_eq!(open, [""; 0]);
    for target in html.split("href=\"#").skip(1) {
        assert!(ids.contains(&target.split('"').next()), "no place `{target:.20}`");
    }
}
