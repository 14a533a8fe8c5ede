//! Reads `docbind.toml`.
//!
//! Nothing in it stops the run: a setting that is not understood is reported at its place, with what
//! would be, and the others apply.

use super::auth;
use super::fetch::read_fetch;
use super::fields::read_field;
use super::levels::read_levels;
use super::operations::read_operation;
use super::package::read_package;
use super::table::{Problems, Table};
use super::types::read_type;
use super::value_types::read_value_types;
use super::values::{self, address, globs, package_name, text};
use super::webhooks::read_webhooks;
use super::{ApiConfig, Config, GroupConfig, PagesConfig};
use crate::diagnostic::{Diagnostic, sort_diagnostics};
use crate::source::SourceFile;
use toml::de::DeTable;

/// Reads `docbind.toml`.
pub(crate) fn parse_config(file: &SourceFile) -> (Config, Vec<Diagnostic>) {
    let mut problems = Problems::new(file);
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
    root.check_keys(
        problems,
        &[
            "api",
            "package",
            "pages",
            "fetch",
            "retry",
            "values",
            "webhooks",
            "diagnostics",
            "types",
            "operations",
            "fields",
            "groups",
        ],
    );
    Config {
        package: root.table(problems, "package").map(|t| read_package(problems, &t)).unwrap_or_default(),
        api: root.table(problems, "api").map(|t| read_api(problems, &t)).unwrap_or_default(),
        pages: root.table(problems, "pages").map(|t| read_pages(problems, &t)).unwrap_or_default(),
        fetch: root.table(problems, "fetch").map(|t| read_fetch(problems, &t)).unwrap_or_default(),
        retry_statuses: root.table(problems, "retry").map(|t| read_retry(problems, &t)).unwrap_or_default(),
        values: root.table(problems, "values").map(|t| read_value_types(problems, &t)).unwrap_or_default(),
        webhooks: root.table(problems, "webhooks").map(|t| read_webhooks(problems, &t)).unwrap_or_default(),
        levels: root.table(problems, "diagnostics").map(|t| read_levels(problems, &t)).unwrap_or_default(),
        types: read_each(problems, root, "types", read_type),
        operations: read_each(problems, root, "operations", read_operation),
        fields: read_each(problems, root, "fields", read_field),
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
    table.check_keys(
        problems,
        &["name", "title", "description", "base-url", "docs-url", "auth", "error-statuses"],
    );
    ApiConfig {
        name: package_name(problems, table, "name"),
        title: text(problems, table, "title").map(|t| t.value),
        description: table.string(problems, "description").map(|t| t.value),
        base_url: address(problems, table, "base-url"),
        docs_url: address(problems, table, "docs-url"),
        auth: auth::auth(problems, table, "auth"),
        error_statuses: values::error_statuses(problems, table),
    }
}

fn read_pages(problems: &mut Problems, table: &Table<'_>) -> PagesConfig {
    table.check_keys(problems, &["include", "exclude", "openapi", "language", "version"]);
    PagesConfig {
        include: globs(problems, table, "include"),
        exclude: globs(problems, table, "exclude"),
        openapi: table.strings(problems, "openapi").unwrap_or_default(),
        language: text(problems, table, "language"),
        version: text(problems, table, "version"),
    }
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

#[cfg(test)]
#[path = "override_tests.rs"]
mod override_tests;
#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
