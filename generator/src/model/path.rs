//! Path templates.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A path with holes: literal text and parameters, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PathTemplate {
    /// The parts in order. `/a/{id}.json` is `Literal("/a/")`, `Parameter("id")`, `Literal(".json")`.
    pub parts: Vec<PathPart>,
}

/// A part of a [`PathTemplate`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PathPart {
    /// Text that is sent as it stands.
    Literal(String),
    /// The wire name of a path parameter.
    Parameter(String),
}

impl PathTemplate {
    /// The wire names of the parameters, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            PathPart::Parameter(name) => Some(name.as_str()),
            PathPart::Literal(_) => None,
        })
    }

    /// The parameter at the end, where it is a segment or a suffix (`archive.{format}`), and what stands before it.
    pub(crate) fn end(&self) -> Option<(char, &str)> {
        match self.parts.as_slice() {
            [.., PathPart::Literal(before), PathPart::Parameter(name)] => {
                let separator = before.chars().next_back().filter(|c| matches!(c, '/' | '.'))?;
                Some((separator, name))
            }
            _ => None,
        }
    }

    /// The path without the parameter at its [end](Self::end).
    pub(crate) fn without_end(&self) -> Option<Self> {
        self.end()?;
        let mut shorter = self.clone();
        shorter.parts.pop();
        if let Some(PathPart::Literal(text)) = shorter.parts.last_mut() {
            text.pop();
        }
        Some(shorter)
    }
}

impl std::fmt::Display for PathTemplate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            PathPart::Literal(text) => f.write_str(text),
            PathPart::Parameter(name) => write!(f, "{{{name}}}"),
        })
    }
}

impl Serialize for PathTemplate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PathTemplate {
    /// Names of placeholders hold no braces, and literal text holds none around anything.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (mut parts, mut rest) = (Vec::new(), text.as_str());
        while let Some((before, name, after)) = rest.split_once('{').and_then(|(before, behind)| {
            let (name, after) = behind.split_once('}')?;
            Some((before, name, after))
        }) {
            if !before.is_empty() {
                parts.push(PathPart::Literal(before.to_owned()));
            }
            parts.push(PathPart::Parameter(name.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(PathPart::Literal(rest.to_owned()));
        }
        Ok(PathTemplate { parts })
    }
}
