//! What a write did, and why it could not.

use crate::visible::visible_path;
use std::fmt;
use std::path::{Path, PathBuf};

/// What was done to each file, or would have been where the mode is not to write; paths are relative,
/// in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutputReport {
    /// Files that were missing or different, and were written.
    pub changed: Vec<String>,
    /// Files of an earlier run that are no longer made, and were removed.
    pub removed: Vec<String>,
    /// Files that were right already.
    pub unchanged: Vec<String>,
}

impl OutputReport {
    /// Whether the folder held exactly what it ought to.
    pub fn was_current(&self) -> bool {
        self.changed.is_empty() && self.removed.is_empty()
    }
}

/// Why files could not be written.
#[derive(Debug)]
pub struct OutputError {
    path: PathBuf,
    problem: Problem,
}

#[derive(Debug)]
pub(super) enum Problem {
    /// The path of a file leads out of the folder.
    Outside,
    /// A symbolic link stands in the way.
    Link,
    /// It was read in this run.
    Input,
    /// A file stands there that docbind did not write.
    Foreign,
    /// The operating system says no.
    Io { action: &'static str, source: std::io::Error },
}

impl OutputError {
    pub(super) fn new(path: impl Into<PathBuf>, problem: Problem) -> Self {
        Self { path: path.into(), problem }
    }

    pub(crate) fn io(path: &Path, action: &'static str) -> impl Fn(std::io::Error) -> Self {
        move |source| Self::new(path, Problem::Io { action, source })
    }

    /// The file that it is about.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a file of somebody else's is in the way.
    pub fn is_foreign_file(&self) -> bool {
        matches!(self.problem, Problem::Foreign)
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = visible_path(&self.path);
        match &self.problem {
            Problem::Outside => write!(f, "`{path}` would lie outside the output folder"),
            Problem::Link => {
                write!(f, "`{path}` is a symbolic link, and docbind does not follow those in its output")
            }
            Problem::Input => write!(
                f,
                "`{path}` is one of the files that were read, and will not be overwritten: choose another name"
            ),
            Problem::Foreign => write!(
                f,
                "`{path}` was not written by docbind and will not be overwritten: move it away, or choose another folder"
            ),
            Problem::Io { action, source } => write!(f, "cannot {action} `{path}`: {source}"),
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            Problem::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
