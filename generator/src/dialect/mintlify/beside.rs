//! Fields behind the value that they are parts of.
//!
//! Most pages nest the parts of an object in its tag. Some close the tag first:
//!
//! ```text
//! parts = field, expandable ;   (* the field may have parts and shows none itself *)
//! ```
//!
//! The title of the expandable must say no more than "the fields of that value": "Data fields" behind
//! `data`, "properties". An expandable called "Advanced options" has fields of its own.

use super::attributes::find;
use super::field_content::holds_fields;
use super::fields::is_field_tag;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::type_expr::parse_type;
use crate::document::{Block, BlockKind, Component};
use std::borrow::Cow;

/// Words of titles that only say that fields follow.
const GENERIC: &[&str] = &[
    "properties",
    "property",
    "fields",
    "field",
    "attributes",
    "attribute",
    "object",
    "objects",
    "item",
    "items",
    "show",
    "hide",
    "child",
    "children",
    "details",
    "structure",
    "schema",
    "of",
    "the",
    "each",
    "in",
    "a",
    "an",
    "element",
    "elements",
    "entry",
    "keys",
    "response",
    "value",
    "values",
    "array",
    "nested",
    "contents",
];

/// The first block, with the parts behind it where it has some there.
pub(in crate::dialect) struct Next<'b> {
    pub block: Cow<'b, Block>,
    /// The block with the parts, and what is to be said of it.
    pub parts: Option<(&'b Block, Diagnostic)>,
    pub rest: &'b [Block],
}

/// Takes the first of some blocks.
pub(in crate::dialect) fn next_block(blocks: &[Block]) -> Option<Next<'_>> {
    let (first, rest) = blocks.split_first()?;
    if let (BlockKind::Component(field), [behind, rest @ ..]) = (&first.kind, rest)
        && let BlockKind::Component(parts) = &behind.kind
        && are_parts(field, parts)
    {
        let mut whole = field.clone();
        whole.children.push(behind.clone());
        let block = Block { kind: BlockKind::Component(whole), span: first.span };
        let parts = Some((behind, report_parts(field, parts)));
        return Some(Next { block: Cow::Owned(block), parts, rest });
    }
    Some(Next { block: Cow::Borrowed(first), parts: None, rest })
}

fn are_parts(field: &Component, parts: &Component) -> bool {
    let is_frame =
        |component: &Component| component.name == "Expandable" || component.name.contains("Collaps");
    let is_part = |part: &Component| part.name == field.name && place(part) == place(field);
    is_frame(parts)
        && field.closed
        && is_field_tag(field)
        && components(parts).any(is_part)
        && components(parts).all(|inner| is_part(inner) || is_frame(inner))
        && components(field).next().is_none()
        && find(field, "type")
            .and_then(|a| a.value.as_ref())
            .is_none_or(|t| holds_fields(&parse_type(&t.value)))
        && says_parts_of(parts.value("title").map_or("", |title| &title.value), field)
}

fn components(component: &Component) -> impl Iterator<Item = &Component> {
    component.children.iter().filter_map(|block| match &block.kind {
        BlockKind::Component(inner) => Some(inner),
        _ => None,
    })
}

/// The attribute that names the field: `body`, `query`, `name`.
fn place(component: &Component) -> Option<&'static str> {
    ["body", "query", "path", "header", "cookie", "name"]
        .into_iter()
        .find(|name| find(component, name).is_some())
}

fn says_parts_of(title: &str, field: &Component) -> bool {
    let name = place(field).and_then(|place| find(field, place)?.value.as_ref());
    let name = name.map_or("", |name| &name.value);
    let ty = find(field, "type").and_then(|a| a.value.as_ref()).map_or("", |ty| &ty.value);
    let own: Vec<String> = words(name).chain(words(ty)).collect();
    let is_own =
        |word: &String| own.iter().any(|own| own.trim_end_matches('s') == word.trim_end_matches('s'));
    let said = |word: &String| {
        word.bytes().all(|b| b.is_ascii_digit()) || GENERIC.contains(&word.as_str()) || is_own(word)
    };
    words(title).all(|word| said(&word))
}

/// The words of a title or a name in lower case: `lineItems`, `line_items`.
fn words(text: &str) -> impl Iterator<Item = String> {
    use heck::ToSnakeCase;
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .flat_map(|part| part.to_snake_case().split('_').map(str::to_owned).collect::<Vec<_>>())
        .filter(|word| !word.is_empty())
        .collect();
    words.into_iter()
}

fn report_parts(field: &Component, parts: &Component) -> Diagnostic {
    let name = place(field).and_then(|place| find(field, place)?.value.as_ref());
    let (name, span) = name.map_or(("", field.tag_span), |name| (&name.value, name.span));
    Diagnostic::at(
        &rule::PARTS_BESIDE,
        parts.tag_span,
        format!("these fields stand behind `{name}`, not in it"),
    )
    .related(span, "closed before they begin")
    .note(format!("they were taken as parts of `{name}`"))
    .help("nest them in the tag of the value")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_titles() {
        assert_eq!(
            words("Line items of the cart").collect::<Vec<_>>(),
            ["line", "items", "of", "the", "cart"]
        );
        assert_eq!(words("lineItems").collect::<Vec<_>>(), ["line", "items"]);
    }
}
