//! The generated crate: that it is the same every time, always Rust, and that it compiles.

mod compile;
mod fixture;
mod names;

use docbind::CrateOptions;
use docbind::FileSet;
use docbind::model::{Api, Place};
use docbind::testing::backend::{emit_crate, emit_module};
use docbind::testing::config::{Config, Said, TypeOverride};
use docbind::testing::lowering::lower_api;
use docbind::testing::source::Spanned;
use docbind::{SourceId, Span};

/// The crate of an API.
fn generate(api: &Api) -> FileSet {
    emit_crate(&lower_api(api, &Config::default()).0, &CrateOptions::default())
}

#[test]
fn the_same_api_gives_the_same_bytes() {
    for api in [fixture::community(), fixture::hostile()] {
        let (rust_crate, diagnostics) = lower_api(&api, &Config::default());
        let (again, same_diagnostics) = lower_api(&api, &Config::default());
        assert_eq!(diagnostics, same_diagnostics);
        assert_eq!(generate(&api), generate(&api));
        assert_eq!(emit_module(&rust_crate), emit_module(&again));
    }
}

#[test]
fn types_are_renamed_and_described_by_the_settings() {
    let select = |name: &str, rename: Option<&str>| TypeOverride {
        select: Spanned::new(name.parse().unwrap(), Span::new(SourceId(0), 3, 9)),
        rename: rename.map(|name| Spanned::new(name.to_owned(), Span::new(SourceId(0), 13, 19))),
        description: Some("In our own words.".into()),
        keep_unknown_fields: None,
        said: vec![Said {
            key: "rename",
            value: format!("{:?}", rename.unwrap_or_default()),
            span: Span::new(SourceId(0), 13, 19),
            place: Place { page: "docbind.toml".to_owned(), line: 2 },
        }],
    };
    let types = vec![
        select("OkResponse", Some("Confirmation")),
        select("Nothing", None),
        select("Tariff", Some("x y")),
    ];
    let config = Config { types, ..Config::default() };
    let (rust_crate, diagnostics) = lower_api(&fixture::community(), &config);
    let [renamed] = &rust_crate.overrides[..] else { panic!("{:?}", rust_crate.overrides) };
    assert_eq!((renamed.what.as_str(), renamed.to.as_str()), ("OkResponse", "\"Confirmation\""));
    assert_eq!((renamed.from.as_deref(), renamed.setting.line), (Some("OkResponse"), 2));
    assert!(!renamed.pages.is_empty());
    let files = emit_crate(&rust_crate, &CrateOptions::default());
    let types = files.get("src/types.rs").unwrap();
    assert!(types.contains("/// In our own words.\n"), "{types}");
    assert!(types.contains("pub struct Confirmation {") && types.contains("pub struct ConfirmationValue {"));
    let placed: Vec<_> = diagnostics
        .iter()
        .filter(|d| d.primary.is_some())
        .map(|d| (d.rule.code, d.message.as_str()))
        .collect();
    let expected =
        [("D0501", "`x y` cannot be the name of a type"), ("D0502", "no type is called `Nothing`")];
    assert_eq!(placed, expected);
}

#[test]
fn unknown_fields_are_kept_where_that_is_asked_for() {
    let keep = |name: &str, at: usize| TypeOverride {
        select: Spanned::new(name.parse().unwrap(), Span::new(SourceId(0), at, at + 6)),
        rename: None,
        description: None,
        keep_unknown_fields: Some(Spanned::new(true, Span::new(SourceId(0), at + 10, at + 14))),
        said: Vec::new(),
    };
    let types = vec![keep("OkResponse", 3), keep("ListCommunityThreadsRequest", 33)];
    let config = Config { types, ..Config::default() };
    let (rust_crate, diagnostics) = lower_api(&fixture::community(), &config);
    let files = emit_crate(&rust_crate, &CrateOptions::default());
    let types: String = files.iter().map(|(_, text)| text.to_string()).collect();
    assert_eq!(types.matches("pub unknown_fields:").count(), 1, "{types}");
    let placed: Vec<_> =
        diagnostics.iter().filter(|d| d.primary.is_some()).map(|d| d.message.as_str()).collect();
    assert_eq!(placed, ["`ListCommunityThreadsRequest` has no unknown fields to keep"]);
}

#[test]
#[ignore = "shows the output, for people"]
fn show() {
    for api in [fixture::community(), fixture::hostile()] {
        let (_, diagnostics) = lower_api(&api, &Config::default());
        for (path, text) in generate(&api).iter() {
            println!("=== {path}\n{text}");
        }
        for diagnostic in diagnostics {
            println!("{}: {} {:?}", diagnostic.rule.code, diagnostic.message, diagnostic.notes);
        }
    }
}
