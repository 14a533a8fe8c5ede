//! Edits pages at random, and holds the clients of before and after against each other. `.ci/probe` runs it.
//!
//! The edits add, or change nothing that matters (`generator/tests/names/edits.rs`). A probe is made of the client of
//! the older pages: it names all of it and calls each method. It must compile against the client of the edited pages,
//! which is made with the lock of the older ones, and send the same requests to a server on loopback. It ends with 1
//! where one does not.
//!
//! A round edits `specs/nexudus` some times over; each round of the cases edits every fourth of them. Arguments are
//! the names of specs; `EDITS` (200) and `SEED` are settings. `changes` judges `docbind diff` instead ([`judged`]).

#[path = "../../build/answers.rs"]
#[allow(dead_code)]
mod answers;
#[path = "../../../generator/tests/names/edits.rs"]
mod edits;
#[path = "../../build/probe/mod.rs"]
mod probe;
#[path = "../../build/typed.rs"]
#[allow(dead_code)] // the wire tests use the rest
mod typed;
#[path = "../../build/values.rs"]
#[allow(dead_code)]
mod values;
#[path = "../../build/wanted.rs"]
#[allow(dead_code)]
mod wanted;

mod judged;
mod program;
mod subject;

use program::{Folders, Outcome};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use subject::{Old, Random};

fn main() -> ExitCode {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str, default: u64| {
        std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let (wanted, mut random) = (number("EDITS", 200) as usize, Random::new(number("SEED", 12)));
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let folders = Folders::new(&root, &target.join("probe")).expect("the folders can be made");
    if names == ["changes"] {
        return judged::judge(&root, &folders);
    }
    let (start, mut tally) = (Instant::now(), Tally::default());
    let mut batches = batches(&root, &names);
    for batch in &mut batches {
        batch.before =
            program::run(&folders, &batch.name, &batch.olds.iter().map(Old::before).collect::<Vec<_>>());
        tally.add_before(batch);
    }
    let mut round = 0;
    while tally.edits < wanted && batches.iter().any(|batch| !batch.olds.is_empty()) {
        let batch = &batches[round % batches.len()];
        let news: Vec<_> = batch.olds.iter().filter_map(|old| old.edit(&mut random, batch.edits)).collect();
        let after = program::run(&folders, &batch.name, &news);
        tally.add(batch, &news, &after);
        println!("[{:4} s] {}: {}", start.elapsed().as_secs(), batch.name, tally.line());
        round += 1;
    }
    println!("\n{} in {} s", tally.line(), start.elapsed().as_secs());
    ExitCode::from(u8::from(tally.failures > 0))
}

/// Specs whose clients are compiled together.
struct Batch {
    name: String,
    olds: Vec<Old>,
    /// How many edits each gets in a round, at most.
    edits: usize,
    before: Outcome,
}

fn batches(root: &Path, names: &[String]) -> Vec<Batch> {
    let is_wanted = |name: &str| names.is_empty() || names.iter().any(|of| of == name);
    let batch = |name: &str, specs: Vec<(String, PathBuf)>, edits: usize| {
        let wanted = specs.iter().filter(|(name, _)| is_wanted(name));
        let olds = wanted.filter_map(|(name, folder)| Old::read(folder, name)).collect();
        Batch { name: name.to_owned(), olds, edits, before: Outcome::default() }
    };
    let mut cases: Vec<(String, PathBuf)> = root
        .join("tests/cases")
        .read_dir()
        .expect("the cases")
        .flatten()
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path().join("input")))
        .filter(|(_, input)| input.is_dir())
        .collect();
    cases.sort();
    let mut batches = Vec::new();
    for (at, part) in cases.chunks(cases.len().div_ceil(4)).enumerate() {
        batches.push(batch("nexudus", vec![("nexudus".into(), root.join("specs/nexudus"))], 12));
        batches.push(batch(&format!("cases-{at}"), part.to_vec(), 2));
    }
    batches.retain(|batch| !batch.olds.is_empty());
    batches
}

/// What was done.
#[derive(Default)]
struct Tally {
    edits: usize,
    clients: usize,
    requests: usize,
    failures: usize,
}

impl Tally {
    fn line(&self) -> String {
        let Tally { edits, clients, requests, failures } = self;
        format!(
            "{edits} edits, {clients} clients compiled, {requests} requests compared, {failures} failures"
        )
    }

    fn add_before(&mut self, batch: &Batch) {
        for (name, text) in &batch.before.broken {
            self.failures += 1;
            println!("{name}: its own probe does not compile\n{text}");
        }
    }

    fn add(&mut self, batch: &Batch, news: &[subject::Client], after: &Outcome) {
        for new in news.iter().filter(|new| !batch.before.broken.contains_key(&new.name)) {
            self.edits += new.edits.len();
            self.clients += 1;
            let mut wrong = new.errors.clone();
            wrong.extend(
                after.broken.get(&new.name).map(|text| format!("the probe does not compile\n{text}")),
            );
            for (call, before) in batch.before.sent.iter().filter(|((name, _), _)| *name == new.name) {
                let Some(now) = after.sent.get(call).filter(|_| wrong.is_empty()) else { continue };
                self.requests += 1;
                if now != before {
                    wrong.push(format!("{} sends\n    {now}\n  and sent\n    {before}", call.1));
                }
            }
            if !wrong.is_empty() {
                self.failures += 1;
                println!("{}: {}\n  {}", new.name, new.edits.join("; "), wrong.join("\n  "));
            }
        }
    }
}
