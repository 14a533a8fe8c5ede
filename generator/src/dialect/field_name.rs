//! The alphabet of field names: one for lists, tables and rendered text.
//!
//! ```ebnf
//! name  = start , { start | "-" | "." | "[" | "]" | ":" | "*" } ;    (* at most 80 characters, one of them a letter or "_" *)
//! start = letter | digit | "_" | "$" | "@" ;
//! ```
//!
//! `@kind`, `2fa`, `data[].id`, `$filter`, `created[gte]`, `X-Forward-*`. What begins as a status does (`404`, `4xx`)
//! is none, and neither is what ends as prose does.

use super::section::leading_status;

const LONGEST: usize = 80;

/// Whether a text can be the name of a field.
pub(super) fn is_field_name(text: &str) -> bool {
    let is_start = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '@');
    text.len() <= LONGEST
        && (text.starts_with(is_start) || text.starts_with("[]."))
        && text.chars().all(|c| is_start(c) || matches!(c, '-' | '.' | '[' | ']' | ':' | '*'))
        && text.contains(|c: char| c.is_alphabetic() || c == '_')
        && !text.ends_with(['.', ':', '-'])
        && leading_status(text).is_none()
}

/// The way that a name in brackets says, where what it names is no form: `limits[size][max]` of JSON is
/// `limits.size.max`. A number in brackets is an item, and no name.
pub(super) fn way_of(name: &str) -> Option<String> {
    let (first, rest) = name.split_once('[')?;
    let steps: Vec<&str> = rest.strip_suffix(']')?.split("][").collect();
    let is_step = |step: &&str| {
        step.chars().all(|c| c.is_alphanumeric() || "_-".contains(c)) && step.parse::<u64>().is_err()
    };
    let names = steps.iter().any(|step| !step.is_empty());
    if first.is_empty() || !names || !steps.iter().all(is_step) {
        return None;
    }
    let mut way = first.to_owned();
    for step in steps {
        way.push_str(if step.is_empty() { "[]" } else { "." });
        way.push_str(step);
    }
    Some(way)
}

#[cfg(test)]
mod tests {
    use super::{is_field_name, way_of};

    #[test]
    fn ways() {
        for (name, way) in [
            ("limits[size]", Some("limits.size")),
            ("limits[size][max]", Some("limits.size.max")),
            ("lamps[][id]", Some("lamps[].id")),
            ("lamps[ids][]", Some("lamps.ids[]")),
            ("lamps[]", None),
            ("lamps[0]", None),
            ("lamps", None),
            ("a[b", None),
            ("a[b c]", None),
        ] {
            assert_eq!(way_of(name).as_deref(), way, "{name}");
        }
    }

    #[test]
    fn names() {
        for name in [
            "id",
            "@kind",
            "2fa",
            "data[].id",
            "$filter",
            "created[gte]",
            "X-Forward-*",
            "dc:title",
            "_id",
            "größe",
            "[].id",
            "user.name",
        ] {
            assert!(is_field_name(name), "{name}");
        }
        for text in
            ["", "404", "4xx", "404-reason", "Note:", "e.g.", "3-5", "two words", "-x", "*", "a/b", "a,b"]
        {
            assert!(!is_field_name(text), "{text}");
        }
        assert!(!is_field_name(&"x".repeat(81)));
    }
}
