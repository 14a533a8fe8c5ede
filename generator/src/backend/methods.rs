//! Operations as methods: what differs between calls, and nothing else.

use super::lines::Lines;
use super::method_example::emit_method_example;
use super::paging::{emit_pages, emit_paging};
use super::request_parts::{add_path, emit_parts};
use super::rust_types::{Written, borrowed};
use super::syntax::Quoted;
use super::{Emission, Form, Target};
use crate::lowering::{
    Answer, Argument, EncodedMethod, Encoding, EventType, Group, Ident, Method, MethodAlias, Paging,
    RustCrate, TextEvents, TypeKind,
};
use proc_macro2::TokenStream;
use std::fmt::Write as _;

/// What the methods of an operation have in common.
struct Signature {
    /// `fn` or `async fn`.
    function: &'static str,
    /// `name: type`, each.
    arguments: Vec<String>,
    /// What is decoded.
    answer: String,
    /// What comes back.
    gives: String,
    /// What waits for it, where the method does.
    wait: &'static str,
    /// The attributes that say that it should no longer be used.
    deprecated: Option<String>,
}

/// The methods of an operation in the impl of a group's handle.
pub(super) fn emit_method(of: &RustCrate, group: &Group, method: &Method, target: Target) -> TokenStream {
    let emission = target.emission;
    let signature = Signature::new(of, method, emission);
    let mut lines = Lines::within(target.braces() + 1);
    lines.docs(&method.docs);
    emit_errors_doc(of, method, &mut lines);
    // In a module nobody knows by what path its types are found.
    if target.form == Form::Crate && emission == Emission::Lean {
        emit_method_example(of, group, method, &mut lines);
    }
    emit_call(of, method, &signature, emission, None, &mut lines);
    for other in &method.encoded {
        let ident = method.with_request.as_ref().unwrap_or(&method.ident);
        lines.gap();
        lines.doc(&format!("[`Self::{ident}`] {}.", sent_as(&other.encoding)));
        emit_call(of, method, &signature, emission, Some(other), &mut lines);
    }
    if let Some(with) = &method.with_request {
        lines.gap();
        emit_bare(method, with, &signature, &mut lines);
    }
    let mut tokens = target.texts.items(lines);
    let paging = method.paging.as_ref().filter(|_| emission != Emission::Derived);
    tokens.extend(paging.map(|paging| {
        // It calls the method, which is as deprecated as itself.
        let deprecated = signature.deprecated.as_ref().map(|of| format!("{of} #[allow(deprecated)]"));
        emit_paging(of, method, paging, &signature.arguments, &signature.answer, deprecated)
    }));
    for alias in &method.aliases {
        let mut lines = Lines::within(target.braces() + 1);
        emit_alias(of, method, alias, &signature, emission, &mut lines);
        tokens.extend(target.texts.items(lines));
    }
    tokens
}

impl Signature {
    fn new(of: &RustCrate, method: &Method, emission: Emission) -> Self {
        let argument =
            |of_method: &Argument| format!("{}: {}", of_method.ident, borrowed(of, &of_method.rust_type).0);
        let mut arguments: Vec<String> = method.arguments.iter().map(argument).collect();
        if let Some(request) = method.request {
            arguments.push(format!("request: impl codegen::Borrow<{}>", of.get(request).ident));
        }
        let answer = emit_answer(of, &method.answer, emission);
        let error = method.error.map(|id| &of.get(id).ident);
        let (function, wait, gives) = match emission {
            Emission::Lean | Emission::Directed => {
                let call = match &method.answer {
                    Answer::JsonLines(_) => "codegen::LinesCall",
                    Answer::Events(_) => "codegen::EventsCall",
                    _ => "codegen::Call",
                };
                let error = error.map(|error| format!(", codegen::CallError<{error}>")).unwrap_or_default();
                ("fn", "", format!("{call}<{answer}{error}>"))
            }
            Emission::Derived => {
                let error =
                    error.map_or("codegen::Error".to_owned(), |of| format!("codegen::CallError<{of}>"));
                ("async fn", ".await", format!("Result<{answer}, {error}>"))
            }
        };
        let deprecated = method.deprecated.as_ref().map(|text| match text.as_str() {
            "" => "#[deprecated]".to_owned(),
            text => format!("#[deprecated = {}]", Quoted(text)),
        });
        Self { function, arguments, answer, gives, wait, deprecated }
    }

    /// Writes a method with these arguments, or the first of them.
    fn write(
        &self,
        function: &str,
        ident: &Ident,
        count: usize,
        gives: &str,
        lines: &mut Lines,
        body: impl FnOnce(&mut Lines),
    ) {
        // The path decides how many; `self` is an argument too.
        if self.arguments.len() > 6 {
            lines.row("#[allow(clippy::too_many_arguments)]");
        }
        // As what a derive makes: who calls it compiles it, and the library is but checked.
        lines.row("#[inline]");
        let mut head = format!("pub {function} {ident}(&self");
        for argument in &self.arguments[..count] {
            let _ = write!(head, ", {argument}");
        }
        lines.block(format_args!("{head}) -> {gives}"), body);
    }
}

/// Which statuses the page documents.
fn emit_errors_doc(of: &RustCrate, method: &Method, lines: &mut Lines) {
    let Some(item) = method.error.map(|id| of.get(id)) else { return };
    let TypeKind::Errors(outcomes) = &item.kind else { return };
    let statuses: Vec<String> = outcomes.iter().map(|outcome| outcome.status.to_string()).collect();
    lines.doc("");
    lines.doc("# Errors");
    let said = if statuses.len() == 1 { "status is" } else { "statuses are" };
    lines.doc(&format!("The documented {said} {}: see [`{}`].", statuses.join(", "), item.ident));
}

/// The method that makes the call.
fn emit_call(
    of: &RustCrate,
    method: &Method,
    signature: &Signature,
    emission: Emission,
    encoded: Option<&EncodedMethod>,
    lines: &mut Lines,
) {
    if let Some(deprecated) = &signature.deprecated {
        lines.row(deprecated);
    }
    let own = method.with_request.as_ref().unwrap_or(&method.ident);
    let ident = encoded.map_or(own, |other| &other.ident);
    let count = signature.arguments.len();
    signature.write(signature.function, ident, count, &signature.gives, lines, |lines| {
        lines.chain("static OPERATION: codegen::Operation = ", &emit_operation(method, encoded), ";");
        if let Some(request) = method.request {
            let request = &of.get(request).ident;
            lines.line(format_args!("let request: &{request} = codegen::Borrow::borrow(&request);"));
        }
        let mut call = String::from("self.client.call(&OPERATION)");
        add_path(of, method, &mut call);
        let mut call = emit_parts(method, encoded, call, emission, lines);
        if method.omits_body {
            call.push_str(".omit_empty_body()");
        }
        add_decode(of, &method.answer, emission, &mut call);
        call.push_str(signature.wait);
        lines.chain("", &call, "");
    });
}

/// How a body is sent, in words.
fn sent_as(encoding: &Encoding) -> &'static str {
    match encoding {
        Encoding::Json | Encoding::JsonLines => "with the body as JSON",
        Encoding::Form(_) => "with the body as a form (`application/x-www-form-urlencoded`)",
        Encoding::Multipart(_) => "with the body in parts (`multipart/form-data`)",
        Encoding::Text | Encoding::Bytes(_) => "with the body as it is",
    }
}

/// The method that callers know without a request.
fn emit_bare(method: &Method, with: &Ident, signature: &Signature, lines: &mut Lines) {
    lines.doc(&format!("[`Self::{with}`] without a request."));
    if let Some(deprecated) = &signature.deprecated {
        lines.row(deprecated);
        lines.row("#[allow(deprecated)]");
    }
    let Signature { function, gives, wait, .. } = signature;
    let count = signature.arguments.len() - 1;
    signature.write(function, &method.ident, count, gives, lines, |lines| {
        let mut call = format!("self.{with}(");
        for argument in &method.arguments {
            let _ = write!(call, "{}, ", argument.ident);
        }
        lines.chain("", &format!("{call}&Default::default()){wait}"), "");
    });
}

/// A method under an earlier name.
fn emit_alias(
    of: &RustCrate,
    method: &Method,
    alias: &MethodAlias,
    signature: &Signature,
    emission: Emission,
    lines: &mut Lines,
) {
    let target = &alias.target;
    let walks = method.paging.as_ref();
    let walks = walks.filter(|of| of.ident == *target || of.with_request.as_ref() == Some(target));
    let is_bare = |of: &Paging| of.with_request.is_some() && of.ident == *target;
    let bare = method.with_request.is_some() && *target == method.ident || walks.is_some_and(is_bare);
    let count = signature.arguments.len() - usize::from(bare);
    let (function, gives, wait) = match walks {
        Some(_) if emission == Emission::Derived => return,
        Some(paging) => ("fn", emit_pages(of, method, paging, &signature.answer), ""),
        None => (signature.function, signature.gives.clone(), signature.wait),
    };
    lines.doc(&format!("[`Self::{target}`] under its earlier name."));
    lines.tokens(format_args!("#[deprecated(note = \"{}\")]", renamed_note(target)));
    // The page says that the method itself is deprecated, and its earlier name calls it.
    if signature.deprecated.is_some() {
        lines.row("#[allow(deprecated)]");
    }
    signature.write(function, &alias.ident, count, &gives, lines, |lines| {
        let request = (method.request.is_some() && !bare).then(|| "request".to_owned());
        let names = method.arguments.iter().map(|argument| argument.ident.to_string()).chain(request);
        let names = names.collect::<Vec<_>>().join(", ");
        lines.chain("", &format!("self.{target}({names}){wait}"), "");
    });
}

/// What the deprecation of an earlier name says.
pub(super) fn renamed_note(to: &Ident) -> String {
    format!("renamed to `{}`", to.as_str())
}

fn emit_operation(method: &Method, encoded: Option<&EncodedMethod>) -> String {
    let Method { operation, path, verb, .. } = method;
    let (operation, path) = (Quoted(operation), Quoted(path));
    let mut code = format!("codegen::Operation::new({operation}, codegen::Method::{verb:?}, {path})");
    if !method.authenticated {
        code.push_str(".without_auth()");
    }
    if let Some(url) = &method.base_url {
        let _ = write!(code, ".base_url({})", Quoted(url));
    }
    if let Some(name) = method.content_type.as_ref().filter(|_| encoded.is_none()) {
        let _ = write!(code, ".content_type({})", Quoted(name));
    }
    if let Some(types) = &method.accept {
        let _ = write!(code, ".accept({})", Quoted(types));
    }
    if let Some(success) = &method.success {
        let path = success.field.iter().map(|name| Quoted(name).to_string()).collect::<Vec<_>>();
        let values = success.equals.iter().filter_map(emit_plain).collect::<Vec<_>>();
        let _ = write!(code, ".succeeds_if(&[{}], &[{}])", path.join(", "), values.join(", "));
    }
    if let Answer::Events(EventType::Record(_, texts)) = &method.answer {
        match texts {
            TextEvents::All => code.push_str(".all_events_with_text()"),
            TextEvents::Of(names) if names.is_empty() => {}
            TextEvents::Of(names) => {
                let names: Vec<String> = names.iter().map(|name| Quoted(name).to_string()).collect();
                let _ = write!(code, ".events_with_text(&[{}])", names.join(", "));
            }
        }
    }
    if let Some(end) = &method.end_of_events {
        let _ = write!(code, ".events_end_with({})", Quoted(end));
    }
    code
}

/// A value that a field of the response is held against.
fn emit_plain(value: &serde_json::Value) -> Option<String> {
    Some(match value {
        serde_json::Value::Bool(value) => format!("codegen::Plain::Bool({value})"),
        serde_json::Value::String(text) => format!("codegen::Plain::Text({})", Quoted(text)),
        serde_json::Value::Number(number) => format!("codegen::Plain::Integer({})", number.as_i64()?),
        _ => return None,
    })
}

/// The type of what is decoded.
fn emit_answer(of: &RustCrate, answer: &Answer, emission: Emission) -> String {
    match answer {
        Answer::JsonLines(rust_type) if emission == Emission::Derived => {
            format!("codegen::JsonLines<{}>", Written(of, rust_type))
        }
        Answer::Json(rust_type) | Answer::JsonLines(rust_type) => Written(of, rust_type).to_string(),
        Answer::Events(event) => {
            let data =
                event.rust_type().map_or("String".to_owned(), |rust_type| Written(of, rust_type).to_string());
            if emission == Emission::Derived { format!("codegen::Events<{data}>") } else { data }
        }
        Answer::Text => "String".into(),
        Answer::Bytes => "codegen::Bytes".into(),
        Answer::Empty => "()".into(),
        Answer::ByStatus(id) => of.get(*id).ident.to_string(),
    }
}

/// What decodes it.
fn add_decode(of: &RustCrate, answer: &Answer, emission: Emission, call: &mut String) {
    let way = match (answer, emission) {
        (Answer::Json(_), Emission::Lean) => "receive_json()",
        (Answer::Json(_), _) => "decode_json()",
        (Answer::JsonLines(_), Emission::Lean) => "receive_json_lines()",
        (Answer::JsonLines(_), _) => "decode_json_lines()",
        (Answer::Events(EventType::Text), _) => "decode_text_events()",
        (Answer::Events(EventType::Data(_)), Emission::Lean) => "receive_events()",
        (Answer::Events(EventType::Data(_)), _) => "decode_events()",
        (Answer::Events(EventType::Record(..)), Emission::Lean) => "receive_event_records()",
        (Answer::Events(EventType::Record(..)), _) => "decode_event_records()",
        (Answer::Text, _) => "decode_text()",
        (Answer::Bytes, _) => "decode_bytes()",
        (Answer::Empty, _) => "decode_empty()",
        (Answer::ByStatus(id), _) => &format!("decode_with({}::decode)", of.get(*id).ident),
    };
    call.push('.');
    call.push_str(way);
}
