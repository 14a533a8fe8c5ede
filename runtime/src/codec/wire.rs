//! What the engine asks of a value, and what a value asks of the engine.

use super::shape::Shape;
use crate::value::secret::Secret;
use serde_json::Value;

/// Something went wrong; the [`Source`] or [`Sink`] knows what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failed;

/// A value that the engine reads and writes.
// Of no use to those who read the docs of a client.
#[doc(hidden)]
pub trait Wire {
    /// Reads over what is here, which is [`Wire::start`].
    fn read(&mut self, from: &mut dyn Source) -> Result<(), Failed>;

    /// Reads the value of a record's field: a list takes null for empty there.
    fn read_field(&mut self, from: &mut dyn Source) -> Result<(), Failed> {
        self.read(from)
    }

    /// Writes it.
    fn write(&self, to: &mut dyn Sink) -> Result<(), Failed>;

    /// Whether a record may come without it.
    fn may_miss(&self) -> bool {
        false
    }

    /// Whether a record goes without it.
    fn is_left_out(&self) -> bool {
        false
    }

    /// What is read over.
    fn start() -> Self
    where
        Self: Sized;

    /// The place itself, where it is one that the engine fills without asking further.
    fn slot(&mut self) -> Slot<'_> {
        Slot::Other
    }

    /// The value itself, where it is one that the engine writes without asking further.
    fn shown(&self) -> Shown<'_> {
        Shown::Other
    }

    /// [`Wire::slot`] of an option of it.
    fn option_slot(_option: &mut Option<Self>) -> Slot<'_>
    where
        Self: Sized,
    {
        Slot::Other
    }

    /// [`Wire::slot`] of a list of it.
    fn list_slot(_list: &mut Vec<Self>) -> Slot<'_>
    where
        Self: Sized,
    {
        Slot::Other
    }
}

/// A place that is filled directly: most fields of most records.
pub enum Slot<'a> {
    /// Not one of these: see [`Wire::read`].
    Other,
    /// `bool`
    Bool(&'a mut bool),
    /// `i64`
    I64(&'a mut i64),
    /// `f64`
    F64(&'a mut f64),
    /// Text.
    String(&'a mut String),
    /// `Option<bool>`
    OptionBool(&'a mut Option<bool>),
    /// `Option<i64>`
    OptionI64(&'a mut Option<i64>),
    /// `Option<f64>`
    OptionF64(&'a mut Option<f64>),
    /// Text, or nothing.
    OptionString(&'a mut Option<String>),
    /// A list of `i64`.
    ListI64(&'a mut Vec<i64>),
    /// A list of texts.
    ListString(&'a mut Vec<String>),
}

/// A value that is written directly.
pub enum Shown<'a> {
    /// Not one of these: see [`Wire::write`].
    Other,
    /// Nothing.
    Nothing,
    /// `bool`
    Bool(bool),
    /// `i64`
    I64(i64),
    /// `f64`
    F64(f64),
    /// Text.
    Text(&'a str),
}

/// A value that costs nothing to make: nothing, zero, empty.
#[doc(hidden)]
pub trait Blank {
    /// The value.
    const BLANK: Self;
}

/// Where one value is read from. The first method called takes the value.
pub trait Source {
    /// `true` or `false`.
    fn boolean(&mut self) -> Result<bool, Failed>;
    /// A whole number of 32 bits.
    fn i32(&mut self) -> Result<i32, Failed>;
    /// A whole number.
    fn i64(&mut self) -> Result<i64, Failed>;
    /// A whole number from 0 on.
    fn u64(&mut self) -> Result<u64, Failed>;
    /// A whole number of 128 bits.
    fn i128(&mut self) -> Result<i128, Failed>;
    /// A whole number, also one that is quoted or has a zero fraction.
    fn lenient_i64(&mut self) -> Result<i64, Failed>;
    /// A number.
    fn f64(&mut self) -> Result<f64, Failed>;
    /// Text.
    fn string(&mut self) -> Result<String, Failed>;
    /// Text, or a number, that has a form of its own.
    fn parse(&mut self, into: &mut dyn Text) -> Result<(), Failed>;
    /// Anything.
    fn json(&mut self) -> Result<Value, Failed>;
    /// Nothing (null): `false`; or `inner`.
    fn option(&mut self, inner: &mut dyn Wire) -> Result<bool, Failed>;
    /// Items, one after the other.
    fn items(&mut self, into: &mut dyn Items) -> Result<(), Failed>;
    /// Values by their names.
    fn entries(&mut self, into: &mut dyn Entries) -> Result<(), Failed>;
    /// The fields of a record, in any order; `others` takes the ones that the shape does not have.
    fn record(
        &mut self,
        shape: &'static Shape,
        fields: &mut [&mut dyn Wire],
        others: Option<&mut dyn Entries>,
    ) -> Result<(), Failed>;
}

/// Where one value is written to. The first method called takes the place.
pub trait Sink {
    /// `true` or `false`.
    fn boolean(&mut self, value: bool) -> Result<(), Failed>;
    /// A whole number.
    fn i64(&mut self, value: i64) -> Result<(), Failed>;
    /// A whole number from 0 on.
    fn u64(&mut self, value: u64) -> Result<(), Failed>;
    /// A whole number of 128 bits.
    fn i128(&mut self, value: i128) -> Result<(), Failed>;
    /// A number.
    fn f64(&mut self, value: f64) -> Result<(), Failed>;
    /// Text.
    fn text(&mut self, value: &str) -> Result<(), Failed>;
    /// A number by its digits, of which none may be lost: as a number, or as text where the field says so.
    fn decimal(&mut self, digits: &str) -> Result<(), Failed>;
    /// Text that is noted, so that no error shows it.
    fn secret(&mut self, value: &Secret) -> Result<(), Failed>;
    /// Anything.
    fn json(&mut self, value: &Value) -> Result<(), Failed>;
    /// Null, or a value that might be null.
    fn option(&mut self, value: Option<&dyn Wire>) -> Result<(), Failed>;
    /// Items, one after the other.
    fn items(&mut self, items: &dyn Items) -> Result<(), Failed>;
    /// Values by their names.
    fn entries(&mut self, entries: &dyn Entries) -> Result<(), Failed>;
    /// The fields of a record, in order, then the `others` whose names no field was written under.
    fn record(
        &mut self,
        shape: &'static Shape,
        fields: &[&dyn Wire],
        others: Option<&dyn Entries>,
    ) -> Result<(), Failed>;
}

/// A value with a form of its own, in a text or a number.
pub trait Text {
    /// What it should look like, for messages.
    fn expected(&self) -> &'static str;
    /// Reads a text; `false` where it has not the form.
    fn read_text(&mut self, text: &str) -> bool;
    /// Reads a whole number.
    fn read_integer(&mut self, _value: i128) -> bool {
        false
    }
    /// Reads a number.
    fn read_double(&mut self, _value: f64) -> bool {
        false
    }
}

/// A list, whatever is in it.
pub trait Items {
    /// How many there are.
    fn count(&self) -> usize;
    /// One of them.
    fn item(&self, at: usize) -> &dyn Wire;
    /// A new last one.
    fn push(&mut self) -> &mut dyn Wire;
}

/// A map by text, whatever is in it.
pub trait Entries {
    /// Shows them all, in order, until one fails.
    fn each(&self, show: &mut dyn FnMut(&str, &dyn Wire) -> Result<(), Failed>) -> Result<(), Failed>;
    /// How many there are.
    fn count(&self) -> usize;
    /// A new one.
    fn entry(&mut self, name: String) -> &mut dyn Wire;
}
