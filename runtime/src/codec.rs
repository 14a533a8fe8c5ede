//! Reading and writing of generated types by one engine, which is compiled once, with this crate.
//!
//! A derive writes code for each type and each format that the type meets. Here a type lists its
//! fields (a [`Shape`] of wire names, and the fields as `&dyn` [`Wire`], both from one
//! [`record!`](crate::record) line per field) and the engine does the rest:
//!
//! ```text
//!            Deserializer ─ read ─▶ Source ─▶ Wire::read  ─▶ fields ┐
//! JSON text ◀─▶ serde_json                                          ├─ record!(Type { field: "Wire" })
//!            Serializer ◀─ write ── Sink ◀── Wire::write ◀─ fields  ┘
//! ```
//!
//! [`Source`] and [`Sink`] are serde's `Deserializer` and `Serializer` behind `dyn`, for the values that
//! JSON has. They are made on the stack, one for each value, so that erasing costs a virtual call and no
//! allocation; what goes wrong stays in them as the error of the format, with its place.

mod containers;
mod read;
mod record;
mod scalars;
mod setters;
mod shape;
mod tagged;
mod union;
mod values;
mod whole;
mod wire;
mod write;

pub use read::{decode, deserialize, deserialize_field};
pub use shape::{Member, Shape};
pub use tagged::{only, tag_of, with_tag, with_tag_of};
pub use union::try_read;
pub use wire::{Blank, Failed, Sink, Source, Text, Wire};
pub use write::{Erased, serialize, serialize_as_text};

#[cfg(test)]
mod tests;
