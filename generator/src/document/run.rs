//! A run: the text of a page or of a component as markdown is to see it. It is dedented, and a
//! placeholder stands for every element, so that lists, quotes and link definitions around a
//! component stay whole.
//!
//! A placeholder is a comment on a line of its own, indented as the innermost list item that the
//! element belongs to, so that it is never part of a paragraph, a table or an indented code block.

use std::ops::Range;

use memchr::memchr_iter;

use super::LineMap;
use super::components::Element;
use super::indent::{line_ends, list_marker, next_line, read_prefix, skip_blank, strip_columns, trim};

const PLACEHOLDER: &str = "<!-- -->";

/// Dedented text, and the elements that were taken out of it.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub text: String,
    pub slots: Vec<Slot>,
    map: LineMap,
}

/// The place of an element in the text of a run.
#[derive(Debug)]
pub(super) struct Slot {
    /// Where its placeholder stands.
    pub place: Range<usize>,
    pub element: Element,
}

impl Run {
    /// Where the text stands, if that is a single line that holds and begins nothing but words.
    pub(super) fn plain_line(&self) -> Option<Range<usize>> {
        let line = self.text.trim_ascii();
        let start = self.text.len() - self.text.trim_ascii_start().len();
        let is_code = self.text[..start].ends_with("    ") || self.text[..start].contains('\t');
        let is_mark = |b: u8| {
            matches!(
                b,
                b' ' | b','
                    | b'.'
                    | b';'
                    | b':'
                    | b'\''
                    | b'"'
                    | b'('
                    | b')'
                    | b'/'
                    | b'-'
                    | b'?'
                    | b'!'
                    | b'%'
                    | b'+'
                    | b'='
                    | b'$'
                    | b'#'
                    | b'@'
            )
        };
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || is_mark(b);
        let plain = line.starts_with(|c: char| c.is_ascii_alphabetic()) && line.bytes().all(is_plain);
        (plain && !is_code && self.slots.is_empty()).then(|| start..start + line.len())
    }

    /// Whether nothing but white space is around the elements, as in groups of tabs or examples.
    pub(super) fn is_blank_around(&self, slots: &[Slot]) -> bool {
        let ends = std::iter::once(0).chain(slots.iter().map(|slot| slot.place.end));
        let starts = slots.iter().map(|slot| slot.place.start).chain([self.text.len()]);
        let blank = |(end, start): (usize, usize)| self.text[end..start].trim_ascii().is_empty();
        !slots.is_empty() && ends.zip(starts).all(blank)
    }

    /// The run of `range` of the file, in which the `elements` stand.
    pub(super) fn new(text: &str, range: Range<usize>, elements: Vec<Element>) -> Self {
        let margin = common_margin(text, &range, &elements);
        let mut writer = Writer {
            file: text,
            margin,
            run: Run::default(),
            line: 0,
            items: Vec::new(),
            indent: String::new(),
        };
        writer.run.text.reserve(range.len());
        writer.run.map.reserve(memchr_iter(b'\n', &text.as_bytes()[range.clone()]).count() + 1);
        let mut at = range.start;
        for element in elements {
            let (start, end) = (element.start, element.end);
            writer.write_text(at, start);
            writer.write_element(element);
            at = end;
        }
        writer.write_text(at, range.end);
        writer.run
    }

    /// The run of pieces of this one, each the text that stands at an offset of this one, with those of the
    /// `slots` that stand in one.
    pub(super) fn of_pieces(&self, pieces: &[(String, usize)], slots: Vec<Slot>) -> Run {
        let mut sub = Run::default();
        let mut slots = slots.into_iter().peekable();
        for (piece, at) in pieces {
            let (at, end) = (*at, at + piece.len());
            let moved = |local: usize| local - at + sub.text.len();
            let lines = &self.map.lines;
            let first = lines.partition_point(|&(local, _)| (local as usize) <= at);
            sub.map.push(moved(at), self.resolve(at));
            for &(local, file) in lines[first..].iter().take_while(|&&(local, _)| local as usize <= end) {
                sub.map.push(moved(local as usize), file as usize);
            }
            while slots.next_if(|slot| slot.place.start < at).is_some() {}
            while let Some(Slot { place, element }) = slots.next_if(|slot| slot.place.end <= end) {
                sub.slots.push(Slot { place: moved(place.start)..moved(place.end), element });
            }
            sub.text.push_str(piece);
        }
        sub
    }

    /// How many bytes of white space at `local` were put there in front of the text after an element.
    pub(super) fn inserted(&self, local: usize) -> usize {
        let text = self.text[local..].bytes().take_while(|&b| b == b' ' || b == b'\t');
        (local..local + text.count()).take_while(|&at| self.resolve(at) == self.resolve(at + 1)).count()
    }

    /// The offset in the file of an offset of the text.
    pub(super) fn resolve(&self, local: usize) -> usize {
        self.map.resolve(local)
    }

    /// The range in the file of a range of the text, without the white space at its ends.
    pub(super) fn file_range(&self, local: &Range<usize>) -> Range<usize> {
        let (start, end) = trim(&self.text, local.start, local.end);
        let start_in_file = self.resolve(start);
        if start == end { start_in_file..start_in_file } else { start_in_file..self.resolve(end) }
    }
}

/// The least indentation of the lines that begin in `range` outside of the elements.
fn common_margin(text: &str, range: &Range<usize>, elements: &[Element]) -> usize {
    let bytes = text.as_bytes();
    let mut margin = usize::MAX;
    let mut from = range.start;
    for i in 0..=elements.len() {
        let element = elements.get(i);
        let until = element.map_or(range.end, |e| e.start);
        let mut at = if is_line_start(text, from) { from } else { next_line(text, from) };
        while at < until {
            let (content, column) = skip_blank(bytes, at, 0);
            let counts = if content >= until {
                element.is_some() && content == until
            } else {
                !matches!(bytes[content], b'\n' | b'\r')
            };
            if counts {
                margin = margin.min(column);
            }
            if margin == 0 {
                return 0;
            }
            at = next_line(text, at);
        }
        if at == until && element.is_some() && is_line_start(text, at) {
            margin = 0;
        }
        from = element.map_or(until, |e| e.end);
    }
    if margin == usize::MAX { 0 } else { margin }
}

fn is_line_start(text: &str, at: usize) -> bool {
    at == 0 || text.as_bytes()[at - 1] == b'\n'
}

struct Writer<'t> {
    file: &'t str,
    margin: usize,
    run: Run,
    /// Where the last line of the run's text begins.
    line: usize,
    /// The columns at which the content of the open list items begins.
    items: Vec<usize>,
    /// What stands before the text that follows an element on its line: white space as wide as the
    /// list markers before the element, and the marks of its quotes.
    indent: String,
}

impl Writer<'_> {
    fn write_text(&mut self, start: usize, end: usize) {
        let mut at = start;
        if at < end && !is_line_start(self.file, at) {
            let (content, _) = skip_blank(self.file.as_bytes(), at, 0);
            let (line_end, next) = line_ends(self.file, at);
            at = if content >= line_end.min(end) { next.min(end) } else { self.write_indented(content, end) };
        }
        while at < end {
            let content = strip_columns(self.file.as_bytes(), at, self.margin).min(end);
            at = self.write_line(content, end);
        }
    }

    /// Writes the line from `content` on, but not beyond `end`; the start of the next.
    fn write_line(&mut self, content: usize, end: usize) -> usize {
        let (line_end, next) = line_ends(self.file, content);
        let (line, next) = (&self.file[content..line_end.min(end)], next.min(end));
        let whole = self.file[content..next].ends_with('\n');
        self.run.map.push(self.run.text.len(), content);
        self.run.text.push_str(line);
        if whole {
            self.end_line();
        }
        next
    }

    /// Writes what follows an element on its line.
    fn write_indented(&mut self, content: usize, end: usize) -> usize {
        for c in std::mem::take(&mut self.indent).chars() {
            // What is not in the file stands where the text after it does.
            self.run.map.push(self.run.text.len(), content);
            self.run.text.push(c);
        }
        self.write_line(content, end)
    }

    fn end_line(&mut self) {
        self.track_list_items();
        self.run.text.push('\n');
        self.line = self.run.text.len();
    }

    /// Follows list items through the line that was just written.
    fn track_list_items(&mut self) {
        let line = &self.run.text.as_bytes()[self.line..];
        let (mut content, mut column) = skip_blank(line, 0, 0);
        if content == line.len() {
            return;
        }
        self.leave_items(column);
        while let Some(after) = list_marker(&self.run.text.as_bytes()[self.line..], content) {
            let line = &self.run.text.as_bytes()[self.line..];
            let marker_end = column + (after - content);
            let (next, next_column) = skip_blank(line, after, marker_end);
            let code_follows = next_column > marker_end + 3;
            self.items.push(if code_follows { marker_end } else { next_column });
            (content, column) = (next, next_column);
        }
    }

    fn leave_items(&mut self, column: usize) {
        while self.items.last().is_some_and(|&item| item > column) {
            self.items.pop();
        }
    }

    fn write_element(&mut self, element: Element) {
        let line = &self.run.text.as_bytes()[self.line..];
        let (content, column) = skip_blank(line, 0, 0);
        if content == line.len() {
            self.leave_items(column);
            self.run.text.truncate(self.line);
            self.start_block();
        } else if read_prefix(line, 0).content == line.len() {
            self.indent = self.run.text[self.line..]
                .chars()
                .map(|c| if matches!(c, '>' | '\t') { c } else { ' ' })
                .collect();
            self.track_list_items();
        } else {
            self.end_line();
            self.start_block();
        }
        let start = self.run.text.len();
        let place = start..start + PLACEHOLDER.len();
        self.run.map.push(place.start, element.start);
        self.run.map.push(place.end, element.end);
        self.run.slots.push(Slot { place, element });
        self.run.text.push_str(PLACEHOLDER);
        self.run.text.push('\n');
        self.line = self.run.text.len();
    }

    /// A blank line, if there is none, and the indentation of the innermost list item.
    fn start_block(&mut self) {
        if !self.run.text.is_empty() && !self.run.text.ends_with("\n\n") {
            self.run.text.push('\n');
        }
        self.line = self.run.text.len();
        self.indent = " ".repeat(self.items.last().copied().unwrap_or(0));
        self.run.text.push_str(&self.indent);
    }
}

#[cfg(test)]
mod tests {
    use super::super::components::build_elements;
    use super::super::scan::scan;
    use super::*;
    use crate::source::SourceId;

    fn run_text(text: &str) -> String {
        let tree = build_elements(text, scan(text, 0, SourceId(0)));
        let run = Run::new(text, 0..text.len(), tree.elements);
        for slot in &run.slots {
            assert_eq!(run.file_range(&slot.place), slot.element.start..slot.element.end);
        }
        run.text
    }

    #[test]
    fn a_run_is_dedented() {
        assert_eq!(run_text("    a\n\n      b\r\n    c"), "a\n\n  b\nc");
    }

    #[test]
    fn a_component_in_a_list_item_is_indented_as_the_item() {
        assert_eq!(run_text("1. a\n     <A/>\n2. b"), "1. a\n\n   <!-- -->\n2. b");
        assert_eq!(run_text("- <A/> b\n- c"), "- <!-- -->\n  b\n- c");
        assert_eq!(run_text("- a\n\n<A/>"), "- a\n\n<!-- -->\n");
    }

    #[test]
    fn a_component_is_never_part_of_a_paragraph_or_indented_code() {
        assert_eq!(run_text("a\n        <A/>\nb"), "a\n\n<!-- -->\nb");
        assert_eq!(run_text("a <A>\n</A> b"), "a \n\n<!-- -->\nb");
    }
}
