//! What is public, by the sources as `rustfmt` leaves them: the items of a file, and those that it hands on.

use std::path::Path;

const ITEMS: [&str; 8] = [
    "pub fn ",
    "pub struct ",
    "pub enum ",
    "pub trait ",
    "pub type ",
    "pub const ",
    "pub static ",
    "pub mod ",
];

/// The public names of a file, sorted, without those that the docs do not show.
pub fn public_names(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut names = Vec::new();
    let mut hidden = false;
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("pub use ") {
            let mut whole = line.to_owned();
            while !whole.ends_with(';') {
                whole.push_str(lines.next().expect("it ends").trim());
            }
            names.extend(used(&whole).filter(|_| !hidden));
        } else if let Some(rest) = ITEMS.iter().find_map(|item| line.strip_prefix(item)) {
            let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
            names.extend((!hidden).then(|| name.to_owned()));
        }
        hidden = line == "#[doc(hidden)]" || (hidden && line.starts_with("#["));
    }
    names.sort();
    names
}

/// The names of `pub use x::{A, b::C as D};`.
fn used(whole: &str) -> impl Iterator<Item = String> {
    let list = whole.trim_end_matches(';').trim_start_matches("pub use ").replace(['{', '}'], ",");
    let paths: Vec<String> = list.split(',').map(|path| path.trim().to_owned()).collect();
    let names = paths.into_iter().filter(|path| !path.is_empty() && !path.ends_with("::"));
    names.map(|path| path.rsplit([':', ' ']).next().unwrap_or_default().to_owned())
}
