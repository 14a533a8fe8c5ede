//! What serde is told about wire names: one casing for the struct, and the exceptions.

use super::names::Ident;

/// The casings that serde can apply to a field's name, the ones that pages use.
const CASINGS: &[&str] = &["PascalCase", "camelCase", "kebab-case", "SCREAMING_SNAKE_CASE"];

/// The casing that gives most of the wire names; `None` when no casing is better than the names
/// as they are.
pub(super) fn rename_all<'f>(
    fields: impl Iterator<Item = (&'f Ident, &'f str)> + Clone,
) -> Option<&'static str> {
    let score = |casing| fields.clone().filter(|(ident, wire)| applied(ident, casing) == *wire).count();
    let plain = score(None);
    let (best, casing) =
        CASINGS.iter().rev().map(|casing| (score(Some(casing)), *casing)).max_by_key(|of| of.0)?;
    (best > plain).then_some(casing)
}

/// The name that serde gives a field (`RenameRule::apply_to_field` of serde_derive).
pub(super) fn applied(ident: &Ident, casing: Option<&str>) -> String {
    let name = ident.as_str();
    let pascal = || {
        let mut pascal = String::with_capacity(name.len());
        for word in name.split('_') {
            let (first, rest) = word.split_at(word.len().min(1));
            pascal.push_str(&first.to_ascii_uppercase());
            pascal.push_str(rest);
        }
        pascal
    };
    match casing {
        Some("PascalCase") => pascal(),
        Some("camelCase") => {
            let pascal = pascal();
            let (first, rest) = pascal.split_at(pascal.len().min(1));
            first.to_ascii_lowercase() + rest
        }
        Some("kebab-case") => name.replace('_', "-"),
        Some("SCREAMING_SNAKE_CASE") => name.to_ascii_uppercase(),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::names::{Place, Scope};
    use super::super::words::words;
    use super::*;

    fn casing(wire_names: &[&str]) -> Option<&'static str> {
        let mut scope = Scope::new(Place::Field);
        let idents: Vec<_> = wire_names.iter().map(|name| scope.take_one(words(name)).ident).collect();
        rename_all(idents.iter().zip(wire_names.iter().copied()))
    }

    #[test]
    fn the_casing_of_most_fields_wins() {
        assert_eq!(casing(&["Id", "UserId", "RedirectURL"]), Some("PascalCase"));
        assert_eq!(casing(&["id", "userId"]), Some("camelCase"));
        assert_eq!(casing(&["id", "name"]), None);
        assert_eq!(casing(&["user_id", "grant_type"]), None);
        assert_eq!(casing(&["user-id"]), Some("kebab-case"));
    }
}
