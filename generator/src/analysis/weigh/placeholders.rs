//! What examples of requests put in the place of values of the caller's own: `"Parameter value"`, `"<token>"`,
//! `"YOUR_COLOUR"`. They say that something stands there, and not of what type it is.
//!
//! What is sent is narrowed by them neither in its type nor in its fields: a value that is known only by a
//! placeholder takes any, and an object that is known only by an example takes further fields.

use super::{Shown, Weigher};
use crate::document::JsonValue;
use crate::model::{Schema, SchemaKind};
use heck::ToSnakeCase;

impl Weigher<'_> {
    /// What examples and skeletons show of a value that no list describes.
    pub(super) fn infer_named(&mut self, name: &str, shown: &Shown<'_>) -> Schema {
        let mut schema = self.infer(shown);
        if !self.answer && !self.textual {
            loosen(&mut schema, name, shown);
        }
        schema
    }
}

/// Takes back what placeholders narrow.
fn loosen(schema: &mut Schema, name: &str, shown: &Shown<'_>) {
    match &mut schema.kind {
        SchemaKind::Object(object) => {
            object.additional.get_or_insert_with(|| Box::new(Schema::any()));
            for field in &mut object.fields {
                loosen(&mut field.schema, &field.name, &shown.member(&field.name));
            }
        }
        SchemaKind::Array { items } => loosen(items, name, &shown.items()),
        SchemaKind::String { .. } if is_only_held(name, shown) => *schema = Schema::any(),
        _ => {}
    }
}

/// Whether all that is shown of a value are placeholders.
fn is_only_held(name: &str, shown: &Shown<'_>) -> bool {
    let mut texts = shown.all().map(|json| match &json.value {
        JsonValue::String(text) => is_placeholder(name, text),
        JsonValue::Null => true,
        _ => false,
    });
    texts.all(|is_one| is_one)
}

/// Whether a text stands for a value of that name: it is set off as such, or its words are the name's. A name or
/// title is a text, whatever stands for it.
fn is_placeholder(name: &str, text: &str) -> bool {
    let text = text.trim();
    let last = |words: &str| words.to_snake_case().rsplit('_').next().unwrap_or_default().to_owned();
    let of_name = last(name);
    if ["name", "title", "description"].contains(&of_name.as_str()) {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let yours = ["your ", "your_", "your-", "some "].iter().any(|w| lower.starts_with(w));
    let braced = text.starts_with("{") && text.ends_with("}");
    let in_words = text.split_whitespace().count() <= 4
        && text.chars().all(|c| c.is_alphabetic() || " _-".contains(c))
        && last(text) == of_name;
    braced || in_words || (yours && text.split_whitespace().count() <= 4)
}

#[cfg(test)]
mod tests {
    use super::is_placeholder;

    #[test]
    fn texts_in_the_place_of_values() {
        for (name, text) in [
            ("Value", "Parameter value"),
            ("value", "value"),
            ("colour", "YOUR_COLOUR"),
            ("colour", "your colour"),
            ("colour", "{colour}"),
            ("colour", "{{colour}}"),
            ("paintColour", "some colour"),
        ] {
            assert!(is_placeholder(name, text), "{name} {text}");
        }
        for (name, text) in [
            ("Name", "Parameter name"),
            ("Value", "12"),
            ("colour", "dark green"),
            ("city", "City of London"),
            ("note", "The lamp that hangs in the hall of the north wing"),
        ] {
            assert!(!is_placeholder(name, text), "{name} {text}");
        }
    }
}
