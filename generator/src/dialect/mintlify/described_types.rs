//! A scalar that a section of its own describes in a sentence, for the fields that link to it: below "## Image data",
//! "Image data is a data URI that holds a PNG."
//!
//! ```text
//! sentence = [ article ], title, ( "is" | "are" ), [ article ], type, [ "scheme" | "format" ],
//!            ( "that" | "which" | "of" | "in" | "with" | "for" | "," | ":" | "." ) ;
//! ```

use super::Reader;
use super::linked_sections::anchor_of;
use crate::dialect::claims::{ClaimKind, DescribedTypeClaim, TypeExpr};
use crate::dialect::linked_words::without_article;
use crate::dialect::outline::SectionForm;
use crate::document::Text;
use crate::type_expr::parse_type;

/// The words behind which a sentence says more of a type.
const ENDS: &[&str] = &["that", "which", "of", "in", "with", "for", "used"];

impl Reader<'_> {
    /// Claims the scalar that a sentence says the section around is about.
    pub(super) fn describe_type(&mut self, text: &Text) {
        let section = self.section();
        let Some(title) = section.title.as_ref().filter(|_| section.form == SectionForm::Heading) else {
            return;
        };
        let Some(ty) = described_type(&title.value, &text.plain) else { return };
        let own = anchor_of(&title.value);
        let mut anchors = self.anchors(self.item().section);
        anchors.retain(|anchor| anchor.ends_with(&own));
        self.claim(ClaimKind::DescribedType(DescribedTypeClaim { anchors, ty }), text.span);
    }
}

/// What a sentence says that the thing with this title is.
fn described_type(title: &str, text: &str) -> Option<TypeExpr> {
    let (head, rest) = text.split_once(" is ").or_else(|| text.split_once(" are "))?;
    let is_title = head.len() <= title.len() + "the ".len()
        && without_article(&head.to_lowercase()) == title.trim().to_lowercase();
    if !is_title {
        return None;
    }
    let rest = rest.to_lowercase();
    let clause = without_article(&rest).split([',', '.', ':', ';', '(']).next().unwrap_or_default();
    let words: Vec<&str> = clause.split_whitespace().take_while(|word| !ENDS.contains(word)).collect();
    let words = match words.as_slice() {
        [of @ .., "scheme" | "format"] if !of.is_empty() => of,
        all => all,
    };
    let ty = parse_type(&words.join(" "));
    let is_scalar = matches!(
        ty,
        TypeExpr::String
            | TypeExpr::Integer
            | TypeExpr::Unsigned64
            | TypeExpr::Number
            | TypeExpr::Decimal
            | TypeExpr::Boolean
            | TypeExpr::Formatted(_)
    );
    is_scalar.then_some(ty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        let of = |title, text| described_type(title, text);
        assert_eq!(
            of("Image Data", "Image data is a Data URI scheme that supports PNG."),
            Some(TypeExpr::String)
        );
        assert_eq!(of("Berth number", "A berth number is an integer."), Some(TypeExpr::Integer));
        assert_eq!(of("Stamps", "Stamps are strings, in lower case."), Some(TypeExpr::String));
        for more in ["that", "which", "of", "in", "with", "for", "used"] {
            let text = format!("The stamp is a data URL format {more} letters.");
            assert_eq!(described_type("Stamp", &text), Some(TypeExpr::String), "{text}");
        }
        for (title, text) in [
            ("Image Data", "Images are shown as data URIs."),
            ("Lamp", "A lamp is a thing that gives light."),
            ("Lamp", "A lamp is an object with a state."),
        ] {
            assert_eq!(of(title, text), None, "{text}");
        }
    }
}
