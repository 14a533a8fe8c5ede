//! The names that the document makes up: of operations, schemas and security schemes. Each is
//! unique, and is given out in the order of the model.

use crate::model::{Api, AuthScheme, Operation};
use heck::{ToKebabCase, ToLowerCamelCase};
use std::collections::{BTreeMap, BTreeSet};

/// All names of one document.
pub(super) struct Names<'a> {
    pub(super) api: &'a Api,
    schemas: BTreeMap<&'a str, String>,
    /// By address: ids repeat, when groups have operations of one name.
    operations: BTreeMap<*const Operation, String>,
    security: BTreeMap<&'a AuthScheme, String>,
}

impl<'a> Names<'a> {
    /// Names everything in the model.
    pub(super) fn new(api: &'a Api) -> Self {
        let mut taken = BTreeSet::new();
        let schemas = api.schemas.keys().map(|name| (name.as_str(), unique(&mut taken, component_key(name))));
        let schemas = schemas.collect();
        let operations = name_operations(&api.operations);
        let of_operations = api.operations.iter().flat_map(|operation| &operation.authentication);
        let schemes: BTreeSet<_> = api.authentication.iter().chain(of_operations).collect();
        let mut taken = BTreeSet::new();
        let security = schemes.into_iter().map(|scheme| (scheme, unique(&mut taken, security_name(scheme))));
        Self { api, schemas, operations, security: security.collect() }
    }

    /// The key of a schema under `components`.
    pub(super) fn schema<'n>(&'n self, name: &'n str) -> &'n str {
        self.schemas.get(name).map_or(name, String::as_str)
    }

    /// The `operationId`.
    pub(super) fn operation(&self, operation: &Operation) -> &str {
        self.operations.get(&std::ptr::from_ref(operation)).map_or("", String::as_str)
    }

    /// The name of a security scheme.
    pub(super) fn security_scheme(&self, scheme: &AuthScheme) -> &str {
        self.security.get(scheme).map_or("", String::as_str)
    }

    /// All security schemes with their names.
    pub(super) fn security(&self) -> impl Iterator<Item = (&AuthScheme, &str)> {
        self.security.iter().map(|(scheme, name)| (*scheme, name.as_str()))
    }
}

/// The id in camel case, behind the group where several have it.
fn name_operations(operations: &[Operation]) -> BTreeMap<*const Operation, String> {
    let short = |operation: &Operation| or(operation.id.to_lower_camel_case(), "operation");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for operation in operations {
        *counts.entry(short(operation)).or_default() += 1;
    }
    let mut taken = BTreeSet::new();
    let named = operations.iter().map(|operation| {
        let name = match short(operation) {
            name if counts[&name] == 1 => name,
            _ => or(format!("{} {}", operation.group, operation.id).to_lower_camel_case(), "operation"),
        };
        (std::ptr::from_ref(operation), unique(&mut taken, name))
    });
    named.collect()
}

/// The first of `name`, `name2`, `name3` … that is not taken; it is taken now.
pub(super) fn unique(taken: &mut BTreeSet<String>, name: String) -> String {
    let numbered = (2..).map(|n| format!("{name}{n}"));
    let free = std::iter::once(name.clone()).chain(numbered).find(|name| !taken.contains(name));
    let free = free.unwrap_or(name);
    taken.insert(free.clone());
    free
}

/// A key as `components` allows it: ASCII letters, digits, `.`, `-` and `_`.
pub(super) fn component_key(name: &str) -> String {
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
    let key: String = name.chars().map(|c| if allowed(c) { c } else { '_' }).collect();
    or(key, "schema")
}

fn security_name(scheme: &AuthScheme) -> String {
    match scheme {
        AuthScheme::Bearer => "bearer".to_owned(),
        AuthScheme::Basic => "basic".to_owned(),
        AuthScheme::ApiKey { name, .. } => component_key(&or(name.to_kebab_case(), "api-key")),
    }
}

fn or(name: String, fallback: &str) -> String {
    if name.is_empty() { fallback.to_owned() } else { name }
}
