//! A field: its name, type, marks and description, a line each.

use crate::dialect::claims::{EnumValueClaim, FieldClaim, ValueForm};
use crate::dialect::section::leading_status;
use crate::dialect::type_expr::{is_type_line, parse_type};
use crate::document::{Block, BlockKind, Text};
use crate::source::{Span, Spanned};

fn line(blocks: &[Block], at: usize) -> Option<&Text> {
    match &blocks.get(at)?.kind {
        BlockKind::Paragraph(text) => Some(text),
        _ => None,
    }
}

/// The field that starts at `at`, and the index after it.
pub(super) fn read_field(blocks: &[Block], at: usize) -> Option<(FieldClaim, usize)> {
    let name = line(blocks, at)?;
    let ty = line(blocks, at + 1)?;
    if !starts_field(name, ty) {
        return None;
    }
    let mut next = at + 2;
    let mut field = FieldClaim::new(Spanned::new(name.plain.clone(), name.span), name.span.to(ty.span));
    field.ty = Some(Spanned::new(parse_type(&ty.plain), ty.span));
    while let Some(mark) = line(blocks, next) {
        match mark.plain.as_str() {
            "required" => field.required = Some(true),
            "optional" => field.required = Some(false),
            text => match text.strip_prefix("default:") {
                Some(value) => {
                    let value = value.trim().trim_matches('"').to_owned();
                    field.default = Some(Spanned::new(value, mark.span));
                }
                None => break,
            },
        }
        field.span = field.span.to(mark.span);
        next += 1;
    }
    next = read_description(blocks, next, &mut field);
    Some((field, next))
}

fn read_description(blocks: &[Block], mut next: usize, field: &mut FieldClaim) -> usize {
    while let Some(text) = line(blocks, next) {
        let ends = super::is_example_label(&text.plain)
            || line(blocks, next + 1).is_some_and(|following| starts_field(text, following));
        if ends {
            break;
        }
        match &mut field.description {
            Some(description) => append(description, text),
            none => *none = Some(text.clone()),
        }
        field.span = field.span.to(text.span);
        next += 1;
    }
    field.read_text();
    next
}

fn append(to: &mut Text, more: &Text) {
    to.plain.push('\n');
    to.plain.push_str(&more.plain);
    to.markdown.push_str("\n\n");
    to.markdown.push_str(&more.markdown);
    to.span = to.span.to(more.span);
}

fn starts_field(name: &Text, ty: &Text) -> bool {
    is_field_name(&name.plain) && (is_type_line(&ty.plain) || is_record_type(&ty.plain))
}

/// A name: no white space, unless a status leads it (`401 Unauthorized`).
fn is_field_name(name: &str) -> bool {
    if leading_status(name).is_some() {
        return name.len() < 80;
    }
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '$')
        && name.chars().all(|c| c.is_alphanumeric() || "_-.[]$".contains(c))
}

/// `Role[]`: a record's array. A bare `Role` could be the next field's name and is not taken.
fn is_record_type(ty: &str) -> bool {
    ty.strip_suffix("[]").is_some_and(|name| {
        name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(char::is_alphanumeric)
    })
}

/// `12GoCardless`: value and name run together.
pub(super) fn read_enum_row(text: &Text) -> Option<EnumValueClaim> {
    let line = text.plain.as_str();
    let digits = line.find(|c: char| !(c.is_ascii_digit() || c == '-')).unwrap_or(line.len());
    let (value, name) = line.split_at(digits);
    value.parse::<i64>().ok()?;
    let name = name.trim();
    if name.is_empty() || name.ends_with('.') {
        return None;
    }
    let start = text.span.start as usize;
    Some(EnumValueClaim {
        form: ValueForm::Word,
        value: Spanned::new(value.to_owned(), Span::new(text.span.source, start, start + digits)),
        name: Some(name.to_owned()),
        description: String::new(),
    })
}
