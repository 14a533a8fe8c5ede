//! Why there is nothing to read.

use super::CONFIG_NAME;
use super::unread::HELP_UNREAD;
use super::walk::unread_form;
use crate::visible::visible_path;
use std::fmt;
use std::path::{Path, PathBuf};

/// Why there is nothing to read.
#[derive(Debug)]
pub enum LoadError {
    /// The argument names nothing, or nothing that may be read.
    Unreadable {
        /// The argument.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A folder with a client that docbind wrote.
    Client {
        /// The argument.
        path: PathBuf,
    },
    /// A folder without pages.
    NoPages {
        /// The argument.
        path: PathBuf,
        /// How many pages there were before `include` and `exclude` of `docbind.toml`.
        excluded: usize,
        /// The pages in a form that is not read, below the argument.
        unread: Vec<String>,
    },
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            LoadError::Unreadable { path, error } => {
                write!(f, "cannot read `{}`: {error}", visible_path(path))
            }
            LoadError::Client { path } => write!(
                f,
                "`{}` holds a client that docbind wrote, and no pages: give the folder of the pages",
                visible_path(path)
            ),
            LoadError::NoPages { path, excluded: 0, unread } => {
                let path = visible_path(path);
                write!(
                    f,
                    "no pages in `{path}`: looked in it and the folders below for .md, .mdx, .markdown, .txt and .html, and for OpenAPI documents"
                )?;
                if let Some(first) = unread.first() {
                    let (shown, form) =
                        (visible_path(Path::new(first)), unread_form(first).unwrap_or("a page"));
                    write!(f, "; `{shown}` is {form}: {HELP_UNREAD}")?;
                }
                Ok(())
            }
            LoadError::NoPages { path, excluded, .. } => write!(
                f,
                "no pages left in `{}`: `include` and `exclude` in {CONFIG_NAME} leave out all {excluded}",
                visible_path(path)
            ),
        }
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            LoadError::Unreadable { error, .. } => Some(error),
            LoadError::NoPages { .. } | LoadError::Client { .. } => None,
        }
    }
}
