//! Records that a page describes in sections of their own, beside its operations: "## Badge object".

use super::Reader;
use super::linked_sections::anchor_of;
use crate::dialect::claims::{ClaimKind, FieldClaim, RecordClaim, TypeExpr};
use crate::dialect::field_name::way_of;
use crate::dialect::outline::{SectionForm, SectionId};
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
        let Some(id) = self.record_section() else { return false };
        let name = way_of(&field.name.value).map(|way| Spanned::new(way, field.name.span));
        let field = FieldClaim { name: name.unwrap_or_else(|| field.name.clone()), ..field.clone() };
        let known = self.records.get(&id).copied().flatten();
        if let Some(ClaimKind::DescribedRecord(record)) = known.and_then(|at| self.claims.kind_mut(at)) {
            record.field.children.push(field);
            record.field.span = record.field.span.to(span);
            return true;
        }
        let title = self.outline.section(id).title.clone();
        let own = title.filter(|title| !own_words(&title.value).is_empty());
        let page = || self.title.clone().map(|title| Spanned::new(title, span));
        let Some(title) = own.or_else(page) else { return false };
        let mut record = FieldClaim::new(Spanned::new(record_name(&title.value), title.span), span);
        record.ty = Some(Spanned::new(TypeExpr::Object, title.span));
        record.children.push(field);
        let anchors = self.anchors(id);
        self.records.insert(id, Some(self.claims.len()));
        self.link_parts(&title.value);
        self.claim(ClaimKind::DescribedRecord(RecordClaim { field: record, anchors, used: false }), span);
        true
    }

    /// What links point to that mean the record of a section: its own title, those around it up to the next record,
    /// and both together.
    pub(super) fn anchors(&self, id: SectionId) -> Vec<String> {
        let mut anchors: Vec<String> = Vec::new();
        let mut at = id;
        loop {
            let section = self.outline.section(at);
            if section.form == SectionForm::Page {
                anchors.extend(self.outline.is_reference.then(String::new));
                return anchors;
            }
            if let Some(title) = &section.title {
                let own = anchor_of(&title.value);
                let joined = anchors.first().map(|inner| format!("{own}-{inner}"));
                anchors.extend([own].into_iter().chain(joined).chain(section.anchor.clone()));
            }
            if at != id && self.describes_record(at) {
                return anchors;
            }
            at = section.parent;
        }
    }
}

/// The words of a title but for those that say only that a record is described.
fn own_words(title: &str) -> Vec<&str> {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.filter(|word| !GENERIC.contains(&word.to_lowercase().as_str())).collect()
}

/// `Badge object` → `Badge`; `The guild member structure` → `GuildMember`.
pub(super) fn record_name(title: &str) -> String {
    let own = own_words(title);
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
