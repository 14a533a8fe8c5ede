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

mod attributes;
mod beside;
mod ending;
mod examples;
mod fences;
mod fields;
mod included;
mod lines;
mod operations;
mod sections;
mod stated;
mod tables;
mod top;

use super::claims::{Claim, ClaimKind, Convention, EndpointClaim, PageClaims, ParameterLocation};
use super::prose;
use super::section::SectionKind;
use super::snippets::Snippets;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Block, BlockKind, Component, Document, Text};
use crate::model::Method;
use crate::source::{SourceFile, SourceId, Span, Spanned};
use std::collections::BTreeSet;

/// Reads the claims of a Mintlify page.
pub fn read_mintlify(
    file: &SourceFile,
    document: &Document,
    convention: Convention,
    snippets: &Snippets,
) -> (PageClaims, Vec<Diagnostic>) {
    let mut reader = Reader::new(file, snippets);
    let body = top::read_top(&mut reader, document, convention);
    reader.read_blocks(body);
    reader.report_fences(body);
    reader.settle_endpoints();
    operations::split_operations(&mut reader.claims);
    let ends_early = ending::find_early_end(file, document, &reader.claims, convention);
    reader.diagnostics.retain(|d| !ending::is_explained_by(ends_early.as_ref(), d));
    let claims = PageClaims { source: file.id, convention, claims: reader.claims, ends_early };
    (claims, reader.diagnostics)
}

/// Where the reader stands.
struct Reader {
    /// The file that is read: the page, or a snippet of it.
    source: SourceId,
    /// The page's path.
    page: String,
    snippets: Snippets,
    /// The snippets that are being read, one inside another.
    including: Vec<usize>,
    claims: Vec<Claim>,
    diagnostics: Vec<Diagnostic>,
    section: SectionKind,
    /// The depth of the heading that began it.
    section_level: u8,
    /// The heading of the answers, inside them.
    answers: Option<sections::Answers>,
    /// The last heading that only divides a section: the label of an example.
    label: String,
    title: Option<String>,
    /// The last heading below that of the section, or the tab around.
    divider: Option<Spanned<String>>,
    /// Inside `<RequestExample>` or `<ResponseExample>`: whether it is a request.
    example_side: Option<bool>,
    unknown_tags: BTreeSet<String>,
    /// Verb and path in headings and lines.
    candidates: Vec<stated::Candidate>,
    in_list: bool,
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
    fn new(file: &SourceFile, snippets: &Snippets) -> Self {
        Self {
            source: file.id,
            page: file.relative.clone(),
            snippets: snippets.clone(),
            including: Vec::new(),
            claims: Vec::new(),
            diagnostics: Vec::new(),
            section: SectionKind::Intro,
            section_level: 1,
            answers: None,
            label: String::new(),
            title: None,
            divider: None,
            example_side: None,
            unknown_tags: BTreeSet::new(),
            candidates: Vec::new(),
            in_list: false,
            before_bold: None,
        }
    }

    fn claim(&mut self, kind: ClaimKind, span: Span) {
        self.claims.push(Claim { operation: 0, kind, span });
    }

    /// Where a parameter goes whose tag does not say it: into the path where that has a hole of the
    /// name, and else to where the verb sends it.
    fn usual_location(&self, name: &str) -> ParameterLocation {
        let stated = self.claims.iter().find_map(|claim| match &claim.kind {
            ClaimKind::Endpoint(endpoint) => Some((endpoint.method.value, &endpoint.url.value)),
            _ => None,
        });
        let shown = || {
            self.claims.iter().find_map(|claim| match &claim.kind {
                ClaimKind::RequestExample(example) => Some((example.method.value, &example.url.value)),
                _ => None,
            })
        };
        let noted = || {
            let last = &self.candidates.last()?.endpoint;
            Some((last.method.value, &last.url.value))
        };
        let Some((method, url)) = stated.or_else(noted).or_else(shown) else {
            return ParameterLocation::Body;
        };
        let hole = !name.is_empty()
            && (url.contains(&format!("{{{name}}}"))
                || url.split(['/', '?']).any(|s| s.strip_prefix(':') == Some(name)));
        match method {
            _ if hole => ParameterLocation::Path,
            Method::Get | Method::Head | Method::Delete if !name.is_empty() => ParameterLocation::Query,
            _ => ParameterLocation::Body,
        }
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
            BlockKind::Html(_) => self.claim(ClaimKind::Chrome, block.span),
        }
    }

    fn read_prose(&mut self, text: &Text) {
        if is_broken_tag(&text.plain) {
            self.diagnostics.push(
                Diagnostic::at(&rule::UNCLOSED_TAG, text.span, "this tag cannot be read")
                    .note("nothing was read from it")
                    .help("check its quotes and brackets"),
            );
            return self.claim(ClaimKind::Remark(text.clone()), text.span);
        }
        if Self::is_footer(text) {
            return self.claim(ClaimKind::Chrome, text.span);
        }
        if self.read_bold_heading(text) || self.read_status_line(text) {
            return;
        }
        if !self.in_list && self.note_line_endpoint(text) {
            self.begin_operation();
        }
        let kind = match self.section {
            _ if prose::says_no_authentication(&text.plain) => {
                ClaimKind::Authentication(prose::read_authentication(&text.markdown))
            }
            SectionKind::Intro => ClaimKind::Description(text.clone()),
            SectionKind::Authentication => {
                ClaimKind::Authentication(prose::read_authentication(&text.markdown))
            }
            SectionKind::Response(status) => ClaimKind::ResponseProse { status, text: text.clone() },
            SectionKind::Errors => ClaimKind::ResponseProse { status: None, text: text.clone() },
            _ => ClaimKind::Remark(text.clone()),
        };
        self.claim(kind, text.span);
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
            "Snippet" => {
                self.claim(ClaimKind::Chrome, span);
                included::read_snippet(self, component, Self::read_blocks);
            }
            _ if self.read_endpoint_tag(component, span) => {}
            _ => {
                if component.children.is_empty() {
                    self.claim(ClaimKind::Chrome, span);
                }
                self.read_frame(component);
            }
        }
    }

    /// The content of a frame, under its title where it has one.
    fn read_frame(&mut self, component: &Component) {
        let (outside, is_section) = self.enter_frame(component);
        let name = component.name.as_str();
        if !is_section && !FRAMES.contains(&name) && self.unknown_tags.insert(name.to_owned()) {
            self.diagnostics.push(
                Diagnostic::at(
                    &rule::UNKNOWN_TAG,
                    component.tag_span,
                    format!("`<{name}>` is not a tag that docbind knows"),
                )
                .note("its content was read as if the tag were not there"),
            );
        }
        self.read_blocks(&component.children);
        self.leave_frame(outside);
    }

    /// A tag of the site's own that names a verb, and the path in an attribute or as its content:
    /// `<Route method="GET">/lanterns/{id}</Route>`.
    fn read_endpoint_tag(&mut self, component: &Component, span: Span) -> bool {
        let value =
            |names: &[&str]| names.iter().find_map(|name| attributes::find(component, name)?.value.clone());
        let Some(verb) = value(&["method", "verb"]) else { return false };
        let Some(method) = Method::parse(&verb.value.to_ascii_uppercase()) else { return false };
        let url = value(&["path", "url", "endpoint"]).or_else(|| {
            component.children.iter().find_map(|child| match &child.kind {
                BlockKind::Paragraph(text) => Some(Spanned::new(text.plain.replace('\\', ""), text.span)),
                _ => None,
            })
        });
        let is_url = |url: &str| (url.starts_with('/') || url.contains("://")) && !url.contains(' ');
        let Some(url) = url.filter(|url| is_url(url.value.trim())) else { return false };
        let base = value(&["baseUrl", "server"]).filter(|base| base.value.contains("://"));
        let base = base.filter(|_| url.value.trim().starts_with('/'));
        let base = base.as_ref().map_or("", |base| base.value.trim_end_matches('/'));
        let url = Spanned::new(format!("{base}{}", url.value.trim()), url.span);
        let method = Spanned::new(method, verb.span);
        self.claim(ClaimKind::Endpoint(EndpointClaim { method, url, elsewhere: false }), span);
        true
    }

    /// An accordion is an enum when its title says so, and a frame otherwise.
    fn read_accordion(&mut self, component: &Component, span: Span) {
        if let Some(table) = tables::read_enum_accordion(component) {
            return self.claim(ClaimKind::EnumTable(table), span);
        }
        if let Some(title) = component.value("title") {
            self.label = title.value.clone();
        }
        self.read_frame(component);
    }
}

/// Whether prose is really a tag that could not be parsed: `<ParamField path="a"b">`.
fn is_broken_tag(text: &str) -> bool {
    ["<ParamField", "<ResponseField", "<Expandable"].iter().any(|tag| text.trim_start().starts_with(tag))
}

/// `400 Bad Request — invalid_grant` → `Bad Request — invalid_grant`.
fn status_text(text: &str) -> String {
    text[3..].trim_matches([' ', '-', '—', '–', ':']).to_owned()
}
