//! Decimal numbers, from JSON numbers and texts and back, with no digit lost or made up.
//!
//! A text is exact: up to 28 digits, the ones behind the point included. A JSON number goes through a
//! double, because that is what JSON libraries hold: whole numbers are exact up to 64 bits, others where
//! they have at most 15 significant digits (`9999999999999.99`) and wherever the server wrote the shortest
//! text of a double itself. A decimal that a double cannot carry is an error when it is written as a number,
//! and so never sent as another one.

use rust_decimal::Decimal;

/// A decimal number as a text: `12.50`, `-3`, `.5`, `1.5e3`.
pub(crate) fn read_decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('+').unwrap_or(text);
    if digits.contains(['e', 'E']) {
        return Decimal::from_scientific(digits).ok();
    }
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
    if !plain || digits.starts_with("-+") {
        return None;
    }
    let exact = Decimal::from_str_exact(digits).ok();
    // Zeros at the end are digits too, but no value is lost without them.
    let shorter = || digits.contains('.').then(|| digits.trim_end_matches('0'));
    exact.or_else(|| Decimal::from_str_exact(shorter()?).ok())
}

/// The decimal that the shortest text of a double shows.
pub(crate) fn decimal_of_double(value: f64) -> Option<Decimal> {
    read_decimal(&value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        for (text, expected) in [
            ("12.50", "12.50"),
            ("-0.01", "-0.01"),
            ("+3", "3"),
            (".5", "0.5"),
            ("5.", "5"),
            ("1.5e3", "1500"),
            ("1E-7", "0.0000001"),
            ("9999999999999999999999999999", "9999999999999999999999999999"),
            ("0.10000000000000000000000000000000000", "0.1"),
        ] {
            assert_eq!(read_decimal(text).map(|of| of.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["", ".", "-", "1,50", "1.234,50", "1_000", "€5", "NaN", "1e40", "--1", "1.2.3", "0x10"]
        {
            assert_eq!(read_decimal(text), None, "{text}");
        }
        let too_fine = "0.12345678901234567890123456789";
        assert_eq!(read_decimal(too_fine), None);
    }

    #[test]
    fn doubles_show_what_the_server_wrote() {
        for text in ["0.1", "12.5", "9999999999999.99", "123456789012345", "0.30000000000000004", "-1.07"] {
            assert_eq!(decimal_of_double(text.parse().unwrap()), Some(text.parse().unwrap()));
        }
        for value in [f64::NAN, f64::INFINITY, 1e30] {
            assert_eq!(decimal_of_double(value), None);
        }
    }
}
