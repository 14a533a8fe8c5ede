//! Elements of HTML as blocks.

use super::*;
use crate::document::BlockKind;
use crate::source::SourceFile;

fn blocks(html: &str) -> Vec<Block> {
    read_element(html, 0..html.len(), SourceId(0))
}

fn cells(html: &str) -> Vec<Vec<String>> {
    let blocks = blocks(html);
    let [Block { kind: BlockKind::Table { header, rows }, .. }] = blocks.as_slice() else {
        panic!("{blocks:?}")
    };
    let row = |row: &Vec<Text>| row.iter().map(|cell| cell.plain.clone()).collect();
    std::iter::once(header).chain(rows).map(row).collect()
}

fn cell(html: &str) -> Text {
    let table = format!("<table><tr><th>A</th></tr><tr><td>{html}</td></tr></table>");
    let blocks = blocks(&table);
    let [Block { kind: BlockKind::Table { rows, .. }, .. }] = blocks.as_slice() else { panic!("{blocks:?}") };
    let text = rows[0][0].clone();
    let shown = &table[text.span.start as usize..text.span.end as usize];
    assert!(html.contains(shown), "{shown}");
    text
}

#[test]
fn end_tags_may_be_left_out() {
    assert_eq!(
        cells("<table><tr><th>A<th>B<tr><td>1<td>2<tr><td>3</table>"),
        [vec!["A", "B"], vec!["1", "2"], vec!["3"]]
    );
    let list = blocks("<ul><li>a<ul><li>b</ul><li>c</ul>");
    let [Block { kind: BlockKind::List { items, .. }, .. }] = list.as_slice() else { panic!("{list:?}") };
    assert_eq!(items.len(), 2);
}

#[test]
fn cells_that_span() {
    let table = "<table><tr><th>A</th><th>B</th><th>C</th></tr><tr><td rowspan=2>1</td><td colspan=2>2</td></tr>\
                 <tr><td>3</td><td>4</td></tr></table>";
    assert_eq!(cells(table), [["A", "B", "C"], ["1", "2", ""], ["1", "3", "4"]]);
}

#[test]
fn a_table_that_names_its_rows_has_no_header() {
    let table = "<table><tr><th>Method</th><td>GET</td></tr><tr><th>Path</th><td>/a</td></tr></table>";
    assert_eq!(cells(table), [["", ""], ["Method", "GET"], ["Path", "/a"]]);
}

#[test]
fn words_and_marks_in_cells() {
    for (html, plain, markdown) in [
        ("<code>a</code><mark style=\"color:red;\"><code>*</code></mark>", "a*", "`a`\\*"),
        ("<strong>a</strong>:<em>b</em> <Required>Required</Required>", "a:b Required", "**a**:*b* Required"),
        ("a &amp; `b`, *c*", "a & b, c", "a &amp; `b`, *c*"),
        ("one<br>two<br/>", "one two", "one<br/>two"),
        ("<a name=\"x\"></a><a href=\"/y\">y</a>", "y", "[y](/y)"),
        ("at /lamps/<id>/on", "at /lamps/<id>/on", "at /lamps/<id>/on"),
        ("<p>one</p><p>two</p>", "one two", "one<br/>two"),
        ("", "", ""),
    ] {
        let text = cell(html);
        assert_eq!((text.plain.as_str(), text.markdown.as_str()), (plain, markdown), "{html}");
    }
}

#[test]
fn code_leads_back_to_the_page() {
    let html = "<pre><code class=\"language-json\">\n{ &quot;<b>é</b>&quot;: 1 }\n</code></pre>";
    let blocks = blocks(html);
    let [Block { kind: BlockKind::Fence(fence), .. }] = blocks.as_slice() else { panic!("{blocks:?}") };
    assert_eq!((fence.language.as_str(), fence.code.as_str()), ("json", "{ \"é\": 1 }"));
    for (word, place) in [("é", "é</b>"), ("\": 1", "&quot;: 1"), ("1 }", "1 }")] {
        let at = fence.map.resolve(fence.code.find(word).unwrap());
        assert!(html[at..].starts_with(place), "{word}: {}", &html[at..]);
    }
}

#[test]
fn what_is_cut_off_is_read_and_has_places() {
    let page = "<!doctype html><title>Ä – b</title><main><h1>ü&eacute;</h1><div role=tablist><b role=tab>x</b></div>\
                <div role=tabpanel><table><tr><td rowspan=3>é<td>ß&nbsp;</table></div><pre>{\n é }</pre><ul><li>ö</ul>";
    for end in (0..=page.len()).filter(|&end| page.is_char_boundary(end)) {
        let file = SourceFile::new(SourceId(0), "a.html", "a.html", &page[..end]);
        let HtmlPage { document, lines, .. } = parse_html(&file);
        for block in document.blocks.iter().chain(&lines.blocks) {
            let (start, end) = (block.span.start as usize, block.span.end as usize);
            assert!(file.text.get(start..end).is_some(), "{block:?}");
        }
    }
}
