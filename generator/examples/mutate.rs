//! Reads damaged pages: `.ci/mutate`. Prints how many, and the time per byte: the worst against the median.
//!
//! `mutate [PAGES] [FIRST]`: the seeds of the pages count up from FIRST, 0 where nothing is said, and a page is the
//! same for the same seed. Where a page makes it panic, it is kept in the folder for temporary files. `mutate 1 SEED
//! show` prints a page.

#[path = "../../fuzz/src/mutate.rs"]
mod mutate;

use cpu_time::ProcessTime;
use docbind::CrateOptions;
use docbind::render_diagnostics;
use docbind::{Spec, load_spec};
use docbind::{WriteMode, write_files};
use mutate::{Random, damage};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Each so many pages the files are written to disk.
const WRITTEN: u64 = 20;
/// Smaller pages cost what every page costs.
const SMALLEST: usize = 2_000;
/// A page that takes longer than so many times the median is measured again.
const AGAIN: f64 = 4.0;

fn main() {
    let argument = |at| std::env::args().nth(at).and_then(|count| count.parse().ok());
    let (wanted, first): (u64, u64) = (argument(1).unwrap_or(1_000), argument(2).unwrap_or(0));
    let pages = pages();
    if std::env::args().nth(3).is_some_and(|word| word == "show") {
        return print!("{}", damaged(&pages, first).1);
    }
    println!("{} pages to damage", pages.len());
    let folder = tempfile::tempdir().expect("a folder");
    let (mut costs, mut failed): (Vec<(f64, u64)>, Vec<u64>) = (Vec::new(), Vec::new());
    for seed in first..first + wanted {
        let (name, text) = damaged(&pages, seed);
        let start = ProcessTime::now();
        let out = seed.is_multiple_of(WRITTEN).then(|| folder.path().join("out"));
        let run = catch_unwind(AssertUnwindSafe(|| generate(&name, &text, out.as_deref())));
        let time = start.elapsed();
        if run.is_err() {
            failed.push(seed);
            let kept = std::env::temp_dir().join(format!("docbind-mutate-{seed}-{name}"));
            std::fs::write(kept, &text).expect("the page is kept");
        }
        if text.len() >= SMALLEST {
            costs.push((per_byte(time, &text), seed));
        }
        let beside = std::fs::read_dir(folder.path()).expect("the folder").count();
        assert!(beside <= 1, "a file beside the output folder: seed {seed}");
        if seed % 1_000 == 999 {
            println!("{} pages, {} panics", seed + 1, failed.len());
        }
    }
    report(&pages, costs);
    println!("{wanted} pages, {} panics {failed:?}", failed.len());
    assert!(failed.is_empty());
}

fn per_byte(time: Duration, text: &str) -> f64 {
    time.as_nanos() as f64 / text.len() as f64
}

/// The median and the worst; what looks slow is measured again, for the machine has other things to do.
fn report(pages: &[(String, String)], mut costs: Vec<(f64, u64)>) {
    costs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let Some(&(median, _)) = costs.get(costs.len() / 2) else { return };
    let slow: Vec<u64> =
        costs.iter().filter(|(cost, _)| *cost > median * AGAIN).map(|(_, seed)| *seed).collect();
    let again = |seed: u64| {
        let (name, text) = damaged(pages, seed);
        let time = || {
            let start = ProcessTime::now();
            generate(&name, &text, None);
            per_byte(start.elapsed(), &text)
        };
        (time().min(time()).min(time()), seed)
    };
    let mut worst: Vec<(f64, u64)> = slow.into_iter().map(again).collect();
    worst.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("time per byte: median {median:.0} ns");
    for (cost, seed) in worst.iter().take(12) {
        let (name, text) = damaged(pages, *seed);
        println!("{:>6.1} times that: seed {seed}, {name}, {} bytes", cost / median, text.len());
    }
}

fn damaged(pages: &[(String, String)], seed: u64) -> (String, String) {
    let mut random = Random(seed.wrapping_mul(0x2545_F491_4F6C_DD1D));
    let (name, text) = &pages[random.below(pages.len())];
    let (_, other) = &pages[random.below(pages.len())];
    (name.clone(), damage(text, other, &mut random))
}

/// All that `docbind generate` makes of a page.
fn generate(name: &str, text: &str, out: Option<&Path>) {
    let made = docbind::generate_spec(Spec::of_texts("damaged", [(name, text)]));
    let said = &made.reading.diagnostics;
    let said = render_diagnostics(&said[..said.len().min(20)], &made.spec.sources, false);
    assert!(!said.contains(|c: char| c.is_control() && c != '\n'));
    let files = made.crate_files(&CrateOptions::default());
    if let Some(out) = out {
        write_files(&files, out, WriteMode::Write).expect("the files are written");
        for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
            syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
}

/// The pages of the specs, of the cases and of the corpora, as (file name, text).
fn pages() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut folders = Vec::new();
    for of in ["specs", "tests/cases", "../shared/corpora"] {
        let entries = std::fs::read_dir(root.join(of)).into_iter().flatten().flatten();
        let mut found: Vec<PathBuf> =
            entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
        found.sort();
        folders.extend(found);
    }
    let specs = folders.iter().filter_map(|folder| load_spec(folder).ok());
    let pages = specs.flat_map(|spec| {
        let files = spec.pages.iter().map(|id| spec.sources.get(*id));
        let kept = files.filter(|file| file.text.len() <= 64 << 10).take(400);
        kept.map(|file| (last(&file.relative), file.text.clone())).collect::<Vec<_>>()
    });
    pages.collect()
}

fn last(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}
