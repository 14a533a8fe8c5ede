//! Texts of one thing from several pages, and the words that names have in common.

use super::doc_words::link;

/// The text that stands for both: the first, whole, where half of the words are the same. `None` where it is less. A text
/// that is missing gives way to one that is there.
pub(super) fn merge_texts(first: &str, second: &str) -> Option<String> {
    if first == second || second.trim().is_empty() {
        return Some(first.to_owned());
    }
    if first.trim().is_empty() {
        return Some(second.to_owned());
    }
    let (a, b) = (split_words(first), split_words(second));
    let pairs = common_subsequence(&a, &b, |x, y| x == y);
    (pairs.len() * 2 >= a.len().max(b.len())).then(|| first.to_owned())
}

/// The words that all lists have in common, in order.
pub(super) fn common_words<'a>(lists: impl IntoIterator<Item = &'a [String]>) -> Vec<String> {
    let mut lists = lists.into_iter();
    let mut common = lists.next().unwrap_or_default().to_vec();
    for list in lists {
        let pairs = common_subsequence(&common, list, |a, b| a == b);
        common = pairs.into_iter().map(|(at, _)| common[at].clone()).collect();
    }
    common
}

/// The words of a text; code is one word, and a link is its words rather than where it leads.
fn split_words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (length, key) = whole(rest);
        words.push(key);
        rest = rest[length..].trim_start();
    }
    words
}

/// The length of the word that begins a text, and what it is compared by.
fn whole(text: &str) -> (usize, &str) {
    let end = |from: usize| text[from..].find(char::is_whitespace).map_or(text.len(), |at| from + at);
    if let Some((label, _, rest)) = link(text) {
        let length = text.len() - rest.len();
        // With something behind the link, such as a comma, it is compared as it stands.
        return if end(length) == length { (length, label) } else { (end(length), &text[..end(length)]) };
    }
    let code = text.strip_prefix('`').and_then(|inner| inner.find('`'));
    let length = end(code.map_or(0, |at| at + 2));
    (length, &text[..length])
}

/// Indices of a longest common subsequence; texts beyond all measure have none but their ends.
fn common_subsequence<T>(a: &[T], b: &[T], same: impl Fn(&T, &T) -> bool) -> Vec<(usize, usize)> {
    const MAX_CELLS: usize = 1 << 18;
    let head = a.iter().zip(b).take_while(|(x, y)| same(x, y)).count();
    let most = a.len().min(b.len()) - head;
    let tail = (1..=most).take_while(|&i| same(&a[a.len() - i], &b[b.len() - i])).count();
    let (inner_a, inner_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    let width = inner_b.len() + 1;
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|i| (i, i)).collect();
    if inner_a.len() * inner_b.len() <= MAX_CELLS {
        // `lengths[i * width + j]`: the longest of `inner_a[i..]` and `inner_b[j..]`.
        let mut lengths = vec![0u32; (inner_a.len() + 1) * width];
        for i in (0..inner_a.len()).rev() {
            for j in (0..inner_b.len()).rev() {
                lengths[i * width + j] = if same(&inner_a[i], &inner_b[j]) {
                    lengths[(i + 1) * width + j + 1] + 1
                } else {
                    lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
                };
            }
        }
        let (mut i, mut j) = (0, 0);
        while i < inner_a.len() && j < inner_b.len() {
            if same(&inner_a[i], &inner_b[j]) {
                pairs.push((head + i, head + j));
                (i, j) = (i + 1, j + 1);
            } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
                i += 1;
            } else {
                j += 1;
            }
        }
    }
    pairs.extend((0..tail).rev().map(|i| (a.len() - 1 - i, b.len() - 1 - i)));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_in_some_words_are_the_first_whole() {
        let first = "The Id of the CommunityThread record to update.";
        let merged = merge_texts(first, "The Id of the Coworker record to update.");
        assert_eq!(merged.as_deref(), Some(first));
        assert_eq!(
            merge_texts("the [Run it](/a) page", "the [Run it](/b) page").unwrap(),
            "the [Run it](/a) page"
        );
        assert_eq!(merge_texts("see `a b` or c now", "see `a c` or c now").unwrap(), "see `a b` or c now");
    }

    #[test]
    fn texts_with_little_in_common_are_not_merged() {
        assert_eq!(merge_texts("when it was made", "the day of making"), None);
        assert_eq!(merge_texts("", "something").unwrap(), "something");
        assert_eq!(merge_texts("something", " ").unwrap(), "something");
    }

    #[test]
    fn names_have_words_in_common() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let lists =
            [words("create community thread"), words("create community message"), words("create booking")];
        assert_eq!(common_words(lists.iter().map(Vec::as_slice)), ["create"]);
    }
}
