//! Forms, urlencoded or of several parts: what requests send, how fields are written, which of them are files.

use super::media_type::{content_type, is_alike};
use super::pairs::{Pair, pairs_in_text, read_pairs, style_shown};
use crate::dialect::claims::{FieldClaim, RequestExampleClaim};
use crate::dialect::says_comma_separated;
use crate::document::{Json, JsonValue, form_parts};
use crate::model::{Field, MediaType, OtherEncoding, ParameterStyle, Schema, SchemaKind, StringFormat};
use crate::source::Span;
use std::collections::BTreeMap;

/// A form that a request sends.
pub(super) struct SentForm {
    pub pairs: Vec<Pair>,
    pub span: Span,
    /// The parts that say that they are JSON.
    json: Vec<String>,
}

impl SentForm {
    /// The form of a request, where it sends one of that media type.
    pub fn read(request: &RequestExampleClaim, media_type: &MediaType) -> Option<Self> {
        let body = request.body.as_ref()?;
        let (pairs, json) = match media_type {
            MediaType::Form(_) => (read_pairs(&body.value), Vec::new()),
            MediaType::Multipart => {
                let parts = form_parts(&body.value);
                let is_json = |name: &String| name.ends_with("json");
                let json = parts.iter().filter(|part| part.media_type.as_ref().is_some_and(is_json));
                let json = json.map(|part| part.name.clone()).collect();
                (parts.into_iter().map(|part| (part.name, part.text)).collect(), json)
            }
            _ => return None,
        };
        Some(Self { pairs, span: body.span, json })
    }

    fn style(&self, field: &Field) -> Option<ParameterStyle> {
        style_shown(&self.pairs, &field.name, &field.schema)
    }
}

/// How the fields of a form are written, where that is not the rule. `parts`: in a form of several parts the rule is
/// that of OpenAPI (3.1, Encoding Object): an object is a part of JSON, a list a part for each item.
pub(super) fn field_styles(
    schema: &Schema,
    claims: &[&FieldClaim],
    sent: &[SentForm],
    parts: bool,
) -> BTreeMap<String, ParameterStyle> {
    let SchemaKind::Object(object) = &schema.kind else { return BTreeMap::new() };
    let style = |field: &Field| {
        let claim = claims.iter().find(|claim| claim.name.value == field.name);
        let stated = claim.and_then(|claim| claim.style);
        let text = claim.and_then(|claim| claim.description.as_ref()).map_or("", |text| text.plain.as_str());
        let list = matches!(field.schema.kind, SchemaKind::Array { .. });
        let shown = sent.iter().find_map(|form| Some((form, form.style(field)?)));
        let by_rule = |style| match stated {
            Some(_) => style == ParameterStyle::Json && !list,
            None => shown.is_some_and(|(form, _)| is_by_rule(form, field, list)),
        };
        stated
            .or(shown.map(|(_, style)| style))
            .or_else(|| style_shown(&pairs_in_text(text), &field.name, &field.schema))
            .or_else(|| (list && says_comma_separated(text)).then_some(ParameterStyle::Comma))
            .filter(|style| !parts || !by_rule(*style))
    };
    let holds_others = |field: &&Field| {
        !matches!(
            field.schema.kind,
            SchemaKind::Boolean
                | SchemaKind::Integer { .. }
                | SchemaKind::Number { .. }
                | SchemaKind::String { .. }
                | SchemaKind::Enum(_)
        )
    };
    let styles = object.fields.iter().filter(holds_others);
    let styles = styles.filter_map(|field| Some((field.name.clone(), style(field)?)));
    // A list repeats its name either way.
    let usual = |style| style == ParameterStyle::Repeated || (style == ParameterStyle::Deep && !parts);
    styles.filter(|(_, style)| !usual(*style)).collect()
}

/// The other encodings in which requests send what a body holds, where one sends it as it is encoded, too. None of them
/// holds a file: text cannot take its place.
pub(super) fn other_encodings(
    own: &MediaType,
    schema: &Schema,
    claims: &[&FieldClaim],
    written: &[&&RequestExampleClaim],
) -> Vec<OtherEncoding> {
    let sent = || written.iter().filter_map(|request| Some((content_type(request)?, *request)));
    let takes_fields =
        |media: &MediaType| matches!(media, MediaType::Json(_) | MediaType::Form(_) | MediaType::Multipart);
    let SchemaKind::Object(object) = &schema.kind else { return Vec::new() };
    let takes_file = object.fields.iter().any(|field| match &field.schema.kind {
        SchemaKind::Array { items } => is_bytes(&items.kind),
        kind => is_bytes(kind),
    });
    if takes_file || !takes_fields(own) || !sent().any(|(media, _)| is_alike(&media, own)) {
        return Vec::new();
    }
    let mut others: Vec<OtherEncoding> = Vec::new();
    for (media_type, _) in sent() {
        let known = others.iter().any(|of| is_alike(&of.media_type, &media_type));
        if known || is_alike(&media_type, own) || !takes_fields(&media_type) {
            continue;
        }
        let of_it = sent().filter(|(media, _)| is_alike(media, &media_type));
        let forms: Vec<SentForm> = of_it.filter_map(|(_, of)| SentForm::read(of, &media_type)).collect();
        if forms.iter().flat_map(|form| &form.pairs).any(|(_, text)| text.starts_with('@')) {
            continue;
        }
        let styles = match media_type.is_json() {
            true => BTreeMap::new(),
            false => field_styles(schema, claims, &forms, media_type == MediaType::Multipart),
        };
        others.push(OtherEncoding { media_type, styles });
    }
    others
}

/// Whether the parts of a field are what the rule makes of it: an object that says that it is JSON, objects one by one.
fn is_by_rule(form: &SentForm, field: &Field, list: bool) -> bool {
    match list {
        true => form.pairs.iter().any(|(name, text)| *name == field.name && text.starts_with('{')),
        false => form.json.contains(&field.name),
    }
}

/// Whether a part is the content of a file: `@me.png`.
fn is_file(json: &Json) -> bool {
    matches!(&json.value, JsonValue::String(text) if text.starts_with('@'))
}

/// A file, or a list of them.
fn holds_file(json: &Json) -> bool {
    match &json.value {
        JsonValue::Array(items) => items.iter().any(is_file),
        _ => is_file(json),
    }
}

pub(super) fn shows_file(json: &Json) -> bool {
    matches!(&json.value, JsonValue::Object(members) if members.iter().any(|(_, value)| holds_file(value)))
}

/// Makes files of the texts for which an example sends a file.
pub(super) fn give_files(schema: &mut Schema, shown: &[Json]) {
    let SchemaKind::Object(object) = &mut schema.kind else { return };
    let members = shown.iter().flat_map(|json| match &json.value {
        JsonValue::Object(members) => members.as_slice(),
        _ => &[],
    });
    let files: Vec<&str> =
        members.filter(|(_, value)| holds_file(value)).map(|(name, _)| name.value.as_str()).collect();
    for field in &mut object.fields {
        let array = field.name.strip_suffix("[]");
        if !files.iter().any(|file| *file == field.name || Some(*file) == array) {
            continue;
        }
        let kind = match &mut field.schema.kind {
            SchemaKind::Array { items } => &mut items.kind,
            kind => kind,
        };
        let may_be_file = match &*kind {
            SchemaKind::Union { variants } => variants.iter().any(|of| is_bytes(&of.kind)),
            kind => matches!(kind, SchemaKind::String { .. } | SchemaKind::Any),
        };
        if may_be_file {
            *kind = SchemaKind::String { format: StringFormat::Binary };
        }
    }
}

fn is_bytes(kind: &SchemaKind) -> bool {
    matches!(kind, SchemaKind::String { format: StringFormat::Binary })
}
