//! A test of each folder of `cases`, and a module of each client that is expected of one.

use std::fmt::Write;
use std::path::{Path, PathBuf};

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
