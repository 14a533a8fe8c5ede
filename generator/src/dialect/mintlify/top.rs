//! What stands above the first block of content: front matter, or the header of an export.

use super::Reader;
use crate::dialect::claims::{ClaimKind, Convention, EndpointClaim};
use crate::document::{Block, BlockKind, Document, FrontMatter, Text};
use crate::model::Method;
use crate::source::{Span, Spanned};

/// Reads the header and gives the blocks below it.
pub(super) fn read_top<'a>(
    reader: &mut Reader,
    document: &'a Document,
    convention: Convention,
) -> &'a [Block] {
    if let Some(front_matter) = &document.front_matter {
        read_front_matter(reader, front_matter);
    }
    match convention {
        Convention::MintlifyExport => read_export_header(reader, &document.blocks),
        _ => &document.blocks,
    }
}

fn read_front_matter(reader: &mut Reader, front_matter: &FrontMatter) {
    for (key, value) in &front_matter.entries {
        match key.value.as_str() {
            "title" => {
                reader.title = Some(value.value.clone());
                reader.claim(ClaimKind::Title(value.value.clone()), value.span);
            }
            "description" => {
                let plain = value.value.clone();
                let text = Text { markdown: plain.clone(), plain, links: Vec::new(), span: value.span };
                reader.claim(ClaimKind::Summary(text), value.span);
            }
            "webhook" => reader.claim(ClaimKind::Webhook, key.span.to(value.span)),
            "api" if is_webhook(&value.value) => reader.claim(ClaimKind::Webhook, value.span),
            "api" | "openapi" => match read_endpoint(value, key.value == "openapi") {
                Some(endpoint) => reader.claim(ClaimKind::Endpoint(endpoint), value.span),
                None => reader.claim(ClaimKind::Chrome, value.span),
            },
            "contentType" | "content-type" => {
                reader.claim(ClaimKind::MediaType(value.value.clone()), key.span.to(value.span));
            }
            _ => reader.claim(ClaimKind::Chrome, key.span.to(value.span)),
        }
    }
}

/// `WEBHOOK ticket.closed`, `POST /your-endpoint (outbound)`.
fn is_webhook(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    lower.split_whitespace().next() == Some("webhook")
        || ["(outbound)", "(webhook)", "(outgoing)"].iter().any(|remark| lower.trim_end().ends_with(remark))
}

/// `PUT https://host/path`, `file.json POST /path`.
fn read_endpoint(value: &Spanned<String>, elsewhere: bool) -> Option<EndpointClaim> {
    let words: Vec<&str> = value.value.split_whitespace().collect();
    let at = words.iter().position(|w| Method::parse(w).is_some())?;
    let url = words.get(at + 1)?;
    Some(EndpointClaim {
        method: Spanned::new(Method::parse(words[at])?, value.span),
        url: Spanned::new((*url).to_owned(), value.span),
        elsewhere,
    })
}

/// The index quote, `# Title`, `> summary`.
fn read_export_header<'a>(reader: &mut Reader, blocks: &'a [Block]) -> &'a [Block] {
    let mut rest = blocks;
    if let [Block { kind: BlockKind::Quote(_), span }, tail @ ..] = rest {
        reader.claim(ClaimKind::Chrome, *span);
        rest = tail;
    }
    if let [Block { kind: BlockKind::Heading { level: 1, text }, .. }, tail @ ..] = rest {
        reader.title = Some(text.plain.clone());
        reader.claim(ClaimKind::Title(text.plain.clone()), text.span);
        rest = tail;
        if let [Block { kind: BlockKind::Quote(children), span }, tail @ ..] = rest
            && let Some(summary) = quote_text(children)
        {
            reader.claim(ClaimKind::Summary(summary.clone()), *span);
            rest = tail;
        }
    }
    rest
}

fn quote_text(children: &[Block]) -> Option<&Text> {
    match children {
        [Block { kind: BlockKind::Paragraph(text), span: Span { .. } }] => Some(text),
        _ => None,
    }
}
