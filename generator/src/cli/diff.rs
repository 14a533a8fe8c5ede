//! `docbind diff`: what changed between two versions of an API.

use super::compared::ComparedOptions;
use super::{Manner, Outcome, print};
use crate::diff::{ChangeClass, Diff, render_json, render_markdown, render_text};

#[derive(clap::Args)]
pub(super) struct Options {
    /// How to show the changes; markdown is for a pull request.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The mildest class of change that makes the exit code 1.
    #[arg(long, value_enum, value_name = "CLASS")]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    compared: ComparedOptions,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum FailOn {
    Breaking,
    Compatible,
}

impl FailOn {
    fn stops(self, diff: &Diff) -> bool {
        let mildest = match self {
            FailOn::Breaking => ChangeClass::Breaking,
            FailOn::Compatible => ChangeClass::Compatible,
        };
        diff.worst().is_some_and(|worst| worst <= mildest)
    }
}

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    let (diff, whole) = match options.compared.compare(manner.color) {
        Ok(compared) => compared,
        Err(outcome) => return outcome,
    };
    let printed = print(&match options.format {
        Format::Text => render_text(&diff),
        Format::Markdown => render_markdown(&diff),
        Format::Json => render_json(&diff),
    });
    match options.fail_on.is_some_and(|class| class.stops(&diff)) {
        _ if !whole => Outcome::Unavailable,
        true => Outcome::Findings,
        false => printed,
    }
}
