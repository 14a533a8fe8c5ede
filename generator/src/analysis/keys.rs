//! Objects whose names are data: totals by day, balances by currency.
//!
//! An example shows some of the names that there may be; as fields they would be those of one day only.

use crate::document::{Json, JsonValue};
use crate::source::Spanned;

/// What the names of an object are, where all of them are data of one kind: "dates", "numbers".
pub(super) fn keys_are_data(members: &[(Spanned<String>, Json)]) -> Option<&'static str> {
    let all = |is: fn(&str) -> bool| members.iter().all(|(name, _)| is(&name.value));
    match () {
        () if members.is_empty() => None,
        // Most objects are told by their first name.
        () if members[0].0.value.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') => None,
        () if all(is_date) => Some("dates"),
        () if all(is_number) => Some("numbers"),
        () if all(is_uuid) => Some("UUIDs"),
        () if all(is_address) => Some("addresses"),
        () if members.len() > 1 && all(is_currency) && are_alike(members) => Some("codes"),
        () if members.len() > 1 && have_one_prefix(members) && are_alike(members) => Some("ids"),
        () => None,
    }
}

/// `2026-04-01`, `2026-04`, `2026-04-01T10:00:00Z`.
fn is_date(name: &str) -> bool {
    let day = name.split(['T', ' ']).next().unwrap_or_default();
    let mut parts = day.split(['-', '/']);
    let digits = |part: Option<&str>, count: usize| {
        part.is_some_and(|part| part.len() == count && part.bytes().all(|b| b.is_ascii_digit()))
    };
    digits(parts.next(), 4)
        && digits(parts.next(), 2)
        && parts.next().is_none_or(|part| digits(Some(part), 2))
        && parts.next().is_none()
}

fn is_number(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit())
}

fn is_uuid(name: &str) -> bool {
    let groups: Vec<&str> = name.split('-').collect();
    let is_hex = |group: &&str| group.bytes().all(|b| b.is_ascii_hexdigit());
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) && groups.iter().all(is_hex)
}

/// `ada@acme.example`, `https://acme.example`, `0x5aAe…`.
fn is_address(name: &str) -> bool {
    let hex = name.strip_prefix("0x").is_some_and(|rest| rest.len() > 5 && !rest.contains('_'));
    let mail = name.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'));
    hex || mail || name.contains("://")
}

/// `EUR`.
fn is_currency(name: &str) -> bool {
    name.len() == 3 && name.bytes().all(|b| b.is_ascii_uppercase())
}

/// `usr_1f3a9`, `usr_77c01`: one prefix and ids of some length with a digit in each.
fn have_one_prefix(members: &[(Spanned<String>, Json)]) -> bool {
    let Some((prefix, _)) = members[0].0.value.rsplit_once(['_', '-']) else { return false };
    members.iter().all(|(name, _)| {
        let id = name.value.strip_prefix(prefix).and_then(|rest| rest.strip_prefix(['_', '-']));
        id.is_some_and(|id| id.len() > 2 && id.bytes().any(|b| b.is_ascii_digit()))
    })
}

/// Whether all values are numbers, or all are objects or arrays of one kind.
fn are_alike(members: &[(Spanned<String>, Json)]) -> bool {
    let kind = |json: &Json| match json.value {
        JsonValue::Number(_) => 1,
        JsonValue::Object(_) => 2,
        JsonValue::Array(_) => 3,
        _ => 0,
    };
    let first = kind(&members[0].1);
    first > 0 && members.iter().all(|(_, value)| kind(value) == first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{LineMap, parse_json};
    use crate::source::SourceId;

    fn keys(object: &str) -> Option<&'static str> {
        let reading = parse_json(object, &LineMap::default(), SourceId(0));
        let JsonValue::Object(members) = &reading.documents[0].value else { panic!("{object}") };
        keys_are_data(members)
    }

    #[test]
    fn names_that_are_data() {
        assert_eq!(keys(r#"{"2026-04-01": [], "2026-04-02": []}"#), Some("dates"));
        assert_eq!(keys(r#"{"2026-04": 3}"#), Some("dates"));
        assert_eq!(keys(r#"{"7": {"a": 1}, "12": {"a": 2}}"#), Some("numbers"));
        assert_eq!(keys(r#"{"1b4e28ba-2fa1-11d2-883f-0016d3cca427": 1}"#), Some("UUIDs"));
        assert_eq!(keys(r#"{"ada@acme.example": true}"#), Some("addresses"));
        assert_eq!(keys(r#"{"EUR": 1.5, "USD": 2}"#), Some("codes"));
        assert_eq!(keys(r#"{"lamp_1f3a": {}, "lamp_77c0": {}}"#), Some("ids"));
    }

    #[test]
    fn names_that_are_names() {
        for object in [
            r#"{"id": 1, "name": "a"}"#,
            r#"{"URL": "a", "KEY": "b"}"#,
            r#"{"EUR": 1}"#,
            r#"{"line_1": "a", "line_2": "b"}"#,
            r#"{"2026": 1, "total": 2}"#,
            r#"{"Monday": [], "Tuesday": []}"#,
            r#"{"createdAt": "2026-04-01"}"#,
        ] {
            assert_eq!(keys(object), None, "{object}");
        }
    }
}
