//! What an event of a stream holds.

use super::rust_type::RustType;

/// What an event holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EventType {
    /// Data that is JSON of that type.
    Data(RustType),
    /// The event's fields, its name among them, as an object of that type.
    Record(RustType, TextEvents),
    /// Data that is text.
    Text,
}

/// The events whose data is text, even where it looks like JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextEvents {
    /// All.
    All,
    /// Those of these names.
    Of(Vec<String>),
}

impl EventType {
    /// The type, where it is not just text.
    pub fn rust_type(&self) -> Option<&RustType> {
        match self {
            EventType::Data(rust_type) | EventType::Record(rust_type, _) => Some(rust_type),
            EventType::Text => None,
        }
    }
}
