//! The parameters of the path: each hole of its template has one, declared or not.

use super::draft::{Draft, Endpoint};
use super::request::declared;
use super::shown_path::{calls, shown_path, shows_path};
use super::url::split_url;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{ParameterLocation, RequestExampleClaim};
use crate::model::{
    Evidence, Field, IntegerFormat, Location, Parameter, ParameterStyle, Schema, SchemaKind, StringFormat,
};
use crate::source::Span;
use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};
use heck::ToSnakeCase;

/// Makes the path parameters those of the path template, in its order.
pub(super) fn settle_path_parameters(
    draft: &mut Draft<'_>,
    examples: &[&RequestExampleClaim],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(endpoint) = &draft.endpoint else { return };
    let names: Vec<String> = endpoint.path.parameters().map(str::to_owned).collect();
    let (path, others): (Vec<Parameter>, Vec<Parameter>) =
        std::mem::take(&mut draft.parameters).into_iter().partition(|p| p.location == Location::Path);
    let known: HashSet<&str> = names.iter().map(String::as_str).collect();
    let unknown: Vec<&Parameter> = path.iter().filter(|p| !known.contains(p.field.name.as_str())).collect();
    // The first of each spelling.
    let mut spelt: HashMap<String, &Parameter> = HashMap::new();
    for parameter in &unknown {
        spelt.entry(parameter.field.name.to_snake_case()).or_insert(parameter);
    }
    let misspelt = |hole: &str| spelt.get(&hole.to_snake_case()).copied();
    let holes: HashSet<String> = names.iter().map(|hole| hole.to_snake_case()).collect();
    let is_misspelt = |p: &Parameter| {
        let spelling = p.field.name.to_snake_case();
        holes.contains(&spelling) && spelt.get(&spelling).is_some_and(|found| *found == p)
    };
    let claims = if unknown.is_empty() { Vec::new() } else { declared(draft, ParameterLocation::Path) };
    let places: HashMap<&str, Span> =
        claims.iter().rev().map(|c| (c.name.value.as_str(), c.name.span)).collect();
    for unused in unknown.iter().filter(|p| !is_misspelt(p)) {
        let span = places.get(unused.field.name.as_str()).copied();
        let name = &unused.field.name;
        if endpoint.host.as_ref().is_some_and(|host| host.contains(&format!("{{{name}}}"))) {
            let message = format!("`{name}` is a part of the host");
            diagnostics.push(
                Diagnostic::at(&rule::HOST_VARIABLE, span.unwrap_or(endpoint.span), message)
                    .note("it is given with the base URL, once for all calls"),
            );
            continue;
        }
        diagnostics.push(
            Diagnostic::at(
                &rule::UNUSED_PATH_PARAMETER,
                span.unwrap_or(endpoint.span),
                format!("the path has no parameter `{name}`"),
            )
            .related(endpoint.span, format!("the path is `{}`", endpoint.path))
            .note("it was left out"),
        );
    }
    let shown = ShownSegments::of(endpoint, examples);
    let by_name: HashMap<&str, &Parameter> = path.iter().rev().map(|p| (p.field.name.as_str(), p)).collect();
    let greedy: HashSet<&String> = endpoint.marks.greedy.iter().collect();
    let mut settled: Vec<Parameter> = Vec::new();
    let mut seen: HashSet<&str> = HashSet::new();
    for name in names.iter().filter(|name| !name.is_empty()) {
        if !seen.insert(name) {
            continue;
        }
        let found = by_name.get(name.as_str()).map(|p| Parameter::clone(p));
        let mut parameter = found.unwrap_or_else(|| match (draft.settings.path.is_some(), misspelt(name)) {
            (false, Some(declared)) => {
                report_misspelt(draft, declared, name, endpoint.span, diagnostics);
                let field = Field { name: name.clone(), ..declared.field.clone() };
                Parameter { field, ..declared.clone() }
            }
            (true, _) => path_parameter(name, &shown, Evidence::Override),
            (false, None) => undeclared_parameter(endpoint, name, &shown, diagnostics),
        });
        parameter.allow_reserved = greedy.contains(name) || shows_url(endpoint, name, examples, diagnostics);
        parameter.field.required = parameter.allow_reserved
            || matches!(parameter.field.schema.kind, SchemaKind::Array { .. } | SchemaKind::Object(_))
            || !is_left_out(draft, endpoint, name, examples);
        parameter.field.schema.nullable = false;
        narrow_number(&mut parameter, &shown, diagnostics);
        widen_to_text(&mut parameter, draft, &shown, diagnostics);
        settled.push(parameter);
    }
    draft.parameters = settled.into_iter().chain(others).collect();
}

/// Whether the parameter is the last segment of the path, whole.
fn is_last_segment(endpoint: &Endpoint, name: &str) -> bool {
    endpoint.path.end() == Some(('/', name))
}

/// Whether a call may leave out the last segment of the path, or its suffix (`archive.{format}`): by its mark, or where
/// it is declared so and a request leaves it out, or the default is no text at all.
fn is_left_out(
    draft: &Draft<'_>,
    endpoint: &Endpoint,
    name: &str,
    examples: &[&RequestExampleClaim],
) -> bool {
    if endpoint.path.end().is_none_or(|(_, last)| last != name) {
        return false;
    }
    let shorter = endpoint.path.without_end().map(|path| path.to_string()).unwrap_or_default();
    if shorter.is_empty() {
        return false;
    }
    if endpoint.marks.optional.iter().any(|optional| optional == name) {
        return true;
    }
    let claims = declared(draft, ParameterLocation::Path);
    let Some(claim) = claims.iter().find(|claim| claim.name.value == name) else { return false };
    let is_none = |default: &str| default.trim().trim_matches(['"', '\'', '`']).is_empty();
    if claim.default.as_ref().is_some_and(|default| is_none(&default.value)) {
        return true;
    }
    let optional = claim.required == Some(false) || claim.default.is_some();
    optional && examples.iter().any(|example| shows_path(&example.url.value, &shorter))
}

/// Whether a request puts a whole URL into the last segment of the path, slashes and all.
fn shows_url(
    endpoint: &Endpoint,
    name: &str,
    examples: &[&RequestExampleClaim],
    diagnostics: &mut Vec<Diagnostic>,
) -> bool {
    if !is_last_segment(endpoint, name) {
        return false;
    }
    let path = endpoint.path.to_string();
    let shown = examples.iter().find(|example| {
        let url = &example.url.value;
        let start = url.find("://").map_or(0, |at| at + 3);
        let value = ["/https:/", "/http:/"].iter().find_map(|scheme| url[start..].find(scheme));
        value.is_some_and(|at| shows_path(&format!("{}/url", &url[..start + at]), &path))
    });
    let Some(shown) = shown else { return false };
    diagnostics.push(
        Diagnostic::at(
            &rule::TYPE_REFINED,
            shown.url.span,
            format!("`{name}` is a URL here, slashes and all"),
        )
        .related(endpoint.span, "the path is stated here")
        .note("it is sent so: its slashes are not encoded"),
    );
    true
}

/// A path parameter declared as a number that every example fills with digits is an integer: no URL
/// carries a fraction there.
fn narrow_number(parameter: &mut Parameter, shown: &ShownSegments<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if parameter.field.schema.kind != SchemaKind::NUMBER {
        return;
    }
    let shown = shown.values(&parameter.field.name).map(|(value, e)| (value, e.url.span));
    let shown: Vec<(&str, Span)> = shown.filter(|(value, _)| !value.contains('{')).collect();
    let Some(&(_, span)) =
        shown.first().filter(|_| shown.iter().all(|(v, _)| v.bytes().all(|b| b.is_ascii_digit())))
    else {
        return;
    };
    parameter.field.schema.kind = SchemaKind::Integer { format: IntegerFormat::Int64 };
    diagnostics.push(
        Diagnostic::at(
            &rule::TYPE_REFINED,
            span,
            format!(
                "`{}` is declared as a number, and is a whole number in every example",
                parameter.field.name
            ),
        )
        .note("taken as an integer"),
    );
}

/// A path parameter declared as a number takes the text that a hand-written request has in its place.
fn widen_to_text(
    parameter: &mut Parameter,
    draft: &Draft<'_>,
    shown: &ShownSegments<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_number =
        matches!(parameter.field.schema.kind, SchemaKind::Integer { .. } | SchemaKind::Number { .. });
    let Some(endpoint) = draft.endpoint.as_ref().filter(|_| is_number) else { return };
    let name = &parameter.field.name;
    let shown = shown
        .values(name)
        .filter(|(_, example)| !example.generated)
        .filter(|(value, _)| is_text_value(value))
        .find(|(_, example)| calls(draft, &endpoint.path, &shown_path(&example.url.value)))
        .map(|(value, example)| (value, example.url.span));
    let Some((value, span)) = shown else { return };
    let message = format!("`{name}` is declared as a number, and is `{value}` in this request");
    let mut diagnostic = Diagnostic::at(&rule::TYPE_CONTRADICTION, span, message)
        .note("taken as text: a number is sent as its digits all the same");
    let claims = declared(draft, ParameterLocation::Path);
    if let Some(claim) = claims.iter().find(|claim| claim.name.value == *name) {
        diagnostic = diagnostic.related(claim.name.span, "declared here");
    }
    diagnostics.push(diagnostic);
    parameter.field.schema.kind = SchemaKind::String { format: StringFormat::Plain };
}

/// Whether a segment is somebody's value, and surely no number: `6a9c17`, `acme%2Flamps`.
fn is_text_value(value: &str) -> bool {
    let has = |test: fn(&char) -> bool| value.chars().any(|c| test(&c));
    let encoded = value.to_ascii_lowercase().contains("%2f");
    let is_word = value.chars().all(|c| c.is_alphanumeric() || "-_.%".contains(c));
    is_word && ((has(char::is_ascii_digit) && has(char::is_ascii_lowercase)) || encoded)
}

/// The segments of the URLs that requests show, by the holes of the path in which they stand.
struct ShownSegments<'e> {
    /// How far from the end of the path a hole stands.
    from_end: HashMap<String, usize>,
    shown: Vec<(Vec<String>, &'e RequestExampleClaim)>,
}

impl<'e> ShownSegments<'e> {
    fn of(endpoint: &Endpoint, examples: &[&'e RequestExampleClaim]) -> Self {
        let segments = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
        let template = if examples.is_empty() { Vec::new() } else { segments(&endpoint.path.to_string()) };
        // The first of a name.
        let from_end = template.into_iter().rev().enumerate().map(|(at, segment)| (segment, at + 1));
        let shown = examples.iter().map(|example| (segments(&split_url(&example.url.value).path), *example));
        Self { from_end: from_end.collect(), shown: shown.collect() }
    }

    /// What stands in a hole, with the request that shows it.
    fn values(&self, name: &str) -> impl Iterator<Item = (&str, &'e RequestExampleClaim)> {
        let from_end = self.from_end.get(&format!("{{{name}}}")).copied();
        self.shown.iter().filter_map(move |(segments, example)| {
            let value = segments.get(segments.len().checked_sub(from_end?)?)?;
            Some((value.as_str(), *example))
        })
    }
}

fn undeclared_parameter(
    endpoint: &Endpoint,
    name: &str,
    shown: &ShownSegments<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Parameter {
    diagnostics.push(
        Diagnostic::at(
            &rule::UNDECLARED_PATH_PARAMETER,
            endpoint.span,
            format!("the page does not declare the path parameter `{name}`"),
        )
        .note("it was taken from the path")
        .help(format!("declare it: `<ParamField path=\"{name}\" type=\"…\" required>`")),
    );
    path_parameter(name, shown, Evidence::Path)
}

/// A hole that the page declares in another spelling.
fn report_misspelt(
    draft: &Draft<'_>,
    declared: &Parameter,
    hole: &str,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let name = &declared.field.name;
    let message = format!("the path has `{hole}`, the page declares `{name}`");
    let mut diagnostic = Diagnostic::at(&rule::UNDECLARED_PATH_PARAMETER, span, message)
        .note(format!("`{hole}` was taken, with what is declared"))
        .help("spell both alike");
    let places = super::request::declared(draft, ParameterLocation::Path);
    if let Some(claim) = places.iter().find(|claim| claim.name.value == *name) {
        diagnostic = diagnostic.related(claim.name.span, "declared here");
    }
    diagnostics.push(diagnostic);
}

/// A path parameter of which nothing is said.
fn path_parameter(name: &str, shown: &ShownSegments<'_>, evidence: Evidence) -> Parameter {
    let values = shown.values(name).map(|(value, _)| value);
    let mut values = values.filter(|value| !value.starts_with(['{', ':', '<'])).peekable();
    let is_digits = |value: &str| value.len() > 2 && value.bytes().all(|b| b.is_ascii_digit());
    let kind = if values.peek().is_some() && values.all(is_digits) {
        SchemaKind::Integer { format: IntegerFormat::Int64 }
    } else {
        SchemaKind::String { format: StringFormat::Plain }
    };
    let field = undeclared_field(name, kind, evidence);
    Parameter { location: Location::Path, field, style: ParameterStyle::default(), allow_reserved: false }
}

/// A required parameter of which nothing is said but its name.
pub(super) fn undeclared_field(name: &str, kind: SchemaKind, evidence: Evidence) -> Field {
    Field {
        name: name.to_owned(),
        rename: None,
        required: true,
        schema: Schema::new(kind),
        default: None,
        constraints: Default::default(),
        deprecated: false,
        description: String::new(),
        evidence,
    }
}

#[cfg(test)]
mod tests {
    use super::is_text_value;

    #[test]
    fn values_that_are_no_numbers() {
        for (value, text) in [
            ("6a9c1750b37d", true),
            ("acme%2Flamps", true),
            ("v0.1", true),
            ("17", false),
            (":id", false),
            ("{id2}", false),
            ("LAMP_ID2", false),
            ("lamp", false),
        ] {
            assert_eq!(is_text_value(value), text, "{value}");
        }
    }
}
