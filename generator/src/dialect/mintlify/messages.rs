//! Bodies on the line of a status.
//!
//! ```text
//! line = … code …, "`", json, "`" ;    (* "**Code:** 201 **Content:** `{ "id": 12 }`" *)
//! ```

use super::Reader;
use crate::dialect::claims::{ClaimKind, ExampleClaim};
use crate::document::{Json, LineMap, Text, parse_json};
use crate::model::Status;
use crate::source::Span;

impl Reader<'_> {
    /// Claims the body that the line of a status shows as code.
    pub(super) fn read_inline_body(&mut self, status: Status, text: &Text) {
        let bodies = text.markdown.split('`').skip(1).step_by(2);
        let Some(body) = bodies.map(str::trim).find(|code| code.starts_with(['{', '['])) else { return };
        let reading = parse_json(body, &places_of(body, text), text.span.source);
        if reading.problems.is_empty() {
            self.claim_answer(status, reading.documents.into_iter().next(), text.span);
        }
    }

    fn claim_answer(&mut self, status: Status, json: Option<Json>, span: Span) {
        let label = String::new();
        let example = ExampleClaim { request: false, status: Some(status), failure: false, label, json };
        self.claim(ClaimKind::Example(example), span);
    }
}

/// Where the parts of a text's code stand in the file; all of them at its beginning, where its Markdown is not as it
/// stands there.
fn places_of(code: &str, text: &Text) -> LineMap {
    let mut map = LineMap::default();
    let start = text.span.start as usize;
    let is_verbatim = text.markdown.len() == (text.span.end - text.span.start) as usize;
    match text.markdown.find(code).filter(|_| is_verbatim) {
        Some(at) => map.push(0, start + at),
        None => (0..=code.len()).for_each(|at| map.push(at, start)),
    }
    map
}
