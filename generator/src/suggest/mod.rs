//! `docbind suggest`: the settings that would settle findings, tried before they are proposed.
//!
//! ```text
//! diagnostics ─ collect ─▶ entries ─ trial (edit, read the pages again) ─▶ those that are true ─ edit ─▶ docbind.toml
//! ```
//!
//! An entry is true where what it is to settle is gone with it, no warning and no error is new, and the client sends
//! its requests as before.

mod collect;
mod conventions;
mod edit;
mod trial;

pub(crate) use collect::{Entry, count, is_suggested};
pub(crate) use conventions::suppressions;
pub(crate) use edit::with_entries;
pub(crate) use trial::{Kept, keep_true};
