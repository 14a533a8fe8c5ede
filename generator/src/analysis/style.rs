//! How a parameter that holds several values is written.

use super::draft::Draft;
use super::field_tree::FieldNode;
use super::pairs::{Pair, pairs_in_text, read_pairs, style_shown};
use super::weigh::Weigher;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{FieldClaim, RequestExampleClaim};
use crate::dialect::says_comma_separated;
use crate::model::{Field, Location, ParameterStyle, Schema, SchemaKind, StringFormat};
use foldhash::HashSet;

/// The pairs of the query that example URLs and the stated URL show.
pub(super) fn shown_pairs(draft: &Draft<'_>, examples: &[&RequestExampleClaim]) -> Vec<Pair> {
    let queries = examples.iter().filter_map(|e| e.url.value.split_once('?').map(|(_, query)| query));
    let own = draft.endpoint.as_ref().map(|endpoint| endpoint.query.as_str());
    let mut pairs: Vec<Pair> = queries.chain(own).flat_map(read_pairs).collect();
    let elsewhere =
        draft.elsewhere.iter().filter_map(|e| e.url.value.split_once('?').map(|(_, query)| query));
    let shown: Vec<Pair> = elsewhere.flat_map(read_pairs).filter(holds_others).collect();
    let base = |(name, _): &Pair| name.split(['[', '.']).next().unwrap_or_default().to_owned();
    let known: HashSet<String> = pairs.iter().map(base).collect();
    pairs.extend(shown.into_iter().filter(|pair| !known.contains(&base(pair))));
    pairs
}

/// Whether a pair writes a part of a list or an object, or all of one.
fn holds_others((name, text): &Pair) -> bool {
    name.contains('[') || text.starts_with(['[', '{'])
}

/// Settles how a parameter is written: as its page's part of an OpenAPI document says, as URLs on the page show
/// (`id=[1,2]`, `id=1,2`, `id[]=1`), or else as its text says. What has no form at its place is text.
pub(super) fn settle_style(
    location: Location,
    field: &mut Field,
    node: &FieldNode<'_>,
    pairs: &[Pair],
    weigher: &mut Weigher<'_>,
) -> ParameterStyle {
    let stated = node.claim.and_then(|claim| claim.style);
    let (holds, what) = match &field.schema.kind {
        SchemaKind::Array { items } if has_parts(items) => (Holds::Parts, "a list of objects"),
        SchemaKind::Array { .. } => (Holds::Values, "a list"),
        _ if has_parts(&field.schema) => (Holds::Parts, "an object"),
        // A record of another page, or an enum, for which a style means nothing.
        SchemaKind::Ref { .. } if location == Location::Query => {
            return parts_style(field, node, stated, pairs).unwrap_or(ParameterStyle::Deep);
        }
        _ => {
            return stated
                .filter(|style| location == Location::Path && style.is_of_path())
                .unwrap_or_default();
        }
    };
    let place = match (location, holds) {
        (Location::Query, Holds::Values) => return list_style(field, node, stated, pairs),
        (Location::Query, Holds::Parts) => match parts_style(field, node, stated, pairs) {
            Some(style) => return style,
            None if has_fields(&field.schema) => {
                weigher.diagnostics.push(report_guessed(field, node));
                return ParameterStyle::Deep;
            }
            None => "a query",
        },
        (Location::Path, Holds::Values) => return stated.unwrap_or(ParameterStyle::Comma),
        (Location::Header, Holds::Values) => return list_style(field, node, stated, &[]),
        (Location::Path, Holds::Parts) => "a path",
        (Location::Header, Holds::Parts) => "a header",
        (Location::Cookie, _) => "a cookie",
    };
    weigher.diagnostics.push(
        Diagnostic::at(&rule::VALUE_AS_TEXT, node.span, format!("`{}` is {what} in {place}", field.name))
            .note("the client takes its text: the page does not show how it is written there")
            .help("show a request that sends it"),
    );
    field.schema.kind = SchemaKind::String { format: StringFormat::Plain };
    ParameterStyle::default()
}

#[derive(Clone, Copy)]
enum Holds {
    Values,
    Parts,
}

fn has_parts(schema: &Schema) -> bool {
    matches!(schema.kind, SchemaKind::Object(_) | SchemaKind::Map { .. } | SchemaKind::Tagged(_))
}

fn has_fields(schema: &Schema) -> bool {
    match &schema.kind {
        SchemaKind::Array { items } => has_fields(items),
        SchemaKind::Object(object) => !object.fields.is_empty(),
        SchemaKind::Tagged(_) => true,
        _ => false,
    }
}

fn list_style(
    field: &Field,
    node: &FieldNode<'_>,
    stated: Option<ParameterStyle>,
    pairs: &[Pair],
) -> ParameterStyle {
    let by_text = || {
        let lower = field.description.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        match () {
            () if says_comma_separated(&field.description) => Some(ParameterStyle::Comma),
            () if says(&[
                "pipe-separated",
                "pipe separated",
                "pipe-delimited",
                "separated by pipe",
                "separated by a pipe",
            ]) =>
            {
                Some(ParameterStyle::Pipe)
            }
            () if says(&[
                "space-separated",
                "space separated",
                "space-delimited",
                "separated by space",
                "separated by a space",
            ]) =>
            {
                Some(ParameterStyle::Space)
            }
            () => None,
        }
    };
    stated
        .or_else(|| style_shown(pairs, &field.name, &field.schema))
        .or_else(|| style_shown(&pairs_of(node), &field.name, &field.schema))
        .or_else(by_text)
        .unwrap_or_default()
}

fn parts_style(
    field: &Field,
    node: &FieldNode<'_>,
    stated: Option<ParameterStyle>,
    pairs: &[Pair],
) -> Option<ParameterStyle> {
    let texts = texts_of(node);
    let says_json = || {
        let lower = texts.to_ascii_lowercase();
        [
            "json-encoded",
            "json encoded",
            "json string",
            "json object",
            "stringified",
            "as json",
            "serialized json",
        ]
        .iter()
        .any(|words| lower.contains(words))
        .then_some(ParameterStyle::Json)
    };
    // The fields stand in the query by themselves.
    let spread = || {
        let is_part = |name: &str| node.children.iter().any(|child| child.name == name);
        let shown = !node.children.is_empty() && pairs.iter().any(|(name, _)| is_part(name));
        shown.then_some(ParameterStyle::Repeated)
    };
    stated
        .or_else(|| style_shown(pairs, &field.name, &field.schema))
        .or_else(|| style_shown(&pairs_in_text(&texts), &field.name, &field.schema))
        .or_else(spread)
        .or_else(says_json)
}

/// The pairs that the texts of a parameter and its fields show.
fn pairs_of(node: &FieldNode<'_>) -> Vec<Pair> {
    pairs_in_text(&texts_of(node))
}

fn texts_of(node: &FieldNode<'_>) -> String {
    fn collect(claim: &FieldClaim, texts: &mut Vec<String>) {
        texts.extend(claim.description.iter().map(|text| text.plain.clone()));
        claim.children.iter().for_each(|child| collect(child, texts));
    }
    let mut texts = Vec::new();
    node.claim.into_iter().for_each(|claim| collect(claim, &mut texts));
    texts.join("\n")
}

fn report_guessed(field: &Field, node: &FieldNode<'_>) -> Diagnostic {
    let name = &field.name;
    let part = node.children.first().map_or("…", |child| child.name);
    let message = format!("the page does not show how the parts of `{name}` are written in the query");
    Diagnostic::at(&rule::STYLE_GUESSED, node.span, message)
        .note(format!("sent as `{name}[{part}]=…`"))
        .help(format!("show a URL that sends it, or say it in the text: `{name}[{part}]=…`"))
}
