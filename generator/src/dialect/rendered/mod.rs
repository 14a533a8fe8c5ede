//! The text of a rendered endpoint page: one line for each thing that the browser showed.
//!
//! ```text
//! page       = [ "Skip to main content" ], [ method bar ], [ title ], [ automatic curl ],
//!              [ answer skeleton ], { chrome }, [ title ], description, { section } ;
//! method bar = verb, [ host ], { "/", segment } ;                    (* one a line *)
//! section    = heading, { heading | prose | field | table | fence } ;
//! field      = name, type, [ "required" ], [ 'default:"', text, '"' ], { description } ;
//! table      = "ValueName", { number, name } ;              (* cells run together *)
//! fence      = curl command | http message | [ "Example Response" ], JSON ;
//! ```
//!
//! What a line means depends on the section it stands in; see [`classify_heading`].

mod ending;
mod fields;
mod top;

use super::claims::{
    Claim, ClaimKind, Convention, EnumTableClaim, ExampleClaim, PageClaims, ParameterLocation,
};
use super::prose;
use super::request_example::read_request_example;
use super::section::{
    SectionKind, classify_heading, heading_requires, heading_status, leading_status, telling_label,
};
use crate::document::{Block, BlockKind, Document, Fence, Text, parse_json};
use crate::model::Status;
use crate::source::{SourceFile, SourceId, Span};
pub(super) use top::is_host_line;

/// Reads the claims of a rendered page.
pub fn read_rendered(file: &SourceFile, document: &Document) -> PageClaims {
    let mut reader = Reader::new(file.id);
    let mut at = top::read_top(&mut reader, &document.blocks);
    while at < document.blocks.len() {
        at = reader.read_block(&document.blocks, at);
    }
    let ends_early = ending::find_early_end(&reader.claims, &document.blocks, reader.section);
    PageClaims { source: file.id, convention: Convention::RenderedText, claims: reader.claims, ends_early }
}

/// Where the reader stands.
struct Reader {
    source: SourceId,
    claims: Vec<Claim>,
    section: SectionKind,
    /// The last heading that only divides a section: the label of an example.
    label: String,
    title: Option<String>,
    /// What the last heading says of fields: that they are required, or optional.
    asks: Option<bool>,
}

impl Reader {
    fn new(source: SourceId) -> Self {
        let (claims, label) = (Vec::new(), String::new());
        Self { source, claims, section: SectionKind::Intro, label, title: None, asks: None }
    }

    fn claim(&mut self, kind: ClaimKind, span: Span) {
        self.claims.push(Claim { operation: 0, kind, span });
    }

    /// Reads the block at `at`, with those that belong to it, and gives the next index.
    fn read_block(&mut self, blocks: &[Block], at: usize) -> usize {
        let block = &blocks[at];
        match &block.kind {
            BlockKind::Heading { text, .. } => self.read_heading(text),
            BlockKind::Fence(fence) => self.read_fence(fence, block.span),
            BlockKind::Paragraph(text) => return self.read_line(blocks, at, text),
            _ => {}
        }
        at + 1
    }

    fn read_heading(&mut self, text: &Text) {
        if self.title.as_deref() == Some(&text.plain) {
            return self.claim(ClaimKind::Chrome, text.span);
        }
        self.asks = heading_requires(&text.plain);
        match classify_heading(&text.plain) {
            // A status is only one inside the answers: elsewhere a number is a number.
            Some(SectionKind::Response(Some(code))) => {
                self.section = SectionKind::Response(Some(code));
                self.label.clear();
                let description = heading_status(&text.plain).map_or(String::new(), |(_, text)| text);
                self.claim(ClaimKind::Status { code, description }, text.span);
            }
            Some(kind) => {
                self.section = kind;
                self.label.clear();
                self.claim(ClaimKind::Section { level: 2, title: text.plain.clone() }, text.span);
            }
            None => {
                self.label = text.plain.clone();
                self.claim(ClaimKind::Section { level: 3, title: text.plain.clone() }, text.span);
            }
        }
    }

    fn read_fence(&mut self, fence: &Fence, span: Span) {
        if let Some(request) = read_request_example(fence, self.source, telling_label(&self.label)) {
            return self.claim(ClaimKind::RequestExample(request), span);
        }
        if fence.language != "json" {
            return self.claim(ClaimKind::Code { language: fence.language.clone() }, span);
        }
        let status = match self.section {
            SectionKind::Response(status) => status,
            SectionKind::Examples => None,
            SectionKind::Intro => return self.claim(ClaimKind::Code { language: "json".into() }, span),
            _ => None,
        };
        let request = matches!(self.section, SectionKind::Parameters(_) | SectionKind::Inputs);
        let json = parse_json(&fence.code, &fence.map, self.source).documents.into_iter().next();
        let label = telling_label(&std::mem::take(&mut self.label)).to_owned();
        self.claim(ClaimKind::Example(ExampleClaim { request, status, failure: false, label, json }), span);
    }

    fn read_line(&mut self, blocks: &[Block], at: usize, text: &Text) -> usize {
        match self.section {
            SectionKind::Parameters(location) => self.read_field_lines(blocks, at, Some(location), None),
            SectionKind::Inputs => self.read_field_lines(blocks, at, Some(ParameterLocation::Body), None),
            SectionKind::Response(status) => self.read_field_lines(blocks, at, None, status),
            SectionKind::Errors => self.read_field_lines(blocks, at, None, None),
            SectionKind::Enums if text.plain == "ValueName" => self.read_enum_table(blocks, at),
            SectionKind::Authentication => {
                self.claim(ClaimKind::Authentication(prose::read_authentication(&text.plain)), text.span);
                at + 1
            }
            SectionKind::Intro => {
                self.claim(ClaimKind::Description(text.clone()), text.span);
                at + 1
            }
            SectionKind::Enums | SectionKind::Examples | SectionKind::Remarks => {
                self.claim(ClaimKind::Remark(text.clone()), text.span);
                at + 1
            }
        }
    }

    fn read_field_lines(
        &mut self,
        blocks: &[Block],
        at: usize,
        location: Option<ParameterLocation>,
        status: Option<Status>,
    ) -> usize {
        let BlockKind::Paragraph(text) = &blocks[at].kind else { return at + 1 };
        if is_example_label(&text.plain) {
            self.claim(ClaimKind::Chrome, text.span);
            return at + 1;
        }
        if let Some((mut field, next)) = fields::read_field(blocks, at) {
            field.required = field.required.or(self.asks);
            let span = field.span;
            let kind = match location {
                Some(location) => ClaimKind::Parameter { location, field },
                None => {
                    let failure = self.section == SectionKind::Errors;
                    ClaimKind::ResponseField { status, failure, field }
                }
            };
            self.claim(kind, span);
            return next;
        }
        if location.is_none() && self.read_status_line(text) {
            return at + 1;
        }
        let kind = match location {
            Some(_) => ClaimKind::Remark(text.clone()),
            None => ClaimKind::ResponseProse { status, text: text.clone() },
        };
        self.claim(kind, text.span);
        at + 1
    }

    /// `401 Unauthorized` as a line of its own: a status, whose prose follows.
    fn read_status_line(&mut self, text: &Text) -> bool {
        let Some(code) = leading_status(&text.plain).filter(|_| text.plain.len() < 80) else { return false };
        let description = text.plain[3..].trim_matches([' ', '-', '—', ':']).to_owned();
        self.claim(ClaimKind::Status { code, description }, text.span);
        true
    }

    fn read_enum_table(&mut self, blocks: &[Block], at: usize) -> usize {
        let rows = blocks[at + 1..].iter().map_while(|block| match &block.kind {
            BlockKind::Paragraph(text) => fields::read_enum_row(text),
            _ => None,
        });
        let values: Vec<_> = rows.collect();
        let next = at + 1 + values.len();
        let span = blocks[at].span.to(blocks[next - 1].span);
        self.claim(ClaimKind::EnumTable(EnumTableClaim { name: None, field: None, values }), span);
        next
    }
}

fn is_example_label(line: &str) -> bool {
    matches!(line, "Example Response" | "Response Example" | "Example response" | "Example")
}
