//! What a type's doc comment says: the pages' text, or in our own words what the type is for.

use super::doc_lines::Docs;
use super::doc_words::code_span;
use super::drafts::{Draft, Role, Shape, Use, User};
use super::groups::{GroupDraft, safe_link};
use super::names::{Ident, pascal};
use super::type_names::TypeNames;
use crate::model::{Api, Operation, Status};
use foldhash::HashMap;
use std::collections::BTreeMap;

/// How operations are called in doc comments.
pub(super) struct OperationNames<'a> {
    api: &'a Api,
    /// Handle and method, by the operation's index.
    names: BTreeMap<usize, (Ident, Ident)>,
    /// The links to pages that describe operations.
    links: HashMap<&'a str, &'a str>,
}

impl<'a> OperationNames<'a> {
    /// The names of all operations.
    pub(super) fn new(api: &'a Api, groups: &[GroupDraft], handles: &[Ident]) -> Self {
        let mut names = BTreeMap::new();
        for (group, handle) in groups.iter().zip(handles) {
            for (index, method) in &group.operations {
                names.insert(*index, (handle.clone(), method.clone()));
            }
        }
        let linked = |of: &'a Operation| Some((of.place.page.as_str(), of.link.as_deref()?));
        Self { api, names, links: api.operations.iter().filter_map(linked).collect() }
    }

    /// A link to the method, which works in the module of its group.
    fn link(&self, index: usize) -> String {
        match self.names.get(&index) {
            Some((handle, method)) if !method.is_raw() => format!("[`{handle}::{method}`]"),
            _ => self.name(index),
        }
    }

    fn name(&self, index: usize) -> String {
        self.names.get(&index).map_or_else(String::new, |(_, method)| format!("`{}`", method.as_str()))
    }
}

/// The doc comment of a type.
pub(super) fn type_docs(
    operations: &OperationNames,
    names: &TypeNames,
    draft: &Draft,
    description: Option<&String>,
) -> Docs {
    let text = description.unwrap_or(&draft.description);
    let docs = match (Docs::page(text), &draft.schema) {
        (docs, _) if !docs.is_empty() => docs,
        (_, Some(schema)) => Docs::own(named_purpose(operations, schema, draft)),
        (_, None) => Docs::own(purpose(operations, names, draft)),
    };
    docs.and(closing(draft))
}

/// What a type is that the documentation names, and where it describes it.
fn named_purpose(operations: &OperationNames, schema: &str, draft: &Draft) -> String {
    let what = if matches!(draft.shape, Shape::Enum { .. }) { "The values of" } else { "The record" };
    let place = operations.api.schemas.get(schema).and_then(|of| of.place.as_ref());
    let link = place.and_then(|place| operations.links.get(place.page.as_str()).copied());
    let page =
        link.and_then(safe_link).map_or_else(String::new, |link| format!(" ([documentation](<{link}>))"));
    format!("{what} {}{page}.", code_span(schema))
}

fn purpose(operations: &OperationNames, names: &TypeNames, draft: &Draft) -> String {
    let mut indices = Vec::new();
    for place in &draft.uses {
        if let (User::Operation(index), false) = (place.of, matches!(place.role, Role::Field(_))) {
            indices.push(index);
        }
    }
    indices.sort_unstable();
    indices.dedup();
    let Some(first) = draft.uses.first() else { return "A value.".into() };
    if indices.is_empty() {
        return part_purpose(operations, names, draft, first);
    }
    let page = match (indices.as_slice(), operations.api.operations.get(indices[0])) {
        ([_], Some(operation)) => operation.link.as_deref().and_then(safe_link),
        _ => None,
    };
    let page = page.map_or_else(String::new, |link| format!(" ([documentation](<{link}>))"));
    let users = user_list(operations, &indices);
    let the = if first.item { "An item of the" } else { "The" };
    match &first.role {
        Role::Request => format!("{the} request of {users}{page}."),
        Role::Response(_) => format!("{the} response of {users}{page}."),
        Role::OneResponse(status) => format!("The response of {users} with status {status}{page}."),
        Role::ErrorBody(Status::Default) if same_role(draft) => {
            format!("The body of any other status of {users}{page}.")
        }
        Role::ErrorBody(status) if same_role(draft) => {
            format!("The body of status {status} of {users}{page}.")
        }
        Role::ErrorBody(_) => format!("The body of an error of {users}{page}."),
        Role::Errors(_) => format!("The documented errors of {users}{page}."),
        Role::Field(_) | Role::Variant(_) | Role::UnionVariant(_) => {
            format!("A part of the request or response of {users}{page}.")
        }
    }
}

fn part_purpose(operations: &OperationNames, names: &TypeNames, draft: &Draft, first: &Use) -> String {
    if let (Role::Variant(name), User::Type(parent)) = (&first.role, first.of) {
        return format!("What [`{}`] holds for {}.", names.idents[parent.0 as usize], code_span(name));
    }
    let what = if first.item { "An item of" } else { "The value of" };
    let field = match &first.role {
        Role::Field(name) => code_span(name),
        Role::UnionVariant(word) => code_span(&pascal(&[(*word).to_owned()])),
        _ => return "A value.".into(),
    };
    match (draft.uses.len(), first.of) {
        (1, User::Type(parent)) => format!("{what} {field} in [`{}`].", names.idents[parent.0 as usize]),
        (1, User::Operation(index)) => format!("{what} {field} of {}.", operations.link(index)),
        (_, User::Type(parent)) => {
            let parent = &names.idents[parent.0 as usize];
            match draft.uses.len() - 1 {
                1 => format!("{what} {field} in `{parent}` and another type."),
                others => format!("{what} {field} in `{parent}` and {others} other types."),
            }
        }
        (_, User::Operation(index)) => format!("{what} {field} of {} and others.", operations.name(index)),
    }
}

fn same_role(draft: &Draft) -> bool {
    draft.uses.iter().all(|place| place.role == draft.uses[0].role)
}

/// Names the operations; a single one is linked, because then the type stands beside it.
fn user_list(operations: &OperationNames, indices: &[usize]) -> String {
    let name = |index: &usize| operations.name(*index);
    match indices {
        [only] => operations.link(*only),
        [first, second] => format!("{} and {}", name(first), name(second)),
        [first, second, third] => format!("{}, {} and {}", name(first), name(second), name(third)),
        [first, second, rest @ ..] => {
            format!("{}, {} and {} more operations", name(first), name(second), rest.len())
        }
        [] => String::new(),
    }
}

/// What the form of a type asks to be said.
fn closing(draft: &Draft) -> String {
    match &draft.shape {
        Shape::Union { .. } => {
            "The value tells which one it is; `Other` takes what the documentation does not show.".into()
        }
        Shape::Tagged { tag, .. } => format!(
            "{} tells which one it is; `Other` takes what the documentation does not describe.",
            code_span(tag)
        ),
        _ => String::new(),
    }
}
