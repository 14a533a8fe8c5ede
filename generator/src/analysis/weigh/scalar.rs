//! Values without parts: their kinds, formats, enums and defaults.

use super::integers::is_whole;
use super::reports::json_kind_name;
use super::structure::READABLE;
use super::{FieldNode, Shown, Weigher};
use crate::analysis::formats::{format_of_description, format_of_value, is_decimal, is_secret};
use crate::analysis::infer::placeholder;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{FieldClaim, TypeExpr};
use crate::document::{Json, JsonValue};
use crate::model::{
    EnumMember, EnumSchema, EnumValue, IntegerFormat, NumberFormat, Schema, SchemaKind, StringFormat,
};
use crate::source::Span;

impl Weigher<'_> {
    pub(super) fn weigh_scalar(
        &mut self,
        ty: &TypeExpr,
        at: Span,
        node: &FieldNode<'_>,
        shown: &Shown<'_>,
    ) -> Schema {
        let kind = match ty {
            TypeExpr::Decimal => self.weigh_decimal(shown),
            _ => scalar_kind(ty),
        };
        let contradiction = shown.all().find(|json| !shows_kind(&kind, json)).filter(|_| !self.textual);
        let Some(other) = contradiction else { return Schema::new(kind) };
        let (taken, note) = self.settle_contradiction(kind.clone(), other);
        let (declared, here) = (kind_name(&kind), json_kind_name(other));
        self.diagnostics.push(
            Diagnostic::at(
                &rule::TYPE_CONTRADICTION,
                other.span,
                format!("`{}` is declared as {declared}, but {here} here", node.name),
            )
            .related(at, "declared here")
            .note(note),
        );
        Schema::new(taken)
    }

    /// A decimal is a number, or a text where one is shown: the word says neither.
    fn weigh_decimal(&self, shown: &Shown<'_>) -> SchemaKind {
        let text = |json: &&Json| matches!(&json.value, JsonValue::String(text) if is_decimal(text));
        let number = |json: &&Json| matches!(json.value, JsonValue::Number(_));
        match shown.all().find(|json| text(json) || number(json)).filter(|_| !self.textual) {
            Some(json) if text(&json) => SchemaKind::String { format: StringFormat::Decimal },
            _ => SchemaKind::Number { format: NumberFormat::Decimal },
        }
    }

    /// What to take where a declared scalar and an example disagree. A request is what the page
    /// declares. An answer must be readable whichever of the two is right.
    fn settle_contradiction(&self, declared: SchemaKind, other: &Json) -> (SchemaKind, &'static str) {
        match (&declared, &other.value) {
            _ if !self.answer => (declared, "the declared type was taken"),
            (SchemaKind::Integer { .. }, JsonValue::Number(_)) => {
                (SchemaKind::NUMBER, "taken as a number, which holds both")
            }
            _ => (SchemaKind::Any, READABLE),
        }
    }

    pub(super) fn read_default(
        &mut self,
        text: &str,
        at: Span,
        schema: &Schema,
    ) -> Option<serde_json::Value> {
        let value = value_of_default(text, schema);
        if value.is_none()
            && !says_nothing(unquoted(text))
            && matches!(
                schema.kind,
                SchemaKind::Integer { .. } | SchemaKind::Number { .. } | SchemaKind::Boolean
            )
        {
            let text = unquoted(text);
            let message = format!("the default `{text}` is not {}", kind_name(&schema.kind));
            self.diagnostics
                .push(Diagnostic::at(&rule::INVALID_DEFAULT, at, message).note("it was left out"));
        }
        value
    }
}

impl Weigher<'_> {
    /// What the default of a field without a type tells of it.
    pub(super) fn kind_by_default(&mut self, claim: &FieldClaim) -> Option<SchemaKind> {
        let default = claim.default.as_ref().or(claim.stated_default.as_ref())?;
        let text = unquoted(&default.value);
        let (kind, name) = match () {
            () if says_nothing(text) || text.starts_with(['[', '{']) => return None,
            () if text.parse::<i64>().is_ok() => {
                (SchemaKind::Integer { format: IntegerFormat::Int64 }, "a whole number")
            }
            () if text.parse::<f64>().is_ok() => (SchemaKind::NUMBER, "a number"),
            () if text.parse::<bool>().is_ok() => (SchemaKind::Boolean, "a boolean"),
            () => (SchemaKind::String { format: StringFormat::Plain }, "a text"),
        };
        let message = format!("the list does not say what `{}` holds", claim.name.value);
        self.diagnostics.push(
            Diagnostic::at(&rule::TYPE_REFINED, claim.name.span, message)
                .related(default.span, format!("its default is {name}"))
                .note("taken as that"),
        );
        Some(kind)
    }
}

/// A default as a value of the shape; nothing for one that says that there is none.
pub(in crate::analysis) fn value_of_default(text: &str, schema: &Schema) -> Option<serde_json::Value> {
    let text = unquoted(text);
    if says_nothing(text) {
        return None;
    }
    match &schema.kind {
        SchemaKind::Integer { .. } => {
            whole_number(text).map(Into::into).or_else(|| text.parse::<u64>().ok().map(Into::into))
        }
        SchemaKind::Number { .. } => match whole_number(text) {
            Some(whole) => Some(whole.into()),
            None => text.parse::<f64>().ok().and_then(serde_json::Number::from_f64).map(Into::into),
        },
        SchemaKind::Boolean => text.to_ascii_lowercase().parse::<bool>().ok().map(Into::into),
        SchemaKind::String { .. } => Some(text.into()),
        SchemaKind::Enum(values) => match values.members.first().map(|m| &m.value) {
            Some(EnumValue::Integer(_)) => text.parse::<i64>().ok().map(Into::into),
            _ => Some(text.into()),
        },
        _ => serde_json::from_str(text).ok(),
    }
}

/// `20`, `1,000`, `30s`: digits with what pages write around them.
fn whole_number(text: &str) -> Option<i64> {
    text.replace([',', '_'], "").parse().ok()
}

/// Without the quotes of an attribute's expression: `{'a'}`.
fn unquoted(text: &str) -> &str {
    let text = text.trim();
    ['"', '\'', '`'].into_iter().find_map(|q| text.strip_prefix(q)?.strip_suffix(q)).unwrap_or(text).trim()
}

fn says_nothing(text: &str) -> bool {
    text.is_empty() || ["null", "undefined", "none", "nil"].iter().any(|w| text.eq_ignore_ascii_case(w))
}

fn scalar_kind(ty: &TypeExpr) -> SchemaKind {
    match ty {
        TypeExpr::Boolean => SchemaKind::Boolean,
        TypeExpr::Integer => SchemaKind::Integer { format: IntegerFormat::Int64 },
        TypeExpr::Unsigned64 => SchemaKind::Integer { format: IntegerFormat::Uint64 },
        TypeExpr::Number => SchemaKind::NUMBER,
        TypeExpr::Decimal => SchemaKind::Number { format: NumberFormat::Decimal },
        TypeExpr::Formatted(format) => SchemaKind::String { format: *format },
        TypeExpr::File => SchemaKind::String { format: StringFormat::Binary },
        TypeExpr::Enum(Some(base)) => scalar_kind(base),
        TypeExpr::Literal(text) => one_value(EnumValue::String(text.clone())),
        TypeExpr::LiteralInteger(number) => one_value(EnumValue::Integer(*number)),
        TypeExpr::LiteralNumber(_) => SchemaKind::NUMBER,
        TypeExpr::Null => SchemaKind::Any,
        _ => SchemaKind::String { format: StringFormat::Plain },
    }
}

fn one_value(value: EnumValue) -> SchemaKind {
    let member = EnumMember { value, name: None, description: String::new() };
    SchemaKind::Enum(EnumSchema { members: vec![member] })
}

/// Whether a shown value fits a scalar; placeholders that say nothing fit everything.
pub(in crate::analysis) fn shows_kind(kind: &SchemaKind, json: &Json) -> bool {
    match &json.value {
        JsonValue::Null => true,
        JsonValue::Object(members) => members.is_empty(),
        JsonValue::String(text) if placeholder(text).is_some_and(|shown| stands_for(&shown, kind)) => true,
        JsonValue::String(_) => {
            matches!(kind, SchemaKind::String { .. } | SchemaKind::Enum(_) | SchemaKind::Any)
        }
        JsonValue::Bool(_) => matches!(kind, SchemaKind::Boolean | SchemaKind::Any),
        JsonValue::Number(text) => match kind {
            SchemaKind::Number { .. } | SchemaKind::Any => true,
            SchemaKind::Integer { .. } => is_whole(text),
            SchemaKind::Enum(values) => {
                values.members.iter().any(|m| matches!(m.value, EnumValue::Integer(_)))
            }
            _ => false,
        },
        JsonValue::Array(_) => false,
    }
}

/// Whether a placeholder can stand for a scalar: it need not say more than its family.
fn stands_for(shown: &SchemaKind, kind: &SchemaKind) -> bool {
    use SchemaKind as K;
    matches!(shown, K::Any)
        || matches!(
            (shown, kind),
            (K::Boolean, K::Boolean)
                | (K::Integer { .. } | K::Number { .. }, K::Integer { .. } | K::Number { .. })
        )
}

pub(in crate::analysis) fn kind_name(kind: &SchemaKind) -> &'static str {
    match kind {
        SchemaKind::Boolean => "a boolean",
        SchemaKind::Integer { .. } => "an integer",
        SchemaKind::Number { .. } => "a number",
        SchemaKind::String { .. } => "a string",
        SchemaKind::Array { .. } => "an array",
        SchemaKind::Object(_) | SchemaKind::Map { .. } | SchemaKind::Tagged(_) => "an object",
        SchemaKind::Enum(_) | SchemaKind::Ref { .. } => "one of listed values",
        _ => "something else",
    }
}

/// Puts an enum in the place of the plain type (or of an array's items).
pub(in crate::analysis) fn give_enum(schema: &mut Schema, found: SchemaKind) {
    match &mut schema.kind {
        SchemaKind::Array { items } => give_enum(items, found),
        SchemaKind::Integer { .. }
        | SchemaKind::Number { .. }
        | SchemaKind::String { .. }
        | SchemaKind::Any => schema.kind = found,
        // Text, or a list of such texts.
        SchemaKind::Union { variants } => {
            for variant in variants {
                let inner = match &variant.kind {
                    SchemaKind::Array { items } => &items.kind,
                    kind => kind,
                };
                if matches!(inner, SchemaKind::String { .. }) {
                    give_enum(variant, found.clone());
                }
            }
        }
        _ => {}
    }
}

/// Settles what a text holds: its name, its description, then what all examples show.
pub(super) fn give_format(schema: &mut Schema, name: &str, description: &str, shown: &Shown<'_>) {
    let SchemaKind::String { format } = &mut schema.kind else { return };
    let is_time = matches!(format, StringFormat::DateTime | StringFormat::Date);
    if *format != StringFormat::Plain && !is_time {
        return;
    }
    if is_secret(name) && !is_time {
        *format = StringFormat::Password;
        return;
    }
    let mut formats = shown.examples.iter().filter_map(|json| match &json.value {
        JsonValue::String(text) if !text.is_empty() => Some(format_of_value(text)),
        _ => None,
    });
    let shown_format = formats.next().filter(|first| formats.all(|f| f == *first));
    match shown_format {
        // `date` and `datetime` do not say whether there is a time and a zone: what is shown does.
        Some(StringFormat::DateTime | StringFormat::LocalDateTime) | None if is_time => {
            *format = shown_format.unwrap_or(*format);
        }
        _ if is_time => {}
        shown => *format = shown.unwrap_or_else(|| format_of_description(description)),
    }
}
