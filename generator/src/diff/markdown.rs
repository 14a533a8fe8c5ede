//! A diff as Markdown, for a pull request.

use super::{Change, ChangeClass, Diff, Shown, propose_version};
use crate::lowering::code;
use crate::visible::visible;
use std::fmt::Write;

/// Characters of a page's line.
const LONGEST: usize = 160;

/// A heading for each class, an item for each change with the pages' lines in a fence; what is documentation only
/// is folded.
pub fn render_markdown(diff: &Diff) -> String {
    let mut text = format!("## API changes: {} → {}\n\n", code(&diff.old), code(&diff.new));
    if diff.changes.is_empty() {
        text.push_str("Nothing changed.\n");
        return text;
    }
    let _ = write!(text, "{}.", diff.counts());
    if let Some(next) = propose_version(&diff.version, diff) {
        let _ = write!(text, " Next version: **{next}** (after {}).", visible(&diff.version));
    }
    text.push('\n');
    for note in &diff.notes {
        let _ = writeln!(text, "\n> {note}");
    }
    for class in ChangeClass::ALL {
        let mut changes = diff.changes.iter().filter(|change| change.class == class).peekable();
        if changes.peek().is_none() {
            continue;
        }
        let mut title = class.words().to_owned();
        title[..1].make_ascii_uppercase();
        let folded = class == ChangeClass::DocumentationOnly;
        match folded {
            true => {
                let _ = writeln!(text, "\n<details><summary>{title} ({})</summary>\n", diff.count(class));
            }
            false => {
                let _ = writeln!(text, "\n### {title}\n");
            }
        }
        changes.for_each(|change| item(change, &mut text));
        if folded {
            text.push_str("\n</details>\n");
        }
    }
    text
}

fn item(change: &Change, text: &mut String) {
    let mark = match (change.wire, change.exhaustive) {
        (true, _) => " (on the wire)",
        (_, true) => " (breaks literals of all fields and matches of all variants)",
        _ => "",
    };
    let _ = writeln!(text, "- {} {}{mark}", code(&change.item), visible(&change.what));
    let lines: Vec<String> = [('-', &change.before), ('+', &change.after)]
        .into_iter()
        .filter_map(|(sign, of)| side(sign, of.as_ref()))
        .collect();
    if !lines.is_empty() {
        let _ = writeln!(text, "\n  ```diff");
        lines.iter().for_each(|line| {
            let _ = writeln!(text, "  {line}");
        });
        let _ = writeln!(text, "  ```");
    }
}

/// A line of the fence. It begins with a sign, so that nothing in it closes the fence.
fn side(sign: char, shown: Option<&Shown>) -> Option<String> {
    let Shown { place: Some(place), line, .. } = shown? else { return None };
    let line: String = line.as_deref().unwrap_or_default().chars().take(LONGEST).collect();
    Some(format!("{sign} {}:{}: {}", visible(&place.page), place.line, visible(&line)))
}
