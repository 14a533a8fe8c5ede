//! Tables of `docbind.toml`, read key by key: what is not as it should be is reported at its place
//! and left out, and the rest of the file still applies.

use crate::diagnostic::{Diagnostic, rule};
use crate::model::Place;
use crate::source::{SourceFile, Span, Spanned};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// What was found wrong in one file.
pub(super) struct Problems<'a> {
    file: &'a SourceFile,
    /// The diagnostics, in the order found.
    pub(super) found: Vec<Diagnostic>,
}

impl<'a> Problems<'a> {
    pub(super) fn new(file: &'a SourceFile) -> Self {
        Self { file, found: Vec::new() }
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file.id, range.start, range.end)
    }

    /// The text of a place.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.file.slice(span)
    }

    /// Whether something was reported in a place.
    pub(super) fn has_reported(&self, span: Span) -> bool {
        self.found.iter().flat_map(|found| &found.primary).any(|label| span.contains(label.span))
    }

    /// A place for people.
    pub(super) fn place(&self, span: Span) -> Place {
        Place { page: self.file.relative.clone(), line: self.file.position(span.start).line }
    }

    /// Reports a setting: what is wrong, what stands there, and what would do.
    pub(super) fn report(&mut self, span: Span, message: String, label: &str, help: String) {
        let diagnostic = Diagnostic::at(&rule::INVALID_SETTING, span, message).label(label);
        self.found.push(if help.is_empty() { diagnostic } else { diagnostic.help(help) });
    }
}

/// A table, and what to call it.
pub(super) struct Table<'a> {
    /// As in the file: `[api]`, `[[types]]`; empty for the whole file.
    title: String,
    entries: &'a DeTable<'a>,
    /// Where it stands; of a table with a header, the header.
    pub(super) span: Span,
}

impl<'a> Table<'a> {
    /// The whole file.
    pub(super) fn root(entries: &'a DeTable<'a>, span: Span) -> Self {
        Self { title: String::new(), entries, span }
    }

    fn title(&self) -> String {
        if self.title.is_empty() { "docbind.toml".to_owned() } else { format!("`{}`", self.title) }
    }

    /// Reports the keys that are none of `known`.
    pub(super) fn check_keys(&self, problems: &mut Problems, known: &[&str]) {
        for key in self.entries.keys() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let message = format!("`{name}` is not a setting of {}", self.title());
            let help = match self.title == "[api]" && super::package::is_key(name) {
                true => format!("`{name}` is a setting of `[package]`"),
                false => suggest(name, known),
            };
            problems.report(problems.span(key.span()), message, "unknown setting", help);
        }
    }

    fn get(&self, key: &str) -> Option<&'a toml::Spanned<DeValue<'a>>> {
        self.entries.get(key)
    }

    /// A string.
    pub(super) fn string(&self, problems: &mut Problems, key: &str) -> Option<Spanned<String>> {
        let value = self.get(key)?;
        as_string(problems, value, &format!("`{key}`"))
    }

    /// An array of strings.
    pub(super) fn strings(&self, problems: &mut Problems, key: &str) -> Option<Vec<Spanned<String>>> {
        let items = self.array(problems, key, "an array of strings")?;
        let what = format!("each item of `{key}`");
        Some(items.iter().filter_map(|item| as_string(problems, item, &what)).collect())
    }

    /// An array.
    pub(super) fn array(
        &self,
        problems: &mut Problems,
        key: &str,
        should_be: &str,
    ) -> Option<&'a [toml::Spanned<DeValue<'a>>]> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Array(items) => Some(&items[..]),
            _ => {
                wrong_type(problems, value, &format!("`{key}`"), should_be);
                None
            }
        }
    }

    /// Any value.
    pub(super) fn value(&self, key: &str) -> Option<&'a toml::Spanned<DeValue<'a>>> {
        self.get(key)
    }

    /// A table inside this one.
    pub(super) fn table(&self, problems: &mut Problems, key: &str) -> Option<Table<'a>> {
        let title = self.child_title(key);
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::Table(entries) => {
                let span = problems.span(value.span());
                Some(Table { title: format!("[{title}]"), entries, span })
            }
            _ => {
                wrong_type(problems, value, &format!("`{key}`"), &format!("a table: `[{title}]`"));
                None
            }
        }
    }

    /// The tables `[[key]]`.
    pub(super) fn tables(&self, problems: &mut Problems, key: &str) -> Vec<Table<'a>> {
        let title = format!("[[{}]]", self.child_title(key));
        let should_be = format!("a list of tables: `{title}`");
        let mut tables = Vec::new();
        for item in self.array(problems, key, &should_be).unwrap_or_default() {
            match item.get_ref() {
                DeValue::Table(entries) => {
                    let span = problems.span(item.span());
                    tables.push(Table { title: title.clone(), entries, span });
                }
                _ => wrong_type(problems, item, &format!("each item of `{key}`"), "a table"),
            }
        }
        tables
    }

    /// A table that is an item of the array `key`.
    pub(super) fn item(
        &self,
        problems: &Problems,
        key: &str,
        entries: &'a DeTable<'a>,
        place: Range<usize>,
    ) -> Table<'a> {
        Table { title: format!("[[{}]]", self.child_title(key)), entries, span: problems.span(place) }
    }

    /// The tables `[title.NAME]` of this table, with their names.
    pub(super) fn named_tables(&self, problems: &mut Problems) -> Vec<(Spanned<String>, Table<'a>)> {
        let names: Vec<_> = self.entries.keys().map(|k| (k.get_ref().to_string(), k.span())).collect();
        let read = names.into_iter().filter_map(|(name, place)| {
            let table = self.table(problems, &name)?;
            Some((Spanned::new(name, problems.span(place)), table))
        });
        read.collect()
    }

    /// The strings of this table, with their names.
    pub(super) fn named_strings(&self, problems: &mut Problems) -> Vec<(Spanned<String>, Spanned<String>)> {
        let names: Vec<_> = self.entries.keys().map(|k| (k.get_ref().to_string(), k.span())).collect();
        let read = names.into_iter().filter_map(|(name, place)| {
            let text = self.string(problems, &name)?;
            Some((Spanned::new(name, problems.span(place)), text))
        });
        read.collect()
    }

    fn child_title(&self, key: &str) -> String {
        match self.title.trim_matches(['[', ']']) {
            "" => key.to_owned(),
            title => format!("{title}.{key}"),
        }
    }
}

/// The text of a string; anything else is reported.
pub(super) fn as_string(
    problems: &mut Problems,
    value: &toml::Spanned<DeValue<'_>>,
    what: &str,
) -> Option<Spanned<String>> {
    match value.get_ref() {
        DeValue::String(text) => Some(Spanned::new(text.to_string(), problems.span(value.span()))),
        _ => {
            wrong_type(problems, value, what, "a string");
            None
        }
    }
}

/// Reports a value of the wrong type.
pub(super) fn wrong_type(
    problems: &mut Problems,
    value: &toml::Spanned<DeValue<'_>>,
    what: &str,
    should_be: &str,
) {
    let found = match value.get_ref().type_str() {
        kind @ ("integer" | "array") => format!("this is an {kind}"),
        kind => format!("this is a {kind}"),
    };
    let span = problems.span(value.span());
    problems.report(span, format!("{what} should be {should_be}"), &found, String::new());
}

/// The known word that was probably meant, or all of them.
pub(super) fn suggest(word: &str, known: &[&str]) -> String {
    let plain = word.to_ascii_lowercase().replace('_', "-");
    let near = known.iter().map(|k| (strsim::damerau_levenshtein(&plain, k), k));
    match near.filter(|&(distance, k)| distance <= k.len().div_ceil(3)).min() {
        Some((_, k)) => format!("did you mean `{k}`?"),
        None => format!("known are {}", list(known)),
    }
}

/// `a`, `b` and `c`.
pub(super) fn list(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|w| format!("`{w}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => "none".to_owned(),
    }
}
