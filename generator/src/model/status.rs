//! The statuses that a response is for (OpenAPI 3.1, section 4.8.16).

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// The statuses that a response is for. In this order a client looks for the response of a status: its own, then
/// that of its range, then the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// A status code, 100 to 599.
    Code(u16),
    /// All codes with that first digit, 1 to 5, that have no response of their own: `4XX`.
    Range(u16),
    /// All codes that have no response otherwise.
    Default,
}

impl Status {
    /// Reads `404`, `4XX` and `default`, in any case.
    pub fn parse(word: &str) -> Option<Status> {
        if word.eq_ignore_ascii_case("default") {
            return Some(Status::Default);
        }
        let bytes = word.as_bytes();
        let &[class @ b'1'..=b'5', second, third] = bytes else { return None };
        match (second, third) {
            (b'x' | b'X', b'x' | b'X') => Some(Status::Range(u16::from(class - b'0'))),
            _ if bytes.iter().all(u8::is_ascii_digit) => word.parse().ok().map(Status::Code),
            _ => None,
        }
    }

    /// The first digit; none for the default.
    pub fn class(self) -> Option<u16> {
        match self {
            Status::Code(code) => Some(code / 100),
            Status::Range(class) => Some(class),
            Status::Default => None,
        }
    }

    /// Whether the response may be that of a status code.
    pub fn covers(self, code: u16) -> bool {
        match self {
            Status::Code(own) => own == code,
            Status::Range(class) => class == code / 100,
            Status::Default => true,
        }
    }

    /// Whether it is of nothing but successes (RFC 9110, section 15.3).
    pub fn is_success(self) -> bool {
        self.class() == Some(2)
    }

    /// Whether it may be of a failure (RFC 9110, sections 15.5 and 15.6).
    pub fn is_failure(self) -> bool {
        self.class().is_none_or(|class| class >= 4)
    }
}

impl From<u16> for Status {
    fn from(code: u16) -> Self {
        Status::Code(code)
    }
}

impl PartialEq<u16> for Status {
    fn eq(&self, code: &u16) -> bool {
        *self == Status::Code(*code)
    }
}

/// As OpenAPI writes it: `404`, `4XX`, `default`.
impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Status::Code(code) => write!(f, "{code}"),
            Status::Range(class) => write!(f, "{class}XX"),
            Status::Default => f.write_str("default"),
        }
    }
}

/// A code is a number, anything else a text.
impl Serialize for Status {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Status::Code(code) => serializer.serialize_u16(*code),
            other => serializer.collect_str(other),
        }
    }
}

impl<'de> Deserialize<'de> for Status {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Code(u16),
            Word(String),
        }
        match Written::deserialize(deserializer)? {
            Written::Code(code) => Ok(Status::Code(code)),
            Written::Word(word) => Status::parse(&word).ok_or_else(|| {
                D::Error::custom(format!("`{word}` is no status, range of statuses or `default`"))
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Status;

    #[test]
    fn statuses_as_they_are_written() {
        for (word, status) in [
            ("404", Some(Status::Code(404))),
            ("4XX", Some(Status::Range(4))),
            ("5xx", Some(Status::Range(5))),
            ("default", Some(Status::Default)),
            ("600", None),
            ("40X", None),
            ("+12", None),
            ("2000", None),
        ] {
            assert_eq!(Status::parse(word), status, "{word}");
        }
    }

    #[test]
    fn the_own_response_comes_first() {
        let mut statuses = [Status::Default, Status::Range(4), Status::Code(404), Status::Code(503)];
        statuses.sort();
        let found = |code| statuses.iter().find(|status| status.covers(code)).map(ToString::to_string);
        assert_eq!(found(404).as_deref(), Some("404"));
        assert_eq!(found(409).as_deref(), Some("4XX"));
        assert_eq!(found(500).as_deref(), Some("default"));
    }
}
