//! Which operation a request is for.

use super::problem::Problem;
use super::written::{Pair, pairs};
use crate::model::{Api, FixedQuery, Location, Operation, PathPart};
use hyper::Request;
use hyper::body::Bytes;
use percent_encoding::percent_decode_str;
use std::collections::BTreeSet;

/// Stands for a slash within a segment.
const SLASH: char = '\u{1}';

/// The most paths that are suggested.
const MOST_NAMED: usize = 3;

/// The templates of all operations.
pub(super) struct Router {
    routes: Vec<Route>,
}

struct Route {
    /// Of the operation, in the model.
    index: usize,
    /// The path of the base URL, which a request may leave out.
    base: String,
    parts: Vec<PathPart>,
    /// What the query must hold.
    fixed: Vec<FixedQuery>,
    /// The placeholders whose values have slashes.
    wide: Vec<String>,
}

/// An operation that a request may be for.
pub(super) struct Found<'a> {
    pub(super) operation: &'a Operation,
    /// The values of its placeholders, decoded, by name.
    pub(super) values: Vec<(String, String)>,
}

impl Router {
    pub(super) fn new(api: &Api) -> Self {
        let routes =
            api.operations.iter().enumerate().map(|(index, operation)| Route::new(api, index, operation));
        Router { routes: routes.collect() }
    }

    /// The operations of the verb at the path of the request.
    pub(super) fn find<'a>(&self, api: &'a Api, request: &Request<Bytes>) -> Result<Vec<Found<'a>>, Problem> {
        let (path, query) =
            (segments(request.uri().path()), pairs(request.uri().query().unwrap_or_default()));
        let mut at_path: Vec<_> = self
            .routes
            .iter()
            .filter_map(|route| Some((route, &api.operations[route.index], route.values(&path)?)))
            .collect();
        if at_path.is_empty() {
            return Err(self.unknown(api, request));
        }
        // What is literal comes before a placeholder, whatever the verb (OpenAPI 3.1, section 4.8.8.2).
        let most = at_path.iter().map(|(route, ..)| route.literal()).max();
        at_path.retain(|(route, ..)| Some(route.literal()) == most);
        let of_verb =
            at_path.iter().filter(|(_, operation, _)| operation.method.as_str() == request.method().as_str());
        let of_verb: Vec<_> = of_verb.collect();
        if of_verb.is_empty() {
            let verbs: BTreeSet<&str> = at_path.iter().map(|(_, of, _)| of.method.as_str()).collect();
            let verbs = verbs.into_iter().collect::<Vec<_>>().join(", ");
            let detail = format!("`{}` has {verbs}, and not {}", at_path[0].1.path, request.method());
            return Err(Problem::new(405, detail).allow(&verbs));
        }
        let asked: Vec<_> = of_verb.iter().filter(|(route, ..)| route.is_asked(&query)).collect();
        let Some(most) = asked.iter().map(|(route, ..)| route.fixed.len()).max() else {
            let wanted = of_verb.iter().flat_map(|(route, ..)| &route.fixed).map(|of| format!("`{of}`"));
            let wanted = wanted.collect::<Vec<_>>().join(" or ");
            return Err(Problem::new(400, format!("the query must hold {wanted}")));
        };
        let best = asked.into_iter().filter(|(route, ..)| route.fixed.len() == most);
        Ok(best.map(|(_, operation, values)| Found { operation, values: values.clone() }).collect())
    }

    /// Nothing is at the path: what is near?
    fn unknown(&self, api: &Api, request: &Request<Bytes>) -> Problem {
        let path = request.uri().path();
        let mut near: Vec<(usize, bool, String)> = Vec::new();
        for route in &self.routes {
            let operation = &api.operations[route.index];
            let template = operation.path.to_string();
            let written = alike(&template, path);
            let distance = strsim::damerau_levenshtein(&written, path);
            // What was taken from the path itself is no likeness.
            let own = template.split(['{', '}']).step_by(2).map(str::len).sum::<usize>();
            if distance <= own.div_ceil(3) {
                let verb = operation.method.as_str();
                near.push((distance, verb != request.method().as_str(), format!("`{verb} {template}`")));
            }
        }
        near.sort();
        near.dedup();
        let nearest = near.first().map_or(0, |(distance, ..)| *distance);
        let named = near.into_iter().filter(|(distance, ..)| *distance <= nearest + 1).take(MOST_NAMED);
        let named: Vec<String> = named.map(|(.., name)| name).collect();
        let question = match named.split_last() {
            None => String::new(),
            Some((only, [])) => format!(": did you mean {only}?"),
            Some((last, others)) => format!(": did you mean {} or {last}?", others.join(", ")),
        };
        Problem::new(404, format!("no operation is at `{path}`{question}"))
    }
}

/// A template with the segments of a path in the place of its placeholders, where both have as many.
fn alike(template: &str, path: &str) -> String {
    let (of_template, of_path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    if of_template.len() != of_path.len() {
        return template.to_owned();
    }
    let segments = of_template.iter().zip(of_path);
    let segments = segments.map(|(own, of_path)| if own.contains('{') { of_path } else { *own });
    segments.collect::<Vec<_>>().join("/")
}

impl Route {
    fn new(api: &Api, index: usize, operation: &Operation) -> Self {
        let base = operation.base_url.as_deref().or(api.base_url.as_deref()).unwrap_or_default();
        let mut fixed = operation.fixed_query.clone();
        let mut parts = Vec::new();
        for part in &operation.path.parts {
            match part {
                PathPart::Literal(text) => {
                    let (text, query) = text.split_once('?').unwrap_or((text, ""));
                    parts.push(PathPart::Literal(percent_decode_str(text).decode_utf8_lossy().into_owned()));
                    fixed.extend(pairs(query).into_iter().map(Pair::into_fixed));
                }
                placeholder => parts.push(placeholder.clone()),
            }
        }
        let slash = matches!(parts.first(), Some(PathPart::Literal(text)) if text.starts_with('/'));
        if !slash {
            parts.insert(0, PathPart::Literal("/".to_owned()));
        }
        let wide =
            operation.parameters.iter().filter(|of| of.location == Location::Path && of.allow_reserved);
        let wide = wide.map(|of| of.field.name.clone()).collect();
        Route { index, base: base_path(base), parts, fixed, wide }
    }

    /// The values of the placeholders, where the path is this one.
    fn values(&self, path: &str) -> Option<Vec<(String, String)>> {
        let without = path.strip_prefix(&self.base).filter(|_| !self.base.is_empty());
        without.into_iter().chain([path]).find_map(|path| {
            let mut values = Vec::new();
            self.fill(&self.parts, path, &mut values).then_some(values)
        })
    }

    /// Matches the parts one after the other; a placeholder takes as much as it can.
    fn fill(&self, parts: &[PathPart], text: &str, values: &mut Vec<(String, String)>) -> bool {
        match parts.split_first() {
            None => text.is_empty(),
            Some((PathPart::Literal(own), rest)) => {
                text.strip_prefix(own.as_str()).is_some_and(|text| self.fill(rest, text, values))
            }
            Some((PathPart::Parameter(name), rest)) => {
                let end = if self.wide.contains(name) { None } else { text.find('/') };
                let taken = &text[..end.unwrap_or(text.len())];
                let mut ends: Vec<usize> = taken.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
                if rest.is_empty() {
                    ends.retain(|end| *end == text.len());
                }
                ends.into_iter().rev().any(|end| {
                    values.push((name.clone(), text[..end].replace(SLASH, "/")));
                    let fits = self.fill(rest, &text[end..], values);
                    if !fits {
                        values.pop();
                    }
                    fits
                })
            }
        }
    }

    fn is_asked(&self, query: &[Pair<'_>]) -> bool {
        self.fixed.iter().all(|of| query.iter().any(|pair| pair.is(of)))
    }

    /// How much of it is literal: `/users/me` is more exact than `/users/{id}`.
    fn literal(&self) -> usize {
        let literal = self.parts.iter().map(|part| match part {
            PathPart::Literal(text) => text.len(),
            PathPart::Parameter(_) => 0,
        });
        literal.sum()
    }
}

/// The path of a URL without the slash at its end.
pub(super) fn base_path(url: &str) -> String {
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    let path = rest.find('/').map_or("", |at| &rest[at..]);
    path.split(['?', '#', '{']).next().unwrap_or_default().trim_end_matches('/').to_owned()
}

/// A path, decoded; slashes within its segments are [`SLASH`].
fn segments(path: &str) -> String {
    let decoded = path.split('/').map(|segment| {
        percent_decode_str(segment).decode_utf8_lossy().replace('/', SLASH.encode_utf8(&mut [0; 4]))
    });
    decoded.collect::<Vec<_>>().join("/")
}
