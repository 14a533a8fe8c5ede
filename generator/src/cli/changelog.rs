//! `docbind changelog`: the entry of the generated crate's CHANGELOG.

use super::compared::ComparedOptions;
use super::{Manner, Outcome, print, say, unavailable, usage, write_file};
use crate::diff::{insert_entry, propose_version, render_entry};
use crate::source::Sources;
use crate::visible::{visible, visible_path};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(super) struct Options {
    /// The version of the entry; without it, the next one by the changes.
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// The day of the version: 2026-03-04.
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// The file to write the entry into; `-` prints it.
    #[arg(long, value_name = "FILE", default_value = "CHANGELOG.md")]
    file: PathBuf,
    #[command(flatten)]
    compared: ComparedOptions,
}

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    if let Some(wrong) = wrong_word(options) {
        return usage(&wrong);
    }
    let (diff, whole) = match options.compared.compare(manner.color) {
        Ok(compared) => compared,
        Err(outcome) => return outcome,
    };
    if !whole {
        return unavailable("nothing was written: both sides must be read without errors");
    }
    if diff.changes.is_empty() {
        say("nothing changed: there is no entry to write\n");
        return Outcome::Done;
    }
    let Some(version) = options.version.clone().or_else(|| propose_version(&diff.version, &diff)) else {
        return usage("which version comes next cannot be told: give it with `--version 0.2.0`");
    };
    let entry = render_entry(&diff, &version, options.date.as_deref());
    if options.file == Path::new("-") {
        return print(&entry);
    }
    let before = match std::fs::read_to_string(&options.file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return unavailable(&format!("cannot read `{}`: {error}", visible_path(&options.file))),
    };
    let written = write_file(&options.file, &insert_entry(&before, &version, &entry), &Sources::default());
    if written == Outcome::Done {
        say(&format!("{}: {version}, {}\n", visible_path(&options.file), diff.counts()));
    }
    written
}

/// What is wrong with the words that go into the heading.
fn wrong_word(options: &Options) -> Option<String> {
    let is_date = |date: &str| {
        date.len() == 10
            && date
                .bytes()
                .enumerate()
                .all(|(at, b)| if matches!(at, 4 | 7) { b == b'-' } else { b.is_ascii_digit() })
    };
    if let Some(version) = options.version.as_ref().filter(|version| semver::Version::parse(version).is_err())
    {
        return Some(format!("`{}` is not a version: write it as in `--version 0.2.0`", visible(version)));
    }
    let wrong = options.date.as_ref().filter(|date| !is_date(date))?;
    Some(format!("`{}` is not a day: write it as in `--date 2026-03-04`", visible(wrong)))
}
