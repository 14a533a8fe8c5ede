//! `[package]`: what the manifest of the generated crate says beside what docbind writes into it.

use super::table::{Problems, Table, wrong_type};
use toml::de::{DeTable, DeValue};

/// The version of a generated crate of which nobody says one.
pub(super) const DEFAULT_VERSION: &str = "0.1.0";

/// The oldest Rust that compiles a generated crate.
pub(super) const LEAST_RUST: (u32, u32) = (1, 90);

/// `[package]`: keys of Cargo's own table of that name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PackageConfig {
    /// Each key with its value, in the order of `KEYS`.
    pub entries: Vec<(&'static str, toml::Value)>,
}

impl PackageConfig {
    /// What is said under a key.
    pub fn get(&self, key: &str) -> Option<&toml::Value> {
        self.entries.iter().find(|(own, _)| *own == key).map(|(_, value)| value)
    }

    /// The version of the generated crate.
    pub fn version(&self) -> &str {
        self.get("version").and_then(toml::Value::as_str).unwrap_or(DEFAULT_VERSION)
    }
}

/// What stands under a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Version,
    RustVersion,
    Texts,
    Publish,
    Table,
}

/// The keys that are copied, in the order in which the manifest has them.
const KEYS: &[(&str, Form)] = &[
    ("version", Form::Version),
    ("rust-version", Form::RustVersion),
    ("authors", Form::Texts),
    ("description", Form::Text),
    ("license", Form::Text),
    ("license-file", Form::Text),
    ("repository", Form::Text),
    ("homepage", Form::Text),
    ("documentation", Form::Text),
    ("keywords", Form::Texts),
    ("categories", Form::Texts),
    ("publish", Form::Publish),
    ("metadata", Form::Table),
];

/// Whether it is a key of `[package]`.
pub(super) fn is_key(name: &str) -> bool {
    KEYS.iter().any(|(key, _)| *key == name)
}

/// Reads `[package]`.
pub(super) fn read_package(problems: &mut Problems, table: &Table<'_>) -> PackageConfig {
    let keys: Vec<&str> = KEYS.iter().map(|(key, _)| *key).collect();
    table.check_keys(problems, &keys);
    let mut entries = Vec::new();
    for (key, form) in KEYS {
        if let Some(value) = table.value(key).and_then(|value| read_value(problems, key, *form, value)) {
            entries.push((*key, value));
        }
    }
    PackageConfig { entries }
}

fn read_value(
    problems: &mut Problems,
    key: &str,
    form: Form,
    found: &toml::Spanned<DeValue<'_>>,
) -> Option<toml::Value> {
    let value = value_of(found.get_ref())?;
    let is_texts = |value: &toml::Value| {
        value.as_array().is_some_and(|items| items.iter().all(|item| item.as_str().is_some()))
    };
    let (fits, should_be) = match form {
        Form::Text | Form::Version | Form::RustVersion => (value.is_str(), "a string"),
        Form::Texts => (is_texts(&value), "an array of strings"),
        Form::Publish => (value.is_bool() || is_texts(&value), "`false`, or the registries"),
        Form::Table => (value.is_table(), "a table: `[package.metadata]`"),
    };
    if !fits {
        wrong_type(problems, found, &format!("`{key}`"), should_be);
        return None;
    }
    let text = value.as_str().unwrap_or_default();
    let wrong = match form {
        Form::Version if !is_version(text) => Some(("no version", "three numbers, as in `0.1.0`".to_owned())),
        Form::RustVersion if !is_enough(text) => {
            let (major, minor) = LEAST_RUST;
            Some(("too old, or no version of Rust", format!("`{major}.{minor}`, or a later one")))
        }
        Form::Text if text.trim().is_empty() => {
            Some(("nothing here", "leave the setting out, or say what it should be".to_owned()))
        }
        _ => None,
    };
    if let Some((label, help)) = wrong {
        let span = problems.span(found.span());
        problems.report(span, format!("`{key}` cannot be {text:?}"), label, help);
        return None;
    }
    Some(value)
}

/// Three numbers, and what may follow them (Semantic Versioning 2.0.0).
fn is_version(text: &str) -> bool {
    let (plain, more) = match text.find(['-', '+']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let is_number = |part: &str| {
        part.parse::<u64>().is_ok() && (part == "0" || !part.starts_with('0')) && !part.starts_with('+')
    };
    let is_more = |more: &str| {
        let known = |c: char| c.is_ascii_alphanumeric() || ".-+".contains(c);
        !more.is_empty() && more.chars().all(known)
    };
    plain.split('.').count() == 3 && plain.split('.').all(is_number) && more.is_none_or(is_more)
}

fn is_enough(text: &str) -> bool {
    let mut parts = text.split('.').map(|part| part.parse::<u32>().ok());
    match (parts.next().flatten(), parts.next().flatten()) {
        (Some(major), Some(minor)) => (major, minor) >= LEAST_RUST && parts.all(|part| part.is_some()),
        _ => false,
    }
}

/// A value apart from its file.
fn value_of(of: &DeValue<'_>) -> Option<toml::Value> {
    Some(match of {
        DeValue::String(text) => toml::Value::String(text.to_string()),
        DeValue::Integer(number) => {
            toml::Value::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok()?)
        }
        DeValue::Float(number) => toml::Value::Float(number.as_str().parse().ok()?),
        DeValue::Boolean(value) => toml::Value::Boolean(*value),
        DeValue::Datetime(value) => toml::Value::Datetime(*value),
        DeValue::Array(items) => {
            toml::Value::Array(items.iter().filter_map(|item| value_of(item.get_ref())).collect())
        }
        DeValue::Table(entries) => toml::Value::Table(table_of(entries)),
    })
}

fn table_of(entries: &DeTable<'_>) -> toml::Table {
    let entry = |(key, value): (&toml::Spanned<std::borrow::Cow<'_, str>>, &toml::Spanned<DeValue<'_>>)| {
        Some((key.get_ref().to_string(), value_of(value.get_ref())?))
    };
    entries.iter().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_enough, is_version};

    #[test]
    fn versions_are_three_numbers() {
        for right in ["0.1.0", "10.2.33", "1.0.0-rc.1", "1.0.0+build-5"] {
            assert!(is_version(right), "{right}");
        }
        for wrong in ["", "1", "1.0", "1.0.0.0", "v1.0.0", "1.0.x", "01.0.0", "1.0.0-", "1.0.0 "] {
            assert!(!is_version(wrong), "{wrong}");
        }
        assert!(is_enough("1.90") && is_enough("1.91.1") && is_enough("2.0"));
        assert!(!is_enough("1.89") && !is_enough("1") && !is_enough("stable"));
    }
}
