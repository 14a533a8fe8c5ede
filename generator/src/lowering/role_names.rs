//! The words that a type has from what it is to its users: a request, the body of a status, a field.

use super::drafts::{Draft, Role, Shape, Use};
use super::statuses::status_words;
use super::texts::common_words;
use super::words::{singular, words};
use crate::model::Status;
use std::collections::BTreeSet;

/// The name of a type that several operations send or receive as a whole.
pub(super) fn shared_root(
    users: &[Vec<String>],
    uses: &[Use],
    draft: &Draft,
    group: Option<&str>,
) -> Vec<String> {
    let common = without_particles(common_words(users.iter().map(Vec::as_slice)));
    let roles: Vec<Vec<String>> = uses.iter().map(role_words).collect();
    let role = common_words(roles.iter().map(Vec::as_slice));
    if !common.is_empty() && !role.is_empty() {
        return [common, role].concat();
    }
    let statuses: BTreeSet<Status> = uses.iter().filter_map(|place| place.status()).collect();
    let status = match statuses.into_iter().collect::<Vec<_>>().as_slice() {
        [status] => status_words(*status),
        _ => Vec::new(),
    };
    let fallback: &[&str] = match &uses[0].role {
        // `bad request body` says its status already.
        Role::ErrorBody(_) if !status.is_empty() => &["body"],
        Role::ErrorBody(_) => &["error", "body"],
        Role::Response(_) if status.is_empty() => &["success", "response"],
        Role::Response(_) | Role::OneResponse(_) => &["response"],
        Role::Errors(statuses) => return error_words(statuses, group),
        Role::Request | Role::Field(_) | Role::Variant(_) | Role::UnionVariant(_) => {
            return field_words(draft);
        }
    };
    let item = if uses[0].item { &["item"][..] } else { &[] };
    status.into_iter().chain(fallback.iter().chain(item).map(|word| (*word).to_owned())).collect()
}

/// `BadRequestOrNotFoundError`; from the fourth status on they are too many to name, and the group does.
fn error_words(statuses: &[Status], group: Option<&str>) -> Vec<String> {
    let mut name: Vec<String> = match statuses {
        [_] | [_, _] | [_, _, _] => {
            statuses.iter().map(|status| status_words(*status)).collect::<Vec<_>>().join(&"or".to_owned())
        }
        _ => group.map_or_else(|| vec!["documented".into()], words),
    };
    if name.last().is_none_or(|word| word != "error") {
        name.push("error".into());
    }
    name
}

/// `IdRequest`, after the fields of a request that operations without a common word send.
fn field_words(draft: &Draft) -> Vec<String> {
    let fields = match &draft.shape {
        Shape::Struct { fields, .. } if fields.len() <= 2 => fields.as_slice(),
        _ => return vec!["common".into(), "request".into()],
    };
    let names = fields.iter().flat_map(|field| words(field.called()));
    names.chain(["request".to_owned()]).collect()
}

pub(super) fn role_words(place: &Use) -> Vec<String> {
    let mut name: Vec<String> = match &place.role {
        Role::Request => vec!["request".into()],
        Role::Response(_) => vec!["response".into()],
        Role::OneResponse(status) => status_words(*status).into_iter().chain(["response".into()]).collect(),
        Role::ErrorBody(Status::Default) => vec!["error".into(), "body".into()],
        Role::ErrorBody(status) => status_words(*status).into_iter().chain(["body".into()]).collect(),
        Role::Errors(_) => vec!["error".into()],
        Role::Variant(name) => words(name),
        Role::UnionVariant(_) if place.item => Vec::new(),
        Role::UnionVariant(word) => vec![(*word).to_owned()],
        Role::Field(name) => {
            let mut name = words(name);
            if let Some(last) = name.last_mut().filter(|_| place.item) {
                *last = singular(last);
            }
            return name;
        }
    };
    if place.item {
        name.push("item".into());
    }
    name
}

/// The words of a name in the pages, without the `e` that some languages put before an enum's.
pub(super) fn schema_words(draft: &Draft) -> Vec<String> {
    let name = draft.schema.as_deref().unwrap_or_default();
    let hungarian = name.strip_prefix('e').filter(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
    match &draft.shape {
        Shape::Enum { .. } => words(hungarian.unwrap_or(name)),
        _ => words(name),
    }
}

/// Words that say nothing on their own.
const PARTICLES: &[&str] =
    &["a", "all", "an", "and", "as", "by", "for", "from", "id", "in", "of", "on", "or", "the", "to", "with"];

pub(super) fn without_leading_particles(mut name: Vec<String>) -> Vec<String> {
    let particles = name.iter().take_while(|word| PARTICLES.contains(&word.as_str())).count();
    name.drain(..particles);
    name
}

fn without_particles(name: Vec<String>) -> Vec<String> {
    let mut name = without_leading_particles(name);
    while name.last().is_some_and(|word| PARTICLES.contains(&word.as_str())) {
        name.pop();
    }
    name
}

/// Words that say too little to be the name of a type on their own.
pub(super) const VAGUE: &[&str] = &[
    "auth",
    "body",
    "call",
    "client",
    "code",
    "data",
    "error",
    "id",
    "item",
    "kind",
    "list",
    "method",
    "name",
    "operation",
    "record",
    "request",
    "response",
    "status",
    "text",
    "type",
    "value",
    "variant",
];

impl Use {
    fn status(&self) -> Option<Status> {
        match self.role {
            Role::Response(status) => status,
            Role::ErrorBody(status) | Role::OneResponse(status) => Some(status),
            _ => None,
        }
    }
}
