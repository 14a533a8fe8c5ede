//! A type that would hold itself holds itself in a box.
//!
//! Where a union closes the circle, its variants hold the box. A record that must hold itself could never
//! be made: the page means that it may.

use super::rust_type::{Presence, RustType, StructField, TypeId, TypeItem, TypeKind};

/// Boxes every field that closes a circle of types.
pub(super) fn lower_recursion(types: &mut [TypeItem]) {
    let held: Vec<Vec<usize>> = types.iter().map(|item| item.held()).collect();
    let circles = circles(&held);
    let unions: Vec<bool> =
        types.iter().map(|item| matches!(item.kind, TypeKind::Union(_) | TypeKind::Tagged(_))).collect();
    for (at, item) in types.iter_mut().enumerate() {
        let closes = |id: TypeId| circles[id.0 as usize] == circles[at];
        match &mut item.kind {
            TypeKind::Struct(of) => {
                let closes = |id: TypeId| closes(id) && !unions[id.0 as usize];
                of.fields.iter_mut().for_each(|field| put_field_in_box(field, &closes));
            }
            TypeKind::Union(of) => of.variants.iter_mut().for_each(|(_, of)| put_in_box(of, &closes)),
            TypeKind::Tagged(of) => {
                of.variants.iter_mut().for_each(|of| put_in_box(&mut of.rust_type, &closes));
            }
            // Nothing holds them.
            TypeKind::Errors(_)
            | TypeKind::Answers(_)
            | TypeKind::IntegerEnum(_)
            | TypeKind::StringEnum(_) => {}
        }
    }
}

impl TypeItem {
    /// The types that a value holds in itself: not through a list or map.
    fn held(&self) -> Vec<usize> {
        let held = |of: &RustType| match of {
            RustType::Option(of) | RustType::Nullable(of) => of.held(),
            of => of.held(),
        };
        match &self.kind {
            TypeKind::Struct(of) => of.fields.iter().filter_map(|field| held(&field.rust_type)).collect(),
            TypeKind::Union(of) => of.variants.iter().filter_map(|(_, of)| held(of)).collect(),
            TypeKind::Tagged(of) => of.variants.iter().filter_map(|of| held(&of.rust_type)).collect(),
            _ => Vec::new(),
        }
    }
}

impl RustType {
    fn held(&self) -> Option<usize> {
        match self {
            RustType::Named(id) => Some(id.0 as usize),
            _ => None,
        }
    }
}

fn put_field_in_box(field: &mut StructField, closes: &impl Fn(TypeId) -> bool) {
    put_in_box(&mut field.rust_type, closes);
    if matches!(field.rust_type, RustType::Boxed(_)) {
        field.rust_type = RustType::Option(Box::new(field.rust_type.clone()));
        (field.presence, field.required) = (Presence::Optional, false);
    }
}

fn put_in_box(rust_type: &mut RustType, closes: &impl Fn(TypeId) -> bool) {
    match rust_type {
        RustType::Option(of) | RustType::Nullable(of) => put_in_box(of, closes),
        RustType::Named(id) if closes(*id) => {
            *rust_type = RustType::Boxed(Box::new(RustType::Named(*id)));
        }
        _ => {}
    }
}

/// A number for each node, the same for nodes that reach each other (Kosaraju's algorithm).
fn circles(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut reversed = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        targets.iter().for_each(|to| reversed[*to].push(from));
    }
    let mut finished = Vec::with_capacity(edges.len());
    let mut seen = vec![false; edges.len()];
    for start in 0..edges.len() {
        walk(start, edges, &mut seen, &mut |node| finished.push(node));
    }
    let mut circle = vec![0; edges.len()];
    let mut seen = vec![false; edges.len()];
    for start in finished.into_iter().rev() {
        walk(start, &reversed, &mut seen, &mut |node| circle[node] = start);
    }
    circle
}

/// Visits what is reached for the first time, deepest first.
fn walk(start: usize, edges: &[Vec<usize>], seen: &mut [bool], leave: &mut impl FnMut(usize)) {
    if std::mem::replace(&mut seen[start], true) {
        return;
    }
    let mut open = vec![(start, 0)];
    while let Some((node, next)) = open.last_mut() {
        match edges[*node].get(*next) {
            Some(&to) => {
                *next += 1;
                if !std::mem::replace(&mut seen[to], true) {
                    open.push((to, 0));
                }
            }
            None => {
                leave(*node);
                open.pop();
            }
        }
    }
}
