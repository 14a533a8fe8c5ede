//! Stage **dialect**: what a page claims, with spans; it decides nothing.
pub mod claims;
