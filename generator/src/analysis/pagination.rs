//! Pass: lists that come page by page, recognised by the names of their parameters and fields.
//!
//! A list is a `GET` whose answer is an array, or an object with one field that holds the items. What
//! the request counts by is read off the query parameters, most telling first: a cursor (with a field
//! that gives the next one), the id of the last item, a page number, an offset.

use super::draft::Draft;
use super::overrides::Misfits;
use crate::diagnostic::{Diagnostic, rule};
use crate::model::{
    Api, Field, Location, Method, ObjectSchema, Operation, Pagination, PaginationKind, Parameter, Schema,
    SchemaKind,
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
];
const HAS_MORE: &[&str] = &["has_more", "has_next_page", "has_next", "more", "has_more_pages"];
const TOTAL_ITEMS: &[&str] = &["total_items", "total", "total_count", "total_records", "total_results"];
const TOTAL_PAGES: &[&str] = &["total_pages", "page_count", "last_page"];
const ITEMS: &[&str] = &["records", "items", "data", "results", "values", "entries", "list", "rows"];
const SIZES: &[&str] = &["size", "limit", "page_size", "per_page", "count", "max_results", "take", "top"];

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
        .note("the client gets a second method that walks them")
}

/// Whether a setting speaks of parameters and fields that the operation has.
fn check_pagination(api: &Api, operation: &Operation, pagination: &Pagination) -> Result<(), String> {
    let parameter = match &pagination.kind {
        PaginationKind::PageNumber { parameter, .. }
        | PaginationKind::Offset { parameter }
        | PaginationKind::Cursor { parameter }
        | PaginationKind::Key { parameter, .. } => parameter,
    };
    let is_it = |p: &&Parameter| p.location == Location::Query && p.field.name == *parameter;
    if !operation.parameters.iter().any(|p| is_it(&p)) {
        return Err(format!("it has no query parameter `{parameter}`"));
    }
    let answer = operation.responses.iter().find(|r| (200..300).contains(&r.status));
    let Some(answer) = answer.and_then(|r| r.schema.as_ref()) else {
        return Err("it does not say what it answers".to_owned());
    };
    let (object, items) = match (&settle(api, answer).kind, &pagination.items) {
        (SchemaKind::Array { .. }, None) => return Ok(()),
        (SchemaKind::Object(object), Some(items)) => (object, items),
        (_, None) => return Err("`items` does not say which field holds the list".to_owned()),
        (_, Some(items)) => return Err(format!("its answer has no field `{items}`")),
    };
    let is_list = |field: &Field| matches!(settle(api, &field.schema).kind, SchemaKind::Array { .. });
    match object.field(items) {
        None => return Err(format!("its answer has no field `{items}`")),
        Some(field) if !is_list(field) => return Err(format!("`{items}` is no list")),
        Some(_) => {}
    }
    let fields = [&pagination.next, &pagination.has_more].into_iter().flatten();
    match fields.into_iter().find(|name| object.field(name).is_none()) {
        Some(name) => Err(format!("its answer has no field `{name}`")),
        None => Ok(()),
    }
}

fn describe(kind: &PaginationKind) -> String {
    match kind {
        PaginationKind::PageNumber { parameter, .. } => format!("counted by `{parameter}`"),
        PaginationKind::Offset { parameter } => format!("by the items to skip in `{parameter}`"),
        PaginationKind::Cursor { parameter } => format!("by the cursor in `{parameter}`"),
        PaginationKind::Key { parameter, .. } => format!("by the last id in `{parameter}`"),
    }
}

fn recognise(api: &Api, operation: &Operation) -> Option<Pagination> {
    if operation.method != Method::Get {
        return None;
    }
    let answer = operation.responses.iter().find(|r| (200..300).contains(&r.status))?.schema.as_ref()?;
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
    let next = find_field(object, NEXT, |s| {
        matches!(s.kind, SchemaKind::String { .. } | SchemaKind::Integer { .. })
    });
    let kind = recognise_kind(api, operation, item, next.is_some())?;
    let is_count = |s: &Schema| matches!(s.kind, SchemaKind::Integer { .. });
    Some(Pagination {
        next: next.filter(|_| matches!(kind, PaginationKind::Cursor { .. })),
        kind,
        items,
        has_more: find_field(object, HAS_MORE, |s| matches!(s.kind, SchemaKind::Boolean)),
        total_items: find_field(object, TOTAL_ITEMS, is_count),
        total_pages: find_field(object, TOTAL_PAGES, is_count),
    })
}

fn recognise_kind(api: &Api, operation: &Operation, item: &Schema, has_next: bool) -> Option<PaginationKind> {
    let query = |names: &[&str]| {
        let mut parameters =
            operation.parameters.iter().filter(|p| p.location == Location::Query && !p.field.required);
        parameters.find(|p| names.contains(&p.field.name.to_snake_case().as_str()))
    };
    let is_whole = |p: &&Parameter| {
        matches!(
            p.field.schema.kind,
            SchemaKind::Integer { .. } | SchemaKind::Number { .. } | SchemaKind::String { .. }
        )
    };
    let name = |p: &Parameter| p.field.name.clone();
    let sized = query(SIZES).is_some();
    if let Some(cursor) = query(CURSORS).filter(|_| has_next) {
        return Some(PaginationKind::Cursor { parameter: name(cursor) });
    }
    // Beside `max_id`, `since_id` asks for what is newer, and lists begin with the newest.
    let goes_on =
        |key: &&Parameter| key.field.name.to_snake_case() != "since_id" || query(&["max_id"]).is_none();
    let key = query(KEYS).filter(|_| sized).filter(goes_on);
    if let (Some(key), Some(id)) = (key, item_id(api, item)) {
        return Some(PaginationKind::Key { parameter: name(key), id });
    }
    if let Some(page) = query(PAGE_NUMBERS).filter(is_whole) {
        let first = page
            .field
            .default
            .as_ref()
            .and_then(|d| d.as_u64().or_else(|| d.as_str()?.parse().ok()))
            .unwrap_or(1);
        return Some(PaginationKind::PageNumber { parameter: name(page), first: first.min(1) });
    }
    let offset = query(OFFSETS).filter(is_whole).filter(|_| sized)?;
    Some(PaginationKind::Offset { parameter: name(offset) })
}

/// The field that holds the items: the only array, or the one of a usual name.
fn items_field<'a>(api: &Api, object: &'a ObjectSchema) -> Option<&'a Field> {
    let is_array = |field: &&Field| matches!(settle(api, &field.schema).kind, SchemaKind::Array { .. });
    let arrays: Vec<&Field> = object.fields.iter().filter(is_array).collect();
    match arrays.as_slice() {
        [only] => Some(only),
        several => several.iter().copied().find(|f| ITEMS.contains(&f.name.to_snake_case().as_str())),
    }
}

fn find_field(object: &ObjectSchema, names: &[&str], is_kind: impl Fn(&Schema) -> bool) -> Option<String> {
    let named =
        |name: &&str| object.fields.iter().find(|f| f.name.to_snake_case() == **name && is_kind(&f.schema));
    names.iter().find_map(named).map(|field| field.name.clone())
}

fn item_id(api: &Api, item: &Schema) -> Option<String> {
    let SchemaKind::Object(object) = &settle(api, item).kind else { return None };
    find_field(object, &["id"], |s| matches!(s.kind, SchemaKind::String { .. } | SchemaKind::Integer { .. }))
}

/// The schema that a reference stands for.
fn settle<'a>(api: &'a Api, schema: &'a Schema) -> &'a Schema {
    match &schema.kind {
        SchemaKind::Ref { name } => api.schemas.get(name).map_or(schema, |named| &named.schema),
        _ => schema,
    }
}
