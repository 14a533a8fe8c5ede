//! Values of one of several shapes.

use super::read::read;
use super::wire::Wire;
use serde_json::Value;

/// The value as this type, where it is one.
pub fn try_read<T: Wire>(value: &Value) -> Option<T> {
    let mut read_over = T::start();
    read(&mut read_over, value).ok()?;
    Some(read_over)
}

/// Implements [`Wire`], `Serialize` and `Deserialize` for an enum of shapes that are tried in order; what
/// fits none is its `Other`.
///
/// ```
/// use docbind_runtime::codegen;
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub enum Key {
///     Integer(i64),
///     Text(String),
///     Other(codegen::Value),
/// }
///
/// codegen::union!(Key { Integer, Text });
///
/// let keys: Vec<Key> = serde_json::from_str(r#"[1, "a", null]"#).unwrap();
/// assert_eq!(keys, [Key::Integer(1), Key::Text("a".into()), Key::Other(codegen::Value::Null)]);
/// assert_eq!(serde_json::to_string(&keys).unwrap(), r#"[1,"a",null]"#);
/// ```
#[macro_export]
macro_rules! union {
    ($name:ident { $($variant:ident),* $(,)? }) => {
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
                $(
                    if let ::core::option::Option::Some(value) = $crate::codegen::try_read(&value) {
                        *self = Self::$variant(value);
                        return ::core::result::Result::Ok(());
                    }
                )*
                *self = Self::Other(value);
                ::core::result::Result::Ok(())
            }

            #[inline]
            fn write(
                &self,
                to: &mut dyn $crate::codegen::Sink,
            ) -> ::core::result::Result<(), $crate::codegen::Failed> {
                match self {
                    $(Self::$variant(value) => $crate::codegen::Wire::write(value, to),)*
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
