//! A spec before and after edits.

use crate::edits::{Edit, Files, KINDS, adds, apply, files_of};
use crate::probe;
use docbind::Generated;
use docbind::Severity;
use docbind::load_spec;
use docbind::testing::backend::emit_module_with;
use docbind::testing::lock::Lock;
use docbind::testing::lowering::RustCrate;
use docbind::{Emission, ModuleOptions};
use std::path::Path;

/// A client and the probe that is compiled against it.
pub struct Client {
    pub name: String,
    pub code: String,
    pub probe: String,
    /// What was edited.
    pub edits: Vec<String>,
    /// The errors that the pages did not have before.
    pub errors: Vec<String>,
}

/// Pages before an edit.
pub struct Old {
    name: String,
    files: Files,
    lock: Lock,
    errors: Vec<String>,
    code: String,
    probe: String,
}

impl Old {
    /// `None` where the pages have no operation.
    pub fn read(folder: &Path, name: &str) -> Option<Old> {
        let mut files = files_of(folder);
        files.remove("docbind.lock");
        Old::of(files, name)
    }

    pub fn of(files: Files, name: &str) -> Option<Old> {
        let (of, lock, errors) = generate(&files, None);
        let has_operations = of.groups.iter().any(|group| !group.methods.is_empty());
        let (code, probe) = (client_code(&of), probe::emit(&of));
        has_operations.then(|| Old { name: name.to_owned(), files, lock, errors, code, probe })
    }

    pub fn before(&self) -> Client {
        let (code, probe) = (self.code.clone(), self.probe.clone());
        Client { name: self.name.clone(), code, probe, edits: Vec::new(), errors: Vec::new() }
    }

    /// The client after some edits; `None` where the pages have no place for them.
    pub fn edit(&self, random: &mut Random, count: usize) -> Option<Client> {
        let mut files = self.files.clone();
        let edits = (0..count).filter_map(|at| {
            let kind = KINDS[random.next() % KINDS.len()];
            let edit = Edit { kind, page: random.next() % 10_000, place: random.next() % 10_000 };
            adds(&self.name, kind).then(|| apply(&mut files, edit, at + 1))?
        });
        let edits: Vec<String> = edits.collect();
        (!edits.is_empty()).then(|| self.after(&files, edits))
    }

    /// The client of other pages.
    pub fn after(&self, files: &Files, edits: Vec<String>) -> Client {
        let (of, _, mut errors) = generate(files, Some(&self.lock));
        errors.retain(|_| self.errors.is_empty());
        Client { name: self.name.clone(), code: client_code(&of), probe: self.probe.clone(), edits, errors }
    }
}

fn client_code(of: &RustCrate) -> String {
    emit_module_with(of, &ModuleOptions { emission: Emission::Lean })
}

fn generate(files: &Files, lock: Option<&Lock>) -> (RustCrate, Lock, Vec<String>) {
    let folder = tempfile::tempdir().expect("there is room");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("it is below")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    let mut spec = load_spec(folder.path()).expect("the pages load");
    spec.name = "probe".into();
    spec.lock = lock.cloned();
    let Generated { reading, client, lock, .. } = docbind::generate_spec(spec);
    let errors = reading.diagnostics.iter().filter(|of| of.severity == Severity::Error);
    (client, lock, errors.map(|of| format!("{} {}", of.rule.code, of.message)).collect())
}

/// Numbers that are the same in each run.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed)
    }

    pub fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize
    }
}
