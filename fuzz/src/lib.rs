//! What is fuzzed: for each kind of text that docbind or a client reads, an [`Entry`] that reads it and asserts what
//! must hold whatever it says.
//!
//! `cargo fuzz` runs the entries with libFuzzer (the workspace `fuzz`), and `tests/tests/fuzz` includes this file
//! and runs them as property tests, each a bounded number of times.

pub mod bodies;
pub mod mutate;
pub mod pages;
pub mod seeds;

use std::path::Path;

/// A text that is read, and what is asserted of it.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The name of its target.
    pub name: &'static str,
    /// Reads a text and asserts what must hold.
    pub run: fn(&str),
    /// Texts of its kind, of the repository that is given.
    pub seeds: fn(&Path) -> Vec<String>,
}

/// A page of Mintlify's tags (MDX).
pub const MINTLIFY: Entry =
    Entry { name: "mintlify", run: pages::read_mdx, seeds: |root| seeds::pages(root, "mdx") };

/// A page of headings, tables and lists (Markdown).
pub const MARKDOWN: Entry =
    Entry { name: "markdown", run: pages::read_markdown, seeds: |root| seeds::pages(root, "md") };

/// A page as its site shows it.
pub const RENDERED: Entry =
    Entry { name: "rendered", run: pages::read_rendered, seeds: |root| seeds::pages(root, "txt") };

/// `docbind.toml`, for three pages that stay the same.
pub const SETTINGS: Entry = Entry { name: "settings", run: pages::read_settings, seeds: seeds::settings };

/// The OpenAPI part of a page: the line behind its fence, and the YAML.
pub const OPENAPI: Entry = Entry { name: "openapi", run: pages::read_openapi, seeds: seeds::openapi };

/// What a server answers.
pub const BODY: Entry = Entry { name: "body", run: bodies::receive, seeds: seeds::bodies };

/// All entries.
pub const ENTRIES: [Entry; 6] = [MINTLIFY, MARKDOWN, RENDERED, SETTINGS, OPENAPI, BODY];
