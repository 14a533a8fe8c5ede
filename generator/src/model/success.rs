//! Responses whose body says whether the call succeeded, whatever the status.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The field of a response with a successful status that says whether the call succeeded.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Success {
    /// The names on the way to the field: `["result", "ok"]`.
    pub field: Vec<String>,
    /// What it holds where the call succeeded: booleans, integers and texts.
    pub equals: Vec<Value>,
}

impl Success {
    /// The field for people: `result.ok`.
    pub fn path(&self) -> String {
        self.field.join(".")
    }

    /// The values for people: `` `200` or `201` ``.
    pub fn values(&self) -> String {
        self.equals.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" or ")
    }
}
