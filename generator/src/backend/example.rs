//! The call that the README and the crate's page show.

use super::credentials::emit_example_credential;
use crate::lowering::{
    Answer, Example, LibraryType, Placement, RustCrate, RustType, StructField, TypeId, TypeKind,
};
use std::fmt::Write as _;

/// A program that makes a client and, where the API has one that is simple enough, a call.
/// Lines that begin with `# ` are hidden by rustdoc.
pub(super) fn emit_example(of: &RustCrate) -> String {
    let name = krate(of);
    let (imports, auth) = emit_example_credential(of.client.credentials.first());
    let builds = match of.client.base_url {
        Some(_) => format!("Client::new({auth})?"),
        None => format!("Client::builder().base_url(\"https://api.example.com\").auth({auth}).build()?"),
    };
    let mut text = String::new();
    let _ = writeln!(text, "use {name}::{{{imports}}};\n");
    let _ = writeln!(text, "# async fn example() -> Result<(), {name}::Error> {{");
    let _ = writeln!(text, "let client = {builds};");
    if let Some(call) = of.example.as_ref().and_then(|example| emit_call(of, example)) {
        text.push_str(&call);
    }
    text.push_str("# Ok(())\n# }\n");
    text
}

/// The lines up to the call.
fn emit_call(of: &RustCrate, example: &Example) -> Option<String> {
    emit_walk(of, example).or_else(|| emit_single_call(of, example))
}

/// The lines up to one call, whatever else its method has.
pub(super) fn emit_single_call(of: &RustCrate, example: &Example) -> Option<String> {
    let group = &of.groups[example.group];
    let method = &group.methods[example.method];
    let mut arguments = Vec::new();
    for argument in &method.arguments {
        arguments.push(value(of, &argument.rust_type)?);
    }
    let mut lines = String::new();
    if let Some(id) = method.request.filter(|_| method.with_request.is_none()) {
        let made = request(of, id)?;
        arguments.push(if made.is_some() { "&request".into() } else { "&Default::default()".into() });
        lines.extend(made.map(|request| format!("let request = {request};\n")));
    }
    let arguments = arguments.join(", ");
    if let Answer::JsonLines(_) | Answer::Events(_) = &method.answer {
        let (many, one) = match &method.answer {
            Answer::Events(_) => ("events", "event"),
            _ => ("lines", "line"),
        };
        let _ = writeln!(
            lines,
            "let mut {many} = client.{}().{}({arguments}).await?;",
            group.module, method.ident
        );
        let _ = writeln!(
            lines,
            "while let Some({one}) = {many}.next().await {{\n    println!(\"{{:?}}\", {one}?);\n}}"
        );
        return Some(lines);
    }
    let _ = writeln!(lines, "let response = client.{}().{}({arguments}).await?;", group.module, method.ident);
    let _ = writeln!(lines, "println!(\"{{response:?}}\");");
    Some(lines)
}

/// The lines that go through a list, kept to some of it by a filter where there is one.
fn emit_walk(of: &RustCrate, example: &Example) -> Option<String> {
    let group = &of.groups[example.group];
    let method = &group.methods[example.method];
    let paging = method.paging.as_ref().filter(|_| method.arguments.is_empty())?;
    let id = method.request?;
    let TypeKind::Struct(kind) = &of.get(id).kind else { return None };
    if !kind.is_optional() {
        return None;
    }
    let is_text =
        |field: &&StructField| matches!(&field.rust_type, RustType::Option(of) if **of == RustType::String);
    let mut texts = kind.fields.iter().filter(is_text);
    let named = texts.clone().find(|field| field.ident.as_str().ends_with("name"));
    let mut lines = String::new();
    let request = match named.or_else(|| texts.next()) {
        Some(filter) => {
            let (package, module, ident) = (krate(of), module(of, id), &of.get(id).ident);
            let filter = filter.ident.as_str();
            let _ =
                writeln!(lines, "let some = {package}::{module}::{ident}::default().with_{filter}(\"…\");");
            "some"
        }
        None => "&Default::default()",
    };
    let (module, pages) = (&group.module, &paging.ident);
    let _ = writeln!(lines, "let mut items = client.{module}().{pages}({request}).items();");
    lines.push_str("while let Some(item) = items.next().await {\n    println!(\"{:?}\", item?);\n}\n");
    Some(lines)
}

/// The request with what is required; nothing where its default will do.
fn request(of: &RustCrate, id: TypeId) -> Option<Option<String>> {
    let item = of.get(id);
    let TypeKind::Struct(kind) = &item.kind else { return None };
    if !kind.has_constructor() {
        return Some(None);
    }
    let (package, module) = (krate(of), module(of, id));
    let mut arguments = Vec::new();
    for field in kind.required_fields() {
        let value = value(of, &field.rust_type)?;
        let owned = matches!(field.rust_type, RustType::String | RustType::Secret);
        arguments.push(match &kind.required {
            Some(_) if owned => format!("    {}: {value}.into(),\n", field.ident),
            Some(_) => format!("    {}: {value},\n", field.ident),
            None => value,
        });
    }
    let arguments = match &kind.required {
        Some(required) => format!("{package}::{module}::{required} {{\n{}}}", arguments.concat()),
        None => arguments.join(", "),
    };
    Some(Some(format!("{package}::{module}::{}::new({arguments})", item.ident)))
}

fn krate(of: &RustCrate) -> String {
    of.package.replace('-', "_")
}

fn module(of: &RustCrate, id: TypeId) -> String {
    match &of.get(id).placement {
        Placement::Group(group) => of.groups[*group].module.to_string(),
        Placement::Shared(_) => "types".into(),
    }
}

/// A value to show, for types that need no more than a literal.
fn value(of: &RustCrate, rust_type: &RustType) -> Option<String> {
    Some(match rust_type {
        RustType::Bool => "true".into(),
        RustType::I32 | RustType::I64 | RustType::U64 | RustType::I128 => "1".into(),
        RustType::F64 => "1.0".into(),
        RustType::String | RustType::Secret => "\"…\"".into(),
        RustType::Option(_) => "None".into(),
        RustType::Vec(items) => format!("vec![{}]", value(of, items)?),
        RustType::Bytes | RustType::Value | RustType::Map(_) => "Default::default()".into(),
        RustType::Library(library) => format!("{}::{}", krate(of), library_value(*library)),
        RustType::Nullable(_) | RustType::Boxed(_) | RustType::Named(_) | RustType::Upload => return None,
    })
}

fn library_value(of: LibraryType) -> &'static str {
    match of {
        LibraryType::Timestamp => "jiff::Timestamp::now()",
        LibraryType::DateTime | LibraryType::Minute => "jiff::civil::date(2026, 3, 4).at(5, 6, 0, 0)",
        LibraryType::Date => "jiff::civil::date(2026, 3, 4)",
        LibraryType::Time => "jiff::civil::time(5, 6, 0, 0)",
        LibraryType::Uuid => "uuid::Uuid::nil()",
        LibraryType::Decimal | LibraryType::TextDecimal => "rust_decimal::Decimal::ONE",
    }
}
