//! `docbind model`: the closed model as JSON.

use super::report::{Detail, report};
use super::spec::SpecOptions;
use super::{Outcome, fail, print};
use docbind::read_spec;

#[derive(clap::Args)]
pub(super) struct Options {
    /// Show every diagnostic, not just errors.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    input: SpecOptions,
}

pub(super) fn run(options: &Options, color: bool) -> Outcome {
    let spec = match options.input.load() {
        Ok(spec) => spec,
        Err(outcome) => return outcome,
    };
    let reading = read_spec(&spec);
    let printed = match serde_json::to_string_pretty(&reading.api) {
        Ok(json) => print(&format!("{json}\n")),
        Err(error) => fail(&format!("the model cannot be written as JSON: {error}")),
    };
    let detail = if options.all { Detail::All } else { Detail::Counted { allowed: reading.allowed.len() } };
    match report(&reading.diagnostics, &spec.sources, detail, color) {
        true => Outcome::Failed,
        false => printed,
    }
}
