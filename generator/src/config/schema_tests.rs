use super::*;
use crate::config::parse_config;
use crate::model::Method;
use crate::source::Sources;
use expect_test::expect_file;
use jsonschema::Validator;
use serde_json::Map;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static SCHEMA: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(&render_schema()).unwrap());

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| jsonschema::draft202012::new(&SCHEMA).unwrap());

/// What the schema says against a settings file; `None` where it is not TOML.
pub(in crate::config) fn against(text: &str) -> Option<Vec<String>> {
    let settings: toml::Table = text.parse().ok()?;
    let settings = serde_json::to_value(settings).unwrap();
    Some(
        VALIDATOR.iter_errors(&settings).map(|error| format!("{}: {error}", error.instance_path())).collect(),
    )
}

/// What the parser says of a settings file: message and help, a line each.
fn parsed(text: &str) -> Vec<String> {
    let mut sources = Sources::default();
    let id = sources.add("docbind.toml", "docbind.toml", text);
    let (_, diagnostics) = parse_config(sources.get(id));
    diagnostics.iter().map(|d| format!("{} ({})", d.message, d.help.join(" "))).collect()
}

/// A step from the whole file to a table.
#[derive(Clone)]
enum Step {
    /// Into the value of a key of a table, which requires other keys.
    Key(String, Map<String, Value>),
    /// Into an item of an array.
    Item,
}

/// A table that the schema describes, and the way to it.
struct Described {
    way: Vec<Step>,
    schema: &'static Value,
}

impl Described {
    /// A file in which the table has that one key, and those that it requires.
    fn file_with(&self, key: &str, value: Value) -> String {
        let mut table = required(self.schema);
        table.insert(key.to_owned(), value);
        let file = self.way.iter().rev().fold(Value::Object(table), |inner, step| match step {
            Step::Item => json!([inner]),
            Step::Key(key, others) => {
                let mut table = others.clone();
                table.insert(key.clone(), inner);
                Value::Object(table)
            }
        });
        toml::to_string(&file).unwrap()
    }

    fn keys(&self) -> BTreeSet<&'static str> {
        self.schema["properties"].as_object().unwrap().keys().map(String::as_str).collect()
    }
}

/// The keys that a table requires, with the first of their examples.
fn required(table: &'static Value) -> Map<String, Value> {
    let keys = table["required"].as_array().into_iter().flatten().map(|key| key.as_str().unwrap());
    keys.map(|key| (key.to_owned(), resolve(&table["properties"][key])["examples"][0].clone())).collect()
}

/// A schema, or the one that it names.
fn resolve(schema: &'static Value) -> &'static Value {
    match schema["$ref"].as_str() {
        Some(name) => SCHEMA.pointer(name.trim_start_matches('#')).unwrap(),
        None => schema,
    }
}

/// All tables of a schema.
fn described(schema: &'static Value, way: &[Step], found: &mut Vec<Described>) {
    let schema = resolve(schema);
    let to = |step: Step| [way, &[step]].concat();
    if let Some(properties) = schema["properties"].as_object() {
        found.push(Described { way: way.to_vec(), schema });
        for (key, value) in properties {
            described(value, &to(Step::Key(key.clone(), required(schema))), found);
        }
    }
    if schema["additionalProperties"].is_object() {
        described(&schema["additionalProperties"], &to(Step::Key("tickets".to_owned(), Map::new())), found);
    }
    if schema["items"].is_object() {
        described(&schema["items"], &to(Step::Item), found);
    }
    for of in schema["anyOf"].as_array().into_iter().flatten() {
        described(of, way, found);
    }
}

fn all_described() -> Vec<Described> {
    let mut found = Vec::new();
    described(&SCHEMA, &[], &mut found);
    assert!(found.len() > 9, "{}", found.len());
    found
}

/// The values that a schema shows: its examples and the words to choose from.
fn shown_values(schema: &'static Value) -> Vec<&'static Value> {
    let list = |key: &str| schema[key].as_array().into_iter().flatten();
    let mut shown: Vec<&Value> = list("examples").chain(list("enum")).chain(schema.get("const")).collect();
    shown.extend(list("anyOf").flat_map(|of| shown_values(resolve(of))));
    shown
}

#[test]
fn the_checked_in_copy_is_this() {
    expect_file!["../../../docs/docbind.schema.json"].assert_eq(&render_schema());
}

#[test]
fn it_is_a_schema_of_its_draft() {
    assert!(jsonschema::meta::is_valid(&SCHEMA));
    assert_eq!(SCHEMA["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

/// The parser lists its keys where one is far from all of them.
#[test]
fn the_parser_knows_the_same_keys() {
    for table in all_described() {
        let file = table.file_with("zzzzzzzzzzzzzzzzzzzz", json!("x"));
        let said = parsed(&file);
        let known = said.iter().find_map(|line| line.split_once("(known are ")).map(|(_, known)| known);
        let known = known.unwrap_or_else(|| panic!("{file}: {said:?}"));
        let known: BTreeSet<&str> = known.split('`').skip(1).step_by(2).collect();
        assert_eq!(table.keys(), known, "{file}");
        assert_eq!(against(&file).map(|said| said.is_empty()), Some(false), "{file}");
    }
}

#[test]
fn each_value_that_is_shown_is_one() {
    let mut count = 0;
    for table in all_described() {
        for (key, schema) in table.schema["properties"].as_object().unwrap() {
            let schema = resolve(schema);
            assert!(schema["description"].is_string(), "`{key}` is not described");
            let values = shown_values(schema);
            let is_table = schema["type"] == "object" || schema["items"]["type"] == "object";
            assert!(is_table || !values.is_empty(), "`{key}` has no example");
            for value in values {
                let file = table.file_with(key, value.clone());
                assert_eq!(parsed(&file), [""; 0], "{file}");
                assert_eq!(against(&file), Some(Vec::new()), "{file}");
                count += 1;
            }
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn words_to_choose_from_are_all_there() {
    let shown = |pointer: &str| shown_values(SCHEMA.pointer(pointer).unwrap());
    let methods = shown("/properties/operations/items/properties/method");
    assert!(Method::ALL.iter().all(|method| methods.contains(&&json!(method.as_str()))));
    for (place, level) in [("/$defs/allowed", Level::Allow), ("/$defs/diagnostic", Level::Note)] {
        let words = shown(place);
        for rule in ALL_RULES {
            let can = rule.least_level() <= level;
            assert_eq!(words.contains(&&json!(rule.code)), can, "{}", rule.code);
            assert_eq!(words.contains(&&json!(rule.name)), can, "{}", rule.name);
        }
    }
    let lists: Vec<&str> = Level::ALL.iter().map(|level| level.as_str()).collect();
    let keys = SCHEMA["properties"]["diagnostics"]["properties"].as_object().unwrap();
    assert_eq!(keys.keys().collect::<Vec<_>>(), lists);
}

#[test]
fn the_settings_in_this_repository_fit() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut files = Vec::new();
    for folder in ["specs", "tests/cases", "examples"] {
        find_settings(&root.join(folder), &mut files);
    }
    let mut texts: Vec<(String, String)> = files
        .iter()
        .map(|file| (file.display().to_string(), std::fs::read_to_string(file).unwrap()))
        .collect();
    assert!(texts.len() > 7, "{}", texts.len());
    for page in root.join("docs/book/src/guide").read_dir().unwrap().map(|entry| entry.unwrap().path()) {
        texts.extend(settings_in(&page.display().to_string(), &std::fs::read_to_string(&page).unwrap()));
    }
    texts.extend(ALL_RULES.iter().flat_map(|rule| settings_in(rule.code, rule.explanation)));
    for (place, text) in &texts {
        let wrong = against(text).unwrap_or_else(|| panic!("{place}: not TOML"));
        // The example of the rule on wrong settings is one.
        assert_eq!(wrong.is_empty(), !text.contains("titel"), "{place}: {wrong:#?}");
    }
    assert!(texts.len() > files.len() + 12, "{} and {}", texts.len(), files.len());
}

fn find_settings(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() && !path.ends_with("target") {
            find_settings(&path, found);
        } else if path.ends_with("docbind.toml") {
            found.push(path);
        }
    }
}

/// The fences of a text that hold settings of docbind, and not those of cargo.
fn settings_in(place: &str, text: &str) -> Vec<(String, String)> {
    let mut fences = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in text.lines() {
        let mark: String = line.chars().take_while(|c| *c == '`').collect();
        match &mut open {
            None if mark.len() >= 3 => open = Some((mark, String::new())),
            Some((opened, _)) if *opened == mark && line == mark => fences.extend(open.take()),
            Some((_, fence)) => *fence += &format!("{line}\n"),
            None => {}
        }
    }
    let tables = [
        "[api]",
        "[pages]",
        "[fetch]",
        "[retry]",
        "[values]",
        "[diagnostics]",
        "[groups.",
        "[[operations]]",
        "[[fields]]",
        "[[types]]",
    ];
    let is_settings =
        |fence: &str| fence.lines().any(|line| tables.iter().any(|table| line.starts_with(table)));
    let fences = fences.into_iter().map(|(_, fence)| fence).filter(|fence| is_settings(fence));
    fences.enumerate().map(|(n, fence)| (format!("{place}, fence {n}"), fence)).collect()
}
