//! The runtime that docbind carries is the one of the workspace, with a manifest that stands alone.
//!
//! `UPDATE_EXPECT=1 cargo test -p docbind --test vendored` makes it again.

use expect_test::expect_file;
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

const MARK: &str = "\n==== ";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The sources below a folder, by path.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        match path.is_dir() {
            true => sources(&path, found),
            false => found.push(path),
        }
    }
}

/// A dependency with what the workspace says of it.
fn whole(own: &Value, shared: &Value) -> Value {
    let Some(own) = own.as_table().filter(|own| own.get("workspace") == Some(&Value::Boolean(true))) else {
        return own.clone();
    };
    let mut whole = match shared {
        Value::Table(shared) => shared.clone(),
        version => Table::from_iter([("version".to_owned(), version.clone())]),
    };
    for (key, value) in own.iter().filter(|(key, _)| *key != "workspace") {
        match (whole.get_mut(key), value) {
            (Some(Value::Array(known)), Value::Array(more)) => known.extend(more.iter().cloned()),
            _ => drop(whole.insert(key.clone(), value.clone())),
        }
    }
    Value::Table(whole)
}

/// The manifest of the runtime without anything of the workspace, and without tests, which need more crates.
fn manifest() -> String {
    let workspace: Table = read(&root().join("Cargo.toml")).parse().unwrap();
    let workspace = workspace["workspace"].as_table().unwrap();
    let mut manifest: Table = read(&root().join("runtime/Cargo.toml")).parse().unwrap();
    for key in ["dev-dependencies", "bench", "test", "lints"] {
        manifest.remove(key);
    }
    let package = manifest["package"].as_table_mut().unwrap();
    package.remove("metadata");
    for (key, value) in package.iter_mut() {
        if value.get("workspace").is_some() {
            *value = workspace["package"][key].clone();
        }
    }
    package.insert("publish".to_owned(), Value::Boolean(false));
    let of_all = &workspace["dependencies"];
    let complete = |dependencies: &mut Value| {
        for (name, own) in dependencies.as_table_mut().unwrap() {
            *own = whole(own, of_all.get(name).unwrap_or(&Value::Boolean(false)));
        }
    };
    complete(&mut manifest["dependencies"]);
    for (_, target) in manifest["target"].as_table_mut().unwrap() {
        complete(&mut target["dependencies"]);
    }
    let without = ["test", "doctest", "bench"].map(|key| (key.to_owned(), Value::Boolean(false)));
    manifest.insert("lib".to_owned(), Value::Table(Table::from_iter(without)));
    let text = toml::to_string(&manifest).unwrap();
    assert!(!text.contains("workspace"), "{text}");
    format!(
        "# What the client beside this folder shares with others. Written by docbind: do not edit.\n\n{text}"
    )
}

#[test]
fn is_the_runtime_of_the_workspace() {
    let runtime = root().join("runtime");
    let mut files = Vec::new();
    sources(&runtime.join("src"), &mut files);
    files.extend(["LICENSE-APACHE", "LICENSE-MIT"].map(|name| runtime.join(name)));
    let mut texts: Vec<(String, String)> = files
        .iter()
        .map(|file| {
            let path = file.strip_prefix(&runtime).unwrap().to_str().unwrap().replace('\\', "/");
            (path, read(file).replace("\r\n", "\n"))
        })
        .collect();
    texts.push(("Cargo.toml".to_owned(), manifest()));
    texts.sort();
    let mut bundle =
        "The sources of docbind-runtime. Generated: UPDATE_EXPECT=1 cargo test -p docbind --test vendored\n"
            .to_owned();
    for (path, text) in texts {
        assert!(text.ends_with('\n') && !text.contains(MARK), "{path}");
        bundle.push_str(&format!("{MARK}{path}\n{text}"));
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("vendored/runtime.txt");
    expect_file![file].assert_eq(&bundle);
}
