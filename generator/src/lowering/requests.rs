//! What an operation sends: the request struct, and which of its fields goes where.

use super::doc_words::code_span;
use super::drafts::{Drafts, FieldPart, FieldShape, PartText, Presence, Role, Shape, User};
use super::fields::{
    field_text, lower_fields, lower_nullable, lower_tagged, lower_type, optional_if, resolve,
};
use super::library_type::LibraryType;
use super::multipart::{files_and_fields, lower_form};
use super::rust_crate::{Encoding, FormContent};
use super::rust_type::{RustType, SerdeUse, TypeId};
use super::types::location_word;
use crate::model::{
    Location, MediaType, Operation, Parameter, ParameterStyle, RequestBody, SchemaKind, TaggedSchema,
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const SENT: SerdeUse = SerdeUse { serialize: true, deserialize: false };

/// What is sent, before fields have names.
#[derive(Debug)]
pub(super) struct RequestDraft {
    /// The request struct; a schema of the pages where the body is one and nothing else is sent.
    pub request: Option<TypeId>,
    /// The positional arguments, in path order.
    pub arguments: Vec<ArgumentDraft>,
    /// What goes where, in order.
    pub parts: Vec<PartDraft>,
}

/// A positional argument.
#[derive(Debug)]
pub(super) struct ArgumentDraft {
    pub wire_name: String,
    /// What its name is made of.
    pub called: String,
    pub rust_type: RustType,
    /// How it is written: that of a list, or one that only a path has.
    pub style: Option<ParameterStyle>,
    pub text: PartText,
}

/// A part of a request; the field by the name that it has in its part.
#[derive(Clone, Debug)]
pub(super) enum PartDraft {
    /// A single parameter.
    Value { location: Location, wire_name: String },
    /// A list of values.
    List { location: Location, wire_name: String, style: ParameterStyle },
    /// A value with parts in the query.
    Parts { wire_name: String, style: ParameterStyle },
    /// A part of a form that holds files.
    Form { wire_name: String, content: FormContent },
    /// The body: the whole request, or the field [`FieldPart::WholeBody`].
    Body { encoding: Encoding, others: Vec<Encoding>, whole_request: bool, optional: bool },
}

/// Lowers parameters and body of the operation of that index.
pub(super) fn lower_request(drafts: &mut Drafts, index: usize, operation: &Operation) -> RequestDraft {
    let arguments = operation.path.parameters().map(|name| {
        drafts.in_part(format_args!("path.{name}"), |drafts| lower_argument(drafts, index, operation, name))
    });
    let arguments = arguments.collect();
    let mut fields = Fields::default();
    // `X-Forward-*` is no header's name: such headers are given to the call.
    let is_own = |p: &&Parameter| p.location != Location::Path && !p.field.name.contains('*');
    for parameter in operation.parameters.iter().filter(is_own) {
        let place = format_args!("{}.{}", location_word(parameter.location), parameter.field.name);
        drafts.in_part(place, |drafts| lower_parameter(drafts, &mut fields, parameter));
    }
    if let Some(body) = &operation.request_body {
        if let Some(object) = files_and_fields(drafts, body) {
            let (shapes, texts, parts) =
                drafts.in_part("body", |drafts| lower_form(drafts, object, &body.styles));
            fields.shapes.extend(shapes);
            fields.texts.extend(texts);
            fields.parts.extend(parts);
        } else if let Some(id) = schema_alone(drafts, body).filter(|_| fields.parts.is_empty()) {
            let part = whole_body(body);
            return RequestDraft { request: Some(id), arguments, parts: vec![part] };
        } else if let Some(of) = tagged_alone(body).filter(|_| fields.parts.is_empty()) {
            let (shape, texts) = drafts.in_part("body", |drafts| lower_tagged(drafts, SENT, of));
            let id = drafts.in_part("request", |drafts| drafts.intern(shape, "", texts));
            drafts.note_use(User::Operation(index), Role::Request, &RustType::Named(id));
            let part = whole_body(body);
            return RequestDraft { request: Some(id), arguments, parts: vec![part] };
        } else {
            drafts.in_part("body", |drafts| lower_body(drafts, &mut fields, body));
        }
    }
    let Fields { shapes, texts, parts, open } = fields;
    let request = (!shapes.is_empty()).then(|| {
        let has_body = shapes.iter().any(|field| field.part == FieldPart::Body);
        let serde = if has_body { SENT } else { SerdeUse::default() };
        let shape = Shape::Struct { serde, fields: shapes, open };
        let id = drafts.in_part("request", |drafts| drafts.intern(shape, "", texts));
        drafts.note_use(User::Operation(index), Role::Request, &RustType::Named(id));
        id
    });
    RequestDraft { request, arguments, parts }
}

/// Operations of one request type send all of its parameters: one that was widened for a single operation is a field
/// that callers of the others can set too.
pub(super) fn share_parts<'r>(requests: impl Iterator<Item = &'r mut RequestDraft>) {
    let mut by_type: BTreeMap<TypeId, Vec<&mut RequestDraft>> = BTreeMap::new();
    for request in requests {
        if let Some(id) = request.request {
            by_type.entry(id).or_default().push(request);
        }
    }
    for mut of_type in by_type.into_values().filter(|of_type| of_type.len() > 1) {
        let mut all: BTreeMap<(Option<Location>, String), PartDraft> = BTreeMap::new();
        for part in of_type.iter().flat_map(|request| &request.parts) {
            if let Some(key) = part.key() {
                all.entry(key).or_insert_with(|| part.clone());
            }
        }
        for request in &mut of_type {
            let own: BTreeSet<_> = request.parts.iter().filter_map(PartDraft::key).collect();
            let missing = all.iter().filter(|(key, _)| !own.contains(key)).map(|(_, part)| part.clone());
            let missing: Vec<PartDraft> = missing.collect();
            // The body goes last.
            let body = request.parts.iter().position(|part| matches!(part, PartDraft::Body { .. }));
            let at = body.unwrap_or(request.parts.len());
            request.parts.splice(at..at, missing);
        }
    }
}

impl PartDraft {
    /// Where it goes, and its name there; `None` for the body, which every operation has for itself.
    fn key(&self) -> Option<(Option<Location>, String)> {
        match self {
            PartDraft::Value { location, wire_name } | PartDraft::List { location, wire_name, .. } => {
                Some((Some(*location), wire_name.clone()))
            }
            PartDraft::Parts { wire_name, .. } => Some((Some(Location::Query), wire_name.clone())),
            PartDraft::Form { wire_name, .. } => Some((None, wire_name.clone())),
            PartDraft::Body { .. } => None,
        }
    }
}

/// The fields of the request struct, their texts, and what goes where.
#[derive(Default)]
struct Fields {
    shapes: Vec<FieldShape>,
    texts: Vec<PartText>,
    parts: Vec<PartDraft>,
    /// Whether the body has values under names that the pages do not give.
    open: bool,
}

impl Fields {
    /// Adds the field of a parameter.
    fn push(&mut self, parameter: &Parameter, rust_type: RustType, text: PartText) {
        let field = &parameter.field;
        self.shapes.push(FieldShape {
            wire_name: field.name.clone(),
            rename: field.rename.clone(),
            part: FieldPart::Parameter(parameter.location),
            rust_type: optional_if(!field.required, rust_type),
            presence: if field.required { Presence::Required } else { Presence::Optional },
        });
        self.texts.push(text);
    }
}

fn lower_argument(drafts: &mut Drafts, index: usize, operation: &Operation, name: &str) -> ArgumentDraft {
    let wire_name = name.to_owned();
    let declared = |p: &&Parameter| p.location == Location::Path && p.field.name == name;
    match operation.parameters.iter().find(declared) {
        Some(parameter) => {
            let (rust_type, style) = match resolve(drafts, &parameter.field.schema.kind) {
                SchemaKind::Array { items } => {
                    let item = match scalar_type(drafts, &items.kind) {
                        RustType::Library(LibraryType::Minute) => RustType::String,
                        item => item,
                    };
                    (RustType::Vec(Box::new(item)), Some(parameter.style))
                }
                kind => (scalar_type(drafts, kind), Some(parameter.style).filter(|style| style.is_of_path())),
            };
            let called = parameter.field.called().to_owned();
            drafts.note_use(User::Operation(index), Role::Field(called.clone()), &rust_type);
            let rust_type = optional_if(!parameter.field.required, rust_type);
            let text = field_text(drafts, SerdeUse::default(), &parameter.field);
            ArgumentDraft { wire_name, called, rust_type, style, text }
        }
        None => {
            let (rust_type, text) = (RustType::String, PartText::default());
            ArgumentDraft { called: wire_name.clone(), wire_name, rust_type, style: None, text }
        }
    }
}

/// A parameter outside the path: a scalar, an enum or a list of them.
fn lower_parameter(drafts: &mut Drafts, fields: &mut Fields, parameter: &Parameter) {
    let field = &parameter.field;
    let (location, wire_name) = (parameter.location, field.name.clone());
    let part = FieldPart::Parameter(location);
    if fields.shapes.iter().any(|other| other.part == part && other.wire_name == wire_name) {
        return;
    }
    if location == Location::Query && holds_parts(drafts, &field.schema.kind, parameter.style) {
        let rust_type = lower_type(drafts, SENT, &field.schema.kind).without_libraries();
        fields.push(parameter, rust_type, field_text(drafts, SENT, field));
        return fields.parts.push(PartDraft::Parts { wire_name, style: parameter.style });
    }
    let (rust_type, list) = match resolve(drafts, &field.schema.kind) {
        SchemaKind::Array { items } if location != Location::Cookie => {
            let item = match scalar_type(drafts, &items.kind) {
                // There is no list of them.
                RustType::Library(LibraryType::Minute) => RustType::String,
                item => item,
            };
            (RustType::Vec(Box::new(item)), true)
        }
        _ => (scalar_type(drafts, &field.schema.kind), false),
    };
    fields.push(parameter, rust_type, field_text(drafts, SerdeUse::default(), field));
    fields.parts.push(match list {
        true => PartDraft::List { location, wire_name, style: parameter.style },
        false => PartDraft::Value { location, wire_name },
    });
}

/// Whether a value of the query is an object or holds objects, or is JSON.
fn holds_parts(drafts: &Drafts, kind: &SchemaKind, style: ParameterStyle) -> bool {
    match resolve(drafts, kind) {
        SchemaKind::Object(_) | SchemaKind::Map { .. } | SchemaKind::Tagged(_) => true,
        SchemaKind::Array { items } => {
            style == ParameterStyle::Json
                || matches!(
                    resolve(drafts, &items.kind),
                    SchemaKind::Object(_) | SchemaKind::Map { .. } | SchemaKind::Tagged(_)
                )
        }
        _ => false,
    }
}

/// The type of a single parameter; what has no agreed form outside a body is text.
fn scalar_type(drafts: &mut Drafts, kind: &SchemaKind) -> RustType {
    match resolve(drafts, kind) {
        SchemaKind::Boolean
        | SchemaKind::Integer { .. }
        | SchemaKind::Number { .. }
        | SchemaKind::String { .. }
        | SchemaKind::Enum(_) => lower_type(drafts, SerdeUse::default(), kind),
        _ => RustType::String,
    }
}

/// The named object that is the whole of a body.
fn schema_alone(drafts: &Drafts, body: &RequestBody) -> Option<TypeId> {
    let SchemaKind::Ref { name } = &body.schema.kind else { return None };
    let (named, id) = drafts.schemas.get(name.as_str())?;
    let object = matches!(named.schema.kind, SchemaKind::Object(_));
    let always = body.required && !body.schema.nullable && !named.schema.nullable;
    id.filter(|_| object && always && takes_fields(&body.media_type))
}

/// The object of several kinds that is the whole of a body.
fn tagged_alone(body: &RequestBody) -> Option<&TaggedSchema> {
    match &body.schema.kind {
        SchemaKind::Tagged(of) if body.required && !body.schema.nullable => Some(of),
        _ => None,
    }
}

/// Adds a body: the fields of an object side by side with the parameters, anything else as one field.
fn lower_body(drafts: &mut Drafts, fields: &mut Fields, body: &RequestBody) {
    let encoding = encoding(body);
    let optional = !body.required || (body.schema.nullable && encoding != Encoding::JsonLines);
    match &body.schema.kind {
        SchemaKind::Object(object) if takes_fields(&body.media_type) && !object.fields.is_empty() => {
            let (mut shapes, texts) = lower_fields(drafts, SENT, object);
            let is_json = |of: &Encoding| *of == Encoding::Json;
            let others = other_encodings(body);
            if !is_json(&encoding) && !others.iter().any(is_json) {
                // Everything is text there, and no digit need be lost.
                shapes.iter_mut().for_each(|field| field.rust_type.decimals_as_text());
            }
            fields.shapes.extend(shapes);
            fields.texts.extend(texts);
            fields.open = object.additional.is_some() && encoding == Encoding::Json;
            fields.parts.push(PartDraft::Body { encoding, others, whole_request: true, optional: false });
        }
        kind => {
            let rust_type = match &encoding {
                Encoding::Text => RustType::String,
                Encoding::Bytes(_) => RustType::Bytes,
                Encoding::JsonLines => {
                    RustType::Vec(Box::new(lower_nullable(drafts, SENT, &body.schema).without_libraries()))
                }
                Encoding::Json | Encoding::Form(_) | Encoding::Multipart(_) => {
                    lower_type(drafts, SENT, kind).without_libraries()
                }
            };
            fields.shapes.push(FieldShape {
                wire_name: "body".into(),
                rename: None,
                part: FieldPart::WholeBody,
                rust_type: optional_if(optional, rust_type),
                presence: if optional { Presence::Optional } else { Presence::Required },
            });
            let note = format!("The whole body, as {}.", code_span(body.media_type.as_str()));
            fields.texts.push(PartText { description: String::new(), notes: vec![note] });
            let others = Vec::new();
            fields.parts.push(PartDraft::Body { encoding, others, whole_request: false, optional });
        }
    }
}

fn takes_fields(media_type: &MediaType) -> bool {
    matches!(media_type, MediaType::Json(_) | MediaType::Form(_) | MediaType::Multipart)
}

/// The request is the body.
fn whole_body(body: &RequestBody) -> PartDraft {
    let others = other_encodings(body);
    PartDraft::Body { encoding: encoding(body), others, whole_request: true, optional: false }
}

fn encoding(body: &RequestBody) -> Encoding {
    encoding_as(&body.media_type, &body.styles)
}

fn other_encodings(body: &RequestBody) -> Vec<Encoding> {
    body.other_encodings.iter().map(|of| encoding_as(&of.media_type, &of.styles)).collect()
}

fn encoding_as(media_type: &MediaType, styles: &BTreeMap<String, ParameterStyle>) -> Encoding {
    let styles = || styles.iter().map(|(name, style)| (name.clone(), *style)).collect();
    match media_type {
        MediaType::Json(_) => Encoding::Json,
        MediaType::JsonLines(_) => Encoding::JsonLines,
        MediaType::Form(_) => Encoding::Form(styles()),
        MediaType::Multipart => Encoding::Multipart(styles()),
        MediaType::Text(_) => Encoding::Text,
        MediaType::Binary(name) | MediaType::EventStream(name) => Encoding::Bytes(name.to_string()),
    }
}
