//! A probe of a client: code of a caller that names all of it, and calls each method.
//!
//! It is made of the crate of the older pages and compiled against the one of the newer pages: it names modules, types,
//! fields and variants, and gives each argument of a method and of `new` by its position. What it sends, a server
//! on loopback receives; values tell their fields apart.

mod sent;

use super::typed::{Typed, path, type_name};
use docbind::testing::lowering::{
    Answer, CredentialPart, Group, Method, Payload, RustCrate, RustType, Struct, TypeId, TypeKind,
};
use std::fmt::Write;

/// How deep the fields of an answer are read.
const DEEPEST: usize = 3;

/// The probe: functions that are only compiled, and the table `CALLS`.
pub fn emit(of: &RustCrate) -> String {
    let of = Typed { of, sent: true };
    let mut code = String::new();
    for index in 0..of.types.len() {
        emit_type(of, TypeId(index as u32), &mut code);
    }
    emit_places(of, &mut code);
    let mut calls = String::new();
    for group in &of.groups {
        for method in &group.methods {
            emit_method(of, group, method, &mut code, &mut calls);
        }
    }
    emit_client(of, &mut code);
    writeln!(code, "pub const CALLS: &[Call] = &[\n{calls}];").unwrap();
    code
}

/// The modules that show a type, and their handles.
fn emit_places(of: Typed<'_>, code: &mut String) {
    let mut paths: Vec<String> =
        of.webhooks.iter().map(|(_, id)| format!("webhook_payloads::{}", of.get(*id).ident)).collect();
    for group in &of.groups {
        let ids = group.types.iter().chain(&group.reexports);
        paths.extend(ids.map(|id| format!("{}::{}", group.module, of.get(*id).ident)));
        paths.push(format!("{}::{}", group.module, group.handle));
    }
    for (at, path) in paths.iter().enumerate() {
        writeln!(code, "fn place_{at}(_: &api::{path}) {{}}").unwrap();
    }
}

/// The credentials that the pages name, and the client.
fn emit_client(of: Typed<'_>, code: &mut String) {
    let mut ways = Vec::new();
    for credential in &of.client.credentials {
        let Some(ident) = &credential.ident else { continue };
        let count = credential.parts.iter().map(|part| match part {
            CredentialPart::Basic { .. } => 2,
            CredentialPart::Bearer { .. } | CredentialPart::ApiKey { .. } => 1,
        });
        let arguments: Vec<String> =
            (0..count.sum()).map(|at: usize| format!("\"credential-{at}\"")).collect();
        ways.push(format!("api::{ident}({})", arguments.join(", ")));
    }
    ways.push("api::Auth::bearer(\"token\")".into());
    for (at, way) in ways.iter().enumerate() {
        writeln!(code, "fn way_{at}() -> api::Auth {{ {way} }}").unwrap();
    }
    let base = if of.client.base_url.is_none() { ".base_url(\"https://probe.example/base\")" } else { "" };
    writeln!(
        code,
        "fn client(via: &Loopback) -> api::Client {{\n    \
         api::Client::builder(){base}.auth(way_0()).transport(via.clone()).build().expect(\"a client\")\n}}"
    )
    .unwrap();
}

/// What callers name of a type.
fn emit_type(of: Typed<'_>, id: TypeId, code: &mut String) {
    let (path, at) = (path(of, id), id.0);
    let mut arms = Vec::new();
    let is_bare = |of: &Payload| matches!(of, Payload::None | Payload::Beside(_));
    let payload = |of: &Payload| if is_bare(of) { "" } else { "(_)" };
    match &of.get(id).kind {
        TypeKind::Struct(kind) => return emit_struct(of, id, kind, code),
        TypeKind::IntegerEnum(all) => arms.extend(all.iter().map(|of| of.ident.to_string())),
        TypeKind::StringEnum(all) => arms.extend(all.iter().map(|of| of.ident.to_string())),
        TypeKind::Errors(all) | TypeKind::Answers(all) => {
            arms.extend(all.iter().map(|of| format!("{}{}", of.ident, payload(&of.payload))));
        }
        TypeKind::Union(kind) => arms.extend(kind.variants.iter().map(|(ident, _)| format!("{ident}(_)"))),
        TypeKind::Tagged(kind) => arms.extend(kind.variants.iter().map(|of| format!("{}(_)", of.ident))),
    }
    let arms: String = arms.iter().map(|arm| format!(" {path}::{arm} => {{}}")).collect();
    writeln!(code, "fn type_{at}(of: &{path}) {{ match of {{{arms} _ => {{}} }} }}").unwrap();
}

fn emit_struct(of: Typed<'_>, id: TypeId, kind: &Struct, code: &mut String) {
    let (path, at) = (path(of, id), id.0);
    writeln!(code, "fn type_{at}(of: &{path}) {{").unwrap();
    for field in &kind.fields {
        // What is received may be of a type that now is one of two: who reads its fields finds them.
        let is_open = kind.serde.deserialize && field.rust_type.named().is_some();
        let name = if is_open { "_".into() } else { type_name(of, &field.rust_type) };
        writeln!(code, "    let _: &{name} = &of.{};", field.ident).unwrap();
    }
    code.push_str("}\n");
    if !kind.serde.serialize && kind.serde.deserialize {
        return;
    }
    let of_new = || kind.fields.iter().filter(|field| field.required && field.fixed.is_none());
    let takes: String =
        of_new().map(|field| format!("{}: {}, ", field.ident, type_name(of, &field.rust_type))).collect();
    let (takes, made) = match kind.has_constructor() {
        true => {
            let given = of_new().map(|field| format!("{}, ", field.ident)).collect::<String>();
            (takes, format!("new({})", sent::by_name(kind, &path, &given)))
        }
        false => (String::new(), "default()".into()),
    };
    writeln!(code, "fn made_{at}({takes}) -> {path} {{ {path}::{made} }}").unwrap();
}

/// A function that reads the answer, and one for each request: with all that can be sent, and with what must be.
fn emit_method(of: Typed<'_>, group: &Group, method: &Method, code: &mut String, calls: &mut String) {
    let name = format!("{}_{}", group.module.as_str(), method.ident.as_str());
    let mut is_read = false;
    for (whole, kind) in [(true, "all"), (false, "least")] {
        // A type that holds itself without an end cannot be made.
        let Ok(arguments) = sent::arguments(of, method, whole) else { continue };
        let ident = method.with_request.as_ref().filter(|_| whole).unwrap_or(&method.ident);
        let call = format!("client.{}().{ident}({arguments})", group.module);
        writeln!(code, "fn {name}_{kind}(via: &Loopback) -> Sending {{").unwrap();
        writeln!(code, "    let client = client(via);\n    sending({call})\n}}").unwrap();
        writeln!(calls, "    (\"{} {kind}\", {name}_{kind}),", name.replacen('_', ".", 1)).unwrap();
        if !std::mem::replace(&mut is_read, true) {
            emit_reader(of, method, &name, &call, code);
            if let Some(paging) = &method.paging {
                writeln!(code, "fn {name}_pages(client: &api::Client) {{").unwrap();
                writeln!(code, "    let _ = client.{}().{}({arguments});\n}}", group.module, paging.ident)
                    .unwrap();
            }
        }
    }
}

fn emit_reader(of: Typed<'_>, method: &Method, name: &str, call: &str, code: &mut String) {
    writeln!(code, "fn {name}_answer(client: &api::Client) {{\n    let answer = answer_of({call});").unwrap();
    match &method.answer {
        Answer::Json(answer) => read_fields(of, answer, "answer", 0, code),
        Answer::Text => code.push_str("    let _: String = answer;\n"),
        Answer::Bytes => code.push_str("    let _: api::Bytes = answer;\n"),
        Answer::Empty => code.push_str("    let _: () = answer;\n"),
        Answer::ByStatus(id) => writeln!(code, "    let _: {} = answer;", path(of, *id)).unwrap(),
        Answer::JsonLines(_) | Answer::Events(_) => {}
    }
    code.push_str("}\n");
}

/// Reads the fields of a value, without naming its type.
fn read_fields(of: Typed<'_>, kind: &RustType, value: &str, depth: usize, code: &mut String) {
    if depth == DEEPEST {
        return;
    }
    match kind {
        RustType::Option(inner) => read_fields(of, inner, &format!("{value}.as_ref().unwrap()"), depth, code),
        RustType::Boxed(inner) => read_fields(of, inner, value, depth, code),
        RustType::Vec(inner) => read_fields(of, inner, &format!("{value}[0]"), depth, code),
        RustType::Map(inner) => read_fields(of, inner, &format!("{value}[\"\"]"), depth, code),
        RustType::Named(id) => {
            let TypeKind::Struct(kind) = &of.get(*id).kind else { return };
            for field in &kind.fields {
                let value = format!("{value}.{}", field.ident);
                if field.rust_type.named().is_none() {
                    let name = type_name(of, &field.rust_type);
                    writeln!(code, "    let _: &{name} = &{value};").unwrap();
                }
                read_fields(of, &field.rust_type, &value, depth + 1, code);
            }
        }
        _ => {}
    }
}
