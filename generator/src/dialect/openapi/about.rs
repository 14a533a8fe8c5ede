//! What descriptions say of the API as a whole (OpenAPI 3.1, sections 4.8.2 and 4.8.22).

use super::{items, string};
use crate::description::Description;
use std::collections::BTreeMap;

/// Its title and text, where there is one description, and what the tags of all are about: by letters and digits in lower
/// case.
pub(crate) fn about(
    descriptions: &[Description],
) -> (Option<String>, Option<String>, BTreeMap<String, String>) {
    let tags = descriptions.iter().flat_map(|of| items(of.tree.get("tags")));
    let tags = tags.filter_map(|tag| {
        let name = string(tag, "name")?.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        Some((name.collect(), string(tag, "description")?.trim().to_owned()))
    });
    let tags = tags.collect();
    let [only] = descriptions else { return (None, None, tags) };
    let info = only.tree.get("info");
    let of = |key: &str| {
        let text = string(info?, key)?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    (of("title"), of("description"), tags)
}
