//! How a Rust value becomes the text of a path, query, header, cookie or form parameter.

use crate::value::nullable::Nullable;
use crate::value::secret::Secret;
use std::borrow::Cow;

/// A value that can be sent outside a JSON body.
///
/// Numbers are decimal, booleans `true` and `false`, text is sent as it is; the caller of this trait
/// does the escaping that the place asks for.
pub trait ParameterValue {
    /// The text to send; `None` sends nothing.
    fn to_parameter(&self) -> Option<Cow<'_, str>>;

    /// Whether the text must be kept out of logs and errors.
    fn is_secret(&self) -> bool {
        false
    }
}

/// A list of values that can be sent outside a JSON body.
pub trait ParameterList {
    /// The texts to send, in order; `None` where the list itself is absent.
    fn to_parameters(&self) -> Option<Vec<Cow<'_, str>>>;
}

macro_rules! through_display {
    ($($type:ty)*) => {$(
        impl ParameterValue for $type {
            fn to_parameter(&self) -> Option<Cow<'_, str>> {
                Some(Cow::Owned(self.to_string()))
            }
        }
    )*};
}

through_display!(bool char i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64);

#[cfg(feature = "jiff")]
through_display!(jiff::Timestamp jiff::civil::DateTime jiff::civil::Date jiff::civil::Time);

#[cfg(feature = "uuid")]
through_display!(uuid::Uuid);

#[cfg(feature = "rust_decimal")]
through_display!(rust_decimal::Decimal);

/// A timestamp for a place that takes none finer than minutes: without seconds where they are zero.
#[cfg(feature = "jiff")]
#[derive(Debug)]
pub struct Minute<'a, T>(pub &'a T);

#[cfg(feature = "jiff")]
impl ParameterValue for Minute<'_, jiff::civil::DateTime> {
    fn to_parameter(&self) -> Option<Cow<'_, str>> {
        let whole = self.0.second() == 0 && self.0.subsec_nanosecond() == 0;
        Some(Cow::Owned(match whole {
            true => self.0.strftime("%Y-%m-%dT%H:%M").to_string(),
            false => self.0.to_string(),
        }))
    }
}

#[cfg(feature = "jiff")]
impl ParameterValue for Minute<'_, Option<jiff::civil::DateTime>> {
    fn to_parameter(&self) -> Option<Cow<'_, str>> {
        let text = Minute(self.0.as_ref()?).to_parameter()?.into_owned();
        Some(Cow::Owned(text))
    }
}

impl ParameterValue for str {
    fn to_parameter(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl ParameterValue for String {
    fn to_parameter(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self))
    }
}

impl ParameterValue for Secret {
    fn to_parameter(&self) -> Option<Cow<'_, str>> {
        Some(Cow::Borrowed(self.expose()))
    }

    fn is_secret(&self) -> bool {
        true
    }
}

impl ParameterValue for serde_json::Value {
    /// Text as it is, null as nothing, anything else as its JSON.
    fn to_parameter(&self) -> Option<Cow<'_, str>> {
        match self {
            serde_json::Value::Null => None,
            serde_json::Value::String(text) => Some(Cow::Borrowed(text)),
            other => Some(Cow::Owned(other.to_string())),
        }
    }
}

impl<T: ParameterValue + ?Sized> ParameterValue for &T {
    fn to_parameter(&self) -> Option<Cow<'_, str>> {
        (**self).to_parameter()
    }

    fn is_secret(&self) -> bool {
        (**self).is_secret()
    }
}

impl<T: ParameterValue + ?Sized> ParameterValue for Box<T> {
    fn to_parameter(&self) -> Option<Cow<'_, str>> {
        (**self).to_parameter()
    }

    fn is_secret(&self) -> bool {
        (**self).is_secret()
    }
}

impl<T: ParameterValue> ParameterValue for Option<T> {
    fn to_parameter(&self) -> Option<Cow<'_, str>> {
        self.as_ref().and_then(T::to_parameter)
    }

    fn is_secret(&self) -> bool {
        self.as_ref().is_some_and(T::is_secret)
    }
}

impl<T: ParameterValue> ParameterValue for Nullable<T> {
    /// Null is sent as the text `null`.
    fn to_parameter(&self) -> Option<Cow<'_, str>> {
        match self {
            Nullable::Unset => None,
            Nullable::Null => Some(Cow::Borrowed("null")),
            Nullable::Value(value) => value.to_parameter(),
        }
    }

    fn is_secret(&self) -> bool {
        self.value().is_some_and(T::is_secret)
    }
}

impl<T: ParameterValue> ParameterList for [T] {
    /// Absent items are left out.
    fn to_parameters(&self) -> Option<Vec<Cow<'_, str>>> {
        Some(self.iter().filter_map(T::to_parameter).collect())
    }
}

impl<T: ParameterValue> ParameterList for Vec<T> {
    fn to_parameters(&self) -> Option<Vec<Cow<'_, str>>> {
        self.as_slice().to_parameters()
    }
}

impl<L: ParameterList + ?Sized> ParameterList for &L {
    fn to_parameters(&self) -> Option<Vec<Cow<'_, str>>> {
        (**self).to_parameters()
    }
}

impl<L: ParameterList> ParameterList for Option<L> {
    fn to_parameters(&self) -> Option<Vec<Cow<'_, str>>> {
        self.as_ref().and_then(L::to_parameters)
    }
}

impl<L: ParameterList> ParameterList for Nullable<L> {
    fn to_parameters(&self) -> Option<Vec<Cow<'_, str>>> {
        self.value().and_then(L::to_parameters)
    }
}
