//! docbind reads the documentation pages that an API's vendor publishes and emits a typed Rust
//! client: bindgen for API docs.

pub mod backend;
pub mod config;
pub mod diagnostic;
pub mod dialect;
pub mod document;
pub mod lowering;
pub mod model;
pub mod output;
pub mod source;
