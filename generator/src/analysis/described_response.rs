//! Responses that are a record which pages describe by itself, or a list of them.

use super::draft::PendingRecord;
use super::weigh::{Shown, Weigher};
use crate::document::{Json, JsonValue};
use crate::model::{Evidence, Schema};
use crate::source::Span;

/// The shape of a response that is a record of its own, or a list of them.
pub(super) fn described_record(
    name: &str,
    list: bool,
    span: Span,
    shown: &Shown<'_>,
    weigher: &mut Weigher<'_>,
) -> Schema {
    let of_items = |json: &&Json| matches!(json.value, JsonValue::Array(_));
    let list = list || (!shown.examples.is_empty() && shown.examples.iter().all(of_items));
    let examples: Vec<&Json> = shown.examples.iter().flat_map(|json| items_of(json, list)).collect();
    let record = weigher.pending_record(PendingRecord {
        name: name.to_owned(),
        span,
        text: String::new(),
        links: Vec::new(),
        fallback: super::infer::infer_schema(&examples, Evidence::Example),
        described: false,
        shown: examples.into_iter().cloned().collect(),
        answer: true,
    });
    if list { Schema::array(record) } else { record }
}

/// The items of an example of a list; the example itself of any other.
fn items_of(json: &Json, list: bool) -> Vec<&Json> {
    match &json.value {
        JsonValue::Array(items) if list => items.iter().collect(),
        _ => vec![json],
    }
}
