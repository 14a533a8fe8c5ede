//! Operations that are, as their page says, as another one that the text links to.
//!
//! ```text
//! text = …, { word }, ( "same as" | "identical to" ), link, …,    (* no "not", no code before, six words at most *)
//!        { "not accept", …, "`", name, "`" | { "`", name, "`", … }, "not supported" } ;
//! ```
//!
//! The link points to the section of an operation, or to the page of one. What it gets back, this one does; what it sends,
//! too, where the verb is the same; as far as this one has nothing of its own. Its path is its own.

use super::PageReading;
use super::claims::{Claim, ClaimKind};
use super::mintlify::anchor_of;
use super::page_links::{PageLinks, stem_of};
use super::same_as_above::{is_of_response, is_sent, names_not_accepted};
use crate::document::{Link, Text};
use crate::model::Method;
use crate::source::{SourceId, Sources};
use std::collections::BTreeMap;

/// Words before the link.
const SAME: &[&str] = &["same as ", "identical to "];

/// An operation: the index of its page, and which of the page it is.
type Operation = (usize, u32);

/// Gives operations what they have as those that they link to.
pub(crate) fn follow_same_as_linked(pages: &mut [(SourceId, PageReading)], sources: &Sources) {
    let said: Vec<(Operation, Text)> = pages
        .iter()
        .enumerate()
        .flat_map(|(at, (_, page))| page.claims.claims.iter().map(move |claim| (at, claim)))
        .filter_map(|(at, claim)| Some(((at, claim.operation), said_in(claim)?.clone())))
        .collect();
    if said.is_empty() {
        return;
    }
    let index = Index::new(pages, sources);
    for (own, text) in said {
        let linked = link_in(&text).and_then(|link| index.find(link, own.0, sources, pages));
        if let Some(theirs) = linked.filter(|theirs| *theirs != own) {
            let copies = copies(pages, &index.verbs, own, theirs, &text);
            pages[own.0].1.claims.claims.extend(copies);
        }
    }
}

/// The text of a claim that says it of an operation.
fn said_in(claim: &Claim) -> Option<&Text> {
    match &claim.kind {
        ClaimKind::Description(text) => link_in(text).map(|_| text),
        _ => None,
    }
}

/// The link directly behind the words.
fn link_in(text: &Text) -> Option<&Link> {
    if text.links.is_empty() {
        return None;
    }
    let (at, words) = position_of_words(&text.plain)?;
    let (before, rest) = (&text.plain[..at], &text.plain[at + words.len()..]);
    // "`id` is the same as" tells of a field, and "is not the same as" of a difference.
    let of_sentence = |before: &str| before.rsplit(". ").next().unwrap_or_default().to_owned();
    let about: Vec<String> = of_sentence(before).split_whitespace().map(str::to_lowercase).collect();
    let code = position_of_words(&text.markdown)
        .is_some_and(|(at, _)| of_sentence(&text.markdown[..at]).contains('`'));
    if code || about.len() > 6 || about.iter().any(|word| word == "not" || word.ends_with("n't")) {
        return None;
    }
    let rest = rest.strip_prefix("the ").unwrap_or(rest);
    text.links.iter().find(|link| !link.text.is_empty() && rest.starts_with(&link.text))
}

fn position_of_words(text: &str) -> Option<(usize, &'static str)> {
    let lower = text.to_ascii_lowercase();
    SAME.iter().find_map(|words| Some((lower.find(words)?, *words)))
}

/// The operations of all pages.
struct Index {
    links: PageLinks,
    /// By the page's path without the extension.
    pages: BTreeMap<String, usize>,
    /// Those of each page, by the anchors of their headings.
    by_anchor: BTreeMap<(usize, String), u32>,
    /// The verb of each.
    verbs: BTreeMap<Operation, Method>,
}

impl Index {
    fn new(pages: &[(SourceId, PageReading)], sources: &Sources) -> Self {
        let (mut by_anchor, mut verbs, mut stems) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (at, (id, page)) in pages.iter().enumerate() {
            stems.insert(stem_of(&sources.get(*id).relative).to_owned(), at);
            let mut heading: Option<&str> = None;
            for claim in &page.claims.claims {
                match &claim.kind {
                    ClaimKind::Section { title, .. } | ClaimKind::Title(title) => heading = Some(title),
                    ClaimKind::Endpoint(endpoint) => {
                        verbs.entry((at, claim.operation)).or_insert(endpoint.method.value);
                        let anchor = heading.map(anchor_of);
                        by_anchor.extend(anchor.map(|anchor| ((at, anchor), claim.operation)));
                    }
                    _ => {}
                }
            }
        }
        let links = PageLinks::of(pages.iter().map(|(id, _)| *id), sources);
        Self { links, pages: stems, by_anchor, verbs }
    }

    /// The operation that a link on a page points to.
    fn find(
        &self,
        link: &Link,
        page: usize,
        sources: &Sources,
        pages: &[(SourceId, PageReading)],
    ) -> Option<Operation> {
        let (path, anchor) = link.target.split_once('#').unwrap_or((&link.target, ""));
        let stem = match path.trim_end_matches('/') {
            "" => stem_of(&sources.get(pages[page].0).relative),
            path => self.links.find(path)?,
        };
        let at = *self.pages.get(stem)?;
        let mut of_page = self.verbs.range((at, 0)..=(at, u32::MAX)).map(|(operation, _)| *operation);
        match (anchor, of_page.next(), of_page.next()) {
            ("", Some(only), None) => Some(only),
            ("", ..) => None,
            _ => self.by_anchor.get(&(at, anchor.to_lowercase())).map(|operation| (at, *operation)),
        }
    }
}

/// What an operation has as another one.
fn copies(
    pages: &[(SourceId, PageReading)],
    verbs: &BTreeMap<Operation, Method>,
    own: Operation,
    theirs: Operation,
    text: &Text,
) -> Vec<Claim> {
    let of = |(page, operation): Operation| {
        pages[page].1.claims.claims.iter().filter(move |claim| claim.operation == operation)
    };
    let gets = !of(own).any(|claim| is_of_response(&claim.kind));
    let sends = verbs.get(&own) == verbs.get(&theirs) && !of(own).any(|claim| is_sent(&claim.kind));
    let not_accepted = names_not_accepted(&text.markdown);
    let is_left_out = |kind: &ClaimKind| match kind {
        ClaimKind::Parameter { field, .. } => not_accepted.contains(&field.name.value.as_str()),
        _ => false,
    };
    let theirs = of(theirs).filter(|claim| !is_left_out(&claim.kind));
    theirs
        .filter(|claim| (gets && is_of_response(&claim.kind)) || (sends && is_sent(&claim.kind)))
        .map(|claim| Claim { operation: own.1, ..claim.clone() })
        .collect()
}
