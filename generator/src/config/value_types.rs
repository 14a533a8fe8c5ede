//! `[values]`: the libraries whose types stand for timestamps, UUIDs and decimals, and what becomes of
//! fields that the pages do not name.

use super::table::{Problems, Table, suggest};

/// `[values]`. Without it, timestamps and UUIDs are text, decimals are text or `f64` as they travel, and
/// unknown fields are ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValueTypes {
    /// `timestamps = "jiff"`: timestamps, dates and times of day are types of the crate `jiff`.
    pub jiff: bool,
    /// `zoned-timestamps = "text"`: timestamps with a zone are text nevertheless.
    pub zoned_as_text: bool,
    /// `uuids = "uuid"`: UUIDs are `uuid::Uuid`.
    pub uuid: bool,
    /// `decimals = "rust_decimal"`: decimal numbers are `rust_decimal::Decimal`.
    pub rust_decimal: bool,
    /// `unknown-fields = "keep"`: every type that is received keeps what the pages do not name.
    pub keep_unknown_fields: bool,
}

/// Reads `[values]`.
pub(super) fn read_value_types(problems: &mut Problems, table: &Table<'_>) -> ValueTypes {
    table.check_keys(problems, &["timestamps", "zoned-timestamps", "uuids", "decimals", "unknown-fields"]);
    ValueTypes {
        jiff: choice(problems, table, "timestamps", ["text", "jiff"]),
        zoned_as_text: choice(problems, table, "zoned-timestamps", ["typed", "text"]),
        uuid: choice(problems, table, "uuids", ["text", "uuid"]),
        rust_decimal: choice(problems, table, "decimals", ["plain", "rust_decimal"]),
        keep_unknown_fields: choice(problems, table, "unknown-fields", ["ignore", "keep"]),
    }
}

/// Whether the second word is set; the first is what goes without the setting.
fn choice(problems: &mut Problems, table: &Table<'_>, key: &str, words: [&str; 2]) -> bool {
    let Some(word) = table.string(problems, key) else { return false };
    let [default, other] = words;
    if word.value != default && word.value != other {
        let message = format!("`{}` is not a choice for `{key}`", word.value);
        problems.report(word.span, message, "unknown choice", suggest(&word.value, &words));
    }
    word.value == other
}
