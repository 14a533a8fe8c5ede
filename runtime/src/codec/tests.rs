//! The engine against serde's derives: the same values, texts and errors.

use crate::answer::decode::DecodeError;
use crate::codegen::{self, Nullable, Secret, Value, decode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! twice {
    ($(#[$about:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident: $kind:ty,)* }) => {
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $(pub $field: $kind,)* }

        pub mod derived {
            use super::*;
            #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
            pub struct $name { $($(#[$attribute])* pub $field: $kind,)* }
        }
    };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    Red,
    Unknown(codegen::UnknownInteger),
}

impl Colour {
    const fn from_value(value: i64) -> Self {
        if value == 1 { Colour::Red } else { Colour::Unknown(codegen::UnknownInteger::keep(value)) }
    }
    fn value(&self) -> i64 {
        match self {
            Colour::Red => 1,
            Colour::Unknown(value) => value.kept(),
        }
    }
}

codegen::integer_enum!(Colour);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Key {
    Integer(i64),
    Text(String),
    Other(Value),
}

mod engine_key {
    use super::*;
    #[derive(Clone, Debug, PartialEq)]
    pub enum Key {
        Integer(i64),
        Text(String),
        Other(Value),
    }
    codegen::union!(Key { Integer, Text });
}

twice!(Thread {
    #[serde(rename = "Id")]
    id: i64,
    #[serde(rename = "Rank")]
    rank: Option<i32>,
    #[serde(rename = "Subject", skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    #[serde(rename = "Terms", default, skip_serializing_if = "Nullable::is_unset")]
    terms: Nullable<String>,
    #[serde(rename = "Tags", default, deserialize_with = "codegen::null_to_default")]
    tags: Vec<String>,
    #[serde(rename = "Rows", skip_serializing_if = "Option::is_none")]
    rows: Option<Vec<Vec<f64>>>,
    #[serde(rename = "Colour", skip_serializing_if = "Option::is_none")]
    colour: Option<Colour>,
    #[serde(rename = "Any", skip_serializing_if = "Option::is_none")]
    any: Option<Value>,
    #[serde(rename = "Map", skip_serializing_if = "Option::is_none")]
    map: Option<BTreeMap<String, Option<bool>>>,
    #[serde(rename = "Key", skip_serializing_if = "Option::is_none")]
    key: Option<Secret>,
    #[serde(rename = "Parent", skip_serializing_if = "Option::is_none")]
    parent: Option<Box<Thread>>,
});

codegen::record!(Thread {
    id: "Id",
    rank: "Rank" or null,
    subject: "Subject",
    terms: "Terms",
    tags: "Tags" or empty,
    rows: "Rows",
    colour: "Colour",
    any: "Any",
    map: "Map",
    key: "Key",
    parent: "Parent",
});

const TEXTS: &[&str] = &[
    r#"{"Id":1}"#,
    r#"{"Id":1,"Rank":7,"Subject":"a \"b\" é","Terms":"t","Tags":["x"],"Rows":[[1,2.5],[]],"Colour":1,"Any":{"a":[null]},"Map":{"a":true,"b":null},"Key":"k","Parent":{"Id":2}}"#,
    r#"{"Tags":null,"Terms":null,"Subject":null,"Any":null,"Id":-9223372036854775808,"New":{"x":[1]},"Colour":9}"#,
    r#"{"Parent":{"Id":2,"Parent":{"Id":3}},"Id":1}"#,
    r#"{"Id":1,"Colour":"1"}"#,
    r#"{"Id":1,"Rows":[[1],null]}"#,
    "{}",
    "null",
    "",
    "5",
    r#"{"Id":null}"#,
    r#"{"Id":"x"}"#,
    r#"{"Id":1.5}"#,
    r#"{"Id":1,"Rank":3000000000}"#,
    r#"{"Id":1,"Id":2}"#,
    r#"{"Id":1,"Tags":"x"}"#,
    r#"{"Id":1,"Tags":["x",null]}"#,
    r#"{"Id":1,"Map":{"a":1}}"#,
    r#"{"Id":1,"Parent":{"Id":2,"Parent":{"Subject":"no id"}}}"#,
    r#"{"Id":1,"Any":{"a":}}"#,
    r#"{"Id":1"#,
    r#"{"Id":1} x"#,
];

fn derived<T: DeserializeOwned>(text: &str) -> Result<T, DecodeError> {
    codegen::decode_json(text.as_bytes())
}

#[test]
fn the_same_as_derived() {
    for text in TEXTS {
        let ours = decode::<Thread>(text.as_bytes());
        match (ours, derived::<derived::Thread>(text)) {
            (Ok(ours), Ok(theirs)) => {
                assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
                let written = serde_json::to_string(&ours).unwrap();
                assert_eq!(written, serde_json::to_string(&theirs).unwrap());
                assert_eq!(serde_json::to_value(&ours).unwrap(), serde_json::to_value(&theirs).unwrap());
                assert_eq!(decode::<Thread>(written.as_bytes()).unwrap(), ours);
                // Any deserialiser will do, not only serde_json's of text.
                let value: Value = serde_json::from_str(text).unwrap();
                assert_eq!(serde_json::from_value::<Thread>(value).unwrap(), ours);
                assert_eq!(serde_json::from_reader::<_, Thread>(text.as_bytes()).unwrap(), ours);
            }
            (Err(ours), Err(theirs)) => assert_eq!(ours.to_string(), theirs.to_string(), "{text}"),
            (ours, theirs) => panic!("{text}: {ours:?}, but derived {theirs:?}"),
        }
    }
}

#[test]
fn unions_are_the_same_as_untagged() {
    for text in ["1", r#""a""#, "null", "1.5", r#"{"a":1}"#] {
        let (ours, theirs) = (decode::<engine_key::Key>(text.as_bytes()), derived::<Key>(text));
        assert_eq!(format!("{:?}", ours.as_ref().unwrap()), format!("{:?}", theirs.unwrap()));
        assert_eq!(serde_json::to_string(&ours.unwrap()).unwrap(), text);
    }
}

/// A record of more fields than there are bits without an allocation would need a long list here; the
/// bits themselves do not.
#[test]
fn every_field_is_noted_once() {
    for count in [1, 64, 256, 257, 1000] {
        let mut seen = super::shape::Seen::new(count);
        assert!((0..count).all(|at| !seen.has(at) && seen.note(at) && seen.has(at) && !seen.note(at)));
    }
}

#[test]
fn secrets_are_noted_where_they_are_written() {
    let thread = Thread { key: Some(Secret::from("s3cret")), ..decode(br#"{"Id":1}"#).unwrap() };
    let (_, secrets) = crate::encode::form::to_json(&super::Erased(&thread));
    assert_eq!(secrets, ["s3cret"]);
}
