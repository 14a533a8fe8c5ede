//! Stage **output**: files to disk, and nothing but those files.
//!
//! A folder that docbind writes holds a manifest, [`MANIFEST`], of the files that are docbind's. Only
//! those are ever overwritten or removed.

mod beside;
mod file_set;
mod manifest;
mod report;
mod single;
mod write;

#[cfg(feature = "fetch")]
pub(crate) use beside::prepare;
pub(crate) use beside::{remove_leftovers, replace};
pub use file_set::FileSet;
pub(crate) use manifest::MANIFEST;
pub use report::{OutputError, OutputReport};
pub(crate) use single::write_file;
pub(crate) use write::check_path;
pub use write::{WriteMode, write_files};
#[cfg(feature = "fetch")]
pub(crate) use write::{check_links, remove_file};

#[cfg(test)]
mod tests;
