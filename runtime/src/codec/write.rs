//! From a value to a serialiser.

use super::shape::Shape;
use super::wire::{Entries, Failed, Items, Shown, Sink, Wire};
use crate::value::secret::Secret;
use serde::Serialize;
use serde::ser::{Error as _, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use serde_json::Value;

/// What [`record!`](crate::record) gives serde for `Serialize`.
pub fn serialize<S: Serializer>(value: &dyn Wire, serializer: S) -> Result<S::Ok, S::Error> {
    let mut writer = Writer { to: Some(serializer), done: None };
    let written = value.write(&mut writer);
    match writer.done {
        Some(done) if written.is_ok() || done.is_err() => done,
        _ => Err(S::Error::custom("the value cannot be written")),
    }
}

/// Any value of the engine as serde knows it.
#[derive(Clone, Copy)]
pub struct Erased<'a>(pub &'a dyn Wire);

impl Serialize for Erased<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.shown() {
            Shown::Nothing => serializer.serialize_none(),
            Shown::Bool(value) => serializer.serialize_bool(value),
            Shown::I64(value) => serializer.serialize_i64(value),
            Shown::F64(value) => serializer.serialize_f64(value),
            Shown::Text(value) => serializer.serialize_str(value),
            Shown::Other => serialize(self.0, serializer),
        }
    }
}

impl std::fmt::Debug for Erased<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Erased")
    }
}

/// A serialiser behind `dyn`; holds the outcome.
struct Writer<S: Serializer> {
    to: Option<S>,
    done: Option<Result<S::Ok, S::Error>>,
}

impl<S: Serializer> Writer<S> {
    fn put(&mut self, write: impl FnOnce(S) -> Result<S::Ok, S::Error>) -> Result<(), Failed> {
        let done = write(self.to.take().ok_or(Failed)?);
        let outcome = done.as_ref().map(|_| ()).map_err(|_| Failed);
        self.done = Some(done);
        outcome
    }
}

impl<S: Serializer> Sink for Writer<S> {
    fn boolean(&mut self, value: bool) -> Result<(), Failed> {
        self.put(|to| to.serialize_bool(value))
    }

    fn i64(&mut self, value: i64) -> Result<(), Failed> {
        self.put(|to| to.serialize_i64(value))
    }

    fn f64(&mut self, value: f64) -> Result<(), Failed> {
        self.put(|to| to.serialize_f64(value))
    }

    fn text(&mut self, value: &str) -> Result<(), Failed> {
        self.put(|to| to.serialize_str(value))
    }

    fn secret(&mut self, value: &Secret) -> Result<(), Failed> {
        self.put(|to| value.serialize(to))
    }

    fn json(&mut self, value: &Value) -> Result<(), Failed> {
        self.put(|to| value.serialize(to))
    }

    fn option(&mut self, value: Option<&dyn Wire>) -> Result<(), Failed> {
        self.put(|to| match value {
            Some(value) => to.serialize_some(&Erased(value)),
            None => to.serialize_none(),
        })
    }

    fn items(&mut self, items: &dyn Items) -> Result<(), Failed> {
        self.put(|to| {
            let mut list = to.serialize_seq(Some(items.count()))?;
            (0..items.count()).try_for_each(|at| list.serialize_element(&Erased(items.item(at))))?;
            list.end()
        })
    }

    fn entries(&mut self, entries: &dyn Entries) -> Result<(), Failed> {
        self.put(|to| {
            let mut map = to.serialize_map(Some(entries.count()))?;
            let mut error = None;
            let _ = entries.each(&mut |name, value| {
                map.serialize_entry(name, &Erased(value)).map_err(|of| {
                    error = Some(of);
                    Failed
                })
            });
            error.map_or(Ok(()), Err)?;
            map.end()
        })
    }

    fn record(&mut self, shape: &'static Shape, fields: &[&dyn Wire]) -> Result<(), Failed> {
        self.put(|to| {
            let sent = |at: usize| shape.members[at].sends_null || !fields[at].is_left_out();
            let count = (0..fields.len()).filter(|at| sent(*at)).count();
            let mut record = to.serialize_struct(shape.name, count)?;
            for (at, field) in fields.iter().enumerate() {
                let name = shape.members[at].name;
                match sent(at) {
                    true => record.serialize_field(name, &Erased(*field))?,
                    false => record.skip_field(name)?,
                }
            }
            record.end()
        })
    }
}
