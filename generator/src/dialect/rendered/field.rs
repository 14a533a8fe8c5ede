//! A field while its lines are read.
//!
//! ```ebnf
//! body    = { prose | options | limits | example | child label | mark row } ;
//! example = ( "Example" | "Examples" ) , ":" , ( text | line end , ( JSON | text ) ) | "Example" , line end , text ;
//! ```
//!
//! All that is no prose is read here; prose is the description. A bullet that stands further in than that of a field
//! begins a part of it.

use super::head::FieldHead;
use super::limit_labels::{Limits, read_limit_row};
use super::marks::{FieldMarks, read_default_row};
use super::nesting::holds_fields;
use super::options::read_options;
use super::rows::{PageRow, RowContent, Rows};
use super::type_row::TypeRow;
use crate::dialect::claims::{EnumValueClaim, FieldClaim, ParameterLocation, TypeExpr, ValueForm};
use crate::document::{Fence, Json, JsonValue, LineMap, Text, parse_json};
use crate::model::Status;
use crate::source::{SourceId, Span, Spanned};
use crate::type_expr::parse_type;

/// Where a field stands.
#[derive(Clone, Copy, Debug)]
pub(super) enum FieldSide {
    Sent { location: ParameterLocation, assumed: bool },
    Answered { status: Option<Status>, failure: bool },
    Credential,
}

/// A field while its lines are read.
#[derive(Debug)]
pub(super) struct OpenField {
    pub claim: FieldClaim,
    pub side: FieldSide,
    pub location: Option<ParameterLocation>,
    /// Whether it goes the other way only: sent where answers are listed, or the reverse.
    pub one_way: bool,
    /// The column of its bullet.
    pub column: usize,
    /// How many of the fields below are its parts, where a label says it.
    pub parts_left: usize,
    /// Whether values stand in lines of their own below its description.
    pub lists_values: bool,
}

impl OpenField {
    /// A field that was read.
    pub fn of(claim: FieldClaim, side: FieldSide) -> Self {
        Self { claim, side, location: None, one_way: false, column: 0, parts_left: 0, lists_values: false }
    }

    /// A field of which the head was read.
    pub fn new(head: &FieldHead, side: FieldSide, asks: Option<bool>, column: usize) -> Self {
        let mut claim = FieldClaim::new(head.name.clone(), head.span);
        claim.ty.clone_from(&head.ty);
        let mut field = Self { column, ..Self::of(claim, side) };
        field.add_marks(head.marks.clone(), head.span);
        field.claim.required = field.claim.required.or(asks);
        field
    }

    fn add_marks(&mut self, marks: FieldMarks, span: Span) {
        let claim = &mut self.claim;
        claim.required = marks.required.or(claim.required);
        claim.deprecated |= marks.deprecated;
        claim.default = marks.default.map(|value| Spanned::new(value, span)).or(claim.default.take());
        claim.limits.bounds.extend(marks.limits);
        self.location = marks.location.or(self.location);
        self.one_way |= match self.side {
            FieldSide::Sent { location, .. } => marks.read_only && location == ParameterLocation::Body,
            FieldSide::Answered { .. } => marks.write_only,
            FieldSide::Credential => false,
        };
    }

    /// Whether its description has begun.
    pub fn is_described(&self) -> bool {
        self.claim.description.is_some()
    }

    /// Takes the row at `at`, with those that belong to it, where it says something set of the field; the next row.
    pub fn read_label(&mut self, rows: &Rows<'_>, at: usize, source: SourceId) -> Option<usize> {
        let row = rows.get(at)?;
        let next = self.read_label_row(rows, row, at, source)?;
        self.claim.span = self.claim.span.to(rows.rows[next - 1].span);
        Some(next)
    }

    fn read_label_row(
        &mut self,
        rows: &Rows<'_>,
        row: &PageRow<'_>,
        at: usize,
        source: SourceId,
    ) -> Option<usize> {
        if self.claim.ty.is_none()
            && let Some(TypeRow { ty, marks }) = row.type_row().cloned()
        {
            self.claim.ty = Some(Spanned::new(ty, row.span));
            self.add_marks(marks, row.span);
            return Some(at + 1);
        }
        // What a site puts above the parts.
        let holds_parts = self.claim.ty.as_ref().is_some_and(|ty| holds_fields(&ty.value));
        if holds_parts && matches!(row.line, "object" | "array") {
            return Some(at + 1);
        }
        let limits = read_limit_row(row.line);
        if limits.is_none() {
            if let Some((values, next)) = read_options(rows, at) {
                self.claim.values.extend(values);
                return Some(next);
            }
            if row.line == "enum" {
                self.claim.ty = self
                    .claim
                    .ty
                    .take()
                    .map(|ty| Spanned::new(TypeExpr::Enum(Some(Box::new(ty.value))), ty.span));
                return Some(at + 1);
            }
        }
        if let Some(format) = row.line.strip_prefix("Format:").map(str::trim)
            && let Some(ty) = self.claim.ty.as_mut().filter(|ty| ty.value == TypeExpr::String)
            && let formatted @ TypeExpr::Formatted(_) = parse_type(&format!("string<{format}>"))
        {
            ty.value = formatted;
            return Some(at + 1);
        }
        match limits {
            Some(Limits::Bounds(bounds)) => self.claim.limits.bounds.extend(bounds),
            Some(Limits::Pattern(pattern)) => self.claim.limits.pattern = Some(pattern),
            Some(Limits::Other) => {}
            None => match row
                .mark_row()
                .filter(|_| !row.line.contains(char::is_uppercase))
                .cloned()
                .or_else(|| read_default_row(row.line))
            {
                Some(marks) => self.add_marks(marks, row.span),
                None => return self.read_example(rows, at, source),
            },
        }
        Some(at + 1)
    }

    fn read_example(&mut self, rows: &Rows<'_>, at: usize, source: SourceId) -> Option<usize> {
        let bare = rows.line(at) == "Example"
            && rows.get(at + 1).is_some_and(|row| matches!(row.content, RowContent::Line(_)));
        let rest = example_label(rows.line(at)).or(bare.then_some(""))?;
        if !rest.is_empty() {
            self.read_json(rest, rows.rows[at].span);
            if let RowContent::Line(text) = rows.rows[at].content {
                self.add_prose(&rows.rows[at], text);
            }
            return Some(at + 1);
        }
        let mut next = at + 1;
        while let Some(row) = rows.get(next) {
            match row.content {
                RowContent::Code(fence) if fence.language == "json" => {
                    self.claim.examples.extend(json_of(fence, source).filter(|json| self.fits(json)));
                    return Some(next + 1);
                }
                RowContent::Line(_) if !rows.is_head(next) && (next == at + 1 || is_scalar(row.line)) => {
                    self.add_example(row.line, row.span);
                    next += 1;
                }
                _ => break,
            }
        }
        Some(next)
    }

    /// An example is one value of the field, which only says what it holds where it has parts.
    fn fits(&self, json: &Json) -> bool {
        match (&self.claim.ty.as_ref().map(|ty| &ty.value), &json.value) {
            (Some(TypeExpr::Array(_)), value) => matches!(value, JsonValue::Array(_)),
            _ => true,
        }
    }

    fn read_json(&mut self, example: &str, span: Span) {
        if example.starts_with(['{', '[']) {
            let mut map = LineMap::default();
            map.push(0, span.start as usize);
            let reading = parse_json(example, &map, span.source);
            let whole = reading.problems.is_empty();
            self.claim.examples.extend(reading.documents.into_iter().take(1).filter(|_| whole));
        }
    }

    fn add_example(&mut self, example: &str, span: Span) {
        self.read_json(example, span);
        let shown = example.trim_matches('`');
        let markdown = format!("Example: `{shown}`");
        self.append(Text { plain: format!("Example: {shown}"), markdown, links: Vec::new(), span });
    }

    /// Takes a line that is a value of an enum, as sites list them below the description where no label does.
    pub fn read_value(&mut self, row: &PageRow<'_>) -> bool {
        let is_enum = matches!(&self.claim.ty, Some(ty) if matches!(ty.value, TypeExpr::Enum(Some(_))));
        let listed = self.claim.values.is_empty() || self.lists_values;
        let is_value = is_enum && listed && self.is_described() && is_value(row.line);
        if is_value {
            let value = Spanned::new(row.line.to_owned(), row.span);
            let form = ValueForm::Word;
            self.claim.values.push(EnumValueClaim { form, value, name: None, description: String::new() });
            self.claim.span = self.claim.span.to(row.span);
            self.lists_values = true;
        }
        is_value
    }

    /// Takes a line of prose.
    pub fn add_prose(&mut self, row: &PageRow<'_>, text: &Text) {
        let mut text = text.clone();
        if row.bullet.is_some() && text.plain.len() > row.line.len() {
            let cut = text.plain.len() - row.line.len();
            text.plain = row.line.to_owned();
            text.markdown = text.markdown.get(cut..).unwrap_or_default().to_owned();
        }
        self.append(text);
    }

    fn append(&mut self, text: Text) {
        self.claim.span = self.claim.span.to(text.span);
        match &mut self.claim.description {
            Some(to) => to.add_paragraph(text),
            none => *none = Some(text),
        }
    }
}

/// Whether a line is one word that may be a value.
fn is_value(line: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '/');
    line.chars().all(is_part) && line.contains(char::is_alphanumeric) && !line.ends_with(['.', ':'])
}

/// What stands behind the label of an example of a field. Without a colon the example of an answer may follow.
pub(super) fn example_label(line: &str) -> Option<&str> {
    ["Example:", "Examples:", "example:"].iter().find_map(|label| line.strip_prefix(label)).map(str::trim)
}

fn is_scalar(line: &str) -> bool {
    (line.starts_with('"') && line.ends_with('"')) || line.parse::<f64>().is_ok()
}

fn json_of(fence: &Fence, source: SourceId) -> Option<Json> {
    parse_json(&fence.code, &fence.map, source).documents.into_iter().next()
}
