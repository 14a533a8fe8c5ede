//! Links lead to files that are there, and to headings in them.

use crate::text::{fences, prose};
use crate::{pages, read, root};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

#[test]
fn links_lead_somewhere() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for page in pages() {
        let text = read(&page);
        for (number, line) in prose(&text) {
            for target in targets(&line) {
                count += 1;
                if target.contains("://") {
                    continue;
                }
                let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
                let path = if file.is_empty() { PathBuf::from(&page) } else { join(&page, file) };
                if !root().join(&path).exists() {
                    wrong.push(format!("{page}:{number}: {target}: no such file"));
                } else if !anchor.is_empty() && !anchors(&read(path.to_str().unwrap())).contains(anchor) {
                    wrong.push(format!("{page}:{number}: {target}: no such heading"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 100, "{count} links");
}

/// The targets of the links in a line.
fn targets(line: &str) -> Vec<&str> {
    let after = line.split("](").skip(1);
    after.filter_map(|rest| rest.split_once(')')).map(|(target, _)| target).collect()
}

/// The path that a link means, from the root.
fn join(page: &str, target: &str) -> PathBuf {
    let mut path = Path::new(page).parent().unwrap().to_owned();
    for part in Path::new(target).components() {
        match part {
            Component::ParentDir => drop(path.pop()),
            part => path.push(part),
        }
    }
    path
}

fn anchors(page: &str) -> BTreeSet<String> {
    let inside: Vec<_> = fences(page).iter().map(|of| of.start..of.start + of.text.lines().count()).collect();
    let lines = page.lines().enumerate();
    let outside = lines.filter(|(number, _)| !inside.iter().any(|range| range.contains(number)));
    outside
        .filter_map(|(_, line)| {
            line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#'))
        })
        .map(slug)
        .collect()
}

/// The anchor that mdBook and GitHub give a heading.
pub(crate) fn slug(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}
