//! Tags that are no components, and elements of HTML that are blocks.

use super::super::html;
use super::super::tag::OpenTag;
use super::super::template::{TemplateTag, read_details, read_template};
use super::{Scanner, TokenKind};

/// Elements of HTML without an end after which no other is looked for, so that scanning stays linear.
const UNCLOSED_MARKUP: u32 = 8;

impl<'a> Scanner<'a> {
    pub(super) fn push_open(&mut self, tag: OpenTag<'a>) {
        if !tag.self_closing {
            *self.open.entry(tag.name).or_default() += 1;
        }
        self.push_to(tag.end, TokenKind::Open(tag));
    }

    pub(super) fn push_close(&mut self, name: &'a str, end: usize) {
        if let Some(n) = self.open.get_mut(name) {
            *n = n.saturating_sub(1);
        }
        self.push_to(end, TokenKind::Close(name));
    }

    pub(super) fn scan_template(&mut self) {
        let is_open = |name: &str| self.open.get(name).is_some_and(|&n| n > 0);
        match read_template(self.text, self.at, self.source, is_open) {
            Some(TemplateTag::Open(tag)) => self.push_open(tag),
            Some(TemplateTag::Close(name, end)) => self.push_close(name, end),
            None => self.at += 1,
        }
    }

    /// An element of HTML that is a block, where nothing but tags stands before it on its line.
    pub(super) fn scan_html(&mut self) {
        let rest = &self.text[self.at..];
        let length = rest[1..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        let begins_line = only_tags(&self.text[self.text_from..self.at]);
        if &rest[1..=length] == "details"
            && begins_line
            && let Some(tag) = read_details(self.text, self.at, self.source)
        {
            return self.push_open(tag);
        }
        let is_block = html::IN_MARKDOWN.contains(&&rest[1..=length]) && begins_line;
        let end =
            if is_block && self.unclosed_markup < UNCLOSED_MARKUP { html::element_end(rest) } else { None };
        match end {
            Some(end) if !html::holds_markdown(&rest[..end]) => {
                self.push_to(self.at + end, TokenKind::Markup)
            }
            _ => {
                self.unclosed_markup += u32::from(is_block && end.is_none());
                self.at += 1;
            }
        }
    }
}

/// Whether a text is nothing but white space and tags of HTML.
fn only_tags(text: &str) -> bool {
    let mut rest = text.trim();
    while let Some(tag) = rest.strip_prefix('<') {
        let Some(end) = tag.find('>') else { return false };
        rest = tag[end + 1..].trim_start();
    }
    rest.is_empty()
}
