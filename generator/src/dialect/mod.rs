//! Stage **dialect**: what a page claims, with spans; it decides nothing.
//!
//! A dialect is one documentation convention, never one vendor:
//!
//! - `mintlify`: MDX source and its `.md` export, where tags say what they are;
//! - `rendered`: the text of a rendered page, where the order of lines says it.
//!
//! A page of blocks goes through three steps: what its tags include is put in their place (`expand`); the `outline` says of
//! each block in which section it stands and which operation it is about; the readers of forms recognise fields, values
//! and examples, and file them at that place (`mintlify::filing`). When all pages are read, types and sentences get the
//! records that they link to (`linked_records`), and operations what they have as others that they link to
//! (`same_as_linked`).

pub mod claims;
mod classify;
mod coverage;
mod credentials;
mod custom;
mod detect;
mod enum_mention;
mod expand;
mod field_list;
mod field_name;
mod field_text;
mod http_messages;
mod in_text;
mod limits;
mod linked_records;
mod linked_words;
mod mintlify;
mod no_authentication;
mod nothing_read;
mod openapi;
mod outline;
mod page_links;
pub(crate) mod path_template;
mod phrases;
mod prose;
mod rendered;
mod repeated;
mod request_example;
mod same_as_above;
mod same_as_linked;
mod scope;
mod section;
mod servers;
mod shell;
mod snippets;
mod stated_default;
mod template_tags;
mod told_request;
mod told_response;
mod urls;
mod value_list;
mod web_page;
mod webhook_page;

pub use coverage::{blocks_not_understood, cover_blocks};
pub use credentials::{
    are_companions, companion, names_credential, names_owner, read_schemes, read_together, scheme_in_text,
    scheme_of_header, stated_headers,
};
pub use enum_mention::{identifiers, may_have_identifier, referenced_enum, speaks_of_values};
pub use linked_records::link_records;
#[cfg(feature = "fetch")]
pub(crate) use nothing_read::{says_no_page, why_no_page};
pub(crate) use openapi::{ADDITIONAL, Descriptions, about};
pub(crate) use phrases::Phrases;
pub use prose::{
    array_of_records, default_member, media_types_in, named_media_type, says_comma_separated, says_empty,
    says_endpoint_deprecated, says_event_stream, says_json_lines, says_no_request_body,
};
pub use repeated::unite_repeated;
pub(crate) use same_as_above::follow_same_as_above;
pub(crate) use same_as_linked::follow_same_as_linked;
pub use section::{SectionKind, classify_heading, leading_status};
pub use snippets::Snippets;

use crate::diagnostic::{Diagnostic, rule};
use crate::document::{self, Document, ScannedFile, Statements};
use crate::source::{SourceFile, SourceId, Span};
use crate::spec::Spec;
use crate::type_expr;
use claims::{ClaimKind, Convention, PageClaims};
use classify::{classify_page, first_field};
use detect::{Detection, detect_convention, is_marked};
use scope::{Scope, read_scope, report_unknown};
use urls::check_urls;
use webhook_page::{calls_reader, is_about_webhooks, is_called_by_api};

/// What was read from one page.
#[derive(Debug)]
pub struct PageReading {
    /// What kind of page it is, and how much of it is there.
    pub outcome: PageOutcome,
    /// Its blocks; empty for a refused page.
    pub document: Document,
    /// What it claims; empty for a refused page.
    pub claims: PageClaims,
    /// The files that it includes, each with the tag that does.
    pub included: Vec<(SourceId, Span)>,
    /// What is to be said of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// What kind of page it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageOutcome {
    /// It describes at least one operation.
    Endpoint,
    /// It describes fields, but neither verb nor path.
    NoEndpoint,
    /// It describes what the API sends on its own.
    Webhook,
    /// It only points to an operation of an OpenAPI document.
    Elsewhere,
    /// It describes no endpoint: a guide.
    Guide,
    /// Its text lost its structure.
    Lossy,
    /// It follows a convention that docbind does not read.
    Unsupported,
    /// It is not documentation: the HTML of a web page, or what a server shows in the place of a page.
    WebPage,
}

impl PageOutcome {
    /// Whether such a page ought to give something, and gave nothing; a diagnostic says why.
    pub fn gave_nothing(self) -> bool {
        matches!(self, Self::NoEndpoint | Self::Lossy | Self::Unsupported | Self::WebPage)
    }
}

/// A page that is ready to be read. All pages are opened before the first is read, for they include one
/// another.
#[derive(Debug)]
pub struct OpenPage<'t> {
    /// The file.
    pub file: &'t SourceFile,
    content: Content<'t>,
}

#[derive(Debug)]
enum Content<'t> {
    /// The text of a rendered page.
    Rendered,
    /// A web page.
    Html,
    /// The same, written as Markdown by a crawler.
    Crawled,
    /// Markdown or MDX, and what it imports and exports.
    Markdown { convention: Convention, scanned: ScannedFile<'t>, statements: Statements },
    /// The page is refused.
    Refused(Box<Diagnostic>),
}

impl OpenPage<'_> {
    /// What the page imports and exports; rendered text says nothing of it.
    fn statements(&self) -> Option<&Statements> {
        match &self.content {
            Content::Markdown { statements, .. } => Some(statements),
            Content::Rendered | Content::Crawled | Content::Html | Content::Refused(_) => None,
        }
    }
}

/// Opens a page: finds which convention it follows, and what in it is not markdown.
pub fn open_page(file: &SourceFile) -> OpenPage<'_> {
    let content = match detect_convention(file) {
        Detection::Html => Content::Html,
        Detection::Readable(Convention::RenderedText) if is_marked(file) => Content::Crawled,
        Detection::Readable(Convention::RenderedText) => Content::Rendered,
        Detection::Readable(convention) => {
            let scanned = document::scan_file(file);
            let statements = document::read_statements(&scanned);
            Content::Markdown { convention, scanned, statements }
        }
        Detection::Refused(diagnostic) => Content::Refused(diagnostic),
    };
    OpenPage { file, content }
}

/// Reads one page, with the snippets that it may include and the descriptions that it may point to.
pub(crate) fn read_page(
    page: OpenPage<'_>,
    snippets: &Snippets,
    descriptions: &Descriptions<'_>,
) -> PageReading {
    let file = page.file;
    let mut reading = read_content(page, snippets, descriptions);
    if reading.outcome.gave_nothing() {
        nothing_read::suggest_exclusion(&mut reading.diagnostics, &file.relative);
    }
    reading
}

fn read_content(page: OpenPage<'_>, snippets: &Snippets, descriptions: &Descriptions<'_>) -> PageReading {
    let file = page.file;
    match page.content {
        Content::Html => web_page::read_web_page(file, snippets),
        Content::Rendered => finish_rendered(file, document::parse_rendered(file), false, descriptions),
        Content::Crawled => finish_rendered(file, document::parse_crawled(file), true, descriptions),
        Content::Markdown { convention, scanned, statements } => {
            let (document, scope, problems) = parse_page(file, scanned, &statements, snippets);
            let document = http_messages::part_messages(document);
            let (named, unread) = openapi::name_documents(&document);
            let (mut claims, included, diagnostics) =
                mintlify::read_mintlify(file, &named, convention, snippets, scope);
            drop(named);
            // A page with tags in braces is a source: it may say nothing of responses.
            if has(file, "{%") {
                claims.ends_early.take_if(|end| end.value.starts_with("before"));
            }
            claims.claims.extend(servers::read_servers(&document));
            let added = descriptions.add_to_page(&document, &mut claims);
            let found = problems.into_iter().chain(unread).chain(diagnostics).chain(added).collect();
            let reading = finish(file, document, claims, found);
            PageReading { included, ..reading }
        }
        Content::Refused(diagnostic) => refuse(file, *diagnostic),
    }
}

/// A page that is refused.
fn refuse(file: &SourceFile, diagnostic: Diagnostic) -> PageReading {
    let convention = Convention::RenderedText;
    PageReading {
        outcome: outcome_of_refusal(&diagnostic),
        document: Document::default(),
        claims: PageClaims { source: file.id, convention, claims: Vec::new(), ends_early: None },
        included: Vec::new(),
        diagnostics: vec![diagnostic],
    }
}

/// Reads the text of a rendered page; `marked` says that its headings are marked.
fn finish_rendered(
    file: &SourceFile,
    document: Document,
    marked: bool,
    descriptions: &Descriptions<'_>,
) -> PageReading {
    let (mut claims, mut diagnostics) = rendered::read_rendered(file, &document, marked);
    claims.claims.extend(servers::read_servers(&document));
    diagnostics.extend(descriptions.add_to_page(&document, &mut claims));
    finish(file, document, claims, diagnostics)
}

/// Reads the operations of descriptions that no page has, each as a page of its own.
pub(crate) fn read_descriptions(
    spec: &Spec,
    descriptions: &Descriptions<'_>,
) -> Vec<(SourceId, PageReading)> {
    let pages = descriptions.other_pages().into_iter();
    pages
        .map(|(id, claims, found)| (id, finish(spec.sources.get(id), Document::default(), claims, found)))
        .collect()
}

/// Whether a page has a sign of something that few pages have.
fn has(file: &SourceFile, sign: &str) -> bool {
    memchr::memmem::find(file.text.as_bytes(), sign.as_bytes()).is_some()
}

/// The blocks of a page with values in the places of names, what its names stand for, and which do not.
fn parse_page(
    file: &SourceFile,
    scanned: ScannedFile<'_>,
    statements: &Statements,
    snippets: &Snippets,
) -> (Document, Scope, Vec<Diagnostic>) {
    let (document, scope, problems) = parse_blocks(file, scanned, statements, snippets);
    let has_tags = has(file, "{%");
    let blocks = if has_tags { template_tags::read_tags(document.blocks) } else { document.blocks };
    (Document { blocks, ..document }, scope, problems)
}

fn parse_blocks(
    file: &SourceFile,
    scanned: ScannedFile<'_>,
    statements: &Statements,
    snippets: &Snippets,
) -> (Document, Scope, Vec<Diagnostic>) {
    let (scope, mut problems) = read_scope(snippets, file, statements, Scope::default());
    if statements.is_empty() && scope.values.site.is_empty() && !has(file, "<Snippet ") {
        return (document::parse_markdown(scanned), scope, problems);
    }
    let (document, unknown) = in_text::parse_in_scope(scanned, &scope, snippets, &file.relative);
    // A page that names nothing uses braces as its author pleased.
    if !statements.is_empty() {
        problems.extend(report_unknown(&scope, &unknown));
    }
    (document, scope, problems)
}

/// What kind of page is refused for that reason.
fn outcome_of_refusal(diagnostic: &Diagnostic) -> PageOutcome {
    match diagnostic.rule.code {
        code if code == rule::LOSSY_TEXT.code => PageOutcome::Lossy,
        code if [rule::WEB_PAGE.code, rule::EMPTY_PAGE.code].contains(&code) => PageOutcome::WebPage,
        _ => PageOutcome::Unsupported,
    }
}

/// Decides what kind of page it is and says what a page of that kind lacks.
fn finish(
    file: &SourceFile,
    document: Document,
    mut claims: PageClaims,
    mut diagnostics: Vec<Diagnostic>,
) -> PageReading {
    check_urls(&mut claims.claims, &mut diagnostics);
    openapi::unite_fields(&mut claims.claims);
    let outcome = match classify_page(&claims) {
        PageOutcome::NoEndpoint if claims.ends_early.is_none() && is_about_webhooks(file, &claims) => {
            PageOutcome::Webhook
        }
        PageOutcome::Endpoint if calls_reader(&claims) && is_about_webhooks(file, &claims) => {
            PageOutcome::Webhook
        }
        PageOutcome::Endpoint if is_called_by_api(&claims) => PageOutcome::Webhook,
        outcome => outcome,
    };
    let is_text = claims.convention != Convention::Description;
    let refusal =
        (outcome == PageOutcome::Guide && is_text).then(|| nothing_read::explain_nothing(file)).flatten();
    if let Some(refusal) = refusal {
        let outcome = outcome_of_refusal(&refusal);
        return PageReading { outcome, document, claims, included: Vec::new(), diagnostics: vec![refusal] };
    }
    if let Some(end) = &claims.ends_early {
        let open = end.value.starts_with("inside ");
        let message = match open {
            true => format!("the page ends {}, which is never closed", end.value),
            false => format!("the page ends early, {}", end.value),
        };
        let note = match outcome {
            PageOutcome::Endpoint => "what stands before this place was read; what would follow is missing",
            PageOutcome::NoEndpoint => "the page stops before it gives verb and path",
            _ => "no operation was read from this page; one may have stood in the missing part",
        };
        diagnostics.push(
            Diagnostic::at(&rule::PAGE_ENDS_EARLY, end.span, message)
                .label("the last that is there")
                .note(note)
                .help(match open {
                    true => "close it; if the text was cut off, save the page again, whole",
                    false => "save the page again, whole",
                }),
        );
    } else if outcome == PageOutcome::NoEndpoint {
        let span = first_field(&claims).unwrap_or_else(|| Span::new(claims.source, 0, 0));
        diagnostics.push(
            Diagnostic::at(&rule::NO_ENDPOINT, span, "the page describes fields, but neither verb nor path")
                .note("no operation was made of it")
                .help("add `api: \"VERB /path\"` to its front matter, or a curl example"),
        );
    }
    let said = [&rule::INVALID_EXCERPT, &rule::OPENAPI_FILE];
    let unreadable = diagnostics.iter().any(|diagnostic| said.contains(&diagnostic.rule));
    if outcome == PageOutcome::Elsewhere && !unreadable {
        let endpoint = claims.claims.iter().find(|c| matches!(c.kind, ClaimKind::Endpoint(_)));
        let span = endpoint.map_or(Span::new(claims.source, 0, 0), |c| c.span);
        diagnostics.push(
            Diagnostic::at(&rule::DOCUMENTED_ELSEWHERE, span, "this page only points to an OpenAPI document")
                .note("no operation was made of it: that document is not here")
                .help("put the document into the folder of the pages, or name it in docbind.toml"),
        );
    }
    if outcome == PageOutcome::Webhook {
        let said = |test: fn(&ClaimKind) -> bool| claims.claims.iter().find(|c| test(&c.kind));
        let about =
            said(|k| matches!(k, ClaimKind::Webhook(_))).or(said(|k| matches!(k, ClaimKind::Title(_))));
        let span = about.map_or(Span::new(claims.source, 0, 0), |c| c.span);
        let message = "this page describes what the API sends on its own";
        diagnostics.push(
            Diagnostic::at(&rule::WEBHOOK_PAGE, span, message)
                .note("the client gets types for it, and no method")
                .help_in_settings("`exclude` under `[pages]` in docbind.toml leaves it out"),
        );
    }
    if matches!(outcome, PageOutcome::Endpoint | PageOutcome::Webhook) {
        diagnostics.extend(
            blocks_not_understood(&document, &claims)
                .into_iter()
                .map(|span| Diagnostic::at(&rule::NOT_UNDERSTOOD, span, "nothing was read from this block")),
        );
    }
    PageReading { outcome, document, claims, included: Vec::new(), diagnostics }
}
