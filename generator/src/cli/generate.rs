//! `docbind generate`: the client crate.

use super::generate_summary::{said, summary, unchanged_text};
use super::out_folder::check_out_folder;
use super::report::{Detail, report};
use super::runtime_source::{RuntimeOptions, RuntimeSource};
use super::spec::SpecsOptions;
use super::stamp::Stamps;
use super::worth_doing::worth_doing;
use super::{Manner, Outcome, fail, print, say, unavailable, usage};
use crate::backend::{CrateOptions, Emission};
use crate::diagnostic::{Counts, Diagnostic, fits_in_full, is_of_run, render_json};
use crate::lock::LOCK_NAME;
use crate::output::{FileSet, OutputReport, WriteMode, write_files};
use crate::progress::{Progress, Stage};
use crate::source::Sources;
use crate::visible::visible_path;
use crate::{Generated, generate_client};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

#[derive(clap::Args, Clone)]
pub(super) struct Options {
    /// The folder to write the crate to; with several SPECs, the folder that gets a crate for each.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    runtime: RuntimeOptions,
    /// How types are read and written: lean compiles fastest.
    #[arg(long, value_enum, default_value_t = EmissionName::Lean, value_name = "EMISSION")]
    emission: EmissionName,
    /// Write nothing; fail where the folder is out of date.
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    /// Write nothing; say what would be written.
    #[arg(long)]
    dry_run: bool,
    /// Generate again whenever a page or a setting changes, and show what that changes of the client.
    #[cfg(feature = "watch")]
    #[arg(long, conflicts_with_all = ["check", "dry_run", "format"])]
    watch: bool,
    /// Write what could be read, in spite of errors in pages.
    #[arg(long)]
    keep_going: bool,
    /// Show every diagnostic, not just a few of each kind.
    #[arg(long)]
    all: bool,
    /// How to show diagnostics; json prints one object a line to standard output.
    #[arg(long, alias = "message-format", value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    input: SpecsOptions,
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
enum Format {
    #[value(alias = "human")]
    Text,
    Json,
}

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    let each = match options.for_each_spec() {
        Ok(each) => each,
        Err(outcome) => return outcome,
    };
    each.iter().fold(Outcome::Done, |outcome, options| outcome.and(run_one(options, manner)))
}

fn run_one(options: &Options, manner: &Manner) -> Outcome {
    let checked = check_out_folder(options.spec(), &options.out).and_then(|()| options.runtime.check());
    if let Err(outcome) = checked {
        return outcome;
    }
    #[cfg(feature = "watch")]
    if options.watch {
        return super::generate_watch::run(options, manner);
    }
    let start = Instant::now();
    let stamps = options.stamps();
    if let Some(said) =
        stamps.as_ref().filter(|_| options.may_skip(manner)).and_then(|s| s.unchanged(!options.check))
    {
        if !manner.quiet {
            print(&unchanged_text(&said, start.elapsed()));
        }
        return Outcome::Done;
    }
    generate(options, stamps, start, manner).map_or_else(|outcome| outcome, |(_, outcome)| outcome)
}

impl Options {
    /// The options of one run for each SPEC. With several, each crate has a folder of its own, named after its SPEC.
    fn for_each_spec(&self) -> Result<Vec<Self>, Outcome> {
        let specs = &self.input.specs;
        if specs.len() == 1 {
            return Ok(vec![self.clone()]);
        }
        #[cfg(feature = "watch")]
        if self.watch {
            return Err(usage("`--watch` takes one SPEC"));
        }
        let mut each: Vec<Self> = Vec::new();
        for spec in specs {
            let absolute = spec.canonicalize().unwrap_or_else(|_| spec.clone());
            let stem = if absolute.is_dir() { absolute.file_name() } else { absolute.file_stem() };
            let out = self.out.join(stem.unwrap_or_default());
            if let Some(other) = each.iter().find(|other| other.out == out) {
                return Err(usage(&format!(
                    "`{}` and `{}` would both be written to `{}`: generate them one by one",
                    visible_path(other.spec()),
                    visible_path(spec),
                    visible_path(&out)
                )));
            }
            each.push(Self { out, input: self.input.only(spec), ..self.clone() });
        }
        Ok(each)
    }

    pub(super) fn spec(&self) -> &Path {
        self.input.first()
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
    fn may_skip(&self, manner: &Manner) -> bool {
        !self.all && !manner.verbose && self.format == Format::Text
    }

    fn crate_options(&self) -> CrateOptions {
        let runtime_path = self.runtime.runtime_path.as_deref().map(|path| path_from(&self.out, path));
        let vendor_runtime = self.runtime.runtime == RuntimeSource::Vendored;
        CrateOptions { runtime_path, vendor_runtime, emission: self.emission.into() }
    }

    /// What is known of earlier runs.
    pub(super) fn stamps(&self) -> Option<Stamps> {
        let told = format!("{:?} {}", self.crate_options(), self.input.levels());
        Stamps::open(self.spec(), &self.out, &told)
    }
}

/// Reads, generates and writes. An error of the run gives no more than the outcome.
pub(super) fn generate(
    options: &Options,
    stamps: Option<Stamps>,
    start: Instant,
    manner: &Manner,
) -> Result<(Generated, Outcome), Outcome> {
    let progress = manner.progress(options.format == Format::Json);
    let spec = options.input.load(options.spec(), &progress)?;
    let made = generate_client(spec, &progress);
    progress.begins(Stage::Writing, made.spec.pages.len());
    let said = &made.reading.diagnostics;
    let stopping = made.stopped_by(options.keep_going).map(is_of_run);
    let files = stopping.is_none().then(|| made.crate_files(&options.crate_options()));
    // What follows is said where the bar was.
    drop(progress);
    let errors = show(options, said, &made.spec.sources, manner);
    let Some(files) = files else {
        return Err(fail(match stopping {
            Some(true) => "nothing was written",
            _ => "nothing was written: `--keep-going` writes what could be read",
        }));
    };
    let outcome = write(options, &made, &files, stamps.filter(|_| !errors), start, manner)?;
    Ok((made, if errors { Outcome::Findings } else { outcome }))
}

/// Writes a client and its lock, or says what would be written.
fn write(
    options: &Options,
    made: &Generated,
    files: &FileSet,
    stamps: Option<Stamps>,
    start: Instant,
    manner: &Manner,
) -> Result<Outcome, Outcome> {
    let mode = options.mode();
    let written = write_files(files, &options.out, mode).map_err(|error| unavailable(&error.to_string()))?;
    let new_lock = made.write_lock(mode).map_err(|error| unavailable(&error.to_string()))?;
    if let Some(stamps) = stamps.filter(|_| mode == WriteMode::Write) {
        stamps.leave(&made.spec, files, said(&made.reading, files));
    }
    if !manner.quiet && options.format == Format::Text {
        print(&summary(&made.reading, &made.client, &written, mode, start.elapsed()));
    }
    if mode == WriteMode::Check && (new_lock || !written.was_current()) {
        return Err(fail(&stale_message(options, &written, new_lock)));
    }
    Ok(Outcome::Done)
}

/// `target` as seen from `folder`, with `/` between segments; both relative to the working directory.
pub(super) fn path_from(folder: &Path, target: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let relative = pathdiff::diff_paths(absolute(target), absolute(folder));
    relative.unwrap_or_else(|| absolute(target)).to_string_lossy().replace('\\', "/")
}

fn stale_message(options: &Options, written: &OutputReport, new_lock: bool) -> String {
    let (spec, out) = (visible_path(options.spec()), visible_path(&options.out));
    let command = format!("docbind generate {spec} --out {out}{}", options.runtime.as_given());
    let stale = written.changed.iter().chain(&written.removed);
    let mut files: String = stale.map(|path| format!("\n  {path}")).collect();
    if new_lock {
        let _ = write!(files, "\n  {LOCK_NAME}, beside the pages");
    }
    format!("`{}` is out of date:{files}\nbring it up to date with `{command}`", visible_path(&options.out))
}

fn show(options: &Options, diagnostics: &[Diagnostic], sources: &Sources, manner: &Manner) -> bool {
    if options.format == Format::Json {
        let lines: String = diagnostics.iter().map(|d| render_json(d, sources)).collect();
        print(&lines);
        return Counts::of(diagnostics).errors > 0;
    }
    let detail = manner.detail(options.all, Detail::Overview);
    let errors = report(diagnostics, sources, detail, manner.color);
    if detail == Detail::Overview && !fits_in_full(diagnostics, sources) {
        let has_settings = options.spec().is_dir();
        say(&format!("{}\n", worth_doing(diagnostics, &visible_path(options.spec()), has_settings)));
    }
    errors
}
