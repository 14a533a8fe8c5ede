//! From a value to a serialiser.

use super::shape::Shape;
use super::wire::{Entries, Failed, Items, Shown, Sink, Wire};
use crate::value::secret::Secret;
use serde::Serialize;
use serde::ser::{Error as _, SerializeMap, SerializeSeq, SerializeStruct, Serializer};
use serde_json::Value;

/// What [`record!`](crate::record) gives serde for `Serialize`.
pub fn serialize<S: Serializer>(value: &dyn Wire, serializer: S) -> Result<S::Ok, S::Error> {
    Form { value, as_text: false }.write(serializer)
}

/// The same with decimals as text, for serde's `with`.
pub fn serialize_as_text<S: Serializer>(value: &dyn Wire, serializer: S) -> Result<S::Ok, S::Error> {
    Form { value, as_text: true }.write(serializer)
}

/// Any value of the engine as serde knows it.
#[derive(Clone, Copy)]
pub struct Erased<'a>(pub &'a dyn Wire);

impl Serialize for Erased<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Form { value: self.0, as_text: false }.serialize(serializer)
    }
}

impl std::fmt::Debug for Erased<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Erased")
    }
}

/// A value, and what its field says of its form.
struct Form<'a> {
    value: &'a dyn Wire,
    as_text: bool,
}

impl Form<'_> {
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer { to: Some(serializer), done: None, as_text: self.as_text };
        let written = self.value.write(&mut writer);
        match writer.done {
            Some(done) if written.is_ok() || done.is_err() => done,
            _ => Err(S::Error::custom("the value cannot be written")),
        }
    }
}

impl Serialize for Form<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value.shown() {
            Shown::Nothing => serializer.serialize_none(),
            Shown::Bool(value) => serializer.serialize_bool(value),
            Shown::I64(value) => serializer.serialize_i64(value),
            Shown::F64(value) => serializer.serialize_f64(value),
            Shown::Text(value) => serializer.serialize_str(value),
            Shown::Other => self.write(serializer),
        }
    }
}

/// A serialiser behind `dyn`; holds the outcome.
struct Writer<S: Serializer> {
    to: Option<S>,
    done: Option<Result<S::Ok, S::Error>>,
    as_text: bool,
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

    fn u64(&mut self, value: u64) -> Result<(), Failed> {
        self.put(|to| to.serialize_u64(value))
    }

    fn i128(&mut self, value: i128) -> Result<(), Failed> {
        self.put(|to| to.serialize_i128(value))
    }

    fn f64(&mut self, value: f64) -> Result<(), Failed> {
        self.put(|to| to.serialize_f64(value))
    }

    fn text(&mut self, value: &str) -> Result<(), Failed> {
        self.put(|to| to.serialize_str(value))
    }

    fn decimal(&mut self, digits: &str) -> Result<(), Failed> {
        let as_text = self.as_text;
        self.put(|to| if as_text { to.serialize_str(digits) } else { write_number(to, digits) })
    }

    fn secret(&mut self, value: &Secret) -> Result<(), Failed> {
        self.put(|to| value.serialize(to))
    }

    fn json(&mut self, value: &Value) -> Result<(), Failed> {
        self.put(|to| value.serialize(to))
    }

    fn option(&mut self, value: Option<&dyn Wire>) -> Result<(), Failed> {
        let as_text = self.as_text;
        self.put(|to| match value {
            Some(value) => to.serialize_some(&Form { value, as_text }),
            None => to.serialize_none(),
        })
    }

    fn items(&mut self, items: &dyn Items) -> Result<(), Failed> {
        let as_text = self.as_text;
        self.put(|to| {
            let mut list = to.serialize_seq(Some(items.count()))?;
            for at in 0..items.count() {
                list.serialize_element(&Form { value: items.item(at), as_text })?;
            }
            list.end()
        })
    }

    fn entries(&mut self, entries: &dyn Entries) -> Result<(), Failed> {
        let as_text = self.as_text;
        self.put(|to| {
            let mut map = to.serialize_map(Some(entries.count()))?;
            write_entries(&mut map, entries, &|_| true, as_text)?;
            map.end()
        })
    }

    fn record(
        &mut self,
        shape: &'static Shape,
        fields: &[&dyn Wire],
        others: Option<&dyn Entries>,
    ) -> Result<(), Failed> {
        self.put(|to| {
            let sent = |at: usize| shape.members[at].sends_null || !fields[at].is_left_out();
            if let Some(others) = others.filter(|others| others.count() > 0) {
                let mut map = to.serialize_map(None)?;
                for (at, value) in fields.iter().enumerate().filter(|(at, _)| sent(*at)) {
                    let member = &shape.members[at];
                    map.serialize_entry(member.name, &Form { value: *value, as_text: member.as_text })?;
                }
                let is_free = |name: &str| !shape.find(name, 0).is_some_and(sent);
                write_entries(&mut map, others, &is_free, false)?;
                return map.end();
            }
            let count = (0..fields.len()).filter(|at| sent(*at)).count();
            let mut record = to.serialize_struct(shape.name, count)?;
            for (at, value) in fields.iter().enumerate() {
                let member = &shape.members[at];
                match sent(at) {
                    true => {
                        let form = Form { value: *value, as_text: member.as_text };
                        record.serialize_field(member.name, &form)?
                    }
                    false => record.skip_field(member.name)?,
                }
            }
            record.end()
        })
    }
}

/// Writes the entries whose names are `wanted`.
fn write_entries<M: SerializeMap>(
    map: &mut M,
    entries: &dyn Entries,
    wanted: &dyn Fn(&str) -> bool,
    as_text: bool,
) -> Result<(), M::Error> {
    let mut error = None;
    let _ = entries.each(&mut |name, value| {
        if !wanted(name) {
            return Ok(());
        }
        map.serialize_entry(name, &Form { value, as_text }).map_err(|of| {
            error = Some(of);
            Failed
        })
    });
    error.map_or(Ok(()), Err)
}

/// A number by its digits: whole, or a double whose text they are.
fn write_number<S: Serializer>(to: S, digits: &str) -> Result<S::Ok, S::Error> {
    // Zeros behind the point say how exact it is, which a JSON number does not.
    let short = match digits.contains('.') {
        true => digits.trim_end_matches('0').trim_end_matches('.'),
        false => digits,
    };
    if let Ok(whole) = short.parse::<i64>() {
        return to.serialize_i64(whole);
    }
    if let Ok(whole) = short.parse::<u64>() {
        return to.serialize_u64(whole);
    }
    match short.parse::<f64>().ok().filter(|double| double.to_string() == short) {
        Some(double) => to.serialize_f64(double),
        None => {
            Err(S::Error::custom(format_args!("{digits} has more digits than a JSON number carries safely")))
        }
    }
}
