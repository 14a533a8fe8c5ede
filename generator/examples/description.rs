//! Writes a large OpenAPI description, to measure with: `cargo run --example description > /tmp/large.json`, then
//! `docbind generate /tmp/large.json --out /tmp/client`.
//!
//! Its shapes are those of a large code host's: 767 operations in 40 tags, records of 90 fields that hold others,
//! `null` among alternatives, enums, responses that many operations share, a list's page and size, webhooks. It is
//! the same on every run.

use serde_json::{Map, Value, json};

const OPERATIONS: usize = 767;
const TAGS: usize = 40;
/// Records of each tag.
const RECORDS: usize = 20;
const NOUNS: [&str; 10] =
    ["branch", "commit", "issue", "label", "member", "milestone", "page", "release", "review", "run"];

fn main() {
    let mut paths = Map::new();
    for n in 0..OPERATIONS {
        let (path, verb, operation) = operation(n);
        let item = paths.entry(path).or_insert_with(|| json!({}));
        item[verb] = operation;
    }
    let mut schemas = Map::new();
    for n in 0..TAGS * RECORDS {
        schemas.insert(record_name(n), record(n));
    }
    schemas.insert(
        "basic-error".to_owned(),
        json!({
            "title": "Basic Error", "type": "object",
            "properties": { "message": { "type": "string" }, "documentation_url": { "type": "string" } },
        }),
    );
    schemas.insert(
        "nullable-simple".to_owned(),
        json!({
            "anyOf": [{ "type": "null" }, {
                "title": "Simple Owner",
                "type": "object",
                "required": ["id", "login"],
                "properties": {
                    "id": { "type": "integer", "format": "int64" },
                    "login": { "type": "string" },
                    "site_admin": { "type": "boolean" },
                },
            }],
        }),
    );
    let tags: Vec<Value> =
        (0..TAGS).map(|n| json!({ "name": tag(n), "description": "What it is about." })).collect();
    let error = |text: &str| json!({ "description": text, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/basic-error" } } } });
    let description = json!({
        "openapi": "3.1.0",
        "info": { "title": "Large", "version": "1.0.0" },
        "servers": [{ "url": "https://api.large.example" }],
        "tags": tags,
        "security": [{ "token": [] }],
        "paths": paths,
        "webhooks": webhooks(),
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "parameters": {
                "per-page": { "name": "per_page", "in": "query", "schema": { "type": "integer", "default": 30 }, "description": "Results per page (max 100)." },
                "page": { "name": "page", "in": "query", "schema": { "type": "integer", "default": 1 }, "description": "Page number of the results." },
                "owner": { "name": "owner", "in": "path", "required": true, "schema": { "type": "string" }, "description": "Whose it is." },
                "repo": { "name": "repo", "in": "path", "required": true, "schema": { "type": "string" } },
            },
            "responses": {
                "not_found": error("Resource not found"),
                "forbidden": error("Forbidden"),
                "validation_failed": error("Validation failed"),
                "not_modified": { "description": "Not modified" },
            },
            "schemas": schemas,
        },
    });
    println!("{description}");
}

fn tag(n: usize) -> String {
    format!("{}-{}", NOUNS[n % NOUNS.len()], ["rules", "checks", "teams", "apps"][n / NOUNS.len() % 4])
}

fn record_name(n: usize) -> String {
    format!(
        "{}-{}",
        tag(n / RECORDS),
        NOUNS[n % NOUNS.len()].to_owned() + if n % RECORDS < 10 { "" } else { "-simple" }
    )
}

fn reference(n: usize) -> Value {
    json!({ "$ref": format!("#/components/schemas/{}", record_name(n % (TAGS * RECORDS))) })
}

/// Of each five operations one lists, one gets, one makes, one changes and one removes.
fn operation(n: usize) -> (String, &'static str, Value) {
    let (group, kind) = (n / 5, n % 5);
    let tag = tag(group % TAGS);
    let noun = NOUNS[group / TAGS % NOUNS.len()];
    let list = format!("/repos/{{owner}}/{{repo}}/{tag}/{noun}s");
    let one = format!("{list}/{{{noun}_id}}");
    let record = reference(group * 3);
    let shared = ["owner", "repo"].map(|name| json!({ "$ref": format!("#/components/parameters/{name}") }));
    let id = json!({ "name": format!("{noun}_id"), "in": "path", "required": true, "schema": { "type": "integer" } });
    let mut parameters = shared.to_vec();
    let fails = |name: &str| json!({ "$ref": format!("#/components/responses/{name}") });
    let answers = |schema: Value| json!({ "description": "Response", "content": { "application/json": { "schema": schema } } });
    let body = json!({
        "required": true,
        "content": { "application/json": { "schema": {
            "type": "object",
            "required": ["title"],
            "properties": {
                "title": { "oneOf": [{ "type": "string" }, { "type": "integer" }], "description": "The title." },
                "body": { "type": ["string", "null"] },
                "state": { "type": "string", "enum": ["open", "closed"], "description": "Open or closed." },
                "labels": { "type": "array", "items": { "oneOf": [{ "type": "string" }, { "type": "object", "properties": { "id": { "type": "integer" }, "name": { "type": "string" } } }] } },
            },
        } } },
    });
    let (path, verb, word, responses) = match kind {
        0 => {
            parameters.extend(
                ["per-page", "page"].map(|name| json!({ "$ref": format!("#/components/parameters/{name}") })),
            );
            parameters.push(json!({ "name": "sort", "in": "query", "schema": { "type": "string", "enum": ["created", "updated", "comments"], "default": "created" } }));
            let list_of = json!({ "type": "array", "items": record });
            (
                list,
                "get",
                "list",
                json!({ "200": answers(list_of), "304": fails("not_modified"), "404": fails("not_found") }),
            )
        }
        1 => (
            list,
            "post",
            "create",
            json!({ "201": answers(record), "403": fails("forbidden"), "422": fails("validation_failed") }),
        ),
        2 => (one, "get", "get", json!({ "200": answers(record), "404": fails("not_found") })),
        3 => (
            one,
            "patch",
            "update",
            json!({ "200": answers(record), "404": fails("not_found"), "422": fails("validation_failed") }),
        ),
        _ => (
            one,
            "delete",
            "delete",
            json!({ "204": { "description": "Response" }, "404": fails("not_found") }),
        ),
    };
    if kind > 1 {
        parameters.push(id);
    }
    let mut operation = json!({
        "summary": format!("{word} a {noun}"),
        "description": format!("Does {word} with a {noun}.\n\nUsers with push access may call this."),
        "operationId": format!("{tag}/{word}-{noun}"),
        "tags": [tag],
        "parameters": parameters,
        "responses": responses,
    });
    if matches!(kind, 1 | 3) {
        operation["requestBody"] = body;
    }
    (path, verb, operation)
}

fn record(n: usize) -> Value {
    let fields = if n.is_multiple_of(7) { 90 } else { 8 + n % 15 };
    let mut properties = Map::new();
    for at in 0..fields {
        let noun = NOUNS[at % NOUNS.len()];
        let schema = match (at + n) % 9 {
            0 => json!({ "type": "integer", "format": "int64" }),
            1 => json!({ "type": "string", "format": "uri" }),
            2 => json!({ "type": ["string", "null"], "format": "date-time" }),
            3 => json!({ "type": "boolean", "default": false }),
            4 => json!({ "type": "string", "enum": ["open", "closed", "all"] }),
            5 if at < 20 => reference(n + at + 1),
            6 if at < 20 => json!({ "$ref": "#/components/schemas/nullable-simple" }),
            7 => json!({ "type": "array", "items": { "type": "string" } }),
            8 if at < 20 => {
                json!({ "type": "object", "properties": { "admin": { "type": "boolean" }, "pull": { "type": "boolean" } }, "required": ["admin"] })
            }
            _ => json!({ "type": "string", "description": "A text." }),
        };
        properties.insert(format!("{noun}_{at}"), schema);
    }
    let required: Vec<&String> = properties.keys().take(fields / 2).collect();
    json!({ "title": record_name(n), "type": "object", "required": required, "properties": properties })
}

fn webhooks() -> Value {
    let hook = |n: usize| {
        let name = format!("{}-opened", record_name(n * 5));
        let schema = json!({ "type": "object", "required": ["action"], "properties": { "action": { "type": "string", "const": "opened" }, "subject": reference(n * 5) } });
        let post = json!({
            "operationId": name,
            "summary": "Something was opened.",
            "requestBody": { "content": { "application/json": { "schema": schema } } },
            "responses": { "200": { "description": "Heard." } },
        });
        (name, json!({ "post": post }))
    };
    Value::Object((0..60).map(hook).collect())
}
