//! What guides say of all requests: pages without an operation that are about authentication, and sentences that
//! begin with "Every request".

use super::settled;
use crate::analysis::Context;
use crate::dialect::{
    PageOutcome, PageReading, Phrases, SectionKind, are_companions, classify_heading, names_credential,
    names_owner, read_schemes, stated_headers,
};
use crate::document::{Block, BlockKind};
use crate::model::{AuthScheme, Location, SecurityRequirement};
use crate::source::{SourceFile, SourceId, Span};

/// What one guide says.
pub(in crate::analysis) struct Guide<'a> {
    file: &'a SourceFile,
    /// The ways to authenticate, at least one.
    pub(super) alternatives: Vec<SecurityRequirement>,
    /// Where the first of them is said.
    pub(super) span: Span,
    /// Whether the page as a whole is about it.
    is_about_it: bool,
}

/// Reads the guides, in the order of their paths.
pub(in crate::analysis) fn read_guides<'a>(
    context: &Context<'a>,
    pages: &[(SourceId, PageReading)],
) -> Vec<Guide<'a>> {
    let guides = pages.iter().filter(|(_, page)| page.outcome == PageOutcome::Guide);
    let mut guides: Vec<Guide<'a>> =
        guides.filter_map(|(id, page)| read_guide(context.sources.get(*id), page)).collect();
    guides.sort_by(|a, b| a.file.relative.cmp(&b.file.relative));
    guides
}

/// The guide that counts for a page: the nearest by folder, and of those one that is about nothing else.
pub(super) fn guide_for<'g, 'a>(guides: &'g [Guide<'a>], page: &str) -> Option<&'g Guide<'a>> {
    let shared = |guide: &Guide<'_>| {
        let folders =
            |path: &'_ str| path.rsplit_once('/').map_or(0, |(folder, _)| folder.split('/').count());
        let (own, other) = (guide.file.relative.split('/'), page.split('/'));
        let most = folders(&guide.file.relative).min(folders(page));
        own.zip(other).take(most).take_while(|(a, b)| a == b).count()
    };
    guides.iter().rev().max_by_key(|guide| (shared(guide), guide.is_about_it))
}

fn read_guide<'a>(file: &'a SourceFile, page: &PageReading) -> Option<Guide<'a>> {
    let lower = file.relative.to_lowercase();
    if lower.contains("webhook") {
        return None;
    }
    let stem = lower.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default();
    let title = page.claims.claims.iter().find_map(|claim| match &claim.kind {
        crate::dialect::claims::ClaimKind::Title(title) => Some(title.as_str()),
        _ => None,
    });
    let is_about_it = announces(&stem.replace(['-', '_'], " ")) || title.is_some_and(announces);
    let mut reading = Reading { on_it: is_about_it.then_some(0), is_about_it, found: Vec::new(), span: None };
    reading.read(&page.document.blocks);
    let alternatives = settled(reading.found);
    let span = reading.span?;
    (!alternatives.is_empty()).then_some(Guide { file, alternatives, span, is_about_it })
}

/// Whether a title says that what follows is about authentication.
fn announces(title: &str) -> bool {
    // What every title below has.
    static MATTERS: Phrases = Phrases::new(&[
        "auth",
        "permissions",
        "api key",
        "autentica",
        "авторизац",
        "аутентификац",
        "认证",
        "認証",
        "鉴权",
        "인증",
    ]);
    if !MATTERS.are_in(title) {
        return false;
    }
    let lower = title.to_lowercase();
    let words =
        ["authentication", "authorization", "auth", "api keys", "api key", "autenticação", "autenticación"];
    classify_heading(title) == Some(SectionKind::Authentication)
        || words.iter().any(|word| {
            let at = lower.find(word);
            at.is_some_and(|at| !lower[at + word.len()..].starts_with(char::is_alphanumeric))
        })
        || ["authentif", "authentifizierung", "авторизац", "аутентификац", "认证", "認証", "鉴权", "인증"]
            .iter()
            .any(|word| lower.contains(word))
}

/// Where the reader stands in a guide.
struct Reading {
    /// The depth of the heading that announces authentication, below it.
    on_it: Option<u8>,
    is_about_it: bool,
    found: Vec<SecurityRequirement>,
    span: Option<Span>,
}

impl Reading {
    fn read(&mut self, blocks: &[Block]) {
        let mut announced = false;
        for block in blocks {
            // "All requests need these headers:"
            let led = std::mem::take(&mut announced);
            match &block.kind {
                BlockKind::Heading { level, text, .. } => {
                    let ends = self.on_it.is_some_and(|depth| *level <= depth);
                    if announces(&text.plain) && !text.plain.to_lowercase().contains("webhook") {
                        self.on_it = Some(*level);
                    } else if ends {
                        self.on_it = self.is_about_it.then_some(0);
                    }
                }
                BlockKind::Paragraph(text) if self.on_it.is_some() || speaks_of_all(&text.plain) => {
                    announced =
                        text.plain.trim_end().ends_with(':') && text.plain.to_lowercase().contains("header");
                    self.note(read_schemes(&text.markdown), block.span);
                }
                BlockKind::Fence(fence) if self.on_it.is_some() || led => {
                    let stated: SecurityRequirement = stated_headers(&fence.code).into_iter().collect();
                    self.note(vec![stated], block.span);
                }
                BlockKind::Table { rows, .. } if self.on_it.is_some() || led => {
                    let cells = |row: &Vec<crate::document::Text>| {
                        row.iter().map(|cell| cell.plain.as_str()).collect::<Vec<_>>().join(": ")
                    };
                    let stated = rows.iter().flat_map(|row| stated_headers(&cells(row)));
                    self.note(vec![stated.collect()], block.span);
                }
                BlockKind::List { items, .. }
                    if (self.on_it.is_some() || led) && companions(items).len() > 1 =>
                {
                    self.note(vec![companions(items).into_iter().collect()], block.span);
                }
                BlockKind::Component(component) => self.read(&component.children),
                BlockKind::Quote(children) | BlockKind::Item(children) => self.read(children),
                BlockKind::List { items, .. } => self.read(items),
                _ => {}
            }
        }
    }

    fn note(&mut self, said: Vec<SecurityRequirement>, span: Span) {
        let said = said.into_iter().filter(|requirement| !requirement.schemes.is_empty());
        let before = self.found.len();
        self.found.extend(said);
        if self.found.len() > before {
            self.span.get_or_insert(span);
        }
    }
}

/// The headers that the items of a list name as parts of one credential: "`X-Client-Id`: yours", "`X-Client-Secret`: …".
fn companions(items: &[Block]) -> Vec<AuthScheme> {
    let named = |item: &Block| {
        let BlockKind::Item(children) = &item.kind else { return None };
        let BlockKind::Paragraph(text) = &children.first()?.kind else { return None };
        let name = text.markdown.trim_start_matches(['*', ' ']).strip_prefix('`')?.split_once('`')?.0;
        let is_name = name.contains('-') && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        is_name.then(|| name.to_owned())
    };
    let names: Vec<String> = items.iter().filter_map(named).collect();
    let keys: Vec<&String> = names.iter().filter(|name| names_credential(Location::Header, name)).collect();
    let is_part = |name: &&String| {
        keys.contains(name)
            || keys.iter().any(|key| are_companions(name, key) || (names_owner(name) && keys.len() == 1))
    };
    let parts = names.iter().filter(is_part);
    if keys.is_empty() {
        return Vec::new();
    }
    parts.map(|name| AuthScheme::key(Location::Header, name.as_str())).collect()
}

/// Whether a sentence is about every request.
fn speaks_of_all(text: &str) -> bool {
    static ALL: Phrases = Phrases::new(&[
        "all requests",
        "every request",
        "each request",
        "all api requests",
        "every api request",
        "all endpoints",
        "every endpoint",
        "each endpoint",
        "all calls",
        "every call",
        "each call",
        "all api calls",
        "every api call",
        "requests must",
        "requests to the api",
        "the api uses",
        "authenticate",
        "todas as requisições",
        "todas as chamadas",
        "todas las solicitudes",
        "todas las peticiones",
        "toutes les requêtes",
        "alle anfragen",
    ]);
    ALL.are_in(text)
}
