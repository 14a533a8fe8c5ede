//! What other files hold, in the place of references to them. A schema becomes a component, which a record is made
//! of; anything else stands where it was referred to.

use super::references::target_file;
use super::swagger::as_version_3;
use super::{Json, JsonValue, at_pointer, members, string};
use crate::source::Spanned;
use std::collections::{BTreeMap, BTreeSet};

/// References inside one another that are followed.
const MAX_DEPTH: usize = 64;
/// Values that are taken in; more are left out.
const MAX_TAKEN: usize = 10_000;

/// Makes one OpenAPI 3 document of the tree of the file `root` and the trees of those that it refers to, by their
/// relative paths. A reference to a file that is not there stays.
pub fn bundle(root: &str, tree: Json, files: &BTreeMap<String, Json>) -> Json {
    if files.is_empty() {
        return as_version_3(tree);
    }
    let taken = ["components", "definitions"].iter().filter_map(|key| {
        let part = tree.get(key)?;
        Some(if *key == "components" { part.get("schemas")? } else { part })
    });
    let taken = taken.flat_map(|schemas| members(Some(schemas))).map(|(name, _)| name.value.clone());
    let mut bundler = Bundler {
        root,
        files,
        taken: taken.collect(),
        names: BTreeMap::new(),
        components: Vec::new(),
        left: MAX_TAKEN,
        swagger: tree.get("swagger").is_some(),
    };
    let tree = bundler.resolve(tree, root, 0);
    let added = bundler.components;
    as_version_3(with_components(tree, added))
}

struct Bundler<'a> {
    root: &'a str,
    files: &'a BTreeMap<String, Json>,
    /// The names that components have.
    taken: BTreeSet<String>,
    /// The component that each schema of a file became, by file and pointer.
    names: BTreeMap<(String, String), String>,
    components: Vec<(Spanned<String>, Json)>,
    left: usize,
    swagger: bool,
}

impl Bundler<'_> {
    /// `file`: where the value stands.
    fn resolve(&mut self, json: Json, file: &str, depth: usize) -> Json {
        if depth > MAX_DEPTH {
            return json;
        }
        let target = string(&json, "$ref").map(str::to_owned);
        if let Some(found) = target.and_then(|target| self.take_in(&json, &target, file, depth)) {
            return found;
        }
        let span = json.span;
        let value = match json.value {
            JsonValue::Array(items) => {
                JsonValue::Array(items.into_iter().map(|item| self.resolve(item, file, depth + 1)).collect())
            }
            JsonValue::Object(members) => {
                let is_told = members.iter().any(|(name, _)| name.value == "propertyName");
                let resolve = |(name, value): (Spanned<String>, Json)| {
                    let value = match name.value.as_str() {
                        "example" | "default" | "enum" | "const" => value,
                        "mapping" if is_told => self.resolve_mapping(value, file, depth),
                        _ => self.resolve(value, file, depth + 1),
                    };
                    (name, value)
                };
                JsonValue::Object(members.into_iter().map(resolve).collect())
            }
            value => value,
        };
        Json { value, span }
    }

    /// The values that tell kinds apart, each with the schema that it stands for.
    fn resolve_mapping(&mut self, mapping: Json, file: &str, depth: usize) -> Json {
        let span = mapping.span;
        let JsonValue::Object(members) = mapping.value else { return mapping };
        let resolve = |(name, value): (Spanned<String>, Json)| {
            let JsonValue::String(target) = &value.value else { return (name, value) };
            let is_file = target.contains('#') || target.ends_with(".yaml") || target.ends_with(".json");
            let key = Spanned::new("$ref".to_owned(), value.span);
            let reference = Json { value: JsonValue::Object(vec![(key, value.clone())]), span: value.span };
            let found = is_file.then(|| self.take_in(&reference, target, file, depth)).flatten();
            let found = found.and_then(|found| found.get("$ref").cloned());
            (name, found.unwrap_or(value))
        };
        Json { value: JsonValue::Object(members.into_iter().map(resolve).collect()), span }
    }

    /// What stands for a reference; nothing where it stays as it is.
    fn take_in(&mut self, reference: &Json, target: &str, file: &str, depth: usize) -> Option<Json> {
        let pointer = target.split_once('#').map_or("", |(_, pointer)| pointer);
        let to = match target.starts_with('#') {
            true => file.to_owned(),
            false => target_file(file, target)?,
        };
        if to == self.root {
            return (file != self.root).then(|| referring(reference, &format!("#{pointer}")));
        }
        let key = (to.clone(), pointer.to_owned());
        if let Some(name) = self.names.get(&key) {
            return Some(referring(reference, &self.component(name)));
        }
        let found = at_pointer(self.files.get(&to)?, pointer)?;
        self.left = self.left.checked_sub(1)?;
        if !is_schema(found, pointer) {
            return Some(self.resolve(found.clone(), &to, depth + 1));
        }
        let name = self.free_name(&to, pointer);
        self.names.insert(key, name.clone());
        let resolved = self.resolve(found.clone(), &to, depth + 1);
        let here = reference.get("$ref").map_or(reference.span, |place| place.span);
        self.components.push((Spanned::new(name.clone(), here), resolved));
        Some(referring(reference, &self.component(&name)))
    }

    fn component(&self, name: &str) -> String {
        let place = if self.swagger { "#/definitions" } else { "#/components/schemas" };
        format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"))
    }

    /// The last step of the pointer, or the name of the file; with a number where another component has it.
    fn free_name(&mut self, file: &str, pointer: &str) -> String {
        let last = |path: &str| path.rsplit('/').next().unwrap_or_default().to_owned();
        let name = match last(pointer) {
            name if name.is_empty() => last(file).split('.').next().unwrap_or_default().to_owned(),
            name => name.replace("~1", "/").replace("~0", "~"),
        };
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| !self.taken.contains(name));
        let free = free.unwrap_or_default();
        self.taken.insert(free.clone());
        free
    }
}

/// A reference to somewhere else, with what stands beside it.
fn referring(reference: &Json, target: &str) -> Json {
    let JsonValue::Object(members) = &reference.value else { return reference.clone() };
    let redirect = |(name, value): &(Spanned<String>, Json)| {
        let is_target = name.value == "$ref";
        let to = Json { value: JsonValue::String(target.to_owned()), span: value.span };
        (name.clone(), if is_target { to } else { value.clone() })
    };
    Json { value: JsonValue::Object(members.iter().map(redirect).collect()), span: reference.span }
}

/// Whether a value is a schema, and no parameter, response or path.
fn is_schema(json: &Json, pointer: &str) -> bool {
    if ["/schemas/", "/definitions/"].iter().any(|part| pointer.contains(part)) {
        return true;
    }
    let has = |keys: &[&str]| keys.iter().any(|key| json.get(key).is_some());
    let other =
        has(&["in", "content", "responses", "get", "post", "put", "patch", "delete", "flows", "value"]);
    let of_schema =
        ["type", "properties", "allOf", "oneOf", "anyOf", "enum", "const", "items", "additionalProperties"];
    !other && has(&of_schema)
}

/// The document with more components.
fn with_components(mut tree: Json, added: Vec<(Spanned<String>, Json)>) -> Json {
    let swagger = tree.get("swagger").is_some();
    let mut place = &mut tree;
    for key in if swagger { &["definitions"][..] } else { &["components", "schemas"][..] } {
        let span = place.span;
        let JsonValue::Object(members) = &mut place.value else { return tree };
        let at = members.iter().position(|(name, _)| name.value == *key).unwrap_or_else(|| {
            members.push((
                Spanned::new((*key).to_owned(), span),
                Json { value: JsonValue::Object(vec![]), span },
            ));
            members.len() - 1
        });
        place = &mut members[at].1;
    }
    if let JsonValue::Object(members) = &mut place.value {
        members.extend(added);
    }
    tree
}
