//! stub
use super::Diagnostic;
use crate::source::Sources;
/// Renders one diagnostic as rustc does.
pub fn render_diagnostic(d: &Diagnostic, _sources: &Sources, _color: bool) -> String {
    format!("{}: {}\n", d.rule.code, d.message)
}
/// Renders all.
pub fn render_all(ds: &[Diagnostic], sources: &Sources, color: bool) -> String {
    ds.iter().map(|d| render_diagnostic(d, sources, color)).collect()
}
