//! The generated code really compiles, with every choice of features, and so does its documentation.

use crate::fixture;
use crate::names::any_api;
use docbind::testing::backend::{emit_crate, emit_module};
use docbind::testing::config::{Config, ValueTypes};
use docbind::testing::lowering::lower_api;
use docbind::{CrateOptions, Emission, WriteMode, write_files};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const STRICT: &str = "#![deny(warnings, missing_docs)]\n";

/// The root of docbind's own workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

fn cargo(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .arg("--offline")
        .current_dir(folder)
        // Dependencies are built once for all runs.
        .env("CARGO_TARGET_DIR", root().join("target/generated"))
        .env("RUSTDOCFLAGS", "-D warnings")
        .env_remove("RUSTFLAGS")
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {}:\n{errors}", arguments.join(" "));
}

/// Many APIs of random names and shapes, in a crate each with its modules.
#[test]
#[ignore = "takes minutes: run it after changes to lowering or backend"]
fn random_output_compiles_without_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = root().join("runtime").display().to_string();
    let options = CrateOptions { runtime_path: Some(runtime), ..CrateOptions::default() };
    let mut runner = TestRunner::deterministic();
    let mut members = Vec::new();
    for index in 0..40 {
        let api = any_api().new_tree(&mut runner).unwrap().current();
        let config = if index % 4 == 0 { Config::default() } else { with_libraries() };
        let (mut rust_crate, _) = lower_api(&api, &config);
        rust_crate.package = format!("random-{index}");
        let emission = [Emission::Lean, Emission::Directed, Emission::Derived][index % 3];
        let options = CrateOptions { emission, ..options.clone() };
        for (path, text) in emit_crate(&rust_crate, &options).iter() {
            let path = folder.path().join(format!("{index}")).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let strict = if path.ends_with("src/lib.rs") { STRICT } else { "" };
            fs::write(path, format!("{strict}{text}")).unwrap();
        }
        members.push(format!("\"{index}\""));
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
    fs::write(folder.path().join("Cargo.toml"), manifest).unwrap();
    fs::copy(root().join("Cargo.lock"), folder.path().join("Cargo.lock")).unwrap();
    cargo(folder.path(), &["clippy", "--workspace", "--keep-going"]);
    cargo(folder.path(), &["doc", "--no-deps", "--workspace", "--keep-going"]);
}

/// All types of libraries, and all unknown fields kept.
pub fn with_libraries() -> Config {
    let values = ValueTypes {
        jiff: true,
        uuid: true,
        rust_decimal: true,
        keep_unknown_fields: true,
        ..ValueTypes::default()
    };
    Config { values, ..Config::default() }
}

/// Writes a workspace: two generated crates, and a crate that includes a module in private.
fn write_workspace(folder: &Path) {
    let runtime = root().join("runtime").display().to_string();
    let options = CrateOptions { runtime_path: Some(runtime.clone()), ..CrateOptions::default() };
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let members = "\"community\", \"hostile\", \"included\", \"derived\", \"directed\"";
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
    write("Cargo.toml", &manifest);
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    let mut include = String::from(STRICT);
    include.push_str("//! A crate that keeps generated code to itself.\n");
    for (name, api) in [("community", fixture::community()), ("hostile", fixture::hostile())] {
        let (rust_crate, _) = lower_api(&api, &with_libraries());
        for (path, text) in emit_crate(&rust_crate, &options).iter() {
            let strict = if path == "src/lib.rs" { STRICT } else { "" };
            write(&format!("{name}/{path}"), &format!("{strict}{text}"));
        }
        let (all_plain, _) = lower_api(&api, &Config::default());
        write(&format!("included/src/{name}.rs"), &emit_module(&all_plain));
        include.push_str(&format!("mod {name} {{ include!(\"{name}.rs\"); }}\n"));
    }
    // The other emissions, which compile more slowly and no less.
    for (name, emission) in [("derived", Emission::Derived), ("directed", Emission::Directed)] {
        let (mut rust_crate, _) = lower_api(&fixture::hostile(), &with_libraries());
        rust_crate.package = name.into();
        let options = CrateOptions { emission, ..options.clone() };
        for (path, text) in emit_crate(&rust_crate, &options).iter() {
            let strict = if path == "src/lib.rs" { STRICT } else { "" };
            write(&format!("{name}/{path}"), &format!("{strict}{text}"));
        }
    }
    include.push_str(
        "/// Uses one.\npub fn client(auth: community::Auth) -> Result<impl Clone, community::Error> {\n",
    );
    include.push_str("    community::Client::new(auth)\n}\n");
    write("included/src/lib.rs", &include);
    let manifest = format!(
        "[package]\nname = \"included\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\
         [dependencies]\ndocbind-runtime = {{ path = {runtime:?} }}\n"
    );
    write("included/Cargo.toml", &manifest);
}

#[test]
fn the_output_compiles_without_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    write_workspace(folder.path());
    cargo(folder.path(), &["clippy", "--workspace"]);
    for features in ["", "auth", "billing", "community", "blocking,tracing,auth"] {
        let arguments = ["clippy", "-p", "community-hub", "--no-default-features", "--features", features];
        cargo(folder.path(), &arguments);
    }
    cargo(folder.path(), &["doc", "--no-deps", "--workspace"]);
}

/// A client that carries the runtime is a crate of its own, far from docbind's workspace.
#[test]
fn a_client_with_the_runtime_compiles_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (rust_crate, _) = lower_api(&fixture::community(), &with_libraries());
    let options = CrateOptions { vendor_runtime: true, ..CrateOptions::default() };
    write_files(&emit_crate(&rust_crate, &options), folder.path(), WriteMode::Write).unwrap();
    let written = folder.path().join("docbind-runtime/src/lib.rs");
    assert_eq!(fs::read(&written).unwrap(), fs::read(root().join("runtime/src/lib.rs")).unwrap());
    fs::copy(root().join("Cargo.lock"), folder.path().join("Cargo.lock")).unwrap();
    cargo(folder.path(), &["check", "--all-features"]);
    let own = emit_crate(&rust_crate, &CrateOptions::default());
    write_files(&own, folder.path(), WriteMode::Write).unwrap();
    assert!(!written.exists(), "a run without it takes it away");
}
