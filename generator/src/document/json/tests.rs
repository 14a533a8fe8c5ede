use serde_json::{Value, json};

use super::super::{Json, JsonProblem, JsonReading, parse_json};
use super::*;

fn read(text: &str) -> JsonReading {
    let mut map = LineMap::default();
    map.push(0, 0);
    parse_json(text, &map, SourceId(0))
}

fn values(reading: &JsonReading) -> Vec<Value> {
    reading.documents.iter().map(Json::to_value).collect()
}

fn problems(reading: &JsonReading) -> Vec<JsonProblem> {
    reading.problems.iter().map(|p| p.value.clone()).collect()
}

#[test]
fn strict_json_has_no_problems() {
    let text =
        r#"{ "a": [1, -2.50, 1e9, true, null], "é\u00e9\n": { "b": "c" }, "n": 123456789012345678901 }"#;
    let reading = read(text);
    assert_eq!(problems(&reading), []);
    assert_eq!(reading.documents[0].get("a").unwrap().to_value(), json!([1, -2.50, 1e9, true, null]));
    assert_eq!(
        reading.documents[0].get("éé\n").unwrap().get("b").unwrap().value,
        JsonValue::String("c".into())
    );
    let JsonValue::Array(numbers) = &reading.documents[0].get("a").unwrap().value else { panic!() };
    assert_eq!(numbers[1].value, JsonValue::Number("-2.50".to_owned()));
    for root in ["1", "\"a\"", "null", "[]", "{}"] {
        assert_eq!(problems(&read(root)), [], "{root}");
    }
}

#[test]
fn every_value_keeps_its_place() {
    let text = "{\n  \"a\": { \"b\": [\"x\"] }\n}";
    let reading = read(text);
    let a = reading.documents[0].get("a").unwrap();
    assert_eq!(&text[a.span.start as usize..a.span.end as usize], "{ \"b\": [\"x\"] }");
    let JsonValue::Object(members) = &a.value else { panic!() };
    let key = members[0].0.span;
    assert_eq!(&text[key.start as usize..key.end as usize], "\"b\"");
}

#[test]
fn comments_and_trailing_commas() {
    let reading = read("{\n  // one\n  \"a\": 1, /* two */\n  \"b\": [2,],\n}");
    assert_eq!(values(&reading), [json!({ "a": 1, "b": [2] })]);
    use JsonProblem::{Comment, TrailingComma};
    assert_eq!(problems(&reading), [Comment, Comment, TrailingComma, TrailingComma]);
}

#[test]
fn an_ellipsis_anywhere() {
    for (text, value) in [
        ("{ \"a\": 1, ... }", json!({ "a": 1 })),
        ("{ ..., \"a\": 1 }", json!({ "a": 1 })),
        ("{ \"a\": 1, ..., \"b\": 2 }", json!({ "a": 1, "b": 2 })),
        ("{ \"a\": 1\n  ...\n}", json!({ "a": 1 })),
        ("[1, …]", json!([1])),
        ("[1,\n  ... (8 hidden items) ...\n  2\n]", json!([1, 2])),
        ("[1, ... (8 more)]", json!([1])),
        ("[{ … }]", json!([{}])),
        ("{ \"a\": ... }", json!({ "a": null })),
        ("{ ... }", json!({})),
    ] {
        let reading = read(text);
        assert_eq!(values(&reading), [value], "{text}");
        assert_eq!(problems(&reading), [JsonProblem::Ellipsis], "{text}");
    }
}

#[test]
fn several_documents() {
    let reading = read("{ \"a\": 1 }\n\n{ \"b\": 2 }\n[3]");
    assert_eq!(values(&reading), [json!({ "a": 1 }), json!({ "b": 2 }), json!([3])]);
    assert_eq!(problems(&reading), [JsonProblem::SeveralDocuments]);
}

#[test]
fn a_text_that_ends_early_keeps_what_was_read() {
    for (text, value) in [
        ("{ \"a\": 1, \"b\": { \"c\": [1, 2", json!({ "a": 1, "b": { "c": [1, 2] } })),
        ("{ \"a\": 1,\n  \"", json!({ "a": 1 })),
        ("{ \"a\": 1, \"b", json!({ "a": 1 })),
        ("{ \"a\": 1, \"b\"", json!({ "a": 1 })),
        ("{ \"a\": 1, \"b\":", json!({ "a": 1 })),
        ("{ \"a\": \"some te", json!({ "a": "some te" })),
        ("{ \"a\": tru", json!({ "a": null })),
        ("[1, 2", json!([1, 2])),
        ("[", json!([])),
    ] {
        let reading = read(text);
        assert_eq!(values(&reading), [value], "{text}");
        assert_eq!(problems(&reading), [JsonProblem::EndsEarly], "{text}");
        assert!(reading.documents[0].span.end as usize <= text.len());
    }
}

#[test]
fn what_is_not_json_is_a_problem_and_the_rest_is_read() {
    let reading = read("{ id: <string>, 'n': integer, \"d\": 2024-01-01, \"x\": 007, \"y\": 1 }");
    let value = json!({ "id": "<string>", "n": "<integer>", "d": "2024-01-01", "x": "007", "y": 1 });
    assert_eq!(values(&reading), [value]);
    let is_expected = |p: &JsonProblem| matches!(p, JsonProblem::Syntax(_) | JsonProblem::Literal(_));
    assert!(problems(&reading).iter().all(is_expected));
    assert_eq!(values(&read("{ \"a\": 1 \"b\": 2 }")), [json!({ "a": 1, "b": 2 })]);
    assert_eq!(
        values(&read("{ \"a\": \"\\q\", \"b\": , \"c\": 3 }")),
        [json!({ "a": "\\q", "b": null, "c": 3 })]
    );
    assert_eq!(values(&read("{ \"a\": [1 } ]")), [json!({ "a": [1] })]);
}

#[test]
fn members_without_braces_are_an_object() {
    let reading = read("\"tags\": [\n  \"a\"\n],\n\"open\": true,\n...\n");
    assert_eq!(values(&reading), [json!({ "tags": ["a"], "open": true })]);
    let syntax = JsonProblem::Syntax("members without an object around them".into());
    assert_eq!(problems(&reading), [JsonProblem::Ellipsis, syntax]);
}

#[test]
fn a_line_that_is_no_value_is_no_document() {
    let reading = read("GET /v2/stats?by=day,week&of=count\n");
    assert_eq!((values(&reading).len(), problems(&reading).len()), (0, 1));
    let reading = read("data: {\"a\": 1}\n\ndata: [DONE]\n");
    assert_eq!((values(&reading).len(), problems(&reading).len()), (0, 2));
    let reading = read("HTTP/1.1 200 OK\n\n{ \"a\": 1 }\n");
    assert_eq!(values(&reading), [json!({ "a": 1 })]);
    assert_eq!(values(&read("<string>")), [json!("<string>")]);
}

#[test]
fn nothing() {
    assert_eq!(problems(&read(" \n")), [JsonProblem::Empty]);
    assert_eq!(read("// none").documents, []);
}

#[test]
fn depth_and_problems_have_a_limit() {
    let deep = "[".repeat(100_000);
    assert_eq!(read(&deep).documents.len(), 1);
    let junk = "? ".repeat(100_000);
    assert!(read(&junk).problems.len() <= MAX_PROBLEMS);
}
