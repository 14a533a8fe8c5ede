//! The files below a folder, and whether they are still the same.
//!
//! The hash of a file decides. It is not taken anew where the system says that the file was not touched: its size, its
//! time of modification, its time of change (which no program can set) and its inode are the same, and had come to
//! rest when the hash was taken. A time is at rest [`REST`] later, whatever the granularity of the file system.

use crate::lock::hash_of;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::Metadata;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Coarser than the times of any file system: FAT counts two seconds.
const REST: Duration = Duration::from_secs(3);

/// Files that docbind does not read.
const LARGEST: u64 = 64 << 20;

/// Folders that nothing is read from.
const PASSED_OVER: [&str; 3] = [".git", "node_modules", super::stamp::FOLDER];

/// Files by their paths below a folder, with `/` between segments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Tree {
    pub(super) files: BTreeMap<String, Seen>,
    /// Something in it could not be looked at, or leads elsewhere.
    pub(super) is_partial: bool,
}

/// A file as it was seen.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// What the system says of it; `None` where a change might not show in that.
    pub(super) stat: Option<Stat>,
    pub(super) hash: String,
}

/// The same bytes are the same, whenever they were written.
impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

impl Eq for Seen {}

/// What the system says of a file. Times in nanoseconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stat {
    pub(super) size: u64,
    pub(super) modified: i128,
    pub(super) changed: i128,
    pub(super) inode: u64,
}

impl Stat {
    /// `None` where the system has no time of change: the time of modification can be set to anything.
    #[cfg(unix)]
    fn of(metadata: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let nanoseconds = |seconds: i64, rest: i64| i128::from(seconds) * 1_000_000_000 + i128::from(rest);
        Some(Self {
            size: metadata.size(),
            modified: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
            changed: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
            inode: metadata.ino(),
        })
    }

    #[cfg(not(unix))]
    fn of(_: &Metadata) -> Option<Self> {
        None
    }

    /// Whether a later write cannot leave the times as they are.
    fn is_at_rest(&self, now: i128) -> bool {
        self.modified.max(self.changed) + REST.as_nanos() as i128 <= now
    }
}

impl Tree {
    /// All files below a folder. Hashes of files that were not touched since are taken from `known`.
    pub(super) fn of_folder(folder: &Path, known: &Tree) -> Self {
        let mut found = Listing::default();
        found.enter(folder, "");
        let mut tree = Self::of_paths(folder, &found.paths, known);
        tree.is_partial |= found.is_partial;
        tree
    }

    /// Some files below a folder.
    pub(super) fn of_paths(folder: &Path, paths: &[String], known: &Tree) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos() as i128);
        let see = |path: &String| Some((path.clone(), see(&folder.join(path), known.files.get(path), now)?));
        // Threads cost more than they gain where all is known.
        let seen: Vec<Option<(String, Seen)>> = paths.par_iter().with_min_len(256).map(see).collect();
        let is_partial = seen.iter().any(Option::is_none);
        Self { files: seen.into_iter().flatten().collect(), is_partial }
    }

    /// The paths of files that are not in both, or differ.
    pub(super) fn changes(&self, newer: &Tree) -> Vec<(FileChange, String)> {
        let gone = self.files.keys().filter(|path| !newer.files.contains_key(*path));
        let gone = gone.map(|path| (FileChange::Removed, path.clone()));
        let other = newer.files.iter().filter_map(|(path, seen)| match self.files.get(path) {
            None => Some((FileChange::Added, path.clone())),
            Some(before) => (before != seen).then(|| (FileChange::Edited, path.clone())),
        });
        let mut changes: Vec<_> = gone.chain(other).collect();
        changes.sort_by(|a, b| a.1.cmp(&b.1));
        changes
    }
}

/// What happened to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FileChange {
    Added,
    Edited,
    Removed,
}

/// `None` for what is no file or cannot be read.
fn see(path: &Path, known: Option<&Seen>, now: i128) -> Option<Seen> {
    let metadata = path.symlink_metadata().ok().filter(Metadata::is_file)?;
    let stat = Stat::of(&metadata);
    if let Some(known) = known.filter(|known| known.stat.is_some() && known.stat == stat) {
        return Some(known.clone());
    }
    let hash = if metadata.len() > LARGEST { large(&metadata)? } else { hash_of(&std::fs::read(path).ok()?) };
    Some(Seen { stat: stat.filter(|stat| stat.is_at_rest(now)), hash })
}

/// A file that is not read is as large, and written when it was.
fn large(metadata: &Metadata) -> Option<String> {
    let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("large:{}:{}", metadata.len(), since.as_nanos()))
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

#[derive(Default)]
struct Listing {
    paths: Vec<String>,
    is_partial: bool,
}

impl Listing {
    fn enter(&mut self, folder: &Path, below: &str) {
        let Ok(entries) = folder.read_dir() else {
            self.is_partial = true;
            return;
        };
        for entry in entries {
            let entry = entry.ok().and_then(|entry| Some((entry.file_type().ok()?, entry)));
            let name = entry.as_ref().and_then(|(_, entry)| entry.file_name().into_string().ok());
            let (Some((kind, entry)), Some(name)) = (entry, name) else {
                self.is_partial = true;
                continue;
            };
            if PASSED_OVER.contains(&name.as_str()) {
                continue;
            }
            // The stamp has a file on a line.
            self.is_partial |= name.contains(['\n', '\r']);
            let path = if below.is_empty() { name } else { format!("{below}/{name}") };
            if kind.is_dir() {
                self.enter(&entry.path(), &path);
            } else if kind.is_file() {
                // A run that is under way writes such a file beside its place.
                let is_under_way = name_of(&path).starts_with('.') && path.ends_with(".docbind-tmp");
                self.paths.extend((!is_under_way).then_some(path));
            } else {
                self.is_partial = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{self, File};

    #[test]
    fn a_file_of_the_same_size_and_time_is_another_file() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("a.md");
        fs::write(&page, "one").unwrap();
        let long_ago = SystemTime::now() - Duration::from_secs(3600);
        let age = || File::options().write(true).open(&page).unwrap().set_modified(long_ago).unwrap();
        age();
        let first = Tree::of_folder(folder.path(), &Tree::default());
        // Its time of change is of now: it is not at rest, whatever the other time says.
        assert!(first.files["a.md"].stat.is_none() && !first.is_partial);
        assert_eq!(first, Tree::of_folder(folder.path(), &first));
        fs::write(&page, "two").unwrap();
        age();
        let second = Tree::of_folder(folder.path(), &first);
        assert_eq!(first.changes(&second), [(FileChange::Edited, "a.md".to_owned())]);
    }

    #[cfg(unix)]
    #[test]
    fn what_is_at_rest_is_not_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let page = folder.path().join("a.md");
        fs::write(&page, "one").unwrap();
        let stat = Stat::of(&page.metadata().unwrap());
        let seen = Seen { stat, hash: "as it was".to_owned() };
        let known = Tree { files: [("a.md".to_owned(), seen)].into(), is_partial: false };
        assert_eq!(Tree::of_folder(folder.path(), &known), known);
        // The same bytes in another file are looked at.
        fs::rename(&page, folder.path().join("b.md")).unwrap();
        fs::write(&page, "one").unwrap();
        let now = Tree::of_folder(folder.path(), &known);
        assert_eq!(now.files["a.md"].hash, hash_of(b"one"));
        assert_eq!(known.changes(&now).len(), 2);
        std::os::unix::fs::symlink("b.md", folder.path().join("c.md")).unwrap();
        assert!(Tree::of_folder(folder.path(), &now).is_partial);
    }
}
