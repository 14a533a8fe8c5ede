//! Reads a settings file.

use super::navigation::read_navigation;
use super::references::{LoadReference, References};
use super::user_info::{report_user_info, without_user_info};
use super::{AuthMethod, Site, SiteAuth, SiteRoot};
use crate::diagnostic::{Diagnostic, Severity, rule};
use crate::document::expression::Variables;
use crate::document::{Json, JsonProblem, JsonValue, LineMap, parse_json};
use crate::source::{SourceFile, Span, Spanned};

/// What is wrong with a settings file.
#[derive(Default)]
pub(super) struct Problems {
    pub found: Vec<Diagnostic>,
}

impl Problems {
    pub(super) fn report(&mut self, span: Span, message: String) {
        let diagnostic = Diagnostic::at(&rule::INVALID_SITE_SETTING, span, message);
        self.found.push(diagnostic.note("it was passed over, and the rest of the file was read"));
    }

    /// The text of a member; any other value but `null` is reported.
    pub(super) fn text(&mut self, object: &Json, key: &str) -> Option<Spanned<String>> {
        let value = object.get(key)?;
        match &value.value {
            JsonValue::String(text) => Some(Spanned::new(text.clone(), value.span)),
            JsonValue::Null => None,
            _ => {
                self.report(value.span, format!("`{key}` should be a text"));
                None
            }
        }
    }
}

/// Reads a settings file: the site, where the file is one of a documentation site, and what is wrong
/// with it. `load` gets the files that it refers to.
pub(crate) fn parse_site(
    file: &SourceFile,
    root: SiteRoot,
    load: &mut LoadReference<'_>,
) -> (Option<Site>, Vec<Diagnostic>) {
    let mut problems = Problems::default();
    let reading = parse_json(&file.text, &LineMap::default(), file.id);
    if let Some(problem) = reading.problems.first() {
        let message = match &problem.value {
            JsonProblem::Comment => "not JSON: a comment".to_owned(),
            JsonProblem::TrailingComma => "not JSON: a comma before the closing bracket".to_owned(),
            JsonProblem::Ellipsis => "not JSON: `...` in the place of a value".to_owned(),
            JsonProblem::SeveralDocuments => "not JSON: something follows the closing bracket".to_owned(),
            JsonProblem::EndsEarly => "not JSON: the file ends early".to_owned(),
            JsonProblem::Empty => "the file is empty".to_owned(),
            JsonProblem::Literal(what) => format!("not JSON: {what}"),
            JsonProblem::Syntax(message) => format!("not JSON: {message}"),
        };
        let diagnostic = Diagnostic::at(&rule::INVALID_SITE_SETTING, problem.span, message);
        problems.found.push(diagnostic.note("what could be understood was used"));
    }
    let document = reading.documents.into_iter().next();
    let Some(json) = document.filter(|json| matches!(json.value, JsonValue::Object(_))) else {
        if problems.found.is_empty() {
            problems.report(file.span(), "the settings of a site should be an object".to_owned());
        }
        return (None, problems.found);
    };
    let mut references = References::new(load);
    let json = references.resolve(json);
    for problem in std::mem::take(&mut references.problems) {
        problems.report(problem.span, problem.value);
    }
    if json.get("navigation").is_none() && json.get("api").is_none() {
        let message = "neither `navigation` nor `api`: not the settings of a documentation site";
        let mut diagnostic = Diagnostic::at(&rule::INVALID_SITE_SETTING, Span::new(file.id, 0, 0), message);
        diagnostic.severity = Severity::Note;
        if problems.found.is_empty() {
            problems.found.push(diagnostic.note("nothing was read from it"));
        }
        return (None, problems.found);
    }
    let site = read_site(file, root, &json, &mut problems);
    (Some(site), problems.found)
}

fn read_site(file: &SourceFile, root: SiteRoot, json: &Json, problems: &mut Problems) -> Site {
    let navigation = read_navigation(json, problems);
    let (mut base_urls, mut auth) = (Vec::new(), None);
    // The newer format keeps what is about hand-written pages in `api.mdx`.
    let api = json.get("api");
    for api in api.and_then(|api| api.get("mdx")).into_iter().chain(api) {
        for key in ["server", "baseUrl"] {
            read_urls(api.get(key), &mut base_urls, problems);
        }
        auth = auth.or_else(|| read_auth(api.get("auth")?, problems));
    }
    Site {
        source: file.id,
        root,
        title: read_title(json),
        base_urls,
        auth,
        entries: navigation.entries,
        operations: navigation.operations,
        descriptions: navigation.descriptions,
        editions: navigation.editions,
        variables: read_variables(json, problems),
        navigation_span: json
            .get("navigation")
            .map_or(Span::new(file.id, 0, 0), |n| Span { end: n.span.start + 1, ..n.span }),
    }
}

/// The name of the site: "Acme Desk" of "Acme Desk Documentation".
fn read_title(json: &Json) -> Option<String> {
    let JsonValue::String(name) = &json.get("name")?.value else { return None };
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let about_docs = ["docs", "doc", "documentation", "developer", "developers"];
    while words.len() > 1
        && words.last().is_some_and(|w| about_docs.contains(&w.to_ascii_lowercase().as_str()))
    {
        words.pop();
    }
    let title = words.join(" ");
    (title.contains(char::is_alphanumeric) && title.len() <= 80).then_some(title)
}

fn read_variables(json: &Json, problems: &mut Problems) -> Variables {
    let Some(value) = json.get("variables") else { return Variables::new() };
    let JsonValue::Object(members) = &value.value else {
        problems.report(value.span, "`variables` should be an object".to_owned());
        return Variables::new();
    };
    members.iter().map(|(name, value)| (name.value.clone(), value.to_value())).collect()
}

fn read_urls(value: Option<&Json>, urls: &mut Vec<Spanned<String>>, problems: &mut Problems) {
    let Some(value) = value else { return };
    match &value.value {
        JsonValue::Array(items) => items.iter().for_each(|item| read_urls(Some(item), urls, problems)),
        JsonValue::String(url) if url.trim().is_empty() => {}
        JsonValue::String(url) => {
            let without = without_user_info(url.trim());
            problems.found.extend(without.is_some().then(|| report_user_info(value.span)));
            let url = without.as_deref().unwrap_or(url.trim()).trim_end_matches('/');
            let address = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
            let odd = |c: char| c.is_whitespace() || c.is_control() || "?#".contains(c);
            if address.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/') && !rest.contains(odd)) {
                urls.push(Spanned::new(url.to_owned(), value.span));
            } else {
                problems.report(value.span, "this is not the address of a server".to_owned());
            }
        }
        JsonValue::Null => {}
        _ => problems.report(value.span, "this is not the address of a server".to_owned()),
    }
}

fn read_auth(value: &Json, problems: &mut Problems) -> Option<Spanned<SiteAuth>> {
    if matches!(value.value, JsonValue::Null) {
        return None;
    }
    let method = problems.text(value, "method")?;
    let name = problems.text(value, "name");
    let prefix = problems.text(value, "inputPrefix");
    let Some(found) = AuthMethod::parse(&method.value) else {
        let message = format!("`{}` is not a way to authenticate that docbind knows", method.value);
        problems.report(method.span, message);
        return None;
    };
    let text = |of: &Option<Spanned<String>>| of.as_ref().map(|text| text.value.clone());
    let auth = SiteAuth::new(found, text(&name).as_deref(), text(&prefix).as_deref());
    Some(Spanned::new(auth, method.span))
}
