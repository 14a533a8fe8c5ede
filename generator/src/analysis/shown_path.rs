//! The paths that requests show, held against those of operations.

use super::draft::Draft;
use super::url::{same_segments, same_shape, split_url};
use crate::dialect::claims::{ClaimKind, ParameterLocation};
use crate::dialect::path_template::parse_template;
use crate::model::PathTemplate;

/// The path of an example's URL; a URL that is itself the value of a hole is one segment.
pub(super) fn shown_path(url: &str) -> PathTemplate {
    let path = split_url(url).path;
    let value = ["/https:/", "/http:/"].iter().find_map(|scheme| path.find(scheme));
    match value {
        Some(at) => parse_template(&format!("{}/{{url}}", &path[..at])),
        None => parse_template(&path),
    }
}

/// Whether an example's path is that of the operation: in full, without its beginning, or without a last
/// hole that may be left empty.
pub(super) fn calls(draft: &Draft<'_>, path: &PathTemplate, shown: &PathTemplate) -> bool {
    if same_shape(path, shown) || ends_with(path, shown) || ends_with(shown, path) {
        return true;
    }
    let Some((_, last)) = path.end() else { return false };
    let marked = draft.endpoint.iter().flat_map(|endpoint| &endpoint.marks.optional).any(|name| name == last);
    let declared = draft
        .find(|kind| match kind {
            ClaimKind::Parameter { location: ParameterLocation::Path, field } => Some(field),
            _ => None,
        })
        .any(|(field, _)| {
            field.name.value == last && (field.default.is_some() || field.required == Some(false))
        });
    let shorter = path.without_end().filter(|_| marked || declared);
    shorter.is_some_and(|shorter| same_shape(&shorter, shown) || ends_with(shown, &shorter))
}

/// Whether the URL of an example is that path, maybe behind a base path.
pub(super) fn shows_path(url: &str, path: &str) -> bool {
    let (shown, path) = (parse_template(split_url(url).path.trim_end_matches('/')), parse_template(path));
    same_shape(&path, &shown) || ends_with(&shown, &path)
}

/// Whether `path` is `suffix` behind a common prefix such as `/api/v1`.
pub(super) fn ends_with(path: &PathTemplate, suffix: &PathTemplate) -> bool {
    let (path, suffix) = (path.to_string(), suffix.to_string());
    let (path, suffix): (Vec<&str>, Vec<&str>) =
        (path.split('/').collect(), suffix.split('/').skip(1).collect());
    path.len() > suffix.len() && same_segments(&path[path.len() - suffix.len()..], &suffix)
}
