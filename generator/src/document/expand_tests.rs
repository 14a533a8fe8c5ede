use super::*;
use crate::document::{Block, BlockKind};
use crate::source::SourceId;
use serde_json::json;

fn parse(text: &str) -> (SourceFile, Document, Vec<String>) {
    let file = SourceFile::new(SourceId(0), "a.mdx", "a.mdx", text);
    let names = Variables::from([
        ("host".to_owned(), json!("https://x.example/v1")),
        ("odd".to_owned(), json!("a*b* <C> `d` e_f")),
        ("props".to_owned(), json!({ "limit": 20, "kinds": ["a, b", "c"] })),
    ]);
    let site = Variables::from([("version".to_owned(), json!("2.4.0"))]);
    let (document, unknown) = parse_with_values(scan_file(&file), &Values { names, site }, &in_text);
    (file, document, unknown.names.into_iter().map(|name| name.value).collect())
}

fn in_text(name: &str, attributes: &[Attribute]) -> Option<InText> {
    let of = attributes.iter().find_map(|a| Some(a.value.as_ref()?.value.clone())).unwrap_or_default();
    match name {
        "Key" => Some(InText::Words(format!("the **key**|{of}"))),
        "Fields" => Some(InText::Blocks),
        _ => None,
    }
}

fn outline(blocks: &[Block]) -> Vec<String> {
    let outline = |block: &Block| match &block.kind {
        BlockKind::Paragraph(text) => vec![text.markdown.clone()],
        BlockKind::Component(component) => vec![format!("<{}>", component.name)],
        BlockKind::List { items, .. } => outline(items),
        BlockKind::Item(blocks) => outline(blocks),
        BlockKind::Table { rows, .. } => rows.iter().flatten().map(|t| t.markdown.clone()).collect(),
        BlockKind::Heading { text, .. } => vec![format!("# {}", text.markdown)],
        _ => Vec::new(),
    };
    blocks.iter().flat_map(outline).collect()
}

#[test]
fn tags_in_sentences_items_and_cells() {
    let (file, document, _) = parse(
        "Send <Key of={host} />, or <Icon /> not.\n\n- <Key/> first\n- with <Fields/> or so\n\n## A <Key/>\n\n| a | b |\n|---|---|\n| `x` | <Key /> |\n| y | <Fields/> |\n\n<Key />\n",
    );
    assert_eq!(
        outline(&document.blocks),
        [
            "Send the **key**|\"https://x.example/v1\", or not.",
            "the **key**| first",
            "with",
            "<Fields>",
            "or so",
            "# A",
            "`x`",
            "the **key**|",
            "y",
            "",
            "<Key>",
        ]
    );
    let BlockKind::Paragraph(text) = &document.blocks[0].kind else { panic!() };
    assert_eq!(file.slice(text.span), file.text.lines().next().unwrap());
}

#[test]
fn values_in_text() {
    let (file, document, unknown) = parse(
        "{`${host}/{{version}}`} At {host}, not `{host}` or \\{host}; {odd}{\" \"}{props.limit} {{version}} {nobody} {3}.\n\n## {host}",
    );
    let BlockKind::Paragraph(text) = &document.blocks[0].kind else { panic!() };
    let plain = "https://x.example/v1/2.4.0 At https://x.example/v1, not {host} or {host}; a*b* <C> `d` e_f 20 2.4.0 {nobody} {3}.";
    assert_eq!(text.plain, plain);
    assert_eq!(file.slice(text.span), file.text.lines().next().unwrap());
    assert_eq!(unknown, ["nobody"]);
    let BlockKind::Heading { text, .. } = &document.blocks[1].kind else { panic!() };
    assert_eq!((text.plain.as_str(), file.slice(text.span)), ("https://x.example/v1", "{host}"));
}

#[test]
fn values_in_attributes() {
    let (file, document, unknown) = parse(
        "<A a={host} b={`${host}/x`} c={props.limit} d={props.kinds} e={props.none} f=\"{host}\" g={() => 1}>\n  {host}\n</A>\n",
    );
    let BlockKind::Component(component) = &document.blocks[0].kind else { panic!() };
    let shown: Vec<(&str, &str)> = component
        .attributes
        .iter()
        .filter_map(|a| Some((a.value.as_ref()?.value.as_str(), file.slice(a.value.as_ref()?.span))))
        .collect();
    assert_eq!(
        shown,
        [
            ("https://x.example/v1", "host"),
            ("https://x.example/v1/x", "`${host}/x`"),
            ("20", "props.limit"),
            ("[\"a, b\",\"c\"]", "props.kinds"),
            ("props.none", "props.none"),
            ("{host}", "{host}"),
            ("() => 1", "() => 1"),
        ]
    );
    assert_eq!(file.slice(component.attributes[6].name.span), "g");
    assert_eq!(unknown, ["props.none"]);
    assert_eq!(file.slice(document.blocks[0].span), file.text.trim_end());
}

#[test]
fn code_keeps_its_braces() {
    let (file, document, _) = parse("```bash\ncurl {host}/{{version}}/x \\\n  -d '{\"a\": 1}'\n```\n");
    let BlockKind::Fence(fence) = &document.blocks[0].kind else { panic!() };
    assert_eq!(fence.code, "curl {host}/2.4.0/x \\\n  -d '{\"a\": 1}'");
    let at = |word: &str| fence.map.resolve(fence.code.find(word).unwrap());
    assert_eq!(&file.text[at("/x")..][..2], "/x");
    assert_eq!(&file.text[at("2.4.0")..][..2], "{{");
    assert_eq!(&file.text[at("\"a\"")..][..3], "\"a\"");
}
