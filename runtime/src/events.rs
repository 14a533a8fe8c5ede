//! Responses that are streams of server-sent events (WHATWG HTML, section 9.2).
//!
//! | file | what is in it |
//! |---|---|
//! | `parser` | from bytes, however they are cut, to events |
//! | `source` | the connection, and the next one when it breaks |
//! | `stream` | the typed `Stream` that an application reads |
//! | `call` | the call that opens it |

pub(crate) mod call;
mod parser;
mod source;
pub(crate) mod stream;
