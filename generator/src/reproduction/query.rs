//! Whether a method can send a documented query: names, values, what is always sent.

use super::Problem;
use super::request::Shown;
use super::table::Reason;
use super::text_value::{is_written_so, resolve};
use super::written::other_writing;
use crate::dialect::claims::ParameterLocation;
use crate::model::{AuthScheme, Location, Parameter, ParameterStyle, Schema, SchemaKind};
use foldhash::{HashMap, HashMapExt as _};
use percent_encoding::percent_decode_str;

/// What of a query the method does not send.
pub(super) fn query_problems(shown: &Shown<'_>, query: &str) -> Vec<Problem> {
    let pairs: Vec<(String, String)> = pairs(query).collect();
    let found = find_parameters(shown, &pairs);
    let span = shown.request.url.span;
    let mut problems = Vec::new();
    for ((name, value), found) in pairs.iter().zip(&found) {
        match *found {
            Some(parameter) if !takes(shown, parameter, value) => {
                let message = format!("`{value}` is not a value of `{name}` in the query");
                let problem = Problem::new(Reason::QueryValue, name, span, message);
                problems.push(problem.declared(shown.documented, ParameterLocation::Query, name));
            }
            Some(_) => {}
            None if is_key(shown, name) || is_fixed(shown, name, value) => {}
            None => {
                let message = format!("the operation has no parameter `{name}` in the query");
                let problem = Problem::new(Reason::QueryUnknown, name, span, message);
                problems.push(problem.related(shown.documented.span, "the operation is stated here"));
            }
        }
    }
    problems.extend(written_otherwise(shown, &pairs, &found));
    let parameters = shown.operation.parameters.iter();
    let required = parameters.filter(|of| of.location == Location::Query && of.field.required);
    for parameter in required {
        let name = &parameter.field.name;
        if !pairs.iter().any(|(own, _)| names(shown, own, parameter)) {
            let message = format!("this request leaves out `{name}` in the query");
            let problem = Problem::new(Reason::QueryMissing, name, span, message);
            problems.push(problem.declared(shown.documented, ParameterLocation::Query, name));
        }
    }
    for fixed in &shown.operation.fixed_query {
        if !pairs.iter().any(|(own, _)| *own == fixed.name) {
            let message = format!("this request leaves out `{fixed}`, which is sent with each call");
            let problem = Problem::new(Reason::QueryMissing, &fixed.name, span, message);
            problems.push(problem.related(shown.documented.span, "the operation is stated here"));
        }
    }
    problems
}

/// Lists and objects that the client writes in another way.
fn written_otherwise(
    shown: &Shown<'_>,
    pairs: &[(String, String)],
    found: &[Option<&Parameter>],
) -> Vec<Problem> {
    let span = shown.request.url.span;
    let types = shown.input.types();
    let mut problems = Vec::new();
    for (at, parameter) in found.iter().enumerate().filter_map(|(at, found)| Some((at, (*found)?))) {
        let is_own = |of: &Option<&Parameter>| of.is_some_and(|of| std::ptr::eq(of, parameter));
        // Each parameter once, where its first pair stands.
        if found[..at].iter().any(is_own) {
            continue;
        }
        let Parameter { field, style, .. } = parameter;
        let is_spread = *style == ParameterStyle::Repeated && members(shown, &field.schema).next().is_some();
        let own = pairs.iter().zip(found).filter(|(_, found)| is_own(found)).map(|(pair, _)| pair);
        let own: Vec<&(String, String)> = own.collect();
        if is_spread {
            continue;
        }
        let is_list = matches!(resolve(types, &field.schema), SchemaKind::Array { .. });
        let again = own.len() > 1 && own.iter().all(|(name, _)| *name == field.name) && !is_list;
        let other = match again {
            true => Some(format!("`{}` once", field.name)),
            false => other_writing(types, field, Some(*style), &own, span),
        };
        if let Some(ours) = other {
            let message = format!("`{}` is sent here, and the client sends {ours}", own[0].0);
            let problem = Problem::new(Reason::QueryValue, &field.name, span, message);
            problems.push(problem.declared(shown.documented, ParameterLocation::Query, &field.name));
        }
    }
    problems
}

/// Whether each call sends that.
fn is_fixed(shown: &Shown<'_>, name: &str, value: &str) -> bool {
    let mut fixed = shown.operation.fixed_query.iter();
    fixed.any(|of| of.name == name && of.value.as_deref().unwrap_or_default() == value)
}

/// The pairs of a query or of a form, decoded.
pub(super) fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let decode = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    query.split('&').filter(|pair| !pair.trim().is_empty()).map(move |pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (decode(name.trim()), decode(value.trim()))
    })
}

/// The parameter of each pair: the one of that name before one that has a part of that name.
fn find_parameters<'a>(shown: &Shown<'a>, pairs: &[(String, String)]) -> Vec<Option<&'a Parameter>> {
    if pairs.is_empty() {
        return Vec::new();
    }
    let in_query = || shown.operation.parameters.iter().filter(|of| of.location == Location::Query);
    let mut by_name: HashMap<&str, &Parameter> = HashMap::new();
    in_query().for_each(|of| {
        by_name.entry(&of.field.name).or_insert(of);
    });
    let find = |(name, _): &(String, String)| {
        let exact = by_name.get(name.as_str()).copied().filter(|of| names(shown, name, of));
        exact.or_else(|| in_query().find(|of| names(shown, name, of)))
    };
    pairs.iter().map(find).collect()
}

/// Whether a parameter, or a part of it, is sent by that name.
fn names(shown: &Shown<'_>, name: &str, parameter: &Parameter) -> bool {
    let Parameter { field, style, .. } = parameter;
    let Some(rest) = name.strip_prefix(&field.name) else {
        return *style == ParameterStyle::Repeated
            && members(shown, &field.schema).any(|member| member == name);
    };
    match style {
        _ if rest.is_empty() => *style != ParameterStyle::EmptyBrackets,
        ParameterStyle::EmptyBrackets | ParameterStyle::Indexed | ParameterStyle::Deep => {
            rest.starts_with('[')
        }
        ParameterStyle::Dotted => rest.starts_with('.'),
        _ => false,
    }
}

/// The names of an object's fields.
fn members<'a>(shown: &'a Shown<'_>, schema: &'a Schema) -> impl Iterator<Item = &'a str> {
    let fields = match resolve(shown.input.types(), schema) {
        SchemaKind::Object(object) => object.fields.as_slice(),
        _ => &[],
    };
    fields.iter().map(|field| field.name.as_str())
}

/// Whether a key that the caller authenticates with goes by that name.
fn is_key(shown: &Shown<'_>, name: &str) -> bool {
    shown.operation.authentication.iter().flatten().flat_map(|all| &all.schemes).any(|scheme| match scheme {
        AuthScheme::ApiKey { location: Location::Query, name: key, .. } => key == name,
        _ => false,
    })
}

fn takes(shown: &Shown<'_>, parameter: &Parameter, value: &str) -> bool {
    let types = shown.input.types();
    let SchemaKind::Array { items } = resolve(types, &parameter.field.schema) else {
        return is_written_so(types, &parameter.field.schema, value);
    };
    let separator = match parameter.style {
        ParameterStyle::Comma => ',',
        ParameterStyle::Space => ' ',
        ParameterStyle::Pipe => '|',
        ParameterStyle::Json => return true,
        ParameterStyle::Bracketed => match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(list) => return list.split(',').all(|item| is_written_so(types, items, item)),
            None => return false,
        },
        _ => return is_written_so(types, items, value),
    };
    value.split(separator).all(|item| is_written_so(types, items, item))
}
