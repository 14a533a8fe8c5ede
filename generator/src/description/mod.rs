//! OpenAPI descriptions: a file, and what it refers to, as one OpenAPI 3 document with places.
//!
//! ```text
//! description = ( YAML | JSON ), { reference } ;
//! reference   = "$ref", ":", [ file ], [ "#", { "/", step } ] ;
//! document    = ( "openapi", ":", "3…" | "swagger", ":", "2…" | (* cut off before *) ), "paths", ":", { path, item } ;
//! ```
//!
//! [`read_tree`] reads a text, [`bundle`] takes in what other files hold, [`swagger`] makes OpenAPI 3 of Swagger 2,
//! [`operations`] lists what a document describes, and [`unread`] what it says that nothing is made of. What an operation
//! says is read in one place, by `dialect::openapi`.

mod bundle;
mod operations;
mod references;
mod swagger;
mod swagger_body;
mod tree;
mod unread;

pub use bundle::bundle;
pub use operations::{Described, DescribedKind, list_described};
pub use references::referenced_files;
pub use swagger::as_version_3 as swagger_as_openapi;
pub use tree::{Tree, is_document, read_tree};
pub(crate) use unread::report_unread;

use crate::document::{Json, JsonValue};
use crate::source::{SourceId, Spanned};

/// A description with its operations.
#[derive(Debug)]
pub struct Description {
    /// The file.
    pub source: SourceId,
    /// All of it, as OpenAPI 3.
    pub tree: Json,
    /// What it describes, in order, each with the page that stands for it.
    pub operations: Vec<(SourceId, Described)>,
    /// Whether it is read for the pages that point to it alone.
    pub beside: bool,
}

/// The text of a member.
fn string<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    match &json.get(name)?.value {
        JsonValue::String(text) => Some(text),
        _ => None,
    }
}

fn members(json: Option<&Json>) -> &[(Spanned<String>, Json)] {
    match json.map(|json| &json.value) {
        Some(JsonValue::Object(members)) => members,
        _ => &[],
    }
}

fn items(json: Option<&Json>) -> &[Json] {
    match json.map(|json| &json.value) {
        Some(JsonValue::Array(items)) => items,
        _ => &[],
    }
}

/// What a JSON pointer leads to (RFC 6901), as a fragment writes it.
fn at_pointer<'a>(root: &'a Json, pointer: &str) -> Option<&'a Json> {
    let steps = pointer.trim_start_matches('/').split('/').filter(|step| !step.is_empty());
    steps.into_iter().try_fold(root, |at, step| {
        let step = step.replace("%7B", "{").replace("%7D", "}").replace("~1", "/").replace("~0", "~");
        match &at.value {
            JsonValue::Array(items) => items.get(step.parse::<usize>().ok()?),
            _ => at.get(&step),
        }
    })
}
