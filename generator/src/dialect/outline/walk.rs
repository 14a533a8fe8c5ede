//! Goes through the blocks of a page, in order, and opens its sections.

use super::section::{Section, SectionForm, SectionId};
use super::statements::{self, Found, Statement, StatementForm};
use super::{Item, ItemKind, Outline, frames, headings, regions};
use crate::dialect::claims::{EndpointClaim, RequestExampleClaim};
use crate::dialect::custom::{self, read_custom_heading};
use crate::dialect::mintlify::{beside, is_enum_accordion, is_field_tag, names_field, part_endpoint};
use crate::dialect::request_example::read_request_example;
use crate::dialect::section::{SectionKind, telling_label};
use crate::document::{Block, BlockKind, Component, Fence, Included, Text};
use crate::source::{Span, Spanned};
use std::borrow::Cow;

/// What is known of a page before its blocks are read.
pub(in crate::dialect) struct Top<'a> {
    /// Its title.
    pub title: Option<&'a str>,
    /// Verb and path, where its front matter states them.
    pub endpoint: Option<&'a EndpointClaim>,
    /// Whether it is about what the API sends on its own.
    pub webhook: bool,
    /// Whether it is a source page, which states its endpoint: what it shows beside is in passing.
    pub is_source: bool,
}

/// The outline of some blocks, which are those of a page below its title.
pub(in crate::dialect) fn outline_page<'d>(blocks: &'d [Block], top: &Top<'_>) -> Outline<'d> {
    let mut walk = Walk {
        title: top.title,
        stated: top.endpoint.is_some() || top.webhook,
        current: SectionId::default(),
        in_list: false,
        second_line: None,
        path: None,
        outline: Outline {
            sections: vec![Section { level: 0, role_level: 1, ..Section::default() }],
            ..Outline::default()
        },
    };
    walk.walk_all(blocks);
    let (mut outline, stated) = (walk.outline, walk.stated);
    regions::settle_regions(&mut outline, top, stated);
    outline
}

/// Where the walk is.
pub(super) struct Walk<'d, 'a> {
    pub(super) title: Option<&'a str>,
    /// Whether the page states verb and path in its front matter or in a tag above.
    pub(super) stated: bool,
    pub(super) current: SectionId,
    pub(super) in_list: bool,
    /// The line that states an endpoint together with the one before it.
    second_line: Option<Span>,
    /// The path that a line above states without a verb: headings name the verbs.
    path: Option<Spanned<String>>,
    pub(super) outline: Outline<'d>,
}

impl<'d> Walk<'d, '_> {
    pub(super) fn current(&self) -> &Section {
        &self.outline.sections[self.current.index()]
    }

    pub(super) fn current_mut(&mut self) -> &mut Section {
        &mut self.outline.sections[self.current.index()]
    }

    /// Opens a section and goes into it.
    pub(super) fn open(&mut self, section: Section) {
        self.current = SectionId::new(self.outline.sections.len());
        self.outline.sections.push(section);
        if self.current().form == SectionForm::Heading {
            let heading = self.current;
            self.current_mut().heading = heading;
        }
    }

    /// A section inside the current one, which has all that this one says but its form.
    pub(super) fn inside(&self, form: SectionForm) -> Section {
        Section { form, parent: self.current, ..self.current().clone() }
    }

    /// Adds a block; gives its index.
    pub(super) fn add(&mut self, block: Cow<'d, Block>, kind: ItemKind) -> usize {
        let at = self.outline.items.len();
        self.outline.items.push(Item {
            block,
            kind,
            section: self.current,
            end: at + 1,
            in_list: self.in_list,
            region: 0,
            parts: None,
        });
        at
    }

    /// Adds a block with what stands inside it.
    fn add_around(&mut self, block: Cow<'d, Block>, inside: impl FnOnce(&mut Self)) {
        let at = self.add(block, ItemKind::Content);
        inside(self);
        self.outline.items[at].end = self.outline.items.len();
    }

    fn walk_all(&mut self, blocks: &'d [Block]) {
        let mut rest = blocks;
        while let Some(next) = beside::next_block(rest) {
            rest = next.rest;
            let at = self.outline.items.len();
            self.leave_lead(&next.block);
            self.walk(next.block, rest);
            if let Some((parts, diagnostic)) = next.parts {
                self.outline.items[at].parts = Some((parts.span, diagnostic));
            }
        }
    }

    /// Adds a block; `rest`: those behind it.
    fn walk(&mut self, block: Cow<'d, Block>, rest: &[Block]) {
        // What was put together is a field with its parts.
        let Cow::Borrowed(borrowed) = block else {
            self.add(block, ItemKind::Content);
            return;
        };
        match &borrowed.kind {
            BlockKind::Heading { level, text, .. } if names_field(text, rest) => {
                headings::leave_deeper(self, *level);
                self.add(block, ItemKind::Field);
            }
            BlockKind::Heading { level, text, anchor } => {
                let sections = self.outline.sections.len();
                self.walk_heading(borrowed, *level, text);
                if sections < self.outline.sections.len() {
                    self.current_mut().anchor.clone_from(anchor);
                }
            }
            BlockKind::Paragraph(text) => self.walk_text(Cow::Borrowed(borrowed), text, rest),
            BlockKind::Fence(fence) => self.walk_fence(borrowed, fence),
            BlockKind::Table { header, rows } => {
                let related = self.current().announced == Some(SectionKind::Remarks);
                let found = if related { Vec::new() } else { statements::in_table(header, rows) };
                self.state_in(Cow::Borrowed(borrowed), found, StatementForm::Row);
            }
            BlockKind::Component(component) => self.walk_tag(borrowed, component),
            BlockKind::Quote(children) => match children.as_slice() {
                [only @ Block { kind: BlockKind::Paragraph(text), .. }] => {
                    self.add_around(Cow::Borrowed(borrowed), |_| {});
                    self.walk_text(Cow::Borrowed(only), text, rest);
                }
                _ => self.add_around(Cow::Borrowed(borrowed), |walk| walk.walk_all(children)),
            },
            BlockKind::Item(children) | BlockKind::Included(Included { blocks: children, .. }) => {
                self.add_around(Cow::Borrowed(borrowed), |walk| walk.walk_all(children));
            }
            BlockKind::List { items, .. } => self.walk_list(borrowed, items),
            BlockKind::Definitions(definitions) => self.add_around(Cow::Borrowed(borrowed), |walk| {
                for definition in definitions {
                    let kind = BlockKind::Paragraph(definition.term.clone());
                    walk.add(Cow::Owned(Block { kind, span: definition.term.span }), ItemKind::Content);
                    walk.walk_all(&definition.blocks);
                }
            }),
            BlockKind::Html(html) => match custom::html_heading(html) {
                Some((level, plain)) => {
                    let text = Text { markdown: plain.clone(), plain, links: Vec::new(), span: block.span };
                    self.walk_heading(borrowed, level, &text);
                }
                None => _ = self.add(Cow::Borrowed(borrowed), ItemKind::Content),
            },
            BlockKind::Rule => _ = self.add(Cow::Borrowed(borrowed), ItemKind::Content),
        }
    }

    /// A list; sections that begin in an item of it end there.
    fn walk_list(&mut self, block: &'d Block, items: &'d [Block]) {
        let found = statements::in_pairs(items.iter().filter_map(statements::pair));
        if found.is_some() && items.iter().all(|item| statements::pair(item).is_some()) {
            return self.state_in(Cow::Borrowed(block), found.into_iter().collect(), StatementForm::Line);
        }
        let listed = statements::in_items(items);
        if !listed.is_empty() && self.may_list_operations() {
            return self.state_in(Cow::Borrowed(block), listed, StatementForm::Row);
        }
        let states = found.is_some();
        if states {
            self.begin_operation(false);
        }
        self.add_around(Cow::Borrowed(block), |walk| {
            let at = walk.outline.items.len() - 1;
            walk.note(at, found.into_iter().collect(), StatementForm::Line);
            let outer = std::mem::replace(&mut walk.in_list, true);
            for item in items {
                if states && statements::is_pair(item) {
                    walk.add(Cow::Borrowed(item), ItemKind::OfStatement);
                    continue;
                }
                let section = walk.current;
                walk.walk(Cow::Borrowed(item), &[]);
                walk.current = section;
            }
            walk.in_list = outer;
        });
    }

    /// Whether a list stands in a section of its own that states nothing yet.
    fn may_list_operations(&self) -> bool {
        let heading = self.outline.section(self.current().heading);
        !self.stated && !self.in_list && heading.level > 1 && !heading.states
    }

    fn walk_heading(&mut self, block: &'d Block, level: u8, text: &Text) {
        if self.title == Some(&text.plain) {
            self.add(Cow::Borrowed(block), ItemKind::RepeatedTitle);
            return;
        }
        let mut found = statements::in_heading(text);
        if let (true, Some(url), Some(method)) = (found.is_empty(), &self.path, statements::verb_alone(text))
        {
            let method = Spanned::new(method, text.span);
            found.push(EndpointClaim { method, url: url.clone(), elsewhere: false, shown: false });
        }
        headings::open_heading(self, level, text, !found.is_empty());
        let at = self.add(Cow::Borrowed(block), ItemKind::Opens);
        self.note(at, found, StatementForm::Heading);
    }

    fn walk_text(&mut self, block: Cow<'d, Block>, text: &Text, rest: &[Block]) {
        if headings::open_bold(self, text) || headings::open_lead(self, text, rest) {
            self.add(block, ItemKind::Opens);
            return;
        }
        if self.in_list || self.second_line == Some(text.span) {
            let kind = if self.in_list { ItemKind::Content } else { ItemKind::OfStatement };
            self.add(block, kind);
            return;
        }
        let (mut found, mut form) = (statements::in_line(text), StatementForm::Line);
        if let Some(second) = rest.first().filter(|_| found.is_empty()) {
            found.extend(statements::in_pairs([&*block, second].into_iter().filter_map(statements::pair)));
            self.second_line = (!found.is_empty()).then_some(second.span);
        }
        if found.is_empty()
            && self.outline.items.last().is_none_or(|item| matches!(item.kind, ItemKind::Opens))
        {
            found = statements::in_sentence(text);
            form = StatementForm::Sentence;
        }
        if found.is_empty() {
            self.path = statements::labelled_path(text).or(self.path.take());
        }
        self.state_in(block, found, form);
    }

    fn walk_fence(&mut self, block: &'d Block, fence: &Fence) {
        if let Some(endpoint) = part_endpoint(fence, block.span) {
            self.stated = true;
            let at = self.add(Cow::Borrowed(block), ItemKind::Content);
            return self.note(at, endpoint.into_iter().collect(), StatementForm::Part);
        }
        let Some(request) = self.read_request(fence, block.span) else {
            let found = statements::in_titled_fence(fence, block.span);
            return self.state_in(Cow::Borrowed(block), found, StatementForm::Message);
        };
        let (found, over) = statements::in_message(&request, fence);
        self.outline.diagnostics.extend(over);
        let at = self.state_in_request(block, Box::new(request), !found.is_empty());
        self.note(at, found, StatementForm::Message);
    }

    /// The request that a block of code holds. Whatever the block calls itself: a command is a command.
    fn read_request(&self, fence: &Fence, span: Span) -> Option<RequestExampleClaim> {
        let label = if fence.title.is_empty() { &self.current().label } else { &fence.title };
        let may_hold = matches!(
            fence.language.as_str(),
            "" | "bash" | "sh" | "shell" | "curl" | "http" | "console" | "text"
        );
        let code = fence.code.trim_start();
        (may_hold || code.strip_prefix("$ ").unwrap_or(code).starts_with("curl "))
            .then(|| read_request_example(fence, span.source, telling_label(label)))?
    }

    fn walk_tag(&mut self, block: &'d Block, component: &'d Component) {
        let found = statements::in_tag(component);
        if let Some(endpoint) = found {
            let outer = self.current;
            self.begin_operation(true);
            self.stated = true;
            self.second_line = Some(endpoint.url.span);
            self.add_around(Cow::Borrowed(block), |walk| {
                let at = walk.outline.items.len() - 1;
                walk.note(at, vec![endpoint], StatementForm::Tag);
                walk.walk_all(&component.children);
            });
            // What describes the operation stands in the tag, and not behind it.
            let is_text = |block: &Block| matches!(block.kind, BlockKind::Paragraph(_));
            if !component.children.iter().all(is_text) {
                self.current = outer;
            }
            return;
        }
        if is_field_tag(component) || is_enum_accordion(component) {
            self.add(Cow::Borrowed(block), ItemKind::Content);
            return;
        }
        if let Some(text) = read_custom_heading(component) {
            return self.walk_heading(block, 2, &text);
        }
        let outer = self.current;
        self.add_around(Cow::Borrowed(block), |walk| {
            frames::enter_frame(walk, component);
            walk.walk_all(&component.children);
        });
        self.current = outer;
    }

    /// Adds a block that states endpoints, or none.
    fn state_in(&mut self, block: Cow<'d, Block>, found: Vec<Found>, form: StatementForm) {
        if !found.is_empty() {
            self.begin_operation(false);
        }
        let at = self.add(block, ItemKind::Content);
        self.note(at, found, form);
    }

    fn state_in_request(
        &mut self,
        block: &'d Block,
        request: Box<RequestExampleClaim>,
        states: bool,
    ) -> usize {
        if states {
            self.begin_operation(false);
        }
        self.add(Cow::Borrowed(block), ItemKind::Request(request))
    }

    /// Notes what a block states.
    fn note(&mut self, item: usize, found: Vec<Found>, form: StatementForm) {
        if found.is_empty() {
            return;
        }
        let heading = self.current().heading;
        self.outline.sections[heading.index()].states = true;
        self.current_mut().states = true;
        let section = self.current;
        self.outline.statements.extend(found.into_iter().map(|endpoint| Statement {
            item,
            section,
            form,
            endpoint,
        }));
    }

    /// Leaves the section of the operation before, where a heading of no section stands above a new one.
    fn begin_operation(&mut self, in_tag: bool) {
        if self.stated && !in_tag {
            return;
        }
        let current = self.current();
        let leaves = current.divider.is_some() || current.role == SectionKind::Remarks;
        let is_title = if in_tag { current.is_title } else { !telling_label(&current.label).is_empty() };
        // What stands above in the section keeps its place.
        let mut section = self.inside(SectionForm::Statement);
        section.is_title = is_title;
        if leaves {
            (section.role, section.responses) = (SectionKind::Intro, None);
        }
        self.open(section);
    }
}
