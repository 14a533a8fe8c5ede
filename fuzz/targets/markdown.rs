//! A page of headings, tables and lists.

#![no_main]

#[macro_use]
#[path = "target/mod.rs"]
mod target;

fuzz!(docbind_fuzz::MARKDOWN);
