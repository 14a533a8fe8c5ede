//! Pages that describe many operations in sections, without the descriptions beside them.

use crate::run_score;
use docbind::{load_spec, render_openapi};
use serde_json::Value;
use std::path::Path;

/// The folders of the pages, and the descriptions in them.
const DESCRIPTIONS: [(&str, &str); 2] =
    [("discord", "openapi/specs/openapi.json"), ("mastodon", "openapi/dist/schema.json")];

/// The tool's full table for each; nothing where the tool cannot run here.
pub fn score_sections(shared: &Path) -> Option<Vec<(&'static str, Value)>> {
    DESCRIPTIONS.iter().map(|(name, file)| Some((*name, score(shared, name, file)?))).collect()
}

fn score(shared: &Path, name: &str, file: &str) -> Option<Value> {
    let folder = shared.join("corpora").join(name);
    let mut spec = load_spec(&folder).expect("the corpus loads");
    spec.descriptions.clear();
    let document = render_openapi(&docbind::read_spec(&spec).api);
    let place = tempfile::tempdir().expect("a folder");
    let got = place.path().join("got.json");
    std::fs::write(&got, document.to_string()).expect("the document is written");
    let figures = run_score(shared, &folder.join(file), &got, &["--full", "--json"])?;
    Some(serde_json::from_str(&figures).expect("the tool's JSON"))
}
