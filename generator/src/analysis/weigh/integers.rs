//! How wide an integer is, and numbers that are integers.

use super::{FieldNode, Shown, Weigher};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::JsonValue;
use crate::model::{IntegerFormat, Schema, SchemaKind};

impl Weigher<'_> {
    /// Makes an integer as wide as what the page shows of it, and a number an integer where it is an id.
    pub(super) fn settle_integer(&mut self, schema: &mut Schema, node: &FieldNode<'_>, shown: &Shown<'_>) {
        match &mut schema.kind {
            SchemaKind::Array { items } => self.settle_integer(items, node, &shown.items()),
            SchemaKind::Integer { format } => {
                let texts = texts_of(node, shown);
                let numbers: Vec<&str> = texts.iter().map(String::as_str).collect();
                let kind = integer_kind(&numbers, *format);
                let wide = !matches!(
                    kind,
                    SchemaKind::Integer {
                        format: IntegerFormat::Int32 | IntegerFormat::Int64 | IntegerFormat::Uint64
                    }
                );
                if wide {
                    self.report_wide(node, &kind);
                }
                schema.kind = kind;
            }
            kind if *kind == SchemaKind::NUMBER && is_id(node.name) => {
                let mut numbers = shown.all().filter_map(|json| match &json.value {
                    JsonValue::Number(text) => Some((text, json.span)),
                    _ => None,
                });
                let Some((first, span)) = numbers.next() else { return };
                if !is_whole(first) || !numbers.all(|(text, _)| is_whole(text)) {
                    return;
                }
                schema.kind = SchemaKind::Integer { format: IntegerFormat::Int64 };
                let message =
                    format!("`{}` is declared as a number, and its name says that it is an id", node.name);
                self.diagnostics.push(
                    Diagnostic::at(&rule::TYPE_REFINED, node.span, message)
                        .related(span, "a whole number here")
                        .note("taken as an integer: a double does not hold every one of 64 bits"),
                );
            }
            _ => {}
        }
    }

    fn report_wide(&mut self, node: &FieldNode<'_>, kind: &SchemaKind) {
        let taken = match kind {
            SchemaKind::Any => "taken as any value: no integer type holds it",
            _ => "taken as an integer of 128 bits",
        };
        let message = format!("`{}` has numbers that 64 bits do not hold", node.name);
        self.diagnostics.push(Diagnostic::at(&rule::WIDE_INTEGER, node.span, message).note(taken));
    }
}

/// The numbers that a page shows of a field: in examples, as a limit, as a default, as a value.
fn texts_of(node: &FieldNode<'_>, shown: &Shown<'_>) -> Vec<String> {
    let mut texts: Vec<String> = shown
        .all()
        .filter_map(|json| match &json.value {
            JsonValue::Number(text) | JsonValue::String(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    if let Some(claim) = node.claim {
        texts.extend(claim.limits.bounds.iter().map(|limit| limit.value.to_string()));
        texts.extend(claim.default.iter().map(|default| default.value.clone()));
        texts.extend(claim.values.iter().map(|value| value.value.value.clone()));
    }
    texts
}

/// An integer that holds the numbers too; any value where none does. What is no whole number says nothing.
pub(in crate::analysis) fn integer_kind(numbers: &[&str], format: IntegerFormat) -> SchemaKind {
    let (mut least, mut greatest) = (0, 0);
    for text in numbers.iter().filter(|text| is_whole(text)) {
        let digits = text.split('.').next().unwrap_or_default();
        let Ok(number) = digits.parse::<i128>() else { return SchemaKind::Any };
        (least, greatest) = (number.min(least), number.max(greatest));
    }
    let holds = |low: i128, high: i128| least >= low && greatest <= high;
    let fits = match format {
        IntegerFormat::Int32 => holds(i32::MIN.into(), i32::MAX.into()),
        IntegerFormat::Int64 => holds(i64::MIN.into(), i64::MAX.into()),
        IntegerFormat::Uint64 => holds(0, u64::MAX.into()),
        IntegerFormat::Int128 => true,
    };
    let format = match format {
        format if fits => format,
        IntegerFormat::Int32 | IntegerFormat::Uint64 if holds(i64::MIN.into(), i64::MAX.into()) => {
            IntegerFormat::Int64
        }
        _ if holds(0, u64::MAX.into()) => IntegerFormat::Uint64,
        _ => IntegerFormat::Int128,
    };
    SchemaKind::Integer { format }
}

/// Whether digits are those of a whole number: `5`, `-5`, `5.0`.
pub(super) fn is_whole(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(fraction) && fraction.bytes().all(|b| b == b'0')
}

/// `id`, `row_id`, `rowId`, `rowID`
fn is_id(name: &str) -> bool {
    let Some(before) = name.len().checked_sub(2).and_then(|at| name.get(..at)) else { return false };
    match &name[before.len()..] {
        "id" => before.is_empty() || before.ends_with(['_', '-', '.']),
        "Id" | "ID" => before.is_empty() || before.ends_with(|c: char| !c.is_uppercase()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_integer_is_as_wide_as_it_must_be() {
        let format = |numbers: &[&str]| match integer_kind(numbers, IntegerFormat::Int64) {
            SchemaKind::Integer { format } => Some(format),
            _ => None,
        };
        assert_eq!(format(&["1", "-5", "7.0", "x"]), Some(IntegerFormat::Int64));
        assert_eq!(format(&["1", "18446744073709551615"]), Some(IntegerFormat::Uint64));
        assert_eq!(format(&["-1", "18446744073709551615"]), Some(IntegerFormat::Int128));
        assert_eq!(format(&["18446744073709551616"]), Some(IntegerFormat::Int128));
        assert_eq!(format(&["9999999999999999999999999999999999999999999"]), None);
        let signed = integer_kind(&["-1"], IntegerFormat::Uint64);
        assert_eq!(signed, SchemaKind::Integer { format: IntegerFormat::Int64 });
    }

    #[test]
    fn names_of_ids() {
        assert!(["id", "row_id", "rowId", "ID", "row-id", "itemID"].into_iter().all(is_id));
        assert!(!["paid", "grid", "valid", "VOID", "identity", "d"].into_iter().any(is_id));
    }
}
