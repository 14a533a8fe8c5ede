//! From a deserialiser to a value.

use super::shape::{Seen, Shape};
use super::whole::{Whole, whole};
use super::wire::{Entries, Failed, Items, Slot, Source, Text, Wire};
use crate::answer::decode::{DecodeError, json_text};
use crate::value::list::null_to_default;
use crate::value::open_enum::read_integer;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::{Deserialize, de};
use serde_json::Value;
use std::fmt;

/// Reads a JSON text, as [`decode_json`](crate::codegen::decode_json) does for other types.
pub fn decode<T: Wire>(body: &[u8]) -> Result<T, DecodeError> {
    let mut value = T::start();
    decode_into(body, &mut value)?;
    Ok(value)
}

fn decode_into(body: &[u8], value: &mut dyn Wire) -> Result<(), DecodeError> {
    let text = json_text(body);
    // One look at the whole text is much cheaper than one at each string. What is not UTF-8 is read
    // all the same, up to the first string that is not, so that the error has its place.
    let result = match std::str::from_utf8(text) {
        Ok(text) => read_whole(value, serde_json::Deserializer::from_str(text)),
        Err(_) => read_whole(value, serde_json::Deserializer::from_slice(text)),
    };
    result.map_err(|error| DecodeError::json(&error, body))
}

fn read_whole<'de, R: serde_json::de::Read<'de>>(
    value: &mut dyn Wire,
    mut from: serde_json::Deserializer<R>,
) -> serde_json::Result<()> {
    read(value, &mut from).and_then(|()| from.end())
}

/// What [`record!`](crate::record) gives serde for `Deserialize`.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::start();
    read(&mut value, deserializer)?;
    Ok(value)
}

/// The same for a field, for serde's `with`: a list takes null for empty.
pub fn deserialize_field<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::start();
    FieldPlace(&mut value).deserialize(deserializer)?;
    Ok(value)
}

/// Reads over a value.
pub(super) fn read<'de, D: Deserializer<'de>>(value: &mut dyn Wire, from: D) -> Result<(), D::Error> {
    Reader::run(from, |reader| value.read(reader))
}

/// A deserialiser behind `dyn`; holds what went wrong.
struct Reader<'de, D: Deserializer<'de>> {
    from: Option<D>,
    error: Option<D::Error>,
}

impl<'de, D: Deserializer<'de>> Reader<'de, D> {
    fn run(from: D, read: impl FnOnce(&mut dyn Source) -> Result<(), Failed>) -> Result<(), D::Error> {
        let mut reader = Reader { from: Some(from), error: None };
        read(&mut reader).map_err(|Failed| reader.error.unwrap_or_else(|| D::Error::custom(NOT_READ)))
    }

    fn take<T>(&mut self, read: impl FnOnce(D) -> Result<T, D::Error>) -> Result<T, Failed> {
        let from = self.from.take().ok_or(Failed)?;
        read(from).map_err(|error| {
            self.error = Some(error);
            Failed
        })
    }
}

const NOT_READ: &str = "the value cannot be read";

impl<'de, D: Deserializer<'de>> Source for Reader<'de, D> {
    fn boolean(&mut self) -> Result<bool, Failed> {
        self.take(bool::deserialize)
    }

    fn i32(&mut self) -> Result<i32, Failed> {
        self.take(whole)
    }

    fn i64(&mut self) -> Result<i64, Failed> {
        self.take(whole)
    }

    fn u64(&mut self) -> Result<u64, Failed> {
        self.take(whole)
    }

    fn i128(&mut self) -> Result<i128, Failed> {
        self.take(i128::deserialize)
    }

    fn lenient_i64(&mut self) -> Result<i64, Failed> {
        self.take(read_integer)
    }

    fn f64(&mut self) -> Result<f64, Failed> {
        self.take(f64::deserialize)
    }

    fn string(&mut self) -> Result<String, Failed> {
        self.take(String::deserialize)
    }

    fn parse(&mut self, into: &mut dyn Text) -> Result<(), Failed> {
        self.take(|from| from.deserialize_any(Parsed(into)))
    }

    fn json(&mut self) -> Result<Value, Failed> {
        self.take(Value::deserialize)
    }

    fn option(&mut self, inner: &mut dyn Wire) -> Result<bool, Failed> {
        self.take(|from| from.deserialize_option(Optional(inner)))
    }

    fn items(&mut self, into: &mut dyn Items) -> Result<(), Failed> {
        self.take(|from| from.deserialize_seq(List(into)))
    }

    fn entries(&mut self, into: &mut dyn Entries) -> Result<(), Failed> {
        self.take(|from| from.deserialize_map(Map(into)))
    }

    fn record(
        &mut self,
        shape: &'static Shape,
        fields: &mut [&mut dyn Wire],
        others: Option<&mut dyn Entries>,
    ) -> Result<(), Failed> {
        self.take(|from| from.deserialize_map(Record { shape, fields, others }))
    }
}

/// A value that is read where it stands.
struct Place<'a>(&'a mut dyn Wire);

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        read(self.0, from)
    }
}

/// The same for a field of a record.
struct FieldPlace<'a>(&'a mut dyn Wire);

impl<'de> DeserializeSeed<'de> for FieldPlace<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        // Most fields are one of these: no virtual call but the one that says so.
        match self.0.slot() {
            Slot::Bool(place) => *place = bool::deserialize(from)?,
            Slot::I64(place) => *place = whole(from)?,
            Slot::F64(place) => *place = f64::deserialize(from)?,
            Slot::String(place) => *place = String::deserialize(from)?,
            Slot::OptionBool(place) => *place = Option::deserialize(from)?,
            Slot::OptionI64(place) => *place = Option::deserialize(from)?.map(|Whole(value)| value),
            Slot::OptionF64(place) => *place = Option::deserialize(from)?,
            Slot::OptionString(place) => *place = Option::deserialize(from)?,
            Slot::ListI64(place) => {
                *place = null_to_default::<_, Vec<Whole<i64>>>(from)?
                    .into_iter()
                    .map(|Whole(value)| value)
                    .collect();
            }
            Slot::ListString(place) => *place = null_to_default(from)?,
            Slot::Other => return Reader::run(from, |reader| self.0.read_field(reader)),
        }
        Ok(())
    }
}

struct Parsed<'a>(&'a mut dyn Text);

impl Parsed<'_> {
    fn check<E: de::Error>(self, read: bool, found: Unexpected<'_>) -> Result<(), E> {
        if read { Ok(()) } else { Err(E::invalid_value(found, &self)) }
    }
}

impl Visitor<'_> for Parsed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.expected())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        let read = self.0.read_text(text);
        self.check(read, Unexpected::Str(text))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        let read = self.0.read_integer(value.into());
        self.check(read, Unexpected::Signed(value))
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        let read = self.0.read_integer(value.into());
        self.check(read, Unexpected::Unsigned(value))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        let read = self.0.read_double(value);
        self.check(read, Unexpected::Float(value))
    }
}

struct Optional<'a>(&'a mut dyn Wire);

impl<'de> Visitor<'de> for Optional<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("option")
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_none<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<bool, D::Error> {
        read(self.0, from).map(|()| true)
    }
}

struct List<'a>(&'a mut dyn Items);

impl<'de> Visitor<'de> for List<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Item(self.0))?.is_some() {}
        Ok(())
    }
}

/// The item behind the last one, which is only made where there is one.
struct Item<'a>(&'a mut dyn Items);

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        read(self.0.push(), from)
    }
}

struct Map<'a>(&'a mut dyn Entries);

impl<'de> Visitor<'de> for Map<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            map.next_value_seed(Place(self.0.entry(name)))?;
        }
        Ok(())
    }
}

struct Record<'a, 'f, 'o> {
    shape: &'static Shape,
    fields: &'a mut [&'f mut dyn Wire],
    others: Option<&'o mut dyn Entries>,
}

impl<'de> Visitor<'de> for Record<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", self.shape.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Record { shape, fields, mut others } = self;
        let mut seen = Seen::new(fields.len());
        let mut next = 0;
        let mut unknown = String::new();
        loop {
            let kept = others.is_some().then_some(&mut unknown);
            let Some(found) = map.next_key_seed(Name { shape, next, kept })? else { break };
            let Some(at) = found else {
                match &mut others {
                    Some(others) => map.next_value_seed(Place(others.entry(std::mem::take(&mut unknown))))?,
                    None => drop(map.next_value::<IgnoredAny>()?),
                }
                continue;
            };
            if !seen.note(at) {
                return Err(A::Error::duplicate_field(shape.members[at].name));
            }
            map.next_value_seed(FieldPlace(fields[at]))?;
            next = at + 1;
        }
        if seen.count() < fields.len() {
            let missing = |&(at, field): &(usize, &&mut dyn Wire)| !seen.has(at) && !field.may_miss();
            if let Some((at, _)) = fields.iter().enumerate().find(missing) {
                return Err(A::Error::missing_field(shape.members[at].name));
            }
        }
        Ok(())
    }
}

/// Finds the field that a name stands for; keeps a name that stands for none.
struct Name<'a> {
    shape: &'static Shape,
    next: usize,
    kept: Option<&'a mut String>,
}

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Self::Value, E> {
        let found = self.shape.find(name, self.next);
        if let (None, Some(kept)) = (found, self.kept) {
            kept.push_str(name);
        }
        Ok(found)
    }
}
