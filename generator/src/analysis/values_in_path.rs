//! Values that stand in a path in the places of placeholders.

use super::example_value::is_example_value;
use super::identity::is_version_segment;
use crate::dialect::path_template::parse_template;
use crate::model::PathTemplate;

/// Turns the words in capitals that stand for values into holes: `/users/USER_ID/star`.
pub(super) fn name_capitals(path: &PathTemplate) -> PathTemplate {
    let text = path.to_string();
    let stands_for_value = |segment: &str| {
        let capitals = segment.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        capitals && (segment == "ID" || segment.ends_with("_ID") || segment.starts_with("YOUR_"))
    };
    if !text.split('/').any(stands_for_value) {
        return path.clone();
    }
    let named = |segment: &str| match stands_for_value(segment) {
        true => format!("{{{segment}}}"),
        false => segment.to_owned(),
    };
    parse_template(&text.split('/').map(named).collect::<Vec<_>>().join("/"))
}

/// Turns the example values of a path into holes: the declared names in order, from the end of
/// the path where there are more values than names.
pub(super) fn name_example_values(path: &PathTemplate, declared: &[String]) -> PathTemplate {
    let text = path.to_string();
    let segments: Vec<&str> = text.split('/').collect();
    let values: Vec<usize> = (0..segments.len()).filter(|&i| is_example_value(segments[i])).collect();
    let named: Vec<&String> =
        declared.iter().filter(|name| !path.parameters().any(|p| p == name.as_str())).collect();
    // `/notes/n_12`: with more names declared, a segment with a digit is a value too.
    let has_digit = |s: &str| s.contains(|c: char| c.is_ascii_digit()) && !is_version_segment(s);
    let values = match named.len() > values.len() {
        true => {
            (0..segments.len()).filter(|&i| is_example_value(segments[i]) || has_digit(segments[i])).collect()
        }
        false => values,
    };
    // `/v1/2024/…`: with names declared, only as many values as names are holes.
    let skip = if named.is_empty() { 0 } else { values.len().saturating_sub(named.len()) };
    let mut out: Vec<String> = segments.iter().map(|s| (*s).to_owned()).collect();
    for (nth, &index) in values.iter().skip(skip).enumerate() {
        let name = match named.get(nth) {
            Some(name) => (*name).clone(),
            None => invented_name(&segments, index, values.len()),
        };
        out[index] = format!("{{{name}}}");
    }
    parse_template(&out.join("/"))
}

/// The name of a hole that no page names: `id`, or that of the collection before it.
fn invented_name(segments: &[&str], index: usize, holes: usize) -> String {
    let collection = index.checked_sub(1).map_or("", |i| segments[i]);
    match collection.strip_suffix('s').unwrap_or(collection) {
        "" => "id".to_owned(),
        _ if holes == 1 => "id".to_owned(),
        singular => format!("{singular}_id"),
    }
}
