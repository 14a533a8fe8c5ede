//! Kinds of one object, by headings: a page that gives some fields under one heading and others, or the
//! same again, under the next, with a field that tells which of them are there.
//!
//! The telling field, the tag, is found in two ways:
//!
//! - each heading declares it anew, with a value of its own (`type`: must be `"message"`);
//! - it is declared once, lists its values, and the headings are called by them: "Webhook settings" and
//!   "E-mail settings" of `webhook | email`. Where the fields are those of a part (`config.url` beside
//!   `type`) two such headings are enough; otherwise the tag must be called like one, and each value must
//!   have its heading.
//!
//! What stands under no such heading belongs to all kinds.

use super::field_tree::FieldNode;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{FieldClaim, TypeExpr};
use crate::source::Spanned;
use heck::ToSnakeCase;

/// The kinds of an object.
#[derive(Clone, Debug)]
pub(super) struct Alternatives<'a> {
    /// The name of the tag.
    pub tag: &'a str,
    /// What the page says of it, where it says it once for all kinds.
    pub description: &'a str,
    /// The kinds, at least two.
    pub kinds: Vec<Kind<'a>>,
}

/// A kind of object.
#[derive(Clone, Debug)]
pub(super) struct Kind<'a> {
    /// The heading; empty where a value has none.
    pub title: &'a str,
    /// The values of the tag that stand for it.
    pub values: Vec<String>,
    /// All its fields, the tag included.
    pub nodes: Vec<FieldNode<'a>>,
}

/// A field with its name below the object.
type Named<'a> = (&'a str, &'a FieldClaim);

/// The claims of an object, sorted by kind.
pub(super) struct Split<'a> {
    /// Where the object stands: `directions[]`; empty for the whole.
    pub path: &'a str,
    tag: &'a str,
    tag_claim: &'a FieldClaim,
    common: Vec<Named<'a>>,
    parts: Vec<Part<'a>>,
}

struct Part<'a> {
    heading: Option<&'a Spanned<String>>,
    values: Vec<String>,
    claims: Vec<Named<'a>>,
}

/// A heading with the fields under it.
struct Section<'a> {
    heading: &'a Spanned<String>,
    claims: Vec<&'a FieldClaim>,
}

/// Sorts fields by the kind of object that they are of; `None` where there is only one kind.
pub(super) fn split_alternatives<'a>(claims: &[&'a FieldClaim]) -> Option<Split<'a>> {
    let sections = sections(claims);
    if sections.len() < 2 {
        return None;
    }
    split_by_own_tags(claims, &sections).or_else(|| split_by_headings(claims, &sections))
}

fn sections<'a>(claims: &[&'a FieldClaim]) -> Vec<Section<'a>> {
    let mut sections: Vec<Section<'a>> = Vec::new();
    for claim in claims {
        let Some(heading) = &claim.under else { continue };
        match sections.iter_mut().find(|section| section.heading.span == heading.span) {
            Some(section) => section.claims.push(claim),
            None => sections.push(Section { heading, claims: vec![claim] }),
        }
    }
    sections
}

/// Each heading declares the tag anew.
fn split_by_own_tags<'a>(claims: &[&'a FieldClaim], sections: &[Section<'a>]) -> Option<Split<'a>> {
    sections.iter().flat_map(|section| &section.claims).find_map(|candidate| {
        let name = candidate.name.value.as_str();
        let mut found: Vec<(&Section<'a>, Vec<String>)> = Vec::new();
        for section in sections {
            let Some(own) = section.claims.iter().find(|claim| claim.name.value == name) else { continue };
            let values = fixed_values(own)?;
            if found.iter().any(|(_, known)| known.iter().any(|value| values.contains(value))) {
                return None;
            }
            found.push((section, values));
        }
        (found.len() > 1).then(|| split(claims, candidate, found))
    })
}

/// The tag is declared once, and the headings are called by its values.
fn split_by_headings<'a>(claims: &[&'a FieldClaim], sections: &[Section<'a>]) -> Option<Split<'a>> {
    claims.iter().find_map(|tag| {
        let values: Vec<&str> = tag.values.iter().map(|value| value.value.value.as_str()).collect();
        if values.len() < 2 || tag.values.iter().any(|value| value.name.is_some()) {
            return None;
        }
        let parent = parent(&tag.name.value);
        let mut found: Vec<(&Section<'a>, Vec<String>)> = Vec::new();
        let others = sections.iter().filter(|section| !section.claims.iter().any(|c| std::ptr::eq(*c, *tag)));
        for section in others {
            let below = section.claims.iter().any(|claim| below(parent, &claim.name.value).is_some());
            let Some(value) = called_by(&section.heading.value, &values).filter(|_| below) else { continue };
            if found.iter().any(|(_, known)| known[0] == value) {
                return None;
            }
            found.push((section, vec![value.to_owned()]));
        }
        let parts: Vec<Option<&str>> = found.iter().map(|(section, _)| part_of(section, parent)).collect();
        let nested = parts.iter().all(|part| part.is_some() && *part == parts[0]);
        let enough = nested || (is_called_like_a_tag(&tag.name.value) && found.len() == values.len());
        if found.len() < 2 || !enough {
            return None;
        }
        let mut split = split(claims, tag, found);
        let has = |value: &str| split.parts.iter().any(|part| part.values[0] == value);
        let missing: Vec<&str> = values.into_iter().filter(|value| !has(value)).collect();
        let bare = |value: &str| Part { heading: None, values: vec![value.to_owned()], claims: Vec::new() };
        split.parts.extend(missing.into_iter().map(bare));
        Some(split)
    })
}

/// The field below `parent` that all fields under a heading are parts of: `config` of `config.url`.
fn part_of<'a>(section: &Section<'a>, parent: &str) -> Option<&'a str> {
    let part =
        |claim: &&'a FieldClaim| below(parent, &claim.name.value)?.split_once('.').map(|(part, _)| part);
    let first = section.claims.first().and_then(part)?;
    section.claims.iter().all(|claim| part(claim) == Some(first)).then_some(first)
}

fn split<'a>(
    claims: &[&'a FieldClaim],
    tag: &'a FieldClaim,
    found: Vec<(&Section<'a>, Vec<String>)>,
) -> Split<'a> {
    let path = parent(&tag.name.value);
    let named = |claim: &&'a FieldClaim| Some((below(path, &claim.name.value)?, *claim));
    let of_kind = |claim: &&&FieldClaim| {
        let heading = claim.under.as_ref().map(|heading| heading.span);
        found.iter().any(|(section, _)| Some(section.heading.span) == heading)
    };
    let tag_name = below(path, &tag.name.value).unwrap_or_default();
    let common = claims.iter().filter(|claim| !of_kind(claim)).filter_map(named);
    let common = common.filter(|(name, _)| *name != tag_name).collect();
    let parts = found.iter().map(|(section, values)| Part {
        heading: Some(section.heading),
        values: values.clone(),
        claims: section.claims.iter().filter_map(named).collect(),
    });
    Split { path, tag: tag_name, tag_claim: tag, common, parts: parts.collect() }
}

impl<'a> Split<'a> {
    /// Whether a field belongs to one kind, so that others may have one of the same name.
    pub fn has(&self, claim: &FieldClaim) -> bool {
        self.parts.iter().flat_map(|part| &part.claims).any(|(_, own)| std::ptr::eq(*own, claim))
    }

    /// The kinds, with their fields as `build` makes a tree of them.
    pub fn into_alternatives(
        self,
        mut build: impl FnMut(Vec<Named<'a>>) -> Vec<FieldNode<'a>>,
    ) -> Alternatives<'a> {
        let Split { tag, tag_claim, common, parts, .. } = self;
        let shared = !parts.iter().flat_map(|part| &part.claims).any(|(name, _)| *name == tag);
        let kinds = parts.into_iter().map(|part| {
            let shared_tag = shared.then_some((tag, tag_claim));
            let mut claims: Vec<Named<'a>> =
                common.iter().copied().chain(part.claims).chain(shared_tag).collect();
            claims.sort_by_key(|(_, claim)| claim.name.span);
            let title = part.heading.map_or("", |heading| heading.value.as_str());
            Kind { title, values: part.values, nodes: build(claims) }
        });
        let kinds = kinds.collect();
        let description = if shared { &tag_claim.description } else { &None };
        let description = description.as_ref().map_or("", |text| text.markdown.as_str());
        Alternatives { tag, description, kinds }
    }

    /// Says what was recognised, and by what.
    pub fn report(&self) -> Diagnostic {
        let object = match self.path {
            "" => "the object".to_owned(),
            path => format!("`{path}`"),
        };
        let message = format!("`{}` tells which fields {object} has", self.tag);
        let mut diagnostic = Diagnostic::at(&rule::TAGGED_OBJECT, self.tag_claim.name.span, message);
        for part in &self.parts {
            let values: Vec<String> = part.values.iter().map(|value| format!("`{value}`")).collect();
            let values = values.join(", ");
            diagnostic = match part.heading {
                Some(heading) => diagnostic.related(heading.span, format!("the fields of {values}")),
                None => diagnostic.fact(format!("no heading is for {values}")),
            };
        }
        diagnostic.note("the client gets an enum with a variant for each")
    }
}

/// The values that a declaration of the tag under one heading leaves.
fn fixed_values(claim: &FieldClaim) -> Option<Vec<String>> {
    let all = |values: &[crate::dialect::claims::EnumValueClaim]| {
        values.iter().map(|value| value.value.value.clone()).collect::<Vec<_>>()
    };
    if !claim.values.is_empty() {
        return Some(all(&claim.values));
    }
    match claim.ty.as_ref().map(|ty| &ty.value) {
        Some(TypeExpr::Literal(value)) => return Some(vec![value.clone()]),
        None | Some(TypeExpr::String | TypeExpr::Enum(_) | TypeExpr::Any) => {}
        Some(_) => return None,
    }
    let text = claim.description.as_ref()?;
    let sentence = text.markdown.split(['\n']).next().unwrap_or_default();
    let sentence = sentence.split(". ").next().unwrap_or_default();
    let lower = sentence.to_ascii_lowercase();
    let fixes = ["must be", "set to", "always", "should be", "has to be", "fixed", "use ", "equals"];
    if !fixes.iter().any(|phrase| lower.contains(phrase)) {
        return None;
    }
    let mark = if sentence.contains('`') { '`' } else { '"' };
    let mut pieces = sentence.split(mark).skip(1).step_by(2);
    let value = pieces.next()?.trim_matches(['"', '\'']);
    (pieces.next().is_none() && !value.is_empty()).then(|| vec![value.to_owned()])
}

/// The value that a heading has all words of; that with the most words.
fn called_by<'v>(heading: &str, values: &[&'v str]) -> Option<&'v str> {
    let words = |text: &str| -> Vec<String> { text.to_snake_case().split('_').map(singular).collect() };
    let heading = words(heading);
    let fits = |value: &&&str| {
        let own = words(value);
        own.iter().any(|word| !word.is_empty()) && own.iter().all(|word| heading.contains(word))
    };
    let mut found: Vec<&&str> = values.iter().filter(fits).collect();
    found.sort_by_key(|value| std::cmp::Reverse(words(value).len()));
    match found.as_slice() {
        [] => None,
        [first, second, ..] if words(first).len() == words(second).len() => None,
        [first, ..] => Some(**first),
    }
}

fn singular(word: &str) -> String {
    word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word).to_owned()
}

fn is_called_like_a_tag(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name).to_snake_case();
    let last = last.rsplit('_').next().unwrap_or_default();
    ["type", "kind", "event", "action", "method", "provider", "object"].contains(&last)
}

/// The path to a field, without its own name: `config` of `config.url`.
fn parent(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(parent, _)| parent)
}

/// The name of a field below a path.
fn below<'n>(path: &str, name: &'n str) -> Option<&'n str> {
    if path.is_empty() {
        return Some(name).filter(|name| !name.is_empty());
    }
    name.strip_prefix(path)?.strip_prefix('.').filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_called_by_values() {
        let values = ["webhook", "email", "email_group"];
        assert_eq!(called_by("Webhook Configuration", &values), Some("webhook"));
        assert_eq!(called_by("Email forward configuration", &values), Some("email"));
        assert_eq!(called_by("Email groups", &values), Some("email_group"));
        assert_eq!(called_by("Optional settings", &values), None);
        assert_eq!(called_by("Webhook or email", &values), None);
    }

    #[test]
    fn paths() {
        assert_eq!(below("config", "config.url"), Some("url"));
        assert_eq!(below("config", "configuration.url"), None);
        assert_eq!(below("", "config.url"), Some("config.url"));
        assert_eq!((parent("data[].type"), parent("type")), ("data[]", ""));
        assert!(is_called_like_a_tag("messageType") && !is_called_like_a_tag("plan"));
    }
}
