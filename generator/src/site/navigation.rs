//! The navigation: which pages there are, and what they stand under.

use super::read::Problems;
use super::{Edition, EditionKind, Entry, ListedOperation, slug};
use crate::document::{Json, JsonValue};
use crate::model::Method;
use crate::source::Spanned;

/// The keys that name what an object is, in the order in which they enclose one another.
const LABELS: [&str; 6] = ["product", "tab", "dropdown", "anchor", "item", "group"];

/// The keys that hold what is below an object.
const CONTAINERS: [&str; 11] = [
    "root",
    "pages",
    "groups",
    "tabs",
    "anchors",
    "dropdowns",
    "products",
    "menu",
    "versions",
    "languages",
    "global",
];

/// What the navigation lists.
#[derive(Default)]
pub(super) struct Navigation {
    pub entries: Vec<Entry>,
    pub operations: Vec<ListedOperation>,
    pub descriptions: Vec<Spanned<String>>,
    pub editions: Vec<Edition>,
}

/// What a node stands under.
#[derive(Clone, Default)]
struct Above {
    sections: Vec<Spanned<String>>,
    language: Option<String>,
    version: Option<String>,
    generated: bool,
    description: Option<String>,
}

/// Reads `navigation` of both formats.
pub(super) fn read_navigation(settings: &Json, problems: &mut Problems) -> Navigation {
    let mut navigation = Navigation::default();
    let of_api = settings.get("api").and_then(|api| api.get("openapi")).or_else(|| settings.get("openapi"));
    let description = read_descriptions(of_api, &mut navigation);
    let Some(root) = settings.get("navigation") else { return navigation };
    read_old_editions(settings, &mut navigation);
    read_node(root, &Above { description, ..Above::default() }, &mut navigation, problems);
    if matches!(root.value, JsonValue::Array(_)) {
        let claims = path_claims(settings);
        for entry in &mut navigation.entries {
            entry.sections.splice(0..0, claims_of(&claims, &entry.path.value));
        }
    }
    navigation
}

fn read_node(node: &Json, above: &Above, navigation: &mut Navigation, problems: &mut Problems) {
    match &node.value {
        JsonValue::String(page) => {
            if let Some(path) = page_path(page) {
                navigation.entries.push(Entry {
                    path: Spanned::new(path, node.span),
                    sections: above.sections.clone(),
                    language: above.language.clone(),
                    version: above.version.clone(),
                    generated: above.generated,
                    description: above.description.clone(),
                });
            } else if is_operation(page) {
                navigation.operations.push(ListedOperation {
                    stated: Spanned::new(page.clone(), node.span),
                    sections: above.sections.clone(),
                    description: above.description.clone(),
                });
            }
        }
        JsonValue::Array(nodes) => {
            nodes.iter().for_each(|node| read_node(node, above, navigation, problems));
        }
        JsonValue::Object(members) => {
            let mut within = above.clone();
            within.generated |= ["openapi", "asyncapi"].iter().any(|key| node.get(key).is_some());
            let description = read_descriptions(node.get("openapi"), navigation);
            within.description = description.or(within.description);
            read_labels(node, &mut within, navigation, problems);
            for (key, value) in members.iter().filter(|(key, _)| CONTAINERS.contains(&key.value.as_str())) {
                // `"root": "page"` is a page; anything else that is no list is none.
                let single = matches!(key.value.as_str(), "root" | "global");
                match value.value {
                    JsonValue::Array(_) => read_node(value, &within, navigation, problems),
                    JsonValue::Object(_) | JsonValue::String(_) if single => {
                        read_node(value, &within, navigation, problems);
                    }
                    JsonValue::Null => {}
                    _ => problems.report(value.span, format!("`{}` should be a list", key.value)),
                }
            }
        }
        JsonValue::Null => {}
        _ => problems.report(node.span, "neither a page nor a group".to_owned()),
    }
}

/// The OpenAPI documents that a node names; the first one is that of what stands below.
fn read_descriptions(named: Option<&Json>, navigation: &mut Navigation) -> Option<String> {
    let named = named?;
    let named = match &named.value {
        JsonValue::Object(_) => named.get("source")?,
        _ => named,
    };
    let all = match &named.value {
        JsonValue::Array(items) => items.as_slice(),
        _ => std::slice::from_ref(named),
    };
    let mut first = None;
    for one in all {
        let JsonValue::String(path) = &one.value else { continue };
        if path.trim().is_empty() {
            continue;
        }
        first = first.or_else(|| Some(path.clone()));
        if !navigation.descriptions.iter().any(|known| known.value == *path) {
            navigation.descriptions.push(Spanned::new(path.clone(), one.span));
        }
    }
    first
}

fn read_labels(node: &Json, within: &mut Above, navigation: &mut Navigation, problems: &mut Problems) {
    for key in LABELS {
        if let Some(name) = problems.text(node, key).filter(|name| !name.value.trim().is_empty()) {
            within.sections.push(name);
        }
    }
    let default = matches!(node.get("default").map(|json| &json.value), Some(JsonValue::Bool(true)));
    for (key, kind) in [("language", EditionKind::Language), ("version", EditionKind::Version)] {
        let Some(name) = problems.text(node, key) else { continue };
        let known = navigation.editions.iter().find(|of| of.locale.as_ref() == Some(&name.value));
        let (kind, value) = known.map_or((kind, name.value.clone()), |of| (of.kind, of.name.value.clone()));
        let old = navigation.editions.iter().find(|of| of.name.value == value);
        match old.map_or(kind, |of| of.kind) {
            EditionKind::Language => within.language = Some(value),
            EditionKind::Version => within.version = Some(value),
        }
        if old.is_none() {
            navigation.editions.push(Edition { kind, name, default, locale: None });
        }
    }
}

/// `"versions": ["v2", { "name": "v1" }, { "name": "English", "locale": "en" }]` beside the navigation.
fn read_old_editions(settings: &Json, navigation: &mut Navigation) {
    let Some(Json { value: JsonValue::Array(items), .. }) = settings.get("versions") else { return };
    for item in items {
        let text = |json: &Json| match &json.value {
            JsonValue::String(text) => Some(Spanned::new(text.clone(), json.span)),
            _ => None,
        };
        let locale = item.get("locale").and_then(text).map(|locale| locale.value);
        let Some(name) = text(item).or_else(|| item.get("name").and_then(text)) else { continue };
        let kind = if locale.is_some() { EditionKind::Language } else { EditionKind::Version };
        let default = matches!(item.get("default").map(|json| &json.value), Some(JsonValue::Bool(true)));
        navigation.editions.push(Edition { kind, name, default, locale });
    }
}

/// Tabs and anchors that claim pages by the start of their paths: (start, name), tabs first.
fn path_claims(settings: &Json) -> Vec<(String, Spanned<String>)> {
    let mut claims = Vec::new();
    for key in ["tabs", "anchors"] {
        let Some(Json { value: JsonValue::Array(items), .. }) = settings.get(key) else { continue };
        for item in items {
            let text = |key: &str| match item.get(key) {
                Some(Json { value: JsonValue::String(text), span }) => Some((text.clone(), *span)),
                _ => None,
            };
            let (Some((name, span)), Some((url, _))) = (text("name"), text("url")) else { continue };
            let start = url.trim_matches('/').to_owned();
            if !url.contains(':') && !start.is_empty() && !name.trim().is_empty() {
                claims.push((start, Spanned::new(name, span)));
            }
        }
    }
    claims
}

fn claims_of(claims: &[(String, Spanned<String>)], path: &str) -> Vec<Spanned<String>> {
    let claiming = claims.iter().filter(|(start, _)| {
        path.strip_prefix(start.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    claiming.map(|(_, name)| name.clone()).collect()
}

/// The path of a page as it is compared; `None` for links and for operations of an OpenAPI document.
fn page_path(page: &str) -> Option<String> {
    if is_operation(page) || page.contains("://") || page.starts_with("mailto:") {
        return None;
    }
    let path = page.split(['#', '?']).next().unwrap_or_default().trim();
    let path = path.trim_start_matches("./").trim_matches('/');
    (!path.is_empty()).then(|| slug(path).to_owned())
}

/// `GET /orders`, `api.json GET /orders`, `webhook order.paid`
fn is_operation(page: &str) -> bool {
    let mut words = page.split_whitespace();
    words.any(|word| Method::parse(word).is_some() || word == "webhook") && page.trim().contains(' ')
}
