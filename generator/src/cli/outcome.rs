//! How a command ends, and what it says where it cannot go on.

use super::say;
use std::process::ExitCode;

/// What the exit codes mean, for `docbind --help` and the manual.
pub(super) const EXIT_CODES: &str = "\
Exit codes:
  0  done as asked
  1  findings: errors in pages or settings, an output that is out of date, or what --fail-on names
  2  usage: the arguments make no sense
  3  something could not be read or written: a file, a folder, a site, a revision of git";

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// As asked.
    Done,
    /// With findings, or `--check` found a difference.
    Findings,
    /// The arguments make no sense.
    Usage,
    /// Something could not be read or written.
    Unavailable,
}

impl Outcome {
    /// The worse of two, for a command with several inputs.
    pub(super) fn and(self, other: Outcome) -> Outcome {
        if self.code() >= other.code() { self } else { other }
    }

    fn code(self) -> u8 {
        match self {
            Outcome::Done => 0,
            Outcome::Findings => 1,
            Outcome::Usage => 2,
            Outcome::Unavailable => 3,
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(outcome.code())
    }
}

/// Says why a command cannot go on: what it read, or what is out of date.
pub(super) fn fail(message: &str) -> Outcome {
    error(message);
    Outcome::Findings
}

/// Says what is wrong with the arguments.
pub(super) fn usage(message: &str) -> Outcome {
    error(message);
    Outcome::Usage
}

/// Says what could not be read or written.
pub(super) fn unavailable(message: &str) -> Outcome {
    error(message);
    Outcome::Unavailable
}

fn error(message: &str) {
    say(&format!("error: {message}\n"));
}
