//! The OpenAPI part of a page.

#![no_main]

#[macro_use]
#[path = "target/mod.rs"]
mod target;

fuzz!(docbind_fuzz::OPENAPI);
