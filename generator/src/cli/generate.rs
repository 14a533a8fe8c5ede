//! `docbind generate`: the client crate.

use super::report::{Detail, report};
use super::spec::SpecOptions;
use super::{Outcome, fail, print};
use docbind::backend::{CrateOptions, Emission, emit_crate};
use docbind::diagnostic::{Counts, Diagnostic, is_of_run, render_json, stops_output};
use docbind::dialect::PageOutcome;
use docbind::lock::{LOCK_NAME, Lock};
use docbind::lowering::RustCrate;
use docbind::output::{Mode, OutputError, OutputReport, write_files};
use docbind::source::{Sources, Spec};
use docbind::visible::{visible, visible_path};
use docbind::{Reading, lower_spec, read_spec};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub(super) struct Options {
    /// The folder to write the crate to.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Where the docbind-runtime crate lies, for a client that does not take it from the registry.
    #[arg(long, value_name = "DIR")]
    runtime_path: Option<PathBuf>,
    /// How types are read and written: lean compiles fastest.
    #[arg(long, value_enum, default_value_t = EmissionName::Lean, value_name = "EMISSION")]
    emission: EmissionName,
    /// Write nothing; fail where the folder is not up to date.
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Write nothing; say what would be written.
    #[arg(long)]
    dry_run: bool,
    /// Write what could be read, in spite of errors in pages.
    #[arg(long)]
    keep_going: bool,
    /// Show every diagnostic, not just a few of each kind.
    #[arg(long)]
    all: bool,
    /// Show errors only.
    #[arg(long, short, conflicts_with = "all")]
    quiet: bool,
    /// How to show diagnostics; json prints one object a line to standard output.
    #[arg(long, value_enum, default_value_t = MessageFormat::Human, value_name = "FORMAT")]
    message_format: MessageFormat,
    #[command(flatten)]
    input: SpecOptions,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum EmissionName {
    /// A table for each type, one engine for all.
    Lean,
    /// Serde's derives in the direction that a type travels.
    Directed,
    /// Serde's derives in both directions, and async functions.
    Derived,
}

impl From<EmissionName> for Emission {
    fn from(name: EmissionName) -> Self {
        match name {
            EmissionName::Lean => Emission::Lean,
            EmissionName::Directed => Emission::Directed,
            EmissionName::Derived => Emission::Derived,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum MessageFormat {
    Human,
    Json,
}

pub(super) fn run(options: &Options, color: bool) -> Outcome {
    let start = Instant::now();
    let spec = match options.input.load() {
        Ok(spec) => spec,
        Err(outcome) => return outcome,
    };
    let mut reading = read_spec(&spec);
    let (client, lock, found) = lower_spec(&spec, &reading.api);
    reading.add(&spec, found);
    let errors = show(options, &reading.diagnostics, &spec.sources, color);
    let stops = |diagnostic: &&Diagnostic| stops_output(diagnostic, options.keep_going);
    if let Some(diagnostic) = reading.diagnostics.iter().find(stops) {
        return fail(match is_of_run(diagnostic) {
            true => "nothing was written",
            false => "nothing was written: `--keep-going` writes what could be read",
        });
    }
    let mode = match (options.check, options.dry_run) {
        (true, _) => Mode::Check,
        (_, true) => Mode::DryRun,
        _ => Mode::Write,
    };
    let runtime_path = options.runtime_path.as_deref().map(|path| path_from(&options.out, path));
    let files = emit_crate(&client, &CrateOptions { runtime_path, emission: options.emission.into() });
    let written = match write_files(&files, &options.out, mode) {
        Ok(written) => written,
        Err(error) => return fail(&error.to_string()),
    };
    let lock = match keep_lock(&spec, &lock, mode) {
        Ok(lock) => lock,
        Err(error) => return fail(&error.to_string()),
    };
    if !options.quiet && options.message_format == MessageFormat::Human {
        print(&summary(&reading, &client, &written, mode, start.elapsed()));
    }
    if mode == Mode::Check && !(written.was_current() && lock == LockState::Current) {
        return fail(&stale_message(options, &written, lock));
    }
    if errors { Outcome::Failed } else { Outcome::Done }
}

/// What became of `docbind.lock`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LockState {
    /// It says what it should, or the pages are no spec folder and have none.
    Current,
    /// It was written, or would be.
    Changed,
}

/// Writes the lock beside `docbind.toml`.
fn keep_lock(spec: &Spec, lock: &Lock, mode: Mode) -> Result<LockState, OutputError> {
    if spec.config_file.is_none() || spec.lock.as_ref() == Some(lock) {
        return Ok(LockState::Current);
    }
    if mode == Mode::Write {
        lock.save(&spec.root)?;
    }
    Ok(LockState::Changed)
}

/// `target` as seen from `folder`, with `/` between segments; both relative to the working directory.
fn path_from(folder: &Path, target: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let relative = pathdiff::diff_paths(absolute(target), absolute(folder));
    relative.unwrap_or_else(|| absolute(target)).to_string_lossy().replace('\\', "/")
}

fn stale_message(options: &Options, written: &OutputReport, lock: LockState) -> String {
    let mut command = format!(
        "docbind generate {} --out {}",
        visible_path(&options.input.spec),
        visible_path(&options.out)
    );
    if let Some(path) = &options.runtime_path {
        let _ = write!(command, " --runtime-path {}", visible_path(path));
    }
    let stale = written.changed.iter().chain(&written.removed);
    let mut files: String = stale.map(|path| format!("\n  {path}")).collect();
    if lock == LockState::Changed {
        let _ = write!(files, "\n  {LOCK_NAME}, beside the pages");
    }
    format!(
        "`{}` is not up to date:{files}\nbring it up to date with `{command}`",
        visible_path(&options.out)
    )
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

/// What was done, in aligned lines.
fn summary(
    reading: &Reading,
    client: &RustCrate,
    written: &OutputReport,
    mode: Mode,
    time: Duration,
) -> String {
    let api = &reading.api;
    let endpoints = reading.pages.iter().filter(|(_, page)| page.outcome == PageOutcome::Endpoint).count();
    let counts = Counts::of(&reading.diagnostics);
    let groups = api.groups.len();
    let base = visible(api.base_url.as_deref().unwrap_or("no base URL"));
    let mut out = String::new();
    let mut line = |name: &str, count: usize, text: String| {
        let _ = writeln!(out, "{}", format!("{name:<12}{count:>6}   {text}").trim_end());
    };
    let silent = reading.pages.iter().filter(|(_, page)| page.outcome.gave_nothing()).count();
    let silent = if silent == 0 { String::new() } else { format!(", {silent} gave nothing") };
    line("pages", reading.pages.len(), format!("{endpoints} describe operations{silent}"));
    line(
        "operations",
        api.operations.len(),
        format!("in {groups} group{}, {base}", if groups == 1 { "" } else { "s" }),
    );
    line("types", client.types.len(), String::new());
    for (name, tally, done) in reading.reproduction.lines() {
        line(name, tally.reproduced, format!("of {} in the pages can be {done}", tally.documented));
    }
    let notes = if counts.notes == 1 { "note" } else { "notes" };
    let allowed = match reading.allowed.len() {
        0 => String::new(),
        count => format!(", {count} allowed"),
    };
    line("warnings", counts.warnings, format!("and {} {notes}{allowed}", counts.notes));
    line("files", written.changed.len() + written.unchanged.len(), files_text(written, mode));
    let _ = writeln!(out, "{:<12}{:>6.2}   seconds", "time", time.as_secs_f64());
    if mode == Mode::DryRun {
        out.extend(written.changed.iter().map(|path| format!("write   {path}\n")));
        out.extend(written.removed.iter().map(|path| format!("remove  {path}\n")));
    }
    format!("{}\n{out}", visible(if api.title.is_empty() { &api.name } else { &api.title }))
}

fn files_text(written: &OutputReport, mode: Mode) -> String {
    let (changed, removed) = match mode {
        Mode::Write => ("written", "removed"),
        Mode::DryRun => ("to write", "to remove"),
        Mode::Check => ("out of date", "to remove"),
    };
    let mut text = format!("{} {changed}, {} unchanged", written.changed.len(), written.unchanged.len());
    if !written.removed.is_empty() {
        let _ = write!(text, ", {} {removed}", written.removed.len());
    }
    text
}
