//! Enums that keep values nobody documented.
//!
//! Generated code declares a plain enum and its two conversions; these macros add the impls that are
//! the same for each. They expand to nothing but calls of the two conversions. What is not listed is held by a
//! type that an application cannot make or look into, so that code which means a value by its name on the wire
//! (`size.as_str() == "huge"`) goes on to mean it once it is listed.

use serde::de::{self, Deserializer, Visitor};
use std::fmt;

/// A value that an enum of integers does not list. Ask the enum for it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnknownInteger(i64);

impl UnknownInteger {
    /// Keeps a value. Only generated code does this, for values that it does not list.
    #[doc(hidden)]
    #[inline]
    pub const fn keep(value: i64) -> Self {
        UnknownInteger(value)
    }

    /// The value, for generated code.
    #[doc(hidden)]
    #[inline]
    pub const fn kept(&self) -> i64 {
        self.0
    }
}

impl fmt::Debug for UnknownInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A value that an enum of texts does not list. Ask the enum for it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UnknownText(String);

impl UnknownText {
    /// Nothing, which is read over.
    #[doc(hidden)]
    pub const EMPTY: Self = UnknownText(String::new());

    /// Keeps a value. Only generated code does this, for values that it does not list.
    #[doc(hidden)]
    pub fn keep(value: &str) -> Self {
        UnknownText(value.to_owned())
    }

    /// The value, for generated code.
    #[doc(hidden)]
    #[inline]
    pub fn kept(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UnknownText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Reads an integer for [`integer_enum!`](crate::integer_enum), also one that is quoted or written
/// with a zero fraction.
pub fn read_integer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    struct Integer;
    impl Visitor<'_> for Integer {
        type Value = i64;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an integer")
        }

        fn visit_i64<E>(self, value: i64) -> Result<i64, E> {
            Ok(value)
        }

        fn visit_u64<E: de::Error>(self, value: u64) -> Result<i64, E> {
            i64::try_from(value).map_err(|_| E::invalid_value(de::Unexpected::Unsigned(value), &self))
        }

        fn visit_f64<E: de::Error>(self, value: f64) -> Result<i64, E> {
            // Beyond 2^53 a double names no single integer.
            if value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0 {
                Ok(value as i64)
            } else {
                Err(E::invalid_value(de::Unexpected::Float(value), &self))
            }
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<i64, E> {
            text.parse().map_err(|_| E::invalid_value(de::Unexpected::Str(text), &self))
        }
    }
    deserializer.deserialize_any(Integer)
}

/// Reads a text for [`string_enum!`](crate::string_enum).
pub fn read_string<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    serde::Deserialize::deserialize(deserializer)
}

/// Implements `Serialize`, `Deserialize`, `Display`, `FromStr`, `Default`, conversions from and to `i64`, and
/// [`ParameterValue`](crate::ParameterValue) for an open integer enum, which has
/// `const fn from_value(i64) -> Self` and `fn value(&self) -> i64`.
///
/// ```
/// use docbind_runtime::codegen;
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
/// pub enum Colour {
///     Red,
///     Unknown(codegen::UnknownInteger),
/// }
///
/// impl Colour {
///     pub const fn from_value(value: i64) -> Self {
///         match value {
///             1 => Colour::Red,
///             other => Colour::Unknown(codegen::UnknownInteger::keep(other)),
///         }
///     }
///     pub fn value(&self) -> i64 {
///         match self {
///             Colour::Red => 1,
///             Colour::Unknown(other) => other.kept(),
///         }
///     }
/// }
///
/// codegen::integer_enum!(Colour);
///
/// let colours: Vec<Colour> = serde_json::from_str("[1, 7]").unwrap();
/// assert_eq!(colours, [Colour::Red, Colour::from(7)]);
/// assert_eq!(serde_json::to_string(&Colour::from(7)).unwrap(), "7");
/// assert_eq!((Colour::from(1).to_string().as_str(), "1".parse()), ("1", Ok(Colour::Red)));
/// ```
#[macro_export]
macro_rules! integer_enum {
    ($($name:ident),+ $(,)?) => {$(
        impl $crate::codegen::serde::Serialize for $name {
            #[inline]
            fn serialize<S>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::codegen::serde::Serializer,
            {
                serializer.serialize_i64(self.value())
            }
        }

        impl<'de> $crate::codegen::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D>(deserializer: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::codegen::serde::Deserializer<'de>,
            {
                $crate::codegen::read_integer(deserializer).map(Self::from_value)
            }
        }

        impl ::core::default::Default for $name {
            /// No documented value: what stands in a request for one that must be given.
            #[inline]
            fn default() -> Self {
                <Self as $crate::codegen::Blank>::BLANK
            }
        }

        impl $crate::codegen::Blank for $name {
            const BLANK: Self = Self::from_value(0);
        }

        impl $crate::codegen::Wire for $name {
            #[inline]
            fn read(
                &mut self,
                from: &mut dyn $crate::codegen::Source,
            ) -> ::core::result::Result<(), $crate::codegen::Failed> {
                *self = Self::from_value(from.lenient_i64()?);
                ::core::result::Result::Ok(())
            }

            #[inline]
            fn write(
                &self,
                to: &mut dyn $crate::codegen::Sink,
            ) -> ::core::result::Result<(), $crate::codegen::Failed> {
                to.i64(self.value())
            }

            #[inline]
            fn start() -> Self {
                <Self as $crate::codegen::Blank>::BLANK
            }
        }

        impl $crate::codegen::ParameterValue for $name {
            #[inline]
            fn to_parameter(&self) -> ::core::option::Option<::std::borrow::Cow<'_, str>> {
                ::core::option::Option::Some(::std::borrow::Cow::Owned(self.value().to_string()))
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), f)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::num::ParseIntError;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                text.parse().map(Self::from_value)
            }
        }

        impl ::core::convert::From<$name> for i64 {
            #[inline]
            fn from(value: $name) -> Self {
                value.value()
            }
        }

        impl ::core::convert::From<i64> for $name {
            #[inline]
            fn from(value: i64) -> Self {
                Self::from_value(value)
            }
        }
    )+};
}

/// Implements `Serialize`, `Deserialize`, `Display`, `FromStr`, `Default`, conversions from and to texts, and
/// [`ParameterValue`](crate::ParameterValue) for an open string enum, which has
/// `fn from_value(&str) -> Self` and `fn as_str(&self) -> &str`.
///
/// ```
/// use docbind_runtime::codegen;
///
/// #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// pub enum Size {
///     Small,
///     Unknown(codegen::UnknownText),
/// }
///
/// impl Size {
///     pub fn from_value(value: &str) -> Self {
///         match value {
///             "small" => Size::Small,
///             other => Size::Unknown(codegen::UnknownText::keep(other)),
///         }
///     }
///     pub fn as_str(&self) -> &str {
///         match self {
///             Size::Small => "small",
///             Size::Unknown(other) => other.kept(),
///         }
///     }
/// }
///
/// codegen::string_enum!(Size);
///
/// assert_eq!(serde_json::from_str::<Size>(r#""huge""#).unwrap().as_str(), "huge");
/// assert_eq!(serde_json::to_string(&Size::Small).unwrap(), r#""small""#);
/// assert_eq!(Size::from("small"), Size::Small);
/// ```
#[macro_export]
macro_rules! string_enum {
    ($($name:ident),+ $(,)?) => {$(
        impl $crate::codegen::serde::Serialize for $name {
            #[inline]
            fn serialize<S>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::codegen::serde::Serializer,
            {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::codegen::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D>(deserializer: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::codegen::serde::Deserializer<'de>,
            {
                $crate::codegen::read_string(deserializer).map(|value| Self::from_value(&value))
            }
        }

        impl ::core::default::Default for $name {
            /// No documented value: what stands in a request for one that must be given.
            #[inline]
            fn default() -> Self {
                <Self as $crate::codegen::Blank>::BLANK
            }
        }

        impl $crate::codegen::Blank for $name {
            const BLANK: Self = Self::Unknown($crate::codegen::UnknownText::EMPTY);
        }

        impl $crate::codegen::Wire for $name {
            #[inline]
            fn read(
                &mut self,
                from: &mut dyn $crate::codegen::Source,
            ) -> ::core::result::Result<(), $crate::codegen::Failed> {
                *self = Self::from_value(&from.string()?);
                ::core::result::Result::Ok(())
            }

            #[inline]
            fn write(
                &self,
                to: &mut dyn $crate::codegen::Sink,
            ) -> ::core::result::Result<(), $crate::codegen::Failed> {
                to.text(self.as_str())
            }

            #[inline]
            fn start() -> Self {
                <Self as $crate::codegen::Blank>::BLANK
            }
        }

        impl $crate::codegen::ParameterValue for $name {
            #[inline]
            fn to_parameter(&self) -> ::core::option::Option<::std::borrow::Cow<'_, str>> {
                ::core::option::Option::Some(::std::borrow::Cow::Borrowed(self.as_str()))
            }
        }

        impl ::core::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::core::result::Result<Self, Self::Err> {
                ::core::result::Result::Ok(Self::from_value(text))
            }
        }

        impl ::core::convert::From<$name> for ::std::string::String {
            #[inline]
            fn from(value: $name) -> Self {
                value.as_str().to_owned()
            }
        }

        impl ::core::convert::From<&str> for $name {
            #[inline]
            fn from(value: &str) -> Self {
                Self::from_value(value)
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(value: ::std::string::String) -> Self {
                Self::from_value(&value)
            }
        }
    )+};
}
