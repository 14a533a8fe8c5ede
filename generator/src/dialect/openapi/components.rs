//! The components of a document, and what is known of them before any is read: which of their fields go one way
//! only, and by which values of a field they are told apart.

use super::{is_true, items, members, string};
use crate::document::{Json, JsonValue};
use crate::source::Spanned;
use std::collections::{BTreeMap, BTreeSet};

/// Objects inside one another that are looked at.
const MAX_DEPTH: usize = 96;

/// The schemas under `components`.
pub(super) struct Components<'a> {
    by_name: BTreeMap<&'a str, (&'a Spanned<String>, &'a Json)>,
    /// By where they are.
    by_place: BTreeMap<usize, &'a str>,
    /// Those that hold a field which is only sent or only received, themselves or in a component.
    one_way: BTreeSet<&'a str>,
    /// By component, the fields that tell it apart from others, each with its values.
    tags: BTreeMap<&'a str, Vec<Tag>>,
}

/// A field that tells a component apart from others (OpenAPI 3.1, section 4.8.25).
pub(super) struct Tag {
    pub name: Spanned<String>,
    pub values: Vec<String>,
    /// Whether a mapping says so; otherwise the value is the name of the component.
    pub mapped: bool,
}

impl<'a> Components<'a> {
    pub fn new(root: &'a Json) -> Self {
        let schemas = members(root.get("components").and_then(|components| components.get("schemas")));
        let by_name: BTreeMap<&str, (&Spanned<String>, &Json)> =
            schemas.iter().map(|(name, schema)| (name.value.as_str(), (name, schema))).collect();
        let by_place = schemas.iter().map(|(name, schema)| (address(schema), name.value.as_str())).collect();
        let mut found = Self { by_name, by_place, one_way: BTreeSet::new(), tags: BTreeMap::new() };
        found.one_way = found.find_one_way();
        found.note_tags(root, 0);
        found
    }

    /// A component with the place of its name.
    pub fn get(&self, name: &str) -> Option<(&'a str, &'a Spanned<String>, &'a Json)> {
        let (&name, &(place, schema)) = self.by_name.get_key_value(name)?;
        Some((name, place, schema))
    }

    /// The name of the component that a schema is.
    pub fn name_of(&self, schema: &Json) -> Option<&'a str> {
        self.by_place.get(&address(schema)).copied()
    }

    /// Whether a component looks different when it is sent and when it is received.
    pub fn is_one_way(&self, name: &str) -> bool {
        self.one_way.contains(name)
    }

    /// The fields that tell a component apart.
    pub fn tags(&self, name: &str) -> &[Tag] {
        self.tags.get(name).map_or(&[], Vec::as_slice)
    }

    /// The components that a component with a mapping, and without alternatives of its own, stands for.
    pub fn kinds_of(&self, schema: &'a Json) -> Option<Vec<&'a str>> {
        let own = self.name_of(schema)?;
        if schema.get("oneOf").or(schema.get("anyOf")).is_some() {
            return None;
        }
        let mapping = members(schema.get("discriminator")?.get("mapping"));
        let mut kinds: Vec<&str> = mapping.iter().filter_map(|(_, to)| self.target(to)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        (kinds.len() > 1 && !kinds.contains(&own)).then_some(kinds)
    }

    /// The component that a reference or a mapping names, by its whole path or alone.
    fn target(&self, to: &Json) -> Option<&'a str> {
        let JsonValue::String(to) = &to.value else { return None };
        let name = to.strip_prefix("#/components/schemas/").unwrap_or(to);
        self.by_name.get_key_value(name).map(|(&name, _)| name)
    }

    fn find_one_way(&self) -> BTreeSet<&'a str> {
        let mut users: BTreeMap<&str, Vec<&'a str>> = BTreeMap::new();
        let mut open: Vec<&'a str> = Vec::new();
        for (&name, (_, schema)) in &self.by_name {
            let mut references = Vec::new();
            if scan(schema, &mut references, 0) {
                open.push(name);
            }
            for target in references.into_iter().filter_map(|to| to.strip_prefix("#/components/schemas/")) {
                users.entry(target).or_default().push(name);
            }
        }
        let mut found = BTreeSet::new();
        while let Some(name) = open.pop() {
            if found.insert(name) {
                open.extend(users.get(name).into_iter().flatten());
            }
        }
        found
    }

    /// Notes what every discriminator says, wherever it stands.
    fn note_tags(&mut self, schema: &'a Json, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        if let Some(discriminator) = schema.get("discriminator") {
            self.note_tag(schema, discriminator);
        }
        match &schema.value {
            JsonValue::Object(members) => {
                members.iter().for_each(|(_, member)| self.note_tags(member, depth + 1));
            }
            JsonValue::Array(items) => items.iter().for_each(|item| self.note_tags(item, depth + 1)),
            _ => {}
        }
    }

    fn note_tag(&mut self, schema: &'a Json, discriminator: &'a Json) {
        let (Some(name), Some(place)) =
            (string(discriminator, "propertyName"), discriminator.get("propertyName"))
        else {
            return;
        };
        let name = Spanned::new(name.to_owned(), place.span);
        let mapping = members(discriminator.get("mapping"));
        let alternatives = items(schema.get("oneOf").or(schema.get("anyOf")));
        let listed = alternatives.iter().filter_map(|one| self.target(one.get("$ref")?));
        let mapped = mapping.iter().filter_map(|(_, to)| self.target(to));
        let mut targets: Vec<&'a str> = listed.chain(mapped).collect();
        targets.sort_unstable();
        targets.dedup();
        for target in targets {
            let of_target = |(_, to): &&(Spanned<String>, Json)| self.target(to) == Some(target);
            let values: Vec<String> =
                mapping.iter().filter(of_target).map(|(value, _)| value.value.clone()).collect();
            let mapped = !values.is_empty();
            let values = if mapped { values } else { vec![target.to_owned()] };
            let tags = self.tags.entry(target).or_default();
            match tags.iter_mut().find(|tag| tag.name.value == name.value) {
                Some(known) if mapped && known.mapped => {
                    let new = values.into_iter().filter(|value| !known.values.contains(value));
                    known.values.extend(new.collect::<Vec<_>>());
                }
                Some(known) if mapped => *known = Tag { name: name.clone(), values, mapped },
                Some(_) => {}
                None => tags.push(Tag { name: name.clone(), values, mapped }),
            }
        }
    }
}

/// What tells a part of a document from all others.
fn address(json: &Json) -> usize {
    std::ptr::from_ref(json).addr()
}

/// Whether a schema has a field that goes one way only; collects what it refers to.
fn scan<'a>(schema: &'a Json, references: &mut Vec<&'a str>, depth: usize) -> bool {
    if depth > MAX_DEPTH {
        return false;
    }
    references.extend(string(schema, "$ref"));
    let own = is_true(schema, "readOnly") || is_true(schema, "writeOnly");
    let inner = match &schema.value {
        JsonValue::Object(members) => {
            members.iter().filter(|(_, member)| scan(member, references, depth + 1)).count()
        }
        JsonValue::Array(items) => items.iter().filter(|item| scan(item, references, depth + 1)).count(),
        _ => 0,
    };
    own || inner > 0
}
