//! Bodies of `multipart/form-data` that hold files: each field is a part of its own.
//!
//! | field | type | part |
//! |---|---|---|
//! | a file, files | `Upload`, `Vec<Upload>` | the content, with name and media type |
//! | a scalar or enum | as a parameter | text |
//! | a list of those | `Vec<…>` | text, a part for each |
//! | anything else | as in JSON | by what it is: text, JSON for an object, a part for each item of a list |
//! | a list or an object that the page writes in another way | the same | text, by its style |

use super::drafts::{Drafts, FieldPart, FieldShape, PartText, Presence};
use super::fields::{field_text, lower_type, optional_if, resolve};
use super::requests::{PartDraft, SENT};
use super::rust_crate::FormContent;
use super::rust_type::RustType;
use crate::model::{MediaType, ObjectSchema, ParameterStyle, RequestBody, SchemaKind, StringFormat};
use std::collections::{BTreeMap, BTreeSet};

/// The fields of a body that holds files; `None` for any other body.
pub(super) fn files_and_fields<'a>(drafts: &Drafts<'a>, body: &'a RequestBody) -> Option<&'a ObjectSchema> {
    let SchemaKind::Object(object) = resolve(drafts, &body.schema.kind) else { return None };
    let holds_file = |kind| match resolve(drafts, kind) {
        SchemaKind::Array { items } => is_file(resolve(drafts, &items.kind)),
        kind => is_file(kind),
    };
    let holds_files = object.fields.iter().any(|field| holds_file(&field.schema.kind));
    (body.media_type == MediaType::Multipart && holds_files).then_some(object)
}

/// The fields, their texts, and the parts that they are.
pub(super) fn lower_form(
    drafts: &mut Drafts,
    object: &ObjectSchema,
    styles: &BTreeMap<String, ParameterStyle>,
) -> (Vec<FieldShape>, Vec<PartText>, Vec<PartDraft>) {
    let mut seen = BTreeSet::new();
    let (mut shapes, mut texts, mut parts) = (Vec::new(), Vec::new(), Vec::new());
    for field in object.fields.iter().filter(|field| seen.insert(field.name.as_str())) {
        let (mut rust_type, mut content) =
            drafts.at_field(&field.name, |drafts| lower_content(drafts, &field.schema.kind));
        if let (FormContent::List | FormContent::Value, Some(style)) = (content, styles.get(&field.name)) {
            content = FormContent::Styled(*style);
        }
        rust_type.decimals_as_text();
        shapes.push(FieldShape {
            wire_name: field.name.clone(),
            rename: field.rename.clone(),
            part: FieldPart::Form,
            rust_type: optional_if(!field.required, rust_type),
            presence: if field.required { Presence::Required } else { Presence::Optional },
        });
        texts.push(field_text(drafts, SENT, field));
        parts.push(PartDraft::Form { wire_name: field.name.clone(), content });
    }
    (shapes, texts, parts)
}

fn lower_content(drafts: &mut Drafts, kind: &SchemaKind) -> (RustType, FormContent) {
    let scalar = |kind: &SchemaKind| {
        matches!(
            kind,
            SchemaKind::Boolean
                | SchemaKind::Integer { .. }
                | SchemaKind::Number { .. }
                | SchemaKind::String { .. }
                | SchemaKind::Enum(_)
        )
    };
    match resolve(drafts, kind) {
        kind if is_file(kind) => (RustType::Upload, FormContent::File),
        SchemaKind::Array { items } => match resolve(drafts, &items.kind) {
            kind if is_file(kind) => (RustType::Vec(Box::new(RustType::Upload)), FormContent::File),
            kind if scalar(kind) => {
                let item = drafts.at("[]", |drafts| lower_type(drafts, SENT, &items.kind));
                (RustType::Vec(Box::new(item)), FormContent::List)
            }
            _ => (lower_value(drafts, kind), FormContent::Value),
        },
        found if scalar(found) => (lower_type(drafts, SENT, kind), FormContent::Text),
        _ => (lower_value(drafts, kind), FormContent::Value),
    }
}

fn lower_value(drafts: &mut Drafts, kind: &SchemaKind) -> RustType {
    lower_type(drafts, SENT, kind).without_libraries()
}

fn is_file(kind: &SchemaKind) -> bool {
    matches!(kind, SchemaKind::String { format: StringFormat::Binary })
}
