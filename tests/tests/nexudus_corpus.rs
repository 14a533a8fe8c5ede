//! All stored pages of the first API, whole, cut off, lossy or of other platforms: what becomes of
//! each, as a table. Runs where `../shared/corpora` is present and says so where it is not.

use docbind::load_spec;
use docbind::testing::diagnostic::rule;
use docbind::testing::dialect::PageOutcome;
use std::fmt::Write;
use std::path::{Path, PathBuf};

fn corpus() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora/nexudus");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return None;
    }
    Some(folder)
}

#[test]
fn every_stored_page_has_the_expected_outcome() {
    let Some(corpus) = corpus() else { return };
    let mut table = String::new();
    let mut pages = 0;
    for folder in ["pages", "md"] {
        let spec = load_spec(&corpus.join(folder)).expect("the corpus loads");
        let reading = docbind::read_spec(&spec);
        for (id, page) in &reading.pages {
            let file = spec.sources.get(*id);
            let operations: Vec<String> = reading
                .api
                .operations
                .iter()
                .filter(|o| o.place.page == file.relative)
                .map(|o| format!("{} {}", o.method.as_str(), o.path))
                .collect();
            let what = match page.outcome {
                PageOutcome::Endpoint if operations.is_empty() => "endpoint without operation".to_owned(),
                PageOutcome::Endpoint => operations.join(", "),
                PageOutcome::Webhook => "webhook".to_owned(),
                PageOutcome::NoEndpoint => "no verb and path".to_owned(),
                PageOutcome::Elsewhere => "described elsewhere".to_owned(),
                PageOutcome::Guide => "guide".to_owned(),
                PageOutcome::Lossy | PageOutcome::Unsupported | PageOutcome::WebPage => {
                    format!("refused: {}", page.diagnostics[0].message)
                }
            };
            let early = reading.diagnostics.iter().find(|d| {
                d.rule == &rule::PAGE_ENDS_EARLY && d.primary.as_ref().is_some_and(|l| l.span.source == *id)
            });
            let early = early.map_or(String::new(), |d| format!(" [{}]", d.message));
            writeln!(table, "{folder}/{}: {what}{early}", file.relative).unwrap();
            pages += 1;
        }
    }
    assert_eq!(pages, 88);
    println!("{table}");
    expect_test::expect_file!["../expected/nexudus-corpus.txt"].assert_eq(&table);
}
