//! How long generating takes, as a ratio to the least that such a tool has to do: parse the same
//! pages as markdown, and parse and print the same Rust.
//!
//! `cargo bench -p docbind --bench generate [-- SPEC…]`; without arguments `specs/nexudus`. CPU time of
//! the whole process, all threads, so that parallelism hides nothing.

use cpu_time::ProcessTime;
use docbind::backend::{CrateOptions, emit_crate};
use docbind::lowering::lower_api;
use docbind::output::FileSet;
use docbind::source::{Spec, load_spec};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

const ROUNDS: usize = 15;

fn main() {
    let arguments: Vec<PathBuf> =
        std::env::args().skip(1).filter(|a| !a.starts_with("--")).map(Into::into).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let specs = if arguments.is_empty() { vec![root.join("specs/nexudus")] } else { arguments };
    println!("CPU milliseconds, median of {ROUNDS} rounds, each round in turn\n");
    println!(
        "{:<34}{:>7}{:>9}{:>9}{:>9}{:>9}{:>7}",
        "spec", "pages", "markdown", "rust", "floor", "docbind", "ratio"
    );
    for path in &specs {
        measure_spec(path);
    }
}

fn measure_spec(path: &Path) {
    let spec = load_spec(path).expect("the spec loads");
    let files = generate(path);
    let (mut markdown, mut rust, mut own) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        markdown.push(cpu_time_of(|| parse_markdown(&spec)));
        rust.push(cpu_time_of(|| print_rust(&files)));
        own.push(cpu_time_of(|| {
            black_box(generate(path));
        }));
    }
    let (markdown, rust, own) = (median(markdown), median(rust), median(own));
    let floor = markdown + rust;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    println!(
        "{name:<34}{:>7}{markdown:>9.2}{rust:>9.2}{floor:>9.2}{own:>9.2}{:>7.2}",
        spec.pages.len(),
        own / floor
    );
}

/// All that `docbind generate` does, but for writing: reading the pages from disk included.
fn generate(path: &Path) -> FileSet {
    let spec = load_spec(path).expect("the spec loads");
    let reading = docbind::read_spec(&spec);
    let (client, _) = lower_api(&reading.api, &spec.config);
    emit_crate(&client, &CrateOptions::default())
}

/// The pages through pulldown-cmark alone.
fn parse_markdown(spec: &Spec) {
    let options = pulldown_cmark::Options::ENABLE_TABLES;
    for id in &spec.pages {
        let text = &spec.sources.get(*id).text;
        black_box(pulldown_cmark::Parser::new_ext(text, options).count());
    }
}

/// The output through syn and prettyplease alone.
fn print_rust(files: &FileSet) {
    for (_, text) in files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let file = syn::parse_file(text).expect("the output is Rust");
        black_box(prettyplease::unparse(&file));
    }
}

fn cpu_time_of(work: impl FnOnce()) -> Duration {
    let start = ProcessTime::now();
    work();
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}
