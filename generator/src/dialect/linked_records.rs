//! What pages say of records that sections or pages describe, theirs and those of other pages: a type with a link to
//! one, and a sentence that says what comes back.
//!
//! ```text
//! type     = … "[", words, "](", [ page ], [ "#", anchor ], ")" … ;
//! sentence = [ "**" ], ( "Returns" | "Return" | "Responds with" | "Answers" | "The response is"
//!          | "Both responses include" ), [ ":" ], { word }, link, { word }
//!          | { word }, ( "returns" | "returning" ), ( "a" | "an" | "the" ), { word }, link, { word } ;
//! list     = "list of" | "array of" | "collection of" between the two ;
//! empty    = sentence with a status of success and no link ;    (* "Returns a `204` empty response" *)
//! ```
//!
//! Names of records are unique among the pages: a number tells those apart that are called the same.

use super::PageReading;
use super::claims::{Claim, ClaimKind, EnumValueClaim, FieldClaim, FieldForm, ParameterLocation, TypeExpr};
use super::linked_words::{name_called, name_leaf, names_in_type, set_called, set_leaf, without_article};
use super::page_links::{PageLinks, stem_of};
use super::told_request::{behind_takes, names_a_part};
use super::told_response::{behind_returns, is_only_no_body, named_record, says_no_body};
use crate::document::{Link, Text};
use crate::model::Method;
use crate::source::{SourceId, Sources, Spanned};
use std::collections::{BTreeMap, BTreeSet};

/// Gives types and responses the records that they link to.
pub fn link_records(pages: &mut [(SourceId, PageReading)], sources: &Sources) {
    let records = Records::collect(pages, sources);
    for (id, page) in pages.iter_mut() {
        let stem = stem_of(&sources.get(*id).relative);
        let claims = &mut page.claims.claims;
        if !records.by_page.is_empty() {
            claims.iter_mut().for_each(|claim| records.link_claim(claim, stem));
        }
        let told = records.told_by(claims, stem);
        if !told.is_empty() {
            *claims = with_told(std::mem::take(claims), told);
        }
    }
    mark_used(pages);
}

/// The claims, each with what it tells of a response behind it.
fn with_told(claims: Vec<Claim>, told: Vec<(usize, ClaimKind)>) -> Vec<Claim> {
    let mut all = Vec::with_capacity(claims.len() + told.len());
    let mut told = told.into_iter().peekable();
    for (at, claim) in claims.into_iter().enumerate() {
        let (operation, span) = (claim.operation, claim.span);
        all.push(claim);
        while let Some((_, kind)) = told.next_if(|(of, _)| *of == at) {
            all.push(Claim { operation, kind, span });
        }
    }
    all
}

/// Marks the records that operations send or get back, alone or in others.
fn mark_used(pages: &mut [(SourceId, PageReading)]) {
    let (mut open, mut inside): (Vec<String>, BTreeMap<String, Vec<String>>) = (Vec::new(), BTreeMap::new());
    for claim in pages.iter().flat_map(|(_, page)| &page.claims.claims) {
        match &claim.kind {
            ClaimKind::Parameter { field, .. } | ClaimKind::ResponseField { field, .. } => {
                names_in_field(field, &mut open);
            }
            ClaimKind::ResponseRecord { name, .. } => open.push(name.clone()),
            ClaimKind::DescribedRecord(record) => {
                names_in_field(&record.field, inside.entry(record.field.name.value.clone()).or_default());
            }
            _ => {}
        }
    }
    let mut used: BTreeSet<String> = BTreeSet::new();
    while let Some(name) = open.pop() {
        if let Some(names) = inside.get(&name).filter(|_| !used.contains(&name)) {
            open.extend(names.iter().cloned());
            used.insert(name);
        }
    }
    for claim in pages.iter_mut().flat_map(|(_, page)| &mut page.claims.claims) {
        if let ClaimKind::DescribedRecord(record) = &mut claim.kind {
            record.used = used.contains(&record.field.name.value);
        }
    }
}

/// The names in the types of a field and of those below it.
fn names_in_field(field: &FieldClaim, names: &mut Vec<String>) {
    if let Some(ty) = &field.ty {
        names_in_type(&ty.value, names);
    }
    field.children.iter().for_each(|child| names_in_field(child, names));
}

/// What a section describes.
#[derive(Clone, Debug, PartialEq)]
enum Described {
    /// A record, by its name.
    Record(String),
    /// Values, and whether they are numbers.
    Values(Vec<EnumValueClaim>, bool),
    /// A scalar, or an object of which nothing more is said.
    Type(TypeExpr),
}

/// What a link to "#lamp-object" points to where no fields are listed there.
static OBJECT: Described = Described::Type(TypeExpr::Object);

/// The records and values that pages describe.
struct Records {
    /// For each page, by its path without the extension: what links point to, and what is described there.
    by_page: BTreeMap<String, Vec<(Vec<String>, Described)>>,
    /// The pages that describe something.
    pages: PageLinks,
    /// The records by what they are called, in lower case: of each the page and the name.
    by_name: BTreeMap<String, Vec<(String, String)>>,
}

impl Records {
    /// Finds all records, and gives each a name of its own.
    fn collect(pages: &mut [(SourceId, PageReading)], sources: &Sources) -> Self {
        let mut found =
            Self { by_page: BTreeMap::new(), pages: PageLinks::default(), by_name: BTreeMap::new() };
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for (id, page) in pages {
            let stem = stem_of(&sources.get(*id).relative).to_owned();
            for claim in &mut page.claims.claims {
                let record = match &mut claim.kind {
                    ClaimKind::DescribedRecord(record) => record,
                    ClaimKind::DescribedType(of) => {
                        let ty = Described::Type(of.ty.clone());
                        found.by_page.entry(stem.clone()).or_default().push((of.anchors.clone(), ty));
                        continue;
                    }
                    ClaimKind::DescribedValues(of) => {
                        let values = Described::Values(of.values.clone(), of.numbers);
                        found.by_page.entry(stem.clone()).or_default().push((of.anchors.clone(), values));
                        continue;
                    }
                    _ => continue,
                };
                let name = &mut record.field.name.value;
                let called = name.to_lowercase();
                if !taken.insert(name.clone()) {
                    let numbered = (2..).map(|n| format!("{name}{n}")).find(|of| !taken.contains(of));
                    *name = numbered.unwrap_or_default();
                    taken.insert(name.clone());
                }
                found.by_name.entry(called).or_default().push((stem.clone(), name.clone()));
                let known = found.by_page.entry(stem.clone()).or_default();
                known.push((record.anchors.clone(), Described::Record(record.field.name.value.clone())));
            }
            if found.by_page.contains_key(&stem) {
                found.pages.add(&stem);
            }
        }
        found
    }

    /// The record that a link on a page points to.
    fn find_record(&self, link: &Link, page: &str) -> Option<&str> {
        match self.find(link, page)? {
            Described::Record(name) => Some(name),
            Described::Values(..) | Described::Type(_) => None,
        }
    }

    /// What a link on a page points to.
    fn find(&self, link: &Link, page: &str) -> Option<&Described> {
        let (path, anchor) = link.target.split_once('#').unwrap_or((&link.target, ""));
        let page = match path.trim_end_matches('/') {
            "" => page,
            path => self.pages.find(path)?,
        };
        let records = self.by_page.get(page)?;
        let fits =
            |known: &str| known == anchor || (!known.is_empty() && anchor.ends_with(&format!("-{known}")));
        // Of several that an outer title is an anchor of, the first is meant.
        let by_anchor = records
            .iter()
            .flat_map(|(anchors, described)| anchors.iter().map(move |known| (known, described)))
            .filter(|(known, _)| fits(known))
            .rev()
            .max_by_key(|(known, _)| known.len());
        let only = || match records.as_slice() {
            [(_, described)] if anchor.is_empty() => Some(described),
            _ => None,
        };
        let is_object = || ["-object", "-structure"].iter().any(|end| anchor.ends_with(end));
        by_anchor.map(|(_, described)| described).or_else(only).or_else(|| is_object().then_some(&OBJECT))
    }

    /// Gives a type the record that its only link points to, and so in all fields below.
    fn link_field(&self, field: &mut FieldClaim, page: &str) {
        let mut found: Vec<&Described> = Vec::new();
        for described in field.type_links.iter().filter_map(|link| self.find(link, page)) {
            if !found.contains(&described) {
                found.push(described);
            }
        }
        if field.type_links.is_empty()
            && let Some(ty) = field.ty.as_mut().filter(|ty| ty.value == TypeExpr::Array(None))
            && let Some(name) = field.description.as_ref().and_then(|text| self.items_told(text, page))
        {
            name_leaf(&mut ty.value, name);
        }
        match (&mut field.ty, found.as_slice()) {
            (Some(ty), [Described::Record(name)]) => name_leaf(&mut ty.value, name),
            (Some(ty), [Described::Values(values, numbers)]) => {
                let named = if *numbers { TypeExpr::Integer } else { TypeExpr::String };
                if set_leaf(&mut ty.value, &named) && field.values.is_empty() {
                    field.values.clone_from(values);
                }
            }
            (Some(ty), [Described::Type(of)]) => {
                field.type_links.iter().for_each(|link| set_called(&mut ty.value, link.text.trim(), of));
            }
            (Some(ty), [_, _, ..]) => {
                for link in &field.type_links {
                    if let Some(name) = self.find_record(link, page) {
                        name_called(&mut ty.value, link.text.trim(), name);
                    }
                }
            }
            _ => {}
        }
        field.children.iter_mut().for_each(|child| self.link_field(child, page));
    }

    /// The record that a text says an array holds: "an array of partial [lamps](#lamp-object)".
    fn items_told(&self, text: &Text, page: &str) -> Option<&str> {
        let link = text.links.first()?;
        let before = text.plain.split(&link.text).next()?.trim().to_lowercase();
        let told = ["array of", "list of", "array of partial", "list of partial"];
        let told = told.contains(&without_article(&before));
        told.then(|| self.find_record(link, page)).flatten()
    }

    fn link_claim(&self, claim: &mut Claim, page: &str) {
        match &mut claim.kind {
            ClaimKind::Parameter { field, .. } | ClaimKind::ResponseField { field, .. } => {
                self.link_field(field, page);
            }
            ClaimKind::DescribedRecord(record) => self.link_field(&mut record.field, page),
            _ => {}
        }
    }

    /// What the texts of a page tell of responses, each by the index of its claim.
    fn told_by(&self, claims: &[Claim], page: &str) -> Vec<(usize, ClaimKind)> {
        let states: BTreeSet<u32> = claims
            .iter()
            .filter(|claim| matches!(claim.kind, ClaimKind::Endpoint(_) | ClaimKind::RequestExample(_)))
            .map(|claim| claim.operation)
            .collect();
        let told = |claim: &Claim| match &claim.kind {
            ClaimKind::Description(text) | ClaimKind::Remark(text) if states.contains(&claim.operation) => {
                self.told_response(text, page)
            }
            ClaimKind::ResponseProse { text, status } => match self.response_in(text, page) {
                Some(ClaimKind::ResponseRecord { name, list, partial, .. }) => {
                    Some(ClaimKind::ResponseRecord { status: *status, name, list, partial })
                }
                other => other,
            },
            _ => None,
        };
        // What lists its body says what is sent, and what only reads sends none.
        let sends_told = |claim: &Claim| match &claim.kind {
            ClaimKind::Parameter { location: ParameterLocation::Body, .. } => true,
            ClaimKind::Endpoint(of) => matches!(of.method.value, Method::Get | Method::Head | Method::Delete),
            _ => false,
        };
        let sends: BTreeSet<u32> =
            claims.iter().filter(|claim| sends_told(claim)).map(|claim| claim.operation).collect();
        let taken = |claim: &Claim| match &claim.kind {
            ClaimKind::Description(text)
                if states.contains(&claim.operation) && !sends.contains(&claim.operation) =>
            {
                self.told_request(text, page)
            }
            _ => None,
        };
        let both = |claim: &Claim| [told(claim), taken(claim)].into_iter().flatten();
        claims.iter().enumerate().flat_map(|(at, claim)| both(claim).map(move |kind| (at, kind))).collect()
    }

    /// What a text says of the body that is sent: "Takes a list of [lamps](#lamp-object)".
    fn told_request(&self, text: &Text, page: &str) -> Option<ClaimKind> {
        let told = behind_takes(&text.plain).filter(|_| !self.by_page.is_empty())?;
        if text.links.iter().any(|link| names_a_part(told, &link.text)) {
            return None;
        }
        let found = self.linked_in(told, text, page).or_else(|| self.named_in(told, page))?;
        let ClaimKind::ResponseRecord { name, list, .. } = found else { return None };
        let record = TypeExpr::Named(name);
        let ty = if list { TypeExpr::Array(Some(Box::new(record))) } else { record };
        // A field without a name is the body itself.
        let mut field = FieldClaim::new(Spanned::new(String::new(), text.span), text.span);
        (field.form, field.ty) = (FieldForm::Property, Some(Spanned::new(ty, text.span)));
        Some(ClaimKind::Parameter { location: ParameterLocation::Body, field })
    }

    /// Whether a text may tell of a response: without records, only of one that is empty.
    fn may_tell(&self, text: &Text) -> bool {
        !self.by_page.is_empty() || text.plain.contains("204")
    }

    /// What a text that stands in no response says of one: "Returns a list of [lamps](#lamp-object)".
    fn told_response(&self, text: &Text, page: &str) -> Option<ClaimKind> {
        if !self.may_tell(text) {
            return None;
        }
        let mut told = text.plain.split(". ").filter_map(behind_returns);
        let found = told.find_map(|told| {
            let linked = self.linked_in(told, text, page);
            linked.or_else(|| self.named_in(told, page)).or_else(|| says_no_body(told))
        });
        found.or_else(|| is_only_no_body(&text.plain))
    }

    /// What a text on a response says of it.
    fn response_in(&self, text: &Text, page: &str) -> Option<ClaimKind> {
        if !self.may_tell(text) {
            return None;
        }
        self.told_response(text, page)
            .or_else(|| self.linked_in(&text.plain, text, page))
            .or_else(|| says_no_body(&text.plain))
    }

    /// The record that comes back by the first link of the words that say it.
    fn linked_in(&self, told: &str, text: &Text, page: &str) -> Option<ClaimKind> {
        let shown = |link: &&Link| !link.text.is_empty() && told.contains(&link.text);
        let link = text.links.iter().filter(shown).min_by_key(|link| told.find(&link.text))?;
        let name = self.find_record(link, page)?.to_owned();
        let before = told.split(&link.text).next().unwrap_or_default().to_lowercase();
        let list = ["list of", "array of", "collection of"].iter().any(|words| before.contains(words));
        let partial = before.contains("partial");
        Some(ClaimKind::ResponseRecord { status: None, name, list, partial })
    }

    /// The record that words without a link name: of several that are called so, the only one that is on the page, or
    /// nearest to it in the folders. "The member object" is that of the page's only record whose name ends so.
    fn named_in(&self, told: &str, page: &str) -> Option<ClaimKind> {
        let (list, words) = named_record(told)?;
        let Some(called) = self.by_name.get(&words) else {
            let name = self.ends_with(&words, page).filter(|_| told.to_lowercase().contains("object"))?;
            let partial = told.to_lowercase().contains("partial");
            return Some(ClaimKind::ResponseRecord { status: None, name, list, partial });
        };
        let nearness = |of: &str| {
            let folders = of.split('/').zip(page.split('/')).take_while(|(a, b)| a == b).count();
            (of == page, folders)
        };
        let nearest = called.iter().map(|(of, _)| nearness(of)).max()?;
        let mut found = called.iter().filter(|(of, _)| nearness(of) == nearest);
        let (Some((_, name)), None) = (found.next(), found.next()) else { return None };
        let partial = told.to_lowercase().contains("partial");
        Some(ClaimKind::ResponseRecord { status: None, name: name.clone(), list, partial })
    }

    /// The only record of a page whose name ends with these words: `GuildMember` with "member".
    fn ends_with(&self, words: &str, page: &str) -> Option<String> {
        let ends = |name: &&str| {
            let end = name.len().checked_sub(words.len()).and_then(|at| name.get(at..)).unwrap_or_default();
            end.starts_with(char::is_uppercase) && end.to_lowercase() == words
        };
        let described = self.by_page.get(page)?.iter();
        let names = described.filter_map(|(_, of)| match of {
            Described::Record(name) => Some(name.as_str()),
            _ => None,
        });
        let mut found = names.filter(ends);
        found.next().filter(|_| found.next().is_none()).map(str::to_owned)
    }
}
