//! A request field with three states.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A field that may be left out, set to null, or set to a value: three different requests where a
/// page says that a value may be null.
///
/// In a struct it is declared as below; without `skip_serializing_if`, unset would be sent as null.
///
/// ```
/// use docbind_runtime::Nullable;
/// #[derive(serde::Serialize)]
/// struct Update {
///     #[serde(default, skip_serializing_if = "Nullable::is_unset")]
///     title: Nullable<String>,
/// }
/// let json = |title| serde_json::to_string(&Update { title }).unwrap();
/// assert_eq!(json(Nullable::Unset), "{}");
/// assert_eq!(json(Nullable::Null), r#"{"title":null}"#);
/// assert_eq!(json("new".to_owned().into()), r#"{"title":"new"}"#);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// Not sent: the server keeps what it has, or takes its default.
    #[default]
    Unset,
    /// Sent as `null`.
    Null,
    /// Sent as this value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Whether nothing is sent.
    pub fn is_unset(&self) -> bool {
        matches!(self, Nullable::Unset)
    }

    /// Whether `null` is sent.
    pub fn is_null(&self) -> bool {
        matches!(self, Nullable::Null)
    }

    /// The value, where there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Nullable::Value(value) => Some(value),
            Nullable::Unset | Nullable::Null => None,
        }
    }

    /// The value, where there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Nullable::Value(value) => Some(value),
            Nullable::Unset | Nullable::Null => None,
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Nullable::Value(value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Nullable::Value(value.to_owned())
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    /// A missing field is [`Nullable::Unset`] through `#[serde(default)]`; a null is [`Nullable::Null`].
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Nullable::Null, Nullable::Value))
    }
}
