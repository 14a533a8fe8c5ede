//! A page of tags.

#![no_main]

#[macro_use]
mod entry;

fuzz!(docbind_fuzz::MINTLIFY);
