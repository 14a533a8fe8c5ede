//! How an array parameter is written.

/// How an array parameter is written into a query or header.
///
/// Each item is percent-encoded in a query; the separators and brackets stand as they are.
/// An absent list sends nothing, whatever the style.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ParameterStyle {
    /// `id=1&id=2` (OpenAPI `form`, `explode: true`). In a header: one line each.
    /// An empty list sends nothing.
    #[default]
    Repeated,
    /// `id=1,2` (OpenAPI `form`, `explode: false`). An empty list sends nothing.
    Comma,
    /// `id=[1,2]`: comma-separated between square brackets. An empty list sends `id=[]`.
    Bracketed,
}
