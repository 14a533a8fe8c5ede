//! Type strings: `integer`, `string | null`, `Patient[]`, `Array<Index>`, `"a" | "b"`.
//!
//! ```text
//! type     = [ mark ], alt, { ( "|" | " or " | "/" ), alt }, [ mark ] ;
//! mark     = "required" | "optional" ;                     (* apart by ",", ";", "-" or in brackets *)
//! alt      = [ "?" ], postfix, [ "?" ] ;                   (* "?" adds null *)
//! postfix  = primary, { "[", [ digits ], "]" } | "[", type, { ",", type }, "]" ;
//! primary  = literal | generic | inline | of | keyword | Name ;
//! generic  = ( "array" | "list" | "map" | "record" | "enum" | "optional" ), open, type, { ",", type }, close
//!          | scalar, open, ( format | length | literals ), close ;    (* string<uuid>, string (64) *)
//! open     = "<" | "(" | "[" ;   close = ">" | ")" | "]" ;
//! inline   = "{", name, [ "?" ], ":", type, { ( "," | ";" ), … }, "}" ;
//! of       = ( "array of " | "list of " | "map of " | … ), type | type, ( " array" | " list" )
//!          | "enum:", word, { ",", word } ;
//! literal  = '"', text, '"' | "'", text, "'" | "`", text, "`" | integer | "true" | "false" ;
//! keyword  = "string" | "integer" | … ;                    (* see keywords.rs *)
//! ```

mod depth;
mod keywords;
mod marks;
mod split;
#[cfg(test)]
mod tests;
mod tree;
mod values;

pub(crate) use depth::is_too_deep;
pub(crate) use tree::{InlineField, ParameterLocation, TypeExpr};

use keywords::{described_scalar, format_of_note, keyword};
use split::{split_alternatives, split_list};
use values::{values_of_words, words_as_literals};

/// What a type string says: the type, and what some pages write beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypeReading {
    /// The type itself.
    pub ty: TypeExpr,
    /// Whether the string says `required` or `optional` too.
    pub required: Option<bool>,
    /// The length in `varchar(255)`.
    pub max_length: Option<u64>,
    /// Where the value goes, in `string | header`.
    pub location: Option<ParameterLocation>,
}

/// Reads a type string with the marks beside it.
pub(crate) fn read_type(text: &str) -> TypeReading {
    let (text, required) = marks::split_marks(text);
    // The first alternative is always the type.
    let location = split_alternatives(text).into_iter().skip(1).find_map(location);
    TypeReading { ty: parse_type(text), required, max_length: keywords::length(text), location }
}

/// Reads what stands in the place of a field's type and can be nothing else: there, words that are no types
/// are values, `asc | desc`.
pub(crate) fn read_stated_type(text: &str) -> TypeReading {
    let reading = read_type(text);
    match values_of_words(marks::split_marks(text).0) {
        Some(ty) => TypeReading { ty, location: None, ..reading },
        None => reading,
    }
}

/// Reads a type string. What the grammar does not cover is [`TypeExpr::Unknown`], never an error.
pub(crate) fn parse_type(text: &str) -> TypeExpr {
    let text = without_footnote(text.trim().trim_end_matches(['.', ',', ';', ':']).trim());
    if text.is_empty() || is_too_deep(text) {
        return TypeExpr::Unknown(text.to_owned());
    }
    // "dictionary with keys in …": what it holds is told in words.
    if text.trim_start_matches('?').starts_with("dictionary with ") {
        let map = TypeExpr::Map(Box::new(TypeExpr::Any));
        return if text.starts_with('?') { TypeExpr::Union(vec![map, TypeExpr::Null]) } else { map };
    }
    let text = without_reason(text);
    if let Some(inner) = text.strip_prefix("nullable ") {
        return parse_type(&format!("{inner} | null"));
    }
    let alternatives = split_alternatives(text);
    if alternatives.len() == 1 {
        return parse_alternative(alternatives[0]);
    }
    let mut variants: Vec<TypeExpr> = Vec::new();
    for alternative in alternatives {
        // `string | header`: pages write where a parameter goes beside what it is.
        if variants.is_empty() || location(alternative).is_none() {
            for part in enumerated(alternative.trim().trim_end_matches(',')) {
                match part {
                    TypeExpr::Union(inner) => inner.into_iter().for_each(|one| push_new(&mut variants, one)),
                    one => push_new(&mut variants, one),
                }
            }
        }
    }
    if variants.len() == 1 { variants.remove(0) } else { TypeExpr::Union(variants) }
}

/// `integer *`: a mark behind a space is a footnote's.
fn without_footnote(text: &str) -> &str {
    let rest = text.trim_end_matches(['*', '\\', '†', '‡']);
    if rest.ends_with(' ') { rest.trim_end() } else { text }
}

/// "Lamp, or null if it is off": the words behind `null` say when.
fn without_reason(text: &str) -> &str {
    // Of most types nothing more is to be looked at.
    if !text.contains("null ") {
        return text;
    }
    let behind = |word: &str| text.find(&format!("null {word} ")).map(|at| &text[..at + "null".len()]);
    ["if", "when", "unless", "until", "for"].into_iter().find_map(behind).unwrap_or(text)
}

/// The types of "Lamp, Room": those between the commas of an enumeration.
fn enumerated(text: &str) -> Vec<TypeExpr> {
    let parts: Vec<TypeExpr> = split_list(text, &[',']).into_iter().map(parse_alternative).collect();
    let unknown = parts.iter().any(|part| matches!(part, TypeExpr::Unknown(_)));
    if unknown { vec![parse_alternative(text)] } else { parts }
}

fn push_new(variants: &mut Vec<TypeExpr>, one: TypeExpr) {
    if !variants.contains(&one) {
        variants.push(one);
    }
}

fn location(word: &str) -> Option<ParameterLocation> {
    let locations = [
        ("header", ParameterLocation::Header),
        ("query", ParameterLocation::Query),
        ("path", ParameterLocation::Path),
        ("body", ParameterLocation::Body),
        ("cookie", ParameterLocation::Cookie),
    ];
    locations.into_iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, location)| location)
}

/// Whether a line of rendered text is a type: only what cannot be prose.
pub(crate) fn is_type_line(line: &str) -> bool {
    let line = line.trim();
    if line.is_empty() || line.len() > 60 || line.ends_with('.') {
        return false;
    }
    match parse_type(line) {
        TypeExpr::Unknown(_)
        | TypeExpr::Literal(_)
        | TypeExpr::LiteralInteger(_)
        | TypeExpr::LiteralNumber(_)
        | TypeExpr::Named(_)
        | TypeExpr::Inline(_) => false,
        TypeExpr::Array(Some(item)) => !line.contains(' ') && !matches!(*item, TypeExpr::Unknown(_)),
        TypeExpr::Union(variants) => {
            variants.iter().all(|v| !matches!(v, TypeExpr::Unknown(_) | TypeExpr::Named(_)))
        }
        // Words such as "time" or "phone" are types in a type's place and names in a line of their own.
        _ => line.contains(['<', '(', '[']) || keywords::is_usual(&line.to_ascii_lowercase()),
    }
}

fn parse_alternative(text: &str) -> TypeExpr {
    let stripped = text.strip_prefix('?').or_else(|| text.strip_suffix('?'));
    match stripped {
        Some(inner) if !inner.is_empty() => {
            TypeExpr::Union(vec![parse_postfix(inner.trim()), TypeExpr::Null])
        }
        _ => parse_postfix(text),
    }
}

fn parse_postfix(text: &str) -> TypeExpr {
    if let Some(open) = text.strip_suffix(']').and_then(|t| t.rfind('[')) {
        let size = &text[open + 1..text.len() - 1];
        if size.trim().bytes().all(|b| b.is_ascii_digit()) && open > 0 {
            return array(parse_type(in_brackets(&text[..open])));
        }
        if open == 0 {
            return array(parse_tuple(size));
        }
    }
    parse_primary(text)
}

/// What the items of `[number, number]` are.
fn parse_tuple(items: &str) -> TypeExpr {
    let mut types: Vec<TypeExpr> = Vec::new();
    for item in split_list(items, &[',']) {
        push_new(&mut types, parse_type(item));
    }
    if types.len() == 1 { types.remove(0) } else { TypeExpr::Union(types) }
}

/// `(a | b)` without its brackets.
fn in_brackets(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(text)
}

fn array(item: TypeExpr) -> TypeExpr {
    TypeExpr::Array(Some(Box::new(item)))
}

fn parse_primary(text: &str) -> TypeExpr {
    if let Some(literal) = quoted(text) {
        return TypeExpr::Literal(literal.to_owned());
    }
    if let Some(number) = number_literal(text) {
        return number;
    }
    if text.starts_with('(') && in_brackets(text).len() + 2 == text.len() {
        return parse_type(in_brackets(text));
    }
    let lower = text.to_ascii_lowercase();
    let parsed = parse_inline(text)
        .or_else(|| parse_generic(text))
        .or_else(|| keyword(&lower))
        .or_else(|| parse_of(text, &lower));
    match parsed {
        Some(ty) => ty,
        None if is_type_name(text) => TypeExpr::Named(text.to_owned()),
        None => described_scalar(&lower).unwrap_or_else(|| TypeExpr::Unknown(text.to_owned())),
    }
}

/// A number as JSON writes it. `01` and `+1` are texts of their own.
fn number_literal(text: &str) -> Option<TypeExpr> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) {
        return None;
    }
    let number: Option<serde_json::Number> = text.parse().ok();
    match (text.parse::<i64>(), number) {
        (Ok(whole), Some(_)) => Some(TypeExpr::LiteralInteger(whole)),
        (Ok(_), None) => Some(TypeExpr::Literal(text.to_owned())),
        (Err(_), number) => number.map(|_| TypeExpr::LiteralNumber(text.to_owned())),
    }
}

fn quoted(text: &str) -> Option<&str> {
    ['"', '\'', '`'].into_iter().find_map(|q| text.strip_prefix(q)?.strip_suffix(q))
}

/// `{name: string, value?: string}`; `{[key: string]: T}` and `{string: T}` are maps.
fn parse_inline(text: &str) -> Option<TypeExpr> {
    let inner = text.strip_prefix('{')?.strip_suffix('}')?.trim();
    let mut fields = Vec::new();
    for part in split_list(inner, &[',', ';']).into_iter().filter(|part| !part.is_empty()) {
        let (name, ty) = split_pair(part)?;
        if name.starts_with('[') || keyword(&name.to_ascii_lowercase()).is_some_and(|k| k == TypeExpr::String)
        {
            return Some(TypeExpr::Map(Box::new(parse_type(ty))));
        }
        let (name, optional) = name.strip_suffix('?').map_or((name, false), |name| (name, true));
        let name = quoted(name.trim()).unwrap_or(name.trim());
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_-$".contains(c));
        if !is_name {
            return None;
        }
        fields.push(InlineField { name: name.to_owned(), optional, ty: parse_type(ty) });
    }
    Some(if fields.is_empty() { TypeExpr::Object } else { TypeExpr::Inline(fields) })
}

/// Splits `name: type`; the colon of `[key: string]: type` is the one behind the brackets.
fn split_pair(part: &str) -> Option<(&str, &str)> {
    let from = if part.starts_with('[') { part.find(']')? } else { 0 };
    let colon = from + part[from..].find(':')?;
    Some((part[..colon].trim(), part[colon + 1..].trim()))
}

fn parse_generic(text: &str) -> Option<TypeExpr> {
    let open = text.find(['<', '(', '['])?;
    let close = match text.as_bytes()[open] {
        b'<' => '>',
        b'(' => ')',
        _ => ']',
    };
    let arguments = text[open + 1..].trim_end().strip_suffix(close)?;
    let name = text[..open].trim().to_ascii_lowercase();
    let all = split_list(arguments, &[',']);
    let last = all.last().copied().unwrap_or_default().trim_start_matches("of ");
    let argument = || Box::new(parse_type(last));
    Some(match name.as_str() {
        "array" | "list" | "set" | "collection" | "sequence" | "vec" | "iterable" => {
            TypeExpr::Array(Some(argument()))
        }
        "map" | "record" | "dictionary" | "dict" | "hash" | "hashmap" => TypeExpr::Map(argument()),
        "object" if all.len() > 1 => TypeExpr::Map(argument()),
        // `object (User)`: the name of a record.
        "object" => match parse_type(last) {
            TypeExpr::Named(name) => TypeExpr::Named(name),
            _ => TypeExpr::Object,
        },
        "enum" => parse_enum(&all),
        "optional" | "nullable" | "maybe" => TypeExpr::Union(vec![parse_type(last), TypeExpr::Null]),
        "promise" | "partial" | "readonly" | "required" => parse_type(last),
        scalar => annotated(keyword(scalar)?, arguments),
    })
}

/// `enum<string>`, or `enum("open", "closed")` with its values.
fn parse_enum(arguments: &[&str]) -> TypeExpr {
    let listed: Vec<TypeExpr> = arguments.iter().map(|a| parse_type(a)).collect();
    let is_literal = |t: &TypeExpr| {
        matches!(t, TypeExpr::Literal(_) | TypeExpr::LiteralInteger(_) | TypeExpr::LiteralNumber(_))
    };
    match listed.as_slice() {
        // `enum<string[]>`: a list of the values.
        [TypeExpr::Array(item)] => TypeExpr::Array(Some(Box::new(TypeExpr::Enum(item.clone())))),
        [TypeExpr::Union(variants)] if variants.iter().all(is_literal) => listed[0].clone(),
        // `enum<free|taken>`: words are its values there, and not types.
        [one] if arguments[0].contains(['|', '/']) => {
            let words: Vec<&str> = arguments[0].split(['|', '/']).map(str::trim).collect();
            words_as_literals(&words).unwrap_or(TypeExpr::Enum(Some(Box::new(one.clone()))))
        }
        [one] if !is_literal(one) => TypeExpr::Enum(Some(Box::new(one.clone()))),
        literals if literals.iter().all(is_literal) => TypeExpr::Union(listed),
        _ => words_as_literals(arguments).unwrap_or(TypeExpr::Enum(None)),
    }
}

/// A scalar with a remark in brackets: `string<uuid>`, `string (ISO 8601)`, `string("a" | "b")`. A
/// remark that says nothing of the kind is passed over.
fn annotated(scalar: TypeExpr, remark: &str) -> TypeExpr {
    let literals = parse_type(remark);
    match (&scalar, literals) {
        (TypeExpr::String, TypeExpr::Union(variants))
            if variants.iter().all(|v| matches!(v, TypeExpr::Literal(_) | TypeExpr::Null)) =>
        {
            TypeExpr::Union(variants)
        }
        (TypeExpr::Array(None), item) if !matches!(item, TypeExpr::Unknown(_)) => array(item),
        (TypeExpr::String, _) if remark.contains('|') => {
            let words: Vec<&str> = remark.split('|').map(str::trim).collect();
            words_as_literals(&words).unwrap_or(scalar)
        }
        (TypeExpr::String, _) => format_of_note(remark).unwrap_or(scalar),
        (TypeExpr::Integer, unsigned @ TypeExpr::Unsigned64) => unsigned,
        _ => scalar,
    }
}

/// `array of strings`, `map of integers`, `string array`, `Patient objects`.
fn parse_of(text: &str, lower: &str) -> Option<TypeExpr> {
    let behind = |prefix: &str| lower.strip_prefix(prefix).map(|rest| text[text.len() - rest.len()..].trim());
    for prefix in ["array of ", "list of ", "arrays of ", "lists of ", "set of ", "collection of ", "array "]
    {
        if let Some(item) = behind(prefix) {
            return Some(array(parse_item(item)));
        }
    }
    for prefix in ["map of ", "dictionary of ", "dict of ", "object of ", "map from string to "] {
        if let Some(value) = behind(prefix) {
            return Some(TypeExpr::Map(Box::new(parse_item(value))));
        }
    }
    if let Some(values) = behind("enum:") {
        return Some(parse_enum(&split_list(values, &[','])));
    }
    let before = |suffix: &str| lower.strip_suffix(suffix).map(|rest| text[..rest.len()].trim());
    if let Some(item) = [" array", " list", "-array"].into_iter().find_map(before) {
        return Some(array(parse_item(item)));
    }
    // `Patient object`: a record, or any object where the word before is no name.
    let record = [" object", " record", " resource", " model", " struct"].into_iter().find_map(before)?;
    (record.split_whitespace().count() <= 3).then(|| match parse_type(record) {
        TypeExpr::Named(_) | TypeExpr::Unknown(_) => TypeExpr::Object,
        _ => TypeExpr::Unknown(text.to_owned()),
    })
}

/// The item in words, mostly a plural: `strings`, `Patient objects`, `Patients`.
fn parse_item(text: &str) -> TypeExpr {
    let text = text.trim_start_matches("the ");
    if let known @ (TypeExpr::Array(_) | TypeExpr::Map(_) | TypeExpr::Inline(_) | TypeExpr::Union(_)) =
        parse_type(text)
    {
        return known;
    }
    if let Some(known) = keyword(&text.to_ascii_lowercase()).or_else(|| parse_generic(text)) {
        return known;
    }
    let last = text.rsplit(' ').next().unwrap_or_default();
    let record =
        ["object", "objects", "records", "items", "entries"].contains(&last.to_ascii_lowercase().as_str());
    let name = if record { text[..text.len() - last.len()].trim() } else { text };
    let singular = if name.len() == text.len() { name.strip_suffix('s').unwrap_or(name) } else { name };
    match parse_type(singular) {
        TypeExpr::Unknown(_) if record => TypeExpr::Object,
        other => other,
    }
}

/// A name that could be a record's: starts with a capital letter, letters and digits only.
fn is_type_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
}
