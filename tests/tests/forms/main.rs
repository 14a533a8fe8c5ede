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
