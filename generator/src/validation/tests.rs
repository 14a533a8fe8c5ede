use super::*;
use crate::model::{EnumMember, EnumValue, NamedSchema};

fn field(name: &str, required: bool, kind: serde_json::Value) -> Field {
    let mut written = json!({
        "name": name, "required": required, "description": "", "evidence": "declared", "schema": kind,
    });
    if let Some(limits) = kind.get("limits") {
        written["constraints"] = limits.clone();
    }
    serde_json::from_value(written).unwrap()
}

fn api() -> Api {
    let price = json!({ "type": "number", "limits": { "minimum": 0 } });
    let line = ObjectSchema { fields: vec![field("price", true, price)], ..ObjectSchema::default() };
    let lines = Schema::array(Schema::new(SchemaKind::Object(line)));
    let title =
        json!({ "type": "string", "format": "plain", "limits": { "max_length": 5, "pattern": "^[a-z]+$" } });
    let mut lines_field = field("lines", false, json!({ "type": "any" }));
    lines_field.schema = lines;
    let fields = vec![
        field("title", true, title),
        field("due", false, json!({ "type": "string", "format": "date-time" })),
        lines_field,
    ];
    let schema = Schema::new(SchemaKind::Object(ObjectSchema { fields, ..ObjectSchema::default() }));
    let named = NamedSchema { description: String::new(), schema, place: None };
    Api { schemas: [("Bill".to_owned(), named)].into(), ..Api::default() }
}

fn said(value: &Value) -> Vec<String> {
    let (api, schema) = (api(), Schema::new(SchemaKind::Ref { name: "Bill".into() }));
    let validator = Validator { api: &api, matches: |pattern, text| pattern != "^[a-z]+$" || text != "A" };
    let found = validator.value(&schema, value);
    found.iter().map(|of| format!("{} ({}): {}", of.field(), of.pointer(), of.message)).collect()
}

#[test]
fn what_is_wrong_is_named_with_its_path() {
    assert!(said(&json!({ "title": "abc", "lines": [{ "price": 1 }], "new": null })).is_empty());
    for (value, message) in [
        (json!({ "titel": "abc" }), "title (/title): is required (there is `titel`)"),
        (json!({ "title": 3 }), "title (/title): must be a text, not 3"),
        (json!({ "title": "abcdef" }), "title (/title): must have at most 5 characters, not 6"),
        (json!({ "title": "A" }), "title (/title): must match `^[a-z]+$`"),
        (
            json!({ "title": "a", "due": "tomorrow" }),
            "due (/due): must be a timestamp with a zone such as 2026-03-04T05:06:07Z, not \"tomorrow\"",
        ),
        (
            json!({ "title": "a", "lines": [{ "price": 1 }, { "price": -1 }] }),
            "lines[1].price (/lines/1/price): must be at least 0, not -1",
        ),
        (json!({ "title": "a", "lines": {} }), "lines (/lines): must be an array, not an object"),
        (json!([]), " (): must be an object, not an array of 0"),
    ] {
        assert_eq!(said(&value), [message]);
    }
}

#[test]
fn one_of_several_shapes() {
    let api = Api::default();
    let validator = Validator::without_patterns(&api);
    let text = Schema::new(SchemaKind::String { format: StringFormat::Plain });
    let number = Schema::new(SchemaKind::NUMBER);
    let union = Schema::new(SchemaKind::Union { variants: vec![text, number] });
    assert!(validator.value(&union, &json!(1)).is_empty());
    assert_eq!(validator.value(&union, &json!(true))[0].message, "must be string | number, not true");
    let member = EnumMember { value: EnumValue::Integer(1), name: None, description: String::new() };
    let values = Schema::new(SchemaKind::Enum(EnumSchema { members: vec![member] }));
    assert_eq!(validator.value(&values, &json!("1"))[0].message, "must be one of 1, not \"1\"");
}

#[test]
fn dates_that_are_none() {
    for (text, is_one) in [
        ("2026-03-04", true),
        ("2026-13-04", false),
        ("2026-3-4", false),
        ("2026-02-29", false),
        ("2024-02-29", true),
        ("2O26-03-04", false),
    ] {
        assert_eq!(has_format(StringFormat::Date, text), is_one, "{text}");
    }
    for (text, is_one) in [
        ("2026-03-04T05:06:07Z", true),
        ("2026-03-04T05:06:07.25+01:00", true),
        ("2026-03-04T05:06:07", false),
        ("2026-03-04 05:06:07Z", false),
        ("2026-03-04T12:99:00Z", false),
        ("2026-03-04T12:00:00+24:00", false),
        ("2026-03-04T12:00:00.Z", false),
    ] {
        assert_eq!(has_format(StringFormat::DateTime, text), is_one, "{text}");
    }
}

#[test]
fn integers_of_a_width() {
    let is_one = |format, text: &str| is_integer(format, &serde_json::from_str(text).unwrap());
    for (text, i32, i64, u64, i128) in [
        ("-1", true, true, false, true),
        ("2.0", true, true, true, true),
        ("2.5", false, false, false, false),
        ("2147483648", false, true, true, true),
        ("9223372036854775808", false, false, true, true),
        ("-9223372036854775808", false, true, false, true),
        ("-9223372036854775809", false, false, false, true),
        ("1e30", false, false, false, true),
    ] {
        let found =
            [IntegerFormat::Int32, IntegerFormat::Int64, IntegerFormat::Uint64, IntegerFormat::Int128];
        assert_eq!(found.map(|format| is_one(format, text)), [i32, i64, u64, i128], "{text}");
    }
}
