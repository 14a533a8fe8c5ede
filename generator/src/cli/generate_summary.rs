//! What `generate` says at its end.

use super::stamp::Said;
use crate::diagnostic::Counts;
use crate::dialect::PageOutcome;
use crate::lowering::RustCrate;
use crate::output::{FileSet, OutputReport, WriteMode};
use crate::reading::Reading;
use crate::visible::visible;
use std::fmt::Write;
use std::time::Duration;

/// What a run found, for the runs after it.
pub(super) fn said(reading: &Reading, files: &FileSet) -> Said {
    let counts = Counts::of(&reading.diagnostics);
    Said {
        pages: reading.pages.len(),
        // And the list of them.
        files: files.iter().count() + 1,
        warnings: counts.warnings,
        notes: counts.notes,
        allowed: reading.allowed.len(),
        title: title(reading).to_owned(),
    }
}

fn title(reading: &Reading) -> &str {
    let api = &reading.api;
    if api.title.is_empty() { &api.name } else { &api.title }
}

/// What is said where nothing changed.
pub(super) fn unchanged_text(said: &Said, time: Duration) -> String {
    let Said { pages, files, warnings, notes, .. } = *said;
    let warnings_text = warnings_text(notes, said.allowed);
    let see = if warnings + notes == 0 { "" } else { " (show them with --all)" };
    format!(
        "{}\nnothing changed\n{:<12}{pages:>6}\n{:<12}{warnings:>6}   {warnings_text}{see}\n{:<12}{files:>6}   0 written, \
         {files} unchanged\n{:<12}{:>6.2}   seconds\n",
        visible(&said.title),
        "pages",
        "warnings",
        "files",
        "time",
        time.as_secs_f64()
    )
}

fn warnings_text(notes: usize, allowed: usize) -> String {
    let allowed = if allowed == 0 { String::new() } else { format!(", {allowed} allowed") };
    format!("and {notes} {}{allowed}", if notes == 1 { "note" } else { "notes" })
}

/// What was done, in aligned lines.
pub(super) fn summary(
    reading: &Reading,
    client: &RustCrate,
    written: &OutputReport,
    mode: WriteMode,
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
    line("warnings", counts.warnings, warnings_text(counts.notes, reading.allowed.len()));
    line("files", written.changed.len() + written.unchanged.len(), files_text(written, mode));
    let _ = writeln!(out, "{:<12}{:>6.2}   seconds", "time", time.as_secs_f64());
    if mode == WriteMode::DryRun {
        out.extend(written.changed.iter().map(|path| format!("write   {path}\n")));
        out.extend(written.removed.iter().map(|path| format!("remove  {path}\n")));
    }
    format!("{}\n{out}", visible(title(reading)))
}

fn files_text(written: &OutputReport, mode: WriteMode) -> String {
    let (changed, removed) = match mode {
        WriteMode::Write => ("written", "removed"),
        WriteMode::DryRun => ("to write", "to remove"),
        WriteMode::Check => ("out of date", "to remove"),
    };
    let mut text = format!("{} {changed}, {} unchanged", written.changed.len(), written.unchanged.len());
    if !written.removed.is_empty() {
        let _ = write!(text, ", {} {removed}", written.removed.len());
    }
    text
}
