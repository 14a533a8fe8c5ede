//! What is said where a SPEC cannot be opened: a URL, a name that was mistyped, a folder without pages.

use super::{Outcome, unavailable, usage};
use crate::spec::{LoadError, Spec, load_spec};
use crate::visible::{visible, visible_path};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Opens pages and settings, or says why that fails and what to do.
pub(super) fn open_spec(path: &Path) -> Result<Spec, Outcome> {
    if let Some(url) = as_url(path) {
        let url = visible(url);
        return Err(usage(&format!(
            "`{url}` is a URL, and this command reads files\n  \
             help: `docbind fetch {url} --out pages` gets the pages; then give `pages` in its place"
        )));
    }
    load_spec(path).map_err(|error| {
        let near = match &error {
            LoadError::Unreadable { error, .. } if error.kind() == ErrorKind::NotFound => near_path(path),
            _ => None,
        };
        let near =
            near.map_or(String::new(), |near| format!("\n  help: did you mean `{}`?", visible_path(&near)));
        unavailable(&format!("{error}{near}"))
    })
}

fn as_url(path: &Path) -> Option<&str> {
    let text = path.to_str()?;
    let (scheme, _) = text.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    (is_web && !path.exists()).then_some(text)
}

/// The path that is there and is called almost so: its first part that does not exist is exchanged.
fn near_path(path: &Path) -> Option<PathBuf> {
    let missing = path.ancestors().filter(|at| !at.as_os_str().is_empty() && !at.exists()).last()?;
    let folder = missing.parent().filter(|of| !of.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = missing.file_name()?.to_str()?;
    let names = folder.read_dir().ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let near = names.map(|of| (strsim::damerau_levenshtein(&of.to_lowercase(), &name.to_lowercase()), of));
    let most = name.chars().count() / 3;
    let (_, near) = near.filter(|(distance, _)| *distance <= most.max(1)).min()?;
    let rest = path.strip_prefix(missing).ok()?;
    let near = missing.with_file_name(near);
    let whole = near.join(rest);
    Some(if whole.exists() && !rest.as_os_str().is_empty() { whole } else { near })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_part_that_is_missing_is_exchanged() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        std::fs::create_dir_all(at.join("specs/acme")).unwrap();
        assert_eq!(near_path(&at.join("spec/acme")), Some(at.join("specs/acme")));
        assert_eq!(near_path(&at.join("specs/Acne")), Some(at.join("specs/acme")));
        assert_eq!(near_path(&at.join("specs/other")), None);
    }

    #[test]
    fn a_url_is_no_path() {
        assert_eq!(as_url(Path::new("https://docs.acme.example/x")), Some("https://docs.acme.example/x"));
        assert_eq!(as_url(Path::new("pages/https")), None);
    }
}
