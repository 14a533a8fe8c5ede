//! What a server answers.

#![no_main]

#[macro_use]
mod entry;

fuzz!(docbind_fuzz::BODY);
