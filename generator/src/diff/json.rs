//! A diff as JSON.

use super::{Change, Diff, propose_version};
use crate::visible::visible_json;
use serde::Serialize;

/// The form that this version writes.
pub(super) const DIFF_SCHEMA: u32 = 1;

/// The document. New fields may come in the same schema version.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document<'d> {
    schema_version: u32,
    /// What was compared.
    old: &'d str,
    new: &'d str,
    /// The version of the older crate, and the next one; `null` where nothing changed.
    version: &'d str,
    proposed_version: Option<String>,
    /// How many changes are of each class.
    counts: Counts,
    /// The changes, worst class first, then by item.
    changes: &'d [Change],
    /// What could not be compared.
    notes: &'d [String],
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Counts {
    breaking: usize,
    compatible: usize,
    documentation_only: usize,
}

/// One document:
///
/// | field | what |
/// |---|---|
/// | `schema-version` | 1 |
/// | `old`, `new` | the arguments |
/// | `version`, `proposed-version` | of the older crate, and the next one (`null` where nothing changed) |
/// | `counts` | `breaking`, `compatible`, `documentation-only` |
/// | `changes[].class` | `breaking`, `compatible` or `documentation-only` |
/// | `changes[].kind` | `added`, `removed`, `renamed`, `changed`, `wire`, `deprecated` or `documentation` |
/// | `changes[].item`, `.what` | the item in Rust; what changed, in words |
/// | `changes[].operation` | verb and path, where it is about one operation |
/// | `changes[].wire` | whether what is sent or read changes under the same signature |
/// | `changes[].exhaustive` | whether it breaks literals with all fields, or matches of all variants |
/// | `changes[].before`, `.after` | `value`, and where a page says it, `place` (`page`, `line` from 1) and `line` |
/// | `notes` | what could not be compared |
pub fn render_json(diff: &Diff) -> String {
    use super::ChangeClass::{Breaking, Compatible, DocumentationOnly};
    let document = Document {
        schema_version: DIFF_SCHEMA,
        old: &diff.old,
        new: &diff.new,
        version: &diff.version,
        proposed_version: propose_version(&diff.version, diff),
        counts: Counts {
            breaking: diff.count(Breaking),
            compatible: diff.count(Compatible),
            documentation_only: diff.count(DocumentationOnly),
        },
        changes: &diff.changes,
        notes: &diff.notes,
    };
    // Nothing in it is without a form in JSON.
    visible_json(serde_json::to_string_pretty(&document).unwrap_or_default()) + "\n"
}
