use super::*;
use crate::document::{LineMap, parse_yaml};
use crate::source::SourceId;
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn read(code: &str) -> Option<Claims> {
    let mut map = LineMap::default();
    map.push(0, 0);
    let tree = parse_yaml(code, &map, SourceId(0)).ok()?;
    OpenApi::new(&tree).operation("POST", "/tickets")
}

/// An operation with a body of that schema, and components.
fn with_body(schema: &str, components: &str) -> String {
    format!(
        "paths:\n  /tickets:\n    post:\n      requestBody:\n        content:\n          application/json:\n            \
         schema: {schema}\n      responses: {{}}\ncomponents: {{ schemas: {{ {components} }} }}\n"
    )
}

fn check(code: &str, expected: Expect) {
    let claims = read(code).expect("the operation is there").claims;
    let shown: Vec<String> = claims.iter().map(|(kind, _)| describe(kind)).collect();
    expected.assert_eq(&shown.join("\n"));
}

fn describe(kind: &ClaimKind) -> String {
    match kind {
        ClaimKind::Parameter { location, field } => format!("{location:?} {}", field_text(field)),
        ClaimKind::ResponseField { status, field, .. } => format!("{status:?} {}", field_text(field)),
        ClaimKind::Record(field) => format!("record {}", field_text(field)),
        ClaimKind::Authentication(claim) => {
            let ways: Vec<String> = claim.alternatives.iter().map(ToString::to_string).collect();
            format!("auth none={} [{}]", claim.none, ways.join(", "))
        }
        ClaimKind::Example(example) => {
            format!(
                "example {:?} {} {}",
                example.status,
                example.label,
                example.json.as_ref().unwrap().to_value()
            )
        }
        other => format!("{other:?}"),
    }
}

fn field_text(field: &FieldClaim) -> String {
    let mut text = format!("`{}`: {:?}", field.name.value, field.ty.as_ref().unwrap().value);
    if field.required == Some(true) {
        text.push_str(" required");
    }
    if !field.values.is_empty() {
        let values: Vec<&str> = field.values.iter().map(|value| value.value.value.as_str()).collect();
        text.push_str(&format!(" of {}", values.join(", ")));
    }
    if let Some(default) = &field.default {
        text.push_str(&format!(" default {}", default.value));
    }
    if let Some(description) = &field.description {
        text.push_str(&format!(" ({})", description.plain));
    }
    for child in &field.children {
        text.push_str(&format!("\n  {}", field_text(child).replace('\n', "\n  ")));
    }
    text
}

#[test]
fn types_and_formats() {
    check(
        &with_body(
            "{ type: object, required: [id], properties: { id: { type: string, format: uuid }, at: { type: string, \
             format: date-time, nullable: true }, file: { type: string, contentMediaType: application/pdf }, price: \
             { type: [number, 'null'], default: 1.5 }, tags: { type: array, items: { type: string, enum: [a, b] } }, \
             size: { enum: [1, 2, null] }, map: { type: object, additionalProperties: { type: integer } }, any: {}, \
             a.b: { type: string, const: x, default: x } } }",
            "",
        ),
        expect![[r#"
            MediaType("application/json")
            Body `id`: Formatted(Uuid) required
            Body `at`: Union([Formatted(DateTime), Null])
            Body `file`: File
            Body `price`: Union([Number, Null]) default 1.5
            Body `tags`: Array(Some(String)) of a, b
            Body `size`: Union([Integer, Null]) of 1, 2
            Body `map`: Map(Integer)
            Body `any`: Any
            Body `a.b`: String of x default x"#]],
    );
}

#[test]
fn parts_and_alternatives() {
    check(
        &with_body(
            "{ allOf: [{ $ref: '#/components/schemas/Base' }, { type: object, properties: { of: { oneOf: [{ $ref: \
             '#/components/schemas/Base' }, { type: object, properties: { n: { type: integer } } }, { type: 'null' \
             }] }, only: { anyOf: [{ type: string, description: Its own words. }, { type: 'null' }] }, word: { \
             anyOf: [{ enum: [a] }, { const: b }] } }, required: [of] }] }",
            "Base: { type: object, required: [name], properties: { name: { type: string }, parent: { $ref: \
             '#/components/schemas/Base' }, id: { $ref: '#/components/schemas/Id' } } }, Id: { type: string, \
             description: A number. }",
        ),
        expect![[r#"
            MediaType("application/json")
            Body `name`: String required
            Body `parent`: Named("Base")
            Body `id`: String (A number.)
            Body `of`: Union([Named("Base"), Inline([InlineField { name: "n", optional: true, ty: Integer }]), Null]) required
            Body `only`: Union([String, Null]) (Its own words.)
            Body `word`: String of a, b
            record `Base`: Object
              `name`: String required
              `parent`: Named("Base")
              `id`: String (A number.)"#]],
    );
}

#[test]
fn bodies_that_are_no_objects() {
    check(
        &with_body(
            "{ type: array, items: { $ref: '#/components/schemas/Line' } }",
            "Line: { properties: { a: {} } }",
        ),
        expect![[r#"
            MediaType("application/json")
            Body ``: Array(Some(Named("Line"))) required
            record `Line`: Object
              `a`: Any"#]],
    );
    check(&with_body("{ type: object }", ""), expect![[r#"MediaType("application/json")"#]]);
}

#[test]
fn credentials_and_servers() {
    let code = "paths: { /tickets: { post: { responses: {} } } }\nsecurity: [{ token: [] }, { key: [], tenant: [] }, {}]\n\
        components: { securitySchemes: { token: { type: oauth2 }, key: { type: apiKey, in: query, name: k }, \
        tenant: { type: apiKey, in: header, name: X-Tenant } } }\n";
    check(code, expect!["auth none=false [bearer, query `k` with header `X-Tenant`, nothing]"]);
    let none = "paths: { /tickets: { post: { security: [], responses: {} } } }\nsecurity: [{ token: [] }]\n";
    check(none, expect!["auth none=true []"]);
    let hosts = "paths: { /tickets: { post: {} } }\nservers: [{ url: 'http://localhost' }, { url: 'https://{zone}.acme.example', \
        variables: { zone: { default: eu } } }]\n";
    assert_eq!(read(hosts).unwrap().server.as_deref(), Some("https://eu.acme.example"));
    let silent = "paths: { /tickets: { post: { responses: {} } } }\nsecurity: []\n";
    check(silent, expect![""]);
    let open =
        format!("{silent}components: {{ securitySchemes: {{ token: {{ type: http, scheme: bearer }} }} }}\n");
    check(&open, expect!["auth none=true []"]);
}

#[test]
fn the_form_of_the_exporter() {
    let code = "paths:\n  path: /tickets\n  method: post\n  servers: [{ url: 'https://desk.acme.example/v1/' }]\n  \
        request:\n    security: [{ title: key, parameters: { query: {}, header: { X-Key: { type: apiKey } } } }]\n    \
        parameters:\n      query:\n        page: { schema: [{ type: integer, required: false, maximum: 9 }, { type: 'null' }] }\n    \
        body:\n      application/json:\n        schemaArray: [{ type: object, required: true, requiredProperties: [a], \
        properties: { a: { allOf: [{ type: 'enum<string>', enum: [x, y], description: Which. }] } } }]\n        \
        examples: { example: { value: { a: <string> } } }\n  response:\n    '200':\n      application/json:\n        \
        schemaArray: [{ type: object, refIdentifier: '#/components/schemas/T', properties: { b: { allOf: [{ $ref: \
        '#/components/schemas/B' }] } } }]\n        examples: { example: { value: { b: { c: 1 } } }, ok: { value: { b: { c: z \
        } } } }\n        description: Fine\n    '204': { _mintlify/placeholder: { schemaArray: [{ type: any }] } }\n\
        components: { schemas: { B: { properties: { c: { type: integer } } } } }\n";
    assert_eq!(read(code).unwrap().server.as_deref(), Some("https://desk.acme.example/v1"));
    check(
        code,
        expect![[r#"
            auth none=false [header `X-Key`]
            Query `page`: Union([Integer, Null])
            MediaType("application/json")
            Body `a`: String required of x, y (Which.)
            Status { code: Code(200), description: "Fine" }
            Some(Code(200)) `b`: Named("B")
            example Some(Code(200)) ok {"b":{"c":"z"}}
            Status { code: Code(204), description: "" }
            record `B`: Object
              `c`: Integer"#]],
    );
}

#[test]
fn schemas_without_end() {
    let code = with_body(
        "{ $ref: '#/components/schemas/A' }",
        "A: { $ref: '#/components/schemas/B' }, B: { allOf: [{ $ref: '#/components/schemas/A' }] }, C: { type: array, \
         items: { $ref: '#/components/schemas/C' } }",
    );
    assert!(read(&code).is_some());
    assert!(
        read(&with_body(
            "{ $ref: '#/components/schemas/C' }",
            "C: { type: array, items: { $ref: '#/components/schemas/C' } }"
        ))
        .is_some()
    );
}

proptest! {
    /// Whatever is taken out of an excerpt or put into it.
    #[test]
    fn a_damaged_excerpt_is_read_or_refused(at in 0_usize..2000, length in 0_usize..60, put in "[a-z$:{}\\[\\], '#/*&\n-]{0,12}") {
        let code = include_str!("tests/excerpt.yaml");
        let floor = |at: usize| (0..=at.min(code.len())).rev().find(|at| code.is_char_boundary(*at)).unwrap_or(0);
        let (start, end) = (floor(at), floor(at + length));
        let damaged = format!("{}{put}{}", &code[..start], &code[end..]);
        let _ = read(&damaged);
    }
}
