//! What a probe sends: a value of each type, which tells its field.

use super::super::typed::{Typed, path, type_name};
use docbind::testing::lowering::{LibraryType, Method, RustType, Struct, TypeId, TypeKind};

/// Types within types are made so deep; deeper ones where they must be there.
const DEEPEST: usize = 4;
const END: usize = 10;

/// The arguments of a method by position: with every field of the request, or with what `new` takes.
pub fn arguments(of: Typed<'_>, method: &Method, whole: bool) -> Result<String, String> {
    let maker = Maker { of, whole };
    let mut arguments = Vec::new();
    for argument in &method.arguments {
        let value = maker.value(&argument.rust_type, argument.wire_name.as_str(), 0)?;
        arguments.push(match &argument.rust_type {
            RustType::Option(inner) if is_copied(inner) => value,
            RustType::Option(_) => format!("{value}.as_deref()"),
            kind if is_copied(kind) => value,
            _ => format!("&{value}"),
        });
    }
    if let Some(id) = method.request.filter(|_| whole || method.with_request.is_none()) {
        arguments.push(format!("&{}", maker.named(id, "request", 0)?));
    }
    Ok(arguments.join(", "))
}

fn is_copied(kind: &RustType) -> bool {
    !matches!(
        kind,
        RustType::String
            | RustType::Secret
            | RustType::Bytes
            | RustType::Upload
            | RustType::Value
            | RustType::Vec(_)
            | RustType::Map(_)
            | RustType::Named(_)
    )
}

struct Maker<'a> {
    of: Typed<'a>,
    whole: bool,
}

impl Maker<'_> {
    fn value(&self, kind: &RustType, name: &str, depth: usize) -> Result<String, String> {
        if depth > END {
            return Err(format!("`{name}` has no end"));
        }
        let is_deep = depth >= DEEPEST;
        Ok(match kind {
            RustType::Bool => "true".into(),
            RustType::I32 => format!("{}i32", number(name)),
            RustType::I64 => format!("{}i64", number(name)),
            RustType::U64 => format!("{}u64", number(name)),
            RustType::I128 => format!("{}i128", number(name)),
            RustType::F64 => format!("{}.25f64", number(name)),
            RustType::String => format!("text({:?})", words(name)),
            RustType::Secret => format!("secret({:?})", words(name)),
            RustType::Bytes => format!("bytes({:?})", words(name)),
            RustType::Upload => format!("upload({:?})", words(name)),
            RustType::Value => format!("json({:?})", format!("{{\"anything\": {}}}", number(name))),
            RustType::Library(library) => {
                format!("parsed::<{}>({:?})", type_name(self.of, kind), written(*library, name))
            }
            RustType::Vec(_) | RustType::Map(_) if is_deep => "Default::default()".into(),
            RustType::Vec(inner) => {
                let item = |which: &str| self.value(inner, &format!("{name} {which}"), depth + 1);
                format!("vec![{}, {}]", item("first")?, item("second")?)
            }
            RustType::Map(inner) => {
                format!("[(text(\"key\"), {})].into_iter().collect()", self.value(inner, name, depth + 1)?)
            }
            RustType::Option(_) if is_deep => "None".into(),
            RustType::Option(inner) => format!("Some({})", self.value(inner, name, depth)?),
            RustType::Nullable(_) if is_deep => "api::Nullable::Unset".into(),
            RustType::Nullable(inner) => {
                format!("api::Nullable::Value({})", self.value(inner, name, depth)?)
            }
            RustType::Boxed(inner) => format!("Box::new({})", self.value(inner, name, depth)?),
            RustType::Named(id) => self.named(*id, name, depth + 1)?,
        })
    }

    fn named(&self, id: TypeId, name: &str, depth: usize) -> Result<String, String> {
        let path = path(self.of, id);
        Ok(match &self.of.get(id).kind {
            TypeKind::Struct(kind) => self.made(kind, &path, depth)?,
            TypeKind::IntegerEnum(all) => match all.last() {
                Some(variant) => format!("{path}::{}", variant.ident),
                None => format!("{path}::from_value(7)"),
            },
            TypeKind::StringEnum(all) => match all.last() {
                Some(variant) => format!("{path}::{}", variant.ident),
                None => format!("{path}::from_value({:?})", words(name)),
            },
            TypeKind::Union(kind) => {
                let (ident, holds) = kind.variants.first().ok_or("a union of nothing")?;
                format!("{path}::{ident}({})", self.value(holds, name, depth)?)
            }
            TypeKind::Tagged(kind) => {
                let variant = kind.variants.first().ok_or("a union of nothing")?;
                format!("{path}::{}({})", variant.ident, self.value(&variant.rust_type, name, depth)?)
            }
            TypeKind::Errors(_) | TypeKind::Answers(_) => return Err(format!("`{path}` is not sent")),
        })
    }

    /// As `new` makes it, and then the other fields.
    fn made(&self, kind: &Struct, path: &str, depth: usize) -> Result<String, String> {
        let is_given =
            |field: &docbind::testing::lowering::StructField| field.required && field.fixed.is_none();
        let value = |field: &docbind::testing::lowering::StructField| {
            self.value(&field.rust_type, field.ident.as_str(), depth)
        };
        let made = match kind.has_constructor() {
            true => {
                let given = kind.fields.iter().filter(|field| is_given(field)).map(|field| {
                    let value = value(field)?;
                    Ok(if kind.required.is_some() { format!("{}: {value}", field.ident) } else { value })
                });
                let given = given.collect::<Result<Vec<_>, String>>()?.join(", ");
                format!("{path}::new({})", by_name(kind, path, &given))
            }
            false => format!("{path}::default()"),
        };
        let others = kind.fields.iter().filter(|field| !is_given(field) && field.fixed.is_none());
        let mut set = String::new();
        for field in others.filter(|_| self.whole) {
            set.push_str(&format!(" made.{} = {};", field.ident, value(field)?));
        }
        Ok(if set.is_empty() { made } else { format!("{{ let mut made = {made};{set} made }}") })
    }
}

/// What `new` takes: values in order, or by name.
pub(super) fn by_name(kind: &Struct, path: &str, given: &str) -> String {
    let module = path.rsplit_once("::").map_or("", |(module, _)| module);
    match &kind.required {
        Some(required) => format!("{module}::{required} {{ {given} }}"),
        None => given.to_owned(),
    }
}

fn words(name: &str) -> String {
    format!("value of {name}")
}

/// A number that two names hardly share.
fn number(name: &str) -> u32 {
    name.bytes().fold(0x9ce4_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(16_777_619)) % 1_000_000
}

/// A value of a library's type, as text.
fn written(library: LibraryType, name: &str) -> String {
    let number = number(name);
    let (day, minute) = (number % 28 + 1, number / 28 % 60);
    match library {
        LibraryType::Timestamp => format!("2026-03-{day:02}T05:{minute:02}:07Z"),
        LibraryType::DateTime | LibraryType::Minute => format!("2026-03-{day:02}T05:{minute:02}:00"),
        LibraryType::Date => format!("2026-03-{day:02}"),
        LibraryType::Time => format!("05:{minute:02}:07"),
        LibraryType::Uuid => format!("6ba7b810-9dad-41d1-80b4-00c04f{number:06}"),
        LibraryType::Decimal | LibraryType::TextDecimal => format!("{number}.25"),
    }
}
