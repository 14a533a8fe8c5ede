//! A block of code on a page that holds an OpenAPI document, or a part of one, as every exporter of pages writes it.
//!
//! ```text
//! block   = fence, [ stated ], newline, ( YAML | JSON ), fence ;
//! stated  = [ file ], verb, path | "webhook", name ;        (* on the fence's line *)
//! ```
//!
//! Where the fence's line states nothing, the block is about all that the document describes. A block that is called
//! as a file is (`openapi.yaml`) and states nothing shows how such a document is written. One that was cut off is
//! read as far as it goes; its verb and path count even where nothing else can be read.

use super::{Claims, OpenApi};
use crate::description::{
    Described, DescribedKind, Tree, is_document, list_described, read_tree, swagger_as_openapi,
};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ClaimKind, EndpointClaim};
use crate::document::{Fence, Json};
use crate::model::Method;
use crate::source::{SourceId, Span, Spanned};

/// What such a block says of an operation or a webhook.
pub(in crate::dialect) struct Excerpt {
    /// Verb and URL; `None` for a webhook.
    pub endpoint: Option<EndpointClaim>,
    /// The name of a webhook.
    pub webhook: Option<String>,
    /// What the document says of it, where that can be read.
    pub read: Option<Claims>,
    /// What is wrong with it.
    pub problem: Option<Diagnostic>,
}

/// What the line of a fence states.
#[derive(Clone, Debug)]
pub(super) enum Stated {
    Operation(Method, String),
    Webhook(String),
}

/// Whether a block of code holds a part of an OpenAPI document, by how it begins.
pub(in crate::dialect) fn is_excerpt(fence: &Fence) -> bool {
    may_be_document(&fence.code) && (stated(&fence.title).is_some() || !is_file_name(&fence.title))
}

/// The endpoint that the line of such a block states: none for a webhook.
pub(in crate::dialect) fn stated_endpoint(fence: &Fence, span: Span) -> Option<Option<EndpointClaim>> {
    let stated = stated(&fence.title).filter(|_| may_be_document(&fence.code))?;
    Some(endpoint(&stated, span, None))
}

/// What a block is about whose line states nothing, each with its place; `tree`: the document, where it can be read.
pub(super) fn described(fence: &Fence, tree: Option<&Json>) -> Vec<(Stated, Option<Span>)> {
    let Some(tree) = tree else {
        return found_in_text(&fence.code).map(|stated| (stated, None)).into_iter().collect();
    };
    if !is_document(tree) {
        return Vec::new();
    }
    let stated = |of: Described| {
        let stated = match of.kind {
            DescribedKind::Operation(method, path) => Stated::Operation(method, path),
            DescribedKind::Webhook(name) => Stated::Webhook(name),
        };
        (stated, Some(of.span))
    };
    list_described(tree).into_iter().map(stated).collect()
}

/// The document that was read last: the blocks of its operations follow each other.
#[derive(Default)]
pub(in crate::dialect) struct LastDocument {
    read: Option<(Span, Result<Tree, Spanned<String>>)>,
}

impl LastDocument {
    fn read(&mut self, fence: &Fence, source: SourceId) -> &Result<Tree, Spanned<String>> {
        let known = self.read.take().filter(|(place, _)| *place == fence.code_span);
        let read = || {
            let tree = read_tree(&fence.code, &fence.map, source);
            tree.map(|Tree { json, cut }| Tree { json: swagger_as_openapi(json), cut })
        };
        &self.read.insert(known.unwrap_or_else(|| (fence.code_span, read()))).1
    }
}

/// Reads a block whose line states what it is about; `None` for any other code.
pub(in crate::dialect) fn read_excerpt(
    fence: &Fence,
    span: Span,
    last: &mut LastDocument,
) -> Option<Excerpt> {
    let stated = stated(&fence.title).filter(|_| may_be_document(&fence.code))?;
    let Tree { json: tree, cut } = match last.read(fence, span.source) {
        Ok(tree) => tree,
        Err(why) => return Some(unreadable(&stated, &fence.code, why, span)),
    };
    let document = OpenApi::new(tree);
    let Some(mut read) = read_stated(&document, &stated) else {
        let why = Spanned::new(format!("it does not have `{}`", called(&stated)), span);
        return Some(unreadable(&stated, &fence.code, &why, span));
    };
    // Of several operations the last is the one that was cut off.
    let is_last = || list_described(tree).last().is_none_or(|last| is_of(&last.kind, &stated));
    if cut.is_some() && is_last() {
        read.claims.truncate(whole_claims(&read.claims));
    }
    let endpoint = endpoint(&stated, span, read.server.as_deref());
    Some(Excerpt {
        webhook: webhook_name(&stated),
        endpoint,
        read: Some(read),
        problem: cut.as_ref().map(|cut| report_cut(cut.span)),
    })
}

fn is_of(kind: &DescribedKind, stated: &Stated) -> bool {
    match (kind, stated) {
        (DescribedKind::Operation(method, path), Stated::Operation(verb, own)) => {
            method == verb && path == own
        }
        (DescribedKind::Webhook(name), Stated::Webhook(own)) => name == own,
        _ => false,
    }
}

/// How many claims there are before a last response of which nothing but its status was left: what it holds is not known.
fn whole_claims(claims: &[(ClaimKind, Span)]) -> usize {
    let is_status = |(kind, _): &(ClaimKind, Span)| matches!(kind, ClaimKind::Status { .. });
    let holds = |(kind, _): &(ClaimKind, Span)| {
        matches!(kind, ClaimKind::ResponseField { .. } | ClaimKind::OtherAnswer { .. })
    };
    match claims.iter().rposition(is_status) {
        Some(at) if !claims[at..].iter().any(holds) => at,
        _ => claims.len(),
    }
}

fn read_stated<'a>(document: &'a OpenApi<'a>, stated: &Stated) -> Option<Claims> {
    match stated {
        Stated::Operation(method, path) => document.operation(method.as_str(), path),
        Stated::Webhook(name) => document.webhook(name),
    }
}

/// The name of a webhook.
fn webhook_name(stated: &Stated) -> Option<String> {
    match stated {
        Stated::Operation(..) => None,
        Stated::Webhook(name) => Some(name.clone()),
    }
}

/// How a line states it.
pub(super) fn called(stated: &Stated) -> String {
    match stated {
        Stated::Operation(method, path) => format!("{} {path}", method.as_str()),
        Stated::Webhook(name) => format!("webhook {name}"),
    }
}

/// Verb and path below a server; none for a webhook.
fn endpoint(stated: &Stated, span: Span, server: Option<&str>) -> Option<EndpointClaim> {
    let Stated::Operation(method, path) = stated else { return None };
    let server = server.filter(|_| path.starts_with('/')).unwrap_or_default();
    Some(EndpointClaim {
        method: Spanned::new(*method, span),
        url: Spanned::new(format!("{server}{path}"), span),
        elsewhere: false,
        shown: false,
    })
}

fn unreadable(stated: &Stated, code: &str, why: &Spanned<String>, span: Span) -> Excerpt {
    let message = format!("the OpenAPI part of this page cannot be read: {}", why.value);
    let problem = Diagnostic::at(&rule::INVALID_EXCERPT, why.span, message)
        .note("no more than verb and path was taken from it")
        .help("save the page again, whole");
    Excerpt {
        webhook: webhook_name(stated),
        endpoint: endpoint(stated, span, server_in_text(code)),
        read: None,
        problem: Some(problem),
    }
}

/// The first server that a text names which cannot be read.
fn server_in_text(code: &str) -> Option<&str> {
    let (_, servers) = code.split_once("servers")?;
    let at = servers.find("https://")?;
    let end = servers[at..].find(['"', '\'', ',', '}', '\n', ' ']).unwrap_or(servers.len() - at);
    let server = servers[at..at + end].trim_end_matches('/');
    (!server.contains('{')).then_some(server)
}

fn report_cut(span: Span) -> Diagnostic {
    Diagnostic::at(&rule::INVALID_EXCERPT, span, "the OpenAPI part of this page is cut off here")
        .note("what stands before this place was read; what would follow is missing")
        .help("save the page again, whole")
}

/// What the line of a fence states.
pub(super) fn stated(title: &str) -> Option<Stated> {
    let words: Vec<&str> = title.split_whitespace().collect();
    if let ["webhook" | "WEBHOOK" | "Webhook", name @ ..] = words.as_slice()
        && !name.is_empty()
    {
        return Some(Stated::Webhook(name.join(" ")));
    }
    let at = words.iter().position(|word| Method::parse(word).is_some())?;
    let method = Method::parse(words[at])?;
    let path = words.get(at + 1..).filter(|path| !path.is_empty())?.join(" ");
    Some(Stated::Operation(method, path))
}

fn is_file_name(title: &str) -> bool {
    let lower = title.trim().to_ascii_lowercase();
    [".yaml", ".yml", ".json"].iter().any(|extension| lower.ends_with(extension))
}

/// Whether a text begins as a document does: with its keys in any order.
fn may_be_document(code: &str) -> bool {
    const KEYS: [&str; 3] = ["openapi", "swagger", "paths"];
    let code = code.trim_start();
    if code.starts_with('{') {
        return KEYS.iter().any(|key| code.contains(&format!("\"{key}\"")));
    }
    let key_of =
        |line: &'_ str| line.split_once(':').map(|(key, _)| key.trim_matches(['"', '\'']).to_owned());
    code.lines().filter_map(key_of).any(|key| KEYS.contains(&key.as_str()))
}

/// The first path and verb that stand in a text which cannot be read.
fn found_in_text(code: &str) -> Option<Stated> {
    let key = |line: &str| {
        let line = line.trim().trim_start_matches('{').trim_start();
        line.split_once(':').map(|(key, _)| key.trim_matches(['"', '\'', ' ']).to_owned())
    };
    let mut path: Option<String> = None;
    for found in code.lines().filter_map(key) {
        match Method::parse(&found).filter(|_| found.bytes().all(|byte| byte.is_ascii_lowercase())) {
            Some(method) if path.is_some() => return path.map(|path| Stated::Operation(method, path)),
            _ if found.starts_with('/') => path = Some(found),
            _ => {}
        }
    }
    None
}
