//! A page of tags.

#![no_main]

#[macro_use]
#[path = "target/mod.rs"]
mod target;

fuzz!(docbind_fuzz::MINTLIFY);
