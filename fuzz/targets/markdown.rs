//! A page of headings, tables and lists.

#![no_main]

#[macro_use]
mod entry;

fuzz!(docbind_fuzz::MARKDOWN);
