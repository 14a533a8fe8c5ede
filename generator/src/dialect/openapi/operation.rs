//! The parts of an operation, in either form.

use super::{is_true, items, members, resolve, string};
use crate::dialect::claims::ParameterLocation;
use crate::document::{Json, JsonValue};
use crate::model::{Method, ParameterStyle, Status};
use crate::site::{is_test_host, names_production, names_test_system};
use crate::source::{Span, Spanned};

/// An operation with its parts.
pub(super) struct Excerpt<'a> {
    /// The part of the document that describes it.
    pub operation: &'a Json,
    /// The path that it is of, with what is said of all its operations.
    pub item: &'a Json,
    pub server: Option<String>,
    pub summary: String,
    pub description: Option<&'a Json>,
    /// Where it says that it is deprecated.
    pub deprecated: Option<Span>,
    pub parameters: Vec<Parameter<'a>>,
    pub body: Vec<Content<'a>>,
    pub responses: Vec<Response<'a>>,
    /// Whether it has the exporter's own form.
    pub flat: bool,
}

pub(super) struct Parameter<'a> {
    pub location: ParameterLocation,
    pub name: Spanned<String>,
    pub schema: &'a Json,
    pub required: bool,
    pub description: Option<&'a Json>,
    pub deprecated: bool,
    /// How a value that holds others is written, where the document can say it.
    pub style: Option<ParameterStyle>,
}

pub(super) struct Content<'a> {
    pub media: Spanned<String>,
    /// A schema; in the exporter's form, a list of alternatives.
    pub schema: Option<&'a Json>,
    /// How fields of a form are written, by name.
    pub styles: Vec<(String, ParameterStyle)>,
    /// Values with what they are called.
    pub examples: Vec<(String, &'a Json)>,
}

pub(super) struct Response<'a> {
    /// `200`, `4XX`, `default`
    pub status: Spanned<String>,
    pub description: String,
    pub contents: Vec<Content<'a>>,
}

impl Response<'_> {
    /// The statuses that it is for; `None` where that is no status.
    pub fn status(&self) -> Option<Status> {
        Status::parse(self.status.value.trim())
    }
}

/// Finds the operation with that verb and path.
pub(super) fn find_operation<'a>(tree: &'a Json, verb: &str, path: &str) -> Option<Excerpt<'a>> {
    let paths = tree.get("paths")?;
    if paths.get("method").is_some() && paths.get("request").is_some() {
        return Some(find_flat(paths));
    }
    let bare = |path: &str| path.trim_end_matches('/').to_owned();
    let named = members(Some(paths)).iter().find(|(name, _)| bare(&name.value) == bare(path));
    let item = match (named, members(Some(paths))) {
        (Some((_, item)), _) | (None, [(_, item)]) => item,
        _ => return None,
    };
    let item = resolve(tree, item);
    Some(find_parts(tree, item, item.get(&verb.to_ascii_lowercase())?))
}

/// Finds what the API sends under that name (OpenAPI 3.1, section 4.8.1).
pub(super) fn find_webhook<'a>(tree: &'a Json, name: &str) -> Option<Excerpt<'a>> {
    let item = resolve(tree, tree.get("webhooks")?.get(name)?);
    let (_, operation) = members(Some(item)).iter().find(|(key, _)| Method::parse(&key.value).is_some())?;
    Some(find_parts(tree, item, operation))
}

fn find_parts<'a>(tree: &'a Json, item: &'a Json, operation: &'a Json) -> Excerpt<'a> {
    let either = |name| operation.get(name).or_else(|| item.get(name));
    let shared = items(item.get("parameters")).iter().chain(items(operation.get("parameters")));
    let mut parameters: Vec<Parameter<'a>> = Vec::new();
    for parameter in shared.filter_map(|parameter| find_parameter(resolve(tree, parameter))) {
        // What the operation says of a parameter replaces what its path says.
        parameters.retain(|p| (p.location, &p.name.value) != (parameter.location, &parameter.name.value));
        parameters.push(parameter);
    }
    let body = operation.get("requestBody").map(|body| resolve(tree, body));
    let response = |(status, response): &'a (Spanned<String>, Json)| {
        let response = resolve(tree, response);
        Response {
            status: status.clone(),
            description: string(response, "description").unwrap_or_default().trim().to_owned(),
            contents: find_contents(tree, response.get("content")),
        }
    };
    Excerpt {
        operation,
        item,
        server: find_server(either("servers").or_else(|| tree.get("servers"))),
        summary: string(operation, "summary").unwrap_or_default().to_owned(),
        description: operation.get("description"),
        deprecated: is_true(operation, "deprecated")
            .then(|| operation.get("deprecated"))
            .flatten()
            .map(|d| d.span),
        parameters,
        body: find_contents(tree, body.and_then(|body| body.get("content"))),
        responses: members(operation.get("responses")).iter().map(response).collect(),
        flat: false,
    }
}

/// The first server that speaks TLS, as an author's own machine does not; one for production before others,
/// and one to test with last. Its variables have their defaults (OpenAPI 3.1, section 4.8.6). Where none does, paths are
/// below the path of the first.
fn find_server(servers: Option<&Json>) -> Option<String> {
    let rank = |server: &Json, url: &str| {
        let text = string(server, "description").unwrap_or_default();
        let says = |test: fn(&str) -> bool| text.split(|c: char| !c.is_alphanumeric()).any(test);
        match () {
            () if says(names_production) => 0,
            () if says(names_test_system) || is_test_host(url) => 2,
            () => 1,
        }
    };
    let urls = || {
        items(servers).iter().filter_map(|server| {
            let url = string(server, "url")?.trim_end_matches('/').to_owned();
            let fill =
                |url: String, (name, variable): &(Spanned<String>, Json)| match string(variable, "default") {
                    Some(default) => url.replace(&format!("{{{}}}", name.value), default),
                    None => url,
                };
            let url = members(server.get("variables")).iter().fold(url, fill);
            Some((rank(server, &url), url))
        })
    };
    let secure = urls().filter(|(_, url)| url.starts_with("https://"));
    let secure = secure.min_by_key(|(rank, _)| *rank).map(|(_, url)| url);
    secure.or_else(|| path_of(&urls().next()?.1).map(str::to_owned))
}

/// `/v1` of `/v1` and of `http://localhost:3000/v1`; nothing of `./v1`, which nobody knows the beginning of.
fn path_of(server: &str) -> Option<&str> {
    let path = match server.split_once("://") {
        Some((_, rest)) => rest.find('/').map(|at| &rest[at..])?,
        None => server,
    };
    (path.len() > 1 && path.starts_with('/') && !path.starts_with("//")).then_some(path)
}

const PLACES: [(&str, ParameterLocation); 4] = [
    ("path", ParameterLocation::Path),
    ("query", ParameterLocation::Query),
    ("header", ParameterLocation::Header),
    ("cookie", ParameterLocation::Cookie),
];

/// Where something goes, by OpenAPI's word for it.
pub(super) fn location(word: &str) -> Option<ParameterLocation> {
    PLACES.iter().find(|(name, _)| *name == word).map(|(_, location)| *location)
}

fn find_parameter(parameter: &Json) -> Option<Parameter<'_>> {
    let location = location(string(parameter, "in")?)?;
    let name = parameter.get("name")?;
    // A parameter may have content of one media type in the place of a schema.
    let content = || members(parameter.get("content")).first().and_then(|(_, content)| content.get("schema"));
    Some(Parameter {
        location,
        name: Spanned::new(string(parameter, "name")?.to_owned(), name.span),
        schema: parameter.get("schema").or_else(content).unwrap_or(parameter),
        required: is_true(parameter, "required"),
        description: parameter.get("description"),
        deprecated: is_true(parameter, "deprecated"),
        style: Some(match parameter.get("schema") {
            None if parameter.get("content").is_some() => ParameterStyle::Json,
            _ => read_style(parameter, location),
        }),
    })
}

/// The style of a parameter or of a field of a form (OpenAPI 3.1, sections 4.8.12.2 and 4.8.15).
fn read_style(of: &Json, location: ParameterLocation) -> ParameterStyle {
    let usual = match location {
        ParameterLocation::Path | ParameterLocation::Header => "simple",
        _ => "form",
    };
    let style = string(of, "style").unwrap_or(usual);
    let explode = match of.get("explode").map(|explode| &explode.value) {
        Some(JsonValue::Bool(explode)) => *explode,
        _ => style == "form",
    };
    match (style, explode) {
        ("deepObject", _) => ParameterStyle::Deep,
        ("spaceDelimited", false) => ParameterStyle::Space,
        ("pipeDelimited", false) => ParameterStyle::Pipe,
        ("label", false) => ParameterStyle::Label,
        ("label", true) => ParameterStyle::LabelExploded,
        ("matrix", false) => ParameterStyle::Matrix,
        ("matrix", true) => ParameterStyle::MatrixExploded,
        ("simple", true) => ParameterStyle::Pairs,
        (_, true) => ParameterStyle::Repeated,
        (_, false) => ParameterStyle::Comma,
    }
}

/// How fields of a form are written (OpenAPI 3.1, Encoding Object).
fn read_encoding(content: &Json) -> Vec<(String, ParameterStyle)> {
    let fields = members(content.get("encoding")).iter();
    let style = |(name, encoding): &(Spanned<String>, Json)| {
        let json = string(encoding, "contentType").is_some_and(|name| name.ends_with("json"));
        let stated = encoding.get("style").is_some() || encoding.get("explode").is_some();
        let style = match json {
            true => ParameterStyle::Json,
            false => read_style(encoding, ParameterLocation::Body),
        };
        (json || stated).then(|| (name.value.clone(), style))
    };
    fields.filter_map(style).collect()
}

fn find_contents<'a>(tree: &'a Json, contents: Option<&'a Json>) -> Vec<Content<'a>> {
    let content = |(media, content): &'a (Spanned<String>, Json)| {
        let several = members(content.get("examples")).iter().filter_map(|(name, example)| {
            let example = resolve(tree, example);
            let label = string(example, "summary").unwrap_or(&name.value);
            Some((label.to_owned(), example.get("value")?))
        });
        let one = content.get("example").map(|value| (String::new(), value));
        Content {
            media: media.clone(),
            schema: content.get("schema"),
            styles: read_encoding(content),
            examples: one.into_iter().chain(several).collect(),
        }
    };
    members(contents).iter().map(content).collect()
}

fn find_flat<'a>(paths: &'a Json) -> Excerpt<'a> {
    let request = paths.get("request");
    let of_request = |name| request.and_then(|request| request.get(name));
    let places = of_request("parameters");
    let mut parameters = Vec::new();
    for (place, location) in PLACES {
        for (name, parameter) in members(places.and_then(|places| places.get(place))) {
            let Some(schema) = parameter.get("schema") else { continue };
            let first = items(Some(schema)).first();
            parameters.push(Parameter {
                location,
                name: name.clone(),
                schema,
                required: first.is_some_and(|first| is_true(first, "required")),
                description: parameter
                    .get("description")
                    .or(first.and_then(|first| first.get("description"))),
                deprecated: first.is_some_and(|first| is_true(first, "deprecated")),
                style: parameter.get("style").map(|_| read_style(parameter, location)),
            });
        }
    }
    let response = |(status, response): &'a (Spanned<String>, Json)| {
        let of_media = members(Some(response)).iter().map(|(_, content)| content);
        Response {
            status: status.clone(),
            description: of_media
                .filter_map(|content| string(content, "description"))
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned(),
            contents: find_flat_contents(Some(response)),
        }
    };
    Excerpt {
        operation: paths,
        item: paths,
        server: find_server(paths.get("servers")),
        summary: String::new(),
        description: None,
        deprecated: is_true(paths, "deprecated").then(|| paths.get("deprecated")).flatten().map(|d| d.span),
        parameters,
        body: find_flat_contents(of_request("body")),
        responses: members(paths.get("response")).iter().map(response).collect(),
        flat: true,
    }
}

fn find_flat_contents<'a>(contents: Option<&'a Json>) -> Vec<Content<'a>> {
    let content = |(media, content): &'a (Spanned<String>, Json)| {
        let examples = members(content.get("examples")).iter();
        let examples = examples.filter_map(|(name, example)| Some((name, example.get("value")?)));
        // The exporter makes an example of the types where the document has none.
        let examples = examples.filter(|(_, value)| is_written(value));
        let label = |name: &str| if name == "example" { String::new() } else { name.to_owned() };
        Content {
            media: media.clone(),
            schema: content.get("schemaArray"),
            styles: Vec::new(),
            examples: examples.map(|(name, value)| (label(&name.value), value)).collect(),
        }
    };
    // A media type that is a name of the exporter's own (`_mintlify/placeholder`) stands for none.
    let real =
        |(media, _): &&(Spanned<String>, Json)| media.value.contains('/') && !media.value.starts_with('_');
    members(contents).iter().filter(real).map(content).collect()
}

/// Whether somebody wrote a value: it has text, and none of it is `<string>`.
fn is_written(value: &Json) -> bool {
    let (mut texts, mut made) = (0, 0);
    count_texts(value, &mut texts, &mut made);
    texts > 0 && made == 0
}

fn count_texts(value: &Json, texts: &mut usize, made: &mut usize) {
    match &value.value {
        JsonValue::String(text) => {
            *texts += 1;
            *made += usize::from(text.starts_with('<') && text.ends_with('>'));
        }
        JsonValue::Array(items) => items.iter().for_each(|item| count_texts(item, texts, made)),
        JsonValue::Object(members) => members.iter().for_each(|(_, value)| count_texts(value, texts, made)),
        _ => {}
    }
}
