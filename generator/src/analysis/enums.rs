//! Pass: the enums of all pages, by the name that the pages give them.
//!
//! A table's name and user come from its title; a table that lost its title gets the name whose
//! stated default it holds, or else the one mentioned at the same place in the order of names,
//! and that guess is reported. Tables of one name on several pages are one enum. A title that could name a
//! field or an enum ("Soil values") names the field where the page has one, and an enum otherwise.

use super::Schemas;
use super::draft::Draft;
use super::enum_values::{kinds_of, to_schema};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ClaimKind, EnumTableClaim, EnumValueClaim, FieldClaim, ValueForm};
use crate::dialect::{default_member, identifiers, may_have_identifier, referenced_enum, speaks_of_values};
use crate::model::{EnumSchema, EnumValue, NamedSchema, Place, Schema, SchemaKind};
use crate::source::{SourceId, Span};
use foldhash::HashSet;
use std::collections::{BTreeMap, BTreeSet};

/// The enums of the API.
#[derive(Default)]
pub(super) struct Enums {
    named: BTreeMap<String, Entry>,
    /// The names that are words and not spelled as names in code are.
    plain_words: HashSet<String>,
    /// The names that are no words; there are few.
    others: Vec<String>,
    /// For each page: field name → enum name, where a table says so.
    users: BTreeMap<SourceId, BTreeMap<String, String>>,
    /// For each page: field name → the values of a table that names its user and no enum.
    anonymous: BTreeMap<SourceId, BTreeMap<String, EnumSchema>>,
    /// For each page: the enums that stand on it.
    present: BTreeSet<(SourceId, String)>,
}

struct Entry {
    schema: EnumSchema,
    span: Span,
    place: Place,
}

impl Enums {
    /// The enum that a field's values are of: one with a name before values that stand with the field.
    pub fn of_field(&self, field: &FieldClaim, diagnostics: &mut Vec<Diagnostic>) -> Option<Schema> {
        if let Some(name) = self.name_of_field(field, diagnostics) {
            return Some(Schema::new(SchemaKind::Ref { name: name.to_owned() }));
        }
        let page = field.name.span.source;
        match self.anonymous.get(&page).and_then(|fields| fields.get(&user_key(&field.name.value))) {
            Some(schema) => Some(Schema::new(self.named_or_own(schema.clone()))),
            None => self.of_values(field, &field.values),
        }
    }

    /// The name of the enum that a text says its field takes the values of. Most texts have no word that could be
    /// one, and are not taken apart.
    fn mentioned<'t>(&self, text: &'t str) -> Option<&'t str> {
        let is_known = |name: &str| self.named.contains_key(name);
        let has_known = || !self.named.is_empty() && identifiers(text).any(is_known);
        let may = may_have_identifier(text) && (speaks_of_values(text) || has_known());
        let has_plain =
            || !self.plain_words.is_empty() && words_of(text).any(|word| self.plain_words.contains(word));
        let may = may || has_plain() || self.others.iter().any(|name| text.contains(name.as_str()));
        may.then(|| referenced_enum(text, is_known)).flatten()
    }

    /// The enum of that name.
    pub fn named(&self, name: &str) -> Option<SchemaKind> {
        self.named.contains_key(name).then(|| SchemaKind::Ref { name: name.to_owned() })
    }

    /// What the given values of a field make of it.
    pub fn of_values(&self, field: &FieldClaim, values: &[EnumValueClaim]) -> Option<Schema> {
        let (null, values): (Vec<&EnumValueClaim>, Vec<&EnumValueClaim>) =
            values.iter().partition(|value| value.form == ValueForm::Bare && value.value.value == "null");
        let own = |kind| match kind {
            SchemaKind::Enum(schema) => self.named_or_own(schema),
            other => other,
        };
        let mut kinds: Vec<SchemaKind> = kinds_of(field, &values)?.into_iter().map(own).collect();
        let kind = match kinds.len() {
            1 => kinds.remove(0),
            _ => SchemaKind::Union { variants: kinds.into_iter().map(Schema::new).collect() },
        };
        Some(Schema { kind, nullable: !null.is_empty() })
    }

    fn named_or_own(&self, schema: EnumSchema) -> SchemaKind {
        match self.name_of_members(&schema) {
            Some(name) => SchemaKind::Ref { name: name.to_owned() },
            None => SchemaKind::Enum(schema),
        }
    }

    /// The one enum with exactly these members.
    fn name_of_members(&self, schema: &EnumSchema) -> Option<&str> {
        let same = |entry: &Entry| {
            let known = &entry.schema.members;
            known.len() == schema.members.len()
                && schema.members.iter().all(|m| known.iter().any(|k| k.value == m.value && k.name == m.name))
        };
        let mut found = self.named.iter().filter(|(_, entry)| same(entry)).map(|(name, _)| name.as_str());
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    fn name_of_field(&self, field: &FieldClaim, diagnostics: &mut Vec<Diagnostic>) -> Option<&str> {
        let page = field.name.span.source;
        if let Some(name) = self.users.get(&page).and_then(|of| of.get(&user_key(&field.name.value))) {
            return Some(name);
        }
        let text = field.description.as_ref()?;
        let name = self.mentioned(&text.plain)?;
        match self.named.get_key_value(name) {
            Some((name, entry)) => {
                if !self.present.contains(&(page, name.clone())) {
                    diagnostics.push(
                        Diagnostic::at(
                            &rule::DANGLING_ENUM,
                            text.span,
                            format!("this page does not have the enum `{name}`"),
                        )
                        .related(entry.span, "another page has one of that name")
                        .note("the other page's values were taken"),
                    );
                }
                Some(name)
            }
            None => {
                diagnostics.push(
                    Diagnostic::at(&rule::DANGLING_ENUM, text.span, format!("no page has the enum `{name}`"))
                        .note("the field keeps its declared type"),
                );
                None
            }
        }
    }

    /// The value of a member that a description gives as the default.
    pub fn default_value(&self, enum_name: &str, text: &str) -> Option<serde_json::Value> {
        let (_, member) = default_member(text)?;
        let entry = self.named.get(enum_name)?;
        let found = entry.schema.members.iter().find(|m| m.name.as_deref() == Some(member))?;
        Some(match &found.value {
            EnumValue::Integer(value) => (*value).into(),
            EnumValue::String(value) => value.clone().into(),
        })
    }

    /// The enums as schemas of the model.
    pub fn into_schemas(self) -> Schemas {
        let schema = |entry: Entry| NamedSchema {
            description: String::new(),
            schema: Schema::new(SchemaKind::Enum(entry.schema)),
            place: Some(entry.place),
        };
        self.named.into_iter().map(|(name, entry)| (name, schema(entry))).collect()
    }

    fn add(
        &mut self,
        draft: &Draft<'_>,
        name: &str,
        values: &[EnumValueClaim],
        span: Span,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Some(schema) = to_schema(values) else { return };
        self.present.insert((span.source, name.to_owned()));
        match self.named.get_mut(name) {
            Some(entry) => entry.merge(schema, name, span, diagnostics),
            None => {
                let line = draft.file.position(span.start).line;
                let place = Place { page: draft.file.relative.clone(), line };
                if !words_of(name).eq([name]) {
                    self.others.push(name.to_owned());
                } else if !may_have_identifier(name) {
                    self.plain_words.insert(name.to_owned());
                }
                self.named.insert(name.to_owned(), Entry { schema, span, place });
            }
        }
    }
}

impl Entry {
    /// Adds members that another page has; a value with two names keeps the first.
    fn merge(&mut self, other: EnumSchema, name: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) {
        for member in other.members {
            match self.schema.members.iter().find(|m| m.value == member.value) {
                None => self.schema.members.push(member),
                Some(known) if known.name != member.name => diagnostics.push(
                    Diagnostic::at(
                        &rule::TYPE_CONTRADICTION,
                        span,
                        format!("`{name}` names one value differently here"),
                    )
                    .label(format!("`{}` here", member.name.unwrap_or_default()))
                    .related(self.span, format!("`{}` here", known.name.clone().unwrap_or_default()))
                    .note("the first name was taken"),
                ),
                Some(_) => {}
            }
        }
    }
}

/// The words of a text, without the signs between them.
fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty())
}

/// A field's name as titles spell it: `SystemTariffType`, `system tariff type` and
/// `system_tariff_type` are one.
fn user_key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Collects the enums of all pages.
pub(super) fn resolve_enums(drafts: &[Draft<'_>], diagnostics: &mut Vec<Diagnostic>) -> Enums {
    let mut enums = Enums::default();
    let untitled: Vec<Vec<(&EnumTableClaim, Span)>> =
        drafts.iter().map(|draft| add_titled(&mut enums, draft, diagnostics)).collect();
    for (draft, untitled) in drafts.iter().zip(untitled) {
        let mentions = mentions(draft, &enums);
        for (name, values, span) in mentions.iter().filter_map(|m| Some((&m.name, m.values?, m.span))) {
            enums.add(draft, name, values, span, diagnostics);
        }
        name_untitled(&mut enums, draft, &untitled, &mentions, diagnostics);
    }
    enums
}

/// Adds the tables of a page whose titles say what they are; gives the others.
fn add_titled<'a>(
    enums: &mut Enums,
    draft: &Draft<'a>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<(&'a EnumTableClaim, Span)> {
    let mut untitled = Vec::new();
    for (table, span) in tables(draft) {
        let field = table.field.as_deref();
        let own_name = || field.filter(|field| names_enum(draft, field)).map(str::to_owned);
        match (table.name.as_ref().map(|name| name.value.clone()).or_else(own_name), field) {
            (Some(name), field) => {
                enums.add(draft, &name, &table.values, span, diagnostics);
                if let Some(field) = field {
                    enums.users.entry(span.source).or_default().insert(user_key(field), name);
                }
            }
            (None, field) => match (field, to_schema(&table.values)) {
                (Some(field), Some(schema)) => {
                    enums.anonymous.entry(span.source).or_default().insert(user_key(field), schema);
                }
                _ => untitled.push((table, span)),
            },
        }
    }
    untitled
}

/// Whether "X values" as a title names an enum: a text says that its field takes one of them, or no field has
/// that name.
fn names_enum(draft: &Draft<'_>, name: &str) -> bool {
    let is_field = |field: &&FieldClaim| user_key(&field.name.value) == user_key(name);
    let fields = fields(draft);
    let mentions = |field: &&FieldClaim| {
        let text = field.description.as_ref();
        text.is_some_and(|text| referenced_enum(&text.plain, |other| other == name) == Some(name))
    };
    fields.iter().any(mentions) || !fields.iter().any(is_field)
}

/// The fields that a page declares, those that are nested included.
fn fields<'a>(draft: &Draft<'a>) -> Vec<&'a FieldClaim> {
    let declared = draft.find(|kind| match kind {
        ClaimKind::Parameter { field, .. } | ClaimKind::ResponseField { field, .. } => Some(field),
        _ => None,
    });
    let mut all: Vec<&FieldClaim> = declared.map(|(field, _)| field).collect();
    let mut at = 0;
    while at < all.len() {
        all.extend(&all[at].children);
        at += 1;
    }
    all
}

fn tables<'a>(draft: &Draft<'a>) -> Vec<(&'a EnumTableClaim, Span)> {
    let pick = |kind: &'a ClaimKind| match kind {
        ClaimKind::EnumTable(table) => Some(table),
        _ => None,
    };
    draft.find(pick).collect()
}

/// A sentence that names an enum.
struct Mention<'a> {
    name: String,
    /// The member given as the default.
    default: Option<&'a str>,
    /// The values listed in the same sentence.
    values: Option<&'a [EnumValueClaim]>,
    span: Span,
}

/// The enums that the descriptions name, in the order of the page, each once.
fn mentions<'a>(draft: &Draft<'a>, enums: &Enums) -> Vec<Mention<'a>> {
    let mut found: Vec<Mention<'a>> = Vec::new();
    for field in fields(draft) {
        let Some(text) = &field.description else { continue };
        let default = default_member(&text.plain);
        let name = enums.mentioned(&text.plain);
        let Some(name) = name.or(default.map(|(name, _)| name)) else { continue };
        let values = (!field.values.is_empty()).then_some(field.values.as_slice());
        if !found.iter().any(|m| m.name == name) {
            found.push(Mention {
                name: name.to_owned(),
                default: default.map(|(_, m)| m),
                values,
                span: text.span,
            });
        }
    }
    found
}

/// Gives tables without a title the names that the descriptions mention.
fn name_untitled(
    enums: &mut Enums,
    draft: &Draft<'_>,
    tables: &[(&EnumTableClaim, Span)],
    mentions: &[Mention<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut open: Vec<usize> = (0..tables.len()).collect();
    let mut names: Vec<&Mention<'_>> = mentions.iter().filter(|m| m.values.is_none()).collect();
    let mut pairs: Vec<(usize, &Mention<'_>, &str)> = Vec::new();
    names.retain(|mention| {
        let Some(default) = mention.default else { return true };
        let holds =
            |&index: &usize| tables[index].0.values.iter().any(|v| v.name.as_deref() == Some(default));
        let mut holders = open.iter().copied().filter(|index| holds(index));
        let (Some(index), None) = (holders.next(), holders.next()) else { return true };
        open.retain(|&i| i != index);
        pairs.push((index, mention, "it is the only table with the stated default"));
        false
    });
    if open.len() == names.len() {
        pairs.extend(
            open.drain(..)
                .zip(names.drain(..))
                .map(|(i, m)| (i, m, "tables and names stand in the same order")),
        );
    }
    for (index, mention, why) in pairs {
        let (table, span) = tables[index];
        enums.add(draft, &mention.name, &table.values, span, diagnostics);
        diagnostics.push(
            Diagnostic::at(
                &rule::ENUM_GUESSED,
                span,
                format!("this table has no title; it was taken for `{}`", mention.name),
            )
            .related(mention.span, "named here")
            .note(why),
        );
    }
    for index in open {
        diagnostics.push(
            Diagnostic::at(
                &rule::ENUM_GUESSED,
                tables[index].1,
                "this table has no title, and nothing tells which enum it is",
            )
            .note("it was left out"),
        );
    }
}
