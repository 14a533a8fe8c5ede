//! `success` of `[[operations]]`: `false`, or a table such as
//! `{ field = "WasSuccessful", equals = true }`.

use super::table::{Problems, Table, wrong_type};
use super::values::text;
use crate::model::Success;
use crate::source::Spanned;
use serde_json::Value;
use toml::de::DeValue;

/// Reads the setting; `None` inside it where the status alone tells.
pub(super) fn read_success(
    problems: &mut Problems,
    operation: &Table<'_>,
) -> Option<Spanned<Option<Success>>> {
    let value = operation.value("success")?;
    let span = problems.span(value.span());
    match value.get_ref() {
        DeValue::Boolean(false) => return Some(Spanned::new(None, span)),
        DeValue::Table(_) => {}
        _ => {
            wrong_type(problems, value, "`success`", "`false` or a table");
            return None;
        }
    }
    let table = operation.table(problems, "success")?;
    table.check_keys(problems, &["field", "equals"]);
    let field = text(problems, &table, "field");
    let equals = read_equals(problems, &table);
    let Some(field) = field else {
        if table.value("field").is_none() {
            missing(problems, &table, "field", "the field that says whether the call succeeded");
        }
        return None;
    };
    let field: Vec<String> = field.value.split('.').map(|name| name.trim().to_owned()).collect();
    Some(Spanned::new(Some(Success { field, equals: equals? }), span))
}

fn read_equals(problems: &mut Problems, table: &Table<'_>) -> Option<Vec<Value>> {
    let Some(value) = table.value("equals") else {
        missing(problems, table, "equals", "the value that it has where the call succeeded");
        return None;
    };
    let read = match value.get_ref() {
        DeValue::Array(items) => items.iter().map(|item| plain(item.get_ref())).collect(),
        single => plain(single).map(|value| vec![value]),
    };
    let read = read.filter(|values: &Vec<Value>| !values.is_empty());
    if read.is_none() {
        wrong_type(problems, value, "`equals`", "a boolean, integer or string, or several of them");
    }
    read
}

fn plain(value: &DeValue<'_>) -> Option<Value> {
    match value {
        DeValue::Boolean(value) => Some(Value::Bool(*value)),
        DeValue::Integer(number) => number.as_str().parse::<i64>().ok().map(Value::from),
        DeValue::String(text) => Some(Value::String(text.to_string())),
        _ => None,
    }
}

fn missing(problems: &mut Problems, table: &Table<'_>, key: &str, what: &str) {
    let message = format!("`success` has no `{key}`");
    problems.report(table.span, message, "not here", format!("`{key}` is {what}"));
}
