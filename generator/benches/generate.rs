//! How long generating takes, as a ratio to the least that such a tool has to do: parse the same
//! pages as markdown, and parse and print the same Rust.
//!
//! `cargo bench -p docbind --bench generate [-- SPEC…]`; without arguments `specs/nexudus` and, where
//! `../shared/corpora` is present, the twelve APIs there. CPU time of the whole process, all threads, so
//! that parallelism hides nothing. The last line is the sum.

use cpu_time::ProcessTime;
use docbind::backend::{CrateOptions, emit_crate};
use docbind::lowering::lower_api;
use docbind::output::FileSet;
use docbind::source::{Spec, load_spec};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

const ROUNDS: usize = 15;

const APIS: [&str; 12] = [
    "bland",
    "inbound",
    "magebank",
    "octolane",
    "plunk",
    "stateset",
    "toapis",
    "unkey",
    "upstash",
    "vartiq",
    "whatsmark",
    "zupy",
];

fn main() {
    let arguments: Vec<PathBuf> =
        std::env::args().skip(1).filter(|a| !a.starts_with("--")).map(Into::into).collect();
    let specs = if arguments.is_empty() { usual_specs() } else { arguments };
    println!("CPU milliseconds, median of {ROUNDS} rounds, each round in turn\n");
    println!(
        "{:<34}{:>7}{:>9}{:>9}{:>9}{:>9}{:>7}",
        "spec", "pages", "markdown", "rust", "floor", "docbind", "ratio"
    );
    let mut sum = Row::default();
    for path in &specs {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let row = measure_spec(path);
        row.print(&name);
        sum = sum.and(&row);
    }
    if specs.len() > 1 {
        sum.print("all");
    }
}

fn usual_specs() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let corpora = APIS.map(|api| root.join("../shared/corpora").join(api));
    let present = corpora.into_iter().filter(|folder| folder.is_dir());
    std::iter::once(root.join("specs/nexudus")).chain(present).collect()
}

/// Pages, and CPU milliseconds for each part.
#[derive(Default)]
struct Row {
    pages: usize,
    markdown: f64,
    rust: f64,
    own: f64,
}

impl Row {
    fn and(&self, other: &Row) -> Row {
        Row {
            pages: self.pages + other.pages,
            markdown: self.markdown + other.markdown,
            rust: self.rust + other.rust,
            own: self.own + other.own,
        }
    }

    fn print(&self, name: &str) {
        let Row { pages, markdown, rust, own } = self;
        let floor = markdown + rust;
        println!("{name:<34}{pages:>7}{markdown:>9.2}{rust:>9.2}{floor:>9.2}{own:>9.2}{:>7.2}", own / floor);
    }
}

fn measure_spec(path: &Path) -> Row {
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
    Row { pages: spec.pages.len(), markdown: median(markdown), rust: median(rust), own: median(own) }
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
