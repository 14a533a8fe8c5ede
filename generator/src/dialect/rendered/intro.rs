//! What stands above the first section: title, method bar, what is sent and answered by example, description.
//!
//! ```ebnf
//! intro  = { site label | group } , [ title ] , { prose } , bar , { title | tab | site label | refusal | curl | JSON | prose } ;
//! group  = line ;                                  (* the navigation's, above the title *)
//! tab    = language | status ;                     (* what the block of code below is *)
//! refusal = "Error" , line end , "A valid request URL" , … ;      (* in the place of a request that cannot be made *)
//! ```

use super::Reader;
use super::answers::read_status_row;
use super::bar::{MethodBar, read_bar};
use super::heading::{looks_like_heading, read_section_title};
use super::labels::{is_language, is_site_label};
use super::rows::RowContent;
use crate::dialect::claims::{ClaimKind, ExampleClaim};
use crate::dialect::request_example::read_request_example;
use crate::dialect::section::classify_heading;
use crate::document::{Fence, Json, JsonValue, Text, parse_json};
use crate::source::Span;
use std::ops::Range;

/// How many tabs a block of code has at most.
const TABS: usize = 24;

/// More words than titles have.
const WORDS_OF_PROSE: usize = 6;

impl Reader<'_> {
    /// Reads what stands above the bar and the first section, and the bar where that comes first; the row below. Sites
    /// of two columns print the bar last.
    pub(super) fn read_first(&mut self) -> usize {
        let bar = (0..self.rows.len()).find(|at| read_bar(&self.rows, *at).is_some());
        bar.map_or(0, |bar| self.read_top(0..bar))
    }

    /// The same of an operation that begins in a row and has its bar in another.
    pub(super) fn read_top(&mut self, above: Range<usize>) -> usize {
        let (from, bar_at) = (above.start, above.end);
        let Some(bar) = read_bar(&self.rows, bar_at) else { return from };
        let begins = |at: &usize| {
            self.rows.is_head(*at)
                || self.opens_section_at(*at)
                    && (read_section_title(self.rows.line(*at)).is_some()
                        || classify_heading(self.rows.line(*at)).is_some())
        };
        let first = (from..bar_at).find(begins);
        let top = first.unwrap_or(bar_at);
        if (from..top)
            .any(|row| !matches!(self.rows.rows[row].content, RowContent::Line(_) | RowContent::Heading(_)))
        {
            return from;
        }
        self.read_above(from, top);
        match first {
            Some(first) => first,
            None => self.claim_bar(bar),
        }
    }

    pub(super) fn claim_bar(&mut self, bar: MethodBar) -> usize {
        self.claim(ClaimKind::Endpoint(bar.endpoint), bar.span);
        let line = |at: usize| self.rows.line(at);
        let next = bar.next;
        if line(next) == "Error" && line(next + 1).starts_with("A valid request URL") {
            self.claim_rows(next, next + 2, &ClaimKind::Chrome);
            return next + 2;
        }
        next
    }

    /// The lines above the bar: the last that is no sentence is the title, what is below it the description.
    pub(super) fn read_above(&mut self, from: usize, bar: usize) {
        let is_site = |at: usize| is_site_label(self.rows.line(at)) || is_index_notice(self.rows.line(at));
        let lines: Vec<usize> = (from..bar).filter(|&at| !is_site(at)).collect();
        let is_prose = |at: usize| {
            let line = self.rows.line(at);
            line.ends_with(['.', '!', '?', ':']) || line.split_whitespace().count() >= WORDS_OF_PROSE
        };
        let marked = |at: &&usize| matches!(self.rows.rows[**at].content, RowContent::Heading(_));
        let mut titles = lines.iter().copied().filter(|&at| !is_prose(at)).rev();
        let last = titles.next();
        let title = lines.iter().rfind(marked).copied().or(match titles.next() {
            // "Get boat", and below it "Finds one boat".
            Some(above) if last.is_some_and(|at| says_what_it_does(self.rows.line(at))) => Some(above),
            _ => last,
        });
        for at in from..bar {
            let (span, line) = (self.rows.rows[at].span, self.rows.line(at).to_owned());
            let kind = match title {
                Some(title) if at == title => {
                    self.title = Some(line.clone());
                    self.title_claim(line)
                }
                Some(title) if at > title && lines.contains(&at) => self.prose_at(at),
                None if lines.contains(&at) => self.prose_at(at),
                _ => ClaimKind::Chrome,
            };
            self.claim(kind, span);
        }
    }

    fn prose_at(&self, at: usize) -> ClaimKind {
        match self.rows.rows[at].content {
            RowContent::Line(text) | RowContent::Heading(text) => ClaimKind::Description(text.clone()),
            _ => ClaimKind::Chrome,
        }
    }

    /// A line above the first section.
    pub(super) fn read_intro_line(&mut self, at: usize, text: &Text) -> usize {
        let (line, span) = (self.rows.line(at), text.span);
        let is_site = is_site_label(line)
            || line == "\"<string>\""
            || is_index_notice(line)
            || self.title.as_deref() == Some(line)
            || (is_language(line) && self.leads_to_code(at));
        let kind = if is_site {
            ClaimKind::Chrome
        } else if let Some(status) =
            read_status_row(line).filter(|row| (row.is_sure() || row.is_titled()) && self.leads_to_code(at))
        {
            self.shown_status.get_or_insert(status.code);
            ClaimKind::Status { code: status.code, description: status.reason.to_owned() }
        } else if self.title.is_none() && self.on_top && self.is_title(at) {
            self.title = Some(line.to_owned());
            self.title_claim(line.to_owned())
        } else if looks_like_heading(&self.rows.rows[at]) && !self.is_summary(at) {
            line.clone_into(&mut self.label);
            self.on_top = false;
            ClaimKind::Section { level: 3, title: line.to_owned() }
        } else {
            self.on_top = false;
            ClaimKind::Description(text.clone())
        };
        self.claim(kind, span);
        at + 1
    }

    /// Whether a line where the title may stand is one: above the code, between blank lines, or right below the code.
    fn is_title(&self, at: usize) -> bool {
        let line = self.rows.line(at);
        let below_code = at.checked_sub(1).is_some_and(|above| self.rows.is_code(above))
            && self.rows.get(at + 1).is_some_and(|row| row.apart)
            && line.split_whitespace().count() < WORDS_OF_PROSE
            && !line.ends_with(['.', '!', '?', ':'])
            && !says_what_it_does(line);
        self.leads_to_code(at) || looks_like_heading(&self.rows.rows[at]) || below_code
    }

    /// A short line right below the title and the code, with nothing below but a section: all that the page says.
    fn is_summary(&self, at: usize) -> bool {
        self.title.is_some()
            && self.on_top
            && self.rows.get(at + 1).is_none_or(|row| row.apart)
            && self.opens_section_at(at + 1)
    }

    /// Whether the next row but for labels is a block of code.
    fn leads_to_code(&self, at: usize) -> bool {
        let is_label = |at: &usize| {
            let line = self.rows.line(*at);
            is_language(line) || is_site_label(line) || read_status_row(line).is_some_and(|row| row.is_sure())
        };
        let next = (at + 1..self.rows.len()).take(TABS).find(|at| !is_label(at));
        next.is_some_and(|next| self.rows.is_code(next))
    }

    /// A block of code above the first section.
    pub(super) fn read_intro_code(&mut self, fence: &Fence, span: Span) {
        match read_request_example(fence, self.source, "") {
            Some(mut request) => {
                request.generated |= self.on_top;
                self.claim(ClaimKind::RequestExample(request), span);
            }
            None if self.on_top => self.read_skeleton(fence, span),
            None => self.claim(ClaimKind::Code { language: fence.language.clone() }, span),
        }
    }

    /// The skeleton of the response; statuses of failures stand in it as keys (`"401 Unauthorized": {}`). What somebody
    /// thought of a text for is an example.
    fn read_skeleton(&mut self, fence: &Fence, span: Span) {
        let reading = parse_json(&fence.code, &fence.map, self.source);
        let Some(mut json) = reading.documents.into_iter().next() else {
            return self.claim(ClaimKind::Code { language: fence.language.clone() }, span);
        };
        if let JsonValue::Object(members) = &mut json.value {
            members.retain(|(name, _)| {
                let code = crate::dialect::leading_status(&name.value);
                if let Some(code) = code {
                    let description = name.value[3..].trim().to_owned();
                    self.claim(ClaimKind::Status { code, description }, name.span);
                }
                code.is_none()
            });
            if members.is_empty() {
                return;
            }
        }
        let status = self.shown_status.take();
        let is_failure = status.is_some_and(|code| code.class() != Some(2));
        let kind = match is_failure || thought_of(&json) {
            true => ClaimKind::Example(ExampleClaim {
                request: false,
                status,
                failure: false,
                label: String::new(),
                json: Some(json),
            }),
            false => ClaimKind::Skeleton(json),
        };
        self.claim(kind, span);
    }
}

/// Whether a line begins as descriptions do, with a verb in the third person: "Finds one boat".
fn says_what_it_does(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    let noun = ["ss", "us", "is", "as"].iter().any(|end| first.ends_with(end));
    first.len() > 3 && first.ends_with('s') && !noun && words.next().is_some()
}

/// The notice of a site for programs that read it.
fn is_index_notice(line: &str) -> bool {
    line == "Documentation Index"
        || (line.starts_with("Fetch the complete documentation index") && line.contains("llms.txt"))
        || line.starts_with("Use this file to discover all available pages")
}

/// Whether the texts of a value are somebody's own: machines write `<string>`.
fn thought_of(json: &Json) -> bool {
    let mut texts = Vec::new();
    collect_texts(json, &mut texts);
    !texts.is_empty() && !texts.iter().any(|text| text.starts_with('<') || *text == "string")
}

fn collect_texts<'a>(json: &'a Json, texts: &mut Vec<&'a str>) {
    match &json.value {
        JsonValue::String(text) => texts.push(text),
        JsonValue::Array(items) => items.iter().for_each(|item| collect_texts(item, texts)),
        JsonValue::Object(members) => members.iter().for_each(|(_, value)| collect_texts(value, texts)),
        _ => {}
    }
}
