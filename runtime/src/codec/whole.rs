//! Whole numbers, also those that are written with a zero fraction: `1.0` is an integer (JSON Schema 2020-12,
//! section 6.1.1 of its validation).

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// An integer type of up to 64 bits, as it is read.
pub(super) struct Whole<T>(pub T);

impl<'de, T: TryFrom<i128>> Deserialize<'de> for Whole<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        whole(from).map(Whole)
    }
}

/// Reads an integer type of up to 64 bits.
pub(super) fn whole<'de, T: TryFrom<i128>, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_i64(Number(PhantomData))
}

struct Number<T>(PhantomData<T>);

impl<T: TryFrom<i128>> Visitor<'_> for Number<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::any::type_name::<T>())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(value.into()).map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::try_from(value.into()).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        // Beyond 2^53 a double names no single integer.
        if value.fract() != 0.0 || value.abs() > 9_007_199_254_740_992.0 {
            return Err(E::invalid_type(Unexpected::Float(value), &self));
        }
        T::try_from(value as i128).map_err(|_| E::invalid_value(Unexpected::Float(value), &self))
    }
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn a_zero_fraction_is_none() {
        let read = |text: &str| whole::<i64, _>(&mut serde_json::Deserializer::from_str(text)).ok();
        assert_eq!([read("1.0"), read("-7.00"), read("1.5")], [Some(1), Some(-7), None]);
        assert_eq!([read("18446744073709551615"), read("1e300"), read("\"1\"")], [None, None, None]);
        let read = |text: &str| whole::<u64, _>(&mut serde_json::Deserializer::from_str(text)).ok();
        assert_eq!([read("18446744073709551615"), read("2.0"), read("-1")], [Some(u64::MAX), Some(2), None]);
    }
}
