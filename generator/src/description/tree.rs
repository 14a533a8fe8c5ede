//! The text of a description as a tree, also where it was cut off.

use super::{Json, JsonValue, members, string};
use crate::document::{JsonProblem, LineMap, parse_json, parse_yaml};
use crate::model::Method;
use crate::source::{SourceId, Span, Spanned};

/// What was read of a text.
pub struct Tree {
    /// The document.
    pub json: Json,
    /// Where the text was cut off.
    pub cut: Option<Cut>,
}

/// A text that stops in the middle.
pub struct Cut {
    /// The last place that was read.
    pub span: Span,
}

/// Lines at the end of a text that may be broken where it was cut off.
const MAX_BROKEN: usize = 64;

/// Reads YAML or JSON, by what it begins with. Where it is neither, gives the place and the parser's words.
pub fn read_tree(code: &str, map: &LineMap, source: SourceId) -> Result<Tree, Spanned<String>> {
    if code.trim_start().starts_with('{') {
        return read_json(code, map, source);
    }
    let whole = parse_yaml(code, map, source);
    let error = match whole {
        Ok(json) => return Ok(Tree { json, cut: None }),
        Err(error) => error,
    };
    without_end(code, map, source, error)
}

/// Reads a text that was cut off, without the lines at its end that are broken; gives the error of the whole where it is
/// broken elsewhere.
fn without_end(
    code: &str,
    map: &LineMap,
    source: SourceId,
    error: Spanned<String>,
) -> Result<Tree, Spanned<String>> {
    let whole = code.trim_end();
    // Where each line begins, from the last one on.
    let starts = whole.rmatch_indices('\n').map(|(at, _)| at + 1).chain([0]).take(MAX_BROKEN);
    let starts: Vec<usize> = starts.collect();
    let mut failed = error.span.start;
    let (mut tried, mut next) = (0, 1);
    while let Some(&length) = starts.get(next - 1) {
        if map.resolve(length) < error.span.start as usize && next > 2 {
            break;
        }
        match read_object(&code[..length], map, source) {
            Ok(json) => {
                // Between the two may be one with more of it.
                let between = (tried..next - 1).map(|at| starts[at]);
                let mut longer = between
                    .filter_map(|length| Some((length, read_object(&code[..length], map, source).ok()?)));
                let (length, json) = longer.next().unwrap_or((length, json));
                let place = Span::new(source, map.resolve(length), map.resolve(whole.len()));
                return Ok(Tree { json, cut: Some(Cut { span: place }) });
            }
            // It is broken at that place, whatever follows.
            Err(Some(again)) if next > 2 && again == failed => break,
            Err(again) => failed = again.unwrap_or(failed),
        }
        tried = next;
        next += 1 + next / 2;
    }
    Err(error)
}

/// Reads an object; gives the place of the error where it is no YAML.
fn read_object(code: &str, map: &LineMap, source: SourceId) -> Result<Json, Option<u32>> {
    match parse_yaml(code, map, source) {
        Ok(json) if matches!(json.value, JsonValue::Object(_)) => Ok(json),
        Ok(_) => Err(None),
        Err(error) => Err(Some(error.span.start)),
    }
}

fn read_json(code: &str, map: &LineMap, source: SourceId) -> Result<Tree, Spanned<String>> {
    let reading = parse_json(code, map, source);
    let problem = reading.problems.iter().find(|problem| {
        !matches!(problem.value, JsonProblem::Comment | JsonProblem::TrailingComma | JsonProblem::Literal(_))
    });
    let cut = match problem {
        Some(problem) if problem.value == JsonProblem::EndsEarly => Some(Cut { span: problem.span }),
        Some(problem) => {
            let words = match &problem.value {
                JsonProblem::Syntax(words) => words.clone(),
                _ => "it is not JSON".to_owned(),
            };
            return Err(Spanned::new(words, problem.span));
        }
        None => None,
    };
    let whole = Span::new(source, map.resolve(0), map.resolve(code.trim_end().len()));
    let json = reading.documents.into_iter().next();
    json.map(|json| Tree { json, cut }).ok_or_else(|| Spanned::new("it is empty".to_owned(), whole))
}

/// Whether a tree is an OpenAPI document: it says so and describes something, or it has paths with operations.
pub fn is_document(tree: &Json) -> bool {
    let says = |key: &str, version: char| match tree.get(key).map(|value| &value.value) {
        Some(JsonValue::String(text) | JsonValue::Number(text)) => text.starts_with(version),
        _ => false,
    };
    let parts = ["paths", "webhooks", "components", "definitions"];
    let describes = parts.iter().any(|part| !members(tree.get(part)).is_empty());
    let is_operation = |(verb, operation): &(Spanned<String>, Json)| {
        Method::parse(&verb.value).is_some() && operation.get("responses").is_some()
    };
    let has_operation = |(path, item): &(Spanned<String>, Json)| {
        path.value.starts_with('/') && members(Some(item)).iter().any(is_operation)
    };
    ((says("openapi", '3') || says("swagger", '2')) && describes)
        || members(tree.get("paths")).iter().any(has_operation)
        || string_of_flat(tree).is_some()
}

/// The verb of the exporter's own form.
fn string_of_flat(tree: &Json) -> Option<&str> {
    let paths = tree.get("paths")?;
    paths.get("request").and(string(paths, "method"))
}
