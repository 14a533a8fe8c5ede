//! Verb and path in a heading, in a line of their own or in an HTTP message, on pages whose front matter says
//! none.
//!
//! ```text
//! heading   = [ text, ( ":" | "-" ) ], endpoint, [ ( ":" | "-" ), text ] ;   (* "### GET /bells/{id}" *)
//! line      = [ label, ":" ], endpoint, [ ".", … ] ;                         (* "**Endpoint:** `POST` `/bells`" *)
//! message   = "```http", verb, path, { header } ;                            (* see `request_example` *)
//! block     = "```", verb, path, { newline, verb, path } ;    (* operations that all else is said of at once *)
//! endpoint  = verb, [ ":" | "-" ], url ;    (* the verb in capitals; "/…" or "https://…" *)
//! ```
//!
//! They count only on a page that describes fields or answers: a guide names requests in passing.

use super::Reader;
use super::top::join_url;
use crate::budget;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{Claim, ClaimKind, EndpointClaim, RequestExampleClaim};
use crate::dialect::section::{SectionKind, classify_heading, telling_label};
use crate::document::{Fence, Text};
use crate::model::Method;
use crate::site::leading_host;
use crate::source::{Span, Spanned};
use std::collections::{HashMap, HashSet};

/// An endpoint that a text states, with the claim that the text became.
pub(super) struct Candidate {
    pub(super) claim: usize,
    /// Whether it is an HTTP message, whose query shows values.
    message: bool,
    pub(super) endpoint: EndpointClaim,
}

/// What sets other words of a line apart from verb and path in front of them.
const APART: [char; 3] = ['·', '•', '|'];

/// Words that may stand before verb and path in a line.
const LABELS: &[&str] = &[
    "endpoint",
    "api endpoint",
    "url",
    "request",
    "request url",
    "http request",
    "api",
    "route",
    "method",
    "http",
];

impl Reader {
    /// Notes verb and path in a heading, whose claim comes next.
    pub(super) fn note_heading_endpoint(&mut self, text: &Text) -> bool {
        let found = find_endpoint(text);
        let claim = self.claims.len();
        self.candidates.extend(found.map(|(endpoint, _)| Candidate { claim, message: false, endpoint }));
        self.candidates.last().is_some_and(|candidate| candidate.claim == claim)
    }

    /// Notes verb and path in a line that says nothing else, whose claim comes next.
    pub(super) fn note_line_endpoint(&mut self, text: &Text) -> bool {
        let says_only_that = |rest: &str| {
            // "`POST /bells` · needs a key": the rest is apart.
            if rest.starts_with(APART) {
                return true;
            }
            let label = rest.trim_end_matches([':', '-', '–', '—']).trim().to_lowercase();
            label.is_empty() || LABELS.contains(&label.as_str())
        };
        let found = find_endpoint(text).filter(|(_, rest)| says_only_that(rest));
        let claim = self.claims.len();
        self.candidates.extend(found.map(|(endpoint, _)| Candidate { claim, message: false, endpoint }));
        self.candidates.last().is_some_and(|candidate| candidate.claim == claim)
    }

    /// Notes verb and path of an HTTP message (`POST /rings`), whose claim comes next. A whole URL may be an
    /// example's, unless it stands `alone`.
    pub(super) fn note_message_endpoint(&mut self, message: &RequestExampleClaim, alone: bool) -> bool {
        let url = &message.url.value;
        if !url.starts_with('/') && !alone {
            return false;
        }
        let (method, url) = (message.method, Spanned::new(url.clone(), message.url.span));
        let endpoint = EndpointClaim { method, url, elsewhere: false };
        self.candidates.push(Candidate { claim: self.claims.len(), message: true, endpoint });
        true
    }

    /// Notes the endpoints of the lines below the first one of a block, where each line states one and no more.
    pub(super) fn note_further_endpoints(&mut self, fence: &Fence) {
        let claim = self.claims.len();
        let mut found = Vec::new();
        let mut at = 0;
        for line in fence.code.split_inclusive('\n') {
            let start = at + (line.len() - line.trim_start().len());
            at += line.len();
            let words: Vec<&str> = line.split_whitespace().collect();
            let (verb, url) = match words.as_slice() {
                [] => continue,
                [verb, url] => (*verb, *url),
                [verb, url, version] if version.starts_with("HTTP/") => (*verb, *url),
                _ => return,
            };
            let is_verb = verb.bytes().all(|b| b.is_ascii_uppercase());
            let Some(method) = Method::parse(verb).filter(|_| is_verb && url.starts_with('/')) else {
                return;
            };
            let place = |from: usize, text: &str| {
                let end = fence.map.resolve(from + text.len());
                Span::new(self.source, fence.map.resolve(from), end)
            };
            let from = start + line.trim_start().find(url).unwrap_or_default();
            let (method, url) =
                (Spanned::new(method, place(start, verb)), Spanned::new(url.to_owned(), place(from, url)));
            let endpoint = EndpointClaim { method, url, elsewhere: false };
            found.push(Candidate { claim, message: true, endpoint });
        }
        if let Some(over) = found.get(budget::ENDPOINTS) {
            let message = format!("this block states more than {} endpoints", budget::ENDPOINTS);
            self.diagnostics.push(
                Diagnostic::at(&rule::OVER_BUDGET, over.endpoint.url.span, message)
                    .note("this one and those behind it were left out"),
            );
        }
        self.candidates.extend(found.into_iter().take(budget::ENDPOINTS).skip(1));
    }

    /// Leaves the section of the operation before, where a heading of no section stands above a new one.
    pub(super) fn begin_operation(&mut self) {
        if self.claims.endpoint.is_none() {
            self.titles = !telling_label(&self.label).is_empty();
            self.leave_operation();
        }
    }

    /// The same where other operations are stated before.
    pub(super) fn leave_operation(&mut self) {
        if self.divider.is_some() || self.section == SectionKind::Remarks {
            (self.section, self.answers) = (SectionKind::Intro, None);
        }
    }

    /// Turns what was noted into claims, where the page says verb and path nowhere else and has something to
    /// say of them.
    pub(super) fn settle_endpoints(&mut self) -> Vec<Claim> {
        let any = |test: fn(&ClaimKind) -> bool| self.claims.iter().any(|claim| test(&claim.kind));
        let stated = any(|kind| matches!(kind, ClaimKind::Endpoint(_) | ClaimKind::Webhook));
        let described =
            any(|kind| matches!(kind, ClaimKind::Parameter { .. } | ClaimKind::ResponseField { .. }));
        let candidates = std::mem::take(&mut self.candidates);
        if !stated && !described {
            self.report_undescribed(&candidates);
        }
        let claims = std::mem::take(&mut self.claims).into_vec();
        if stated || !described {
            return claims;
        }
        let (mut first, mut known): (Vec<Candidate>, Known) = (Vec::new(), Known::default());
        let owned = Owned::of(&claims);
        for candidate in candidates {
            if !known.has(&candidate, None)
                || (!known.has(&candidate, Some(candidate.claim)) && owned.is_of_its_own(&first, &candidate))
            {
                known.add(&candidate);
                first.push(candidate);
            }
        }
        with_endpoints(claims, first)
    }
}

/// The claims with the endpoints that they state: beside what says more, and else in its place.
fn with_endpoints(claims: Vec<Claim>, stated: Vec<Candidate>) -> Vec<Claim> {
    let mut stated = stated.into_iter().peekable();
    let mut all = Vec::with_capacity(claims.len() + stated.len());
    for (at, claim) in claims.into_iter().enumerate() {
        let says_more = match &claim.kind {
            ClaimKind::Section { .. } | ClaimKind::RequestExample(_) => true,
            ClaimKind::Description(text) => text.plain.contains(APART),
            _ => false,
        };
        let span = claim.span;
        let mut rest = Some(claim);
        while let Some(Candidate { endpoint, .. }) = stated.next_if(|of| of.claim == at) {
            let endpoint = Claim { operation: 0, kind: ClaimKind::Endpoint(endpoint), span };
            match rest.take() {
                Some(claim) if says_more => all.extend([claim, endpoint]),
                Some(_) => all.push(endpoint),
                // One text states one endpoint, a block several.
                None if says_more => all.push(endpoint),
                None => {}
            }
        }
        all.extend(rest);
    }
    all
}

/// Endpoints that were stated so far.
#[derive(Default)]
struct Known {
    /// The queries of those of a verb and a path, and whether one is of an HTTP message; those of all claims, and those
    /// of one.
    by_path: HashMap<PathKey, (HashSet<String>, bool)>,
}

/// Verb, path, and the claim where only one counts.
type PathKey = (Method, String, Option<usize>);

impl Known {
    /// Whether an endpoint was stated before: anywhere, or in one claim.
    fn has(&self, candidate: &Candidate, claim: Option<usize>) -> bool {
        let (path, query) = split_query(candidate);
        let key = (candidate.endpoint.method.value, path.to_owned(), claim);
        let found = self.by_path.get(&key);
        found.is_some_and(|(queries, message)| *message || candidate.message || queries.contains(query))
    }

    fn add(&mut self, candidate: &Candidate) {
        let (path, query) = split_query(candidate);
        for claim in [None, Some(candidate.claim)] {
            let key = (candidate.endpoint.method.value, path.to_owned(), claim);
            let (queries, message) = self.by_path.entry(key).or_default();
            queries.insert(query.to_owned());
            *message |= candidate.message;
        }
    }
}

fn split_query(candidate: &Candidate) -> (&str, &str) {
    let url = candidate.endpoint.url.value.as_str();
    url.split_once('?').unwrap_or((url, ""))
}

/// Where titles, headings and what is an operation's own stand among the claims.
struct Owned {
    titles: Vec<usize>,
    sections: Vec<usize>,
    own: Vec<usize>,
}

impl Owned {
    fn of(claims: &[Claim]) -> Self {
        let mut found = Self { titles: Vec::new(), sections: Vec::new(), own: Vec::new() };
        for (at, claim) in claims.iter().enumerate() {
            match &claim.kind {
                ClaimKind::Section { title, .. } => {
                    found.sections.push(at);
                    found.titles.extend(classify_heading(title).is_none().then_some(at));
                }
                ClaimKind::Parameter { .. } | ClaimKind::ResponseField { .. } => found.own.push(at),
                ClaimKind::Example(example) if !example.request => found.own.push(at),
                _ => {}
            }
        }
        found
    }

    /// Whether what is stated again stands under another title, with fields or an answer of its own: one URL that
    /// does several things. `first`: what was stated so far, in order.
    fn is_of_its_own(&self, first: &[Candidate], again: &Candidate) -> bool {
        let before = first.partition_point(|known| known.claim < again.claim);
        let Some(last) = before.checked_sub(1).map(|at| first[at].claim) else { return false };
        let above = self.titles.partition_point(|at| *at < again.claim).checked_sub(1);
        let Some(title) = above.map(|at| self.titles[at]).filter(|at| *at >= last) else { return false };
        let next = |all: &[usize], from: usize| all.get(all.partition_point(|at| *at < from)).copied();
        let has_own = |from: usize, to: Option<usize>| {
            next(&self.own, from).is_some_and(|at| to.is_none_or(|to| at < to))
        };
        !has_own(title, Some(again.claim)) && has_own(again.claim + 1, next(&self.sections, again.claim + 1))
    }
}

impl Reader {
    /// Says that headings state endpoints of which the page describes nothing.
    fn report_undescribed(&mut self, candidates: &[Candidate]) {
        let in_heading = |of: &&Candidate| {
            matches!(self.claims.get(of.claim).map(|c| &c.kind), Some(ClaimKind::Section { .. }))
        };
        let headings: Vec<&Candidate> = candidates.iter().filter(in_heading).collect();
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
            .note("no operation was made of it: neither fields nor an answer were read")
            .help("list the fields in tags, a table or a list, or show an answer");
        self.diagnostics.push(diagnostic);
    }
}

/// Whether a URL is another with a host or a prefix of the whole API in front; `/rooms/{id}/lamps` is another than
/// `/lamps`.
pub(super) fn is_below(url: &str, other: &str) -> bool {
    let Some(front) = url.strip_suffix(other) else { return false };
    let of_all = |segment: &str| {
        let version =
            segment.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        segment.is_empty() || version || ["api", "rest"].contains(&segment)
    };
    let with_host = front.split_once("://").is_some_and(|(_, rest)| !rest.contains("/{"));
    front.is_empty() || with_host || front.split('/').all(of_all)
}

/// Verb and path of a text that is nothing else.
pub(super) fn only_endpoint(text: &Text) -> Option<EndpointClaim> {
    find_endpoint(text).filter(|(_, rest)| rest.is_empty()).map(|(endpoint, _)| endpoint)
}

/// Verb and path in a text, with the rest of the text.
fn find_endpoint(text: &Text) -> Option<(EndpointClaim, String)> {
    if !text.plain.contains('/') {
        return None;
    }
    let words: Vec<&str> = text.plain.split_whitespace().take(30).collect();
    let verb = |word: &str| {
        let word = word.trim_end_matches(':');
        word.bytes().all(|b| b.is_ascii_uppercase()).then(|| Method::parse(word))?
    };
    let at = words.iter().position(|word| verb(word).is_some())?;
    let mut next = at + 1;
    let between = ["-", "–", "—", ":", "→", "path:", "url:", "endpoint:"];
    while words.get(next).is_some_and(|word| between.contains(&word.to_lowercase().as_str())) {
        next += 1;
    }
    let (url, taken) = join_url(words.get(next..)?)?;
    let url = url.trim_end_matches(['.', ',', ';']);
    let is_path = url.starts_with('/') && url.len() > 1 && !url.starts_with("//");
    if !is_path && !url.contains("://") && leading_host(url).is_none() {
        return None;
    }
    let rest: Vec<&str> = words[..at].iter().chain(&words[next + taken..]).copied().collect();
    let endpoint = EndpointClaim {
        method: Spanned::new(verb(words[at])?, text.span),
        url: Spanned::new(url.replace('\\', ""), text.span),
        elsewhere: false,
    };
    Some((endpoint, rest.join(" ")))
}
