//! A [`Lock`] to its text, and to disk.

use super::{LOCK_NAME, LOCK_VERSION, Lock};
use crate::output::{OutputError, replace};
use std::path::Path;

const HEAD: &str = "# docbind writes this file. Check it in: it keeps names and pages as they are.\n";

impl Lock {
    /// The text of the file: the same for equal locks.
    pub fn render(&self) -> String {
        let written =
            Self { version: LOCK_VERSION, docbind: env!("CARGO_PKG_VERSION").to_owned(), ..self.clone() };
        // Nothing in a lock is without a form in TOML.
        let text = toml::to_string_pretty(&written).unwrap_or_default();
        format!("{HEAD}{text}")
    }

    /// Writes the lock of a folder at once, unless the file holds just that. Says whether it was written.
    ///
    /// # Errors
    ///
    /// A symbolic link in its place is refused; otherwise what the system says.
    pub fn save(&self, folder: &Path) -> Result<bool, OutputError> {
        let (path, text) = (folder.join(LOCK_NAME), self.render());
        if std::fs::read(&path).is_ok_and(|bytes| bytes == text.as_bytes()) {
            return Ok(false);
        }
        replace(&path, &text).map(|()| true)
    }
}
