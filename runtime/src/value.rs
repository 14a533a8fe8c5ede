//! Types of fields that no library has, and the forms of those that one has.

pub(crate) mod convert;
#[cfg(feature = "jiff")]
pub(crate) mod dates;
#[cfg(feature = "rust_decimal")]
pub(crate) mod decimals;
pub(crate) mod list;
pub(crate) mod nullable;
pub(crate) mod open_enum;
pub(crate) mod secret;
