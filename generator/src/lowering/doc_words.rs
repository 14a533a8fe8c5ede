//! The words of a page's text, each made harmless: what looks like a tag, a link to Rust or an address
//! without brackets is written so that it means itself.
//!
//! ```text
//! word   = { code | link | image | address | escape | char } ;
//! code   = "`" {"`"} text ( the same number of "`" ) ;   (kept; white space inside is one blank)
//! link   = "[" text "](" ( "http://" | "https://" | "mailto:" ) … ")" ;  (kept)
//!        | "[" text "](" anything ")" ;                  (the text alone: it leads nowhere from here)
//! image  = "!" link ;                                    (becomes the link)
//! address= "<" url ">" | url ;                           (becomes "<" url ">")
//! escape = "\" punctuation ;                             (kept)
//! ```

/// The words of a page's text as markdown; one may hold blanks, as code does.
pub(super) fn doc_words(text: &str) -> Vec<String> {
    let mut words = Words::default();
    words.read(text, true);
    words.end();
    words.done
}

/// The words of our own markdown, code kept whole.
pub(super) fn plain_words(text: &str) -> Vec<String> {
    let mut words = Words::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = match c {
            ' ' => {
                words.end();
                &rest[1..]
            }
            '`' => words.code(rest),
            c => {
                words.word.push(c);
                &rest[c.len_utf8()..]
            }
        };
    }
    words.end();
    words.done
}

/// A page's text as code on one line, whatever it holds.
pub fn code_span(text: &str) -> String {
    let text = clean(&text.split_whitespace().collect::<Vec<_>>().join(" "));
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let ticks = "`".repeat(longest + 1);
    match text.starts_with('`') || text.ends_with('`') || text.is_empty() {
        true => format!("{ticks} {text} {ticks}"),
        false => format!("{ticks}{text}{ticks}"),
    }
}

/// A line without the characters that rustc or an editor would stumble over.
pub(super) fn clean(line: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    line.trim_end().replace('\t', "    ").replace(|c: char| c.is_control() || turns(c), "")
}

#[derive(Default)]
struct Words {
    done: Vec<String>,
    word: String,
}

impl Words {
    fn end(&mut self) {
        if !self.word.is_empty() {
            self.done.push(std::mem::take(&mut self.word));
        }
    }

    fn read(&mut self, text: &str, links: bool) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            rest = match c {
                c if c.is_whitespace() => {
                    self.end();
                    &rest[c.len_utf8()..]
                }
                '`' => self.code(rest),
                '\\' => self.escape(rest),
                '!' if links && rest[1..].starts_with('[') && link(&rest[1..]).is_some() => &rest[1..],
                '[' if links => self.link(rest),
                '<' if links => self.angle(rest),
                'h' if links && url_length(rest) > 0 => {
                    let (url, rest) = rest.split_at(url_length(rest));
                    self.word.push_str(&format!("<{url}>"));
                    rest
                }
                '[' | ']' | '<' => {
                    self.word.push('\\');
                    self.word.push(c);
                    &rest[1..]
                }
                c => {
                    self.word.push(c);
                    &rest[c.len_utf8()..]
                }
            };
        }
    }

    fn code<'t>(&mut self, text: &'t str) -> &'t str {
        let after = text.trim_start_matches('`');
        let ticks = &text[..text.len() - after.len()];
        match code_end(after, ticks.len()) {
            Some(end) => {
                let inner: Vec<&str> = after[..end].split_whitespace().collect();
                let blank = |edge: bool| if edge { " " } else { "" };
                let pad = after[..end].starts_with([' ', '`']) || after[..end].ends_with([' ', '`']);
                self.word.push_str(&format!("{ticks}{0}{1}{0}{ticks}", blank(pad), inner.join(" ")));
                &after[end + ticks.len()..]
            }
            None => {
                self.word.push_str(&"\\`".repeat(ticks.len()));
                after
            }
        }
    }

    fn escape<'t>(&mut self, text: &'t str) -> &'t str {
        match text[1..].chars().next().filter(char::is_ascii_punctuation) {
            Some(_) => {
                self.word.push_str(&text[..2]);
                &text[2..]
            }
            None => {
                self.word.push_str("\\\\");
                &text[1..]
            }
        }
    }

    fn link<'t>(&mut self, text: &'t str) -> &'t str {
        let Some((label, target, rest)) = link(text) else {
            self.word.push_str("\\[");
            return &text[1..];
        };
        let mut inner = Words::default();
        inner.read(label, false);
        inner.end();
        let leads = ["http://", "https://", "mailto:"].iter().any(|scheme| target.starts_with(scheme));
        match leads && !target.contains(['<', '>', '\\', '`']) {
            true if label == target => self.word.push_str(&format!("<{target}>")),
            true => self.word.push_str(&format!("[{}](<{target}>)", inner.done.join(" "))),
            // Only the words: they may be wrapped like any other.
            false => {
                let mut words = inner.done.into_iter().peekable();
                while let Some(word) = words.next() {
                    self.word.push_str(&word);
                    if words.peek().is_some() {
                        self.end();
                    }
                }
            }
        }
        rest
    }

    fn angle<'t>(&mut self, text: &'t str) -> &'t str {
        let length = url_length(&text[1..]);
        if length > 0 && text[1 + length..].starts_with('>') {
            self.word.push_str(&text[..length + 2]);
            return &text[length + 2..];
        }
        for tag in ["<br>", "<br/>", "<br />"] {
            if let Some(rest) = text.strip_prefix(tag) {
                self.end();
                return rest;
            }
        }
        self.word.push_str("\\<");
        &text[1..]
    }
}

/// Where the run of exactly `length` back ticks begins.
fn code_end(text: &str, length: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let run = text[start..].len() - text[start..].trim_start_matches('`').len();
        if run == length {
            return (!text[..start].trim().is_empty()).then_some(start);
        }
        at = start + run;
    }
    None
}

/// Label, target and what follows, of a link that begins here.
pub(super) fn link(text: &str) -> Option<(&str, &str, &str)> {
    if !text.starts_with('[') {
        return None;
    }
    let label_end = balanced(text, '[', ']')?;
    let target_part = &text[label_end + 1..];
    let target_end = target_part.starts_with('(').then(|| balanced(target_part, '(', ')'))??;
    let target = target_part[1..target_end].trim();
    // A title behind the address is left to the page.
    let target = target.split(char::is_whitespace).next().unwrap_or_default();
    let target = target.trim_start_matches('<').trim_end_matches('>');
    let label = text[1..label_end].trim();
    (!label.is_empty()).then_some((label, target, &target_part[target_end + 1..]))
}

/// Where the bracket that opens the text is closed, within reach.
fn balanced(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices().take(2000) {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// The length of an address that begins here, without the punctuation that ends a sentence.
fn url_length(text: &str) -> usize {
    let Some(scheme) = ["https://", "http://"].iter().find(|scheme| text.starts_with(**scheme)) else {
        return 0;
    };
    let stops = |c: char| c.is_whitespace() || c.is_control() || "<>\"'`\\|*".contains(c);
    let mut url = &text[..text.find(stops).unwrap_or(text.len())];
    loop {
        let shorter = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '_', '…']);
        let unbalanced = |open, close| shorter.matches(close).count() > shorter.matches(open).count();
        let closed = (shorter.ends_with(')') && unbalanced('(', ')'))
            || (shorter.ends_with(']') && unbalanced('[', ']'))
            || (shorter.ends_with('}') && unbalanced('{', '}'));
        let shorter = if closed { &shorter[..shorter.len() - 1] } else { shorter };
        if shorter.len() == url.len() {
            break;
        }
        url = shorter;
    }
    if url.len() > scheme.len() { url.len() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn harmless(text: &str) -> String {
        doc_words(text).join(" ")
    }

    #[test]
    fn tags_and_brackets_mean_themselves() {
        assert_eq!(harmless("a <Note>b</Note> [c] [d][e]"), "a \\<Note>b\\</Note> \\[c\\] \\[d\\]\\[e\\]");
        assert_eq!(harmless("#![feature(x)]"), "#!\\[feature(x)\\]");
        assert_eq!(harmless("one<br/>two"), "one two");
        assert_eq!(harmless("`a ` b ``c`d`` e`"), "` a ` b ``c`d`` e\\`");
        assert_eq!(harmless("Vec<String> \\<x> \\ y"), "Vec\\<String> \\<x> \\\\ y");
    }

    #[test]
    fn addresses_become_links() {
        let text = "See https://a.example/x_(y), (http://b.example/). <https://c.example>";
        assert_eq!(
            harmless(text),
            "See <https://a.example/x_(y)>, (<http://b.example/>). <https://c.example>"
        );
        assert_eq!(harmless("https://[your-space].example.com"), "<https://[your-space].example.com>");
        assert_eq!(harmless("http:// x"), "http:// x");
    }

    #[test]
    fn links_that_lead_nowhere_are_text() {
        assert_eq!(harmless("[the *guide*](https://a.example \"t\")"), "[the *guide*](<https://a.example>)");
        assert_eq!(harmless("[crate::x](Foo::bar) and [y](/z)"), "crate::x and y");
        assert_eq!(harmless("![a [b]](https://a.example/p.png)"), "[a \\[b\\]](<https://a.example/p.png>)");
        assert_eq!(harmless("[x](unclosed"), "\\[x\\](unclosed");
    }
}
