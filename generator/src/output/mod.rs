//! Stage **output**: files to disk, and nothing but those files.
//!
//! A folder that docbind writes holds a manifest, [`MANIFEST`], of the files that are docbind's. Only
//! those are ever overwritten or removed.

mod file_set;
mod manifest;
mod report;
mod write;

pub use file_set::FileSet;
pub use manifest::MANIFEST;
pub use report::{OutputError, OutputReport};
pub use write::{Mode, write_files};

#[cfg(test)]
mod tests;
