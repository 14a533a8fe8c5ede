//! From drafts to types: names of fields and variants, what serde is told, and doc comments.

use super::doc_lines::Docs;
use super::doc_words::code_span;
use super::drafts::{Draft, Drafts, FieldPart, FieldShape, PartText, Presence, Shape, TaggedShape};
use super::kept::Kept;
use super::names::{Ident, Place, Scope, Taken};
use super::rust_type::{
    Outcome, Payload, RustType, SerdeUse, Struct, StructField, Tagged, TaggedVariant, TypeKind, Union,
    Variant,
};
use super::serde_names::{is_applied, rename_all};
use super::statuses::{meaning, status_lead, status_words};
use super::unknown_fields::unknown_fields;
use super::words::words;
use crate::diagnostic::{Diagnostic, rule};
use crate::lock::LockedType;
use crate::model::{EnumValue, Location, Status};
use foldhash::{HashMap, HashMapExt as _};
use std::collections::VecDeque;

/// The form of a type; `name` is what it is called, for messages.
pub(super) fn lower_kind(
    name: &Ident,
    draft: &Draft,
    drafts: &Drafts,
    field_names: &[Taken],
    diagnostics: &mut Vec<Diagnostic>,
) -> TypeKind {
    let mut collisions = Collisions { name, diagnostics };
    match &draft.shape {
        Shape::Struct { serde, fields, open } => {
            let mut lowered = lower_struct(*serde, fields, field_names, &draft.parts, &mut collisions);
            lowered.unknown_fields = open.then(|| unknown_fields(&lowered));
            TypeKind::Struct(lowered)
        }
        Shape::Enum { members } => lower_open_enum(members, draft, &drafts.kept, &mut collisions),
        Shape::Union { serde, variants } => TypeKind::Union(lower_union(*serde, variants, drafts)),
        Shape::Tagged { serde, tag, variants } => {
            let earlier = Earlier::of(draft, &drafts.kept);
            let variants = lower_kinds(tag, variants, &draft.parts, earlier, &mut collisions);
            TypeKind::Tagged(Tagged { serde: *serde, tag: tag.clone(), variants })
        }
        Shape::Errors { outcomes } => {
            TypeKind::Errors(lower_outcomes(outcomes, &draft.parts, Status::is_success))
        }
        Shape::Answers { outcomes } => TypeKind::Answers(lower_outcomes(outcomes, &draft.parts, |_| false)),
    }
}

/// The names of a struct's fields; none for any other type.
pub(super) fn field_names(draft: &Draft, kept: &Kept<'_>) -> Vec<Taken> {
    let Shape::Struct { fields, .. } = &draft.shape else { return Vec::new() };
    let mut earlier = Earlier::of(draft, kept);
    let mut scope = Scope::with_taken(Place::Field, earlier.names());
    let mut taken: Vec<Option<Taken>> = vec![None; fields.len()];
    // The body's fields come first: a parameter of the same name says where it goes.
    let order = |body: bool| move |at: &usize| matches!(fields[*at].part, FieldPart::Parameter(_)) != body;
    let all = || 0..fields.len();
    for at in all().filter(order(true)).chain(all().filter(order(false))) {
        let mut candidates = vec![words(fields[at].called())];
        if let FieldPart::Parameter(location) = fields[at].part {
            candidates.push([candidates[0].clone(), vec![location_word(location).into()]].concat());
        }
        taken[at] = Some(earlier.take(&mut scope, &fields[at].wire_name, &candidates));
    }
    taken.into_iter().flatten().collect()
}

fn lower_struct(
    serde: SerdeUse,
    fields: &[FieldShape],
    names: &[Taken],
    texts: &[PartText],
    collisions: &mut Collisions,
) -> Struct {
    let idents: Vec<Ident> = names.iter().map(|taken| collisions.note(taken.clone())).collect();
    let in_body = idents.iter().zip(fields).filter(|(_, field)| field.part == FieldPart::Body);
    let casing = rename_all(in_body.map(|(ident, field)| (ident, field.wire_name.as_str())));
    let with_serde = serde.serialize || serde.deserialize;
    let lower = |((ident, field), text): ((Ident, &FieldShape), &PartText)| StructField {
        docs: part_docs(text),
        rust_type: field.rust_type.clone(),
        wire_name: (with_serde && field.part == FieldPart::Body).then(|| field.wire_name.clone()),
        renamed: !is_applied(&ident, casing, &field.wire_name),
        presence: field.presence,
        required: field.presence == Presence::Required,
        fixed: None,
        ident,
    };
    let fields = idents.into_iter().zip(fields).zip(texts).map(lower).collect();
    Struct {
        serde,
        rename_all: casing.filter(|_| with_serde),
        fields,
        unknown_fields: None,
        required: None,
        required_aliases: Vec::new(),
        made_from: Vec::new(),
    }
}

/// The open enum of documented values: of integers, or of strings.
fn lower_open_enum(
    members: &[(EnumValue, Option<String>)],
    draft: &Draft,
    kept: &Kept<'_>,
    collisions: &mut Collisions,
) -> TypeKind {
    let mut earlier = Earlier::of(draft, kept);
    let mut scope = Scope::with_taken(Place::Variant, earlier.names().chain(["Unknown"]));
    let (mut integers, mut strings) = (Vec::new(), Vec::new());
    for ((value, name), text) in members.iter().zip(&draft.parts) {
        let shown = match value {
            EnumValue::Integer(value) => value.to_string(),
            EnumValue::String(value) => format!("\"{value}\""),
        };
        let lead =
            format!("{}{}", code_span(&shown), if text.description.trim().is_empty() { "" } else { ":" });
        let docs = Docs::default().and_lead(&lead, &text.description);
        let candidates = variant_candidates(value, name.as_deref());
        let (taken, called) = match kept.is_set(value, name.as_deref()) {
            true => (earlier.take(&mut scope, &key_of(value), &candidates), None),
            false => earlier.keep(&mut scope, &key_of(value), &candidates, collisions),
        };
        let ident = collisions.note(taken);
        let aliases = earlier.aliases(&key_of(value), &ident);
        match value {
            EnumValue::Integer(value) => {
                integers.push(Variant { ident, aliases, called, value: *value, docs });
            }
            EnumValue::String(value) => {
                strings.push(Variant { ident, aliases, called, value: value.clone(), docs });
            }
        }
    }
    match strings.is_empty() {
        true => TypeKind::IntegerEnum(integers),
        false => TypeKind::StringEnum(strings),
    }
}

/// The names that a variant may have: the page's, or one made of the value.
fn variant_candidates(value: &EnumValue, name: Option<&str>) -> Vec<Vec<String>> {
    let of_value = match value {
        EnumValue::Integer(value) if *value < 0 => words(&format!("value minus {}", value.unsigned_abs())),
        EnumValue::Integer(value) => words(&format!("value {value}")),
        EnumValue::String(value) if words(value).is_empty() && !value.is_empty() => vec!["symbol".into()],
        EnumValue::String(value) => [sign(value), words(value)].concat(),
    };
    match name.map(words).filter(|words| !words.is_empty()) {
        Some(name) => {
            let documented = [vec!["documented".into()], name.clone()].concat();
            let valued = [name.clone(), of_value.clone()].concat();
            vec![name.clone(), if name == ["unknown"] { documented } else { valued }]
        }
        None if of_value == ["unknown"] => vec![of_value, vec!["documented".into(), "unknown".into()]],
        None => vec![of_value],
    }
}

/// The word for the sign that a value begins with: `+1` and `-1` are two names, and so are `name` and `-name`.
fn sign(value: &str) -> Vec<String> {
    let mut chars = value.chars();
    let sign = match chars.next() {
        Some('+') => "plus",
        Some('-' | '\u{2212}') => "minus",
        _ => return Vec::new(),
    };
    chars.next().filter(|next| next.is_alphanumeric()).map(|_| sign.to_owned()).into_iter().collect()
}

/// `fails_in_body`: whether the body of that status says that the call failed.
fn lower_outcomes(
    outcomes: &[(Status, Payload)],
    texts: &[PartText],
    fails_in_body: fn(Status) -> bool,
) -> Vec<Outcome> {
    // `Other` takes the statuses that the page does not name.
    let mut scope = Scope::with_taken(Place::Variant, ["Other"]);
    let mut readers = Scope::with_taken(Place::Method, ["decode"]);
    let lower = |((status, payload), text): (&(Status, Payload), &PartText)| {
        let said = match text.description.trim() {
            "" => meaning(*status).unwrap_or("The documentation does not say what it means."),
            description => description,
        };
        let (ident, docs) = if fails_in_body(*status) {
            let long = [vec!["unsuccessful".into()], status_words(*status)].concat();
            let lead = format!("Status {status} with a body that says that the call failed.");
            (scope.take(&[vec!["unsuccessful".into()], long]).ident, Docs::own(lead))
        } else {
            let docs = Docs::default().and_lead(&status_lead(*status), said);
            (scope.take_one(status_words(*status)).ident, docs)
        };
        let reader = matches!(payload, Payload::Beside(_))
            .then(|| readers.take_one([status_words(*status), vec!["body".into()]].concat()).ident);
        let said = reader.iter().map(|reader| format!("Its body: [`Self::{}`].", reader.as_str()));
        let docs = said.fold(docs, Docs::and);
        Outcome { ident, status: *status, payload: payload.clone(), docs, reader }
    };
    outcomes.iter().zip(texts).map(lower).collect()
}

fn lower_union(serde: SerdeUse, variants: &[RustType], drafts: &Drafts) -> Union {
    let mut scope = Scope::with_taken(Place::Variant, ["Other"]);
    let mut named = Vec::new();
    for rust_type in variants {
        // What has a name in the pages is called that, and anything else after what it is.
        let schema = match rust_type {
            RustType::Named(id) => drafts.get(*id).schema.as_deref(),
            _ => None,
        };
        let name = schema.map_or_else(|| vec![type_word(rust_type).into()], words);
        let ident = scope.take_one(name).ident;
        named.push((ident, rust_type.clone()));
    }
    Union { serde, variants: named }
}

fn lower_kinds(
    tag: &str,
    variants: &[TaggedShape],
    texts: &[PartText],
    mut earlier: Earlier<'_>,
    collisions: &mut Collisions,
) -> Vec<TaggedVariant> {
    let mut scope = Scope::with_taken(Place::Variant, earlier.names().chain(["Other"]));
    let lower = |(of, text): (&TaggedShape, &PartText)| {
        let value = EnumValue::String(of.name.clone());
        let valued = [variant_candidates(&value, None).concat(), vec!["kind".into()]].concat();
        let candidates = [variant_candidates(&value, None).concat(), valued];
        let taken = earlier.take(&mut scope, &key_of(&value), &candidates);
        let values: Vec<String> = of.values.iter().map(|value| code_span(&format!("\"{value}\""))).collect();
        // The heading, where it says more than the value.
        let heading = text.description.trim();
        let said = of.values.iter().any(|value| words(value) == words(heading)) || heading.is_empty();
        let (end, heading) = if said { (".", String::new()) } else { (":", format!("{heading}.")) };
        let lead = format!("{} is {}{end}", code_span(tag), values.join(" or "));
        TaggedVariant {
            ident: collisions.note(taken),
            values: of.values.clone(),
            rust_type: of.rust_type.clone(),
            docs: Docs::default().and_lead(&lead, &heading),
        }
    };
    variants.iter().zip(texts).map(lower).collect()
}

/// What the variant of a union is called that holds a value of the type.
pub(super) fn type_word(rust_type: &RustType) -> &'static str {
    match rust_type {
        RustType::Bool => "boolean",
        RustType::I32 | RustType::I64 | RustType::U64 | RustType::I128 => "integer",
        RustType::F64 => "number",
        RustType::String => "text",
        RustType::Secret => "secret",
        RustType::Bytes | RustType::Upload => "bytes",
        RustType::Library(of) => of.library(),
        RustType::Vec(_) => "list",
        RustType::Map(_) => "map",
        RustType::Value => "any",
        RustType::Named(_) => "object",
        RustType::Option(of) | RustType::Nullable(of) | RustType::Boxed(of) => type_word(of),
    }
}

fn part_docs(text: &PartText) -> Docs {
    Docs::page(&text.description).and(text.notes.join(" "))
}

pub(super) fn location_word(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// What a variant is found by in the lock.
pub(super) fn key_of(value: &EnumValue) -> String {
    match value {
        EnumValue::Integer(value) => value.to_string(),
        EnumValue::String(value) => format!("{value:?}"),
    }
}

/// The names that the members of a type had in the earlier crate, by what they are on the wire.
struct Earlier<'l> {
    members: HashMap<&'l str, VecDeque<&'l str>>,
    /// Those before that, with what they are on the wire.
    aliases: Vec<(&'l str, &'l str)>,
}

impl<'l> Earlier<'l> {
    fn of(draft: &Draft, kept: &Kept<'l>) -> Self {
        let mut members: HashMap<&str, VecDeque<&str>> = HashMap::new();
        let known = draft.known.map(|known| kept.get(known));
        for (ident, wire) in known.into_iter().flat_map(LockedType::members) {
            members.entry(wire).or_default().push_back(ident);
        }
        Self { members, aliases: known.into_iter().flat_map(LockedType::member_aliases).collect() }
    }

    fn names(&self) -> impl Iterator<Item = &'l str> + use<'l> {
        let aliases = self.aliases.iter().map(|(alias, _)| *alias);
        self.members.values().flatten().copied().chain(aliases).collect::<Vec<_>>().into_iter()
    }

    /// The earlier names of a value, where it has another one now.
    fn aliases(&self, wire: &str, ident: &Ident) -> Vec<Ident> {
        let own = self.aliases.iter().filter(|(alias, of)| *of == wire && *alias != ident.as_str());
        own.map(|(alias, _)| Scope::new(Place::Variant).keep(alias).ident).collect()
    }

    /// The name that a variant had, whatever the pages call its value now; or one of the candidates. With it, what
    /// they call it now.
    fn keep(
        &mut self,
        scope: &mut Scope,
        wire: &str,
        candidates: &[Vec<String>],
        collisions: &mut Collisions,
    ) -> (Taken, Option<Ident>) {
        let earlier = self.members.get_mut(wire).and_then(VecDeque::pop_front);
        let Some(ident) = earlier else { return (scope.take(candidates), None) };
        let mut called = None;
        if !candidates.iter().any(|words| scope.is_of(ident, words)) {
            let now = candidates.first().map(|words| words.join(" ")).unwrap_or_default();
            let name = collisions.name;
            let message = format!("the pages now call the value `{wire}` of `{name}` \"{now}\"");
            let found = Diagnostic::general(&rule::NAME_KEPT, message)
                .note(format!("it keeps the name `{name}::{ident}`, which `docbind.lock` has"))
                .help(format!("to take the new name, `docbind lock SPEC --rename {name}`"))
                .help_in_settings("to give it another, name it: `values` of the field under `[[fields]]`");
            collisions.diagnostics.push(found);
            called = Some(Scope::new(Place::Variant).take(candidates).ident);
        }
        (scope.keep(ident), called)
    }

    /// The name that a member had, or one of the candidates.
    fn take(&mut self, scope: &mut Scope, wire: &str, candidates: &[Vec<String>]) -> Taken {
        let is_named = |ident: &&str| candidates.iter().any(|words| scope.is_of(ident, words));
        // Each once: a body and a query may have the same name.
        let earlier = self.members.get_mut(wire).and_then(|idents| {
            let at = idents.iter().position(is_named)?;
            idents.remove(at)
        });
        match earlier {
            Some(ident) => scope.keep(ident),
            None => scope.take(candidates),
        }
    }
}

/// Reports the names within a type that were taken.
struct Collisions<'a> {
    name: &'a Ident,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Collisions<'_> {
    fn note(&mut self, taken: Taken) -> Ident {
        if let Some(wanted) = taken.collision {
            let message =
                format!("`{}` has more than one `{wanted}`; one is now `{}`", self.name, taken.ident);
            self.diagnostics.push(Diagnostic::general(&rule::NAME_COLLISION, message));
        }
        taken.ident
    }
}
