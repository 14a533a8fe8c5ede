//! Fields whose names are headings.
//!
//! ```text
//! field  = "### `", name, "`", { mark }, [ "{#", anchor, "}" ], { label, ":", text }
//!        | "### `", name, "`", type, { mark } | "### ", name, newline, type, { mark } ;    (* see `field_list` *)
//! label  = "**Type**" | "**Description**" | "**Required**" | "**Default**" | … ;   (* the colon inside or behind the bold words *)
//! mark   = see `definitions` ;
//! ```

use super::Reader;
use super::definitions::take_marks;
use super::filing::Stated;
use crate::dialect::claims::{FieldClaim, TypeExpr};
use crate::dialect::field_list::{TypeLine, read_named_type, read_type_line};
use crate::dialect::field_name::is_field_name;
use crate::dialect::outline::{ItemKind, Outline};
use crate::document::{Block, BlockKind, Text};
use crate::source::Spanned;
use crate::type_expr::read_stated_type;

/// Whether a heading names a field, and what stands below it says its type. `rest`: the blocks behind it.
pub(in crate::dialect) fn names_field(text: &Text, rest: &[Block]) -> bool {
    let below = rest.iter().take_while(|block| !matches!(block.kind, BlockKind::Heading { .. }));
    let mut labels = below.filter_map(|block| match &block.kind {
        BlockKind::Paragraph(text) => Some(split_labels(&text.markdown)),
        _ => None,
    });
    let labelled = name_of(text).is_some()
        && labels.any(|pairs| pairs.iter().any(|(label, _)| label.eq_ignore_ascii_case("type")));
    labelled
        || typed_name(text).is_some()
        || (plain_name(text).is_some() && type_below(rest.first()).is_some())
}

/// A heading that is a name with its type: "`name` string required".
fn typed_name(text: &Text) -> Option<(String, TypeLine)> {
    read_named_type(&without_frames(&text.markdown)).filter(|_| text.markdown.trim().starts_with('`'))
}

/// A text without the HTML tags in it, which only say how words look.
fn without_frames(markdown: &str) -> String {
    let mut text = String::new();
    for part in markdown.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, behind)| behind));
    }
    text
}

/// A heading that is a name as code, or a word that no sentence begins with.
fn plain_name(text: &Text) -> Option<String> {
    let name = name_of(text).filter(|(_, marks)| marks.is_empty()).map(|(name, _)| name);
    let word = text.plain.trim();
    let is_word = word.starts_with(|c: char| c.is_lowercase()) && is_field_name(word);
    name.or(is_word.then(|| word.to_owned()))
}

/// A line below such a heading that is a type with marks: "*string, required*".
fn type_below(block: Option<&Block>) -> Option<TypeLine> {
    match &block?.kind {
        BlockKind::Paragraph(text) => read_type_line(&text.markdown),
        _ => None,
    }
}

/// The name in a heading that is nothing but a name in backticks, with marks behind it.
fn name_of(text: &Text) -> Option<(String, Vec<String>)> {
    let (name, rest) = text.markdown.trim().strip_prefix('`')?.split_once('`')?;
    let (marks, rest) = take_marks(rest);
    let is_name = !name.is_empty() && name.len() <= 80 && !name.contains(char::is_whitespace);
    (is_name && rest.is_empty()).then(|| (name.to_owned(), marks))
}

/// The blocks below a heading up to the next one.
fn below<'o>(outline: &'o Outline<'_>, at: usize) -> impl Iterator<Item = (usize, &'o Text)> {
    let rest = outline.items.iter().enumerate().skip(at + 1);
    let own = rest.take_while(|(_, item)| !matches!(item.kind, ItemKind::Opens | ItemKind::Field));
    own.filter_map(|(at, item)| match &item.block.kind {
        BlockKind::Paragraph(text) => Some((at, text)),
        _ => None,
    })
}

/// What stands behind the labels of these words below a heading.
fn labelled(outline: &Outline<'_>, at: usize, words: &[&str]) -> Vec<Text> {
    let mut found = Vec::new();
    for (_, text) in below(outline, at) {
        for (label, markdown) in split_labels(&text.markdown) {
            if words.contains(&label.to_lowercase().as_str()) {
                let plain = plain_of(&markdown);
                found.push(Text { plain, markdown, ..text.clone() });
            }
        }
    }
    found
}

/// "**Type:** String **Description:** Its id" as pairs; the colon may stand behind the bold words.
fn split_labels(markdown: &str) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut rest = markdown;
    while let Some((before, after)) = rest.split_once("**") {
        let Some((bold, behind)) = after.split_once("**") else { break };
        if let Some((_, text)) = pairs.last_mut() {
            text.push_str(before);
        }
        match (bold.strip_suffix(':'), behind.trim_start().strip_prefix(':')) {
            (Some(label), _) => {
                pairs.push((label.trim().to_owned(), String::new()));
                rest = behind;
            }
            (None, Some(behind)) => {
                pairs.push((bold.trim().to_owned(), String::new()));
                rest = behind;
            }
            (None, None) => {
                if let Some((_, text)) = pairs.last_mut() {
                    text.push_str(&format!("**{bold}**"));
                }
                rest = behind;
            }
        }
    }
    if let Some((_, text)) = pairs.last_mut() {
        text.push_str(rest);
    }
    for (_, text) in &mut pairs {
        let line = text.trim().trim_end_matches(['\\', ' ']);
        *text = line.trim_end_matches("<br />").trim_end_matches("<br>").trim_end().to_owned();
    }
    pairs
}

/// Paragraphs as one text.
fn join<'t>(texts: impl Iterator<Item = &'t Text>) -> Option<Text> {
    texts.cloned().reduce(|mut all, text| {
        all.add_paragraph(text);
        all
    })
}

/// "**Required:** yes"
fn says_yes(text: &Text) -> Option<bool> {
    match text.plain.trim_end_matches('.').to_lowercase().as_str() {
        "yes" | "true" | "required" => Some(true),
        "no" | "false" | "optional" => Some(false),
        _ => None,
    }
}

/// Words of links and code without their marks.
fn plain_of(markdown: &str) -> String {
    let mut plain = String::new();
    let mut rest = markdown;
    while let Some((before, after)) = rest.split_once('[') {
        plain.push_str(before);
        match after.split_once("](").and_then(|(text, target)| Some((text, target.split_once(')')?.1))) {
            Some((text, behind)) => {
                plain.push_str(text);
                rest = behind;
            }
            None => {
                plain.push('[');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain.replace(['`', '*'], "")
}

/// Reads the type behind a label: "{{<nullable>}} String (cast from an integer)"; the remark is none on the type.
fn read_label_of_type(field: &mut FieldClaim, text: &Text) {
    let (marks, plain) = take_marks(&text.plain);
    let reading = read_stated_type(plain.split(" (").next().unwrap_or_default().trim_end_matches('.'));
    let nullable = marks.iter().any(|mark| mark == "nullable");
    let ty = if nullable { TypeExpr::Union(vec![reading.ty, TypeExpr::Null]) } else { reading.ty };
    field.ty = Some(Spanned::new(ty, text.span));
    field.type_links =
        text.links.iter().filter(|link| text.markdown.contains(&link.target)).cloned().collect();
    field.required = match () {
        () if marks.iter().any(|mark| mark == "required") => Some(true),
        () if marks.iter().any(|mark| mark == "optional") => Some(false),
        () => reading.required,
    };
    field.deprecated = marks.iter().any(|mark| mark == "deprecated");
}

impl Reader<'_> {
    /// Files the field of a heading that says its type, or has a line below that does.
    fn read_typed_heading(&mut self, text: &Text) -> Option<usize> {
        let span = self.item().block.span;
        let mut texts: Vec<(usize, &Text)> = below(self.outline, self.at).collect();
        let (last, end) = texts.last().map_or((self.at, span), |(at, text)| (*at, text.span));
        let (name, line) = match typed_name(text) {
            Some(typed) => typed,
            None => {
                let name = plain_name(text)?;
                let first = texts.first().map(|(at, _)| &*self.outline.items[*at].block);
                let line = type_below(first)?;
                texts.remove(0);
                (name, line)
            }
        };
        let mut field = FieldClaim::new(Spanned::new(name, span), span.to(end));
        field.ty = Some(Spanned::new(line.ty, span));
        field.required = line.required;
        field.default = line.default.map(|value| Spanned::new(value, span));
        field.description = join(texts.iter().map(|(_, text)| *text));
        field.read_text();
        let span = field.span;
        self.file_field(Stated::Unsaid, field, span);
        Some(last + 1)
    }

    /// Files the field that a heading names; gives the index of the block behind what was read.
    pub(super) fn read_field_heading(&mut self) -> Option<usize> {
        let BlockKind::Heading { text, .. } = &self.item().block.kind else { return None };
        if let Some(next) = self.read_typed_heading(text) {
            return Some(next);
        }
        let (name, marks) = name_of(text)?;
        let label = |words: &[&str]| labelled(self.outline, self.at, words).into_iter().next();
        let ty = label(&["type"])?;
        let span = self.item().block.span;
        let read = below(self.outline, self.at).last().map(|(at, text)| (at, text.span));
        let (last, end) = read.unwrap_or((self.at, span));
        let mut field = FieldClaim::new(Spanned::new(name, span), span.to(end));
        read_label_of_type(&mut field, &ty);
        let marked = |word: &str| marks.iter().any(|mark| mark == word);
        field.required = match () {
            () if marked("optional") => Some(false),
            () if marked("required") => Some(true),
            () => label(&["required"]).as_ref().and_then(says_yes).or(field.required),
        };
        field.deprecated |= marked("deprecated");
        let default = label(&["default", "default value"]).filter(|text| text.plain != "null");
        field.default = default.map(|text| Spanned::new(text.plain.clone(), text.span));
        let is_prose = |text: &&Text| split_labels(&text.markdown).is_empty();
        let prose = below(self.outline, self.at).map(|(_, text)| text).filter(is_prose);
        field.description = join(label(&["description"]).iter().chain(prose));
        field.read_text();
        let span = field.span;
        self.file_field(Stated::Unsaid, field, span);
        Some(last + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        let pairs = split_labels("**Description:** Its id.\\ **Type**: [Lamp](x)\\ **Version:**");
        assert_eq!(pairs[0], ("Description".to_owned(), "Its id.".to_owned()));
        assert_eq!(pairs[1], ("Type".to_owned(), "[Lamp](x)".to_owned()));
        assert_eq!(plain_of("Array of [Lamp](x) or `null`"), "Array of Lamp or null");
    }
}
