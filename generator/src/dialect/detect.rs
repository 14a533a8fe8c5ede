//! Which convention a page follows, or why it is not read.
//!
//! Text that lost its structure is refused, not guessed at; see the rules D0102 and D0103.

use super::claims::Convention;
use super::nothing_read::{refuse_by_beginning, unsupported};
use super::rendered::is_host_line;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{begins_as_html, behind_comments};
use crate::model::Method;
use crate::source::{SourceFile, Span};
use crate::type_expr::is_type_line;

/// What a page turned out to be.
#[derive(Clone, Debug)]
pub enum Detection {
    /// A page of a convention that docbind reads.
    Readable(Convention),
    /// A web page.
    Html,
    /// A page that is refused; the diagnostic says why and what to feed instead.
    Refused(Box<Diagnostic>),
}

/// Finds the convention of a page.
pub fn detect_convention(file: &SourceFile) -> Detection {
    if let Some(refusal) = refuse_by_beginning(file).or_else(|| refuse_other_platform(file)) {
        return Detection::Refused(Box::new(refusal));
    }
    if is_web_page(file) {
        return Detection::Html;
    }
    if !file.relative.ends_with(".txt") {
        let source = file.text[behind_comments(&file.text)..].starts_with("---");
        return Detection::Readable(if source {
            Convention::MintlifySource
        } else {
            Convention::MintlifyExport
        });
    }
    match refuse_lossy(file) {
        Some(refusal) => Detection::Refused(Box::new(refusal)),
        None => Detection::Readable(Convention::RenderedText),
    }
}

/// Whether a file is HTML, by its name or its beginning.
fn is_web_page(file: &SourceFile) -> bool {
    let named = [".html", ".htm"].iter().any(|end| file.relative.to_ascii_lowercase().ends_with(end));
    named || begins_as_html(&file.text[behind_comments(&file.text)..])
}

fn first_line(file: &SourceFile) -> (&str, Span) {
    let text = &file.text[behind_comments(&file.text)..];
    let (line, start) = (text.lines().next().unwrap_or_default().trim_end(), file.text.len() - text.len());
    (line, Span::new(file.id, start, start + line.len()))
}

/// Documentation platforms whose pages docbind knows but does not read.
fn refuse_other_platform(file: &SourceFile) -> Option<Diagnostic> {
    let (line, span) = first_line(file);
    if !file.relative.ends_with(".txt") {
        return None;
    }
    let verb = line.split_whitespace().next().unwrap_or_default();
    let is_lower_verb = verb.bytes().all(|b| b.is_ascii_lowercase()) && Method::parse(verb).is_some();
    let url_follows = |text: &str| text.trim_start().starts_with("http");
    let second = file.text.trim_start().lines().nth(1).unwrap_or_default();
    if is_lower_verb && (url_follows(&line[verb.len()..]) || (line == verb && url_follows(second))) {
        return Some(unsupported("a ReadMe reference page", span, "verb in lower case and URL on top"));
    }
    let attributes = file.text.lines().filter(|l| is_attribute_line(l)).count();
    let role_sign = file.text.contains("\nπ Requires role");
    (attributes >= 2 || role_sign).then(|| {
        unsupported("a help-centre reference page", span, "attributes as `Name: type optional` lines")
    })
}

/// `CoworkerId: Id optional`, `TariffId: numberrequired`.
fn is_attribute_line(line: &str) -> bool {
    let Some((name, rest)) = line.split_once(": ") else { return false };
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let first_clause = rest.split(',').next().unwrap_or_default();
    let words = first_clause.split_whitespace().count();
    is_name && words <= 3 && (first_clause.contains("optional") || first_clause.ends_with("required"))
}

/// Signs that a text came from a page but lost what docbind reads.
fn refuse_lossy(file: &SourceFile) -> Option<Diagnostic> {
    if has_method_bar(&file.text) {
        return None;
    }
    let lines = || file.text.lines().map(|l| (l.trim(), l.as_ptr() as usize - file.text.as_ptr() as usize));
    let at = |(line, start): (&str, usize)| Span::new(file.id, start, start + line.len());
    let refuse = |span, what: &str, label: &str| {
        Diagnostic::at(&rule::LOSSY_TEXT, span, format!("the text of this page lost {what}; it is not read"))
            .label(label)
            .note("a field list without names or types would have to be guessed, and docbind does not guess structure")
            .help("save the page again as its `.md` export, or copy the rendered page with a tool that keeps one line for each name and type")
    };
    if let Some(skeleton) =
        lines().find(|(l, _)| l.starts_with("{ \"") && l.ends_with('}') && l.contains("\"<string>\""))
    {
        return Some(refuse(
            at(skeleton),
            "its field list",
            "the whole answer in one line, and no list of its fields",
        ));
    }
    let types = lines().filter(|(l, _)| is_type_line(l)).count();
    let section = lines().find(|(l, _)| is_glued_section(l) || is_field_section(l));
    if let Some(section) = section.filter(|_| types == 0) {
        return Some(refuse(
            at(section),
            "the names and types of its fields",
            "no line after this one is a type",
        ));
    }
    let mut previous_is_delimiter = false;
    for row in lines() {
        let broken = previous_is_delimiter && row.0.contains(" | ") && !row.0.starts_with('|');
        if broken {
            return Some(refuse(
                at(row),
                "the first cells of its tables",
                "a table row without its first cell's mark-up",
            ));
        }
        previous_is_delimiter = row.0.starts_with("|--");
    }
    None
}

/// A verb on a line of its own, then the path one segment a line.
fn has_method_bar(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|l| !l.is_empty()).take(4);
    let mut line = lines.next();
    if line.is_some_and(|l| Method::parse(l).is_none()) {
        line = lines.next();
    }
    let is_verb = |l: &str| l.bytes().all(|b| b.is_ascii_uppercase()) && Method::parse(l).is_some();
    let mut path = || match lines.next() {
        Some(host) if is_host_line(host) => lines.next() == Some("/"),
        first => first == Some("/"),
    };
    line.is_some_and(is_verb) && path()
}

/// A heading under which fields must follow, as the exporter writes it; a guide may have others.
fn is_field_section(line: &str) -> bool {
    const HEADINGS: &[&str] = &[
        "query parameters",
        "query",
        "path parameters",
        "path",
        "headers",
        "header parameters",
        "request headers",
        "cookies",
        "body",
        "request body",
        "body parameters",
        "request parameters",
        "request",
        "response",
        "responses",
        "response fields",
        "response body",
        "returns",
        "response parameters",
    ];
    HEADINGS.contains(&line.trim().trim_end_matches(':').to_ascii_lowercase().as_str())
}

/// A heading that ran into the end of the paragraph before it: "… credential.Request Body".
fn is_glued_section(line: &str) -> bool {
    line.rfind(['.', ':', ')']).is_some_and(|at| {
        let rest = &line[at + 1..];
        rest.starts_with(|c: char| c.is_ascii_uppercase()) && is_field_section(rest)
    })
}
