//! What serde is told about wire names: one casing for the struct, and the exceptions.

use super::names::Ident;

/// The casings that serde can apply to a field's name, the ones that pages use.
const CASINGS: &[&str] = &["PascalCase", "camelCase", "kebab-case", "SCREAMING_SNAKE_CASE"];

/// The casing that gives most of the wire names; `None` when no casing is better than the names
/// as they are.
pub(super) fn rename_all<'f>(
    fields: impl Iterator<Item = (&'f Ident, &'f str)> + Clone,
) -> Option<&'static str> {
    let score = |casing| fields.clone().filter(|(ident, wire)| is_applied(ident, casing, wire)).count();
    let plain = score(None);
    let (best, casing) =
        CASINGS.iter().rev().map(|casing| (score(Some(casing)), *casing)).max_by_key(|of| of.0)?;
    (best > plain).then_some(casing)
}

/// Whether a field has the name that serde gives it.
pub(super) fn is_applied(ident: &Ident, casing: Option<&str>, wire_name: &str) -> bool {
    letters(ident, casing).eq(wire_name.bytes())
}

/// The name that serde gives a field (`RenameRule::apply_to_field` of serde_derive). Names of ours are in ASCII.
fn letters<'i>(ident: &'i Ident, casing: Option<&'i str>) -> impl Iterator<Item = u8> + 'i {
    let (mut is_first, mut begins_word) = (true, true);
    ident.as_str().bytes().filter_map(move |letter| {
        let begins = std::mem::replace(&mut begins_word, letter == b'_');
        match casing {
            Some("PascalCase" | "camelCase") if letter == b'_' => None,
            Some("camelCase") if std::mem::take(&mut is_first) => Some(letter.to_ascii_lowercase()),
            Some("PascalCase" | "camelCase") if begins => Some(letter.to_ascii_uppercase()),
            Some("kebab-case") if letter == b'_' => Some(b'-'),
            Some("SCREAMING_SNAKE_CASE") => Some(letter.to_ascii_uppercase()),
            _ => Some(letter),
        }
    })
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
