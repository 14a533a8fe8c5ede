//! What came of the calls.

use crate::program::Outcome;
use std::fmt::Write;

/// Each call that was refused, with Prism's reasons.
pub fn refused(outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    for of in outcomes {
        let Some((kind, reasons)) = &of.refused else { continue };
        writeln!(text, "{}: {kind}", of.operation).unwrap();
        if kind != "invalid request" {
            writeln!(text, "    called {}", of.target).unwrap();
        }
        reasons.iter().for_each(|reason| writeln!(text, "    {reason}").unwrap());
    }
    text
}

/// The operations of which pages and description say different things: `operation | what`.
fn differ(list: &str) -> Vec<(&str, &str)> {
    list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" | ")).collect()
}

/// How many were accepted, and how many of a hundred of those of which pages and description say the same. `unbuilt`: of
/// how many operations no call could be made.
pub fn counts(outcomes: &[Outcome], unbuilt: usize, list: &str) -> (String, f64) {
    let differ = differ(list);
    let unknown = |of: &&Outcome| {
        let kind = of.refused.as_ref().map(|(kind, _)| kind.as_str());
        matches!(kind, Some("NO_PATH_MATCHED_ERROR" | "NO_METHOD_MATCHED_ERROR"))
    };
    let differs =
        |of: &&Outcome| of.refused.is_some() && differ.iter().any(|(name, _)| *name == of.operation);
    let accepted = outcomes.iter().filter(|of| of.refused.is_none()).count();
    let unknown = outcomes.iter().filter(unknown).count();
    let differing = outcomes.iter().filter(differs).count();
    let all = outcomes.len() + unbuilt - unknown;
    let share = |of: usize| 100.0 * accepted as f64 / of.max(1) as f64;
    let text = format!(
        "{accepted} of {all} operations accepted: {:.1} %; {differing} are refused because pages and description say \
         different things, without them {:.1} %\n{unknown} more operations of the pages are not in the description; of \
         {unbuilt} no call could be made",
        share(all),
        share(all - differing)
    );
    (text, share(all - differing))
}
