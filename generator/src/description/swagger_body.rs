//! Operations of Swagger 2: parameters, bodies and responses in the words of OpenAPI 3.

use super::swagger::{Members, array, map_members, member, members_of, object, text};
use super::{Json, JsonValue, at_pointer, items, string};
use crate::source::Span;

/// The media types of bodies and responses.
#[derive(Clone, Default)]
pub(super) struct Media {
    consumes: Vec<String>,
    pub(super) produces: Vec<String>,
}

impl Media {
    /// What an object says, or else what holds for all.
    pub(super) fn of(json: &Json, outer: &Media) -> Media {
        let list = |key: &str, outer: &Vec<String>| match json.get(key) {
            Some(list) => items(Some(list))
                .iter()
                .filter_map(|name| match &name.value {
                    JsonValue::String(name) => Some(name.clone()),
                    _ => None,
                })
                .collect(),
            None => outer.clone(),
        };
        Media { consumes: list("consumes", &outer.consumes), produces: list("produces", &outer.produces) }
    }
}

/// What a parameter says of its value; the rest it says of itself.
const OF_VALUE: [&str; 18] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "nullable",
    "x-enum-varnames",
];

/// The parameter that a reference in version 3 leads to, in a document that still has the places of version 2.
pub(super) fn resolved<'a>(tree: &'a Json, parameter: &'a Json) -> &'a Json {
    let target = string(parameter, "$ref").and_then(|to| to.strip_prefix("#/components/"));
    target.and_then(|pointer| at_pointer(tree, pointer)).unwrap_or(parameter)
}

pub(super) fn operation(json: Json, shared: Option<&Json>, tree: &Json, media: &Media) -> Json {
    let span = json.span;
    let media = Media::of(&json, media);
    let JsonValue::Object(all) = json.value else { return json };
    let own = all.iter().find(|(name, _)| name.value == "parameters").map(|(_, list)| list.clone());
    let (mut body, mut form, mut others) = (None, Vec::new(), Vec::new());
    let own = items(own.as_ref()).iter().map(|parameter| (parameter, true));
    for (parameter, is_own) in items(shared).iter().map(|parameter| (parameter, false)).chain(own) {
        let found = resolved(tree, parameter);
        match string(found, "in") {
            Some("body") => body = Some(found.clone()),
            Some("formData") => form.push(found.clone()),
            _ if is_own => others.push(self::parameter(parameter.clone())),
            _ => {}
        }
    }
    let mut kept: Members = Vec::new();
    for (name, value) in all {
        match name.value.as_str() {
            "consumes" | "produces" | "schemes" => {}
            "parameters" => {
                let place = value.span;
                kept.push((name, array(std::mem::take(&mut others), place)));
            }
            "responses" => {
                let responses = map_members(value, |_, answer| match string(&answer, "$ref") {
                    Some(_) => answer,
                    None => response(answer, &media.produces),
                });
                kept.push((name, responses));
            }
            _ => kept.push((name, value)),
        }
    }
    kept.extend(request_body(body, &form, &media).map(|body| member("requestBody", body, span)));
    object(kept, span)
}

/// A parameter with what it says of its value in a schema.
pub(super) fn parameter(json: Json) -> Json {
    let span = json.span;
    if json.get("schema").is_some() || json.get("$ref").is_some() {
        return json;
    }
    let place = string(&json, "in").map(str::to_owned);
    let JsonValue::Object(all) = json.value else { return json };
    let (mut of_value, mut own): (Members, Members) = (Vec::new(), Vec::new());
    for (name, value) in all {
        match name.value.as_str() {
            "collectionFormat" => own.extend(style(&value, place.as_deref())),
            key if OF_VALUE.contains(&key) => of_value.push((name, value)),
            _ => own.push((name, value)),
        }
    }
    // Version 2 sends lists with commas, unless it says otherwise.
    let is_list = of_value.iter().any(|(name, _)| name.value == "items");
    let is_query = matches!(place.as_deref(), Some("query" | "formData"));
    if is_list && is_query && !own.iter().any(|(name, _)| name.value == "explode") {
        own.push(member("explode", Json { value: JsonValue::Bool(false), span }, span));
    }
    own.push(member("schema", object(of_value, span), span));
    object(own, span)
}

/// `csv`, `ssv`, `pipes`, `multi` as style and explode.
fn style(format: &Json, place: Option<&str>) -> Members {
    let JsonValue::String(name) = &format.value else { return Vec::new() };
    let span = format.span;
    let usual = if matches!(place, Some("query" | "formData")) { "form" } else { "simple" };
    let (style, explode) = match name.as_str() {
        "multi" => ("form", true),
        "ssv" => ("spaceDelimited", false),
        "pipes" => ("pipeDelimited", false),
        _ => (usual, false),
    };
    let explode = Json { value: JsonValue::Bool(explode), span };
    vec![member("style", text(style, span), span), member("explode", explode, span)]
}

fn request_body(body: Option<Json>, form: &[Json], media: &Media) -> Option<Json> {
    if let Some(body) = body {
        let span = body.span;
        let schema = body.get("schema").cloned();
        let types = match media.consumes.as_slice() {
            [] => vec!["application/json".to_owned()],
            types => types.to_vec(),
        };
        let content = types.iter().map(|name| {
            let schema = schema.clone().map(|schema| member("schema", schema, span));
            member(name, object(schema.into_iter().collect(), span), span)
        });
        let mut all = vec![member("content", object(content.collect(), span), span)];
        for key in ["description", "required"] {
            all.extend(body.get(key).map(|value| member(key, value.clone(), span)));
        }
        return Some(object(all, span));
    }
    let span = form.first()?.span;
    Some(form_body(form, media, span))
}

/// The fields of a form as the properties of one object.
fn form_body(form: &[Json], media: &Media, span: Span) -> Json {
    let (mut properties, mut required, mut encoding): (Members, Vec<Json>, Members) = Default::default();
    for field in form.iter().cloned().map(parameter) {
        let Some(name) = field.get("name") else { continue };
        let JsonValue::String(called) = &name.value else { continue };
        let mut schema = field.get("schema").map_or(Vec::new(), |schema| members_of(schema).to_vec());
        schema.extend(field.get("description").map(|text| member("description", text.clone(), text.span)));
        properties.push(member(called, object(schema, field.span), name.span));
        if field.get("required").is_some_and(|required| required.value == JsonValue::Bool(true)) {
            required.push(name.clone());
        }
        let style =
            ["style", "explode"].iter().filter_map(|key| Some(member(key, field.get(key)?.clone(), span)));
        let style: Members = style.collect();
        if !style.is_empty() {
            encoding.push(member(called, object(style, span), span));
        }
    }
    let has_file = properties.iter().any(|(_, schema)| string(schema, "format") == Some("binary"));
    let forms = ["multipart/form-data", "application/x-www-form-urlencoded"];
    let named = media.consumes.iter().find(|name| forms.contains(&name.as_str()));
    let name = match named {
        Some(name) => name.as_str(),
        None if has_file => forms[0],
        None => forms[1],
    };
    let schema = object(
        vec![
            member("type", text("object", span), span),
            member("properties", object(properties, span), span),
            member("required", array(required, span), span),
        ],
        span,
    );
    let mut content = vec![member("schema", schema, span)];
    if !encoding.is_empty() {
        content.push(member("encoding", object(encoding, span), span));
    }
    object(vec![member("content", object(vec![member(name, object(content, span), span)], span), span)], span)
}

/// A response with its schema under each media type that is produced.
pub(super) fn response(json: Json, produces: &[String]) -> Json {
    let span = json.span;
    let JsonValue::Object(all) = json.value else { return json };
    let (mut kept, mut schema, mut examples): (Members, Option<Json>, Members) = Default::default();
    for (name, value) in all {
        match name.value.as_str() {
            "schema" => schema = Some(value),
            "examples" => examples.extend(members_of(&value).to_vec()),
            _ => kept.push((name, value)),
        }
    }
    let mut types: Vec<String> = match (&schema, produces) {
        (None, _) => Vec::new(),
        (Some(_), []) => vec!["application/json".to_owned()],
        (Some(_), produced) => produced.to_vec(),
    };
    for (name, _) in &examples {
        if name.value.contains('/') && !types.contains(&name.value) {
            types.push(name.value.clone());
        }
    }
    let content = types.iter().map(|name| {
        let mut of_type: Members =
            schema.clone().map(|schema| member("schema", schema, span)).into_iter().collect();
        let example = examples.iter().find(|(media, _)| media.value == *name);
        of_type.extend(example.map(|(_, value)| member("example", value.clone(), value.span)));
        member(name, object(of_type, span), span)
    });
    let content: Members = content.collect();
    if !content.is_empty() {
        kept.push(member("content", object(content, span), span));
    }
    object(kept, span)
}
