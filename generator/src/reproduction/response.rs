//! Whether the type of an operation's response reads a documented one.

use super::fit::{Fault, Way, misfits};
use super::table::Reason;
use super::{Input, Problem};
use crate::analysis::{Documented, ShownAnswer};
use crate::model::{MediaType, Operation, Response, Status};
use crate::source::Span;

/// Whether a block shows nothing.
pub(super) fn is_blank(input: &Input<'_>, shown: &ShownAnswer<'_>) -> bool {
    let text = input.sources.get(shown.span.source).slice(shown.span);
    shown.claim.json.is_none()
        && text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with("```"))
}

/// The response with which the client reads an answer of that status: its own, that of its range, the default.
fn response_of(responses: &[Response], status: Status) -> Option<&Response> {
    let own = responses.iter().find(|response| response.status == status);
    own.or_else(|| {
        let Status::Code(code) = status else { return None };
        responses.iter().filter(|of| of.status.covers(code)).min_by_key(|of| of.status)
    })
}

/// Whether a block shows events as a server sends them (WHATWG HTML, section 9.2.6).
fn is_event_stream(input: &Input<'_>, shown: &ShownAnswer<'_>) -> bool {
    const FIELDS: [&str; 5] = ["data:", "event:", "id:", "retry:", ":"];
    let text = input.sources.get(shown.span.source).slice(shown.span);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("```"));
    let mut lines = lines.peekable();
    lines.peek().is_some() && lines.all(|line| FIELDS.iter().any(|field| line.starts_with(field)))
}

/// What of a response the type does not read.
pub(super) fn response_problems(
    input: &Input<'_>,
    documented: &Documented<'_>,
    operation: &Operation,
    shown: &ShownAnswer<'_>,
) -> Vec<Problem> {
    let response = response_of(&operation.responses, shown.status);
    let Some(Response { media_type, schema: Some(schema), .. }) = response else { return Vec::new() };
    if !matches!(media_type, None | Some(MediaType::Json(_))) {
        return Vec::new();
    }
    if shown.claim.json.is_none() && is_event_stream(input, shown) {
        // Asked for by a parameter, and read by `stream()` of the call.
        return Vec::new();
    }
    let Some(json) = &shown.claim.json else {
        let message = "this response is no JSON that could be read, and the client reads JSON";
        let start = Span { end: shown.span.start + 1, ..shown.span };
        let problem = Problem::new(Reason::ReadText, "", start, message.to_owned());
        return vec![problem.related(documented.span, "the operation is stated here")];
    };
    let found = misfits(input.types(), Way::Read, false, schema, json);
    let problems = found.into_iter().map(|misfit| {
        let named = match misfit.path.as_str() {
            "" => "the response".to_owned(),
            path => format!("`{path}`"),
        };
        let (reason, message) = match misfit.fault {
            Fault::Missing | Fault::Unknown => {
                (Reason::ReadMissing, format!("this response leaves out {named}, which is required"))
            }
            Fault::Null => {
                (Reason::ReadNull, format!("{named} is null here, and the client reads {}", misfit.expected))
            }
            Fault::Type => {
                let expected = &misfit.expected;
                (Reason::ReadType, format!("{named} is another value here: the client reads {expected}"))
            }
        };
        let problem = Problem::new(reason, &misfit.path, misfit.span, message);
        problem.of_field(input, documented, false, &misfit)
    });
    problems.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn responses_of_statuses() {
        let response = |status| Response {
            status,
            description: String::new(),
            media_type: None,
            schema: None,
            examples: Vec::new(),
        };
        let all = [Status::Default, Status::Range(4), Status::Code(404)].map(response);
        let found = |status| response_of(&all, status).map(|of| of.status);
        assert_eq!(found(Status::Code(404)), Some(Status::Code(404)));
        assert_eq!(found(Status::Code(409)), Some(Status::Range(4)));
        assert_eq!(found(Status::Code(500)), Some(Status::Default));
        assert_eq!(response_of(&all[1..], Status::Code(500)), None);
    }
}
