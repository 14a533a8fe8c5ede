//! Definition lists of fields.
//!
//! ```text
//! definition = { term, newline }, { ":", { mark }, type, [ "." ], text } ;   (* "limit\n: Integer. How many." *)
//! term       = [ ":" ], name, [ type, { mark } ] ;    (* see `field_list` *)
//! mark       = "{{<required>}}" | "{{%optional%}}" | "(required)" | … ;       (* a shortcode, or in brackets *)
//! ```

use super::Reader;
use super::filing::Stated;
use crate::dialect::claims::{FieldClaim, TypeExpr};
use crate::dialect::field_list::read_named_type;
use crate::dialect::outline::Section;
use crate::dialect::section::SectionKind;
use crate::document::{BlockKind, Definition, Text};
use crate::source::Spanned;
use crate::type_expr::read_stated_type;

/// The fields that a definition list declares where it stands; empty where it declares none.
pub(super) fn defined_fields(definitions: &[Definition], section: &Section) -> Vec<FieldClaim> {
    let lists = matches!(
        section.role,
        SectionKind::Parameters(_) | SectionKind::Inputs | SectionKind::Response(_) | SectionKind::Errors
    );
    if !lists && !section.lists_response_headers() {
        return Vec::new();
    }
    let fields: Option<Vec<Vec<FieldClaim>>> = definitions.iter().map(read_definition).collect();
    fields.unwrap_or_default().concat()
}

/// Names that one definition is of.
const MAX_NAMES: usize = 32;

/// The fields of one definition: each line of the term names one.
fn read_definition(definition: &Definition) -> Option<Vec<FieldClaim>> {
    let term = &definition.term;
    // "limit (integer, optional)": the term says it all.
    let told = read_named_type(&term.markdown);
    let names: Vec<&str> = term.plain.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    // Text that runs on is no list of names; each of them would have all of the definition.
    if names.len() > MAX_NAMES {
        return None;
    }
    let mut texts = definition.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Paragraph(text) => Some(text),
        _ => None,
    });
    let text = texts.next().map(|first| {
        texts.fold(first.clone(), |mut all, next| {
            all.plain = format!("{}\n\n{}", all.plain, next.plain);
            all.markdown = format!("{}\n\n{}", all.markdown, next.markdown);
            all.links.extend(next.links.iter().cloned());
            all
        })
    });
    let field = |name: &&str| {
        let name = name.trim_start_matches(':').trim_end_matches(['*', ':']);
        let name = name.split_whitespace().next().filter(|word| word.len() <= 80)?;
        let mut field = FieldClaim::new(Spanned::new(name.to_owned(), term.span), definition.span);
        if let Some(text) = &text {
            read_text(&mut field, text);
        }
        if let Some((_, line)) = told.as_ref().filter(|(told, _)| told == name) {
            field.ty = Some(Spanned::new(line.ty.clone(), term.span));
            field.required = line.required.or(field.required);
            let default = line.default.clone().map(|value| Spanned::new(value, term.span));
            field.default = default.or(field.default.take());
        }
        Some(field)
    };
    names.iter().map(field).collect::<Option<Vec<_>>>().filter(|fields| !fields.is_empty())
}

/// Reads marks, type and description of a text: "{{<required>}} String. Which list."
pub(super) fn read_text(field: &mut FieldClaim, text: &Text) {
    let (mut marks, plain) = take_marks(&text.plain);
    let (_, markdown) = take_marks(&text.markdown);
    let head = plain
        .split(". ")
        .next()
        .unwrap_or_default()
        .lines()
        .next()
        .unwrap_or_default()
        .trim_end_matches('.')
        .trim();
    let reading = read_stated_type(head);
    let is_type = !matches!(reading.ty, TypeExpr::Unknown(_) | TypeExpr::Named(_)) && head.len() <= 60;
    let rest = if is_type { behind(&plain, head) } else { plain.as_str() };
    if is_type {
        field.ty = Some(Spanned::new(reading.ty, text.span));
        field.required = reading.required;
        field.type_links = text.links.iter().filter(|link| head.contains(&link.text)).cloned().collect();
    }
    let nullable = marks.iter().position(|mark| mark == "nullable").map(|at| marks.remove(at));
    if let (Some(_), Some(ty)) = (nullable, field.ty.as_mut()) {
        ty.value = TypeExpr::Union(vec![ty.value.clone(), TypeExpr::Null]);
    }
    for mark in &marks {
        match mark.as_str() {
            "required" => field.required = Some(true),
            "optional" => field.required = Some(false),
            "deprecated" => field.deprecated = true,
            _ => {}
        }
    }
    let markdown = if is_type { behind(&markdown, head) } else { markdown.as_str() };
    let description = Text { plain: rest.to_owned(), markdown: markdown.to_owned(), ..text.clone() };
    field.description = Some(description).filter(|text| !text.plain.is_empty());
    field.read_text();
}

/// What follows the type that a text begins with.
fn behind<'t>(text: &'t str, head: &str) -> &'t str {
    text.strip_prefix(head).unwrap_or(text).trim_start_matches(['.', ' ', ',', ':', '-', '—', '\n'])
}

/// The marks in front of a text, as words, and the text.
pub(super) fn take_marks(text: &str) -> (Vec<String>, String) {
    let mut marks = Vec::new();
    let mut rest = text.trim();
    loop {
        let shortcode = rest.strip_prefix("{{").and_then(|inner| inner.split_once("}}"));
        let bracketed = rest.strip_prefix('(').and_then(|inner| inner.split_once(')'));
        let Some((inner, behind)) = shortcode.or(bracketed) else { break };
        let word = inner.trim_matches(['<', '>', '%', ' ', '/', '\\']).to_lowercase();
        if shortcode.is_none() && !["required", "optional", "deprecated", "nullable"].contains(&word.as_str())
        {
            break;
        }
        marks.push(word);
        rest = behind.trim_start();
    }
    (marks, rest.to_owned())
}

impl Reader<'_> {
    /// Files the fields that a definition list declares; false where it declares none.
    pub(super) fn read_defined_fields(&mut self, definitions: &[Definition]) -> bool {
        if self.item().in_list || !self.describes_endpoint() {
            return false;
        }
        let fields = defined_fields(definitions, self.section());
        let any = !fields.is_empty();
        for field in fields {
            let span = field.span;
            self.file_field(Stated::Unsaid, field, span);
        }
        any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_in_front() {
        let marks = |text: &str| take_marks(text);
        assert_eq!(marks("{{<required>}} String."), (vec!["required".to_owned()], "String.".to_owned()));
        assert_eq!(marks("(optional) Which"), (vec!["optional".to_owned()], "Which".to_owned()));
        assert_eq!(marks("(7) Which"), (Vec::new(), "(7) Which".to_owned()));
    }
}
