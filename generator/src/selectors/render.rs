//! Selectors as text: what can stand in `select`, and what it names.

use super::{Selectable, Selectors};
use crate::visible::visible;

/// The lists under the names of their tables, without those that are empty.
pub(crate) fn render_selectors(selectors: &Selectors) -> String {
    let lists = [
        ("[[operations]]", &selectors.operations),
        ("[[types]]", &selectors.types),
        ("[[fields]]", &selectors.fields),
    ];
    let shown = lists.into_iter().filter(|(_, list)| !list.is_empty());
    shown.map(|(table, list)| render_list(table, list)).collect::<Vec<_>>().join("\n")
}

fn render_list(table: &str, list: &[Selectable]) -> String {
    let written: Vec<String> = list.iter().map(|of| visible(&of.selector.to_string()).into_owned()).collect();
    let width = written.iter().map(|text| text.chars().count()).max().unwrap_or_default();
    let line = |(text, of): (&String, &Selectable)| format!("  {text:width$}  {}\n", visible(&of.what));
    let lines: String = written.iter().zip(list).map(line).collect();
    format!("{table}\n{lines}")
}
