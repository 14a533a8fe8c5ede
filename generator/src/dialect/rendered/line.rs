//! What a line is.

use super::Reader;
use super::answers::{read_status_row, read_status_tabs, read_stock_type};
use super::bar::read_bar;
use super::enum_table::read_enum_table;
use super::field::{FieldSide, OpenField};
use super::heading::{
    FieldAbove, SectionTitle, is_divider, is_media_type, opens_section, read_loose_title, read_section_title,
};
use super::labels::{
    bracket, count_of_parts, is_child_label, is_language, is_site_label, option_tab, shows_parts,
};
use super::nesting::holds_fields;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::ClaimKind;
use crate::dialect::prose;
use crate::dialect::section::SectionKind;
use crate::document::Text;
use crate::source::Span;

/// The kinds of line that are not prose, but for the labels of fields.
enum LineKind<'a> {
    Head,
    Bar,
    ExampleLabel,
    Section(SectionKind, Option<&'a str>),
    Status,
    MediaType,
    Divider,
    Site,
}

impl<'a> Reader<'a> {
    /// Reads a line, with those that belong to it; the next row.
    pub(super) fn read_line(&mut self, at: usize, text: &Text) -> usize {
        let line = self.classify(at);
        if !matches!(
            line,
            Some(LineKind::Head | LineKind::Section(..) | LineKind::ExampleLabel | LineKind::Bar)
        ) && let Some(field) = self.fields.last_mut()
            && let Some(next) = field.read_label(&self.rows, at, self.source)
        {
            return next;
        }
        let span = text.span;
        match line {
            Some(LineKind::Head) => return self.open_field(at),
            Some(LineKind::Bar) => {
                self.close_field();
                if let Some(bar) = read_bar(&self.rows, at) {
                    self.enter(SectionKind::Examples);
                    return self.claim_bar(bar);
                }
            }
            Some(LineKind::ExampleLabel) => {
                self.close_field();
                self.examples |= self.rows.is_code(at + 1);
                self.claim(ClaimKind::Chrome, span);
            }
            Some(LineKind::Section(kind, media_type)) => {
                self.read_section(at, &SectionTitle { kind, media_type }, text);
            }
            Some(LineKind::Status) => self.read_status(at, text),
            Some(LineKind::MediaType) => {
                let name = without_label(self.rows.line(at)).to_owned();
                self.close_field();
                self.read_media_type(&name, span);
            }
            Some(LineKind::Divider) => self.read_divider(at, text),
            Some(LineKind::Site) => self.read_site_label(at, span),
            None => return self.read_prose(at, text),
        }
        at + 1
    }

    fn classify(&self, at: usize) -> Option<LineKind<'a>> {
        let line = self.rows.line(at);
        let above = self.fields.last().map_or(FieldAbove::default(), |field| FieldAbove {
            field: true,
            described: field.is_described(),
        });
        if self.rows.is_head(at) && self.side("").is_some() {
            return Some(LineKind::Head);
        }
        let title = read_section_title(line).filter(|_| opens_section(&self.rows, at));
        // "path", and below it "Path": all that is said of the field.
        let named = self.fields.last().filter(|field| !field.is_described());
        if named.is_some_and(|field| field.claim.name.value.eq_ignore_ascii_case(line)) {
            return None;
        }
        if let Some(title) = title {
            return Some(LineKind::Section(title.kind, title.media_type));
        }
        if !self.seen.has_bar()
            && !self.lists_bars
            && self.section != SectionKind::Examples
            && read_bar(&self.rows, at).is_some()
        {
            return Some(LineKind::Bar);
        }
        if self.section == SectionKind::Intro {
            let kind = read_loose_title(&self.rows, at, above);
            return kind
                .filter(|_| self.title.as_deref() != Some(line))
                .map(|kind| LineKind::Section(kind, None));
        }
        let of_field = above.field && line == "Example" && !self.rows.is_code(at + 1);
        if is_example_label(line) && !of_field {
            return Some(LineKind::ExampleLabel);
        }
        if self.is_status(at, above) {
            return Some(LineKind::Status);
        }
        if let Some(kind) = read_loose_title(&self.rows, at, above) {
            return Some(LineKind::Section(kind, None));
        }
        if is_media_type(without_label(line)) && self.side("").is_some() {
            return Some(LineKind::MediaType);
        }
        if self.is_site(at, above) {
            return Some(LineKind::Site);
        }
        let fields_stand = self.side("").is_some_and(|side| !matches!(side, FieldSide::Credential));
        let divides = match fields_stand {
            true => is_divider(&self.rows, at, above),
            false => super::heading::looks_like_heading(&self.rows.rows[at]),
        };
        let is_answer =
            matches!(self.section, SectionKind::Response(_)) && !above.field && self.open.status_row;
        if divides && (!is_answer || self.rows.is_code(at + 1)) {
            return Some(LineKind::Divider);
        }
        None
    }

    /// Whether a line is a button, or a bracket around the parts of an object.
    fn is_site(&self, at: usize, above: FieldAbove) -> bool {
        let line = self.rows.line(at);
        is_site_label(line)
            || is_child_label(line)
            || (!read_status_tabs(line).is_empty() && matches!(self.section, SectionKind::Response(_)))
            || (option_tab(line).is_some() && self.section != SectionKind::Intro)
            || (is_language(line) && self.rows.is_code(at + 1))
            || bracket(line).is_some_and(|opens| if opens { above.field } else { self.brackets > 0 })
    }

    /// Whether a line is the status of an answer: in prose one may begin a sentence.
    fn is_status(&self, at: usize, above: FieldAbove) -> bool {
        let row = &self.rows.rows[at];
        let Some(status) = read_status_row(row.line) else { return false };
        let answers = matches!(self.section, SectionKind::Response(_) | SectionKind::Errors);
        let beside = row.apart || self.rows.get(at + 1).is_none_or(|below| below.apart);
        match above.field {
            _ if !answers => {
                row.alone
                    && (status.is_sure() || status.is_titled())
                    && !(above.field && !above.described && !self.rows.tight)
            }
            true => {
                (status.is_sure() && (above.described || beside || status.media_type.is_some()))
                    || ((status.is_titled() || self.ends_what_is_above(at)) && row.alone)
            }
            false => true,
        }
    }

    /// Whether what is below a line shows that it says nothing more of the field above: the title of a schema, a status.
    fn ends_what_is_above(&self, at: usize) -> bool {
        let below = self.rows.line(at + 1);
        read_section_title(below).is_some_and(|title| title.media_type.is_some())
            || read_status_row(below).is_some()
    }

    /// A button, or a bracket around the parts of an object.
    fn read_site_label(&mut self, at: usize, span: Span) {
        let line = self.rows.line(at);
        if option_tab(line) == Some(2) {
            self.diagnostics.push(
                Diagnostic::at(&rule::LOSSY_TEXT, span, "the page shows one of several kinds of value here")
                    .label("a tab that was not open when the text was copied")
                    .note("the others are not in the client")
                    .help("save the page as its `.md` export, which has all of them"),
            );
        }
        // What stands below is sent, or comes back.
        match line.to_ascii_lowercase().as_str() {
            "request samples" => self.enter(SectionKind::Inputs),
            "response samples" => self.enter(SectionKind::Response(None)),
            _ => {}
        }
        match bracket(line) {
            Some(true) => self.brackets += 1,
            Some(false) => self.brackets = self.brackets.saturating_sub(1),
            None if shows_parts(line) => {
                let is_object =
                    |field: &&OpenField| field.claim.ty.as_ref().is_none_or(|ty| holds_fields(&ty.value));
                let object = self.fields.last().filter(is_object);
                self.shown_parts = object.map(|field| (field.claim.name.value.clone(), span));
                if let (Some(count), Some(field)) = (count_of_parts(line), self.fields.last_mut()) {
                    field.parts_left = count;
                    self.shown_parts = None;
                }
            }
            None => {}
        }
        let statuses = read_status_tabs(line);
        if statuses.is_empty() {
            return self.claim(ClaimKind::Chrome, span);
        }
        self.close_field();
        for code in statuses {
            self.claim(ClaimKind::Status { code, description: String::new() }, span);
        }
    }

    fn read_prose(&mut self, at: usize, text: &Text) -> usize {
        if let Some(field) = self.fields.last_mut() {
            if !field.read_value(&self.rows.rows[at]) {
                field.add_prose(&self.rows.rows[at], text);
            }
            return at + 1;
        }
        let kind = match self.section {
            SectionKind::Intro => return self.read_intro_line(at, text),
            SectionKind::Enums if text.plain == "ValueName" => {
                let (table, next) = read_enum_table(&self.rows, at);
                let span = text.span.to(self.rows.rows[next - 1].span);
                self.claim(ClaimKind::EnumTable(table), span);
                return next;
            }
            SectionKind::Authentication => ClaimKind::Authentication(prose::read_authentication(&text.plain)),
            SectionKind::Enums | SectionKind::Examples | SectionKind::Remarks => {
                ClaimKind::Remark(text.clone())
            }
            SectionKind::Parameters(_)
            | SectionKind::Inputs
            | SectionKind::Response(_)
            | SectionKind::Errors => {
                if let Some(ty) = read_stock_type(self.rows.line(at)) {
                    self.open.stated = Some((ty, text.span));
                    self.claim(ClaimKind::Chrome, text.span);
                    return at + 1;
                }
                match self.section {
                    SectionKind::Response(status) => {
                        ClaimKind::ResponseProse { status: self.open.named.or(status), text: text.clone() }
                    }
                    SectionKind::Errors => {
                        ClaimKind::ResponseProse { status: self.open.named, text: text.clone() }
                    }
                    _ => ClaimKind::Remark(text.clone()),
                }
            }
        };
        self.claim(kind, text.span);
        at + 1
    }
}

/// `Media type application/json`
pub(super) fn without_label(line: &str) -> &str {
    ["Media type", "Content type", "Content-Type:"]
        .iter()
        .find_map(|label| line.strip_prefix(label))
        .map_or(line, |rest| rest.trim_start_matches([':', ' ']))
}

fn is_example_label(line: &str) -> bool {
    matches!(line, "Example Response" | "Response Example" | "Example response" | "Example")
}
