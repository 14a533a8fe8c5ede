//! Identifiers, and the only file that makes them.
//!
//! A name of the pages is cut into lower-case ASCII words ([`words`](super::words)), words are joined in the casing
//! of their place, and a [`Scope`] settles what is taken, reserved or a keyword. Names in ASCII keep
//! clear of rustc's lints on confusable letters, and of file systems that fold them.

use super::words::words;
use foldhash::{HashMap, HashMapExt as _, HashSet};

/// A Rust identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident {
    text: String,
    raw: bool,
}

impl Ident {
    /// The name, without `r#`: what serde and readers see.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is written with `r#`.
    pub fn is_raw(&self) -> bool {
        self.raw
    }
}

impl std::fmt::Display for Ident {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.raw { "r#" } else { "" })?;
        f.write_str(&self.text)
    }
}

/// What a name stands for, which decides its casing and what it must not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A module and its file, in snake case.
    Module,
    /// A method, in snake case.
    Method,
    /// A field or argument, in snake case.
    Field,
    /// A type, in Pascal case.
    Type,
    /// A variant of an enum, in Pascal case.
    Variant,
}

/// The names of one place, each given out once.
#[derive(Debug)]
pub(super) struct Scope {
    place: Place,
    taken: HashSet<String>,
    /// The last number behind each name.
    numbers: HashMap<String, u32>,
}

impl Scope {
    /// A scope in which nothing is taken.
    pub(super) fn new(place: Place) -> Self {
        Self::with_taken(place, [])
    }

    /// A scope in which `names` are taken.
    pub(super) fn with_taken<'a>(place: Place, names: impl IntoIterator<Item = &'a str>) -> Self {
        Self { place, taken: names.into_iter().map(str::to_owned).collect(), numbers: HashMap::new() }
    }

    /// The first of `candidates` that is free, or the first one with a number.
    pub(super) fn take(&mut self, candidates: &[Vec<String>]) -> Taken {
        let (first, others) = candidates.split_first().unzip();
        let wanted = self.spell(first.map_or(&[], Vec::as_slice));
        let is_free = |name: &String| !self.taken.contains(name);
        let name = match first.is_some() && is_free(&wanted) {
            true => wanted.clone(),
            false => {
                let mut others = others.into_iter().flatten().map(|words| self.spell(words));
                others.find(is_free).unwrap_or_else(|| self.number(&wanted))
            }
        };
        self.taken.insert(name.clone());
        Taken { ident: self.ident(&name), collision: (name != wanted).then_some(wanted) }
    }

    /// Whether these words make a name that nothing has.
    pub(super) fn is_free(&self, words: &[String]) -> bool {
        !self.taken.contains(&self.spell(words))
    }

    /// A name of an earlier run, which nothing else is given.
    pub(super) fn keep(&mut self, name: &str) -> Taken {
        self.taken.insert(name.to_owned());
        Taken { ident: self.ident(name), collision: None }
    }

    /// Whether an earlier name is still one of these words: what a setting called it says nothing without it.
    pub(super) fn is_of(&self, name: &str, words: &[String]) -> bool {
        name.starts_with(&self.spell(words))
    }

    /// The same for a single candidate.
    pub(super) fn take_one(&mut self, words: Vec<String>) -> Taken {
        self.take(&[words])
    }

    fn number(&mut self, wanted: &str) -> String {
        let joint = match self.place {
            Place::Type | Place::Variant => "",
            _ if wanted.ends_with('_') => "",
            _ => "_",
        };
        let number = self.numbers.entry(wanted.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let name = format!("{wanted}{joint}{number}");
            if !self.taken.contains(&name) {
                return name;
            }
        }
    }

    /// Joins words in the casing of the place, and steps aside for what the place reserves.
    fn spell(&self, words: &[String]) -> String {
        let name = match self.place {
            Place::Type | Place::Variant => pascal(words),
            _ => words.join("_"),
        };
        let digit_first = name.starts_with(|c: char| c.is_ascii_digit());
        match self.place {
            Place::Module if name.is_empty() => "group".into(),
            Place::Method if name.is_empty() => "operation".into(),
            Place::Field if name.is_empty() => "value".into(),
            Place::Type if name.is_empty() => "Data".into(),
            Place::Variant if name.is_empty() => "Empty".into(),
            Place::Module if digit_first => format!("group_{name}"),
            Place::Method if digit_first => format!("operation_{name}"),
            Place::Field if digit_first => format!("value_{name}"),
            Place::Type if digit_first => format!("Data{name}"),
            Place::Variant if digit_first => format!("Value{name}"),
            Place::Module if is_keyword(&name) || RESERVED_MODULES.contains(&&*name) => format!("{name}_"),
            Place::Method if RESERVED_METHODS.contains(&&*name) => format!("{name}_"),
            Place::Type if RESERVED_TYPES.contains(&&*name) => format!("Api{name}"),
            Place::Variant if name == "Self" => "SelfValue".into(),
            _ if NEVER_RAW.contains(&&*name) => format!("{name}_"),
            _ => name,
        }
    }

    fn ident(&self, name: &str) -> Ident {
        let raw = matches!(self.place, Place::Method | Place::Field) && is_keyword(name);
        Ident { text: name.to_owned(), raw }
    }
}

/// A name that a [`Scope`] gave out.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    /// The name.
    pub ident: Ident,
    /// The name that was wanted and was already taken.
    pub collision: Option<String>,
}

/// A type's name that the user chose, where it is one.
pub(super) fn chosen_type_name(name: &str) -> Option<Vec<String>> {
    let words = words(name);
    let plain = pascal(&words) == name && !name.starts_with(|c: char| c.is_ascii_digit());
    (plain && !RESERVED_TYPES.contains(&name)).then_some(words)
}

/// The name of the struct of what the constructor of another type takes: `CreateGardenRequired` of `CreateGardenRequest`.
pub(super) fn required_name(of: &Ident, taken: &mut HashSet<String>) -> Ident {
    let start = of.text.strip_suffix("Request").filter(|start| !start.is_empty()).unwrap_or(&of.text);
    let wanted = format!("{start}Required");
    let mut numbered = (2..).map(|number| format!("{wanted}{number}"));
    let is_free = |name: &String| !taken.contains(name);
    let text = if is_free(&wanted) { Some(wanted) } else { numbered.find(is_free) }.unwrap_or_default();
    taken.insert(text.clone());
    Ident { text, raw: false }
}

/// The package name of an API: kebab case, never a keyword or a crate of the standard library.
pub(super) fn package_name(name: &str) -> String {
    let name = words(name).join("-");
    let reserved = ["alloc", "core", "docbind-runtime", "proc-macro", "std", "test"];
    match name.chars().next() {
        None => "api".into(),
        Some('0'..='9') => format!("api-{name}"),
        _ if is_keyword(&name) || reserved.contains(&&*name) => format!("{name}-api"),
        _ => name,
    }
}

/// The feature of a group's module: its words in kebab case.
pub(super) fn feature_name(module: &Ident) -> String {
    match module.text.trim_end_matches('_').replace('_', "-") {
        name if RESERVED_FEATURES.contains(&&*name) => format!("{name}-group"),
        name => name,
    }
}

pub(super) fn pascal(words: &[String]) -> String {
    let mut name = String::with_capacity(words.iter().map(|word| word.len() + 1).sum());
    for word in words {
        let (first, rest) = word.split_at(word.len().min(1));
        // Two numbers side by side would read as one.
        if first.starts_with(|c: char| c.is_ascii_digit()) && name.ends_with(|c: char| c.is_ascii_digit()) {
            name.push('_');
        }
        name.extend(first.chars().map(|first| first.to_ascii_uppercase()));
        name.push_str(rest);
    }
    name
}

fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// Keywords of every edition, reserved ones included.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that `r#` does not help.
const NEVER_RAW: &[&str] = &["self", "super", "crate", "Self", "_"];

/// Features that every generated crate has.
const RESERVED_FEATURES: &[&str] =
    &["blocking", "default", "mock", "reqwest", "tracing", "webhook-signatures"];

/// Modules and files that mean something else, and methods that the client has already.
const RESERVED_MODULES: &[&str] = &[
    "alloc",
    "aux",
    "borrow",
    "borrow_mut",
    "builder",
    "clone",
    "codegen",
    "con",
    "core",
    "crate",
    "docbind_runtime",
    "fmt",
    "from",
    "into",
    "jiff",
    "lib",
    "main",
    "mock",
    "new",
    "nul",
    "prn",
    "request",
    "rust_decimal",
    "self",
    "std",
    "super",
    "try_into",
    "types",
    "uuid",
];

/// Methods that every type has already, or that mean something else in Rust.
const RESERVED_METHODS: &[&str] = &[
    "as_mut",
    "as_ref",
    "borrow",
    "borrow_mut",
    "clone",
    "clone_into",
    "default",
    "deref",
    "drop",
    "eq",
    "fmt",
    "from",
    "hash",
    "into",
    "new",
    "to_owned",
    "try_into",
    "type_id",
];

/// Types and variants that generated code names by their bare name, or whose loss confuses readers.
const RESERVED_TYPES: &[&str] = &[
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Deserialize",
    "Drop",
    "Eq",
    "Err",
    "Fn",
    "From",
    "Hash",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "Result",
    "Self",
    "Send",
    "Serialize",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToString",
    "Vec",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn take(scope: &mut Scope, name: &str) -> String {
        scope.take_one(words(name)).ident.to_string()
    }

    #[test]
    fn keywords_digits_and_nothing_become_names() {
        let mut fields = Scope::new(Place::Field);
        let names = ["type", "self", "2fa", "", "Type", "crate", "user-id", "UserId"];
        let idents: Vec<_> = names.iter().map(|name| take(&mut fields, name)).collect();
        let expected = ["r#type", "self_", "value_2fa", "value", "type_2", "crate_", "user_id", "user_id_2"];
        assert_eq!(idents, expected);
    }

    #[test]
    fn types_never_shadow_the_prelude() {
        let mut types = Scope::new(Place::Type);
        let names = ["Option", "self", "result", "3d model", "!"];
        let idents: Vec<_> = names.iter().map(|name| take(&mut types, name)).collect();
        assert_eq!(idents, ["ApiOption", "ApiSelf", "ApiResult", "Data3dModel", "Data"]);
    }

    #[test]
    fn modules_keep_clear_of_what_the_crate_has() {
        let mut modules = Scope::new(Place::Module);
        let names = ["types", "type", "Sign-in", "new", "sign in"];
        let idents: Vec<_> = names.iter().map(|name| take(&mut modules, name)).collect();
        assert_eq!(idents, ["types_", "type_", "sign_in", "new_", "sign_in_2"]);
    }
}
