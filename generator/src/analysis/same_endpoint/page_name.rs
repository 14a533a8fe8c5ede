//! What a page calls its operation: by its title, and by the name of its file.

use crate::model::Operation;

/// The names of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageName {
    pub title: String,
    /// The page's path, without its extension, at slashes.
    path: Vec<String>,
}

impl PageName {
    pub fn of(operation: &Operation) -> Self {
        let page = &operation.place.page;
        let stem = page.rsplit_once('.').map_or(page.as_str(), |(stem, _)| stem);
        let mut path: Vec<String> = stem.split('/').map(str::to_lowercase).collect();
        // A folder's index is named by the folder.
        if path.len() > 1 && path.last().is_some_and(|file| file == "index") {
            path.pop();
        }
        Self { title: operation.title.clone(), path }
    }

    fn file(&self) -> &str {
        self.path.last().map_or("", String::as_str)
    }

    fn folder(&self) -> &str {
        self.path.len().checked_sub(2).map_or("", |at| &self.path[at])
    }

    /// The language that a folder of the path names.
    pub fn language(&self) -> Option<&str> {
        let folders = &self.path[..self.path.len().saturating_sub(1)];
        folders.iter().map(String::as_str).find(|folder| is_language(folder))
    }

    /// The order in which pages go by their language: English, then what names none, then others.
    pub fn language_rank(&self) -> u8 {
        match self.language() {
            Some(language) if language.starts_with("en") => 0,
            None => 1,
            Some(_) => 2,
        }
    }

    /// Whether both are one page in two languages: their paths differ in the language alone.
    pub fn is_translation_of(&self, other: &PageName) -> bool {
        let plain = |name: &PageName| -> Vec<String> {
            let at = name.language().and_then(|language| name.path.iter().position(|s| s == language));
            let rest = name.path.iter().enumerate().filter(|(index, _)| Some(*index) != at);
            rest.map(|(_, segment)| segment.clone()).collect()
        };
        self.language() != other.language() && plain(self) == plain(other)
    }

    /// Whether the files begin with different words, mostly those of what is done: `get-ticket`,
    /// `list-tickets`.
    pub fn begins_otherwise(&self, other: &PageName) -> bool {
        file_words(self.file()).first() != file_words(other.file()).first()
    }

    /// What tells the names of two pages apart; `there` is the first. `None` where they name one thing.
    pub fn difference(&self, there: &PageName) -> Option<String> {
        if self.is_translation_of(there) {
            return None;
        }
        let (title, other) = (title_words(&self.title), title_words(&there.title));
        if title != other {
            return Some(format!("\"{}\" here, \"{}\" there", self.title, there.title));
        }
        if !is_contained(&file_words(self.file()), &file_words(there.file())) {
            let (file, other) = (self.file(), there.file());
            return Some(format!(
                "both are called \"{}\", but their files `{file}` and `{other}`",
                self.title
            ));
        }
        if title.len() < 2 && self.folder() != there.folder() {
            let (folder, other) = (self.folder(), there.folder());
            return Some(format!(
                "both are called \"{}\", but their folders `{folder}` and `{other}`",
                self.title
            ));
        }
        None
    }
}

/// The words of a title, without articles.
fn title_words(title: &str) -> Vec<String> {
    let words = title.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| !["", "a", "an", "the"].contains(&word.as_str())).collect()
}

fn file_words(file: &str) -> Vec<&str> {
    file.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// Whether one list has all words of the other: `create-ticket` and `create`, `ticket` and `ticket-2`.
fn is_contained(a: &[&str], b: &[&str]) -> bool {
    let has = |a: &[&str], b: &[&str]| b.iter().all(|word| a.contains(word));
    has(a, b) || has(b, a)
}

/// The folders that documentation in several languages has: codes of ISO 639-1, some of countries,
/// and both together (`pt-br`, `zh-hans`).
fn is_language(folder: &str) -> bool {
    const CODES: &[&str] = &[
        "ar", "bg", "bn", "br", "cn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "he", "hi",
        "hr", "hu", "id", "it", "ja", "jp", "ko", "kr", "lt", "lv", "ms", "nb", "nl", "no", "pl", "pt", "ro",
        "ru", "sk", "sl", "sr", "sv", "th", "tr", "tw", "uk", "ur", "vi", "zh",
    ];
    let (code, region) = folder.split_once(['-', '_']).unwrap_or((folder, ""));
    let short = region.is_empty() || (2..=4).contains(&region.len());
    CODES.contains(&code) && short && region.bytes().all(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(path: &str, title: &str) -> PageName {
        let path = path.split('/').map(str::to_owned).collect();
        PageName { title: title.into(), path }
    }

    fn same(a: (&str, &str), b: (&str, &str)) -> bool {
        name(b.0, b.1).difference(&name(a.0, a.1)).is_none()
    }

    #[test]
    fn copies_and_editions_have_one_name() {
        assert!(same(("a/tickets/close", "Close a ticket"), ("b/cases/close", "Close ticket")));
        assert!(same(("v1/close-ticket", "Close ticket"), ("v2/close", "Close Ticket")));
        assert!(same(("tickets/list", "List"), ("old/tickets/list", "List")));
    }

    #[test]
    fn a_copied_page_that_was_renamed_has_another_name() {
        assert!(!same(("tickets/get", "Get ticket"), ("tickets/list", "List tickets")));
        assert!(!same(("tickets/get", "Get ticket"), ("tickets/list", "Get ticket")));
        assert!(!same(("tickets/list", "List"), ("queues/list", "List")));
    }

    #[test]
    fn translations() {
        assert!(same(("en/tickets/close", "Close ticket"), ("pt-br/tickets/close", "Fechar chamado")));
        assert!(same(("tickets/close", "Close ticket"), ("de/tickets/close", "Ticket schließen")));
        assert!(!same(("de/tickets/close", "Ticket schließen"), ("de/tickets/open", "Ticket öffnen")));
        assert!(!same(("fast/generate", "Fast"), ("slow/generate", "Slow")));
        assert!(name("en/a", "A").language_rank() < name("de/a", "A").language_rank());
    }
}
