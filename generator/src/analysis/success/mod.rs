//! Pass: responses whose body says whether the call succeeded, whatever the status.
//!
//! A sentence says so: on the field that tells ("the HTTP status is 200 even when it did not"), or in
//! the text of the operation or of the response, which names the field or leaves it to its name. What the
//! field holds where all went well is read off its type, its values and what its text says of them.

mod sentences;

use super::draft::Draft;
use super::overrides::Misfits;
use crate::diagnostic::{Diagnostic, rule};
use crate::model::{Api, EnumValue, Field, Operation, Response, Schema, SchemaKind, Success};
use heck::ToSnakeCase;
use sentences::{
    fails, may_speak_of_status, names_in, numbers_in, plain, says_always, says_status_tells_nothing,
    sentences,
};
use serde_json::Value;

/// Names of booleans that say whether a call succeeded.
const FLAGS: &[&str] =
    &["was_successful", "successful", "success", "succeeded", "is_success", "is_successful", "ok", "is_ok"];

/// Names of texts and numbers that do.
const STATES: &[&str] = &["status", "status_code", "result", "code", "result_code", "return_code", "state"];

/// Texts that say that all went well.
const GOOD: &[&str] =
    &["ok", "success", "successful", "succeeded", "done", "completed", "true", "accepted", "fine"];

/// How deep the field may lie.
const DEPTH: usize = 3;

/// Finds what each operation's responses say of success; a setting wins over the pages.
pub(super) fn resolve_success(
    api: &mut Api,
    drafts: &[Draft<'_>],
    misfits: &mut Misfits,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let settle = |(operation, draft): (&Operation, &Draft<'_>)| {
        let Some(setting) = &draft.settings.success else {
            return match recognise(api, operation)? {
                Said { success: Some(success), sentence } => {
                    diagnostics.push(report_recognised(draft, &success, &sentence));
                    Some(success)
                }
                Said { success: None, sentence } => {
                    diagnostics.push(report_undecided(draft, &sentence));
                    None
                }
            };
        };
        let result = setting.value.as_ref().map_or(Ok(()), |success| check(api, operation, success));
        let applied = setting.value.clone().filter(|_| result.is_ok());
        misfits.note("success", setting.span, || format!("{}/{}", draft.group, draft.key()), result);
        applied
    };
    let settled: Vec<Option<Success>> = api.operations.iter().zip(drafts).map(settle).collect();
    for (operation, success) in api.operations.iter_mut().zip(settled) {
        operation.success = success;
    }
}

fn report_recognised(draft: &Draft<'_>, success: &Success, sentence: &str) -> Diagnostic {
    let (field, values) = (success.path(), success.values());
    let message = format!("a response with a successful status is a failure where `{field}` is not {values}");
    Diagnostic::at(&rule::SUCCESS_IN_BODY, draft.span(), message)
        .note(format!("the page says \"{sentence}\""))
        .help("if that is not so, `success = false` under `[[operations]]` of docbind.toml")
}

fn report_undecided(draft: &Draft<'_>, sentence: &str) -> Diagnostic {
    let message =
        "the status does not say whether the call succeeded, and no field of the response is known to";
    Diagnostic::at(&rule::SUCCESS_UNDECIDED, draft.span(), message)
        .note(format!("the page says \"{sentence}\""))
        .help("name the field under `[[operations]]` of docbind.toml: `success = { field = \"…\", equals = true }`")
}

/// Whether a setting speaks of a field that the operation's response has, as far as that is known.
fn check(api: &Api, operation: &Operation, success: &Success) -> Result<(), String> {
    let known: Vec<&Schema> = successful(operation).filter_map(|response| response.schema.as_ref()).collect();
    if known.is_empty() || known.iter().any(|schema| find(api, schema, &success.field).is_some()) {
        return Ok(());
    }
    Err(format!("its response has no field `{}`", success.path()))
}

/// What a sentence says, with the field where one is known.
struct Said {
    success: Option<Success>,
    sentence: String,
}

fn recognise(api: &Api, operation: &Operation) -> Option<Said> {
    let mut fields = Vec::new();
    for schema in successful(operation).filter_map(|response| response.schema.as_ref()) {
        collect(api, schema, &mut Vec::new(), &mut fields);
    }
    // The field's own text.
    for (path, field) in fields.iter().filter(|(_, field)| may_speak_of_status(&field.description)) {
        let Some(sentence) =
            sentences(&field.description).find(|sentence| says_status_tells_nothing(sentence, true))
        else {
            continue;
        };
        let success = success_of(api, path, field, "");
        if success.is_some() || is_named(field, FLAGS) || is_named(field, STATES) {
            return Some(Said { success, sentence });
        }
    }
    let answers = successful(operation).map(|response| &response.description);
    let texts = std::iter::once(&operation.description).chain(answers);
    for text in texts.filter(|text| may_speak_of_status(text)) {
        let said = sentences(text).find(|sentence| says_status_tells_nothing(sentence, false));
        let Some(sentence) = said else {
            // "Always answers `200`": another sentence says where the body tells.
            let Some(sentence) = sentences(text).find(|sentence| says_always(sentence)) else { continue };
            let telling = sentences(text).filter(|other| *other != sentence && fails(&plain(other)));
            let names: Vec<String> = telling.flat_map(|other| names_in(&other)).collect();
            let mut of = names.iter().filter_map(|name| fields.iter().find(|(_, field)| field.name == *name));
            let success = of.find_map(|(path, field)| success_of(api, path, field, text));
            match success {
                Some(success) => return Some(Said { success: Some(success), sentence }),
                None => continue,
            }
        };
        let named = names_in(&sentence).into_iter().chain(names_in(text));
        let named = named.filter_map(|name| {
            fields.iter().find(|(path, field)| field.name == name || path.join(".") == name)
        });
        let usual = fields.iter().filter(|(_, field)| is_named(field, FLAGS));
        let states = fields.iter().filter(|(_, field)| is_named(field, STATES));
        let success =
            named.chain(usual).chain(states).find_map(|(path, field)| success_of(api, path, field, text));
        return Some(Said { success, sentence });
    }
    None
}

fn successful(operation: &Operation) -> impl Iterator<Item = &Response> {
    operation.responses.iter().filter(|response| response.status.is_success())
}

fn is_named(field: &Field, names: &[&str]) -> bool {
    names.contains(&field.name.to_snake_case().as_str())
}

/// The fields of a response with their paths, outer ones first; those of lists are not of the whole.
fn collect<'a>(
    api: &'a Api,
    schema: &'a Schema,
    way: &mut Vec<&'a str>,
    fields: &mut Vec<(Vec<String>, &'a Field)>,
) {
    let SchemaKind::Object(object) = &settle(api, schema).kind else { return };
    for field in &object.fields {
        let path = way.iter().copied().chain([field.name.as_str()]).map(str::to_owned).collect();
        fields.push((path, field));
    }
    if way.len() + 1 < DEPTH {
        for field in &object.fields {
            way.push(&field.name);
            collect(api, &field.schema, way, fields);
            way.pop();
        }
    }
}

/// The field at a path.
fn find<'a>(api: &'a Api, schema: &'a Schema, path: &[String]) -> Option<&'a Schema> {
    let Some((first, rest)) = path.split_first() else { return Some(schema) };
    match &settle(api, schema).kind {
        SchemaKind::Object(object) => find(api, &object.field(first)?.schema, rest),
        // Nothing is known of what lies in there.
        SchemaKind::Any | SchemaKind::Map { .. } => Some(schema),
        _ => None,
    }
}

/// The schema that a reference stands for.
fn settle<'a>(api: &'a Api, schema: &'a Schema) -> &'a Schema {
    match &schema.kind {
        SchemaKind::Ref { name } => api.schemas.get(name).map_or(schema, |named| &named.schema),
        _ => schema,
    }
}

/// What a field holds where the call succeeded, by its type and what its text, and the one around it, says.
fn success_of(api: &Api, path: &[String], field: &Field, around: &str) -> Option<Success> {
    let equals = match &settle(api, &field.schema).kind {
        SchemaKind::Boolean => vec![Value::Bool(!tells_failure(&field.name))],
        SchemaKind::Enum(of) => {
            let values = of.members.iter().map(|member| match &member.value {
                EnumValue::String(text) => Value::String(text.clone()),
                EnumValue::Integer(number) => Value::from(*number),
            });
            good(values.collect())
        }
        SchemaKind::String { .. } => {
            let said = names_in(&field.description).into_iter().chain(names_in(around));
            good(said.map(|name| Value::String(name.trim_matches('"').to_owned())).collect())
        }
        SchemaKind::Integer { .. } | SchemaKind::Number { .. } => good_numbers(field, around),
        _ => Vec::new(),
    };
    (!equals.is_empty()).then(|| Success { field: path.to_vec(), equals })
}

/// Whether a flag is set where the call failed: `has_errors`, `failed`.
fn tells_failure(name: &str) -> bool {
    name.to_snake_case().split('_').any(|word| word.starts_with("error") || word.starts_with("fail"))
}

/// The values that say that all went well.
fn good(values: Vec<Value>) -> Vec<Value> {
    let is_good = |value: &Value| match value {
        Value::String(text) => GOOD.contains(&text.to_lowercase().as_str()),
        Value::Number(number) => number.as_i64().is_some_and(is_good_number),
        _ => false,
    };
    let mut values: Vec<Value> = values.into_iter().filter(is_good).collect();
    values.dedup();
    values
}

fn is_good_number(number: i64) -> bool {
    number == 0 || (200..300).contains(&number)
}

/// The numbers that the field's text names, but for those of the sentence that is about the status.
fn good_numbers(field: &Field, around: &str) -> Vec<Value> {
    let sentences = sentences(&field.description).chain(sentences(around));
    let mut numbers: Vec<i64> = sentences
        .filter(|sentence| !says_status_tells_nothing(sentence, true))
        .flat_map(|sentence| numbers_in(&sentence))
        .filter(|number| is_good_number(*number))
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    // A copy of the status, whatever successful one it is.
    if numbers.is_empty() && field.name.to_snake_case().starts_with("status") {
        numbers = vec![200, 201, 202, 204];
    }
    numbers.into_iter().map(Value::from).collect()
}
