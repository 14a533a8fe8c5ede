//! Records that stand beside what an operation sends and gets back: "### Receipt object" below "### Body".
//!
//! A title that names what a field of the operation holds says more of that field, and is no record of its own, unless
//! its section would be passed over otherwise.

use super::Reader;
use super::described_records::record_name;
use super::linked_sections::anchor_of;
use crate::dialect::claims::{ClaimKind, FieldClaim, TypeExpr};
use crate::dialect::outline::SectionId;
use crate::dialect::section::SectionKind;
use crate::document::Link;

impl Reader<'_> {
    /// The section around that describes a record: one of no operation, or one within that of an operation.
    pub(super) fn record_section(&mut self) -> Option<SectionId> {
        let item = self.item();
        if let Some(id) = self.outline.record_section(item) {
            return Some(id);
        }
        let id = self.outline.record_within(item)?;
        if let Some(known) = self.records.get(&id) {
            return known.map(|_| id);
        }
        let title = self.outline.section(id).title.as_ref()?;
        let passed_over = matches!(self.role(), SectionKind::Remarks | SectionKind::Intro);
        if !passed_over && self.fields_named(&title.value).next().is_some() {
            self.records.insert(id, None);
            return None;
        }
        Some(id)
    }

    /// Whether a record is described in that section.
    pub(super) fn describes_record(&self, id: SectionId) -> bool {
        self.records.get(&id).is_some_and(Option::is_some)
    }

    /// Whether an example is of a record that the section around describes.
    pub(super) fn is_of_record(&self) -> bool {
        let within = || self.outline.record_within(self.item());
        self.outline.record_section(self.item()).is_some()
            || within().is_some_and(|id| self.describes_record(id))
    }

    /// Gives the fields of the operation that a record's title names a link to it.
    pub(super) fn link_parts(&mut self, title: &str) {
        let link = Link { text: title.to_owned(), target: format!("#{}", anchor_of(title)) };
        let named: Vec<usize> = self.fields_named(title).collect();
        for at in named {
            if let Some(ClaimKind::Parameter { field, .. } | ClaimKind::ResponseField { field, .. }) =
                self.claims.kind_mut(at)
            {
                field.type_links.push(link.clone());
            }
        }
    }

    /// The claims of the operation whose fields hold what a title names: "Address object" and `billing_address`.
    fn fields_named(&self, title: &str) -> impl Iterator<Item = usize> {
        let record = letters_of(&record_name(title));
        let operation = self.operation();
        let own =
            self.claims.iter().enumerate().rev().take_while(move |(_, claim)| claim.operation == operation);
        own.filter(move |(_, claim)| match &claim.kind {
            ClaimKind::Parameter { field, .. } | ClaimKind::ResponseField { field, .. } => {
                holds(field, &record)
            }
            _ => false,
        })
        .map(|(at, _)| at)
    }
}

/// Whether the name or the type of a field is that of a record.
fn holds(field: &FieldClaim, record: &str) -> bool {
    let of_type = match field.ty.as_ref().map(|ty| leaf_of(&ty.value)) {
        Some(TypeExpr::Named(name) | TypeExpr::Unknown(name)) => is_of(name, record),
        _ => false,
    };
    of_type || is_of(&field.name.value, record)
}

/// Whether a name ends with that of a record, in the singular or the plural, or is the end of it.
fn is_of(name: &str, record: &str) -> bool {
    let name = letters_of(name);
    let forms = [name.as_str(), name.trim_end_matches('s'), name.trim_end_matches("es")];
    !name.is_empty() && forms.iter().any(|form| form.ends_with(record) || record.ends_with(form))
}

fn letters_of(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a type holds in the end: `Room` of `Room[]`.
fn leaf_of(ty: &TypeExpr) -> &TypeExpr {
    match ty {
        TypeExpr::Array(Some(item)) | TypeExpr::Map(item) => leaf_of(item),
        TypeExpr::Union(variants) => variants.first().map_or(ty, leaf_of),
        _ => ty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_parts() {
        for name in ["address", "billing_address", "addresses", "homeAddress", "addresses[]"] {
            assert!(is_of(name, "address"), "{name}");
        }
        for name in ["", "id", "addressee"] {
            assert!(!is_of(name, "address"), "{name}");
        }
        assert!(is_of("receipt", "movereceipt"));
    }
}
