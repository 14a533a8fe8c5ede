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
use crate::description::{DescribedKind, Tree, is_document, list_described, read_tree, swagger_as_openapi};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ClaimKind, EndpointClaim};
use crate::document::Fence;
use crate::model::Method;
use crate::source::{SourceId, Span, Spanned};

/// What such a block says.
pub(in crate::dialect) struct Excerpt {
    /// What it is about, in order.
    pub parts: Vec<Part>,
    /// What is wrong with it.
    pub problems: Vec<Diagnostic>,
}

/// What a block says of one operation or webhook.
pub(in crate::dialect) struct Part {
    /// Verb and URL; `None` for a webhook.
    pub endpoint: Option<EndpointClaim>,
    /// Where it stands.
    pub span: Span,
    /// What the document says of it, where that can be read.
    pub read: Option<Claims>,
}

/// What the line of the fence states.
enum Stated {
    Operation(Method, String),
    Webhook(String),
}

/// Whether a block of code holds a part of an OpenAPI document, by how it begins.
pub(in crate::dialect) fn is_excerpt(fence: &Fence) -> bool {
    may_be_document(&fence.code) && (stated(&fence.title).is_some() || !is_file_name(&fence.title))
}

/// Reads a block; `None` for any other code.
pub(in crate::dialect) fn read_excerpt(fence: &Fence, span: Span, source: SourceId) -> Option<Excerpt> {
    if !is_excerpt(fence) {
        return None;
    }
    let stated = stated(&fence.title);
    let tree = read_tree(&fence.code, &fence.map, source);
    let (tree, cut) = match tree {
        Ok(Tree { json, cut }) => (swagger_as_openapi(json), cut),
        Err(why) => {
            return unreadable(stated.or_else(|| found_in_text(&fence.code))?, &fence.code, &why, span);
        }
    };
    let is_cut = cut.is_some();
    let problems = cut.map(|cut| report_cut(cut.span)).into_iter().collect();
    let document = OpenApi::new(&tree);
    if let Some(stated) = stated {
        let found = read_stated(&document, &stated);
        return match found {
            Some(mut read) => {
                read.claims.truncate(if is_cut { whole_claims(&read.claims) } else { usize::MAX });
                Some(Excerpt { parts: vec![part(stated, span, Some(read))], problems })
            }
            None => {
                let why = Spanned::new(format!("it does not have `{}`", called(&stated)), span);
                unreadable(stated, &fence.code, &why, span)
            }
        };
    }
    if !is_document(&tree) {
        return None;
    }
    let described = list_described(&tree);
    let alone = described.len() == 1;
    let last = described.len().saturating_sub(1);
    let parts = described.into_iter().enumerate().map(|(at, of)| {
        let stated = match of.kind {
            DescribedKind::Operation(method, path) => Stated::Operation(method, path),
            DescribedKind::Webhook(name) => Stated::Webhook(name),
        };
        let mut read = read_stated(&document, &stated);
        if let Some(read) = read.as_mut().filter(|_| is_cut && at == last) {
            read.claims.truncate(whole_claims(&read.claims));
        }
        part(stated, if alone { span } else { of.span }, read)
    });
    let parts: Vec<Part> = parts.collect();
    (!parts.is_empty()).then_some(Excerpt { parts, problems })
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

fn called(stated: &Stated) -> String {
    match stated {
        Stated::Operation(method, path) => format!("{} {path}", method.as_str()),
        Stated::Webhook(name) => name.clone(),
    }
}

/// Verb and path below the server that the document names.
fn part(stated: Stated, span: Span, read: Option<Claims>) -> Part {
    let Stated::Operation(method, path) = stated else { return Part { endpoint: None, span, read } };
    let server = read.as_ref().and_then(|read| read.server.as_ref()).filter(|_| path.starts_with('/'));
    let url = server.map_or(path.clone(), |server| format!("{server}{path}"));
    let endpoint =
        EndpointClaim { method: Spanned::new(method, span), url: Spanned::new(url, span), elsewhere: false };
    Part { endpoint: Some(endpoint), span, read }
}

fn unreadable(stated: Stated, code: &str, why: &Spanned<String>, span: Span) -> Option<Excerpt> {
    let message = format!("the OpenAPI part of this page cannot be read: {}", why.value);
    let problem = Diagnostic::at(&rule::INVALID_EXCERPT, why.span, message)
        .note("no more than verb and path was taken from it")
        .help("save the page again, whole");
    let mut part = part(stated, span, None);
    if let (Some(endpoint), Some(server)) = (&mut part.endpoint, server_in_text(code))
        && endpoint.url.value.starts_with('/')
    {
        endpoint.url.value.insert_str(0, server);
    }
    Some(Excerpt { parts: vec![part], problems: vec![problem] })
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
fn stated(title: &str) -> Option<Stated> {
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
