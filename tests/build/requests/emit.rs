//! The calls as Rust.

use super::super::typed::{Typed, arguments, request};
use super::super::values::Values;
use super::{Body, Call, Context, Shown, Wanted, find_shown};
use docbind::Reading;
use docbind::Spec;
use docbind::model::Operation;
use docbind::testing::lowering::{Group, Method, RustCrate};
use docbind::testing::reproduction::Sendable;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The calls that send what the pages document.
pub struct Requests {
    /// A function of each, and the table `REQUESTS`.
    pub code: String,
    /// How many there are.
    pub count: usize,
    /// The places of the others, each with the reason.
    pub unbuilt: Vec<(String, String)>,
    /// The cargo features that the calls need.
    pub features: BTreeSet<String>,
}

/// Emits a call for each request that the client can send, as the reproduction says.
pub fn emit(spec: &Spec, reading: &Reading, of: &RustCrate) -> Requests {
    let values = Values { api: &reading.api };
    let mut requests =
        Requests { code: String::new(), count: 0, unbuilt: Vec::new(), features: BTreeSet::new() };
    let mut table = String::new();
    for sendable in &reading.reproduction.sendable {
        let file = spec.sources.get(sendable.span.source);
        let place = format!("{}:{}", file.relative, file.position(sendable.span.start).line);
        let operation = &reading.api.operations[sendable.operation];
        let context = Context {
            api: &reading.api,
            values: &values,
            types: spec.config.values,
            sources: &spec.sources,
            operation,
        };
        match emit_one(&context, reading, of, *sendable, requests.count) {
            Ok((code, feature)) => {
                requests.code.push_str(&code);
                let title = format!("{} {}", operation.method.as_str(), operation.path);
                let index = requests.count;
                writeln!(table, "    Request {{ place: {place:?}, operation: {title:?}, wanted: WANTED_{index}, send: send_{index} }},")
                    .unwrap();
                requests.features.insert(feature);
                requests.count += 1;
            }
            Err(reason) => requests.unbuilt.push((place, reason)),
        }
    }
    writeln!(requests.code, "pub const REQUESTS: &[Request] = &[\n{table}];").unwrap();
    requests
}

fn emit_one(
    context: &Context<'_>,
    reading: &Reading,
    of: &RustCrate,
    sendable: Sendable,
    index: usize,
) -> Result<(String, String), String> {
    let call = match find_shown(reading, sendable.span) {
        Some(Shown::Request(request)) => context.request(request)?,
        Some(Shown::Body(json)) => context.body_alone(json)?,
        None => return Err("the page does not show it".into()),
    };
    let (group, method) = find_method(reading, of, sendable.operation)?;
    let mut code = String::new();
    let wanted = wanted(context.operation, &call.wanted);
    writeln!(code, "const WANTED_{index}: Wanted = {wanted};").unwrap();
    writeln!(code, "fn send_{index}(via: &Loopback) -> Sending {{").unwrap();
    let base = call.base.iter().map(|base| format!(".base_url({base:?})")).collect::<String>();
    let auth = match call.auth.as_slice() {
        [] => "api::Auth::none()".to_owned(),
        [only] => only.clone(),
        all => format!("api::Auth::all([{}])", all.join(", ")),
    };
    writeln!(
        code,
        "    let client = api::Client::builder(){base}.auth({auth}).transport(via.clone()).build();"
    )
    .unwrap();
    writeln!(code, "    Box::pin(async move {{").unwrap();
    writeln!(code, "        let client = client.map_err(|error| error.to_string())?;").unwrap();
    writeln!(code, "        let call = client.{}();", group.module).unwrap();
    writeln!(
        code,
        "        {}.await.map(drop).map_err(|error| error.to_string())",
        emit_call(of, method, &call)?
    )
    .unwrap();
    writeln!(code, "    }})\n}}\n").unwrap();
    Ok((code, group.feature.clone()))
}

fn emit_call(of: &RustCrate, method: &Method, call: &Call) -> Result<String, String> {
    let of = Typed { of, sent: true };
    let mut arguments = arguments(of, method, &call.sent)?;
    if let Some(id) = method.request {
        write!(arguments, "&{}", request(of, method, id, &call.sent)?).unwrap();
    }
    let headers = call.headers.iter().map(|(name, value)| format!(".header({name:?}, {value:?})"));
    Ok(format!("call.{}{}({arguments}){}", method.ident, call.encoded, headers.collect::<String>()))
}

/// Methods stand in the order of the model.
fn find_method<'a>(
    reading: &Reading,
    of: &'a RustCrate,
    operation: usize,
) -> Result<(&'a Group, &'a Method), String> {
    let name = &reading.api.operations[operation].group;
    let before = reading.api.operations[..operation].iter().filter(|other| other.group == *name).count();
    let group = of.groups.iter().find(|group| group.wire_name == *name);
    let found = group.and_then(|group| Some((group, group.methods.get(before)?)));
    found.ok_or_else(|| format!("the client has no method for it in `{name}`"))
}

/// What the server is to receive, as Rust.
fn wanted(operation: &Operation, of: &Wanted) -> String {
    let Wanted { origin, path, whole, query, headers, prefixes, content_type, accept, body, open } = of;
    let body = match body {
        Body::None => "Body::None".into(),
        Body::Unshown => "Body::Unshown".into(),
        Body::Json(json) => format!("Body::Json({json:?})"),
        Body::Lines(lines) => format!("Body::Lines(&{lines:?})"),
        Body::Form(pairs) => format!("Body::Form(&{pairs:?})"),
        Body::Parts(parts) => format!("Body::Parts(&{parts:?})"),
        Body::Text(text) => format!("Body::Text({text:?})"),
    };
    format!(
        "Wanted {{ method: {:?}, origin: {origin:?}, path: {path:?}, whole: {whole}, query: &{query:?}, \
         headers: &{headers:?}, prefixes: &{prefixes:?}, content_type: {content_type:?}, accept: {accept:?}, \
         body: {body}, open: {open} }}",
        operation.method.as_str(),
    )
}
