//! Types that keep the fields which the pages do not name.

use super::names::{Place, Scope};
use super::rust_type::{TypeId, TypeItem, TypeKind};
use super::type_names::TypeNames;
use super::words::words;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, rule};

/// Gives every type that is received, and for which it is asked, a field for what is unknown.
pub(super) fn lower_unknown_fields(
    config: &Config,
    names: &TypeNames,
    types: &mut [TypeItem],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (index, item) in types.iter_mut().enumerate() {
        let chosen = names.overrides.get(&TypeId(index as u32)).map(|at| &config.types[*at]);
        let own = chosen.and_then(|of| of.keep_unknown_fields);
        match &mut item.kind {
            TypeKind::Struct(of) if of.serde.deserialize => {
                if own.unwrap_or(config.values.keep_unknown_fields) {
                    let taken = of.fields.iter().map(|field| field.ident.as_str());
                    let mut scope = Scope::with_taken(Place::Field, taken);
                    let candidates = ["unknown fields", "undocumented fields"].map(words);
                    of.unknown_fields = Some(scope.take(&candidates).ident);
                }
            }
            _ => {
                if let (Some(true), Some(of)) = (own, chosen) {
                    let message = format!("`{}` has no unknown fields to keep", item.ident);
                    let diagnostic = Diagnostic::at(&rule::UNUSED_SETTING, of.select.span, message)
                        .help_in_settings("`keep-unknown-fields` is for records that are received");
                    diagnostics.push(diagnostic);
                }
            }
        }
    }
}
