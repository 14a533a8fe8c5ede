//! A web page as blocks: its main content, without what leads to other pages.
//!
//! ```text
//! page    = { any } , main , { any } ;
//! main    = "main" | role "main" | "article" | the block with nearly all of the text ;
//! left out = "nav" | "aside" | "footer" | "header" without a heading | script | a list of links in the page ;
//! tabs    = role "tablist", { role "tab" }, { role "tabpanel" } ;     (* a frame with the tab's words as title *)
//! title   = "h1" of the content, of the page, or the first part of "title" ;
//! ```

use super::blocks::BlockReader;
use super::code;
use super::nodes::{Element, HtmlAttribute, Node, parse_nodes};
use super::tables::holds_code;
use super::words::WordReader;
use crate::document::{Block, BlockKind, Document, Text};
use crate::source::{SourceFile, Span};
use std::cell::RefCell;
use std::collections::HashMap;

/// What is no part of what a page says.
const LEFT_OUT: &[&str] = &[
    "script", "style", "template", "noscript", "svg", "nav", "aside", "footer", "iframe", "dialog", "input",
    "select", "textarea", "head", "link", "meta",
];

const LEFT_OUT_ROLES: &[&str] =
    &["navigation", "banner", "contentinfo", "complementary", "search", "dialog", "tablist", "menu"];

/// What the roles of tables that are made of other elements say.
const TABLE_ROLES: &[(&str, &str)] = &[
    ("table", "table"),
    ("rowgroup", "tbody"),
    ("row", "tr"),
    ("columnheader", "th"),
    ("rowheader", "th"),
    ("cell", "td"),
];

/// A web page.
#[derive(Debug, Default)]
pub struct HtmlPage {
    /// Its blocks, the title first.
    pub document: Document,
    /// The same as headings, blocks of code and lines, one for each block element.
    pub lines: Document,
    /// The words of `<title>`.
    pub title: String,
    /// Whether a password is asked for.
    pub asks_password: bool,
}

/// Whether a text begins as the HTML of a page does.
pub fn begins_as_html(text: &str) -> bool {
    let head: String = text.chars().take(64).collect::<String>().to_ascii_lowercase();
    ["<!doctype", "<html", "<head", "<body", "<script", "<?xml", "<meta "]
        .iter()
        .any(|tag| head.starts_with(tag))
}

/// Reads a web page.
pub fn parse_html(file: &SourceFile) -> HtmlPage {
    let nodes = parse_nodes(&file.text, 0..file.text.len(), false);
    let words = WordReader { text: &file.text, source: file.id, in_markdown: false };
    let title = first(&nodes, &|element| element.name == "title").map(|title| words.element(title));
    let asks_password =
        first(&nodes, &|element| element.name == "input" && element.value("type") == "password").is_some();
    let heading = first(&nodes, &|element| element.name == "h1").map(|heading| words.element(heading));
    let mut tabs = HashMap::new();
    collect_tabs(&nodes, &words, &mut tabs);
    let nodes = prune(nodes, None, &file.text);
    let content = main_content(&nodes, &file.text);
    let reader = BlockReader { words, tabs, as_lines: false, depths: RefCell::default() };
    let mut blocks = reader.blocks(content);
    let is_title = |block: &Block| matches!(&block.kind, BlockKind::Heading { level: 1, .. });
    let name = title.as_ref().map_or("", |title| &title.plain).to_owned();
    if let Some(at) = blocks.iter().position(is_title) {
        let title = blocks.remove(at);
        blocks.insert(0, title);
    } else if let Some(text) = heading.filter(|heading| !heading.plain.is_empty()).or(title.map(page_name)) {
        let span = text.span;
        blocks.insert(0, Block { kind: BlockKind::Heading { level: 1, text, anchor: None }, span });
    }
    let reader = BlockReader { as_lines: true, ..reader };
    let lines = Document { blocks: reader.blocks(content), depths: reader.depths.take(), front_matter: None };
    HtmlPage { document: Document { blocks, ..Document::default() }, lines, title: name, asks_password }
}

/// The name of a page in the title of its window: "Get kite | Kites API".
fn page_name(title: Text) -> Text {
    let end =
        [" | ", " – ", " — ", " · ", " - ", " :: "].iter().filter_map(|mark| title.plain.find(mark)).min();
    let plain = end.map_or(title.plain.as_str(), |end| &title.plain[..end]).trim().to_owned();
    let span = Span::new(title.span.source, title.span.start as usize, title.span.end as usize);
    Text { markdown: super::words::escape(&plain), plain, links: Vec::new(), span }
}

/// The first element that fits.
fn first<'n>(nodes: &'n [Node], fits: &dyn Fn(&Element) -> bool) -> Option<&'n Element> {
    nodes.iter().find_map(|node| match node {
        Node::Element(element) if fits(element) => Some(element),
        Node::Element(element) => first(&element.children, fits),
        Node::Text(_) => None,
    })
}

/// The words of each tab by the id of its panel, and by its own.
fn collect_tabs(nodes: &[Node], words: &WordReader<'_>, tabs: &mut HashMap<String, Text>) {
    let elements = |nodes: &[Node]| -> Vec<usize> {
        (0..nodes.len()).filter(|&at| matches!(nodes[at], Node::Element(_))).collect()
    };
    for at in elements(nodes) {
        let Node::Element(element) = &nodes[at] else { continue };
        if element.value("role") == "tab" {
            let text = words.text(&element.children, element.tag.end);
            for name in ["aria-controls", "id"] {
                let id = element.value(name);
                if !id.is_empty() {
                    tabs.insert(id.to_owned(), text.clone());
                }
            }
        }
        // Panels that no id joins to a tab: in order.
        if element.value("role") == "tablist" {
            let names: Vec<Text> =
                all(&element.children, "tab").iter().map(|tab| words.element(tab)).collect();
            let panels: Vec<&Element> =
                nodes[at + 1..].iter().flat_map(|node| all(std::slice::from_ref(node), "tabpanel")).collect();
            for (panel, name) in panels.iter().zip(names) {
                tabs.insert(panel.range.start.to_string(), name);
            }
        }
        collect_tabs(&element.children, words, tabs);
    }
}

/// The outermost elements with a role.
fn all<'n>(nodes: &'n [Node], role: &str) -> Vec<&'n Element> {
    let mut found = Vec::new();
    for node in nodes {
        match node {
            Node::Element(element) if element.value("role") == role => found.push(element),
            Node::Element(element) => found.extend(all(&element.children, role)),
            Node::Text(_) => {}
        }
    }
    found
}

/// The nodes without what is left out; a block of code gets the language that is said around it.
fn prune(nodes: Vec<Node>, language: Option<&str>, text: &str) -> Vec<Node> {
    let mut kept = Vec::with_capacity(nodes.len());
    for node in nodes {
        let mut element = match node {
            Node::Element(element) => element,
            text => {
                kept.push(text);
                continue;
            }
        };
        // A button beside code copies it.
        if is_left_out(&element) || (element.name == "button" && language.is_some()) {
            continue;
        }
        if let Some((_, name)) = TABLE_ROLES.iter().find(|(role, _)| *role == element.value("role")) {
            element.name = (*name).to_owned();
        }
        drop_line_numbers(&mut element, text);
        let own = code::language_of(&element);
        let language = own.as_deref().or(language);
        if let Some(language) = language.filter(|_| element.name == "pre" && own.is_none()) {
            let (name, value) = ("data-language".to_owned(), language.to_owned());
            element.attributes.push(HtmlAttribute { name, value, range: element.tag.clone() });
        }
        let children = std::mem::take(&mut element.children);
        element.children = prune(children, language, text);
        kept.push(Node::Element(element));
    }
    kept
}

/// Leaves the cell with the numbers of lines out that stands beside code.
fn drop_line_numbers(row: &mut Element, text: &str) {
    let cells: Vec<&Element> = row.elements().collect();
    let [numbers, code] = cells.as_slice() else { return };
    if row.name == "tr" && holds_code(code) && is_numbers(&numbers.children, text) {
        let start = code.range.start;
        row.children.retain(|node| node.range().start == start);
    }
}

fn is_numbers(nodes: &[Node], text: &str) -> bool {
    nodes.iter().all(|node| match node {
        Node::Text(range) => {
            text[range.clone()].bytes().all(|b| b.is_ascii_digit() || b.is_ascii_whitespace())
        }
        Node::Element(element) => is_numbers(&element.children, text),
    })
}

fn is_left_out(element: &Element) -> bool {
    let role = element.value("role");
    let is_panel = role == "tabpanel";
    element.is(LEFT_OUT)
        || LEFT_OUT_ROLES.contains(&role)
        || (!is_panel && (element.attribute("hidden").is_some() || element.value("aria-hidden") == "true"))
        || (element.name == "header" && !holds_heading(element))
        || (element.is(&["ul", "ol"]) && is_contents(element))
}

fn holds_heading(element: &Element) -> bool {
    element.elements().any(|inner| inner.is(&["h1", "h2", "h3"]) || holds_heading(inner))
}

/// Whether a list leads to places of the same page, and says nothing else.
fn is_contents(list: &Element) -> bool {
    fn leads(element: &Element, links: &mut usize) -> bool {
        element.elements().all(|inner| match inner.name.as_str() {
            "a" => {
                *links += 1;
                inner.value("href").starts_with('#')
            }
            _ => leads(inner, links),
        })
    }
    let mut links = 0;
    leads(list, &mut links) && links > 1 && links >= list.elements().count()
}

/// The nodes that hold what the page says.
fn main_content<'n>(nodes: &'n [Node], text: &str) -> &'n [Node] {
    let is_main = |element: &Element| element.name == "main" || element.value("role") == "main";
    let is_article = |element: &Element| element.name == "article";
    for of in [&is_main as &dyn Fn(&Element) -> bool, &is_article] {
        if let Some(main) = first(nodes, of).filter(|main| words_in(&main.children, text) > 0) {
            return &main.children;
        }
    }
    let mut content = first(nodes, &|element| element.name == "body").map_or(nodes, |body| &body.children);
    // Into the block that holds nearly all words, and the title where there is one.
    let is_title = |element: &Element| element.name == "h1";
    loop {
        let (all, titled) = (words_in(content, text), first(content, &is_title).is_some());
        let inner = content.iter().find_map(|node| match node {
            Node::Element(element) if words_in(&element.children, text) * 10 > all * 9 => Some(element),
            _ => None,
        });
        let inner = inner
            .filter(|element| all > 0 && element.is(&["div", "section", "body", "html"]))
            .filter(|element| !titled || first(&element.children, &is_title).is_some());
        match inner {
            Some(element) => content = &element.children,
            None => return content,
        }
    }
}

/// How much text there is that is no link.
fn words_in(nodes: &[Node], text: &str) -> usize {
    nodes
        .iter()
        .map(|node| match node {
            Node::Text(range) => text[range.clone()].split_whitespace().map(str::len).sum(),
            Node::Element(element) if element.name == "a" => 0,
            Node::Element(element) => words_in(&element.children, text),
        })
        .sum()
}
