//! Pass: alternatives that a field tells apart.
//!
//! A value of one of several objects is an object with a tag where one field has a list of values in each of
//! them, and no value stands in two lists: `"kind": "mail"` here, `"kind": "form"` there.

use super::draft::Draft;
use super::weigh::settle_tag;
use super::{Schemas, visit_schema, visit_schema_mut};
use crate::model::{EnumSchema, EnumValue, ObjectSchema, Schema, SchemaKind, TaggedSchema, TaggedVariant};

/// Finds the tags of all alternatives.
pub(super) fn resolve_tags(drafts: &mut [Draft<'_>], schemas: &mut Schemas) {
    let in_drafts = drafts.iter().flat_map(shapes);
    if !in_drafts.chain(schemas.values().map(|named| &named.schema)).any(has_union) {
        return;
    }
    let known = schemas.clone();
    let mut settle = |schema: &mut Schema| {
        if let SchemaKind::Union { variants } = &schema.kind
            && let Some(tagged) = find_tag(variants, &known)
        {
            schema.kind = SchemaKind::Tagged(tagged);
        }
    };
    for draft in drafts {
        let bodies = draft.request_body.iter_mut().map(|body| &mut body.schema);
        let answers = draft.responses.iter_mut().filter_map(|response| response.schema.as_mut());
        bodies.chain(answers).for_each(|schema| visit_schema_mut(schema, &mut settle));
    }
    schemas.values_mut().for_each(|named| visit_schema_mut(&mut named.schema, &mut settle));
}

fn shapes<'d>(draft: &'d Draft<'_>) -> impl Iterator<Item = &'d Schema> {
    let answers = draft.responses.iter().filter_map(|response| response.schema.as_ref());
    draft.request_body.iter().map(|body| &body.schema).chain(answers)
}

fn has_union(schema: &Schema) -> bool {
    let mut found = false;
    visit_schema(schema, &mut |inner| found |= matches!(inner.kind, SchemaKind::Union { .. }));
    found
}

fn find_tag(variants: &[Schema], known: &Schemas) -> Option<TaggedSchema> {
    let objects: Vec<(&str, &ObjectSchema)> =
        variants.iter().map(|variant| object_of(variant, known)).collect::<Option<_>>()?;
    let (_, first) = objects.first()?;
    first.fields.iter().find_map(|field| {
        let tag = field.name.as_str();
        let values: Vec<Vec<String>> =
            objects.iter().map(|(_, object)| tag_values(object, tag, known)).collect::<Option<_>>()?;
        let all = || values.iter().flatten();
        let distinct = all().enumerate().all(|(n, value)| all().take(n).all(|other| other != value));
        distinct.then(|| {
            let variant = |((title, object), values): (&(&str, &ObjectSchema), Vec<String>)| {
                let mut object = (*object).clone();
                settle_tag(&mut object, tag, &values);
                TaggedVariant { title: (*title).to_owned(), values, object }
            };
            let description = field.description.clone();
            let variants = objects.iter().zip(values).map(variant).collect();
            TaggedSchema { tag: tag.to_owned(), description, variants }
        })
    })
}

/// An object, and its name where it has one.
fn object_of<'s>(schema: &'s Schema, known: &'s Schemas) -> Option<(&'s str, &'s ObjectSchema)> {
    match &schema.kind {
        SchemaKind::Object(object) => Some(("", object)),
        SchemaKind::Ref { name } => match &known.get(name)?.schema.kind {
            SchemaKind::Object(object) => Some((name, object)),
            _ => None,
        },
        _ => None,
    }
}

/// The texts that a field may have, where they are listed.
fn tag_values(object: &ObjectSchema, tag: &str, known: &Schemas) -> Option<Vec<String>> {
    let field = object.field(tag)?;
    let of: &EnumSchema = match &field.schema.kind {
        SchemaKind::Enum(of) => of,
        SchemaKind::Ref { name } => match &known.get(name)?.schema.kind {
            SchemaKind::Enum(of) => of,
            _ => return None,
        },
        _ => return None,
    };
    let text = |value: &EnumValue| match value {
        EnumValue::String(text) => Some(text.clone()),
        EnumValue::Integer(_) => None,
    };
    of.members.iter().map(|member| text(&member.value)).collect()
}
