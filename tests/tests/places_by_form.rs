//! The place of a field is decided by the sections around it, whatever form the field is written in: the same rows
//! give the same API as tags, as a table, as a list, as a definition list and as headings with labels.

use docbind::{Spec, read_spec, render_openapi};
use serde_json::Value;

/// A field: name, type, whether it is required, what it is.
type Row = (&'static str, &'static str, bool, &'static str);

/// Writes rows of a place: `query`, `header`, `path`, `body` or `response`.
type Form = fn(&[Row], &str) -> String;

/// A page around rows.
type Context = fn(Form) -> String;

const WEIGHT: &[Row] = &[("weight", "integer", true, "In grams.")];
const DOOR: &[Row] = &[("street", "string", true, "The street."), ("city", "string", true, "The city.")];
const LOCKER: &[Row] = &[("locker", "string", true, "The locker."), ("pin", "string", false, "To open it.")];
const ALL: &[Row] = &[WEIGHT[0], LOCKER[0], LOCKER[1]];
const OTHER_CITY: &[Row] = &[LOCKER[0], LOCKER[1], ("city", "integer", false, "Its number.")];
const FAILURE: &[Row] =
    &[("code", "string", true, "What went wrong, as a word."), ("hint", "string", true, "What to do.")];
const PARCEL: &[Row] = &[("id", "string", true, "The parcel.")];
const KIND: &[Row] = &[("type", "string", true, "How it is sent. One of `door`, `locker`.")];
const DEPOT: &[Row] = &[("X-Depot", "string", true, "The depot."), ("X-Lane", "integer", false, "The lane.")];
const COST: &[Row] = &[("total", "number", true, "The sum."), ("currency", "string", true, "Three letters.")];
const LEFT: &[Row] = &[("X-Left", "integer", true, "Calls that are left.")];

fn tags(rows: &[Row], place: &str) -> String {
    let tag = |(name, ty, required, text): &Row| {
        let (tag, attribute) = match place {
            "response" => ("ResponseField", "name"),
            place => ("ParamField", place),
        };
        let required = if *required { " required" } else { "" };
        format!("<{tag} {attribute}=\"{name}\" type=\"{ty}\"{required}>\n  {text}\n</{tag}>\n")
    };
    rows.iter().map(tag).collect::<Vec<_>>().join("\n")
}

fn table(rows: &[Row], _: &str) -> String {
    let row = |(name, ty, required, text): &Row| {
        let required = if *required { "yes" } else { "no" };
        format!("| `{name}` | {ty} | {required} | {text} |\n")
    };
    let head = "| Field | Type | Required | Description |\n|---|---|---|---|\n".to_owned();
    head + &rows.iter().map(row).collect::<String>()
}

fn list(rows: &[Row], _: &str) -> String {
    let item = |(name, ty, required, text): &Row| {
        format!("- `{name}` ({ty}, {}): {text}\n", if *required { "required" } else { "optional" })
    };
    rows.iter().map(item).collect()
}

fn definitions(rows: &[Row], _: &str) -> String {
    let definition = |(name, ty, required, text): &Row| {
        let mark = if *required { "required" } else { "optional" };
        format!("{name}\n: {{{{<{mark}>}}}} {ty}. {text}\n")
    };
    rows.iter().map(definition).collect::<Vec<_>>().join("\n")
}

fn headings(rows: &[Row], _: &str) -> String {
    let heading = |(name, ty, required, text): &Row| {
        let mark = if *required { "required" } else { "optional" };
        format!("###### `{name}` {{{{%{mark}%}}}} {{#{name}}}\n\n**Type:** {ty}\\\n**Description:** {text}\n")
    };
    rows.iter().map(heading).collect::<Vec<_>>().join("\n")
}

/// A page whose front matter states the operation.
fn page(verb: &str, text: &str) -> String {
    format!("---\ntitle: Send parcel\napi: {verb} https://api.kite.example/v1/parcels\n---\n\n{text}")
}

/// A page with two operations in sections.
fn two(first: &str, second: &str) -> String {
    format!(
        "# Parcels\n\n## Send a parcel\n\n`POST /v1/parcels`\n\n{first}\n## Find parcels\n\n`GET /v1/parcels`\n\n{second}"
    )
}

const CREATED: &str = "\n## Response\n\n### 201\n\n<ResponseField name=\"id\" type=\"string\" required>\n  The parcel.\n</ResponseField>\n";
const SHOWN: &str = "\n```json\n{ \"id\": \"p1\" }\n```\n";

const OF_REQUESTS: &[(&str, Context)] = &[
    ("query", |f| page("GET", &format!("## Query Parameters\n\n{}{CREATED}", f(ALL, "query")))),
    ("header", |f| page("GET", &format!("## Headers\n\n{}{CREATED}", f(DEPOT, "header")))),
    ("body", |f| page("POST", &format!("## Request Body\n\n{}{CREATED}", f(ALL, "body")))),
    ("body, sub-headings", |f| {
        let (needed, more) = (f(WEIGHT, "body"), f(&LOCKER[1..], "body"));
        let text = format!("### Required fields\n\n{needed}\n### Optional fields\n\n{more}");
        page("POST", &format!("## Request Body\n\n{text}{CREATED}"))
    }),
    ("kinds by heading", |f| {
        let (door, locker) = (f(DOOR, "body"), f(OTHER_CITY, "body"));
        let text = format!("### Door settings\n\n{door}\n### Locker settings\n\n{locker}");
        page("POST", &format!("## Request Body\n\n{}\n{text}{CREATED}", f(KIND, "body")))
    }),
    ("tabs without a tag", |f| {
        page("POST", &in_tabs(&f(WEIGHT, "body"), &f(DOOR, "body"), &f(LOCKER, "body")))
    }),
    ("kinds by tab", |f| page("POST", &in_tabs(&f(KIND, "body"), &f(DOOR, "body"), &f(LOCKER, "body")))),
    ("lead line, query", |f| {
        page("GET", &format!("Parameters:\n\n{}\nExample response:\n{SHOWN}", f(ALL, "query")))
    }),
    ("lead line, body", |f| {
        page("POST", &format!("Parameters:\n\n{}\nExample response:\n{SHOWN}", f(ALL, "body")))
    }),
    ("bold label, query", |f| {
        page("GET", &format!("**Query Parameters**\n\n{}\n**Example response**\n{SHOWN}", f(ALL, "query")))
    }),
    ("bold label, header", |f| {
        page("GET", &format!("**Headers:**\n\n{}\n**Response:**\n{SHOWN}", f(DEPOT, "header")))
    }),
    ("path and body in one section", |f| {
        let (path, body, back) = (f(PARCEL, "path"), f(WEIGHT, "body"), f(DOOR, "response"));
        format!(
            "# Parcels\n\n## Change a parcel\n\n`PUT /v1/parcels/{{id}}`\n\n### Parameters\n\n{path}\n{body}\n### Response\n\n{back}"
        )
    }),
];

fn in_tabs(above: &str, first: &str, second: &str) -> String {
    format!(
        "## Request Body\n\n{above}\n<Tabs>\n<Tab title=\"Door\">\n\n{first}\n</Tab>\n<Tab title=\"Locker\">\n\n{second}\n</Tab>\n</Tabs>\n{CREATED}"
    )
}

const OF_RESPONSES: &[(&str, Context)] = &[
    ("heading with a status", |f| page("POST", &format!("{CREATED}\n### 404\n\n{}", f(FAILURE, "response")))),
    ("tab with a status", |f| {
        let (ok, failure) = (f(WEIGHT, "response"), f(FAILURE, "response"));
        page(
            "POST",
            &format!(
                "## Response\n\n<Tabs>\n<Tab title=\"201\">\n\n{ok}\n</Tab>\n<Tab title=\"404\">\n\n{failure}\n</Tab>\n</Tabs>\n"
            ),
        )
    }),
    ("errors", |f| page("POST", &format!("{CREATED}\n## Errors\n\n{}", f(FAILURE, "response")))),
    ("part by title", |f| {
        let (parcel, cost) = (f(PARCEL, "response"), f(COST, "response"));
        let shown = "```json\n{\"id\": \"p1\", \"cost\": {\"total\": 2.5, \"currency\": \"EUR\"}}\n```\n";
        page("POST", &format!("## Response\n\n### 201\n\n{parcel}\n#### Cost\n\n{cost}\n{shown}"))
    }),
    ("headers of the response", |f| {
        let (parcel, left) = (f(PARCEL, "response"), f(LEFT, "response"));
        page("POST", &format!("## Response\n\n### 201\n\n{parcel}\n#### Response headers\n\n{left}"))
    }),
    ("headers of the response, bold", |f| {
        let (parcel, left) = (f(PARCEL, "response"), f(LEFT, "response"));
        page("POST", &format!("## Response\n\n{parcel}\n**Response headers:**\n\n{left}"))
    }),
    ("headers of the response, by themselves", |f| {
        page("POST", &format!("## Response headers\n\n{}{CREATED}", f(LEFT, "response")))
    }),
    ("accordion", |f| {
        let fields = f(ALL, "response");
        page("POST", &format!("## Response\n\n<Accordion title=\"Fields\">\n\n{fields}\n</Accordion>\n"))
    }),
    ("kinds by heading", |f| {
        let (kind, door, locker) = (f(KIND, "response"), f(DOOR, "response"), f(LOCKER, "response"));
        page(
            "POST",
            &format!("## Response\n\n{kind}\n### Door fields\n\n{door}\n### Locker fields\n\n{locker}"),
        )
    }),
];

const IN_SECTIONS: &[(&str, Context)] = &[
    ("headings", |f| in_sections(f, ["### Request body", "### Query parameters", "### Response"])),
    ("bold labels", |f| in_sections(f, ["**Request body**", "**Query parameters**", "**Response**"])),
    ("lead lines", |f| in_sections(f, ["Request body:", "Query parameters:", "Response:"])),
    ("lead lines without a place", |f| {
        let (body, query) = (f(ALL, "body"), f(WEIGHT, "query"));
        let shown = format!("Example response:\n{SHOWN}");
        two(&format!("Parameters:\n\n{body}\n{shown}"), &format!("Parameters:\n\n{query}\n{shown}"))
    }),
];

fn in_sections(f: Form, [body, query, response]: [&str; 3]) -> String {
    let (sent, asked) = (f(ALL, "body"), f(WEIGHT, "query"));
    let (parcel, found) = (f(PARCEL, "response"), f(DOOR, "response"));
    two(
        &format!("{body}\n\n{sent}\n{response}\n\n{parcel}"),
        &format!("{query}\n\n{asked}\n{response}\n\n{found}"),
    )
}

/// What is made of a page: its operations and types, and the codes of what is said.
fn read(text: &str) -> (Value, Vec<&'static str>) {
    let reading = read_spec(&Spec::of_texts("made", [("send-parcel.mdx", text)]));
    let mut openapi = render_openapi(&reading.api);
    let codes = reading.diagnostics.iter().map(|one| one.rule.code);
    let mut codes: Vec<&str> = codes.collect();
    codes.sort_unstable();
    (Value::Array(vec![openapi["paths"].take(), openapi["components"].take()]), codes)
}

#[track_caller]
fn assert_the_same(contexts: &[(&str, Context)], forms: &[(&str, Form)]) {
    let mut wrong = Vec::new();
    for (context, write) in contexts {
        let of_tags = read(&write(tags));
        assert!(of_tags.0[0].as_object().is_some_and(|paths| !paths.is_empty()), "{context}: no operation");
        for (form, rows) in forms {
            let read = read(&write(*rows));
            if read != of_tags {
                wrong.push(format!("{context}, {form}:\n{read:?}\nas tags:\n{of_tags:?}\n"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const FORMS: &[(&str, Form)] =
    &[("table", table), ("list", list), ("definitions", definitions), ("headings", headings)];

#[test]
fn of_requests() {
    assert_the_same(OF_REQUESTS, FORMS);
}

#[test]
fn of_responses() {
    assert_the_same(OF_RESPONSES, FORMS);
}

#[test]
fn of_operations_in_sections() {
    assert_the_same(IN_SECTIONS, FORMS);
}
