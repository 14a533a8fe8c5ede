//! Pages that cost more than their size, or are too deep: they end, the value is any, and a diagnostic says so. How the
//! time grows is tested in `shared_cases_growth`.

use crate::read::{Read, read, read_page};

const HEAD: &str = "---\ntitle: Get a\napi: POST https://h.example/v1/a/{id}\n---\n\nText.\n\n";

/// Reads a page and compares what is said of it.
#[track_caller]
fn said_of(body: &str, code: &str, what: &str) -> Read {
    let read = read_page("page.mdx", &format!("{HEAD}{body}\n"));
    read.assert_said(code, &["warning", what, "page.mdx"]);
    assert_eq!(read.operations(), ["POST /v1/a/{id}"]);
    read
}

/// The schema of the field `a` of the body.
fn field(read: &Read) -> &serde_json::Value {
    &read.body("POST /v1/a/{id}").1["properties"]["a"]
}

#[test]
fn debug_stack_overflow_json_arrays() {
    let read = read("robust/debug-stack-overflow-json-arrays");
    read.assert_said("D0109", &["nested too deep", "a.mdx:11"]);
    assert_eq!(read.response("POST /v1/a/{id}", "200")["type"], "array");
}

/// Deep types are laid out without a panic. The layout itself: `backend::lines`.
#[test]
fn debug_underflow_lines() {
    let read = read("robust/debug-underflow-lines/pages");
    read.assert_said("D0127", &["this type is nested too deep", "page.mdx:8"]);
    assert!(read.rust.contains("pub a: Option<codegen::Value>"), "{}", read.rust);
}

#[test]
fn stack_overflow_type_array() {
    let marks = "[]".repeat(7_000);
    let body = format!("<ParamField body=\"a\" type=\"string{marks}\">x</ParamField>");
    let read = said_of(&body, "D0127", "this type is nested too deep");
    assert!(field(&read).get("type").is_none(), "{}", field(&read));
}

#[test]
fn stack_overflow_type_generic() {
    let nested = format!("{}string{}", "array<".repeat(7_000), ">".repeat(7_000));
    let body = format!("<ParamField body=\"a\" type=\"{nested}\">x</ParamField>");
    let read = said_of(&body, "D0127", "this type is nested too deep");
    assert!(field(&read).get("type").is_none(), "{}", field(&read));
}

#[test]
fn stack_overflow_dotted_name() {
    let name = vec!["a"; 2_500].join(".");
    let body = format!(
        "<ParamField body=\"{name}\" type=\"string\">x</ParamField>\n\n<ParamField body=\"b\" type=\"string\">y</ParamField>"
    );
    let read = said_of(&body, "D0127", "this field is nested too deep");
    assert_eq!(read.body("POST /v1/a/{id}").1["properties"]["b"]["type"], "string");
}

/// Each schema is resolved once. Were it twice for each level, this would not end.
#[test]
fn exponential_allof() {
    let levels: String = (0..30)
        .map(|n| {
            let next = format!("{{$ref: \"#/components/schemas/A{}\"}}", n + 1);
            format!("    A{n}: {{allOf: [{next}, {next}]}}\n")
        })
        .collect();
    let page = format!(
        "# Get a\n\n> d\n\n## OpenAPI\n\n````yaml GET /v1/a\nopenapi: 3.0.0\ninfo: {{title: x, version: \"1\"}}\n\
         servers: [{{url: https://h.example}}]\npaths:\n  /v1/a:\n    get:\n      responses:\n        \"200\":\n          \
         description: ok\n          content:\n            application/json:\n              \
         schema: {{$ref: \"#/components/schemas/A0\"}}\ncomponents:\n  schemas:\n{levels}    \
         A30: {{type: object, properties: {{z: {{type: string}}}}}}\n````\n"
    );
    let read = read_page("page.md", &page);
    assert_eq!(read.operations(), ["GET /v1/a"]);
    read.assert_said("D0127", &["warning", "page.md"]);
}

/// Each constant is twice the one before: 10 GB, were there no limit.
#[test]
fn exponential_export_const() {
    let constants: String =
        (1..=30).map(|n| format!("export const a{n} = `${{a{}}}${{a{}}}`;\n", n - 1, n - 1)).collect();
    let body = format!("export const a0 = \"xxxxxxxxxx\";\n{constants}\n{{a30}}\n");
    let read = said_of(&body, "D0127", "what this comes to is too large");
    assert!(read.rust.len() < 100_000);
}
