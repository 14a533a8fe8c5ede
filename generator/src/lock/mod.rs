//! `docbind.lock`: what an earlier run decided or fetched, and a later one must keep to.
//!
//! It stands beside `docbind.toml` and is checked in. Its form is TOML with a table for each thing, sorted by what
//! the thing is, so that two branches that add different things merge.
//!
//! ```text
//! lock = "version = 1", "docbind = …", { page }, { operation }, { group }, { type },
//!        { table of a version that knows more } ;
//! page = "[[page]]", "path = …", "url = …", [ "markdown = …" ], "hash = …", [ "etag = …" ],
//!        [ "last-modified = …" ], "fetched = …" ;                      (sorted by path)
//! ```
//!
//! Tables and keys that this version does not know are kept as they are.

mod check;
mod names;
mod page;
mod parse;
mod prune;
mod record_uses;
mod save;

pub use names::without_names;
pub(crate) use names::{LockedGroup, LockedOperation, LockedType};
pub(crate) use page::LockedPage;
pub use page::hash_of;
pub(crate) use record_uses::{RecordUses, WEBHOOK};

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The name of the file.
pub(crate) const LOCK_NAME: &str = "docbind.lock";

/// The form that this version writes, and the latest that it reads.
pub(crate) const LOCK_VERSION: u32 = 1;

/// What `docbind.lock` holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lock {
    version: u32,
    /// The version of docbind that wrote it.
    docbind: String,
    /// The pages that were fetched, by path.
    #[serde(rename = "page", with = "page::by_path", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pages: BTreeMap<String, LockedPage>,
    /// The operations, by their lines.
    #[serde(rename = "operation", default, skip_serializing_if = "Vec::is_empty")]
    pub operations: Vec<LockedOperation>,
    /// The groups, by their modules.
    #[serde(rename = "group", default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<LockedGroup>,
    /// The public types, by their names.
    #[serde(rename = "type", default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<LockedType>,
    /// Tables that this version does not know.
    #[serde(flatten)]
    other: BTreeMap<String, toml::Value>,
}

impl Default for Lock {
    fn default() -> Self {
        let docbind = env!("CARGO_PKG_VERSION").to_owned();
        Self {
            version: LOCK_VERSION,
            docbind,
            pages: BTreeMap::new(),
            operations: Vec::new(),
            groups: Vec::new(),
            types: Vec::new(),
            other: BTreeMap::new(),
        }
    }
}

impl Lock {
    /// The version of docbind that wrote it.
    pub fn written_by(&self) -> &str {
        &self.docbind
    }
}

#[cfg(test)]
mod tests;
