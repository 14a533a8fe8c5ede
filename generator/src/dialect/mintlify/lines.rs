//! Running text that says what a heading or a tag would: a bold line in the place of a heading, a list of
//! fields or statuses in the place of tags.
//!
//! ```text
//! heading  = "**", section, [ ":" ], "**" ;                   (* "**Request body**"; see `section` *)
//! field    = "- `", name, "`", [ "(", type, ")" ], text ;       (* see `field_list` *)
//! status   = code, [ reason ], ( ":" | "-" | end ), text ;    (* "- `404 Not Found`: no such bell" *)
//! ```

use super::Reader;
use crate::dialect::claims::{ClaimKind, ParameterLocation};
use crate::dialect::field_list::{read_field_list, read_parameter_list};
use crate::dialect::section::{SectionKind, classify_heading, leading_status};
use crate::document::{Block, BlockKind, Text};
use crate::model::Status;

/// The depth of a bold line: below any heading.
pub(super) const BOLD: u8 = 7;

impl Reader {
    /// A bold line that names a section begins it.
    pub(super) fn read_bold_heading(&mut self, text: &Text) -> bool {
        let inner = text.markdown.trim().trim_end_matches(':');
        let inner = inner.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
        let Some(inner) = inner.filter(|inner| !inner.contains("**") && inner.len() <= 60) else {
            return false;
        };
        let plain = inner.trim_end_matches(':').replace('`', "");
        if matches!(classify_heading(&plain), None | Some(SectionKind::Examples | SectionKind::Remarks)) {
            return false;
        }
        self.before_bold = self.before_bold.or(Some(self.section));
        self.read_heading(BOLD, &Text { plain, markdown: inner.to_owned(), ..text.clone() });
        true
    }

    /// The exporter's own line at the end of a page.
    pub(super) fn is_footer(text: &Text) -> bool {
        let plain = text.plain.trim();
        plain.len() < 140
            && ["Built with Mintlify", "This documentation is built and hosted on Mintlify"]
                .iter()
                .any(|footer| plain.starts_with(footer))
    }

    /// A list among parameters or answers: fields where its items have types, statuses, or prose.
    pub(super) fn read_list(&mut self, items: &[Block]) {
        if self.read_listed_fields(items) {
            return;
        }
        let outer = std::mem::replace(&mut self.in_list, true);
        for item in items {
            match &item.kind {
                BlockKind::Item(children) => self.read_blocks(children),
                _ => self.read_block(item),
            }
        }
        self.in_list = outer;
    }

    /// Whether the page has named verb, path or fields so far; a list under such a heading is part of a guide
    /// otherwise.
    pub(super) fn describes_endpoint(&self) -> bool {
        !self.candidates.is_empty() || self.claims.of_endpoint().is_some()
    }

    /// Whether the section of the last heading states its operation itself, on a page that states none on top.
    pub(super) fn states_operation(&self) -> bool {
        let last = self.candidates.last().filter(|_| self.claims.endpoint.is_none());
        last.is_some_and(|of| self.claims.heading.is_none_or(|heading| of.claim >= heading))
    }

    /// What a line right above a list says that it lists: "Parameters:", in the place of a heading. It is of the
    /// operation that the section states.
    fn lead_section(&self) -> Option<SectionKind> {
        if !self.states_operation() {
            return None;
        }
        let text = match &self.claims.last()?.kind {
            ClaimKind::Description(text) | ClaimKind::Remark(text) => text,
            _ => return None,
        };
        let line = text.plain.trim().strip_suffix(':').filter(|line| line.len() <= 60)?;
        let kind = classify_heading(line)?;
        matches!(kind, SectionKind::Parameters(_) | SectionKind::Inputs).then_some(kind)
    }

    fn read_listed_fields(&mut self, items: &[Block]) -> bool {
        let section = self.lead_section().unwrap_or(self.section);
        let fields = match section {
            _ if self.in_list || !self.describes_endpoint() => return false,
            // "### Available models": what fields may hold, unless types say that these are fields.
            SectionKind::Parameters(_) | SectionKind::Inputs
                if self.divider.is_none() || self.lead_section().is_some() =>
            {
                read_parameter_list(items)
            }
            SectionKind::Parameters(_) | SectionKind::Inputs => read_field_list(items, None),
            SectionKind::Response(_) => read_field_list(items, None),
            _ => return false,
        };
        for (field, item) in fields.iter().zip(items) {
            let mut field = field.clone();
            let kind = match section {
                SectionKind::Response(status) => ClaimKind::ResponseField { status, failure: false, field },
                SectionKind::Parameters(location) => ClaimKind::Parameter { location, field },
                _ => {
                    field.place_assumed = true;
                    let location: ParameterLocation = self.usual_location(&field.name.value);
                    ClaimKind::Parameter { location, field }
                }
            };
            self.claim(kind, item.span);
        }
        !fields.is_empty()
    }

    /// Prose among the failures: of the one that a line names, or of none in particular.
    pub(super) fn of_failure(&self, text: &Text) -> ClaimKind {
        match self.told_status(true) {
            Some(status) => ClaimKind::ResponseProse { status: Some(status), text: text.clone() },
            None => ClaimKind::Remark(text.clone()),
        }
    }

    /// The status that a line above names, where it is the only one since the last heading or example: what follows
    /// is of that answer. `behind`: what stands behind its example too.
    pub(super) fn told_status(&self, behind: bool) -> Option<Status> {
        let line = self.status_line?;
        let mut above = self.claims.matters.iter().rev().map(|at| &self.claims[*at]);
        let (mut last, mut before) = (above.next()?, above.next());
        if let (ClaimKind::Example(example), Some(status)) = (&last.kind, before)
            && behind
            && matches!(status.kind, ClaimKind::Status { code, .. } if example.status == Some(code))
        {
            (last, before) = (status, above.next());
        }
        match (&last.kind, before.map(|claim| &claim.kind)) {
            (ClaimKind::Status { .. }, Some(ClaimKind::Status { .. })) => None,
            (ClaimKind::Status { code, .. }, _) if last.span == line => Some(*code),
            _ => None,
        }
    }

    /// A line among answers or errors that begins with a status.
    pub(super) fn read_status_line(&mut self, text: &Text) -> bool {
        if !matches!(self.section, SectionKind::Response(None) | SectionKind::Errors) {
            return false;
        }
        let plain = text.plain.trim();
        let Some(code) = leading_status(plain).filter(|_| plain.len() < 200) else { return false };
        // "200 characters at most" is no status: a reason begins with a capital letter.
        let rest = plain[3..].trim_start_matches([' ', '\u{a0}']);
        if rest.starts_with(|c: char| c.is_alphanumeric() && !c.is_uppercase()) {
            return false;
        }
        let description = status_text(plain);
        self.status_line = Some(text.span).filter(|_| !self.in_list);
        self.claim(ClaimKind::Status { code, description }, text.span);
        true
    }
}

/// Whether prose is really a tag that could not be parsed: `<ParamField path="a"b">`.
pub(super) fn is_broken_tag(text: &str) -> bool {
    // `{beta && <ParamField …>}`: what a page shows only at times.
    let text = text.trim_start();
    let text = match text.starts_with('{') {
        true => text.split_once("&&").map_or(text, |(_, tag)| tag.trim()),
        false => text,
    };
    ["<ParamField", "<ResponseField", "<Expandable"].iter().any(|tag| text.starts_with(tag))
}

/// `400 Bad Request — invalid_grant` → `Bad Request — invalid_grant`.
pub(super) fn status_text(text: &str) -> String {
    text[3..].trim_matches([' ', '-', '—', '–', ':']).to_owned()
}
