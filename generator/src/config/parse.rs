//! Reads `docbind.toml`.
//!
//! Nothing in it stops the run: a setting that is not understood is reported at its place, with what
//! would be, and the others apply.

use super::pagination::read_pagination;
use super::table::{Problems, Table};
use super::value_types::{read_keep_unknown_fields, read_value_types};
use super::values::{self, address, globs, package_name, text};
use super::{ApiConfig, Config, GroupConfig, OperationOverride, PagesConfig, TypeOverride};
use crate::diagnostic::{Diagnostic, sort_diagnostics};
use crate::source::{SourceFile, Spanned};
use toml::de::DeTable;

/// Reads `docbind.toml`.
pub fn parse_config(file: &SourceFile) -> (Config, Vec<Diagnostic>) {
    let mut problems = Problems::new(file.id);
    let (root, errors) = DeTable::parse_recoverable(&file.text);
    for error in errors {
        let end = file.text.len();
        let span = problems.span(error.span().unwrap_or(end..end));
        problems.report(span, format!("not TOML: {}", error.message()), "", String::new());
    }
    let root = Table::root(root.get_ref(), file.span());
    let config = read_config(&mut problems, &root);
    let mut diagnostics = problems.found;
    sort_diagnostics(&mut diagnostics);
    (config, diagnostics)
}

fn read_config(problems: &mut Problems, root: &Table<'_>) -> Config {
    root.check_keys(problems, &["api", "pages", "retry", "values", "types", "operations", "groups"]);
    Config {
        api: root.table(problems, "api").map(|t| read_api(problems, &t)).unwrap_or_default(),
        pages: root.table(problems, "pages").map(|t| read_pages(problems, &t)).unwrap_or_default(),
        retry_statuses: root.table(problems, "retry").map(|t| read_retry(problems, &t)).unwrap_or_default(),
        values: root.table(problems, "values").map(|t| read_value_types(problems, &t)).unwrap_or_default(),
        types: read_each(problems, root, "types", read_type),
        operations: read_each(problems, root, "operations", read_operation),
        groups: root.table(problems, "groups").map(|t| read_groups(problems, &t)).unwrap_or_default(),
    }
}

fn read_each<T>(
    problems: &mut Problems,
    root: &Table<'_>,
    key: &str,
    read: fn(&mut Problems, &Table<'_>) -> Option<T>,
) -> Vec<T> {
    let tables = root.tables(problems, key);
    tables.iter().filter_map(|table| read(problems, table)).collect()
}

fn read_api(problems: &mut Problems, table: &Table<'_>) -> ApiConfig {
    table.check_keys(problems, &["name", "title", "description", "base-url", "docs-url", "auth"]);
    ApiConfig {
        name: package_name(problems, table, "name"),
        title: text(problems, table, "title").map(|t| t.value),
        description: table.string(problems, "description").map(|t| t.value),
        base_url: address(problems, table, "base-url"),
        docs_url: address(problems, table, "docs-url"),
        auth: values::auth(problems, table, "auth"),
    }
}

fn read_pages(problems: &mut Problems, table: &Table<'_>) -> PagesConfig {
    table.check_keys(problems, &["include", "exclude"]);
    PagesConfig { include: globs(problems, table, "include"), exclude: globs(problems, table, "exclude") }
}

fn read_retry(problems: &mut Problems, table: &Table<'_>) -> Vec<u16> {
    table.check_keys(problems, &["statuses"]);
    values::statuses(problems, table, "statuses")
}

fn read_groups(problems: &mut Problems, table: &Table<'_>) -> Vec<GroupConfig> {
    let named = table.named_tables(problems);
    let read = named.into_iter().map(|(name, group)| {
        group.check_keys(problems, &["description"]);
        GroupConfig { name, description: group.string(problems, "description").map(|t| t.value) }
    });
    read.collect()
}

fn read_type(problems: &mut Problems, table: &Table<'_>) -> Option<TypeOverride> {
    table.check_keys(problems, &["select", "rename", "description", "keep-unknown-fields"]);
    let rename = values::words(problems, table, "rename").map(|t| t.value);
    let description = table.string(problems, "description").map(|t| t.value);
    let keep_unknown_fields = read_keep_unknown_fields(problems, table);
    Some(TypeOverride { select: select(problems, table)?, rename, description, keep_unknown_fields })
}

fn read_operation(problems: &mut Problems, table: &Table<'_>) -> Option<OperationOverride> {
    table.check_keys(problems, &["select", "rename", "group", "media-type", "auth", "pagination"]);
    let rename = values::words(problems, table, "rename").map(|t| t.value);
    let group = text(problems, table, "group").map(|t| t.value);
    let media_type = values::media_type(problems, table, "media-type");
    let auth = values::auth(problems, table, "auth");
    let pagination = read_pagination(problems, table);
    let select = select(problems, table)?;
    let is_glob = select.value.contains(['*', '?', '[', '{']);
    if is_glob && rename.is_some() {
        let span = table.key_span(problems, "rename");
        let message = "`rename` gives one name, and `select` may match several operations".to_owned();
        problems.report(span, message, "one name for all of them", "select one operation".to_owned());
        return Some(OperationOverride {
            select,
            rename: None,
            group,
            media_type,
            auth,
            pagination,
            span: table.span,
        });
    }
    Some(OperationOverride { select, rename, group, media_type, auth, pagination, span: table.span })
}

fn select(problems: &mut Problems, table: &Table<'_>) -> Option<Spanned<String>> {
    if table.value("select").is_none() {
        let help = "`select = \"…\"` says what the entry is about".to_owned();
        problems.report(table.span, "the entry has no `select`".to_owned(), "nothing is selected", help);
        return None;
    }
    text(problems, table, "select").filter(|select| values::check_glob(problems, select))
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
