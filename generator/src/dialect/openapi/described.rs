//! Descriptions of a whole API beside pages: a page that points to an operation of one is read from it, one that
//! describes the operation itself has what the description adds, and every other operation is a page of its own.
//!
//! ```text
//! pointer = "openapi", ":", [ file ], ( verb, path | "webhook", name ) ;      (* in front matter *)
//! ```
//!
//! What a page says comes first, and counts; what the two say differently is reported where fields are weighed.

use super::{Claims, OpenApi, report_dangling, report_over_budget};
use crate::description::{Described, DescribedKind, Description};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{Claim, ClaimKind, Convention, EndpointClaim, FieldForm, PageClaims};
use crate::document::Document;
use crate::model::Method;
use crate::site::{is_test_host, site_of};
use crate::source::{SourceFile, SourceId, Span, Spanned};
use crate::spec::Spec;
use foldhash::HashMap;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

/// The descriptions of a spec.
pub(crate) struct Descriptions<'a> {
    spec: &'a Spec,
    all: Vec<Known<'a>>,
    /// The operations that pages have, by the pages that would stand for them.
    on_pages: Mutex<BTreeSet<SourceId>>,
}

struct Known<'a> {
    file: &'a SourceFile,
    description: &'a Description,
    document: OpenApi<'a>,
    /// Operations by verb and path without the names of its parameters.
    by_shape: HashMap<(Method, String), usize>,
}

/// What a page points to.
struct Pointer<'p> {
    file: Option<&'p str>,
    kind: DescribedKind,
}

impl<'a> Descriptions<'a> {
    /// Those of a spec, ready to be asked.
    pub fn new(spec: &'a Spec) -> Self {
        let known = |description: &'a Description| {
            let by_shape = description.operations.iter().enumerate().rev().filter_map(|(at, (_, of))| {
                let DescribedKind::Operation(method, path) = &of.kind else { return None };
                Some(((*method, shape(path)), at))
            });
            Known {
                file: spec.sources.get(description.source),
                description,
                document: OpenApi::new(&description.tree),
                by_shape: by_shape.collect(),
            }
        };
        Self { spec, all: spec.descriptions.iter().map(known).collect(), on_pages: Mutex::default() }
    }

    /// Adds what a description says of the operations of a page.
    pub fn add_to_page(&self, document: &Document, page: &mut PageClaims) -> Vec<Diagnostic> {
        let pointer = document.front_matter.as_ref().and_then(|matter| matter.get("openapi"));
        if let Some((stated, pointer)) = pointer.and_then(|of| Some((of, read_pointer(&of.value)?))) {
            return self.follow(stated, &pointer, page);
        }
        // A page with a part of a document has said what it has to say.
        let is_property = |claim: &Claim| match &claim.kind {
            ClaimKind::Parameter { field, .. } | ClaimKind::ResponseField { field, .. } => {
                field.form == FieldForm::Property
            }
            ClaimKind::OperationId(_) => true,
            _ => false,
        };
        let has_part = page.claims.iter().any(is_property);
        let stated: Vec<(u32, Method, String)> = page
            .claims
            .iter()
            .filter_map(|claim| match &claim.kind {
                ClaimKind::Endpoint(of) => Some((claim.operation, of.method.value, of.url.value.clone())),
                _ => None,
            })
            .collect();
        let mut found = Vec::new();
        for (number, method, url) in stated {
            let kind = DescribedKind::Operation(method, path_of(&url).to_owned());
            let Some((known, at)) = self.find(None, &kind) else { continue };
            let Some(read) = known.read(at).filter(|read| known.is_at(at, &url, read)) else {
                continue;
            };
            // Another document may describe the same.
            let all =
                self.all.iter().filter_map(|known| Some(known.description.operations[known.find(&kind)?].0));
            all.for_each(|page| self.take(page));
            if !has_part {
                add_claims(read, number, page, &mut found);
            }
        }
        found
    }

    /// Reads a page that points to an operation.
    fn follow(
        &self,
        stated: &Spanned<String>,
        pointer: &Pointer<'_>,
        page: &mut PageClaims,
    ) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        if pointer.file.is_none() && self.all.is_empty() {
            return found;
        }
        let file = pointer.file.or_else(|| self.file_above(page.source));
        let is_there = |file: &str| self.all.iter().any(|known| known.is_called(file));
        let Some((known, at)) = self.find(file, &pointer.kind) else {
            let message = match (file, &pointer.kind) {
                (Some(file), _) if !is_there(file) => format!("there is no OpenAPI document `{file}`"),
                (_, DescribedKind::Operation(method, path)) => {
                    format!("no OpenAPI document has `{} {path}`", method.as_str())
                }
                (_, DescribedKind::Webhook(name)) => format!("no OpenAPI document has the webhook `{name}`"),
            };
            let help = "put the document into the folder of the pages, or name it in docbind.toml";
            found.push(
                Diagnostic::at(&rule::OPENAPI_FILE, stated.span, message)
                    .note("the page has only what it says itself")
                    .help(help),
            );
            return found;
        };
        self.take(known.description.operations[at].0);
        let Some(read) = known.read(at) else { return found };
        let server = read.server.clone();
        for claim in &mut page.claims {
            if let ClaimKind::Endpoint(endpoint) = &mut claim.kind
                && endpoint.elsewhere
            {
                endpoint.elsewhere = read.claims.is_empty();
                if let Some(server) = server.as_ref().filter(|_| endpoint.url.value.starts_with('/')) {
                    endpoint.url.value.insert_str(0, server);
                }
            }
        }
        let is_webhook = |claim: &Claim| matches!(claim.kind, ClaimKind::Webhook(_));
        if let DescribedKind::Webhook(name) = &pointer.kind
            && !page.claims.iter().any(is_webhook)
        {
            let kind = ClaimKind::Webhook(Some(name.clone()));
            page.claims.push(Claim { operation: 0, kind, span: stated.span });
        }
        add_claims(read, 0, page, &mut found);
        found
    }

    /// The operations that no page has, each as a page.
    pub fn other_pages(&self) -> Vec<(SourceId, PageClaims, Vec<Diagnostic>)> {
        use rayon::prelude::*;
        let on_pages = self.on_pages.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let all = self.all.iter().filter(|known| !known.description.beside).flat_map(|known| {
            let operations = known.description.operations.iter().enumerate();
            operations.map(move |(at, (page, of))| (known, at, *page, of))
        });
        let others: Vec<_> = all.filter(|(.., page, _)| !on_pages.contains(page)).collect();
        others
            .into_par_iter()
            .filter_map(|(known, at, page, of)| {
                let read = known.read(at)?;
                Some(as_page(page, of, read))
            })
            .collect()
    }

    /// The description that stands above a page in the navigation of its site.
    fn file_above(&self, page: SourceId) -> Option<&'a str> {
        let relative = &self.spec.sources.get(page).relative;
        let entry = site_of(&self.spec.sites, relative)?.entry_of(relative)?;
        entry.description.as_deref().filter(|file| self.all.iter().any(|known| known.is_called(file)))
    }

    fn take(&self, page: SourceId) {
        self.on_pages.lock().unwrap_or_else(PoisonError::into_inner).insert(page);
    }

    /// The description that has what a page names, and which of its operations that is.
    fn find(&self, file: Option<&str>, kind: &DescribedKind) -> Option<(&Known<'a>, usize)> {
        let mut all = self.all.iter().filter(|known| file.is_none_or(|file| known.is_called(file)));
        all.find_map(|known| Some((known, known.find(kind)?)))
    }
}

impl<'a> Known<'a> {
    /// Whether a page means this file: by its path, or its name without the extension.
    fn is_called(&self, file: &str) -> bool {
        let wanted = file.trim_start_matches("./").trim_start_matches('/');
        let relative = self.file.relative.as_str();
        let stem = relative.rsplit_once('.').map_or(relative, |(stem, _)| stem);
        let ends =
            |path: &str| path.strip_suffix(wanted).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
        ends(relative) || ends(stem)
    }

    fn find(&self, kind: &DescribedKind) -> Option<usize> {
        match kind {
            DescribedKind::Operation(method, path) => {
                let whole = self.by_shape.get(&(*method, shape(path)));
                // The page may state the path below that of the server.
                let below = || {
                    path.match_indices('/')
                        .skip(1)
                        .take(3)
                        .find_map(|(at, _)| self.by_shape.get(&(*method, shape(&path[at..]))))
                        .filter(|at| self.is_below_server(**at, path))
                };
                whole.or_else(below).copied()
            }
            DescribedKind::Webhook(_) => {
                self.description.operations.iter().position(|(_, of)| of.kind == *kind)
            }
        }
    }

    /// Whether a URL is that of an operation: on its domain, or with what its server has before the path.
    fn is_at(&self, at: usize, url: &str, read: &Claims) -> bool {
        let DescribedKind::Operation(_, own) = &self.description.operations[at].1.kind else { return false };
        let server = read.server.as_deref().map_or("", path_of);
        let whole = !server.is_empty() && shape(&format!("{server}{own}")) == shape(path_of(url));
        whole || is_of_domain(url, read.server.as_deref())
    }

    /// Whether a path is that of an operation with what its server has before it.
    fn is_below_server(&self, at: usize, path: &str) -> bool {
        let DescribedKind::Operation(method, own) = &self.description.operations[at].1.kind else {
            return false;
        };
        let server = self.document.operation(method.as_str(), own).and_then(|read| read.server);
        server.is_some_and(|server| shape(&format!("{}{own}", path_of(&server))) == shape(path))
    }

    fn read(&'a self, at: usize) -> Option<Claims> {
        match &self.description.operations[at].1.kind {
            DescribedKind::Operation(method, path) => self.document.operation(method.as_str(), path),
            DescribedKind::Webhook(name) => self.document.webhook(name),
        }
    }
}

/// Whether a URL is below the domain of a server, as far as both name one: pages of another API have the same paths.
fn is_of_domain(url: &str, server: Option<&str>) -> bool {
    let host = |url: &str| {
        let (_, rest) = url.split_once("://")?;
        let host = rest.split(['/', ':']).next()?.to_ascii_lowercase();
        Some(host).filter(|host| !is_test_host(url) && !host.contains('{'))
    };
    let domain = |host: &str| host.rsplit('.').take(2).map(str::to_owned).collect::<Vec<_>>();
    match (host(url), server.and_then(host)) {
        (Some(one), Some(other)) => domain(&one) == domain(&other),
        _ => true,
    }
}

/// `/v1/x/{id}` of `https://api.acme.example/v1/x/{id}?a=b`
fn path_of(url: &str) -> &str {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |at| &rest[at..]),
        None => url,
    };
    path.split('?').next().unwrap_or_default()
}

/// A path without the names of its parameters.
fn shape(path: &str) -> String {
    let segments = path.trim_end_matches('/').split('/');
    let blank = segments.map(|segment| match segment {
        hole if hole.starts_with(['{', ':', '<']) => "{}",
        other => other,
    });
    blank.collect::<Vec<_>>().join("/")
}

/// `api.json POST /x`, `webhook ticket.closed`
fn read_pointer(text: &str) -> Option<Pointer<'_>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words
        .iter()
        .position(|word| Method::parse(word).is_some() || word.eq_ignore_ascii_case("webhook"))?;
    let file = (at > 0).then(|| words[at - 1]);
    let rest = words.get(at + 1..).filter(|rest| !rest.is_empty())?.join(" ");
    let kind = match Method::parse(words[at]) {
        Some(method) => DescribedKind::Operation(method, path_of(&rest).to_owned()),
        None => DescribedKind::Webhook(rest),
    };
    Some(Pointer { file, kind })
}

/// Adds what a document says of an operation behind what its page does.
fn add_claims(read: Claims, operation: u32, page: &mut PageClaims, found: &mut Vec<Diagnostic>) {
    found.extend(read.over_budget.map(report_over_budget));
    found.extend(read.dangling.iter().map(report_dangling));
    let any = |test: fn(&ClaimKind) -> bool| page.claims.iter().any(|claim| test(&claim.kind));
    let titled = any(|kind| matches!(kind, ClaimKind::Title(_)));
    let described = any(|kind| matches!(kind, ClaimKind::Description(_) | ClaimKind::Summary(_)));
    let secured = any(
        |kind| matches!(kind, ClaimKind::Authentication(auth) if auth.none || !auth.alternatives.is_empty()),
    ) || any(|kind| matches!(kind, ClaimKind::AuthMethod(_)));
    // A page that leaves the responses to the document is whole.
    let answers = read.claims.iter().any(|(kind, _)| matches!(kind, ClaimKind::Status { .. }));
    page.ends_early = page.ends_early.take().filter(|end| !answers || !end.value.starts_with("before"));
    let mut add = |kind, span| page.claims.push(Claim { operation, kind, span });
    if let Some(id) = read.id {
        if !titled && !read.summary.is_empty() {
            add(ClaimKind::Title(read.summary.clone()), id.span);
        }
        add(ClaimKind::OperationId(id.value), id.span);
    }
    if let Some(text) = read.description.filter(|_| !described) {
        let span = text.span;
        add(ClaimKind::Description(text), span);
    }
    for (kind, span) in read.claims {
        if !(secured && matches!(kind, ClaimKind::Authentication(_))) {
            add(kind, span);
        }
    }
}

/// An operation as a page of its own.
fn as_page(page: SourceId, of: &Described, read: Claims) -> (SourceId, PageClaims, Vec<Diagnostic>) {
    let mut claims = Vec::new();
    let mut add = |kind, span: Span| claims.push(Claim { operation: 0, kind, span });
    match &of.kind {
        DescribedKind::Operation(method, path) => {
            let server = read.server.clone().unwrap_or_default();
            let endpoint = EndpointClaim {
                method: Spanned::new(*method, of.span),
                url: Spanned::new(format!("{server}{path}"), of.span),
                elsewhere: false,
                shown: false,
            };
            add(ClaimKind::Endpoint(endpoint), of.span);
        }
        DescribedKind::Webhook(name) => add(ClaimKind::Webhook(Some(name.clone())), of.span),
    }
    let name = match &of.kind {
        // Its name says which it is, its summary when it is sent, unless that is a name, too.
        DescribedKind::Webhook(name) if read.summary.is_empty() || read.summary.contains(' ') => name,
        DescribedKind::Webhook(_) => &read.summary,
        DescribedKind::Operation(..) => &read.summary,
    };
    if !name.is_empty() {
        add(ClaimKind::Title(name.clone()), of.span);
    }
    let mut page_claims =
        PageClaims { source: page, convention: Convention::Description, claims, ends_early: None };
    let mut found = Vec::new();
    add_claims(read, 0, &mut page_claims, &mut found);
    (page, page_claims, found)
}
