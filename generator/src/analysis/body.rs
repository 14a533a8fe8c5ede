//! Pass: the request body and how it is encoded.

use super::body_lists::{SaidList, report_told_list, said_list, weigh_batch, weigh_listed};
use super::draft::Draft;
use super::field_tree::{Fields, build_tree};
use super::form::{SentForm, field_styles, give_files, other_encodings, shows_file};
use super::media_type::resolve_media_type;
use super::pairs::nest;
use super::parts::{move_home, place_bracketed, place_parts, show_around};
use super::raw_body::resolve_raw_body;
use super::request::declared;
use super::weigh::{Shown, Weigher};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ClaimKind, FieldClaim, ParameterLocation, RequestExampleClaim};
use crate::document::{Json, JsonValue};
use crate::model::{Evidence, Example, MediaType, Method, RequestBody, Schema, SchemaKind};
use crate::source::Span;
use std::collections::BTreeMap;

/// Settles what an operation sends.
pub(super) fn resolve_body(
    draft: &Draft<'_>,
    examples: &[&RequestExampleClaim],
    weigher: &mut Weigher<'_>,
) -> Option<RequestBody> {
    let claims = declared(draft, ParameterLocation::Body);
    let method = draft.endpoint.as_ref().map(|e| e.method)?;
    let (written, generated): (Vec<_>, Vec<_>) = examples.iter().partition(|e| !e.generated);
    let encoded = resolve_media_type(draft, &written, &generated, &claims, weigher.diagnostics);
    if matches!(encoded.media_type, MediaType::Text(_) | MediaType::Binary(_) | MediaType::EventStream(_)) {
        return resolve_raw_body(draft, encoded, &claims, &written, weigher);
    }
    let media_type = encoded.media_type;
    let sent: Vec<SentForm> = written.iter().filter_map(|e| SentForm::read(e, &media_type)).collect();
    let is_name = |name: &str| claims.iter().any(|claim| claim.name.value == name);
    let form: Vec<Json> = sent.iter().map(|form| nest(&form.pairs, form.span, is_name)).collect();
    let labelled = draft.find(|kind| match kind {
        ClaimKind::Example(example) if example.request => {
            example.json.as_ref().map(|json| (example.label.as_str(), json))
        }
        _ => None,
    });
    let (labelled, of_parts) =
        sort_parts(labelled.map(|(found, _)| found).collect(), &claims, weigher.diagnostics);
    let json_bodies = written.iter().filter_map(|e| e.json.as_ref().map(|json| (e.label.as_str(), json)));
    let documented: Vec<(&str, &Json)> =
        json_bodies.chain(labelled).chain(form.iter().map(|j| ("", j))).collect();
    let shown = Shown {
        skeletons: generated
            .iter()
            .filter_map(|e| e.json.as_ref())
            .filter(|j| matches!(j.value, JsonValue::Object(_)))
            .collect(),
        examples: documented.iter().map(|(_, json)| *json).chain(&of_parts).collect(),
    };
    let none_shown = shown.all().next().is_none();
    if claims.is_empty() && (none_shown || says_no_body(draft)) && media_type.is_json() {
        return None;
    }
    let lines = matches!(media_type, MediaType::JsonLines(_)) && written.iter().any(|e| e.body.is_some());
    let certain = encoded.stated && always_has_body(method, &media_type);
    if claims.is_empty() && none_shown && !certain && !lines {
        return None;
    }
    if matches!(method, Method::Get | Method::Head | Method::Delete) {
        report_unexpected(method, &claims, draft, weigher.diagnostics);
    }
    weigher.textual = !matches!(media_type, MediaType::Json(_) | MediaType::JsonLines(_));
    let whole = match claims.as_slice() {
        [only] => weigher.weigh_whole(only, &shown),
        _ => None,
    };
    let mut schema = match (whole, is_whole_body(&claims, &shown)) {
        (Some(whole), _) => whole,
        (None, Some(whole)) => {
            let message = format!("`{}` was taken for the body itself", whole.name.value);
            weigher.diagnostics.push(
                Diagnostic::at(&rule::TYPE_GUESSED, whole.name.span, message)
                    .note("no example has a field of that name; the body takes any value"),
            );
            Schema::any()
        }
        (None, None) => {
            let mut fields = build_tree(&claims, weigher.diagnostics);
            if fields.alternatives.is_none() {
                move_home(&mut fields.nodes, &shown, weigher.diagnostics);
            }
            let mut moved = match weigher.textual || fields.alternatives.is_some() {
                true => Vec::new(),
                false => place_bracketed(&mut fields.nodes, &shown),
            };
            moved.extend(place_parts(&mut fields, &shown, weigher.diagnostics));
            report_missing_required(&claims, &written, &moved, weigher.diagnostics);
            let each = if media_type.essence() == JSON_PATCH { shown.items() } else { shown.clone() };
            let sends_item = written.iter().filter_map(|e| e.body.as_ref()).any(|body| is_text(&body.value));
            let listed = match weigher.textual || fields.alternatives.is_some() {
                true => None,
                false => weigh_batch(&fields.nodes, &each, weigher)
                    .or_else(|| weigh_listed(&claims, &fields.nodes, &each, sends_item, weigher)),
            };
            let mut schema = listed.unwrap_or_else(|| body_schema(&fields, &each, weigher));
            if fields.alternatives.is_none() {
                relax_apart(&claims, &documented, &mut schema, weigher.diagnostics);
            }
            match told_list(draft, &schema).filter(|_| !weigher.textual && none_shown) {
                Some(told) => {
                    weigher.diagnostics.push(report_told_list(told));
                    Schema::array(schema)
                }
                None => schema,
            }
        }
    };
    if media_type == MediaType::Multipart {
        give_files(&mut schema, &form);
        let automatic = generated.iter().filter_map(|e| SentForm::read(e, &media_type));
        let automatic = automatic.map(|form| nest(&form.pairs, form.span, is_name));
        give_files(&mut schema, &automatic.collect::<Vec<_>>());
    }
    if let (MediaType::JsonLines(_), SchemaKind::Array { items }) = (&media_type, &schema.kind) {
        // What is listed are the lines.
        schema = (**items).clone();
    }
    if media_type.essence() == JSON_PATCH && !matches!(schema.kind, SchemaKind::Array { .. }) {
        schema = Schema::array(schema);
    }
    let labelled = documented
        .iter()
        .filter(|(_, json)| media_type != MediaType::Multipart || !shows_file(json))
        .map(|(label, json)| Example { label: (*label).to_owned(), value: json.to_value() })
        .collect();
    let styles = match media_type {
        MediaType::Form(_) | MediaType::Multipart => {
            let elsewhere = draft.elsewhere.iter().filter_map(|e| SentForm::read(e, &media_type));
            let sent: Vec<SentForm> = sent.into_iter().chain(elsewhere).collect();
            field_styles(&schema, &claims, &sent, media_type == MediaType::Multipart)
        }
        _ => BTreeMap::new(),
    };
    let other_encodings = other_encodings(&media_type, &schema, &claims, &written);
    let required = match &schema.kind {
        SchemaKind::Object(object) => object.fields.iter().any(|f| f.required) || !object.choices.is_empty(),
        // A GET with a list for its body may be shown without one, too.
        _ => expects_body(method) || !examples.iter().any(|example| goes_without(example, method)),
    };
    let omitted = !required && is_omitted(method, &shown, examples);
    Some(RequestBody { media_type, required, omitted, schema, styles, other_encodings, examples: labelled })
}

/// The examples of the whole body, and those of one part of it, with what is around that.
fn sort_parts<'a>(
    examples: Vec<(&'a str, &'a Json)>,
    claims: &[&FieldClaim],
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<(&'a str, &'a Json)>, Vec<Json>) {
    let (mut whole, mut parts) = (Vec::new(), Vec::new());
    for (label, json) in examples {
        let Some((name, around)) = show_around(claims, json) else {
            whole.push((label, json));
            continue;
        };
        let start = Span { end: json.span.start + 1, ..json.span };
        diagnostics.push(
            Diagnostic::at(
                &rule::PARTS_BESIDE,
                start,
                format!("this example shows a part of the body: `{name}`"),
            )
            .note("its fields were taken as those of that part"),
        );
        parts.push(around);
    }
    (whole, parts)
}

/// Whether no body is sent where none of its fields is there. Of most verbs servers expect one, even if it is empty; a
/// request without one says otherwise, and one with an empty one says that it is meant.
fn is_omitted(method: Method, shown: &Shown<'_>, examples: &[&RequestExampleClaim]) -> bool {
    let is_empty = |json: &&Json| matches!(&json.value, JsonValue::Object(members) if members.is_empty());
    !shown.all().any(|json| is_empty(&json))
        && (!expects_body(method) || examples.iter().any(|example| goes_without(example, method)))
}

fn expects_body(method: Method) -> bool {
    matches!(method, Method::Post | Method::Put | Method::Patch)
}

/// Whether a request of a verb is shown without a body.
fn goes_without(example: &RequestExampleClaim, method: Method) -> bool {
    example.body.is_none() && !example.is_bare() && example.method.value == method
}

/// A list of changes (RFC 6902, section 3).
const JSON_PATCH: &str = "application/json-patch+json";

/// Whether a request has a body by its media type alone: a JSON patch or merge patch (RFC 6902, RFC 7396), or lines.
fn always_has_body(method: Method, media_type: &MediaType) -> bool {
    match method {
        Method::Patch => media_type.essence().ends_with("-patch+json"),
        Method::Post | Method::Put => matches!(media_type, MediaType::JsonLines(_)),
        _ => false,
    }
}

/// Whether a body is a JSON string.
fn is_text(body: &str) -> bool {
    serde_json::from_str::<String>(body).is_ok()
}

/// The only field, where it is called `body`, has no parts, and stands for the body: examples send a body
/// without such a field.
fn is_whole_body<'a>(claims: &[&'a FieldClaim], shown: &Shown<'_>) -> Option<&'a FieldClaim> {
    let [only] = claims else { return None };
    let called = only.name.value.eq_ignore_ascii_case("body") && only.children.is_empty();
    let sent = !shown.examples.is_empty() && shown.member(&only.name.value).examples.is_empty();
    (called && sent).then_some(*only)
}

/// Required fields that a hand-written request leaves out.
fn report_missing_required(
    claims: &[&FieldClaim],
    written: &[&&RequestExampleClaim],
    moved: &[&str],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for example in written {
        let Some(Json { value: JsonValue::Object(members), span }) = &example.json else { continue };
        let absent: Vec<&&FieldClaim> = claims
            .iter()
            .filter(|c| c.required == Some(true) && !c.name.value.contains(['.', '*']))
            .filter(|c| !moved.contains(&c.name.value.as_str()))
            // What stands under a heading or tab of its own is required where that applies.
            .filter(|c| c.under.is_none() || claims.iter().all(|other| other.under == c.under))
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

/// What is required under one of several headings, and what an example under another leaves out, is not required
/// of each request: the headings describe kinds of it that no field tells apart.
fn relax_apart(
    claims: &[&FieldClaim],
    shown: &[(&str, &Json)],
    schema: &mut Schema,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let SchemaKind::Object(object) = &mut schema.kind else { return };
    let heading = |claim: &FieldClaim| claim.under.as_ref().map(|heading| heading.span);
    for field in object.fields.iter_mut().filter(|field| field.required) {
        let mut named = claims.iter().filter(|claim| claim.name.value == field.name);
        let Some(claim) = named.next() else { continue };
        let own = heading(claim);
        let apart = own.is_some()
            && named.all(|again| heading(again) == own)
            && claims.iter().any(|other| heading(other).is_some() && heading(other) != own);
        let without = shown.iter().find(|(_, json)| match &json.value {
            JsonValue::Object(members) => {
                !members.is_empty() && !members.iter().any(|(name, _)| name.value == field.name)
            }
            _ => false,
        });
        let Some((_, json)) = without.filter(|_| apart) else { continue };
        field.required = false;
        diagnostics.push(
            Diagnostic::at(
                &rule::REQUIRED_APART,
                claim.name.span,
                format!("`{}` is required under its heading only", field.name),
            )
            .related(Span { end: json.span.start + 1, ..json.span }, "this one leaves it out")
            .note("taken as optional: what stands under the other headings can be sent without it"),
        );
    }
}

fn body_schema(fields: &Fields<'_>, shown: &Shown<'_>, weigher: &mut Weigher<'_>) -> Schema {
    let root_array =
        fields.nodes.is_empty() && shown.examples.iter().any(|j| matches!(j.value, JsonValue::Array(_)));
    if root_array {
        return super::infer::infer_schema(&shown.examples, Evidence::Example);
    }
    // The parts of a form have no types that a tag could tell apart.
    let alternatives = fields.alternatives.as_deref().filter(|_| !weigher.textual);
    Schema::new(weigher.weigh_members(&fields.nodes, alternatives, shown))
}

/// Where a text says that the body is a list of what is described, and does not mean a list in it.
fn told_list(draft: &Draft<'_>, schema: &Schema) -> Option<Span> {
    let SchemaKind::Object(object) = &schema.kind else { return None };
    let may_be_list = |kind: &SchemaKind| matches!(kind, SchemaKind::Array { .. } | SchemaKind::Any);
    let lists: Vec<_> = object.fields.iter().filter(|field| may_be_list(&field.schema.kind)).collect();
    let mut texts = draft.find(|kind| match kind {
        ClaimKind::Remark(text) | ClaimKind::Description(text) => Some(text),
        _ => None,
    });
    let is_body = |said: SaidList| !lists.iter().any(|field| said.may_mean(&field.name));
    texts.find(|(text, _)| said_list(&text.plain).is_some_and(is_body)).map(|(text, _)| text.span)
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
