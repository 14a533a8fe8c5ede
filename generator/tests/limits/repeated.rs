//! Pages that repeat one thing that the dialects know: one line, one tag, one cell, one part of an example.

use super::pages::{Kind, each, kinds, mdx};

/// A page of n operations with a heading and something else each.
fn operations(n: usize, part: impl Fn(usize) -> String) -> (&'static str, String) {
    ("page.mdx", format!("---\ntitle: As\n---\n\n{}", each(n, |i| format!("## Get a{i}\n\n{}\n\n", part(i)))))
}

pub(crate) fn curl(rest: String) -> (&'static str, String) {
    mdx(format!("```bash\ncurl -X POST https://h.example/v1/a/1{rest}\n```\n"))
}

pub(crate) fn rendered(text: String) -> (&'static str, String) {
    ("page.txt", format!("Get a\nGET\n/v1/a\n{text}"))
}

fn front_matter(lines: String) -> (&'static str, String) {
    ("page.mdx", format!("---\ntitle: Get a\n{lines}---\n\nText.\n"))
}

pub(crate) fn described(text: String) -> (&'static str, String) {
    mdx(format!("<ParamField body=\"a\" type=\"string\">{text}</ParamField>\n"))
}

/// One thing over and over, or another one of its kind each.
pub const REPEATED: &[Kind] = kinds! {
    // Statements of verb and path.
    "placeholders of a heading": |n| ("page.mdx", format!("# Get a\n\n## GET /v1{}\n\nText.\n", "/:managed_license_id".repeat(n))),
    "different placeholders of a heading": |n| ("page.mdx", format!("# Get a\n\n## GET /v1{}\n\nText.\n", each(n, |i| format!("/:p{i}")))),
    "braces of a heading": |n| ("page.mdx", format!("# Get a\n\n## GET /v1{}\n\nText.\n", "/{id}".repeat(n))),
    "placeholders and their fields": |n| ("page.mdx", format!("---\ntitle: Get a\napi: GET https://h.example{}\n---\n\n{}",
        each(n, |i| format!("/{{p{i}}}")), each(n, |i| format!("<ParamField path=\"p{i}\" type=\"string\">x</ParamField>\n\n")))),
    "segments": |n| ("page.mdx", format!("---\ntitle: Get a\napi: GET https://h.example{}\n---\n\nText.\n", each(n, |i| format!("/s{i}")))),
    "query of an endpoint": |n| ("page.mdx", format!("---\ntitle: Get a\napi: GET https://h.example/v1/a?x=1{}\n---\n\nText.\n", each(n, |i| format!("&a{i}={{b{i}}}")))),
    "placeholders in a segment": |n| ("page.mdx", format!("---\ntitle: Get a\napi: GET https://h.example/v1/{}\n---\n\nText.\n", each(n, |i| format!("{{p{i}}}.")))),
    "colons in a path": |n| ("page.mdx", format!("---\ntitle: Get a\napi: GET https://h.example/v1/{}\n---\n\nText.\n", ":".repeat(n))),
    "open braces in a path": |n| ("page.mdx", format!("---\ntitle: Get a\napi: GET https://h.example/v1/{}\n---\n\nText.\n", "{a".repeat(n))),
    "angles in a path": |n| ("page.mdx", format!("---\ntitle: Get a\napi: GET https://h.example/v1/{}\n---\n\nText.\n", "<".repeat(n))),
    "endpoints in code": |n| ("page.mdx", format!("# Get a\n\n{}", "`GET /v1/a/{id}`\n\n".repeat(n))),
    "different endpoints in code": |n| ("page.mdx", format!("# Get a\n\n{}", each(n, |i| format!("`GET /v1/a{i}/{{id}}`\n\n")))),
    "endpoints in one block": |n| ("page.mdx", format!("# Get a\n\n```http\n{}```\n", each(n, |i| format!("GET /v1/a{i}/{{id}}\n")))),
    "endpoints in a sentence": |n| mdx(each(n, |i| format!("See `GET /v1/a{i}` or POST https://h.example/v1/b{i}. "))),
    "endpoints in a table": |n| mdx(format!("| Method | Path |\n|---|---|\n{}", each(n, |i| format!("| GET | /v1/a{i} |\n")))),
    "operations of one endpoint": |n| operations(n, |i| format!("`GET /v1/a/{{id}}`\n\n<ResponseField name=\"b{i}\" type=\"string\">x</ResponseField>")),
    "operations of one path": |n| operations(n, |i| format!("`{} /v1/a{}/{{id}}`\n\n<ResponseField name=\"b{i}\" type=\"string\">x</ResponseField>", ["GET", "POST", "PUT", "DELETE"][i % 4], i / 4)),
    "operations with requests": |n| operations(n, |i| format!("`GET /v1/a{i}/{{id}}`\n\n```bash\ncurl https://h.example/v1/a{i}/7 -H 'X-Key: 1'\n```\n\n```json\n{{\"b\": {i}}}\n```")),
    "operations with one record": |n| operations(n, |i| format!("`GET /v1/a{i}/{{id}}`\n\n### Response\n\n```json\n{{\"id\": {i}, \"name\": \"x\", \"at\": \"2024-01-01T00:00:00Z\"}}\n```")),
    "operations with fields": |n| operations(n, |i| format!("`POST /v1/a{i}`\n\n<ParamField body=\"b\" type=\"string\">One of `a`, `b`.</ParamField>\n\n<ParamField query=\"c\" type=\"integer\">x</ParamField>")),
    "operations and stray requests": |n| ("page.mdx", format!("---\ntitle: As\n---\n\n{}## Other\n\n{}", each(n, |i| format!("## Get a{i}\n\n`GET /v1/a{i}/{{id}}`\n\n")),
        each(n, |i| format!("```bash\ncurl -X POST https://h.example/v1/z/{i}\n```\n\n")))),
    "operations on as many hosts": |n| operations(n, |i| format!("`GET https://h{i}.example/v1/a{i}/{{id}}`")),
    "operations with placeholders only": |n| operations(n, |i| format!("`GET /{{a{i}}}/{{b}}`\n\n```bash\ncurl https://h.example/x{i}/y\n```")),
    // Front matter.
    "rules": |n| ("page.mdx", format!("---\ntitle: a\napi: GET /v1/a\n{}\nText.\n", "---\n".repeat(n))),
    "blocks of front matter": |n| ("page.mdx", "---\ntitle: a\napi: GET /v1/a\n---\n\n".repeat(n)),
    "rules beside text": |n| mdx("Text\n---\n".repeat(n)),
    "api lines": |n| front_matter("api: GET /v1/a\n".repeat(n)),
    "openapi lines": |n| front_matter(each(n, |i| format!("openapi: GET /v1/a{i}\n"))),
    "keys of front matter": |n| front_matter(each(n, |i| format!("k{i}: v\n"))),
    "servers of front matter": |n| front_matter(format!("api: GET /v1/a\nservers:\n{}", each(n, |i| format!("  - https://h{i}.example\n")))),
    // Headings, each as often as it goes.
    "### Headers": |n| mdx("### Headers\n\n".repeat(n)),
    "### Headers with a row": |n| mdx(each(n, |i| format!("### Headers\n\n| Name | Description |\n|---|---|\n| X-A{i} | b |\n\n"))),
    "### Query Parameters": |n| mdx("### Query Parameters\n\n".repeat(n)),
    "### Path Parameters": |n| mdx("### Path Parameters\n\n".repeat(n)),
    "### Body": |n| mdx("### Body\n\n".repeat(n)),
    "### Request": |n| mdx("### Request\n\n".repeat(n)),
    "### Response": |n| mdx("### Response\n\n".repeat(n)),
    "### 200": |n| mdx("## Responses\n\n### 200\n\n".repeat(n)),
    "### Authorization": |n| mdx("### Authorization\n\n".repeat(n)),
    "### Required Fields": |n| mdx(each(n, |i| format!("### Required Fields\n\n- `a{i}` (string): x\n\n### Optional Fields\n\n- `b{i}`: y\n\n"))),
    "### Errors": |n| mdx("### Errors\n\n| Code | Meaning |\n|---|---|\n| 404 | Not found |\n\n".repeat(n)),
    "### Example": |n| mdx("### Example\n\n```json\n{\"a\": 1}\n```\n\n".repeat(n)),
    "### Overview": |n| mdx("### Overview\n\nText.\n\n".repeat(n)),
    "### a object": |n| mdx(each(n, |i| format!("### The Lamp{i} object\n\n<ResponseField name=\"a\" type=\"Lamp{}\">x</ResponseField>\n\n", i + 1))),
    "### a values": |n| mdx(each(n, |i| format!("<ParamField body=\"kind{i}\" type=\"string\">See Kind{i}.</ParamField>\n\n### Kind{i} values\n\n- `a`: x\n- `b`: y\n\n"))),
    "headings with endpoints": |n| ("page.mdx", format!("# As\n\n{}", each(n, |i| format!("## GET /v1/a{i}/{{id}}\n\nText.\n\n")))),
    "setext headings": |n| mdx("Headers\n-------\n\n".repeat(n)),
    "headings of statuses": |n| mdx(each(n, |i| format!("### {} Reason\n\nText.\n\n", 200 + i % 300))),
    "headings of fields": |n| mdx(format!("## Body\n\n{}", each(n, |i| format!("### `a{i}`\n\nstring, required\n\nText.\n\n")))),
    // Tags.
    "closed and never open": |n| mdx("</ParamField>\n".repeat(n)),
    "fields without an end": |n| mdx(each(n, |i| format!("<ParamField body=\"a{i}\" type=\"string\">\nx\n\n"))),
    "frames without an end": |n| mdx("<Expandable title=\"a\">\n\n".repeat(n)),
    "tags of one kind without an end in lines": |n| mdx("<Note>a\n".repeat(n)),
    "attributes": |n| mdx(format!("<ParamField body=\"a\"{}>x</ParamField>\n", each(n, |i| format!(" x{i}=\"y\"")))),
    "attributes of one name": |n| mdx(format!("<ParamField{}>x</ParamField>\n", " body=\"a\"".repeat(n))),
    "attributes in braces": |n| mdx(format!("<ParamField body=\"a\"{}>x</ParamField>\n", " x={[{a: 1}]}".repeat(n))),
    "expandables": |n| mdx(each(n, |i| format!("<ResponseField name=\"a{i}\" type=\"object\">\n<Expandable title=\"a\">\n<ResponseField name=\"b\" type=\"string\">x</ResponseField>\n</Expandable>\n</ResponseField>\n\n"))),
    "fields in a field": |n| mdx(format!("<ParamField body=\"a\" type=\"object\">\n<Expandable>\n{}</Expandable>\n</ParamField>\n", each(n, |i| format!("<ParamField body=\"b{i}\" type=\"string\">x</ParamField>\n")))),
    "tabs of one title": |n| mdx(format!("<Tabs>\n{}</Tabs>\n", "<Tab title=\"T\">\n\n```json\n{\"a\": 1}\n```\n\n</Tab>\n".repeat(n))),
    "tabs with requests": |n| mdx(format!("<Tabs>\n{}</Tabs>\n", each(n, |i| format!("<Tab title=\"T{i}\">\n\n```bash\ncurl -X POST https://h.example/v1/a/{i} -d '{{\"b{i}\": 1}}'\n```\n\n</Tab>\n")))),
    "groups of tabs": |n| mdx(each(n, |i| format!("<Tabs>\n<Tab title=\"A\">\n<ParamField body=\"a{i}\" type=\"string\">x</ParamField>\n</Tab>\n<Tab title=\"B\">\n<ParamField body=\"b{i}\" type=\"string\">x</ParamField>\n</Tab>\n</Tabs>\n\n"))),
    "accordions": |n| mdx(each(n, |i| format!("<Accordion title=\"a{i}\">\n\n- `x{i}`\n\n</Accordion>\n\n"))),
    "code groups": |n| mdx(format!("<CodeGroup>\n\n{}</CodeGroup>\n", each(n, |i| format!("```bash curl{i}\ncurl -X POST https://h.example/v1/a/{i}\n```\n\n")))),
    "request examples of many tools": |n| mdx(format!("<RequestExample>\n\n{}</RequestExample>\n", each(n, |i| format!("```python a{i}\nimport requests\nrequests.post(\"https://h.example/v1/a/{i}\", json={{\"b\": 1}})\n```\n\n")))),
    "response examples": |n| mdx(format!("<ResponseExample>\n\n{}</ResponseExample>\n", each(n, |i| format!("```json {}\n{{\"b{i}\": 1}}\n```\n\n", 200 + i % 300)))),
    "snippets that are not there": |n| mdx(each(n, |i| format!("<Snippet file=\"a{i}.mdx\" />\n\n"))),
    "imports": |n| mdx(format!("{}\n{}", each(n, |i| format!("import A{i} from \"/snippets/a{i}.mdx\";\n")), each(n, |i| format!("<A{i} />\n\n")))),
    "components": |n| mdx(format!("{}\n{}", each(n, |i| format!("export const A{i} = ({{x}}) => <ParamField body={{x}} type=\"string\">y</ParamField>;\n\n")), each(n, |i| format!("<A{i} x=\"b{i}\" />\n\n")))),
    "a component used over and over": |n| mdx(format!("export const A = ({{x}}) => <ParamField body={{x}} type=\"string\">y</ParamField>;\n\n{}", each(n, |i| format!("<A x=\"b{i}\" />\n\n")))),
    "a component behind its uses": |n| mdx(format!("{}\n\nexport const A = ({{x}}) => <ParamField body={{x}} type=\"string\">y</ParamField>;\n", each(n, |i| format!("<A x=\"b{i}\" />\n\n")))),
    "HTML rows": |n| mdx(format!("<table>\n{}</table>\n", "<tr><td>a</td><td>string</td></tr>\n".repeat(n))),
    "HTML rows without an end": |n| mdx(format!("<table>\n{}", "<tr><td>a<td>string\n".repeat(n))),
    "comments": |n| mdx("<!-- a -->\n{/* b */}\n".repeat(n)),
    "comments without an end": |n| mdx("<!-- a\n".repeat(n)),
    "expressions without an end": |n| mdx("{/* a\n".repeat(n)),
    "comments before the title": |n| ("page.mdx", format!("{}---\ntitle: a\napi: GET /v1/a\n---\n", "<!-- a -->\n".repeat(n))),
    "exports without an end": |n| mdx("export const a = {\n".repeat(n)),
    "templates without an end": |n| mdx("export const a = `${".repeat(n)),
    // Marks.
    "entities": |n| mdx("&lt;&amp;&#x41; ".repeat(n)),
    "backslashes": |n| mdx("\\".repeat(n)),
    "pipes": |n| mdx("|".repeat(n)),
    "open brackets": |n| mdx("[".repeat(n)),
    "open links": |n| mdx("[a](".repeat(n)),
    "images": |n| mdx("![a](b) ".repeat(n)),
    "links to places": |n| mdx(each(n, |i| format!("[a{i}](#b{i}) [c](/api/c{i}) <https://h.example/{i}> "))),
    "links in fields": |n| mdx(each(n, |i| format!("<ParamField body=\"a{i}\" type=\"[Lamp](#lamp)\">See [B{i}](#b{i}).</ParamField>\n\n"))),
    "stars": |n| mdx("*a".repeat(n)),
    "strong": |n| mdx("**a** _b_ ".repeat(n)),
    "stars and underscores": |n| mdx("*_".repeat(n)),
    "backticks": |n| mdx("`a` ".repeat(n)),
    "backticks of growing length": |n| mdx(each((n as f64).sqrt() as usize * 4, |i| format!("{}a ", "`".repeat(i)))),
    "tildes": |n| mdx("~~~\n".repeat(n)),
    "four backticks": |n| mdx("````\n```\n".repeat(n)),
    "indented code": |n| mdx("    {\"a\": 1}\n\n".repeat(n)),
    "quotes": |n| mdx("> a\n\n".repeat(n)),
    "references": |n| mdx(format!("{}\n\n{}", each(n, |i| format!("[a{i}] ")), each(n, |i| format!("[a{i}]: /b\n")))),
    "footnotes": |n| mdx(format!("{}\n\n{}", each(n, |i| format!("a[^{i}] ")), each(n, |i| format!("[^{i}]: b\n\n")))),
    "numbered items": |n| mdx(each(n, |i| format!("{i}. a\n"))),
    "task items": |n| mdx("- [ ] a\n".repeat(n)),
    "definitions": |n| mdx(format!("## Body\n\n{}", each(n, |i| format!("**a{i}** `string` *required*\n: Of {i}\n\n")))),
    "items within items": |n| mdx(format!("## Body\n\n{}", each(n, |i| format!("- `a{i}` (object): of\n  - `b` (string): c\n    - `c`: d\n")))),
    "long words": |n| mdx("a".repeat(n * 4)),
    "digits": |n| mdx("1".repeat(n * 4)),
    "spaces": |n| mdx(format!("a{}b\n", " ".repeat(n * 4))),
    "spaces before lines": |n| mdx(" \n".repeat(n)),
    "carriage returns": |n| mdx("a\r".repeat(n)),
    "NULs": |n| mdx("\u{0}".repeat(n)),
    "bidi": |n| mdx("\u{202e}a".repeat(n)),
    "controls in lines": |n| mdx("\u{1b}[2J\n".repeat(n)),
};
