//! Records that a page describes in sections of their own, beside its operations: "## Badge object".

use super::Reader;
use crate::dialect::claims::{ClaimKind, FieldClaim, TypeExpr};
use crate::source::{Span, Spanned};
use heck::ToUpperCamelCase;

/// Words of a title that say only that a record is described.
const GENERIC: &[&str] = &[
    "object",
    "objects",
    "structure",
    "resource",
    "attributes",
    "attribute",
    "fields",
    "properties",
    "schema",
    "model",
    "entity",
    "the",
    "a",
    "an",
    "record",
    "representation",
    "of",
    "type",
];

impl Reader<'_> {
    /// Files a field of the record that the section around describes; false where it describes none.
    pub(super) fn file_record_field(&mut self, field: &FieldClaim, span: Span) -> bool {
        let Some(id) = self.outline.record_section(self.item()) else { return false };
        let known = self.records.get(&id).copied();
        if let Some(ClaimKind::Record(record)) = known.and_then(|at| self.claims.kind_mut(at)) {
            record.children.push(field.clone());
            record.span = record.span.to(span);
            return true;
        }
        let Some(title) = &self.outline.section(id).title else { return false };
        let mut record =
            FieldClaim::new(Spanned::new(record_name(&title.value), title.span), title.span.to(span));
        record.ty = Some(Spanned::new(TypeExpr::Object, title.span));
        record.children.push(field.clone());
        self.records.insert(id, self.claims.len());
        self.claim(ClaimKind::Record(record), span);
        true
    }
}

/// `Badge object` → `Badge`; `The guild member structure` → `GuildMember`.
pub(super) fn record_name(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let own: Vec<&str> = words.filter(|word| !GENERIC.contains(&word.to_lowercase().as_str())).collect();
    match own.is_empty() {
        true => title.to_upper_camel_case(),
        false => own.join(" ").to_upper_camel_case(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_records() {
        for (title, name) in [
            ("Badge object", "Badge"),
            ("The guild member structure", "GuildMember"),
            ("Lamp", "Lamp"),
            ("Attributes", "Attributes"),
        ] {
            assert_eq!(record_name(title), name, "{title}");
        }
    }
}
