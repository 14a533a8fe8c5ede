//! Whether a text is one that a type of a library reads; the runtime's `value/dates.rs` says which forms it does.

use crate::config::ValueTypes;
use crate::model::StringFormat;

/// Whether a text can be read by the type that the settings give to its format. Text is always text.
pub(super) fn has_format(values: ValueTypes, format: StringFormat, text: &str) -> bool {
    match format {
        StringFormat::DateTime => !values.jiff || values.zoned_as_text || is_timestamp(text),
        StringFormat::LocalDateTime | StringFormat::LocalMinute => !values.jiff || is_local(text),
        StringFormat::Date => !values.jiff || is_date_or_midnight(text),
        StringFormat::Time => !values.jiff || (text.contains(':') && is_time(text)),
        StringFormat::Uuid => !values.uuid || is_uuid(text),
        StringFormat::Decimal => !values.rust_decimal || is_decimal(text),
        _ => true,
    }
}

/// A date and a time of day, and a zone.
fn is_timestamp(text: &str) -> bool {
    let Some((date, rest)) = text.split_once(['T', 't', ' ']) else { return false };
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(rest.len());
    let (time, zone) = rest.split_at(end);
    is_date(date) && is_time(time) && is_zone(zone)
}

fn is_zone(zone: &str) -> bool {
    let zone = zone.trim_start();
    let name = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
    let offset = zone.split_once(' ').map_or(zone, |(offset, of)| if name(of) { offset } else { zone });
    let digits =
        |text: &str| text.len() >= 2 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    matches!(zone, "Z" | "z" | "UTC" | "GMT") || offset.strip_prefix(['+', '-']).is_some_and(digits)
}

/// A date, with a time of day or without, and no zone.
fn is_local(text: &str) -> bool {
    let (date, time) = text.split_once(['T', 't', ' ']).unwrap_or((text, "00:00"));
    is_date(date) && is_time(time)
}

fn is_date_or_midnight(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else { return is_date(text) };
    let time = time.strip_suffix(" UTC").unwrap_or(time).trim_end_matches(['Z', 'z']);
    let clock = time.split([' ', '+', '-']).next().unwrap_or_default();
    is_date(date)
        && clock.starts_with("00:00")
        && clock.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.'))
}

fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let mut part = |length: usize, most: u32| {
        let digits = parts.next().filter(|part| part.len() == length);
        digits.and_then(|part| part.parse().ok()).is_some_and(|number: u32| number <= most)
    };
    part(4, 9999) && part(2, 12) && part(2, 31) && parts.next().is_none()
}

fn is_time(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let number =
        |part: &str, most: u32| part.len() == 2 && part.parse().is_ok_and(|number: u32| number <= most);
    let parts: Vec<&str> = clock.split(':').collect();
    let [hour, minute, seconds @ ..] = parts.as_slice() else { return false };
    number(hour, 23)
        && number(minute, 59)
        && seconds.len() < 2
        && seconds.iter().all(|second| number(second, 60))
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_uuid(text: &str) -> bool {
    let digits: String = text.trim_matches(['{', '}']).chars().filter(|c| *c != '-').collect();
    digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_decimal(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_the_types_of_libraries_read() {
        let all = ValueTypes {
            jiff: true,
            uuid: true,
            rust_decimal: true,
            keep_unknown_fields: false,
            zoned_as_text: false,
        };
        for (format, text, reads) in [
            (StringFormat::DateTime, "2025-01-15T10:30:00Z", true),
            (StringFormat::DateTime, "2025-01-15 10:30:00.25 +0000 UTC", true),
            (StringFormat::DateTime, "2025-01-15T10:30:00+02:00", true),
            (StringFormat::DateTime, "2025-01-15T10:30:00", false),
            (StringFormat::DateTime, "2025-01-15", false),
            (StringFormat::LocalDateTime, "2025-01-15T10:30", true),
            (StringFormat::LocalDateTime, "2025-01-15", true),
            (StringFormat::LocalDateTime, "2025-01-15T10:30:00Z", false),
            (StringFormat::Date, "2025-01-15", true),
            (StringFormat::Date, "2025-01-15T00:00:00.000Z", true),
            (StringFormat::Date, "2025-01-15T10:30:00", false),
            (StringFormat::Time, "10:30", true),
            (StringFormat::Time, "10:30Z", false),
            (StringFormat::Uuid, "6ba7b810-9dad-41d1-80b4-00c04fd430c8", true),
            (StringFormat::Uuid, "abc", false),
            (StringFormat::Decimal, "12.50", true),
            (StringFormat::Decimal, "12,50", false),
            (StringFormat::Plain, "anything", true),
        ] {
            assert_eq!(has_format(all, format, text), reads, "{text}");
        }
        assert!(has_format(ValueTypes::default(), StringFormat::Date, "soon"), "text is text");
    }
}
