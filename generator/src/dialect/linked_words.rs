//! The words in a type that are no type of a language: what a link says that they are.

use super::claims::TypeExpr;

/// The names in a type.
pub(super) fn names_in_type(ty: &TypeExpr, names: &mut Vec<String>) {
    match ty {
        TypeExpr::Named(name) => names.push(name.clone()),
        TypeExpr::Array(Some(item)) | TypeExpr::Map(item) | TypeExpr::Enum(Some(item)) => {
            names_in_type(item, names)
        }
        TypeExpr::Union(variants) => variants.iter().for_each(|variant| names_in_type(variant, names)),
        TypeExpr::Inline(fields) => fields.iter().for_each(|field| names_in_type(&field.ty, names)),
        _ => {}
    }
}

/// Gives the words in a type that are no type the name of a record.
pub(super) fn name_leaf(ty: &mut TypeExpr, name: &str) {
    match ty {
        TypeExpr::Unknown(_) | TypeExpr::Named(_) => *ty = TypeExpr::Named(name.to_owned()),
        TypeExpr::Array(item @ None) => *item = Some(Box::new(TypeExpr::Named(name.to_owned()))),
        TypeExpr::Array(Some(item)) | TypeExpr::Map(item) => name_leaf(item, name),
        TypeExpr::Object => *ty = TypeExpr::Named(name.to_owned()),
        TypeExpr::Union(variants) => {
            let mut open = variants.iter_mut().filter(|of| {
                matches!(
                    of,
                    TypeExpr::Unknown(_) | TypeExpr::Named(_) | TypeExpr::Array(_) | TypeExpr::Object
                )
            });
            if let (Some(only), None) = (open.next(), open.next()) {
                name_leaf(only, name);
            }
        }
        _ => {}
    }
}

/// Gives the words of a link in a type the type that it points to: "message component", "message component objects".
pub(super) fn set_called(ty: &mut TypeExpr, words: &str, of: &TypeExpr) {
    match ty {
        TypeExpr::Unknown(text) | TypeExpr::Named(text) => {
            let bare = [" objects", " object"].iter().find_map(|end| text.trim().strip_suffix(end));
            // The words of a list stand here as one of its items.
            if singular(bare.unwrap_or(text).trim()) == singular(words) {
                *ty = of.clone();
            }
        }
        TypeExpr::Array(item @ None) => *item = Some(Box::new(of.clone())),
        TypeExpr::Array(Some(item)) | TypeExpr::Map(item) => set_called(item, words, of),
        TypeExpr::Union(variants) => variants.iter_mut().for_each(|variant| set_called(variant, words, of)),
        _ => {}
    }
}

/// Gives the words of a link in a type the name of the record that it points to.
pub(super) fn name_called(ty: &mut TypeExpr, words: &str, name: &str) {
    match ty {
        TypeExpr::Unknown(text) | TypeExpr::Named(text) if text.trim() == words => {
            *ty = TypeExpr::Named(name.to_owned())
        }
        TypeExpr::Array(Some(item)) | TypeExpr::Map(item) => name_called(item, words, name),
        TypeExpr::Union(variants) => {
            variants.iter_mut().for_each(|variant| name_called(variant, words, name))
        }
        _ => {}
    }
}

/// Gives the words in a type that are no type another type; a number or a text keeps its own. Whether it may hold the
/// values.
pub(super) fn set_leaf(ty: &mut TypeExpr, named: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Unknown(_) | TypeExpr::Named(_) => {
            *ty = named.clone();
            true
        }
        TypeExpr::Array(item @ None) => {
            *item = Some(Box::new(named.clone()));
            true
        }
        TypeExpr::Array(Some(item)) => set_leaf(item, named),
        TypeExpr::Union(variants) => variants.iter_mut().any(|variant| set_leaf(variant, named)),
        TypeExpr::Integer | TypeExpr::String => ty == named,
        _ => false,
    }
}

fn singular(words: &str) -> &str {
    words.strip_suffix('s').unwrap_or(words)
}

/// A text in lower case without the article that it begins with.
pub(super) fn without_article(text: &str) -> &str {
    ["a ", "an ", "the "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text)
}
