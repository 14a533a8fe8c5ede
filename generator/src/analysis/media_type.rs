//! How the body of a request is encoded, and what is asked for in `Accept`.

use super::draft::Draft;
use super::request::declared;
use crate::diagnostic::{Diagnostic, Suggestion, rule};
use crate::dialect::claims::{ClaimKind, FieldClaim, ParameterLocation, RequestExampleClaim};
use crate::dialect::{SectionKind, classify_heading, media_types_in, named_media_type};
use crate::model::{MediaType, Operation};
use crate::source::Span;

/// How a body is encoded, and who says so.
pub(super) struct Encoded {
    pub media_type: MediaType,
    /// Whether the page or a setting says it, beside what examples send.
    pub stated: bool,
}

/// How the body is encoded: a setting, what the page states, then a hand-written example, then a generated one; a
/// form where a heading says so, one of several parts where a field is a file, and else JSON.
pub(super) fn resolve_media_type(
    draft: &Draft<'_>,
    written: &[&&RequestExampleClaim],
    generated: &[&&RequestExampleClaim],
    claims: &[&FieldClaim],
    diagnostics: &mut Vec<Diagnostic>,
) -> Encoded {
    if let Some(setting) = &draft.settings.media_type {
        return Encoded { media_type: setting.value.clone(), stated: true };
    }
    let of_example = |e: &&&RequestExampleClaim| content_type(e).map(|media| (media, e.url.span));
    let sent: Vec<(MediaType, Span)> = written.iter().filter_map(&of_example).collect();
    let automatic = generated.iter().find_map(of_example);
    let stated = outright(draft).or_else(|| in_header(draft, &sent)).or_else(|| in_text(draft));
    let shown = sent.first();
    if let (Some((media, span)), Some((other, place))) = (&stated, shown.or(automatic.as_ref()))
        && !is_alike(media, other)
        && !sent.iter().any(|(shown, _)| is_alike(shown, media))
    {
        let message =
            format!("the text asks for `{}`, this example sends `{}`", media.as_str(), other.as_str());
        diagnostics.push(
            Diagnostic::at(&rule::MEDIA_TYPE_CONTRADICTION, *place, message)
                .related(*span, "asked for here")
                .note("the text was believed")
                .suggest(Suggestion::operation("media-type", media.as_str())),
        );
    }
    let is_stated = stated.is_some();
    let file = claims.iter().any(|claim| claim.ty.as_ref().is_some_and(|ty| ty.value.holds_file()));
    let fallback = if file { MediaType::Multipart } else { MediaType::JSON };
    let found = stated.or(shown.cloned()).or(automatic);
    let in_heading =
        || heading_says_form(draft).then_some(if file { MediaType::Multipart } else { MediaType::FORM });
    let media_type = found.map(|(media, _)| media).or_else(in_heading).unwrap_or(fallback);
    report_others(draft, &media_type, diagnostics);
    Encoded { media_type, stated: is_stated }
}

/// Says which of several stated media types the client does not send.
fn report_others(draft: &Draft<'_>, sent: &MediaType, diagnostics: &mut Vec<Diagnostic>) {
    let stated = draft.find(|kind| match kind {
        ClaimKind::MediaType(name) => MediaType::parse(name),
        _ => None,
    });
    let stated: Vec<(MediaType, Span)> = stated.collect();
    let Some((_, place)) = stated.iter().find(|(media, _)| is_alike(media, sent)) else { return };
    for (other, span) in stated.iter().filter(|(media, _)| !is_alike(media, sent)) {
        let message = format!("the body can be sent as `{}` too", other.as_str());
        diagnostics.push(
            Diagnostic::at(&rule::OTHER_MEDIA_TYPE, *span, message)
                .related(*place, format!("the client sends `{}`", sent.as_str()))
                .help_in_settings("set `media-type` of the operation in docbind.toml for another")
                .suggest(Suggestion::operation("media-type", sent.as_str())),
        );
    }
}

/// Whether two are the same but for parameters.
pub(super) fn is_alike(a: &MediaType, b: &MediaType) -> bool {
    a.essence() == b.essence()
}

/// What the front matter or the page's part of an OpenAPI document says.
fn outright(draft: &Draft<'_>) -> Option<(MediaType, Span)> {
    let mut names = draft.find(|kind| match kind {
        ClaimKind::MediaType(name) => MediaType::parse(name),
        _ => None,
    });
    names.next()
}

/// Whether a heading above the fields of the body calls them those of a form: "Form data parameters".
fn heading_says_form(draft: &Draft<'_>) -> bool {
    let titles = draft.find(|kind| match kind {
        ClaimKind::Section { title, .. } => Some(title),
        _ => None,
    });
    let of_form = |title: &str| {
        let lower = title.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric());
        let names = classify_heading(title) == Some(SectionKind::Parameters(ParameterLocation::Body));
        names && words.any(|word| ["form", "formdata", "urlencoded"].contains(&word))
    };
    titles.into_iter().any(|(title, _)| of_form(title))
}

/// A sentence that asks for a form, or that names the header.
fn in_text(draft: &Draft<'_>) -> Option<(MediaType, Span)> {
    let mut texts = draft.find(|kind| match kind {
        ClaimKind::Description(text) | ClaimKind::Remark(text) => {
            form(&text.plain).or_else(|| of_named_header(&text.plain))
        }
        _ => None,
    });
    texts.next()
}

/// "with the header `Content-Type: text/csv`", in a sentence that is not on the answer.
fn of_named_header(text: &str) -> Option<MediaType> {
    text.split(". ").find_map(|sentence| {
        let lower = sentence.to_ascii_lowercase();
        let at = lower.find("content-type").or_else(|| lower.find("content type"))?;
        let on_answer = ["response", "return", "answer", "reply"].iter().any(|word| lower.contains(word));
        let named = media_types_in(&sentence[at..]);
        match named.as_slice() {
            [only] if !on_answer => Some(only.clone()),
            _ => None,
        }
    })
}

/// A declared header `Content-Type`: its default, its only value, or what its text names. Where it names several,
/// the one that an example sends.
fn in_header(draft: &Draft<'_>, sent: &[(MediaType, Span)]) -> Option<(MediaType, Span)> {
    let headers = declared(draft, ParameterLocation::Header);
    let header = headers.iter().find(|claim| claim.name.value.eq_ignore_ascii_case("content-type"))?;
    let named = values_of(header);
    let shown = named.iter().find(|media| sent.iter().any(|(sent, _)| is_alike(sent, media)));
    let form = || named.iter().find(|media| media.is_form() || **media == MediaType::Multipart);
    let first = header.default.as_ref().and_then(|_| named.first());
    Some((first.or(shown).or_else(form).or(named.first())?.clone(), header.name.span))
}

/// The media types that a declared header may have, its default first.
fn values_of(header: &FieldClaim) -> Vec<MediaType> {
    let default = header.default.iter().chain(&header.stated_default).map(|default| &default.value);
    let listed = header.values.iter().map(|value| &value.value.value);
    let mut named: Vec<MediaType> = default.chain(listed).filter_map(|name| MediaType::parse(name)).collect();
    let texts = header.description.iter().map(|text| text.plain.as_str());
    let shown = header.examples.iter().filter_map(|json| match &json.value {
        crate::document::JsonValue::String(text) => Some(text.as_str()),
        _ => None,
    });
    let cells = header.shown.iter().map(String::as_str);
    named.extend(cells.chain(texts).chain(shown).flat_map(media_types_in));
    named.dedup();
    named
}

fn form(text: &str) -> Option<MediaType> {
    let media = named_media_type(text).and_then(MediaType::parse)?;
    (media.is_form() || media == MediaType::Multipart).then_some(media)
}

pub(super) fn content_type(example: &RequestExampleClaim) -> Option<MediaType> {
    let header = example.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"))?;
    // A message that shows its header and no body still says that it is a form.
    let form = |media: &MediaType| media.is_form() || *media == MediaType::Multipart;
    MediaType::parse(&header.1).filter(|media| example.body.is_some() || form(media))
}

/// What the page says of `Accept`: a declared header with a value, or else what examples send. Where there are
/// several, JSON.
pub(super) fn resolve_accept(draft: &Draft<'_>, examples: &[&RequestExampleClaim]) -> Option<String> {
    let headers = declared(draft, ParameterLocation::Header);
    let header = headers.iter().find(|claim| claim.name.value.eq_ignore_ascii_case("accept"));
    let stated = header.map_or_else(Vec::new, |header| {
        let lists = header.default.iter().map(|default| default.value.trim().to_owned());
        let named = values_of(header);
        lists.filter(|list| list.contains(',')).chain(named.iter().map(|of| of.as_str().to_owned())).collect()
    });
    let mut told = draft.find(|kind| match kind {
        ClaimKind::Description(text) | ClaimKind::Remark(text) => accept_in_text(&text.plain),
        _ => None,
    });
    let told = told.next().map(|(media, _)| media.as_str().to_owned());
    let sent = examples.iter().filter(|example| !example.generated).filter_map(|example| {
        let of_name = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("accept");
        example.headers.iter().find(of_name).map(|(_, value)| value.trim().to_owned())
    });
    let is_fit = |value: &String| {
        value.split(',').all(|range| MediaType::parse(range).is_some()) && !value.contains("*/*")
    };
    let found: Vec<String> = stated.into_iter().chain(told).chain(sent).filter(is_fit).collect();
    let json = found.iter().find(|value| MediaType::parse(value).is_some_and(|media| media.is_json()));
    let default = header.is_some_and(|header| header.default.is_some());
    found.first().filter(|_| default).or(json).or(found.first()).cloned()
}

/// "with the header `Accept: application/vnd.acme+json`": the only media type behind the name of the header.
fn accept_in_text(text: &str) -> Option<MediaType> {
    text.split(". ").find_map(|sentence| {
        let at = sentence.find("Accept:").or_else(|| sentence.find("Accept`"))?;
        let named = media_types_in(&sentence[at..]);
        let [only] = named.as_slice() else { return None };
        Some(only.clone())
    })
}

/// Whether the answers say by themselves what is asked for.
pub(super) fn says_accept(operation: &Operation, accept: &str) -> bool {
    accept == MediaType::JSON.as_str()
        && operation
            .responses
            .iter()
            .any(|of| of.status.is_success() && of.media_type == Some(MediaType::JSON))
}
