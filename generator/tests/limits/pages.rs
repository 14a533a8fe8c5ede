//! Pages of a size that is given, of every kind that could cost more than its size.
//!
//! Here are parts inside one another, and parts beside one another; `repeated` and `repeated_parts` have more of these.

/// A page of `n` parts.
pub struct Kind {
    /// What it is.
    pub name: &'static str,
    /// The page, as the name of its file and its text.
    pub page: fn(usize) -> (&'static str, String),
}

pub(crate) const HEAD: &str = "---\ntitle: Get a\napi: POST https://h.example/v1/a/{id}\n---\n\nText.\n\n";

pub(crate) fn mdx(body: String) -> (&'static str, String) {
    ("page.mdx", format!("{HEAD}{body}\n"))
}

fn field(attributes: &str) -> String {
    format!("<ParamField body=\"a\" {attributes}>x</ParamField>\n")
}

pub(crate) fn each(n: usize, part: impl Fn(usize) -> String) -> String {
    (0..n).map(part).collect()
}

pub(crate) fn json(value: String) -> (&'static str, String) {
    mdx(format!("## Response\n```json\n{value}\n```\n"))
}

pub(crate) fn excerpt(operation: &str, components: String) -> (&'static str, String) {
    let text = format!(
        "# d\n\n## OpenAPI\n\n````yaml GET /v1/a\nopenapi: 3.0.0\ninfo: {{title: x, version: \"1\"}}\n\
         servers: [{{url: https://h.example}}]\npaths:\n  /v1/a:\n    get:\n{operation}      responses:\n        \"200\":\n          \
         description: ok\n          content:\n            application/json:\n              schema: \
         {{$ref: \"#/components/schemas/A0\"}}\ncomponents:\n  schemas:\n{components}````\n"
    );
    ("page.md", text)
}

pub(crate) fn component(n: usize, text: &str) -> String {
    let next = format!("{{$ref: \"#/components/schemas/A{}\"}}", n + 1);
    format!("    A{n}: {}\n", text.replace('%', &next))
}

fn nested(before: &str, inner: &str, after: &str, n: usize) -> String {
    format!("{}{inner}{}", before.repeat(n), after.repeat(n))
}

macro_rules! kinds {
    ($($name:literal: $page:expr,)*) => { &[$($crate::pages::Kind { name: $name, page: $page },)*] };
}
pub(crate) use kinds;

/// Values inside one another.
pub const DEEP: &[Kind] = kinds! {
    "dotted name": |n| mdx(format!("<ParamField body=\"{}\" type=\"string\">x</ParamField>", vec!["a"; n].join("."))),
    "dotted name with lists": |n| mdx(format!("<ResponseField name=\"{}\" type=\"string\">x</ResponseField>", vec!["a[]"; n].join("."))),
    "array marks": |n| mdx(field(&format!("type=\"string{}\"", "[]".repeat(n)))),
    "generics": |n| mdx(field(&format!("type=\"{}\"", nested("array<", "string", ">", n)))),
    "maps": |n| mdx(field(&format!("type=\"{}\"", nested("map<string, ", "string", ">", n)))),
    "types in words": |n| mdx(field(&format!("type=\"{}strings\"", "array of ".repeat(n)))),
    "object types": |n| mdx(field(&format!("type=\"{}\"", nested("{a:", "b", "}", n)))),
    "nested fields": |n| mdx(nested("<ParamField body=\"a\" type=\"object\">\n", "x\n", "</ParamField>\n", n)),
    "nested frames": |n| mdx(nested("<ResponseField name=\"a\" type=\"object\">\n<Expandable title=\"a\">\n", "x\n", "</Expandable>\n</ResponseField>\n", n)),
    "tags": |n| mdx(nested("<div>", "x", "</div>", n)),
    "open tags": |n| mdx("<div>\n".repeat(n)),
    "lists": |n| mdx(each(n.min(1_000), |i| format!("{}- a{i} (string): b\n", "  ".repeat(i)))),
    "list marks": |n| mdx(format!("{}x\n", "- ".repeat(n))),
    "quotes": |n| mdx(format!("{}x\n", "> ".repeat(n))),
    "emphasis": |n| mdx(nested("*a ", "b", "*", n)),
    "links": |n| mdx(nested("[", "b", "](c)", n)),
    "json arrays": |n| json(nested("[", "1", "]", n)),
    "json objects": |n| json(nested("{\"a\":", "1", "}", n)),
    "json arrays of objects": |n| json(nested("[{\"a\":", "1", "}]", n)),
    "json without an end": |n| json("[{\"a\":".repeat(n)),
    "json of both kinds of bracket": |n| json("[}{]".repeat(n)),
    "a request body": |n| mdx(format!("```bash\ncurl -X POST https://h.example/v1/a/1 -d '{}'\n```\n", nested("{\"a\":[", "1", "]}", n))),
    "yaml": |n| excerpt("", format!("    A0: {}\n", nested("[", "1", "]", n))),
    "front matter": |n| ("page.mdx", format!("---\ntitle: Get a\napi: GET /a\nx: {}\n---\n", nested("[", "1", "]", n))),
    "schemas": |n| excerpt("", format!("    A0: {}\n", nested("{type: object, properties: {a: ", "{type: string}", "}}", n))),
    "references": |n| excerpt("", each(n, |i| component(i, "{type: array, items: %}"))),
    "records": |n| excerpt("", each(n, |i| component(i, "{type: object, properties: {a: %, b: {type: array, items: %}}}"))),
    "allOf": |n| excerpt("", each(n, |i| component(i, "{allOf: [%, %]}"))),
    "oneOf": |n| excerpt("", each(n, |i| component(i, "{oneOf: [%, {type: array, items: %}]}"))),
    "two types": |n| excerpt("", each(n, |i| component(i, "{type: [array, object], items: %, additionalProperties: %}"))),
    "a reference to itself": |n| excerpt("", format!("    A0: {{$ref: \"#/components/schemas/A0\"}}\n{}", " ".repeat(n))),
    "constants": |n| mdx(format!("export const a0 = \"xxxxxxxxxx\";\n{}\n{{a{n}}}\n", each(n, |i| format!("export const a{} = `${{a{i}}}${{a{i}}}`;\n", i + 1)))),
    "constants of lists": |n| mdx(format!("export const a0 = [1];\n{}\n{{a{n}}}\n", each(n, |i| format!("export const a{} = [a{i}, a{i}];\n", i + 1)))),
    "expressions": |n| mdx(format!("x {{{}}}\n", nested("(", "1", ")", n))),
    "attribute expressions": |n| mdx(field(&format!("default={{{}}}", nested("[", "1", "]", n)))),
    "headings": |n| mdx(each(n, |i| format!("{} h{i}\n", "#".repeat(1 + i % 6)))),
    "rendered lines": |n| ("page.txt", format!("Get a\nGET\n/v1/a\n{}", each(n, |i| format!("a{i}\nobject\nrequired\nShow child attributes\n")))),
};

/// Parts beside one another.
pub const WIDE: &[Kind] = kinds! {
    "fields": |n| mdx(each(n, |i| format!("<ParamField body=\"a{i}\" type=\"string\">Of {i}.</ParamField>\n\n"))),
    "response fields": |n| mdx(each(n, |i| format!("<ResponseField name=\"a{i}\" type=\"string\">Of {i}.</ResponseField>\n\n"))),
    "fields of one name": |n| mdx(each(n, |i| format!("<ParamField query=\"a\" type=\"string\">Of {i}.</ParamField>\n\n"))),
    "dotted fields": |n| mdx(each(n, |i| format!("<ResponseField name=\"d.a{i}\" type=\"string\">Of {i}.</ResponseField>\n\n"))),
    "fields and their example": |n| mdx(format!("{}\n## Response\n```json\n{{{}\"z\":1}}\n```\n",
        each(n, |i| format!("<ResponseField name=\"a{i}\" type=\"integer\">Of {i}.</ResponseField>\n\n")), each(n, |i| format!("\"a{i}\":{i},")))),
    "unknown tags": |n| mdx(each(n, |i| format!("<Tag{i}>\n\nx\n\n</Tag{i}>\n\n"))),
    "tags in a line": |n| mdx(format!("{}\n", "<b>x</b> ".repeat(n))),
    "headings": |n| mdx(each(n, |i| format!("## H{i}\n\nText.\n\n"))),
    "fences": |n| mdx(format!("## Response\n{}", "```json\n{\"a1\":1}\n```\n".repeat(n))),
    "different fences": |n| mdx(format!("## Response\n{}", each(n, |i| format!("```json\n{{\"a{i}\":1}}\n```\n")))),
    "request examples": |n| mdx(each(n, |i| format!("```bash\ncurl -X POST https://h.example/v1/a/{i} -d '{{\"b\": {i}}}'\n```\n"))),
    "statuses": |n| mdx(format!("## Response\n\n{}", each(n, |i| format!("### {}\n\n```json\n{{\"a\":{i}}}\n```\n\n", 200 + i % 400)))),
    "json keys": |n| json(format!("{{{}\"z\":1}}", each(n, |i| format!("\"k{i}\":{i},")))),
    "json keys of one name": |n| json(format!("{{{}\"z\":1}}", each(n, |i| format!("\"k\":{i},")))),
    "json objects of one kind": |n| json(format!("[{}{{\"a\":1}}]", each(n, |i| format!("{{\"a\":{i},\"b\":\"x\"}},")))),
    "json objects of different kinds": |n| json(format!("[{}{{\"a\":1}}]", each(n, |i| format!("{{\"a\":{i},\"b{i}\":1}},")))),
    "json values of a list": |n| json(format!("[{}1]", each(n, |i| format!("{i},")))),
    "json texts": |n| json(format!("{{\"a\":[{}\"z\"]}}", each(n, |i| format!("\"v{i}\",")))),
    "path parameters": |n| ("page.mdx", format!("---\ntitle: Get a\napi: GET https://h.example{}\n---\n", each(n, |i| format!("/{{p{i}}}")))),
    "path parameters of one name": |n| ("page.mdx", format!("---\ntitle: Get a\napi: GET https://h.example{}\n---\n", "/{id}".repeat(n))),
    "operations": |n| ("page.mdx", format!("---\ntitle: As\n---\n\n{}", each(n, |i| format!("## Get a{i}\n\n`GET /v1/a{i}/{{id}}`\n\n<ResponseField name=\"b\" type=\"string\">x</ResponseField>\n\n")))),
    "enum values in a type": |n| mdx(field(&format!("type=\"{}'z'\"", each(n, |i| format!("'v{i}' | "))))),
    "enum values in text": |n| mdx(format!("<ParamField body=\"a\" type=\"string\">One of {}`z`.</ParamField>\n", each(n, |i| format!("`v{i}`, ")))),
    "texts in a sentence": |n| mdx(format!("<ParamField body=\"a\" type=\"string\">{}.</ParamField>\n", each(n, |i| format!("of `v{i}` or `w{i}` in x y ")))),
    "enum values in a table": |n| mdx(format!("<ParamField body=\"a\" type=\"string\">x</ParamField>\n\n## a values\n\n| Value | Meaning |\n|---|---|\n{}", each(n, |i| format!("| v{i} | Of {i} |\n")))),
    "table rows": |n| mdx(format!("## Body\n\n| Name | Type | Description |\n|---|---|---|\n{}", each(n, |i| format!("| a{i} | string | Of {i} |\n")))),
    "table columns": |n| mdx(format!("|{}\n|{}\n|{}\n", " a |".repeat(n), "---|".repeat(n), " b |".repeat(n))),
    "list items": |n| mdx(format!("## Body\n\n{}", each(n, |i| format!("- `a{i}` (string): of {i}\n")))),
    "a long line": |n| mdx("Words of a line. ".repeat(n)),
    "marks": |n| mdx("`*_[<{&#|~".repeat(n)),
    "braces": |n| mdx("x {a} ".repeat(n)),
    "open braces": |n| mdx("x {a ".repeat(n)),
    "open tags": |n| mdx("<a x=".repeat(n)),
    "open quotes": |n| mdx("<a x=\"y ".repeat(n)),
    "open code": |n| mdx(each(n.min(2_000), |i| format!("{} x ", "`".repeat(1 + i % 50)))),
    "constants": |n| mdx(format!("{}\n{}", each(n, |i| format!("export const a{i} = \"x{i}\";\n")), each(n, |i| format!("{{a{i}}} ")))),
    "schema properties": |n| excerpt("", format!("    A0:\n      type: object\n      properties:\n{}", each(n, |i| format!("        a{i}: {{type: string}}\n")))),
    "schema values": |n| excerpt("", format!("    A0: {{type: object, properties: {{a: {{type: string, enum: [{}z]}}}}}}\n", each(n, |i| format!("v{i}, ")))),
    "schemas": |n| excerpt("", each(n, |i| component(i, "{type: object, properties: {a: %}}"))),
    "parameters of an excerpt": |n| excerpt(&format!("      parameters:\n{}", each(n, |i| format!("        - {{name: a{i}, in: query, schema: {{type: string}}}}\n"))), "    A0: {type: string}\n".to_owned()),
    "alternatives": |n| excerpt("", format!("    A0: {{oneOf: [{}{{type: string}}]}}\n", each(n, |i| format!("{{type: object, properties: {{a{i}: {{type: string}}}}}}, ")))),
    "lines of rendered text": |n| ("page.txt", format!("Get a\nGET\n/v1/a\nQuery parameters\n{}", each(n, |i| format!("a{i}\nstring\nrequired\nOf {i}.\n")))),
    "tabs": |n| mdx(format!("<Tabs>\n{}</Tabs>\n", each(n, |i| format!("<Tab title=\"T{i}\">\n<ParamField body=\"a{i}\" type=\"string\">x</ParamField>\n</Tab>\n")))),
    "empty lines": |n| mdx("\n".repeat(n)),
    "footnotes and definitions": |n| mdx(each(n, |i| format!("[x{i}]: https://h.example/{i}\n"))),
};
