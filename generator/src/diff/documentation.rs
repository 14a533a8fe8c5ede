//! What pages say in words, by aspect.

use crate::lowering::Method;
use crate::model::{Api, Location, Operation};
use std::collections::BTreeMap;

/// The texts of an operation, by aspect, without their layout.
pub(super) fn method_texts(method: &Method, operation: Option<&Operation>) -> Vec<(String, String)> {
    let Some(of) = operation else {
        return vec![("text".into(), plain(&method.docs.lines.join("\n")))];
    };
    let mut texts = vec![
        ("title".to_owned(), plain(&of.title)),
        ("text".to_owned(), plain(&of.description)),
        ("roles".to_owned(), of.roles.join(", ")),
        ("reason of the deprecation".to_owned(), plain(of.deprecated.as_deref().unwrap_or_default())),
        ("link".to_owned(), of.links().collect::<Vec<_>>().join(" ")),
    ];
    for parameter in of.parameters.iter().filter(|parameter| parameter.location == Location::Path) {
        texts.push((format!("text of `{}`", parameter.field.name), plain(&parameter.field.description)));
        let limits = serde_json::to_string(&parameter.field.constraints).unwrap_or_default();
        texts.push((format!("limits of `{}`", parameter.field.name), limits));
    }
    for response in &of.responses {
        texts.push((format!("text of status {}", response.status), plain(&response.description)));
    }
    let bodies = of.request_body.iter().flat_map(|body| &body.examples);
    let examples: Vec<_> = bodies.chain(of.responses.iter().flat_map(|of| &of.examples)).collect();
    texts.push(("examples".to_owned(), serde_json::to_string(&examples).unwrap_or_default()));
    texts
}

/// The texts of an API that are no operation's.
pub(super) fn api_texts(api: &Api) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::from([
        ("title of the API".to_owned(), plain(&api.title)),
        ("text of the API".to_owned(), plain(&api.description)),
    ]);
    let groups = api.groups.iter().map(|of| (format!("text of group `{}`", of.name), plain(&of.description)));
    let records =
        api.schemas.iter().map(|(name, of)| (format!("text of record `{name}`"), plain(&of.description)));
    let webhooks = api.webhooks.iter();
    let webhooks = webhooks.map(|of| (format!("text of webhook `{}`", of.id), plain(&of.description)));
    texts.extend(groups.chain(records).chain(webhooks));
    texts
}

/// A text without its layout: one space between words.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Characters of an excerpt.
const SHOWN: usize = 72;
/// Characters before the first difference, where the start does not show it.
const BEFORE: usize = 16;

/// The parts of two texts in which they differ.
pub(super) fn excerpts(before: &str, after: &str) -> (String, String) {
    let same = before.chars().zip(after.chars()).take_while(|(a, b)| a == b).count();
    let start = if same + BEFORE < SHOWN { 0 } else { same - BEFORE };
    let cut = |text: &str| {
        let lead = if start > 0 { "…" } else { "" };
        let end = if text.chars().count() > start + SHOWN { "…" } else { "" };
        let shown: String = text.chars().skip(start).take(SHOWN).collect();
        format!("{lead}{shown}{end}")
    };
    (cut(before), cut(after))
}
