//! What an OpenAPI document says of an operation: the part of one that exporters put on the operation's page as a code
//! block, or a description of the whole API.
//!
//! ```text
//! excerpt  = document | flat ;
//! document = (* OpenAPI 3, or Swagger 2 in its words (see `description`) *) ;
//! flat     = "paths", ":", { "path" | "method" | "servers" | "request" | "response" | "deprecated" },
//!            "components", ":", "schemas" ;
//! request  = { "security" : [ { scheme : place, { name : kind } } ]
//!            | "parameters" : place, name, "schema" : [ { schema } ]
//!            | "body" : media type, ( "schemaArray" : [ { schema } ] | "examples" ) } ;
//! response = status, media type, ( "schemaArray" : [ { schema } ] | "examples" | "description" ) ;
//! place    = "path" | "query" | "header" | "cookie" ;
//! ```
//!
//! Both say the same: [`operation`] finds the parts, [`schema`] and [`properties`] read what a schema says as the claims of fields
//! (OpenAPI 3.1, section 4.8.24), and [`security`] how the caller authenticates.

mod about;
mod components;
mod described;
mod excerpt;
mod exported;
mod operation;
mod properties;
mod references;
mod schema;
mod security;
mod shape;
#[cfg(test)]
mod tests;
mod united;
mod values;

use super::claims::{ClaimKind, ExampleClaim, FieldClaim, FieldForm, ParameterLocation, TypeExpr};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Json, JsonValue, Text};
use crate::model::{MediaType, Status};
use crate::source::{Span, Spanned};
pub(crate) use about::about;
use components::Components;
pub(crate) use described::Descriptions;
pub(super) use excerpt::{LastDocument, is_excerpt, read_excerpt, stated_endpoint};
pub(super) use exported::name_documents;
use operation::{Content, Excerpt, Parameter, Response};
pub(crate) use properties::ADDITIONAL;
use schema::{Schemas, Side};
pub(super) use united::unite_fields;

/// What a document claims of an operation.
pub(super) struct Claims {
    /// The address that paths are below: the first of the servers that speaks TLS, or the path of another.
    pub server: Option<String>,
    /// What the operation is called; may be empty.
    pub summary: String,
    /// What it is called in code (`operationId`).
    pub id: Option<Spanned<String>>,
    /// What it is for.
    pub description: Option<Text>,
    /// All else, each with its place.
    pub claims: Vec<(ClaimKind, Span)>,
    /// The first schema that was left open because it is over the budget.
    pub over_budget: Option<Span>,
    /// References to what the document does not have.
    pub dangling: Vec<Spanned<String>>,
}

/// A document that operations are read from.
pub(super) struct OpenApi<'a> {
    tree: &'a Json,
    components: Components<'a>,
}

impl<'a> OpenApi<'a> {
    /// A document of OpenAPI 3, or of the exporter's own form.
    pub fn new(tree: &'a Json) -> Self {
        Self { tree, components: Components::new(tree) }
    }

    /// What it says of the operation with that verb and path; `None` where it does not have it.
    pub fn operation(&'a self, verb: &str, path: &str) -> Option<Claims> {
        Some(self.read_parts(operation::find_operation(self.tree, verb, path)?, Side::Sent))
    }

    /// What it says of what the API sends under that name; `None` where it does not have it.
    pub fn webhook(&'a self, name: &str) -> Option<Claims> {
        let mut excerpt = operation::find_webhook(self.tree, name)?;
        // What its user answers is no part of the API.
        excerpt.responses.clear();
        // It is the user who receives the body.
        Some(self.read_parts(excerpt, Side::Received))
    }

    fn read_parts(&'a self, excerpt: Excerpt<'a>, body: Side) -> Claims {
        let schemas = Schemas::new(self.tree, &self.components);
        let mut claims = Vec::new();
        if let Some(span) = excerpt.deprecated {
            claims.push((ClaimKind::Deprecated(String::new()), span));
        }
        claims.extend(security::read_security(self.tree, &excerpt));
        for parameter in &excerpt.parameters {
            let (name, location) = (parameter.name.span, parameter.location);
            let field = read_parameter(&schemas, parameter);
            claims.push((ClaimKind::Parameter { location, field }, name));
        }
        read_body(&schemas, &excerpt, body, &mut claims);
        for response in &excerpt.responses {
            read_response(&schemas, response, &mut claims);
        }
        let records =
            schemas.records().into_iter().map(|record| (record.name.span, ClaimKind::Record(record)));
        claims.extend(records.map(|(span, kind)| (kind, span)));
        let shared = excerpt.item.get("parameters");
        let parts: Vec<&Json> = [Some(excerpt.operation), shared].into_iter().flatten().collect();
        let id = excerpt.operation.get("operationId").map(|id| id.span);
        let name = string(excerpt.operation, "operationId").map(str::trim).filter(|id| !id.is_empty());
        Claims {
            server: excerpt.server,
            summary: excerpt.summary,
            id: name.zip(id).map(|(name, span)| Spanned::new(name.to_owned(), span)),
            description: excerpt.description.and_then(text),
            claims,
            over_budget: schemas.over_budget(),
            dangling: references::find_dangling(self.tree, &parts),
        }
    }
}

fn read_parameter<'a>(schemas: &Schemas<'a>, parameter: &Parameter<'a>) -> FieldClaim {
    let mut field = schemas.read_field(&parameter.name, parameter.schema, parameter.required);
    field.description = parameter.description.and_then(text).or(field.description);
    field.deprecated |= parameter.deprecated;
    field.style = parameter.style;
    field
}

/// The body: its fields, or the whole of it where it has none.
fn read_body<'a>(
    schemas: &Schemas<'a>,
    excerpt: &Excerpt<'a>,
    side: Side,
    claims: &mut Vec<(ClaimKind, Span)>,
) {
    let Some(content) = preferred(&excerpt.body) else { return };
    let media = &content.media;
    if let Some(name) = sendable(content) {
        claims.push((ClaimKind::MediaType(name), media.span));
        let others = excerpt.body.iter().filter(|other| other.media.value != media.value);
        let named =
            others.filter_map(|other| Some((ClaimKind::MediaType(sendable(other)?), other.media.span)));
        claims.extend(named);
    }
    let location = ParameterLocation::Body;
    schemas.side.set(side);
    let fields = content.schema.map_or_else(Vec::new, |schema| read_whole(schemas, schema, media.span, true));
    schemas.side.set(Side::Received);
    for mut field in fields {
        let span = field.name.span;
        let styled = content.styles.iter().find(|(name, _)| *name == field.name.value);
        field.style = styled.map(|(_, style)| *style);
        claims.push((ClaimKind::Parameter { location, field }, span));
    }
    for (label, value) in &content.examples {
        let example = example(true, None, label, value);
        claims.push((ClaimKind::Example(example), value.span));
    }
}

fn read_response<'a>(schemas: &Schemas<'a>, response: &Response<'a>, claims: &mut Vec<(ClaimKind, Span)>) {
    let Some(code) = response.status() else { return };
    let (status, failure) = (Some(code), false);
    let description = response.description.clone();
    claims.push((ClaimKind::Status { code, description }, response.status.span));
    let Some(content) = preferred(&response.contents) else { return };
    if !is_json(&content.media.value) && !is_event_stream(&content.media.value) {
        let media_type = content.media.value.clone();
        return claims.push((ClaimKind::OtherAnswer { status, media_type }, content.media.span));
    }
    if !content.media.value.contains('*') && !is_plain_json(&content.media.value) {
        let media_type = content.media.value.clone();
        claims.push((ClaimKind::OtherAnswer { status, media_type }, content.media.span));
    }
    let fields =
        content.schema.map_or_else(Vec::new, |schema| read_whole(schemas, schema, content.media.span, false));
    for field in fields {
        let span = field.name.span;
        claims.push((ClaimKind::ResponseField { status, failure, field }, span));
    }
    // The text of a whole stream is an example of no event.
    let is_stream = is_event_stream(&content.media.value);
    let is_text = |value: &Json| matches!(value.value, JsonValue::String(_));
    for (label, value) in content.examples.iter().filter(|(_, value)| !(is_stream && is_text(value))) {
        let example = example(false, status, label, value);
        claims.push((ClaimKind::Example(example), value.span));
    }
}

/// The fields of a body, or one without a name that stands for it. A record stays one, unless it is `sent`: the
/// fields of a request are the caller's to fill in.
fn read_whole<'a>(schemas: &Schemas<'a>, schema: &'a Json, at: Span, sent: bool) -> Vec<FieldClaim> {
    if let Some(fields) = schemas.fields_of(schema, sent) {
        return fields;
    }
    let mut field = schemas.read_field(&Spanned::new(String::new(), at), schema, true);
    field.form = FieldForm::Property;
    // A reference that leads nowhere still says that there is a body.
    let dangles = string(resolve(schemas.root, schema), "$ref").is_some();
    match field.ty.as_ref().map(|ty| &ty.value) {
        None | Some(TypeExpr::Any) if dangles => {
            field.ty = Some(Spanned::new(TypeExpr::Any, at));
            vec![field]
        }
        None | Some(TypeExpr::Any) => Vec::new(),
        Some(TypeExpr::Object) if field.children.is_empty() => Vec::new(),
        _ => vec![field],
    }
}

/// The content that a client deals with best: JSON, then a form, then what comes first.
fn preferred<'c, 'a>(contents: &'c [Content<'a>]) -> Option<&'c Content<'a>> {
    let forms = ["multipart/form-data", "application/x-www-form-urlencoded"];
    let plain = contents.iter().find(|content| is_plain_json(&content.media.value));
    let json = plain.or_else(|| contents.iter().find(|content| is_json(&content.media.value)));
    let form = || contents.iter().find(|content| forms.contains(&content.media.value.as_str()));
    json.or_else(form).or(contents.first())
}

/// `application/json`, `application/problem+json`, `application/x-ndjson`, `*/*`
fn is_json(media: &str) -> bool {
    matches!(MediaType::parse(media), Some(MediaType::Json(_) | MediaType::JsonLines(_)))
}

fn is_event_stream(media: &str) -> bool {
    MediaType::parse(media).is_some_and(|media| media.is_event_stream())
}

fn is_plain_json(media: &str) -> bool {
    MediaType::parse(media) == Some(MediaType::JSON)
}

/// The name to send a body under. A range such as `image/*` is none; its bytes go under the name of any bytes, and
/// what may be anything goes as JSON, unless it is a file.
fn sendable(content: &Content<'_>) -> Option<String> {
    let name = &content.media.value;
    if !name.contains('*') {
        return Some(name.clone());
    }
    let is_file = content.schema.is_some_and(|schema| string(schema, "format") == Some("binary"));
    (is_file || !is_json(name)).then(|| "application/octet-stream".to_owned())
}

fn example(request: bool, status: Option<Status>, label: &str, value: &Json) -> ExampleClaim {
    ExampleClaim { request, status, failure: false, label: label.to_owned(), json: Some(value.clone()) }
}

/// A string as running text, which OpenAPI says is markdown.
fn text(json: &Json) -> Option<Text> {
    let JsonValue::String(text) = &json.value else { return None };
    let text = text.trim();
    (!text.is_empty()).then(|| Text {
        plain: text.to_owned(),
        markdown: text.to_owned(),
        links: Vec::new(),
        span: json.span,
    })
}

/// The text of a member.
fn string<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    match &json.get(name)?.value {
        JsonValue::String(text) => Some(text),
        _ => None,
    }
}

fn is_true(json: &Json, name: &str) -> bool {
    json.get(name).is_some_and(|value| value.value == JsonValue::Bool(true))
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

/// What a reference inside the document leads to, itself a reference at times.
fn resolve<'a>(root: &'a Json, json: &'a Json) -> &'a Json {
    let mut found = json;
    for _ in 0..MAX_REFERENCES {
        let Some(path) = string(found, "$ref").and_then(|target| target.strip_prefix("#/")) else { break };
        let step = |at: &'a Json, step: &str| at.get(&step.replace("~1", "/").replace("~0", "~"));
        match path.split('/').try_fold(root, step) {
            Some(target) => found = target,
            None => break,
        }
    }
    found
}

/// References that lead to one another; the rest is left.
const MAX_REFERENCES: usize = 16;

/// Says that a part is over the budget.
pub(super) fn report_over_budget(place: Span) -> Diagnostic {
    Diagnostic::at(&rule::OVER_BUDGET, place, "schemas are nested too deep here, or are too many")
        .note("this one and those behind it are any value")
}

/// Says that a reference leads nowhere.
pub(super) fn report_dangling(target: &Spanned<String>) -> Diagnostic {
    let message = format!("this part of an OpenAPI document does not have `{}`", target.value);
    Diagnostic::at(&rule::DANGLING_REFERENCE, target.span, message)
        .note("what refers to it takes any value, or is left out where it is a parameter or a response")
}
