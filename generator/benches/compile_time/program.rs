//! The program that calls every operation of a client once, as an application would.

use docbind::testing::lowering::{Method, Placement, RustCrate, RustType, TypeId, TypeKind};
use std::fmt::Write as _;

/// Its `src/main.rs`.
pub fn program(of: &RustCrate) -> String {
    let name = of.package.replace('-', "_");
    let mut text = format!("//! Calls every operation.\n\nuse {name}::{{Auth, Client}};\n\n");
    let mut groups = String::new();
    for group in &of.groups {
        let _ = writeln!(text, "async fn {}(client: &Client) {{", group.module);
        for method in &group.methods {
            let function = format!("{}_{}", group.module, method.ident.as_str());
            let _ = writeln!(text, "    {function}(client).await;");
        }
        text.push_str("}\n\n");
        for method in &group.methods {
            let arguments = arguments(of, &name, method).join(", ");
            let _ = writeln!(
                text,
                "async fn {0}_{1}(client: &Client) {{\n    match client.{0}().{1}({arguments}).await {{\n        \
                 Ok(_) => println!(\"ok\"),\n        Err(error) => println!(\"{{error}}\"),\n    }}\n}}\n",
                group.module,
                method.ident.as_str()
            );
        }
        let _ = writeln!(groups, "        {}(&client).await;", group.module);
    }
    let _ = writeln!(
        text,
        "fn main() {{\n    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();\n    \
         let client = Client::builder().base_url(\"http://127.0.0.1:9\").auth(Auth::bearer(\"token\")).build().unwrap();\n    runtime.block_on(async {{\n{groups}    }});\n}}"
    );
    text
}

fn arguments(of: &RustCrate, package: &str, method: &Method) -> Vec<String> {
    let mut arguments: Vec<String> = method
        .arguments
        .iter()
        .map(|argument| match &argument.rust_type {
            RustType::Named(_) => format!("&{}", value(of, package, &argument.rust_type)),
            other => value(of, package, other),
        })
        .collect();
    arguments.extend(method.request.map(|id| format!("&{}", request(of, package, id))));
    arguments
}

fn request(of: &RustCrate, package: &str, id: TypeId) -> String {
    let TypeKind::Struct(kind) = &of.get(id).kind else { return "Default::default()".into() };
    if kind.is_optional() {
        return "Default::default()".into();
    }
    let path = path(of, package, id);
    let values = kind.required_fields().map(|field| (&field.ident, value(of, package, &field.rust_type)));
    match (&kind.required, path.rsplit_once("::")) {
        (Some(required), Some((module, _))) => {
            let values: Vec<String> =
                values.map(|(ident, value)| format!("{ident}: {value}.into()")).collect();
            format!("{path}::new({module}::{required} {{ {} }})", values.join(", "))
        }
        _ => {
            let values: Vec<String> = values.map(|(_, value)| value).collect();
            format!("{path}::new({})", values.join(", "))
        }
    }
}

fn path(of: &RustCrate, package: &str, id: TypeId) -> String {
    let item = of.get(id);
    let module = match &item.placement {
        Placement::Group(group) => of.groups[*group].module.to_string(),
        Placement::Shared(_) => "types".into(),
    };
    format!("{package}::{module}::{}", item.ident)
}

fn value(of: &RustCrate, package: &str, rust_type: &RustType) -> String {
    match rust_type {
        RustType::Bool => "true".into(),
        RustType::I32 | RustType::I64 => "1".into(),
        RustType::F64 => "1.0".into(),
        RustType::String | RustType::Secret => "\"text\"".into(),
        RustType::Named(id) => match &of.get(*id).kind {
            TypeKind::IntegerEnum(_) => format!("{}::from(1)", path(of, package, *id)),
            TypeKind::StringEnum(_) => format!("{}::from(\"text\")", path(of, package, *id)),
            _ => request(of, package, *id),
        },
        RustType::Option(_) => "None".into(),
        _ => "Default::default()".into(),
    }
}
