//! What an expression of a page comes to: `"text"`, `20`, `["a", "b"]`, `prices.small`, `` `${host}/v1` ``.
//!
//! ```ebnf
//! expression = term , { "+" , term } ;
//! term       = ( string | template | number | "true" | "false" | "null" | array | object | path
//!              | "(" , expression , ")" ) ;
//! array      = "[" , [ expression , { "," , expression } , [ "," ] ] , "]" ;
//! object     = "{" , [ member , { "," , member } , [ "," ] ] , "}" ;
//! member     = ( name | string | number ) , ":" , expression | name ;
//! path       = name , { "." , name | "[" , ( string | digits ) , "]" } ;
//! template   = "`" , { any | "${" , expression , "}" } , "`" ;
//! ```
//!
//! Nothing is run: what is no such expression (a call, a function, a condition) has no value here.

use crate::budget::VALUE;
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;

/// Names and what they stand for.
pub type Variables = BTreeMap<String, Value>;

/// Why an expression has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpressionProblem {
    /// It names something that is not there: the first name, or the path to a missing member.
    UnknownName(String),
    /// It is none of the grammar.
    NotRead,
    /// It comes to more than a page may make of itself.
    TooLarge,
}

use ExpressionProblem::{NotRead, TooLarge, UnknownName};

const MAX_DEPTH: usize = 32;

/// The value of a text that is one expression.
///
/// # Errors
///
/// Where it is none of the grammar, or names what `variables` does not have.
pub fn read_expression(source: &str, variables: &Variables) -> Result<Value, ExpressionProblem> {
    let (value, rest) = read_leading_expression(source, variables)?;
    if rest.is_empty() { Ok(value) } else { Err(NotRead) }
}

/// The value of the expression that a text begins with, and what follows it.
pub(super) fn read_leading_expression<'t>(
    source: &'t str,
    variables: &Variables,
) -> Result<(Value, &'t str), ExpressionProblem> {
    let mut reader = Reader { rest: source, variables, depth: 0, taken: 0, unknown: None };
    let value = reader.expression()?;
    reader.skip_space();
    match reader.unknown {
        // Two words are no name.
        Some(name) if reader.rest.is_empty() || reader.rest.starts_with(';') => Err(UnknownName(name)),
        Some(_) => Err(NotRead),
        None => Ok((value, reader.rest)),
    }
}

/// A value as running text shows it.
pub fn shown(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) => Some(String::new()),
        Value::Array(items) => items.iter().map(shown).collect(),
        Value::Object(_) => None,
    }
}

/// About the bytes that a value takes as text.
fn size_of(value: &Value) -> usize {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 8,
        Value::String(text) => text.len() + 2,
        Value::Array(items) => items.iter().map(size_of).sum::<usize>() + 2,
        Value::Object(members) => {
            members.iter().map(|(key, value)| key.len() + size_of(value)).sum::<usize>() + 2
        }
    }
}

struct Reader<'t, 'v> {
    rest: &'t str,
    variables: &'v Variables,
    depth: usize,
    /// Bytes of the values that names stood for.
    taken: usize,
    /// The first name that is not there; it was read as null.
    unknown: Option<String>,
}

impl<'t> Reader<'t, '_> {
    fn expression(&mut self) -> Result<Value, ExpressionProblem> {
        if self.depth >= MAX_DEPTH {
            return Err(NotRead);
        }
        self.depth += 1;
        let mut value = self.term()?;
        while self.eat("+") {
            let right = self.term()?;
            value = match (&value, &right) {
                (Value::String(_), _) | (_, Value::String(_)) => {
                    let text = |v: &Value| match v {
                        Value::Bool(_) | Value::Null => Some(v.to_string()),
                        _ => shown(v),
                    };
                    let (left, right) = (text(&value).ok_or(NotRead)?, text(&right).ok_or(NotRead)?);
                    Value::String(left + &right)
                }
                _ if self.unknown.is_some() => Value::Null,
                _ => return Err(NotRead),
            };
        }
        self.depth -= 1;
        Ok(value)
    }

    fn term(&mut self) -> Result<Value, ExpressionProblem> {
        self.skip_space();
        let first = self.rest.chars().next().ok_or(NotRead)?;
        match first {
            '"' | '\'' => self.string(first).map(Value::String),
            '`' => self.template(),
            '[' => self.array(),
            '{' => self.object(),
            '(' => {
                self.eat("(");
                let value = self.expression()?;
                if self.eat(")") { Ok(value) } else { Err(NotRead) }
            }
            '-' | '.' | '0'..='9' => self.number(),
            _ => self.path(),
        }
    }

    fn number(&mut self) -> Result<Value, ExpressionProblem> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "._+-".contains(c);
        // A sign within is one of an exponent.
        let mut last = ' ';
        let end = self.rest.char_indices().find(|&(i, c)| {
            let sign = i > 0 && "+-".contains(c) && !matches!(last, 'e' | 'E');
            last = c;
            sign || !is_part(c)
        });
        let text = &self.rest[..end.map_or(self.rest.len(), |(i, _)| i)];
        let number: Number = text.replace('_', "").parse().map_err(|_| NotRead)?;
        self.rest = &self.rest[text.len()..];
        Ok(Value::Number(number))
    }

    /// A quoted text; the reader stands at its quote.
    fn string(&mut self, quote: char) -> Result<String, ExpressionProblem> {
        let mut text = String::new();
        self.rest = &self.rest[quote.len_utf8()..];
        loop {
            match self.next()? {
                c if c == quote => return Ok(text),
                '\\' => self.escape(&mut text)?,
                '\n' => return Err(NotRead),
                c => text.push(c),
            }
        }
    }

    fn template(&mut self) -> Result<Value, ExpressionProblem> {
        let mut text = String::new();
        self.rest = &self.rest[1..];
        loop {
            match self.next()? {
                '`' => return Ok(Value::String(text)),
                '\\' => self.escape(&mut text)?,
                '$' if self.rest.starts_with('{') => {
                    self.rest = &self.rest[1..];
                    let value = self.expression()?;
                    text.push_str(&shown(&value).ok_or(NotRead)?);
                    if !self.eat("}") {
                        return Err(NotRead);
                    }
                }
                c => text.push(c),
            }
        }
    }

    fn escape(&mut self, text: &mut String) -> Result<(), ExpressionProblem> {
        match self.next()? {
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            '\n' => {}
            'u' => {
                let (digits, after) = match self.rest.strip_prefix('{') {
                    Some(rest) => rest.split_once('}').ok_or(NotRead)?,
                    None => self.rest.split_at_checked(4).ok_or(NotRead)?,
                };
                let code = u32::from_str_radix(digits, 16).map_err(|_| NotRead)?;
                text.push(char::from_u32(code).ok_or(NotRead)?);
                self.rest = after;
            }
            c if c.is_ascii_alphanumeric() => return Err(NotRead),
            c => text.push(c),
        }
        Ok(())
    }

    fn array(&mut self) -> Result<Value, ExpressionProblem> {
        self.eat("[");
        let mut items = Vec::new();
        while !self.eat("]") {
            items.push(self.expression()?);
            if !self.eat(",") && !self.at("]") {
                return Err(NotRead);
            }
        }
        Ok(Value::Array(items))
    }

    fn object(&mut self) -> Result<Value, ExpressionProblem> {
        self.eat("{");
        let mut members = Map::new();
        while !self.eat("}") {
            self.skip_space();
            let quote = self.rest.chars().next().ok_or(NotRead)?;
            let quoted = matches!(quote, '"' | '\'');
            let key = if quoted { self.string(quote)? } else { self.name()?.to_owned() };
            let value = match self.eat(":") {
                true => self.expression()?,
                false if quoted => return Err(NotRead),
                false => self.lookup(&key)?,
            };
            members.insert(key, value);
            if !self.eat(",") && !self.at("}") {
                return Err(NotRead);
            }
        }
        Ok(Value::Object(members))
    }

    fn path(&mut self) -> Result<Value, ExpressionProblem> {
        let name = self.name()?;
        match name {
            "true" | "false" => return Ok(Value::Bool(name == "true")),
            "null" | "undefined" => return Ok(Value::Null),
            _ => {}
        }
        let mut shown = name.to_owned();
        let mut value = self.lookup(name)?;
        loop {
            let key = match () {
                () if self.eat(".") => self.name()?.to_owned(),
                () if self.eat("[") => match self.expression()? {
                    Value::String(key) if self.eat("]") => key,
                    Value::Number(key) if self.eat("]") => key.to_string(),
                    _ => return Err(NotRead),
                },
                // A call, an operator: whatever the name stands for.
                () if self.rest.trim_start().starts_with(['(', '?', '!', '=', '&', '<', '*', '/']) => {
                    return Err(NotRead);
                }
                () => return Ok(value),
            };
            shown = format!("{shown}.{key}");
            let member = match &mut value {
                Value::Object(members) => members.remove(&key),
                Value::Array(items) => key.parse::<usize>().ok().and_then(|index| items.get(index).cloned()),
                _ if self.unknown.is_some() => Some(Value::Null),
                _ => return Err(NotRead),
            };
            value = member.unwrap_or_else(|| self.miss(&shown));
        }
    }

    fn lookup(&mut self, name: &str) -> Result<Value, ExpressionProblem> {
        let Some(value) = self.variables.get(name) else { return Ok(self.miss(name)) };
        self.taken += size_of(value);
        if self.taken > VALUE { Err(TooLarge) } else { Ok(value.clone()) }
    }

    fn miss(&mut self, name: &str) -> Value {
        self.unknown.get_or_insert_with(|| name.to_owned());
        Value::Null
    }

    fn name(&mut self) -> Result<&'t str, ExpressionProblem> {
        self.skip_space();
        let end = self.rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$');
        let (name, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        if name.is_empty() { Err(NotRead) } else { Ok(name) }
    }

    fn next(&mut self) -> Result<char, ExpressionProblem> {
        let c = self.rest.chars().next().ok_or(NotRead)?;
        self.rest = &self.rest[c.len_utf8()..];
        Ok(c)
    }

    fn at(&mut self, mark: &str) -> bool {
        self.skip_space();
        self.rest.starts_with(mark)
    }

    fn eat(&mut self, mark: &str) -> bool {
        let found = self.at(mark);
        if found {
            self.rest = &self.rest[mark.len()..];
        }
        found
    }

    /// White space and comments.
    fn skip_space(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            let after = match () {
                () if self.rest.starts_with("//") => self.rest.find('\n').map(|i| i + 1),
                () if self.rest.starts_with("/*") => self.rest.find("*/").map(|i| i + 2),
                () => return,
            };
            self.rest = &self.rest[after.unwrap_or(self.rest.len())..];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(source: &str) -> Result<Value, ExpressionProblem> {
        let variables = Variables::from([
            ("host".to_owned(), json!("https://x.example")),
            ("limits".to_owned(), json!({ "page": 20, "sizes": ["a", "b"] })),
        ]);
        read_expression(source, &variables)
    }

    #[test]
    fn literals() {
        assert_eq!(read("\"a\\\"b\\u00e9\""), Ok(json!("a\"bé")));
        assert_eq!(read("'it\\'s'"), Ok(json!("it's")));
        assert_eq!(read("-1.5e+3"), Ok(json!(-1.5e3)));
        assert_eq!(read("1_000"), Ok(json!(1000)));
        assert_eq!(read(" [1, 'b', true, null,] // end"), Ok(json!([1, "b", true, null])));
        assert_eq!(read("{ a: 1, 'b-c': [2], /* host */ host }"), {
            Ok(json!({ "a": 1, "b-c": [2], "host": "https://x.example" }))
        });
    }

    #[test]
    fn names_and_templates() {
        assert_eq!(read("host"), Ok(json!("https://x.example")));
        assert_eq!(read("`${host}/v1/${ limits.page }`"), Ok(json!("https://x.example/v1/20")));
        assert_eq!(read("host + '/' + limits.sizes[1]"), Ok(json!("https://x.example/b")));
        assert_eq!(read("limits['page']"), Ok(json!(20)));
        assert_eq!(read("port"), Err(UnknownName("port".to_owned())));
        assert_eq!(read("limits.total"), Err(UnknownName("limits.total".to_owned())));
        assert_eq!(read("props.name"), Err(UnknownName("props".to_owned())));
    }

    #[test]
    fn what_doubles_has_a_limit() {
        let mut variables =
            Variables::from([("a0".to_owned(), json!("xxxxxxxxxx")), ("b0".to_owned(), json!([]))]);
        let text: fn(&str) -> String = |of| format!("`${{{of}}}${{{of}}}`");
        let list: fn(&str) -> String = |of| format!("[{of}, {of}]");
        for (name, two) in [("a", text), ("b", list)] {
            let mut double = |n: usize| {
                let value = read_expression(&two(&format!("{name}{n}")), &variables)?;
                variables.insert(format!("{name}{}", n + 1), value);
                Ok(())
            };
            assert_eq!((0..64).try_for_each(&mut double), Err(TooLarge), "{name}");
        }
    }

    #[test]
    fn what_would_have_to_be_run() {
        for source in
            ["f()", "() => 1", "a ? b : c", "<b>x</b>", "host.length", "1 + 2", "#id", "", "a b", "'x"]
        {
            assert_eq!(read(source), Err(NotRead), "{source}");
        }
        assert_eq!(read(&"[".repeat(9999)), Err(NotRead));
    }
}
