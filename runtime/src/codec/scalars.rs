//! Values without parts.

use super::wire::{Blank, Failed, Shown, Sink, Slot, Source, Wire};
use crate::value::secret::Secret;
use serde_json::Value;

macro_rules! scalar {
    ($(
        $type:ty, $blank:expr, $read:ident, |$value:ident, $to:ident| $write:expr
        $(, |$place:ident| $slot:expr, $option:ident, $shown:expr $(, $list:ident)?)?;
    )*) => {$(
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

            $(
                fn slot(&mut self) -> Slot<'_> {
                    let $place = self;
                    $slot
                }

                fn shown(&self) -> Shown<'_> {
                    let $value = self;
                    $shown
                }

                fn option_slot(option: &mut Option<Self>) -> Slot<'_> {
                    Slot::$option(option)
                }

                $(
                    fn list_slot(list: &mut Vec<Self>) -> Slot<'_> {
                        Slot::$list(list)
                    }
                )?
            )?
        }
    )*};
}

scalar! {
    bool, false, boolean, |value, to| to.boolean(*value),
        |place| Slot::Bool(place), OptionBool, Shown::Bool(*value);
    i32, 0, i32, |value, to| to.i64(i64::from(*value));
    i64, 0, i64, |value, to| to.i64(*value),
        |place| Slot::I64(place), OptionI64, Shown::I64(*value), ListI64;
    u64, 0, u64, |value, to| to.u64(*value);
    i128, 0, i128, |value, to| to.i128(*value);
    f64, 0.0, f64, |value, to| to.f64(*value),
        |place| Slot::F64(place), OptionF64, Shown::F64(*value);
    String, String::new(), string, |value, to| to.text(value),
        |place| Slot::String(place), OptionString, Shown::Text(value), ListString;
    Secret, Secret::empty(), string, |value, to| to.secret(value);
    Value, Value::Null, json, |value, to| to.json(value);
}
