//! Pass: lists that come page by page, recognised by the names of their parameters and fields.
//!
//! A list is a `GET` whose answer is an array, or an object with one field that holds the items. What
//! the request counts by is read off the query parameters, most telling first: a cursor (with a field
//! that gives the next one), the id of the last item, a page number, an offset; where no parameter counts,
//! off a field that holds the URL of the next page. What the answer says of the pages that follow (the next
//! one, whether there are more, how many) stands beside the items or one object deeper (`meta.total`).

use super::draft::Draft;
use super::overrides::Misfits;
use crate::diagnostic::{Diagnostic, rule};
use crate::model::{
    Api, Field, Location, Method, ObjectSchema, Operation, Pagination, PaginationKind, Parameter, Schema,
    SchemaKind, StringFormat,
};
use crate::source::Span;
use heck::ToSnakeCase;

const PAGE_NUMBERS: &[&str] = &["page", "page_number", "page_no", "page_num", "current_page"];
const OFFSETS: &[&str] = &["offset", "skip", "start_index"];
const CURSORS: &[&str] = &[
    "cursor",
    "page_token",
    "next_token",
    "next_cursor",
    "continuation_token",
    "pagination_token",
    "next_page_token",
];
const KEYS: &[&str] = &["starting_after", "after", "after_id", "last_id", "since_id"];
const NEXT: &[&str] = &[
    "next_cursor",
    "cursor",
    "next_page_token",
    "next_token",
    "next_page",
    "next",
    "continuation_token",
    "pagination_token",
    "end_cursor",
    "next_url",
    "next_link",
    "next_page_url",
    "next_page_link",
    "next_page_uri",
    "odata_next_link",
];
const HAS_MORE: &[&str] = &["has_more", "has_next_page", "has_next", "more", "has_more_pages"];
const TOTAL_ITEMS: &[&str] =
    &["total_items", "total", "total_count", "total_records", "total_results", "total_elements", "count"];
const TOTAL_PAGES: &[&str] = &["total_pages", "page_count", "last_page", "num_pages", "pages"];
const ITEMS: &[&str] = &["records", "items", "data", "results", "values", "entries", "list", "rows"];
/// Lists beside the one of the items, whatever comes in pages.
const NO_ITEMS: &[&str] = &["errors", "warnings"];
const SIZES: &[&str] = &["size", "limit", "page_size", "per_page", "count", "max_results", "take", "top"];

/// Whether a parameter of this name says how many items a page has.
pub(crate) fn is_page_size(name: &str) -> bool {
    SIZES.contains(&name.to_snake_case().as_str())
}

/// Recognises how each list comes in pages; a setting wins over what is recognised.
pub(super) fn resolve_pagination(
    api: &mut Api,
    drafts: &[Draft<'_>],
    misfits: &mut Misfits,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let settle = |(operation, draft): (&Operation, &Draft<'_>)| {
        let found = recognise(api, operation);
        let Some(setting) = &draft.settings.pagination else {
            let told = found.as_ref().map(|pagination| (draft.span(), describe(&pagination.kind)));
            diagnostics.extend(told.map(|(span, how)| report_recognised(span, &how)));
            return found;
        };
        let off = setting.value.off;
        let applied = setting.value.clone().apply(found);
        let result = match &applied {
            None if off => Ok(()),
            None => Err("nothing says what the request counts by".to_owned()),
            Some(pagination) => check_pagination(api, operation, pagination),
        };
        let applied = applied.filter(|_| result.is_ok());
        misfits.note("pagination", setting.span, || format!("{}/{}", draft.group, draft.key()), result);
        applied
    };
    let settled: Vec<Option<Pagination>> = api.operations.iter().zip(drafts).map(settle).collect();
    for (operation, pagination) in api.operations.iter_mut().zip(settled) {
        operation.pagination = pagination;
    }
}

fn report_recognised(span: Span, how: &str) -> Diagnostic {
    Diagnostic::at(&rule::PAGINATION_RECOGNISED, span, format!("this list comes in pages, {how}"))
        .note("the client gets a second method that iterates over them")
}

/// Whether a setting speaks of parameters and fields that the operation has.
fn check_pagination(api: &Api, operation: &Operation, pagination: &Pagination) -> Result<(), String> {
    let parameter = match &pagination.kind {
        PaginationKind::PageNumber { parameter, .. }
        | PaginationKind::Offset { parameter }
        | PaginationKind::Cursor { parameter }
        | PaginationKind::Key { parameter, .. } => Some(parameter),
        PaginationKind::NextUrl => None,
    };
    let has = |name: &String| {
        let is_it = |p: &Parameter| p.location == Location::Query && p.field.name == *name;
        operation.parameters.iter().any(is_it)
    };
    if let Some(parameter) = parameter.filter(|name| !has(name)) {
        return Err(format!("it has no query parameter `{parameter}`"));
    }
    let answer = operation.responses.iter().find(|r| r.status.is_success());
    let Some(answer) = answer.and_then(|r| r.schema.as_ref()) else {
        return Err("it does not say what it returns".to_owned());
    };
    let (object, items) = match (&settle(api, answer).kind, &pagination.items) {
        (SchemaKind::Array { .. }, None) => return Ok(()),
        (SchemaKind::Object(object), Some(items)) => (object, items),
        (_, None) => return Err("`items` does not say which field holds the list".to_owned()),
        (_, Some(items)) => return Err(format!("its response has no field `{items}`")),
    };
    let is_list = |field: &Field| matches!(settle(api, &field.schema).kind, SchemaKind::Array { .. });
    match object.field(items) {
        None => return Err(format!("its response has no field `{items}`")),
        Some(field) if !is_list(field) => return Err(format!("`{items}` is not a list")),
        Some(_) => {}
    }
    let fields = [&pagination.next, &pagination.has_more].into_iter().flatten();
    match fields.into_iter().find(|name| field_at(api, object, name).is_none()) {
        Some(name) => Err(format!("its response has no field `{name}`")),
        None => Ok(()),
    }
}

fn describe(kind: &PaginationKind) -> String {
    match kind {
        PaginationKind::PageNumber { parameter, .. } => format!("counted by `{parameter}`"),
        PaginationKind::Offset { parameter } => format!("by the items to skip in `{parameter}`"),
        PaginationKind::Cursor { parameter } => format!("by the cursor in `{parameter}`"),
        PaginationKind::NextUrl => "by the URL of the next page".to_owned(),
        PaginationKind::Key { parameter, .. } => format!("by the last id in `{parameter}`"),
    }
}

fn recognise(api: &Api, operation: &Operation) -> Option<Pagination> {
    if operation.method != Method::Get {
        return None;
    }
    let answer = operation.responses.iter().find(|r| r.status.is_success())?.schema.as_ref()?;
    let empty = ObjectSchema::default();
    let (object, items, item) = match &settle(api, answer).kind {
        SchemaKind::Array { items } => (&empty, None, items.as_ref()),
        SchemaKind::Object(object) => {
            let field = items_field(api, object)?;
            let SchemaKind::Array { items } = &settle(api, &field.schema).kind else { return None };
            (object, Some(field.name.clone()), items.as_ref())
        }
        _ => return None,
    };
    // Of the last page, as examples often are, `next` is null, and that is all that is known of it.
    let next = find_field(api, object, NEXT, |f| {
        matches!(f.schema.kind, SchemaKind::String { .. } | SchemaKind::Integer { .. } | SchemaKind::Any)
    });
    let shown = next.as_ref().map(|path| Shown::of(api, operation, object, path));
    let kind = recognise_kind(api, operation, item, shown)?;
    let is_count = |f: &Field| matches!(f.schema.kind, SchemaKind::Integer { .. });
    let is_total = |f: &Field| is_count(f) && (!is_called(&f.name, "count") || counts_all(object, f));
    Some(Pagination {
        next: next.filter(|_| !matches!(kind, PaginationKind::Key { .. })),
        kind,
        items,
        has_more: find_field(api, object, HAS_MORE, |f| matches!(f.schema.kind, SchemaKind::Boolean)),
        total_items: find_field(api, object, TOTAL_ITEMS, is_total),
        total_pages: find_field(api, object, TOTAL_PAGES, is_count),
    })
}

/// Whether a field `count` is of all pages and not of this one: its text says so, or it stands beside the
/// URLs of other pages.
fn counts_all(object: &ObjectSchema, count: &Field) -> bool {
    let text = count.description.to_lowercase();
    let beside = |name: &str| object.fields.iter().any(|f| is_called(&f.name, name));
    ["total", "all pages", "overall", "altogether"].iter().any(|word| text.contains(word))
        || (beside("next") && beside("previous"))
}

/// What is known of the field that names the next page.
#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Url,
    Number,
    /// Neither a URL nor a number.
    Cursor,
    Nothing,
}

impl Shown {
    fn of(api: &Api, operation: &Operation, object: &ObjectSchema, path: &str) -> Self {
        let Some(field) = field_at(api, object, path) else { return Shown::Nothing };
        let answers = operation.responses.iter().filter(|r| r.status.is_success());
        let pointer = format!("/{}", path.replace('.', "/"));
        let values = answers.flat_map(|r| &r.examples).filter_map(|e| e.value.pointer(&pointer));
        let text = values.filter_map(|value| value.as_str()).find(|text| !text.is_empty());
        let name = field.name.to_snake_case();
        let is_url = |text: &str| {
            text.starts_with("http://")
                || text.starts_with("https://")
                || text.starts_with('/')
                || text.starts_with('?')
        };
        match (&field.schema.kind, text) {
            (SchemaKind::Integer { .. }, _) => Shown::Number,
            (SchemaKind::String { format: StringFormat::Uri }, _) => Shown::Url,
            (_, Some(text)) if is_url(text) => Shown::Url,
            (_, Some(text)) if text.parse::<u64>().is_ok() => Shown::Number,
            (_, Some(_)) => Shown::Cursor,
            _ if ["_url", "_link", "_uri"].iter().any(|end| name.ends_with(end)) => Shown::Url,
            _ if words_say_url(&field.description) => Shown::Url,
            _ => Shown::Nothing,
        }
    }
}

fn words_say_url(text: &str) -> bool {
    let text = text.to_lowercase();
    text.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "url" | "uri" | "link" | "href"))
}

fn recognise_kind(
    api: &Api,
    operation: &Operation,
    item: &Schema,
    next: Option<Shown>,
) -> Option<PaginationKind> {
    let query = |names: &[&str]| {
        let mut parameters =
            operation.parameters.iter().filter(|p| p.location == Location::Query && !p.field.required);
        parameters.find(|p| is_one_of(&p.field.name, names))
    };
    let is_whole = |p: &&Parameter| {
        matches!(
            p.field.schema.kind,
            SchemaKind::Integer { .. } | SchemaKind::Number { .. } | SchemaKind::String { .. }
        )
    };
    let name = |p: &Parameter| p.field.name.clone();
    let sized = query(SIZES).is_some();
    if let Some(cursor) = query(CURSORS).filter(|_| next.is_some()) {
        return Some(PaginationKind::Cursor { parameter: name(cursor) });
    }
    // Beside `max_id`, `since_id` asks for what is newer, and lists begin with the newest.
    let goes_on = |key: &&Parameter| !is_called(&key.field.name, "since_id") || query(&["max_id"]).is_none();
    let key = query(KEYS).filter(goes_on);
    // A cursor that the answer shows is the cursor, and no id of an item.
    if let Some(key) = key.filter(|_| next.is_some()) {
        return Some(PaginationKind::Cursor { parameter: name(key) });
    }
    let key = key.filter(|_| sized);
    if let (Some(key), Some(id)) = (key, item_id(api, item)) {
        return Some(PaginationKind::Key { parameter: name(key), id });
    }
    if let Some(page) = query(PAGE_NUMBERS).filter(is_whole) {
        if next == Some(Shown::Cursor) && matches!(page.field.schema.kind, SchemaKind::String { .. }) {
            return Some(PaginationKind::Cursor { parameter: name(page) });
        }
        let first = page
            .field
            .default
            .as_ref()
            .and_then(|d| d.as_u64().or_else(|| d.as_str()?.parse().ok()))
            .unwrap_or_else(|| u64::from(!counts_from_zero(&page.field.description)));
        return Some(PaginationKind::PageNumber { parameter: name(page), first: first.min(1) });
    }
    if let Some(offset) = query(OFFSETS).filter(is_whole).filter(|_| sized) {
        return Some(PaginationKind::Offset { parameter: name(offset) });
    }
    (next == Some(Shown::Url)).then_some(PaginationKind::NextUrl)
}

/// The field that holds the items: the only array, or the one of a usual name.
fn items_field<'a>(api: &Api, object: &'a ObjectSchema) -> Option<&'a Field> {
    let is_array = |field: &&Field| matches!(settle(api, &field.schema).kind, SchemaKind::Array { .. });
    let arrays: Vec<&Field> = object.fields.iter().filter(is_array).collect();
    match arrays.as_slice() {
        [only] => Some(*only).filter(|f| !is_one_of(&f.name, NO_ITEMS)),
        several => several.iter().copied().find(|f| is_one_of(&f.name, ITEMS)),
    }
}

/// Whether the text of a page's number says that the first is 0: "starting at 0", "zero-based".
fn counts_from_zero(text: &str) -> bool {
    let lower = text.to_lowercase().replace(['`', '*'], "");
    let based = ["zero-based", "zero based", "zero-indexed", "0-based", "0-indexed", "0 based", "0 indexed"];
    let at_zero = [
        "from 0",
        "starting at 0",
        "starting with 0",
        "starts at 0",
        "starts with 0",
        "first page is 0",
        "from zero",
        "at zero",
    ];
    let ends = |phrase: &&str| {
        lower.split_once(*phrase).is_some_and(|(_, rest)| {
            !rest.starts_with(|c: char| c.is_ascii_digit() || c == '.' && rest.len() > 1)
        })
    };
    based.iter().any(|phrase| lower.contains(phrase)) || at_zero.iter().any(ends)
}

/// The path of the first field of these names: in the object itself, or else one object deeper.
fn find_field(
    api: &Api,
    object: &ObjectSchema,
    names: &[&str],
    is_it: impl Fn(&Field) -> bool,
) -> Option<String> {
    let of = |object: &ObjectSchema| {
        let named =
            |name: &&str| object.fields.iter().find(|field| is_called(&field.name, name) && is_it(field));
        names.iter().find_map(named).map(|field| field.name.clone())
    };
    let deeper = || {
        object.fields.iter().find_map(|outer| match &settle(api, &outer.schema).kind {
            SchemaKind::Object(inner) => of(inner).map(|name| format!("{}.{name}", outer.name)),
            _ => None,
        })
    };
    of(object).or_else(deeper)
}

/// The field at a path.
fn field_at<'a>(api: &'a Api, object: &'a ObjectSchema, path: &str) -> Option<&'a Field> {
    if let Some(field) = object.field(path) {
        return Some(field);
    }
    let (first, rest) = path.split_once('.')?;
    match &settle(api, &object.field(first)?.schema).kind {
        SchemaKind::Object(inner) => field_at(api, inner, rest),
        _ => None,
    }
}

fn item_id(api: &Api, item: &Schema) -> Option<String> {
    let SchemaKind::Object(object) = &settle(api, item).kind else { return None };
    let id = object.fields.iter().find(|f| is_called(&f.name, "id"))?;
    let is_key = matches!(id.schema.kind, SchemaKind::String { .. } | SchemaKind::Integer { .. });
    is_key.then(|| id.name.clone())
}

fn is_one_of(name: &str, known: &[&str]) -> bool {
    known.iter().any(|known| is_called(name, known))
}

/// Whether a name is that one in snake case. Most have other letters, and are not spelled anew.
fn is_called(name: &str, snake: &str) -> bool {
    (!name.is_ascii() || letters(name).eq(letters(snake))) && name.to_snake_case() == snake
}

fn letters(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase())
}

/// The schema that a reference stands for.
fn settle<'a>(api: &'a Api, schema: &'a Schema) -> &'a Schema {
    match &schema.kind {
        SchemaKind::Ref { name } => api.schemas.get(name).map_or(schema, |named| &named.schema),
        _ => schema,
    }
}
