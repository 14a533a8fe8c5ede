//! Why something did not come.

use std::error::Error;
use std::fmt;

/// Why a request gave no answer that could be used. Nothing in it is a credential.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Failure {
    /// A status that stays after all tries.
    Status(u16),
    /// No connection, or one that broke off.
    Network(String),
    /// Larger than the limit, in bytes.
    TooLarge { limit: u64 },
    /// A host that may not be asked.
    OtherHost { host: String },
    /// A redirect from TLS to plain text.
    Insecure { to: String },
    /// One redirect after another.
    Redirects,
    /// `robots.txt` says so.
    Disallowed,
    /// `robots.txt` cannot be read, so nothing may be fetched.
    Robots(Box<Failure>),
    /// The host asks to come back much later.
    Later { seconds: u64 },
    /// Requests have failed for so long that no more are sent.
    Stopped { host: String },
}

impl Failure {
    /// Without its URL, which the caller names.
    pub(super) fn network(error: reqwest::Error) -> Self {
        if error.is_timeout() {
            return Self::Network("took too long".to_owned());
        }
        let error = error.without_url();
        let mut cause: &dyn Error = &error;
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        Self::Network(format!("gave no response: {cause}"))
    }

    /// What to do about it.
    pub(super) fn help(&self) -> String {
        match self {
            Self::Status(401 | 403) => "a site that asks for credentials gets them with \
                 `--header-env Authorization=VARIABLE`, where the variable holds the value of the header"
                .to_owned(),
            Self::TooLarge { .. } => {
                "leave it out with `--exclude`, or raise `--max-page-size` (`max-page-size` under `[fetch]`)"
                    .to_owned()
            }
            Self::OtherHost { host } => format!(
                "where that is the vendor's too: `--allow-host {host}` (`allow-hosts` under `[fetch]` in docbind.toml)"
            ),
            Self::Disallowed => "ask the vendor, or leave it out with `--exclude`".to_owned(),
            Self::Robots(_) => "RFC 9309 takes that for `Disallow: /`: try again later".to_owned(),
            Self::Insecure { .. } | Self::Redirects => {
                "open it in a browser and fetch from where it leads".to_owned()
            }
            _ => "run the command again: what is there already is not fetched again".to_owned(),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Status(status) => write!(f, "answered {status}"),
            Self::Network(what) => f.write_str(what),
            Self::TooLarge { limit } => write!(f, "is larger than {}", size(*limit)),
            Self::OtherHost { host } => write!(f, "leads to another host, {host}"),
            Self::Insecure { to } => write!(f, "leads from https to {to}"),
            Self::Redirects => f.write_str("leads from one redirect to the next"),
            Self::Disallowed => f.write_str("is disallowed by robots.txt"),
            Self::Robots(failure) if matches!(**failure, Self::Network(_)) => {
                write!(f, "was not asked for: robots.txt comes first, and it {failure}")
            }
            Self::Robots(failure) => {
                write!(f, "may not be fetched, as robots.txt cannot be read: it {failure}")
            }
            Self::Later { seconds } => write!(f, "asks to come back in {seconds} s"),
            Self::Stopped { host } => {
                write!(f, "was not asked for: {host} fails one request after the other")
            }
        }
    }
}

/// A size as people write it.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KiB", bytes >> 10),
        _ => format!("{} MiB", bytes >> 20),
    }
}
