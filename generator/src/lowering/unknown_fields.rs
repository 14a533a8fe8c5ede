//! Types that keep the fields which the pages do not name: those whose pages say that there are such, and those
//! for which `docbind.toml` asks it.

use super::names::{Ident, Place, Scope};
use super::rust_type::{Struct, TypeId, TypeItem, TypeKind};
use super::type_names::TypeNames;
use super::words::words;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, rule};
use crate::source::Span;
use std::collections::BTreeMap;

/// Gives every type that is received, and for which it is asked, a field for what is unknown.
pub(super) fn lower_unknown_fields(
    config: &Config,
    names: &TypeNames,
    types: &mut [TypeItem],
    diagnostics: &mut Vec<Diagnostic>,
) {
    // By the place of each setting: whether it found a record, and the first that is none.
    let mut settings: BTreeMap<Span, (bool, Option<String>)> = BTreeMap::new();
    for (index, item) in types.iter_mut().enumerate() {
        let own = names.keep_unknown_fields.get(&TypeId(index as u32));
        let setting = own.filter(|own| own.value).map(|own| settings.entry(own.span).or_default());
        match &mut item.kind {
            TypeKind::Struct(of) if of.serde.deserialize => {
                setting.into_iter().for_each(|(applied, _)| *applied = true);
                let keep = own.map_or(config.values.keep_unknown_fields, |own| own.value);
                if keep && of.unknown_fields.is_none() {
                    of.unknown_fields = Some(unknown_fields(of));
                }
            }
            _ => setting.into_iter().for_each(|(_, left)| {
                left.get_or_insert_with(|| item.ident.to_string());
            }),
        }
    }
    for (span, (applied, left)) in settings {
        let Some(name) = left.filter(|_| !applied) else { continue };
        let message = format!("`{name}` has no unknown fields to keep");
        let diagnostic = Diagnostic::at(&rule::UNUSED_SETTING, span, message)
            .help_in_settings("`keep-unknown-fields` is for records that are received");
        diagnostics.push(diagnostic);
    }
}

/// The name of the field that keeps what is unknown.
pub(super) fn unknown_fields(of: &Struct) -> Ident {
    let mut scope = Scope::with_taken(Place::Field, of.fields.iter().map(|field| field.ident.as_str()));
    scope.take(&["unknown fields", "undocumented fields"].map(words)).ident
}
