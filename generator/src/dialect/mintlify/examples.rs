//! Code blocks: requests, examples of what is sent and of what comes back.

use super::asides::says_failure;
use super::fences::describe_problem;
use super::{Reader, status_text};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{Claim, ClaimKind, ExampleClaim};
use crate::dialect::request_example::read_request_example;
use crate::dialect::section::{
    SectionKind, is_failure_label, is_request_label, leading_status, says_answer, says_request,
    status_of_label, telling_label,
};
use crate::document::{Fence, Json, JsonProblem, JsonReading, parse_json};
use crate::model::Method;
use crate::source::{Span, Spanned};

impl Reader {
    pub(super) fn read_fence(&mut self, fence: &Fence, span: Span) {
        let label = if fence.title.is_empty() { self.label.clone() } else { fence.title.clone() };
        let code = fence.code.trim_start();
        // Whatever the fence calls itself: a command is a command.
        if (may_hold_request(&fence.language) || code.starts_with("curl "))
            && let Some(request) = read_request_example(fence, self.source, telling_label(&label))
        {
            if self.note_message_endpoint(&request) {
                self.begin_operation();
            }
            self.note_aside(&label);
            return self.claim(ClaimKind::RequestExample(request), span);
        }
        let json_like = code.starts_with(['{', '[']);
        let named = fence.language.starts_with("json");
        let unnamed = fence.language.is_empty() && json_like;
        // An answer may call itself something else, such as `js`.
        let answer = self.example_side == Some(false) && json_like;
        let reading = (named || unnamed || answer).then(|| parse_json(&fence.code, &fence.map, self.source));
        let reading = reading.filter(|reading| named || unnamed || is_strict(reading));
        // Text in brackets that nothing calls JSON is JSON where it reads as such.
        let is_syntax = |problem: &Spanned<JsonProblem>| matches!(problem.value, JsonProblem::Syntax(_));
        let Some(reading) = reading.filter(|reading| named || !reading.problems.iter().any(is_syntax)) else {
            return self.read_code(fence, span);
        };
        let (request, status) = self.example_place(&label);
        let request = request
            || (self.section == SectionKind::Intro && fence.title.is_empty() && self.follows_message());
        self.report_json_problems(&reading.problems, fence.closed);
        if reading.problems.is_empty() {
            self.sound_json.insert(fence.code_span);
        }
        let json = reading.documents.into_iter().next();
        let failure = !request && status.is_none() && self.is_failure(&label, json.as_ref());
        self.note_aside(&label);
        let label = telling_label(&label).to_owned();
        self.claim(ClaimKind::Example(ExampleClaim { request, status, failure, label, json }), span);
    }

    /// Whether an example is of the request, and its status if it is of an answer.
    fn example_place(&self, label: &str) -> (bool, Option<u16>) {
        let titled = status_of_label(label);
        match (self.example_side, self.section) {
            (Some(true), _) => (true, None),
            (_, SectionKind::Response(_)) | (Some(false), _)
                if titled.is_none() && is_request_label(label) =>
            {
                (true, None)
            }
            (Some(false), SectionKind::Response(status)) => (false, titled.or(status)),
            (Some(false), _) => (false, titled),
            (None, SectionKind::Response(status)) => (false, titled.or(status)),
            (None, SectionKind::Parameters(_) | SectionKind::Inputs) => {
                (titled.is_none() && !says_answer(label), titled)
            }
            (None, SectionKind::Examples) => (label.to_ascii_lowercase().contains("request"), titled),
            (None, SectionKind::Intro | SectionKind::Remarks) => {
                (titled.is_none() && says_request(label), titled)
            }
            (None, _) => (false, titled),
        }
    }

    /// Code from which nothing is read, but the status that an answer without JSON is labelled with.
    fn read_code(&mut self, fence: &Fence, span: Span) {
        let answers = match (self.example_side, self.section) {
            (None, section) => matches!(section, SectionKind::Response(_)),
            (Some(request), _) => !request,
        };
        let kind = match leading_status(&fence.title).filter(|_| answers) {
            Some(code) => ClaimKind::Status { code, description: status_text(&fence.title) },
            None => ClaimKind::Code { language: fence.language.clone() },
        };
        self.claim(kind, span);
    }

    /// Notes the claim that comes next where only its content can tell what it is an example of: under a
    /// heading of its own, with no field, and with nothing in its label that says it.
    fn note_aside(&mut self, label: &str) {
        let label = label.to_ascii_lowercase();
        let told = ["request", "response"].iter().any(|side| label.contains(side));
        let Some(from) = self.aside.filter(|_| self.example_side.is_none() && !told) else { return };
        let stated = self.claims.iter().any(|claim| matches!(claim.kind, ClaimKind::Endpoint(_)));
        let is_of_operation = |claim: &Claim| match &claim.kind {
            ClaimKind::Parameter { .. } | ClaimKind::ResponseField { .. } | ClaimKind::Endpoint(_) => true,
            ClaimKind::RequestExample(_) => !stated,
            _ => false,
        };
        if status_of_label(&label).is_none() && !self.claims[from..].iter().any(is_of_operation) {
            self.asides.push(self.claims.len());
        }
    }

    fn is_failure(&self, label: &str, json: Option<&Json>) -> bool {
        // A panel at the side belongs to a section only right behind its heading.
        let of_section = self.example_side.is_none()
            || matches!(self.claims.last().map(|claim| &claim.kind), Some(ClaimKind::Section { .. }));
        is_failure_label(label)
            || (self.section == SectionKind::Errors && of_section)
            || json.is_some_and(says_failure)
    }

    /// Whether a block comes right behind an HTTP message that has a body and does not show it.
    fn follows_message(&self) -> bool {
        let message = self.claims.iter().rev().find_map(|claim| match &claim.kind {
            ClaimKind::RequestExample(message) => Some(Some(message)),
            ClaimKind::Example(_) | ClaimKind::Section { .. } => Some(None),
            _ => None,
        });
        message.flatten().is_some_and(|message| {
            let has_body = matches!(message.method.value, Method::Post | Method::Put | Method::Patch);
            has_body && message.body.is_none() && message.url.value.starts_with('/')
        })
    }

    fn report_json_problems(&mut self, problems: &[Spanned<JsonProblem>], closed: bool) {
        let Some(problem) = problems.iter().find(|p| closed || p.value != JsonProblem::EndsEarly) else {
            return;
        };
        let what = describe_problem(&problem.value);
        self.diagnostics.push(
            Diagnostic::at(&rule::INVALID_JSON, problem.span, format!("this example is not JSON: {what}"))
                .note("what could be understood was used"),
        );
    }
}

/// Whether a block holds one JSON document and nothing else.
fn is_strict(reading: &JsonReading) -> bool {
    reading.problems.is_empty() && reading.documents.len() == 1
}

/// Languages of fences that may hold a request.
fn may_hold_request(language: &str) -> bool {
    matches!(language, "" | "bash" | "sh" | "shell" | "curl" | "http" | "console" | "text")
}
