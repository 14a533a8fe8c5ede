//! Bodies that go as they are: bytes, and text that is no JSON.

use super::draft::Draft;
use super::media_type::Encoded;
use super::weigh::Weigher;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{FieldClaim, RequestExampleClaim};
use crate::model::{Example, MediaType, Method, RequestBody, Schema, SchemaKind, StringFormat};
use std::collections::BTreeMap;

/// The body of a request that is sent as bytes or text; `None` where nothing says that there is one.
pub(super) fn resolve_raw_body(
    draft: &Draft<'_>,
    encoded: Encoded,
    claims: &[&FieldClaim],
    written: &[&&RequestExampleClaim],
    weigher: &mut Weigher<'_>,
) -> Option<RequestBody> {
    let method = draft.endpoint.as_ref().map(|endpoint| endpoint.method)?;
    let shown = written.iter().any(|example| example.body.is_some());
    let has_body = !matches!(method, Method::Get | Method::Head | Method::Delete | Method::Options);
    if claims.is_empty() && !shown && !(encoded.stated && has_body) {
        return None;
    }
    let name = encoded.media_type.as_str();
    match claims {
        [] => {}
        [only] if is_whole(only) => {
            if !only.name.value.is_empty() {
                let message = format!("`{}` was taken for the body itself", only.name.value);
                weigher.diagnostics.push(
                    Diagnostic::at(&rule::TYPE_GUESSED, only.name.span, message)
                        .note(format!("a body of `{name}` has no fields: it goes as it is")),
                );
            }
        }
        [first, ..] => weigher.diagnostics.push(
            Diagnostic::at(
                &rule::FIELDS_OF_RAW_BODY,
                first.name.span,
                format!("fields of a body that is `{name}`"),
            )
            .note("docbind does not write that: the method takes the whole body as it is")
            .help_in_settings("if it is JSON, say `media-type = \"json\"` under `[[operations]]`"),
        ),
    }
    let format = match encoded.media_type {
        MediaType::Text(_) => StringFormat::Plain,
        _ => StringFormat::Binary,
    };
    let texts = written.iter().filter(|_| format == StringFormat::Plain);
    let examples = texts.filter_map(|example| {
        let body = example.body.as_ref().filter(|body| !body.value.starts_with('@'))?;
        Some(Example { label: example.label.clone(), value: body.value.clone().into() })
    });
    let required = claims.first().is_none_or(|claim| claim.required != Some(false) || claims.len() > 1);
    Some(RequestBody {
        required,
        omitted: false,
        schema: Schema::new(SchemaKind::String { format }),
        styles: BTreeMap::new(),
        other_encodings: Vec::new(),
        examples: examples.collect(),
        media_type: encoded.media_type,
    })
}

/// Whether a field stands for the body: it has no name, or no parts.
fn is_whole(claim: &FieldClaim) -> bool {
    let text = claim.ty.as_ref().is_none_or(|ty| ty.value.holds_file() || ty.value.is_text());
    claim.children.is_empty() && (claim.name.value.is_empty() || text)
}
