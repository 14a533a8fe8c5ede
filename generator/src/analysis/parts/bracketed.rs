//! Fields of JSON that the list names as a form would: `address[city]`, `tags[]`, where the examples have `city` in
//! `address`, and a list `tags`.

use crate::analysis::field_tree::FieldNode;
use crate::analysis::pairs::{Step, split};
use crate::analysis::weigh::Shown;

/// Moves fields to where the examples have them. Gives the names that they are listed by.
pub(in crate::analysis) fn place_bracketed<'a>(
    nodes: &mut Vec<FieldNode<'a>>,
    shown: &Shown<'_>,
) -> Vec<&'a str> {
    let members = shown.members();
    let is_nested = |node: &FieldNode<'a>| {
        let Some((base, steps)) = split(node.name) else { return false };
        let (whole, base) = (members.get(node.name), members.get(base));
        whole.all().next().is_none() && base.all().any(|json| steps[0].is_into(json))
    };
    let mut moved = Vec::new();
    for mut node in std::mem::take(nodes) {
        let Some((base, steps)) = split(node.name).filter(|_| is_nested(&node)) else {
            nodes.push(node);
            continue;
        };
        moved.push(node.name);
        let mut place = &mut *nodes;
        let mut name = base;
        for step in steps {
            match step {
                Step::Key(key) => {
                    place = &mut parent(place, name, &node).children;
                    name = key;
                }
                Step::Index(_) | Step::Next => parent(place, name, &node).array = true,
            }
        }
        node.name = name;
        match place.iter_mut().find(|known| known.name == name) {
            // Where parts of it stand before it.
            Some(known) if known.claim.is_none() => {
                node.children.append(&mut known.children);
                node.array = known.array;
                *known = node;
            }
            Some(known) => known.again.extend(node.claim),
            None => place.push(node),
        }
    }
    moved
}

/// The field that others are nested in.
fn parent<'n, 'a>(
    nodes: &'n mut Vec<FieldNode<'a>>,
    name: &'a str,
    child: &FieldNode<'a>,
) -> &'n mut FieldNode<'a> {
    let at = nodes.iter().position(|node| node.name == name).unwrap_or_else(|| {
        nodes.push(FieldNode::new(name, None, child.span));
        nodes.len() - 1
    });
    &mut nodes[at]
}
