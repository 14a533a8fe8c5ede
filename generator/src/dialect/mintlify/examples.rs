//! Code blocks: requests, examples of what is sent and of what comes back.

use super::asides::{collect_names, says_failure, share};
use super::events::{read_events, shows_events};
use super::fences::{describe_problem, is_fragment};
use super::texts::status_text;
use super::{Reader, excerpt};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{AuthClaim, ClaimKind, ExampleClaim, ParameterLocation, RequestExampleClaim};
use crate::dialect::credentials::{read_together, stated_headers};
use crate::dialect::http_messages::{ResponseMessage, read_response_message};
use crate::dialect::prose::named_media_type;
use crate::dialect::section::{
    SectionKind, is_failure_label, is_request_label, leading_status, says_answer, says_request,
    status_of_label, telling_label,
};
use crate::document::{BlockKind, Fence, Json, JsonProblem, parse_json};
use crate::model::{MediaType, Method, Status};
use crate::source::{Span, Spanned};
use std::collections::BTreeSet;

impl Reader<'_> {
    /// A request as a command or an HTTP message.
    pub(super) fn read_request(&mut self, request: RequestExampleClaim, span: Span) {
        if let Some(problem) = &request.problem {
            self.report_json_problem("the body of this request", problem);
        }
        if let BlockKind::Fence(fence) = &self.item().block.kind {
            let told = self.told_label(fence);
            self.note_aside(&told);
        }
        self.claim(ClaimKind::RequestExample(request), span);
    }

    pub(super) fn read_fence(&mut self, fence: &Fence, span: Span) {
        let section = self.section();
        let label = if fence.title.is_empty() { section.label.clone() } else { fence.title.clone() };
        let told = self.told_label(fence);
        let code = fence.code.trim_start();
        if excerpt::read_excerpt(self, fence, span) {
            return;
        }
        if let Some(message) = read_response_message(fence) {
            return self.read_response_message(message, span);
        }
        if let Some(stated) = self.stated_credentials(code) {
            return self.claim(ClaimKind::Authentication(stated), span);
        }
        if is_lines(&fence.language) {
            return self.read_lines(fence, span, &told);
        }
        let named = fence.language.starts_with("json");
        let is_script = SCRIPTS.contains(&fence.language.as_str());
        let may_be_json = named
            || (fence.language.is_empty() && code.starts_with(['{', '[']))
            || ((is_script || self.section().panel == Some(false))
                && below_comments(code).starts_with(['{', '['])
                && self.shows_bodies(&told));
        let reading = may_be_json.then(|| parse_json(&fence.code, &fence.map, span.source));
        // Text in brackets that nothing calls JSON is JSON where it reads as such, or as plain data of a script.
        let is_other = |problem: &Spanned<JsonProblem>| match problem.value {
            JsonProblem::Syntax(_) => true,
            JsonProblem::SeveralDocuments | JsonProblem::EndsEarly => !fence.language.is_empty(),
            JsonProblem::Literal(_) => !is_script && !fence.language.is_empty(),
            _ => false,
        };
        let reading = reading.filter(|reading| named || !reading.problems.iter().any(is_other));
        let Some(reading) = reading else {
            return self.read_code(fence, span);
        };
        if is_fragment(code) {
            // Members without their braces are an example of no body.
            return self.claim(ClaimKind::Code { language: fence.language.clone() }, span);
        }
        let (request, status) = self.example_place(&told);
        let request = request
            || (self.role() == SectionKind::Intro && fence.title.is_empty() && self.follows_message());
        let is_literal = |problem: &Spanned<JsonProblem>| matches!(problem.value, JsonProblem::Literal(_));
        let json = reading.documents.first();
        let request = request && (says_request(&told) || !json.is_some_and(|json| self.is_foreign(json)));
        if named || (!is_script && !reading.problems.iter().any(is_literal)) {
            self.report_json_problems(&reading.problems, fence.closed);
        }
        if reading.problems.is_empty() {
            self.sound_json.insert(fence.code_span);
        }
        let json = reading.documents.into_iter().next();
        let failure = !request && status.is_none() && self.is_failure(&told, json.as_ref());
        self.note_aside(&told);
        if status.is_none() && !failure && self.is_of_record() {
            return self.claim(ClaimKind::Code { language: "json".to_owned() }, span);
        }
        let label = telling_label(&label).to_owned();
        self.claim(ClaimKind::Example(ExampleClaim { request, status, failure, label, json }), span);
    }

    /// A response as an HTTP message: status, what the body is, and the body.
    fn read_response_message(&mut self, message: ResponseMessage, span: Span) {
        let ResponseMessage { status, media_type, body } = message;
        self.claim(ClaimKind::Status { code: status, description: String::new() }, span);
        let status = Some(status);
        if body.code.trim().is_empty() {
            return;
        }
        let is_json =
            media_type.is_empty() || MediaType::parse(&media_type).is_some_and(|media| media.is_json());
        if !is_json || !body.code.trim_start().starts_with(['{', '[']) {
            let media_type = if is_json { "text/plain".to_owned() } else { media_type };
            return self.claim(ClaimKind::OtherAnswer { status, media_type }, span);
        }
        let reading = parse_json(&body.code, &body.map, span.source);
        self.report_json_problems(&reading.problems, body.closed);
        let json = reading.documents.into_iter().next();
        let label = telling_label(&self.section().label).to_owned();
        let example = ExampleClaim { request: false, status, failure: false, label, json };
        self.claim(ClaimKind::Example(example), span);
    }

    /// Whether JSON has little of what the list of fields above it has, where that is the operation's own: nothing
    /// but its place says that it is sent.
    fn is_foreign(&self, json: &Json) -> bool {
        let above = self.claims.iter().rev();
        let mut names = BTreeSet::new();
        for claim in above.take_while(|claim| !matches!(claim.kind, ClaimKind::Section { .. })) {
            match &claim.kind {
                ClaimKind::Parameter { location: ParameterLocation::Body, field } if field.place_assumed => {
                    collect_names(field, &mut names);
                }
                ClaimKind::Example(_) => return false,
                _ => {}
            }
        }
        self.states_operation() && !names.is_empty() && share(json, &names) < 0.5
    }

    /// What says of a block of code what it is an example of: its title, the line right above it ("Example
    /// response:"), or the heading, unless that is the title of the operation.
    fn told_label(&self, fence: &Fence) -> String {
        let lead = || {
            let text = match &self.claims.last()?.kind {
                ClaimKind::Description(text) | ClaimKind::Remark(text) => text,
                ClaimKind::ResponseProse { text, .. } => text,
                _ => return None,
            };
            let line = text.plain.trim().strip_suffix(':')?;
            let last = line.rsplit(' ').next().unwrap_or_default().to_lowercase();
            let ends = ["request", "response", "body", "payload"].contains(&last.as_str());
            let short = telling_label(line).is_empty() || (ends && line.len() <= 60);
            (short && (says_answer(line) || says_request(line))).then_some(line)
        };
        match fence.title.as_str() {
            "" => {
                lead().unwrap_or(if self.section().is_title { "" } else { &self.section().label }).to_owned()
            }
            title => title.to_owned(),
        }
    }

    /// JSON texts on lines of their own: each is an example, and all tell how the body is encoded.
    fn read_lines(&mut self, fence: &Fence, span: Span, label: &str) {
        let (request, status) = self.example_place(label);
        let media_type = "application/x-ndjson".to_owned();
        match request {
            true => self.claim(ClaimKind::MediaType(media_type), span),
            false => self.claim(ClaimKind::OtherAnswer { status, media_type }, span),
        }
        let reading = parse_json(&fence.code, &fence.map, span.source);
        let is_slip = |problem: &&Spanned<JsonProblem>| problem.value != JsonProblem::SeveralDocuments;
        if let Some(problem) = reading.problems.iter().find(is_slip) {
            self.report_json_problem("this example", problem);
        }
        let label = telling_label(label).to_owned();
        for json in reading.documents.into_iter().take(MAX_LINES) {
            let example =
                ExampleClaim { request, status, failure: false, label: label.clone(), json: Some(json) };
            self.claim(ClaimKind::Example(example), span);
        }
    }

    /// The credentials that a block of code states under a heading about headers or authentication.
    fn stated_credentials(&self, code: &str) -> Option<AuthClaim> {
        let about_headers = matches!(
            self.role(),
            SectionKind::Authentication | SectionKind::Parameters(ParameterLocation::Header)
        );
        let stated = || read_together(stated_headers(code));
        let alternatives = if about_headers { stated() } else { Vec::new() };
        (!alternatives.is_empty()).then(|| AuthClaim { alternatives, ..AuthClaim::default() })
    }

    /// Whether a block of code may show what is sent or comes back, by its place or its label.
    fn shows_bodies(&self, label: &str) -> bool {
        let section = || {
            matches!(
                self.role(),
                SectionKind::Response(_)
                    | SectionKind::Errors
                    | SectionKind::Parameters(_)
                    | SectionKind::Inputs
                    | SectionKind::Examples
            )
        };
        let labelled = || status_of_label(label).is_some() || says_answer(label) || says_request(label);
        self.section().panel.is_some() || section() || labelled()
    }

    /// Whether an example is of the request, and its status if it is of an answer.
    fn example_place(&self, label: &str) -> (bool, Option<Status>) {
        let titled = status_of_label(label);
        match (self.section().panel, self.role()) {
            (Some(true), _) => (true, None),
            (_, SectionKind::Response(_)) | (Some(false), _)
                if titled.is_none() && is_request_label(label) =>
            {
                (true, None)
            }
            (Some(false), SectionKind::Response(status)) => (false, titled.or(status)),
            (Some(false), _) => (false, titled),
            (None, SectionKind::Response(None) | SectionKind::Errors) => {
                (false, titled.or_else(|| self.told_status(false)))
            }
            (None, SectionKind::Response(status)) => (false, titled.or(status)),
            // Behind fields of an answer, or among what no body holds, an example is one of the answer.
            (None, SectionKind::Parameters(_) | SectionKind::Inputs) => {
                let sent = !says_answer(label) && (says_request(label) || self.may_show_request());
                (titled.is_none() && sent, titled)
            }
            (None, SectionKind::Examples) => (label.to_ascii_lowercase().contains("request"), titled),
            (None, SectionKind::Intro | SectionKind::Remarks) => {
                (titled.is_none() && says_request(label), titled)
            }
            (None, _) => (false, titled),
        }
    }

    /// Whether an example among parameters can be one of what is sent.
    fn may_show_request(&self) -> bool {
        use crate::dialect::claims::ParameterLocation::Body;
        let of_body = match self.role() {
            SectionKind::Parameters(location) => location == Body,
            // Below the parameters of what only reads stands what comes back.
            SectionKind::Inputs => !self.only_reads(),
            _ => true,
        };
        let answered = self.claims.answer > self.claims.parameter.max(self.claims.section);
        of_body && !answered
    }

    /// Code from which nothing is read, but the status that an answer without JSON is labelled with.
    fn read_code(&mut self, fence: &Fence, span: Span) {
        let answers = match (self.section().panel, self.role()) {
            (None, section) => matches!(section, SectionKind::Response(_)),
            (Some(request), _) => !request,
        };
        let named = leading_status(&fence.title).filter(|_| answers);
        if let Some(code) = named {
            self.claim(ClaimKind::Status { code, description: status_text(&fence.title) }, span);
        }
        let (request, status) = self.example_place(&fence.title);
        match media_type_of(fence).filter(|_| answers && !request) {
            Some(media_type) => {
                let events = if media_type == EVENT_STREAM { read_events(fence, span) } else { Vec::new() };
                self.claim(ClaimKind::OtherAnswer { status, media_type }, span);
                if !events.is_empty() {
                    self.claim(ClaimKind::Events { status, events }, span);
                }
            }
            None if named.is_none() => self.claim(ClaimKind::Code { language: fence.language.clone() }, span),
            None => {}
        }
    }

    /// Notes the claim that comes next where only its content can tell what it is an example of: under a
    /// heading of its own, with no field, and with nothing in its label that says it.
    fn note_aside(&mut self, label: &str) {
        let label = label.to_ascii_lowercase();
        let told = ["request", "response"].iter().any(|side| label.contains(side));
        let section = self.section();
        if !section.is_aside || section.panel.is_some() || told {
            return;
        }
        let from = self.opened;
        let request = self.claims.request.filter(|_| self.claims.endpoint.is_none());
        let is_of_operation = self.claims.of_endpoint().max(request).is_some_and(|at| at >= from);
        if status_of_label(&label).is_none() && !self.states_operation() && !is_of_operation {
            self.asides.push(self.claims.len());
        }
    }

    fn is_failure(&self, label: &str, json: Option<&Json>) -> bool {
        // A panel at the side belongs to a section only right behind its heading.
        let of_section = self.section().panel.is_none()
            || matches!(self.claims.last().map(|claim| &claim.kind), Some(ClaimKind::Section { .. }));
        is_failure_label(label)
            || (self.role() == SectionKind::Errors && of_section)
            || json.is_some_and(says_failure)
    }

    /// Whether a block comes right behind an HTTP message that has a body and does not show it.
    fn follows_message(&self) -> bool {
        let last = self.claims.request.filter(|at| Some(*at) > self.claims.example.max(self.claims.section));
        let message = last.and_then(|at| match &self.claims[at].kind {
            ClaimKind::RequestExample(message) => Some(message),
            _ => None,
        });
        message.is_some_and(|message| {
            let has_body = matches!(message.method.value, Method::Post | Method::Put | Method::Patch);
            has_body && message.body.is_none() && message.url.value.starts_with('/')
        })
    }

    pub(super) fn report_json_problems(&mut self, problems: &[Spanned<JsonProblem>], closed: bool) {
        let Some(problem) = problems.iter().find(|p| closed || p.value != JsonProblem::EndsEarly) else {
            return;
        };
        self.report_json_problem("this example", problem);
    }

    fn report_json_problem(&mut self, text: &str, problem: &Spanned<JsonProblem>) {
        let message = format!("{text} is not JSON: {}", describe_problem(&problem.value));
        self.diagnostics.push(
            Diagnostic::at(&rule::INVALID_JSON, problem.span, message)
                .note("what could be understood was used"),
        );
    }
}

/// Lines of one block that are kept as examples.
const MAX_LINES: usize = 20;

const EVENT_STREAM: &str = "text/event-stream";

/// Languages of JSON texts on lines of their own.
fn is_lines(language: &str) -> bool {
    matches!(language, "jsonl" | "ndjson" | "jsonlines" | "json-lines" | "x-ndjson")
}

/// Languages whose literals may be plain data.
const SCRIPTS: &[&str] = &["js", "javascript", "ts", "typescript", "jsx", "tsx"];

/// Code without the lines of comments on top of it.
fn below_comments(code: &str) -> &str {
    let mut code = code;
    while let Some(comment) = code.strip_prefix("//") {
        code = comment.split_once('\n').map_or("", |(_, rest)| rest.trim_start());
    }
    code
}

/// The media type of an answer that a block of code shows or speaks of, where that is not JSON.
fn media_type_of(fence: &Fence) -> Option<String> {
    let code = fence.code.trim();
    let is_plain = matches!(
        fence.language.as_str(),
        "" | "text" | "txt" | "plain" | "plaintext" | "sse" | "event-stream" | "eventstream"
    );
    let named = match fence.language.as_str() {
        "xml" => "application/xml",
        "csv" => "text/csv",
        "html" => "text/html",
        "binary" => "application/octet-stream",
        _ if !is_plain => return None,
        _ if shows_events(code) => EVENT_STREAM,
        // Words about the answer, and not a message with its headers.
        _ if code.lines().count() > 2 || code.starts_with("HTTP/") => return None,
        _ => match named_media_type(code) {
            Some(named) => named,
            None if code.to_ascii_lowercase().contains("binary") => "application/octet-stream",
            None => return None,
        },
    };
    Some(named.to_owned())
}
