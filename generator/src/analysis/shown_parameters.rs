//! Query parameters and headers that only the requests of an operation show: each is an optional parameter, typed by
//! what stands in its place.

use super::authentication::shown_schemes;
use super::draft::Draft;
use super::infer::infer_schema;
use super::pairs::{Pair, nest, read_pairs, style_shown};
use super::path_parameters::undeclared_field;
use super::request::{declared, is_managed_header};
use super::shown_path::{calls, shown_path};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ParameterLocation, RequestExampleClaim};
use crate::document::{Json, JsonValue};
use crate::model::{
    AuthScheme, Evidence, Field, Location, Parameter, ParameterStyle, Schema, SchemaKind, StringFormat,
};
use crate::source::Span;

/// Headers that say how a message travels, and not what is asked for.
const OF_TRANSPORT: [&str; 7] =
    ["authorization", "cookie", "connection", "accept-encoding", "origin", "referer", "cache-control"];

/// Adds what the operation's hand-written requests show and nothing declares.
pub(super) fn add_shown_parameters(
    draft: &mut Draft<'_>,
    examples: &[&RequestExampleClaim],
    diagnostics: &mut Vec<Diagnostic>,
) {
    if draft.is_webhook() {
        return;
    }
    let own: Vec<&RequestExampleClaim> =
        examples.iter().copied().filter(|example| !example.generated && is_own(draft, example)).collect();
    let mut found = shown_in_query(draft, &own);
    found.extend(shown_headers(draft, &own));
    for (parameter, span) in found {
        let (name, place) = match parameter.location {
            Location::Header => (&parameter.field.name, "a header"),
            _ => (&parameter.field.name, "a query parameter"),
        };
        let message = format!("nothing declares `{name}`, {place} of this request");
        diagnostics.push(
            Diagnostic::at(&rule::PARAMETER_FROM_EXAMPLE, span, message)
                .note("it became an optional parameter, typed by what is in its place")
                .help("declare it where the others are declared"),
        );
        draft.parameters.push(parameter);
    }
}

/// Whether a request calls the operation itself.
fn is_own(draft: &Draft<'_>, example: &RequestExampleClaim) -> bool {
    draft.endpoint.as_ref().is_some_and(|endpoint| {
        example.method.value == endpoint.method
            && calls(draft, &endpoint.path, &shown_path(&example.url.value))
    })
}

fn shown_in_query(draft: &Draft<'_>, own: &[&RequestExampleClaim]) -> Vec<(Parameter, Span)> {
    let mut values: Vec<(String, Vec<Json>, Vec<Pair>, Span)> = Vec::new();
    for example in own {
        let url = example.url.value.split('#').next().unwrap_or_default();
        let query = url.split_once('?').map_or("", |(_, query)| query);
        let keys = shown_schemes(example, &|_, _| false);
        let is_key = |name: &str| {
            let of = |scheme: &AuthScheme| matches!(scheme, AuthScheme::ApiKey { location: Location::Query, name: key, .. } if key == name);
            keys.schemes.iter().any(of)
        };
        let pairs: Vec<Pair> =
            read_pairs(query).into_iter().filter(|(name, _)| is_name(name) && !is_key(name)).collect();
        let JsonValue::Object(members) = nest(&pairs, example.url.span, |_| false).value else { continue };
        for (name, json) in members.into_iter().filter(|(name, _)| !is_known(draft, &name.value)) {
            let at = values.iter().position(|(known, ..)| *known == name.value);
            let at = at.unwrap_or_else(|| {
                values.push((name.value, Vec::new(), Vec::new(), example.url.span));
                values.len() - 1
            });
            values[at].1.push(typed(json));
            values[at].2.extend(pairs.iter().cloned());
        }
    }
    let parameters = values.into_iter().map(|(name, shown, pairs, span)| {
        let schema = schema_of(&shown);
        let style = style_shown(&pairs, &name, &schema).filter(|_| holds_several(&schema));
        let style = style.unwrap_or_default();
        (parameter(Location::Query, &name, schema, style), span)
    });
    parameters.collect()
}

/// Whether a name is one, and not a placeholder.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphanumeric() || c == '_') && !name.contains(['{', '<', '$', ' '])
}

/// Whether the operation has something of that name already, or the page declares it for the body.
fn is_known(draft: &Draft<'_>, base: &str) -> bool {
    let starts = |name: &str| {
        name.strip_prefix(base).is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '.']))
    };
    let is_parameter = |of: &Parameter| {
        of.location == Location::Query
            && (starts(&of.field.name)
                || base.strip_prefix(of.field.name.as_str()).is_some_and(|rest| rest.starts_with('.'))
                || holds_member(&of.field.schema, base))
    };
    let is_key = |scheme: &AuthScheme| matches!(scheme, AuthScheme::ApiKey { location: Location::Query, name, .. } if name == base);
    let fixed = draft.endpoint.iter().flat_map(|endpoint| &endpoint.stated_query.fixed);
    draft.parameters.iter().any(is_parameter)
        || draft.credentials.iter().flat_map(|of| &of.schemes).any(is_key)
        || fixed.into_iter().any(|fixed| starts(&fixed.name))
        || declared(draft, ParameterLocation::Body).iter().any(|field| starts(&field.name.value))
}

/// Whether an object has a field of that name: it may be sent as parameters of their own.
fn holds_member(schema: &Schema, name: &str) -> bool {
    matches!(&schema.kind, SchemaKind::Object(object) if object.field(name).is_some())
}

fn holds_several(schema: &Schema) -> bool {
    matches!(schema.kind, SchemaKind::Array { .. } | SchemaKind::Map { .. } | SchemaKind::Object(_))
}

/// Values of a query with the types that their texts have.
fn typed(json: Json) -> Json {
    let value = match json.value {
        JsonValue::String(text) => typed_text(text),
        JsonValue::Array(items) => JsonValue::Array(items.into_iter().map(typed).collect()),
        JsonValue::Object(members) => {
            JsonValue::Object(members.into_iter().map(|(name, value)| (name, typed(value))).collect())
        }
        other => other,
    };
    Json { value, ..json }
}

fn typed_text(text: String) -> JsonValue {
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let is_number = (1..=15).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (digits == "0" || !digits.starts_with('0'));
    match text.as_str() {
        "true" => JsonValue::Bool(true),
        "false" => JsonValue::Bool(false),
        _ if is_number => JsonValue::Number(text),
        _ => JsonValue::String(text),
    }
}

/// The shape of the shown values: a map where they have keys of their own, text where they have nothing in common.
fn schema_of(shown: &[Json]) -> Schema {
    let text = || Schema::new(SchemaKind::String { format: StringFormat::Plain });
    let schema = infer_schema(&shown.iter().collect::<Vec<_>>(), Evidence::Example);
    let is_flat =
        |field: &Field| !holds_several(&field.schema) && !matches!(field.schema.kind, SchemaKind::Any);
    match &schema.kind {
        SchemaKind::Object(object) if object.fields.iter().all(is_flat) => {
            Schema::new(SchemaKind::Map { values: Box::new(text()) })
        }
        SchemaKind::Any | SchemaKind::Union { .. } => text(),
        _ => Schema { nullable: false, ..schema },
    }
}

fn shown_headers(draft: &Draft<'_>, own: &[&RequestExampleClaim]) -> Vec<(Parameter, Span)> {
    let mut found: Vec<(Parameter, Span)> = Vec::new();
    for example in own {
        let keys = shown_schemes(example, &|_, _| false);
        let is_key = |name: &str| {
            let of = |scheme: &AuthScheme| matches!(scheme, AuthScheme::ApiKey { location: Location::Header, name: key, .. } if key.eq_ignore_ascii_case(name));
            keys.schemes.iter().chain(draft.credentials.iter().flat_map(|of| &of.schemes)).any(of)
        };
        for (name, _) in &example.headers {
            let is_same = |of: &Parameter| {
                let own = of.field.name.as_str();
                let start = own.split('*').next().unwrap_or_default();
                of.location == Location::Header
                    && (own.eq_ignore_ascii_case(name)
                        || own.contains('*')
                            && name.get(..start.len()).is_some_and(|shown| shown.eq_ignore_ascii_case(start)))
            };
            let is_travel = OF_TRANSPORT.iter().any(|known| known.eq_ignore_ascii_case(name));
            if is_travel
                || is_managed_header(name)
                || is_key(name)
                || draft.parameters.iter().any(is_same)
                || found.iter().any(|(of, _)| is_same(of))
            {
                continue;
            }
            let text = Schema::new(SchemaKind::String { format: StringFormat::Plain });
            let parameter = parameter(Location::Header, name, text, ParameterStyle::default());
            found.push((parameter, example.url.span));
        }
    }
    found
}

fn parameter(location: Location, name: &str, schema: Schema, style: ParameterStyle) -> Parameter {
    let field = undeclared_field(name, schema.kind, Evidence::Example);
    let field = Field { required: false, ..field };
    Parameter { location, field, style, allow_reserved: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_of_texts_in_a_query() {
        let typed = |text: &str| typed_text(text.to_owned());
        assert_eq!(typed("true"), JsonValue::Bool(true));
        assert_eq!(typed("50"), JsonValue::Number("50".into()));
        for text in ["01", "1.5", "2024-01-02", "", ":id", "12345678901234567890"] {
            assert_eq!(typed(text), JsonValue::String(text.into()), "{text}");
        }
    }
}
