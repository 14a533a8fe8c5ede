//! What a line is.

use super::Reader;
use super::answers::{read_status_row, read_stock_type};
use super::bar::read_bar;
use super::enum_table::read_enum_table;
use super::field::{FieldSide, OpenField};
use super::heading::{
    FieldAbove, is_divider, is_media_type, opens_section, read_loose_title, read_section_title,
};
use super::labels::{bracket, is_child_label, is_language, is_site_label, option_tab, shows_parts};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ClaimKind, ParameterLocation, TypeExpr};
use crate::dialect::prose;
use crate::dialect::section::SectionKind;
use crate::document::Text;
use crate::source::Span;

/// Further in than any bullet.
const PER_BRACKET: usize = 1000;

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
                let media_type = media_type.map(str::to_owned);
                self.read_section(at, kind, text);
                if let Some(media_type) = media_type {
                    self.read_media_type(&media_type, span);
                }
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
                    || (status.is_titled() && row.alone)
            }
            false => true,
        }
    }

    fn open_field(&mut self, at: usize) -> usize {
        let Some(head) = self.rows.heads[at].clone() else { return at + 1 };
        let Some(side) = self.side(&head.name.value) else { return at + 1 };
        let column = self.rows.rows[at].bullet.unwrap_or(0) + self.brackets * PER_BRACKET;
        // Further in than the field above, it is a part of that.
        while self.fields.last().is_some_and(|above| above.column >= column) {
            self.close_last_field();
        }
        self.check_parts(&head.name.value);
        self.open.fields += 1;
        self.on_top = false;
        let mut field = OpenField::new(&head, side, self.asks, column);
        if let (FieldSide::Sent { .. }, Some(location)) = (field.side, field.location) {
            field.side = FieldSide::Sent { location, assumed: false };
        }
        self.fields.push(field);
        head.next
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
        match bracket(line) {
            Some(true) => self.brackets += 1,
            Some(false) => self.brackets = self.brackets.saturating_sub(1),
            None if shows_parts(line) => {
                let is_object =
                    |field: &&OpenField| field.claim.ty.as_ref().is_none_or(|ty| holds_fields(&ty.value));
                let object = self.fields.last().filter(is_object);
                self.shown_parts = object.map(|field| (field.claim.name.value.clone(), span));
            }
            None => {}
        }
        self.claim(ClaimKind::Chrome, span);
    }

    /// Says so where the parts of an object follow and nothing tells them from the fields behind it.
    fn check_parts(&mut self, name: &str) {
        let Some((object, span)) = self.shown_parts.take() else { return };
        let is_part = name.strip_prefix(object.as_str()).is_some_and(|rest| rest.starts_with(['.', '[']));
        if is_part || !self.fields.is_empty() {
            return;
        }
        let message = format!("the page does not say which of these fields are parts of `{object}`");
        self.diagnostics.push(
            Diagnostic::at(&rule::LOSSY_TEXT, span, message)
                .label("they begin here")
                .note("they are taken for fields beside it, unless an example shows where they belong")
                .help("save the page as its `.md` export, or copy it with a tool that keeps the indentation"),
        );
    }

    /// Claims the open field with all that it is a part of.
    pub(super) fn close_field(&mut self) {
        while !self.fields.is_empty() {
            self.close_last_field();
        }
    }

    fn close_last_field(&mut self) {
        let Some(mut field) = self.fields.pop() else { return };
        if let FieldSide::Credential = field.side {
            self.open.credentials.push(field);
            return;
        }
        if field.one_way {
            let text = field.claim.description.take();
            let kind = text.map_or(ClaimKind::Chrome, ClaimKind::Remark);
            return self.claim(kind, field.claim.span);
        }
        field.claim.read_text();
        let span = field.claim.span;
        match (self.fields.last_mut(), field.side) {
            (Some(parent), _) => {
                parent.claim.span = parent.claim.span.to(span);
                parent.claim.children.push(field.claim);
            }
            (None, FieldSide::Sent { location, assumed }) => {
                field.claim.place_assumed = assumed && location != ParameterLocation::Path;
                self.claim(ClaimKind::Parameter { location, field: field.claim }, span);
            }
            (None, FieldSide::Answered { status, failure }) => {
                self.claim(ClaimKind::ResponseField { status, failure, field: field.claim }, span);
            }
            (None, FieldSide::Credential) => {}
        }
    }

    fn read_prose(&mut self, at: usize, text: &Text) -> usize {
        if let Some(field) = self.fields.last_mut() {
            field.add_prose(&self.rows.rows[at], text);
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
fn without_label(line: &str) -> &str {
    ["Media type", "Content type", "Content-Type:"]
        .iter()
        .find_map(|label| line.strip_prefix(label))
        .map_or(line, |rest| rest.trim_start_matches([':', ' ']))
}

fn holds_fields(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Object | TypeExpr::Any => true,
        TypeExpr::Array(item) => item.as_ref().is_none_or(|item| holds_fields(item)),
        TypeExpr::Union(variants) => variants.iter().any(holds_fields),
        _ => false,
    }
}

fn is_example_label(line: &str) -> bool {
    matches!(line, "Example Response" | "Response Example" | "Example response" | "Example")
}
