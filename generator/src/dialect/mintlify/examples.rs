//! Code blocks: requests, examples of what is sent and of what comes back.

use super::Reader;
use super::fences::describe_problem;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ClaimKind, ExampleClaim};
use crate::dialect::request_example::read_request_example;
use crate::dialect::section::{
    SectionKind, is_failure_label, says_answer, says_request, status_of_label, telling_label,
};
use crate::document::{Fence, JsonProblem, parse_json};
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
            return self.claim(ClaimKind::RequestExample(request), span);
        }
        let json_like = code.starts_with(['{', '[']);
        let is_json = fence.language.starts_with("json")
            || (fence.language.is_empty() && json_like)
            || (self.example_side == Some(false) && json_like && self.is_strict_json(fence));
        if !is_json {
            return self.claim(ClaimKind::Code { language: fence.language.clone() }, span);
        }
        let (request, status) = self.example_place(&label);
        let request = request
            || (self.section == SectionKind::Intro && fence.title.is_empty() && self.follows_message());
        let reading = parse_json(&fence.code, &fence.map, self.source);
        self.report_json_problems(&reading.problems, fence.closed);
        let json = reading.documents.into_iter().next();
        // A panel at the side belongs to a section only right behind its heading.
        let of_section = self.example_side.is_none()
            || matches!(self.claims.last().map(|claim| &claim.kind), Some(ClaimKind::Section { .. }));
        let failed = (self.section == SectionKind::Errors && of_section) || is_failure_label(&label);
        let failure = !request && status.is_none() && failed;
        let label = telling_label(&label).to_owned();
        self.claim(ClaimKind::Example(ExampleClaim { request, status, failure, label, json }), span);
    }

    /// Whether a block that calls itself something else, such as `js`, holds one JSON document.
    fn is_strict_json(&self, fence: &Fence) -> bool {
        let reading = parse_json(&fence.code, &fence.map, self.source);
        reading.problems.is_empty() && reading.documents.len() == 1
    }

    /// Whether an example is of the request, and its status if it is of an answer.
    fn example_place(&self, label: &str) -> (bool, Option<u16>) {
        let titled = status_of_label(label);
        match (self.example_side, self.section) {
            (Some(true), _) => (true, None),
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

/// Languages of fences that may hold a request.
fn may_hold_request(language: &str) -> bool {
    matches!(language, "" | "bash" | "sh" | "shell" | "curl" | "http" | "console" | "text")
}
