//! A text that is never shown.

use serde::{Deserialize, Serialize, Serializer};
use std::cell::RefCell;
use std::fmt;

/// A password, token or key. `Debug` shows no part of it; only [`Secret::expose`] and `Serialize` do.
///
/// ```
/// let password = docbind_runtime::Secret::from("hunter2");
/// assert_eq!(format!("{password:?}"), "Secret(…)");
/// assert_eq!(password.expose(), "hunter2");
/// ```
#[derive(Clone, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// A secret of this text.
    pub fn new(text: impl Into<String>) -> Self {
        Secret(text.into())
    }

    /// No text at all, which is read over.
    pub(crate) const fn empty() -> Self {
        Secret(String::new())
    }

    /// The text itself: keep it out of logs.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

thread_local! {
    /// The secrets written since [`noting_secrets`] began; `None` outside of it.
    static WRITTEN: RefCell<Option<Vec<String>>> = const { RefCell::new(None) };
}

/// Gives the secrets that `write` serialises beside its result: so a body's type need not be known
/// to keep its secrets out of errors.
pub(crate) fn noting_secrets<T>(write: impl FnOnce() -> T) -> (T, Vec<String>) {
    /// Also where `write` panics: this thread would note all secrets from then on.
    struct Outer(Option<Vec<String>>);
    impl Drop for Outer {
        fn drop(&mut self) {
            WRITTEN.set(self.0.take());
        }
    }
    let outer = Outer(WRITTEN.replace(Some(Vec::new())));
    let result = write();
    let written = WRITTEN.take();
    drop(outer);
    (result, written.unwrap_or_default())
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        WRITTEN
            .with_borrow_mut(|written| written.iter_mut().for_each(|written| written.push(self.0.clone())));
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Secret(text.to_owned())
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Secret(text)
    }
}
