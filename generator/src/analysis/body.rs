//! Pass: the request body and how it is encoded.

use super::draft::Draft;
use super::field_tree::{FieldNode, build_tree};
use super::request::declared;
use super::weigh::{Shown, Weigher};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ClaimKind, FieldClaim, ParameterLocation, RequestExampleClaim};
use crate::dialect::named_media_type;
use crate::document::{Json, JsonValue};
use crate::model::{Evidence, Example, MediaType, Method, RequestBody, Schema, SchemaKind};
use crate::source::{Span, Spanned};

/// Settles what an operation sends.
pub(super) fn resolve_body(
    draft: &Draft<'_>,
    examples: &[&RequestExampleClaim],
    weigher: &mut Weigher<'_>,
) -> Option<RequestBody> {
    let claims = declared(draft, ParameterLocation::Body);
    let method = draft.endpoint.as_ref().map(|e| e.method)?;
    let (written, generated): (Vec<_>, Vec<_>) = examples.iter().partition(|e| !e.generated);
    let media_type = resolve_media_type(draft, &written, &generated, &claims, weigher.diagnostics);
    let form: Vec<Json> = match media_type {
        MediaType::Form => written.iter().filter_map(|e| e.body.as_ref()).map(read_form).collect(),
        _ => Vec::new(),
    };
    let labelled = draft.find(|kind| match kind {
        ClaimKind::Example(example) if example.request => {
            example.json.as_ref().map(|json| (example.label.as_str(), json))
        }
        _ => None,
    });
    let labelled: Vec<(&str, &Json)> = labelled.map(|(found, _)| found).collect();
    let json_bodies = written.iter().filter_map(|e| e.json.as_ref().map(|json| (e.label.as_str(), json)));
    let documented: Vec<(&str, &Json)> =
        json_bodies.chain(labelled).chain(form.iter().map(|j| ("", j))).collect();
    let shown = Shown {
        skeletons: generated
            .iter()
            .filter_map(|e| e.json.as_ref())
            .filter(|j| matches!(j.value, JsonValue::Object(_)))
            .collect(),
        examples: documented.iter().map(|(_, json)| *json).collect(),
    };
    if claims.is_empty()
        && (shown.examples.is_empty() || says_no_body(draft))
        && media_type == MediaType::Json
    {
        return None;
    }
    if claims.is_empty() && shown.examples.is_empty() {
        return None;
    }
    if matches!(method, Method::Get | Method::Head | Method::Delete) {
        report_unexpected(method, &claims, draft, weigher.diagnostics);
    }
    weigher.textual = media_type != MediaType::Json;
    report_missing_required(&claims, &written, weigher.diagnostics);
    let nodes = build_tree(&claims, weigher.diagnostics);
    let schema = body_schema(&nodes, &shown, weigher);
    let examples = documented
        .iter()
        .map(|(label, json)| Example { label: (*label).to_owned(), value: json.to_value() })
        .collect();
    let required = match &schema.kind {
        SchemaKind::Object(object) => object.fields.iter().any(|f| f.required),
        _ => true,
    };
    Some(RequestBody { media_type, required, schema, examples })
}

/// Required fields that a hand-written request leaves out.
fn report_missing_required(
    claims: &[&FieldClaim],
    written: &[&&RequestExampleClaim],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for example in written {
        let Some(Json { value: JsonValue::Object(members), span }) = &example.json else { continue };
        let absent: Vec<&&FieldClaim> = claims
            .iter()
            .filter(|c| c.required == Some(true) && !c.name.value.contains(['.', '*']))
            .filter(|c| !members.iter().any(|(name, _)| name.value == c.name.value))
            .collect();
        let Some(first) = absent.first() else { continue };
        let names: Vec<String> = absent.iter().map(|c| format!("`{}`", c.name.value)).collect();
        diagnostics.push(
            Diagnostic::at(
                &rule::REQUIRED_CONTRADICTION,
                Span { end: span.start + 1, ..*span },
                format!("this request leaves out {}", names.join(", ")),
            )
            .related(first.name.span, "declared as required here")
            .note("the declaration was believed: the client asks for it"),
        );
    }
}

fn body_schema(nodes: &[FieldNode<'_>], shown: &Shown<'_>, weigher: &mut Weigher<'_>) -> Schema {
    let root_array =
        nodes.is_empty() && shown.examples.iter().any(|j| matches!(j.value, JsonValue::Array(_)));
    if root_array {
        return super::infer::infer_schema(&shown.examples, Evidence::Example);
    }
    Schema::new(SchemaKind::Object(weigher.weigh_object(nodes, shown)))
}

fn says_no_body(draft: &Draft<'_>) -> bool {
    draft
        .find(|kind| match kind {
            ClaimKind::Remark(text) | ClaimKind::Description(text) => Some(text),
            _ => None,
        })
        .any(|(text, _)| crate::dialect::says_no_request_body(&text.plain))
}

fn report_unexpected(
    method: Method,
    claims: &[&FieldClaim],
    draft: &Draft<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(first) = claims.first() else { return };
    let mut diagnostic = Diagnostic::at(
        &rule::UNEXPECTED_BODY,
        first.name.span,
        format!("a {} request with a body", method.as_str()),
    )
    .fact("servers and proxies may drop it (RFC 9110, section 9.3)")
    .note("the body is sent as the page says");
    if let Some(endpoint) = &draft.endpoint {
        diagnostic = diagnostic.related(endpoint.span, "the verb stands here");
    }
    diagnostics.push(diagnostic);
}

/// How the body is encoded: a hand-written example, then prose, then a generated example.
fn resolve_media_type(
    draft: &Draft<'_>,
    written: &[&&RequestExampleClaim],
    generated: &[&&RequestExampleClaim],
    claims: &[&FieldClaim],
    diagnostics: &mut Vec<Diagnostic>,
) -> MediaType {
    let stated = draft
        .find(|kind| match kind {
            ClaimKind::Description(text) | ClaimKind::Remark(text) => Some(text),
            _ => None,
        })
        .find_map(|(text, span)| {
            let media = named_media_type(&text.plain).and_then(known_media_type)?;
            matches!(media, MediaType::Form | MediaType::Multipart).then_some((media, span))
        });
    let of_example = |e: &&&RequestExampleClaim| content_type(e).map(|media| (media, e.url.span));
    let shown = written.iter().find_map(&of_example);
    let automatic = generated.iter().find_map(of_example);
    if let (Some((media, span)), Some((other, place))) = (&stated, shown.as_ref().or(automatic.as_ref()))
        && media != other
    {
        let message =
            format!("the text asks for `{}`, this example sends `{}`", media.as_str(), other.as_str());
        diagnostics.push(
            Diagnostic::at(&rule::MEDIA_TYPE_CONTRADICTION, *place, message)
                .related(*span, "asked for here")
                .note("the text was believed"),
        );
    }
    let file = claims
        .iter()
        .any(|c| matches!(c.ty.as_ref().map(|t| &t.value), Some(crate::dialect::claims::TypeExpr::File)));
    let fallback = if file { MediaType::Multipart } else { MediaType::Json };
    stated.or(shown).or(automatic).map_or(fallback, |(media, _)| media)
}

fn content_type(example: &RequestExampleClaim) -> Option<MediaType> {
    example.body.as_ref()?;
    let header = example.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"))?;
    known_media_type(&header.1)
}

fn known_media_type(name: &str) -> Option<MediaType> {
    let name = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    [MediaType::Json, MediaType::Form, MediaType::Multipart, MediaType::Text]
        .into_iter()
        .find(|m| m.as_str() == name)
}

/// `a=1&b=2` as an object of texts, each at its place.
fn read_form(body: &Spanned<String>) -> Json {
    let members = body.value.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| {
        let name = Spanned::new(decode_percent(name.trim()), body.span);
        (name, Json { value: JsonValue::String(decode_percent(value.trim())), span: body.span })
    });
    Json { value: JsonValue::Object(members.collect()), span: body.span }
}

fn decode_percent(text: &str) -> String {
    percent_encoding::percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}
