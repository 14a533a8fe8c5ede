//! Fences that call themselves JSON and are not: those in the text of fields and of notes too, from which no
//! example is read.

use super::{Reader, is_field_tag};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Block, BlockKind, Fence, JsonProblem, parse_json};
use crate::source::{Span, Spanned};
use std::collections::BTreeSet;

impl Reader<'_> {
    /// Reports the fences of all blocks that nothing was said of yet.
    pub(super) fn report_fences(&mut self, blocks: &[Block]) {
        let mut fences = Vec::new();
        collect_fences(blocks, false, &mut fences);
        let is_guide = !self.describes_endpoint();
        let said = self.diagnostics.iter().filter(|diagnostic| *diagnostic.rule == rule::INVALID_JSON);
        let said = said.filter_map(|diagnostic| diagnostic.primary.as_ref().map(|label| label.span));
        let mut said: BTreeSet<Span> = said.collect();
        for (fence, span, inside) in fences.into_iter().filter(|(fence, ..)| fence.language == "json") {
            // One member of something, as the text around says; a guide shows parts of settings, too.
            if (inside || is_guide) && is_fragment(&fence.code) {
                continue;
            }
            let start = Span { end: span.start, ..span };
            if said.range(start..).take_while(|at| at.start <= span.end).any(|at| span.contains(*at)) {
                continue;
            }
            if let Some(problem) = self.fence_problem(fence, span) {
                let message = format!("this is not JSON: {}", problem.value);
                said.insert(problem.span);
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
        if is_fragment(code) {
            return whole("it holds members of an object without the braces around them");
        }
        if fence.closed && self.sound_json.contains(&fence.code_span) {
            return None;
        }
        let reading = parse_json(&fence.code, &fence.map, span.source);
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

/// Whether a text is members of an object without the braces: `"tongues": [2, 3]`.
pub(super) fn is_fragment(code: &str) -> bool {
    let code = code.trim_start().trim_start_matches(['.', '…', ',', ' ', '\n']);
    let Some(name) = code.strip_prefix('"') else { return false };
    name.split_once('"').is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
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

/// The fences of blocks, and whether each stands inside the tag of a field or in an item of a list.
fn collect_fences<'a>(blocks: &'a [Block], inside: bool, fences: &mut Vec<(&'a Fence, Span, bool)>) {
    for block in blocks {
        match &block.kind {
            BlockKind::Fence(fence) => fences.push((fence, block.span, inside)),
            BlockKind::List { items, .. } => collect_fences(items, inside, fences),
            BlockKind::Item(children) => collect_fences(children, true, fences),
            BlockKind::Quote(children) => collect_fences(children, inside, fences),
            BlockKind::Component(component) => {
                collect_fences(&component.children, inside || is_field_tag(component), fences);
            }
            BlockKind::Definitions(definitions) => {
                definitions.iter().for_each(|definition| collect_fences(&definition.blocks, true, fences));
            }
            _ => {}
        }
    }
}
