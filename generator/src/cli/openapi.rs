//! `docbind openapi`: the API for other tools.

use super::report::{Detail, report};
use super::spec::SpecOptions;
use super::{Manner, Outcome, print, write_file};
use crate::model::Api;
use crate::openapi::{render_openapi_json, render_openapi_yaml};
use crate::read_all;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Options {
    /// The format; without it, that of the file's name, or json.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The file to write instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Show every diagnostic, not just errors.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    input: SpecOptions,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Json,
    Yaml,
}

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    let progress = manner.progress(false);
    let spec = match options.input.load(&progress) {
        Ok(spec) => spec,
        Err(outcome) => return outcome,
    };
    let reading = read_all(&spec, &progress);
    drop(progress);
    let text = render(&reading.api, format(options));
    let printed = match &options.out {
        None => print(&text),
        Some(file) => write_file(file, &text, &spec.sources),
    };
    let detail = manner.detail(options.all, Detail::Counted { allowed: reading.allowed.len() });
    match report(&reading.diagnostics, &spec.sources, detail, manner.color) {
        true => Outcome::Findings,
        false => printed,
    }
}

fn format(options: &Options) -> Format {
    let extension = options.out.as_ref().and_then(|file| file.extension());
    let yaml = extension.is_some_and(|e| e == "yaml" || e == "yml");
    options.format.unwrap_or(if yaml { Format::Yaml } else { Format::Json })
}

fn render(api: &Api, format: Format) -> String {
    match format {
        Format::Json => render_openapi_json(api),
        Format::Yaml => render_openapi_yaml(api),
    }
}
