//! What the claims so far say of the request: what later lines are read by.

use crate::dialect::claims::ClaimKind;
use crate::document::{Json, JsonValue};
use crate::model::Method;
use std::collections::BTreeSet;

/// What was seen.
#[derive(Debug, Default)]
pub(super) struct SeenSoFar {
    stated: Option<(Method, String)>,
    shown: Option<(Method, String)>,
    /// The headers of all requests.
    pub headers: Vec<(String, String)>,
    /// Whether a request has a body.
    pub body: bool,
    /// Whether the credentials have a section as sites make it.
    pub authorizations: bool,
    /// The names of the items' members, where the answer on top is a list of objects.
    pub listed: Option<BTreeSet<String>>,
}

impl SeenSoFar {
    /// Takes note of a claim.
    pub fn note(&mut self, kind: &ClaimKind) {
        match kind {
            ClaimKind::Endpoint(endpoint) => {
                self.stated = Some((endpoint.method.value, endpoint.url.value.clone()));
            }
            ClaimKind::RequestExample(request) => {
                self.shown.get_or_insert_with(|| (request.method.value, request.url.value.clone()));
                self.headers.extend(request.headers.iter().cloned());
                self.body |= request.body.is_some();
            }
            ClaimKind::Section { title, .. } => {
                self.authorizations |= title.trim_end_matches(':').eq_ignore_ascii_case("authorizations");
            }
            ClaimKind::Skeleton(Json { value: JsonValue::Array(items), .. }) => {
                if let Some(Json { value: JsonValue::Object(members), .. }) = items.first() {
                    self.listed = Some(members.iter().map(|(name, _)| name.value.clone()).collect());
                }
            }
            _ => {}
        }
    }

    /// Forgets what is of the operation above.
    pub fn forget_operation(&mut self) {
        (self.stated, self.shown, self.body, self.listed) = (None, None, false, None);
    }

    /// Verb and URL: those stated before those shown.
    pub fn request(&self) -> Option<(Method, &str)> {
        self.stated.as_ref().or(self.shown.as_ref()).map(|(method, url)| (*method, url.as_str()))
    }

    /// Whether the page states verb and URL.
    pub fn has_bar(&self) -> bool {
        self.stated.is_some()
    }

    /// Whether it shows a request.
    pub fn has_request(&self) -> bool {
        self.shown.is_some()
    }
}
