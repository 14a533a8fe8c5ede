//! What stands inside a field tag: its text, nested fields, tables and lists of them, values, examples.

use super::attributes::find;
use super::fields::{read_field, read_named_field};
use super::{Reader, beside, rows, tables};
use crate::dialect::claims::{ClaimKind, EnumValueClaim, FieldClaim, TabClaim, TypeExpr, ValueForm};
use crate::dialect::custom::{LOCATIONS, read_custom_field};
use crate::dialect::field_list::read_field_list;
use crate::dialect::field_text::says_deprecated;
use crate::dialect::outline::frame_title;
use crate::dialect::section::leading_statuses;
use crate::document::{Block, BlockKind, Component, Fence, Text, parse_json};
use crate::source::{Span, Spanned};

/// What stands in a field tag, on its way to a claim.
pub(super) struct Content {
    pub(super) field: FieldClaim,
    /// Fields of a bulleted list or table; those with a tag of their own beat them.
    listed: Vec<FieldClaim>,
    pub(super) description: Vec<Text>,
    /// What the tag says of its being deprecated.
    pub(super) deprecated: Option<Text>,
    /// The tab or frame that is being read.
    under: Option<Spanned<String>>,
    /// Where the tabs begin that are being read.
    tabs: Option<Span>,
    /// The tab that is being read.
    tab: Option<TabClaim>,
}

impl Content {
    pub(super) fn new(field: FieldClaim) -> Self {
        Self {
            field,
            listed: Vec::new(),
            description: Vec::new(),
            deprecated: None,
            under: None,
            tabs: None,
            tab: None,
        }
    }

    /// Notes what a nested field stands under.
    fn note_frame(&self, field: &mut FieldClaim) {
        field.under.clone_from(&self.under);
        field.tab.clone_from(&self.tab);
    }

    pub(super) fn finish(mut self) -> FieldClaim {
        let tagged = &self.field.children;
        self.listed.retain(|listed| !tagged.iter().any(|child| child.name.value == listed.name.value));
        self.field.children.extend(self.listed);
        // What the text says itself is not said twice.
        let said = self.description.first().is_some_and(|text| says_deprecated(&text.plain));
        if let Some(text) = self.deprecated.filter(|_| !said) {
            self.description.insert(0, text);
        }
        self.field.description = join_text(self.description);
        self.field.read_text();
        self.field
    }

    /// Splits a field's content into nested fields, enum values and description.
    pub(super) fn read(&mut self, reader: &mut Reader<'_>, blocks: &[Block]) {
        let mut rest = blocks;
        while let Some(beside::Next { block, parts, rest: behind }) = beside::next_block(rest) {
            reader.diagnostics.extend(parts.map(|(_, diagnostic)| diagnostic));
            rest = behind;
            match &block.kind {
                BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => {
                    self.description.push(text.clone());
                }
                BlockKind::Component(inner) => self.read_inner(reader, inner, block.span),
                BlockKind::Table { header, rows } => self.read_table(header, rows),
                BlockKind::List { items, .. } => self.read_list(items),
                BlockKind::Quote(children) | BlockKind::Item(children) => self.read(reader, children),
                BlockKind::Definitions(definitions) => {
                    for definition in definitions {
                        self.description.push(definition.term.clone());
                        self.read(reader, &definition.blocks);
                    }
                }
                BlockKind::Fence(fence) => self.read_fence(fence, block.span),
                BlockKind::Included(included) => {
                    match &included.file {
                        Some(file) => reader.claim(ClaimKind::Included(file.clone()), block.span),
                        None => reader.claim(ClaimKind::Chrome, block.span),
                    }
                    self.read(reader, &included.blocks);
                }
                BlockKind::Html(_) | BlockKind::Rule => {}
            }
        }
    }

    fn read_inner(&mut self, reader: &mut Reader<'_>, inner: &Component, span: Span) {
        let attribute = match inner.name.as_str() {
            "ParamField" | "Param" => {
                LOCATIONS.iter().map(|(name, _)| *name).find(|name| find(inner, name).is_some())
            }
            "ResponseField" if find(inner, "name").is_none() => Some("body"),
            "ResponseField" => None,
            _ => {
                if let Some(custom) = read_custom_field(inner) {
                    let mut child = read_named_field(reader, inner, custom.name.clone(), span);
                    self.note_frame(&mut child);
                    return self.field.children.push(child);
                }
                reader.report_unknown(inner);
                return self.read_frame(reader, inner);
            }
        };
        let mut child = read_field(reader, inner, attribute.unwrap_or("name"), span);
        self.note_frame(&mut child);
        self.field.children.push(child);
    }

    fn read_frame(&mut self, reader: &mut Reader<'_>, frame: &Component) {
        let (under, tabs, tab) = (self.under.clone(), self.tabs, self.tab.clone());
        let title = frame_title(frame);
        match (frame.name.as_str(), &title) {
            ("Tabs", _) => self.tabs = Some(frame.tag_span),
            ("Tab", Some(title)) => {
                self.tab = tabs.map(|tabs| TabClaim { tabs, title: title.clone() });
            }
            _ => {}
        }
        let lists_values = title.as_ref().is_some_and(|title| names_values(&title.value));
        self.under = title.or(under.clone());
        let before = self.field.children.len();
        self.read(reader, &frame.children);
        if lists_values && !self.field.ty.as_ref().is_some_and(|ty| is_object(&ty.value)) {
            self.take_as_values(before);
        }
        (self.under, self.tabs, self.tab) = (under, tabs, tab);
    }

    /// Takes the fields from an index on for the values of this one: tags of fields list them.
    fn take_as_values(&mut self, from: usize) {
        let is_value = |field: &FieldClaim| field.children.is_empty() && !field.name.value.is_empty();
        if !self.field.children[from..].iter().all(is_value) {
            return;
        }
        self.field.values.extend(self.field.children.drain(from..).map(|value| EnumValueClaim {
            form: ValueForm::Word,
            value: value.name,
            name: None,
            description: value.description.map_or(String::new(), |text| text.markdown),
        }));
    }

    fn read_table(&mut self, header: &[Text], rows: &[Vec<Text>]) {
        if self.may_have_fields() {
            let (under, tab) = (&self.under, &self.tab);
            let row = |(field, _)| FieldClaim { under: under.clone(), tab: tab.clone(), ..field };
            self.listed.extend(rows::field_rows(header, rows, false).into_iter().map(row));
        }
        if self.listed.is_empty() {
            self.field.values.extend(tables::read_enum_rows(header, rows));
        }
    }

    /// A list declares fields, or is part of the description.
    fn read_list(&mut self, items: &[Block]) {
        let mut fields = match self.may_have_fields() {
            true => read_field_list(items, self.description.last()),
            false => Vec::new(),
        };
        // Of a failure: what it may be about, unless types say that these are its fields.
        if !leading_statuses(&self.field.name.value).0.is_empty()
            && fields.iter().all(|field| field.ty.is_none())
        {
            fields.clear();
        }
        if fields.is_empty() {
            return push_items(items, "", &mut self.description);
        }
        self.listed.extend(fields);
    }

    fn may_have_fields(&self) -> bool {
        self.field.ty.as_ref().is_none_or(|ty| holds_fields(&ty.value))
    }

    /// A code block in a field shows a value of it, or lists its values: `a | b | c`.
    fn read_fence(&mut self, fence: &Fence, span: Span) {
        let code = fence.code.trim();
        if code.starts_with(['[', '{']) {
            let reading = parse_json(&fence.code, &fence.map, span.source);
            self.field.examples.extend(reading.documents.into_iter().take(1));
            return;
        }
        let words: Vec<&str> = code.split('|').map(|w| w.trim().trim_matches(['"', '\''])).collect();
        let is_word = |w: &&str| !w.is_empty() && !w.contains(char::is_whitespace) && w.len() <= 60;
        if words.len() > 1 && words.iter().all(is_word) {
            let claim = |word: &str| EnumValueClaim {
                form: ValueForm::Word,
                value: Spanned::new(word.to_owned(), fence.code_span),
                name: None,
                description: String::new(),
            };
            self.field.values.extend(words.into_iter().map(claim));
        }
    }
}

/// Whether the title of a frame says that what stands in it are values.
fn names_values(title: &str) -> bool {
    let lower = title.trim().trim_end_matches(':').to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let kinds = ["available", "possible", "allowed", "accepted", "supported", "valid", "enum"];
    match words.as_slice() {
        ["options" | "values" | "enum"] => true,
        [kind, "options" | "values" | "value"] => kinds.contains(kind),
        _ => false,
    }
}

fn is_object(ty: &TypeExpr) -> bool {
    matches!(ty, TypeExpr::Object | TypeExpr::Map(_) | TypeExpr::Inline(_) | TypeExpr::Named(_))
        || matches!(ty, TypeExpr::Array(Some(item)) if is_object(item))
}

/// Whether a value of a type may have fields.
pub(super) fn holds_fields(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Object
        | TypeExpr::Any
        | TypeExpr::Named(_)
        | TypeExpr::Array(None)
        | TypeExpr::Unknown(_) => true,
        TypeExpr::Array(Some(item)) => holds_fields(item),
        TypeExpr::Map(value) => **value == TypeExpr::Any,
        TypeExpr::Union(variants) => variants.iter().any(holds_fields),
        _ => false,
    }
}

/// A list as part of the description: one line for each item, deeper ones indented.
fn push_items(items: &[Block], indent: &str, description: &mut Vec<Text>) {
    for item in items {
        let BlockKind::Item(children) = &item.kind else { continue };
        for child in children {
            match &child.kind {
                BlockKind::Paragraph(text) => {
                    let markdown = format!("{indent}- {}", text.markdown);
                    description.push(Text { markdown, ..text.clone() });
                }
                BlockKind::List { items, .. } => push_items(items, &format!("{indent}  "), description),
                _ => {}
            }
        }
    }
}

fn join_text(parts: Vec<Text>) -> Option<Text> {
    let mut parts = parts.into_iter();
    let mut joined = parts.next()?;
    for part in parts {
        let is_item = |line: &str| line.trim_start().starts_with("- ");
        let list = is_item(&part.markdown) && joined.markdown.lines().last().is_some_and(is_item);
        joined.markdown.push_str(if list { "\n" } else { "\n\n" });
        joined.markdown.push_str(&part.markdown);
        joined.plain.push('\n');
        joined.plain.push_str(&part.plain);
        joined.links.extend(part.links);
        joined.span = joined.span.to(part.span);
    }
    Some(joined)
}
