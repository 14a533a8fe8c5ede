//! Reads and renames the threads of a Nexudus Discussion Board: an example of an application on a
//! client that docbind generated. `main.rs` is its command line.
//!
//! | module | what it shows |
//! |---|---|
//! | `session` | OAuth 2: a sign-in with further fields, tokens that renew themselves, a rate limit |
//! | `board` | a list that comes page by page, an update, errors by field |
//! | `error` | errors of calls in the user's words |

pub mod board;
pub mod error;
pub mod session;
