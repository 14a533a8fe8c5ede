//! `docbind check-docs`: what is wrong with the pages.

use super::spec::SpecsOptions;
#[cfg(feature = "watch")]
use super::tree::Tree;
#[cfg(feature = "watch")]
use super::watch::{watch_folder, watched_folder};
use super::{Manner, Outcome, print, say, usage, write_file};
use crate::diagnostic::{Diagnostic, Severity, render_json};
use crate::findings::{collect_findings, join_sarif, render_findings, render_sarif, render_summary};
use crate::read_all;
use crate::source::Sources;
use crate::visible::visible_path;
use std::path::{Path, PathBuf};

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
    /// Check again whenever a page or a setting changes, for a terminal or a task of an editor.
    #[cfg(feature = "watch")]
    #[arg(long, conflicts_with = "out")]
    watch: bool,
    #[command(flatten)]
    input: SpecsOptions,
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

/// What was found in one SPEC.
struct Checked {
    report: String,
    summary: String,
    reaches: bool,
    sources: Sources,
}

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    #[cfg(feature = "watch")]
    if options.watch {
        return watch(options, manner);
    }
    run_once(options, manner)
}

/// Checks again and again. The two lines around each report tell an editor when to take its marks away and when all are
/// there.
#[cfg(feature = "watch")]
fn watch(options: &Options, manner: &Manner) -> Outcome {
    let [spec] = options.input.specs.as_slice() else { return usage("`--watch` takes one SPEC") };
    if !spec.exists() {
        // Says why.
        return run_once(options, manner);
    }
    let folder = watched_folder(spec);
    let shown = visible_path(spec);
    watch_folder(
        &folder,
        |seen| Tree::of_folder(&folder, seen),
        |_| {
            say(&format!("checking `{shown}`\n"));
            run_once(options, manner);
            say(&format!("checked `{shown}`\n"));
        },
    )
}

fn run_once(options: &Options, manner: &Manner) -> Outcome {
    let mut outcome = Outcome::Done;
    let mut checked = Vec::new();
    for spec in &options.input.specs {
        match check(options, spec, manner) {
            Ok(of_spec) => checked.push(of_spec),
            Err(of_spec) => outcome = outcome.and(of_spec),
        }
    }
    if checked.is_empty() {
        return outcome;
    }
    let written = match (&options.out, options.format) {
        (None, Format::Text) => print(&texts(&checked, manner)),
        (None, _) => print(&joined(options.format, &checked)),
        (Some(file), _) => {
            if !manner.quiet {
                say(&checked.iter().map(|of| of.summary.as_str()).collect::<Vec<_>>().join("\n"));
            }
            let mut inputs = Sources::default();
            for file in checked.iter().flat_map(|of| of.sources.iter()) {
                inputs.add(file.path.as_str(), file.relative.as_str(), "");
            }
            write_file(file, &joined(options.format, &checked), &inputs)
        }
    };
    let found = if checked.iter().any(|of| of.reaches) { Outcome::Findings } else { Outcome::Done };
    outcome.and(written).and(found)
}

fn check(options: &Options, spec: &Path, manner: &Manner) -> Result<Checked, Outcome> {
    let progress = manner.progress(false);
    let spec = options.input.load(spec, &progress)?;
    let findings = collect_findings(&read_all(&spec, &progress));
    drop(progress);
    let level = if manner.quiet { Severity::Error } else { options.level.into() };
    let shown = findings.from_severity(level);
    Ok(Checked {
        report: render(options, &shown, &spec.sources, manner),
        summary: render_summary(&findings),
        reaches: options.fail_on.severity().is_some_and(|severity| findings.reach(severity)),
        sources: spec.sources,
    })
}

fn render(options: &Options, shown: &[Diagnostic], sources: &Sources, manner: &Manner) -> String {
    match options.format {
        Format::Text => render_findings(shown, sources, options.out.is_none() && manner.color_stdout),
        Format::Json => shown.iter().map(|finding| render_json(finding, sources)).collect(),
        Format::Sarif => render_sarif(shown, sources),
    }
}

/// Each report with its summary.
fn texts(checked: &[Checked], manner: &Manner) -> String {
    let summary = |of: &Checked| if manner.quiet { String::new() } else { of.summary.clone() };
    let text = |of: &Checked| {
        let parts = [of.report.clone(), summary(of)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
    };
    checked.iter().map(text).collect::<Vec<_>>().join("\n")
}

/// The reports as one document.
fn joined(format: Format, checked: &[Checked]) -> String {
    let reports: Vec<&str> = checked.iter().map(|of| of.report.as_str()).collect();
    match (format, reports.as_slice()) {
        (Format::Sarif, [_, _, ..]) => join_sarif(&reports),
        (Format::Text, several) => several.join("\n"),
        (_, several) => several.concat(),
    }
}
