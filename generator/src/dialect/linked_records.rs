//! What pages say of records that sections or pages describe, theirs and those of other pages: a type with a link to
//! one, and a sentence that says what comes back.
//!
//! ```text
//! type     = … "[", words, "](", [ page ], [ "#", anchor ], ")" … ;
//! sentence = [ "**" ], ( "Returns" | "Return" | "Responds with" | … ), [ ":" ], { word }, link, { word } ;
//! list     = "list of" | "array of" | "lists" | … between the two ;
//! empty    = sentence with a status of success and no link ;    (* "Returns a `204` empty response" *)
//! ```
//!
//! Names of records are unique among the pages: a number tells those apart that are called the same.

use super::PageReading;
use super::claims::{Claim, ClaimKind, FieldClaim, TypeExpr};
use super::section::leading_status;
use crate::document::{Link, Text};
use crate::model::Status;
use crate::source::{SourceId, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// Gives types and responses the records that they link to.
pub fn link_records(pages: &mut [(SourceId, PageReading)], sources: &Sources) {
    let records = Records::collect(pages, sources);
    for (id, page) in pages.iter_mut() {
        let stem = stem_of(&sources.get(*id).relative);
        let mut linked: Vec<Claim> = Vec::with_capacity(page.claims.claims.len());
        let claims = std::mem::take(&mut page.claims.claims);
        let states: BTreeSet<u32> = claims
            .iter()
            .filter(|claim| matches!(claim.kind, ClaimKind::Endpoint(_) | ClaimKind::RequestExample(_)))
            .map(|claim| claim.operation)
            .collect();
        for mut claim in claims {
            match &mut claim.kind {
                ClaimKind::Parameter { field, .. } | ClaimKind::ResponseField { field, .. } => {
                    records.link_field(field, stem);
                }
                ClaimKind::DescribedRecord(record) => records.link_field(&mut record.field, stem),
                _ => {}
            }
            let told = match &claim.kind {
                ClaimKind::Description(text) | ClaimKind::Remark(text)
                    if states.contains(&claim.operation) =>
                {
                    records.told_response(text, stem)
                }
                ClaimKind::ResponseProse { text, status } => match records.response_in(text, stem) {
                    Some(ClaimKind::ResponseRecord { name, list, .. }) => {
                        Some(ClaimKind::ResponseRecord { status: *status, name, list })
                    }
                    other => other,
                },
                _ => None,
            };
            let (operation, span) = (claim.operation, claim.span);
            linked.push(claim);
            linked.extend(told.map(|kind| Claim { operation, kind, span }));
        }
        page.claims.claims = linked;
    }
}

/// The records that pages describe.
struct Records {
    /// For each page, by its path without the extension: what links point to, and the names.
    by_page: BTreeMap<String, Vec<(Vec<String>, String)>>,
    /// The pages of a file name.
    by_file: BTreeMap<String, Vec<String>>,
}

impl Records {
    /// Finds all records, and gives each a name of its own.
    fn collect(pages: &mut [(SourceId, PageReading)], sources: &Sources) -> Self {
        let mut found = Self { by_page: BTreeMap::new(), by_file: BTreeMap::new() };
        let mut taken: BTreeMap<String, usize> = BTreeMap::new();
        for (id, page) in pages {
            let stem = stem_of(&sources.get(*id).relative).to_owned();
            for claim in &mut page.claims.claims {
                let ClaimKind::DescribedRecord(record) = &mut claim.kind else { continue };
                let count = taken.entry(record.field.name.value.clone()).or_default();
                *count += 1;
                if *count > 1 {
                    record.field.name.value.push_str(&count.to_string());
                }
                let known = found.by_page.entry(stem.clone()).or_default();
                known.push((record.anchors.clone(), record.field.name.value.clone()));
            }
            if found.by_page.contains_key(&stem) {
                let file = stem.rsplit('/').next().unwrap_or_default().to_lowercase();
                found.by_file.entry(file).or_default().push(stem);
            }
        }
        found
    }

    /// The record that a link on a page points to.
    fn find(&self, link: &Link, page: &str) -> Option<&str> {
        let target = match link.target.contains("relref") {
            // A shortcode: `{{< relref "entities/Lamp" >}}`.
            true => link.target.split('"').nth(1)?,
            false => &link.target,
        };
        let (path, anchor) = target.split_once('#').unwrap_or((target, ""));
        let page = match path.trim_end_matches('/') {
            "" => page,
            path => self.page_of(path)?,
        };
        let records = self.by_page.get(page)?;
        let fits =
            |known: &str| known == anchor || (!known.is_empty() && anchor.ends_with(&format!("-{known}")));
        let by_anchor = records
            .iter()
            .flat_map(|(anchors, name)| anchors.iter().map(move |known| (known, name)))
            .filter(|(known, _)| fits(known))
            .max_by_key(|(known, _)| known.len());
        let only = || match records.as_slice() {
            [(_, name)] if anchor.is_empty() => Some(name),
            _ => None,
        };
        by_anchor.map(|(_, name)| name).or_else(only).map(String::as_str)
    }

    /// The page that a path means: that with most of its last segments.
    fn page_of(&self, path: &str) -> Option<&str> {
        let path = stem_of(path.split('?').next()?).to_lowercase();
        let wanted: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | "." | "..")).collect();
        let pages = self.by_file.get(*wanted.last()?)?;
        let shared = |page: &&String| {
            let page = page.to_lowercase();
            let own: Vec<&str> = page.split('/').collect();
            own.iter().rev().zip(wanted.iter().rev()).take_while(|(own, of)| own == of).count()
        };
        pages.iter().max_by_key(shared).map(String::as_str)
    }

    /// Gives a type the record that its only link points to, and so in all fields below.
    fn link_field(&self, field: &mut FieldClaim, page: &str) {
        let found: BTreeSet<&str> =
            field.type_links.iter().filter_map(|link| self.find(link, page)).collect();
        if let (Some(ty), Some(name), 1) = (&mut field.ty, found.first(), found.len()) {
            name_leaf(&mut ty.value, name);
        }
        field.children.iter_mut().for_each(|child| self.link_field(child, page));
    }

    /// What a text that stands in no response says of one: "Returns a list of [lamps](#lamp-object)".
    fn told_response(&self, text: &Text, page: &str) -> Option<ClaimKind> {
        let told = text.plain.split(". ").any(says_returns);
        if told { self.response_in(text, page) } else { None }
    }

    /// What a text on a response says of it.
    fn response_in(&self, text: &Text, page: &str) -> Option<ClaimKind> {
        let sentence = text.plain.split(". ").find(|sentence| says_returns(sentence)).unwrap_or(&text.plain);
        let link = text.links.iter().find(|link| sentence.contains(&link.text));
        if let Some((link, name)) = link.and_then(|link| Some((link, self.find(link, page)?))) {
            let before = sentence.split(&link.text).next().unwrap_or_default().to_lowercase();
            let list = ["list of", "array of", "lists of", "arrays of", "collection of", "lists"]
                .iter()
                .any(|words| before.contains(words));
            return Some(ClaimKind::ResponseRecord { status: None, name: name.to_owned(), list });
        }
        empty_status(sentence).map(|code| ClaimKind::Status { code, description: String::new() })
    }
}

/// Whether a sentence begins with what comes back.
fn says_returns(sentence: &str) -> bool {
    let lower = sentence.trim().trim_start_matches(['*', '_']).to_lowercase();
    ["returns", "return ", "return:", "responds with", "answers", "on success", "response:", "fires"]
        .iter()
        .any(|start| lower.starts_with(start))
        || [" returns a ", " returns an ", " returns the "].iter().any(|words| lower.contains(words))
}

/// The success that a sentence names as one without a body.
fn empty_status(sentence: &str) -> Option<Status> {
    let mut words = sentence.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.find_map(leading_status).filter(|status| *status == 204)
}

/// Gives the words in a type that are no type the name of a record.
fn name_leaf(ty: &mut TypeExpr, name: &str) {
    match ty {
        TypeExpr::Unknown(_) | TypeExpr::Named(_) => *ty = TypeExpr::Named(name.to_owned()),
        TypeExpr::Array(item @ None) => *item = Some(Box::new(TypeExpr::Named(name.to_owned()))),
        TypeExpr::Array(Some(item)) | TypeExpr::Map(item) => name_leaf(item, name),
        TypeExpr::Object => *ty = TypeExpr::Named(name.to_owned()),
        TypeExpr::Union(variants) => {
            let mut open = variants.iter_mut().filter(|of| {
                matches!(
                    of,
                    TypeExpr::Unknown(_) | TypeExpr::Named(_) | TypeExpr::Array(_) | TypeExpr::Object
                )
            });
            if let (Some(only), None) = (open.next(), open.next()) {
                name_leaf(only, name);
            }
        }
        _ => {}
    }
}

/// A path without the extension of a page.
fn stem_of(path: &str) -> &str {
    let known = [".mdx", ".md", ".markdown", ".html", ".htm", ".txt"];
    known.iter().find_map(|extension| path.strip_suffix(extension)).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_on_what_comes_back() {
        assert!(says_returns("Returns a lamp") && says_returns("**Returns:** Lamp"));
        assert!(says_returns("Changes a lamp and returns the lamp"));
        assert!(!says_returns("The lamp that it had"));
        assert_eq!(empty_status("Returns a `204` empty response"), Some(Status::Code(204)));
        assert_eq!(empty_status("Returns a 200 with it"), None);
    }
}
