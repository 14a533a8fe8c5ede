//! Tags that frame other content, and those that say something by themselves.

use super::{Reader, fields, tables};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::ClaimKind;
use crate::dialect::outline::{frame_role, frame_status, frame_title, states};
use crate::document::Component;
use crate::source::Span;

/// Tags that frame other content and mean nothing by themselves.
pub(in crate::dialect) const FRAMES: &[&str] = &[
    "Note",
    "Warning",
    "Info",
    "Tip",
    "Check",
    "Danger",
    "Callout",
    "CodeGroup",
    "Tabs",
    "Tab",
    "Steps",
    "Step",
    "Card",
    "CardGroup",
    "Cards",
    "Columns",
    "Column",
    "Frame",
    "AccordionGroup",
    "Accordion",
    "Expandable",
    "Panel",
    "Update",
    "Icon",
    "Tooltip",
];

impl Reader<'_> {
    /// Reads a tag; gives the index of the next block to read.
    pub(super) fn read_component(&mut self, component: &Component, span: Span) -> usize {
        let (inside, behind) = (self.at + 1, self.item().end);
        if !component.closed {
            self.report_unclosed(component);
        }
        if states(component) {
            let of = self.outline.statements.iter().find(|of| of.item == self.at);
            // Once more, where the page states it elsewhere, it says nothing new.
            let kind = of.map_or(ClaimKind::Chrome, |of| ClaimKind::Endpoint(of.endpoint.clone()));
            self.claim(kind, span);
            return inside;
        }
        if fields::read_field_tag(self, component, span) {
            return behind;
        }
        if let Some(table) = tables::read_enum_accordion(component) {
            self.claim(ClaimKind::EnumTable(table), span);
            return behind;
        }
        if matches!(component.name.as_str(), "RequestExample" | "ResponseExample") {
            return inside;
        }
        if let (Some((code, description)), Some(title)) = (frame_status(component), frame_title(component)) {
            self.claim(ClaimKind::Status { code, description }, title.span);
        }
        // An accordion with nothing in it held something before it was exported.
        if component.children.is_empty() && !matches!(component.name.as_str(), "Accordion" | "Expandable") {
            self.claim(ClaimKind::Chrome, span);
        }
        if frame_role(component).is_none() {
            self.report_unknown(component);
        }
        inside
    }

    fn report_unclosed(&mut self, component: &Component) {
        let message = format!("`<{}>` is never closed", component.name);
        self.diagnostics.push(
            Diagnostic::at(&rule::UNCLOSED_TAG, component.tag_span, message)
                .note("its content was taken to end where the surrounding content ends")
                .help(format!("add `</{}>`", component.name)),
        );
    }

    /// Says once that a tag is not known.
    pub(super) fn report_unknown(&mut self, component: &Component) {
        let name = component.name.as_str();
        if FRAMES.contains(&name) || !self.unknown_tags.insert(name.to_owned()) {
            return;
        }
        let message = format!("`<{name}>` is not a tag that docbind knows");
        self.diagnostics.push(
            Diagnostic::at(&rule::UNKNOWN_TAG, component.tag_span, message)
                .note("its content was read as if the tag were not there"),
        );
    }
}
