//! Whether the type of an operation's response reads a documented one.

use super::fit::{Fault, Way, misfits};
use super::table::Reason;
use super::{Input, Problem};
use crate::analysis::{Documented, ShownAnswer};
use crate::model::{MediaType, Operation, Response};
use crate::source::Span;

/// Whether a block shows nothing.
pub(super) fn is_blank(input: &Input<'_>, shown: &ShownAnswer<'_>) -> bool {
    let text = input.sources.get(shown.span.source).slice(shown.span);
    shown.claim.json.is_none()
        && text.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with("```"))
}

/// What of a response the type does not read.
pub(super) fn response_problems(
    input: &Input<'_>,
    documented: &Documented<'_>,
    operation: &Operation,
    shown: &ShownAnswer<'_>,
) -> Vec<Problem> {
    let response = operation.responses.iter().find(|response| response.status == shown.status);
    let Some(Response { media_type, schema: Some(schema), .. }) = response else { return Vec::new() };
    if !matches!(media_type, None | Some(MediaType::Json(_))) {
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
