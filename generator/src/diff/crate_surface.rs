//! The surface of a lowered crate.

use super::documentation::{method_texts, plain};
use super::surface::{EVENTS_FORM, Surface, SurfaceMember, SurfaceMethod, SurfaceType};
use super::wire::wire_facts;
use crate::lock::{Lock, without_names};
use crate::lowering::{
    Answer, CredentialPart, Docs, Group, LibraryType, Method, Outcome, Payload, Presence, RustCrate,
    RustType, Struct, TypeId, TypeKind, Variant, WebhookEvents,
};
use crate::model::{Api, EventLocation, Operation, SecurityRequirement};
use std::collections::{BTreeMap, BTreeSet};

/// The surface of a crate. The lock is the one that came with it: it knows which operation a method is.
pub(super) fn crate_surface(api: &Api, of: &RustCrate, lock: &Lock) -> Surface {
    let mut types: BTreeMap<String, SurfaceType> = BTreeMap::new();
    for item in &of.types {
        let aliases = item.aliases.iter().map(|alias| alias.as_str().to_owned()).collect();
        let kind = SurfaceType { aliases, ..surface_type(of, &item.kind) };
        types.insert(item.ident.as_str().to_owned(), kind);
    }
    let mut add_module = |id: TypeId, module: &str| {
        if let Some(kind) = types.get_mut(of.get(id).ident.as_str()) {
            kind.modules.push(module.to_owned());
        }
    };
    of.shared.iter().for_each(|id| add_module(*id, "types"));
    for group in &of.groups {
        for module in modules(group) {
            group.types.iter().chain(&group.reexports).for_each(|id| add_module(*id, module));
        }
    }
    of.webhooks.iter().for_each(|(_, id)| add_module(*id, "webhook_payloads"));
    let events = of.webhook_events.as_ref();
    types.extend(events.map(|events| (events.ident.as_str().to_owned(), surface_events(of, events))));
    let keys = operations_by_key(api);
    let mut methods = Vec::new();
    for group in &of.groups {
        let module = group.module.as_str();
        let locked = lock.groups.iter().find(|entry| entry.module == module);
        for method in &group.methods {
            let named = |(_, name): &(&str, &str)| *name == method.ident.as_str();
            let mut found = locked.into_iter().flat_map(|entry| entry.methods().filter(named));
            // The lock keeps the placeholders' names of the pages that it is of.
            let operation = |key: &str| keys.get(key).or_else(|| keys.get(&without_names(key)));
            let found = found.find_map(|(key, _)| Some((key, *operation(key)?)));
            let aliases = aliases(group, method);
            methods.push(SurfaceMethod { aliases, ..surface_method(api, of, module, method, found) });
        }
    }
    Surface { items: items(of), methods, types, texts: BTreeMap::new() }
}

/// The module of a group, and its earlier names.
fn modules(group: &Group) -> impl Iterator<Item = &str> {
    std::iter::once(group.module.as_str()).chain(group.aliases.iter().map(|alias| alias.module.as_str()))
}

/// What else calls an operation: all of its names in the earlier modules, and its earlier names in all.
fn aliases(group: &Group, method: &Method) -> Vec<String> {
    let names = || method.names().chain(method.aliases.iter().map(|alias| &alias.ident));
    modules(group)
        .flat_map(|module| names().map(move |name| format!("{module}::{}", name.as_str())))
        .collect()
}

fn operations_by_key(api: &Api) -> BTreeMap<String, &Operation> {
    let lines = api.operations.iter().map(|of| (of.identity.line.clone(), of));
    let ids = api.operations.iter().map(|of| (format!("{}#{}", of.identity.line, of.identity.id), of));
    let named: BTreeMap<String, &Operation> = lines.chain(ids).collect();
    let nameless = named.iter().map(|(key, of)| (without_names(key), *of));
    nameless.chain(named.clone()).collect()
}

fn surface_method(
    api: &Api,
    of: &RustCrate,
    module: &str,
    method: &Method,
    found: Option<(&str, &Operation)>,
) -> SurfaceMethod {
    let name = |id: TypeId| of.get(id).ident.as_str().to_owned();
    let arguments = method.arguments.iter();
    let mut arguments: Vec<(String, String)> = arguments
        .map(|of_path| (of_path.ident.as_str().to_owned(), type_text(of, &of_path.rust_type)))
        .collect();
    arguments.extend(method.request.map(|id| ("request".to_owned(), name(id))));
    let mut uses = Vec::new();
    uses.extend(method.request.map(|id| ("request", name(id))));
    uses.extend(answer_type(&method.answer).map(|id| ("answer", name(id))));
    uses.extend(method.error.map(|id| ("error", name(id))));
    let line = format!("{} {}", method.verb.as_str(), method.path);
    let key = found.map_or(line.as_str(), |(key, _)| key);
    let operation = found.map(|(_, operation)| operation);
    let in_words = |ways: &Vec<SecurityRequirement>| {
        let mut ways: Vec<String> = ways.iter().map(ToString::to_string).collect();
        ways.sort();
        ways
    };
    SurfaceMethod {
        key: without_names(key),
        line: operation.map_or(line, |operation| operation.identity.line.clone()),
        module: module.to_owned(),
        ident: method.ident.as_str().to_owned(),
        aliases: Vec::new(),
        pages: method
            .paging
            .as_ref()
            .map(|of_paging| (of_paging.ident.as_str().to_owned(), type_text(of, &of_paging.item))),
        arguments,
        answer: answer_text(of, &method.answer),
        error: method.error.map(name),
        wire: wire_facts(method),
        authentication: operation.and_then(|operation| operation.authentication.as_ref()).map(in_words),
        texts: method_texts(method, operation),
        deprecated: method.deprecated.is_some(),
        uses,
        places: operation.map(|operation| operation.places().cloned().collect()).unwrap_or_default(),
    }
    .with_base_url(api)
}

impl SurfaceMethod {
    /// The URL that its path is joined to, whether it is its own or the client's.
    fn with_base_url(mut self, api: &Api) -> Self {
        if let Some((_, url)) = self.wire.iter_mut().find(|(aspect, _)| aspect == "base URL")
            && url.is_empty()
        {
            *url = api.base_url.clone().unwrap_or_default();
        }
        self
    }
}

fn answer_type(of: &Answer) -> Option<TypeId> {
    match of {
        Answer::Json(of) | Answer::JsonLines(of) => of.named(),
        Answer::Events(event) => event.rust_type().and_then(RustType::named),
        Answer::ByStatus(id) => Some(*id),
        Answer::Text | Answer::Bytes | Answer::Empty => None,
    }
}

fn answer_text(of: &RustCrate, answer: &Answer) -> String {
    match answer {
        Answer::Json(kind) => type_text(of, kind),
        Answer::JsonLines(kind) => format!("JsonLines<{}>", type_text(of, kind)),
        Answer::Events(event) => {
            format!("Events<{}>", event.rust_type().map_or("String".to_owned(), |kind| type_text(of, kind)))
        }
        Answer::Text => "String".into(),
        Answer::Bytes => "Bytes".into(),
        Answer::Empty => "()".into(),
        Answer::ByStatus(id) => of.get(*id).ident.as_str().into(),
    }
}

/// What stands in the root of the crate and in its manifest.
fn items(of: &RustCrate) -> BTreeMap<String, String> {
    let mut items = BTreeMap::from([("package".to_owned(), of.package.clone())]);
    for group in &of.groups {
        items.insert(format!("module {}", group.module.as_str()), group.handle.as_str().to_owned());
        items.insert(format!("feature {}", group.feature), String::new());
        for alias in &group.aliases {
            items.insert(format!("module {}", alias.module.as_str()), alias.handle.as_str().to_owned());
            items.insert(format!("feature {}", alias.feature), String::new());
        }
    }
    for library in &of.libraries {
        items.insert(format!("re-export {library}"), String::new());
    }
    for credential in &of.client.credentials {
        let Some(ident) = &credential.ident else { continue };
        let arguments = credential.parts.iter().flat_map(|part| match part {
            CredentialPart::Bearer { token } => vec![token.as_str()],
            CredentialPart::Basic { user, password } => vec![user.as_str(), password.as_str()],
            CredentialPart::ApiKey { key, .. } => vec![key.as_str()],
        });
        let arguments = arguments.collect::<Vec<_>>().join(", ");
        items.insert(format!("function {}", ident.as_str()), format!("({arguments})"));
    }
    items
}

/// The enum of what the API sends on its own.
fn surface_events(of: &RustCrate, events: &WebhookEvents) -> SurfaceType {
    let members = events.variants.iter().map(|variant| {
        let named = variant.payload.map(|id| of.get(id).ident.as_str().to_owned());
        SurfaceMember {
            ident: variant.ident.as_str().to_owned(),
            type_text: named.clone().unwrap_or_else(|| "Value".to_owned()),
            named,
            wire: one_of(&variant.events),
            docs: plain(&variant.title),
            ..SurfaceMember::default()
        }
    });
    let location = match &events.location {
        Some(EventLocation::Field(path)) => format!("in the field `{}`", path.join(".")),
        Some(EventLocation::Header(name)) => format!("in the header `{name}`"),
        None => "nowhere, as there is one".to_owned(),
    };
    let signature = events.signature.as_ref().map(|of| ("its signature".to_owned(), format!("{of:?}")));
    SurfaceType {
        modules: vec!["webhook_payloads".to_owned()],
        form: EVENTS_FORM,
        members: members.collect(),
        open: true,
        wire: std::iter::once(("the event's name".to_owned(), location)).chain(signature).collect(),
        ..SurfaceType::default()
    }
}

/// `a` or `b`
fn one_of(values: &[String]) -> String {
    values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" or ")
}

/// A value of an enum.
fn value_of<V: std::fmt::Display>(of: &Variant<V>) -> SurfaceMember {
    SurfaceMember {
        ident: of.ident.as_str().to_owned(),
        aliases: of.aliases.iter().map(|alias| alias.as_str().to_owned()).collect(),
        wire: format!("`{}`", of.value),
        docs: plain(&of.docs.lines.join(" ")),
        ..SurfaceMember::default()
    }
}

fn surface_type(of: &RustCrate, kind: &TypeKind) -> SurfaceType {
    let named = |id: Option<TypeId>| id.map(|id| of.get(id).ident.as_str().to_owned());
    let holding = |ident: &str, holds: &RustType, wire: String, docs: &Docs| SurfaceMember {
        ident: ident.to_owned(),
        type_text: type_text(of, holds),
        named: named(holds.named()),
        wire,
        docs: plain(&docs.lines.join(" ")),
        ..SurfaceMember::default()
    };
    let bare = |ident: &str, wire: String, docs: &Docs| SurfaceMember {
        ident: ident.to_owned(),
        wire,
        docs: plain(&docs.lines.join(" ")),
        ..SurfaceMember::default()
    };
    let outcome = |outcome: &Outcome| {
        let (ident, status) = (outcome.ident.as_str(), format!("status {}", outcome.status));
        match &outcome.payload {
            Payload::Json(holds) => holding(ident, holds, status, &outcome.docs),
            Payload::None | Payload::Beside(_) => bare(ident, status, &outcome.docs),
            Payload::Text => {
                SurfaceMember { type_text: "String".into(), ..bare(ident, status, &outcome.docs) }
            }
            Payload::Bytes => {
                SurfaceMember { type_text: "Bytes".into(), ..bare(ident, status, &outcome.docs) }
            }
        }
    };
    // Callers name it as they name a variant.
    let reader = |outcome: &Outcome| {
        let (reader, Payload::Beside(holds)) = (outcome.reader.as_ref()?, &outcome.payload) else {
            return None;
        };
        let wire = format!("status {}", outcome.status);
        Some(holding(&format!("{}()", reader.as_str()), holds, wire, &Docs::default()))
    };
    let mut result = SurfaceType { form: form(kind), traits: traits(kind), ..SurfaceType::default() };
    match kind {
        TypeKind::Struct(kind) => {
            result.new = kind.has_constructor().then(|| arguments_of_new(of, kind));
            result.sent = kind.serde.serialize || !kind.serde.deserialize;
            let fields = kind.fields.iter();
            result.members = fields
                .map(|field| {
                    let nulls = field.presence == Presence::Required
                        && matches!(field.rust_type, RustType::Option(_));
                    let nulls =
                        if nulls && kind.serde.serialize { ", `null` where it is `None`" } else { "" };
                    let as_text = match field.rust_type.library_type() {
                        Some(LibraryType::TextDecimal) => " as text",
                        Some(LibraryType::Minute) => " to the minute",
                        _ => "",
                    };
                    let wire = field.wire_name.as_ref().map(|name| format!("`{name}`{as_text}{nulls}"));
                    holding(field.ident.as_str(), &field.rust_type, wire.unwrap_or_default(), &field.docs)
                })
                .collect();
            result.members.extend(kind.unknown_fields.as_ref().map(|ident| SurfaceMember {
                ident: ident.as_str().to_owned(),
                type_text: "BTreeMap<String, Value>".into(),
                ..SurfaceMember::default()
            }));
            let fixed =
                kind.fields.iter().filter_map(|field| Some((field.ident.as_str(), field.fixed.as_ref()?)));
            result.wire =
                fixed.map(|(ident, value)| (format!("`{ident}` in `new`"), value.to_string())).collect();
        }
        TypeKind::IntegerEnum(all) => {
            result.members = all.iter().map(value_of).collect();
        }
        TypeKind::StringEnum(all) => {
            result.members = all.iter().map(value_of).collect();
        }
        TypeKind::Union(kind) => {
            let none = Docs::default();
            result.members = kind
                .variants
                .iter()
                .map(|(ident, of)| holding(ident.as_str(), of, String::new(), &none))
                .collect();
        }
        TypeKind::Tagged(kind) => {
            result.wire = vec![("the tag".into(), format!("`{}`", kind.tag))];
            let all = kind.variants.iter();
            result.members = all
                .map(|of| holding(of.ident.as_str(), &of.rust_type, one_of(&of.values), &of.docs))
                .collect();
        }
        TypeKind::Errors(outcomes) => {
            result.open = true;
            result.members = outcomes.iter().map(outcome).collect();
            result.members.extend(outcomes.iter().filter_map(reader));
        }
        TypeKind::Answers(outcomes) => result.members = outcomes.iter().map(outcome).collect(),
    }
    result
}

fn arguments_of_new(of: &RustCrate, kind: &Struct) -> Vec<(String, String)> {
    let required = kind.fields.iter().filter(|field| field.required && field.fixed.is_none());
    required.map(|field| (field.ident.as_str().to_owned(), type_text(of, &field.rust_type))).collect()
}

fn form(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Struct(_) => "struct",
        TypeKind::IntegerEnum(_) => "enum of integers",
        TypeKind::StringEnum(_) => "enum of texts",
        TypeKind::Union(_) => "union",
        TypeKind::Tagged(_) => "tagged enum",
        TypeKind::Errors(_) => "enum of errors",
        TypeKind::Answers(_) => "enum of answers",
    }
}

/// The traits that depend on what a type holds or where it travels.
fn traits(kind: &TypeKind) -> BTreeSet<&'static str> {
    let serde = match kind {
        TypeKind::Struct(of) => of.serde,
        TypeKind::Union(of) => of.serde,
        TypeKind::Tagged(of) => of.serde,
        _ => return BTreeSet::new(),
    };
    let all = [("Serialize and Deserialize", serde.serialize || serde.deserialize)];
    all.into_iter().filter(|(_, has)| *has).map(|(name, _)| name).collect()
}

/// A type as Rust writes it, with the names of the crate.
fn type_text(of: &RustCrate, kind: &RustType) -> String {
    let holds = |outer: &str, inner: &RustType| format!("{outer}<{}>", type_text(of, inner));
    match kind {
        RustType::Bool => "bool".into(),
        RustType::I32 => "i32".into(),
        RustType::I64 => "i64".into(),
        RustType::U64 => "u64".into(),
        RustType::I128 => "i128".into(),
        RustType::F64 => "f64".into(),
        RustType::String => "String".into(),
        RustType::Secret => "Secret".into(),
        RustType::Bytes => "Bytes".into(),
        RustType::Upload => "Upload".into(),
        RustType::Value => "Value".into(),
        RustType::Library(library) => library.path().into(),
        RustType::Vec(inner) => holds("Vec", inner),
        RustType::Map(inner) => format!("BTreeMap<String, {}>", type_text(of, inner)),
        RustType::Option(inner) => holds("Option", inner),
        RustType::Nullable(inner) => holds("Nullable", inner),
        RustType::Boxed(inner) => holds("Box", inner),
        RustType::Named(id) => of.get(*id).ident.as_str().into(),
    }
}
