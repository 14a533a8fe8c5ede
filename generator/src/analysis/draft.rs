//! The claims of one operation, and what the passes have settled of it.

use super::components::Component;
use super::kept::Kept;
use super::overrides::OperationSettings;
use super::shown_places::ShownPlaces;
use super::stated_query::StatedQuery;
use crate::config::{OperationKey, Selector};
use crate::diagnostic::Diagnostic;
use crate::dialect::claims::{Claim, ClaimKind, EndpointClaim, FieldClaim, RequestExampleClaim};
use crate::dialect::path_template::Marks;
use crate::dialect::{SectionKind, classify_heading};
use crate::document::Json;
use crate::model::{
    Identity, Method, Parameter, PathPart, PathTemplate, Place, RequestBody, Response, Schema,
    SecurityRequirement,
};
use crate::source::{SourceFile, Span};

/// An operation on its way into the model.
pub(super) struct Draft<'a> {
    /// The page.
    pub file: &'a SourceFile,
    /// Its claims: those of the page as a whole and its own.
    pub claims: Vec<&'a Claim>,
    /// The page's title.
    pub title: Option<String>,
    /// What the navigation calls the page, where that is another.
    pub short_title: Option<String>,
    /// The heading of its section, on a page with several operations.
    pub variant: Option<String>,
    /// The fields right below a heading about authentication.
    pub on_authentication: Vec<&'a FieldClaim>,
    /// Whether the page states verb and path in the sections of its operations: this one's section is named for it.
    pub stated_by_section: bool,
    /// Whether it is an operation of an OpenAPI description, which says outright what its credentials are.
    pub described: bool,
    /// The group that the page is sorted into; settled by the identity pass.
    pub group: String,
    /// What tells it apart from the others of its group, in words; settled by the identity pass.
    pub id: String,
    /// The id that another one had first, where this one was given its own for that reason.
    pub crowded_out: Option<String>,
    /// What `docbind.lock` says of it, where it knows it; settled by the identity pass.
    pub kept: Option<Kept>,
    /// What it is known by from one run to the next; settled by the identity pass.
    pub identity: Identity,
    /// What `[[operations]]` says of it.
    pub settings: OperationSettings,
    /// What is to be said of it, unless it is skipped.
    pub diagnostics: Vec<Diagnostic>,
    /// The endpoints that the page states in one block with this one.
    pub beside: Vec<&'a EndpointClaim>,
    /// Requests of it on other pages: how they write its lists and objects counts where its own page does not show it.
    pub elsewhere: Vec<&'a RequestExampleClaim>,
    /// Whether the page is a source page, which states its endpoint where it has one; set for all drafts of a page.
    pub is_source: bool,
    /// Settled by the endpoint pass.
    pub endpoint: Option<Endpoint>,
    /// Where requests send what the page lists without a place; settled by the request pass.
    pub shown_places: ShownPlaces,
    /// The data of the event that ends its stream of events; settled by the response pass.
    pub end_of_events: Option<String>,
    /// Settled by the request pass.
    pub parameters: Vec<Parameter>,
    /// Ways to authenticate that the page declares as parameters; settled by the request pass.
    pub credentials: Vec<SecurityRequirement>,
    /// Settled by the request pass.
    pub request_body: Option<RequestBody>,
    /// What it asks for in `Accept`; settled by the request pass.
    pub accept: Option<String>,
    /// Settled by the response pass.
    pub responses: Vec<Response>,
    /// Types that name a record, in the order of the keys that stand for them in the schemas.
    pub pending: Vec<PendingRecord>,
    /// Records that the page describes by themselves; settled by the components pass.
    pub components: Vec<Component>,
}

/// Verb and place of an operation.
#[derive(Clone, Debug)]
pub(super) struct Endpoint {
    pub method: Method,
    /// `https://host` where the page says it, or the base URL of its site.
    pub host: Option<String>,
    /// What an example puts between the host and a path that is stated alone: `/api/v1`; maybe nothing.
    pub below: Option<String>,
    pub path: PathTemplate,
    /// The query that stands in the URL, as written.
    pub query: String,
    /// What a stated URL says of the query.
    pub stated_query: StatedQuery,
    /// What the placeholders of the path say beside their names.
    pub marks: Marks,
    /// Whether the host stands without a scheme.
    pub without_scheme: bool,
    /// Whether the URL is stated with its host.
    pub states_host: bool,
    /// Whether the path is below whatever base URL the API has: nothing that fits says its host.
    pub joins: bool,
    /// Where verb and path were read.
    pub span: Span,
    /// Whether the page says verb and path outright; they are from an example otherwise.
    pub stated: bool,
}

impl Endpoint {
    /// Takes a prefix off the path, where it begins with that.
    pub fn strip_prefix(&mut self, prefix: &str) {
        if let Some(PathPart::Literal(first)) = self.path.parts.first_mut()
            && let Some(rest) = first.strip_prefix(prefix).filter(|rest| rest.starts_with('/'))
        {
            *first = rest.to_owned();
        }
    }
}

/// A type that names a record.
#[derive(Clone, Debug)]
pub(super) struct PendingRecord {
    /// The name: `Role` of `Role[]`.
    pub name: String,
    /// Where it was read.
    pub span: Span,
    /// The text around it and the pages that it links to.
    pub text: String,
    pub links: Vec<String>,
    /// What the page itself shows of the shape.
    pub fallback: Schema,
    /// Whether the page lists the record's fields itself.
    pub described: bool,
    /// What examples show of it, where the page doesn't list its fields.
    pub shown: Vec<Json>,
    /// Whether it is answered, and not sent.
    pub answer: bool,
    /// Whether only what the examples show of it is answered.
    pub partial: bool,
}

impl<'a> Draft<'a> {
    /// The claims of a kind, in order.
    pub fn find<T: 'a>(
        &self,
        pick: impl Fn(&'a ClaimKind) -> Option<T> + 'a,
    ) -> impl Iterator<Item = (T, Span)> {
        self.claims.iter().filter_map(move |claim| pick(&claim.kind).map(|found| (found, claim.span)))
    }

    /// Whether it is about what the API sends on its own.
    pub fn is_webhook(&self) -> bool {
        self.endpoint.as_ref().is_some_and(|endpoint| endpoint.path.parts.is_empty())
    }

    /// Where the operation was read.
    pub fn span(&self) -> Span {
        self.endpoint.as_ref().map_or(self.file.span(), |e| e.span)
    }

    /// The id in kebab case: with the group, what a selector names.
    pub fn key(&self) -> String {
        self.id.replace(' ', "-")
    }

    /// The selector that names it, as `docbind.toml` spells it.
    pub fn selector(&self) -> String {
        Selector::of_operation(&self.group, &self.key()).to_string()
    }

    /// What selects it.
    pub fn operation_key(&self) -> OperationKey {
        let was = self.kept.iter().flat_map(|kept| kept.was.iter().cloned());
        let mut key = OperationKey {
            group: self.group.clone(),
            ids: std::iter::once(self.key()).chain(was).collect(),
            later: self.identity.later,
            lines: Vec::new(),
            pages: vec![self.file.relative.clone()],
        };
        key.add_line(&self.identity.line);
        if let Some(endpoint) = &self.endpoint {
            key.add_line(&format!("{} {}", endpoint.method.as_str(), endpoint.path));
        }
        key
    }

    /// Runs a pass, with a place for what it has to say of the operation.
    pub fn run<T>(&mut self, pass: impl FnOnce(&mut Self, &mut Vec<Diagnostic>) -> T) -> T {
        let mut diagnostics = std::mem::take(&mut self.diagnostics);
        let result = pass(self, &mut diagnostics);
        self.diagnostics = diagnostics;
        result
    }

    /// Where the operation was read, for people.
    pub fn place(&self) -> Place {
        let span = self.span();
        Place { page: self.file.relative.clone(), line: self.file.position(span.start).line }
    }

    /// The page's path without its extension: `rest-api/crm/get-x`.
    pub fn page_stem(&self) -> &str {
        self.file.relative.rsplit_once('.').map_or(self.file.relative.as_str(), |(stem, _)| stem)
    }
}

impl<'a> Draft<'a> {
    pub fn new(file: &'a SourceFile, claims: Vec<&'a Claim>, number: u32) -> Self {
        let title = claims.iter().find_map(|c| match &c.kind {
            ClaimKind::Title(title) => Some(match behind_endpoint(title) {
                Some(words) if !words.is_empty() => words.to_owned(),
                _ => before_endpoint(title).unwrap_or(title).to_owned(),
            }),
            _ => None,
        });
        let title = own_title(&claims, title.as_deref()).or(title);
        let short_title = claims.iter().find_map(|c| match &c.kind {
            ClaimKind::ShortTitle(title) => Some(title.clone()),
            _ => None,
        });
        let variant =
            claims.iter().filter(|c| number > 0 && c.operation == number).find_map(|c| match &c.kind {
                ClaimKind::Section { title, level: 1..=6 } if classify_heading(title).is_none() => {
                    Some(title.clone())
                }
                _ => None,
            });
        let on_authentication = below_authentication(&claims);
        Draft {
            file,
            claims,
            on_authentication,
            title,
            short_title,
            variant,
            stated_by_section: false,
            described: false,
            group: String::new(),
            id: String::new(),
            crowded_out: None,
            kept: None,
            identity: Identity::default(),
            settings: OperationSettings::default(),
            diagnostics: Vec::new(),
            beside: Vec::new(),
            elsewhere: Vec::new(),
            is_source: false,
            endpoint: None,
            shown_places: ShownPlaces::default(),
            end_of_events: None,
            parameters: Vec::new(),
            credentials: Vec::new(),
            request_body: None,
            accept: None,
            responses: Vec::new(),
            pending: Vec::new(),
            components: Vec::new(),
        }
    }
}

fn below_authentication<'a>(claims: &[&'a Claim]) -> Vec<&'a FieldClaim> {
    let mut fields = Vec::new();
    let (mut heading, mut is_about_it) = ("", None);
    for claim in claims {
        match &claim.kind {
            ClaimKind::Section { title, .. } => (heading, is_about_it) = (title, None),
            ClaimKind::Parameter { field, .. } => {
                let says = || classify_heading(heading) == Some(SectionKind::Authentication);
                if *is_about_it.get_or_insert_with(says) {
                    fields.push(field);
                }
            }
            _ => {}
        }
    }
    fields
}

/// What a title says behind a verb and a path at its start: `POST /rings — Make a ring`; nothing for one that
/// is a path.
pub(super) fn behind_endpoint(title: &str) -> Option<&str> {
    if title.starts_with('/') && !title.contains(' ') {
        return Some("");
    }
    let (verb, rest) = title.trim_start_matches('`').split_once(' ')?;
    let (path, rest) = rest.trim_start().split_once(' ').unwrap_or((rest.trim_start(), ""));
    let is_verb = verb.bytes().all(|b| b.is_ascii_uppercase()) && Method::parse(verb).is_some();
    let words = rest.trim_start_matches([' ', '—', '–', '-', ':', '|', '·', '`']).trim_end();
    (is_verb && path.contains('/')).then_some(words)
}

/// The words of a title in front of a verb and path: "Get kite `GET /v1/kites`".
fn before_endpoint(title: &str) -> Option<&str> {
    let title = title.trim_end_matches(['`', ')', ']']);
    let (before, path) = title.rsplit_once(' ')?;
    let (words, verb) = before.trim_end().rsplit_once(' ')?;
    let verb = verb.trim_start_matches(['`', '(', '[']);
    let is_verb = verb.bytes().all(|b| b.is_ascii_uppercase()) && Method::parse(verb).is_some();
    let words = words.trim_end_matches([' ', '—', '–', '-', ':', '|', '·']);
    let path = path.trim_start_matches('`');
    let is_url = path.starts_with('/') || path.contains("://");
    (is_verb && is_url && !words.is_empty()).then_some(words)
}

/// The heading that the only operation of a page has of its own, where the page has no title, or one that names no more
/// than what the path is of: "Get kite" below "Kites".
fn own_title(claims: &[&Claim], title: Option<&str>) -> Option<String> {
    let url = |claim: &Claim| match &claim.kind {
        ClaimKind::Endpoint(endpoint) => Some(endpoint.url.value.to_lowercase()),
        ClaimKind::RequestExample(request) => Some(request.url.value.to_lowercase()),
        _ => None,
    };
    let (at, in_path) = claims.iter().enumerate().find_map(|(at, claim)| Some((at, url(claim)?)))?;
    if claims[at].operation > 0 {
        return None;
    }
    let words = |text: &str| text.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let in_path: Vec<&str> = in_path.split(['/', '-', '_', '?']).collect();
    let is_of_path =
        |word: &String| in_path.iter().any(|part| part.trim_end_matches('s') == word.trim_end_matches('s'));
    let named = title.map(words).unwrap_or_default();
    if !named.iter().all(is_of_path) {
        return None;
    }
    // The headings around the statement: those of sections beside it name something else.
    let mut innermost = u8::MAX;
    claims[..at].iter().rev().find_map(|claim| match &claim.kind {
        ClaimKind::Section { title, level } if *level < innermost => {
            innermost = *level;
            let own = words(title);
            let is_name = own.len() > named.len() && own.len() < 8;
            let is_told = own.iter().any(|word| TOLD.contains(&word.as_str()));
            (is_name && !is_told && classify_heading(title).is_none() && !title.contains('/'))
                .then(|| title.clone())
        }
        _ => None,
    })
}

/// The words of headings that say what stands below them, and not what is called.
const TOLD: &[&str] = &[
    "request",
    "requests",
    "endpoint",
    "endpoints",
    "url",
    "api",
    "usage",
    "example",
    "examples",
    "overview",
    "reference",
    "http",
    "details",
    "about",
];

#[cfg(test)]
mod tests {
    use super::{before_endpoint, behind_endpoint};

    #[test]
    fn titles_before_endpoints() {
        assert_eq!(before_endpoint("Get kite `GET /v1/kites/{id}`"), Some("Get kite"));
        assert_eq!(before_endpoint("Get kite (GET /v1/kites)"), Some("Get kite"));
        assert_eq!(before_endpoint("Get kite"), None);
        assert_eq!(before_endpoint("How to GET a/b"), None);
    }

    #[test]
    fn titles_with_endpoints() {
        assert_eq!(behind_endpoint("POST /v1/rings — Make a ring"), Some("Make a ring"));
        assert_eq!(behind_endpoint("`GET /rings`: All rings"), Some("All rings"));
        assert_eq!(behind_endpoint("DELETE /rings/{id}"), Some(""));
        assert_eq!(behind_endpoint("/rings/{id}"), Some(""));
        assert_eq!(behind_endpoint("Get a ring"), None);
        assert_eq!(behind_endpoint("POST a letter"), None);
    }
}
