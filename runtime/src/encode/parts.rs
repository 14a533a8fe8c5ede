//! Values with parts as pairs of name and text, in a query or a form.
//!
//! Every typed value is first written as JSON text. From that the pairs are made, in the order of the text.

use crate::encode::style::ParameterStyle;
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A JSON value whose fields keep their order.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Parts {
    Null,
    /// A number or boolean, as its JSON.
    Bare(String),
    Text(String),
    List(Vec<Parts>),
    Fields(Vec<(String, Parts)>),
}

impl Parts {
    /// Reads a JSON text.
    pub(crate) fn read(json: &[u8]) -> Result<Parts, String> {
        serde_json::from_slice(json).map_err(|error| format!("the value cannot be written: {error}"))
    }

    fn holds_others(&self) -> bool {
        matches!(self, Parts::List(_) | Parts::Fields(_))
    }

    /// Text as it is, null as nothing, anything else as its JSON.
    pub(crate) fn text(&self) -> Option<String> {
        match self {
            Parts::Null => None,
            Parts::Text(text) => Some(text.clone()),
            other => Some(other.json()),
        }
    }

    pub(crate) fn json(&self) -> String {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Parts::Null => "null".to_owned(),
            Parts::Bare(json) => json.clone(),
            Parts::Text(text) => quoted(text),
            Parts::List(items) => {
                let items: Vec<String> = items.iter().map(Parts::json).collect();
                format!("[{}]", items.join(","))
            }
            Parts::Fields(fields) => {
                let field = |(key, value): &(String, Parts)| format!("{}:{}", quoted(key), value.json());
                let fields: Vec<String> = fields.iter().map(field).collect();
                format!("{{{}}}", fields.join(","))
            }
        }
    }
}

/// The pairs of a value: null sends nothing.
pub(crate) fn push_pairs(
    name: &str,
    value: &Parts,
    style: ParameterStyle,
    pairs: &mut Vec<(String, String)>,
) {
    match (value, style) {
        (Parts::Null, _) => {}
        (value, ParameterStyle::Json) if value.holds_others() => pairs.push((name.to_owned(), value.json())),
        (Parts::Fields(fields), ParameterStyle::Repeated) => {
            fields.iter().for_each(|(key, value)| push_nested(key, value, ParameterStyle::Deep, pairs));
        }
        (value, style) if value.holds_others() && style.separator().is_some() => {
            let texts = joined_texts(value, style);
            let text = texts.join(style.separator().unwrap_or_default());
            match style {
                ParameterStyle::Bracketed => pairs.push((name.to_owned(), format!("[{text}]"))),
                _ if texts.is_empty() => {}
                _ => pairs.push((name.to_owned(), text)),
            }
        }
        _ => push_nested(name, value, style, pairs),
    }
}

/// What stands between separators: the items, or the names and values of the fields.
pub(crate) fn joined_texts(value: &Parts, style: ParameterStyle) -> Vec<String> {
    match value {
        Parts::List(items) => items.iter().filter_map(Parts::text).collect(),
        Parts::Fields(fields) => {
            let fields = fields.iter().filter_map(|(key, value)| Some((key.clone(), value.text()?)));
            match style {
                ParameterStyle::Pairs => fields.map(|(key, value)| format!("{key}={value}")).collect(),
                _ => fields.flat_map(|(key, value)| [key, value]).collect(),
            }
        }
        other => other.text().into_iter().collect(),
    }
}

fn push_nested(name: &str, value: &Parts, style: ParameterStyle, pairs: &mut Vec<(String, String)>) {
    match value {
        Parts::List(items) => {
            for (index, item) in items.iter().enumerate() {
                let numbered = item.holds_others() && style != ParameterStyle::EmptyBrackets;
                // Without its number, what belongs together would be lost.
                let of_item = if numbered { ParameterStyle::Indexed } else { style };
                push_nested(&of_item.item_name(name, index), item, style, pairs);
            }
        }
        Parts::Fields(fields) => {
            for (key, value) in fields {
                let name = match style {
                    ParameterStyle::Dotted => format!("{name}.{key}"),
                    _ => format!("{name}[{key}]"),
                };
                push_nested(&name, value, style, pairs);
            }
        }
        other => pairs.extend(other.text().map(|text| (name.to_owned(), text))),
    }
}

impl<'de> Deserialize<'de> for Parts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PartsVisitor)
    }
}

struct PartsVisitor;

/// How serde_json gives a number where it keeps all digits (its feature `arbitrary_precision`).
const EXACT_NUMBER: &str = "$serde_json::private::Number";

impl<'de> Visitor<'de> for PartsVisitor {
    type Value = Parts;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Parts, E> {
        Ok(Parts::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Parts, E> {
        Ok(Parts::Bare(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Parts, E> {
        Ok(Parts::Bare(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Parts, E> {
        Ok(Parts::Bare(value.to_string()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Parts, E> {
        let number = serde_json::Number::from_f64(value).ok_or_else(|| E::custom("no number of JSON"))?;
        Ok(Parts::Bare(number.to_string()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Parts, E> {
        Ok(Parts::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Parts, E> {
        Ok(Parts::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Parts, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Parts::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Parts, A::Error> {
        let mut fields: Vec<(String, Parts)> = Vec::new();
        while let Some(key) = access.next_key::<String>()? {
            if key == EXACT_NUMBER {
                return access.next_value().map(Parts::Bare).map_err(A::Error::custom);
            }
            fields.push((key, access.next_value()?));
        }
        Ok(Parts::Fields(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style() {
        use ParameterStyle as S;
        let list = r#"[1,"b c",null]"#;
        let object = r#"{"c":"x","a":1.5,"b":null}"#;
        let objects = r#"[{"p":1,"t":["x","y"]},{"p":2}]"#;
        for (json, style, expected) in [
            (list, S::Repeated, "id=1&id=b c"),
            (list, S::Deep, "id=1&id=b c"),
            (list, S::Comma, "id=1,b c"),
            (list, S::Space, "id=1 b c"),
            (list, S::Pipe, "id=1|b c"),
            (list, S::Bracketed, "id=[1,b c]"),
            (list, S::EmptyBrackets, "id[]=1&id[]=b c"),
            (list, S::Indexed, "id[0]=1&id[1]=b c"),
            (list, S::Json, r#"id=[1,"b c",null]"#),
            (object, S::Repeated, "c=x&a=1.5"),
            (object, S::Comma, "id=c,x,a,1.5"),
            (object, S::Pairs, "id=c=x,a=1.5"),
            (object, S::Deep, "id[c]=x&id[a]=1.5"),
            (object, S::Dotted, "id.c=x&id.a=1.5"),
            (object, S::Json, r#"id={"c":"x","a":1.5,"b":null}"#),
            (objects, S::Deep, "id[0][p]=1&id[0][t]=x&id[0][t]=y&id[1][p]=2"),
            (objects, S::Indexed, "id[0][p]=1&id[0][t][0]=x&id[0][t][1]=y&id[1][p]=2"),
            (objects, S::EmptyBrackets, "id[][p]=1&id[][t][]=x&id[][t][]=y&id[][p]=2"),
            (objects, S::Dotted, "id[0].p=1&id[0].t=x&id[0].t=y&id[1].p=2"),
            ("[]", S::Comma, ""),
            ("[]", S::Bracketed, "id=[]"),
            ("{}", S::Deep, ""),
            ("null", S::Json, ""),
            ("true", S::Comma, "id=true"),
        ] {
            let mut pairs = Vec::new();
            push_pairs("id", &Parts::read(json.as_bytes()).unwrap(), style, &mut pairs);
            let pairs: Vec<String> = pairs.into_iter().map(|(name, text)| format!("{name}={text}")).collect();
            assert_eq!(pairs.join("&"), expected, "{style:?} of {json}");
        }
    }
}
