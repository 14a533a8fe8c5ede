//! What a server answers.

#![no_main]

#[macro_use]
#[path = "target/mod.rs"]
mod target;

fuzz!(docbind_fuzz::BODY);
