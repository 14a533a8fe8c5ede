//! Entries into the text of a `docbind.toml`; what is there stays, comments included.

use super::Entry;
use crate::diagnostic::{SuggestedTable, Suggestion};
use std::fmt;
use toml_edit::{Array, DocumentMut, InlineTable, Item, Key, Table, Value};

/// Why settings cannot be changed.
#[derive(Debug)]
pub(crate) enum EditError {
    /// The file is invalid TOML.
    Invalid(toml_edit::TomlError),
    /// Something other than a table is where one should be.
    NoTable(SuggestedTable),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(error) => write!(f, "{}", error.to_string().trim_end()),
            Self::NoTable(table) => write!(f, "`{}` is not a table", table.as_str()),
        }
    }
}

/// The text of settings with entries added. A key that is there already keeps its value.
///
/// # Errors
///
/// Where the text is not that of settings.
pub(crate) fn with_entries(text: &str, entries: &[Entry]) -> Result<String, EditError> {
    let mut document: DocumentMut = text.parse().map_err(EditError::Invalid)?;
    let is_new = text.trim().is_empty();
    let mut rest = entries;
    while let Some(first) = rest.first() {
        let Suggestion { table, select, .. } = &first.suggestion;
        let is_same = |of: &Entry| of.suggestion.table == *table && of.suggestion.select == *select;
        let (same, behind) = rest.split_at(rest.iter().take_while(|of| is_same(of)).count());
        match select {
            Some(select) => add_entry(&mut document, *table, select, same)?,
            None => add_keys(&mut document, *table, same)?,
        }
        rest = behind;
    }
    let edited = document.to_string();
    let edited = if is_new { edited.trim_start().to_owned() } else { edited };
    Ok(if text.contains("\r\n") { edited.replace("\r\n", "\n").replace('\n', "\r\n") } else { edited })
}

/// Adds keys to a table that there is once.
fn add_keys(document: &mut DocumentMut, name: SuggestedTable, entries: &[Entry]) -> Result<(), EditError> {
    let item = document.entry(name.as_str()).or_insert_with(|| Item::Table(new_table("")));
    let (lists, plain): (Vec<&Entry>, Vec<&Entry>) = entries.iter().partition(|of| of.suggestion.is_item());
    let Some(table) = item.as_table_like_mut() else { return Err(EditError::NoTable(name)) };
    for entry in plain {
        let Suggestion { key, value, .. } = &entry.suggestion;
        if !table.contains_key(key) {
            table.insert(key, Item::Value(parsed(value)?));
            if let Some(mut key) = table.key_mut(key) {
                key.leaf_decor_mut().set_prefix(comment_lines(entry, ""));
            }
        }
    }
    let Some(first) = lists.first() else { return Ok(()) };
    let is_inline = item.is_inline_table();
    let Some(table) = item.as_table_like_mut() else { return Err(EditError::NoTable(name)) };
    let list = table.entry(first.suggestion.key).or_insert_with(|| Item::Value(Value::Array(Array::new())));
    let Some(list) = list.as_array_mut() else { return Err(EditError::NoTable(name)) };
    add_items(list, &lists, is_inline)
}

/// Adds items to a list, a line for each; the comment is before the first that the same rule asks for.
fn add_items(list: &mut Array, entries: &[&Entry], on_one_line: bool) -> Result<(), EditError> {
    for entry in entries {
        let mut value = parsed(&entry.suggestion.value)?;
        if !on_one_line {
            value.decor_mut().set_prefix(format!("\n{}    ", comment_lines(entry, "    ")));
            list.push_formatted(value);
        } else {
            list.push(value);
        }
    }
    if !on_one_line {
        list.set_trailing_comma(true);
        list.set_trailing("\n");
    }
    Ok(())
}

/// Adds an entry to a table that there is several times.
fn add_entry(
    document: &mut DocumentMut,
    name: SuggestedTable,
    select: &str,
    entries: &[Entry],
) -> Result<(), EditError> {
    let item =
        document.entry(name.as_str()).or_insert_with(|| Item::ArrayOfTables(toml_edit::ArrayOfTables::new()));
    let pairs: Vec<(&str, Value)> = std::iter::once(Ok(("select", Value::from(select))))
        .chain(entries.iter().map(|of| Ok((of.suggestion.key, parsed(&of.suggestion.value)?))))
        .collect::<Result<_, EditError>>()?;
    if let Some(tables) = item.as_array_of_tables_mut() {
        let comments: String = entries.iter().map(|of| comment_lines(of, "")).collect();
        let mut table = new_table(&comments);
        for (key, value) in pairs {
            table.insert(key, Item::Value(value));
        }
        tables.push(table);
        return Ok(());
    }
    match item.as_array_mut() {
        Some(list) => {
            list.push(InlineTable::from_iter(pairs.into_iter().map(|(key, value)| (Key::new(key), value))));
            Ok(())
        }
        None => Err(EditError::NoTable(name)),
    }
}

fn new_table(comments: &str) -> Table {
    let mut table = Table::new();
    table.decor_mut().set_prefix(format!("\n{comments}"));
    table
}

fn comment_lines(entry: &Entry, indent: &str) -> String {
    entry.comments().map(|line| format!("{indent}# {line}\n")).collect()
}

fn parsed(value: &str) -> Result<Value, EditError> {
    value.parse().map_err(EditError::Invalid)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::rule;
    use expect_test::{Expect, expect};

    fn entry(suggestion: Suggestion, place: &str) -> Entry {
        Entry { suggestion, settles: vec![(&rule::NAME_COLLISION, 1, place.to_owned())] }
    }

    fn entries() -> Vec<Entry> {
        let of = |key, text: &str| Suggestion::operation(key, text).unwrap().of("tickets/get".to_owned());
        let mut several = entry(Suggestion::exclude("b.md").unwrap(), "b.md:1");
        several.settles[0].1 = 3;
        vec![
            entry(Suggestion::api("base-url", "\"https://a.example\"".to_owned()), "a.md:1"),
            entry(Suggestion::exclude("a.md").unwrap(), "a.md:1"),
            several,
            entry(of("media-type", "application/json"), "get.md:4"),
            entry(of("rename", "read-ticket"), "get.md:2"),
            entry(Suggestion::field_type("tickets/get:200.id".to_owned(), "integer").unwrap(), "get.md:9"),
        ]
    }

    fn check(text: &str, expected: Expect) {
        let edited = with_entries(text, &entries()).unwrap();
        expected.assert_eq(&edited);
        assert!(edited.parse::<DocumentMut>().is_ok(), "{edited}");
    }

    #[test]
    fn settings_of_their_own() {
        check(
            "",
            expect![[r#"
                [api]
                # D0402 name-collision: a.md:1
                base-url = "https://a.example"

                [pages]
                exclude = [
                    # D0402 name-collision: a.md:1
                    "a.md",
                    # D0402 name-collision: 3 findings, such as b.md:1
                    "b.md",
                ]

                # D0402 name-collision: get.md:4
                # D0402 name-collision: get.md:2
                [[operations]]
                select = "tickets/get"
                media-type = "application/json"
                rename = "read-ticket"

                # D0402 name-collision: get.md:9
                [[fields]]
                select = "tickets/get:200.id"
                type = "integer"
            "#]],
        );
    }

    #[test]
    fn what_is_there_stays() {
        check(
            r#"# Ours.
[api] # about all
name = "desk" # the package
base-url = "https://b.example" # ours

[pages]
exclude = ["guides/**"] # no endpoints

[[operations]]
select = "list-*"
skip = true

[values]
uuids = "uuid""#,
            expect![[r##"
                # Ours.
                [api] # about all
                name = "desk" # the package
                base-url = "https://b.example" # ours

                [pages]
                exclude = ["guides/**",
                    # D0402 name-collision: a.md:1
                    "a.md",
                    # D0402 name-collision: 3 findings, such as b.md:1
                    "b.md",
                ] # no endpoints

                [[operations]]
                select = "list-*"
                skip = true

                # D0402 name-collision: get.md:4
                # D0402 name-collision: get.md:2
                [[operations]]
                select = "tickets/get"
                media-type = "application/json"
                rename = "read-ticket"

                [values]
                uuids = "uuid"

                # D0402 name-collision: get.md:9
                [[fields]]
                select = "tickets/get:200.id"
                type = "integer"
            "##]],
        );
    }

    #[test]
    fn tables_on_one_line_stay_so() {
        check(
            "pages = { exclude = [\"x\"] }\noperations = [{ select = \"a\", skip = true }]\n",
            expect![[r#"
                pages = { exclude = ["x", "a.md", "b.md"] }
                operations = [{ select = "a", skip = true }, { select = "tickets/get", media-type = "application/json", rename = "read-ticket" }]

                [api]
                # D0402 name-collision: a.md:1
                base-url = "https://a.example"

                # D0402 name-collision: get.md:9
                [[fields]]
                select = "tickets/get:200.id"
                type = "integer"
            "#]],
        );
    }

    #[test]
    fn line_ends_stay() {
        let edited = with_entries("[api]\r\nname = \"a\"\r\n", &entries()).unwrap();
        assert_eq!(edited.matches('\n').count(), edited.matches("\r\n").count());
    }

    #[test]
    fn what_is_no_table_is_said() {
        let error = with_entries("pages = 1\n", &entries()).unwrap_err();
        assert_eq!(error.to_string(), "`pages` is not a table");
        assert!(with_entries("[api", &entries()).is_err());
    }
}
