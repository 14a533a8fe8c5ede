//! Damaged pages: cut, torn and mixed pages never panic, never stop other pages, and whatever is
//! read of them becomes Rust that parses.

use docbind::ModuleOptions;
use docbind::testing::dialect::PageOutcome;
use docbind::{Spec, load_spec};
use proptest::prelude::*;
use std::path::Path;
use std::sync::OnceLock;

/// Pages of each convention, as (file name, text).
fn pages() -> &'static [(String, String)] {
    static PAGES: OnceLock<Vec<(String, String)>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let folders =
            ["renderings/community-threads", "../specs/nexudus/api", "../specs/nexudus/rest-api/community"];
        let specs = folders.map(|folder| load_spec(&root.join(folder)).expect("the folder loads"));
        let files = specs.iter().flat_map(|spec| spec.pages.iter().map(|id| spec.sources.get(*id)));
        files.map(|f| (f.relative.replace('/', "-"), f.text.clone())).collect()
    })
}

/// Reads pages as one spec and gives the Rust of their client.
fn generate(pages: &[(String, String)]) -> (docbind::Reading, String) {
    let made = docbind::generate_spec(Spec::of_texts("damaged", pages.iter().cloned()));
    let said = &made.reading.diagnostics;
    let text = docbind::render_diagnostics(said, &made.spec.sources, false);
    assert!(said.is_empty() || !text.is_empty());
    let rust = made.module(&ModuleOptions::default());
    (made.reading, rust)
}

fn cut(text: &str, at: usize) -> &str {
    let at = (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    &text[..at]
}

#[test]
fn pages_without_text() {
    for text in ["", "\n", " \n\t\n", "\u{feff}", "---", "---\n---\n"] {
        let names = ["page.txt", "page.md", "page.mdx"];
        let pages = names.map(|name| (name.to_owned(), text.to_owned()));
        let (reading, rust) = generate(&pages);
        assert!(reading.api.operations.is_empty());
        syn::parse_file(&rust).expect("Rust");
    }
}

/// Eight functions, each of which gives the next one eight times.
#[test]
fn a_page_that_includes_without_end_stops_no_other() {
    let function = |index: usize| {
        let inner = format!("<F{} />\n", index + 1).repeat(8);
        format!("export const F{index} = () => (\n<>\n{inner}</>\n)\n\n")
    };
    let functions: String = (0..8).map(function).collect();
    let text = format!("---\napi: \"GET /many\"\n---\n\n{functions}<F0 />\n");
    let other = "---\napi: \"GET /other\"\n---\n".to_owned();
    let (reading, rust) = generate(&[("many.mdx".to_owned(), text), ("other.mdx".to_owned(), other)]);
    assert_eq!(reading.api.operations.len(), 2);
    assert_eq!(reading.diagnostics.iter().filter(|found| found.rule.code == "D0115").count(), 1);
    syn::parse_file(&rust).expect("Rust");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// A page that stops anywhere.
    #[test]
    fn cut_pages(page in any::<prop::sample::Index>(), at in any::<prop::sample::Index>()) {
        let (name, text) = page.get(pages());
        let text = cut(text, at.index(text.len() + 1));
        let (_, rust) = generate(&[(name.clone(), text.to_owned())]);
        syn::parse_file(&rust).expect("Rust");
    }

    /// A page with lines dropped, doubled and swapped with those of another page, and any line ends.
    #[test]
    fn torn_pages(
        page in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0u8..4), 1..30),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        let (name, text) = page.get(pages());
        let donor: Vec<&str> = other.get(pages()).1.lines().collect();
        let mut lines: Vec<&str> = text.lines().collect();
        for (at, from, kind) in &edits {
            if lines.is_empty() {
                break;
            }
            let at = at.index(lines.len());
            match kind {
                0 => { lines.remove(at); }
                1 => lines.insert(at, lines[at]),
                2 => lines[at] = donor[from.index(donor.len())],
                _ => { let to = from.index(lines.len()); lines.swap(at, to); }
            }
        }
        let (_, rust) = generate(&[(name.clone(), lines.join(line_end))]);
        syn::parse_file(&rust).expect("Rust");
    }
}

/// One bad page among good ones costs nothing but itself.
#[test]
fn a_bad_page_stops_no_other() {
    let good: Vec<(String, String)> =
        pages().iter().filter(|(name, _)| name.starts_with("source-")).cloned().collect();
    let (alone, _) = generate(&good);
    let mut mixed = good.clone();
    mixed.push(("bad.md".to_owned(), "<ParamField body=\"x\n```\n{{{[[[".to_owned()));
    mixed.push(("worse.txt".to_owned(), "PUT\n/\n\u{0}\u{feff}{\n\"".to_owned()));
    let (together, _) = generate(&mixed);
    let ids = |reading: &docbind::Reading| -> Vec<String> {
        reading
            .api
            .operations
            .iter()
            .filter(|o| o.place.page.starts_with("source-"))
            .map(|o| o.id.clone())
            .collect()
    };
    assert_eq!(ids(&alone), ids(&together));
    let endpoints = together.pages.iter().filter(|(_, p)| p.outcome == PageOutcome::Endpoint).count();
    assert!(endpoints >= good.len());
}
