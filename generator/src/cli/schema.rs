//! `docbind schema`: the JSON Schema of docbind.toml.

use super::{Outcome, print};
use crate::config::render_schema;

pub(super) fn run() -> Outcome {
    print(&render_schema())
}
