//! `docbind model`: the closed model as JSON.

use super::report::{Detail, report};
use super::{Outcome, fail, print};
use docbind::read_spec;
use docbind::source::load_spec;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Options {
    /// A folder with a docbind.toml, a plain folder of pages, or one page.
    spec: PathBuf,
    /// Show every diagnostic, not just errors.
    #[arg(long)]
    all: bool,
}

pub(super) fn run(options: &Options, color: bool) -> Outcome {
    let spec = match load_spec(&options.spec) {
        Ok(spec) => spec,
        Err(error) => return fail(&error.to_string()),
    };
    let reading = read_spec(&spec);
    let printed = match serde_json::to_string_pretty(&reading.api) {
        Ok(json) => print(&format!("{json}\n")),
        Err(error) => fail(&format!("the model cannot be written as JSON: {error}")),
    };
    let detail = if options.all { Detail::All } else { Detail::Counted };
    match report(&reading.diagnostics, &spec.sources, detail, color) {
        true => Outcome::Failed,
        false => printed,
    }
}
