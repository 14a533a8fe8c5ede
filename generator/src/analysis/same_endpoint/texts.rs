//! What two pages say of one thing, as one text.

/// The longer text where it holds the other, and the first where both stand for themselves.
pub(super) fn unite_texts(first: &str, second: &str) -> String {
    let holds = second.trim().len() > first.trim().len() && second.contains(first.trim());
    if holds { second.to_owned() } else { first.to_owned() }
}

/// The paragraphs of the first, then those of the second that say something else.
pub(super) fn unite_paragraphs(first: &str, second: &str) -> String {
    let mut united: Vec<&str> = paragraphs(first).collect();
    for paragraph in paragraphs(second) {
        if !united.iter().any(|known| says_the_same(known, paragraph)) {
            united.push(paragraph);
        }
    }
    united.join("\n\n")
}

fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty())
}

/// Whether two paragraphs share most of their words.
fn says_the_same(a: &str, b: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (a, b) = (words(a), words(b));
    let shared = b.iter().filter(|word| a.contains(word)).count();
    shared * 4 >= a.len().max(b.len()) * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_that_say_the_same_stand_once() {
        let first = "Closes a ticket.\n\nIt cannot be opened again.";
        let second = "Closes the ticket.\n\nNeeds the role `agent`.";
        assert_eq!(
            unite_paragraphs(first, second),
            "Closes a ticket.\n\nIt cannot be opened again.\n\nCloses the ticket.\n\nNeeds the role `agent`."
        );
        let second = "It cannot be opened again!\n\nNeeds the role `agent`.";
        assert_eq!(
            unite_paragraphs(first, second),
            "Closes a ticket.\n\nIt cannot be opened again.\n\nNeeds the role `agent`."
        );
    }

    #[test]
    fn a_text_that_holds_the_other_is_taken() {
        assert_eq!(
            unite_texts("The queue.", "The queue. Cannot be changed."),
            "The queue. Cannot be changed."
        );
        assert_eq!(unite_texts("The queue.", "Which queue."), "The queue.");
        assert_eq!(unite_texts("", "Which queue."), "Which queue.");
    }
}
