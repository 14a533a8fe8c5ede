//! The call that the README and the crate's page show.

use crate::lowering::{Credential, Example, Method, RustCrate, RustType, TypeKind};
use std::fmt::Write as _;

/// A program that makes a client and, where the API has one that is simple enough, a call.
/// Lines that begin with `# ` are hidden by rustdoc.
pub(super) fn emit_example(of: &RustCrate) -> String {
    let name = of.package.replace('-', "_");
    let (imports, auth) = match of.client.credentials.first() {
        Some(Credential::Bearer) => ("Auth, Client".to_owned(), "Auth::bearer(\"token\")".to_owned()),
        Some(Credential::Basic) => {
            ("Auth, Client".to_owned(), "Auth::basic(\"user\", \"password\")".to_owned())
        }
        Some(Credential::ApiKey { ident, .. }) => (format!("Client, {ident}"), format!("{ident}(\"key\")")),
        None => ("Auth, Client".to_owned(), "Auth::none()".to_owned()),
    };
    let base_url = if of.client.base_url.is_some() { "" } else { "\"https://api.example.com\", " };
    let mut text = String::new();
    let _ = writeln!(text, "use {name}::{{{imports}}};\n");
    let _ = writeln!(text, "# async fn example() -> Result<(), {name}::Error> {{");
    let _ = writeln!(text, "let client = Client::new({base_url}{auth})?;");
    if let Some((call, error)) = of.example.as_ref().and_then(|example| emit_call(of, example)) {
        let _ = writeln!(text, "let answer = {call}.await{error}?;");
        let _ = writeln!(text, "println!(\"{{answer:?}}\");");
    }
    text.push_str("# Ok(())\n# }\n");
    text
}

/// The call, and what makes its error fit.
fn emit_call(of: &RustCrate, example: &Example) -> Option<(String, &'static str)> {
    let group = &of.groups[example.group];
    let method = &group.methods[example.method];
    let mut arguments = Vec::new();
    for argument in &method.arguments {
        arguments.push(value(&argument.rust_type)?);
    }
    arguments.extend(request(of, method)?);
    let call = format!("client.{}().{}({})", group.module, method.ident, arguments.join(", "));
    Some((call, if method.error.is_some() { ".map_err(|error| error.erase())" } else { "" }))
}

fn request(of: &RustCrate, method: &Method) -> Option<Option<String>> {
    let Some(id) = method.request else { return Some(None) };
    let item = of.get(id);
    let TypeKind::Struct(kind) = &item.kind else { return None };
    if !kind.has_constructor() {
        return Some(Some("&Default::default()".into()));
    }
    let mut arguments = Vec::new();
    for field in kind.fields.iter().filter(|field| field.required) {
        arguments.push(value(&field.rust_type)?);
    }
    let (package, module) = (of.package.replace('-', "_"), module(of, id));
    Some(Some(format!("&{package}::{module}::{}::new({})", item.ident, arguments.join(", "))))
}

fn module(of: &RustCrate, id: crate::lowering::TypeId) -> String {
    match &of.get(id).placement {
        crate::lowering::Placement::Group(group) => of.groups[*group].module.to_string(),
        crate::lowering::Placement::Shared(_) => "types".into(),
    }
}

/// A value to show, for types that need no more than a literal.
fn value(rust_type: &RustType) -> Option<String> {
    Some(match rust_type {
        RustType::Bool => "true".into(),
        RustType::I32 | RustType::I64 => "1".into(),
        RustType::F64 => "1.0".into(),
        RustType::String | RustType::Secret => "\"…\"".into(),
        RustType::Option(_) => "None".into(),
        RustType::Vec(items) => format!("vec![{}]", value(items)?),
        RustType::Bytes | RustType::Value | RustType::Map(_) | RustType::Library(_) => {
            "Default::default()".into()
        }
        RustType::Nullable(_) | RustType::Boxed(_) | RustType::Named(_) | RustType::Upload => return None,
    })
}
