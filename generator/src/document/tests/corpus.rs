//! Every page of the corpora beside the repository, where there are any.

use std::path::{Path, PathBuf};

use super::super::{Block, BlockKind, parse_json, parse_markdown, parse_rendered, scan_file};
use super::check_spans;
use crate::source::{SourceFile, SourceId};

fn pages(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            pages(&path, out);
        } else if path.extension().is_some_and(|e| e == "md" || e == "mdx" || e == "txt") {
            out.push(path);
        }
    }
}

/// Reads every fence that says it is JSON.
fn read_json(blocks: &[Block], count: &mut usize) {
    for block in blocks {
        match &block.kind {
            BlockKind::Fence(fence) if fence.language == "json" => {
                parse_json(&fence.code, &fence.map, block.span.source);
                *count += 1;
            }
            BlockKind::Component(component) => read_json(&component.children, count),
            _ => {}
        }
    }
}

#[test]
fn every_page_of_the_corpora() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    let mut paths = Vec::new();
    pages(&folder, &mut paths);
    if paths.is_empty() {
        println!("skipped: no pages in {}", folder.display());
        return;
    }
    let mut fences = 0;
    for path in &paths {
        let name = path.to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let file = SourceFile::new(SourceId(0), name.clone(), name, text);
        let document = if path.extension().is_some_and(|e| e == "txt") {
            parse_rendered(&file)
        } else {
            parse_markdown(scan_file(&file))
        };
        check_spans(&file, &document);
        read_json(&document.blocks, &mut fences);
    }
    println!("{} pages, {fences} JSON fences", paths.len());
}
