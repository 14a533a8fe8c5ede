//! Texts to begin with: the inputs of `tests/cases` and `tests/renderings`, and the pages of `specs`.

use std::fs;
use std::path::{Path, PathBuf};

/// Larger texts are left out.
const MOST: u64 = 16 << 10;
/// So many pages of one folder are enough.
const OF_A_FOLDER: usize = 20;

/// Pages whose names end so.
pub fn pages(root: &Path, extension: &str) -> Vec<String> {
    files(root, &|path| path.extension().is_some_and(|found| found == extension))
}

/// The settings of specs and cases.
pub fn settings(root: &Path) -> Vec<String> {
    files(root, &|path| path.file_name().is_some_and(|name| name == "docbind.toml"))
}

/// The OpenAPI parts of pages, the line behind the fence first.
pub fn openapi(root: &Path) -> Vec<String> {
    let pages = pages(root, "md").into_iter().chain(pages(root, "mdx"));
    pages.flat_map(|page| fenced(&page, "yaml")).filter(|part| part.contains("paths:")).collect()
}

/// The JSON examples of pages, some of them with marks of secrets, and texts of other kinds.
pub fn bodies(root: &Path) -> Vec<String> {
    let pages = pages(root, "md").into_iter().chain(pages(root, "mdx"));
    let mut all: Vec<String> = pages.flat_map(|page| fenced(&page, "json")).collect();
    all.sort();
    all.dedup();
    let step = all.len() / 200 + 1;
    let mut all: Vec<String> = all.into_iter().step_by(step).collect();
    all.extend(WRITTEN.map(|body| format!("\n{body}")));
    all
}

/// Bodies that no page shows.
const WRITTEN: [&str; 9] = [
    r#"{"id":1,"name":"a","tags":["b"],"colour":"red","size":3,"key":7,"parent":{"id":2},"extra":[null]}"#,
    r#"{"id":1,"ways":[{"type":"mail","to":"a"},{"type":"call","number":"1"},{"type":"pigeon"}]}"#,
    r#"{"id":1,"items":[{"id":1},{"id":2}],"next":"c2","total":4,"pages":2,"more":true}"#,
    "{\"id\":1}\n{\"id\":2}\n\n{\"id\":\"x\"}\n{\"id\":3}",
    "{\"error\":\"no \u{e000}\",\"access_token\":\"\u{e001}\",\"detail\":\"{\\\"token\\\":\\\"\u{e001}\\\"}\"}",
    "{\"id\":\"\u{e001}\",\"meta\":{\"ok\":false}}",
    "error=x&token=\u{e003}&n=1",
    "<r><token>\u{e000}</token><n>1</n></r>",
    "Bearer \u{e000} is not valid",
];

/// The fences of a language: what stands behind its name, and the text.
fn fenced(page: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let line = line.trim_start();
        let fence = &line[..line.len() - line.trim_start_matches('`').len()];
        let Some(info) = line[fence.len()..].strip_prefix(language).filter(|_| fence.len() >= 3) else {
            continue;
        };
        let text: Vec<&str> = lines.by_ref().take_while(|line| line.trim() != fence).collect();
        found.push(format!("{}\n{}", info.trim(), text.join("\n")));
    }
    found
}

/// The files below the folders of the repository that are wanted, in order.
fn files(root: &Path, is_wanted: &dyn Fn(&Path) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for folder in ["specs", "tests/cases", "tests/renderings"] {
        collect(&root.join(folder), is_wanted, &mut found);
    }
    found
}

fn collect(folder: &Path, is_wanted: &dyn Fn(&Path) -> bool, found: &mut Vec<String>) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = paths.into_iter().partition(|path| path.is_dir());
    let is_small = |path: &&PathBuf| fs::metadata(path).is_ok_and(|file| file.len() <= MOST);
    let wanted = files.iter().filter(|path| is_wanted(path)).filter(is_small).take(OF_A_FOLDER);
    found.extend(wanted.filter_map(|path| fs::read_to_string(path).ok()));
    folders.iter().for_each(|folder| collect(folder, is_wanted, found));
}
