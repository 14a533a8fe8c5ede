//! The steps from a record to the request that writes it back.

use crate::error::{Error, Kind};
use crate::value::nullable::Nullable;

/// What a request needs of a record.
pub fn needed<T>(value: Option<T>, name: &'static str) -> Result<T, Error> {
    value.ok_or_else(|| missing(name))
}

#[cold]
fn missing(name: &str) -> Error {
    Error::new(Kind::Request, format!("the record has no `{name}`, which must be given"))
}

/// A list that is left out where there is nothing in it, as it came.
pub fn listed<T>(items: Vec<T>) -> Option<Vec<T>> {
    (!items.is_empty()).then_some(items)
}

/// A value that is left out where there is none.
pub fn nullable<T>(value: Option<T>) -> Nullable<T> {
    value.map_or(Nullable::Unset, Nullable::Value)
}

/// The items, each converted.
pub fn each_from<A, B: From<A>>(items: Vec<A>) -> Vec<B> {
    items.into_iter().map(B::from).collect()
}

/// The same where that may fail.
pub fn each_try_from<A, B: TryFrom<A, Error = Error>>(items: Vec<A>) -> Result<Vec<B>, Error> {
    items.into_iter().map(B::try_from).collect()
}
