//! Where in a list to go on.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A place in a list, to go on from there later or in another process: a text, by `Display`, `From` or
/// serde. It is of use only to the same call with the same parameters. It may hold a cursor or URL of
/// the server, and no credential of the client.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ResumeToken(String);

/// The page at which a list goes on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Position {
    /// As the call itself says.
    Start,
    /// A page number or offset.
    Number(u64),
    /// A cursor, or the id of an item.
    Text(String),
    Url(String),
}

impl ResumeToken {
    /// `skip;kind:text`
    pub(super) fn new(position: &Position, skip: usize) -> Self {
        ResumeToken(match position {
            Position::Start => format!("{skip};start"),
            Position::Number(number) => format!("{skip};number:{number}"),
            Position::Text(text) => format!("{skip};text:{text}"),
            Position::Url(url) => format!("{skip};url:{url}"),
        })
    }

    /// The page and how many of its items are done; `None` for a text that is no token.
    pub(super) fn read(&self) -> Option<(Position, usize)> {
        let (skip, place) = self.0.split_once(';')?;
        let position = match place.split_once(':') {
            None if place == "start" => Position::Start,
            Some(("number", number)) => Position::Number(number.parse().ok()?),
            Some(("text", text)) => Position::Text(text.to_owned()),
            Some(("url", url)) => Position::Url(url.to_owned()),
            _ => return None,
        };
        Some((position, skip.parse().ok()?))
    }
}

impl fmt::Display for ResumeToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<String> for ResumeToken {
    fn from(text: String) -> Self {
        ResumeToken(text)
    }
}

impl From<&str> for ResumeToken {
    fn from(text: &str) -> Self {
        ResumeToken(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_read_as_they_were_written() {
        let text = |text: &str| Position::Text(text.to_owned());
        for position in [
            Position::Start,
            Position::Number(7),
            text(""),
            text("a;b:c"),
            Position::Url("https://x/?a=b".into()),
        ] {
            assert_eq!(ResumeToken::new(&position, 3).read(), Some((position, 3)));
        }
        for text in ["", "3", "3;", "x;start", "3;number:x", "3;what:x"] {
            assert_eq!(ResumeToken::from(text).read(), None, "{text}");
        }
    }
}
