//! How the time grows with the size of a page: for each kind of page that could cost more than its size, the time at n,
//! 2n, 4n and 8n, and the last to the one before. About 2 where the time follows the size, 4 where it follows its
//! square.
//!
//! `cargo bench -p docbind --bench scaling [-- KIND…]`; a kind is said by a part of its name.

#[path = "../tests/limits/pages.rs"]
mod pages;
#[path = "../tests/limits/repeated.rs"]
mod repeated;
#[path = "../tests/limits/repeated_parts.rs"]
mod repeated_parts;

use cpu_time::ProcessTime;
use docbind::CrateOptions;
use docbind::Spec;
use docbind::render_diagnostics;
use docbind::render_openapi_yaml;
use docbind::testing::inspect::render_page;
use docbind::testing::report::render_report;
use pages::{DEEP, Kind, WIDE};
use repeated::REPEATED;
use repeated_parts::REPEATED_PARTS;
use std::hint::black_box;
use std::time::Duration;

/// The parts of the smallest page: of those beside one another, and of those inside one another.
const PARTS: usize = 400;
const LEVELS: usize = 1_000;
const SIZES: [usize; 4] = [1, 2, 4, 8];
/// The least time of so many is taken.
const ROUNDS: usize = 3;
/// What takes longer is neither measured again nor at twice the size.
const LONG: Duration = Duration::from_secs(3);

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let is_wanted = |kind: &&Kind| wanted.is_empty() || wanted.iter().any(|part| kind.name.contains(part));
    println!("{:<44}{:>8}{:>41}{:>8}", "kind", "bytes", "ms at n, 2n, 4n, 8n", "ratio");
    for (kinds, n) in [(WIDE, PARTS), (REPEATED, PARTS), (REPEATED_PARTS, PARTS), (DEEP, LEVELS)] {
        for kind in kinds.iter().filter(is_wanted) {
            measure(kind, n);
        }
    }
}

/// Prints the line of a kind.
fn measure(kind: &Kind, n: usize) {
    let (mut times, mut bytes) = (Vec::new(), 0);
    for size in SIZES {
        bytes = (kind.page)(n * size).1.len();
        times.push(time(kind, n * size));
        if times.last().is_some_and(|time| *time > LONG) {
            break;
        }
    }
    let shown: String = times.iter().map(|time| format!("{:>10.1}", time.as_secs_f64() * 1e3)).collect();
    let ratio = match times[..] {
        [.., once, twice] => format!("{:.1}", twice.as_secs_f64() / once.as_secs_f64()),
        _ => "-".to_owned(),
    };
    println!("{:<44}{bytes:>8} {shown:>40}{ratio:>8}", kind.name);
}

/// The CPU time of all that docbind makes of a page: the client, and what `inspect`, `openapi` and `report` show.
fn time(kind: &Kind, n: usize) -> Duration {
    let (name, text) = (kind.page)(n);
    let mut least = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = ProcessTime::now();
        run(name, &text);
        least = least.min(start.elapsed());
        if least > LONG {
            break;
        }
    }
    least
}

fn run(name: &str, text: &str) {
    let made = docbind::generate_spec(Spec::of_texts("scaling", [(name, text)]));
    let (spec, reading) = (&made.spec, &made.reading);
    black_box(render_diagnostics(&reading.diagnostics, &spec.sources, false));
    black_box(made.crate_files(&CrateOptions::default()));
    for (id, page) in &reading.pages {
        black_box(render_page(&spec.sources, *id, page));
    }
    black_box(render_openapi_yaml(&reading.api));
    black_box(render_report(spec, reading));
}
