//! Near misses: what was probably meant by a selector that matches nothing.

use strsim::damerau_levenshtein;

/// The most near misses that are named.
const MOST_NAMED: usize = 3;

/// `did you mean …?`, for the candidates that are near to what was written; the nearest first.
pub(crate) fn did_you_mean<'a>(written: &str, candidates: impl Iterator<Item = &'a str>) -> Option<String> {
    let written = written.to_lowercase();
    let mut near: Vec<(usize, &str)> = candidates
        .map(|candidate| (distance(&written, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.chars().count().div_ceil(3))
        .collect();
    near.sort_unstable();
    near.dedup();
    let nearest = near.first().map_or(0, |(distance, _)| *distance);
    near.retain(|(distance, _)| *distance <= nearest + 1);
    let named: Vec<String> = near.iter().take(MOST_NAMED).map(|(_, name)| format!("`{name}`")).collect();
    let (last, others) = named.split_last()?;
    let or = if others.is_empty() { "" } else { " or " };
    Some(format!("did you mean {}{or}{last}?", others.join(", ")))
}

/// Edits from one text to the other; the globs of what was written cost nothing.
fn distance(written: &str, candidate: &str) -> usize {
    let plain: String = written.chars().filter(|c| !matches!(c, '*' | '?')).collect();
    let globs = written.contains(['*', '?']);
    if globs && plain.len() > 2 && candidate.contains(&plain) {
        return 0;
    }
    damerau_levenshtein(&plain, candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_first_and_nothing_far() {
        let known = ["list-tickets", "list-users", "get-ticket", "close-ticket"];
        let meant = |written: &str| did_you_mean(written, known.into_iter());
        assert_eq!(meant("list-tikets").as_deref(), Some("did you mean `list-tickets`?"));
        assert_eq!(meant("get-tickets").as_deref(), Some("did you mean `get-ticket`?"));
        assert_eq!(meant("*-tickt").as_deref(), Some("did you mean `get-ticket`?"));
        let three = "did you mean `close-ticket`, `get-ticket` or `list-tickets`?";
        assert_eq!(meant("*-tick*").as_deref(), Some(three));
        assert_eq!(meant("List-Users").as_deref(), Some("did you mean `list-users`?"));
        assert_eq!(meant("create-invoice"), None);
    }
}
