//! What settings say in the place of a page, each with its line in `docbind.toml`.

use crate::model::Override;
use maud::{Markup, html};

/// So much of a text is shown, in characters.
const MOST_TEXT: usize = 120;

/// Renders the settings that apply to a page; nothing where there is none.
pub(super) fn render_overrides(overrides: &[&Override]) -> Markup {
    html! {
        @if !overrides.is_empty() {
            h4 { "Overridden by docbind.toml" }
            table.overrides {
                thead { tr { th { "What" } th { "Setting" } th { "Before" } th.line { "Line" } } }
                tbody { @for of in overrides { (render_override(of)) } }
            }
        }
    }
}

fn render_override(of: &Override) -> Markup {
    html! {
        tr {
            td.what { code { (of.what) } }
            td.setting { code { (of.key) " = " (cut(&of.to)) } }
            td.before { @match &of.from { Some(from) => code { (cut(from)) }, None => span.faint { "–" } } }
            td.line {
                a href={ "#setting-" (of.setting.line) } title={ (of.setting.page) ":" (of.setting.line) } {
                    (of.setting.line)
                }
            }
        }
    }
}

fn cut(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(MOST_TEXT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
