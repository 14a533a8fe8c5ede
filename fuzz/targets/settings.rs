//! `docbind.toml`.

#![no_main]

#[macro_use]
mod entry;

fuzz!(docbind_fuzz::SETTINGS);
