//! Opens a ticket and reads it back, with a client that `build.rs` generates from `pages/`.
fn main() {}
