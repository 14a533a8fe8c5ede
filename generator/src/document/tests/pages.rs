//! How pages read: a page beside its blocks.

use super::super::{Block, BlockKind, parse_markdown, scan_file};
use super::{check_spans, outline::outline};
use crate::source::{SourceFile, SourceId};

fn blocks(name: &str, text: &str) -> Vec<Block> {
    let file = SourceFile::new(SourceId(0), name, name, text);
    let document = parse_markdown(scan_file(&file));
    check_spans(&file, &document);
    document.blocks
}

#[track_caller]
fn reads(text: &str, expected: &str) {
    assert_eq!(outline(&blocks("a.mdx", text)).trim_end(), expected.trim_matches('\n'), "\n{text}");
}

#[test]
fn fields_with_fields_in_them() {
    reads(
        r#"
## Body

<Field name="a" type="string" required>
  The **name**, see [Names](/names).

      not code

  <Expandable title="properties">
    <Field name="b"
           type="Array<Item>">One line</Field>
  </Expandable>
</Field>
"#,
        "
h2 Body
<Field> name=a type=string required
  p The **name**, see [Names](/names).
  p not code
  <Expandable> title=properties
    <Field> name=b type=Array<Item>
      p One line
",
    );
}

#[test]
fn an_unclosed_field_is_a_sibling_of_the_next() {
    let text = "<F a>\n  one\n\n<F b>\n  two\n</F>\n\n### Next\n\n<F c>\n  three\n";
    reads(text, "<F> a (open)\n  p one\n<F> b\n  p two\nh3 Next\n<F> c (open)\n  p three");
    let nested = "<X>\n  <F a>\n    one\n  <F b>\n    two\n  </F>\n</X>\nafter";
    reads(nested, "<X>\n  <F> a (open)\n    p one\n  <F> b\n    p two\np after");
    let same_name = "<F a>\n  <F b>\n    one\n  <F c>\n    two\n  </F>\n</F>\n";
    reads(same_name, "<F> a\n  <F> b (open)\n    p one\n  <F> c\n    p two");
    reads("<F a>\n<F b>\none\n</F>\n</F>", "<F> a\n  <F> b\n    p one");
}

#[test]
fn an_unclosed_component_ends_with_its_parent_or_at_a_heading() {
    reads("<A>\n<B>\ntext\n</A>\n\nafter", "<A>\n  <B> (open)\n    p text\np after");
    reads("<A>\ntext\n\n# H\n", "<A> (open)\n  p text\nh1 H");
    reads("<A>\n# H\n</A>\n", "<A>\n  h1 H");
}

#[test]
fn a_stray_end_tag_and_comments_are_html() {
    reads(
        "a\n</A>\nb\n{/* c */}\n<!-- d\n\n<A> -->",
        "p a\nhtml </A>\np b\nhtml {/* c */}\nhtml <!-- d||<A> -->",
    );
    reads("import A from 'a'\n\n<A/>", "html import A from 'a'\n<A>");
}

#[test]
fn components_in_lists_and_quotes() {
    reads(
        "1. one\n   <Note>\n     text\n   </Note>\n\n   - <B/> x\n2. two\n\n> <Tip>t</Tip>\n> q",
        "
ol
  li
    p one
    <Note>
      p text
    ul
      li
        <B>
        p x
  li
    p two
quote
  <Tip>
    p t
  p q",
    );
    reads("> 1. <A/> x\n>    y", "quote\n  ol\n    li\n      <A>\n      p x y");
    reads("- <A>\n  x\n- <A>\n  y\n", "ul\n  li\n    <A> (open)\n      p x\n  li\n    <A> (open)\n      p y");
}

#[test]
fn a_tag_inside_a_line_leaves_its_text() {
    let text = "## Title <Badge>new</Badge>\n\n| a | b |\n|---|---|\n| x \\| y | <Icon i={1} /> |\n\nThe <Tip t=\"x\">API</Tip> and `<A>` or <T>.";
    reads(
        text,
        "
h2 Title new
table a | b
  row x | y |
p The API and `<A>` or <T>.",
    );
    let blocks = blocks("a.mdx", text);
    let BlockKind::Heading { text, .. } = &blocks[0].kind else { panic!() };
    assert_eq!(text.plain, "Title new");
    let BlockKind::Table { rows, .. } = &blocks[1].kind else { panic!() };
    assert_eq!((rows[0][0].plain.as_str(), rows[0][1].plain.as_str()), ("x | y", ""));
    let BlockKind::Paragraph(text) = &blocks[2].kind else { panic!() };
    assert_eq!(text.plain, "The API and <A> or <T>.");
}

#[test]
fn several_components_on_a_line() {
    reads("<A>x</A><B>y</B> <C/>", "<A>\n  p x\n<B>\n  p y\n<C>");
    reads("<A><B>x\ny</B></A>", "<A>\n  <B>\n    p x y");
    reads("text <A>\nmore\n</A> end", "p text\n<A>\n  p more\np end");
}

#[test]
fn fences_in_components() {
    reads(
        "<Ex>\n\n```bash cURL\ncurl <A>\n```\n```json Response theme={null}\n{\n  \"a\": 1\n}\n</Ex>\n",
        "<Ex>\n  fence bash [cURL] curl <A>\n  fence open json [Response] {|  \"a\": 1|}",
    );
    reads("<Ex>```json\n{}\n```</Ex>\n```\n</Ex>", "<Ex>\n  fence json {}|```</Ex>");
    reads("- a\n  ```sh\n  b\n  ```\n- c", "ul\n  li\n    p a\n    fence sh b\n  li\n    p c");
}

#[test]
fn definition_lists() {
    reads(
        "limit\n: Integer. Max.\n\nid\n: {{<required>}} String.\n",
        "dl\n  dt limit\n    p Integer. Max.\n  dt id\n    p {{<required>}} String.",
    );
    let blocks = blocks("a.md", "id\n: {{<required>}} String.\n");
    let BlockKind::Definitions(definitions) = &blocks[0].kind else { panic!() };
    let BlockKind::Paragraph(text) = &definitions[0].blocks[0].kind else { panic!() };
    assert_eq!(text.plain, "{{<required>}} String.");
}

#[test]
fn text_is_folded_and_keeps_its_markup() {
    let text =
        "> Some  **bold\n> text** and\n> `a  b`, [l *x*](/y \"t\") &amp;<br/>[r] \\*.\n\n[r]: /z\n<A>[R]</A>";
    let blocks = blocks("a.mdx", text);
    let BlockKind::Quote(quote) = &blocks[0].kind else { panic!() };
    let BlockKind::Paragraph(text) = &quote[0].kind else { panic!() };
    assert_eq!(text.plain, "Some bold text and a  b, l x & r *.");
    assert_eq!(text.markdown, "Some **bold text** and `a  b`, [l *x*](/y \"t\") &amp;<br/>[r] \\*.");
    let links: Vec<_> = text.links.iter().map(|l| (l.text.as_str(), l.target.as_str())).collect();
    assert_eq!(links, [("l x", "/y"), ("r", "/z")]);
    assert!(matches!(&blocks[1].kind, BlockKind::Html(html) if html == "[r]: /z"));
    let BlockKind::Component(component) = &blocks[2].kind else { panic!() };
    let BlockKind::Paragraph(text) = &component.children[0].kind else { panic!() };
    assert_eq!(text.links[0].target, "/z");
}

#[test]
fn indented_code_is_code_in_markdown_only() {
    assert_eq!(outline(&blocks("a.md", "a\n\n    b\n      c\n")), "p a\nfence  b|  c\n");
    reads("a\n\n    b\n\n    - c\n", "p a\np b\nul\n  li\n    p c");
}

#[test]
fn html_around_components() {
    reads("<div>\n  <A>x</A>\n  y\n</div>", "html <div>\n<A>\n  p x\np y\nhtml </div>");
}
