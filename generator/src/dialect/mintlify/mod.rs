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
mod custom;
mod ending;
mod fences;
mod fields;
mod included;
mod operations;
mod tables;
mod top;

use super::claims::{Claim, ClaimKind, Convention, ExampleClaim, PageClaims, ParameterLocation};
use super::prose;
use super::request_example::read_request_example;
use super::scope::Scope;
use super::section::{SectionKind, classify_heading, is_failure_label, status_of_label, telling_label};
use super::snippets::Snippets;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Block, BlockKind, Component, Document, Fence, JsonProblem, Text, parse_json};
use crate::model::Method;
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
    operations::split_operations(&mut reader.claims);
    let ends_early = ending::find_early_end(file, document, &reader.claims, convention);
    reader.diagnostics.retain(|d| !ending::is_explained_by(ends_early.as_ref(), d));
    let claims = PageClaims { source: file.id, convention, claims: reader.claims, ends_early };
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
    /// The snippets that are being read, one inside another.
    including: Vec<usize>,
    claims: Vec<Claim>,
    diagnostics: Vec<Diagnostic>,
    section: SectionKind,
    /// The last heading that only divides a section: the label of an example.
    label: String,
    title: Option<String>,
    /// The last heading below that of the section, or the tab around.
    divider: Option<Spanned<String>>,
    /// Inside `<RequestExample>` or `<ResponseExample>`: whether it is a request.
    example_side: Option<bool>,
    unknown_tags: BTreeSet<String>,
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
            claims: Vec::new(),
            diagnostics: Vec::new(),
            section: SectionKind::Intro,
            label: String::new(),
            title: None,
            divider: None,
            example_side: None,
            unknown_tags: BTreeSet::new(),
        }
    }

    fn claim(&mut self, kind: ClaimKind, span: Span) {
        self.claims.push(Claim { operation: 0, kind, span });
    }

    /// Where a parameter goes whose tag does not say it: into the path where that has a hole of the
    /// name, and else to where the verb sends it.
    fn usual_location(&self, name: &str) -> ParameterLocation {
        let stated = self.claims.iter().rev().find_map(|claim| match &claim.kind {
            ClaimKind::Endpoint(endpoint) => Some((endpoint.method.value, &endpoint.url.value)),
            _ => None,
        });
        let shown = || {
            self.claims.iter().find_map(|claim| match &claim.kind {
                ClaimKind::RequestExample(example) => Some((example.method.value, &example.url.value)),
                _ => None,
            })
        };
        let Some((method, url)) = stated.or_else(shown) else { return ParameterLocation::Body };
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
        for block in blocks {
            self.read_block(block);
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

    fn read_heading(&mut self, level: u8, text: &Text) {
        if self.title.as_deref() == Some(&text.plain) {
            return self.claim(ClaimKind::Chrome, text.span);
        }
        let kind = classify_heading(&text.plain);
        match kind {
            Some(SectionKind::Response(Some(code))) => {
                self.section = SectionKind::Response(Some(code));
                let description = status_text(&text.plain);
                self.claim(ClaimKind::Status { code, description }, text.span);
            }
            _ => {
                // A heading that says nothing of its own ends the section when it stands as high.
                let divides = kind.is_none() && level > 2;
                self.section = match kind {
                    Some(kind) => kind,
                    None if divides || self.section == SectionKind::Intro => self.section,
                    None => SectionKind::Remarks,
                };
                self.claim(ClaimKind::Section { level, title: text.plain.clone() }, text.span);
            }
        }
        self.divider = kind.is_none().then(|| Spanned::new(text.plain.clone(), text.span));
        self.label = if kind.is_none() { text.plain.clone() } else { String::new() };
    }

    fn read_list(&mut self, items: &[Block]) {
        for item in items {
            match &item.kind {
                BlockKind::Item(children) => self.read_blocks(children),
                _ => self.read_block(item),
            }
        }
    }

    fn read_prose(&mut self, text: &Text) {
        if is_broken_tag(&text.plain) || is_broken_tag(&text.markdown) {
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
        if matches!(text.plain.trim(), "<>" | "</>") {
            return self.claim(ClaimKind::Chrome, text.span);
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
                    return self.claim(ClaimKind::Endpoint(endpoint), span);
                }
                if let Some(text) = custom::read_custom_heading(component) {
                    self.claim(ClaimKind::Chrome, span);
                    return self.read_heading(2, &text);
                }
                self.report_unknown(component);
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
        let outer = self.divider.clone();
        if let Some(title) = fields::frame_title(component) {
            self.divider = Some(title);
        }
        self.read_blocks(&component.children);
        self.divider = outer;
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

    fn read_fence(&mut self, fence: &Fence, span: Span) {
        let label = if fence.title.is_empty() { self.label.clone() } else { fence.title.clone() };
        let code = fence.code.trim_start();
        // Whatever the fence calls itself: a command is a command.
        if (may_hold_request(&fence.language) || code.starts_with("curl "))
            && let Some(request) = read_request_example(fence, self.source, telling_label(&label))
        {
            return self.claim(ClaimKind::RequestExample(request), span);
        }
        let is_json =
            fence.language.starts_with("json") || (fence.language.is_empty() && code.starts_with(['{', '[']));
        if !is_json {
            return self.claim(ClaimKind::Code { language: fence.language.clone() }, span);
        }
        let (request, status) = self.example_place(&label);
        let reading = parse_json(&fence.code, &fence.map, self.source);
        self.report_json_problems(&reading.problems, fence.closed);
        let json = reading.documents.into_iter().next();
        let failure = !request && status.is_none() && is_failure_label(&label);
        let label = telling_label(&label).to_owned();
        self.claim(ClaimKind::Example(ExampleClaim { request, status, failure, label, json }), span);
    }

    /// Whether an example is of the request, and its status if it is of an answer.
    fn example_place(&self, label: &str) -> (bool, Option<u16>) {
        let titled = status_of_label(label);
        match (self.example_side, self.section) {
            (Some(true), _) => (true, None),
            (Some(false), SectionKind::Response(status)) => (false, titled.or(status)),
            (Some(false), _) => (false, titled),
            (None, SectionKind::Response(status)) => (false, titled.or(status)),
            (None, SectionKind::Parameters(_)) => (titled.is_none(), titled),
            (None, SectionKind::Examples) => (label.to_ascii_lowercase().contains("request"), titled),
            (None, _) => (false, titled),
        }
    }

    fn report_json_problems(&mut self, problems: &[Spanned<JsonProblem>], closed: bool) {
        let Some(problem) = problems.iter().find(|p| closed || p.value != JsonProblem::EndsEarly) else {
            return;
        };
        let what = fences::describe_problem(&problem.value);
        self.diagnostics.push(
            Diagnostic::at(&rule::INVALID_JSON, problem.span, format!("this example is not JSON: {what}"))
                .note("what could be understood was used"),
        );
    }
}

/// Whether prose is really a tag that could not be parsed: `<ParamField path="a"b">`.
fn is_broken_tag(text: &str) -> bool {
    // `{beta && <ParamField …>}`: what a page shows only at times.
    let text = text.trim_start();
    let text = text.split_once("&&").filter(|_| text.starts_with('{')).map_or(text, |(_, tag)| tag.trim());
    ["<ParamField", "<ResponseField", "<Expandable"].iter().any(|tag| text.starts_with(tag))
}

/// Languages of fences that may hold a request.
fn may_hold_request(language: &str) -> bool {
    matches!(language, "" | "bash" | "sh" | "shell" | "curl" | "http" | "console" | "text")
}

/// `400 Bad Request — invalid_grant` → `Bad Request — invalid_grant`.
fn status_text(text: &str) -> String {
    text[3..].trim_matches([' ', '-', '—', '–', ':']).to_owned()
}
