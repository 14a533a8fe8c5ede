//! Servers that pages name in words: what relative paths are joined to.
//!
//! ```ebnf
//! statement   = sentence | label , [ ":" ] , url ;         (* a paragraph, an item of a list *)
//! sentence    = … , "base URL" , … , url , [ "." ] ;
//! label       = … , "base URL" | environment ;              (* "Production: https://…" *)
//! section     = heading , { url | label , url } ;           (* "Base URL" or "Environments", then a block of code *)
//! row         = cell , { cell } ;                           (* one is a URL; another, or the head, says what it is *)
//! environment = "production" | "sandbox" | "staging" | … ;
//! version     = … , "version" , … , url , "/" , [ "v" ] , hole , … ;   (* "like `https://…/api/v{number}`" *)
//! ```
//!
//! A base URL of something else (images, a socket, sign-in) is none of the API's.

use super::Phrases;
use super::claims::{Claim, ClaimKind, ServerClaim};
use crate::document::{Block, BlockKind, Document, Text};
use crate::site::{is_of_reader, is_test_host, names_production, names_test_system};
use crate::source::{Span, Spanned};

/// What pages call a base URL.
const BASE: &[&str] = &[
    "base url",
    "base-url",
    "baseurl",
    "base uri",
    "base address",
    "api base",
    "root url",
    "api root",
    "api url",
    "url base",
    "url de base",
    "url da api",
    "basis-url",
    "base endpoint",
    "api host",
    "server url",
    "all requests",
    "todas as requisições",
    "requests are made to",
    "api server",
];

/// What they call it in titles.
const ENDPOINT: &[&str] = &["api endpoint"];

/// Words that make it a base URL of something else.
static OTHER: Phrases = Phrases::new(&[
    "image",
    "cdn",
    "media",
    "asset",
    "socket",
    "wss",
    "stream",
    "auth",
    "token",
    "login",
    "dashboard",
    "console",
    "webhook",
    "callback",
    "redirect",
    "docs",
    "documentation",
    "mcp",
    "graphql",
    "status",
    "example",
    "upload",
    "file",
    "old",
    "deprecated",
    "legacy",
]);

/// Titles of sections that list servers.
const SECTIONS: &[&str] = &["environments", "environment", "servers", "hosts", "ambientes", "entornos"];

/// The servers that a page names, in order.
pub(super) fn read_servers(document: &Document) -> Vec<Claim> {
    let mut reader = Reader::default();
    reader.read_blocks(&document.blocks);
    reader.claims
}

#[derive(Default)]
struct Reader {
    claims: Vec<Claim>,
    /// Whether the heading or lead line above says that servers follow.
    in_section: bool,
}

impl Reader {
    fn read_blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.read_block(block);
        }
    }

    fn read_block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { text, .. } => self.in_section = announces(&text.plain),
            BlockKind::Paragraph(text) => self.read_text(text),
            BlockKind::List { items: blocks, .. } | BlockKind::Item(blocks) | BlockKind::Quote(blocks) => {
                self.read_blocks(blocks)
            }
            BlockKind::Component(component) => self.read_blocks(&component.children),
            BlockKind::Table { header, rows } => self.read_table(header, rows),
            BlockKind::Fence(fence) if self.in_section => {
                for line in fence.code.lines().take(8) {
                    self.read_line(line, "", fence.code_span);
                }
                self.in_section = false;
            }
            _ => {}
        }
    }

    fn read_text(&mut self, text: &Text) {
        if !text.plain.contains(':') || !text.plain.contains("://") {
            // "**Base URL**", and the URL in the next block.
            if text.plain.len() < 120 {
                self.in_section = announces(&text.plain);
            }
            return;
        }
        if let Some(before) = says_version(&text.plain) {
            let base = before.strip_suffix('v').unwrap_or(before).trim_end_matches('/');
            let url = Spanned::new(base.to_owned(), text.span);
            let (test, before_version) = (is_test_host(base), Some(before.to_owned()));
            let server = ServerClaim { url, test, before_version };
            self.claims.push(Claim { operation: 0, kind: ClaimKind::Server(server), span: text.span });
            return;
        }
        let Some(url) = only_url(&text.plain) else { return };
        let label = text.plain.replacen(url, "", 1);
        if self.in_section || is_label(&label) {
            self.push(url, &label, text.span);
        }
    }

    /// `https://api.acme.dev/v1`, `Production: https://api.acme.dev/v1`
    fn read_line(&mut self, line: &str, label: &str, span: Span) {
        if let Some(url) = only_url(line) {
            let own = line.replacen(url, "", 1);
            if own.split_whitespace().count() < 4 {
                self.push(url, &format!("{label} {own}"), span);
            }
        }
    }

    fn read_table(&mut self, header: &[Text], rows: &[Vec<Text>]) {
        let head: Vec<String> = header.iter().map(|cell| cell.plain.trim().to_lowercase()).collect();
        // A list of fields, in one of which a URL stands as an example.
        let has = |names: &[&str]| head.iter().any(|cell| names.contains(&cell.as_str()));
        let fields = ["parameter", "attribute", "field", "property", "argument"];
        if has(&["required", "required?", "mandatory"]) || (has(&["type"]) && has(&fields)) {
            return;
        }
        let is_list =
            self.in_section || head.iter().any(|cell| is_base(cell) || SECTIONS.contains(&cell.trim()));
        for row in rows {
            let Some(cell) =
                row.iter().find(|cell| only_url(&cell.plain).is_some_and(|url| url == cell.plain.trim()))
            else {
                continue;
            };
            let others: Vec<&str> = row
                .iter()
                .filter(|other| other.span != cell.span)
                .map(|other| other.plain.as_str())
                .collect();
            let label = others.join(" ");
            let named = others.first().is_some_and(|first| is_label(&format!("{first}:")));
            if is_list || named {
                self.push(cell.plain.trim(), &label, cell.span);
            }
        }
    }

    fn push(&mut self, url: &str, label: &str, span: Span) {
        let lower = label.to_lowercase();
        if OTHER.are_in(&lower) {
            return;
        }
        let words = || lower.split(|c: char| !c.is_alphanumeric());
        let production = words().any(names_production);
        let test = !production && (words().any(names_test_system) || is_test_host(url));
        let before_version = before_version(url).map(str::to_owned);
        let url = Spanned::new(url.trim_end_matches('/').to_owned(), span);
        let server = ServerClaim { url, test, before_version };
        self.claims.push(Claim { operation: 0, kind: ClaimKind::Server(server), span });
    }
}

/// Whether a heading or a lead line says that servers follow.
fn announces(title: &str) -> bool {
    static ANNOUNCEMENTS: Phrases = Phrases::of_lists([BASE, ENDPOINT, SECTIONS]);
    if !ANNOUNCEMENTS.are_in(title) {
        return false;
    }
    let lower = title.trim().trim_end_matches(':').to_lowercase();
    !OTHER.are_in(&lower) && (is_base(&lower) || SECTIONS.contains(&lower.as_str()))
}

fn is_base(text: &str) -> bool {
    static NAMES: Phrases = Phrases::of_lists([BASE, ENDPOINT, &[]]);
    NAMES.are_in(text)
}

/// Whether the text around a URL says that it is a server: `Base URL:`, `Production:`.
fn is_label(text: &str) -> bool {
    static LABELS: Phrases = Phrases::of_lists([BASE, &["api endpoint:"], &[]]);
    if LABELS.are_in(text) {
        return true;
    }
    let lower = text.to_lowercase();
    let Some((label, rest)) = lower.split_once(':') else { return false };
    let mut words = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let count = words.clone().count();
    let named = words.any(|word| names_production(word) || names_test_system(word));
    named && count <= 3 && rest.split_whitespace().count() <= 3
}

/// What stands before the hole of a version in the only URL of a sentence about versions.
fn says_version(text: &str) -> Option<&str> {
    let start = text.find("https://").or_else(|| text.find("http://"))?;
    if !text.to_lowercase().contains("version") {
        return None;
    }
    let rest = &text[start..];
    let end = rest.find(|c: char| c.is_whitespace() || "\"'`|()".contains(c)).unwrap_or(rest.len());
    let alone = !rest[end..].contains("://");
    before_version(rest[..end].trim_end_matches(['.', ',', ';']))
        .filter(|before| alone && !is_of_reader_only(before))
}

/// `https://api.acme.dev/v` of `https://api.acme.dev/v{version}`; nothing where the last segment is no hole of a
/// version.
fn before_version(url: &str) -> Option<&str> {
    let url = url.trim_end_matches('/');
    let at = url.rfind('/')? + 1;
    let segment = &url[at..];
    let (marked, hole) = match segment.strip_prefix('v') {
        Some(hole) => (true, hole),
        None => (false, segment),
    };
    let within = |open: char, close: char| hole.len() > 2 && hole.starts_with(open) && hole.ends_with(close);
    let is_hole =
        within('{', '}') || within('<', '>') || within('[', ']') || (hole.len() > 1 && hole.starts_with(':'));
    let is_host = url[..at].trim_end_matches('/').ends_with(':');
    (is_hole && !is_host && (marked || hole.to_lowercase().contains("version")))
        .then(|| &url[..url.len() - hole.len()])
}

/// The only URL of a text, where it is one of a server: scheme, host and path.
fn only_url(text: &str) -> Option<&str> {
    let start = text.find("https://").or_else(|| text.find("http://"))?;
    let rest = &text[start..];
    let end = rest.find(|c: char| c.is_whitespace() || "\"'`<>|()[]".contains(c)).unwrap_or(rest.len());
    let url = rest[..end].trim_end_matches(['.', ',', ';', ':']);
    let host = url.split_once("://")?.1.split('/').next()?;
    let is_server = !host.is_empty()
        && (host.contains('.') || host.starts_with("localhost"))
        && !url.contains(['?', '#', '\\', '@']);
    let alone = !rest[end..].contains("://");
    (is_server && alone && !is_of_reader_only(url)).then_some(url)
}

/// A server of the reader's that is not their own machine: `https://your-domain.com`.
fn is_of_reader_only(url: &str) -> bool {
    is_of_reader(url) && !is_test_host(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{parse_markdown, scan_file};
    use crate::source::{SourceFile, SourceId};

    fn shown(text: &str) -> Vec<String> {
        let file = SourceFile::new(SourceId(0), "a.md", "a.md", text);
        let claims = read_servers(&parse_markdown(scan_file(&file)));
        let show = |claim: Claim| match claim.kind {
            ClaimKind::Server(server) => {
                format!("{}{}", server.url.value, if server.test { " test" } else { "" })
            }
            _ => String::new(),
        };
        claims.into_iter().map(show).collect()
    }

    #[test]
    fn every_way_to_name_a_server() {
        for text in [
            "**Base URL:** `https://api.acme.dev/v1`\n",
            "The base URL of all calls is https://api.acme.dev/v1/.\n",
            "- Production: https://api.acme.dev/v1\n",
            "## Base URL\n\n```\nhttps://api.acme.dev/v1\n```\n",
            "**Base URL**\n\n```\nhttps://api.acme.dev/v1\n```\n",
            "| Environment | Address |\n|--|--|\n| Production | `https://api.acme.dev/v1` |\n",
            "| Name | Base URL |\n|--|--|\n| Europe | https://api.acme.dev/v1 |\n",
            "<Note>\n\nBase URL: https://api.acme.dev/v1\n\n</Note>\n",
        ] {
            assert_eq!(shown(text), ["https://api.acme.dev/v1"], "{text}");
        }
        let both = "## Environments\n\n* Sandbox: https://one.acme.dev\n* Live: https://two.acme.dev\n";
        assert_eq!(shown(both), ["https://one.acme.dev test", "https://two.acme.dev"]);
    }

    #[test]
    fn holes_of_versions() {
        let before = |url: &'static str| before_version(url).unwrap_or("");
        assert_eq!(before("https://acme.dev/api/v{version_number}"), "https://acme.dev/api/v");
        assert_eq!(before("https://acme.dev/{api_version}/"), "https://acme.dev/");
        assert_eq!(before("https://acme.dev/v<n>"), "https://acme.dev/v");
        for url in [
            "https://acme.dev/{id}",
            "https://{version}.acme.dev",
            "https://acme.dev/v1",
            "https://{version}",
        ] {
            assert_eq!(before(url), "", "{url}");
        }
        assert_eq!(
            shown("Say the version in the path, like `https://acme.dev/api/v{n}`.\n"),
            ["https://acme.dev/api"]
        );
        assert!(shown("Read a lamp at `https://acme.dev/api/v{n}`.\n").is_empty());
    }

    #[test]
    fn other_addresses_are_none() {
        for text in [
            "**Image Base URL**\n\n```\nhttps://cdn.acme.dev/\n```\n",
            "See https://docs.acme.dev/guide for more.\n",
            "## Base URL\n\nSee the list.\n\n```\nGET /v1/x\n```\n",
            "WebSocket base URL: https://ws.acme.dev\n",
            "Set the base URL to https://your-domain.com/api\n",
            "| Page | Address |\n|--|--|\n| Home | https://acme.dev/home |\n",
        ] {
            assert!(shown(text).is_empty(), "{text}: {:?}", shown(text));
        }
    }

    #[test]
    fn urls_in_lists_of_fields_are_no_servers() {
        for text in [
            "| Parameter | Type | Required | Description |\n|--|--|--|--|\n| `mock_url` | string | true | `http://localhost:4004` |\n",
            "| Field | Type | Description |\n|--|--|--|\n| `sandbox_url` | string | `https://sandbox.acme.dev` |\n",
        ] {
            assert!(shown(text).is_empty(), "{text}");
        }
    }
}
