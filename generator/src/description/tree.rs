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
    // Cut off, it is broken at its end alone.
    let mut lines: Vec<&str> = code.trim_end().split_inclusive('\n').collect();
    let broken = |lines: &[&str]| lines.iter().map(|line| line.len()).sum::<usize>();
    let mut dropped = 0;
    while dropped < MAX_BROKEN && lines.pop().is_some() {
        dropped += 1;
        let length = broken(&lines);
        if map.resolve(length) < error.span.start as usize && dropped > 2 {
            break;
        }
        let Ok(json) = parse_yaml(&code[..length], map, source) else { continue };
        if matches!(json.value, JsonValue::Object(_)) {
            let place = Span::new(source, map.resolve(length), map.resolve(code.trim_end().len()));
            return Ok(Tree { json, cut: Some(Cut { span: place }) });
        }
    }
    Err(error)
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
