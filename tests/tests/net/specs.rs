//! What the net holds: the specs, and the texts that docbind makes of each.

use docbind::load_spec;
use docbind::render_diagnostics;
use docbind::render_openapi;
use docbind::testing::inspect::render_page;
use docbind::{Generated, generate_spec};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

/// The stored pages of APIs, from the root of the repository.
const CORPORA: &str = "../shared/corpora";

/// How many specs are read at once: most of a corpus' time is spent by one thread.
const THREADS: usize = 2;

/// A spec of the net.
pub struct NetSpec {
    /// `cases/…`, `specs/…` or `corpora/…`.
    pub name: String,
    folder: PathBuf,
}

/// A text that docbind makes of a spec.
pub struct Output {
    /// The name of the spec, a slash and what it is: `cases/pairs/model.json`.
    pub name: String,
    pub text: String,
}

/// The specs by name. Those of the corpora are missing where the corpora are not there.
///
/// Paths are relative to the root of the repository, for diagnostics to be the same in every checkout.
pub fn specs() -> Vec<NetSpec> {
    let mut specs = vec![NetSpec { name: "specs/nexudus".to_owned(), folder: "specs/nexudus".into() }];
    for name in folders("tests/cases") {
        specs.push(NetSpec {
            folder: ["tests/cases", &name, "input"].iter().collect(),
            name: format!("cases/{name}"),
        });
    }
    for name in corpora() {
        specs.push(NetSpec { folder: Path::new(CORPORA).join(&name), name: format!("corpora/{name}") });
    }
    specs.sort_by(|a, b| a.name.cmp(&b.name));
    specs
}

/// The folder of each corpus. That of the first API holds facts, too: its pages are in two folders.
pub fn corpora() -> Vec<String> {
    let names = folders(CORPORA).into_iter();
    let with_pages = names.flat_map(|name| match name.as_str() {
        "nexudus" => vec!["nexudus/md".to_owned(), "nexudus/pages".to_owned()],
        _ => vec![name],
    });
    with_pages.collect()
}

/// The names of the folders in a folder, sorted; none where it is not there.
fn folders(of: &str) -> Vec<String> {
    let entries = std::fs::read_dir(of).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> =
        folders.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// What is made of each spec, by name, two specs at a time.
pub fn outputs(specs: &[NetSpec]) -> Vec<Output> {
    let (waiting, made) = (Mutex::new(specs.iter()), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let Some(spec) = waiting.lock().expect("no thread panics").next() else { return };
                    let of_spec = outputs_of(spec);
                    made.lock().expect("no thread panics").extend(of_spec);
                }
            });
        }
    });
    let mut made = made.into_inner().expect("no thread panics");
    made.sort_by(|a, b| a.name.cmp(&b.name));
    made
}

fn outputs_of(spec: &NetSpec) -> Vec<Output> {
    let mut loaded = load_spec(&spec.folder).unwrap_or_else(|error| panic!("{}: {error}", spec.name));
    if let Some(case) = spec.name.strip_prefix("cases/") {
        loaded.name = case.to_owned();
    }
    let Generated { spec: loaded, reading, .. } = generate_spec(loaded);
    let pages = reading.pages.iter().map(|(id, page)| render_page(&loaded.sources, *id, page));
    let inspected = pages.collect::<Vec<_>>().join("\n");
    let model = serde_json::to_string_pretty(&reading.api).expect("the model is JSON");
    let texts = [
        ("diagnostics.txt", render_diagnostics(&reading.diagnostics, &loaded.sources, false)),
        ("inspect.txt", inspected),
        ("model.json", format!("{model}\n")),
        ("openapi.json", format!("{:#}\n", render_openapi(&reading.api))),
    ];
    texts.map(|(kind, text)| Output { name: format!("{}/{kind}", spec.name), text }).into()
}
