//! A page as its site shows it.

#![no_main]

#[macro_use]
mod entry;

fuzz!(docbind_fuzz::RENDERED);
