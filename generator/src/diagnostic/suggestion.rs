//! A setting that would settle a diagnostic: what `docbind suggest` writes into `docbind.toml`.

use crate::visible::visible;

/// An entry of `docbind.toml` that would settle a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Suggestion {
    /// Where it goes.
    pub table: SuggestedTable,
    /// What the entry is about, of a table that has several entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub select: Option<String>,
    /// The key: `rename`.
    pub key: &'static str,
    /// The value, as TOML spells it; an item, where the key is a list.
    pub value: String,
}

/// The tables of `docbind.toml` that suggestions are for, in the order in which they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub enum SuggestedTable {
    /// `[api]`
    #[serde(rename = "api")]
    Api,
    /// `[pages]`
    #[serde(rename = "pages")]
    Pages,
    /// `[[operations]]`
    #[serde(rename = "operations")]
    Operations,
    /// `[[fields]]`
    #[serde(rename = "fields")]
    Fields,
}

impl SuggestedTable {
    /// Its name: `pages`.
    pub fn as_str(self) -> &'static str {
        match self {
            SuggestedTable::Api => "api",
            SuggestedTable::Pages => "pages",
            SuggestedTable::Operations => "operations",
            SuggestedTable::Fields => "fields",
        }
    }

    /// Whether there is an entry for each thing that is selected.
    pub fn has_entries(self) -> bool {
        matches!(self, SuggestedTable::Operations | SuggestedTable::Fields)
    }
}

impl Suggestion {
    /// A key of `[api]`, with its value as TOML spells it.
    pub(crate) fn api(key: &'static str, value: String) -> Self {
        Self { table: SuggestedTable::Api, select: None, key, value }
    }

    /// That a page is left out; `None` where no glob can name it.
    pub(crate) fn exclude(page: &str) -> Option<Self> {
        let value = quoted(&globset::escape(page))?;
        Some(Self { table: SuggestedTable::Pages, select: None, key: "exclude", value })
    }

    /// A key of the operation that a diagnostic is about. The pass `suggested` says how to select it.
    pub(crate) fn operation(key: &'static str, text: &str) -> Option<Self> {
        let value = quoted(text)?;
        Some(Self { table: SuggestedTable::Operations, select: None, key, value })
    }

    /// The same of what a selector names.
    pub(crate) fn of(mut self, select: String) -> Self {
        self.select = Some(select);
        self
    }

    /// The type of a field.
    pub(crate) fn field_type(select: String, ty: &str) -> Option<Self> {
        let value = quoted(ty)?;
        Some(Self { table: SuggestedTable::Fields, select: Some(select), key: "type", value })
    }

    /// Whether the key is a list, to which the value is added.
    pub fn is_item(&self) -> bool {
        self.key == "exclude"
    }
}

/// Text as TOML spells it on one line; nothing for text that hides something of itself.
pub(crate) fn quoted(text: &str) -> Option<String> {
    let is_plain = !text.contains('\n') && visible(text) == text;
    is_plain.then(|| toml::Value::String(text.to_owned()).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_toml() {
        let page = |path: &str| Suggestion::exclude(path).map(|of| of.value);
        assert_eq!(page("guides/a.md").as_deref(), Some("\"guides/a.md\""));
        // `[id]` is no set of letters here.
        assert_eq!(page("api/[id].mdx").as_deref(), Some("\"api/[[]id[]].mdx\""));
        assert_eq!(page("a\nb.md"), None);
        assert_eq!(page("a\u{202e}b.md"), None);
        let rename = Suggestion::operation("rename", "say \"hi\"").map(|of| of.value);
        assert_eq!(rename.as_deref(), Some("'say \"hi\"'"));
    }
}
