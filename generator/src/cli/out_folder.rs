//! Where a client may be written: not among the pages that it is made from.

use super::{Outcome, usage};
use crate::visible::visible_path;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Refuses an output folder that is the spec folder or lies in it: the client's files would be read as pages.
pub(super) fn check_out_folder(spec: &Path, out: &Path) -> Result<(), Outcome> {
    let Ok(folder) = spec.canonicalize() else { return Ok(()) };
    if !folder.is_dir() || !real_path(out).starts_with(&folder) {
        return Ok(());
    }
    Err(usage(&format!(
        "`--out {}` is inside `{}`, which holds the pages: give a folder beside it",
        visible_path(out),
        visible_path(spec)
    )))
}

/// The path without links and `..`, as far as it exists.
fn real_path(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut missing: Vec<OsString> = Vec::new();
    let mut at = absolute.as_path();
    loop {
        if let Ok(real) = at.canonicalize() {
            return missing.iter().rev().fold(real, |path, name| path.join(name));
        }
        let (Some(folder), Some(name)) = (at.parent(), at.file_name()) else { return absolute };
        missing.push(name.to_owned());
        at = folder;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_is_beside_its_pages() {
        let folder = tempfile::tempdir().unwrap();
        let spec = folder.path().join("pages");
        std::fs::create_dir(&spec).unwrap();
        let check = |out: &str| check_out_folder(&spec, &folder.path().join(out)).is_ok();
        assert!(!check("pages") && !check("pages/client") && !check("pages/../pages/a/b"));
        assert!(check("client") && check("pages-client") && check("."));
    }
}
