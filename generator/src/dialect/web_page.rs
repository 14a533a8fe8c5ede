//! A web page: its blocks are read as those of Markdown; where they give no field, its lines are read as the text of a
//! rendered page, for then frames that say nothing lay the page out.

use super::claims::{Claim, ClaimKind, Convention};
use super::nothing_read::{no_documentation, why_no_page};
use super::scope::Scope;
use super::snippets::Snippets;
use super::{PageOutcome, PageReading, finish, mintlify, refuse, rendered, servers};
use crate::document::{self, BlockKind, Document, HtmlPage};
use crate::source::SourceFile;

/// Reads a web page.
pub(super) fn read_web_page(file: &SourceFile, snippets: &Snippets) -> PageReading {
    let HtmlPage { document, lines, title, asks_password } = document::parse_html(file);
    let why = why_no_page(&title).or_else(|| first_words(&document).into_iter().find_map(why_no_page));
    let is_short = document.blocks.len() < 8;
    if let Some(why) = why.filter(|_| is_short) {
        return refuse(file, no_documentation(file, &format!(": {why}")));
    }
    let reading = read_blocks(file, document, snippets);
    let is_read = reading.outcome == PageOutcome::Endpoint && fields(&reading) > 0;
    let reading = match is_read {
        true => reading,
        false => read_lines(file, lines, reading),
    };
    if reading.outcome != PageOutcome::Guide {
        return reading;
    }
    let named = [".html", ".htm"].iter().any(|end| file.relative.to_ascii_lowercase().ends_with(end));
    match () {
        () if asks_password => refuse(file, no_documentation(file, ": it asks to sign in")),
        () if reading.document.blocks.len() < 2 => refuse(file, no_documentation(file, " without text")),
        () if !named => refuse(file, no_documentation(file, ", and describes no operation")),
        () => reading,
    }
}

fn read_blocks(file: &SourceFile, document: Document, snippets: &Snippets) -> PageReading {
    let convention = Convention::MintlifyExport;
    let (mut claims, included, diagnostics) =
        mintlify::read_mintlify(file, &document, convention, snippets, Scope::default());
    claims.claims.extend(servers::read_servers(&document));
    if ends_whole(file) {
        claims.ends_early = None;
    }
    PageReading { included, ..finish(file, document, claims, diagnostics) }
}

/// Reads the lines of a page, where they say more than its blocks.
fn read_lines(file: &SourceFile, lines: Document, blocks: PageReading) -> PageReading {
    let (mut claims, diagnostics) = rendered::read_rendered(file, &lines, true);
    claims.claims.extend(servers::read_servers(&lines));
    if ends_whole(file) {
        claims.ends_early = None;
    }
    let reading = finish(file, lines, claims, diagnostics);
    let says_more = reading.outcome == PageOutcome::Endpoint
        && (fields(&reading) > fields(&blocks) || blocks.outcome != PageOutcome::Endpoint);
    if says_more { reading } else { blocks }
}

/// Whether the page is there to its end tag.
fn ends_whole(file: &SourceFile) -> bool {
    let end = file.text.trim_end().to_ascii_lowercase();
    end.ends_with("</html>") || end.ends_with("</body>")
}

fn fields(reading: &PageReading) -> usize {
    let is_field =
        |claim: &&Claim| matches!(claim.kind, ClaimKind::Parameter { .. } | ClaimKind::ResponseField { .. });
    reading.claims.claims.iter().filter(is_field).count()
}

/// The words of the first two blocks.
fn first_words(document: &Document) -> Vec<&str> {
    let words = document.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => Some(text.plain.as_str()),
        _ => None,
    });
    words.take(2).collect()
}
