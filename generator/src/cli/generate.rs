//! `docbind generate`: the client crate.

use super::generate_progress::progress;
use super::generate_summary::{said, summary, unchanged_text};
use super::report::{Detail, report};
use super::spec::SpecOptions;
use super::stamp::Stamps;
use super::{Outcome, fail, print};
use crate::backend::{CrateOptions, Emission};
use crate::diagnostic::{Counts, Diagnostic, is_of_run, render_json};
use crate::lock::LOCK_NAME;
use crate::output::{FileSet, OutputReport, WriteMode, write_files};
use crate::progress::Stage;
use crate::source::Sources;
use crate::visible::visible_path;
use crate::{Generated, generate_client};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

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
    /// Generate again whenever a page or a setting changes, and show what that changes of the client.
    #[cfg(feature = "watch")]
    #[arg(long, conflicts_with_all = ["check", "dry_run", "message_format"])]
    watch: bool,
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
    #[cfg(feature = "watch")]
    if options.watch {
        return super::watch::run(options, color);
    }
    let start = Instant::now();
    let stamps = options.stamps();
    if let Some(said) =
        stamps.as_ref().filter(|_| options.may_skip()).and_then(|s| s.unchanged(!options.check))
    {
        if !options.quiet {
            print(&unchanged_text(&said, start.elapsed()));
        }
        return Outcome::Done;
    }
    generate(options, stamps, start, color).map_or_else(|outcome| outcome, |(_, outcome)| outcome)
}

impl Options {
    pub(super) fn spec(&self) -> &Path {
        &self.input.spec
    }

    pub(super) fn out(&self) -> &Path {
        &self.out
    }

    fn mode(&self) -> WriteMode {
        match (self.check, self.dry_run) {
            (true, _) => WriteMode::Check,
            (_, true) => WriteMode::DryRun,
            _ => WriteMode::Write,
        }
    }

    /// Whether a few words will do where nothing changed.
    fn may_skip(&self) -> bool {
        !self.all && self.message_format == MessageFormat::Human
    }

    fn crate_options(&self) -> CrateOptions {
        let runtime_path = self.runtime_path.as_deref().map(|path| path_from(&self.out, path));
        CrateOptions { runtime_path, emission: self.emission.into() }
    }

    /// What is known of earlier runs.
    pub(super) fn stamps(&self) -> Option<Stamps> {
        let told = format!("{:?} {}", self.crate_options(), self.input.levels());
        Stamps::open(&self.input.spec, &self.out, &told)
    }
}

/// Reads, generates and writes. An error of the run gives no more than the outcome.
pub(super) fn generate(
    options: &Options,
    stamps: Option<Stamps>,
    start: Instant,
    color: bool,
) -> Result<(Generated, Outcome), Outcome> {
    let progress = progress(options.quiet || options.message_format == MessageFormat::Json);
    progress.begins(Stage::Loading, 0);
    let spec = options.input.load()?;
    let made = generate_client(spec, &*progress);
    progress.begins(Stage::Writing, made.spec.pages.len());
    let said = &made.reading.diagnostics;
    let stopping = made.stopped_by(options.keep_going).map(is_of_run);
    let files = stopping.is_none().then(|| made.crate_files(&options.crate_options()));
    // What follows is said where the bar was.
    drop(progress);
    let errors = show(options, said, &made.spec.sources, color);
    let Some(files) = files else {
        return Err(fail(match stopping {
            Some(true) => "nothing was written",
            _ => "nothing was written: `--keep-going` writes what could be read",
        }));
    };
    let outcome = write(options, &made, &files, stamps.filter(|_| !errors), start)?;
    Ok((made, if errors { Outcome::Failed } else { outcome }))
}

/// Writes a client and its lock, or says what would be written.
fn write(
    options: &Options,
    made: &Generated,
    files: &FileSet,
    stamps: Option<Stamps>,
    start: Instant,
) -> Result<Outcome, Outcome> {
    let mode = options.mode();
    let written = write_files(files, &options.out, mode).map_err(|error| fail(&error.to_string()))?;
    let new_lock = made.write_lock(mode).map_err(|error| fail(&error.to_string()))?;
    if let Some(stamps) = stamps.filter(|_| mode == WriteMode::Write) {
        stamps.leave(&made.spec, files, said(&made.reading, files));
    }
    if !options.quiet && options.message_format == MessageFormat::Human {
        print(&summary(&made.reading, &made.client, &written, mode, start.elapsed()));
    }
    if mode == WriteMode::Check && (new_lock || !written.was_current()) {
        return Err(fail(&stale_message(options, &written, new_lock)));
    }
    Ok(Outcome::Done)
}

/// `target` as seen from `folder`, with `/` between segments; both relative to the working directory.
fn path_from(folder: &Path, target: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let relative = pathdiff::diff_paths(absolute(target), absolute(folder));
    relative.unwrap_or_else(|| absolute(target)).to_string_lossy().replace('\\', "/")
}

fn stale_message(options: &Options, written: &OutputReport, new_lock: bool) -> String {
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
    if new_lock {
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
