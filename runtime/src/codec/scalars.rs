//! Values without parts.

use super::wire::{Blank, Failed, Sink, Source, Wire};
use crate::value::secret::Secret;
use serde_json::Value;

macro_rules! scalar {
    ($($type:ty, $blank:expr, $read:ident, |$value:ident, $to:ident| $write:expr;)*) => {$(
        impl Blank for $type {
            const BLANK: Self = $blank;
        }

        impl Wire for $type {
            fn read(&mut self, from: &mut dyn Source) -> Result<(), Failed> {
                *self = from.$read()?.into();
                Ok(())
            }

            fn write(&self, $to: &mut dyn Sink) -> Result<(), Failed> {
                let $value = self;
                $write
            }

            fn start() -> Self {
                Self::BLANK
            }
        }
    )*};
}

scalar! {
    bool, false, boolean, |value, to| to.boolean(*value);
    i32, 0, i32, |value, to| to.i64(i64::from(*value));
    i64, 0, i64, |value, to| to.i64(*value);
    f64, 0.0, f64, |value, to| to.f64(*value);
    String, String::new(), string, |value, to| to.text(value);
    Secret, Secret::empty(), string, |value, to| to.secret(value);
    Value, Value::Null, json, |value, to| to.json(value);
}
