//! What all entries together say of one field.

use crate::config::{FieldOverride, FieldType};
use crate::model::EnumSchema;
use crate::source::Spanned;

/// What the entries that select a field say; of two that say the same, the later.
#[derive(Clone, Copy, Default)]
pub(super) struct FieldSettings<'c> {
    pub add: Option<&'c Spanned<bool>>,
    pub rename: Option<&'c Spanned<String>>,
    pub ty: Option<&'c Spanned<FieldType>>,
    pub required: Option<&'c Spanned<bool>>,
    pub nullable: Option<&'c Spanned<bool>>,
    pub values: Option<&'c Spanned<EnumSchema>>,
    pub default: Option<&'c Spanned<serde_json::Value>>,
    pub description: Option<&'c Spanned<String>>,
    pub skip: Option<&'c Spanned<bool>>,
}

impl<'c> FieldSettings<'c> {
    /// Adds what a later entry says.
    pub fn add(&mut self, entry: &'c FieldOverride) {
        fn take<'c, T>(setting: &mut Option<&'c Spanned<T>>, said: &'c Option<Spanned<T>>) {
            *setting = said.as_ref().or(*setting);
        }
        take(&mut self.add, &entry.add);
        take(&mut self.rename, &entry.rename);
        take(&mut self.ty, &entry.ty);
        take(&mut self.required, &entry.required);
        take(&mut self.nullable, &entry.nullable);
        take(&mut self.values, &entry.values);
        take(&mut self.default, &entry.default);
        take(&mut self.description, &entry.description);
        take(&mut self.skip, &entry.skip);
    }
}
