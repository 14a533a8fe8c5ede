//! Running text: plain, as markdown, and its links. Knows nothing of the markdown parser.

use std::ops::Range;

use super::run::Run;
use super::{Link, Text};
use crate::source::{SourceId, Span};

/// HTML elements of running text: in plain text their tags are left out. What is not among them,
/// `<token>`, is a word that the author wrote in angle brackets.
const HTML: &[&str] = &[
    "a", "abbr", "b", "big", "br", "center", "cite", "code", "del", "details", "dfn", "div", "em", "font",
    "hr", "i", "iframe", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "section",
    "small", "span", "strike", "strong", "sub", "summary", "sup", "svg", "table", "tbody", "td", "th",
    "thead", "tr", "u", "ul", "var", "video", "wbr",
];

/// Those that say how their words look, and nothing else: no part of the markdown either.
const FRAMES: &[&str] = &["big", "center", "div", "font", "section", "small", "span"];

/// Collects the running text of one block from its parts, in order.
pub(super) struct TextBuilder<'r> {
    run: &'r Run,
    source: SourceId,
    /// Places in the file of component tags and comments in running text.
    tags: &'r [Range<usize>],
    /// Whether it is a table cell, where `\|` stands for `|`.
    cell: bool,
    plain: String,
    markdown: String,
    links: Vec<Link>,
    open_links: Vec<(usize, String)>,
    place: Option<Range<usize>>,
    /// Where the source begins that is not yet in `markdown`.
    pending: Option<usize>,
    /// How many tags that frame words are open.
    frames: u32,
}

impl<'r> TextBuilder<'r> {
    pub(super) fn new(run: &'r Run, source: SourceId, tags: &'r [Range<usize>], cell: bool) -> Self {
        Self {
            run,
            source,
            tags,
            cell,
            plain: String::new(),
            markdown: String::new(),
            links: Vec::new(),
            open_links: Vec::new(),
            place: None,
            pending: None,
            frames: 0,
        }
    }

    /// With room for as many bytes of text.
    pub(super) fn with_capacity(self, bytes: usize) -> Self {
        Self { plain: String::with_capacity(bytes), markdown: String::with_capacity(bytes), ..self }
    }

    /// Markup, which is no part of the plain text.
    pub(super) fn markup(&mut self, range: &Range<usize>) {
        let place = self.place.get_or_insert(range.clone());
        place.end = place.end.max(range.end);
        self.pending.get_or_insert(range.start);
    }

    /// Text, entities and escapes resolved.
    pub(super) fn text(&mut self, text: &str, range: &Range<usize>) {
        let escaped = range.start > 0 && self.run.text.as_bytes()[range.start - 1] == b'\\';
        if escaped && self.pending.is_none() {
            self.markup(&(range.start - 1..range.end));
        } else {
            self.markup(range);
        }
        if self.tags.is_empty() || text.len() != range.len() {
            return push_folded(&mut self.plain, text);
        }
        let start = self.run.resolve(range.start);
        let end = start + text.len();
        let first = self.tags.partition_point(|tag| tag.end <= start);
        let mut at = start;
        for tag in self.tags[first..].iter().take_while(|tag| tag.start < end) {
            push_folded(&mut self.plain, text.get(at - start..tag.start.max(at) - start).unwrap_or_default());
            at = tag.end.min(end);
        }
        push_folded(&mut self.plain, text.get(at - start..).unwrap_or_default());
    }

    /// A code span.
    pub(super) fn code(&mut self, code: &str, range: &Range<usize>) {
        self.flush(range.start);
        self.markup(range);
        self.plain.push_str(code);
        self.markdown.extend(self.run.text[range.clone()].chars().map(|c| if c == '\n' { ' ' } else { c }));
        self.pending = Some(range.end);
    }

    /// An HTML tag or comment.
    pub(super) fn html(&mut self, html: &str, range: &Range<usize>) {
        let name = html.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let first = name.bytes().next().unwrap_or_default();
        if HTML.contains(&name) || html.starts_with("<!") || html.starts_with("<?") {
            self.markup(range);
            if name == "br" {
                push_folded(&mut self.plain, " ");
            } else if FRAMES.contains(&name) && self.is_framed(html) {
                self.flush(range.start);
                self.pending = Some(range.end);
            }
        } else if first.is_ascii_uppercase() && self.is_tag(range.start) {
            self.markup(range);
        } else {
            self.text(html, range);
        }
    }

    /// Counts the tags that frame words. One that ends what no tag began stays: where there are expressions in
    /// the beginning, it was read as text.
    fn is_framed(&mut self, html: &str) -> bool {
        if html.starts_with("</") {
            let open = self.frames > 0;
            self.frames = self.frames.saturating_sub(1);
            return open;
        }
        self.frames += u32::from(!html.ends_with("/>"));
        true
    }

    fn is_tag(&self, local: usize) -> bool {
        let at = self.run.resolve(local);
        self.tags.binary_search_by_key(&at, |tag| tag.start).is_ok()
    }

    /// The end of a line inside the block.
    pub(super) fn line_break(&mut self, range: &Range<usize>) {
        self.flush(range.start);
        push_folded(&mut self.plain, " ");
        push_folded(&mut self.markdown, " ");
        self.pending = None;
    }

    pub(super) fn start_link(&mut self, target: &str, range: &Range<usize>) {
        self.markup(range);
        self.open_links.push((self.plain.len(), target.to_owned()));
    }

    pub(super) fn end_link(&mut self) {
        if let Some((start, target)) = self.open_links.pop() {
            let text = self.plain.get(start..).unwrap_or_default().trim().to_owned();
            self.links.push(Link { text, target });
        }
    }

    /// Where the parts stand, if there are any.
    pub(super) fn place(&self) -> Option<Range<usize>> {
        self.place.clone()
    }

    /// The text; `fallback` is its place where there are no parts.
    pub(super) fn finish(mut self, fallback: &Range<usize>) -> Text {
        let place = self.place.clone().unwrap_or_else(|| fallback.clone());
        self.flush(place.end);
        let range = self.run.file_range(&place);
        trim_in_place(&mut self.plain);
        trim_in_place(&mut self.markdown);
        Text {
            plain: self.plain,
            markdown: self.markdown,
            links: self.links,
            span: Span::new(self.source, range.start, range.end),
        }
    }

    fn flush(&mut self, until: usize) {
        let Some(from) = self.pending.take() else { return };
        let source = self.run.text.get(from..until).unwrap_or_default();
        let mut rest = 0;
        // Tags of components frame words or show pictures: the words are the text.
        // One in an expression is shown only at times, which is for the reader to say.
        let in_expression = source.trim_start().starts_with('{') && !source.trim_start().starts_with("{%");
        if !self.tags.is_empty() && !in_expression {
            for (at, _) in source.match_indices(['<', '{']) {
                let Some(end) = self.tag_end(from + at).map(|length| at + length).filter(|_| at >= rest)
                else {
                    continue;
                };
                if source.get(at..end).is_some_and(|tag| tag.ends_with('>') || tag.ends_with("%}")) {
                    self.push_markdown(&source[rest..at]);
                    rest = end;
                }
            }
        }
        self.push_markdown(&source[rest..]);
    }

    fn push_markdown(&mut self, source: &str) {
        if self.cell && source.contains("\\|") {
            push_folded(&mut self.markdown, &source.replace("\\|", "|"));
        } else {
            push_folded(&mut self.markdown, source);
        }
    }

    /// The length of the tag that begins at a place of the run.
    fn tag_end(&self, at: usize) -> Option<usize> {
        let at = self.run.resolve(at);
        let found = self.tags.binary_search_by_key(&at, |tag| tag.start).ok()?;
        Some(self.tags[found].len())
    }
}

/// Appends `text` with every run of white space as one space.
pub(super) fn push_folded(out: &mut String, text: &str) {
    let mut blank = out.is_empty() || out.ends_with(' ');
    let mut start = 0;
    for (i, &b) in text.as_bytes().iter().enumerate() {
        if !matches!(b, b' ' | b'\t' | b'\n' | b'\r') {
            blank = false;
        } else if blank || b != b' ' {
            out.push_str(&text[start..i]);
            if !blank {
                out.push(' ');
            }
            start = i + 1;
            blank = true;
        } else {
            blank = true;
        }
    }
    out.push_str(&text[start..]);
}

fn trim_in_place(text: &mut String) {
    text.truncate(text.trim_end().len());
    let lead = text.len() - text.trim_start().len();
    text.drain(..lead);
}

#[cfg(test)]
mod tests {
    use super::push_folded;

    #[test]
    fn white_space_is_folded_across_pieces() {
        let mut out = String::new();
        for piece in ["  a ", " b\r\n\tc", "", "\u{a0}d ", "e\n"] {
            push_folded(&mut out, piece);
        }
        assert_eq!(out, "a b c\u{a0}d e ");
    }
}
