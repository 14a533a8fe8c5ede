//! What a setting does to a field, and what it cannot do.

use super::retype::{fits, retype};
use super::settings::FieldSettings;
use super::settled::settled_by;
use super::walk::Walk;
use crate::analysis::overrides::Misfits;
use crate::analysis::weigh::{fitting_limits, give_enum};
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
    fn refuse(self, key: &str, flag: bool) -> Result<(), String> {
        let reason = match (self, key) {
            (Subject::Parameter(Location::Path), "skip") => "the path has a place for it",
            (Subject::Parameter(Location::Path), "required") if !flag => "the path has a place for it",
            (Subject::Parameter(_), "nullable") if flag => "there is no null outside a body",
            (Subject::Items, "skip") => "what an array or a map holds cannot be left out",
            (Subject::Items, "rename" | "required" | "default" | "description") => {
                "what an array or a map holds has no name and no text"
            }
            (Subject::Body { .. }, "rename" | "default" | "description") => "it is the whole body",
            (Subject::Answer, "rename" | "default" | "required") => "it is the whole answer",
            (Subject::Named, "rename") => "a type is renamed under `[[types]]`",
            (Subject::Named, "default" | "required" | "skip") => "it is a type and no field",
            _ => return Ok(()),
        };
        Err(reason.to_owned())
    }
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
    let mut setter = Setter { misfits: walk.misfits, place, subject, settled: BTreeSet::new() };
    let skip = settings.skip.filter(|skip| skip.value);
    if setter.set("skip", skip, true, |_| Ok(())) {
        let settled = setter.settled;
        walk.settle(settled);
        return false;
    }
    setter.set("type", settings.ty, true, |of| retype(field, &of.value.ty, of.span, names));
    setter.set("values", settings.values, true, |of| give_values(field, &of.value, names));
    let flag = |setting: Option<&Spanned<bool>>| setting.is_some_and(|setting| setting.value);
    setter.set("nullable", settings.nullable, flag(settings.nullable), |of| give_null(field, of.value));
    setter.set("required", settings.required, flag(settings.required), |of| {
        field.required = of.value;
        Ok(())
    });
    setter.set("default", settings.default, true, |of| give_default(field, &of.value, names));
    setter.set("rename", settings.rename, true, |of| {
        field.rename = Some(of.value.clone());
        Ok(())
    });
    setter.set("description", settings.description, true, |of| {
        field.description.clone_from(&of.value);
        Ok(())
    });
    let settled = setter.settled;
    walk.settle(settled);
    true
}

/// Does settings of one subject, and notes what became of each.
struct Setter<'a> {
    misfits: &'a mut Misfits,
    place: String,
    subject: Subject,
    /// The codes of the rules that the settings settle.
    settled: BTreeSet<&'static str>,
}

impl Setter<'_> {
    /// Does a setting, if there is one; whether it was done. `flag` is what a setting of two says.
    fn set<T>(
        &mut self,
        key: &'static str,
        setting: Option<&Spanned<T>>,
        flag: bool,
        set: impl FnOnce(&Spanned<T>) -> Result<(), String>,
    ) -> bool {
        let Some(setting) = setting else { return false };
        let result = self.subject.refuse(key, flag).and_then(|()| set(setting));
        let done = result.is_ok();
        if done {
            self.settled.extend(settled_by(key));
        }
        self.misfits.note(key, setting.span, || self.place.clone(), result);
        done
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
    let place = place_of(&mut field.schema, enums).ok_or("it is no text or number, nor a list of them")?;
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
