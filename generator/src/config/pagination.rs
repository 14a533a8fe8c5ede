//! `pagination` of `[[operations]]`: `false`, or a table such as
//! `{ page = "p", first = 0, items = "rows" }`.

use super::table::{Problems, Table, wrong_type};
use super::values::text;
use crate::model::{Pagination, PaginationKind};
use crate::source::Spanned;
use toml::de::DeValue;

/// What a setting says of how a list comes in pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaginationOverride {
    /// `false`: the answer is no list of pages, whatever it looks like.
    pub off: bool,
    /// `page`, `offset`, `cursor` or `key`: the query parameter and what it counts by.
    pub kind: Option<PaginationKind>,
    /// `items`: the field that holds the items.
    pub items: Option<String>,
    /// `next`: the field that holds the next cursor, page number or URL.
    pub next: Option<String>,
    /// `has-more`: the field that says whether there are more pages.
    pub has_more: Option<String>,
}

impl PaginationOverride {
    /// What is recognised, with the settings in place of it.
    pub fn apply(self, recognised: Option<Pagination>) -> Option<Pagination> {
        if self.off {
            return None;
        }
        let empty = |kind| Pagination {
            kind,
            items: None,
            next: None,
            has_more: None,
            total_items: None,
            total_pages: None,
        };
        let mut pagination = match (self.kind, recognised) {
            (Some(kind), Some(known)) => Pagination { kind, ..known },
            (Some(kind), None) => empty(kind),
            (None, Some(known)) => known,
            // The only word on it is where the next page is named.
            (None, None) if self.next.is_some() => empty(PaginationKind::NextUrl),
            (None, None) => return None,
        };
        pagination.items = self.items.or(pagination.items);
        pagination.next = self.next.or(pagination.next);
        pagination.has_more = self.has_more.or(pagination.has_more);
        Some(pagination)
    }
}

/// Reads the setting.
pub(super) fn read_pagination(
    problems: &mut Problems,
    operation: &Table<'_>,
) -> Option<Spanned<PaginationOverride>> {
    let value = operation.value("pagination")?;
    let span = problems.span(value.span());
    match value.get_ref() {
        DeValue::Boolean(false) => {
            return Some(Spanned::new(
                PaginationOverride { off: true, ..PaginationOverride::default() },
                span,
            ));
        }
        DeValue::Table(_) => {}
        _ => {
            wrong_type(problems, value, "`pagination`", "`false` or a table");
            return None;
        }
    }
    let table = operation.table(problems, "pagination")?;
    table.check_keys(
        problems,
        &["page", "first", "offset", "cursor", "key", "id", "items", "next", "has-more"],
    );
    let mut get = |key: &str| text(problems, &table, key).map(|t| t.value);
    let (page, offset, cursor, key) = (get("page"), get("offset"), get("cursor"), get("key"));
    let (id, items, next, has_more) = (get("id"), get("items"), get("next"), get("has-more"));
    let first = read_first(problems, &table);
    let counters = [&page, &offset, &cursor, &key].into_iter().flatten().count();
    if counters > 1 {
        let message = "a list is counted by one parameter".to_owned();
        let help = "keep one of `page`, `offset`, `cursor` and `key`".to_owned();
        problems.report(table.span, message, "more than one here", help);
        return None;
    }
    let kind = match (page, offset, cursor, key) {
        (Some(parameter), ..) => Some(PaginationKind::PageNumber { parameter, first }),
        (_, Some(parameter), ..) => Some(PaginationKind::Offset { parameter }),
        (_, _, Some(parameter), _) => Some(PaginationKind::Cursor { parameter }),
        (.., Some(parameter)) => {
            Some(PaginationKind::Key { parameter, id: id.unwrap_or_else(|| "id".to_owned()) })
        }
        _ => None,
    };
    Some(Spanned::new(PaginationOverride { off: false, kind, items, next, has_more }, span))
}

/// `first`: the number of the first page.
fn read_first(problems: &mut Problems, table: &Table<'_>) -> u64 {
    let Some(value) = table.value("first") else { return 1 };
    let number = match value.get_ref() {
        DeValue::Integer(number) => number.as_str().parse().ok(),
        _ => None,
    };
    number.unwrap_or_else(|| {
        wrong_type(problems, value, "`first`", "the number of the first page, 0 or 1 as a rule");
        1
    })
}
