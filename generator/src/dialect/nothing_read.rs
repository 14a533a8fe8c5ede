//! Pages from which nothing can be read, and why: web pages that a fetch saved in place of the documentation,
//! and conventions that docbind does not read.
//!
//! What a file begins with decides about OpenAPI documents, and the title about HTML. Everything else is looked at only when
//! reading the page gave nothing.

use crate::diagnostic::{Diagnostic, Rule, Suggestion, rule};
use crate::document::{begins_as_html, behind_comments};
use crate::source::{SourceFile, Span};
use crate::spec::begins_as_openapi;
use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// What is said of a page that gave nothing.
const WHY_NOTHING: [&Rule; 7] = [
    &rule::NO_ENDPOINT,
    &rule::PAGE_ENDS_EARLY,
    &rule::LOSSY_TEXT,
    &rule::UNSUPPORTED_CONVENTION,
    &rule::WEB_PAGE,
    &rule::EMPTY_PAGE,
    &rule::OPENAPI_FILE,
];

/// Suggests to leave out a page that gave nothing, where that is what is said of it.
pub(super) fn suggest_exclusion(diagnostics: &mut [Diagnostic], page: &str) {
    let why = diagnostics.iter_mut().filter(|of| WHY_NOTHING.contains(&of.rule));
    why.for_each(|of| of.suggestions.extend(Suggestion::exclude(page)));
}

/// How a page begins that says that there is none, or that a browser or a person is asked for something first.
const NO_PAGE: &[(&str, &str)] = &[
    ("404", "the page was not found"),
    ("error 404", "the page was not found"),
    ("page not found", "the page was not found"),
    ("not found", "the page was not found"),
    ("this page could not be found", "the page was not found"),
    ("this page does not exist", "the page was not found"),
    ("this page doesn't exist", "the page was not found"),
    ("404: this page could not be found", "the page was not found"),
    ("we couldn't find", "the page was not found"),
    ("oops", "the page was not found"),
    ("página não encontrada", "the page was not found"),
    ("página no encontrada", "the page was not found"),
    ("page introuvable", "the page was not found"),
    ("seite nicht gefunden", "the page was not found"),
    ("sign in", "it asks to sign in"),
    ("log in", "it asks to sign in"),
    ("login", "it asks to sign in"),
    ("anmelden", "it asks to sign in"),
    ("entrar", "it asks to sign in"),
    ("just a moment", "it checks the browser"),
    ("checking your browser", "it checks the browser"),
    ("attention required", "it checks the browser"),
    ("enable javascript", "it checks the browser"),
    ("you need to enable javascript", "it checks the browser"),
    ("please enable javascript", "it checks the browser"),
    ("access denied", "access was denied"),
    ("403 forbidden", "access was denied"),
    ("401 unauthorized", "access was denied"),
    ("500 internal server error", "the server failed"),
    ("502 bad gateway", "the server failed"),
    ("503 service", "the server failed"),
    ("504 gateway", "the server failed"),
    ("too many requests", "the server refused"),
    ("service unavailable", "the server failed"),
];

/// What only pages of another convention hold: its name, and its sign.
const CONVENTIONS: &[(&str, &[&str])] = &[
    ("a block that shows an OpenAPI document", &["{% openapi"]),
    ("a ReadMe block", &["[block:api-header]", "[block:parameters]", "[block:code]"]),
    (
        "an OpenAPI plugin's page",
        &["<ApiTabs", "<MethodEndpoint", "<ParamsItem", "<SchemaItem", "@theme/ApiExplorer"],
    ),
    (
        "a page that shows an OpenAPI document",
        &["<SwaggerUI", "<swagger-ui", "<redoc", "<RedocStandalone", "<ApiReference", "<OpenAPI"],
    ),
    ("reStructuredText", &[".. http:", ".. code-block::", ".. toctree::", ".. list-table::", ".. note::"]),
    ("AsciiDoc", &["\n[source,", "include::", "operation::", "\n[cols="]),
    ("API Blueprint", &["FORMAT: 1A", "\n+ Response 2", "\n+ Request ("]),
    ("RAML", &["#%RAML"]),
    ("a Slate page", &["\nlanguage_tabs:", "\ntoc_footers:"]),
    ("an apiDoc comment", &["@apiParam", "@apiSuccess", "@apiName"]),
];

/// All signs: few pages have one of them.
static SIGNS: LazyLock<Option<AhoCorasick>> =
    LazyLock::new(|| AhoCorasick::new(CONVENTIONS.iter().flat_map(|(_, signs)| signs.iter())).ok());

/// A file that begins as HTML whose title says that it is no page, or as an OpenAPI document.
pub(super) fn refuse_by_beginning(file: &SourceFile) -> Option<Diagnostic> {
    let start = behind_comments(&file.text);
    let text = &file.text[start..];
    if begins_as_html(text)
        && let Some(why) = why_no_page(&title_of(text))
    {
        return Some(web_page(first_line(file), format!("this is the HTML of a web page: {why}")));
    }
    if begins_as_openapi(text) {
        let place = first_line(file);
        let message = "this is an OpenAPI document, and not a documentation page";
        return Some(
            Diagnostic::at(&rule::OPENAPI_FILE, place, message)
                .note("nothing was read from it")
                .help("call the file .yaml or .json: then its operations are read"),
        );
    }
    None
}

/// Why a page that gave nothing gave nothing, where its text says that.
pub(super) fn explain_nothing(file: &SourceFile) -> Option<Diagnostic> {
    let text = &file.text;
    if text[behind_comments(text)..].trim().is_empty() {
        let place = Span::new(file.id, 0, 0);
        return Some(
            Diagnostic::at(&rule::EMPTY_PAGE, place, "this page is empty")
                .note("nothing was read from it")
                .help("fetch the page again, or remove the file"),
        );
    }
    let has_sign = SIGNS.as_ref().is_none_or(|signs| signs.is_match(text.as_str()));
    for (name, signs) in CONVENTIONS.iter().filter(|_| has_sign) {
        let found = signs.iter().filter_map(|sign| Some((text.find(sign)?, sign))).min();
        if let Some((at, sign)) = found {
            let start = at + (sign.len() - sign.trim_start().len());
            let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
            let place = Span::new(file.id, start, end);
            return Some(unsupported(name, place, "this is how it writes an endpoint"));
        }
    }
    let why = says_no_page(text)?;
    Some(web_page(first_line(file), format!("this is not documentation: {why}")))
}

/// Why a text is no page: one that says little, and begins with that there is none.
pub(crate) fn says_no_page(text: &str) -> Option<&'static str> {
    let is_short = text.len() < 2_000 && !text.contains("```") && !text.contains("Field ");
    let beginning =
        text[behind_comments(text)..].lines().map(|line| line.trim_matches(['#', ' ', '*', '\t', '\r']));
    let mut lines = beginning
        .filter(|line| !line.is_empty() && *line != "---")
        .map(|line| line.trim_start_matches("title:").trim());
    is_short.then(|| lines.by_ref().take(2).find_map(why_no_page)).flatten()
}

/// A page of another convention.
pub(super) fn unsupported(name: &str, span: Span, sign: &str) -> Diagnostic {
    Diagnostic::at(&rule::UNSUPPORTED_CONVENTION, span, format!("{name} is not a convention that docbind reads"))
        .label(sign)
        .note("nothing was read from this page")
        .help("feed the same endpoint as a Mintlify page (MDX or its `.md` export) or as the text of the rendered page")
}

/// A file of HTML that is not documentation, and why.
pub(super) fn no_documentation(file: &SourceFile, why: &str) -> Diagnostic {
    web_page(first_line(file), format!("this is the HTML of a web page{why}"))
}

fn web_page(place: Span, message: String) -> Diagnostic {
    Diagnostic::at(&rule::WEB_PAGE, place, message)
        .note("nothing was read from it")
        .help("fetch the page again: its Markdown export, its source, or the text that a browser shows")
}

/// Why there is no page, where a line says that.
pub(crate) fn why_no_page(line: &str) -> Option<&'static str> {
    let line = line.trim_matches(['"', '\'', ' ', '!', '.', '…']).to_lowercase();
    let begins = |phrase: &str| {
        line.strip_prefix(phrase).is_some_and(|rest| {
            !rest.starts_with(|c: char| c.is_alphanumeric())
                && (phrase.len() > 8 || rest.split_whitespace().count() < 5)
        })
    };
    NO_PAGE.iter().find(|(phrase, _)| begins(phrase)).map(|(_, why)| *why)
}

/// The title of an HTML page.
fn title_of(text: &str) -> String {
    let title = text.split_once("<title").and_then(|(_, rest)| rest.split_once('>'));
    title
        .and_then(|(_, rest)| rest.split_once('<'))
        .map_or(String::new(), |(title, _)| title.trim().to_owned())
}

fn first_line(file: &SourceFile) -> Span {
    let start = behind_comments(&file.text);
    let line = file.text[start..].lines().next().unwrap_or_default();
    let length = line.char_indices().map(|(at, _)| at).nth(120).unwrap_or(line.len());
    Span::new(file.id, start, start + length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn page(text: &str) -> SourceFile {
        SourceFile::new(SourceId(0), "a.md", "a.md", text)
    }

    #[test]
    fn beginnings() {
        for (text, code) in [
            ("<!DOCTYPE html>\n<html><title>404 | Acme</title>", "D0119"),
            ("<!-- saved -->\n<HTML lang=\"en\"><title>Sign in</title>", "D0119"),
            ("openapi: 3.0.0\ninfo: {}\n", "D0120"),
            ("# made\n---\ninfo:\n  title: x\nswagger: '2.0'\n", "D0120"),
            ("{\n  \"openapi\": \"3.1.0\"", "D0120"),
        ] {
            assert_eq!(refuse_by_beginning(&page(text)).map(|of| of.rule.code), Some(code), "{text}");
        }
        for text in [
            "# Openapi: 3 ways",
            "---\nopenapi: POST /x\n---\n",
            "# List lamps\n\n````yaml get /lamps\nopenapi: 3.1.0\n````\n",
            "> All of it: here\n\n# List lamps\n\n```yaml\nopenapi: 3.1.0\n```\n",
            "<ParamField>",
            "<!DOCTYPE html>\n<html><title>Lamps</title>",
            "{ \"id\": 1 }",
        ] {
            assert!(refuse_by_beginning(&page(text)).is_none(), "{text}");
        }
    }

    #[test]
    fn reasons_for_nothing() {
        for (text, code) in [
            ("", "D0129"),
            ("\u{feff}\n \n", "D0129"),
            ("<!-- to come -->\n", "D0129"),
            ("# Page Not Found\n\nTry the search.\n", "D0119"),
            ("---\ntitle: \"404\"\n---\n\nGone.\n", "D0119"),
            ("404: This page could not be found.\n", "D0119"),
            ("Sign in\nE-mail\nPassword\nForgot?\n", "D0119"),
            ("Just a moment...\nEnable JavaScript and cookies to continue\n", "D0119"),
            ("# Lamps\n\n{% openapi src=\"lamps.yaml\" %}\n", "D0102"),
            ("Lamps\n=====\n\n.. http:get:: /lamps\n", "D0102"),
            ("# Pet\n\n<MethodEndpoint method={\"post\"} path={\"/pet\"}></MethodEndpoint>\n", "D0102"),
        ] {
            assert_eq!(explain_nothing(&page(text)).map(|of| of.rule.code), Some(code), "{text}");
        }
        for text in [
            "# Login with tokens and what they are good for\n\nText.\n",
            "# Welcome\n\nHello.\n",
            "# Not founders\n",
        ] {
            assert!(explain_nothing(&page(text)).is_none(), "{text}");
        }
    }
}
