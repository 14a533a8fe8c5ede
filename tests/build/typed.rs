//! Values as Rust expressions of the types that the lowering chose.

use super::values::UNKNOWN;
use super::wanted::Sent;
use docbind::testing::lowering::{
    Argument, Ident, Method, Payload, Placement, RequestPart, RustCrate, RustType, Struct, TypeId, TypeKind,
};
use serde_json::Value;
use std::fmt::Write;

/// An expression, or why there is none.
type Expression = Result<String, String>;

/// The crate whose values are written.
#[derive(Clone, Copy)]
pub struct Typed<'a> {
    pub of: &'a RustCrate,
    /// Whether values are to be sent: null in the place of any JSON is a value then, and not one that is left out.
    pub sent: bool,
}

impl std::ops::Deref for Typed<'_> {
    type Target = RustCrate;

    fn deref(&self) -> &RustCrate {
        self.of
    }
}

/// Where a type of the generated crate is found.
pub fn path(of: Typed<'_>, id: TypeId) -> String {
    let item = of.get(id);
    match &item.placement {
        Placement::Group(group) => format!("api::{}::{}", of.groups[*group].module, item.ident),
        Placement::Shared(_) => format!("api::types::{}", item.ident),
    }
}

/// A type as Rust writes it.
pub fn type_name(of: Typed<'_>, rust_type: &RustType) -> String {
    let inner = |inner: &RustType| type_name(of, inner);
    match rust_type {
        RustType::Bool => "bool".into(),
        RustType::I32 => "i32".into(),
        RustType::I64 => "i64".into(),
        RustType::U64 => "u64".into(),
        RustType::I128 => "i128".into(),
        RustType::F64 => "f64".into(),
        RustType::String => "String".into(),
        RustType::Secret => "api::Secret".into(),
        RustType::Bytes => "api::Bytes".into(),
        RustType::Upload => "api::Upload".into(),
        RustType::Value => "api::Value".into(),
        RustType::Library(of) => format!("api::{}", of.path()),
        RustType::Vec(of) => format!("Vec<{}>", inner(of)),
        RustType::Map(of) => format!("std::collections::BTreeMap<String, {}>", inner(of)),
        RustType::Option(of) => format!("Option<{}>", inner(of)),
        RustType::Nullable(of) => format!("api::Nullable<{}>", inner(of)),
        RustType::Boxed(of) => format!("Box<{}>", inner(of)),
        RustType::Named(id) => path(of, *id),
    }
}

/// A value of that type; `None` is a member that is not there.
pub fn expression(of: Typed<'_>, rust_type: &RustType, value: Option<&Value>) -> Expression {
    let shown = value.filter(|value| !value.is_null());
    let wrong = || match value {
        Some(value) => format!("{value} is no `{rust_type:?}`"),
        None => format!("a `{rust_type:?}` must be there"),
    };
    Ok(match rust_type {
        RustType::Option(inner) if of.sent && **inner == RustType::Value => match value {
            Some(value) => format!("Some(json({:?}))", value.to_string()),
            None => "None".into(),
        },
        RustType::Option(inner) => match shown {
            Some(_) => format!("Some({})", expression(of, inner, shown)?),
            None => "None".into(),
        },
        RustType::Nullable(inner) => match value {
            Some(Value::Null) => "api::Nullable::Null".into(),
            Some(_) => format!("api::Nullable::Value({})", expression(of, inner, value)?),
            None => "api::Nullable::Unset".into(),
        },
        RustType::Boxed(inner) => format!("Box::new({})", expression(of, inner, value)?),
        RustType::Bool => value.and_then(Value::as_bool).ok_or_else(wrong)?.to_string(),
        RustType::I32 => format!("{}i32", value.and_then(Value::as_i64).ok_or_else(wrong)?),
        RustType::I64 => format!("{}i64", value.and_then(Value::as_i64).ok_or_else(wrong)?),
        RustType::U64 => format!("{}u64", value.and_then(Value::as_u64).ok_or_else(wrong)?),
        RustType::I128 => format!("{}i128", value.and_then(Value::as_i64).ok_or_else(wrong)?),
        RustType::F64 => format!("{:?}f64", value.and_then(Value::as_f64).ok_or_else(wrong)?),
        RustType::String => format!("text({:?})", value.and_then(Value::as_str).ok_or_else(wrong)?),
        RustType::Secret => format!("secret({:?})", value.and_then(Value::as_str).ok_or_else(wrong)?),
        RustType::Bytes => format!("bytes({:?})", value.and_then(Value::as_str).ok_or_else(wrong)?),
        RustType::Value => format!("json({:?})", value.ok_or_else(wrong)?.to_string()),
        RustType::Library(_) => format!("parsed({:?})", value.and_then(Value::as_str).ok_or_else(wrong)?),
        RustType::Upload => format!("upload({:?})", value.and_then(Value::as_str).ok_or_else(wrong)?),
        RustType::Vec(items) => {
            let shown = match shown {
                Some(shown) => shown.as_array().ok_or_else(wrong)?.as_slice(),
                None => &[],
            };
            let items = shown.iter().map(|item| expression(of, items, Some(item)));
            format!("vec![{}]", items.collect::<Result<Vec<_>, _>>()?.join(", "))
        }
        RustType::Map(values) => {
            let members = value.and_then(Value::as_object).ok_or_else(wrong)?;
            let member =
                |(name, value)| Ok(format!("(text({name:?}), {})", expression(of, values, Some(value))?));
            let members = members.iter().map(member).collect::<Result<Vec<String>, String>>()?;
            format!("[{}].into_iter().collect()", members.join(", "))
        }
        RustType::Named(id) => named(of, *id, value.ok_or_else(wrong)?)?,
    })
}

fn named(of: Typed<'_>, id: TypeId, value: &Value) -> Expression {
    let path = path(of, id);
    let wrong = || format!("{value} is no `{path}`");
    match &of.get(id).kind {
        TypeKind::Struct(kind) => {
            let members = value.as_object().ok_or_else(wrong)?;
            let wire_names: Vec<&str> = kind.fields.iter().map(wire_name).collect();
            let more: Vec<&String> = members
                .keys()
                .filter(|name| *name != UNKNOWN && !wire_names.contains(&name.as_str()))
                .collect();
            let unknown = unknown_fields(kind, &more, value).ok_or_else(|| no_field(&path, &more))?;
            let fields = kind.fields.iter().zip(&wire_names).map(|(field, name)| {
                let value = expression(of, &field.rust_type, members.get(*name));
                Ok(format!("{}: {}", field.ident, value.map_err(|fault| format!("`{name}`: {fault}"))?))
            });
            let mut fields = fields.collect::<Result<Vec<_>, String>>()?;
            fields.extend(unknown);
            Ok(format!("{path} {{ {} }}", fields.join(", ")))
        }
        TypeKind::IntegerEnum(variants) => {
            let value = value.as_i64().ok_or_else(wrong)?;
            Ok(match variants.iter().find(|variant| variant.value == value) {
                Some(variant) => format!("{path}::{}", variant.ident),
                None => format!("{path}::from_value({value})"),
            })
        }
        TypeKind::StringEnum(variants) => {
            let value = value.as_str().ok_or_else(wrong)?;
            Ok(match variants.iter().find(|variant| variant.value == value) {
                Some(variant) => format!("{path}::{}", variant.ident),
                None => format!("{path}::from_value({value:?})"),
            })
        }
        TypeKind::Union(union) => {
            let fits = |(ident, rust_type): &(Ident, RustType)| {
                let value = expression(of, rust_type, Some(value)).ok()?;
                Some(format!("{path}::{ident}({value})"))
            };
            let other = || format!("{path}::Other(json({:?}))", value.to_string());
            Ok(union.variants.iter().find_map(fits).unwrap_or_else(other))
        }
        TypeKind::Tagged(tagged) => {
            let tag = value.get(&tagged.tag).and_then(Value::as_str).unwrap_or_default();
            let Some(variant) = tagged.variants.iter().find(|of| of.values.iter().any(|v| v == tag)) else {
                return Ok(format!("{path}::Other(json({:?}))", value.to_string()));
            };
            let mut fields = value.clone();
            if let (1, Some(fields)) = (variant.values.len(), fields.as_object_mut()) {
                fields.remove(&tagged.tag);
            }
            // What the tag does not tell is the variant's that takes anything.
            Ok(match expression(of, &variant.rust_type, Some(&fields)) {
                Ok(fields) => format!("{path}::{}({fields})", variant.ident),
                Err(_) => format!("{path}::Other(json({:?}))", value.to_string()),
            })
        }
        TypeKind::Errors(_) | TypeKind::Answers(_) => Err(format!("`{path}` is no part of a body")),
    }
}

/// The variant of a status, of the errors or the answers of an operation.
pub fn outcome(of: Typed<'_>, id: TypeId, status: u16, body: &super::answers::Body) -> Expression {
    let path = path(of, id);
    let (TypeKind::Errors(outcomes) | TypeKind::Answers(outcomes)) = &of.get(id).kind else {
        return Err(format!("`{path}` has no statuses"));
    };
    let outcome = outcomes.iter().find(|outcome| outcome.status == status);
    let outcome = outcome.ok_or_else(|| format!("`{path}` has no variant for status {status}"))?;
    let name = format!("{path}::{}", outcome.ident);
    Ok(match payload(of, &outcome.payload, body)? {
        Some(payload) => format!("{name}({payload})"),
        None => name,
    })
}

/// The body as the generated type; `None` where the type holds none.
pub fn payload(
    of: Typed<'_>,
    payload: &Payload,
    body: &super::answers::Body,
) -> Result<Option<String>, String> {
    use super::answers::Body;
    match (payload, body) {
        (Payload::None, Body::Empty) => Ok(None),
        (Payload::Json(rust_type), Body::Json(value)) => expression(of, rust_type, Some(value)).map(Some),
        (Payload::Text, Body::Text(text)) => Ok(Some(format!("text({text:?})"))),
        (Payload::Bytes, Body::Text(text)) => Ok(Some(format!("bytes({text:?})"))),
        _ => Err(format!("{body:?} is documented, `{payload:?}` is expected")),
    }
}

/// The arguments of a call, path parameters first.
pub fn arguments(of: Typed<'_>, method: &Method, sent: &Sent) -> Expression {
    let mut arguments = String::new();
    for Argument { wire_name, rust_type, .. } in &method.arguments {
        let key = (docbind::model::Location::Path, wire_name.clone());
        let value = sent.parameters.get(&key);
        let value = expression(of, rust_type, value).map_err(|fault| format!("`{wire_name}`: {fault}"))?;
        let is_scalar = |rust_type: &RustType| {
            matches!(
                rust_type,
                RustType::Bool
                    | RustType::I32
                    | RustType::I64
                    | RustType::U64
                    | RustType::I128
                    | RustType::F64
                    | RustType::Library(_)
            )
        };
        match rust_type {
            // What may be left out of the path.
            RustType::Option(inner) if value != "None" && !is_scalar(inner) => {
                write!(arguments, "{value}.as_deref(), ").unwrap();
            }
            RustType::Option(_) => write!(arguments, "{value}, ").unwrap(),
            of => write!(arguments, "{}{value}, ", if is_scalar(of) { "" } else { "&" }).unwrap(),
        }
    }
    Ok(arguments)
}

/// The request struct of a method, every field by name.
pub fn request(of: Typed<'_>, method: &Method, id: TypeId, sent: &Sent) -> Expression {
    let TypeKind::Struct(kind) = &of.get(id).kind else {
        return named(of, id, sent.body.as_ref().ok_or("there is no body")?);
    };
    let mut fields = Vec::new();
    let mut lost: Vec<&String> =
        sent.body.iter().filter_map(Value::as_object).flat_map(|body| body.keys()).collect();
    for field in &kind.fields {
        let part = method.parts.iter().find(|part| belongs(part, &field.ident));
        let value = match part {
            Some(
                RequestPart::Value { location, wire_name, .. }
                | RequestPart::List { location, wire_name, .. },
            ) => sent.parameters.get(&(*location, wire_name.clone())),
            Some(RequestPart::Parts { wire_name, .. }) => {
                sent.parameters.get(&(docbind::model::Location::Query, wire_name.clone()))
            }
            Some(RequestPart::Body { .. }) => {
                lost.clear();
                sent.body.as_ref()
            }
            Some(RequestPart::Form { wire_name, .. }) => {
                lost.retain(|lost| *lost != wire_name);
                sent.body.as_ref().and_then(|body| body.get(wire_name))
            }
            None => {
                let name = wire_name(field);
                lost.retain(|lost| **lost != name);
                sent.body.as_ref().and_then(|body| body.get(name))
            }
        };
        let value = expression(of, &field.rust_type, value);
        fields.push(format!(
            "{}: {}",
            field.ident,
            value.map_err(|fault| format!("`{}`: {fault}", field.ident))?
        ));
    }
    let path = path(of, id);
    let body = sent.body.as_ref().unwrap_or(&Value::Null);
    fields.extend(unknown_fields(kind, &lost, body).ok_or_else(|| no_field(&path, &lost))?);
    Ok(format!("{path} {{ {} }}", fields.join(", ")))
}

/// The field that keeps members without one of their own; `None` where there are such members and no such field.
fn unknown_fields(kind: &Struct, names: &[&String], value: &Value) -> Option<Option<String>> {
    let Some(kept) = &kind.unknown_fields else { return names.is_empty().then_some(None) };
    let member = |name: &&String| format!("(text({name:?}), json({:?}))", value[name.as_str()].to_string());
    let members: Vec<String> = names.iter().map(member).collect();
    Some(Some(format!("{kept}: [{}].into_iter().collect()", members.join(", "))))
}

fn no_field(path: &str, names: &[&String]) -> String {
    format!("`{path}` has no field for `{}`", names.first().map_or("", |name| name.as_str()))
}

/// The same request as `new` makes it, which takes what is required.
pub fn minimal(of: Typed<'_>, method: &Method, id: TypeId, sent: &Sent) -> Expression {
    let TypeKind::Struct(kind) = &of.get(id).kind else { return Err("the request is no struct".into()) };
    if !kind.has_constructor() {
        return Ok(format!("{}::default()", path(of, id)));
    }
    let mut arguments = Vec::new();
    for field in kind.fields.iter().filter(|field| field.required) {
        let value = match method.parts.iter().find(|part| belongs(part, &field.ident)) {
            Some(
                RequestPart::Value { location, wire_name, .. }
                | RequestPart::List { location, wire_name, .. },
            ) => sent.parameters.get(&(*location, wire_name.clone())),
            Some(RequestPart::Parts { wire_name, .. }) => {
                sent.parameters.get(&(docbind::model::Location::Query, wire_name.clone()))
            }
            Some(RequestPart::Body { .. }) => sent.body.as_ref(),
            Some(RequestPart::Form { wire_name, .. }) => {
                sent.body.as_ref().and_then(|body| body.get(wire_name))
            }
            None => sent.body.as_ref().and_then(|body| body.get(wire_name(field))),
        };
        let value = expression(of, &field.rust_type, value)?;
        arguments.push(match &kind.required {
            Some(_) => format!("{}: {value}", field.ident),
            None => value,
        });
    }
    let (path, arguments) = (path(of, id), arguments.join(", "));
    Ok(match &kind.required {
        Some(required) => {
            let module = path.rsplit_once("::").map_or("", |(module, _)| module);
            format!("{path}::new({module}::{required} {{ {arguments} }})")
        }
        None => format!("{path}::new({arguments})"),
    })
}

fn belongs(part: &RequestPart, ident: &Ident) -> bool {
    match part {
        RequestPart::Value { field, .. }
        | RequestPart::List { field, .. }
        | RequestPart::Parts { field, .. }
        | RequestPart::Form { field, .. } => field == ident,
        RequestPart::Body { field, .. } => field.as_ref() == Some(ident),
    }
}

/// The name of a field in the body; none that a body could have where it is not in one.
fn wire_name(field: &docbind::testing::lowering::StructField) -> &str {
    field.wire_name.as_deref().unwrap_or_default()
}
