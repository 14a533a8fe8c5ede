//! A file at once: it is written beside its place, under a name that says whose it is, and moved there.
//!
//! ```text
//! name = "." file name "." process id ".docbind-tmp" ;
//! ```
//!
//! While a run writes such a file it holds a lock on it. One without a lock was left by a run that was killed,
//! and the next run that writes to the folder removes it.

use super::report::{OutputError, Problem};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

const SUFFIX: &str = ".docbind-tmp";

/// Writes a file beside its place and moves it there, so that nobody sees half of it. A symbolic link is
/// refused; what is no file, such as a pipe, is written to.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), OutputError> {
    if path.metadata().is_ok_and(|metadata| !metadata.is_file()) {
        return fs::write(path, text).map_err(OutputError::io(path, "write"));
    }
    prepare(path, text.as_bytes())?.put()
}

/// A file that is written beside its place. It is gone unless it is put there.
#[derive(Debug)]
pub(crate) struct Prepared {
    beside: PathBuf,
    path: PathBuf,
    is_put: bool,
    /// Locked until it is put.
    _file: File,
}

/// Writes a file beside its place.
pub(crate) fn prepare(path: &Path, bytes: &[u8]) -> Result<Prepared, OutputError> {
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        fs::create_dir_all(parent).map_err(OutputError::io(parent, "create"))?;
    }
    if path.is_symlink() {
        return Err(OutputError::new(path, Problem::Link));
    }
    let beside = temporary(path);
    match write_locked(&beside, path, bytes) {
        Ok(file) => Ok(Prepared { beside, path: path.to_owned(), is_put: false, _file: file }),
        Err(error) => {
            // What is left of the attempt is of no use to anybody.
            let _ = fs::remove_file(&beside);
            Err(OutputError::io(path, "write")(error))
        }
    }
}

impl Prepared {
    /// Moves it to its place.
    pub(crate) fn put(mut self) -> Result<(), OutputError> {
        fs::rename(&self.beside, &self.path).map_err(OutputError::io(&self.path, "write"))?;
        self.is_put = true;
        Ok(())
    }
}

impl Drop for Prepared {
    fn drop(&mut self) {
        if !self.is_put {
            let _ = fs::remove_file(&self.beside);
        }
    }
}

fn write_locked(beside: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<File> {
    // One of an earlier process that had the same number.
    match fs::remove_file(beside) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::create_new(beside)?;
    // Where the file system has no locks, nobody can tell that it is in use, and nobody removes it.
    let _ = file.try_lock();
    file.write_all(bytes)?;
    if let Ok(metadata) = path.metadata() {
        file.set_permissions(metadata.permissions())?;
    }
    Ok(file)
}

/// A name beside a file that no other run uses at the same time.
fn temporary(path: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}{SUFFIX}", std::process::id()));
    path.with_file_name(name)
}

/// Removes what killed runs left beside files.
pub(crate) fn remove_leftovers<'p>(files: impl Iterator<Item = &'p Path>) {
    let folders: BTreeSet<&Path> = files.filter_map(Path::parent).collect();
    for folder in folders {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let Ok(entries) = fs::read_dir(folder) else { continue };
        let left = entries.flatten().filter(|entry| is_temporary(&entry.file_name().to_string_lossy()));
        left.map(|entry| entry.path()).filter(|path| is_left(path)).for_each(|path| {
            // Nothing depends on it: another run may have been faster.
            let _ = fs::remove_file(path);
        });
    }
}

fn is_temporary(name: &str) -> bool {
    let rest = name.strip_prefix('.').and_then(|rest| rest.strip_suffix(SUFFIX));
    let number = rest.and_then(|rest| rest.rsplit_once('.')).map(|(_, number)| number);
    number.is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// Whether no run is writing a file.
fn is_left(path: &Path) -> bool {
    let is_file = path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    is_file && File::open(path).is_ok_and(|file| file.try_lock().is_ok())
}
