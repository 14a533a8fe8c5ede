//! How long generating takes, as a ratio to the least that such a tool has to do: parse the same
//! pages as markdown (pulldown-cmark), and parse and print the same Rust (syn, prettyplease).
//!
//! `cargo bench -p docbind --bench generate [-- SPEC…]`; without arguments `specs/nexudus` and, where
//! `../shared/corpora` is present, the twelve APIs there.
//!
//! The first table is CPU time of the whole process, all threads, so that parallelism hides nothing. The
//! second takes all specs at once, in one pool of threads on both sides, and gives the clock too: a client
//! for each spec, and one client of a single folder that holds all pages.

use cpu_time::ProcessTime;
use docbind::CrateOptions;
use docbind::FileSet;
use docbind::testing::dialect::PageOutcome;
use docbind::{Spec, load_spec};
use rayon::prelude::*;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// At least so many rounds, and in the first table for at least so long: on a shared machine the clock of the
/// processor changes within a second, and small specs take milliseconds.
const ROUNDS: usize = 15;
const TIME: Duration = Duration::from_secs(1);

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
    let corpora = if arguments.is_empty() { corpora() } else { arguments.clone() };
    println!(
        "Milliseconds of CPU, all threads; medians of {ROUNDS} rounds or more, the three in turn. The ratio"
    );
    println!("is the median of those of the rounds.");
    println!(
        "markdown: pulldown-cmark over the pages, html5gum over web pages. rust: syn and prettyplease over the"
    );
    println!("output.");
    println!("docbind: from the pages on disk to the text of the crate.\n");
    println!(
        "{:<28}{:>7}{:>11}{:>10}{:>8}{:>8}{:>9}{:>7}",
        "spec", "pages", "operations", "markdown", "rust", "floor", "docbind", "ratio"
    );
    if arguments.is_empty() {
        measure_spec(&repository().join("specs/nexudus")).print("nexudus");
    }
    let mut sum = Row::default();
    for path in &corpora {
        let row = measure_spec(path);
        row.print(&name_of(path));
        sum = sum.and(&row);
    }
    if arguments.is_empty() {
        for (name, path) in other_forms() {
            measure_spec(&path).print(name);
        }
    }
    if corpora.len() > 1 {
        sum.print(&format!("sum of the {}", corpora.len()));
        measure_at_once(&corpora);
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Pages in other forms: headings with tables or lists, the text of rendered pages, HTML.
fn other_forms() -> Vec<(&'static str, PathBuf)> {
    let forms = [
        ("mastodon (lists)", "../shared/corpora/mastodon/content"),
        ("nexudus (rendered text)", "../shared/corpora/nexudus/pages"),
        ("html", "tests/cases/html-pages/input"),
    ];
    let forms = forms.map(|(name, path)| (name, repository().join(path)));
    forms.into_iter().filter(|(_, folder)| folder.is_dir()).collect()
}

fn corpora() -> Vec<PathBuf> {
    let folders = APIS.map(|api| repository().join("../shared/corpora").join(api));
    folders.into_iter().filter(|folder| folder.is_dir()).collect()
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Pages, pages that describe an operation, CPU milliseconds for each part, and the ratio.
#[derive(Default)]
struct Row {
    pages: usize,
    operations: usize,
    markdown: f64,
    rust: f64,
    own: f64,
    ratio: f64,
}

impl Row {
    fn and(&self, other: &Row) -> Row {
        let own = self.own + other.own;
        Row {
            ratio: own / (self.markdown + other.markdown + self.rust + other.rust),
            pages: self.pages + other.pages,
            operations: self.operations + other.operations,
            markdown: self.markdown + other.markdown,
            rust: self.rust + other.rust,
            own,
        }
    }

    fn print(&self, name: &str) {
        let Row { pages, operations, markdown, rust, own, ratio } = self;
        let floor = markdown + rust;
        println!(
            "{name:<28}{pages:>7}{operations:>11}{markdown:>10.2}{rust:>8.2}{floor:>8.2}{own:>9.2}{ratio:>7.2}"
        );
    }
}

fn measure_spec(path: &Path) -> Row {
    let spec = load_spec(path).expect("the spec loads");
    let files = generate(path);
    let (mut markdown, mut rust, mut own) = (Vec::new(), Vec::new(), Vec::new());
    let start = Instant::now();
    while own.len() < ROUNDS || start.elapsed() < TIME {
        markdown.push(times_of(|| spec.pages.iter().for_each(|id| parse_markdown(&spec, *id))).cpu);
        rust.push(times_of(|| rust_files(&files).into_iter().for_each(print_rust)).cpu);
        own.push(times_of(|| drop(black_box(generate(path)))).cpu);
    }
    let ratios = own
        .iter()
        .zip(markdown.iter().zip(&rust))
        .map(|(own, (markdown, rust))| own.as_secs_f64() / (*markdown + *rust).as_secs_f64());
    Row {
        pages: spec.pages.len(),
        operations: operations(&spec),
        ratio: median_of(ratios.collect()),
        markdown: median(markdown),
        rust: median(rust),
        own: median(own),
    }
}

/// All specs in one pool of threads: a client each, then one client of everything.
fn measure_at_once(paths: &[PathBuf]) {
    let threads = rayon::current_num_threads();
    println!(
        "\nAll at once, {threads} threads on both sides; median of {ROUNDS} rounds, by CPU and by the clock.\n"
    );
    println!(
        "{:<28}{:>7}{:>11}{:>8}{:>9}{:>7}{:>13}{:>9}{:>7}",
        "", "pages", "operations", "floor", "docbind", "ratio", "clock: floor", "docbind", "ratio"
    );
    measure_together("a client for each spec", paths);
    let folder = tempfile::tempdir().expect("there is room for a folder");
    for path in paths {
        copy_folder(path, &folder.path().join(name_of(path)));
    }
    measure_together("one client of one folder", &[folder.path().to_owned()]);
}

fn measure_together(name: &str, paths: &[PathBuf]) {
    let specs: Vec<Spec> = paths.iter().map(|path| load_spec(path).expect("the spec loads")).collect();
    let outputs: Vec<FileSet> = paths.iter().map(|path| generate(path)).collect();
    let (mut floor, mut own) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        floor.push(times_of(|| {
            specs.par_iter().for_each(|spec| spec.pages.par_iter().for_each(|id| parse_markdown(spec, *id)));
            outputs.par_iter().for_each(|files| rust_files(files).into_par_iter().for_each(print_rust));
        }));
        own.push(times_of(|| paths.par_iter().for_each(|path| drop(black_box(generate(path))))));
    }
    let pages: usize = specs.iter().map(|spec| spec.pages.len()).sum();
    let operations: usize = specs.iter().map(operations).sum();
    let of = |times: &[Times], part: fn(&Times) -> Duration| median(times.iter().map(part).collect());
    let (floor_cpu, own_cpu) = (of(&floor, |t| t.cpu), of(&own, |t| t.cpu));
    let (floor_clock, own_clock) = (of(&floor, |t| t.clock), of(&own, |t| t.clock));
    println!(
        "{name:<28}{pages:>7}{operations:>11}{floor_cpu:>8.1}{own_cpu:>9.1}{:>7.2}{floor_clock:>13.1}{own_clock:>9.1}{:>7.2}",
        own_cpu / floor_cpu,
        own_clock / floor_clock
    );
}

/// How many pages describe an operation.
fn operations(spec: &Spec) -> usize {
    let reading = docbind::read_spec(spec);
    reading.pages.iter().filter(|(_, page)| page.outcome == PageOutcome::Endpoint).count()
}

/// All that `docbind generate` does, but for writing: reading the pages from disk included.
fn generate(path: &Path) -> FileSet {
    docbind::generate(path).expect("the spec loads").crate_files(&CrateOptions::default())
}

/// A page through pulldown-cmark alone; a web page through the tokenizer.
fn parse_markdown(spec: &Spec, id: docbind::SourceId) {
    let file = spec.sources.get(id);
    let text = &file.text;
    if file.relative.ends_with(".html") {
        let tokens = html5gum::Tokenizer::new(text.as_str());
        black_box(tokens.count());
        return;
    }
    black_box(pulldown_cmark::Parser::new_ext(text, pulldown_cmark::Options::ENABLE_TABLES).count());
}

fn rust_files(files: &FileSet) -> Vec<&str> {
    files.iter().filter(|(path, _)| path.ends_with(".rs")).map(|(_, text)| text).collect()
}

/// A file of the output through syn and prettyplease alone.
fn print_rust(text: &str) {
    let file = syn::parse_file(text).expect("the output is Rust");
    black_box(prettyplease::unparse(&file));
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the folder is made");
    for entry in std::fs::read_dir(from).expect("the folder is read").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("the file is copied");
        }
    }
}

/// How long something took.
struct Times {
    cpu: Duration,
    clock: Duration,
}

fn times_of(work: impl FnOnce()) -> Times {
    let (cpu, clock) = (ProcessTime::now(), Instant::now());
    work();
    Times { cpu: cpu.elapsed(), clock: clock.elapsed() }
}

/// In milliseconds.
fn median(times: Vec<Duration>) -> f64 {
    median_of(times.iter().map(|time| time.as_secs_f64() * 1000.0).collect())
}

fn median_of(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
