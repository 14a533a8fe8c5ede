//! Where parameters go that the page gives no place.

use super::Reader;
use crate::budget;
use crate::dialect::claims::{ClaimKind, ParameterLocation};
use crate::dialect::path_template::read_template;
use crate::model::Method;

impl Reader {
    /// Where a parameter goes whose tag does not say it: into the path where that has a hole of the
    /// name, and else to where the verb sends it.
    pub(super) fn usual_location(&self, name: &str) -> ParameterLocation {
        let said = |at: Option<usize>| match &self.claims[at?].kind {
            ClaimKind::Endpoint(endpoint) => Some((endpoint.method.value, &endpoint.url.value)),
            ClaimKind::RequestExample(example) => Some((example.method.value, &example.url.value)),
            _ => None,
        };
        let stated = said(self.claims.endpoint);
        let shown = || said(self.claims.first_request);
        let noted = || {
            let last = self.candidates.last()?;
            Some((last.endpoint.method.value, &last.endpoint.url.value))
        };
        let Some((method, url)) = stated.or_else(noted).or_else(shown) else {
            return ParameterLocation::Body;
        };
        let named = [name.to_owned()];
        let holds = |url: &String| {
            let url = url.split('?').next().unwrap_or_default();
            url.len() <= budget::URL
                && url.contains(name)
                && read_template(url, &named).path.parameters().any(|hole| hole == name)
        };
        // Several may be stated in one block.
        let last = self.candidates.last().map(|last| last.claim).filter(|_| stated.is_none());
        let beside = self.candidates.iter().rev().take_while(|of| Some(of.claim) == last);
        let hole =
            !name.is_empty() && (holds(url) || beside.into_iter().any(|of| holds(&of.endpoint.url.value)));
        match method {
            _ if hole => ParameterLocation::Path,
            Method::Get | Method::Head | Method::Delete if !name.is_empty() => ParameterLocation::Query,
            _ => ParameterLocation::Body,
        }
    }
}
