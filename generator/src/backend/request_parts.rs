//! What of a request goes where, as calls of the builder.

use super::Emission;
use super::lines::Lines;
use super::rust_types::borrowed;
use super::syntax::Quoted;
use crate::lowering::{
    EncodedMethod, Encoding, FormContent, Ident, LibraryType, Method, RequestPart, RustCrate, RustType,
};
use crate::model::Location;
use std::fmt::Write as _;

/// What goes into the path.
pub(super) fn add_path(of: &RustCrate, method: &Method, call: &mut String) {
    for argument in &method.arguments {
        let (ident, name) = (&argument.ident, Quoted(&argument.wire_name));
        let reference = borrowed(of, &argument.rust_type).1;
        let minute = argument.rust_type.library_type() == Some(LibraryType::Minute);
        let value = emit_value(&format!("{reference}{ident}"), minute);
        let _ = match (&argument.rust_type, argument.style) {
            (RustType::Vec(_), Some(style)) => {
                write!(call, ".path_list({name}, {value}, codegen::ParameterStyle::{style:?})")
            }
            (_, Some(style)) => {
                write!(call, ".path_styled({name}, {value}, codegen::ParameterStyle::{style:?})")
            }
            (_, None) => write!(call, ".path({name}, {value})"),
        };
    }
}

/// The call with everything that is sent; a body that may be missing takes a statement of its own.
pub(super) fn emit_parts(
    method: &Method,
    encoded: Option<&EncodedMethod>,
    mut call: String,
    emission: Emission,
    lines: &mut Lines,
) -> String {
    let mut parts = method.parts.iter().peekable();
    while let Some(part) = parts.next() {
        let _ = match part {
            RequestPart::Value { location: Location::Query, wire_name, field, to_minute }
                if emission == Emission::Lean && parts.peek().is_some_and(|next| is_query(next)) =>
            {
                // One call with a table: cheaper to compile than a call for each.
                let row = |wire_name: &str, field: &Ident, to_minute| {
                    format!("({}, {})", Quoted(wire_name), emit_field(field, to_minute))
                };
                let _ = write!(call, ".queries(&[{}", row(wire_name, field, *to_minute));
                while let Some(RequestPart::Value { wire_name, field, to_minute, .. }) =
                    parts.next_if(|next| is_query(next))
                {
                    let _ = write!(call, ", {}", row(wire_name, field, *to_minute));
                }
                call.write_str("])")
            }
            RequestPart::Value { location, wire_name, field, to_minute } => {
                let (place, name) = (place_name(*location), Quoted(wire_name));
                write!(call, ".{place}({name}, {})", emit_field(field, *to_minute))
            }
            RequestPart::List { location, wire_name, field, style } => {
                let (place, name) = (place_name(*location), Quoted(wire_name));
                write!(call, ".{place}_list({name}, &request.{field}, codegen::ParameterStyle::{style:?})")
            }
            RequestPart::Parts { wire_name, field, style } => {
                let place = if emission == Emission::Lean { "send_query_parts" } else { "query_parts" };
                let name = Quoted(wire_name);
                write!(call, ".{place}({name}, &request.{field}, codegen::ParameterStyle::{style:?})")
            }
            RequestPart::Form { wire_name, field, content: FormContent::Styled(style) } => {
                let name = Quoted(wire_name);
                write!(call, ".part_styled({name}, &request.{field}, codegen::ParameterStyle::{style:?})")
            }
            RequestPart::Form { wire_name, field, content } => {
                let place = match content {
                    FormContent::Text => "part",
                    FormContent::List => "part_list",
                    FormContent::File => "part_file",
                    FormContent::Value | FormContent::Styled(_) => "part_value",
                };
                write!(call, ".{place}({}, &request.{field})", Quoted(wire_name))
            }
            RequestPart::Body { encoding, field: None, .. } => {
                let encoding = encoded.map_or(encoding, |other| &other.encoding);
                call.write_str(&emit_body(encoding, emission, "request"))
            }
            RequestPart::Body { encoding, field: Some(field), optional: false, .. } => {
                call.write_str(&emit_body(encoding, emission, &format!("&request.{field}")))
            }
            RequestPart::Body { encoding, field: Some(field), optional: true, .. } => {
                lines.chain("let call = ", &call, ";");
                lines.block_to(format_args!("let call = match &request.{field}"), "};", |lines| {
                    lines.arm("Some(body)", format_args!("call{}", emit_body(encoding, emission, "body")));
                    lines.arm("None", "call");
                });
                call.clear();
                call.write_str("call")
            }
        };
    }
    call
}

fn emit_field(field: &Ident, to_minute: bool) -> String {
    emit_value(&format!("&request.{field}"), to_minute)
}

fn emit_value(value: &str, to_minute: bool) -> String {
    if to_minute { format!("&codegen::Minute({value})") } else { value.to_owned() }
}

fn is_query(part: &RequestPart) -> bool {
    matches!(part, RequestPart::Value { location: Location::Query, .. })
}

fn emit_body(encoding: &Encoding, emission: Emission, body: &str) -> String {
    let send = if emission == Emission::Lean { "send_" } else { "" };
    match encoding {
        Encoding::Form(styles) | Encoding::Multipart(styles) if !styles.is_empty() => {
            let form = if matches!(encoding, Encoding::Form(_)) { "form" } else { "multipart" };
            let row = |(name, style): &(String, _)| {
                format!("({}, codegen::ParameterStyle::{style:?})", Quoted(name))
            };
            let rows = styles.iter().map(row).collect::<Vec<_>>().join(", ");
            format!(".{send}{form}_styled({body}, &[{rows}])")
        }
        Encoding::Json => format!(".{send}json({body})"),
        Encoding::JsonLines => format!(".{send}json_lines({body})"),
        Encoding::Form(_) => format!(".{send}form({body})"),
        Encoding::Multipart(_) => format!(".{send}multipart({body})"),
        Encoding::Text => format!(".text({body})"),
        Encoding::Bytes(content_type) => format!(".bytes({}, {body})", Quoted(content_type)),
    }
}

fn place_name(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}
