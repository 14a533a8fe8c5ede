//! What a run has done, for one that goes on where it broke off.
//!
//! ```text
//! journal = url, newline, { ( "done " url | "file " hash " " path ), newline } ;
//! ```
//!
//! The file is hidden, is removed when a run comes to its end, and is held while it lasts: two runs do not write to
//! one folder.

use std::collections::HashSet;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

const NAME: &str = ".docbind-fetch";

/// What is older tells nothing of the site as it is.
const OLDEST: Duration = Duration::from_secs(12 * 3600);

/// The journal of a run.
#[derive(Debug)]
pub(super) struct Journal {
    path: PathBuf,
    file: File,
    /// The addresses that an earlier run was done with.
    done: HashSet<String>,
    /// The hashes of files that it was about to write.
    files: HashSet<String>,
}

impl Journal {
    /// Opens the journal of a folder. `None` where another run holds it.
    pub(super) fn open(folder: &Path, url: &str) -> io::Result<Option<Self>> {
        let path = folder.join(NAME);
        if path.symlink_metadata().is_ok_and(|metadata| !metadata.is_file()) {
            return Err(io::Error::other(format!("{NAME} is no file")));
        }
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Ok(None),
            // Where the file system has no locks, nobody can tell.
            Ok(()) | Err(TryLockError::Error(_)) => {}
        }
        let mut text = String::new();
        let age = file.metadata()?.modified().ok().and_then(|at| SystemTime::now().duration_since(at).ok());
        let is_text = file.read_to_string(&mut text).is_ok();
        let (mut done, mut files) = (HashSet::new(), HashSet::new());
        let goes_on = is_text && text.lines().next() == Some(url) && age.is_none_or(|age| age < OLDEST);
        if goes_on {
            // The last line may be half of one.
            let whole = text.rfind('\n').map_or(0, |at| at + 1);
            text.truncate(whole);
            for line in text.lines().skip(1) {
                match line.split_once(' ') {
                    Some(("done", url)) => drop(done.insert(url.to_owned())),
                    Some(("file", rest)) => drop(files.insert(rest.to_owned())),
                    _ => {}
                }
            }
            file.set_len(whole as u64)?;
        } else {
            file.set_len(0)?;
            file.rewind()?;
            writeln!(file, "{url}")?;
        }
        file.seek(io::SeekFrom::End(0))?;
        Ok(Some(Self { path, file, done, files }))
    }

    /// Whether an earlier run was done with an address.
    pub(super) fn is_done(&self, url: &str) -> bool {
        self.done.contains(url)
    }

    /// Whether an earlier run was about to write a file with that hash.
    pub(super) fn wrote(&self, path: &str, hash: &str) -> bool {
        self.files.contains(&format!("{hash} {path}"))
    }

    /// Notes that a file is about to be written.
    pub(super) fn note_file(&mut self, path: &str, hash: &str) -> io::Result<()> {
        writeln!(self.file, "file {hash} {path}")
    }

    /// Notes that an address is done with.
    pub(super) fn note_done(&mut self, url: &str) -> io::Result<()> {
        writeln!(self.file, "done {url}")
    }

    /// Ends the run.
    pub(super) fn close(self) {
        // Nothing depends on it: the next run would go on with it and find nothing to do.
        let _ = std::fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_next_run_what_was_done() {
        let folder = tempfile::tempdir().unwrap();
        let open = |url| Journal::open(folder.path(), url).unwrap();
        let mut journal = open("https://d.example/").unwrap();
        assert!(open("https://d.example/").is_none(), "held by another run");
        journal.note_file("a b.md", "sha256:1").unwrap();
        journal.note_done("https://d.example/a b").unwrap();
        journal.file.write_all(b"done https://d.example/ha").unwrap();
        drop(journal);
        let journal = open("https://d.example/").unwrap();
        assert!(journal.is_done("https://d.example/a b") && !journal.is_done("https://d.example/ha"));
        assert!(journal.wrote("a b.md", "sha256:1") && !journal.wrote("a b.md", "sha256:2"));
        drop(journal);
        let journal = open("https://other.example/").unwrap();
        assert!(!journal.is_done("https://d.example/a b"), "another site");
        journal.close();
        assert!(!folder.path().join(NAME).exists());
    }
}
