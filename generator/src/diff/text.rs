//! A diff as text, for a terminal.

use super::{Change, ChangeClass, Diff, Shown, propose_version};
use crate::visible::visible;
use std::fmt::Write;

/// The widest column of items; longer ones stand out of line.
const WIDEST: usize = 44;
/// Characters of a page's line.
const LONGEST: usize = 100;

/// The changes by class, breaking first, each with the pages' lines; counts and the next version at the end.
pub fn render_text(diff: &Diff) -> String {
    let mut text = String::new();
    for class in ChangeClass::ALL {
        let changes: Vec<&Change> = diff.changes.iter().filter(|change| change.class == class).collect();
        if changes.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{} ({})", class.words(), changes.len());
        let width = changes.iter().map(|change| visible(&change.item).chars().count()).max().unwrap_or(0);
        let width = width.min(WIDEST);
        for change in changes {
            let _ = writeln!(
                text,
                "  {:width$}  {}{}",
                visible(&change.item),
                visible(&change.what),
                marks(change)
            );
            side('-', change.before.as_ref(), &mut text);
            side('+', change.after.as_ref(), &mut text);
        }
        text.push('\n');
    }
    for note in &diff.notes {
        let _ = writeln!(text, "note: {note}");
    }
    match (diff.changes.is_empty(), propose_version(&diff.version, diff)) {
        (true, _) => text.push_str("nothing changed\n"),
        (false, next) => {
            let _ = writeln!(text, "{}", diff.counts());
            match next {
                Some(next) => {
                    let _ = writeln!(text, "next version: {next} (after {})", visible(&diff.version));
                }
                None if !diff.notes.is_empty() => {
                    text.push_str("next version: unknown, because not everything was compared\n")
                }
                None => {}
            }
        }
    }
    text
}

fn marks(change: &Change) -> &'static str {
    match (change.wire, change.exhaustive) {
        (true, _) => " [wire]",
        (_, true) => " [not for literals of all fields, matches of all variants]",
        _ => "",
    }
}

fn side(sign: char, shown: Option<&Shown>, text: &mut String) {
    let Some(Shown { place: Some(place), line, .. }) = shown else { return };
    let line = line.as_deref().unwrap_or_default();
    let short: String = line.chars().take(LONGEST).collect();
    let more = if short.len() < line.len() { "…" } else { "" };
    let _ = writeln!(text, "    {sign} {}:{}  {}{more}", visible(&place.page), place.line, visible(&short));
}
