//! Headings, and frames whose titles say what a heading would: `<Tab title="404">`,
//! `<Section title="Response" status={201}>`.

use super::lines::BOLD;
use super::{Reader, field_content};
use crate::dialect::claims::{ClaimKind, TabClaim};
use crate::dialect::section::{
    SectionKind, classify_heading, heading_requires, heading_status, is_of_either_side, leading_statuses,
};
use crate::document::{Component, Text};
use crate::model::Status;
use crate::source::{Span, Spanned};

/// The heading that the answers stand under.
#[derive(Clone, Copy)]
pub(super) struct Answers {
    level: u8,
    status: Option<Status>,
}

/// Where a frame stood, to go back there behind it.
pub(super) struct Outside {
    divider: Option<Spanned<String>>,
    tabs: Option<Span>,
    tab: Option<TabClaim>,
    asks: Option<(u8, bool)>,
    section: Option<SectionKind>,
    label: Option<String>,
}

impl Reader {
    pub(super) fn read_heading(&mut self, level: u8, text: &Text) {
        if self.title.as_deref() == Some(&text.plain) {
            return self.claim(ClaimKind::Chrome, text.span);
        }
        if level < BOLD
            && let Some(section) = self.before_bold.take()
        {
            self.section = section;
        }
        let requires = heading_requires(&text.plain);
        self.asks = self.asks.filter(|(outer, _)| *outer < level);
        self.asks = requires.map(|required| (level, required)).or(self.asks);
        if self.note_heading_endpoint(text) {
            (self.section, self.section_level, self.answers) = (SectionKind::Intro, level, None);
        }
        self.titles = self.candidates.last().is_some_and(|of| of.claim == self.claims.len());
        let kind = classify_heading(&text.plain);
        if self.is_part_of_section(level, kind, &text.plain) {
            (self.divider, self.label, self.aside) = (None, String::new(), None);
            return self.claim(ClaimKind::Section { level, title: text.plain.clone() }, text.span);
        }
        self.answers = match (kind, self.answers.filter(|answers| answers.level < level)) {
            (Some(SectionKind::Response(status)), outer) => {
                Some(Answers { level: outer.map_or(level, |outer| outer.level), status })
            }
            (_, outer) => outer,
        };
        match (kind, heading_status(&text.plain)) {
            (Some(SectionKind::Response(Some(code))), Some((_, description))) => {
                self.section = SectionKind::Response(Some(code));
                // "429 / 502 — Busy": what follows is told of the first.
                for other in leading_statuses(&text.plain).0.into_iter().skip(1) {
                    let description = description.clone();
                    self.claim(ClaimKind::Status { code: other, description }, text.span);
                }
                self.claim(ClaimKind::Status { code, description }, text.span);
            }
            _ => {
                // A heading that says nothing of its own ends the section when it stands as high.
                let divides = kind.is_none() && level > 2;
                self.section = match kind {
                    Some(kind) => kind,
                    None if divides || self.section == SectionKind::Intro => self.section,
                    None => SectionKind::Remarks,
                };
                self.claim(ClaimKind::Section { level, title: text.plain.clone() }, text.span);
            }
        }
        self.strays = kind.is_none() && level <= self.section_level;
        self.section_level = if kind.is_some() { level } else { self.section_level.min(level) };
        let own = kind.is_none_or(|kind| kind == SectionKind::Remarks);
        self.divider = (own && requires.is_none()).then(|| Spanned::new(text.plain.clone(), text.span));
        self.aside = own.then_some(self.claims.len());
        self.label = if kind.is_none() { text.plain.clone() } else { String::new() };
    }

    /// Whether a heading below that of a section names a part of it: "Body" below "Response",
    /// "Parameters" below "Body".
    fn is_part_of_section(&mut self, level: u8, kind: Option<SectionKind>, title: &str) -> bool {
        use crate::dialect::claims::ParameterLocation::Body;
        let of_answers = matches!(kind, Some(SectionKind::Inputs | SectionKind::Parameters(Body)));
        if let Some(answers) = self.answers.filter(|answers| answers.level < level)
            && of_answers
            && is_of_either_side(title)
        {
            self.section = SectionKind::Response(answers.status);
            return true;
        }
        let in_parameters = matches!(self.section, SectionKind::Parameters(_)) && self.section_level < level;
        in_parameters && kind == Some(SectionKind::Inputs)
    }

    /// Goes into a frame. Its title may name a section or a status, as a heading would.
    pub(super) fn enter_frame(&mut self, component: &Component) -> (Outside, bool) {
        let (divider, tabs, tab) = (self.divider.clone(), self.tabs, self.tab.clone());
        let mut outside = Outside { divider, tabs, tab, asks: self.asks, section: None, label: None };
        if component.name == "Tabs" {
            self.tabs = Some(component.tag_span);
        }
        let Some(title) = field_content::frame_title(component) else { return (outside, false) };
        if let Some(required) = heading_requires(&title.value) {
            self.asks = Some((BOLD, required));
            return (outside, false);
        }
        let attribute = component.value("status").and_then(|v| Status::parse(v.value.trim()));
        let status = attribute
            .map(|code| (code, component.value("statusText").map_or(String::new(), |t| t.value.clone())))
            .or_else(|| heading_status(&title.value));
        let section = match (&status, classify_heading(&title.value)) {
            (Some((code, _)), _) => Some(SectionKind::Response(Some(*code))),
            (None, Some(SectionKind::Examples | SectionKind::Remarks) | None) => None,
            (None, kind) => kind,
        };
        if let Some((code, description)) = status {
            self.claim(ClaimKind::Status { code, description }, title.span);
        }
        if component.name == "Tab" {
            self.tab =
                self.tabs.filter(|_| section.is_none()).map(|tabs| TabClaim { tabs, title: title.clone() });
        }
        self.divider = if section.is_some() { None } else { Some(title) };
        if let Some(section) = section {
            outside.section = Some(std::mem::replace(&mut self.section, section));
            outside.label = Some(std::mem::take(&mut self.label));
        }
        (outside, section.is_some())
    }

    /// Goes back to where the frame stands.
    pub(super) fn leave_frame(&mut self, outside: Outside) {
        (self.divider, self.tabs, self.tab) = (outside.divider, outside.tabs, outside.tab);
        self.asks = outside.asks;
        if let Some(section) = outside.section {
            self.section = section;
        }
        if let Some(label) = outside.label {
            self.label = label;
        }
    }
}
