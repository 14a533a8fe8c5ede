//! What equal shapes have in common.

use super::drafts::Shape;
use super::rust_type::RustType;

impl Shape {
    /// The same fields, whatever order the page lists them in.
    pub(super) fn sorted(mut self) -> Self {
        if let Shape::Struct { fields, .. } = &mut self {
            fields.sort();
        }
        self
    }

    /// Where the part of that index in an equal shape stands in this one.
    pub(super) fn position(&self, equal: &Shape, at: usize) -> usize {
        match (self, equal) {
            (Shape::Struct { fields, .. }, Shape::Struct { fields: others, .. }) if fields != others => {
                fields.iter().position(|field| *field == others[at]).unwrap_or(at)
            }
            _ => at,
        }
    }
}

/// Whether it is a list or a map.
pub(super) fn has_items(rust_type: &RustType) -> bool {
    match rust_type {
        RustType::Vec(_) | RustType::Map(_) => true,
        RustType::Option(of) | RustType::Nullable(of) | RustType::Boxed(of) => has_items(of),
        _ => false,
    }
}
