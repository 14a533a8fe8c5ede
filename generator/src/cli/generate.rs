//! `docbind generate`: the client crate.

use super::report::{Detail, report};
use super::seam::{Client, Mode, Written, emit_client, write_files};
use super::{Outcome, fail, print};
use docbind::diagnostic::{Counts, Diagnostic, Severity, render_json, sort_diagnostics};
use docbind::dialect::PageOutcome;
use docbind::source::{Sources, load_spec};
use docbind::{Reading, read_spec};
use std::fmt::Write;
use std::path::PathBuf;
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub(super) struct Options {
    /// A folder with a docbind.toml, a plain folder of pages, or one page.
    spec: PathBuf,
    /// The folder to write the crate to.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Write nothing; fail where the folder is not up to date.
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Write nothing; say what would be written.
    #[arg(long)]
    dry_run: bool,
    /// Show every diagnostic, not just a few of each kind.
    #[arg(long)]
    all: bool,
    /// Show errors only.
    #[arg(long, short, conflicts_with = "all")]
    quiet: bool,
    /// How to show diagnostics; json prints one object a line to standard output.
    #[arg(long, value_enum, default_value_t = MessageFormat::Human, value_name = "FORMAT")]
    message_format: MessageFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum MessageFormat {
    Human,
    Json,
}

pub(super) fn run(options: &Options, color: bool) -> Outcome {
    let start = Instant::now();
    let spec = match load_spec(&options.spec) {
        Ok(spec) => spec,
        Err(error) => return fail(&error.to_string()),
    };
    let mut reading = read_spec(&spec);
    let client = emit_client(&reading.api, &spec.config);
    reading.diagnostics.extend(client.diagnostics.iter().cloned());
    sort_diagnostics(&mut reading.diagnostics);
    let errors = show(options, &reading.diagnostics, &spec.sources, color);
    if reading.diagnostics.iter().any(stops_output) {
        return fail("nothing was written");
    }
    let mode = match (options.check, options.dry_run) {
        (true, _) => Mode::Check,
        (_, true) => Mode::DryRun,
        _ => Mode::Write,
    };
    let written = match write_files(&client.files, &options.out, mode) {
        Ok(written) => written,
        Err(error) => return fail(&error),
    };
    if !options.quiet && options.message_format == MessageFormat::Human {
        print(&summary(&reading, &client, &written, mode, start.elapsed()));
    }
    let stale = mode == Mode::Check && !(written.changed.is_empty() && written.removed.is_empty());
    if stale {
        let command = format!("docbind generate {} --out {}", options.spec.display(), options.out.display());
        return fail(&format!(
            "`{}` is not up to date; bring it up to date with `{command}`",
            options.out.display()
        ));
    }
    if errors { Outcome::Failed } else { Outcome::Done }
}

fn show(options: &Options, diagnostics: &[Diagnostic], sources: &Sources, color: bool) -> bool {
    if options.message_format == MessageFormat::Json {
        let lines: String = diagnostics.iter().map(|d| render_json(d, sources)).collect();
        print(&lines);
        return Counts::of(diagnostics).errors > 0;
    }
    let detail = match (options.all, options.quiet) {
        (true, _) => Detail::All,
        (_, true) => Detail::Errors,
        _ => Detail::Overview,
    };
    report(diagnostics, sources, detail, color)
}

/// An error of a page leaves out that page; one of the settings or of the run leaves nothing that was
/// asked for.
fn stops_output(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error && diagnostic.rule.code.starts_with("D05")
}

/// What was done, in aligned lines.
fn summary(reading: &Reading, client: &Client, written: &Written, mode: Mode, time: Duration) -> String {
    let api = &reading.api;
    let endpoints = reading.pages.iter().filter(|(_, page)| page.outcome == PageOutcome::Endpoint).count();
    let counts = Counts::of(&reading.diagnostics);
    let groups = api.groups.len();
    let base = api.base_url.as_deref().unwrap_or("no base URL");
    let mut out = String::new();
    let mut line = |name: &str, count: usize, text: String| {
        let _ = writeln!(out, "{}", format!("{name:<12}{count:>6}   {text}").trim_end());
    };
    line("pages", reading.pages.len(), format!("{endpoints} describe operations"));
    line(
        "operations",
        api.operations.len(),
        format!("in {groups} group{}, {base}", if groups == 1 { "" } else { "s" }),
    );
    line("types", client.types, String::new());
    line("warnings", counts.warnings, format!("and {} notes", counts.notes));
    line("files", client.files.len(), files_text(written, mode));
    let _ = writeln!(out, "{:<12}{:>6.2}   seconds", "time", time.as_secs_f64());
    if mode == Mode::DryRun {
        let changed = written.changed.iter().map(|path| format!("write   {path}\n"));
        let removed = written.removed.iter().map(|path| format!("remove  {path}\n"));
        out.extend(changed.chain(removed));
    }
    format!("{}\n{out}", if api.title.is_empty() { &api.name } else { &api.title })
}

fn files_text(written: &Written, mode: Mode) -> String {
    let (changed, removed) = match mode {
        Mode::Write => ("written", "removed"),
        Mode::DryRun => ("to write", "to remove"),
        Mode::Check => ("out of date", "to remove"),
    };
    let mut text = format!("{} {changed}, {} unchanged", written.changed.len(), written.unchanged);
    if !written.removed.is_empty() {
        let _ = write!(text, ", {} {removed}", written.removed.len());
    }
    text
}
