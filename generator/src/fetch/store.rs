//! The folder and its lock, which agree.
//!
//! A page is written beside its place, and so is the lock that knows it; then both are moved there. A run that is
//! killed leaves what was there before, or both; killed in the midst of moving, it leaves pages that the journal
//! knows, and the next run goes on with them. Where thousands of pages come fast, several are moved together, so that
//! writing the lock takes a small part of the time.

use super::journal::Journal;
use crate::lock::{LOCK_NAME, Lock, LockedPage, hash_of};
use crate::output::{OutputError, check_links, prepare, remove_file, remove_leftovers};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Writing takes at most one part in so many of the time.
const SHARE: u32 = 20;
/// More files are not held back.
const MOST_PENDING: usize = 64;
/// Nor are more bytes.
const MOST_BYTES: usize = 8 << 20;

/// What was done with a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Put {
    /// It was not there.
    New,
    /// It was another text.
    Changed,
    /// It was the same.
    Same,
    /// Somebody has edited it since it was fetched, or it is somebody else's: it stays.
    Kept,
}

/// The folder of a run.
#[derive(Debug)]
pub(super) struct Store {
    folder: PathBuf,
    lock: Lock,
    journal: Journal,
    overwrite: bool,
    pending: Vec<(String, Vec<u8>)>,
    /// Whether the lock on disk may be another.
    is_dirty: bool,
    done: Vec<String>,
    cost: Duration,
    last: Instant,
}

impl Store {
    /// Opens a folder, and removes what a killed run left beside its files.
    pub(super) fn open(folder: &Path, lock: Lock, journal: Journal, overwrite: bool) -> Self {
        let store = Self {
            folder: folder.to_owned(),
            lock,
            journal,
            overwrite,
            pending: Vec::new(),
            is_dirty: true,
            done: Vec::new(),
            cost: Duration::ZERO,
            last: Instant::now(),
        };
        store.remove_leftovers();
        store
    }

    fn remove_leftovers(&self) {
        let files =
            self.lock.pages.keys().map(|path| self.folder.join(path)).chain([self.folder.join(LOCK_NAME)]);
        let files: Vec<PathBuf> = files.collect();
        remove_leftovers(files.iter().map(PathBuf::as_path));
    }

    /// What the lock knows of a file.
    pub(super) fn page(&self, path: &str) -> Option<&LockedPage> {
        self.lock.pages.get(path)
    }

    /// The files that the lock knows.
    pub(super) fn paths(&self) -> Vec<String> {
        self.lock.pages.keys().cloned().collect()
    }

    /// Whether a file is as it was fetched.
    pub(super) fn is_intact(&self, path: &str) -> bool {
        let Some(page) = self.lock.pages.get(path) else { return false };
        std::fs::read(self.folder.join(path)).is_ok_and(|bytes| hash_of(&bytes) == page.hash)
    }

    /// The text of a file.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.folder.join(path)).ok()
    }

    /// Whether an earlier run, which broke off, was done with an address.
    pub(super) fn was_done(&self, url: &str) -> bool {
        self.journal.is_done(url)
    }

    /// Takes in a page.
    pub(super) fn put(&mut self, mut page: LockedPage, body: Vec<u8>) -> Result<Put, OutputError> {
        check_links(&self.folder, &page.path)?;
        let there = std::fs::read(self.folder.join(&page.path)).ok();
        let there = there.map(|bytes| hash_of(&bytes));
        let known = self.lock.pages.get(&page.path);
        let put = match &there {
            None => Put::New,
            Some(hash) if *hash == page.hash => Put::Same,
            Some(hash) => {
                let is_own =
                    known.is_some_and(|known| known.hash == *hash) || self.journal.wrote(&page.path, hash);
                if is_own || self.overwrite { Put::Changed } else { Put::Kept }
            }
        };
        if put == Put::Kept {
            return Ok(put);
        }
        if let Some(known) = known {
            page.other.clone_from(&known.other);
            if put == Put::Same && known.hash == page.hash {
                page.fetched.clone_from(&known.fetched);
            }
        }
        if put != Put::Same {
            self.pending.push((page.path.clone(), body));
        }
        self.is_dirty = true;
        self.lock.pages.insert(page.path.clone(), page);
        Ok(put)
    }

    /// Notes that an address is done with.
    pub(super) fn finish(&mut self, url: &str) {
        self.done.push(url.to_owned());
    }

    /// Writes what is pending, unless that came a moment ago and writing takes long.
    pub(super) fn tick(&mut self) -> Result<(), OutputError> {
        let is_time = self.last.elapsed() >= self.cost * SHARE;
        let bytes: usize = self.pending.iter().map(|(_, body)| body.len()).sum();
        if is_time || self.pending.len() >= MOST_PENDING || bytes > MOST_BYTES {
            self.commit()
        } else {
            Ok(())
        }
    }

    /// Writes what is pending.
    pub(super) fn commit(&mut self) -> Result<(), OutputError> {
        let start = Instant::now();
        let lock_path = self.folder.join(LOCK_NAME);
        let unnoted = OutputError::io(&lock_path, "keep a journal beside");
        if std::mem::take(&mut self.is_dirty) {
            let mut prepared = Vec::new();
            for (path, body) in self.pending.drain(..) {
                prepared.push(prepare(&self.folder.join(&path), &body)?);
                self.journal.note_file(&path, &hash_of(&body)).map_err(&unnoted)?;
            }
            let lock = prepare(&lock_path, self.lock.render().as_bytes())?;
            for file in prepared {
                file.put()?;
            }
            lock.put()?;
        }
        for url in self.done.drain(..) {
            self.journal.note_done(&url).map_err(&unnoted)?;
        }
        (self.cost, self.last) = (start.elapsed(), Instant::now());
        Ok(())
    }

    /// Removes files that the site has no more, except those that somebody has edited: gives those.
    pub(super) fn remove(&mut self, paths: &BTreeSet<String>) -> Result<Vec<String>, OutputError> {
        self.commit()?;
        let (mut edited, mut gone) = (Vec::new(), Vec::new());
        for path in paths {
            let is_there = self.folder.join(path).symlink_metadata().is_ok();
            if is_there && !self.is_intact(path) && !self.overwrite {
                edited.push(path.clone());
                continue;
            }
            check_links(&self.folder, path)?;
            gone.extend(is_there.then(|| path.clone()));
            self.lock.pages.remove(path);
        }
        let lock = prepare(&self.folder.join(LOCK_NAME), self.lock.render().as_bytes())?;
        for path in gone {
            remove_file(&self.folder, &path)?;
        }
        lock.put()?;
        Ok(edited)
    }

    /// Ends the run.
    pub(super) fn close(mut self) -> Result<(), OutputError> {
        self.commit()?;
        // In folders that the lock did not know before, too.
        self.remove_leftovers();
        self.journal.close();
        Ok(())
    }
}
