//! Names stay: what a crate's callers wrote compiles against the crate of later pages, and means the same.

mod additive;
mod change;
mod edits;
mod plain;
mod records;
mod renames;
mod selectors;
mod surface;

use docbind::testing::lock::Lock;
use docbind::testing::lowering::RustCrate;
use docbind::{Diagnostic, Severity};
use docbind::{Spec, load_spec};
use edits::Files;
use std::path::Path;

/// What is generated of pages.
struct Generated {
    client: RustCrate,
    lock: Lock,
    said: Vec<Diagnostic>,
}

/// Generates the client of files, with the lock of an earlier run.
fn generate(files: &Files, lock: Option<&Lock>) -> Generated {
    generate_spec(load_files(files, lock))
}

fn generate_folder(folder: &Path, lock: Option<&Lock>) -> Generated {
    generate_spec(load_folder(folder, lock))
}

fn load_files(files: &Files, lock: Option<&Lock>) -> Spec {
    let folder = tempfile::tempdir().expect("there is room");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("it is below")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    load_folder(folder.path(), lock)
}

fn load_folder(folder: &Path, lock: Option<&Lock>) -> Spec {
    let mut spec = load_spec(folder).expect("the pages load");
    spec.name = "probe".into();
    spec.lock = lock.cloned();
    spec
}

fn generate_spec(spec: Spec) -> Generated {
    let docbind::Generated { client, lock, reading, .. } = docbind::generate_spec(spec);
    Generated { client, lock, said: reading.diagnostics }
}

impl Generated {
    fn errors(&self) -> Vec<String> {
        let errors = self.said.iter().filter(|of| of.severity == Severity::Error);
        errors.map(|of| format!("{} {}", of.rule.code, of.message)).collect()
    }
}
