//! Values as URLs, headers and forms write them: read by their style and schema, so that one validator is for all.

use crate::model::{EnumValue, FixedQuery, ParameterStyle, Schema, SchemaKind};
use crate::validation::Validator;
use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

/// A pair of a query or form, not decoded.
#[derive(Clone, Debug)]
pub(super) struct Pair<'t> {
    name: &'t str,
    value: Option<&'t str>,
}

/// The pairs of a query or an urlencoded form.
pub(super) fn pairs(text: &str) -> Vec<Pair<'_>> {
    let parts = text.split('&').filter(|part| !part.is_empty());
    let pair = |part| match str::split_once(part, '=') {
        Some((name, value)) => Pair { name, value: Some(value) },
        None => Pair { name: part, value: None },
    };
    parts.map(pair).collect()
}

impl Pair<'_> {
    pub(super) fn name(&self) -> String {
        decoded(self.name)
    }

    fn text(&self) -> String {
        decoded(self.value.unwrap_or_default())
    }

    pub(super) fn is(&self, of: &FixedQuery) -> bool {
        self.name() == of.name && of.value.as_ref().is_none_or(|value| *value == self.text())
    }

    pub(super) fn into_fixed(self) -> FixedQuery {
        FixedQuery { name: self.name(), value: self.value.map(decoded) }
    }
}

/// Percent-encoding and, as in forms, `+` for a space.
fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// The text of a parameter.
pub(super) fn text_of(pairs: &[Pair<'_>], name: &str) -> Option<String> {
    pairs.iter().find(|pair| pair.name() == name).map(Pair::text)
}

/// The value of a parameter in a query or form; `None` where it is not there.
pub(super) fn read_pairs(
    validator: Validator<'_>,
    schema: &Schema,
    style: ParameterStyle,
    name: &str,
    pairs: &[Pair<'_>],
) -> Option<Value> {
    use ParameterStyle::*;
    let own: Vec<&Pair<'_>> = pairs.iter().filter(|pair| pair.name() == name).collect();
    let (kind, _) = validator.resolve(schema);
    let value = match style {
        Json => own.first().map(|pair| {
            let text = pair.text();
            serde_json::from_str(&text).unwrap_or(Value::String(text))
        }),
        EmptyBrackets | Indexed | Deep | Dotted => nested(pairs, name, style == Dotted),
        Repeated => match kind {
            SchemaKind::Object(object) => {
                let members = object.fields.iter().filter_map(|field| {
                    let value = read_pairs(validator, &field.schema, style, &field.name, pairs)?;
                    Some((field.name.clone(), value))
                });
                let members: Map<_, _> = members.collect();
                (!members.is_empty()).then_some(Value::Object(members))
            }
            SchemaKind::Array { .. } => {
                (!own.is_empty()).then(|| own.iter().map(|pair| Value::String(pair.text())).collect())
            }
            // One of several shapes may be a list.
            _ if own.len() > 1 => Some(own.iter().map(|pair| Value::String(pair.text())).collect()),
            _ => own.first().map(|pair| Value::String(pair.text())),
        },
        _ => own.first().map(|pair| separated(kind, style, pair.value.unwrap_or_default())),
    };
    value.map(|value| typed(validator, schema, value))
}

/// The value of a parameter in a path, a header or a cookie, decoded.
pub(super) fn read_text(
    validator: Validator<'_>,
    schema: &Schema,
    style: ParameterStyle,
    text: &str,
) -> Value {
    use ParameterStyle::*;
    let (kind, _) = validator.resolve(schema);
    let value = match style {
        Json => serde_json::from_str(text).unwrap_or(Value::String(text.to_owned())),
        Label | LabelExploded => {
            let text = text.strip_prefix('.').unwrap_or(text);
            split(kind, text, if style == Label { ',' } else { '.' }, style == LabelExploded, str::to_owned)
        }
        Matrix | MatrixExploded => {
            let parts = text.split(';').filter_map(|part| part.split_once('=')).map(|(_, value)| value);
            let text = parts.collect::<Vec<_>>().join(",");
            split(kind, &text, ',', false, str::to_owned)
        }
        style => split(kind, text, ',', style == Pairs, str::to_owned),
    };
    typed(validator, schema, value)
}

/// A list in one value: its items are divided before they are decoded, or, where a client encoded all of it, after.
fn separated(kind: &SchemaKind, style: ParameterStyle, raw: &str) -> Value {
    use ParameterStyle::*;
    let separator = match style {
        Space => ' ',
        Pipe => '|',
        _ => ',',
    };
    let is_list = matches!(kind, SchemaKind::Array { .. } | SchemaKind::Object(_) | SchemaKind::Map { .. });
    if !is_list {
        return Value::String(decoded(raw));
    }
    if style != Bracketed && separator == ',' && raw.contains(',') {
        return split(kind, raw, separator, style == Pairs, decoded);
    }
    let raw = raw.replace("%5B", "[").replace("%5b", "[").replace("%5D", "]").replace("%5d", "]");
    let inner = raw.strip_prefix('[').and_then(|text| text.strip_suffix(']')).filter(|_| style == Bracketed);
    let raw = inner.unwrap_or(&raw);
    match raw.contains(separator) {
        // As JSON may write it: `[1, 2]`.
        true if style == Bracketed => {
            split(kind, raw, separator, false, |part| decoded(part).trim().to_owned())
        }
        true => split(kind, raw, separator, style == Pairs, decoded),
        false if style == Bracketed => {
            split(kind, &decoded(raw), separator, false, |part| part.trim().to_owned())
        }
        false => split(kind, &decoded(raw), separator, style == Pairs, str::to_owned),
    }
}

/// A text that holds a list or an object divided at a separator; any other as it is.
fn split(kind: &SchemaKind, text: &str, separator: char, named: bool, decode: fn(&str) -> String) -> Value {
    let mut parts = text.split(separator).filter(|_| !text.is_empty());
    let text_of = |part: &str| Value::String(decode(part));
    match kind {
        SchemaKind::Array { .. } => parts.map(text_of).collect(),
        SchemaKind::Object(_) | SchemaKind::Map { .. } => {
            let mut members = Map::new();
            while let Some(part) = parts.next() {
                let (name, value) = match named {
                    true => part.split_once('=').unwrap_or((part, "")),
                    false => (part, parts.next().unwrap_or_default()),
                };
                members.insert(decode(name), text_of(value));
            }
            Value::Object(members)
        }
        _ => text_of(text),
    }
}

/// What stands under a name and the names that begin with it: `a=1`, `a[b]=1`, `a[]=1`, `a[0][b]=1`, `a.b=1`.
pub(super) fn nested(pairs: &[Pair<'_>], name: &str, dotted: bool) -> Option<Value> {
    let mut value = Value::Null;
    for pair in pairs {
        let full = pair.name();
        let Some(rest) = full.strip_prefix(name) else { continue };
        let path: Option<Vec<&str>> = match rest.chars().next() {
            None => Some(Vec::new()),
            Some('[') => Some(
                rest[1..]
                    .trim_end_matches(']')
                    .split(['[', '.'])
                    .map(|of| of.trim_end_matches(']'))
                    .collect(),
            ),
            Some('.') if dotted => {
                Some(rest[1..].split(['.', '[']).map(|of| of.trim_end_matches(']')).collect())
            }
            _ => None,
        };
        if let Some(path) = path {
            insert(&mut value, &path, pair.text());
        }
    }
    (!value.is_null()).then_some(value)
}

fn insert(node: &mut Value, path: &[&str], text: String) {
    let Some((first, rest)) = path.split_first() else {
        match node {
            Value::Null => *node = Value::String(text),
            Value::Array(items) => items.push(Value::String(text)),
            Value::String(before) => {
                *node = Value::Array(vec![Value::String(std::mem::take(before)), Value::String(text)]);
            }
            _ => {}
        }
        return;
    };
    let is_index = first.bytes().all(|byte| byte.is_ascii_digit());
    if node.is_null() {
        *node = if is_index { Value::Array(Vec::new()) } else { Value::Object(Map::new()) };
    }
    match node {
        Value::Array(items) if is_index => {
            let at = match first.parse::<usize>() {
                Ok(at) => at.min(items.len()),
                // `a[][b]` goes on with the last item until a name comes again.
                Err(_) => match (items.last(), rest.first()) {
                    (Some(Value::Object(last)), Some(name)) if !last.contains_key(*name) => items.len() - 1,
                    _ => items.len(),
                },
            };
            if at == items.len() {
                items.push(Value::Null);
            }
            insert(&mut items[at], rest, text);
        }
        Value::Object(members) => insert(members.entry(*first).or_insert(Value::Null), rest, text),
        _ => {}
    }
}

/// Texts as the booleans, numbers and lists that the schema asks for; what is none stays a text.
pub(super) fn typed(validator: Validator<'_>, schema: &Schema, value: Value) -> Value {
    let (kind, nullable) = validator.resolve(schema);
    match (kind, value) {
        (_, Value::String(text)) if nullable && text == "null" => Value::Null,
        (SchemaKind::Union { variants }, value) => {
            let tried = variants.iter().map(|variant| (variant, typed(validator, variant, value.clone())));
            let fits = tried.into_iter().find(|(variant, value)| validator.value(variant, value).is_empty());
            fits.map_or(value, |(_, value)| value)
        }
        (SchemaKind::Array { items }, Value::Array(values)) => {
            values.into_iter().map(|value| typed(validator, items, value)).collect()
        }
        // A form writes a list of one as it writes the one.
        (SchemaKind::Array { items }, value @ Value::String(_)) => {
            Value::Array(vec![typed(validator, items, value)])
        }
        (SchemaKind::Map { values }, Value::Object(members)) => {
            members.into_iter().map(|(name, value)| (name, typed(validator, values, value))).collect()
        }
        (SchemaKind::Object(object), Value::Object(members)) => {
            let member = |(name, value): (String, Value)| match object.field(&name) {
                Some(field) => (name, typed(validator, &field.schema, value)),
                None => (name, value),
            };
            members.into_iter().map(member).collect()
        }
        (kind, Value::String(text)) => scalar(kind, &text).unwrap_or(Value::String(text)),
        (_, value) => value,
    }
}

fn scalar(kind: &SchemaKind, text: &str) -> Option<Value> {
    let is_number = match kind {
        SchemaKind::Boolean => return text.parse().ok().map(Value::Bool),
        SchemaKind::Enum(of) => of.members.iter().any(|member| matches!(member.value, EnumValue::Integer(_))),
        kind => matches!(kind, SchemaKind::Integer { .. } | SchemaKind::Number { .. }),
    };
    let digits = text.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    (is_number && digits).then(|| serde_json::from_str(text).ok()).flatten()
}
