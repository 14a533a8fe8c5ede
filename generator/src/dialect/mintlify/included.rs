//! `<Snippet file="ticket.mdx" />`, and `<Ticket />` where that name is imported: what stands in the file
//! stands here, with what the tag's attributes pass to it.

use super::Reader;
use super::attributes::find;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::ClaimKind;
use crate::dialect::scope::{Scope, missing, read_scope, report_unknown};
use crate::document::{Block, Component};
use crate::source::Span;

/// Reads the blocks of the file that a tag includes, with a reader of blocks; places in them are
/// places in that file. False where the tag includes nothing.
pub(super) fn read_snippet(
    reader: &mut Reader,
    component: &Component,
    span: Span,
    mut read: impl FnMut(&mut Reader, &[Block]),
) -> bool {
    let found = match reader.scope.tags.get(&component.name) {
        // Its import was reported where that is missing.
        Some(imported) => *imported,
        None if component.name == "Snippet" => find_file(reader, component),
        None => return false,
    };
    let Some(index) = found else {
        reader.claim(ClaimKind::Chrome, span);
        read(reader, &component.children);
        return true;
    };
    if let Some(at) = reader.including.iter().position(|&open| open == index) {
        reader.claim(ClaimKind::Chrome, span);
        report_cycle(reader, at, component);
        return true;
    }
    let snippets = reader.snippets.clone();
    let snippet = snippets.get(index);
    let mut passed = Scope::of_attributes(&component.attributes);
    passed.opaque.insert("children".to_owned());
    let (scope, problems) = read_scope(&snippets, &snippet.file, &snippet.statements, passed);
    let parsed = snippets.parse(index, &scope.values);
    reader.diagnostics.extend(problems);
    reader.diagnostics.extend(report_unknown(&scope, &parsed.unknown));
    reader.included.push((snippet.file.id, span));
    reader.claim(ClaimKind::Included(snippet.file.relative.clone()), span);
    let outer = (
        std::mem::replace(&mut reader.source, snippet.file.id),
        std::mem::replace(&mut reader.path, snippet.file.relative.clone()),
        std::mem::replace(&mut reader.scope, scope),
    );
    reader.including.push(index);
    read(reader, &parsed.document.blocks);
    reader.including.pop();
    (reader.source, reader.path, reader.scope) = outer;
    // What stands between the tags is the snippet's `children`.
    read(reader, &component.children);
    true
}

fn find_file(reader: &mut Reader, component: &Component) -> Option<usize> {
    let path = find(component, "file").or_else(|| find(component, "src"))?.value.as_ref()?;
    let found = reader.snippets.find(&reader.path, &path.value);
    if found.is_none() {
        reader.diagnostics.push(missing(path));
    }
    found
}

fn report_cycle(reader: &mut Reader, at: usize, component: &Component) {
    let path = |index: &usize| format!("`{}`", reader.snippets.get(*index).file.relative);
    let mut way: Vec<String> = reader.including[at..].iter().map(path).collect();
    let message = match way.as_slice() {
        [own] => format!("{own} includes itself"),
        [own, ..] => {
            let own = own.clone();
            way.push(own.clone());
            format!("{own} includes itself: {}", way.join(" → "))
        }
        [] => return,
    };
    reader.diagnostics.push(
        Diagnostic::at(&rule::SNIPPET_CYCLE, component.tag_span, message)
            .note("what it holds was read once, and nothing here"),
    );
}
