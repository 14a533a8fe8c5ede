//! Which convention a page follows, or why it is not read.
//!
//! Text that lost its structure is refused, not guessed at; see the rules D0102 and D0103.

use super::claims::Convention;
use super::field_name::is_field_name;
use super::nothing_read::{refuse_by_beginning, unsupported};
use super::rendered::{Looks, is_typed, look_at};
use super::section::{SectionKind, classify_heading};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{self, begins_as_html, behind_comments};
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
    if !file.relative.ends_with(".txt") || is_markdown(&file.text) {
        let source = file.text[behind_comments(&file.text)..].starts_with("---");
        return Detection::Readable(match source {
            true => Convention::MintlifySource,
            false if is_crawled(file) => Convention::RenderedText,
            false => Convention::MintlifyExport,
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

/// Whether the headings of a rendered page are marked: a crawler made Markdown of it.
pub(super) fn is_marked(file: &SourceFile) -> bool {
    !file.relative.ends_with(".txt") || is_markdown(&file.text)
}

/// Whether a text is Markdown, whatever its file is called: a title on top and a fence, or headings of sections.
fn is_markdown(text: &str) -> bool {
    let (mut title, mut sections, mut fences) = (false, 0, 0);
    for (nth, line) in text.lines().filter(|line| !line.trim().is_empty()).enumerate() {
        let heading = line.trim_start_matches('#');
        let level = line.len() - heading.len();
        if (1..=6).contains(&level) && heading.starts_with(' ') {
            title |= nth < 4 && level <= 2;
            sections += usize::from(classify_heading(heading.trim()).is_some() && level > 1);
        }
        fences += usize::from(line.starts_with("```"));
    }
    (title && fences > 1) || sections > 1
}

/// Whether a page without tags is what a crawler made of a rendered page: below headings of sections the names, the
/// types and the marks of fields are paragraphs of their own.
fn is_crawled(file: &SourceFile) -> bool {
    let has_section = file.text.lines().any(|line| {
        let title = line.trim_start_matches('#');
        let kind = (title.len() < line.len()).then(|| classify_heading(title.trim()));
        matches!(
            kind.flatten(),
            Some(SectionKind::Parameters(_) | SectionKind::Inputs | SectionKind::Response(_))
        )
    });
    if !has_section || file.text.contains("<ParamField") || file.text.contains("<ResponseField") {
        return false;
    }
    // Cheap signs first: most pages have none of them.
    let may =
        file.text.contains("[](#") || file.text.contains("\u{200b}](") || has_types_below_names(&file.text);
    may && look_at(file, &document::parse_crawled(file), true).fields > 0
}

/// Whether a line is a type and nothing else, below the name of a field.
fn has_types_below_names(text: &str) -> bool {
    let mut above = "";
    text.lines().map(str::trim).filter(|line| !line.is_empty()).any(|line| {
        let found = is_field_name(&above.replace('\\', "")) && is_typed(line);
        above = line;
        found
    })
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
    let on_top = is_lower_verb && (url_follows(&line[verb.len()..]) || (line == verb && url_follows(second)));
    if on_top && look(file).fields == 0 {
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
    let Some((name, rest)) = line.split_once(':') else { return false };
    let Some(rest) = rest.strip_prefix(' ') else { return false };
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
            "the whole response in one line, and no list of its fields",
        ));
    }
    if let Some(row) = lines().find(|(l, _)| l.contains("]curl ") || l.contains("}curl ")) {
        return Some(refuse(at(row), "the ends of its lines", "a command behind the end of an example"));
    }
    let section = lines().find(|(l, _)| is_glued_section(l) || is_field_section(l));
    let lost = |looks: Looks| looks.fields == 0 && !looks.tables;
    if let Some(section) = section.filter(|_| !lines().any(|(l, _)| is_type_line(l)) && lost(look(file))) {
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

fn look(file: &SourceFile) -> Looks {
    look_at(file, &document::parse_rendered(file), false)
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
        Some(host) if host.starts_with('{') || host.contains("://") => lines.next() == Some("/"),
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
    let line = line.trim().trim_end_matches(':');
    HEADINGS.iter().any(|heading| heading.eq_ignore_ascii_case(line))
}

/// A heading that ran into the end of the paragraph before it: "… credential.Request Body".
fn is_glued_section(line: &str) -> bool {
    line.rfind(['.', ':', ')']).is_some_and(|at| {
        let rest = &line[at + 1..];
        rest.starts_with(|c: char| c.is_ascii_uppercase()) && is_field_section(rest)
    })
}
