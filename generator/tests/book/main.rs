//! README and book: commands run, links lead somewhere, generated pages are up to date, the words are those of the list.
//!
//! `UPDATE_EXPECT=1` writes what is generated, and what commands print, anew.
#![cfg(all(unix, feature = "cli"))]

mod commands;
mod generated;
mod links;
mod settings_page;
mod terminal;
mod text;
mod words;

use std::path::{Path, PathBuf};

/// The folder of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// The Markdown files of the manual, by their paths from the root: README first.
fn pages() -> Vec<String> {
    let mut pages = vec!["README.md".to_owned(), "CONTRIBUTING.md".to_owned()];
    let mut folders = vec!["docs".to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in root().join(&folder).read_dir().unwrap().map(Result::unwrap) {
            let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() {
                folders.push(path);
            } else if path.ends_with(".md") {
                pages.push(path);
            }
        }
    }
    pages[2..].sort();
    pages
}

/// The pages of the book and README, without those that are generated.
fn written_pages() -> Vec<String> {
    let is_written =
        |page: &String| page == "README.md" || (page.contains("/book/") && !page.contains("/reference/"));
    pages().into_iter().filter(is_written).collect()
}

fn read(page: &str) -> String {
    std::fs::read_to_string(root().join(page)).unwrap_or_else(|error| panic!("{page}: {error}"))
}

fn is_update() -> bool {
    std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1")
}

/// Compares a file of the repository with what it is to hold, or writes it.
fn expect_file(path: &str, expected: &str) {
    let file = root().join(path);
    if std::fs::read_to_string(&file).is_ok_and(|text| text == expected) {
        return;
    }
    assert!(is_update(), "`{path}` is out of date: UPDATE_EXPECT=1 cargo test -p docbind --test book");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, expected).unwrap();
}

#[test]
fn readme_is_short_and_begins_with_the_two_commands() {
    let readme = read("README.md");
    let lines = readme.lines().count();
    assert!(lines <= 200, "{lines} lines");
    let (_, rest) = readme.split_once("## Two commands\n").unwrap();
    let commands: Vec<_> = text::fences(rest).into_iter().take(2).map(|fence| fence.text).collect();
    assert_eq!(
        commands,
        [
            "cargo run -p docbind -- generate specs/nexudus --out examples/nexudus --runtime-path runtime\n",
            "cargo test --workspace\n"
        ]
    );
}

/// It is compiled with the examples.
#[test]
fn the_first_program_is_the_one_that_compiles() {
    let example = read("examples/build-script/examples/open_ticket.rs");
    let (_, program) = example.split_once("// What README shows:\n").unwrap();
    for page in ["README.md", "docs/book/src/guide/first-client.md"] {
        let shown: Vec<_> = text::fences(&read(page))
            .into_iter()
            .map(|of| of.text)
            .filter(|of| of.contains("fn main()"))
            .collect();
        assert_eq!(shown, [program], "{page}");
    }
}

#[test]
fn the_summary_has_every_page() {
    let summary = read("docs/book/src/SUMMARY.md");
    for page in pages() {
        if let Some(page) = page.strip_prefix("docs/book/src/").filter(|page| *page != "SUMMARY.md") {
            assert!(summary.contains(&format!("({page})")), "{page}");
        }
    }
}
