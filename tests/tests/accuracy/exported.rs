//! Descriptions cut into pages of one operation each, as a documentation site exports them, and read back.

use crate::run_score;
use docbind::SourceId;
use docbind::Spec;
use docbind::render_openapi;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// The descriptions, in the folder of the corpora.
const DESCRIPTIONS: [(&str, &str); 5] = [
    ("discord", "discord/openapi/specs/openapi.json"),
    ("magebank", "magebank/api-reference/openapi.json"),
    ("mastodon", "mastodon/openapi/dist/schema.json"),
    ("octolane", "octolane/head-openapi/api-reference/openapi.json"),
    ("zupy", "zupy/head-openapi/api-reference/openapi.json"),
];

/// The tool's table for each description; nothing where the tool cannot run here.
pub fn score_exported(shared: &Path) -> Option<Vec<(&'static str, Value)>> {
    DESCRIPTIONS.iter().map(|(name, file)| Some((*name, score(shared, file)?))).collect()
}

fn score(shared: &Path, file: &str) -> Option<Value> {
    let truth = shared.join("corpora").join(file);
    let text = std::fs::read_to_string(&truth).expect("the description is there");
    let description: Value = serde_json::from_str(&text).expect("the description is JSON");
    let mut spec = Spec { name: "exported".to_owned(), ..Spec::default() };
    for (id, (name, page)) in (0..).map(SourceId).zip(cut(&description)) {
        spec.sources.add(name.clone(), name, page);
        spec.pages.push(id);
    }
    let document = render_openapi(&docbind::read_spec(&spec).api);
    let folder = tempfile::tempdir().expect("a folder");
    let got = folder.path().join("got.json");
    std::fs::write(&got, document.to_string()).expect("the document is written");
    let figures = run_score(shared, &truth, &got, &["--json"])?;
    Some(serde_json::from_str(&figures).expect("the tool's JSON"))
}

/// The pages, each with its name.
fn cut(description: &Value) -> Vec<(String, String)> {
    let empty = Map::new();
    let paths = description["paths"].as_object().unwrap_or(&empty);
    let operations = paths.iter().flat_map(|(path, item)| {
        let item = item.as_object().unwrap_or(&empty);
        item.iter().map(move |(verb, operation)| (path, item, verb, operation))
    });
    let verbs = ["get", "put", "post", "delete", "patch", "head"];
    let operations = operations.filter(|(_, _, verb, _)| verbs.contains(&verb.as_str()));
    operations
        .enumerate()
        .map(|(n, (path, item, verb, operation))| {
            let title = operation["summary"].as_str().map_or(format!("{verb} {path}"), str::to_owned);
            let code = excerpt(description, path, item, verb, operation);
            let page = format!("# {title}\n\n## OpenAPI\n\n````yaml {verb} {path}\n{code}````\n");
            (format!("pages/{n:04}.md"), page)
        })
        .collect()
}

/// What the description says of an operation, with all that it refers to; a value on each line, as JSON is YAML.
fn excerpt(
    description: &Value,
    path: &str,
    item: &Map<String, Value>,
    verb: &str,
    operation: &Value,
) -> String {
    let mut own = Map::from_iter([(verb.to_owned(), operation.clone())]);
    own.extend(item.get("parameters").map(|shared| ("parameters".to_owned(), shared.clone())));
    let paths = json!({ path: own });
    let mut components = json!({ "securitySchemes": description["components"]["securitySchemes"] });
    let (mut open, mut seen) = (Vec::new(), BTreeSet::new());
    collect_references(&paths, &mut open);
    while let Some(reference) = open.pop() {
        let Some((kind, name)) =
            reference.strip_prefix("#/components/").and_then(|path| path.split_once('/'))
        else {
            continue;
        };
        if seen.insert(reference.clone()) {
            let component = &description["components"][kind][name];
            collect_references(component, &mut open);
            components[kind][name] = component.clone();
        }
    }
    let mut code = String::new();
    for (name, value) in [
        ("openapi", &description["openapi"]),
        ("servers", &description["servers"]),
        ("security", &description["security"]),
        ("paths", &paths),
        ("components", &components),
    ] {
        code.push_str(&format!("{name}: {value}\n"));
    }
    code
}

fn collect_references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|value| collect_references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_references(item, found)),
        _ => {}
    }
}
