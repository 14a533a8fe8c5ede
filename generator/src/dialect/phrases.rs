//! Phrases that a text is searched for all at once: most texts have none of them, and are many.

use aho_corasick::AhoCorasick;
use std::borrow::Cow;
use std::sync::OnceLock;

/// Phrases in lower case. Searching takes one pass over the text, however many they are.
pub struct Phrases {
    list: &'static [&'static str],
    automaton: OnceLock<Option<AhoCorasick>>,
}

impl Phrases {
    /// The phrases of a list, in lower case.
    pub const fn new(list: &'static [&'static str]) -> Self {
        Self { list, automaton: OnceLock::new() }
    }

    /// Whether a text has one of them, in upper or lower case.
    pub fn are_in(&self, text: &str) -> bool {
        let text = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) };
        match self.automaton() {
            Some(automaton) => automaton.is_match(text.as_ref()),
            None => self.list.iter().any(|phrase| text.to_ascii_lowercase().contains(phrase)),
        }
    }

    fn automaton(&self) -> Option<&AhoCorasick> {
        let build = || AhoCorasick::builder().ascii_case_insensitive(true).build(self.list).ok();
        self.automaton.get_or_init(build).as_ref()
    }
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
