//! Values that a query or a form writes as pairs of name and text: `filter[status]=open`,
//! `items[0][price]=1&items[0][quantity]=2`, `tags[]=a&tags[]=b`, `filter.status=open`.
//!
//! ```text
//! name = base, ( { "[", [ key | index ], "]" } | { ".", key } ) ;
//! ```

use crate::document::{Json, JsonValue};
use crate::model::{ParameterStyle, Schema, SchemaKind};
use crate::source::{Span, Spanned};

/// A name and its text, both decoded.
pub(crate) type Pair = (String, String);

/// The pairs of `a=1&b=2`, percent-encoded or not.
pub(super) fn read_pairs(text: &str) -> Vec<Pair> {
    let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (decode(name.trim()), decode(value.trim()))).collect()
}

fn decode(text: &str) -> String {
    percent_encoding::percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// The pairs as an object in which each text is at its place. A name that `is_name` knows stays whole.
pub(crate) fn nest(pairs: &[Pair], span: Span, is_name: impl Fn(&str) -> bool) -> Json {
    let mut root = Json { value: JsonValue::Object(Vec::new()), span };
    for (name, value) in pairs {
        let steps = match is_name(name) {
            true => None,
            false => split(name).or_else(|| split_dots(name).filter(|(base, _)| is_name(base))),
        };
        let (base, steps) = steps.unwrap_or((name, Vec::new()));
        let steps = std::iter::once(Step::Key(base)).chain(steps);
        insert(&mut root, &steps.collect::<Vec<_>>(), value, span);
    }
    root
}

/// What follows the base of a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Step<'a> {
    /// `[price]`
    Key(&'a str),
    /// `[0]`
    Index(usize),
    /// `[]`
    Next,
}

impl Step<'_> {
    /// Whether a value has parts as the step says.
    pub(super) fn is_into(self, value: &Json) -> bool {
        match self {
            Step::Key(_) => matches!(value.value, JsonValue::Object(_)),
            Step::Index(_) | Step::Next => matches!(value.value, JsonValue::Array(_)),
        }
    }
}

/// `items[0][price]` as `items` and what follows it; `None` for a name without brackets.
pub(super) fn split(name: &str) -> Option<(&str, Vec<Step<'_>>)> {
    let (base, rest) = name.split_at(name.find('[').filter(|at| *at > 0)?);
    let inner = rest.strip_prefix('[')?.strip_suffix(']')?;
    let steps = inner.split("][").map(|step| match step {
        "" => Step::Next,
        key => key.parse().map_or(Step::Key(key), Step::Index),
    });
    (!inner.contains("[[")).then(|| (base, steps.collect()))
}

/// The object and the name in it of `filter[status]` and `filter.status`; `None` for what is no such name, or has
/// more steps.
pub(super) fn nested_in(name: &str) -> Option<(&str, &str)> {
    let (base, steps) = split(name).or_else(|| split_dots(name))?;
    match steps[..] {
        [Step::Key(key)] => Some((base, key)),
        _ => None,
    }
}

fn split_dots(name: &str) -> Option<(&str, Vec<Step<'_>>)> {
    let (base, rest) = name.split_once('.')?;
    (!base.is_empty() && !rest.is_empty()).then(|| (base, rest.split('.').map(Step::Key).collect()))
}

fn insert(target: &mut Json, steps: &[Step<'_>], text: &str, span: Span) {
    let leaf = || Json { value: JsonValue::String(text.to_owned()), span };
    let [step, rest @ ..] = steps else {
        return match &mut target.value {
            // Nothing stood here yet.
            JsonValue::Null => *target = leaf(),
            JsonValue::Array(items) => items.push(leaf()),
            // A name that comes again is a list.
            _ => {
                let first = std::mem::replace(target, Json { value: JsonValue::Null, span });
                target.value = JsonValue::Array(vec![first, leaf()]);
            }
        };
    };
    let empty = || Json { value: JsonValue::Null, span };
    match step {
        Step::Key(key) => {
            if !matches!(target.value, JsonValue::Object(_)) {
                target.value = JsonValue::Object(Vec::new());
            }
            let JsonValue::Object(members) = &mut target.value else { return };
            let at = members.iter().position(|(name, _)| name.value == *key).unwrap_or_else(|| {
                members.push((Spanned::new((*key).to_owned(), span), empty()));
                members.len() - 1
            });
            insert(&mut members[at].1, rest, text, span);
        }
        Step::Index(_) | Step::Next => {
            if !matches!(target.value, JsonValue::Array(_)) {
                target.value = JsonValue::Array(Vec::new());
            }
            let JsonValue::Array(items) = &mut target.value else { return };
            let at = match step {
                // No page shows many, and a huge number is no list.
                Step::Index(at) => (*at).min(items.len()),
                // `a[][x]=1&a[][y]=2&a[][x]=3`: a name that is there begins the next item.
                _ => match (items.last(), rest.first()) {
                    (Some(last), Some(Step::Key(key))) if last.get(key).is_none() => items.len() - 1,
                    _ => items.len(),
                },
            };
            if at == items.len() {
                items.push(empty());
            }
            insert(&mut items[at], rest, text, span);
        }
    }
}

/// How pairs write the value of that name; `None` where none of them is of it, or where they do not tell.
pub(super) fn style_shown(pairs: &[Pair], name: &str, schema: &Schema) -> Option<ParameterStyle> {
    let array = matches!(schema.kind, SchemaKind::Array { .. });
    let mut nested = None;
    for (shown, value) in pairs {
        if shown == name {
            return match value.as_str() {
                text if text.starts_with('{') || text.starts_with("[{") || text.starts_with("[\"") => {
                    Some(ParameterStyle::Json)
                }
                text if array && text.starts_with('[') => Some(ParameterStyle::Bracketed),
                text if text.contains(',') => Some(ParameterStyle::Comma),
                text if array && text.contains('|') => Some(ParameterStyle::Pipe),
                _ => array.then_some(ParameterStyle::Repeated),
            };
        }
        if split_dots(shown).is_some_and(|(base, _)| base == name) {
            nested = nested.or(Some(ParameterStyle::Dotted));
        }
        let Some((_, steps)) = split(shown).filter(|(base, _)| *base == name) else { continue };
        nested = match steps.last() {
            _ if steps.contains(&Step::Next) => Some(ParameterStyle::EmptyBrackets),
            Some(Step::Index(_)) => Some(ParameterStyle::Indexed),
            _ => nested.or(Some(ParameterStyle::Deep)),
        };
    }
    nested
}

/// The pairs that a text shows: "sent as `filter[status]=open`", "e.g. `?ids=1,2`".
pub(super) fn pairs_in_text(text: &str) -> Vec<Pair> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '`' | '"' | '\'' | '(' | ')' | '…'));
    let words = words.map(|word| word.rsplit_once('?').map_or(word, |(_, query)| query));
    words.flat_map(|word| read_pairs(word.trim_end_matches(['.', ',', ';', ':']))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::StringFormat;
    use crate::source::SourceId;
    use serde_json::json;

    fn nested(text: &str, names: &[&str]) -> serde_json::Value {
        let span = Span::new(SourceId(0), 0, 0);
        nest(&read_pairs(text), span, |name| names.contains(&name)).to_value()
    }

    #[test]
    fn brackets_lists_and_dots() {
        for (text, expected) in [
            ("a=1&b=x%20y+z", json!({ "a": "1", "b": "x y z" })),
            ("a=1&a=2", json!({ "a": ["1", "2"] })),
            ("a[]=1&a[]=2", json!({ "a": ["1", "2"] })),
            ("a%5B0%5D=1&a%5B1%5D=2", json!({ "a": ["1", "2"] })),
            ("f[s]=1&f[t][u]=2", json!({ "f": { "s": "1", "t": { "u": "2" } } })),
            ("i[0][p]=1&i[0][q]=2&i[1][p]=3", json!({ "i": [{ "p": "1", "q": "2" }, { "p": "3" }] })),
            ("i[][p]=1&i[][q]=2&i[][p]=3", json!({ "i": [{ "p": "1", "q": "2" }, { "p": "3" }] })),
            ("i[99999999][p]=1", json!({ "i": [{ "p": "1" }] })),
            ("known[]=1&f.s=2&o.s=3", json!({ "known[]": "1", "f": { "s": "2" }, "o.s": "3" })),
            ("[a]=1&a[=2", json!({ "[a]": "1", "a[": "2" })),
        ] {
            assert_eq!(nested(text, &["known[]", "f"]), expected, "{text}");
        }
    }

    #[test]
    fn styles() {
        let text = Schema::new(SchemaKind::String { format: StringFormat::Plain });
        let list = Schema::array(text.clone());
        let object = Schema::new(SchemaKind::Map { values: Box::new(text) });
        for (query, schema, expected) in [
            ("a=1&a=2", &list, Some(ParameterStyle::Repeated)),
            ("a=1,2", &list, Some(ParameterStyle::Comma)),
            ("a=1%7C2", &list, Some(ParameterStyle::Pipe)),
            ("a=[1,2]", &list, Some(ParameterStyle::Bracketed)),
            ("a=[\"x\"]", &list, Some(ParameterStyle::Json)),
            ("a[]=1", &list, Some(ParameterStyle::EmptyBrackets)),
            ("a[0]=1", &list, Some(ParameterStyle::Indexed)),
            ("a[0][b]=1", &list, Some(ParameterStyle::Deep)),
            ("a[][b]=1", &list, Some(ParameterStyle::EmptyBrackets)),
            ("a[b]=1", &object, Some(ParameterStyle::Deep)),
            ("a.b=1", &object, Some(ParameterStyle::Dotted)),
            ("a={\"b\":1}", &object, Some(ParameterStyle::Json)),
            ("a=b,1", &object, Some(ParameterStyle::Comma)),
            ("b=1", &object, None),
        ] {
            assert_eq!(style_shown(&read_pairs(query), "a", schema), expected, "{query}");
        }
        let shown = pairs_in_text("Filters, sent as `filter[status]=open`, or `?ids=1,2&x=y`.");
        let names: Vec<&str> = shown.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["filter[status]", "ids", "x"]);
    }
}
