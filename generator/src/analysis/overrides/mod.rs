//! Passes: what `docbind.toml` says, where the pages are wrong or silent.
//!
//! Entries name operations by the group and id that the pages give them, and apply in the order of the
//! file: of two that say the same, the later one wins. `operations` runs before anything is weighed, so
//! that a corrected path or status is what the pages are read against; `fields` when all shapes are settled,
//! since its entries say which shape it is.

mod fields;
mod misfits;
mod operations;
mod record;

pub(super) use fields::override_fields;
pub(super) use misfits::Misfits;
pub(super) use operations::{OperationSettings, check_operations, override_operations};
pub(super) use record::Record;
