//! What is said of a page, by kind, each with its places and the lines there.

use super::Context;
use super::snippet::{render_place, render_snippet};
use crate::diagnostic::Diagnostic;
use maud::{Markup, html};

/// The kinds, by the first digits of the code.
const KINDS: [(&str, &[&str]); 5] = [
    ("Not understood", &["D01"]),
    ("Contradictions", &["D02", "D04"]),
    ("Examples that the client cannot send or read", &["D06"]),
    ("Inferred", &["D03"]),
    ("Settings, lock and output", &["D05", "D07"]),
];

/// Renders diagnostics under the name of their kind.
pub(super) fn render_findings(context: &Context<'_>, diagnostics: &[&Diagnostic]) -> Markup {
    let of_kind = |codes: &[&str]| -> Vec<&Diagnostic> {
        let is = |d: &&&Diagnostic| codes.iter().any(|code| d.rule.code.starts_with(code));
        diagnostics.iter().filter(is).copied().collect()
    };
    html! {
        @for (name, codes) in KINDS {
            @let found = of_kind(codes);
            @if !found.is_empty() {
                h4 { (name) " " span.count { (found.len()) } }
                ul.findings { @for diagnostic in found { (render_finding(context, diagnostic)) } }
            }
        }
    }
}

fn render_finding(context: &Context<'_>, diagnostic: &Diagnostic) -> Markup {
    html! {
        li class={ "finding " (diagnostic.severity.as_str()) } data-rule=(diagnostic.rule.code) {
            p.message {
                span.severity { (diagnostic.severity.as_str()) }
                " " code.rule title=(diagnostic.rule.summary()) { (diagnostic.rule.code) }
                " " (in_words(&diagnostic.message))
            }
            @if let Some(primary) = &diagnostic.primary {
                p.place { (render_place(context, primary.span)) }
                (render_snippet(context, diagnostic))
            }
            @for note in diagnostic.all_notes() { p.note { b { "note" } " " (in_words(note)) } }
            @for help in diagnostic.all_help() { p.note { b { "help" } " " (in_words(help)) } }
        }
    }
}

/// A text with what stands between backquotes as code.
pub(super) fn in_words(text: &str) -> Markup {
    let parts: Vec<&str> = text.split('`').collect();
    // An odd backquote at the end opens nothing.
    let closed = parts.len() % 2 == 1;
    html! {
        @if closed {
            @for (n, part) in parts.iter().enumerate() {
                @if n % 2 == 1 { code { (part) } } @else { (part) }
            }
        } @else { (text) }
    }
}
