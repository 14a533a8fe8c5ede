//! Fields that stand under the name of the member that they are parts of: a block or a heading "Cost" lists
//! `total` and `currency`, and the example shows them in `cost`.

use crate::analysis::field_tree::FieldNode;
use crate::analysis::weigh::Shown;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::TypeExpr;
use crate::document::JsonValue;
use crate::source::{Span, Spanned};

/// Moves such fields into their member.
pub(in crate::analysis) fn move_home<'a>(
    nodes: &mut Vec<FieldNode<'a>>,
    shown: &Shown<'a>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if nodes.iter().all(|node| title_of(node).is_none()) {
        return;
    }
    let mut titles: Vec<&'a Spanned<String>> = Vec::new();
    for title in nodes.iter().filter_map(title_of) {
        if !titles.iter().any(|known| known.span == title.span) {
            titles.push(title);
        }
    }
    for title in titles {
        let Some((name, at)) = member_called(&title.value, shown) else {
            move_to_declared(nodes, title, shown, diagnostics);
            continue;
        };
        let is_own = |node: &FieldNode<'_>| title_of(node).is_some_and(|own| own.span == title.span);
        let own: Vec<&str> = nodes.iter().filter(|node| is_own(node)).map(|node| node.name).collect();
        let inner = shown.member(name);
        let is_shown = |whole: &Shown<'_>, name: &str| !whole.member(name).is_empty();
        let within = |field: &str| is_shown(&inner, field) || is_shown(&inner.items(), field);
        if own.iter().any(|field| is_shown(shown, field)) || !own.iter().any(|field| within(field)) {
            continue;
        }
        let first = nodes.iter().position(is_own).unwrap_or_default();
        let (moved, mut rest): (Vec<_>, Vec<_>) = nodes.drain(..).partition(is_own);
        let home = rest.iter().position(|node| node.name == name).unwrap_or_else(|| {
            rest.insert(first.min(rest.len()), FieldNode::new(name, None, title.span));
            first.min(rest.len() - 1)
        });
        rest[home].children.extend(moved);
        *nodes = rest;
        let message = format!("the fields under this title are those of `{name}`");
        diagnostics.push(
            Diagnostic::at(&rule::PARTS_BESIDE, title.span, message)
                .related(at, "the example shows them in here")
                .note(format!("they were taken as parts of `{name}`"))
                .help("nest them in the tag of the value"),
        );
    }
}

/// Moves the fields under a title into the object that is declared without its parts, where the title names that: "Step
/// object" for `steps`. Nothing shows them beside it.
fn move_to_declared<'a>(
    nodes: &mut Vec<FieldNode<'a>>,
    title: &'a Spanned<String>,
    shown: &Shown<'a>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_own = |node: &FieldNode<'_>| title_of(node).is_some_and(|own| own.span == title.span);
    let is_bare = |node: &FieldNode<'_>| {
        let ty = node.claim.and_then(|claim| claim.ty.as_ref()).map(|ty| &ty.value);
        let object = match ty {
            Some(TypeExpr::Object | TypeExpr::Array(None)) => true,
            Some(TypeExpr::Array(Some(item))) => **item == TypeExpr::Object,
            _ => false,
        };
        object && node.children.is_empty()
    };
    let named =
        |node: &FieldNode<'_>| !is_own(node) && is_bare(node) && names_declared(&title.value, node.name);
    let homes: Vec<usize> = (0..nodes.len()).filter(|at| named(&nodes[*at])).collect();
    let [home] = homes.as_slice() else { return };
    if nodes.iter().any(|node| is_own(node) && !shown.member(node.name).is_empty()) {
        return;
    }
    let (name, declared) = (nodes[*home].name, nodes[*home].span);
    let (moved, mut rest): (Vec<_>, Vec<_>) = nodes.drain(..).partition(is_own);
    if let Some(home) = rest.iter_mut().find(|node| node.name == name) {
        home.children.extend(moved);
    }
    *nodes = rest;
    diagnostics.push(
        Diagnostic::at(
            &rule::PARTS_BESIDE,
            title.span,
            format!("the fields under this title are those of `{name}`"),
        )
        .related(declared, "declared here, without parts")
        .note(format!("they were taken as parts of `{name}`"))
        .help("nest them in the tag of the value"),
    );
}

/// Whether a title says that it describes a declared object: "Step object", "Steps", of `steps`.
fn names_declared(title: &str, name: &str) -> bool {
    let singular = name.strip_suffix("ies").map(|stem| format!("{stem}y"));
    let singular = singular.or_else(|| name.strip_suffix('s').map(str::to_owned));
    names_member(title, name) || singular.is_some_and(|singular| names_member(title, &singular))
}

fn title_of<'a>(node: &FieldNode<'a>) -> Option<&'a Spanned<String>> {
    node.claim?.under.as_ref()
}

/// Whether a title is the name of a member: "Service cost" of `serviceCost`, "Data fields" of `data`.
pub(in crate::analysis) fn names_member(title: &str, name: &str) -> bool {
    let key = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (wanted, name) = (key(title), key(name));
    let kinds = ["", "object", "fields", "properties", "array"];
    !name.is_empty() && kinds.iter().any(|kind| wanted.strip_prefix(&name) == Some(kind))
}

/// The member that a title names, and where it is shown.
fn member_called<'a>(title: &str, shown: &Shown<'a>) -> Option<(&'a str, Span)> {
    shown.all().find_map(|json| match &json.value {
        JsonValue::Object(members) => members.iter().find_map(|(name, value)| {
            let holds_fields = matches!(value.value, JsonValue::Object(_) | JsonValue::Array(_));
            (holds_fields && names_member(title, &name.value)).then_some((name.value.as_str(), name.span))
        }),
        _ => None,
    })
}
