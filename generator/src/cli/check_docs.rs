//! `docbind check-docs`: what is wrong with the pages.

use super::spec::SpecOptions;
use super::{Color, Outcome, print, say, write_file};
use crate::diagnostic::{Diagnostic, Severity, render_json};
use crate::findings::{collect_findings, render_findings, render_sarif, render_summary};
use crate::read_spec;
use crate::source::Sources;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Options {
    /// How to show the findings; json is one object a line, sarif is SARIF 2.1.0.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The file to write instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The least severity that makes the exit code 1.
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// The least severity that is shown.
    #[arg(long, value_enum, default_value_t = Level::Note)]
    level: Level,
    #[command(flatten)]
    input: SpecOptions,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Note => Some(Severity::Note),
            FailOn::Never => None,
        }
    }
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Level {
    Error,
    Warning,
    Note,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Severity::Error,
            Level::Warning => Severity::Warning,
            Level::Note => Severity::Note,
        }
    }
}

pub(super) fn run(options: &Options, color: Color) -> Outcome {
    let spec = match options.input.load() {
        Ok(spec) => spec,
        Err(outcome) => return outcome,
    };
    let findings = collect_findings(&read_spec(&spec));
    let shown = findings.from_severity(options.level.into());
    let summary = render_summary(&findings);
    let report = render(options, &shown, &spec.sources, color);
    let written = match (&options.out, options.format) {
        (None, Format::Text) => print(&[report, summary].join(if shown.is_empty() { "" } else { "\n" })),
        (None, _) => print(&report),
        (Some(file), _) => {
            say(&summary);
            write_file(file, &report, &spec.sources)
        }
    };
    match options.fail_on.severity() {
        Some(severity) if findings.reach(severity) => Outcome::Failed,
        _ => written,
    }
}

fn render(options: &Options, shown: &[Diagnostic], sources: &Sources, color: Color) -> String {
    match options.format {
        Format::Text => render_findings(shown, sources, options.out.is_none() && color.on_stdout()),
        Format::Json => shown.iter().map(|finding| render_json(finding, sources)).collect(),
        Format::Sarif => render_sarif(shown, sources),
    }
}
