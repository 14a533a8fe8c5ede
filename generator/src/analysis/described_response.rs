//! Responses that are a record which pages describe by itself, or a list of them.

use super::Schemas;
use super::draft::{Draft, PendingRecord};
use super::weigh::{Shown, Weigher};
use crate::document::{Json, JsonValue};
use crate::model::{Evidence, Field, Schema, SchemaKind};
use crate::source::Span;

/// What a page says that a response is.
#[derive(Clone, Copy, Debug)]
pub(super) struct ToldRecord<'a> {
    /// The name of the record.
    pub name: &'a str,
    /// Whether it is a list of them.
    pub list: bool,
    /// Whether it is said to have a part of the fields only.
    pub partial: bool,
    /// Where it is said.
    pub span: Span,
}

/// The shape of a response that is a record of its own, or a list of them.
pub(super) fn described_record(told: ToldRecord<'_>, shown: &Shown<'_>, weigher: &mut Weigher<'_>) -> Schema {
    let of_items = |json: &&Json| matches!(json.value, JsonValue::Array(_));
    let list = told.list || (!shown.examples.is_empty() && shown.examples.iter().all(of_items));
    let examples: Vec<&Json> = shown.examples.iter().flat_map(|json| items_of(json, list)).collect();
    let record = weigher.pending_record(PendingRecord {
        name: told.name.to_owned(),
        span: told.span,
        text: String::new(),
        links: Vec::new(),
        fallback: super::infer::infer_schema(&examples, Evidence::Example),
        described: false,
        // Without an example, the record tells more than nothing.
        partial: told.partial && !examples.is_empty(),
        shown: examples.into_iter().cloned().collect(),
        answer: true,
    });
    if list { Schema::array(record) } else { record }
}

/// Gives the responses that are said to be a part of a record those fields of it that their examples show.
pub(super) fn restrict_partial(drafts: &mut [Draft<'_>], names: &[Vec<Option<String>>], schemas: &Schemas) {
    for (draft, names) in drafts.iter_mut().zip(names) {
        for (pending, name) in draft.pending.iter().zip(names).filter(|(pending, _)| pending.partial) {
            let Some(name) = name else { continue };
            let (Some(named), SchemaKind::Object(shown)) = (schemas.get(name), &pending.fallback.kind) else {
                continue;
            };
            let SchemaKind::Object(whole) = &named.schema.kind else { continue };
            let mut part = whole.clone();
            part.fields.retain(|field| shown.fields.iter().any(|of| of.name == field.name));
            let unknown = |of: &&Field| !part.fields.iter().any(|field| field.name == of.name);
            let more: Vec<Field> = shown.fields.iter().filter(unknown).cloned().collect();
            part.fields.extend(more);
            let is_it = |schema: &Schema| matches!(&schema.kind, SchemaKind::Ref { name: of } if of == name);
            for schema in draft.responses.iter_mut().filter_map(|response| response.schema.as_mut()) {
                let whole = match &mut schema.kind {
                    SchemaKind::Array { items } => &mut **items,
                    _ => schema,
                };
                if is_it(whole) {
                    whole.kind = SchemaKind::Object(part.clone());
                }
            }
        }
    }
}

/// The items of an example of a list; the example itself of any other.
fn items_of(json: &Json, list: bool) -> Vec<&Json> {
    match &json.value {
        JsonValue::Array(items) if list => items.iter().collect(),
        _ => vec![json],
    }
}
