//! docbind reads the documentation pages that an API's vendor publishes and emits a typed Rust
//! client: bindgen for API docs.

pub mod analysis;
pub mod config;
pub mod diagnostic;
pub mod dialect;
pub mod document;
pub mod model;
pub mod source;
