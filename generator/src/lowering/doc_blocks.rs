//! The blocks of a page's text, as far as a doc comment needs to tell them apart.
//!
//! ```text
//! blocks    = { blank | fence | heading | rule | item | quote | row | paragraph } ;
//! fence     = ( "```" | "~~~" ) [ info ] { line } ( the same sign again | end of text ) ;
//! heading   = "#" {"#"} " " text ;                      (one to six)
//! rule      = a line of nothing but "-", "=", "_", "*" and blanks ;  (dropped: no words)
//! item      = indent ( "-" | "*" | "+" | number ( "." | ")" ) ) " " text { continuation } ;
//! quote     = ">" text { continuation } ;
//! row       = "|" text ;
//! paragraph = text { continuation } ;                   (indentation means nothing)
//! ```

use super::doc_words::clean;

/// A block. `depth` is the column of a list's content that the block belongs to.
#[derive(Debug, PartialEq)]
pub(super) enum Block {
    Paragraph { depth: usize, text: String },
    Heading { level: usize, text: String },
    Item { depth: usize, marker: String, first: bool, text: String },
    Quote { text: String },
    Row { first: bool, text: String },
    Code { lines: Vec<String> },
}

/// An open list: where it stood in the page, and the column of its content in the doc comment.
struct List {
    source_indent: usize,
    source_content: usize,
    content: usize,
}

/// Cuts a text into blocks.
pub(super) fn read_blocks(markdown: &str) -> Vec<Block> {
    let mut reader = Reader { blocks: Vec::new(), lists: Vec::new(), open: false };
    let mut lines = markdown.lines();
    while let Some(line) = lines.next() {
        let line = clean(line);
        match opening_fence(line.trim_start()) {
            Some(fence) => {
                let indent = line.len() - line.trim_start().len();
                let code = lines.by_ref().take_while(|line| !closes(line, fence));
                let lines = code.map(|line| outdent(&clean(line), indent).to_owned()).collect();
                reader.push(Block::Code { lines });
            }
            None => reader.line(&line),
        }
    }
    reader.blocks
}

struct Reader {
    blocks: Vec<Block>,
    lists: Vec<List>,
    /// Whether the next line may continue the last block.
    open: bool,
}

impl Reader {
    fn push(&mut self, block: Block) {
        self.open = !matches!(block, Block::Heading { .. } | Block::Code { .. });
        if !matches!(block, Block::Item { .. } | Block::Paragraph { depth: 1.., .. }) {
            self.lists.clear();
        }
        self.blocks.push(block);
    }

    fn line(&mut self, line: &str) {
        let text = line.trim();
        let indent = line.len() - line.trim_start().len();
        if text.chars().all(|c| "-=_* ".contains(c)) {
            self.open = false;
        } else if let Some((level, text)) = heading(text) {
            self.push(Block::Heading { level, text: text.to_owned() });
        } else if let Some((marker, rest)) = item(text) {
            self.item(indent, marker, rest);
        } else if let Some(rest) = text.strip_prefix('>') {
            self.quote(rest.trim_start_matches(['>', ' ']));
        } else if text.starts_with('|') {
            let first = !(self.open && matches!(self.blocks.last(), Some(Block::Row { .. })));
            self.push(Block::Row { first, text: text.to_owned() });
        } else if !self.continues(text) {
            self.lists.retain(|list| list.source_content <= indent);
            let depth = self.lists.last().map_or(0, |list| list.content);
            self.push(Block::Paragraph { depth, text: text.to_owned() });
        }
    }

    fn item(&mut self, indent: usize, marker: &str, text: &str) {
        self.lists.retain(|list| list.source_indent < indent.max(1) && list.source_content <= indent);
        let depth = self.lists.last().map_or(0, |list| list.content);
        let first = depth == 0 && !matches!(self.blocks.last(), Some(Block::Item { .. }));
        let source_content = indent + marker.len() + 1;
        let content = depth + marker.len() + 1;
        self.lists.push(List { source_indent: indent, source_content, content });
        self.push(Block::Item { depth, marker: marker.to_owned(), first, text: text.to_owned() });
    }

    fn quote(&mut self, text: &str) {
        if text.is_empty() {
            self.open = false;
            return;
        }
        match self.blocks.last_mut() {
            Some(Block::Quote { text: quoted }) if self.open => join(quoted, text),
            _ => self.push(Block::Quote { text: text.to_owned() }),
        }
    }

    /// Adds a line to the block before it, if that is still open.
    fn continues(&mut self, line: &str) -> bool {
        match self.blocks.last_mut() {
            Some(Block::Paragraph { text, .. } | Block::Item { text, .. } | Block::Quote { text })
                if self.open =>
            {
                join(text, line);
                true
            }
            _ => false,
        }
    }
}

fn join(text: &mut String, line: &str) {
    text.push(' ');
    text.push_str(line);
}

fn outdent(line: &str, indent: usize) -> &str {
    let blanks = line.len() - line.trim_start_matches(' ').len();
    &line[blanks.min(indent)..]
}

/// The sign and length of a fence that opens here.
fn opening_fence(text: &str) -> Option<(char, usize)> {
    let sign = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = text.trim_start_matches(sign);
    let length = text.len() - info.len();
    (length >= 3 && !(sign == '`' && info.contains('`'))).then_some((sign, length))
}

fn closes(line: &str, (sign, length): (char, usize)) -> bool {
    let line = line.trim();
    line.len() >= length && line.chars().all(|c| c == sign)
}

fn heading(text: &str) -> Option<(usize, &str)> {
    let rest = text.trim_start_matches('#');
    let level = text.len() - rest.len();
    let title = rest.strip_prefix(' ')?.trim_end_matches('#').trim();
    ((1..=6).contains(&level) && !title.is_empty()).then_some((level, title))
}

/// The marker of a list's item, and its text.
fn item(text: &str) -> Option<(&str, &str)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let signs: &[char] = if digits == 0 { &['-', '*', '+'] } else { &['.', ')'] };
    let rest = text[digits..].strip_prefix(signs)?;
    let marker = &text[..digits + 1];
    let content = rest.strip_prefix(' ')?.trim();
    (digits <= 9 && !content.is_empty()).then_some((marker, content))
}
