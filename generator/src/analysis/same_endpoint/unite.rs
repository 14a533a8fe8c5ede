//! Two operations as one, where what their pages say agrees.

use super::shapes::{Contradiction, Uniter};
use super::texts::{unite_paragraphs, unite_texts};
use crate::model::{
    Field, Location, Operation, OtherPage, Parameter, PathPart, PathTemplate, RequestBody, Response, Schema,
    SchemaKind,
};
use std::collections::BTreeSet;

/// What an operation takes, as (where, name): `None` for a field of the body.
type Taken<'a> = BTreeSet<(Option<Location>, &'a str)>;

/// The operation that both pages describe; why they don't describe one, otherwise. `translated`
/// leaves out the texts of the second.
pub(super) fn unite_operations(
    uniter: &mut Uniter<'_>,
    a: &Operation,
    b: &Operation,
    translated: bool,
) -> Result<Operation, Contradiction> {
    let b = &renamed(b, &a.path);
    check_taken(a, b)?;
    uniter.answer = false;
    let parameters = unite_parameters(uniter, a, b)?;
    let request_body = unite_bodies(uniter, a, b)?;
    uniter.answer = true;
    let responses = unite_responses(uniter, a, b)?;
    let mut united = a.clone();
    if !translated {
        united.description = unite_paragraphs(&a.description, &b.description);
    }
    (united.parameters, united.request_body, united.responses) = (parameters, request_body, responses);
    if let Some(schemes) = &b.authentication {
        extend_distinct(united.authentication.get_or_insert_default(), schemes);
    }
    extend_distinct(&mut united.roles, &b.roles);
    let second = OtherPage { title: b.title.clone(), link: b.link.clone(), place: b.place.clone() };
    united.other_pages.push(second);
    united.other_pages.extend(b.other_pages.iter().cloned());
    Ok(united)
}

/// What only one of two pages has, for a diagnostic: parameters and fields, and answers.
pub(super) fn only_in(a: &Operation, b: &Operation) -> (Vec<String>, Vec<String>) {
    let known = all_taken(b);
    let own = all_taken(a).into_iter().filter(|taken| !known.contains(taken));
    let mut names: Vec<String> = own.map(|(_, name)| format!("`{name}`")).collect();
    let mut answers = Vec::new();
    for response in &a.responses {
        let Some(theirs) = b.responses.iter().find(|r| r.status == response.status) else {
            answers.push(response.status.to_string());
            continue;
        };
        let known = fields(theirs.schema.as_ref());
        let own = fields(response.schema.as_ref()).iter();
        let own = own.filter(|f| !known.is_empty() && !known.iter().any(|k| k.name == f.name));
        names.extend(own.map(|field| format!("`{}`", field.name)));
    }
    (names, answers)
}

/// The same operation with the path parameters of another that has the same path.
fn renamed(of: &Operation, path: &PathTemplate) -> Operation {
    let mut of = of.clone();
    let names: Vec<(String, String)> =
        of.path.parameters().map(str::to_owned).zip(path.parameters().map(str::to_owned)).collect();
    for parameter in of.parameters.iter_mut().filter(|p| p.location == Location::Path) {
        if let Some((_, name)) = names.iter().find(|(own, _)| *own == parameter.field.name) {
            parameter.field.name.clone_from(name);
        }
    }
    for (part, other) in of.path.parts.iter_mut().zip(&path.parts) {
        if matches!((&*part, other), (PathPart::Parameter(_), PathPart::Parameter(_))) {
            part.clone_from(other);
        }
    }
    of
}

/// Two pages on one operation take the same; one of them may know of more, if that is optional.
fn check_taken(a: &Operation, b: &Operation) -> Result<(), Contradiction> {
    let (there, here) = (all_taken(a), all_taken(b));
    if there.is_empty() || here.is_empty() {
        return Ok(());
    }
    let only =
        |of: &Taken<'_>, other: &Taken<'_>| of.difference(other).next().map(|(_, name)| (*name).to_owned());
    if let (Some(there), Some(here)) = (only(&there, &here), only(&here, &there)) {
        return Err(format!("there `{there}` is taken, here `{here}`, and neither page has both"));
    }
    let required = |of: &Operation, other: &Taken<'_>| {
        let missing = required_taken(of).into_iter().find(|taken| !other.contains(taken));
        missing.map(|(_, name)| name.to_owned())
    };
    if let Some(name) = required(a, &here) {
        return Err(format!("`{name}` is required there and not known here"));
    }
    if let Some(name) = required(b, &there) {
        return Err(format!("`{name}` is required here and not known there"));
    }
    Ok(())
}

fn all_taken(of: &Operation) -> Taken<'_> {
    taken(of, |_| true)
}

fn required_taken(of: &Operation) -> Taken<'_> {
    taken(of, |field| field.required)
}

fn taken(of: &Operation, keep: impl Fn(&Field) -> bool) -> Taken<'_> {
    let outside = of.parameters.iter().filter(|p| p.location != Location::Path && keep(&p.field));
    let outside = outside.map(|p| (Some(p.location), p.field.name.as_str()));
    let inside = fields(of.request_body.as_ref().map(|body| &body.schema)).iter().filter(|field| keep(field));
    outside.chain(inside.map(|field| (None, field.name.as_str()))).collect()
}

fn fields(schema: Option<&Schema>) -> &[Field] {
    match schema.map(|schema| &schema.kind) {
        Some(SchemaKind::Object(object)) => &object.fields,
        _ => &[],
    }
}

fn unite_parameters(
    uniter: &mut Uniter<'_>,
    a: &Operation,
    b: &Operation,
) -> Result<Vec<Parameter>, Contradiction> {
    let same = |p: &Parameter, q: &Parameter| p.location == q.location && p.field.name == q.field.name;
    let mut united = Vec::new();
    for parameter in &a.parameters {
        let mut parameter = parameter.clone();
        if let Some(other) = b.parameters.iter().find(|other| same(&parameter, other)) {
            parameter.field = uniter.unite_fields(&parameter.field, &other.field)?;
        }
        united.push(parameter);
    }
    let new = b.parameters.iter().filter(|p| !a.parameters.iter().any(|known| same(known, p)));
    united.extend(new.cloned());
    Ok(united)
}

fn unite_bodies(
    uniter: &mut Uniter<'_>,
    a: &Operation,
    b: &Operation,
) -> Result<Option<RequestBody>, Contradiction> {
    let (first, second) = match (&a.request_body, &b.request_body) {
        (Some(first), Some(second)) => (first, second),
        (first, second) => return Ok(first.clone().or_else(|| second.clone())),
    };
    if first.media_type.essence() != second.media_type.essence() {
        let (there, here) = (first.media_type.as_str(), second.media_type.as_str());
        return Err(format!("the body is `{there}` there and `{here}` here"));
    }
    let schema = uniter.unite("the body", &first.schema, &second.schema)?;
    let mut united = RequestBody { schema, ..first.clone() };
    united.required &= second.required;
    united.omitted |= second.omitted;
    extend_distinct(&mut united.examples, &second.examples);
    extend_distinct(&mut united.other_encodings, &second.other_encodings);
    Ok(Some(united))
}

fn unite_responses(
    uniter: &mut Uniter<'_>,
    a: &Operation,
    b: &Operation,
) -> Result<Vec<Response>, Contradiction> {
    let mut united = Vec::new();
    for response in &a.responses {
        united.push(match b.responses.iter().find(|other| other.status == response.status) {
            Some(other) => unite_response(uniter, response, other)?,
            None => response.clone(),
        });
    }
    let new = b.responses.iter().filter(|r| !a.responses.iter().any(|known| known.status == r.status));
    united.extend(new.cloned());
    united.sort_by_key(|response| response.status);
    Ok(united)
}

fn unite_response(uniter: &mut Uniter<'_>, a: &Response, b: &Response) -> Result<Response, Contradiction> {
    let name = format!("the response {}", a.status);
    let schema = match (&a.schema, &b.schema) {
        (Some(first), Some(second)) => {
            let (there, here) = (fields(Some(first)), fields(Some(second)));
            let shared = there.iter().any(|field| here.iter().any(|other| other.name == field.name));
            if !there.is_empty() && !here.is_empty() && !shared {
                let (there, here) = (&there[0].name, &here[0].name);
                return Err(format!("{name} has `{there}` there, `{here}` here, and no field in common"));
            }
            Some(uniter.unite(&name, first, second)?)
        }
        (first, second) => first.clone().or_else(|| second.clone()),
    };
    let media_type = match (&a.media_type, &b.media_type) {
        (Some(first), Some(second)) if first != second => {
            return Err(format!("{name} is `{}` there and `{}` here", first.as_str(), second.as_str()));
        }
        (first, second) => first.clone().or_else(|| second.clone()),
    };
    let description = unite_texts(&a.description, &b.description);
    let mut united =
        Response { status: a.status, description, media_type, schema, examples: a.examples.clone() };
    extend_distinct(&mut united.examples, &b.examples);
    Ok(united)
}

fn extend_distinct<T: PartialEq + Clone>(list: &mut Vec<T>, more: &[T]) {
    for item in more {
        if !list.contains(item) {
            list.push(item.clone());
        }
    }
}
