//! Pages that describe many operations in sections, without the descriptions beside them.

use crate::class::Judgements;
use crate::reach::Reach;
use crate::{run_score, told};
use docbind::{load_spec, render_openapi};
use serde_json::Value;
use std::path::Path;

/// The folders of the pages, and the descriptions in them.
const DESCRIPTIONS: [(&str, &str); 2] =
    [("discord", "openapi/specs/openapi.json"), ("mastodon", "openapi/dist/schema.json")];

/// What is measured of the pages in sections.
pub struct Sections {
    /// The tool's full table for each API.
    pub figures: Vec<(&'static str, Value)>,
    /// The differences of each by class, and the records of the second.
    pub told: String,
}

/// What is measured; nothing where the tool cannot run here.
pub fn score_sections(shared: &Path, judgements: &Judgements) -> Option<Sections> {
    let mut sections = Sections { figures: Vec::new(), told: String::new() };
    for (name, file) in DESCRIPTIONS {
        let folder = shared.join("corpora").join(name);
        let mut spec = load_spec(&folder).expect("the corpus loads");
        spec.descriptions.clear();
        let document = render_openapi(&docbind::read_spec(&spec).api);
        let place = tempfile::tempdir().expect("a folder");
        let got = place.path().join("got.json");
        std::fs::write(&got, document.to_string()).expect("the document is written");
        let truth = folder.join(file);
        let figures = run_score(shared, &truth, &got, &["--full", "--json"])?;
        sections.figures.push((name, serde_json::from_str(&figures).expect("the tool's JSON")));
        let misses = run_score(shared, &truth, &got, &["--full", "--misses"])?;
        let reach = Reach::read(&folder);
        told::render(name, &misses, &reach, judgements, &mut sections.told);
        if name == "mastodon" {
            let text = std::fs::read_to_string(&truth).expect("there is a description");
            let truth: Value = serde_json::from_str(&text).expect("it is JSON");
            told::render_entities(&truth, &document, &reach, &mut sections.told);
        }
    }
    Some(sections)
}
