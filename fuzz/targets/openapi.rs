//! The OpenAPI part of a page.

#![no_main]

#[macro_use]
mod entry;

fuzz!(docbind_fuzz::OPENAPI);
