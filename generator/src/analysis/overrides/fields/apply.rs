//! What a setting does to a field, and what it cannot do.

use super::retype::{fits, retype};
use super::settings::FieldSettings;
use super::settled::settled_by;
use super::walk::Walk;
use crate::analysis::overrides::{Misfits, Record};
use crate::analysis::weigh::{fitting_limits, give_enum};
use crate::config::FieldOverride;
use crate::model::{EnumSchema, Evidence, Field, Location, Schema, SchemaKind};
use crate::source::Spanned;
use std::collections::{BTreeMap, BTreeSet};

/// What a setting is about.
#[derive(Clone, Copy)]
pub(super) enum Subject {
    /// A field of an object.
    Field,
    Parameter(Location),
    /// The items of an array or the values of a map.
    Items,
    Body {
        required: bool,
    },
    Answer,
    /// A record with a name.
    Named,
}

/// What settings may say of a body or an answer, beside its shape.
pub(super) struct Whole {
    pub required: bool,
    pub description: Option<String>,
}

impl Subject {
    /// Why a key does not apply, where it does not.
    fn refuse(self, key: &str) -> Result<(), String> {
        refuse(match (self, key) {
            (Subject::Parameter(Location::Path), "skip") => "the path has a place for it",
            (Subject::Items, "skip") => "what an array or a map holds cannot be left out",
            (Subject::Items, "rename" | "required" | "default" | "description") => {
                "what an array or a map holds has no name and no text"
            }
            (Subject::Body { .. }, "rename" | "default" | "description") => "it is the whole body",
            (Subject::Answer, "rename" | "default" | "required") => "it is the whole response",
            (Subject::Named, "rename") => "a type is renamed under `[[types]]`",
            (Subject::Named, "default" | "required" | "skip") => "it is a type and no field",
            _ => return Ok(()),
        })
    }

    /// Why a key with that value does not apply, where it does not.
    fn refuse_flag(self, key: &str, flag: bool) -> Result<(), String> {
        refuse(match (self, key, flag) {
            (Subject::Parameter(Location::Path), "required", false) => "the path has a place for it",
            (Subject::Parameter(_), "nullable", true) => "there is no null outside a body",
            _ => return Ok(()),
        })
    }
}

fn refuse(reason: &str) -> Result<(), String> {
    Err(reason.to_owned())
}

/// A field of which nothing but the shape is known.
pub(super) fn plain_field(schema: Schema) -> Field {
    Field {
        name: String::new(),
        rename: None,
        required: false,
        schema,
        default: None,
        constraints: Default::default(),
        deprecated: false,
        description: String::new(),
        evidence: Evidence::Declared,
    }
}

/// Does what the settings say; whether the field stays.
pub(super) fn apply(
    walk: &mut Walk<'_, '_>,
    subject: Subject,
    field: &mut Field,
    settings: &FieldSettings<'_>,
) -> bool {
    let place = walk.place();
    let names = &walk.names;
    let mut setter = Setter {
        entries: walk.entries,
        misfits: walk.misfits,
        record: walk.record,
        page: walk.page.as_deref(),
        place,
        subject,
        settled: BTreeSet::new(),
    };
    let added = settings.add.filter(|_| field.evidence == Evidence::Override);
    setter.set("add", added, field, |_, _| Ok(()));
    let skip = settings.skip.filter(|skip| skip.value);
    if setter.set("skip", skip, field, |_, _| Ok(())) {
        let settled = setter.settled;
        walk.settle(settled);
        return false;
    }
    setter.set("type", settings.ty, field, |field, of| retype(field, &of.value.ty, of.span, names));
    setter.set("values", settings.values, field, |field, of| give_values(field, &of.value, names));
    setter.set("nullable", settings.nullable, field, |field, of| {
        subject.refuse_flag("nullable", of.value)?;
        give_null(field, of.value)
    });
    setter.set("required", settings.required, field, |field, of| {
        subject.refuse_flag("required", of.value)?;
        field.required = of.value;
        Ok(())
    });
    setter.set("default", settings.default, field, |field, of| give_default(field, &of.value, names));
    setter.set("rename", settings.rename, field, |field, of| {
        field.rename = Some(of.value.clone());
        Ok(())
    });
    setter.set("description", settings.description, field, |field, of| {
        field.description.clone_from(&of.value);
        Ok(())
    });
    let settled = setter.settled;
    walk.settle(settled);
    true
}

/// Does settings of one subject, and notes what became of each.
struct Setter<'a> {
    entries: &'a [FieldOverride],
    misfits: &'a mut Misfits,
    record: &'a mut Record,
    page: Option<&'a str>,
    place: String,
    subject: Subject,
    /// The codes of the rules that the settings settle.
    settled: BTreeSet<&'static str>,
}

impl Setter<'_> {
    /// Does a setting, if there is one; whether it was done.
    fn set<T>(
        &mut self,
        key: &'static str,
        setting: Option<&Spanned<T>>,
        field: &mut Field,
        set: impl FnOnce(&mut Field, &Spanned<T>) -> Result<(), String>,
    ) -> bool {
        let Some(setting) = setting else { return false };
        let from = shown(field, key);
        let result = self.subject.refuse(key).and_then(|()| set(field, setting));
        let done = result.is_ok();
        if done {
            self.settled.extend(settled_by(key));
            let said =
                self.entries.iter().flat_map(|entry| &entry.said).find(|said| said.span == setting.span);
            if let (Some(said), Some(page)) = (said, self.page) {
                self.record.note(said, self.place.clone(), page, from);
            }
        }
        self.misfits.note(key, setting.span, || self.place.clone(), result);
        done
    }
}

/// What a key says before a setting says otherwise.
fn shown(field: &Field, key: &str) -> Option<String> {
    match key {
        "add" => None,
        "rename" => Some(field.name.clone()),
        "required" => Some(field.required.to_string()),
        "nullable" => Some(field.schema.nullable.to_string()),
        "default" => field.default.as_ref().map(|default| default.to_string()),
        "description" => Some(field.description.clone()).filter(|text| !text.is_empty()),
        _ => Some(field.schema.to_string()),
    }
}

fn give_null(field: &mut Field, nullable: bool) -> Result<(), String> {
    if matches!(field.schema.kind, SchemaKind::Any) {
        return if nullable {
            Ok(())
        } else {
            Err("it takes any value, null too: give it a `type`".to_owned())
        };
    }
    field.schema.nullable = nullable;
    Ok(())
}

/// Puts an enum in the place of a plain value, or of the items of a list.
fn give_values(field: &mut Field, values: &EnumSchema, enums: &BTreeMap<String, bool>) -> Result<(), String> {
    fn place_of<'a>(schema: &'a mut Schema, enums: &BTreeMap<String, bool>) -> Option<&'a mut Schema> {
        if matches!(schema.kind, SchemaKind::Array { .. }) {
            let SchemaKind::Array { items } = &mut schema.kind else { return None };
            return place_of(items, enums);
        }
        let takes = match &schema.kind {
            SchemaKind::Ref { name } => enums.get(name) == Some(&true),
            SchemaKind::Boolean | SchemaKind::Object(_) | SchemaKind::Map { .. } | SchemaKind::Tagged(_) => {
                false
            }
            _ => true,
        };
        takes.then_some(schema)
    }
    let place =
        place_of(&mut field.schema, enums).ok_or("it is neither text nor a number, nor a list of them")?;
    let of = SchemaKind::Enum(values.clone());
    match &place.kind {
        SchemaKind::Union { .. } => give_enum(place, of),
        _ => place.kind = of,
    }
    field.constraints = fitting_limits(std::mem::take(&mut field.constraints), &field.schema);
    field.default = field.default.take().filter(|default| fits(default, &field.schema, enums));
    field.evidence = Evidence::Override;
    Ok(())
}

fn give_default(
    field: &mut Field,
    default: &serde_json::Value,
    enums: &BTreeMap<String, bool>,
) -> Result<(), String> {
    if !fits(default, &field.schema, enums) {
        return Err("it is not of the field's type".to_owned());
    }
    field.default = Some(default.clone());
    Ok(())
}
