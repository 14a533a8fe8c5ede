//! How the time grows with the size of a page: for each kind of page that could cost more than its size, the time at
//! twice the size to that at the size. About 2 where the time follows the size, 4 where it follows its square.
//!
//! `cargo bench -p docbind --bench scaling [-- KIND…]`; a kind is said by a part of its name.

#[path = "../tests/limits/pages.rs"]
mod pages;

use cpu_time::ProcessTime;
use docbind::backend::{CrateOptions, emit_crate};
use docbind::diagnostic::render_all;
use docbind::lowering::lower_api;
use docbind::source::Spec;
use pages::{DEEP, Kind, WIDE};
use std::hint::black_box;
use std::time::Duration;

/// The parts of the smaller page: of those beside one another, and of those inside one another.
const PARTS: usize = 400;
const LEVELS: usize = 1_000;
/// The least time of so many is taken.
const ROUNDS: usize = 3;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let is_wanted = |kind: &&Kind| wanted.is_empty() || wanted.iter().any(|part| kind.name.contains(part));
    println!("{:<36}{:>8}{:>10}{:>10}{:>8}", "kind", "bytes", "ms", "ms at 2n", "ratio");
    for (kinds, n) in [(WIDE, PARTS), (DEEP, LEVELS)] {
        for kind in kinds.iter().filter(is_wanted) {
            let (bytes, once, twice) = (size(kind, n), time(kind, n), time(kind, n * 2));
            let ratio = twice.as_secs_f64() / once.as_secs_f64();
            println!("{:<36}{bytes:>8}{:>10.1}{:>10.1}{ratio:>8.1}", kind.name, ms(once), ms(twice));
        }
    }
}

fn size(kind: &Kind, n: usize) -> usize {
    (kind.page)(n).1.len()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The CPU time of all that `docbind generate` makes of a page.
fn time(kind: &Kind, n: usize) -> Duration {
    let (name, text) = (kind.page)(n);
    let round = |_| {
        let start = ProcessTime::now();
        let mut spec = Spec { name: "scaling".to_owned(), ..Spec::default() };
        let id = spec.sources.add(name, name, text.clone());
        spec.pages.push(id);
        let mut reading = docbind::read_spec(&spec);
        let (client, found) = lower_api(&reading.api, &spec.config);
        reading.add(&spec, found);
        black_box(render_all(&reading.diagnostics, &spec.sources, false));
        black_box(emit_crate(&client, &CrateOptions::default()));
        start.elapsed()
    };
    (0..ROUNDS).map(round).min().unwrap_or_default()
}
