//! Whether a method can send a documented form: `a=1&b=2`, or the parts of a `multipart/form-data`.

use super::Problem;
use super::declared::field_span;
use super::query::pairs;
use super::request::Shown;
use super::table::Reason;
use super::text_value::{is_written_so, resolve};
use super::written::{Style, other_writing};
use crate::document::form_parts;
use crate::model::{Field, ObjectSchema, ParameterStyle, RequestBody, Schema, SchemaKind, StringFormat};
use crate::source::Span;

/// What of an `application/x-www-form-urlencoded` body the method does not send.
pub(super) fn form_problems(shown: &Shown<'_>, body: &RequestBody, sent: &str, span: Span) -> Vec<Problem> {
    let pairs: Vec<(String, String)> = pairs(sent).collect();
    fields_problems(shown, body, Some(ParameterStyle::Deep), &pairs, span)
}

/// What of the parts of a command (`-F a=1 -F b=@me.png`) or message the method does not send.
pub(super) fn part_problems(shown: &Shown<'_>, body: &RequestBody, sent: &str, span: Span) -> Vec<Problem> {
    let parts = form_parts(sent).into_iter().map(|part| (part.name, part.text));
    fields_problems(shown, body, None, &parts.collect::<Vec<_>>(), span)
}

fn fields_problems(
    shown: &Shown<'_>,
    body: &RequestBody,
    rule: Style,
    pairs: &[(String, String)],
    span: Span,
) -> Vec<Problem> {
    let SchemaKind::Object(object) = resolve(shown.input.types(), &body.schema) else { return Vec::new() };
    let place = |name: &str| field_span(shown.input, shown.documented, true, name, None);
    let problem = |reason, name: &str, message: String| {
        let problem = Problem::new(reason, name, span, message);
        match place(name) {
            Some(span) => problem.related(span, "declared here"),
            None => problem.related(shown.documented.span, "the operation is stated here"),
        }
    };
    let mut problems = Vec::new();
    for (name, value) in pairs {
        match field(shown, object, name) {
            None => {
                let message = format!("the operation has no field `{name}`");
                problems.push(problem(Reason::SentUnknown, name, message));
            }
            Some(schema) if !takes(shown, schema, value) => {
                let message = format!("`{value}` is not a value of `{name}`");
                problems.push(problem(Reason::SentType, name, message));
            }
            Some(_) => {}
        }
    }
    for field in &object.fields {
        let is_whole =
            |name: &str| object.fields.iter().any(|other| other.name == name && name != field.name);
        let own = pairs
            .iter()
            .filter(|(name, value)| is_sent_as(field, name) && !is_whole(name) && !value.starts_with('@'));
        let own: Vec<&(String, String)> = own.collect();
        let style = body.styles.get(&field.name).copied().or(rule);
        let types = shown.input.types();
        if let Some(ours) =
            (!own.is_empty()).then(|| other_writing(types, field, style, &own, span)).flatten()
        {
            let message = format!("`{}` is sent here, and the client sends {ours}", own[0].0);
            problems.push(problem(Reason::SentType, &field.name, message));
        }
    }
    let required = object.fields.iter().filter(|field| field.required);
    for field in required.filter(|field| !pairs.iter().any(|(name, _)| is_sent_as(field, name))) {
        let message = format!("this request leaves out `{}`", field.name);
        problems.push(problem(Reason::SentMissing, &field.name, message));
    }
    problems
}

/// Whether a name of a form is that of a field or of a part of it: `address[city]`, `ids[]`.
fn is_sent_as(field: &Field, name: &str) -> bool {
    name == field.name || name.strip_prefix(&field.name).is_some_and(|rest| rest.starts_with(['[', '.']))
}

/// The shape of what a form calls that name.
fn field<'a>(shown: &'a Shown<'_>, object: &'a ObjectSchema, name: &str) -> Option<&'a Schema> {
    let (first, rest) = name.split_at(name.find(['[', '.']).unwrap_or(name.len()));
    let whole = object.fields.iter().find(|field| field.name == name);
    if let Some(field) = whole {
        return Some(&field.schema);
    }
    let mut schema = &object.fields.iter().find(|field| field.name == first)?.schema;
    for key in rest.split(['[', '.']).skip(1).map(|key| key.trim_end_matches(']')) {
        schema = match resolve(shown.input.types(), schema) {
            SchemaKind::Object(object) if !object.fields.is_empty() => &object.field(key)?.schema,
            SchemaKind::Map { values } => values,
            SchemaKind::Array { items } if key.bytes().all(|byte| byte.is_ascii_digit()) => items,
            SchemaKind::Any | SchemaKind::Object(_) => schema,
            _ => return None,
        };
    }
    Some(schema)
}

fn takes(shown: &Shown<'_>, schema: &Schema, value: &str) -> bool {
    let types = shown.input.types();
    let kind = resolve(types, schema);
    match kind {
        SchemaKind::Array { items } => takes(shown, items, value),
        SchemaKind::String { format: StringFormat::Binary } => true,
        _ if value.starts_with('@') => matches!(kind, SchemaKind::Any),
        _ => is_written_so(types, schema, value),
    }
}
