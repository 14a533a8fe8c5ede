//! Tags in braces, as template languages have them, and `<details>`: they frame blocks as a component does.
//!
//! ```ebnf
//! tag      = "{%" , [ "-" ] , ( name , { space , argument } | "end" , name ) , [ "-" ] , "%}" ;
//! argument = key , "=" , ( quoted | word ) | quoted | word ;
//! quoted   = '"' , { any - '"' } , '"' | "'" , { any - "'" } , "'" ;
//! details  = "<details" , … , ">" , [ "<summary>" , title , "</summary>" ] ;
//! ```
//!
//! A tag without an end tag stands alone. A tag has no blank line in it.

use super::Attribute;
use super::html;
use super::tag::OpenTag;
use crate::source::{SourceId, Span, Spanned};

/// A tag longer than this is words.
const MAX_LENGTH: usize = 4096;

/// A tag in braces.
pub(super) enum TemplateTag<'a> {
    Open(OpenTag<'a>),
    /// Its name and end.
    Close(&'a str, usize),
}

/// The tag that begins at `at`, where there is `{%`. `is_open`: whether a tag of that name is.
pub(super) fn read_template<'a>(
    text: &'a str,
    at: usize,
    source: SourceId,
    is_open: impl Fn(&str) -> bool,
) -> Option<TemplateTag<'a>> {
    let (inner, end) = inside(text, at)?;
    let start = inner.as_ptr() as usize - text.as_ptr() as usize;
    let length = inner.bytes().take_while(|&b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_').count();
    let (name, rest) = inner.split_at(length);
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) || rest.starts_with(|c: char| !c.is_whitespace()) {
        return None;
    }
    if let Some(ended) = name.strip_prefix("end").filter(|ended| rest.trim().is_empty() && is_open(ended)) {
        return Some(TemplateTag::Close(ended, end));
    }
    let attributes = arguments(text, start + length..start + inner.len(), source);
    Some(TemplateTag::Open(OpenTag { name, attributes, end, self_closing: false }))
}

/// What stands between `{%` and `%}`, without the white space around it, and the end of the tag.
fn inside(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = text.get(at + 2..)?;
    let mut quote = None;
    for (i, b) in rest.bytes().enumerate().take(MAX_LENGTH) {
        match b {
            _ if quote == Some(b) => quote = None,
            _ if quote.is_some() => {}
            b'"' | b'\'' if rest[..i].ends_with(['=', ' ']) => quote = Some(b),
            b'%' if rest[i + 1..].starts_with('}') => {
                let inner = rest[..i].trim();
                let inner = inner.strip_prefix('-').unwrap_or(inner);
                let inner = inner.strip_suffix('-').unwrap_or(inner).trim();
                return (!inner.contains("\n\n")).then_some((inner, at + 2 + i + 2));
            }
            _ => {}
        }
    }
    None
}

fn arguments(text: &str, range: std::ops::Range<usize>, source: SourceId) -> Vec<Attribute> {
    let spanned =
        |start: usize, end: usize| Spanned::new(text[start..end].to_owned(), Span::new(source, start, end));
    // A word, in quotes or not: where it stands without them, and its end.
    let word = |at: usize, stop: &[char]| {
        let rest = &text[at..range.end];
        let quoted = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        match quoted.and_then(|quote| rest[1..].find(quote)) {
            Some(length) => (at + 1, at + 1 + length, at + length + 2),
            None => {
                let length =
                    rest.find(|c: char| c.is_whitespace() || stop.contains(&c)).unwrap_or(rest.len());
                (at, at + length, at + length)
            }
        }
    };
    let mut attributes = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let blank = text[at..range.end].len() - text[at..range.end].trim_start().len();
        at += blank;
        if at >= range.end {
            break;
        }
        let (start, end, next) = word(at, &['=']);
        let name = spanned(start, end);
        at = next.max(at + 1);
        let value = if text[next..range.end].starts_with('=') && end > start {
            let (start, end, behind) = word(next + 1, &[]);
            at = behind.max(next + 1);
            Some(spanned(start, end))
        } else {
            None
        };
        attributes.push(Attribute { name, value, expression: false });
    }
    attributes
}

/// The tag `<details>` that begins at `at`, with the summary behind it as its title.
pub(super) fn read_details(text: &str, at: usize, source: SourceId) -> Option<OpenTag<'_>> {
    let mut end = at + text[at..].find('>')? + 1;
    let mut attributes = Vec::new();
    let summary = end + (text[end..].len() - text[end..].trim_start().len());
    if text[summary..].starts_with("<summary")
        && let Some(length) = html::element_end(&text[summary..])
    {
        let title = html::read_summary(text, summary..summary + length, source);
        attributes.extend(title.filter(|title| !title.plain.is_empty()).map(|title| Attribute {
            name: Spanned::new("title".to_owned(), title.span),
            value: Some(Spanned::new(title.plain, title.span)),
            expression: false,
        }));
        end = summary + length;
    }
    Some(OpenTag { name: "details", attributes, end, self_closing: false })
}

/// The name of the component that a tag is.
pub(super) fn component_name(tag: &str) -> &str {
    if tag == "details" { "Accordion" } else { tag }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Argument = (String, Option<String>);

    fn read(text: &str) -> Option<(String, Vec<Argument>)> {
        match read_template(text, 0, SourceId(0), |name| name == "tab")? {
            TemplateTag::Open(tag) => {
                for attribute in &tag.attributes {
                    let span = attribute.name.span;
                    assert_eq!(&text[span.start as usize..span.end as usize], attribute.name.value);
                }
                let attributes =
                    tag.attributes.into_iter().map(|a| (a.name.value, a.value.map(|value| value.value)));
                Some((tag.name.to_owned(), attributes.collect()))
            }
            TemplateTag::Close(name, _) => Some((format!("/{name}"), Vec::new())),
        }
    }

    #[test]
    fn names_and_arguments() {
        let (name, arguments) = read("{% call-of path=\"/a b\" code=200 'x.md' open %}").unwrap();
        let arguments: Vec<_> =
            arguments.iter().map(|(name, value)| (name.as_str(), value.as_deref())).collect();
        assert_eq!(name, "call-of");
        assert_eq!(
            arguments,
            [("path", Some("/a b")), ("code", Some("200")), ("x.md", None), ("open", None)]
        );
        assert_eq!(read("{%- endtab -%}").unwrap().0, "/tab");
        assert_eq!(read("{% endpoint method=\"get\" %}").unwrap().0, "endpoint");
        assert_eq!(read("{% a b=\"%}\" %}").unwrap().1[0].1.as_deref(), Some("%}"));
    }

    #[test]
    fn words_in_braces() {
        for text in ["{% %}", "{% a", "{% A %}", "{% 50%} %}", "{% a\n\nb %}"] {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
