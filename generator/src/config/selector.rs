//! Selectors: which operations, fields and types an entry of `docbind.toml` is about.
//!
//! One grammar for all tables; which forms a table takes is said below.
//!
//! ```text
//! selector = subject, [ ":", place ], { step } ;
//! subject  = [ name, "/" ], name                   (* a group's and an operation's; or a record's, a type's *)
//!          | endpoint | page ;                     (* of operations: see `address` *)
//! place    = "path" | "query" | "header" | "cookie" | "body"
//!          | "response" | status                   (* all answers, or those with that status *)
//!          | "*" ;                                 (* anywhere in the operation *)
//! status   = digit, digit, digit | digit, "xx" ;   (* 404, 4xx *)
//! step     = ".", name                             (* a field *)
//!          | ".", "**"                             (* any number of steps; at the end, at least one *)
//!          | "[]"                                  (* the items of an array *)
//!          | "{}" ;                                (* the values of an object whose names are data *)
//! name     = glob | '"', { char | '\"' | '\\' }, '"' ;   (* quoted: as it stands *)
//! glob     = { plain | "*" | "?" | "{", text, { ",", text }, "}" } ;
//! plain    = char - ( "." | ":" | "/" | "[" | "]" | '"' | "\" | "*" | "?" | "{" | "}" ) ;
//! ```
//!
//! | table | form | what it names |
//! |---|---|---|
//! | `[[operations]]` | `tickets/get-*`, `get-ticket` | operations, by the group and id that they have before any setting |
//! | `[[operations]]` | `GET /v1/tickets/{id}`, `tickets/get.mdx` | operations, by verb and path or by the page |
//! | `[[fields]]` | `create-ticket:body.customer.email`, `*:response.**.price`, `list-*:200[].id` | parameters, fields, bodies and answers of operations |
//! | `[[fields]]` | `Customer.email`, `Priority` | fields of a schema that has a name in the pages, and that schema |
//! | `[[types]]` | `Ticket*` | types, by the name that they have in Rust before the entry |
//!
//! A group has each id once, and two groups may have the same: group and id together name an operation,
//! and an id without a group names those of all groups, but for operations that came, with a lock, when another one had
//! it. Ids that operations had before `docbind lock --rename` name them too. A way through an operation or a record goes
//! on into the records that it meets: what it selects there is so wherever the record is used. Ids are written in kebab case; the names of
//! fields and parameters are those on the wire.

use super::address::{Address, OperationKey};
pub(crate) use super::field_path::{FieldPath, Reached, Step, StepGlob};
use super::name_glob::{NameGlob, is_plain_char};
pub(crate) use super::place_glob::PlaceGlob;
use std::fmt;
use std::str::FromStr;

/// The most steps that a selector may have.
const MOST_STEPS: usize = 60;

/// What an entry is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Selector {
    /// The endpoint or the page of the operations, where they are selected by it.
    pub address: Option<Address>,
    /// The group of the operations; `None` for all groups.
    pub group: Option<NameGlob>,
    /// The operations, or the named schemas, or the types; the address as it is written.
    pub name: NameGlob,
    /// The part of the operations that the fields are in.
    pub place: Option<PlaceGlob>,
    /// The way to the fields.
    pub path: FieldPath,
}

impl Selector {
    /// The selector of one operation, by its group and its id in kebab case.
    pub fn of_operation(group: &str, key: &str) -> Self {
        let group = Some(NameGlob::exact(group));
        Self { address: None, group, name: NameGlob::exact(key), place: None, path: FieldPath::default() }
    }

    /// The selector of one type or named schema.
    pub fn of_type(name: &str) -> Self {
        let name = NameGlob::exact(name);
        Self { address: None, group: None, name, place: None, path: FieldPath::default() }
    }

    /// Whether the selector names the operation.
    pub fn names_operation(&self, of: &OperationKey) -> bool {
        match (&self.address, &self.group) {
            (Some(address), _) => address.names(of),
            (None, None) if of.later && self.name.as_exact().is_some() => false,
            (None, group) => {
                of.ids.iter().any(|id| self.name.matches(id))
                    && group.as_ref().is_none_or(|glob| glob.matches(&of.group))
            }
        }
    }

    /// Whether the selector is the name of that group alone.
    pub fn names_group(&self, group: &str) -> bool {
        let whole = self.address.is_none()
            && self.group.is_none()
            && self.place.is_none()
            && self.path.steps().is_empty();
        whole && self.name.matches(group)
    }

    /// Whether the selector can name only one thing of each group.
    pub fn is_exact(&self) -> bool {
        let exact = |step: &StepGlob| match step {
            StepGlob::Name(glob) => glob.as_exact().is_some(),
            StepGlob::Items | StepGlob::Values => true,
            StepGlob::Deep => false,
        };
        let one_place =
            !matches!(self.place, Some(PlaceGlob::Any | PlaceGlob::Response | PlaceGlob::StatusClass(_)));
        self.name.as_exact().is_some() && one_place && self.path.steps().iter().all(exact)
    }
}

/// Why a text is not a selector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectorError {
    /// The byte where it stops to be one.
    pub at: usize,
    /// What is wrong there.
    pub message: String,
    /// What would do; may be empty.
    pub help: &'static str,
}

impl FromStr for Selector {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        let mut reader = Reader { text, at: 0 };
        let (mut address, mut group) = (None, None);
        let name = match Address::read(text) {
            Some(read) => {
                let (read, end) = read?;
                (address, reader.at) = (Some(read), end);
                NameGlob::exact(&text[..end])
            }
            None => {
                let name = reader.name("a name")?;
                match reader.take("/") {
                    true => {
                        group = Some(name);
                        reader.name("the name of an operation")?
                    }
                    false => name,
                }
            }
        };
        let place = if reader.take(":") { Some(reader.place()?) } else { None };
        let from = reader.at;
        let path = FieldPath::new(reader.steps()?);
        if group.is_some() && place.is_none() && !path.steps().is_empty() {
            let message = "an operation's fields are in a part of it".to_owned();
            return Err(SelectorError { at: from, message, help: PLACE_HELP });
        }
        Ok(Selector { address, group, name, place, path })
    }
}

const PLACE_HELP: &str = "`:` and a part: `path`, `query`, `header`, `cookie`, `body`, `response`, a status such as \
    `200` or `4xx`, or `*`";

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn take(&mut self, mark: &str) -> bool {
        let found = self.rest().starts_with(mark);
        self.at += if found { mark.len() } else { 0 };
        found
    }

    fn error<T>(&self, message: impl Into<String>, help: &'static str) -> Result<T, SelectorError> {
        Err(SelectorError { at: self.at, message: message.into(), help })
    }

    fn name(&mut self, wanted: &str) -> Result<NameGlob, SelectorError> {
        if self.take("\"") {
            return self.quoted();
        }
        let bare = self.bare();
        if bare.is_empty() {
            return match self.rest().chars().next() {
                None => self.error(format!("{wanted} is missing at the end"), ""),
                Some(found) => self.error(
                    format!("{wanted} is missing before `{}`", found.escape_debug()),
                    "names that hold such a mark are quoted: `\"…\"`",
                ),
            };
        }
        match NameGlob::parse(bare) {
            Ok(glob) => {
                self.at += bare.len();
                Ok(glob)
            }
            Err(message) => {
                self.error(message, "`{a,b}` stands for either; a name that holds braces is quoted: `\"…\"`")
            }
        }
    }

    /// What stands here without quotes.
    fn bare(&self) -> &str {
        let rest = self.rest();
        let end = rest.char_indices().find(|&(at, c)| !is_plain_char(c) || rest[at..].starts_with("{}"));
        &rest[..end.map_or(rest.len(), |(at, _)| at)]
    }

    fn quoted(&mut self) -> Result<NameGlob, SelectorError> {
        let start = self.at - 1;
        let mut name = String::new();
        let mut chars = self.rest().char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '"' if name.is_empty() => break,
                '"' => {
                    self.at += at + 1;
                    return Ok(NameGlob::exact(name));
                }
                '\\' => match chars.next() {
                    Some((_, c @ ('"' | '\\'))) => name.push(c),
                    _ => {
                        self.at += at;
                        return self.error("`\\` stands before `\"` or `\\` in quotes", "");
                    }
                },
                c => name.push(c),
            }
        }
        self.at = start;
        let message = if name.is_empty() { "the name in quotes is empty" } else { "the quote has no end" };
        self.error(message, "")
    }

    fn place(&mut self) -> Result<PlaceGlob, SelectorError> {
        let word = self.bare().to_owned();
        let place = PlaceGlob::parse(&word);
        match place {
            Some(place) => {
                self.at += word.len();
                Ok(place)
            }
            None if word.is_empty() => self.error("a part of the operation is missing", PLACE_HELP),
            None => self.error(format!("`{word}` is not a part of an operation"), PLACE_HELP),
        }
    }

    fn steps(&mut self) -> Result<Vec<StepGlob>, SelectorError> {
        let mut steps = Vec::new();
        while !self.rest().is_empty() {
            if steps.len() == MOST_STEPS {
                return self.error("the way to the field is too long", "`**` stands for any number of steps");
            }
            steps.push(self.step()?);
        }
        Ok(steps)
    }

    fn step(&mut self) -> Result<StepGlob, SelectorError> {
        if self.take("[]") {
            return Ok(StepGlob::Items);
        }
        if self.take("{}") {
            return Ok(StepGlob::Values);
        }
        if self.take(".") {
            if self.bare() == "**" {
                self.at += 2;
                return Ok(StepGlob::Deep);
            }
            return Ok(StepGlob::Name(self.name("the name of a field")?));
        }
        let found: String = self.rest().chars().take(1).collect();
        let message = format!("`{}` leads nowhere here", found.escape_debug());
        self.error(message, "`.name` leads to a field, `[]` to an array's items, `{}` to a map's values")
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(group) = &self.group {
            write!(f, "{group}/")?;
        }
        match self.address {
            Some(_) => f.write_str(self.name.as_str())?,
            None => write!(f, "{}", self.name)?,
        }
        if let Some(place) = &self.place {
            write!(f, ":{place}")?;
        }
        write!(f, "{}", self.path)
    }
}

#[cfg(test)]
#[path = "selector_tests.rs"]
mod tests;
