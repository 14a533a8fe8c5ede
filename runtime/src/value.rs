//! Types of fields that no library has.

pub(crate) mod list;
pub(crate) mod nullable;
pub(crate) mod open_enum;
pub(crate) mod secret;
