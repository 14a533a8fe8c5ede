//! Mintlify pages: MDX source with front matter, and the `.md` export of the same.
//!
//! ```text
//! page     = [ front matter ] | [ index quote, "# ", title, [ "> ", summary ] ], { block } ;
//! block    = heading | prose | field | wrapper | fence | table | list ;
//! field    = "<ParamField ", location, '="', name, '"', { attribute }, ">", { block }, "</ParamField>"
//!          | "<ResponseField ", 'name="', name, '"', { attribute }, ">", { block }, "</ResponseField>" ;
//! wrapper  = any other tag: its content is read where it stands ;
//! location = "body" | "query" | "path" | "header" | "cookie" ;
//! ```
//!
//! Where a block stands, the outline of the page says; the readers here recognise and file.

mod asides;
mod attributes;
pub(super) mod beside;
mod claimed;
mod columns;
mod definitions;
mod described_records;
mod described_types;
mod described_values;
mod ending;
mod events;
mod examples;
mod excerpt;
mod fences;
mod field_content;
mod field_headings;
mod fields;
mod filing;
mod frames;
mod linked_sections;
mod lists;
mod messages;
mod records_within;
mod rows;
mod shapes;
mod shown_places;
mod tables;
mod texts;
mod top;
mod usual_location;

pub(super) use attributes::find;
pub(super) use excerpt::part_endpoint;
pub(super) use field_headings::names_field;
pub(super) use fields::is_field_tag;
pub(super) use frames::FRAMES;
pub(super) use linked_sections::anchor_of;
pub(super) use shapes::{declares_fields, shows_json};
pub(super) use tables::is_enum_accordion;
pub(super) use top::join_url;

use super::claims::{Claim, ClaimKind, Convention, EndpointClaim, PageClaims};
use super::expand::expand_blocks;
use super::outline::{
    Item, ItemKind, Outline, Section, SectionId, StatementForm, Top, outline_page, request, says_beside,
};
use super::scope::Scope;
use super::section::SectionKind;
use super::snippets::Snippets;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{BlockKind, Document, Text};
use crate::source::{SourceFile, SourceId, Span};
use std::collections::{BTreeMap, BTreeSet};

/// Reads the claims of a Mintlify page, and the files that it includes, each with the tag that does.
pub fn read_mintlify(
    file: &SourceFile,
    document: &Document,
    convention: Convention,
    snippets: &Snippets,
    scope: Scope,
) -> (PageClaims, Vec<(SourceId, Span)>, Vec<Diagnostic>) {
    let (header, body) = top::read_top(document, convention);
    let expanded = expand_blocks(file, body, snippets, scope);
    let top = Top {
        title: header.title.as_deref(),
        endpoint: header.endpoint(),
        is_source: convention == Convention::MintlifySource,
        webhook: header.claims.iter().any(|claim| matches!(claim.kind, ClaimKind::Webhook(_))),
    };
    let mut outline = outline_page(&expanded.blocks, &top);
    let mut diagnostics = expanded.diagnostics;
    diagnostics.append(&mut outline.diagnostics);
    let mut reader = Reader {
        outline: &outline,
        top: header.endpoint().cloned(),
        title: header.title.clone(),
        at: 0,
        opened: 0,
        claims: claimed::Claimed::of_blocks(outline.items.len()),
        diagnostics,
        asides: Vec::new(),
        unknown_tags: BTreeSet::new(),
        sound_json: BTreeSet::new(),
        last_document: crate::dialect::openapi::LastDocument::default(),
        status_line: None,
        records: BTreeMap::new(),
        linked: linked_sections::find_linked(&outline),
        requests: (0..outline.items.len()).filter(|at| request(&outline.items[*at]).is_some()).collect(),
        operation: None,
    };
    // Beside others, the endpoint of the front matter is the first operation of the page.
    let first = u32::from(outline.regions.first().is_some_and(|region| region.level == 0));
    for claim in header.claims {
        let states = matches!(claim.kind, ClaimKind::Endpoint(_));
        reader.claims.push(Claim { operation: if states { first } else { 0 }, ..claim });
    }
    reader.read_items();
    reader.report_fences(body);
    reader.report_undescribed();
    asides::settle_asides(&mut reader.claims, &reader.asides);
    let (mut diagnostics, claims) = (reader.diagnostics, reader.claims.into_vec());
    let claims = shown_places::place_fields(claims, &outline, file);
    let ends_early = ending::find_early_end(file, document, &claims, convention);
    diagnostics.retain(|d| !ending::is_explained_by(ends_early.as_ref(), d));
    let claims = PageClaims { source: file.id, convention, claims, ends_early };
    (claims, expanded.included, diagnostics)
}

/// What is read so far of a page.
struct Reader<'o> {
    outline: &'o Outline<'o>,
    /// Verb and path of the front matter.
    top: Option<EndpointClaim>,
    title: Option<String>,
    /// The index of the block that is being read.
    at: usize,
    /// How many claims there were below the last heading or line that begins a section.
    opened: usize,
    claims: claimed::Claimed,
    diagnostics: Vec<Diagnostic>,
    /// The claims of examples that stand under a heading of their own, by index.
    asides: Vec<usize>,
    unknown_tags: BTreeSet<String>,
    /// The places of code blocks that were read as JSON and are that without a fault.
    sound_json: BTreeSet<Span>,
    /// The OpenAPI document of the block above.
    last_document: crate::dialect::openapi::LastDocument,
    /// The last line that names a status.
    status_line: Option<Span>,
    /// The claims of records, by the sections that describe them; `None` for a section that says more of a field.
    records: BTreeMap<SectionId, Option<usize>>,
    /// The operations that send what a section of none lists.
    linked: BTreeMap<SectionId, Vec<u32>>,
    /// The indices of the blocks that hold requests.
    requests: Vec<usize>,
    /// The operation of a field that is of another one than its block.
    operation: Option<u32>,
}

impl<'o> Reader<'o> {
    fn item(&self) -> &'o Item<'o> {
        &self.outline.items[self.at]
    }

    /// The section of the block that is being read.
    fn section(&self) -> &'o Section {
        self.outline.section(self.item().section)
    }

    fn role(&self) -> SectionKind {
        self.section().role
    }

    /// Claims something of the operation that the block is about.
    fn claim(&mut self, kind: ClaimKind, span: Span) {
        let operation = self.operation();
        self.claims.push(Claim { operation, kind, span });
    }

    /// The number of the operation that is claimed for.
    fn operation(&self) -> u32 {
        self.operation.or(self.outline.items.get(self.at).map(|item| item.region)).unwrap_or_default()
    }

    fn read_items(&mut self) {
        let mut next = 0;
        while next < self.outline.items.len() {
            self.at = next;
            let first = self.claims.len();
            next = self.read_item();
            self.claim_statements(first);
            if let Some((parts, diagnostic)) = &self.item().parts {
                self.diagnostics.push(diagnostic.clone());
                let (plain, markdown) = (String::new(), String::new());
                let text = Text { markdown, plain, links: Vec::new(), span: *parts };
                self.claim(ClaimKind::Remark(text), *parts);
            }
        }
    }

    /// Reads a block; gives the index of the next one: the first one inside, or the one behind.
    fn read_item(&mut self) -> usize {
        let item = self.item();
        let (inside, behind, span) = (self.at + 1, item.end, item.block.span);
        match (&item.kind, &item.block.kind) {
            (ItemKind::RepeatedTitle | ItemKind::OfStatement, _) => self.claim(ClaimKind::Chrome, span),
            (ItemKind::Opens, _) => self.read_opening(),
            // Notes list no fields of the operation.
            (ItemKind::Field, BlockKind::Heading { text, .. })
                if self.section().announced == Some(SectionKind::Remarks)
                    && !self.section().lists_response_headers() =>
            {
                self.claim(ClaimKind::Remark(text.clone()), span);
            }
            (ItemKind::Field, _) => return self.read_field_heading().unwrap_or(inside),
            (ItemKind::Request(request), _) => self.read_request((**request).clone(), span),
            (ItemKind::Content, block) => match block {
                BlockKind::Paragraph(text) => self.read_prose(text),
                BlockKind::Fence(fence) => self.read_fence(fence, span),
                BlockKind::Table { header, rows } => tables::read_table(self, header, rows, span),
                BlockKind::List { items, .. } if self.read_listed_fields(items) => return behind,
                BlockKind::Definitions(definitions) if self.read_defined_fields(definitions) => {
                    return behind;
                }
                BlockKind::Component(component) => return self.read_component(component, span),
                BlockKind::Included(included) => match &included.file {
                    Some(file) => self.claim(ClaimKind::Included(file.clone()), span),
                    None => self.claim(ClaimKind::Chrome, span),
                },
                BlockKind::Rule | BlockKind::Html(_) => self.claim(ClaimKind::Chrome, span),
                // What stands inside comes next.
                BlockKind::List { .. }
                | BlockKind::Quote(_)
                | BlockKind::Item(_)
                | BlockKind::Definitions(_)
                | BlockKind::Heading { .. } => {}
            },
        }
        inside
    }

    /// Claims the endpoints that the block states whose first claim is `first`: beside what says more, and else in
    /// its place.
    fn claim_statements(&mut self, first: usize) {
        let statements = &self.outline.statements;
        let from = statements.partition_point(|of| of.item < self.at);
        let own: Vec<_> = statements[from..].iter().take_while(|of| of.item == self.at).collect();
        if own.iter().all(|of| matches!(of.form, StatementForm::Part | StatementForm::Tag)) {
            return;
        }
        let item = self.item().block.span;
        let first_of_all = self.outline.alternatives.get(&self.at).copied();
        let (span, kind) = match self.claims.get(first) {
            Some(claim) => (claim.span, Some(&claim.kind)),
            None => (item, None),
        };
        let says_more = match kind {
            None => true,
            Some(ClaimKind::Section { .. } | ClaimKind::RequestExample(_)) => true,
            Some(ClaimKind::Description(text)) => {
                text.plain.contains(super::outline::APART) || says_beside(text)
            }
            Some(_) => false,
        };
        if !says_more {
            self.claims.remove_last();
        }
        if first_of_all.is_some() {
            self.claim(ClaimKind::Chrome, item);
        }
        for of in own {
            let operation = self.item().region;
            let kind = ClaimKind::Endpoint(of.endpoint.clone());
            let span = first_of_all.map_or(span, |first| self.outline.items[first].block.span);
            self.claims.push_weak(Claim { operation, kind, span });
        }
    }

    /// Whether the page names verb, path or fields so far; a list under such a heading is part of a guide otherwise.
    fn describes_endpoint(&self) -> bool {
        !self.outline.statements.is_empty()
            || !self.outline.undescribed.is_empty()
            || self.claims.of_endpoint().is_some()
    }

    /// Whether the section of the last heading states its operation itself, on a page that states none on top.
    fn states_operation(&self) -> bool {
        self.claims.endpoint.is_none() && self.outline.section(self.section().heading).states
    }

    /// Says that headings state endpoints of which the page describes nothing.
    fn report_undescribed(&mut self) {
        let headings: Vec<_> =
            self.outline.undescribed.iter().filter(|of| of.form == StatementForm::Heading).collect();
        // A page that is read from its example says what it says there.
        let shows =
            |claim: &Claim| matches!(claim.kind, ClaimKind::RequestExample(_) | ClaimKind::Example(_));
        let Some(first) = headings.first().filter(|_| !self.claims.iter().any(shows)) else { return };
        let (verb, url) = (first.endpoint.method.value.as_str(), &first.endpoint.url.value);
        let more = match headings.len() {
            1 => String::new(),
            count => format!(", nor {} others", count - 1),
        };
        let message = format!("nothing describes `{verb} {url}`{more}");
        let diagnostic = Diagnostic::at(&rule::NOTHING_READ, first.endpoint.url.span, message)
            .note("no operation was made of it: neither fields nor a response were read")
            .help("list the fields in tags, a table or a list, or show a response");
        self.diagnostics.push(diagnostic);
    }
}
