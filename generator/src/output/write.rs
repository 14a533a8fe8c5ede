//! Writing: only what changed, each file at once, and never out of the folder.

use super::FileSet;
use super::beside::{remove_leftovers, replace};
use super::manifest::{MANIFEST, manifest_text, read_manifest};
use super::report::{OutputError, OutputReport, Problem};
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// What to do with files that are not as they ought to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteMode {
    /// Write them.
    Write,
    /// Say which they are: the caller takes one for a failure.
    Check,
    /// Say which they are.
    DryRun,
}

/// Brings `folder` to hold the files, and no file of an earlier run that is not among them.
///
/// Everything is looked at before anything is written, so that what can be refused is refused first.
pub fn write_files(files: &FileSet, folder: &Path, mode: WriteMode) -> Result<OutputReport, OutputError> {
    for (path, _) in files.iter() {
        check_path(path)?;
    }
    let owned = read_manifest(folder)?;
    let manifest = manifest_text(files);
    // First of all, so that a run that breaks off owns what it wrote.
    let wanted = [(MANIFEST, manifest.as_str())].into_iter().chain(files.iter());

    let mut report = OutputReport::default();
    let mut changes = Vec::new();
    for (path, text) in wanted {
        check_links(folder, path)?;
        match is_current(folder, path, text, &owned)? {
            true => report.unchanged.push(path.to_owned()),
            false => changes.push((path, text)),
        }
    }
    for path in owned.iter().filter(|path| files.get(path).is_none()) {
        check_links(folder, path)?;
        if folder.join(path).is_file() {
            report.removed.push(path.clone());
        }
    }
    if mode == WriteMode::Write {
        let paths = files.iter().map(|(path, _)| path).chain(owned.iter().map(String::as_str));
        let paths: Vec<PathBuf> = paths.chain([MANIFEST]).map(|path| folder.join(path)).collect();
        remove_leftovers(paths.iter().map(PathBuf::as_path));
        for path in &report.removed {
            remove_file(folder, path)?;
        }
        for (path, text) in &changes {
            replace(&folder.join(path), text)?;
        }
    }
    report.changed = changes.into_iter().map(|(path, _)| path.to_owned()).collect();
    Ok(report)
}

/// Refuses a path that is anything but names below the folder.
pub(crate) fn check_path(path: &str) -> Result<(), OutputError> {
    let plain = |part: Component| matches!(part, Component::Normal(_));
    let names = !path.is_empty() && Path::new(path).components().all(plain);
    // A drive or stream on one system is a name on another.
    let portable = !path.contains(['\\', ':', '\0', '\n', '\r']) && path != MANIFEST;
    if names && portable { Ok(()) } else { Err(OutputError::new(path, Problem::Outside)) }
}

/// Refuses a path whose folders, or which itself, is a symbolic link.
pub(crate) fn check_links(folder: &Path, path: &str) -> Result<(), OutputError> {
    let mut at = folder.to_path_buf();
    for part in Path::new(path).components() {
        at.push(part);
        match fs::symlink_metadata(&at) {
            Ok(metadata) if metadata.is_symlink() => return Err(OutputError::new(at, Problem::Link)),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(OutputError::io(&at, "look at")(error)),
        }
    }
    Ok(())
}

/// Whether a file is as it ought to be; one that may not be overwritten is an error.
fn is_current(folder: &Path, path: &str, text: &str, owned: &BTreeSet<String>) -> Result<bool, OutputError> {
    let full = folder.join(path);
    match fs::read(&full) {
        Ok(bytes) if bytes == text.as_bytes() => Ok(true),
        Ok(bytes) if bytes.is_empty() || owned.contains(path) || path == MANIFEST => Ok(false),
        Ok(_) => Err(OutputError::new(full, Problem::Foreign)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(OutputError::io(&full, "read")(error)),
    }
}

/// Removes a file of an earlier run, and the folders that it leaves empty.
pub(crate) fn remove_file(folder: &Path, path: &str) -> Result<(), OutputError> {
    let full = folder.join(path);
    fs::remove_file(&full).map_err(OutputError::io(&full, "remove"))?;
    let mut parent = Path::new(path).parent();
    while let Some(inner) = parent.filter(|inner| !inner.as_os_str().is_empty()) {
        if fs::remove_dir(folder.join(inner)).is_err() {
            break;
        }
        parent = inner.parent();
    }
    Ok(())
}
