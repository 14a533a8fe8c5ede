//! A struct as a record: one line for each field.

/// Implements [`Wire`](crate::codegen::Wire), `Serialize` and `Deserialize` for a struct: each field with
/// its name on the wire, then, behind `;`, the fields that are no part of it.
///
/// - `: Default` behind the name implements that too.
/// - `or null` behind a wire name sends null for an absent value, which is left out otherwise.
/// - `or empty` behind a wire name sends an empty list, which is left out otherwise: a response that came without
///   it is written without it.
/// - `as text` behind a wire name sends decimals as text, which are numbers otherwise.
/// - `..field` behind the last one names the map that keeps what the record does not know.
///
/// ```
/// use docbind_runtime::codegen;
/// use std::collections::BTreeMap;
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Thread {
///     pub id: i64,
///     pub subject: Option<String>,
///     pub parent: Option<i64>,
///     pub tags: Vec<String>,
/// }
///
/// codegen::record!(Thread { id: "Id", subject: "Subject", parent: "Parent" or null, tags: "Tags" or empty });
///
/// let thread: Thread = serde_json::from_str(r#"{"Id": 1, "Tags": null, "New": true}"#).unwrap();
/// assert_eq!(thread, Thread { id: 1, subject: None, parent: None, tags: vec![] });
/// assert_eq!(serde_json::to_string(&thread).unwrap(), r#"{"Id":1,"Parent":null,"Tags":[]}"#);
/// let error = serde_json::from_str::<Thread>("{}").unwrap_err();
/// assert!(error.to_string().starts_with("missing field `Id`"));
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Kept {
///     pub id: i64,
///     pub other: BTreeMap<String, codegen::Value>,
/// }
///
/// codegen::record!(Kept { id: "Id", ..other });
///
/// let text = r#"{"Id":1,"New":true}"#;
/// let kept: Kept = serde_json::from_str(text).unwrap();
/// assert_eq!(kept.other["New"], true);
/// assert_eq!(serde_json::to_string(&kept).unwrap(), text);
/// ```
#[macro_export]
macro_rules! record {
    ($name:ident: Default { $($fields:tt)* }) => {
        impl ::core::default::Default for $name {
            #[inline]
            fn default() -> Self {
                <Self as $crate::codegen::Blank>::BLANK
            }
        }

        $crate::record!($name { $($fields)* });
    };
    (
        $name:ident {
            $($field:ident: $wire:literal $(or $null:ident)? $(as $form:ident)?),* $(,)?
            $(.. $others:ident $(,)?)?
            $(; $($outside:ident),* $(,)?)?
        }
    ) => {
        impl $crate::codegen::Blank for $name {
            const BLANK: Self = Self {
                $($field: $crate::codegen::Blank::BLANK,)*
                $($others: $crate::codegen::Blank::BLANK,)?
                $($($outside: $crate::codegen::Blank::BLANK,)*)?
            };
        }

        impl $crate::codegen::Wire for $name {
            #[inline]
            fn read(
                &mut self,
                from: &mut dyn $crate::codegen::Source,
            ) -> ::core::result::Result<(), $crate::codegen::Failed> {
                let others = $crate::optional!($(&mut self.$others)?);
                from.record(Self::SHAPE, &mut [$(&mut self.$field),*], others)
            }

            #[inline]
            fn write(
                &self,
                to: &mut dyn $crate::codegen::Sink,
            ) -> ::core::result::Result<(), $crate::codegen::Failed> {
                let others = $crate::optional!($(&self.$others)?);
                to.record(Self::SHAPE, &[$(&self.$field),*], others)
            }

            #[inline]
            fn start() -> Self {
                <Self as $crate::codegen::Blank>::BLANK
            }
        }

        impl $name {
            const SHAPE: &$crate::codegen::Shape = &$crate::codegen::Shape {
                name: ::core::stringify!($name),
                members: &[$($crate::codegen::Member::new($wire)$(.$null())?$(.$form())?),*],
            };
        }

        $crate::through_engine!($name);
    };
}

/// What may be named, as an option.
#[doc(hidden)]
#[macro_export]
macro_rules! optional {
    () => {
        ::core::option::Option::None
    };
    ($value:expr) => {
        ::core::option::Option::Some($value as _)
    };
}

/// The impls of serde that hand over to the engine.
#[doc(hidden)]
#[macro_export]
macro_rules! through_engine {
    ($name:ident) => {
        impl $crate::codegen::serde::Serialize for $name {
            #[inline]
            fn serialize<S>(&self, serializer: S) -> ::core::result::Result<S::Ok, S::Error>
            where
                S: $crate::codegen::serde::Serializer,
            {
                $crate::codegen::serialize(self, serializer)
            }
        }

        impl<'de> $crate::codegen::serde::Deserialize<'de> for $name {
            #[inline]
            fn deserialize<D>(deserializer: D) -> ::core::result::Result<Self, D::Error>
            where
                D: $crate::codegen::serde::Deserializer<'de>,
            {
                $crate::codegen::deserialize(deserializer)
            }
        }
    };
}
