//! The names that the document makes up: of operations, schemas and security schemes. Each is
//! unique, and is given out in the order of the model.

use crate::model::{Api, AuthScheme, Operation, Schema, SchemaKind, TaggedSchema, TaggedVariant};
use heck::{ToKebabCase, ToLowerCamelCase, ToUpperCamelCase};
use std::collections::{BTreeMap, BTreeSet};

/// All names of one document.
pub(super) struct Names<'a> {
    pub(super) api: &'a Api,
    schemas: BTreeMap<&'a str, String>,
    /// By address: ids repeat, when groups have operations of one name.
    operations: BTreeMap<*const Operation, String>,
    security: BTreeMap<&'a AuthScheme, String>,
    /// The objects of several kinds, with the keys of their variants under `components`.
    tagged: Vec<(&'a TaggedSchema, Vec<String>)>,
}

impl<'a> Names<'a> {
    /// Names everything in the model.
    pub(super) fn new(api: &'a Api) -> Self {
        let mut taken = Taken::default();
        let schemas = api.schemas.keys().map(|name| (name.as_str(), unique(&mut taken, component_key(name))));
        let schemas = schemas.collect();
        let operations = name_operations(&api.operations);
        let tagged = name_variants(api, &operations, &mut taken);
        let of_operations = api.operations.iter().filter_map(|operation| operation.authentication.as_ref());
        let requirements = api.authentication.iter().chain(of_operations).flatten();
        let schemes: BTreeSet<_> = requirements.flat_map(|requirement| &requirement.schemes).collect();
        let mut taken = Taken::default();
        let security = schemes.into_iter().map(|scheme| (scheme, unique(&mut taken, security_name(scheme))));
        Self { api, schemas, operations, security: security.collect(), tagged }
    }

    /// The key of a schema under `components`.
    pub(super) fn schema<'n>(&'n self, name: &'n str) -> &'n str {
        self.schemas.get(name).map_or(name, String::as_str)
    }

    /// The keys of the variants of an object of several kinds.
    pub(super) fn variants(&self, of: &TaggedSchema) -> &[String] {
        self.tagged.iter().find(|(known, _)| *known == of).map_or(&[], |(_, keys)| keys)
    }

    /// The variants of all such objects with their keys.
    pub(super) fn all_variants(&self) -> impl Iterator<Item = (&'a TaggedSchema, &'a TaggedVariant, &str)> {
        self.tagged.iter().flat_map(|(of, keys)| {
            of.variants.iter().zip(keys).map(|(variant, key)| (*of, variant, key.as_str()))
        })
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

/// Names the variants after the first operation or schema that has them: `CreateHookEmail`.
fn name_variants<'a>(
    api: &'a Api,
    operations: &BTreeMap<*const Operation, String>,
    taken: &mut Taken,
) -> Vec<(&'a TaggedSchema, Vec<String>)> {
    let mut tagged: Vec<(&TaggedSchema, Vec<String>)> = Vec::new();
    let mut name = |owner: &str, schema: &'a Schema| {
        let mut found = Vec::new();
        collect_tagged(schema, &mut found);
        for of in found {
            if tagged.iter().any(|(known, _)| *known == of) {
                continue;
            }
            let key = |variant: &TaggedVariant| {
                let key = format!("{}{}", owner.to_upper_camel_case(), variant.name().to_upper_camel_case());
                unique(taken, component_key(&key))
            };
            let keys = of.variants.iter().map(key).collect();
            tagged.push((of, keys));
        }
    };
    for operation in &api.operations {
        let owner = operations.get(&std::ptr::from_ref(operation)).map_or("", String::as_str);
        let body = operation.request_body.iter().map(|body| &body.schema);
        let answers = operation.responses.iter().filter_map(|response| response.schema.as_ref());
        body.chain(answers).for_each(|schema| name(owner, schema));
    }
    for webhook in &api.webhooks {
        name(&webhook.id, &webhook.payload);
    }
    for (owner, named) in &api.schemas {
        name(owner, &named.schema);
    }
    tagged
}

fn collect_tagged<'a>(schema: &'a Schema, found: &mut Vec<&'a TaggedSchema>) {
    match &schema.kind {
        SchemaKind::Array { items: inner } | SchemaKind::Map { values: inner } => {
            collect_tagged(inner, found)
        }
        SchemaKind::Object(object) => object.fields.iter().for_each(|f| collect_tagged(&f.schema, found)),
        SchemaKind::Union { variants } => variants.iter().for_each(|v| collect_tagged(v, found)),
        SchemaKind::Tagged(of) => {
            found.push(of);
            let fields = of.variants.iter().flat_map(|variant| &variant.object.fields);
            fields.for_each(|field| collect_tagged(&field.schema, found));
        }
        _ => {}
    }
}

/// The id in camel case, behind the group where several have it.
fn name_operations(operations: &[Operation]) -> BTreeMap<*const Operation, String> {
    let short = |operation: &Operation| or(operation.id.to_lower_camel_case(), "operation");
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for operation in operations {
        *counts.entry(short(operation)).or_default() += 1;
    }
    let mut taken = Taken::default();
    let named = operations.iter().map(|operation| {
        let name = match short(operation) {
            name if counts[&name] == 1 => name,
            _ => or(format!("{} {}", operation.group, operation.id).to_lower_camel_case(), "operation"),
        };
        (std::ptr::from_ref(operation), unique(&mut taken, name))
    });
    named.collect()
}

/// Names that were given out.
#[derive(Default)]
pub(super) struct Taken {
    names: BTreeSet<String>,
    /// The last number behind each name.
    numbers: BTreeMap<String, usize>,
}

/// The first of `name`, `name2`, `name3` … that is not taken; it is taken now.
pub(super) fn unique(taken: &mut Taken, name: String) -> String {
    let mut free = name.clone();
    while taken.names.contains(&free) {
        let number = taken.numbers.entry(name.clone()).or_insert(1);
        *number += 1;
        free = format!("{name}{number}");
    }
    taken.names.insert(free.clone());
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
