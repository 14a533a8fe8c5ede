//! How the body of a request is encoded.

use super::draft::Draft;
use super::request::declared;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ClaimKind, FieldClaim, ParameterLocation, RequestExampleClaim};
use crate::dialect::named_media_type;
use crate::model::MediaType;
use crate::source::Span;

/// How the body is encoded: a setting, what the page states, then a hand-written example, then a generated one; a
/// form of several parts where a field is a file, and else JSON.
pub(super) fn resolve_media_type(
    draft: &Draft<'_>,
    written: &[&&RequestExampleClaim],
    generated: &[&&RequestExampleClaim],
    claims: &[&FieldClaim],
    diagnostics: &mut Vec<Diagnostic>,
) -> MediaType {
    if let Some(setting) = &draft.settings.media_type {
        return setting.value.clone();
    }
    let stated = of_whole(draft, claims).or_else(|| in_text(draft)).or_else(|| in_header(draft));
    let of_example = |e: &&&RequestExampleClaim| content_type(e).map(|media| (media, e.url.span));
    let shown = written.iter().find_map(&of_example);
    let automatic = generated.iter().find_map(of_example);
    if let (Some((media, span)), Some((other, place))) = (&stated, shown.as_ref().or(automatic.as_ref()))
        && media != other
        && !written.iter().filter_map(&of_example).any(|(shown, _)| shown == *media)
    {
        let message =
            format!("the text asks for `{}`, this example sends `{}`", media.as_str(), other.as_str());
        diagnostics.push(
            Diagnostic::at(&rule::MEDIA_TYPE_CONTRADICTION, *place, message)
                .related(*span, "asked for here")
                .note("the text was believed"),
        );
    }
    let file = claims.iter().any(|claim| claim.ty.as_ref().is_some_and(|ty| ty.value.holds_file()));
    let fallback = if file { MediaType::Multipart } else { MediaType::Json };
    stated.or(shown).or(automatic).map_or(fallback, |(media, _)| media)
}

/// What is stated of a body without fields: any media type will do.
fn of_whole(draft: &Draft<'_>, claims: &[&FieldClaim]) -> Option<(MediaType, Span)> {
    let [only] = claims else { return None };
    let mut stated = draft.find(|kind| match kind {
        ClaimKind::MediaType(name) => Some(name),
        _ => None,
    });
    let (name, span) = stated.next().filter(|_| only.name.value.is_empty())?;
    Some((known_media_type(name).unwrap_or_else(|| MediaType::Binary(name.clone())), span))
}

/// A sentence that asks for a form, or the front matter.
fn in_text(draft: &Draft<'_>) -> Option<(MediaType, Span)> {
    let texts = draft.find(|kind| match kind {
        ClaimKind::Description(text) | ClaimKind::Remark(text) => Some(text.plain.as_str()),
        ClaimKind::MediaType(name) => Some(name.as_str()),
        _ => None,
    });
    texts.into_iter().find_map(|(text, span)| Some((form(text)?, span)))
}

/// A declared header `Content-Type` whose text or default names a form.
fn in_header(draft: &Draft<'_>) -> Option<(MediaType, Span)> {
    let headers = declared(draft, ParameterLocation::Header);
    let header = headers.iter().find(|claim| claim.name.value.eq_ignore_ascii_case("content-type"))?;
    let default = header.default.as_ref().map(|default| default.value.as_str());
    let texts = [default, header.description.as_ref().map(|text| text.plain.as_str())];
    texts.into_iter().flatten().find_map(|text| Some((form(text)?, header.name.span)))
}

fn form(text: &str) -> Option<MediaType> {
    let media = named_media_type(text).and_then(known_media_type)?;
    matches!(media, MediaType::Form | MediaType::Multipart).then_some(media)
}

fn content_type(example: &RequestExampleClaim) -> Option<MediaType> {
    let header = example.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"))?;
    // A message that shows its header and no body still says that it is a form.
    let form = |media: &MediaType| matches!(media, MediaType::Form | MediaType::Multipart);
    known_media_type(&header.1).filter(|media| example.body.is_some() || form(media))
}

fn known_media_type(name: &str) -> Option<MediaType> {
    let name = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    [MediaType::Json, MediaType::Form, MediaType::Multipart, MediaType::Text]
        .into_iter()
        .find(|m| m.as_str() == name)
}
