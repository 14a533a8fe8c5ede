//! What docbind reads against official OpenAPI descriptions of the same APIs, with
//! `../shared/tools/score`. Every difference is classed: the page does not say it, the two documents
//! differ, or docbind misread the page; the last class must be empty. `docs/accuracy.md` is written
//! from here.
//!
//! Runs where `../shared/corpora`, the tool, python3 and PyYAML are present and says so where not.

mod class;
mod exported;
mod miss;
mod pages;
mod reach;
mod report;
mod sections;
mod told;

use class::{Class, Classed, Judgements, class_of};
use docbind::load_spec;
use docbind::render_openapi;
use miss::Miss;
use pages::Pages;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An official description and the pages that say the same.
pub struct Description {
    /// What it is called here.
    pub name: &'static str,
    /// The folder of the pages.
    pub pages: &'static str,
    /// The description, from that folder.
    pub file: &'static str,
}

const DESCRIPTIONS: [Description; 4] = [
    Description { name: "magebank", pages: "magebank", file: "api-reference/openapi.json" },
    Description {
        name: "upstash devops",
        pages: "upstash",
        file: "head-with-openapi/devops/developer-api/openapi.yml",
    },
    Description { name: "upstash qstash", pages: "upstash", file: "head-with-openapi/qstash/openapi.yaml" },
    Description {
        name: "upstash workflow",
        pages: "upstash",
        file: "head-with-openapi/workflow/openapi.yaml",
    },
];

/// What the tool says of one description.
pub struct Scored {
    /// The description.
    pub description: &'static Description,
    /// The tool's table, as JSON.
    pub figures: serde_json::Value,
    /// Every difference with its class.
    pub misses: Vec<Classed>,
}

fn shared() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    for part in ["corpora", "tools/score"] {
        if !folder.join(part).exists() {
            println!("skipped: {} is not there", folder.join(part).display());
            return None;
        }
    }
    Some(folder)
}

/// Runs the tool; nothing where it cannot run here.
fn run_score(shared: &Path, truth: &Path, got: &Path, flags: &[&str]) -> Option<String> {
    let tool = shared.join("tools/score");
    let output = Command::new("python3").arg(tool).arg(truth).arg(got).args(flags).output();
    let output = output.inspect_err(|error| println!("skipped: python3: {error}")).ok()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("PyYAML"), "{said}");
        println!("skipped: {said}");
        return None;
    }
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn score(shared: &Path, description: &'static Description, judgements: &Judgements) -> Option<Scored> {
    let folder = shared.join("corpora").join(description.pages);
    let mut spec = load_spec(&folder).expect("the corpus loads");
    // What the pages say is measured, and not the descriptions beside them.
    spec.descriptions.clear();
    let document = render_openapi(&docbind::read_spec(&spec).api);
    let got = std::env::temp_dir().join(format!("docbind-accuracy-{}.json", std::process::id()));
    std::fs::write(&got, document.to_string()).expect("the document is written");
    let truth = folder.join(description.file);
    let figures = run_score(shared, &truth, &got, &["--json"]);
    let listed = run_score(shared, &truth, &got, &["--misses"]);
    std::fs::remove_file(&got).expect("the document is there");
    let pages = Pages::read(&folder);
    let misses = listed?
        .lines()
        .filter_map(Miss::parse)
        .map(|miss| {
            let class = class_of(description.name, &miss, &pages, judgements);
            Classed { miss, class }
        })
        .collect();
    Some(Scored { description, figures: serde_json::from_str(&figures?).expect("the tool's JSON"), misses })
}

#[test]
fn every_difference_has_a_reason() {
    let Some(shared) = shared() else { return };
    let judgements = Judgements::read(include_str!("judgements.txt"));
    let mut scored = Vec::new();
    for description in &DESCRIPTIONS {
        let Some(one) = score(&shared, description, &judgements) else { return };
        scored.push(one);
    }
    let misread: Vec<String> = scored
        .iter()
        .flat_map(|one| {
            let open = one.misses.iter().filter(|m| m.class == Class::Misread);
            open.map(|m| format!("{}: {}", one.description.name, m.miss.line))
        })
        .collect();
    let Some(exported) = exported::score_exported(&shared) else { return };
    let Some(sections) = sections::score_sections(&shared, &judgements) else { return };
    println!("{}", judgements.unused().join("\n"));
    expect_test::expect_file!["../../../docs/accuracy.md"]
        .assert_eq(&report::render(&scored, &exported, &sections));
    assert!(misread.is_empty(), "misread, or in need of a judgement:\n{}", misread.join("\n"));
}
