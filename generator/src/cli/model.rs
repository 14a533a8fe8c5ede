//! `docbind model`: the closed model as JSON.

use super::report::{Detail, report};
use super::spec::SpecOptions;
use super::{Manner, Outcome, fail, print};
use crate::lock::LOCK_NAME;
use crate::model::ModelFile;
use crate::read_all;
use crate::spec::CONFIG_NAME;
use crate::visible::visible_json;

#[derive(clap::Args)]
pub(super) struct Options {
    /// Show every diagnostic, not just errors.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    input: SpecOptions,
}

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    let progress = manner.progress(false);
    let spec = match options.input.load(&progress) {
        Ok(spec) => spec,
        Err(outcome) => return outcome,
    };
    let reading = read_all(&spec, &progress);
    drop(progress);
    let text_of = |name: &str| {
        let file = spec.sources.iter().find(|file| file.relative == name);
        file.map(|file| file.text.clone())
    };
    let file = ModelFile::new(reading.api, text_of(CONFIG_NAME), text_of(LOCK_NAME));
    let printed = match file.render() {
        Ok(json) => print(&visible_json(json)),
        Err(error) => fail(&format!("the model cannot be written as JSON: {error}")),
    };
    let detail = manner.detail(options.all, Detail::Counted { allowed: reading.allowed.len() });
    match report(&reading.diagnostics, &spec.sources, detail, manner.color) {
        true => Outcome::Findings,
        false => printed,
    }
}
