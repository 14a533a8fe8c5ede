//! `docbind inspect`: what was read from a page, and what is said of it.

use super::report::{Detail, report};
use super::spec::SpecsOptions;
use super::{Manner, Outcome, print};
use crate::diagnostic::{Diagnostic, rule};
use crate::inspect::render_page;
use crate::read_all;
use std::path::Path;

#[derive(clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: SpecsOptions,
}

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    let each = options.input.specs.iter().map(|spec| inspect(options, spec, manner));
    each.fold(Outcome::Done, Outcome::and)
}

fn inspect(options: &Options, spec: &Path, manner: &Manner) -> Outcome {
    let progress = manner.progress(false);
    let is_page = !spec.is_dir();
    let spec = match options.input.load(spec, &progress) {
        Ok(spec) => spec,
        Err(outcome) => return outcome,
    };
    let reading = read_all(&spec, &progress);
    drop(progress);
    let pages = reading.pages.iter().map(|(id, page)| render_page(&spec.sources, *id, page));
    let printed = print(&pages.collect::<Vec<_>>().join("\n"));
    // What concerns no place concerns the run, and this is none.
    // Of one page, the settings that match nothing are those of the others.
    let of_others = |diagnostic: &Diagnostic| is_page && *diagnostic.rule == rule::UNUSED_SETTING;
    let of_pages = |diagnostic: &Diagnostic| diagnostic.primary.is_some() && !of_others(diagnostic);
    let diagnostics: Vec<_> = reading.diagnostics.into_iter().filter(of_pages).collect();
    let detail = manner.detail(false, Detail::All);
    match report(&diagnostics, &spec.sources, detail, manner.color) {
        true => Outcome::Findings,
        false => printed,
    }
}
