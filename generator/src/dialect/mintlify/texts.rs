//! Running text: what it says of the operation, and lines that say what a heading or a tag would.
//!
//! ```text
//! status = code, [ reason ], ( ":" | "-" | end ), text ;   (* "- `404 Not Found`: no such bell" *)
//! ```

use super::Reader;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::ClaimKind;
use crate::dialect::credentials::read_schemes;
use crate::dialect::no_authentication::{read_label, says_no_authentication};
use crate::dialect::outline::SectionForm;
use crate::dialect::prose;
use crate::dialect::section::{
    SectionKind, classify_heading, heading_status, leading_status, leading_statuses,
};
use crate::document::{BlockKind, Text};
use crate::model::Status;

impl Reader<'_> {
    /// A heading, or a line in the place of one.
    pub(super) fn read_opening(&mut self) {
        let section = self.section();
        let Some(title) = &section.title else { return };
        let (title, span) = (title.value.clone(), self.item().block.span);
        let span = match &self.item().block.kind {
            BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => text.span,
            BlockKind::Component(_) => {
                self.claim(ClaimKind::Chrome, span);
                section.title.as_ref().map_or(span, |title| title.span)
            }
            _ => span,
        };
        if let (true, SectionKind::Response(status), BlockKind::Paragraph(text)) =
            (section.is_sentence, section.role, &self.item().block.kind)
        {
            if let Some(code) = status {
                self.claim(ClaimKind::Status { code, description: String::new() }, span);
            }
            let kind = match self.leads_to_code(text) {
                true => ClaimKind::Remark(text.clone()),
                false => ClaimKind::ResponseProse { status, text: text.clone() },
            };
            return self.claim(kind, span);
        }
        match (section.role, section.announced, heading_status(&title)) {
            (
                SectionKind::Response(Some(code)),
                Some(SectionKind::Response(Some(_))),
                Some((_, description)),
            ) => {
                // "429 / 502 — Busy": what follows is told of the first.
                for other in leading_statuses(&title).0.into_iter().skip(1) {
                    let description = description.clone();
                    self.claim(ClaimKind::Status { code: other, description }, span);
                }
                self.claim(ClaimKind::Status { code, description }, span);
            }
            _ => self.claim(ClaimKind::Section { level: section.level, title }, span),
        }
        if section.form != SectionForm::Lead {
            self.opened = self.claims.len();
        }
    }

    pub(super) fn read_prose(&mut self, text: &Text) {
        if is_broken_tag(&text.plain) || is_broken_tag(&text.markdown) {
            let (message, help) = match text.plain.trim_start().starts_with('{') {
                true => ("this tag is shown only at times", "write it without the condition around it"),
                false => ("this tag cannot be read", "check its quotes and brackets"),
            };
            self.diagnostics.push(
                Diagnostic::at(&rule::UNCLOSED_TAG, text.span, message)
                    .note("nothing was read from it")
                    .help(help),
            );
            return self.claim(ClaimKind::Remark(text.clone()), text.span);
        }
        if is_footer(text) || matches!(text.plain.trim(), "<>" | "</>") {
            return self.claim(ClaimKind::Chrome, text.span);
        }
        if self.read_status_line(text) {
            return;
        }
        self.describe_type(text);
        let kind = match self.role() {
            // "The command above returns this:"
            _ if self.leads_to_code(text) => ClaimKind::Remark(text.clone()),
            _ if self.says_open(text) => {
                ClaimKind::Authentication(prose::read_authentication(&text.markdown))
            }
            _ if is_label_of_authentication(text) => {
                ClaimKind::Authentication(prose::read_authentication(&text.markdown))
            }
            // What stands above several operations that have sections of their own is about the page.
            SectionKind::Intro if self.is_about_page() => ClaimKind::Remark(text.clone()),
            SectionKind::Intro if is_labelled(text) => ClaimKind::Remark(text.clone()),
            SectionKind::Intro => ClaimKind::Description(text.clone()),
            SectionKind::Authentication => {
                ClaimKind::Authentication(prose::read_authentication(&text.markdown))
            }
            SectionKind::Response(_) if self.section().strays => ClaimKind::Remark(text.clone()),
            SectionKind::Response(status) => ClaimKind::ResponseProse { status, text: text.clone() },
            SectionKind::Errors => self.of_failure(text),
            _ => ClaimKind::Remark(text.clone()),
        };
        self.claim(kind, text.span);
    }

    /// Whether a sentence only says that code follows.
    fn leads_to_code(&self, text: &Text) -> bool {
        let next = self.outline.items.get(self.at + 1).map(|item| &item.block.kind);
        let says_more = text.plain.contains(|c: char| c.is_ascii_digit())
            || text.plain.contains(". ")
            || text.markdown.contains('`')
            || !text.links.is_empty();
        text.plain.ends_with(':') && !says_more && matches!(next, Some(BlockKind::Fence(_)))
    }

    /// Whether the block is of no operation, on a page that states several in sections.
    fn is_about_page(&self) -> bool {
        let outline = self.outline;
        outline.several && self.item().region == 0 && !outline.statements.is_empty()
    }

    /// Whether a text says that anybody may call; among the responses it speaks of something else.
    fn says_open(&self, text: &Text) -> bool {
        let responses = matches!(self.role(), SectionKind::Response(_) | SectionKind::Errors);
        !responses && text.plain.contains(' ') && says_no_authentication(&text.plain)
    }

    /// Prose among the failures: of the one that a line names, or of none in particular.
    fn of_failure(&self, text: &Text) -> ClaimKind {
        match self.told_status(true) {
            Some(status) => ClaimKind::ResponseProse { status: Some(status), text: text.clone() },
            None => ClaimKind::Remark(text.clone()),
        }
    }

    /// The status that a line above names, where it is the only one since the last heading or example: what follows
    /// is of that response. `behind`: what stands behind its example too.
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

    /// A line among responses or errors that begins with a status.
    fn read_status_line(&mut self, text: &Text) -> bool {
        if !matches!(self.role(), SectionKind::Response(None) | SectionKind::Errors) {
            return false;
        }
        let plain = behind_label(text.plain.trim());
        let Some(code) = leading_status(plain).filter(|_| plain.len() < 200) else { return false };
        // "200 characters at most" is no status: a reason begins with a capital letter.
        let rest = plain[3..].trim_start_matches([' ', '\u{a0}']);
        if rest.starts_with(|c: char| c.is_alphanumeric() && !c.is_uppercase()) {
            return false;
        }
        let description = status_text(plain);
        self.status_line = Some(text.span).filter(|_| !self.item().in_list);
        self.claim(ClaimKind::Status { code, description }, text.span);
        self.read_inline_body(code, text);
        true
    }
}

/// What stands behind "Code:" or "Status:" in a line.
fn behind_label(line: &str) -> &str {
    let Some((label, rest)) = line.split_once(':') else { return line };
    match label.trim().to_lowercase().as_str() {
        "code" | "status" | "status code" | "http status" | "http status code" => rest.trim(),
        _ => line,
    }
}

/// A line whose bold label says that it is about what is sent or who may call, and not what the operation does:
/// "**Data constraints** : `{}`", "**Auth required** : YES".
fn is_labelled(text: &Text) -> bool {
    let Some((label, _)) = text.plain.split_once(':').filter(|_| text.markdown.starts_with("**")) else {
        return false;
    };
    let names = matches!(classify_heading(label), Some(SectionKind::Parameters(_) | SectionKind::Inputs));
    names || read_label(&text.plain).is_some()
}

/// "**Authentication:** Bearer token": a labelled line that names the way.
fn is_label_of_authentication(text: &Text) -> bool {
    let Some((label, said)) = text.plain.split_once(':').filter(|_| text.markdown.starts_with("**")) else {
        return false;
    };
    classify_heading(label) == Some(SectionKind::Authentication) && !read_schemes(said).is_empty()
}

/// The exporter's own line at the end of a page.
fn is_footer(text: &Text) -> bool {
    let plain = text.plain.trim();
    plain.len() < 140
        && ["Built with Mintlify", "This documentation is built and hosted on Mintlify"]
            .iter()
            .any(|footer| plain.starts_with(footer))
}

/// Whether prose is really a tag that could not be parsed: `<ParamField path="a"b">`.
fn is_broken_tag(text: &str) -> bool {
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
