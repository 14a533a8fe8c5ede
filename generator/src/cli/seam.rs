//! The back half as the commands call it. To be replaced by the library's own.

use docbind::config::Config;
use docbind::diagnostic::Diagnostic;
use docbind::model::Api;
use std::collections::BTreeMap;
use std::path::Path;

/// A generated client crate.
#[derive(Default)]
pub(super) struct Client {
    /// The files by path below the output folder.
    pub(super) files: BTreeMap<String, String>,
    /// How many types it declares.
    pub(super) types: usize,
    /// What is to be said of it.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// The back half: from the closed model to the files of a crate.
pub(super) fn emit_client(_api: &Api, _config: &Config) -> Client {
    Client::default()
}

/// What to do with files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// Write those that changed, remove those that are no longer made.
    Write,
    /// Compare with what is there.
    Check,
    /// Say what would be written.
    DryRun,
}

/// What was done, or would be.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Files that were not there or were different, by path.
    pub(super) changed: Vec<String>,
    /// Files that were there and are no longer made, by path.
    pub(super) removed: Vec<String>,
    /// How many files were as they should be.
    pub(super) unchanged: usize,
}

/// Brings a folder in line with the files.
pub(super) fn write_files(
    files: &BTreeMap<String, String>,
    _folder: &Path,
    _mode: Mode,
) -> Result<Written, String> {
    Ok(Written { changed: files.keys().cloned().collect(), ..Written::default() })
}
