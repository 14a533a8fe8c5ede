//! Symbolic links: what leaves the folder that is read is not followed.
//!
//! A folder of pages may be a clone of somebody else's repository. A link in it that leads to `/`, or to the
//! files of whoever runs docbind, would bring them into the client.

use crate::diagnostic::{Diagnostic, rule};
use crate::visible::visible;
use std::io;
use std::path::{Path, PathBuf};

/// The real path of a folder that links may not leave.
#[derive(Clone, Debug)]
pub(super) struct Bounds(PathBuf);

impl Bounds {
    /// Those of a folder; the empty path is the working directory.
    pub(super) fn of(folder: &Path) -> io::Result<Self> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        folder.canonicalize().map(Self)
    }

    /// Whether a real path is inside.
    pub(super) fn hold(&self, real: &Path) -> bool {
        real.starts_with(&self.0)
    }
}

/// Whether `path`, with its links followed, is in `folder`. What is not there is nowhere else.
pub(super) fn stays_in(folder: &Path, path: &Path) -> bool {
    match (Bounds::of(folder), path.canonicalize()) {
        (Ok(bounds), Ok(real)) => bounds.hold(&real),
        _ => true,
    }
}

/// Why a link was not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NotFollowed {
    /// It leads out of the folder that is read.
    Outside,
    /// It leads to nothing, or to itself.
    Nowhere,
}

/// Says that a link was not followed; `relative` is its path from the spec folder.
pub(super) fn report_link(relative: &str, why: NotFollowed) -> Diagnostic {
    let link = visible(relative);
    let (message, help) = match why {
        NotFollowed::Outside => (
            format!("`{link}` is a link that leaves the folder: it was not followed"),
            "copy what it leads to into the folder, or give docbind the folder that holds both",
        ),
        NotFollowed::Nowhere => (format!("`{link}` is a link that leads nowhere"), "fix or remove it"),
    };
    Diagnostic::general(&rule::LINK_NOT_FOLLOWED, message).help(help)
}
