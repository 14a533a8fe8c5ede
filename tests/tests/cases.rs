//! Input beside expected output: `cases/<name>/input` holds pages, and beside it stand the model, the
//! diagnostics and the client that are expected of them.
//!
//! `UPDATE_EXPECT=1 cargo test -p docbind-tests --test cases` writes what is expected anew. Read the
//! difference as a user would; `case_clients` compiles the clients.

use docbind::ModuleOptions;
use docbind::load_spec;
use docbind::render_diagnostics;
use expect_test::expect_file;
use std::path::Path;

fn check(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(name);
    let mut spec = load_spec(&folder.join("input")).expect("the case loads");
    spec.name = name.to_owned();
    let made = docbind::generate_spec(spec);
    assert!(made.spec.lock.as_ref().is_none_or(|known| *known == made.lock), "the lock is not up to date");

    let model = serde_json::to_string_pretty(&made.reading.api).expect("the model is JSON");
    let shown = render_diagnostics(&made.reading.diagnostics, &made.spec.sources, false);
    let shown = shown.replace(&format!("{}/", folder.display()), "");
    expect_file![folder.join("model.json")].assert_eq(&format!("{model}\n"));
    expect_file![folder.join("diagnostics.txt")].assert_eq(&format!("{}\n", shown.trim_end()));
    expect_file![folder.join("client.rs")].assert_eq(&made.module(&ModuleOptions::default()));
}

include!(concat!(env!("OUT_DIR"), "/cases.rs"));
