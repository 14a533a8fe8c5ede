//! `{ "$ref": "./navigation.json" }`: settings that are kept in files of their own.

use crate::document::{Json, JsonValue};
use crate::source::{SourceId, Spanned};
use std::collections::BTreeSet;

/// How many files one settings file may take in.
pub(super) const MAX_REFERENCES: usize = 64;
/// References inside one another.
const MAX_DEPTH: usize = 8;

/// Loads the file that a reference in a file names, or says why not.
pub(super) type LoadReference<'a> = dyn FnMut(SourceId, &str) -> Result<Json, String> + 'a;

/// Puts what is referred to in the place of each reference. Members beside `$ref` are kept and count
/// more. A reference that leads nowhere is left out.
pub(super) struct References<'a, 'l> {
    load: &'a mut LoadReference<'l>,
    open: BTreeSet<(SourceId, String)>,
    count: usize,
    /// What is wrong with a reference, and where.
    pub problems: Vec<Spanned<String>>,
}

impl<'a, 'l> References<'a, 'l> {
    pub(super) fn new(load: &'a mut LoadReference<'l>) -> Self {
        Self { load, open: BTreeSet::new(), count: 0, problems: Vec::new() }
    }

    pub(super) fn resolve(&mut self, json: Json) -> Json {
        let span = json.span;
        let value = match json.value {
            JsonValue::Array(items) => {
                JsonValue::Array(items.into_iter().map(|item| self.resolve(item)).collect())
            }
            JsonValue::Object(members) => {
                let reference = members.iter().find(|(key, _)| key.value == "$ref").map(|(_, v)| v.clone());
                let own = members.into_iter().filter(|(key, _)| key.value != "$ref");
                let own: Vec<_> = own.map(|(key, value)| (key, self.resolve(value))).collect();
                match reference.and_then(|of| self.take_in(of)) {
                    Some(Json { value: JsonValue::Object(mut found), .. }) => {
                        found.retain(|(key, _)| !own.iter().any(|(of, _)| of.value == key.value));
                        found.extend(own);
                        JsonValue::Object(found)
                    }
                    Some(other) => return other,
                    None => JsonValue::Object(own),
                }
            }
            value => value,
        };
        Json { value, span }
    }

    fn take_in(&mut self, reference: Json) -> Option<Json> {
        let JsonValue::String(path) = &reference.value else {
            self.problems.push(Spanned::new("`$ref` is not a path".to_owned(), reference.span));
            return None;
        };
        let key = (reference.span.source, path.clone());
        let refuse = if self.open.contains(&key) || self.open.len() >= MAX_DEPTH {
            Some(format!("`{path}` refers to itself"))
        } else if self.count >= MAX_REFERENCES {
            Some(format!("more than {MAX_REFERENCES} references"))
        } else {
            None
        };
        let found = match refuse {
            Some(problem) => Err(problem),
            None => (self.load)(reference.span.source, path),
        };
        match found {
            Ok(json) => {
                self.count += 1;
                self.open.insert(key.clone());
                let resolved = self.resolve(json);
                self.open.remove(&key);
                Some(resolved)
            }
            Err(problem) => {
                self.problems.push(Spanned::new(problem, reference.span));
                None
            }
        }
    }
}
