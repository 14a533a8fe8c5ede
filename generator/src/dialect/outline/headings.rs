//! Headings, bold lines and lead lines: what they say of what stands below.

use super::section::{Responses, Section, SectionForm, SectionId};
use super::statements::begins_with_endpoint;
use super::walk::Walk;
use super::{Item, ItemKind};
use crate::dialect::mintlify::{is_field_tag, names_field, shows_json};
use crate::dialect::section::{
    SectionKind, classify_heading, classify_lead, heading_requires, is_of_either_side, leading_status,
};
use crate::document::{Block, BlockKind, Text};
use crate::source::Spanned;

/// The depth of a bold line: below any heading.
const BOLD: u8 = 7;

/// The depth of a lead line: below any bold line.
const LEAD: u8 = 8;

/// The longest sentence that leads to fields or a block of code.
const MAX_LEAD: usize = 200;

/// Opens the section of a heading. `states`: whether it states verb and path.
pub(super) fn open_heading(walk: &mut Walk<'_, '_>, level: u8, text: &Text, states: bool) {
    let mut section = begin_section(walk, level, text, states);
    let requires = heading_requires(&text.plain);
    section.asks = section.asks.filter(|(outer, _)| *outer < level);
    section.asks = requires.map(|required| (level, required)).or(section.asks);
    let kind = classify_heading(&text.plain).or_else(|| classify_within(walk, level, &text.plain));
    // With a remark in brackets it is one of several of its kind: "Body (JSON)".
    let hinted = if kind.is_none() { classify_title(&text.plain) } else { None };
    let kind = kind.or(hinted.filter(|_| level >= BOLD));
    section.announced = kind;
    if let Some(role) = role_of_part(&section, level, kind, &text.plain) {
        section.role = role;
        (section.divider, section.label, section.is_aside) = (None, String::new(), false);
        return walk.open(section);
    }
    section.responses = match (kind, section.responses.filter(|responses| responses.level < level)) {
        (Some(SectionKind::Response(status)), outer) => {
            Some(Responses { level: outer.map_or(level, |outer| outer.level), status })
        }
        (_, outer) => outer,
    };
    // A heading that says nothing of its own ends the section when it stands as high.
    let divides = level > 2 || section.role == SectionKind::Intro;
    let inherited = if divides { section.role } else { SectionKind::Remarks };
    section.role = kind.or(hinted).unwrap_or(inherited);
    section.strays = kind.or(hinted).is_none() && level <= section.role_level;
    section.role_level = if kind.or(hinted).is_some() { level } else { section.role_level.min(level) };
    let own = kind.is_none_or(|kind| kind == SectionKind::Remarks);
    section.divider = section.title.clone().filter(|_| own && requires.is_none());
    section.is_aside = own;
    // A lead line speaks of what comes next, and not of whose it is.
    if section.form != SectionForm::Lead {
        section.label = if kind.is_none() { text.plain.clone() } else { String::new() };
    }
    walk.open(section);
}

/// The section of a heading with what it has from those above.
fn begin_section(walk: &mut Walk<'_, '_>, level: u8, text: &Text, states: bool) -> Section {
    // What a bold line or a lead line began ends.
    while level < walk.current().level && matches!(walk.current().form, SectionForm::Bold | SectionForm::Lead)
    {
        walk.current = walk.current().parent;
    }
    let form = match level {
        BOLD => SectionForm::Bold,
        LEAD => SectionForm::Lead,
        _ => SectionForm::Heading,
    };
    let base = walk.current().clone();
    let mut section = Section {
        form,
        level,
        parent: if level < BOLD { parent_of(walk, level) } else { walk.current },
        title: Some(Spanned::new(text.plain.clone(), text.span)),
        anchor: None,
        is_title: states || (form == SectionForm::Lead && base.is_title),
        states: level >= BOLD && base.states,
        in_list: walk.in_list,
        ..base
    };
    if states {
        (section.role, section.role_level, section.responses) = (SectionKind::Intro, level, None);
    }
    section
}

/// What a heading announces where it says again what the title of the operation says: "Bulk ban response" below "Bulk ban members".
fn classify_within(walk: &Walk<'_, '_>, level: u8, title: &str) -> Option<SectionKind> {
    let above = (level < BOLD).then(|| &walk.outline.sections[parent_of(walk, level).index()])?;
    let above = above.title.as_ref().filter(|_| above.states)?.value.to_lowercase();
    let said: Vec<&str> = above.split(|c: char| !c.is_alphanumeric()).collect();
    let words: Vec<&str> = title.split_whitespace().collect();
    let new: Vec<&str> =
        words.iter().copied().filter(|word| !said.contains(&word.to_lowercase().as_str())).collect();
    if new.len() == words.len() { None } else { classify_heading(&new.join(" ")) }
}

/// A heading that names a field ends what stands deeper, and is of the section around.
pub(super) fn leave_deeper(walk: &mut Walk<'_, '_>, level: u8) {
    while walk.current().form == SectionForm::Heading && walk.current().level > level {
        walk.current = walk.current().parent;
    }
}

/// The section of the nearest heading above that stands higher, within the frame around.
fn parent_of(walk: &Walk<'_, '_>, level: u8) -> SectionId {
    let mut at = walk.current;
    loop {
        let section = &walk.outline.sections[at.index()];
        let holds = matches!(section.form, SectionForm::Page | SectionForm::Frame | SectionForm::Panel);
        if holds || section.level < level {
            return at;
        }
        at = section.parent;
    }
}

/// What a heading below that of a section names a part of: "Body" below "Response", "Parameters" below "Body".
fn role_of_part(base: &Section, level: u8, kind: Option<SectionKind>, title: &str) -> Option<SectionKind> {
    use crate::dialect::claims::ParameterLocation::Body;
    let of_responses = matches!(kind, Some(SectionKind::Inputs | SectionKind::Parameters(Body)));
    if let Some(responses) = base.responses.filter(|responses| responses.level < level)
        && of_responses
        && is_of_either_side(title)
    {
        return Some(SectionKind::Response(responses.status));
    }
    let in_parameters = matches!(base.role, SectionKind::Parameters(_)) && base.role_level < level;
    (in_parameters && kind == Some(SectionKind::Inputs)).then_some(base.role)
}

/// Opens the section of a bold line that names one: "**Request body**", "**Response:** 201 Created".
pub(super) fn open_bold(walk: &mut Walk<'_, '_>, text: &Text) -> bool {
    let Some((label, rest)) = bold_label(&text.markdown) else { return false };
    let label = label.replace('`', "");
    let announced = classify_title(&label);
    // "**Required:**" among fields asks for those below it.
    if announced.is_none()
        && heading_requires(&label).is_some()
        && bold_label(&text.markdown).is_some_and(|(_, rest)| rest.is_empty())
    {
        open_heading(walk, BOLD, &Text { plain: label.clone(), markdown: label, ..text.clone() }, false);
        return true;
    }
    // What a response has in its headers is none of its body.
    let headers = label.to_lowercase().contains("header");
    if matches!(announced, None | Some(SectionKind::Examples))
        || (announced == Some(SectionKind::Remarks) && !headers)
    {
        return false;
    }
    let status = leading_status(rest).is_some() && matches!(announced, Some(SectionKind::Response(None)));
    let plain = match rest {
        "" => label,
        rest if status && rest.len() <= 60 => rest.to_owned(),
        _ => return false,
    };
    open_heading(walk, BOLD, &Text { plain: plain.clone(), markdown: plain, ..text.clone() }, false);
    true
}

/// The bold words that a line begins with, and what stands behind them and a colon.
fn bold_label(markdown: &str) -> Option<(&str, &str)> {
    let (inner, rest) = markdown.trim().strip_prefix("**")?.split_once("**")?;
    let status = leading_status(rest.trim_start_matches([' ', '`', '('])).is_some();
    let ends = inner.ends_with(':') || rest.trim_start().starts_with(':') || rest.trim().is_empty() || status;
    let rest = rest.trim_start().trim_start_matches(':').trim();
    let rest = rest.trim_start_matches(['`', '(']).trim_end_matches(['`', ')', ':']);
    (ends && inner.len() <= 60).then(|| (inner.trim().trim_end_matches(':').trim_end(), rest))
}

/// What a title announces, or else what it does without what stands in brackets: "Request body (savings)".
fn classify_title(title: &str) -> Option<SectionKind> {
    classify_heading(title).or_else(|| {
        let (words, remark) = title.split_once(" (")?;
        let no_status = !remark.contains(|c: char| c.is_ascii_digit());
        classify_heading(words).filter(|_| no_status && remark.trim_end().ends_with(')'))
    })
}

/// Opens the section of a line that names one, right above what it speaks of: "Parameters:".
pub(super) fn open_lead(walk: &mut Walk<'_, '_>, text: &Text, rest: &[Block]) -> bool {
    let whole = text.plain.trim();
    // The caption of a table: "query parameters".
    let is_caption = || {
        let above_table = rest.first().is_some_and(|next| matches!(next.kind, BlockKind::Table { .. }));
        above_table
            && whole.len() <= 40
            && matches!(classify_heading(whole), Some(SectionKind::Parameters(_)))
    };
    let line = whole.strip_suffix(':').or_else(|| is_caption().then_some(whole));
    let Some(line) = line.filter(|line| line.len() <= MAX_LEAD) else { return false };
    // Under a heading of its own, fields are of the operation only where that heading states one.
    let current = walk.current();
    let of_operation = current.divider.is_none()
        || walk.outline.sections[current.heading.index()].states
        || states_below(rest);
    let leads = rest.first().is_some_and(|next| match &next.kind {
        BlockKind::List { .. } | BlockKind::Table { .. } | BlockKind::Definitions(_) => of_operation,
        BlockKind::Component(component) => of_operation && is_field_tag(component),
        BlockKind::Heading { text, .. } => of_operation && names_field(text, &rest[1..]),
        BlockKind::Fence(_) => true,
        _ => false,
    });
    let names = |kind: Option<SectionKind>| {
        kind.filter(|kind| {
            matches!(kind, SectionKind::Parameters(_) | SectionKind::Inputs | SectionKind::Response(_))
        })
    };
    let plain = line.to_owned();
    let lead = Text { plain, markdown: line.to_owned(), ..text.clone() };
    if leads && line.len() <= 60 && names(classify_title(line)).is_some() {
        open_heading(walk, LEAD, &lead, false);
        return true;
    }
    let told = names(classify_lead(&text.plain)).filter(|kind| leads && may_lead(walk, *kind, rest));
    if let Some(kind) = told {
        open_sentence(walk, kind, &lead);
    }
    told.is_some()
}

/// How far below the fields of an operation its verb and path may follow.
const BELOW: usize = 12;

/// Whether a block of code below states verb and path, before the next heading.
fn states_below(rest: &[Block]) -> bool {
    let section =
        rest.iter().take(BELOW).take_while(|block| !matches!(block.kind, BlockKind::Heading { .. }));
    section.into_iter().any(|block| match &block.kind {
        BlockKind::Fence(fence) => begins_with_endpoint(fence),
        _ => false,
    })
}

/// Whether a sentence may say what stands below it: it is of an operation, and code below it is JSON.
fn may_lead(walk: &Walk<'_, '_>, kind: SectionKind, rest: &[Block]) -> bool {
    let role = walk.current().role;
    let apart = match role {
        // The heading of an operation that has not been stated yet says nothing by itself.
        SectionKind::Remarks => {
            walk.current().announced.is_some() || walk.announced_above(SectionKind::Remarks)
        }
        SectionKind::Authentication | SectionKind::Enums => true,
        // Among the responses it is of one of them, unless it names another.
        SectionKind::Response(_) | SectionKind::Errors => !matches!(kind, SectionKind::Response(Some(_))),
        _ => false,
    };
    let is_code = rest.first().is_some_and(|next| matches!(next.kind, BlockKind::Fence(_)));
    let has_body = matches!(
        kind,
        SectionKind::Response(_) | SectionKind::Parameters(crate::dialect::claims::ParameterLocation::Body)
    );
    // A guide lists what all operations have.
    let of_operation = walk.stated
        || !walk.outline.statements.is_empty()
        || walk.outline.items.iter().any(|item| matches!(item.kind, ItemKind::Request(_)));
    if !is_code && !of_operation {
        return false;
    }
    // What is sent is told before what comes back.
    let heading = walk.current().heading;
    let own = walk.outline.items.iter().rev().map(|item| &walk.outline.sections[item.section.index()]);
    let mut own = own.take_while(|section| section.heading == heading);
    let answered = own.any(|section| matches!(section.role, SectionKind::Response(_)));
    let late = answered && !matches!(kind, SectionKind::Response(_));
    !apart && !late && !walk.in_list && (!is_code || (has_body && rest.first().is_some_and(shows_json)))
}

/// Opens the section of a sentence that says what stands right below it.
fn open_sentence(walk: &mut Walk<'_, '_>, kind: SectionKind, text: &Text) {
    let mut section = begin_section(walk, LEAD, text, false);
    (section.announced, section.role, section.role_level) = (Some(kind), kind, LEAD);
    (section.divider, section.strays, section.is_aside, section.is_sentence) = (None, false, false, true);
    if let SectionKind::Response(status) = kind {
        section.responses = Some(Responses { level: LEAD, status });
    }
    walk.open(section);
}

impl Walk<'_, '_> {
    /// Whether a heading around the current section announces that.
    fn announced_above(&self, kind: SectionKind) -> bool {
        let mut section = self.current();
        while section.form != SectionForm::Page {
            if section.announced == Some(kind) {
                return true;
            }
            section = &self.outline.sections[section.parent.index()];
        }
        false
    }

    /// A lead line speaks of what comes next, up to the next text; one above fields does not speak of code.
    pub(super) fn leave_lead(&mut self, next: &Block) {
        if self.current().form != SectionForm::Lead || self.in_list {
            return;
        }
        let lists = |item: &Item<'_>| match &item.block.kind {
            BlockKind::List { .. }
            | BlockKind::Table { .. }
            | BlockKind::Definitions(_)
            | BlockKind::Item(_) => true,
            BlockKind::Component(component) => is_field_tag(component),
            _ => matches!(item.kind, ItemKind::Field),
        };
        let own = self.outline.items.iter().rev().take_while(|item| item.section == self.current);
        let ends = match next.kind {
            BlockKind::Paragraph(_) | BlockKind::Quote(_) => {
                // The labels of a field are in one of the few texts below it.
                let mut above = self.outline.items.iter().rev().take(8);
                let is_text = |item: &&Item<'_>| {
                    matches!((&item.kind, &item.block.kind), (ItemKind::Content, BlockKind::Paragraph(_)))
                };
                let of_field = above
                    .find(|item| !is_text(item))
                    .is_some_and(|item| matches!(item.kind, ItemKind::Field));
                let opens = self.outline.items.last().is_none_or(|item| matches!(item.kind, ItemKind::Opens));
                !opens && !of_field
            }
            BlockKind::Fence(_) => own.filter(|item| lists(item)).count() > 0,
            _ => false,
        };
        if ends {
            self.current = self.current().parent;
        }
    }
}
