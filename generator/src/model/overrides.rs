//! What a setting says in the place of the pages.

use super::Place;
use serde::{Deserialize, Serialize};

/// A setting that applies to an operation, a field or a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub struct Override {
    /// The pages that it is about, by their paths.
    pub pages: Vec<String>,
    /// The operation, field or type: the selector that names it and nothing else.
    pub what: String,
    /// Where the value of the setting stands.
    pub setting: Place,
    /// The key: `type`.
    pub key: String,
    /// What was read of the pages, where that can be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The value of the setting, as it is written.
    pub to: String,
}
