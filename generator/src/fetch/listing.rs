//! Links in Markdown: those of `llms.txt`, and the OpenAPI documents that a page names.

use super::address::is_data;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use url::Url;

/// The links of a Markdown text that came from a URL, in order; addresses in plain words too.
pub(super) fn links(text: &str, base: &Url) -> Vec<Url> {
    let mut links = Vec::new();
    let mut in_code = false;
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => links.extend(resolve(base, &dest_url)),
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => in_code = false,
            Event::Text(words) if !in_code => links.extend(words.split_whitespace().filter_map(|word| {
                let word = word.trim_matches(['(', ')', '<', '>', ',', ';', '"', '\'']).trim_end_matches('.');
                (word.starts_with("https://") || word.starts_with("http://"))
                    .then(|| resolve(base, word))
                    .flatten()
            })),
            _ => {}
        }
    }
    links.dedup();
    links
}

/// The files of data that a page names: by a link, in the first line of a code block, or in its front matter.
///
/// ```text
/// openapi: "/api/openapi.yaml POST /tickets"         ````yaml openapi.json post /tickets
/// ```
pub(super) fn named_descriptions(text: &str, base: &Url) -> Vec<Url> {
    let mut named: Vec<Url> = links(text, base).into_iter().filter(is_data).collect();
    let mut root = base.clone();
    root.set_query(None);
    root.set_path("/");
    let mut words = |line: &str| {
        let words = line.split([' ', '"', '\'', '\t']).filter(|word| !word.contains('`'));
        let files = words.filter(|word| [".json", ".yaml", ".yml"].iter().any(|of| word.ends_with(of)));
        named.extend(files.filter_map(|file| {
            if file.starts_with("./") { resolve(base, file) } else { resolve(&root, file) }
        }));
    };
    if let Some(front) = text.trim_start_matches('\u{feff}').strip_prefix("---\n") {
        let lines = front.lines().take_while(|line| *line != "---");
        lines.filter_map(|line| line.strip_prefix("openapi:")).for_each(&mut words);
    }
    for event in Parser::new_ext(text, Options::empty()) {
        if let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = event {
            words(&info);
        }
    }
    named
}

fn resolve(base: &Url, link: &str) -> Option<Url> {
    base.join(link.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_an_index() {
        let base = Url::parse("https://d.example/docs/llms.txt").unwrap();
        let text = "# Acme\n\n> All of it\n\n## Docs\n\n- [Get](https://d.example/docs/get.md): one, see https://d.example/docs/x.\n\
                    - [List](list.md)\n- https://d.example/docs/bare\n- <https://d.example/auto>\n\n```\n[no](no.md) https://no.example\n```\n";
        let links: Vec<_> = links(text, &base).into_iter().map(String::from).collect();
        assert_eq!(
            links,
            [
                "https://d.example/docs/get.md",
                "https://d.example/docs/x",
                "https://d.example/docs/list.md",
                "https://d.example/docs/bare",
                "https://d.example/auto"
            ]
        );
    }

    #[test]
    fn descriptions_that_a_page_names() {
        let base = Url::parse("https://d.example/docs/get.md").unwrap();
        let text = "---\nopenapi: \"/v1/api.yaml GET /x\"\n---\n\n[all](../openapi.json) [x](y.md)\n\n````yaml spec.yml get /x\nopenapi: 3.1.0\n````\n";
        let named: Vec<_> = named_descriptions(text, &base).into_iter().map(String::from).collect();
        assert_eq!(
            named,
            ["https://d.example/openapi.json", "https://d.example/v1/api.yaml", "https://d.example/spec.yml"]
        );
    }
}
