//! What a field's own text says beside what it is: its values, its default, its limits, examples.

use super::claims::{FieldClaim, FieldForm, LimitClaims, TypeExpr};
use super::limits::{read_limits, read_pattern};
use super::prose::{inline_enum_values, numbered_names, says_comma_separated};
use super::stated_default::read_default;
use super::value_list::{Listing, Said, lists_truth, read_listing};
use crate::document::{Block, BlockKind, Json, JsonValue, LineMap, Text, parse_json};
use crate::source::{Span, Spanned};

impl FieldClaim {
    /// A field of which only the name is known.
    pub(super) fn new(name: Spanned<String>, span: Span) -> Self {
        Self {
            name,
            ty: None,
            type_links: Vec::new(),
            required: None,
            default: None,
            shown: None,
            deprecated: false,
            description: None,
            children: Vec::new(),
            under: None,
            tab: None,
            form: FieldForm::default(),
            values: Vec::new(),
            hinted: Vec::new(),
            stated_default: None,
            examples: Vec::new(),
            limits: LimitClaims::default(),
            style: None,
            place_assumed: false,
            span,
        }
    }

    /// Reads the values that a list below the description has an item for each of: "Valid values are:".
    pub(super) fn read_values_below(&mut self, items: &[Block]) {
        let Some(text) = self.description.as_ref().filter(|text| text.plain.trim_end().ends_with(':')) else {
            return;
        };
        let lines = items.iter().filter_map(|item| match &item.kind {
            BlockKind::Item(children) => children.iter().find_map(|child| match &child.kind {
                BlockKind::Paragraph(text) => Some(text.markdown.lines().collect::<Vec<_>>().join(" ")),
                _ => None,
            }),
            _ => None,
        });
        let markdown = lines.fold(text.markdown.clone(), |markdown, line| format!("{markdown}\n- {line}"));
        let whole = Text { plain: markdown.clone(), markdown, links: Vec::new(), span: text.span };
        let ty = self.ty.as_ref().map(|ty| &ty.value);
        self.values = read_listing(&whole, ty, Said::default()).values;
    }

    /// Reads the description, where the tag has not said the same.
    pub(super) fn read_text(&mut self) {
        let Some(text) = self.description.take() else { return };
        if let Some(ty) = self.ty.as_mut().filter(|ty| matches!(ty.value, TypeExpr::Enum(None)))
            && lists_truth(&text)
        {
            ty.value = TypeExpr::Boolean;
        }
        // "binary: base64 encoded icon" is text.
        if let Some(ty) = self.ty.as_mut().filter(|ty| holds_only_file(&ty.value))
            && text.plain.to_ascii_lowercase().contains("base64")
        {
            text_for_file(&mut ty.value);
        }
        if self.ty.is_none() && self.children.is_empty() {
            self.ty = told_type(&text.plain).map(|ty| Spanned::new(ty, text.span));
        }
        let ty = self.ty.as_ref().map(|ty| &ty.value);
        self.values.extend(inline_enum_values(&text));
        if self.values.is_empty() && matches!(ty, Some(TypeExpr::Integer | TypeExpr::Number)) {
            self.values = numbered_names(&text);
        }
        if self.values.is_empty() && self.children.is_empty() {
            let default = self.default.as_ref().map(|default| default.value.trim_matches(['"', '\'', '`']));
            let said = Said { required: self.required == Some(true), default };
            let mut listing = read_listing(&text, ty, said);
            // Several of the values in one text are none of them.
            let may_be_several = !listing.is_empty() && matches!(ty, None | Some(TypeExpr::String));
            if may_be_several && says_comma_separated(&text.plain) {
                listing = Listing::default();
            }
            // "Either `this` or `that` may be sent": names of fields, this one among them.
            if !listing.values.iter().any(|value| value.value.value == self.name.value) {
                self.values = listing.values;
            }
            self.hinted = listing.hinted;
        }
        // In the text of an object a default is that of one of its fields.
        let own = |default: &Spanned<String>| {
            !matches!(ty, Some(TypeExpr::Object | TypeExpr::Map(_))) || default.value.starts_with('{')
        };
        self.deprecated |= says_deprecated(&text.plain);
        self.stated_default = read_default(&text).filter(own);
        self.limits.bounds.extend(read_limits(&text.plain));
        if self.limits.pattern.is_none() {
            self.limits.pattern = read_pattern(&text.markdown);
        }
        if ty.is_none_or(holds_parts) {
            self.examples.extend(json_in_text(&text));
        }
        self.description = Some(text);
    }
}

fn holds_only_file(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::File => true,
        TypeExpr::Union(variants) => {
            variants.iter().all(|of| matches!(of, TypeExpr::File | TypeExpr::Null))
                && variants.contains(&TypeExpr::File)
        }
        _ => false,
    }
}

fn text_for_file(ty: &mut TypeExpr) {
    match ty {
        TypeExpr::Union(variants) => variants.iter_mut().for_each(text_for_file),
        TypeExpr::File => *ty = TypeExpr::String,
        _ => {}
    }
}

/// The type that a text begins with: "`true` or `false`. …", "A string that …", "An array of strings".
fn told_type(plain: &str) -> Option<TypeExpr> {
    let lower: String = plain.chars().take(60).collect::<String>().to_lowercase();
    let mut words = lower
        .split(|c: char| c.is_whitespace() || c == '-')
        .map(|word| word.trim_matches(['`', '"', ',', '.', ';', ':', '*']))
        .filter(|word| !word.is_empty() && *word != "optional")
        .peekable();
    let first = words.next()?;
    let second = words.next()?;
    let array_of = |words: &mut dyn Iterator<Item = &str>| match (words.next()?, words.next()?) {
        ("of", item) => scalar_called(item.trim_end_matches('s')),
        _ => None,
    };
    let ty = match (first, second) {
        ("true", "or") => return words.next().filter(|word| *word == "false").map(|_| TypeExpr::Boolean),
        ("false", "or") => return words.next().filter(|word| *word == "true").map(|_| TypeExpr::Boolean),
        ("a" | "an", "array" | "list") => TypeExpr::Array(Some(Box::new(array_of(&mut words)?))),
        ("a" | "an", "map") => TypeExpr::Map(Box::new(TypeExpr::Any)),
        ("a" | "an", word) => scalar_called(word)?,
        _ => return None,
    };
    // "A string or a list of them", "A string list"
    let goes_on = |word: &&str| matches!(*word, "or" | "and" | "of" | "list" | "array" | "map");
    words.peek().is_none_or(|word| !goes_on(word)).then_some(ty)
}

fn scalar_called(word: &str) -> Option<TypeExpr> {
    Some(match word {
        "string" => TypeExpr::String,
        "boolean" | "bool" => TypeExpr::Boolean,
        "integer" => TypeExpr::Integer,
        _ => return None,
    })
}

/// Whether a text begins or ends its first sentence with the mark: "Deprecated: …", "[DEPRECATED] …", "… (deprecated)".
pub(super) fn says_deprecated(plain: &str) -> bool {
    let line = plain.lines().next().unwrap_or_default().trim();
    let start = line.trim_start_matches(['(', '[', '*', '⚠', '\u{fe0f}', ' ']);
    let begins = start.get(..10).is_some_and(|word| word.eq_ignore_ascii_case("deprecated"));
    // "Deprecated models are left out" speaks of others.
    let behind = start.get(10..).unwrap_or_default();
    let marks = behind.is_empty()
        || behind.starts_with(['.', ':', ',', ';', ')', ']', '*', '!'])
        || [" -", " –", " —", " since", " in favo", " and will", " as of"]
            .iter()
            .any(|rest| behind.starts_with(rest));
    let ends = || {
        memchr::memchr2(b')', b']', line.as_bytes())?;
        let first = line.split(". ").next().unwrap_or_default().trim_end_matches('.');
        let end = first.len().checked_sub("(deprecated)".len()).and_then(|at| first.get(at..));
        ["(deprecated)", "[deprecated]"]
            .iter()
            .find(|mark| end.is_some_and(|end| end.eq_ignore_ascii_case(mark)))
    };
    (begins && marks) || ends().is_some()
}

/// Whether values of a type have parts that an example may show.
fn holds_parts(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Object | TypeExpr::Any | TypeExpr::Array(_) | TypeExpr::Map(_) | TypeExpr::Unknown(_) => {
            true
        }
        TypeExpr::Union(variants) => variants.iter().any(holds_parts),
        _ => false,
    }
}

/// Arrays and objects in code behind a word for examples: ``e.g. `["a", "b"]` ``.
fn json_in_text(text: &Text) -> Vec<Json> {
    let markdown = &text.markdown;
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = markdown[at..].find('`').map(|n| at + n) {
        let Some(length) = markdown[open + 1..].find('`') else { break };
        let code = &markdown[open + 1..open + 1 + length];
        at = open + length + 2;
        if !code.starts_with(['[', '{']) {
            continue;
        }
        let lead =
            markdown[..open].trim_end_matches(['-', ' ', '\n', '*', ':', '(', ',']).to_ascii_lowercase();
        let announced =
            ["e.g", "e.g.", "example", "examples", "for instance", "like"].iter().any(|w| lead.ends_with(w));
        if announced {
            let reading = parse_json(code, &LineMap::default(), text.span.source);
            let whole = reading.problems.is_empty();
            found.extend(
                reading.documents.into_iter().take(1).filter(|_| whole).map(|j| at_place(j, text.span)),
            );
        }
    }
    found
}

/// The same value with one place for all its parts.
fn at_place(json: Json, span: Span) -> Json {
    let value = match json.value {
        JsonValue::Array(items) => JsonValue::Array(items.into_iter().map(|j| at_place(j, span)).collect()),
        JsonValue::Object(members) => JsonValue::Object(
            members
                .into_iter()
                .map(|(name, j)| (Spanned::new(name.value, span), at_place(j, span)))
                .collect(),
        ),
        scalar => scalar,
    };
    Json { value, span }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_that_texts_begin_with() {
        let strings = || TypeExpr::Array(Some(Box::new(TypeExpr::String)));
        for (text, ty) in [
            ("`true` or `false`. Only open ones, if `true`.", TypeExpr::Boolean),
            ("A string that names it.", TypeExpr::String),
            ("An optional string. Who lit it.", TypeExpr::String),
            ("An integer, how many there are.", TypeExpr::Integer),
            ("A boolean.", TypeExpr::Boolean),
            ("A map with what holds everywhere", TypeExpr::Map(Box::new(TypeExpr::Any))),
            ("an array of strings - The ids", strings()),
        ] {
            assert_eq!(told_type(text), Some(ty), "{text}");
        }
        for text in [
            "A number of lamps",
            "A string or an integer",
            "An array of objects, one for each",
            "An array of `room_id`.",
            "The string",
            "A string list of words",
            "An integer array",
            "A map of the house",
            "true where it is lit",
        ] {
            assert_eq!(told_type(text), None, "{text}");
        }
    }
}
