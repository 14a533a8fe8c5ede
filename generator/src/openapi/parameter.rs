//! Parameter objects, united over the operations that share one verb and path.

use super::names::Names;
use super::schema::{render_field, render_schema};
use super::{insert_text, join_texts};
use crate::model::{Field, Location, Operation, Parameter, ParameterStyle, Schema, SchemaKind, StringFormat};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// One parameter as all operations have it.
struct United<'a> {
    location: Location,
    name: String,
    /// Of which operation, and the parameter there.
    found: Vec<(usize, &'a Parameter)>,
}

/// The parameters of operations that share `holes`: those of the path in its order, then the others
/// in the order of the first page that has them.
pub(super) fn render_parameters(
    names: &Names<'_>,
    operations: &[&Operation],
    holes: &[String],
) -> Vec<Value> {
    let united = unite(operations, holes);
    let in_path = holes.iter().enumerate().filter(|(index, hole)| !holes[..*index].contains(hole));
    let in_path = in_path.map(|(_, hole)| {
        match united.iter().find(|u| u.location == Location::Path && u.name == *hole) {
            Some(parameter) => render(names, parameter, operations.len()),
            None => json!({ "name": hole, "in": "path", "required": true, "schema": { "type": "string" } }),
        }
    });
    let others = united.iter().filter(|u| u.location != Location::Path);
    let others = others.map(|parameter| render(names, parameter, operations.len()));
    in_path.chain(others).chain(fixed_query(operations)).collect()
}

/// What operations state in the query: parameters with the values that they have there.
fn fixed_query(operations: &[&Operation]) -> Vec<Value> {
    let mut values: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for fixed in operations.iter().flat_map(|operation| &operation.fixed_query) {
        let known = values.entry(&fixed.name).or_default();
        let value = fixed.value.as_deref().unwrap_or_default();
        if !known.contains(&value) {
            known.push(value);
        }
    }
    let render = |(name, values): (&str, Vec<&str>)| {
        let has_it = |operation: &&Operation| operation.fixed_query.iter().any(|fixed| fixed.name == name);
        let required = operations.iter().all(has_it);
        json!({ "name": name, "in": "query", "required": required, "schema": { "type": "string", "enum": values } })
    };
    values.into_iter().map(render).collect()
}

/// The word of a location.
pub(super) fn location_word(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

fn unite<'a>(operations: &[&'a Operation], holes: &[String]) -> Vec<United<'a>> {
    let mut united: Vec<United<'a>> = Vec::new();
    for (index, operation) in operations.iter().enumerate() {
        for parameter in &operation.parameters {
            let location = parameter.location;
            let name = shared_name(operation, parameter, holes);
            let same = |u: &United<'_>| {
                let headers = location == Location::Header && u.name.eq_ignore_ascii_case(&name);
                u.location == location && (u.name == name || headers)
            };
            match united.iter_mut().find(|u| same(u)) {
                Some(one) => one.found.push((index, parameter)),
                None => united.push(United { location, name, found: vec![(index, parameter)] }),
            }
        }
    }
    united
}

/// The name of a parameter; of one in the path, the shared name of its hole.
fn shared_name(operation: &Operation, parameter: &Parameter, holes: &[String]) -> String {
    let name = &parameter.field.name;
    let hole = match parameter.location {
        Location::Path => {
            operation.path.parameters().position(|hole| hole == name).and_then(|i| holes.get(i))
        }
        _ => None,
    };
    hole.unwrap_or(name).clone()
}

fn render(names: &Names<'_>, united: &United<'_>, operations: usize) -> Value {
    let mut out = Map::new();
    out.insert("name".into(), json!(united.name));
    out.insert("in".into(), json!(location_word(united.location)));
    let text = join_texts(united.found.iter().map(|(_, p)| p.field.description.as_str()));
    insert_text(&mut out, "description", &text);
    let everywhere = (0..operations).all(|index| united.found.iter().any(|(i, _)| *i == index));
    let required = everywhere && united.found.iter().all(|(_, p)| p.field.required);
    if required || united.location == Location::Path {
        out.insert("required".into(), json!(true));
    }
    if united.location == Location::Path && united.found.iter().all(|(_, p)| !p.field.required) {
        // OpenAPI 3.1 has no path without one of its parameters.
        out.insert("x-docbind-optional".into(), json!(true));
    }
    if united.found.iter().any(|(_, p)| p.allow_reserved) {
        // OpenAPI 3.1 knows it of queries only.
        out.insert("x-docbind-allow-reserved".into(), json!(true));
    }
    if united.found.iter().all(|(_, p)| p.field.deprecated) {
        out.insert("deprecated".into(), json!(true));
    }
    insert_shape(&mut out, names, united);
    Value::Object(out)
}

fn insert_shape(out: &mut Map<String, Value>, names: &Names<'_>, united: &United<'_>) {
    let style = united.found[0].1.style;
    let array = united.found.iter().find_map(|(_, p)| match &p.field.schema.kind {
        SchemaKind::Array { items } => Some(&**items),
        _ => None,
    });
    let mut schema = shape(names, &united.found);
    match (array, style) {
        (Some(items), ParameterStyle::Bracketed) => {
            out.insert("x-docbind-array-style".into(), json!("bracketed"));
            if is_bare(items) {
                // `[1,2]` is JSON, which OpenAPI can say.
                out.insert("content".into(), json!({ "application/json": { "schema": schema } }));
                return;
            }
            let text = Schema::new(SchemaKind::String { format: StringFormat::Plain });
            schema = render_schema(names, &text, "");
            schema.insert("pattern".into(), json!(r"^\[.*\]$"));
        }
        (_, ParameterStyle::Json) => {
            out.insert("content".into(), json!({ "application/json": { "schema": schema } }));
            return;
        }
        _ if array.is_some() || has_parts(names, united) || style.is_of_path() => {
            insert_style(out, style, united.location);
        }
        _ => {}
    }
    out.insert("schema".into(), Value::Object(schema));
}

/// The style, where it is not the usual one of its place; one that OpenAPI has no word for under a name of
/// docbind's own.
pub(super) fn insert_style(out: &mut Map<String, Value>, style: ParameterStyle, location: Location) {
    use ParameterStyle as Style;
    let in_query = location == Location::Query;
    let (word, explode, own) = match style {
        Style::Repeated => return,
        Style::Comma if in_query => ("form", false, None),
        // The usual one of a path and of a header.
        Style::Comma => ("simple", false, None),
        Style::Pairs => ("simple", true, None),
        Style::Space => ("spaceDelimited", false, None),
        Style::Pipe => ("pipeDelimited", false, None),
        Style::Deep => ("deepObject", true, None),
        Style::Label => ("label", false, None),
        Style::LabelExploded => ("label", true, None),
        Style::Matrix => ("matrix", false, None),
        Style::MatrixExploded => ("matrix", true, None),
        Style::EmptyBrackets => ("deepObject", true, Some("empty-brackets")),
        Style::Indexed => ("deepObject", true, Some("indexed")),
        Style::Dotted => ("deepObject", true, Some("dotted")),
        Style::Bracketed => ("form", false, Some("bracketed")),
        Style::Json => ("form", false, Some("json")),
    };
    out.insert("style".into(), json!(word));
    out.insert("explode".into(), json!(explode));
    if let Some(own) = own {
        out.insert("x-docbind-array-style".into(), json!(own));
    }
}

fn has_parts(names: &Names<'_>, united: &United<'_>) -> bool {
    fn is_object(names: &Names<'_>, kind: &SchemaKind) -> bool {
        match kind {
            SchemaKind::Object(_) | SchemaKind::Map { .. } | SchemaKind::Tagged(_) => true,
            SchemaKind::Ref { name } => names.api.schemas.get(name).is_some_and(|named| {
                matches!(named.schema.kind, SchemaKind::Object(_) | SchemaKind::Map { .. })
            }),
            _ => false,
        }
    }
    united.found.iter().any(|(_, p)| is_object(names, &p.field.schema.kind))
}

/// One shape where all agree, and any of them where they do not.
fn shape(names: &Names<'_>, found: &[(usize, &Parameter)]) -> Map<String, Value> {
    let mut shapes: Vec<Map<String, Value>> = Vec::new();
    for field in found.iter().map(|(_, p)| &p.field) {
        let shape = render_field(names, field, "");
        if !shapes.contains(&shape) {
            shapes.push(shape);
        }
    }
    if shapes.len() > 1 {
        // Defaults that differ are no default.
        shapes = without_defaults(names, found.iter().map(|(_, p)| &p.field));
    }
    match shapes.len() {
        1 => shapes.remove(0),
        _ => Map::from_iter([("anyOf".to_owned(), json!(shapes))]),
    }
}

fn without_defaults<'a>(
    names: &Names<'_>,
    fields: impl Iterator<Item = &'a Field>,
) -> Vec<Map<String, Value>> {
    let mut shapes = Vec::new();
    for field in fields {
        let shape = render_schema(names, &field.schema, "");
        if !shapes.contains(&shape) {
            shapes.push(shape);
        }
    }
    shapes
}

/// Whether values of the shape are the same in JSON and in a URL.
fn is_bare(schema: &Schema) -> bool {
    matches!(schema.kind, SchemaKind::Integer { .. } | SchemaKind::Number { .. } | SchemaKind::Boolean)
}
