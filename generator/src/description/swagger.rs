//! Swagger 2 as OpenAPI 3: the same document in the newer words, every value at its old place.
//!
//! ```text
//! host, basePath, schemes          → servers
//! definitions, parameters, responses, securityDefinitions → components
//! consumes, produces               → the media types of bodies and responses
//! in: body | formData              → requestBody
//! type, format, items, … of a parameter → its schema;  collectionFormat → style, explode
//! type: file → string, binary;  discriminator: name → discriminator: propertyName;  x-nullable → nullable
//! ```

use super::swagger_body::{Media, operation};
use super::{Json, JsonValue, items, members, string};
use crate::model::Method;
use crate::source::{Span, Spanned};

/// Members of an object.
pub(super) type Members = Vec<(Spanned<String>, Json)>;

/// Values inside one another that are rewritten.
const MAX_DEPTH: usize = 96;

/// A document of version 3; one that is of it already as it is.
pub fn as_version_3(tree: Json) -> Json {
    if string(&tree, "swagger").is_none() {
        return tree;
    }
    let span = tree.span;
    let tree = rewrite(tree, 0);
    let media = Media::of(&tree, &Media::default());
    let shared = tree.clone();
    let JsonValue::Object(all) = tree.value else { return tree };
    let servers = servers(&shared);
    let (mut kept, mut components) = (vec![member("openapi", text("3.0.3", span), span)], Vec::new());
    for (name, value) in all {
        match name.value.as_str() {
            "swagger" | "host" | "basePath" | "schemes" | "consumes" | "produces" => {}
            "definitions" => components.push(member("schemas", value, name.span)),
            "securityDefinitions" => components.push(member("securitySchemes", schemes(value), name.span)),
            "parameters" => {
                let parameters = map_members(value, |_, parameter| super::swagger_body::parameter(parameter));
                components.push(member("parameters", parameters, name.span));
            }
            "responses" => {
                let responses = map_members(value, |_, response| {
                    super::swagger_body::response(response, &media.produces)
                });
                components.push(member("responses", responses, name.span));
            }
            "paths" => {
                let paths = map_members(value, |_, item| path_item(item, &shared, &media));
                kept.push((name, paths));
            }
            _ => kept.push((name, value)),
        }
    }
    if !components.is_empty() {
        kept.push(member("components", object(components, span), span));
    }
    kept.extend(servers.map(|servers| member("servers", servers, span)));
    object(kept, span)
}

/// Puts a document of version 2 into the words of version 3, where a word alone has changed.
fn rewrite(json: Json, depth: usize) -> Json {
    if depth > MAX_DEPTH {
        return json;
    }
    let span = json.span;
    let value = match json.value {
        JsonValue::Array(items) => {
            JsonValue::Array(items.into_iter().map(|item| rewrite(item, depth + 1)).collect())
        }
        JsonValue::Object(members) => {
            let is_file = members.iter().any(|(name, value)| name.value == "type" && is_text(value, "file"));
            let has_properties = members.iter().any(|(name, _)| name.value == "properties");
            let mut rewritten: Members = Vec::with_capacity(members.len());
            for (name, value) in members {
                match (name.value.as_str(), &value.value) {
                    ("example" | "examples" | "default" | "enum", _) => rewritten.push((name, value)),
                    ("$ref", JsonValue::String(target)) => {
                        let target = version_3_target(target);
                        rewritten.push((name, text(&target, value.span)));
                    }
                    ("type", JsonValue::String(ty)) if ty == "file" => {
                        rewritten.push((name, text("string", value.span)));
                    }
                    ("x-nullable", _) => rewritten.push(member("nullable", value, name.span)),
                    ("discriminator", JsonValue::String(_)) if has_properties => {
                        let at = value.span;
                        let told = object(vec![member("propertyName", value, at)], at);
                        rewritten.push((name, told));
                    }
                    _ => rewritten.push((name, rewrite(value, depth + 1))),
                }
            }
            if is_file {
                rewritten.push(member("format", text("binary", span), span));
            }
            JsonValue::Object(rewritten)
        }
        value => value,
    };
    Json { value, span }
}

fn version_3_target(target: &str) -> String {
    let places = [
        ("#/definitions/", "#/components/schemas/"),
        ("#/parameters/", "#/components/parameters/"),
        ("#/responses/", "#/components/responses/"),
    ];
    let moved = places.iter().find_map(|(from, to)| Some(format!("{to}{}", target.strip_prefix(from)?)));
    moved.unwrap_or_else(|| target.to_owned())
}

/// The base URLs: `https` before others.
fn servers(tree: &Json) -> Option<Json> {
    let path = string(tree, "basePath").unwrap_or_default().trim_end_matches('/');
    let place = tree.get("host").or(tree.get("basePath"))?.span;
    let Some(host) = string(tree, "host").filter(|host| !host.is_empty()) else {
        return Some(array(vec![object(vec![member("url", text(path, place), place)], place)], place));
    };
    let named: Vec<&str> = items(tree.get("schemes"))
        .iter()
        .filter_map(|scheme| match &scheme.value {
            JsonValue::String(scheme) => Some(scheme.as_str()),
            _ => None,
        })
        .collect();
    // Without a scheme it is that of the document, which goes over TLS.
    let schemes = if named.is_empty() { vec!["https"] } else { named };
    let server = |scheme: &&str| {
        object(vec![member("url", text(&format!("{scheme}://{host}{path}"), place), place)], place)
    };
    Some(array(schemes.iter().map(server).collect(), place))
}

fn schemes(definitions: Json) -> Json {
    map_members(definitions, |_, scheme| {
        let span = scheme.span;
        if string(&scheme, "type") != Some("basic") {
            return scheme;
        }
        let JsonValue::Object(mut all) = scheme.value else { return scheme };
        all.retain(|(name, _)| name.value != "type");
        all.push(member("type", text("http", span), span));
        all.push(member("scheme", text("basic", span), span));
        object(all, span)
    })
}

fn path_item(item: Json, tree: &Json, media: &Media) -> Json {
    let shared = item.get("parameters").cloned();
    map_members(item, |name, value| match Method::parse(name).is_some() {
        true => operation(value, shared.as_ref(), tree, media),
        // Bodies among them belong to each operation.
        false if name == "parameters" => {
            let plain = |parameter: &Json| {
                !matches!(
                    string(super::swagger_body::resolved(tree, parameter), "in"),
                    Some("body" | "formData")
                )
            };
            let span = value.span;
            let parameters = items(Some(&value)).iter().filter(|parameter| plain(parameter)).cloned();
            array(parameters.map(super::swagger_body::parameter).collect(), span)
        }
        false => value,
    })
}

pub(super) fn map_members(json: Json, mut map: impl FnMut(&str, Json) -> Json) -> Json {
    let span = json.span;
    let JsonValue::Object(all) = json.value else { return json };
    let mapped = all.into_iter().map(|(name, value)| {
        let value = map(&name.value, value);
        (name, value)
    });
    object(mapped.collect(), span)
}

pub(super) fn member(name: &str, value: Json, span: Span) -> (Spanned<String>, Json) {
    (Spanned::new(name.to_owned(), span), value)
}

pub(super) fn object(members: Members, span: Span) -> Json {
    Json { value: JsonValue::Object(members), span }
}

pub(super) fn array(items: Vec<Json>, span: Span) -> Json {
    Json { value: JsonValue::Array(items), span }
}

pub(super) fn text(text: &str, span: Span) -> Json {
    Json { value: JsonValue::String(text.to_owned()), span }
}

fn is_text(json: &Json, wanted: &str) -> bool {
    matches!(&json.value, JsonValue::String(text) if text == wanted)
}

/// The members of an object, none of anything else.
pub(super) fn members_of(json: &Json) -> &[(Spanned<String>, Json)] {
    members(Some(json))
}
