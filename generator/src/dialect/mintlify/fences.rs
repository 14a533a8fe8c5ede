//! Fences that call themselves JSON and are not: those in the text of fields and of notes too, from which no
//! example is read.

use super::Reader;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Block, BlockKind, Fence, JsonProblem, parse_json};
use crate::source::{Span, Spanned};

impl Reader {
    /// Reports the fences of all blocks that nothing was said of yet.
    pub(super) fn report_fences(&mut self, blocks: &[Block]) {
        let mut fences = Vec::new();
        collect_fences(blocks, &mut fences);
        for (fence, span) in fences.into_iter().filter(|(fence, _)| fence.language == "json") {
            let is_here = |diagnostic: &Diagnostic| {
                let place = diagnostic.primary.as_ref().map(|label| label.span);
                *diagnostic.rule == rule::INVALID_JSON && place.is_some_and(|place| span.contains(place))
            };
            if self.diagnostics.iter().any(is_here) {
                continue;
            }
            if let Some(problem) = self.fence_problem(fence, span) {
                let message = format!("this is not JSON: {}", problem.value);
                self.diagnostics.push(Diagnostic::at(&rule::INVALID_JSON, problem.span, message));
            }
        }
    }

    fn fence_problem(&self, fence: &Fence, span: Span) -> Option<Spanned<String>> {
        let code = fence.code.trim_start();
        let whole = |what: &str| Some(Spanned::new(what.to_owned(), span));
        if code.starts_with("curl ") || code.starts_with("$ ") {
            return whole("it is a command");
        }
        if code.starts_with('"') && code.contains("\":") {
            return whole("it holds members of an object without the braces around them");
        }
        if fence.closed && self.sound_json.contains(&fence.code_span) {
            return None;
        }
        let reading = parse_json(&fence.code, &fence.map, self.source);
        let problem = reading.problems.first();
        match problem {
            Some(problem) if fence.closed || problem.value != JsonProblem::EndsEarly => {
                Some(Spanned::new(describe_problem(&problem.value), problem.span))
            }
            _ if !fence.closed => whole("its code block is not closed before the next one begins"),
            _ => None,
        }
    }
}

/// What is wrong with a text, to go behind "it is not JSON".
pub(super) fn describe_problem(problem: &JsonProblem) -> String {
    match problem {
        JsonProblem::Comment => "it holds a comment".to_owned(),
        JsonProblem::TrailingComma => "it holds a comma before the closing bracket".to_owned(),
        JsonProblem::Ellipsis => "it holds `...` in the place of a value".to_owned(),
        JsonProblem::SeveralDocuments => "it holds more than one JSON document".to_owned(),
        JsonProblem::EndsEarly => "it holds a value that never ends".to_owned(),
        JsonProblem::Empty => "it is empty".to_owned(),
        JsonProblem::Literal(what) => (*what).to_owned(),
        JsonProblem::Syntax(message) => message.clone(),
    }
}

fn collect_fences<'a>(blocks: &'a [Block], fences: &mut Vec<(&'a Fence, Span)>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Fence(fence) => fences.push((fence, block.span)),
            BlockKind::List { items, .. } => collect_fences(items, fences),
            BlockKind::Item(children) | BlockKind::Quote(children) => collect_fences(children, fences),
            BlockKind::Component(component) => collect_fences(&component.children, fences),
            BlockKind::Definitions(definitions) => {
                definitions.iter().for_each(|definition| collect_fences(&definition.blocks, fences));
            }
            _ => {}
        }
    }
}
