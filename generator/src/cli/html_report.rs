//! `docbind report`: what was read, inferred, overridden and not understood, as a page for people.

use super::report::{Detail, report};
use super::spec::SpecOptions;
use super::{Manner, Outcome, print, write_file};
use crate::report::render_report;
use crate::{Generated, generate_all};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Options {
    /// The file to write instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    input: SpecOptions,
}

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    let progress = manner.progress(false);
    let spec = match options.input.load(&progress) {
        Ok(spec) => spec,
        Err(outcome) => return outcome,
    };
    let Generated { spec, mut reading, client, .. } = generate_all(spec, &progress);
    drop(progress);
    reading.api.overrides.extend(client.overrides);
    let text = render_report(&spec, &reading);
    let printed = match &options.out {
        None => print(&text),
        Some(file) => write_file(file, &text, &spec.sources),
    };
    match report(&reading.diagnostics, &spec.sources, manner.detail(false, Detail::Errors), manner.color) {
        true => Outcome::Findings,
        false => printed,
    }
}
