//! What a tag includes stands in its place before a page is read: `<Snippet file="ticket.mdx" />`, and `<Ticket />`
//! where that name is imported. What stands in the file stands here, with what the tag's attributes pass to it. So
//! does what a function of that name gives. What stands between the tags goes to the place of `{children}`, or else
//! behind. Places in what is included are places in that file.
//!
//! A tag that states an endpoint in its attributes stays, with what it includes as its content.

use super::custom::states_endpoint;
use super::in_text::parse_in_scope;
use super::mintlify::find;
use super::scope::{Scope, Tag, missing, read_scope, report_unknown};
use super::snippets::Snippets;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Block, BlockKind, Component, Function, Included, scan_markup};
use crate::source::{SourceFile, SourceId, Span};
use std::borrow::Cow;

/// The blocks of a page with what they include.
pub(super) struct Expanded<'d> {
    pub blocks: Cow<'d, [Block]>,
    /// The files that were included, each with the tag that does.
    pub included: Vec<(SourceId, Span)>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Puts what the tags of a page include in their place.
pub(super) fn expand_blocks<'d>(
    file: &SourceFile,
    blocks: &'d [Block],
    snippets: &Snippets,
    scope: Scope,
) -> Expanded<'d> {
    let mut expander = Expander {
        source: file.id,
        path: file.relative.clone(),
        snippets,
        scope,
        including: Vec::new(),
        inclusions: 0,
        included: Vec::new(),
        diagnostics: Vec::new(),
    };
    let blocks = match expander.includes(blocks) {
        true => Cow::Owned(expander.expand_all(blocks)),
        false => Cow::Borrowed(blocks),
    };
    Expanded { blocks, included: expander.included, diagnostics: expander.diagnostics }
}

/// What is read in the place of a tag, one inside another.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Including {
    /// The file.
    path: String,
    /// The name of the function in it, where it is one.
    function: Option<String>,
}

/// How often a page may have something read in the place of a tag. Real pages stay below a hundred; what
/// includes several of what includes several has no end that anybody waits for.
const MOST: usize = 1_000;

struct Expander<'s> {
    /// The file around.
    source: SourceId,
    /// Its path.
    path: String,
    snippets: &'s Snippets,
    /// What the names of the file around stand for.
    scope: Scope,
    /// What is being expanded, one inside another.
    including: Vec<Including>,
    /// How often something was put in the place of a tag.
    inclusions: usize,
    included: Vec<(SourceId, Span)>,
    diagnostics: Vec<Diagnostic>,
}

impl Expander<'_> {
    /// Whether any tag in some blocks stands for something else.
    fn includes(&self, blocks: &[Block]) -> bool {
        blocks.iter().any(|block| match &block.kind {
            BlockKind::Component(component) => {
                component.name == "Snippet"
                    || self.scope.tags.contains_key(&component.name)
                    || self.includes(&component.children)
            }
            BlockKind::Quote(children)
            | BlockKind::Item(children)
            | BlockKind::List { items: children, .. } => self.includes(children),
            BlockKind::Definitions(definitions) => definitions.iter().any(|of| self.includes(&of.blocks)),
            _ => false,
        })
    }

    fn expand_all(&mut self, blocks: &[Block]) -> Vec<Block> {
        blocks.iter().map(|block| self.expand(block)).collect()
    }

    fn expand(&mut self, block: &Block) -> Block {
        let kind = match &block.kind {
            BlockKind::Component(component) => match self.expand_tag(component, block.span) {
                Some(included) if states_endpoint(component) => {
                    let children = vec![Block { kind: BlockKind::Included(included), span: block.span }];
                    BlockKind::Component(Component { children, ..component.clone() })
                }
                Some(included) => BlockKind::Included(included),
                None => {
                    let children = self.expand_all(&component.children);
                    BlockKind::Component(Component { children, ..component.clone() })
                }
            },
            BlockKind::Quote(children) => BlockKind::Quote(self.expand_all(children)),
            BlockKind::Item(children) => BlockKind::Item(self.expand_all(children)),
            BlockKind::List { ordered, items } => {
                BlockKind::List { ordered: *ordered, items: self.expand_all(items) }
            }
            BlockKind::Definitions(definitions) => BlockKind::Definitions(
                definitions
                    .iter()
                    .map(|of| crate::document::Definition {
                        blocks: self.expand_all(&of.blocks),
                        ..of.clone()
                    })
                    .collect(),
            ),
            other => other.clone(),
        };
        Block { kind, span: block.span }
    }

    /// What stands in the place of a tag; `None` where it stands for itself.
    fn expand_tag(&mut self, component: &Component, span: Span) -> Option<Included> {
        let found = match self.scope.tags.get(&component.name) {
            Some(Tag::Function(function, of)) => {
                let (function, of) = (function.clone(), *of);
                return Some(self.expand_function(component, span, &function, of));
            }
            // Its import was reported where that is missing.
            Some(Tag::File(imported)) => *imported,
            None if component.name == "Snippet" => self.find_file(component),
            None => return None,
        };
        let Some(index) = found else {
            return Some(Included { file: None, blocks: self.expand_all(&component.children) });
        };
        let snippets = self.snippets;
        let snippet = snippets.get(index);
        let including = Including { path: snippet.file.relative.clone(), function: None };
        if self.is_refused(&including, component) {
            return Some(Included { file: None, blocks: Vec::new() });
        }
        let mut passed = Scope::of_attributes(&component.attributes);
        passed.opaque.insert("children".to_owned());
        let (scope, problems) = read_scope(snippets, &snippet.file, &snippet.statements, passed);
        let parsed = snippets.parse(index, &scope);
        self.diagnostics.extend(problems);
        self.diagnostics.extend(report_unknown(&scope, &parsed.unknown));
        let blocks = &parsed.document.blocks;
        Some(self.place(&snippet.file, (component, span), scope, including, blocks))
    }

    /// What a function gives: its file is the page's own, or the snippet of that index.
    fn expand_function(
        &mut self,
        component: &Component,
        span: Span,
        function: &Function,
        of: Option<usize>,
    ) -> Included {
        let (snippets, file) = (self.snippets, &function.body);
        let including = Including { path: file.relative.clone(), function: Some(component.name.clone()) };
        if self.is_refused(&including, component) {
            return Included { file: None, blocks: Vec::new() };
        }
        let scope = self.scope.of_function(function, of, &component.attributes, snippets);
        let (document, unknown) = parse_in_scope(scan_markup(file), &scope, snippets, &file.relative);
        self.diagnostics.extend(report_unknown(&scope, &unknown));
        self.place(file, (component, span), scope, including, &document.blocks)
    }

    /// The blocks that a file gives, expanded, with what stands between the tags.
    fn place(
        &mut self,
        file: &SourceFile,
        (component, span): (&Component, Span),
        mut scope: Scope,
        including: Including,
        blocks: &[Block],
    ) -> Included {
        let is_own = file.id == self.source && including.function.is_some();
        if !is_own {
            self.included.push((file.id, span));
        }
        let content = place_children(blocks, &component.children);
        if content.is_some() {
            scope.lend_tags(&self.scope);
        }
        let outer = (
            std::mem::replace(&mut self.source, file.id),
            std::mem::replace(&mut self.path, file.relative.clone()),
            std::mem::replace(&mut self.scope, scope),
        );
        self.including.push(including);
        let mut expanded = self.expand_all(content.as_deref().unwrap_or(blocks));
        self.including.pop();
        (self.source, self.path, self.scope) = outer;
        if content.is_none() {
            expanded.extend(self.expand_all(&component.children));
        }
        Included { file: (!is_own).then(|| file.relative.clone()), blocks: expanded }
    }

    /// Whether nothing is put in the place of a tag, which is reported: it stands in what it includes, or the
    /// page has included too much.
    fn is_refused(&mut self, including: &Including, component: &Component) -> bool {
        if let Some(at) = self.including.iter().position(|open| open == including) {
            self.report_cycle(at, component);
            return true;
        }
        self.inclusions += 1;
        if self.inclusions == MOST + 1 {
            let message = format!("a page includes no more than {MOST} files and functions");
            self.diagnostics.push(
                Diagnostic::at(&rule::SNIPPET_CYCLE, component.tag_span, message)
                    .note("nothing was read here, nor in the place of the tags behind it"),
            );
        }
        self.inclusions > MOST
    }

    fn find_file(&mut self, component: &Component) -> Option<usize> {
        let path = find(component, "file").or_else(|| find(component, "src"))?.value.as_ref()?;
        let found = self.snippets.find(&self.path, &path.value);
        if found.is_none() {
            self.diagnostics.push(missing(path));
        }
        found
    }

    fn report_cycle(&mut self, at: usize, component: &Component) {
        let path = |open: &Including| match &open.function {
            Some(name) => format!("`{name}`"),
            None => format!("`{}`", open.path),
        };
        let mut way: Vec<String> = self.including[at..].iter().map(path).collect();
        let message = match way.as_slice() {
            [own] => format!("{own} includes itself"),
            [own, ..] => {
                let own = own.clone();
                way.push(own.clone());
                format!("{own} includes itself: {}", way.join(" → "))
            }
            [] => return,
        };
        self.diagnostics.push(
            Diagnostic::at(&rule::SNIPPET_CYCLE, component.tag_span, message)
                .note("what it holds was read once, and nothing here"),
        );
    }
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
