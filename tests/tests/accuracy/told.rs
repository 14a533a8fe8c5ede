//! Why the pages of APIs in sections and their descriptions differ, operation by operation.

use crate::class::{Class, Judgements};
use crate::miss::{Miss, What};
use crate::reach::{Names, Reach, Stands};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;

/// Whose difference it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Why {
    NotInPages,
    Elsewhere,
    Differ,
    Untyped,
    Misread,
}

impl Why {
    const ALL: [Why; 5] = [Why::NotInPages, Why::Elsewhere, Why::Differ, Why::Untyped, Why::Misread];

    fn words(self) -> &'static str {
        match self {
            Why::NotInPages => "not in the pages",
            Why::Elsewhere => "elsewhere in the pages",
            Why::Differ => "the documents differ",
            Why::Untyped => "no type read",
            Why::Misread => "misread",
        }
    }
}

/// A table of the differences of an API by class, and the names behind the figures. `misses`: the tool's lines.
pub fn render(name: &str, misses: &str, reach: &Reach, judgements: &Judgements, out: &mut String) {
    let mut counts: BTreeMap<(String, Why), usize> = BTreeMap::new();
    let mut rows: BTreeMap<(Why, String, String), BTreeSet<String>> = BTreeMap::new();
    let mut known: HashMap<String, Names> = HashMap::new();
    for miss in misses.lines().filter_map(Miss::parse) {
        let Some((kind, text)) = kind_of(&miss.what).filter(|(kind, _)| *kind != "nested") else { continue };
        let operation = without_base(&miss.operation);
        let names = known.entry(operation.clone()).or_insert_with(|| reach.names_of(&operation));
        let why = match (judgements.find(name, &miss), &miss.what) {
            (Some(Class::NotSaid), What::Disagree(..)) => Why::Untyped,
            (Some(Class::NotSaid), _) => Why::Elsewhere,
            (Some(_), _) => Why::Differ,
            (None, what) => why(what, reach, &operation, names),
        };
        *counts.entry((kind.to_owned(), why)).or_default() += 1;
        rows.entry((why, operation, kind.to_owned())).or_default().insert(text);
    }
    write!(out, "\n### {name}\n\n| differences |").unwrap();
    Why::ALL.iter().for_each(|why| write!(out, " {} |", why.words()).unwrap());
    out.push_str("\n|---|---|---|---|---|---|\n");
    let kinds: BTreeSet<&String> = counts.keys().map(|(kind, _)| kind).collect();
    for kind in kinds {
        write!(out, "| {kind} |").unwrap();
        for why in Why::ALL {
            write!(out, " {} |", counts.get(&(kind.clone(), why)).copied().unwrap_or_default()).unwrap();
        }
        out.push('\n');
    }
    out.push_str("\n| operation | | class | names |\n|---|---|---|---|\n");
    for ((why, operation, kind), names) in rows {
        let names: Vec<String> = names.into_iter().collect();
        writeln!(out, "| `{operation}` | {kind} | {} | {} |", why.words(), names.join(", ")).unwrap();
    }
}

/// What a difference is of, and how it is shown.
fn kind_of(what: &What) -> Option<(&str, String)> {
    Some(match what {
        What::OperationMissing => ("operations", "only in the description".to_owned()),
        What::OperationExtra => ("operations", "only on pages".to_owned()),
        What::Missing(place, name) => (place.as_str(), format!("`{name}` only in the description")),
        What::Extra(place, name) => (place.as_str(), format!("`{name}` only on pages")),
        What::Disagree(place, name, said) => (place.as_str(), format!("`{name}` {said}")),
    })
}

fn why(what: &What, reach: &Reach, operation: &str, names: &Names) -> Why {
    match what {
        What::OperationMissing if reach.states(operation) => Why::Misread,
        What::OperationMissing => Why::NotInPages,
        What::OperationExtra if reach.states(operation) => Why::Differ,
        What::OperationExtra => Why::Misread,
        What::Missing(_, name) => match reach.find(names, name) {
            Stands::Own => Why::Misread,
            // Of a record or a text that the section does not name as this operation's.
            Stands::Linked | Stands::Elsewhere => Why::Elsewhere,
            Stands::Nowhere => Why::NotInPages,
        },
        What::Extra(_, name) => match reach.find(names, name) {
            Stands::Own | Stands::Linked => Why::Differ,
            Stands::Elsewhere | Stands::Nowhere => Why::Misread,
        },
        // A type that docbind could not tell.
        What::Disagree(_, _, said) if said.starts_with("is any") || said.starts_with("is array<any>") => {
            Why::Misread
        }
        What::Disagree(..) => Why::Differ,
    }
}

/// `GET /api/v10/lamps` without the segments of the base URL, as pages state it.
fn without_base(operation: &str) -> String {
    let (verb, path) = operation.split_once(' ').unwrap_or((operation, ""));
    let segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match segments.as_slice() {
        ["api", version, rest @ ..] if *version == "v10" => format!("{verb} /{}", rest.join("/")),
        _ => operation.to_owned(),
    }
}

/// The records of a description against those that were read: how many, how many of their attributes, and which are
/// not there.
pub fn render_entities(truth: &Value, got: &Value, reach: &Reach, out: &mut String) {
    let letters =
        |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let schemas = |of: &Value| of["components"]["schemas"].as_object().cloned().unwrap_or_default();
    let read: HashMap<String, Value> =
        schemas(got).into_iter().map(|(name, schema)| (letters(&name), schema)).collect();
    let (mut entities, mut found) = (0, 0);
    let (mut attributes, mut both) = (0, 0);
    let mut rows: Vec<String> = Vec::new();
    for (name, schema) in schemas(truth) {
        let Some(properties) = schema["properties"].as_object().filter(|all| !all.is_empty()) else {
            continue;
        };
        entities += 1;
        let Some(own) = read.get(&letters(&name)).and_then(|schema| schema["properties"].as_object()) else {
            rows.push(format!("| `{name}` | no record of that name | |\n"));
            continue;
        };
        found += 1;
        let missing: Vec<&String> = properties.keys().filter(|of| !own.contains_key(*of)).collect();
        attributes += properties.len();
        both += properties.len() - missing.len();
        for attribute in missing {
            let reason =
                if reach.has_word(attribute) { "elsewhere in the pages" } else { "not in the pages" };
            rows.push(format!("| `{name}` | `{attribute}` | {reason} |\n"));
        }
    }
    writeln!(
        out,
        "\nOf {entities} records with attributes in the description, {found} are read under the same name, and {both} of \
         their {attributes} attributes.\n"
    )
    .unwrap();
    out.push_str("| record | attribute | class |\n|---|---|---|\n");
    rows.iter().for_each(|row| out.push_str(row));
}
