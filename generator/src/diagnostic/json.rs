//! Diagnostics for tools: one JSON object a line, in which no character is hidden.
//!
//! ```json
//! {"code":"D0202","rule":"type-contradiction","severity":"warning","message":"…",
//!  "primary":{"path":"get.mdx","line":6,"column":23,"end_line":6,"end_column":36,"message":"…"},
//!  "related":[…],"notes":[…],"help":[…]}
//! ```
//!
//! Where entries of `docbind.toml` would settle it, they follow:
//! `"suggestions":[{"table":"operations","select":"tickets/get","key":"rename","value":"\"read\""}]`.

use super::{Diagnostic, Label, Severity, Suggestion};
use crate::source::Sources;
use crate::visible::visible_json;
use serde::Serialize;

#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    code: &'a str,
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    primary: Option<JsonLabel<'a>>,
    related: Vec<JsonLabel<'a>>,
    notes: Vec<&'a str>,
    help: Vec<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    suggestions: &'a [Suggestion],
}

/// Lines and columns count from 1, columns in characters; the end is one past the last.
#[derive(Serialize)]
struct JsonLabel<'a> {
    path: &'a str,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    message: &'a str,
}

/// Renders a diagnostic as a JSON object on a line of its own.
pub fn render_json(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let object = JsonDiagnostic {
        code: diagnostic.rule.code,
        rule: diagnostic.rule.name,
        severity: diagnostic.severity,
        message: &diagnostic.message,
        primary: diagnostic.primary.as_ref().map(|label| json_label(label, sources)),
        related: diagnostic.related.iter().map(|label| json_label(label, sources)).collect(),
        notes: diagnostic.all_notes().collect(),
        help: diagnostic.all_help().collect(),
        suggestions: &diagnostic.suggestions,
    };
    let mut line = visible_json(serde_json::to_string(&object).unwrap_or_default());
    line.push('\n');
    line
}

fn json_label<'a>(label: &'a Label, sources: &'a Sources) -> JsonLabel<'a> {
    let file = sources.get(label.span.source);
    let start = file.position(label.span.start);
    let end = file.position(label.span.end.max(label.span.start));
    JsonLabel {
        path: &file.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        message: &label.message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::rule;
    use crate::source::Span;
    use expect_test::expect;

    #[test]
    fn one_object_a_line() {
        let mut sources = Sources::default();
        let a = sources.add("a.md", "a.md", "é x\nsecond \"line\"\n");
        let diagnostic = Diagnostic::at(&rule::INVALID_JSON, Span::new(a, 3, 11), "two\nlines")
            .related(Span::new(a, 0, 2), "here")
            .note("why");
        expect![[r#"
            {"code":"D0109","rule":"invalid-json","severity":"warning","message":"two\nlines","primary":{"path":"a.md","line":1,"column":3,"end_line":2,"end_column":7,"message":""},"related":[{"path":"a.md","line":1,"column":1,"end_line":1,"end_column":2,"message":"here"}],"notes":["why"],"help":[]}
        "#]].assert_eq(&render_json(&diagnostic, &sources));
        let general = Diagnostic::general(&rule::NO_BASE_URL, "no page says it").help("set `base-url`");
        expect![[r#"
            {"code":"D0305","rule":"no-base-url","severity":"warning","message":"no page says it","primary":null,"related":[],"notes":[],"help":["set `base-url`"]}
        "#]].assert_eq(&render_json(&general, &sources));
        let rename = Suggestion::operation("rename", "read").map(|of| of.of("tickets/get".to_owned()));
        let line = render_json(&Diagnostic::general(&rule::NO_TITLE, "x").suggest(rename), &sources);
        let expected = r#""suggestions":[{"table":"operations","select":"tickets/get","key":"rename","value":"\"read\""}]}"#;
        assert!(line.ends_with(&format!("{expected}\n")), "{line}");
    }
}
