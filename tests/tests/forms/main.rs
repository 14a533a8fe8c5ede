//! One API in every form that documentation sites have: sources, exported Markdown, the text of rendered pages, HTML. All
//! give the same model, but for what a form cannot say.

/// Writes to a text, which does not fail.
macro_rules! put {
    ($to:expr, $($rest:tt)*) => {{
        let _ = write!($to, $($rest)*);
    }};
}

/// The same as a line.
macro_rules! put_line {
    ($to:expr, $($rest:tt)*) => {{
        let _ = writeln!($to, $($rest)*);
    }};
}

mod exports;
mod html;
mod kites;
mod markdown;
mod openapi;
mod rendered;

use docbind::{Spec, read_spec, render_openapi};
use kites::{OPERATIONS, Operation};
use serde_json::Value;

/// A form: what the file ends in, how it writes an operation, and what it does not say.
pub type Form = (&'static str, &'static str, fn(&Operation) -> String, &'static [&'static str]);

/// The operations that a page gives, without what only tells one form from another.
fn read(page: &str, ending: &str) -> Value {
    let settings =
        "[api]\nname = \"kites\"\nbase-url = \"https://api.kites.example\"\nauth = []\n".to_owned();
    let texts = [("docbind.toml".to_owned(), settings), (format!("kites/page.{ending}"), page.to_owned())];
    let reading = read_spec(&Spec::of_texts("kites", texts));
    let mut openapi = render_openapi(&reading.api);
    let schemas = openapi["components"]["schemas"].take();
    let mut paths = openapi["paths"].take();
    inline(&mut paths, &schemas);
    paths
}

/// Puts schemas where they are named, and leaves out what is not compared.
fn inline(value: &mut Value, schemas: &Value) {
    if let Some(name) = value.get("$ref").and_then(Value::as_str).and_then(|of| of.rsplit('/').next()) {
        *value = schemas[name].clone();
    }
    match value {
        Value::Object(members) => {
            members.retain(|key, _| !is_left_out(key));
            members.values_mut().for_each(|member| inline(member, schemas));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| inline(item, schemas)),
        Value::String(text) => *text = plain(text),
        _ => {}
    }
}

/// Text without mark-up, and without the sentences in which sources write what other forms have a place for.
fn plain(text: &str) -> String {
    let said = ["One of ", "Between ", "Defaults to "].iter().filter_map(|said| text.find(said)).min();
    let text = text[..said.unwrap_or(text.len())].replace('`', "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Names, places and examples are not what the API is.
fn is_left_out(key: &str) -> bool {
    key.starts_with("x-")
        || matches!(key, "operationId" | "tags" | "example" | "examples" | "externalDocs" | "title")
}

/// The differences of two values, a line each.
fn differences(path: &str, wanted: &Value, got: &Value, found: &mut Vec<String>) {
    match (wanted, got) {
        (Value::Object(a), Value::Object(b)) => {
            let keys = a.keys().chain(b.keys().filter(|key| !a.contains_key(*key)));
            for key in keys {
                let (a, b) = (a.get(key).unwrap_or(&Value::Null), b.get(key).unwrap_or(&Value::Null));
                differences(&format!("{path}/{key}"), a, b, found);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (at, (a, b)) in a.iter().zip(b).enumerate() {
                differences(&format!("{path}/{at}"), a, b, found);
            }
        }
        (a, b) if a == b => {}
        (a, b) => {
            found.push(format!("{path}: {a} is {b}"));
        }
    }
}

/// Where a site shows the other responses only when they are clicked.
fn keep_first_response(paths: &mut Value, of: &Operation) {
    let first = of.responses[0].0.to_string();
    let responses = paths.get_mut(of.path).and_then(|of_path| of_path.get_mut(of.verb.to_lowercase()));
    if let Some(Value::Object(responses)) = responses.and_then(|of| of.get_mut("responses")) {
        responses.retain(|status, _| *status == first);
    }
}

#[test]
fn every_form_gives_the_same_model() {
    let forms = markdown::FORMS.iter().chain(exports::FORMS).chain(rendered::FORMS).chain(html::FORMS);
    let mut wrong = String::new();
    for (form, ending, write, lacks) in forms {
        let mut row = format!("{form:<28}");
        let mut all = String::new();
        for operation in OPERATIONS {
            let mut wanted = read(&markdown::tags(operation), "mdx");
            assert!(wanted.as_object().is_some_and(|paths| !paths.is_empty()), "{}", operation.title);
            let mut got = read(&write(operation), ending);
            if lacks.contains(&"other responses") {
                keep_first_response(&mut wanted, operation);
                keep_first_response(&mut got, operation);
            }
            let mut found = Vec::new();
            differences("", &wanted, &got, &mut found);
            row.push(if found.is_empty() { '.' } else { 'X' });
            if !found.is_empty() {
                all += &format!("  {}:\n    {}\n", operation.title, found.join("\n    "));
            }
        }
        println!("{row}");
        if !all.is_empty() {
            wrong += &format!("{form}\n{all}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Forms of sites that show all operations on one page.
const ON_ONE_PAGE: &[&str] = &[
    "source: tables",
    "source: lists",
    "source: field headings",
    "text: required below",
    "text: labelled types",
    "html: three columns",
    "html: headings and tables",
    "html: property tables",
];

/// One page with all operations, each as on a page of its own.
fn on_one_page(write: fn(&Operation) -> String) -> String {
    let pages: Vec<String> = OPERATIONS.iter().map(write).collect();
    let Some((head, _)) = pages[0].split_once("<main>") else { return pages.join("\n\n") };
    let mains = pages.iter().filter_map(|page| page.split_once("<main>")?.1.split_once("</main>"));
    let (mains, ends): (Vec<&str>, Vec<&str>) = mains.unzip();
    format!("{head}<main>{}</main>{}", mains.join("\n"), ends[0])
}

#[test]
fn a_page_of_all_operations_gives_them_all() {
    let forms = markdown::FORMS.iter().chain(rendered::FORMS).chain(html::FORMS);
    let mut wrong = String::new();
    for (form, ending, write, _) in forms.filter(|(form, ..)| ON_ONE_PAGE.contains(form)) {
        let got = read(&on_one_page(*write), ending);
        let mut row = format!("{form:<28}");
        let mut all = String::new();
        for operation in OPERATIONS {
            let wanted = read(&markdown::tags(operation), "mdx");
            let verb = operation.verb.to_lowercase();
            let of = |paths: &Value| paths.get(operation.path).and_then(|item| item.get(&verb)).cloned();
            let (wanted, mut got) = (of(&wanted).unwrap_or_default(), of(&got).unwrap_or_default());
            // "Kites: Get kite", of a page with a title.
            if let Some(Value::String(summary)) = got.get_mut("summary") {
                *summary = summary.rsplit(": ").next().unwrap_or_default().to_owned();
            }
            let mut found = Vec::new();
            differences("", &wanted, &got, &mut found);
            row.push(if found.is_empty() { '.' } else { 'X' });
            if !found.is_empty() {
                all += &format!("  {}:\n    {}\n", operation.title, found.join("\n    "));
            }
        }
        println!("{row}");
        if !all.is_empty() {
            wrong += &format!("{form}\n{all}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The operations of a page: verb, path and name.
fn names(page: &str, ending: &str) -> Vec<String> {
    let paths = read(page, ending);
    let items = paths.as_object().expect("paths").iter();
    let of = |(path, item): (&String, &Value)| {
        let verbs = item.as_object().expect("verbs").clone();
        let name =
            |(verb, of): (String, Value)| format!("{verb} {path}: {}", of["summary"].as_str().unwrap_or(""));
        verbs.into_iter().map(name).collect::<Vec<_>>()
    };
    items.flat_map(of).collect()
}

#[test]
fn a_page_is_called_by_the_headings_around_its_operation() {
    let message = "```http\nGET https://api.kites.example/v1/kites\n```\n\n## Response 200\n\n```json\n{\"id\": 1}\n```\n";
    let two_titles = format!("# List kites\n\nAll of them.\n\n{message}\n# Related pages\n\nMore of them.\n");
    assert_eq!(names(&two_titles, "md"), ["get /v1/kites: List kites"]);
    let beside = format!("# Kites\n\n## Why kites fly\n\nThe wind.\n\n## Request\n\n{message}");
    assert_eq!(names(&beside, "md"), ["get /v1/kites: Kites"]);
    let around = format!("# Kites\n\n## List all kites\n\n### Request\n\n{message}");
    assert_eq!(names(&around, "md"), ["get /v1/kites: List all kites"]);
}

/// What all operations need may stand above the first bar; the last one may have nothing below it.
#[test]
fn bars_on_top_stay_with_what_is_below_them() {
    let credentials = "Kites\n\nAuthorizations\n\nX-Key\nstring\nheader\nrequired\n\nThe key.\n\n";
    let one =
        "Get kite\n\nGET /v1/kites/{kite}\n\nPath Parameters\n\nkite\ninteger\nrequired\n\nWhich kite.\n\n";
    let more =
        "Add kite\n\nPOST /v1/kites\n\nBody\napplication/json\n\nname\nstring\nrequired\n\nIts name.\n\n";
    let last = "Scrap kites\n\nDELETE /v1/kites\n\nTakes all of them out.\n";
    let paths = read(&format!("{credentials}{one}{more}{last}"), "txt");
    assert_eq!(paths["/v1/kites/{kite}"]["get"]["parameters"][0]["name"], "kite", "{paths}");
    let body = &paths["/v1/kites"]["post"]["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(body["required"][0], "name", "{paths}");
}

/// Only what is nothing else is a value of an enum, and nothing is where a label lists them.
#[test]
fn labels_are_no_values() {
    let page = |options: &str| {
        let body =
            format!("Body\napplication/json\n\ncolour\nenum<string>\nrequired\n\nIts colour.\n{options}");
        format!("Add kite\n\nPOST /v1/kites\n\n{body}Copy\n{{\n  \"colour\": \"red\"\n}}\n")
    };
    let values = |options: &str| {
        let mut paths = read(&page(options), "txt");
        let content = &mut paths["/v1/kites"]["post"]["requestBody"]["content"]["application/json"];
        content["schema"]["properties"]["colour"]["enum"].take()
    };
    assert_eq!(values("red\nblue\n"), serde_json::json!(["red", "blue"]));
    assert_eq!(values("Available options: red, blue \n"), serde_json::json!(["red", "blue"]));
    assert_eq!(values(""), Value::Null);
}
