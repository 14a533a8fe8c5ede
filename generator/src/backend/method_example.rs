//! The example of a method: its call, with what is required and a little more, as the documented request has it.

use super::lines::Lines;
use super::syntax::Quoted;
use crate::lowering::{
    Answer, Group, Ident, LibraryType, Method, Placement, RustCrate, RustType, Struct, StructField, TypeId,
    TypeKind, Variant,
};
use crate::visible::is_hidden;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// So many fields are shown that may be left out.
const MOST_OPTIONAL: usize = 3;

/// The longest text that is shown, in characters.
const LONGEST: usize = 60;

/// The longest line, in bytes.
const WIDTH: usize = 90;

/// Values in values end here.
const DEEPEST: usize = 4;

/// Writes the example into the doc comment of a method, where all that is required has a value to show.
pub(super) fn emit_method_example(of: &RustCrate, group: &Group, method: &Method, lines: &mut Lines) {
    let mut maker = Maker { of, imports: BTreeMap::new(), depth: 0 };
    let Some(Call { request, call }) = maker.call(group, method) else { return };
    let shown = match method.answer {
        Answer::Empty => format!("{call}.await?;"),
        _ => format!("let response = {call}.await?;"),
    };
    lines.doc("");
    lines.doc("# Example");
    lines.doc("");
    maker.fenced(request, &[&shown]).iter().for_each(|line| lines.doc(line));
}

/// The call of a method, and what is done where it fails with a documented error.
pub(super) fn emit_failing_example(of: &RustCrate, group: &Group, method: &Method) -> Option<Vec<String>> {
    let mut maker = Maker { of, imports: BTreeMap::new(), depth: 0 };
    let Call { request, call } = maker.call(group, method)?;
    let begins = format!("match {call}.await {{");
    let code = [
        begins.as_str(),
        "    Ok(response) => println!(\"{response:?}\"),",
        "    Err(error) => match error.documented() {",
        "        Some(documented) => println!(\"refused: {documented:?}\"),",
        "        None => return Err(error.into()),",
        "    },",
        "}",
    ];
    Some(maker.fenced(request, &code))
}

/// A call in an example.
struct Call {
    /// The statement that makes the request.
    request: Option<String>,
    /// The expression that gives the call.
    call: String,
}

struct Maker<'a> {
    of: &'a RustCrate,
    /// The types that are named, by module.
    imports: BTreeMap<String, BTreeSet<String>>,
    depth: usize,
}

impl<'a> Maker<'a> {
    fn krate(&self) -> String {
        self.of.package.replace('-', "_")
    }

    fn call(&mut self, group: &Group, method: &'a Method) -> Option<Call> {
        let shown = method.shown.as_ref();
        let mut arguments = Vec::new();
        for argument in &method.arguments {
            let value = shown.and_then(|body| body.get(&argument.wire_name));
            arguments.push(self.argument(&argument.rust_type, value)?);
        }
        let mut request = None;
        if let Some(id) = method.request {
            request = Some(format!("let request = {};", self.request(id, shown)?));
            arguments.push("&request".to_owned());
        }
        let (module, ident) = (&group.module, method.with_request.as_ref().unwrap_or(&method.ident));
        Some(Call { request, call: format!("client.{module}().{ident}({})", arguments.join(", ")) })
    }

    /// The code in a function, which rustdoc compiles and hides.
    fn fenced(&self, request: Option<String>, code: &[&str]) -> Vec<String> {
        let krate = self.krate();
        let mut lines = vec![
            "```no_run".to_owned(),
            format!(
                "# async fn example(client: &{krate}::Client) -> Result<(), Box<dyn std::error::Error>> {{"
            ),
        ];
        for (module, names) in &self.imports {
            lines.extend(import_lines(&format!("{krate}::{module}"), names));
        }
        if !self.imports.is_empty() {
            lines.push(String::new());
        }
        lines.extend(request.iter().flat_map(|request| request.lines()).map(str::to_owned));
        lines.extend(code.iter().map(|line| (*line).to_owned()));
        lines.extend(["# Ok(())", "# }", "```"].map(str::to_owned));
        lines
    }

    /// A value that a method only looks at.
    fn argument(&mut self, rust_type: &'a RustType, shown: Option<&Value>) -> Option<String> {
        Some(match rust_type {
            RustType::String => text(shown),
            RustType::Option(_) => "None".to_owned(),
            RustType::Bool
            | RustType::I32
            | RustType::I64
            | RustType::U64
            | RustType::I128
            | RustType::F64
            | RustType::Library(_) => self.value(rust_type, shown)?,
            RustType::Vec(items) => format!("&[{}]", self.value(items, None)?),
            other => format!("&{}", self.value(other, shown)?),
        })
    }

    /// A request with what is required, and some of what else the documented one has.
    fn request(&mut self, id: TypeId, shown: Option<&Value>) -> Option<String> {
        let TypeKind::Struct(kind) = &self.of.get(id).kind else { return None };
        let mut request = self.made(id, kind, shown)?;
        for (field, value) in optional_fields(kind, shown) {
            let RustType::Option(inner) = &field.rust_type else { continue };
            let value = match &**inner {
                RustType::String | RustType::Secret => text(Some(value)),
                inner => self.value(inner, Some(value))?,
            };
            let start = if request.contains('\n') { "\n" } else { "\n    " };
            request.push_str(&format!("{start}.with_{}({value})", field.ident.as_str()));
        }
        Some(request)
    }

    /// A struct with what is required.
    fn made(&mut self, id: TypeId, kind: &'a Struct, shown: Option<&Value>) -> Option<String> {
        let ident = self.import(id, None);
        if !kind.has_constructor() {
            return Some(format!("{ident}::default()"));
        }
        let mut values = Vec::new();
        for field in kind.required_fields() {
            let value = field.wire_name.as_ref().and_then(|name| shown?.get(name));
            let made = match field.rust_type {
                RustType::String | RustType::Secret => match kind.required {
                    Some(_) => format!("{}.into()", text(value)),
                    None => text(value),
                },
                _ => self.value(&field.rust_type, value)?,
            };
            values.push((&field.ident, made));
        }
        Some(match &kind.required {
            Some(required) => {
                let required = self.import(id, Some(required));
                let fields = values.iter().map(|(name, value)| format!("    {name}: {},\n", indented(value)));
                format!("{ident}::new({required} {{\n{}}})", fields.collect::<String>())
            }
            None => {
                let values = values.into_iter().map(|(_, value)| value);
                format!("{ident}::new({})", values.collect::<Vec<_>>().join(", "))
            }
        })
    }

    /// Imports a type, or the struct of what its constructor takes; gives its name.
    fn import(&mut self, id: TypeId, required: Option<&Ident>) -> String {
        let item = self.of.get(id);
        let module = match &item.placement {
            Placement::Group(group) => self.of.groups[*group].module.to_string(),
            Placement::Shared(_) => "types".to_owned(),
        };
        let ident = required.unwrap_or(&item.ident).to_string();
        self.imports.entry(module).or_default().insert(ident.clone());
        ident
    }

    fn value(&mut self, rust_type: &'a RustType, shown: Option<&Value>) -> Option<String> {
        if self.depth > DEEPEST {
            return None;
        }
        self.depth += 1;
        let value = self.any_value(rust_type, shown);
        self.depth -= 1;
        value
    }

    fn any_value(&mut self, rust_type: &'a RustType, shown: Option<&Value>) -> Option<String> {
        let krate = self.krate();
        Some(match rust_type {
            RustType::Bool => shown.and_then(Value::as_bool).unwrap_or(true).to_string(),
            RustType::I32 => {
                shown.and_then(Value::as_i64).filter(|of| i32::try_from(*of).is_ok()).unwrap_or(1).to_string()
            }
            RustType::I64 | RustType::I128 => shown.and_then(Value::as_i64).unwrap_or(1).to_string(),
            RustType::U64 => shown.and_then(Value::as_u64).unwrap_or(1).to_string(),
            RustType::F64 => format!("{:?}", shown.and_then(Value::as_f64).unwrap_or(1.0)),
            RustType::String | RustType::Secret => format!("{}.into()", text(shown)),
            RustType::Option(inner) => match shown.filter(|value| !value.is_null()) {
                Some(value) => format!("Some({})", self.value(inner, Some(value))?),
                None => "None".to_owned(),
            },
            RustType::Nullable(inner) => {
                format!("{krate}::Nullable::Value({})", self.value(inner, shown.filter(|of| !of.is_null()))?)
            }
            RustType::Vec(items) => {
                let first = shown.and_then(Value::as_array).and_then(|values| values.first());
                format!("vec![{}]", self.value(items, first)?)
            }
            RustType::Boxed(inner) => format!("Box::new({})", self.value(inner, shown)?),
            RustType::Bytes | RustType::Value | RustType::Map(_) => "Default::default()".to_owned(),
            RustType::Upload => format!("{krate}::Upload::from_bytes(\"…\").named(\"file\")"),
            RustType::Library(of) => format!("\"{}\".parse()?", library_text(*of, shown)),
            RustType::Named(id) => match &self.of.get(*id).kind {
                TypeKind::IntegerEnum(variants) => {
                    self.variant(*id, variants, |value| shown?.as_i64().map(|of| of == *value))?
                }
                TypeKind::StringEnum(variants) => {
                    self.variant(*id, variants, |value| shown?.as_str().map(|of| of == value))?
                }
                TypeKind::Struct(kind) => self.made(*id, kind, shown)?,
                _ => return None,
            },
        })
    }

    /// The documented value of an enum, or its first.
    fn variant<V>(
        &mut self,
        id: TypeId,
        variants: &[Variant<V>],
        is_shown: impl Fn(&V) -> Option<bool>,
    ) -> Option<String> {
        let found = variants.iter().find(|variant| is_shown(&variant.value) == Some(true));
        let variant = found.or(variants.first())?;
        Some(format!("{}::{}", self.import(id, None), variant.ident))
    }
}

/// An import, as rustfmt lays it out.
fn import_lines(path: &str, names: &BTreeSet<String>) -> Vec<String> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let short = match names.as_slice() {
        [only] => format!("use {path}::{only};"),
        several => format!("use {path}::{{{}}};", several.join(", ")),
    };
    if short.len() <= WIDTH {
        return vec![short];
    }
    let mut lines = vec![format!("use {path}::{{"), "   ".to_owned()];
    for name in names {
        if lines.last().is_some_and(|line| line.len() + name.len() + 2 > WIDTH) {
            lines.push("   ".to_owned());
        }
        lines.last_mut().into_iter().for_each(|line| line.push_str(&format!(" {name},")));
    }
    lines.push("};".to_owned());
    lines
}

/// The first fields that may be left out, of which the documented request has a simple value.
fn optional_fields<'k, 'v>(
    kind: &'k Struct,
    shown: Option<&'v Value>,
) -> impl Iterator<Item = (&'k StructField, &'v Value)> {
    let fields = kind.fields.iter().filter(|field| !field.required && field.fixed.is_none());
    let with_value = fields.filter_map(move |field| Some((field, shown?.get(field.wire_name.as_ref()?)?)));
    let simple = with_value.filter(|(field, value)| match &field.rust_type {
        RustType::Option(inner) => match **inner {
            RustType::Bool => value.is_boolean(),
            RustType::I64 => value.is_i64(),
            RustType::F64 => value.is_number(),
            RustType::String => value.is_string(),
            _ => false,
        },
        _ => false,
    });
    simple.take(MOST_OPTIONAL)
}

/// A text as in source code.
fn text(shown: Option<&Value>) -> String {
    let fits = |text: &&str| {
        !text.is_empty()
            && text.chars().count() <= LONGEST
            && !text.chars().any(|c| is_hidden(c) || c.is_control())
    };
    Quoted(shown.and_then(Value::as_str).filter(fits).unwrap_or("…")).to_string()
}

/// A text that the library reads: that of the page may be of another form.
fn library_text(of: LibraryType, shown: Option<&Value>) -> String {
    let (usual, length) = match of {
        LibraryType::Timestamp => ("2026-03-04T05:06:07Z", 20),
        LibraryType::DateTime | LibraryType::Minute => ("2026-03-04T05:06", 16),
        LibraryType::Date => ("2026-03-04", 10),
        LibraryType::Time => ("05:06:07", 8),
        LibraryType::Uuid => ("6ba7b810-9dad-41d1-80b4-00c04fd430c8", 36),
        LibraryType::Decimal | LibraryType::TextDecimal => return "1.00".to_owned(),
    };
    let shown = shown.and_then(Value::as_str).filter(|text| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | ':');
        text.len() == length && text.chars().all(plain)
    });
    shown.unwrap_or(usual).to_owned()
}

/// A value of several lines within another one.
fn indented(value: &str) -> String {
    value.replace('\n', "\n    ")
}
