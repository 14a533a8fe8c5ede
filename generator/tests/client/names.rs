//! Whatever the pages say, the output is Rust.

use crate::fixture::*;
use docbind::CrateOptions;
use docbind::model::*;
use docbind::testing::backend::{emit_crate, emit_module};
use docbind::testing::lowering::lower_api;
use proptest::prelude::*;

fn schema() -> impl Strategy<Value = Schema> {
    let leaf = prop_oneof![
        Just(Schema::any()),
        Just(string().nullable()),
        Just(integer()),
        Just(boolean()),
        proptest::sample::select(FORMATS).prop_map(text),
        proptest::sample::select(FORMATS).prop_map(|format| text(format).nullable()),
        Just(Schema::new(SchemaKind::Number { format: NumberFormat::Decimal })),
        any_name().prop_map(|name| reference(&name)),
        proptest::collection::vec(any_name(), 0..4)
            .prop_map(|names| strings(&names.iter().map(String::as_str).collect::<Vec<_>>())),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            inner.clone().prop_map(Schema::array),
            proptest::collection::vec(inner.clone(), 2..3)
                .prop_map(|variants| Schema::new(SchemaKind::Union { variants })),
            proptest::collection::vec((any_name(), inner, any::<bool>()), 0..4).prop_map(|fields| {
                object(
                    fields.into_iter().map(|(n, s, r)| Field { required: r, ..field(&n, s, &n) }).collect(),
                )
            }),
        ]
    })
}

/// The formats that libraries have types for, and files.
const FORMATS: &[StringFormat] = &[
    StringFormat::DateTime,
    StringFormat::LocalDateTime,
    StringFormat::LocalMinute,
    StringFormat::Date,
    StringFormat::Time,
    StringFormat::Uuid,
    StringFormat::Decimal,
    StringFormat::Binary,
];

/// Names, and texts that should not be names.
fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z_ ]{0,8}",
        "\\PC{0,12}",
        any::<String>(),
        proptest::sample::select(vec![
            "type", "self", "Option", "String", "request", "Unknown", "*/", HOSTILE
        ])
        .prop_map(str::to_owned),
    ]
}

prop_compose! {
    pub fn any_api()(
        names in proptest::collection::vec(any_name(), 8),
        request in schema(),
        media_type in proptest::sample::select(&[MediaType::JSON, MediaType::FORM, MediaType::Multipart][..]),
        answer in schema(),
        parameter_schema in schema(),
        named in proptest::collection::btree_map(any_name(), schema(), 0..4),
    ) -> Api {
        let mut first = operation(&names[0], "x", Method::Put, "/a/{b}");
        first.id = names[1].clone();
        first.title = names[2].clone();
        first.path = PathTemplate { parts: vec![
            PathPart::Literal(names[3].clone()), PathPart::Parameter(names[4].clone()),
        ] };
        first.request_body = body(media_type, request);
        first.responses = vec![response(200, &names[5], Some(answer.clone())), response(404, &names[6], Some(answer))];
        first.parameters = vec![
            parameter(Location::Query, field(&names[7], parameter_schema.clone(), &names[6])),
            parameter(Location::Header, field(&names[7], parameter_schema.clone(), &names[6])),
            parameter(Location::Path, required(&names[4], parameter_schema, &names[6])),
        ];
        let second = Operation { group: names[5].clone(), request_body: None, ..first.clone() };
        let schemas = named.into_iter().map(|(name, schema)| {
            let named = NamedSchema { description: name.clone(), schema, place: None };
            (name, named)
        });
        Api {
            name: names[3].clone(),
            title: names[4].clone(),
            base_url: Some(names[6].clone()),
            operations: vec![first, second],
            schemas: schemas.collect(),
            ..Api::default()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_pages_say_is_rust(api in any_api()) {
        let (rust_crate, _) = lower_api(&api, &crate::compile::with_libraries());
        for (path, text) in emit_crate(&rust_crate, &CrateOptions::default()).iter() {
            if path.ends_with(".rs") {
                prop_assert!(syn::parse_file(text).is_ok(), "{path}:\n{text}");
            } else if path.ends_with(".toml") {
                prop_assert!(text.parse::<toml::Table>().is_ok(), "{text}");
            }
        }
        let module = emit_module(&rust_crate);
        let read = syn::parse_file(&module);
        prop_assert!(read.is_ok(), "{}:\n{module}", read.err().map_or(String::new(), |error| error.to_string()));
    }
}

#[test]
fn wide_names_in_long_lines() {
    for name in ["𞹬נּAΣ𑈓ந𐰀ව𝕆A🪏A𝕒ଅ", "aַ(b", "{", "\"", "\\", "a,b", "(((("] {
        let array = Schema::array(Schema::any());
        let mut first = operation("", "x", Method::Put, "/a/{b}");
        first.path = PathTemplate {
            parts: vec![PathPart::Literal(String::new()), PathPart::Parameter(name.to_owned())],
        };
        first.request_body = body(MediaType::JSON, Schema::any());
        first.responses =
            vec![response(200, "", Some(Schema::any())), response(404, "", Some(Schema::any()))];
        first.parameters = vec![
            parameter(Location::Query, field("", array.clone(), "")),
            parameter(Location::Header, field("", array.clone(), "")),
            parameter(Location::Path, required(name, array, "")),
        ];
        let second = Operation { request_body: None, ..first.clone() };
        let api = Api {
            title: name.to_owned(),
            base_url: Some(String::new()),
            operations: vec![first, second],
            ..Api::default()
        };
        let (rust_crate, _) = lower_api(&api, &crate::compile::with_libraries());
        let module = emit_module(&rust_crate);
        let read = syn::parse_file(&module);
        assert!(read.is_ok(), "{:?}:\n{module}", read.err().map(|error| error.to_string()));
    }
}
