//! Who gets the plain name where several would have it, and what the others are called instead of a number.

use crate::change::{code, files, page};
use crate::generate;

fn types(pages: &[(&str, String)]) -> Vec<String> {
    let text = code(&generate(&files(pages), None));
    let declared = text.lines().filter_map(|line| {
        let line = line.trim();
        line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum "))
    });
    let mut names: Vec<String> =
        declared.map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next().unwrap().to_owned()).collect();
    names.sort();
    names
}

/// The error that callers meet comes before an item of a list that answer and error body share.
#[test]
fn the_error_of_an_operation_has_the_plain_name() {
    let answer = r#"{"errors": [{"field": "title", "why": "too long"}], "done": true}"#;
    let body = r#"{"errors": [{"field": "title", "why": "too long"}], "code": 3}"#;
    let text = format!(
        "---\ntitle: Save thread\napi: POST https://shop.example/v1/threads\n---\n\n<ResponseExample>\n\
         ```json 200\n{answer}\n```\n\n```json 400\n{body}\n```\n</ResponseExample>\n"
    );
    let names = types(&[("save.mdx", text)]);
    let has = |name: &str| names.iter().any(|known| known == name);
    assert!(
        has("SaveThreadError") && has("SaveThreadResponseError") && has("SaveThreadResponse"),
        "{names:?}"
    );
}

/// Operations of one title in two groups have types with their groups.
#[test]
fn groups_tell_types_apart() {
    let field =
        |name: &str| format!("<ParamField body=\"{name}\" type=\"string\" required>What.</ParamField>");
    let names = types(&[
        ("lamps/add.mdx", page("Add one", "POST https://shop.example/v1/lamps", &field("colour"))),
        ("rooms/add.mdx", page("Add one", "POST https://shop.example/v1/rooms", &field("floor"))),
    ]);
    assert!(names.contains(&"AddOneRequest".to_owned()), "{names:?}");
    assert!(names.contains(&"RoomsAddOneRequest".to_owned()), "{names:?}");
    assert!(names.iter().all(|name| !name.ends_with('2')), "{names:?}");
}

/// Types of several operations that have no word in common: the second is named after the first operation that has it.
#[test]
fn what_several_use_is_named_after_the_first() {
    let answer = |field: &str, kind: &str| {
        format!("\n<ResponseField name=\"{field}\" type=\"{kind}\" required>What.</ResponseField>\n")
    };
    let one = |title: &str, path: &str, more: &str| {
        page(title, &format!("GET https://shop.example/v1/{path}"), "") + more
    };
    let (first, second) = (answer("watts", "integer"), answer("floor", "string"));
    let names = types(&[
        ("a.mdx", one("Read lamp", "lamps/a", &first)),
        ("b.mdx", one("Show bulb", "bulbs/b", &first)),
        ("c.mdx", one("Find room", "rooms/c", &second)),
        ("d.mdx", one("Open hall", "halls/d", &second)),
    ]);
    assert!(names.iter().all(|name| !name.ends_with('2')), "{names:?}");
    assert!(
        names.contains(&"OkResponse".to_owned()) && names.contains(&"OpenHallResponse".to_owned()),
        "{names:?}"
    );
}
