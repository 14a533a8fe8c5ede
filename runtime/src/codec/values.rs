//! Values of types that a library has: timestamps, dates, UUIDs, decimals.

#[cfg(any(feature = "jiff", feature = "uuid", feature = "rust_decimal"))]
use super::wire::{Blank, Failed, Sink, Source, Text, Wire};

/// What is expected, and which setting of docbind takes another form.
#[cfg(feature = "jiff")]
macro_rules! or_another_form {
    ($expected:literal) => {
        concat!(
            $expected,
            "; if the API sends another form, say so in docbind.toml: `type` under `[[fields]]` (`string`, ",
            "`datetime`, `local datetime`, `date`), or for all `zoned-timestamps = \"text\"` under `[values]`"
        )
    };
}

#[cfg(any(feature = "jiff", feature = "uuid"))]
macro_rules! text {
    ($($type:ty, $blank:expr, $expected:expr, $read:expr;)*) => {$(
        impl Blank for $type {
            const BLANK: Self = $blank;
        }

        impl Text for $type {
            fn expected(&self) -> &'static str {
                $expected
            }

            fn read_text(&mut self, text: &str) -> bool {
                let read: Option<Self> = ($read)(text);
                read.map(|value| *self = value).is_some()
            }
        }

        impl Wire for $type {
            fn read(&mut self, from: &mut dyn Source) -> Result<(), Failed> {
                from.parse(self)
            }

            fn write(&self, to: &mut dyn Sink) -> Result<(), Failed> {
                to.text(&self.to_string())
            }

            fn start() -> Self {
                Self::BLANK
            }
        }
    )*};
}

#[cfg(feature = "jiff")]
text! {
    jiff::Timestamp, jiff::Timestamp::UNIX_EPOCH,
        or_another_form!("a timestamp with a zone, such as `2026-03-04T05:06:07Z`"), crate::value::dates::read_timestamp;
    jiff::civil::DateTime, jiff::civil::DateTime::ZERO,
        or_another_form!("a timestamp without a zone, such as `2026-03-04T05:06:07`"), crate::value::dates::read_date_time;
    jiff::civil::Date, jiff::civil::Date::ZERO,
        or_another_form!("a date, such as `2026-03-04`"), crate::value::dates::read_date;
    jiff::civil::Time, jiff::civil::Time::MIN,
        or_another_form!("a time of day, such as `05:06:07`"), crate::value::dates::read_time;
}

#[cfg(feature = "uuid")]
text! {
    uuid::Uuid, uuid::Uuid::nil(), "a UUID", |text| uuid::Uuid::parse_str(text).ok();
}

#[cfg(feature = "rust_decimal")]
mod decimal {
    use super::*;
    use crate::value::decimals::{decimal_of_double, read_decimal};
    use rust_decimal::Decimal;

    impl Blank for Decimal {
        const BLANK: Self = Decimal::ZERO;
    }

    impl Text for Decimal {
        fn expected(&self) -> &'static str {
            "a decimal number of at most 28 digits"
        }

        fn read_text(&mut self, text: &str) -> bool {
            read_decimal(text).map(|value| *self = value).is_some()
        }

        fn read_integer(&mut self, value: i128) -> bool {
            Decimal::try_from_i128_with_scale(value, 0).map(|value| *self = value).is_ok()
        }

        fn read_double(&mut self, value: f64) -> bool {
            decimal_of_double(value).map(|value| *self = value).is_some()
        }
    }

    impl Wire for Decimal {
        fn read(&mut self, from: &mut dyn Source) -> Result<(), Failed> {
            from.parse(self)
        }

        fn write(&self, to: &mut dyn Sink) -> Result<(), Failed> {
            to.decimal(&self.to_string())
        }

        fn start() -> Self {
            Self::BLANK
        }
    }
}
