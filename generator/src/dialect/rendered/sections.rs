//! Sections: where one begins, and what is to be said of it when the next does.

use super::Reader;
use super::answers::read_status_row;
use super::authorizations::read_credential;
use super::field::OpenField;
use super::heading::{SectionTitle, is_media_type, opens_section, read_section_title};
use super::line::without_label;
use super::list;
use super::rows::RowContent;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{AuthClaim, ClaimKind, FieldClaim, FieldForm, ParameterLocation, TypeExpr};
use crate::dialect::credentials::read_together;
use crate::dialect::section::{SectionKind, classify_heading, heading_requires, heading_status};
use crate::document::Text;
use crate::model::{MediaType, Status};
use crate::source::{Span, Spanned};

/// What a section has shown so far.
#[derive(Debug, Default)]
pub(super) struct OpenSection {
    /// How many claims were made before it.
    pub first_claim: usize,
    /// How many fields stand in it.
    pub fields: usize,
    /// Whether a block of code does.
    pub code: bool,
    /// The media type that it names.
    pub media_type: Option<Span>,
    /// The type that the site's stock sentence gives the whole body.
    pub stated: Option<(TypeExpr, Span)>,
    /// Whether the row above was a status or a media type.
    pub status_row: bool,
    /// The status that the line above names among others, which the prose is about.
    pub named: Option<Status>,
    /// The credentials that it lists.
    pub credentials: Vec<OpenField>,
}

impl Reader<'_> {
    pub(super) fn enter(&mut self, section: SectionKind) {
        self.close_field();
        self.close_section();
        self.open.first_claim = self.claims.len();
        self.section = section;
        (self.brackets, self.shown_parts) = (0, None);
        self.on_top = false;
        self.label.clear();
    }

    pub(super) fn read_section(&mut self, at: usize, title: &SectionTitle<'_>, text: &Text) {
        let kind = title.kind;
        let above = at.checked_sub(1).map_or("", |above| without_label(self.rows.line(above)));
        let of_body = kind == SectionKind::Parameters(ParameterLocation::Body) && is_media_type(above);
        let media_type = title.media_type.or(of_body.then_some(above)).map(str::to_owned);
        // "Response Schema: application/json" below the status that it is of.
        let below_status = matches!(self.section, SectionKind::Response(Some(_))) && self.open.fields == 0;
        match kind == SectionKind::Response(None) && title.media_type.is_some() && below_status {
            true => self.claim(ClaimKind::Chrome, text.span),
            false => self.open_section(at, kind, text),
        }
        if let Some(media_type) = media_type {
            self.read_media_type(&media_type, text.span);
        }
    }

    fn open_section(&mut self, at: usize, kind: SectionKind, text: &Text) {
        self.enter(kind);
        self.heading = Some(at);
        // "Body required": the body is, and its fields may not be.
        let is_body = |word: &str| ["body", "request", "payload"].contains(&word.to_lowercase().as_str());
        let words: Vec<&str> = text.plain.split_whitespace().collect();
        let of_body = kind == SectionKind::Parameters(ParameterLocation::Body)
            && words.split_last().is_some_and(|(_, words)| words.iter().all(|word| is_body(word)));
        self.asks = heading_requires(&text.plain).filter(|_| !of_body);
        if let SectionKind::Response(Some(code)) = kind {
            let description = heading_status(&text.plain).map_or(String::new(), |(_, text)| text);
            return self.claim(ClaimKind::Status { code, description }, text.span);
        }
        self.claim(ClaimKind::Section { level: 2, title: self.rows.line(at).to_owned() }, text.span);
    }

    pub(super) fn read_divider(&mut self, at: usize, text: &Text) {
        self.close_field();
        self.heading = Some(at);
        self.asks = heading_requires(&text.plain);
        text.plain.clone_into(&mut self.label);
        self.claim(ClaimKind::Section { level: 3, title: text.plain.clone() }, text.span);
    }

    /// A heading that the page marks as one.
    pub(super) fn read_marked_heading(&mut self, at: usize, text: &Text) {
        let line = self.rows.line(at);
        if self.title.as_deref() == Some(line) || line.is_empty() {
            self.close_field();
            return self.claim(ClaimKind::Chrome, text.span);
        }
        if self.title.is_none() && self.section == SectionKind::Intro && classify_heading(line).is_none() {
            self.title = Some(line.to_owned());
            return self.claim(self.title_claim(line.to_owned()), text.span);
        }
        let titled = |kind| SectionTitle { kind, media_type: None };
        match read_section_title(line).or_else(|| classify_heading(line).map(titled)) {
            Some(title) => self.read_section(at, &title, text),
            None => self.read_divider(at, text),
        }
    }

    /// Whether a section begins in a row.
    pub(super) fn opens_section_at(&self, at: usize) -> bool {
        self.rows.get(at).is_some_and(|row| matches!(row.content, RowContent::Heading(_)))
            || (read_section_title(self.rows.line(at)).is_some() && opens_section(&self.rows, at))
    }

    /// A status: the fields below are those of its answer, where it heads them.
    pub(super) fn read_status(&mut self, at: usize, text: &Text) {
        let Some(status) = read_status_row(self.rows.line(at)) else { return };
        let (sure, media_type) = (status.is_sure(), status.media_type.map(str::to_owned));
        let (code, description) = (status.code, status.reason.to_owned());
        let row = &self.rows.rows[at];
        let leads = self.rows.is_head(at + 1) || is_media_type(self.rows.line(at + 1));
        if sure || row.alone || leads || row.bullet.is_some() {
            // Of several tabs in a row the first is open.
            let after_tab = self.open.status_row && self.open.fields == 0;
            let is_tab = sure
                && after_tab
                && matches!(self.section, SectionKind::Response(Some(_)))
                && media_type.is_none();
            if !is_tab {
                self.enter(SectionKind::Response(Some(code)));
            }
            self.heading = Some(at);
            self.open.status_row = true;
            self.asks = None;
        } else {
            self.close_field();
            self.open.named = Some(code);
        }
        self.claim(ClaimKind::Status { code, description }, text.span);
        if let Some(media_type) = media_type {
            self.read_media_type(&media_type, text.span);
        }
    }

    pub(super) fn read_media_type(&mut self, name: &str, span: Span) {
        let first = self.open.media_type.is_none();
        self.open.media_type.get_or_insert(span);
        let is_json = MediaType::parse(name).is_some_and(|media| media.is_json());
        let kind = match self.section {
            SectionKind::Parameters(ParameterLocation::Body) | SectionKind::Inputs if first => {
                ClaimKind::MediaType(name.to_owned())
            }
            SectionKind::Response(status) if !is_json && first => {
                ClaimKind::OtherAnswer { status, media_type: name.to_owned() }
            }
            // The line of the status says so.
            _ if self.claims.last().is_some_and(|claim| claim.span == span) => return,
            _ => ClaimKind::Chrome,
        };
        self.claim(kind, span);
    }

    /// Says of the section that ends what it says as a whole: the credentials together, a body without fields.
    pub(super) fn close_section(&mut self) {
        let open = std::mem::take(&mut self.open);
        self.claim_credentials(&open.credentials);
        let stated = open.stated.map(|(ty, span)| Spanned::new(ty, span));
        if open.fields > 0 {
            let is_list = match &stated {
                Some(ty) => list::is_list_of_objects(&ty.value),
                None => list::is_shown_as_list(&self.claims[open.first_claim..], self.section, &self.seen),
            };
            if is_list {
                list::gather_items(&mut self.claims, open.first_claim, self.section);
            }
            return;
        }
        if open.code {
            return;
        }
        match self.section {
            SectionKind::Parameters(ParameterLocation::Body) => {
                let Some(span) = stated.as_ref().map(|ty| ty.span).or(open.media_type) else { return };
                self.claim_folded(stated, span);
            }
            SectionKind::Response(status) => {
                let Some(ty) = stated.filter(|ty| !matches!(ty.value, TypeExpr::Object | TypeExpr::Any))
                else {
                    return;
                };
                let field = whole(ty);
                let span = field.span;
                self.claim(ClaimKind::ResponseField { status, failure: false, field }, span);
            }
            _ => {}
        }
    }

    /// A body of which the page lists no fields: what its request shows, or any value of its type.
    fn claim_folded(&mut self, stated: Option<Spanned<TypeExpr>>, span: Span) {
        let is_object = stated.as_ref().is_none_or(|ty| ty.value == TypeExpr::Object);
        let shown = self.seen.body;
        let note = match (shown, is_object) {
            (true, true) => {
                "the body has the fields that the page's request shows, none of which is said to be required"
            }
            (false, true) => "the body takes any object",
            _ => "the body takes any value of its type",
        };
        if !(shown && is_object) {
            let ty = stated.unwrap_or_else(|| Spanned::new(TypeExpr::Object, span));
            let field = whole(ty);
            self.claim(ClaimKind::Parameter { location: ParameterLocation::Body, field }, span);
        }
        if is_object {
            self.diagnostics.push(
                Diagnostic::at(&rule::LOSSY_TEXT, span, "the page lists no fields of the request body")
                    .note(note)
                    .help("save the page again with the body's fields unfolded, or as its `.md` export"),
            );
        }
    }

    fn claim_credentials(&mut self, fields: &[OpenField]) {
        let (Some(first), Some(last)) = (fields.first(), fields.last()) else { return };
        let scheme = |field: &OpenField| {
            let text = field.claim.description.as_ref().map_or("", |text| text.plain.as_str());
            read_credential(&field.claim.name.value, field.location, text, &self.seen.headers)
        };
        let alternatives = read_together(fields.iter().map(scheme).collect());
        let claim = AuthClaim { none: false, alternatives, roles: Vec::new() };
        let span = first.claim.span.to(last.claim.span);
        self.claim(ClaimKind::Authentication(claim), span);
    }
}

/// The field that stands for a whole body.
pub(super) fn whole(ty: Spanned<TypeExpr>) -> FieldClaim {
    let span = ty.span;
    let mut field = FieldClaim::new(Spanned::new(String::new(), span), span);
    field.ty = Some(ty);
    field.form = FieldForm::Property;
    field
}
