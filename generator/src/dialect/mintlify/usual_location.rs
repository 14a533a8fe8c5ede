//! Where parameters go that the page gives no place.

use super::Reader;
use crate::budget;
use crate::dialect::claims::{ClaimKind, EndpointClaim, ParameterLocation};
use crate::dialect::outline::request;
use crate::dialect::path_template::read_template;
use crate::dialect::section::names_url;
use crate::model::Method;

impl Reader<'_> {
    /// Where a parameter goes whose form does not say it: into the path where that has a placeholder of the
    /// name, and else to where the verb sends it.
    pub(super) fn usual_location(&self, name: &str) -> ParameterLocation {
        let stated = self.endpoints_here();
        let shown = || self.shown_here();
        let Some(method) = stated.first().map(|of| of.method.value).or_else(|| Some(shown()?.0)) else {
            return ParameterLocation::Body;
        };
        let named = [name.to_owned()];
        let holds = |url: &str| {
            let url = url.split('?').next().unwrap_or_default();
            url.len() <= budget::URL
                && url.contains(name)
                && read_template(url, &named).path.parameters().any(|placeholder| placeholder == name)
        };
        let in_path = match stated.is_empty() {
            true => shown().is_some_and(|(_, url)| holds(url)),
            false => stated.iter().any(|of| holds(&of.url.value)),
        };
        match method {
            _ if in_path && !name.is_empty() => ParameterLocation::Path,
            Method::Get | Method::Head | Method::Delete if !name.is_empty() => ParameterLocation::Query,
            _ => ParameterLocation::Body,
        }
    }

    /// Whether "URL parameters" are those of the query: the path has no placeholders.
    pub(super) fn is_in_query(&self) -> bool {
        let says_url = self.section().title.as_ref().is_some_and(|title| names_url(&title.value));
        let is_open = |url: &str| {
            let url = url.split('?').next().unwrap_or_default();
            url.len() > budget::URL || read_template(url, &[]).path.parameters().next().is_some()
        };
        let stated = self.endpoints_here();
        says_url && !stated.is_empty() && !stated.iter().any(|of| is_open(&of.url.value))
    }

    /// Whether the operation around has a verb that sends no body.
    pub(super) fn only_reads(&self) -> bool {
        let stated = self.endpoints_here();
        let reads = |method: Method| matches!(method, Method::Get | Method::Head);
        match stated.first() {
            Some(of) => reads(of.method.value),
            None => self.shown_here().is_some_and(|(method, _)| reads(method)),
        }
    }

    /// Whether the operation around sends all of something, so that it needs what is not said to be optional: a change
    /// may have any part of it, and a text may say that all is optional.
    pub(super) fn sends_whole(&self) -> bool {
        let stated = self.endpoints_here();
        let is_change = stated.iter().any(|of| of.method.value == Method::Patch);
        let operation = self.operation();
        let own = self.claims.iter().rev().take_while(|claim| claim.operation == operation);
        let mut texts = own.filter_map(|claim| match &claim.kind {
            ClaimKind::Description(text) | ClaimKind::Remark(text) => Some(text.plain.to_lowercase()),
            _ => None,
        });
        !is_change && !texts.any(|text| text.contains("all ") && text.contains("optional"))
    }

    /// The endpoints that the operation around has: several, where one block states them.
    fn endpoints_here(&self) -> Vec<&EndpointClaim> {
        let region = self.operation();
        let statements = &self.outline.statements;
        let of_region = |item: usize| self.outline.items[item].region == region;
        if region == 1
            && self.outline.regions.first().is_some_and(|first| first.level == 0)
            && let Some(top) = &self.top
        {
            return vec![top];
        }
        let own = match region {
            0 => statements.iter().rev().find(|of| of.item <= self.at).or(statements.first()),
            _ => statements.iter().find(|of| of_region(of.item)),
        };
        match (own, &self.top) {
            (Some(own), _) => {
                let beside = statements.iter().filter(|of| of.item == own.item);
                beside.map(|of| &of.endpoint).collect()
            }
            (None, Some(top)) if region == 0 => vec![top],
            (None, _) => Vec::new(),
        }
    }

    /// Verb and URL of the request that shows the operation around: the last above, or else the next one.
    fn shown_here(&self) -> Option<(Method, &str)> {
        let region = self.operation();
        let items = &self.outline.items;
        let (above, below) = self.requests.split_at(self.requests.partition_point(|at| *at < self.at));
        let is_own = |at: &&usize| items[**at].region == region;
        let at = above.iter().rev().find(is_own).or_else(|| below.iter().find(is_own))?;
        request(&items[*at]).map(|found| (found.method.value, found.url.value.as_str()))
    }
}
