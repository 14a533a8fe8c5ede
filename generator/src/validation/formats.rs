//! Formats of texts that validators know (JSON Schema 2020-12 validation, section 7.3).

use crate::model::StringFormat;

pub(super) fn has_format(format: StringFormat, text: &str) -> bool {
    match format {
        StringFormat::Date => is_date(text),
        StringFormat::DateTime => {
            let Some((date, time)) = text.split_once(['T', 't']) else { return false };
            let zone = time.find(['Z', 'z', '+', '-']).map_or("", |at| &time[at..]);
            let clock = time.strip_suffix(zone).unwrap_or(time);
            let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
            let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
            let offset = zone.strip_prefix(['+', '-']).is_some_and(|of| is_clock(of, &[23, 59]));
            // A second may be a leap second (RFC 3339, section 5.6).
            is_date(date)
                && is_clock(clock, &[23, 59, 60])
                && is_fraction
                && (offset || matches!(zone, "Z" | "z"))
        }
        StringFormat::Uuid => {
            let parts: Vec<&str> = text.split('-').collect();
            let is_part = |(part, length): (&&str, &usize)| {
                part.len() == *length && part.bytes().all(|b| b.is_ascii_hexdigit())
            };
            parts.len() == 5 && parts.iter().zip(&[8, 4, 4, 4, 12]).all(is_part)
        }
        StringFormat::Uri => text.contains(':') && !text.contains(char::is_whitespace),
        StringFormat::Email => text.split_once('@').is_some_and(|(_, host)| host.contains('.')),
        _ => true,
    }
}

fn is_date(text: &str) -> bool {
    let part = |at: std::ops::Range<usize>| text.get(at).and_then(|part| part.parse::<u32>().ok());
    let (Some(year), Some(month), Some(day)) = (part(0..4), part(5..7), part(8..10)) else { return false };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    are_digits(text, &[4, 2, 2], '-') && (1..=days).contains(&day)
}

/// Parts of two digits, each up to its limit: `23:59:60`.
fn is_clock(text: &str, most: &[u32]) -> bool {
    let fits = |(part, most): (&str, &u32)| part.parse::<u32>().is_ok_and(|number| number <= *most);
    are_digits(text, &vec![2; most.len()], ':') && text.split(':').zip(most).all(fits)
}

fn are_digits(text: &str, lengths: &[usize], between: char) -> bool {
    let parts: Vec<&str> = text.split(between).collect();
    parts.len() == lengths.len()
        && parts
            .iter()
            .zip(lengths)
            .all(|(part, length)| part.len() == *length && part.bytes().all(|byte| byte.is_ascii_digit()))
}

pub(super) fn expected_format(format: StringFormat) -> &'static str {
    match format {
        StringFormat::DateTime => "a timestamp with a zone such as 2026-03-04T05:06:07Z",
        StringFormat::LocalDateTime => "a timestamp without a zone such as 2026-03-04T05:06:07",
        StringFormat::LocalMinute => "a timestamp such as 2026-03-04T05:06",
        StringFormat::Date => "a date such as 2026-03-04",
        StringFormat::Time => "a time of day such as 05:06:07",
        StringFormat::Uuid => "a UUID",
        StringFormat::Uri => "a URI",
        StringFormat::Email => "an e-mail address",
        StringFormat::Decimal => "a decimal as text",
        StringFormat::Byte => "a text of base64",
        StringFormat::Plain | StringFormat::Binary | StringFormat::Password => "a text",
    }
}
