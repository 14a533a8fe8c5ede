//! Frames whose titles say what a heading would: `<Tab title="404">`, `<Section title="Response" status={201}>`.

use super::section::SectionForm;
use super::walk::Walk;
use crate::dialect::claims::TabClaim;
use crate::dialect::section::{SectionKind, classify_heading, heading_requires, heading_status};
use crate::document::Component;
use crate::model::Status;
use crate::source::Spanned;

/// The depth at which a frame asks for what its title says: below any heading.
const INNERMOST: u8 = 7;

/// The title of a tab, an accordion or another frame.
pub(in crate::dialect) fn frame_title(component: &Component) -> Option<Spanned<String>> {
    component.value("title").filter(|title| !title.value.trim().is_empty()).cloned()
}

/// The status that the title of a frame or its attributes name, and what they say of it.
pub(in crate::dialect) fn frame_status(component: &Component) -> Option<(Status, String)> {
    let title = frame_title(component)?;
    if heading_requires(&title.value).is_some() {
        return None;
    }
    let attribute = component.value("status").and_then(|v| Status::parse(v.value.trim()));
    attribute
        .map(|code| (code, component.value("statusText").map_or(String::new(), |t| t.value.clone())))
        .or_else(|| heading_status(&title.value))
}

/// What the title of a frame announces, as that of a heading would.
pub(in crate::dialect) fn frame_role(component: &Component) -> Option<SectionKind> {
    let title = frame_title(component)?;
    match (frame_status(component), classify_heading(&title.value)) {
        _ if heading_requires(&title.value).is_some() => None,
        (Some((code, _)), _) => Some(SectionKind::Response(Some(code))),
        (None, Some(SectionKind::Examples | SectionKind::Remarks) | None) => None,
        (None, kind) => kind,
    }
}

/// Goes into a frame; who does goes back behind it.
pub(super) fn enter_frame(walk: &mut Walk<'_, '_>, component: &Component) {
    let is_panel = matches!(component.name.as_str(), "RequestExample" | "ResponseExample");
    let mut section = walk.inside(if is_panel { SectionForm::Panel } else { SectionForm::Frame });
    if is_panel {
        section.panel = Some(component.name == "RequestExample");
    }
    if component.name == "Tabs" {
        section.tabs = Some(component.tag_span);
    }
    if let Some(title) = frame_title(component).filter(|_| !is_panel) {
        section.title = Some(title.clone());
        if let Some(required) = heading_requires(&title.value) {
            section.asks = Some((INNERMOST, required));
            return walk.open(section);
        }
        let role = frame_role(component);
        if component.name == "Tab" {
            let tab = section.tabs.filter(|_| role.is_none());
            section.tab = tab.map(|tabs| TabClaim { tabs, title: title.clone() });
        }
        if matches!(component.name.as_str(), "Accordion" | "Expandable") {
            (section.label, section.is_title) = (title.value.clone(), false);
        }
        section.announced = role;
        section.divider = if role.is_some() { None } else { Some(title) };
        if let Some(role) = role {
            section.role = role;
            section.label = String::new();
        }
    }
    walk.open(section);
}
