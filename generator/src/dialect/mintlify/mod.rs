//! Mintlify pages: MDX source with front matter, and the `.md` export of the same.
//!
//! ```text
//! page     = [ front matter ] | [ index quote, "# ", title, [ "> ", summary ] ], { block } ;
//! block    = heading | prose | field | wrapper | fence | table ;
//! field    = "<ParamField ", location, '="', name, '"', { attribute }, ">", { block }, "</ParamField>"
//!          | "<ResponseField ", 'name="', name, '"', { attribute }, ">", { block }, "</ResponseField>" ;
//! wrapper  = any other tag: its content is read where it stands ;
//! location = "body" | "query" | "path" | "header" | "cookie" ;
//! ```
//!
//! Tags say what they are; headings say which answer a field belongs to and where prose goes.

mod asides;
mod attributes;
mod beside;
mod claimed;
mod custom;
mod ending;
mod examples;
mod excerpt;
mod fences;
mod field_content;
mod fields;
mod included;
mod lines;
mod operations;
mod sections;
mod shown_operations;
mod stated;
mod tables;
mod top;
mod usual_location;

pub(super) use fields::is_field_tag;

use super::claims::{Claim, ClaimKind, Convention, EndpointClaim, PageClaims, TabClaim};
use super::no_authentication::says_no_authentication;
use super::prose;
use super::scope::Scope;
use super::section::SectionKind;
use super::snippets::Snippets;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Block, BlockKind, Component, Document, Text};
use crate::source::{SourceFile, SourceId, Span, Spanned};
use std::collections::BTreeSet;

/// Reads the claims of a Mintlify page, and the files that it includes, each with the tag that does.
pub fn read_mintlify(
    file: &SourceFile,
    document: &Document,
    convention: Convention,
    snippets: &Snippets,
    scope: Scope,
) -> (PageClaims, Vec<(SourceId, Span)>, Vec<Diagnostic>) {
    let mut reader = Reader::new(file, snippets, scope);
    let body = top::read_top(&mut reader, document, convention);
    reader.read_blocks(body);
    reader.report_fences(body);
    asides::settle_asides(&mut reader.claims, &reader.asides);
    let mut claims = reader.settle_endpoints();
    operations::split_operations(&mut claims, file);
    let ends_early = ending::find_early_end(file, document, &claims, convention);
    reader.diagnostics.retain(|d| !ending::is_explained_by(ends_early.as_ref(), d));
    let claims = PageClaims { source: file.id, convention, claims, ends_early };
    (claims, reader.included, reader.diagnostics)
}

/// Where the reader stands.
struct Reader {
    /// The file that is read: the page, or a snippet of it.
    source: SourceId,
    /// Its path.
    path: String,
    snippets: Snippets,
    /// What the names of the file stand for.
    scope: Scope,
    /// The files that were included, each with the tag that does.
    included: Vec<(SourceId, Span)>,
    /// The snippets and functions that are being read, one inside another.
    including: Vec<included::Including>,
    /// How often something was read in the place of a tag.
    inclusions: usize,
    claims: claimed::Claimed,
    diagnostics: Vec<Diagnostic>,
    section: SectionKind,
    /// The depth of the heading that began it.
    section_level: u8,
    /// Whether the last heading stands as high as that and is about something of its own.
    strays: bool,
    /// The heading of the answers, inside them.
    answers: Option<sections::Answers>,
    /// The last heading that only divides a section: the label of an example.
    label: String,
    /// Whether that heading is the title of an operation, and says of no example what it is one of.
    titles: bool,
    title: Option<String>,
    /// The last heading below that of the section, or the tab around.
    divider: Option<Spanned<String>>,
    /// What the heading or the frame around says of fields: that they are required, or optional. With its level.
    asks: Option<(u8, bool)>,
    /// Where the tabs begin that are being read.
    tabs: Option<Span>,
    /// The tab around, where it is one of several.
    tab: Option<TabClaim>,
    /// Inside `<RequestExample>` or `<ResponseExample>`: whether it is a request.
    example_side: Option<bool>,
    /// How many claims there were at the last heading, where it announces nothing that documentation of
    /// endpoints shares.
    aside: Option<usize>,
    /// The claims of examples that stand under such a heading, by index.
    asides: Vec<usize>,
    unknown_tags: BTreeSet<String>,
    /// The places of code blocks that were read as JSON and are that without a fault.
    sound_json: BTreeSet<Span>,
    /// Verb and path in headings and lines.
    candidates: Vec<stated::Candidate>,
    in_list: bool,
    /// The last line that names a status.
    status_line: Option<Span>,
    /// The section that a bold line in the place of a heading interrupts.
    before_bold: Option<SectionKind>,
}

/// Tags that frame other content and mean nothing by themselves.
const FRAMES: &[&str] = &[
    "Note",
    "Warning",
    "Info",
    "Tip",
    "Check",
    "Danger",
    "Callout",
    "CodeGroup",
    "Tabs",
    "Tab",
    "Steps",
    "Step",
    "Card",
    "CardGroup",
    "Cards",
    "Columns",
    "Column",
    "Frame",
    "AccordionGroup",
    "Accordion",
    "Expandable",
    "Panel",
    "Update",
    "Icon",
    "Tooltip",
];

impl Reader {
    fn new(file: &SourceFile, snippets: &Snippets, scope: Scope) -> Self {
        Self {
            source: file.id,
            path: file.relative.clone(),
            snippets: snippets.clone(),
            scope,
            included: Vec::new(),
            including: Vec::new(),
            inclusions: 0,
            claims: claimed::Claimed::default(),
            diagnostics: Vec::new(),
            section: SectionKind::Intro,
            section_level: 1,
            strays: false,
            answers: None,
            label: String::new(),
            titles: false,
            title: None,
            divider: None,
            asks: None,
            tabs: None,
            tab: None,
            example_side: None,
            aside: None,
            asides: Vec::new(),
            unknown_tags: BTreeSet::new(),
            sound_json: BTreeSet::new(),
            candidates: Vec::new(),
            in_list: false,
            status_line: None,
            before_bold: None,
        }
    }

    fn claim(&mut self, mut kind: ClaimKind, span: Span) {
        if let (
            Some((_, required)),
            ClaimKind::Parameter { field, .. } | ClaimKind::ResponseField { field, .. },
        ) = (self.asks, &mut kind)
        {
            field.required = field.required.or(Some(required));
        }
        self.claims.push(Claim { operation: 0, kind, span });
    }

    fn read_blocks(&mut self, blocks: &[Block]) {
        let mut rest = blocks;
        while let Some(next) = beside::next_block(rest) {
            self.read_block(&next.block);
            if let Some((parts, diagnostic)) = next.parts {
                self.diagnostics.push(diagnostic);
                let text = Text {
                    markdown: String::new(),
                    plain: String::new(),
                    links: Vec::new(),
                    span: parts.span,
                };
                self.claim(ClaimKind::Remark(text), parts.span);
            }
            rest = next.rest;
        }
    }

    fn read_block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level, text } => self.read_heading(*level, text),
            BlockKind::Paragraph(text) => self.read_prose(text),
            BlockKind::Fence(fence) => self.read_fence(fence, block.span),
            BlockKind::Table { header, rows } => tables::read_table(self, header, rows, block.span),
            BlockKind::Component(component) => self.read_component(component, block.span),
            BlockKind::Quote(children) | BlockKind::Item(children) => self.read_blocks(children),
            BlockKind::List { items, .. } => self.read_list(items),
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.read_prose(&definition.term);
                    self.read_blocks(&definition.blocks);
                }
            }
            BlockKind::Rule => self.claim(ClaimKind::Chrome, block.span),
            BlockKind::Html(html) => match custom::html_heading(html) {
                Some((level, plain)) => {
                    let markdown = plain.clone();
                    self.read_heading(level, &Text { plain, markdown, links: Vec::new(), span: block.span });
                }
                None => self.claim(ClaimKind::Chrome, block.span),
            },
        }
    }

    fn read_prose(&mut self, text: &Text) {
        if lines::is_broken_tag(&text.plain) || lines::is_broken_tag(&text.markdown) {
            let (message, help) = match text.plain.trim_start().starts_with('{') {
                true => ("this tag is shown only at times", "write it without the condition around it"),
                false => ("this tag cannot be read", "check its quotes and brackets"),
            };
            self.diagnostics.push(
                Diagnostic::at(&rule::UNCLOSED_TAG, text.span, message)
                    .note("nothing was read from it")
                    .help(help),
            );
            return self.claim(ClaimKind::Remark(text.clone()), text.span);
        }
        if Self::is_footer(text) || matches!(text.plain.trim(), "<>" | "</>") {
            return self.claim(ClaimKind::Chrome, text.span);
        }
        if self.read_bold_heading(text) || self.read_status_line(text) {
            return;
        }
        if !self.in_list && self.note_line_endpoint(text) {
            self.begin_operation();
        }
        let kind = match self.section {
            _ if self.says_open(text) => {
                ClaimKind::Authentication(prose::read_authentication(&text.markdown))
            }
            SectionKind::Intro => ClaimKind::Description(text.clone()),
            SectionKind::Authentication => {
                ClaimKind::Authentication(prose::read_authentication(&text.markdown))
            }
            SectionKind::Response(_) if self.strays => ClaimKind::Remark(text.clone()),
            SectionKind::Response(status) => ClaimKind::ResponseProse { status, text: text.clone() },
            SectionKind::Errors => self.of_failure(text),
            _ => ClaimKind::Remark(text.clone()),
        };
        self.claim(kind, text.span);
    }

    /// Whether a text says that anybody may call; among the answers it speaks of something else.
    fn says_open(&self, text: &Text) -> bool {
        let answers = matches!(self.section, SectionKind::Response(_) | SectionKind::Errors);
        !answers && text.plain.contains(' ') && says_no_authentication(&text.plain)
    }

    fn read_component(&mut self, component: &Component, span: Span) {
        if !component.closed {
            self.diagnostics.push(
                Diagnostic::at(
                    &rule::UNCLOSED_TAG,
                    component.tag_span,
                    format!("`<{}>` is never closed", component.name),
                )
                .note("its content was taken to end where the surrounding content ends")
                .help(format!("add `</{}>`", component.name)),
            );
        }
        if included::read_snippet(self, component, span, Self::read_blocks) {
            return;
        }
        if fields::read_field_tag(self, component, span) {
            return;
        }
        match component.name.as_str() {
            "RequestExample" | "ResponseExample" => {
                let outer = self.example_side.replace(component.name == "RequestExample");
                self.read_blocks(&component.children);
                self.example_side = outer;
            }
            "Accordion" | "Expandable" => self.read_accordion(component, span),
            _ => {
                if let Some(endpoint) = custom::read_custom_endpoint(component) {
                    return self.claim_endpoint(endpoint, span);
                }
                if let Some(text) = custom::read_custom_heading(component) {
                    self.claim(ClaimKind::Chrome, span);
                    return self.read_heading(2, &text);
                }
                if component.children.is_empty() {
                    self.claim(ClaimKind::Chrome, span);
                }
                self.read_frame(component);
            }
        }
    }

    /// Says once that a tag is not known.
    fn report_unknown(&mut self, component: &Component) {
        let name = component.name.as_str();
        if FRAMES.contains(&name) || !self.unknown_tags.insert(name.to_owned()) {
            return;
        }
        let message = format!("`<{name}>` is not a tag that docbind knows");
        self.diagnostics.push(
            Diagnostic::at(&rule::UNKNOWN_TAG, component.tag_span, message)
                .note("its content was read as if the tag were not there"),
        );
    }

    /// The content of a frame, under its title where it has one.
    fn read_frame(&mut self, component: &Component) {
        let (outside, is_section) = self.enter_frame(component);
        if !is_section {
            self.report_unknown(component);
        }
        self.read_blocks(&component.children);
        self.leave_frame(outside);
    }

    /// A tag that states an endpoint; once more, where the page states it elsewhere, it says nothing new.
    fn claim_endpoint(&mut self, endpoint: EndpointClaim, span: Span) {
        let same = |claim: &Claim| match &claim.kind {
            ClaimKind::Endpoint(known) => {
                let (url, other) = (known.url.value.as_str(), endpoint.url.value.as_str());
                known.method.value == endpoint.method.value
                    && (stated::is_below(url, other) || stated::is_below(other, url))
            }
            _ => false,
        };
        match self.claims.iter().any(same) {
            true => self.claim(ClaimKind::Chrome, span),
            false => self.claim(ClaimKind::Endpoint(endpoint), span),
        }
    }

    /// An accordion is an enum when its title says so, and a frame otherwise.
    fn read_accordion(&mut self, component: &Component, span: Span) {
        if let Some(table) = tables::read_enum_accordion(component) {
            return self.claim(ClaimKind::EnumTable(table), span);
        }
        if let Some(title) = component.value("title") {
            (self.label, self.titles) = (title.value.clone(), false);
        }
        self.read_frame(component);
    }
}
