//! The record kinds and enums that the pages name: one type each, written or read as operations need.

use super::drafts::{Drafts, PartText, Shape};
use super::fields::{lower_enum, lower_fields, lower_tagged, lower_variants};
use super::rust_type::SerdeUse;
use crate::model::{Api, NamedSchema, Schema, SchemaKind};
use std::collections::BTreeMap;

/// Makes a type of every named schema that needs one; a name for a list or scalar stands for it.
pub(super) fn lower_schemas<'a>(api: &'a Api, drafts: &mut Drafts<'a>) {
    let uses = serde_uses(api);
    for (name, named) in &api.schemas {
        let id = match &named.schema.kind {
            SchemaKind::Object(object) if !object.fields.is_empty() => Some(drafts.reserve(name, named)),
            SchemaKind::Enum(of) if !of.members.is_empty() => Some(drafts.reserve(name, named)),
            SchemaKind::Union { .. } | SchemaKind::Tagged(_) => Some(drafts.reserve(name, named)),
            _ => None,
        };
        drafts.schemas.insert(name, (named, id));
    }
    // Enums first: a record may repeat one that has a name.
    let is_enum = |named: &NamedSchema| matches!(named.schema.kind, SchemaKind::Enum(_));
    for enums in [true, false] {
        for (name, named) in api.schemas.iter().filter(|(_, named)| is_enum(named) == enums) {
            // What no operation uses is still written down by the pages: as something to read.
            let unused = SerdeUse { serialize: false, deserialize: true };
            let serde = uses.get(name.as_str()).copied().unwrap_or(unused);
            if let Some((_, Some(id))) = drafts.schemas.get(name.as_str()).copied()
                && let Some((shape, texts)) =
                    drafts.at(name.as_str(), |drafts| lower_shape(drafts, serde, &named.schema.kind))
            {
                drafts.fill(id, shape, texts);
            }
        }
        drafts.offer_schemas();
    }
}

/// The shape of a schema that gets a type of its own.
fn lower_shape(drafts: &mut Drafts, serde: SerdeUse, kind: &SchemaKind) -> Option<(Shape, Vec<PartText>)> {
    match kind {
        SchemaKind::Enum(of) => Some(lower_enum(of)),
        SchemaKind::Union { variants } => {
            let variants = lower_variants(drafts, serde, variants);
            let texts = variants.iter().map(|_| PartText::default()).collect();
            Some((Shape::Union { serde, variants }, texts))
        }
        SchemaKind::Tagged(of) => Some(lower_tagged(drafts, serde, of)),
        SchemaKind::Object(object) => {
            let (fields, texts) = lower_fields(drafts, serde, object);
            Some((Shape::Struct { serde, fields, open: object.additional.is_some() }, texts))
        }
        _ => None,
    }
}

/// Which named schemas are sent, and which are received.
fn serde_uses(api: &Api) -> BTreeMap<&str, SerdeUse> {
    let mut uses = BTreeMap::new();
    for operation in &api.operations {
        for response in &operation.responses {
            if let Some(schema) = &response.schema {
                mark(api, schema, SerdeUse { serialize: false, deserialize: true }, &mut uses);
            }
        }
        if let Some(body) = &operation.request_body {
            mark(api, &body.schema, SerdeUse { serialize: true, deserialize: false }, &mut uses);
        }
    }
    for webhook in &api.webhooks {
        mark(api, &webhook.payload, SerdeUse { serialize: false, deserialize: true }, &mut uses);
    }
    uses
}

fn mark<'a>(api: &'a Api, schema: &'a Schema, serde: SerdeUse, uses: &mut BTreeMap<&'a str, SerdeUse>) {
    let mut open = vec![schema];
    while let Some(schema) = open.pop() {
        match &schema.kind {
            SchemaKind::Array { items: inner } | SchemaKind::Map { values: inner } => open.push(inner),
            SchemaKind::Object(object) => open.extend(object.fields.iter().map(|field| &field.schema)),
            SchemaKind::Union { variants } => open.extend(variants),
            SchemaKind::Tagged(of) => {
                let fields = of.variants.iter().flat_map(|variant| &variant.object.fields);
                open.extend(fields.map(|field| &field.schema));
            }
            SchemaKind::Ref { name } => {
                let Some(named) = api.schemas.get(name) else { continue };
                let known = uses.entry(name).or_default();
                let both = SerdeUse {
                    serialize: known.serialize || serde.serialize,
                    deserialize: known.deserialize || serde.deserialize,
                };
                if both != *known {
                    *known = both;
                    open.push(&named.schema);
                }
            }
            _ => {}
        }
    }
}
