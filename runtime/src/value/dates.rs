//! Timestamps, dates and times of day in the forms that servers send, and in no form that would make
//! them something else: a zone is never made up, and neither a zone nor a time of day is dropped.
//!
//! | type | read | not read |
//! |---|---|---|
//! | `Timestamp` | RFC 3339 and ISO 8601 with `Z` or an offset; a space for the `T`; ` UTC` for the `Z`; an offset with a name behind it | without a zone |
//! | `civil::DateTime` | the same without a zone; a date alone, as its midnight | with a zone |
//! | `civil::Date` | a date; a timestamp at midnight, with a zone or without | at another time |
//! | `civil::Time` | `10:30`, `10:30:00` | with a date or a zone |
//!
//! Seconds may be missing. A fraction of a second may have any number of digits: those beyond
//! nanoseconds are cut off.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use std::borrow::Cow;

/// A timestamp with a zone.
pub(crate) fn read_timestamp(text: &str) -> Option<Timestamp> {
    let text = without_excess(text);
    let is_name = |zone: &str| zone.bytes().all(|byte| byte.is_ascii_uppercase());
    let named = text.rsplit_once(' ').filter(|(_, zone)| is_name(zone));
    let (rest, zone) = named.map_or((&*text, None), |(rest, zone)| (rest, Some(zone)));
    // Some write `10:30:00 +0000` or `10:30:00 +0200 CEST`: the offset is what counts.
    let offset = rest.rsplit_once(' ').filter(|(_, offset)| offset.starts_with(['+', '-']));
    match (offset, zone) {
        (Some((time, offset)), _) => format!("{time}{offset}").parse().ok(),
        (None, Some("UTC" | "GMT")) => format!("{rest}Z").parse().ok(),
        (None, Some(_)) => None,
        (None, None) => rest.parse().ok(),
    }
}

/// A timestamp without a zone.
pub(crate) fn read_date_time(text: &str) -> Option<DateTime> {
    let text = without_excess(text);
    let (date, time) = text.split_once(['T', 't', ' ']).unwrap_or((&text, "00:00"));
    Some(date_alone(date)?.to_datetime(read_time(time)?))
}

/// A date.
pub(crate) fn read_date(text: &str) -> Option<Date> {
    match text.split_once(['T', 't', ' ']) {
        Some((date, time)) if is_midnight(time) => date_alone(date),
        Some(_) => None,
        None => date_alone(text),
    }
}

/// A time of day.
pub(crate) fn read_time(text: &str) -> Option<Time> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.'));
    without_excess(text).parse().ok().filter(|_| plain && text.contains(':'))
}

/// jiff takes the date of a timestamp too: here, nothing may follow it.
fn date_alone(text: &str) -> Option<Date> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+'));
    text.parse().ok().filter(|_| plain)
}

/// `00:00`, `00:00:00.000`, `00:00:00Z`, `00:00:00+02:00`.
fn is_midnight(time: &str) -> bool {
    let time = time.strip_suffix(" UTC").unwrap_or(time).trim_end_matches(['Z', 'z']);
    let (clock, offset) = time.split_at(time.find([' ', '+', '-']).unwrap_or(time.len()));
    let zero = |byte: u8| matches!(byte, b'0' | b':' | b'.');
    let of_offset = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b':' | b' ');
    clock.starts_with("00:00") && clock.bytes().all(zero) && offset.bytes().all(of_offset)
}

/// Without the digits of a fraction that are finer than nanoseconds.
fn without_excess(text: &str) -> Cow<'_, str> {
    const NANOSECONDS: usize = 9;
    let Some((seconds, rest)) = text.split_once('.') else { return Cow::Borrowed(text) };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    match digits > NANOSECONDS {
        true => Cow::Owned(format!("{seconds}.{}{}", &rest[..NANOSECONDS], &rest[digits..])),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timestamps() {
        for (text, expected) in [
            ("2025-01-15T10:30:00Z", "2025-01-15T10:30:00Z"),
            ("2025-01-15T10:30Z", "2025-01-15T10:30:00Z"),
            ("2025-01-15t10:30:00z", "2025-01-15T10:30:00Z"),
            ("2025-01-15T10:30:00.123456Z", "2025-01-15T10:30:00.123456Z"),
            ("2025-01-15T10:30:00.1234567891234Z", "2025-01-15T10:30:00.123456789Z"),
            ("2025-01-15T10:30:00+02:00", "2025-01-15T08:30:00Z"),
            ("2025-01-15T10:30:00+0200", "2025-01-15T08:30:00Z"),
            ("2025-01-15 10:30:00-05:00", "2025-01-15T15:30:00Z"),
            ("2025-01-15 10:30:00 +0200", "2025-01-15T08:30:00Z"),
            ("2025-01-15 10:30:00 UTC", "2025-01-15T10:30:00Z"),
            ("2025-01-15 10:30:00.25 +0000 UTC", "2025-01-15T10:30:00.25Z"),
            ("2025-01-15 10:30:00 +0200 CEST", "2025-01-15T08:30:00Z"),
            ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
        ] {
            assert_eq!(read_timestamp(text).map(|at| at.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "2025-01-15T10:30:00",
            "2025-01-15",
            "2025-02-30T10:30:00Z",
            "1736937000",
            "2025-01-15 10:30:00 EST",
            "",
            "now",
        ] {
            assert_eq!(read_timestamp(text), None, "{text}");
        }
    }

    #[test]
    fn timestamps_without_a_zone() {
        for (text, expected) in [
            ("2025-01-15T10:30:00", "2025-01-15T10:30:00"),
            ("2025-01-15T10:30", "2025-01-15T10:30:00"),
            ("2025-01-15 10:30:00.5", "2025-01-15T10:30:00.5"),
            ("2025-01-15", "2025-01-15T00:00:00"),
        ] {
            assert_eq!(read_date_time(text).map(|at| at.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["2025-01-15T10:30:00Z", "2025-01-15T10:30:00+00:00", "2025-01-15T10:30 UTC", "10:30", ""]
        {
            assert_eq!(read_date_time(text), None, "{text}");
        }
    }

    #[test]
    fn dates() {
        for text in [
            "2025-01-15",
            "2025-01-15T00:00:00",
            "2025-01-15T00:00:00.000Z",
            "2025-01-15T00:00",
            "2025-01-15 00:00:00 UTC",
            "2025-01-15T00:00:00+02:00",
            "2025-01-15 00:00:00 -0500",
        ] {
            assert_eq!(read_date(text), Some(Date::constant(2025, 1, 15)), "{text}");
        }
        for text in
            ["2025-01-15T10:30:00", "2025-01-15T00:00:00.001Z", "2025-01-14T23:00:00Z", "15/01/2025", ""]
        {
            assert_eq!(read_date(text), None, "{text}");
        }
    }

    #[test]
    fn times() {
        for (text, expected) in
            [("10:30", "10:30:00"), ("10:30:05", "10:30:05"), ("23:59:59.5", "23:59:59.5")]
        {
            assert_eq!(read_time(text).map(|time| time.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["10:30Z", "2025-01-15T10:30:00", "24:00:01", "1030", "10", ""] {
            assert_eq!(read_time(text), None, "{text}");
        }
    }
}
