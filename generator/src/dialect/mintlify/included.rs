//! `<Snippet file="ticket.mdx" />`, and `<Ticket />` where that name is imported: what stands in the file
//! stands here, with what the tag's attributes pass to it. So does what a function of that name gives. What
//! stands between the tags goes to the place of `{children}`, or else behind.

use super::Reader;
use super::attributes::find;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::ClaimKind;
use crate::dialect::in_text::parse_in_scope;
use crate::dialect::scope::{Scope, Tag, missing, read_scope, report_unknown};
use crate::document::{Block, BlockKind, Component, Function, scan_markup};
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
    let (mut scope, problems) = read_scope(&snippets, &snippet.file, &snippet.statements, passed);
    let parsed = snippets.parse(index, &scope);
    reader.diagnostics.extend(problems);
    reader.diagnostics.extend(report_unknown(&scope, &parsed.unknown));
    reader.note_included(&snippet.file, span);
    let content = place_children(&parsed.document.blocks, &component.children);
    if content.is_some() {
        scope.lend_tags(&reader.scope);
    }
    reader.read_inside(&snippet.file, scope, including, |reader| {
        read(reader, content.as_deref().unwrap_or(&parsed.document.blocks))
    });
    if content.is_none() {
        read(reader, &component.children);
    }
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
    let mut scope = reader.scope.of_function(function, of, &component.attributes, &snippets);
    let (document, unknown) = parse_in_scope(scan_markup(file), &scope, &snippets, &file.relative);
    reader.diagnostics.extend(report_unknown(&scope, &unknown));
    match file.id == reader.source {
        true => reader.claim(ClaimKind::Chrome, span),
        false => reader.note_included(file, span),
    }
    let content = place_children(&document.blocks, &component.children);
    if content.is_some() {
        scope.lend_tags(&reader.scope);
    }
    reader.read_inside(file, scope, including, |reader| {
        read(reader, content.as_deref().unwrap_or(&document.blocks))
    });
    if content.is_none() {
        read(reader, &component.children);
    }
    true
}

/// What a tag includes with what stands between its tags in the place of `{children}`; `None` where it has
/// no such place.
fn place_children(blocks: &[Block], children: &[Block]) -> Option<Vec<Block>> {
    let at = blocks.iter().position(|block| is_place(block) || holds_place(block))?;
    let mut placed = blocks[..at].to_vec();
    let block = &blocks[at];
    match &block.kind {
        BlockKind::Component(component) => {
            let children = place_children(&component.children, children)?;
            let component = Component { children, ..component.clone() };
            placed.push(Block { kind: BlockKind::Component(component), span: block.span });
        }
        _ => placed.extend_from_slice(children),
    }
    placed.extend_from_slice(&blocks[at + 1..]);
    Some(placed)
}

/// Whether a block is `{children}`, alone or between tags of HTML: `<ul>{children}</ul>`.
fn is_place(block: &Block) -> bool {
    let text = match &block.kind {
        BlockKind::Paragraph(text) => text.plain.as_str(),
        BlockKind::Html(html) => html,
        _ => return false,
    };
    let around = ["{children}", "{props.children}"].into_iter().find_map(|name| text.split_once(name));
    let is_tags = |text: &str| text.is_empty() || (text.starts_with('<') && text.ends_with('>'));
    around.is_some_and(|(before, behind)| is_tags(before.trim()) && is_tags(behind.trim()))
}

fn holds_place(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Component(component) => component.children.iter().any(|b| is_place(b) || holds_place(b)),
        _ => false,
    }
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
