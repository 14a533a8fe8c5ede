//! What an error was caused by, without the secrets of the call: other code wrote its texts.

use super::Error;
use crate::answer::secrets::Secrets;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

pub(super) type Cause = Arc<dyn StdError + Send + Sync>;

/// The same source where no text of it holds a secret, else its texts without.
pub(super) fn without(source: Cause, secrets: &Secrets) -> Cause {
    if let Some(error) = source.downcast_ref::<Error>() {
        return Arc::new(error.clone().without(secrets));
    }
    let mut chain: Vec<&(dyn StdError + 'static)> = Vec::new();
    let mut next: Option<&(dyn StdError + 'static)> = Some(&*source);
    while let Some(error) = next {
        chain.push(error);
        next = error.source();
    }
    let texts: Vec<[String; 2]> =
        chain.iter().map(|error| [error.to_string(), format!("{error:?}")]).collect();
    let shown: Vec<[String; 2]> =
        texts.iter().map(|pair| pair.each_ref().map(|text| secrets.redacted(text))).collect();
    if shown == texts {
        return source;
    }
    let link = |cause: Option<Box<Redacted>>, [text, debug]: [String; 2]| {
        Some(Box::new(Redacted { text, debug, cause }))
    };
    match shown.into_iter().rev().fold(None, link) {
        Some(redacted) => Arc::new(*redacted),
        None => source,
    }
}

/// An error whose texts held a secret.
struct Redacted {
    text: String,
    debug: String,
    cause: Option<Box<Redacted>>,
}

impl fmt::Display for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.debug)
    }
}

impl StdError for Redacted {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}
