//! `everything.json` and `everything.yaml` show each kind of everything; openapi-spec-validator
//! (PyPI) accepts both.

mod acme;

use super::*;
use crate::model::{
    Example, Location, MediaType, Method, Operation, ParameterStyle, Schema, SchemaKind, StringFormat,
};
use acme::{api, field, integer, object, operation, parameter, string};
use expect_test::expect_file;

#[test]
fn everything() {
    let api = acme::everything();
    let json = serde_json::to_string_pretty(&render_openapi(&api)).unwrap();
    expect_file!["./everything.json"].assert_eq(&format!("{json}\n"));
    expect_file!["./everything.yaml"].assert_eq(&render_openapi_yaml(&api));
}

#[test]
fn yaml_says_what_json_says() {
    let api = acme::everything();
    let read: Value = serde_saphyr::from_str(&render_openapi_yaml(&api)).unwrap();
    assert_eq!(read, render_openapi(&api));
}

#[test]
fn yaml_keeps_text_as_it_is() {
    let texts = [
        "a\r\nb",
        "a\rb",
        " lead",
        "trail ",
        "\ttab",
        "a\n\tb\n",
        "\n\nx",
        "x\n\n\n",
        "- a\n  - b",
        "# no",
        "a # b",
        "a: b\nc",
        "|",
        ">",
        "~",
        "null",
        "0x1F",
        "1_000",
        "1e3",
        ".5",
        "12:30:45",
        "2020-01-01",
        "on",
        "=",
        "<<",
        "a\u{85}b",
        "a\u{2028}b\nc",
        "\u{feff}x",
        "é\u{7f}",
        "\u{1b}[0m",
        "---",
        "...",
        "a\n---\nb",
        "'\"",
        "%x",
        "@x",
        "  indented\nless\n    more",
        "a  \nb  ",
        "{{x}}",
        "[1",
        "*x",
        "&x",
        "!x",
        "?",
        "? a",
        ":",
        "a:",
        "\\",
        "a very long line that goes on and on and on  with two spaces   and three and a colon: here, # and that \
         is folded",
        "long words of one line that are folded by the writer and end in a space and more and more ",
    ];
    for text in texts {
        let api =
            crate::model::Api { name: "acme".into(), description: format!("a{text}z"), ..Default::default() };
        let map = json!({ text: text, "list": [text, { "inner": text }] });
        let yaml = serde_saphyr::to_string_with_options(&map, yaml_options()).unwrap();
        let read: Value = serde_saphyr::from_str(&yaml).unwrap_or_else(|e| panic!("{text:?}\n{yaml}\n{e}"));
        assert_eq!(read, map, "{yaml}");
        let read: Value = serde_saphyr::from_str(&render_openapi_yaml(&api)).unwrap();
        assert_eq!(read, render_openapi(&api), "{text:?}");
    }
}

#[test]
fn a_model_without_anything_is_a_document() {
    let api = crate::model::Api { name: "acme".into(), ..Default::default() };
    let expected = json!({ "openapi": "3.1.0", "info": { "title": "acme", "version": "1" }, "paths": {} });
    assert_eq!(render_openapi(&api), expected);
}

fn rendered(operations: Vec<Operation>) -> Value {
    render_openapi(&api(operations))
}

#[test]
fn templates_that_differ_in_names_of_holes_are_one_path() {
    let mut get = operation("get thread", Method::Get, "/threads/{id}");
    get.parameters =
        vec![parameter(Location::Path, field("id", string()).described("The thread.").required())];
    let mut delete = operation("delete thread", Method::Delete, "/threads/{threadId}");
    delete.parameters =
        vec![parameter(Location::Path, field("threadId", string()).described("Which one.").required())];
    let document = rendered(vec![get, delete, operation("other", Method::Get, "/threads/{x}/y")]);
    let paths: Vec<_> = document["paths"].as_object().unwrap().keys().collect();
    assert_eq!(paths, ["/threads/{id}", "/threads/{x}/y"]);
    let delete = &document["paths"]["/threads/{id}"]["delete"];
    assert_eq!(
        delete["parameters"],
        json!([{
            "name": "id", "in": "path", "description": "Which one.", "required": true,
            "schema": { "type": "string" }
        }])
    );
    let undeclared = &document["paths"]["/threads/{x}/y"]["get"]["parameters"];
    assert_eq!(
        undeclared,
        &json!([{ "name": "x", "in": "path", "required": true, "schema": { "type": "string" } }])
    );
}

#[test]
fn two_pages_of_one_endpoint_are_one_operation() {
    let mut cat = operation("generate cat", Method::Post, "/videos/{model}");
    cat.description = "Cats only.".into();
    cat.parameters = vec![
        parameter(Location::Query, field("size", SchemaKind::NUMBER).required()),
        parameter(Location::Header, field("X-Trace", string()).required()),
    ];
    cat.request_body = Some(acme::json_body(object(vec![field("fur", string()).required()])));
    cat.responses = vec![acme::response(200, "A cat.", Some(object(vec![field("cat", string())])))];
    let mut dog = operation("generate dog", Method::Post, "/videos/{name}");
    dog.parameters = vec![parameter(Location::Header, field("x-trace", string()).required())];
    dog.request_body = Some(acme::json_body(object(vec![field("bark", string())])));
    dog.responses = vec![
        acme::response(200, "A dog.", Some(object(vec![field("cat", string())]))),
        acme::response(402, "", None),
    ];
    let document = rendered(vec![cat, dog]);
    let merged = &document["paths"]["/videos/{model}"]["post"];
    assert_eq!(merged["operationId"], "generateCat");
    assert_eq!(merged["summary"], "Generate cat / Generate dog");
    assert_eq!(merged["description"], "**Generate cat**\n\nCats only.\n\n**Generate dog**");
    let names: Vec<_> =
        merged["parameters"].as_array().unwrap().iter().map(|p| (&p["name"], &p["required"])).collect();
    let (yes, no) = (json!(true), Value::Null);
    assert_eq!(names, [(&json!("model"), &yes), (&json!("size"), &no), (&json!("X-Trace"), &yes)]);
    assert_eq!(
        merged["requestBody"],
        json!({ "required": true, "content": { "application/json": { "schema": { "anyOf": [
            { "title": "Generate cat", "type": "object", "required": ["fur"], "properties": { "fur": { "type": "string" } } },
            { "title": "Generate dog", "type": "object", "properties": { "bark": { "type": "string" } } },
        ] } } } })
    );
    assert_eq!(merged["responses"]["200"]["description"], "A cat.\n\nA dog.");
    let same = &merged["responses"]["200"]["content"]["application/json"]["schema"];
    assert_eq!(same["type"], "object", "equal shapes are one");
    assert_eq!(merged["responses"]["402"], json!({ "description": "Payment required" }));
}

#[test]
fn a_body_that_one_page_has_is_optional() {
    let mut with = operation("a", Method::Delete, "/x");
    with.request_body = Some(acme::json_body(object(vec![])));
    let document = rendered(vec![with, operation("b", Method::Delete, "/x")]);
    assert_eq!(document["paths"]["/x"]["delete"]["requestBody"]["required"], Value::Null);
}

#[test]
fn parameters_that_pages_type_differently_are_either() {
    let of = |id, kind: SchemaKind, default| {
        let mut operation = operation(id, Method::Get, "/x");
        let mut field = field("limit", kind);
        field.default = Some(default);
        operation.parameters = vec![parameter(Location::Query, field)];
        operation
    };
    let document =
        rendered(vec![of("a", SchemaKind::NUMBER, json!(5)), of("b", SchemaKind::NUMBER, json!(6))]);
    let schema = |document: &Value| document["paths"]["/x"]["get"]["parameters"][0]["schema"].clone();
    assert_eq!(schema(&document), json!({ "type": "number" }), "defaults that differ are no default");
    let document = rendered(vec![of("a", SchemaKind::NUMBER, json!(5)), of("b", string(), json!("6"))]);
    assert_eq!(schema(&document), json!({ "anyOf": [{ "type": "number" }, { "type": "string" }] }));
}

#[test]
fn arrays_are_written_as_the_server_wants_them() {
    let styled = |style, items: SchemaKind| {
        let array = SchemaKind::Array { items: Box::new(Schema::new(items)) };
        let mut parameter = parameter(Location::Query, field("id", array));
        parameter.style = style;
        let mut operation = operation("a", Method::Get, "/x");
        operation.parameters = vec![parameter];
        rendered(vec![operation])["paths"]["/x"]["get"]["parameters"][0].clone()
    };
    let numbers = json!({ "type": "array", "items": { "type": "number" } });
    assert_eq!(
        styled(ParameterStyle::Repeated, SchemaKind::NUMBER),
        json!({ "name": "id", "in": "query", "schema": numbers })
    );
    assert_eq!(
        styled(ParameterStyle::Comma, SchemaKind::NUMBER),
        json!({ "name": "id", "in": "query", "style": "form", "explode": false, "schema": numbers })
    );
    assert_eq!(
        styled(ParameterStyle::Bracketed, SchemaKind::NUMBER),
        json!({
            "name": "id", "in": "query", "x-docbind-array-style": "bracketed",
            "content": { "application/json": { "schema": numbers } }
        })
    );
    let text = styled(ParameterStyle::Bracketed, string());
    assert_eq!(text["schema"], json!({ "type": "string", "pattern": r"^\[.*\]$" }));
}

#[test]
fn names_stay_apart() {
    let mut sold = operation("get it", Method::Get, "/b");
    sold.group = "sales".into();
    let document = rendered(vec![
        operation("get it", Method::Get, "/a"),
        sold,
        operation("get-it", Method::Get, "/c"),
        operation("!", Method::Get, "/d"),
    ]);
    let ids: Vec<_> =
        ["/a", "/b", "/c", "/d"].map(|path| document["paths"][path]["get"]["operationId"].clone()).into();
    assert_eq!(ids, ["communityGetIt", "salesGetIt", "communityGetIt2", "operation"]);
}

#[test]
fn a_default_that_its_type_forbids_is_said_beside_it() {
    let mut number = field("n", SchemaKind::NUMBER);
    number.default = Some(json!("ten"));
    let mut operation = operation("a", Method::Post, "/x");
    operation.request_body = Some(acme::json_body(object(vec![number])));
    let document = rendered(vec![operation]);
    let body = &document["paths"]["/x"]["post"]["requestBody"]["content"]["application/json"]["schema"];
    assert_eq!(body["properties"]["n"], json!({ "type": "number", "x-docbind-default": "ten" }));
}

#[test]
fn examples_that_their_schema_forbids_stand_apart() {
    let shape = object(vec![field("n", integer()).required(), field("when", SchemaKind::Boolean)]);
    let mut body = acme::json_body(shape);
    let example = |label: &str, value| Example { label: label.into(), value };
    body.examples = vec![
        example("", json!({ "n": 1.0, "more": null })),
        example("Nothing", json!({})),
        example("A text", json!({ "n": "1" })),
        example("A null", json!({ "n": 1, "when": null })),
    ];
    let mut operation = operation("a", Method::Post, "/x");
    operation.request_body = Some(body);
    let document = rendered(vec![operation]);
    let content = &document["paths"]["/x"]["post"]["requestBody"]["content"]["application/json"];
    assert_eq!(content["example"], json!({ "n": 1.0, "more": null }));
    assert!(content.get("examples").is_none());
    let apart: Vec<_> = content["x-docbind-examples"].as_object().unwrap().keys().collect();
    assert_eq!(apart, ["nothing", "aText", "aNull"]);
}

#[test]
fn what_examples_may_be() {
    let text = |format| Schema::new(SchemaKind::String { format });
    let of = |schema: Schema, values: &[serde_json::Value]| {
        let api = acme::api(vec![]);
        let names = super::names::Names::new(&api);
        values.iter().map(|value| super::accepts::accepts(&names, &schema, value)).collect::<Vec<_>>()
    };
    let times = ["2025-01-15T10:30:00Z", "2025-01-15T10:30:00.5+02:00", "2025-01-15 10:30:00Z", "2025-01-15"];
    assert_eq!(of(text(StringFormat::DateTime), &times.map(|of| json!(of))), [true, true, false, false]);
    assert_eq!(of(text(StringFormat::Date), &times.map(|of| json!(of))), [false, false, false, true]);
    let uuids = [json!("6ba7b810-9dad-41d1-80b4-00c04fd430c8"), json!("6ba7b8109dad41d180b400c04fd430c8")];
    assert_eq!(of(text(StringFormat::Uuid), &uuids), [true, false]);
    let mut few = field("n", integer());
    few.constraints.maximum = Some(3.into());
    let values = [json!({ "n": 3 }), json!({ "n": 4 }), json!([])];
    assert_eq!(of(object(vec![few]), &values), [true, false, false]);
    let union =
        Schema::new(SchemaKind::Union { variants: vec![integer().into(), SchemaKind::Boolean.into()] });
    assert_eq!(
        of(union.clone(), &[json!(1), json!(true), json!("x"), json!(null)]),
        [true, true, false, false]
    );
    let named = Schema { nullable: true, ..union };
    assert_eq!(of(named, &[json!(null)]), [true]);
}

#[test]
fn security_is_any_of_them_and_may_be_optional() {
    let mut open = operation("open", Method::Get, "/x");
    open.authentication = Some(vec![]);
    assert_eq!(rendered(vec![open.clone()])["paths"]["/x"]["get"]["security"], json!([]));
    let document = rendered(vec![open, operation("closed", Method::Get, "/x")]);
    assert_eq!(document["paths"]["/x"]["get"]["security"], json!([{ "bearer": [] }, {}]));
    let mut unsaid = operation("unsaid", Method::Get, "/x");
    unsaid.authentication = None;
    assert_eq!(rendered(vec![unsaid])["paths"]["/x"]["get"].get("security"), None);
}

#[test]
fn what_is_sent_together_is_one_requirement() {
    let key = |name: &str| AuthScheme::key(Location::Header, name);
    let token = AuthScheme::ApiKey {
        location: Location::Header,
        name: "Authorization".into(),
        prefix: "Token ".into(),
    };
    let mut of = operation("a", Method::Get, "/x");
    of.authentication =
        Some(vec![[key("X-App-Key"), key("X-App-Secret")].into_iter().collect(), token.into()]);
    let document = rendered(vec![of]);
    assert_eq!(
        document["paths"]["/x"]["get"]["security"],
        json!([{ "x-app-key": [], "x-app-secret": [] }, { "authorization": [] }])
    );
    let scheme = &document["components"]["securitySchemes"]["authorization"];
    assert_eq!(scheme["x-docbind-prefix"], json!("Token "));
}

#[test]
fn hosts_with_holes_have_variables() {
    let server = server::render_server("https://[your-space].acme.example/{lang}");
    let variables = json!({ "your-space": { "default": "your-space" }, "lang": { "default": "lang" } });
    assert_eq!(server, json!({ "url": "https://{your-space}.acme.example/{lang}", "variables": variables }));
}

#[test]
fn bodies_of_other_kinds_keep_their_media_type() {
    let mut operation = operation("a", Method::Get, "/x");
    let mut pdf = acme::response(200, "", None);
    pdf.media_type = Some(MediaType::Binary("application/pdf".into()));
    operation.responses = vec![pdf];
    let document = rendered(vec![operation]);
    let response = &document["paths"]["/x"]["get"]["responses"]["200"];
    let bytes = json!({ "schema": { "type": "string", "format": "binary" } });
    assert_eq!(response, &json!({ "description": "OK", "content": { "application/pdf": bytes } }));
}
