//! What callers of a generated crate can name, and what it means on the wire.

use docbind::testing::lowering::{Placement, RequestPart, RustCrate, RustType, Struct, TypeId, TypeKind};
use std::collections::BTreeMap;

/// Each name of the crate, as callers write it, with what it stands for.
pub type Surface = BTreeMap<String, String>;

/// The names of a crate.
pub fn surface(of: &RustCrate) -> Surface {
    let mut surface = Surface::new();
    for group in &of.groups {
        let module = group.module.as_str();
        surface.insert(format!("feature {}", group.feature), module.to_owned());
        surface.insert(format!("type {module}::{}", group.handle), "handle".into());
        for id in group.types.iter().chain(&group.reexports) {
            surface.insert(format!("type {module}::{}", of.get(*id).ident), of.get(*id).ident.to_string());
        }
        for method in &group.methods {
            let name = format!("{module}.{}", method.ident);
            let arguments: Vec<String> =
                method.arguments.iter().map(|argument| type_text(of, &argument.rust_type)).collect();
            let request = method.request.filter(|_| method.with_request.is_none());
            let request = request.map(|id| of.get(id).ident.to_string());
            if let Some(with) = &method.with_request {
                surface.insert(format!("method {module}.{with}"), format!("with the request of {name}"));
            }
            let path = without_names(&method.path);
            let base = method.base_url.as_deref().unwrap_or_default();
            surface.insert(
                format!("method {name}"),
                format!("{} {base}{path} ({})", method.verb.as_str(), arguments.join(", ")),
            );
            if let Some(request) = request {
                surface.insert(format!("request of {name}"), request);
            } else {
                surface.insert(format!("no request of {name}"), String::new());
            }
            for part in &method.parts {
                let (key, value) = part_text(part);
                surface.insert(format!("{name} sends {key}"), value);
            }
            if let Some(paging) = &method.paging {
                surface.insert(format!("pages {module}.{}", paging.ident), method.ident.to_string());
            }
        }
    }
    for (at, item) in of.types.iter().enumerate() {
        if matches!(item.placement, Placement::Shared(_)) {
            surface.insert(format!("type types::{}", item.ident), item.ident.to_string());
        }
        type_facts(of, TypeId(at as u32), &mut surface);
    }
    surface
}

/// The members of a type.
fn type_facts(of: &RustCrate, id: TypeId, surface: &mut Surface) {
    let item = of.get(id);
    let mut variant = |ident: &dyn std::fmt::Display, means: String| {
        surface.insert(format!("variant {}::{ident}", item.ident), means);
    };
    match &item.kind {
        TypeKind::Struct(of_struct) => struct_facts(of, &item.ident.to_string(), of_struct, surface),
        TypeKind::IntegerEnum(all) => all.iter().for_each(|of| variant(&of.ident, of.value.to_string())),
        TypeKind::StringEnum(all) => all.iter().for_each(|of| variant(&of.ident, of.value.clone())),
        TypeKind::Errors(all) | TypeKind::Answers(all) => {
            all.iter().for_each(|of| variant(&of.ident, of.status.to_string()));
        }
        TypeKind::Union(union) => union.variants.iter().for_each(|(ident, _)| variant(ident, String::new())),
        TypeKind::Tagged(of) => of.variants.iter().for_each(|of| variant(&of.ident, of.values.join(" "))),
    }
}

fn struct_facts(of: &RustCrate, name: &str, item: &Struct, surface: &mut Surface) {
    for field in &item.fields {
        let wire_name = field.wire_name.clone().unwrap_or_default();
        // What is received may be of a type that is now one of two: who reads its fields finds them.
        let means = match item.serde.deserialize {
            true => wire_name,
            false => format!("{wire_name}: {}", type_text(of, &field.rust_type)),
        };
        surface.insert(format!("field {name}.{}", field.ident), means);
    }
    if item.has_constructor() {
        let required = item.fields.iter().filter(|field| field.required);
        let text = |field: &docbind::testing::lowering::StructField| {
            format!("{}: {}", field.ident, type_text(of, &field.rust_type))
        };
        surface.insert(format!("new {name}"), required.map(text).collect::<Vec<_>>().join(", "));
    } else if item.serde.serialize || !item.serde.deserialize {
        surface.insert(format!("default {name}"), String::new());
    }
}

/// `/v1/orders/{id}` → `/v1/orders/{}`: arguments go by position.
fn without_names(path: &str) -> String {
    docbind::testing::lock::without_names(path)
}

fn part_text(part: &RequestPart) -> (String, String) {
    match part {
        RequestPart::Value { location, wire_name, field, .. } => {
            (format!("{location:?} {wire_name}"), field.to_string())
        }
        RequestPart::List { location, wire_name, field, style } => {
            (format!("{location:?} {wire_name}"), format!("{field} {style:?}"))
        }
        RequestPart::Parts { wire_name, field, style } => {
            (format!("query parts {wire_name}"), format!("{field} {style:?}"))
        }
        RequestPart::Form { wire_name, field, content } => {
            (format!("form {wire_name}"), format!("{field} {content:?}"))
        }
        RequestPart::Body { encoding, field, .. } => {
            let field = field.as_ref().map(ToString::to_string);
            ("body".into(), format!("{encoding:?} {field:?}"))
        }
    }
}

fn type_text(of: &RustCrate, rust_type: &RustType) -> String {
    let holds = |outer: &str, inner: &RustType| format!("{outer}<{}>", type_text(of, inner));
    match rust_type {
        RustType::Vec(inner) => holds("Vec", inner),
        RustType::Map(inner) => holds("Map", inner),
        RustType::Option(inner) => holds("Option", inner),
        RustType::Nullable(inner) => holds("Nullable", inner),
        RustType::Boxed(inner) => holds("Box", inner),
        RustType::Named(id) => of.get(*id).ident.to_string(),
        other => format!("{other:?}"),
    }
}

/// What callers of the old crate no longer find in the new one, or find to mean something else.
pub fn lost(old: &Surface, new: &Surface) -> Vec<String> {
    let mut lost = Vec::new();
    for (name, means) in old {
        match new.get(name) {
            Some(now) if now == means => {}
            Some(now) => lost.push(format!("{name}\n    was {means}\n    is  {now}")),
            None => lost.push(format!("{name} ({means}) is gone")),
        }
    }
    lost
}
