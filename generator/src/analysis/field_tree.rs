//! Declared fields as a tree: dotted names (`data[].id`, `config.url`) go under their parents, a
//! name that occurs twice occurs once.

use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{FieldClaim, TypeExpr};
use crate::source::Span;

/// A declared field with all that is declared below it.
#[derive(Clone, Debug)]
pub(super) struct FieldNode<'a> {
    /// The name on the wire, without the path to it.
    pub name: &'a str,
    /// What the page says of it; `None` for a parent that only occurs in dotted names.
    pub claim: Option<&'a FieldClaim>,
    /// Where the name stands.
    pub span: Span,
    /// Whether a name said that it is an array (`data[]`).
    pub array: bool,
    /// The fields below it.
    pub children: Vec<FieldNode<'a>>,
    /// What a nameless entry below it says of its items.
    pub item: Option<Box<FieldNode<'a>>>,
}

/// Sorts declared fields into a tree.
pub(super) fn build_tree<'a>(
    claims: &[&'a FieldClaim],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<FieldNode<'a>> {
    let mut roots = Vec::new();
    for claim in claims {
        if claim.name.value.is_empty() {
            report_nameless(claim, diagnostics);
        } else {
            insert(&mut roots, &claim.name.value, claim, diagnostics);
        }
    }
    roots
}

/// A field that has no name and is no array's item.
pub(super) fn report_nameless(claim: &FieldClaim, diagnostics: &mut Vec<Diagnostic>) {
    let message = "this field has no name";
    diagnostics.push(Diagnostic::at(&rule::NAMELESS_FIELD, claim.name.span, message).note("it was left out"));
}

fn insert<'a>(
    nodes: &mut Vec<FieldNode<'a>>,
    path: &'a str,
    claim: &'a FieldClaim,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (step, rest) = match path.split_once('.') {
        Some((step, rest)) if !step.is_empty() && !rest.is_empty() => (step, Some(rest)),
        _ => (path, None),
    };
    let (name, array) = match step.strip_suffix("[]") {
        // `iids[]` alone is a wire name; only inside a path does the mark mean "its items".
        Some(name) if rest.is_some() && !name.is_empty() => (name, true),
        _ => (step, false),
    };
    let index = nodes.iter().position(|n| n.name == name).unwrap_or_else(|| {
        nodes.push(FieldNode {
            name,
            claim: None,
            span: claim.name.span,
            array: false,
            children: Vec::new(),
            item: None,
        });
        nodes.len() - 1
    });
    let node = &mut nodes[index];
    node.array |= array;
    if let Some(rest) = rest {
        return insert(&mut node.children, rest, claim, diagnostics);
    }
    match node.claim {
        Some(first) => diagnostics.push(
            Diagnostic::at(
                &rule::DUPLICATE_FIELD,
                claim.name.span,
                format!("`{}` is declared twice", claim.name.value),
            )
            .related(first.name.span, "first declared here")
            .note("the first declaration was taken"),
        ),
        None => {
            node.claim = Some(claim);
            node.span = claim.name.span;
        }
    }
    insert_children(node, claim, diagnostics);
}

fn insert_children<'a>(node: &mut FieldNode<'a>, claim: &'a FieldClaim, diagnostics: &mut Vec<Diagnostic>) {
    for child in &claim.children {
        if !child.name.value.is_empty() {
            insert(&mut node.children, &child.name.value, child, diagnostics);
            continue;
        }
        if !may_have_items(claim) {
            report_nameless(child, diagnostics);
            continue;
        }
        let mut item = FieldNode {
            name: node.name,
            claim: Some(child),
            span: child.name.span,
            array: false,
            children: Vec::new(),
            item: None,
        };
        insert_children(&mut item, child, diagnostics);
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

/// Whether an entry without a name can be the items of a field.
fn may_have_items(claim: &FieldClaim) -> bool {
    let ty = claim.ty.as_ref().map(|ty| &ty.value);
    matches!(ty, None | Some(TypeExpr::Array(None) | TypeExpr::Any))
        || matches!(ty, Some(TypeExpr::Array(Some(item))) if matches!(**item, TypeExpr::Object | TypeExpr::Any))
}
