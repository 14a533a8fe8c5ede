//! A test of each folder of `cases`, and a module of each client that is expected of one.

use docbind::backend::{Emission, ModuleOptions, emit_module_with};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The cases whose clients are called, in each emission.
pub const ON_THE_WIRE: &[&str] = &[
    "form-styles",
    "json-lines",
    "media-types",
    "openapi-sides",
    "openapi-statuses",
    "query-objects",
    "raw-bodies",
    "shared-pages",
    "tagged-inside",
    "uploads",
    "values",
];

/// The clients of a case, with the names of their emissions.
pub fn clients(name: &str) -> Vec<(&'static str, String)> {
    let spec = docbind::source::load_spec(&folder().join(name).join("input")).expect("the case loads");
    let reading = docbind::read_spec(&spec);
    let (rust_crate, _) = docbind::lowering::lower_api(&reading.api, &spec.config);
    let emissions =
        [("lean", Emission::Lean), ("directed", Emission::Directed), ("derived", Emission::Derived)];
    let emit = |(name, emission)| (name, emit_module_with(&rust_crate, &ModuleOptions { emission }));
    emissions.into_iter().map(emit).collect()
}

/// The folders, by name.
pub fn names() -> Vec<String> {
    let entries = folder().read_dir().expect("there is a folder of cases");
    let names = entries.filter_map(|entry| {
        let entry = entry.ok().filter(|entry| entry.path().join("input").is_dir())?;
        entry.file_name().into_string().ok()
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// `#[test] fn token_form() { check("token-form") }`
pub fn tests(cases: &[String]) -> String {
    cases.iter().fold(String::new(), |mut code, name| {
        writeln!(code, "#[test]\nfn {}() {{ check({name:?}) }}\n", ident(name)).unwrap();
        code
    })
}

/// The clients that are there: one of a new case is written by the first run of its test.
pub fn modules(cases: &[String]) -> String {
    let mut code = String::new();
    for name in cases {
        let client = folder().join(name).join("client.rs");
        if client.is_file() {
            writeln!(code, "#[path = {:?}]\nmod {};\n", client.display().to_string(), ident(name)).unwrap();
        }
    }
    code
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

fn ident(name: &str) -> String {
    name.replace('-', "_")
}
