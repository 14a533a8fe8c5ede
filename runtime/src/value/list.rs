//! Arrays: those that servers leave out or send as null, and those that applications give.

use serde::{Deserialize, Deserializer};

/// Reads `null` as the default of the type: for an array, as an empty one. With `#[serde(default)]`
/// beside it a missing field reads the same.
///
/// ```
/// use docbind_runtime::codegen;
/// #[derive(serde::Deserialize)]
/// struct Answer {
///     #[serde(default, deserialize_with = "codegen::null_to_default")]
///     errors: Vec<String>,
/// }
/// for text in ["{}", r#"{"errors": null}"#, r#"{"errors": []}"#] {
///     assert!(serde_json::from_str::<Answer>(text).unwrap().errors.is_empty());
/// }
/// ```
pub fn null_to_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Texts of whatever kind, as a field has them.
#[inline]
pub fn texts(of: impl IntoIterator<Item = impl Into<String>>) -> Vec<String> {
    of.into_iter().map(Into::into).collect()
}
