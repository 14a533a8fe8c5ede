//! Declared fields as a tree: dotted names (`data[].id`, `config.url`) go under their parents, a
//! name that occurs twice occurs once, unless it is that of different kinds of one object.

use super::alternatives::{Alternatives, Split, split_alternatives};
use super::repeats::report_repeated;
use crate::budget::DEPTH;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{FieldClaim, FieldForm, TypeExpr};
use crate::source::Span;

/// A declared field with all that is declared below it.
#[derive(Clone, Debug)]
pub(super) struct FieldNode<'a> {
    /// The name on the wire, without the path to it.
    pub name: &'a str,
    /// What the page says of it; `None` for a parent that only occurs in dotted names.
    pub claim: Option<&'a FieldClaim>,
    /// Where the page says it again.
    pub again: Vec<&'a FieldClaim>,
    /// Where the name stands.
    pub span: Span,
    /// Whether a name said that it is an array (`data[]`).
    pub array: bool,
    /// The fields below it.
    pub children: Vec<FieldNode<'a>>,
    /// What a nameless entry below it says of its items.
    pub item: Option<Box<FieldNode<'a>>>,
    /// The kinds of object that the fields below it are of, where they are of several.
    pub alternatives: Option<Box<Alternatives<'a>>>,
}

impl<'a> FieldNode<'a> {
    /// A field with nothing below it.
    pub fn new(name: &'a str, claim: Option<&'a FieldClaim>, span: Span) -> Self {
        Self {
            name,
            claim,
            again: Vec::new(),
            span,
            array: false,
            children: Vec::new(),
            item: None,
            alternatives: None,
        }
    }
}

/// The fields of an object.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields<'a> {
    /// The fields of all kinds.
    pub nodes: Vec<FieldNode<'a>>,
    /// The kinds, where there are several.
    pub alternatives: Option<Box<Alternatives<'a>>>,
}

/// Sorts declared fields into a tree.
pub(super) fn build_tree<'a>(claims: &[&'a FieldClaim], diagnostics: &mut Vec<Diagnostic>) -> Fields<'a> {
    let splits = split_all(claims);
    let mut nodes = Vec::new();
    for claim in claims {
        if claim.name.value.is_empty() {
            report_nameless(claim, diagnostics);
            continue;
        }
        let expected = splits.iter().any(|split| split.has(claim));
        let mut found = Vec::new();
        insert(&mut nodes, &claim.name.value, claim, Nesting::default(), &mut found);
        let repeats = [&rule::DUPLICATE_FIELD, &rule::REPEATED_FIELD];
        diagnostics.extend(found.into_iter().filter(|d| !expected || !repeats.contains(&d.rule)));
    }
    let mut fields = Fields { nodes, alternatives: None };
    for split in splits {
        diagnostics.push(split.report());
        attach(&mut fields, split);
    }
    fields
}

/// The objects of several kinds, each with its place.
fn split_all<'a>(claims: &[&'a FieldClaim]) -> Vec<Split<'a>> {
    let mut rest = claims.to_vec();
    let mut splits: Vec<Split<'a>> = Vec::new();
    while let Some(split) = split_alternatives(&rest) {
        rest.retain(|claim| !split.has(claim));
        splits.push(split);
    }
    splits
}

/// Gives the kinds of an object to the object.
fn attach<'a>(fields: &mut Fields<'a>, split: Split<'a>) {
    let mut said_before = Vec::new();
    let whole = split.path.is_empty();
    let mut place = &mut fields.alternatives;
    let mut nodes = &mut fields.nodes;
    for step in split.path.split('.').filter(|step| !step.is_empty()) {
        let name = step.strip_suffix("[]").unwrap_or(step);
        let Some(node) = nodes.iter_mut().find(|node| node.name == name) else { return };
        (place, nodes) = (&mut node.alternatives, &mut node.children);
    }
    *place = Some(Box::new(split.into_alternatives(|claims| {
        if whole {
            let claims: Vec<&FieldClaim> = claims.into_iter().map(|(_, claim)| claim).collect();
            return build_tree(&claims, &mut said_before).nodes;
        }
        let mut nodes = Vec::new();
        for (name, claim) in claims {
            insert(&mut nodes, name, claim, Nesting::default(), &mut said_before);
        }
        nodes
    })));
}

/// A field that has no name and is no array's item.
pub(super) fn report_nameless(claim: &FieldClaim, diagnostics: &mut Vec<Diagnostic>) {
    let message = "this field has no name";
    diagnostics.push(Diagnostic::at(&rule::NAMELESS_FIELD, claim.name.span, message).note("it was left out"));
}

/// What a field is nested in.
#[derive(Clone, Copy, Default)]
struct Nesting {
    /// How deep it is.
    depth: usize,
    /// Whether it was declared before.
    again: bool,
}

impl Nesting {
    fn below(self, again: bool) -> Self {
        Self { depth: self.depth + 1, again }
    }
}

fn report_too_deep(claim: &FieldClaim, diagnostics: &mut Vec<Diagnostic>) {
    let message = "this field is nested too deep";
    diagnostics.push(Diagnostic::at(&rule::OVER_BUDGET, claim.name.span, message).note("it was left out"));
}

/// Puts a field where its path says.
fn insert<'a>(
    nodes: &mut Vec<FieldNode<'a>>,
    path: &'a str,
    claim: &'a FieldClaim,
    nesting: Nesting,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let steps = if claim.form == FieldForm::Property { 0 } else { path.matches('.').take(DEPTH).count() };
    if nesting.depth + steps >= DEPTH {
        return report_too_deep(claim, diagnostics);
    }
    let Nesting { again, .. } = nesting;
    let (step, rest) = match split_step(path) {
        Some((step, rest)) if !step.is_empty() && !rest.is_empty() && claim.form != FieldForm::Property => {
            (step, Some(rest))
        }
        _ => (path, None),
    };
    let (name, array) = match step.strip_suffix("[]") {
        // `iids[]` alone is a wire name; only inside a path, or beside one, does the mark mean "its items".
        Some(name) if rest.is_some() && !name.is_empty() => (name, true),
        Some(name) if nodes.iter().any(|node| node.array && node.name == name) => (name, true),
        _ => (step, false),
    };
    if let Some(node) = nodes.iter_mut().find(|node| array && node.name == step) {
        node.name = name;
    }
    let index = nodes.iter().position(|n| n.name == name).unwrap_or_else(|| {
        nodes.push(FieldNode::new(name, None, claim.name.span));
        nodes.len() - 1
    });
    let node = &mut nodes[index];
    node.array |= array;
    if let Some(rest) = rest {
        return insert(&mut node.children, rest, claim, nesting.below(again), diagnostics);
    }
    let first = node.claim;
    match first {
        Some(first) => {
            node.again.push(claim);
            diagnostics.push(report_repeated(first, claim, again));
        }
        None => {
            node.claim = Some(claim);
            node.span = claim.name.span;
        }
    }
    insert_children(node, claim, nesting.below(first.is_some()), diagnostics);
}

/// The first step of a path, and the rest. A dot in brackets is one of a name: `alerts[admin.report]`.
fn split_step(path: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    let at = path.bytes().position(|byte| {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        byte == b'.' && depth == 0
    })?;
    Some((&path[..at], &path[at + 1..]))
}

fn insert_children<'a>(
    node: &mut FieldNode<'a>,
    claim: &'a FieldClaim,
    nesting: Nesting,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let element = element_of(claim);
    let is_named = |child: &&FieldClaim| !child.name.value.is_empty() && element.is_none();
    let named: Vec<&FieldClaim> = claim.children.iter().filter(is_named).collect();
    if split_alternatives(&named).is_some() && node.children.is_empty() {
        let fields = build_tree(&named, diagnostics);
        (node.children, node.alternatives) = (fields.nodes, fields.alternatives);
    } else {
        for child in named {
            let path = match child.form {
                FieldForm::Property => child.name.value.as_str(),
                _ => path_below(&claim.name.value, &child.name.value),
            };
            insert(&mut node.children, path, child, nesting, diagnostics);
        }
    }
    for child in claim.children.iter().filter(|child| !is_named(child)) {
        if element.is_none() && !may_have_items(claim) {
            report_nameless(child, diagnostics);
            continue;
        }
        let mut item = FieldNode::new(node.name, Some(child), child.name.span);
        if nesting.depth >= DEPTH {
            report_too_deep(child, diagnostics);
            continue;
        }
        insert_children(&mut item, child, nesting.below(nesting.again), diagnostics);
        match &node.item {
            None => node.item = Some(Box::new(item)),
            Some(first) => diagnostics.push(
                Diagnostic::at(&rule::NAMELESS_FIELD, child.name.span, "a second entry without a name")
                    .related(first.span, "the first")
                    .note("it was left out"),
            ),
        }
    }
}

/// A nested field's path, where its name tells the whole of it: `data.id` in `data` is `id`.
fn path_below<'a>(parent: &str, name: &'a str) -> &'a str {
    let parent = parent.trim_end_matches("[]");
    let last = parent.rsplit('.').next().unwrap_or(parent);
    let Some(rest) = name.strip_prefix(parent).or_else(|| name.strip_prefix(last)) else { return name };
    let rest = rest.strip_prefix("[]").unwrap_or(rest);
    rest.strip_prefix('.').filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// The one child of an array that describes its elements: by a mark for a name (`[]`, `0`), or as `item`
/// where the elements are no objects with such a field.
fn element_of(claim: &FieldClaim) -> Option<&FieldClaim> {
    if claim.form == FieldForm::Property {
        return None;
    }
    let [child] = claim.children.as_slice() else { return None };
    let ty = claim.ty.as_ref().map(|ty| &ty.value);
    let fits = match child.name.value.as_str() {
        "[]" | "*" | "0" | "[0]" | "[*]" | "[i]" | "[n]" => matches!(ty, Some(TypeExpr::Array(_))),
        "item" | "items" | "element" | "elements" => match ty {
            Some(TypeExpr::Array(None)) => true,
            Some(TypeExpr::Array(Some(item))) => is_scalar(item),
            _ => false,
        },
        _ => false,
    };
    fits.then_some(child)
}

fn is_scalar(ty: &TypeExpr) -> bool {
    use TypeExpr as T;
    matches!(ty, T::Boolean | T::Integer | T::Number | T::Decimal | T::String | T::Formatted(_) | T::Enum(_))
}

/// Whether an entry without a name can be the items of a field.
fn may_have_items(claim: &FieldClaim) -> bool {
    let ty = claim.ty.as_ref().map(|ty| &ty.value);
    matches!(ty, None | Some(TypeExpr::Array(None) | TypeExpr::Any))
        || matches!(ty, Some(TypeExpr::Array(Some(item))) if matches!(**item, TypeExpr::Object | TypeExpr::Any))
}

#[cfg(test)]
mod tests {
    use super::path_below;

    #[test]
    fn a_nested_name_may_tell_its_whole_path() {
        assert_eq!(path_below("data", "data.id"), "id");
        assert_eq!(path_below("data", "data.setup.id"), "setup.id");
        assert_eq!(path_below("data.setup", "data.setup.id"), "id");
        assert_eq!(path_below("items", "items[].id"), "id");
        assert_eq!(path_below("items[]", "items[].id"), "id");
        assert_eq!(path_below("data", "database.id"), "database.id");
        assert_eq!(path_below("data", "data"), "data");
        assert_eq!(path_below("data", "id"), "id");
    }
}
