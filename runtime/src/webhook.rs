//! What the API sends on its own, to an address of the application's.
//!
//! | file | what is in it |
//! |---|---|
//! | `scheme` | how an API signs: constants of generated code |
//! | `verifier` | whether a request is the API's, and not an old one |
//! | `event` | which event it tells of |
//! | `problem` | why it is refused |

pub(crate) mod event;
pub(crate) mod problem;
#[cfg(feature = "webhooks")]
pub(crate) mod scheme;
#[cfg(feature = "webhooks")]
mod signed;
#[cfg(feature = "webhooks")]
pub(crate) mod verifier;
