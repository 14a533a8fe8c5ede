//! Values of texts: of a path, a query, a header or a form.

use super::{Context, plain};
use docbind::model::{ParameterStyle, Schema, SchemaKind, StringFormat};
use docbind::testing::reproduction::is_stand_in;
use serde_json::{Map, Value};

/// A pair of a query or a form, decoded. Where its text stands for a value, it is replaced by a made-up one.
pub(super) struct Pair {
    pub name: String,
    pub text: String,
    /// Whether a parameter takes it.
    pub taken: bool,
}

/// The pairs of a text.
pub(super) fn pairs(text: &str) -> Vec<Pair> {
    let decode = |text: &str| {
        let text = text.trim().replace('+', " ");
        percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned()
    };
    let parts = text.split('&').filter(|part| !part.trim().is_empty());
    let pair = |part: &str| {
        let (name, text) = part.split_once('=').unwrap_or((part, ""));
        Pair { name: decode(name), text: decode(text), taken: false }
    };
    parts.map(pair).collect()
}

impl Context<'_> {
    /// The value of a text that holds no others.
    pub(super) fn scalar(&self, name: &str, schema: &Schema, text: &mut String) -> Value {
        let kind = self.values.resolve(schema);
        let parsed = match kind {
            SchemaKind::Boolean => text.parse().ok().map(Value::Bool),
            SchemaKind::Integer { .. } => whole(text),
            SchemaKind::Number { .. } => {
                text.parse().ok().or_else(|| Some(text.parse::<f64>().ok()?.into())).filter(Value::is_number)
            }
            SchemaKind::Enum(of) if is_of_integers(of) => whole(text),
            SchemaKind::String { format } if self.is_typed(*format) && is_stand_in(text) => None,
            SchemaKind::Object(_) | SchemaKind::Map { .. } | SchemaKind::Tagged(_) => {
                serde_json::from_str(text).ok()
            }
            _ => Some(Value::String(text.clone())),
        };
        parsed.unwrap_or_else(|| {
            let value = self.values.filled(name, schema, None);
            *text = plain(&value);
            value
        })
    }

    /// Whether text of a format has a type of a library.
    pub(super) fn is_typed(&self, format: StringFormat) -> bool {
        match format {
            StringFormat::DateTime
            | StringFormat::LocalDateTime
            | StringFormat::LocalMinute
            | StringFormat::Date
            | StringFormat::Time => self.types.jiff,
            StringFormat::Uuid => self.types.uuid,
            StringFormat::Decimal => self.types.rust_decimal,
            _ => false,
        }
    }

    /// The value that the pairs of a name make, in a style.
    pub(super) fn take(
        &self,
        name: &str,
        schema: &Schema,
        style: ParameterStyle,
        pairs: &mut [Pair],
    ) -> Result<Option<Value>, String> {
        match (self.values.resolve(schema), style) {
            (SchemaKind::Object(object), ParameterStyle::Repeated) if !object.fields.is_empty() => {
                let mut members = Map::new();
                for field in &object.fields {
                    let value = self.take(&field.name, &field.schema, ParameterStyle::Deep, pairs)?;
                    members.extend(value.map(|value| (field.name.clone(), value)));
                }
                Ok(Some(members.into()).filter(|_: &Value| pairs.iter().any(|pair| pair.taken)))
            }
            (kind @ (SchemaKind::Array { .. } | SchemaKind::Object(_)), ParameterStyle::Json) => {
                let _ = kind;
                let Some(pair) = pairs.iter_mut().find(|pair| pair.name == name) else { return Ok(None) };
                pair.taken = true;
                let read = serde_json::from_str(&pair.text);
                read.map(Some).map_err(|error| format!("`{}` is no JSON: {error}", pair.text))
            }
            (SchemaKind::Array { items }, style) if separator(style).is_some() => {
                let separator = separator(style).unwrap_or_default();
                let Some(pair) = pairs.iter_mut().find(|pair| pair.name == name) else { return Ok(None) };
                pair.taken = true;
                Ok(Some(self.separated(name, items, separator, &mut pair.text)))
            }
            _ => self.tree(name, schema, pairs),
        }
    }

    /// A list in one text.
    fn separated(&self, name: &str, items: &Schema, separator: &str, text: &mut String) -> Value {
        let bracketed = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).map(str::to_owned);
        let inner = bracketed.clone().unwrap_or_else(|| text.clone());
        let mut texts: Vec<String> = inner.split(separator).map(|item| item.trim().to_owned()).collect();
        texts.retain(|item| !(inner.is_empty() && item.is_empty()));
        let values: Value = texts.iter_mut().map(|item| self.scalar(name, items, item)).collect();
        let joined = texts.join(separator);
        *text = if bracketed.is_some() { format!("[{joined}]") } else { joined };
        values
    }

    /// A value from `name`, `name[]`, `name[a]`, `name[0][a]`, `name.a`.
    fn tree(&self, name: &str, schema: &Schema, pairs: &mut [Pair]) -> Result<Option<Value>, String> {
        let mut value = None;
        for pair in pairs.iter_mut().filter(|pair| !pair.taken) {
            let Some(rest) = pair.name.strip_prefix(name) else { continue };
            if !rest.is_empty() && (name.contains('[') || !rest.starts_with(['[', '.'])) {
                continue;
            }
            let keys: Vec<&str> =
                rest.split(['[', '.']).skip(1).map(|key| key.trim_end_matches(']')).collect();
            self.insert(name, schema, &mut value, &keys, &mut pair.text)?;
            pair.taken = true;
        }
        Ok(value)
    }

    fn insert(
        &self,
        name: &str,
        schema: &Schema,
        slot: &mut Option<Value>,
        keys: &[&str],
        text: &mut String,
    ) -> Result<(), String> {
        let any = Schema::any();
        match (self.values.resolve(schema), keys.split_first()) {
            (SchemaKind::Array { items }, key) => {
                let list = slot.get_or_insert_with(|| Value::Array(Vec::new()));
                let list = list.as_array_mut().ok_or_else(|| format!("`{name}` is a list and more"))?;
                let rest = key.map_or(&[][..], |(_, rest)| rest);
                // What belongs together follows each other: a name that is there already begins a new one.
                let goes_on = match (key, rest.first()) {
                    (Some((key, _)), _) if !key.is_empty() => key.parse() == Ok(list.len().wrapping_sub(1)),
                    (_, Some(next)) => list.last().is_some_and(|last| last.get(*next).is_none()),
                    _ => false,
                };
                let mut item = if goes_on { list.pop() } else { None };
                self.insert(name, items, &mut item, rest, text)?;
                list.extend(item);
                Ok(())
            }
            (kind, Some((key, rest))) => {
                let of_member = match kind {
                    SchemaKind::Object(object) => object.field(key).map_or(&any, |field| &field.schema),
                    SchemaKind::Map { values } => values,
                    SchemaKind::Any | SchemaKind::Tagged(_) | SchemaKind::Union { .. } => &any,
                    _ => return Err(format!("`{name}` has no part `{key}`")),
                };
                let members = slot.get_or_insert_with(|| Value::Object(Map::new()));
                let members =
                    members.as_object_mut().ok_or_else(|| format!("`{name}` is a text and more"))?;
                let mut member = members.remove(*key);
                self.insert(key, of_member, &mut member, rest, text)?;
                members.extend(member.map(|member| ((*key).to_owned(), member)));
                Ok(())
            }
            (_, None) => {
                *slot = Some(self.scalar(name, schema, text));
                Ok(())
            }
        }
    }
}

fn separator(style: ParameterStyle) -> Option<&'static str> {
    match style {
        ParameterStyle::Comma | ParameterStyle::Pairs | ParameterStyle::Bracketed => Some(","),
        ParameterStyle::Space => Some(" "),
        ParameterStyle::Pipe => Some("|"),
        _ => None,
    }
}

pub(super) fn is_of_integers(of: &docbind::model::EnumSchema) -> bool {
    use docbind::model::EnumValue;
    !of.members.is_empty() && of.members.iter().all(|member| matches!(member.value, EnumValue::Integer(_)))
}

/// `7`, and `7.0`, which is whole too.
fn whole(text: &str) -> Option<Value> {
    let digits = text.split_once('.').filter(|(_, rest)| rest.bytes().all(|digit| digit == b'0'));
    let digits = digits.map_or(text, |(digits, _)| digits);
    digits.parse::<i64>().map(Value::from).or_else(|_| digits.parse::<u64>().map(Value::from)).ok()
}
