//! Functions that give what stands in the place of a tag:
//! `export const Limit = ({ most = 50 }) => (<ParamField query="limit">At most {most}.</ParamField>)`.
//!
//! ```ebnf
//! arrow      = ( parameters | name ) , "=>" , body ;             (* behind "export const Name =" *)
//! function   = parameters , body ;                               (* behind "export function Name" *)
//! parameters = "(" , [ names | name ] , [ ":" , … ] , ")" ;
//! names      = "{" , { name , [ ":" , name ] , [ "=" , expression ] , "," } , [ "..." , name ] , "}" ;
//! body       = markup | "(" , markup , ")" | "{" , "return" , ( "(" , markup , ")" | markup ) , [ ";" ] , "}" ;
//! markup     = "<" , … ;
//! ```
//!
//! A body that does anything before it returns is not read.

use super::expression::Variables;
use super::tag::balanced;
use crate::source::SourceFile;
use serde_json::{Map, Value};
use std::ops::Range;

/// What a function takes and gives.
#[derive(Debug)]
pub struct Function {
    /// Its file, with white space in the place of everything but the markup that it gives.
    pub body: SourceFile,
    parameters: Parameters,
}

/// What a function takes.
#[derive(Clone, Debug, PartialEq)]
enum Parameters {
    /// All attributes of the tag under one name.
    All(String),
    /// Attributes, each with the name that it has inside and its value where it is left out.
    Each(Vec<(String, String, Value)>),
}

impl Function {
    /// The name that stands for all attributes; one of them that is left out is nothing.
    pub fn whole(&self) -> Option<&str> {
        match &self.parameters {
            Parameters::All(name) => Some(name),
            Parameters::Each(_) => None,
        }
    }

    /// The names of the body, given the attributes of a tag. What is left out is null; what stands between its
    /// tags (`children`) is no value.
    pub fn names(&self, attributes: &Map<String, Value>) -> Variables {
        match &self.parameters {
            Parameters::All(name) => Variables::from([(name.clone(), Value::Object(attributes.clone()))]),
            Parameters::Each(parameters) => {
                let value = |name: &String, default: &Value| attributes.get(name).unwrap_or(default).clone();
                parameters
                    .iter()
                    .filter(|(name, ..)| name != "children")
                    .map(|(name, local, default)| (local.clone(), value(name, default)))
                    .collect()
            }
        }
    }
}

/// The function whose text, from its parameters on, stands at `place` of a file.
pub(super) fn read_function(file: &SourceFile, place: Range<usize>, arrow: bool) -> Option<Function> {
    let end = place.end;
    let text = |from: usize| &file.text[from..end];
    let skip = |from: usize| from + (text(from).len() - text(from).trim_start().len());
    let mut at = skip(place.start);
    let parameters = match text(at).starts_with('(') {
        true => {
            let close = balanced(&file.text.as_bytes()[..end], at)?;
            let inside = file.text[at + 1..close - 1].trim();
            at = close;
            read_parameters(inside)?
        }
        false => {
            let length = text(at).find(|c: char| !is_name_part(c))?;
            let name = text(at)[..length].to_owned();
            at += length;
            Parameters::All(name)
        }
    };
    // The type that it returns, where it says one.
    at += text(at).find(if arrow { "=>" } else { "{" })?;
    at = skip(at + if arrow { 2 } else { 0 });
    let markup = read_body(file, at..end)?;
    Some(Function { body: alone(file, markup), parameters })
}

/// The place of the markup in a body.
fn read_body(file: &SourceFile, place: Range<usize>) -> Option<Range<usize>> {
    let text = file.text[place.clone()].trim_end().trim_end_matches(';').trim_end();
    let inner = match text.strip_prefix('{') {
        Some(block) => {
            let block = block.strip_suffix('}')?.trim();
            block.strip_prefix("return")?.trim().trim_end_matches(';').trim_end()
        }
        None => text,
    };
    let markup = match inner.strip_prefix('(') {
        Some(inner) => inner.strip_suffix(')')?.trim(),
        None => inner,
    };
    let fragment = markup.strip_prefix("<>").and_then(|inner| inner.strip_suffix("</>"));
    let is_markup = markup.starts_with('<');
    let markup = fragment.unwrap_or(markup);
    let start = markup.as_ptr() as usize - file.text.as_ptr() as usize;
    is_markup.then(|| start..start + markup.len())
}

fn read_parameters(inside: &str) -> Option<Parameters> {
    if inside.is_empty() {
        return Some(Parameters::Each(Vec::new()));
    }
    let Some(names) = inside.strip_prefix('{') else {
        let length = inside.find(|c: char| !is_name_part(c)).unwrap_or(inside.len());
        return (length > 0).then(|| Parameters::All(inside[..length].to_owned()));
    };
    let (names, _) = names.split_once('}')?;
    let mut parameters = Vec::new();
    for part in names.split(',').map(str::trim).filter(|part| !part.is_empty() && !part.starts_with("...")) {
        let (name, default) = part.split_once('=').unwrap_or((part, "null"));
        let default = super::expression::read_expression(default.trim(), &Variables::new());
        let (name, local) = name.split_once(':').unwrap_or((name, name));
        parameters.push((name.trim().to_owned(), local.trim().to_owned(), default.unwrap_or(Value::Null)));
    }
    Some(Parameters::Each(parameters))
}

fn is_name_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

/// A file with white space in the place of what stands before a part, and nothing behind it, so that what stands
/// there keeps its place.
fn alone(file: &SourceFile, place: Range<usize>) -> SourceFile {
    let before = file.text[..place.start].bytes();
    let blank = before.map(|b| if matches!(b, b'\n' | b'\r') { char::from(b) } else { ' ' });
    let text = blank.collect::<String>() + &file.text[place];
    SourceFile::new(file.id, file.path.clone(), file.relative.clone(), text)
}
