//! Lists that come in pages: as many items as were asked for, the next page named as the pages of the API say, and an end.

use super::Mock;
use super::written::{pairs, text_of};
use crate::analysis::is_page_size;
use crate::model::{Field, Location, Operation, Pagination, PaginationKind, Schema, SchemaKind};
use crate::validation::Maker;
use hyper::Request;
use hyper::body::Bytes;
use hyper::header::HOST;
use serde_json::{Value, json};

/// The parameter of the URLs of pages that no parameter of the API counts.
const START: &str = "mock-start";

/// The longest page, whatever is asked for.
const LONGEST: u64 = 1_000;

/// The page that a request asks for, made of the one that is documented.
pub(super) fn page_of(
    mock: &Mock,
    operation: &Operation,
    pagination: &Pagination,
    schema: &Schema,
    documented: Value,
    request: &Request<Bytes>,
) -> Value {
    let list = List { mock, operation, pagination, schema, request };
    list.page(documented).unwrap_or_else(|documented| documented)
}

struct List<'a> {
    mock: &'a Mock,
    operation: &'a Operation,
    pagination: &'a Pagination,
    schema: &'a Schema,
    request: &'a Request<Bytes>,
}

/// Which items are on a page.
#[derive(Clone, Copy)]
struct Range {
    start: u64,
    end: u64,
    size: u64,
    total: u64,
}

impl List<'_> {
    fn page(&self, mut value: Value) -> Result<Value, Value> {
        let Some(shown) = self.items(&value) else { return Err(value) };
        let size = self.size(&shown).clamp(1, LONGEST);
        let total = self.mock.options.items;
        let start = self.start(&shown, size).min(total);
        let range = Range { start, end: total.min(start.saturating_add(size)), size, total };
        let items: Vec<Value> = (range.start..range.end).map(|at| self.item(&shown, at)).collect();
        let last = items.last().and_then(|item| self.id(item));
        match &self.pagination.items {
            None => value = Value::Array(items),
            Some(path) => set(&mut value, path, Some(Value::Array(items))),
        }
        self.describe(&mut value, range, last);
        Ok(value)
    }

    /// The items of the documented page, or one that is made.
    fn items(&self, value: &Value) -> Option<Vec<Value>> {
        let (place, schema) = match &self.pagination.items {
            None => (Some(value), Some(self.schema)),
            Some(path) => (get(value, path), self.field(path).map(|field| &field.schema)),
        };
        if let Some(Value::Array(items)) = place
            && !items.is_empty()
        {
            return Some(items.clone());
        }
        let validator = self.mock.validator();
        let SchemaKind::Array { items } = validator.resolve(schema?).0 else { return None };
        Some(vec![Maker { validator }.make(items, "item")])
    }

    /// What the request asks for, or the default, or as many as the documented page has.
    fn size(&self, shown: &[Value]) -> u64 {
        let query = self.query();
        let parameter = self
            .operation
            .parameters
            .iter()
            .find(|of| of.location == Location::Query && is_page_size(&of.field.name));
        let asked = parameter.and_then(|of| text_of(&pairs(query), &of.field.name)?.parse().ok());
        let usual = parameter.and_then(|of| of.field.default.as_ref()?.as_u64());
        asked.or(usual).unwrap_or(shown.len() as u64)
    }

    fn start(&self, shown: &[Value], size: u64) -> u64 {
        let text = |name: &str| text_of(&pairs(self.query()), name);
        let number = |name: &str| text(name).and_then(|text| text.parse::<u64>().ok());
        match &self.pagination.kind {
            PaginationKind::PageNumber { parameter, first } => {
                number(parameter).unwrap_or(*first).saturating_sub(*first).saturating_mul(size)
            }
            PaginationKind::Offset { parameter } | PaginationKind::Cursor { parameter } => {
                number(parameter).unwrap_or(0)
            }
            PaginationKind::NextUrl => number(START).unwrap_or(0),
            PaginationKind::Key { parameter, .. } => {
                let Some(key) = text(parameter).filter(|key| !key.is_empty()) else { return 0 };
                let is_it = |at: &u64| self.id(&self.item(shown, *at)).as_deref() == Some(&*key);
                (0..self.mock.options.items).find(is_it).map_or(0, |at| at + 1)
            }
        }
    }

    fn query(&self) -> &str {
        self.request.uri().query().unwrap_or_default()
    }

    /// The id of an item, as a query has it.
    fn id(&self, item: &Value) -> Option<String> {
        let PaginationKind::Key { id, .. } = &self.pagination.kind else { return None };
        match item.get(id)? {
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        }
    }

    /// An item of the list: those of the documented page again and again, each with an id of its own.
    fn item(&self, shown: &[Value], at: u64) -> Value {
        let mut item = shown[(at % shown.len() as u64) as usize].clone();
        let key = match &self.pagination.kind {
            PaginationKind::Key { id, .. } => Some(id.as_str()),
            _ => None,
        };
        if at > 0 {
            number(&mut item, key, at);
        }
        item
    }

    /// What a page says beside its items.
    fn describe(&self, value: &mut Value, range: Range, last: Option<String>) {
        let Pagination { next, has_more, total_items, total_pages, .. } = self.pagination;
        let more = range.end < range.total;
        let facts = [
            (has_more, json!(more)),
            (total_items, json!(range.total)),
            (total_pages, json!(range.total.div_ceil(range.size))),
        ];
        let beside = [next, has_more, total_items, total_pages].into_iter().flatten().next();
        for (path, fact) in facts {
            if let Some(path) = path {
                set(value, path, Some(fact));
            }
        }
        if let Some(path) = next {
            let named = if more { self.next(value, path, range, last) } else { self.end(path, range) };
            set(value, path, named);
        }
        let object = match beside.and_then(|path| path.rsplit_once('.')) {
            Some((parent, _)) => value.pointer_mut(&format!("/{}", parent.replace('.', "/"))),
            None => Some(value),
        };
        self.echo(object.and_then(Value::as_object_mut), range);
    }

    /// The fields that say which page this is.
    fn echo(&self, object: Option<&mut serde_json::Map<String, Value>>, range: Range) {
        let first = match &self.pagination.kind {
            PaginationKind::PageNumber { first, .. } => *first,
            _ => 1,
        };
        for (name, value) in object.into_iter().flatten() {
            let squashed = name.replace(['_', '-'], "").to_ascii_lowercase();
            match squashed.as_str() {
                "page" | "currentpage" | "pagenumber" if value.is_number() => {
                    *value = json!(first + range.start / range.size);
                }
                "pagesize" | "currentpagesize" | "perpage" | "size" | "limit" if value.is_number() => {
                    *value = json!(range.size)
                }
                "offset" | "skip" if value.is_number() => *value = json!(range.start),
                "firstitem" if value.is_number() => *value = json!(range.start + 1),
                "lastitem" if value.is_number() => *value = json!(range.end),
                "haspreviouspage" | "hasprevious" if value.is_boolean() => *value = json!(range.start > 0),
                _ => {}
            }
        }
    }

    /// What names the next page.
    fn next(&self, value: &Value, path: &str, range: Range, last: Option<String>) -> Option<Value> {
        let (parameter, number) = match &self.pagination.kind {
            PaginationKind::PageNumber { parameter, first } => {
                (parameter.as_str(), (first + range.end / range.size).to_string())
            }
            PaginationKind::Offset { parameter } | PaginationKind::Cursor { parameter } => {
                (parameter.as_str(), range.end.to_string())
            }
            PaginationKind::NextUrl => (START, range.end.to_string()),
            PaginationKind::Key { parameter, .. } => (parameter.as_str(), last?),
        };
        let field = self.field(path)?;
        let kind = self.mock.validator().resolve(&field.schema).0;
        if matches!(kind, SchemaKind::Integer { .. } | SchemaKind::Number { .. }) {
            return number.parse::<u64>().ok().map(|number| json!(number));
        }
        let before = get(value, path).and_then(Value::as_str);
        let is_url = before.is_some_and(|text| text.contains("://"))
            || self.pagination.kind == PaginationKind::NextUrl;
        let relative = before.is_some_and(|text| text.starts_with('/'));
        Some(match is_url || relative {
            true => json!(self.url(parameter, &number, relative)),
            false => json!(number),
        })
    }

    /// What is in the place of the next page where there is none.
    fn end(&self, path: &str, range: Range) -> Option<Value> {
        let field = self.field(path)?;
        let (kind, nullable) = self.mock.validator().resolve(&field.schema);
        match kind {
            _ if nullable => Some(Value::Null),
            _ if !field.required => None,
            SchemaKind::Integer { .. } | SchemaKind::Number { .. } => Some(json!(range.start / range.size)),
            _ => Some(json!("")),
        }
    }

    fn url(&self, parameter: &str, number: &str, relative: bool) -> String {
        let host =
            self.request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("127.0.0.1");
        let is_other = |part: &&str| part.split('=').next() != Some(parameter) && !part.is_empty();
        let own = format!("{parameter}={number}");
        let query =
            self.query().split('&').filter(is_other).chain([own.as_str()]).collect::<Vec<_>>().join("&");
        let origin = if relative { String::new() } else { format!("http://{host}") };
        format!("{origin}{}?{query}", self.request.uri().path())
    }

    /// The field of the response at a path.
    fn field(&self, path: &str) -> Option<&Field> {
        let (mut schema, mut rest) = (self.schema, path);
        loop {
            let SchemaKind::Object(object) = self.mock.validator().resolve(schema).0 else { return None };
            if let Some(field) = object.field(rest) {
                return Some(field);
            }
            let (first, behind) = rest.split_once('.')?;
            (schema, rest) = (&object.field(first)?.schema, behind);
        }
    }
}

/// Makes the item another one: by its id, or else by what it is called.
fn number(item: &mut Value, key: Option<&str>, at: u64) {
    let Value::Object(members) = item else {
        if let Value::Number(_) | Value::String(_) = item {
            *item = numbered(item, at);
        }
        return;
    };
    let is_id = |name: &str| name.eq_ignore_ascii_case("id");
    let named = |wanted: &dyn Fn(&str, &Value) -> bool| {
        members.iter().find(|(name, value)| wanted(name, value)).map(|(name, _)| name.clone())
    };
    let simple = |value: &Value| value.is_number() || value.is_string();
    let name = key
        .map(str::to_owned)
        .or_else(|| named(&|name, value| is_id(name) && simple(value)))
        .or_else(|| named(&|name, value| name.to_ascii_lowercase().ends_with("id") && simple(value)))
        .or_else(|| named(&|name, value| name.to_ascii_lowercase().ends_with("name") && value.is_string()))
        .or_else(|| named(&|_, value| value.is_i64()));
    if let Some(value) = name.and_then(|name| members.get_mut(&name)) {
        *value = numbered(value, at);
    }
}

fn numbered(value: &Value, at: u64) -> Value {
    match value {
        Value::Number(number) if number.is_i64() || number.is_u64() => {
            number.as_u64().map_or_else(|| json!(at), |number| json!(number.saturating_add(at)))
        }
        // The last digits of a UUID.
        Value::String(text) if text.len() == 36 && text.as_bytes()[23] == b'-' && text.is_ascii() => {
            json!(format!("{}{at:012x}", &text[..24]))
        }
        Value::String(text) => json!(format!("{text}-{}", at + 1)),
        value => value.clone(),
    }
}

/// The member at a path, which may be a name with dots.
fn get<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    let direct = value.get(path);
    direct.or_else(|| path.split_once('.').and_then(|(first, rest)| get(value.get(first)?, rest)))
}

/// Sets the member at a path, or takes it out; where what is around it is no object, nothing happens.
fn set(value: &mut Value, path: &str, to: Option<Value>) {
    let Value::Object(members) = value else { return };
    if let Some((first, rest)) = path.split_once('.')
        && !members.contains_key(path)
        && let Some(inner) = members.get_mut(first)
    {
        return set(inner, rest, to);
    }
    match to {
        Some(to) => members.insert(path.to_owned(), to),
        None => members.shift_remove(path),
    };
}
