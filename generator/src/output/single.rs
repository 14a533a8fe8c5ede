//! One file that a command was told to write.

use super::beside::{remove_leftovers, replace};
use super::report::{OutputError, Problem};
use crate::source::Sources;
use std::path::Path;

/// Writes `text` to `path` at once, unless it holds just that.
///
/// # Errors
///
/// A file that was read in this run (a page, the settings) and a symbolic link are refused; otherwise what the
/// system says.
pub(crate) fn write_file(path: &Path, text: &str, inputs: &Sources) -> Result<(), OutputError> {
    if let Ok(real) = path.canonicalize()
        && inputs.iter().any(|file| Path::new(&file.path).canonicalize().is_ok_and(|input| input == real))
    {
        return Err(OutputError::new(path, Problem::Input));
    }
    remove_leftovers(std::iter::once(path));
    let is_file = path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    if is_file && std::fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
        return Ok(());
    }
    replace(path, text)
}
