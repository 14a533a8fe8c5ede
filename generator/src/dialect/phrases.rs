//! Phrases that a text is searched for all at once: most texts have none of them, and are many.

use aho_corasick::Anchored;
use aho_corasick::automaton::Automaton as _;
use aho_corasick::dfa::DFA;
use std::sync::OnceLock;

/// Phrases in lower case. Searching takes one pass over the text, however many they are.
pub struct Phrases {
    lists: [&'static [&'static str]; 3],
    automaton: OnceLock<Option<DFA>>,
}

impl Phrases {
    /// The phrases of a list, in lower case.
    pub const fn new(list: &'static [&'static str]) -> Self {
        Self::of_lists([list, &[], &[]])
    }

    /// The phrases of several lists, in lower case.
    pub const fn of_lists(lists: [&'static [&'static str]; 3]) -> Self {
        Self { lists, automaton: OnceLock::new() }
    }

    /// Whether a text has one of them, in upper or lower case.
    pub fn are_in(&self, text: &str) -> bool {
        // The automaton knows the case of ASCII letters only.
        self.are_as_written(text) || (has_other_capitals(text) && self.are_as_written(&text.to_lowercase()))
    }

    fn are_as_written(&self, text: &str) -> bool {
        match self.automaton() {
            Some(automaton) => is_match(automaton, text).unwrap_or_default(),
            None => self.list().any(|phrase| text.to_ascii_lowercase().contains(phrase)),
        }
    }

    fn list(&self) -> impl Iterator<Item = &'static str> {
        self.lists.iter().copied().flatten().copied()
    }

    fn automaton(&self) -> Option<&DFA> {
        // The lists are short and the texts are many: the fastest kind, which takes most room. The texts are short, too,
        // so that looking for first letters takes longer than it saves.
        let build = || DFA::builder().ascii_case_insensitive(true).prefilter(false).build(self.list()).ok();
        self.automaton.get_or_init(build).as_ref()
    }
}

/// Whether a text has one of the phrases, wherever; `None` where the automaton is not one for that.
fn is_match(automaton: &DFA, text: &str) -> Option<bool> {
    let mut state = automaton.start_state(Anchored::No).ok()?;
    Some(text.bytes().any(|byte| {
        state = automaton.next_state(Anchored::No, state, byte);
        automaton.is_special(state) && automaton.is_match(state)
    }))
}

/// Whether a text has capitals that are no ASCII letters.
fn has_other_capitals(text: &str) -> bool {
    !text.is_ascii() && text.chars().any(|c| !c.is_ascii() && c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn phrases_in_texts() {
        static PHRASES: Phrases = Phrases::new(&["base url", "requisições"]);
        for text in ["The Base URL.", "TODAS AS REQUISIÇÕES", "é: base url"] {
            assert!(PHRASES.are_in(text), "{text}");
        }
        for text in ["", "The URL", "base  url"] {
            assert!(!PHRASES.are_in(text), "{text}");
        }
    }
}
