//! `docbind inspect`: what was read from a page, and what is said of it.

use super::report::{Detail, report};
use super::spec::SpecOptions;
use super::{Outcome, print};
use crate::diagnostic::Diagnostic;
use crate::inspect::render_page;
use crate::read_spec;

#[derive(clap::Args)]
pub(super) struct Options {
    /// Show the blocks alone, without diagnostics.
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    input: SpecOptions,
}

pub(super) fn run(options: &Options, color: bool) -> Outcome {
    let spec = match options.input.load() {
        Ok(spec) => spec,
        Err(outcome) => return outcome,
    };
    let reading = read_spec(&spec);
    let pages = reading.pages.iter().map(|(id, page)| render_page(&spec.sources, *id, page));
    let printed = print(&pages.collect::<Vec<_>>().join("\n"));
    // What concerns no place concerns the run, and this is none.
    let of_pages = |diagnostic: &Diagnostic| diagnostic.primary.is_some();
    let diagnostics: Vec<_> = reading.diagnostics.into_iter().filter(of_pages).collect();
    let detail = if options.quiet { Detail::Errors } else { Detail::All };
    match report(&diagnostics, &spec.sources, detail, color) {
        true => Outcome::Failed,
        false => printed,
    }
}
