//! `<Snippet file="ticket.mdx" />`, and `<Ticket />` where that name is imported: what stands in the file
//! stands here, with what the tag's attributes pass to it. So does what a function of that name gives.

use super::Reader;
use super::attributes::find;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::ClaimKind;
use crate::dialect::scope::{Scope, Tag, missing, read_scope, report_unknown};
use crate::document::{self, Block, Component, Function};
use crate::source::{SourceFile, Span};

/// What is read in the place of a tag, one inside another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Including {
    /// The file.
    path: String,
    /// The name of the function in it, where it is one.
    function: Option<String>,
}

/// Reads the blocks of what a tag includes, with a reader of blocks; places in them are places in that
/// file. False where the tag includes nothing.
pub(super) fn read_snippet(
    reader: &mut Reader,
    component: &Component,
    span: Span,
    mut read: impl FnMut(&mut Reader, &[Block]),
) -> bool {
    let found = match reader.scope.tags.get(&component.name) {
        Some(Tag::Function(function, of)) => {
            let (function, of) = (function.clone(), *of);
            return read_function(reader, component, span, &function, of, read);
        }
        // Its import was reported where that is missing.
        Some(Tag::File(imported)) => *imported,
        None if component.name == "Snippet" => find_file(reader, component),
        None => return false,
    };
    let Some(index) = found else {
        reader.claim(ClaimKind::Chrome, span);
        read(reader, &component.children);
        return true;
    };
    let snippets = reader.snippets.clone();
    let snippet = snippets.get(index);
    let including = Including { path: snippet.file.relative.clone(), function: None };
    if is_refused(reader, &including, component, span) {
        return true;
    }
    let mut passed = Scope::of_attributes(&component.attributes);
    passed.opaque.insert("children".to_owned());
    let (scope, problems) = read_scope(&snippets, &snippet.file, &snippet.statements, passed);
    let parsed = snippets.parse(index, &scope.values);
    reader.diagnostics.extend(problems);
    reader.diagnostics.extend(report_unknown(&scope, &parsed.unknown));
    reader.note_included(&snippet.file, span);
    reader.read_inside(&snippet.file, scope, including, |reader| read(reader, &parsed.document.blocks));
    // What stands between the tags is the snippet's `children`.
    read(reader, &component.children);
    true
}

/// Reads what a function gives: its file is the page's own, or the snippet of that index.
fn read_function(
    reader: &mut Reader,
    component: &Component,
    span: Span,
    function: &Function,
    of: Option<usize>,
    mut read: impl FnMut(&mut Reader, &[Block]),
) -> bool {
    let (snippets, file) = (reader.snippets.clone(), &function.body);
    let including = Including { path: file.relative.clone(), function: Some(component.name.clone()) };
    if is_refused(reader, &including, component, span) {
        return true;
    }
    let mut scope = match of {
        Some(index) => {
            let snippet = snippets.get(index);
            read_scope(&snippets, &snippet.file, &snippet.statements, Scope::default()).0
        }
        None => reader.scope.clone(),
    };
    scope.enter(function, &component.attributes);
    scope.opaque.insert("children".to_owned());
    let (document, unknown) = document::parse_with_values(document::scan_file(file), &scope.values);
    reader.diagnostics.extend(report_unknown(&scope, &unknown));
    match file.id == reader.source {
        true => reader.claim(ClaimKind::Chrome, span),
        false => reader.note_included(file, span),
    }
    reader.read_inside(file, scope, including, |reader| read(reader, &document.blocks));
    read(reader, &component.children);
    true
}

/// How often a page may have something read in the place of a tag. Real pages stay below a hundred; what
/// includes several of what includes several has no end that anybody waits for.
const MOST: usize = 1_000;

/// Whether nothing is read in the place of a tag, which is reported: it stands in what it includes, or the
/// page has included too much.
fn is_refused(reader: &mut Reader, including: &Including, component: &Component, span: Span) -> bool {
    let open = reader.including.iter().position(|open| open == including);
    if let Some(at) = open {
        reader.claim(ClaimKind::Chrome, span);
        report_cycle(reader, at, component);
        return true;
    }
    reader.inclusions += 1;
    if reader.inclusions == MOST + 1 {
        let message = format!("a page includes no more than {MOST} files and functions");
        reader.diagnostics.push(
            Diagnostic::at(&rule::SNIPPET_CYCLE, component.tag_span, message)
                .note("nothing was read here, nor in the place of the tags behind it"),
        );
    }
    if reader.inclusions > MOST {
        reader.claim(ClaimKind::Chrome, span);
    }
    reader.inclusions > MOST
}

impl Reader {
    /// Notes that a file is read in the place of a tag.
    fn note_included(&mut self, file: &SourceFile, span: Span) {
        self.included.push((file.id, span));
        self.claim(ClaimKind::Included(file.relative.clone()), span);
    }

    /// Reads with another file around.
    fn read_inside(
        &mut self,
        file: &SourceFile,
        scope: Scope,
        including: Including,
        read: impl FnOnce(&mut Self),
    ) {
        let outer = (
            std::mem::replace(&mut self.source, file.id),
            std::mem::replace(&mut self.path, file.relative.clone()),
            std::mem::replace(&mut self.scope, scope),
        );
        self.including.push(including);
        read(self);
        self.including.pop();
        (self.source, self.path, self.scope) = outer;
    }
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
    let path = |open: &Including| match &open.function {
        Some(name) => format!("`{name}`"),
        None => format!("`{}`", open.path),
    };
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
