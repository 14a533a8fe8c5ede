//! Pages of any exporter in one form: a block of code for each operation, with verb and path on its line.
//!
//! ```text
//! part  = [ heading ], { quote | line }, block ;     (* what is read: heading, "```", "yaml", verb, path *)
//! label = heading that begins with "OpenAPI" or "Swagger" ;              (* it says what kind of block follows *)
//! line  = verb, url | ( "Reference" | "Source" ), ":", url ;             (* the exporter's own *)
//! ```
//!
//! A heading that only labels the block, and lines of the exporter's own, say nothing more. Of several operations each
//! has a heading: its own, or else what the document calls it. A page on one operation whose heading calls it as the
//! document does, or by verb and path, has that title.

use super::excerpt::{Stated, called, described, is_excerpt, stated};
use super::string;
use crate::budget::ENDPOINTS;
use crate::description::{Tree, report_unread};
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Block, BlockKind, Document, Fence, Json, Text};
use crate::model::Method;
use crate::source::Span;
use std::borrow::Cow;

/// A page with its documents in the form that is read, and what is not read of them.
pub(in crate::dialect) fn name_documents(document: &Document) -> (Cow<'_, Document>, Vec<Diagnostic>) {
    let (mut found, mut said) = (Vec::new(), Vec::new());
    for (at, block) in document.blocks.iter().enumerate() {
        if let BlockKind::Fence(fence) = &block.kind {
            found.extend(read_operations(fence, block.span, &mut said).map(|operations| (at, operations)));
        }
    }
    if found.is_empty() {
        return (Cow::Borrowed(document), said);
    }
    let several = found.iter().map(|(_, operations)| operations.len()).sum::<usize>() > 1;
    let mut named = document.clone();
    if let [(at, operations)] = found.as_slice()
        && let [only] = operations.as_slice()
    {
        take_title(&mut named.blocks[..*at], only);
    }
    // From the last, so that places stay.
    let starts: Vec<usize> = found.iter().map(|(at, _)| *at).collect();
    for (nth, (at, operations)) in found.into_iter().enumerate().rev() {
        let from = nth.checked_sub(1).map_or(0, |before| starts[before] + 1);
        let heading = drop_labels(&mut named.blocks[from..at], &operations);
        let headed = heading && operations.len() == 1;
        let blocks = operations.into_iter().flat_map(|of| blocks_of(of, several && !headed));
        named.blocks.splice(at..=at, blocks.collect::<Vec<_>>());
    }
    (Cow::Owned(named), said)
}

/// An operation, or what the API sends, in a block of code.
struct Operation {
    fence: Fence,
    span: Span,
    stated: Stated,
    /// What the document calls it; may be empty.
    summary: String,
}

fn read_operations(fence: &Fence, span: Span, said: &mut Vec<Diagnostic>) -> Option<Vec<Operation>> {
    if !is_excerpt(fence) {
        return None;
    }
    let of = |stated: Stated, span: Span, summary: String| {
        let fence = Fence { title: called(&stated), ..fence.clone() };
        Operation { fence, span, stated, summary }
    };
    let tree = crate::description::read_tree(&fence.code, &fence.map, span.source);
    let tree = tree.map(|Tree { json, .. }| crate::description::swagger_as_openapi(json));
    said.extend(tree.as_ref().ok().and_then(report_unread));
    if let Some(stated) = stated(&fence.title) {
        let summary = tree.map_or(String::new(), |tree| summary_of(&tree, &stated));
        let mut operation = of(stated, span, summary);
        operation.fence.title.clone_from(&fence.title);
        return Some(vec![operation]);
    }
    let found = described(fence, tree.as_ref().ok());
    let alone = found.len() == 1;
    said.extend(found.get(ENDPOINTS).map(|(_, over)| report_over(over.unwrap_or(span), found.len())));
    let operations = found.into_iter().take(ENDPOINTS).map(|(stated, place)| {
        let summary = tree.as_ref().map_or(String::new(), |tree| summary_of(tree, &stated));
        of(stated, if alone { span } else { place.unwrap_or(span) }, summary)
    });
    let operations: Vec<Operation> = operations.collect();
    (!operations.is_empty()).then_some(operations)
}

/// Each operation goes through the whole document: of a block there are no more than the budget says.
fn report_over(over: Span, count: usize) -> Diagnostic {
    let message =
        format!("this block describes {count} operations, and no more than {ENDPOINTS} are read of one");
    Diagnostic::at(&rule::OVER_BUDGET, over, message)
        .note("this one and those behind it were left out")
        .help("save the document as a file beside the pages: all of its operations are read from there")
}

fn summary_of(tree: &Json, stated: &Stated) -> String {
    let item = match stated {
        Stated::Operation(method, path) => {
            let item = tree.get("paths").and_then(|paths| paths.get(path));
            item.and_then(|item| item.get(&method.as_str().to_ascii_lowercase()))
        }
        Stated::Webhook(_) => None,
    };
    item.and_then(|operation| string(operation, "summary")).unwrap_or_default().trim().to_owned()
}

/// The blocks that stand for an operation, with a heading where it needs one.
fn blocks_of(of: Operation, headed: bool) -> Vec<Block> {
    let title = if of.summary.is_empty() { called(&of.stated) } else { of.summary };
    let text = Text { plain: title.clone(), markdown: title, links: Vec::new(), span: of.span };
    let heading =
        headed.then_some(Block { kind: BlockKind::Heading { level: 3, text, anchor: None }, span: of.span });
    let fence = Block { kind: BlockKind::Fence(of.fence), span: of.span };
    heading.into_iter().chain([fence]).collect()
}

/// Takes what says nothing more out of the blocks above a document; whether a heading of the operation is left.
fn drop_labels(above: &mut [Block], operations: &[Operation]) -> bool {
    let mut headed = false;
    for block in above {
        let says_nothing = match &block.kind {
            BlockKind::Heading { text, .. } if is_label(&text.plain) => true,
            BlockKind::Heading { level, .. } => {
                headed |= *level > 1;
                false
            }
            BlockKind::Paragraph(text) => is_of_exporter(&text.plain, operations),
            _ => false,
        };
        if says_nothing {
            block.kind = BlockKind::Rule;
        }
    }
    headed
}

fn is_label(title: &str) -> bool {
    let lower = title.trim().to_ascii_lowercase();
    ["openapi", "swagger"].iter().any(|name| lower.starts_with(name))
}

fn is_of_exporter(text: &str, operations: &[Operation]) -> bool {
    let address = ["Reference: ", "Source: "].iter().find_map(|label| text.trim().strip_prefix(label));
    let is_url = |url: &str| url.starts_with("http") && !url.contains(char::is_whitespace);
    address.is_some_and(is_url) || operations.iter().any(|of| states(text, &of.stated))
}

/// Whether a text is verb and path of an operation, as a heading or a line writes them.
fn states(text: &str, stated: &Stated) -> bool {
    let Stated::Operation(method, path) = stated else { return false };
    let words: Vec<&str> = text.split_whitespace().map(|word| word.trim_matches('`')).collect();
    let [verb, url] = words.as_slice() else { return false };
    Method::parse(verb) == Some(*method)
        && url.contains('/')
        && (url.ends_with(path.as_str()) || path.ends_with(url))
}

/// Gives a page on one operation the title that its heading has.
fn take_title(above: &mut [Block], of: &Operation) {
    let is_heading =
        |block: &&mut Block| matches!(&block.kind, BlockKind::Heading { text, .. } if !is_label(&text.plain));
    let mut headings = above.iter_mut().filter(is_heading);
    let (Some(title), Some(last)) = (headings.next(), headings.next_back()) else { return };
    let BlockKind::Heading { text: own, level: 2.., .. } = &last.kind else { return };
    let is_called = own.plain.trim() == of.summary || states(&own.plain, &of.stated);
    let BlockKind::Heading { level: 1, text, .. } = &mut title.kind else { return };
    if is_called && !of.summary.is_empty() {
        (text.plain, text.markdown) = (of.summary.clone(), of.summary.clone());
        last.kind = BlockKind::Rule;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write;

    #[test]
    fn operations_over_the_budget_of_a_block_are_said() {
        let mut page = String::from("# Bells\n\n## OpenAPI\n\n```yaml\nopenapi: 3.1.0\npaths:\n");
        for number in 0..ENDPOINTS + 2 {
            let _ = writeln!(page, "  /bells/a{number}:\n    get:\n      responses: {{ '204': {{}} }}");
        }
        page.push_str("```\n");
        let spec = crate::Spec::of_texts("acme", [("bells.md", page.as_str())]);
        let reading = crate::read_spec(&spec);
        assert_eq!(reading.api.operations.len(), ENDPOINTS);
        let mut over = reading.diagnostics.iter().filter(|of| *of.rule == rule::OVER_BUDGET);
        let said = over.next().expect("it is said");
        assert_eq!(said.message, "this block describes 66 operations, and no more than 64 are read of one");
        assert!(over.next().is_none());
    }
}
