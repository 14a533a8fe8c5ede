//! The sources of the runtime, for clients that carry them: `docbind generate --runtime vendored`.
//!
//! An installed docbind has no folder of the runtime, so its files are in the program, all in one text:
//!
//! ```text
//! bundle = comment, { "\n==== ", path, "\n", text } ;     (the text of a file ends with "\n")
//! ```
//!
//! `UPDATE_EXPECT=1 cargo test -p docbind --test vendored` makes the bundle again; the manifest in it names no workspace.

/// The folder of the runtime in a client that carries it.
pub(crate) const VENDORED: &str = "docbind-runtime";

const BUNDLE: &str = include_str!("../vendored/runtime.txt");

/// The files of the runtime, by their paths from the client's folder.
pub(crate) fn vendored_files() -> impl Iterator<Item = (String, String)> {
    let files = BUNDLE.split("\n==== ").skip(1).filter_map(|file| file.split_once('\n'));
    files.map(|(path, text)| (format!("{VENDORED}/{path}"), text.to_owned()))
}
