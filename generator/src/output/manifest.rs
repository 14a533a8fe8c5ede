//! The list of files that docbind owns in a folder.
//!
//! ```text
//! manifest = { "#" comment | path } ;     (one a line, by path, "/" between segments)
//! ```

use super::FileSet;
use super::report::OutputError;
use super::write::check_path;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::Path;

/// The manifest's name.
pub(crate) const MANIFEST: &str = ".docbind-files";

const HEAD: &str = "# The files that docbind wrote here: it overwrites and removes these and no others.\n";

/// The files that an earlier run wrote. A path that leads out of the folder is nobody's.
pub(super) fn read_manifest(folder: &Path) -> Result<BTreeSet<String>, OutputError> {
    let path = folder.join(MANIFEST);
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let paths = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
            Ok(paths.filter(|path| check_path(path).is_ok()).map(str::to_owned).collect())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(OutputError::io(&path, "read")(error)),
    }
}

/// The manifest of a set of files.
pub(super) fn manifest_text(files: &FileSet) -> String {
    files.iter().fold(HEAD.to_owned(), |text, (path, _)| text + path + "\n")
}
