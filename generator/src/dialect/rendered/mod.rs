//! The text of a rendered endpoint page: one line for each thing that the browser showed.
//!
//! ```ebnf
//! page      = intro , { section } , [ footer ] ;                     (* intro.rs; labels.rs; operations.rs for several *)
//! section   = title , { divider | field | answer | table | code | bar | prose } ;   (* heading.rs *)
//! field     = head , { options | limits | example | child label | mark row | prose } ;   (* head.rs, field.rs *)
//! head      = name , type row , { mark row } ;                        (* type_row.rs, marks.rs *)
//! answer    = status row , [ media type ] , { prose } , { field } ;  (* answers.rs *)
//! credential = field ;                                                (* below "Authorizations": authorizations.rs *)
//! bar       = verb , url ;                                            (* bar.rs *)
//! code      = curl command | http message | [ "Example Response" ] , JSON ;
//! ```
//!
//! **Inside a section a line is the prose of the field above it unless it is something else.** What a line means depends on
//! the section that it stands in and on the field above; [`classify_heading`](super::section::classify_heading) knows the
//! sections.

mod answers;
mod authorizations;
mod bar;
mod ending;
mod enum_table;
mod field;
mod head;
mod heading;
mod intro;
mod labels;
mod limit_labels;
mod line;
mod list;
mod marks;
mod nesting;
mod operations;
mod options;
mod rows;
mod sections;
mod seen;
mod table;
mod type_row;

use super::claims::{Claim, ClaimKind, Convention, ExampleClaim, PageClaims, ParameterLocation};
use super::request_example::read_request_example;
use super::section::{SectionKind, telling_label};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Fence, Text, parse_json};
use crate::model::{Method, Status};
use crate::source::{SourceFile, SourceId, Span};
use field::{FieldSide, OpenField};
use operations::{Bars, find_operations};
use rows::{RowContent, Rows};
use sections::OpenSection;
use seen::SeenSoFar;

/// Reads the claims of a rendered page, and what is to be said of it; `marked` says that its headings are marked, as
/// in crawled Markdown.
pub fn read_rendered(file: &SourceFile, document: &Document, marked: bool) -> (PageClaims, Vec<Diagnostic>) {
    let rows = Rows::new(file, document, marked);
    let footer = labels::find_footer(&rows).unwrap_or(rows.len());
    let mut reader = Reader::new(file.id, rows);
    match find_operations(&reader.rows) {
        Bars::Several(operations) => reader.read_operations(&operations, footer),
        bars => {
            let mut at = match bars {
                Bars::Listed(at) => {
                    reader.report_listed(at);
                    reader.lists_bars = true;
                    0
                }
                _ => reader.read_first(),
            };
            while at < footer {
                at = reader.read_row(at);
            }
        }
    }
    reader.close_field();
    reader.close_section();
    let whole = footer < reader.rows.len();
    let ends_early = ending::find_early_end(&reader, footer).filter(|_| !whole);
    reader.claim_rows(footer, reader.rows.len(), &ClaimKind::Chrome);
    let claims = PageClaims {
        source: file.id,
        convention: Convention::RenderedText,
        claims: reader.claims,
        ends_early,
    };
    (claims, reader.diagnostics)
}

/// How a text that may be a rendered page looks: what tells one that lost its structure from one that did not.
pub(super) struct Looks {
    /// Fields with their names and types.
    pub fields: usize,
    /// Whether it has a table of fields.
    pub tables: bool,
}

/// Whether a line is a type with its marks, and nothing else.
pub(super) fn is_typed(line: &str) -> bool {
    type_row::read_type_row(line).is_some()
}

/// Looks at a page without reading it.
pub(super) fn look_at(file: &SourceFile, document: &Document, marked: bool) -> Looks {
    let rows = Rows::new(file, document, marked);
    let tables = rows.rows.iter().any(|row| match row.content {
        RowContent::Table { header, rows } => !table::read_fields(header, rows).is_empty(),
        _ => false,
    });
    Looks { fields: rows.heads.iter().flatten().count(), tables }
}

/// Where the reader stands.
struct Reader<'a> {
    source: SourceId,
    rows: Rows<'a>,
    claims: Vec<Claim>,
    diagnostics: Vec<Diagnostic>,
    /// What the claims so far say of the request.
    seen: SeenSoFar,
    /// The operation that is read, on a page with several.
    operation: u32,
    /// Whether the page only lists verbs and paths.
    lists_bars: bool,
    section: SectionKind,
    /// What the section above has shown of a body as a whole.
    open: OpenSection,
    /// The field whose lines are read, below those that it is a part of.
    fields: Vec<OpenField>,
    /// How many brackets around parts are open.
    brackets: usize,
    /// The object whose parts a label says to follow, and the label.
    shown_parts: Option<(String, Span)>,
    /// The last heading that only divides a section: the label of an example.
    label: String,
    title: Option<String>,
    /// Whether it is above the description, where machines write the code.
    on_top: bool,
    /// The status of the tab that the next block of code stands in.
    shown_status: Option<Status>,
    /// What the last heading says of fields: that they are required, or optional.
    asks: Option<bool>,
    /// The last row that was a heading.
    heading: Option<usize>,
    /// Whether the page shows an example below the fields of an answer.
    examples: bool,
}

impl<'a> Reader<'a> {
    fn new(source: SourceId, rows: Rows<'a>) -> Self {
        Self {
            source,
            rows,
            claims: Vec::new(),
            diagnostics: Vec::new(),
            seen: SeenSoFar::default(),
            operation: 0,
            lists_bars: false,
            section: SectionKind::Intro,
            open: OpenSection::default(),
            fields: Vec::new(),
            brackets: 0,
            shown_parts: None,
            label: String::new(),
            title: None,
            on_top: true,
            shown_status: None,
            asks: None,
            heading: None,
            examples: false,
        }
    }

    fn claim(&mut self, kind: ClaimKind, span: Span) {
        self.seen.note(&kind);
        self.claims.push(Claim { operation: self.operation, kind, span });
    }

    fn claim_rows(&mut self, from: usize, to: usize, kind: &ClaimKind) {
        for at in from..to.min(self.rows.len()) {
            self.claim(kind.clone(), self.rows.rows[at].span);
        }
    }

    /// Reads a row, with those that belong to it; the next one.
    fn read_row(&mut self, at: usize) -> usize {
        let row = &self.rows.rows[at];
        let span = row.span;
        match row.content {
            RowContent::Heading(text) => self.read_marked_heading(at, text),
            // The anchor of a heading: an empty link.
            RowContent::Line(_) if row.line.is_empty() => self.claim(ClaimKind::Chrome, span),
            RowContent::Line(text) => return self.read_line(at, text),
            RowContent::Code(fence) => self.read_code(fence, span),
            RowContent::Table { header, rows } => self.read_table(header, rows, span),
        }
        at + 1
    }

    fn read_code(&mut self, fence: &Fence, span: Span) {
        self.close_field();
        if self.section == SectionKind::Intro {
            return self.read_intro_code(fence, span);
        }
        self.open.code = true;
        if let Some(mut request) = read_request_example(fence, self.source, telling_label(&self.label)) {
            // Sites that list the credentials make the request from the fields.
            request.generated |= self.seen.authorizations && !self.seen.has_request();
            return self.claim(ClaimKind::RequestExample(request), span);
        }
        if fence.language != "json" {
            return self.claim(ClaimKind::Code { language: fence.language.clone() }, span);
        }
        let status = match self.section {
            SectionKind::Response(status) => status,
            _ => None,
        };
        let request = matches!(self.section, SectionKind::Parameters(_) | SectionKind::Inputs);
        let json = parse_json(&fence.code, &fence.map, self.source).documents.into_iter().next();
        let label = telling_label(&std::mem::take(&mut self.label)).to_owned();
        self.claim(ClaimKind::Example(ExampleClaim { request, status, failure: false, label, json }), span);
    }

    fn read_table(&mut self, header: &[Text], rows: &[Vec<Text>], span: Span) {
        self.close_field();
        let fields = table::read_fields(header, rows);
        let side = self.side("");
        let Some(side) = side.filter(|_| !fields.is_empty()) else {
            let text = header.first().cloned();
            return self.claim(text.map_or(ClaimKind::Chrome, ClaimKind::Remark), span);
        };
        for field in fields {
            let side = self.side(&field.name.value).unwrap_or(side);
            self.open.fields += 1;
            self.fields.push(OpenField::of(field, side));
            self.close_field();
        }
    }

    /// Where a field of that name goes, in the section that is open; `None` where no fields stand.
    fn side(&self, name: &str) -> Option<FieldSide> {
        let sent = |location, assumed| Some(FieldSide::Sent { location, assumed });
        match self.section {
            SectionKind::Parameters(location) => sent(location, false),
            SectionKind::Intro | SectionKind::Inputs => sent(self.usual_location(name), true),
            SectionKind::Response(status) => Some(FieldSide::Answered { status, failure: false }),
            SectionKind::Errors => Some(FieldSide::Answered { status: None, failure: true }),
            SectionKind::Authentication => Some(FieldSide::Credential),
            SectionKind::Enums | SectionKind::Examples | SectionKind::Remarks => None,
        }
    }

    /// Where a parameter goes of which the page does not say it.
    fn usual_location(&self, name: &str) -> ParameterLocation {
        let Some((method, url)) = self.seen.request() else { return ParameterLocation::Body };
        let in_path = !name.is_empty()
            && [format!("{{{name}}}"), format!(":{name}"), format!("<{name}>")]
                .iter()
                .any(|hole| url.contains(hole));
        match method {
            _ if in_path => ParameterLocation::Path,
            Method::Get | Method::Head | Method::Delete => ParameterLocation::Query,
            _ => ParameterLocation::Body,
        }
    }
}
