//! Queries that are the same in each call of an operation.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A part of the query that each call sends: `route=cart.add`. Operations that differ in it alone are different
/// operations.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct FixedQuery {
    /// The name, not encoded.
    pub name: String,
    /// The value, not encoded; `None` where the name stands alone.
    pub value: Option<String>,
}

/// What may stand in a query as it is (RFC 3986, section 3.4), without what forms and templates mean by it.
const QUERY: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/')
    .remove(b':')
    .remove(b',')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'*');

impl fmt::Display for FixedQuery {
    /// As it is sent: percent-encoded.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", utf8_percent_encode(&self.name, QUERY))?;
        match &self.value {
            Some(value) => write!(f, "={}", utf8_percent_encode(value, QUERY)),
            None => Ok(()),
        }
    }
}
