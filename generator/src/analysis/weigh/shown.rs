//! What a page shows of a value, as opposed to what it declares.

use crate::document::{Json, JsonValue};
use foldhash::{HashMap, HashMapExt as _};

/// What a page shows of a value.
#[derive(Clone, Default)]
pub(in crate::analysis) struct Shown<'a> {
    pub skeletons: Vec<&'a Json>,
    pub examples: Vec<&'a Json>,
}

impl<'a> Shown<'a> {
    pub fn all(&self) -> impl Iterator<Item = &'a Json> {
        self.examples.iter().chain(&self.skeletons).copied()
    }

    fn map(&self, step: impl Fn(&'a Json) -> Vec<&'a Json>) -> Shown<'a> {
        Shown {
            skeletons: self.skeletons.iter().flat_map(|json| step(json)).collect(),
            examples: self.examples.iter().flat_map(|json| step(json)).collect(),
        }
    }

    /// What is shown of a member.
    pub fn member(&self, name: &str) -> Shown<'a> {
        self.map(|json| match &json.value {
            JsonValue::Object(members) => {
                members.iter().filter(|(n, _)| n.value == name).map(|(_, v)| v).collect()
            }
            _ => Vec::new(),
        })
    }

    /// What is shown of each member: for a caller that asks for many.
    pub fn members(&self) -> Members<'a> {
        let mut members: HashMap<&'a str, Shown<'a>> = HashMap::new();
        let each = |json: &'a Json| match &json.value {
            JsonValue::Object(members) => members.as_slice(),
            _ => &[],
        };
        for (name, value) in self.examples.iter().flat_map(|json| each(json)) {
            members.entry(&name.value).or_default().examples.push(value);
        }
        for (name, value) in self.skeletons.iter().flat_map(|json| each(json)) {
            members.entry(&name.value).or_default().skeletons.push(value);
        }
        Members { members, none: Shown::default() }
    }

    /// What is shown of the items.
    pub fn items(&self) -> Shown<'a> {
        self.map(|json| match &json.value {
            JsonValue::Array(items) => items.iter().collect(),
            _ => Vec::new(),
        })
    }

    pub fn only(&self, test: impl Fn(&JsonValue) -> bool) -> Shown<'a> {
        self.map(|json| if test(&json.value) { vec![json] } else { Vec::new() })
    }

    /// The same with more examples.
    pub fn with<'b>(&self, examples: &'b [Json]) -> Shown<'b>
    where
        'a: 'b,
    {
        let skeletons = self.skeletons.clone();
        Shown { skeletons, examples: self.examples.iter().copied().chain(examples).collect() }
    }

    pub fn is_empty(&self) -> bool {
        self.skeletons.is_empty() && self.examples.is_empty()
    }

    pub fn shows_null(&self) -> Option<&'a Json> {
        self.examples.iter().copied().find(|json| json.value == JsonValue::Null)
    }
}

/// What a page shows of the members of an object.
pub(in crate::analysis) struct Members<'a> {
    members: HashMap<&'a str, Shown<'a>>,
    none: Shown<'a>,
}

impl<'a> Members<'a> {
    /// What is shown of one; nothing where it is not there.
    pub fn get(&self, name: &str) -> &Shown<'a> {
        self.members.get(name).unwrap_or(&self.none)
    }
}
