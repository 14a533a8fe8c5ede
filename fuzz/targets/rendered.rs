//! A page as its site shows it.

#![no_main]

#[macro_use]
#[path = "target/mod.rs"]
mod target;

fuzz!(docbind_fuzz::RENDERED);
