//! Objects of which one field, the tag, tells what others they have.

use super::wire::{Failed, Wire};
use super::write::Erased;
use serde::Serialize;
use serde_json::Value;

/// The tag of an object, where it is text.
pub fn tag_of<'v>(value: &'v Value, tag: &str) -> Option<&'v str> {
    value.get(tag)?.as_str()
}

/// The value, where there is one and no more.
pub fn only<'a>(values: &[&'a str]) -> Option<&'a str> {
    match values {
        [only] => Some(only),
        _ => None,
    }
}

/// A record with its tag; one that stands for several values has it already.
pub fn with_tag(value: &dyn Wire, tag: &str, values: &[&str]) -> Result<Value, Failed> {
    with_tag_of(&Erased(value), tag, values).map_err(|_| Failed)
}

/// The same for what serde knows.
pub fn with_tag_of<T: Serialize>(value: &T, tag: &str, values: &[&str]) -> serde_json::Result<Value> {
    let mut value = serde_json::to_value(value)?;
    if let (Some(only), Value::Object(members)) = (only(values), &mut value) {
        members.insert(tag.to_owned(), only.into());
    }
    Ok(value)
}

/// Implements [`Wire`], `Serialize` and `Deserialize` for an enum of records that the value of a field
/// tells apart; what it does not tell, or what is not what it tells, is its `Other`.
///
/// A record does not have the tag as a field, unless it stands for several values. With `read` or `write`
/// in front, one half is implemented, for records that only serde knows.
///
/// ```
/// use docbind_runtime::codegen;
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Mail {
///     pub to: String,
/// }
///
/// codegen::record!(Mail { to: "to" });
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Call {
///     pub kind: String,
///     pub number: String,
/// }
///
/// codegen::record!(Call { kind: "type", number: "number" });
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub enum Channel {
///     Mail(Mail),
///     Call(Call),
///     Other(codegen::Value),
/// }
///
/// codegen::tagged!(Channel by "type" { Mail: "mail", Call: "phone" | "fax" });
///
/// let text = r#"[{"to":"a@b.example","type":"mail"},{"number":"1","type":"fax"},{"type":"pigeon"}]"#;
/// let channels: Vec<Channel> = serde_json::from_str(text).unwrap();
/// assert_eq!(channels[0], Channel::Mail(Mail { to: "a@b.example".into() }));
/// assert_eq!(channels[1], Channel::Call(Call { kind: "fax".into(), number: "1".into() }));
/// assert!(matches!(&channels[2], Channel::Other(pigeon) if pigeon["type"] == "pigeon"));
/// let sent = serde_json::to_value(&channels).unwrap();
/// assert_eq!(sent, serde_json::from_str::<codegen::Value>(text).unwrap());
/// ```
#[macro_export]
macro_rules! tagged {
    (read $name:ident by $tag:literal { $($variant:ident: $($value:literal)|+),* $(,)? }) => {
        impl<'de> $crate::codegen::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D>(deserializer: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::codegen::serde::Deserializer<'de>,
            {
                use $crate::codegen::serde::Deserialize;

                let value = $crate::codegen::Value::deserialize(deserializer)?;
                let read = match $crate::codegen::tag_of(&value, $tag) {
                    $(
                        ::core::option::Option::Some($($value)|+) => {
                            Deserialize::deserialize(&value).map(Self::$variant).ok()
                        }
                    )*
                    _ => ::core::option::Option::None,
                };
                ::core::result::Result::Ok(read.unwrap_or(Self::Other(value)))
            }
        }
    };
    (write $name:ident by $tag:literal { $($variant:ident: $($value:literal)|+),* $(,)? }) => {
        impl $crate::codegen::serde::Serialize for $name {
            #[inline]
            fn serialize<S>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::codegen::serde::Serializer,
            {
                use $crate::codegen::serde::{Serialize, ser::Error};

                match self {
                    $(
                        Self::$variant(value) => {
                            $crate::codegen::with_tag_of(value, $tag, &[$($value),+])
                                .map_err(S::Error::custom)?
                                .serialize(serializer)
                        }
                    )*
                    Self::Other(value) => value.serialize(serializer),
                }
            }
        }
    };
    ($name:ident by $tag:literal { $($variant:ident: $($value:literal)|+),* $(,)? }) => {
        impl $crate::codegen::Blank for $name {
            const BLANK: Self = Self::Other($crate::codegen::Value::Null);
        }

        impl $crate::codegen::Wire for $name {
            #[inline]
            fn read(
                &mut self,
                from: &mut dyn $crate::codegen::Source,
            ) -> ::core::result::Result<(), $crate::codegen::Failed> {
                let value = from.json()?;
                let read = match $crate::codegen::tag_of(&value, $tag) {
                    $(
                        ::core::option::Option::Some($($value)|+) => {
                            $crate::codegen::try_read(&value).map(Self::$variant)
                        }
                    )*
                    _ => ::core::option::Option::None,
                };
                *self = read.unwrap_or(Self::Other(value));
                ::core::result::Result::Ok(())
            }

            #[inline]
            fn write(
                &self,
                to: &mut dyn $crate::codegen::Sink,
            ) -> ::core::result::Result<(), $crate::codegen::Failed> {
                match self {
                    $(
                        Self::$variant(value) => {
                            to.json(&$crate::codegen::with_tag(value, $tag, &[$($value),+])?)
                        }
                    )*
                    Self::Other(value) => to.json(value),
                }
            }

            #[inline]
            fn start() -> Self {
                <Self as $crate::codegen::Blank>::BLANK
            }
        }

        $crate::through_engine!($name);
    };
}
