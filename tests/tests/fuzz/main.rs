//! What `fuzz/` runs with libFuzzer, a bounded number of times: seeds of the repository, damaged in the ways of
//! `fuzz/src/mutate.rs` (cut, spliced, repeated, nested, control characters, huge numbers). As many of each as
//! `PROPTEST_CASES` says.

#[path = "../../../fuzz/src/lib.rs"]
mod entries;

use entries::Entry;
use entries::mutate::{Random, damage};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::path::Path;

/// Runs an entry on its seeds, damaged.
fn run(entry: &Entry) {
    let seeds = (entry.seeds)(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."));
    assert!(seeds.len() > 10, "{} seeds of {}", seeds.len(), entry.name);
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(24);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let wanted = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u64>());
    let result = TestRunner::new(config).run(&wanted, |(seed, other, random)| {
        let (seed, other): (&String, &String) = (seed.get(&seeds), other.get(&seeds));
        (entry.run)(&damage(seed, other, &mut Random(random)));
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{}: {error}", entry.name));
}

#[test]
fn pages_of_tags() {
    run(&entries::MINTLIFY);
}

#[test]
fn pages_of_headings_and_tables() {
    run(&entries::MARKDOWN);
}

#[test]
fn text_of_pages() {
    run(&entries::RENDERED);
}

#[test]
fn settings() {
    run(&entries::SETTINGS);
}

#[test]
fn openapi_parts() {
    run(&entries::OPENAPI);
}

/// On tokio, for that is where the default clock is.
#[tokio::test]
async fn bodies() {
    run(&entries::BODY);
}

/// All targets are tested here.
#[test]
fn every_entry_has_its_target() {
    let manifest = include_str!("../../../fuzz/Cargo.toml");
    for entry in entries::ENTRIES {
        assert!(manifest.contains(&format!("name = \"{}\"", entry.name)), "{}", entry.name);
    }
}
