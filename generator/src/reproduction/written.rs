//! Whether a list or an object is written in a query or a form as the client writes it: `ids[]=1`, `filter[a]=1`,
//! `filter={"a":1}`.
//!
//! The names that a page shows are read as a value, and that value is written in the field's style: other names mean
//! another request.

use super::fit::Types;
use super::stand_ins::is_stand_in;
use super::text_value::resolve;
use crate::analysis::nest;
use crate::document::{Json, JsonValue};
use crate::model::{Field, ParameterStyle, Schema, SchemaKind};
use crate::source::Span;

/// How a field is written: in a style, or in a form of several parts as OpenAPI has it, an object as JSON and a list
/// as a part for each item.
pub(super) type Style = Option<ParameterStyle>;

/// How the client writes a field, in words, where a page shows its pairs in another way.
pub(super) fn other_writing(
    types: Types<'_>,
    field: &Field,
    style: Style,
    pairs: &[&(String, String)],
    span: Span,
) -> Option<String> {
    let names: Vec<&str> = pairs.iter().map(|(name, _)| name.as_str()).collect();
    if names.iter().all(|name| *name == field.name) {
        let texts: Vec<&str> = pairs.iter().map(|(_, text)| text.as_str()).collect();
        return (!takes_texts(types, &field.schema, style, &texts)).then(|| in_words(&field.name, style));
    }
    let owned: Vec<(String, String)> = pairs.iter().map(|pair| (*pair).clone()).collect();
    let value = nest(&owned, span, |name| name == field.name);
    let value = value.get(&field.name)?;
    if !matches!(value.value, JsonValue::Object(_) | JsonValue::Array(_)) {
        return None;
    }
    let mut written = Vec::new();
    write_names(&field.name, value, style, &mut written);
    let sorted = |names: &mut dyn Iterator<Item = &str>| {
        let mut names: Vec<String> = names.map(unnumbered).collect();
        names.sort();
        names
    };
    let is_same = sorted(&mut names.into_iter()) == sorted(&mut written.iter().map(String::as_str));
    (!is_same).then(|| in_words(&field.name, style))
}

fn in_words(name: &str, style: Style) -> String {
    match style {
        None => format!("`{name}` as JSON, or a part for each item"),
        Some(ParameterStyle::Json) => format!("`{name}` as JSON"),
        Some(ParameterStyle::EmptyBrackets) => format!("`{name}[]=…`"),
        Some(ParameterStyle::Indexed) => format!("`{name}[0]=…`"),
        Some(ParameterStyle::Deep) => format!("`{name}[…]=…`, a list as `{name}=…` for each item"),
        Some(ParameterStyle::Dotted) => format!("`{name}.…=…`"),
        Some(_) => format!("`{name}=…`"),
    }
}

/// Whether a value is sent as these texts, all of the field's own name.
fn takes_texts(types: Types<'_>, schema: &Schema, style: Style, texts: &[&str]) -> bool {
    use ParameterStyle::*;
    let is_json = || texts.iter().all(|text| serde_json::from_str::<serde_json::Value>(text).is_ok());
    // `{id}` is a placeholder, `{"a": 1}` is none.
    if texts.iter().all(|text| is_stand_in(text)) && !is_json() {
        return true;
    }
    let one = texts.len() == 1;
    match resolve(types, schema) {
        SchemaKind::Array { items } => match style {
            Some(Json) => one && texts[0].starts_with('[') && is_json(),
            Some(Bracketed) => one && texts[0].starts_with('['),
            Some(Comma | Pairs | Space | Pipe) => one,
            Some(EmptyBrackets | Indexed) => false,
            None => texts.iter().all(|text| takes_texts(types, items, style, &[text])),
            Some(_) => !holds_others(types, items),
        },
        SchemaKind::Object(_) | SchemaKind::Map { .. } | SchemaKind::Tagged(_) => match style {
            None | Some(Json) => one && texts[0].starts_with('{') && is_json(),
            Some(Comma | Pairs | Space | Pipe) => one,
            Some(_) => false,
        },
        SchemaKind::Union { variants } => {
            variants.iter().any(|variant| takes_texts(types, variant, style, texts))
        }
        SchemaKind::Any if !one => matches!(style, None | Some(Repeated | Deep | Dotted)),
        _ => one,
    }
}

fn holds_others(types: Types<'_>, schema: &Schema) -> bool {
    matches!(
        resolve(types, schema),
        SchemaKind::Array { .. } | SchemaKind::Object(_) | SchemaKind::Map { .. } | SchemaKind::Tagged(_)
    )
}

/// The names under which the client writes a value.
fn write_names(name: &str, value: &Json, style: Style, names: &mut Vec<String>) {
    use ParameterStyle::{Deep, Dotted, EmptyBrackets, Indexed, Repeated};
    match (&value.value, style) {
        (JsonValue::Array(items), None) => names.extend(items.iter().map(|_| name.to_owned())),
        (JsonValue::Array(items), Some(Repeated | Deep | Dotted | EmptyBrackets | Indexed)) => {
            for item in items {
                let holds = matches!(item.value, JsonValue::Array(_) | JsonValue::Object(_));
                let name = match style {
                    Some(EmptyBrackets) => format!("{name}[]"),
                    Some(Indexed) => format!("{name}[0]"),
                    _ if holds => format!("{name}[0]"),
                    _ => name.to_owned(),
                };
                let style = if holds && style != Some(EmptyBrackets) { Some(Indexed) } else { style };
                write_names(&name, item, style, names);
            }
        }
        (JsonValue::Object(members), Some(Deep | Dotted | EmptyBrackets | Indexed)) => {
            for (key, value) in members {
                let name = match style {
                    Some(Dotted) => format!("{name}.{}", key.value),
                    _ => format!("{name}[{}]", key.value),
                };
                write_names(&name, value, style, names);
            }
        }
        _ => names.push(name.to_owned()),
    }
}

/// The name with `0` for each number in brackets: only what belongs together counts.
fn unnumbered(name: &str) -> String {
    let mut parts = name.split('[');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| {
        let number = part.strip_suffix(']').filter(|key| !key.is_empty());
        let number = number.filter(|key| key.bytes().all(|byte| byte.is_ascii_digit()));
        format!("{name}[{}", if number.is_some() { "0]" } else { part })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn names(shown: &[&str], style: Style) -> Vec<String> {
        let span = Span::new(SourceId(0), 0, 0);
        let pairs: Vec<(String, String)> =
            shown.iter().map(|name| ((*name).to_owned(), "x".to_owned())).collect();
        let value = nest(&pairs, span, |name| name == "a");
        let mut written = Vec::new();
        write_names("a", value.get("a").unwrap(), style, &mut written);
        written
    }

    #[test]
    fn names_by_style() {
        use ParameterStyle::*;
        for (shown, style, expected) in [
            (&["a[b]"][..], Some(Deep), &["a[b]"][..]),
            (&["a[b]"], None, &["a"]),
            (&["a[b]"], Some(Json), &["a"]),
            (&["a[b][c]"], Some(Dotted), &["a.b.c"]),
            (&["a[]", "a[]"], Some(EmptyBrackets), &["a[]", "a[]"]),
            (&["a[]", "a[]"], Some(Deep), &["a", "a"]),
            (&["a[]", "a[]"], None, &["a", "a"]),
            (&["a[][b]", "a[][c]", "a[][b]"], Some(EmptyBrackets), &["a[][b]", "a[][c]", "a[][b]"]),
            (&["a[0][b]"], Some(Deep), &["a[0][b]"]),
            (&["a[0]"], Some(Comma), &["a"]),
        ] {
            assert_eq!(names(shown, style), expected, "{shown:?} {style:?}");
        }
        assert_eq!(unnumbered("a[12][b][]"), "a[0][b][]");
    }
}
