//! A list of fields in the place of tags.
//!
//! ```text
//! field = "- `", name, "`", [ "(", type, ")" ], text ;       (* see `field_list` *)
//!       | "- `", name, "`", ( "-" | ":" ), text ;           (* below a title or a sentence that says that fields follow *)
//! ```

use super::Reader;
use super::filing::Stated;
use crate::dialect::claims::FieldClaim;
use crate::dialect::field_list::{read_field_list, read_parameter_list};
use crate::dialect::outline::{Section, SectionForm};
use crate::dialect::section::SectionKind;
use crate::document::{Block, BlockKind};

/// The fields that a list declares where it stands; empty where it declares none.
pub(super) fn list_fields(items: &[Block], section: &Section) -> Vec<FieldClaim> {
    match section.role {
        // "### Available models": what fields may hold, unless types say that these are fields.
        SectionKind::Parameters(_) | SectionKind::Inputs
            if section.divider.is_none() || section.form == SectionForm::Lead =>
        {
            read_parameter_list(items)
        }
        SectionKind::Response(_) if section.says_fields() && items.iter().all(defines_name) => {
            read_parameter_list(items)
        }
        SectionKind::Parameters(_) | SectionKind::Inputs | SectionKind::Response(_) | SectionKind::Errors => {
            read_field_list(items, None)
        }
        SectionKind::Remarks if section.lists_response_headers() => read_field_list(items, None),
        // Before any heading: parameters, where the list says which of them are required.
        SectionKind::Intro => {
            let fields = read_field_list(items, None);
            let says = fields.iter().all(|field| field.ty.is_some() && field.required.is_some());
            if says { fields } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

/// Whether an item begins with a name as code, and says behind it what that is: "`lit` - Whether it is on."
fn defines_name(item: &Block) -> bool {
    let BlockKind::Item(children) = &item.kind else { return false };
    let Some(BlockKind::Paragraph(text)) = children.first().map(|first| &first.kind) else { return false };
    let behind = text.markdown.trim_start().trim_start_matches('*').strip_prefix('`');
    let behind = behind.and_then(|rest| rest.split_once('`')).map_or("", |(_, rest)| rest);
    behind.trim_start_matches(['*', ' ', '\u{a0}']).starts_with(['-', '–', '—', ':', '('])
}

impl Reader<'_> {
    /// Files the fields that a list declares; false where it declares none.
    pub(super) fn read_listed_fields(&mut self, items: &[Block]) -> bool {
        if (self.item().in_list && !self.section().in_list) || !self.describes_endpoint() {
            return false;
        }
        let mut fields = list_fields(items, self.section());
        if fields.is_empty() && self.outline.record_section(self.item()).is_some() {
            fields = read_field_list(items, None);
        }
        let any = !fields.is_empty();
        for (field, item) in fields.into_iter().zip(items) {
            self.file_field(Stated::Unsaid, field, item.span);
        }
        any
    }
}
