//! The two sides of `docbind diff` and `docbind changelog`, as they are given.

use super::given::open_spec;
use super::report::{Detail, report};
use super::revision::{Revision, check_out};
use super::{Outcome, say, unavailable};
use crate::diff::{Diff, Rules, Snapshot, compare};
use crate::generate_client;
use crate::lock::Lock;
use crate::model::ModelFile;
use crate::progress::Silent;
use crate::source::Sources;
use crate::spec::{Spec, load_spec};
use crate::visible::{visible, visible_path};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(super) struct ComparedOptions {
    /// The older side: a folder, a page, `git:REV` (of the folder that the other side is, or of the current one), a
    /// docbind.lock, or a JSON file that `docbind model` wrote.
    old: String,
    /// The newer side, in the same forms.
    new: String,
    /// Class new fields and variants as breaking: for callers with literals of all fields and matches of all variants.
    #[arg(long)]
    strict: bool,
}

/// A side that was opened.
enum Side {
    Pages(Box<Spec>),
    Model(Box<ModelFile>),
    Lock(Lock),
}

impl ComparedOptions {
    /// Compares the sides. Gives as well whether both could be read without errors.
    pub(super) fn compare(&self, color: bool) -> Result<(Diff, bool), Outcome> {
        let mut folders = Vec::new();
        let mut old = open(&self.old, &self.new, &mut folders)?;
        let mut new = open(&self.new, &self.old, &mut folders)?;
        // What a folder is called says nothing of the API.
        match (&mut old, &mut new) {
            (Side::Pages(old), Side::Pages(new)) => old.name.clone_from(&new.name),
            (Side::Pages(spec), Side::Model(file)) | (Side::Model(file), Side::Pages(spec)) => {
                file.api().name.clone_into(&mut spec.name);
            }
            _ => {}
        }
        let mut whole = true;
        let old = read(&self.old, old, None, color, &mut whole)?;
        let new = read(&self.new, new, Some(&old.lock), color, &mut whole)?;
        Ok((compare(&old, &new, Rules { strict: self.strict }), whole))
    }
}

/// Opens a side. What was checked out for it is kept in `folders`.
fn open(argument: &str, other: &str, folders: &mut Vec<Revision>) -> Result<Side, Outcome> {
    if let Some(revision) = argument.strip_prefix("git:") {
        let folder = if other.starts_with("git:") || !Path::new(other).is_dir() {
            PathBuf::from(".")
        } else {
            PathBuf::from(other)
        };
        let checked_out = check_out(&folder, revision).map_err(|message| unavailable(&message))?;
        let spec = load_spec(&checked_out.folder).map_err(|error| {
            unavailable(&format!("`{}` of `{}`: {error}", visible(argument), visible_path(&folder)))
        })?;
        folders.push(checked_out);
        return Ok(Side::Pages(Box::new(spec)));
    }
    let path = Path::new(argument);
    let extension = path.extension().and_then(|extension| extension.to_str());
    match extension.filter(|_| path.is_file()) {
        // A description of an API is read as pages are.
        Some("json") if !is_description(&text_of(path)?) => {
            let file = ModelFile::parse(&text_of(path)?);
            let file = file.map_err(|error| unavailable(&format!("`{}`: {error}", visible_path(path))))?;
            Ok(Side::Model(Box::new(file)))
        }
        Some("lock") => {
            let mut sources = Sources::default();
            let id = sources.add(argument, argument, text_of(path)?);
            match Lock::parse(sources.get(id)) {
                Ok(lock) => Ok(Side::Lock(lock)),
                Err(diagnostic) => {
                    report(&[*diagnostic], &sources, Detail::Errors, false);
                    Err(Outcome::Unavailable)
                }
            }
        }
        _ => Ok(Side::Pages(Box::new(open_spec(path)?))),
    }
}

/// Whether a text is an OpenAPI document, and no model.
fn is_description(text: &str) -> bool {
    let json: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    ["openapi", "swagger"].iter().any(|key| json.get(key).is_some_and(serde_json::Value::is_string))
}

fn text_of(path: &Path) -> Result<String, Outcome> {
    let unread = |error| unavailable(&format!("cannot read `{}`: {error}", visible_path(path)));
    std::fs::read_to_string(path).map_err(unread)
}

fn read(
    argument: &str,
    side: Side,
    fallback: Option<&Lock>,
    color: bool,
    whole: &mut bool,
) -> Result<Snapshot, Outcome> {
    let label = argument.to_owned();
    match side {
        Side::Lock(lock) => Ok(Snapshot::of_lock(label, lock)),
        Side::Model(file) => Snapshot::of_model(label, *file, fallback).map_err(|diagnostic| {
            unavailable(&format!("the lock in `{}`: {}", visible(argument), diagnostic.message))
        }),
        Side::Pages(spec) => {
            let made = generate_client(spec.or_lock(fallback), &Silent);
            if report(&made.reading.diagnostics, &made.spec.sources, Detail::Errors, color) {
                say(&format!("`{}` was read in part: what is missing shows as gone\n", visible(argument)));
                *whole = false;
            }
            Ok(Snapshot::of_client(label, made))
        }
    }
}
