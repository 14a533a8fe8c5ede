//! Fields of an object as a bulleted list in its description.
//!
//! ```text
//! list = lead, { item } ;
//! item = "- ", ( "`", name, "`" | "**", name, "**" | name ), [ note | [ ":" | "-" ], type ], [ ":" | "-" ], text, [ list ]
//!      | "- `", pair, "`", text ;                                       (* "`limit=<number>`: …", see `query_pair` *)
//! note = { ( "`" | "*" ), ( type | mark ), ( "`" | "*" ) | mark }                           (* "`name` `string` `required`" *)
//!      | ( "(" | "[" ), [ mark, "," ], type, { ",", remark }, ( ")" | "]" ), [ "(", mark, ")" ]
//!      | "(", type, ":", ( "<required>" | default ), ")" ;
//! mark = "required" | "optional" ;
//! lead = text that ends in ":" and says that fields follow ;    (* asked for where no item has a type *)
//! ```

mod query_pair;
mod type_line;

use super::claims::{FieldClaim, TypeExpr};
use super::field_name::is_field_name;
use crate::document::{Block, BlockKind, Text};
use crate::source::{Span, Spanned};
use crate::type_expr::{TypeReading, read_type};
use query_pair::read_pair;
pub(super) use type_line::{TypeLine, read_named_type, read_type_line};

/// Words of a lead that say that fields follow.
const LEADS: &[&str] = &[
    "contain",
    "includ",
    "field",
    "propert",
    "attribute",
    "with",
    "keys",
    "consist",
    "has",
    "have",
    "requires",
    "shape",
    "structure",
    "each",
    "following",
    "returns",
    "params",
    "parameters",
    "members",
    "entries",
    "object",
];

/// What a default begins with among the remarks of a note.
const DEFAULT: &str = "default: ";

/// The head of an item.
struct Head {
    name: String,
    reading: Option<TypeReading>,
    text: String,
    /// What the brackets say beside the type.
    remark: String,
}

/// The fields that a list declares, given the text before it; empty where it declares none.
pub(super) fn read_field_list(items: &[Block], lead: Option<&Text>) -> Vec<FieldClaim> {
    read_list(items, lead.is_some_and(|text| announces_fields(&text.plain)))
}

/// The fields of a list under a heading that says that parameters follow.
pub(super) fn read_parameter_list(items: &[Block]) -> Vec<FieldClaim> {
    read_list(items, true)
}

fn read_list(items: &[Block], announced: bool) -> Vec<FieldClaim> {
    let heads: Vec<Option<(Head, &Text)>> =
        items.iter().map(|item| item_text(item).and_then(|t| Some((read_head(&t.markdown)?, t)))).collect();
    let typed = heads.iter().flatten().filter(|(head, _)| head.reading.is_some()).count();
    let all = !heads.is_empty() && heads.iter().all(Option::is_some);
    if !all || !(typed * 2 >= heads.len() && typed > 0 || announced) {
        return Vec::new();
    }
    heads.into_iter().flatten().zip(items).map(|((head, text), item)| to_field(head, text, item)).collect()
}

/// The fields that a list inside an item declares: it may stand in an only item that says that they follow, "Room objects
/// have the following fields:".
fn read_parts(items: &[Block], lead: &Text) -> Vec<FieldClaim> {
    let [Block { kind: BlockKind::Item(children), .. }] = items else {
        return read_field_list(items, Some(lead));
    };
    match children.as_slice() {
        [
            Block { kind: BlockKind::Paragraph(lead), .. },
            Block { kind: BlockKind::List { items: inner, .. }, .. },
        ] if announces_fields(&lead.plain) && read_head(&lead.markdown).is_none() => {
            read_field_list(inner, Some(lead))
        }
        _ => read_field_list(items, Some(lead)),
    }
}

fn announces_fields(lead: &str) -> bool {
    let lower = lead.trim().to_lowercase();
    let last = lower.rsplit(['\n']).next().unwrap_or_default();
    let sentence = last.rsplit(". ").next().unwrap_or_default();
    let says = sentence
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| LEADS.iter().any(|lead| word.starts_with(lead)));
    sentence.ends_with(':') && says
}

fn item_text(item: &Block) -> Option<&Text> {
    let BlockKind::Item(children) = &item.kind else { return None };
    children.iter().find_map(|child| match &child.kind {
        BlockKind::Paragraph(text) => Some(text),
        _ => None,
    })
}

/// `` `name` (string, optional): text ``.
fn read_head(markdown: &str) -> Option<Head> {
    let start = markdown.trim_start();
    let (name, rest) = match start.trim_start_matches('*').strip_prefix('`') {
        Some(inner) => inner.split_once('`')?,
        None => unmarked_name(start)?,
    };
    if let Some((name, reading)) = read_pair(name) {
        let text = rest.trim_start_matches([':', '-', '–', '—', ' ', '\u{a0}']).to_owned();
        return Some(Head { name: name.to_owned(), reading: Some(reading), text, remark: String::new() });
    }
    if !is_field_name(name) {
        return None;
    }
    let rest = rest.trim_start_matches('*').trim_start_matches(['\u{a0}', ' ']);
    let behind = || type_behind_colon(rest).or_else(|| type_word(rest)).or_else(|| marked_words(rest));
    let (note, text) = in_brackets(rest).or_else(behind).unwrap_or(("", rest));
    let (reading, remark) = read_note(note);
    // `name` (optional): a mark and no type. Any other remark belongs to the text.
    let text = match &reading {
        None if !note.is_empty() && !is_mark(note) => rest,
        _ => text,
    };
    let text = text.trim_start_matches([':', '-', '–', '—', ' ', '\u{a0}', '*']);
    // `days` [integer] (optional): the mark has brackets of its own.
    let (remark, text) = match in_brackets(text).filter(|(mark, _)| remark.is_empty() && is_mark(mark)) {
        Some((mark, text)) => (mark.to_owned(), text.trim_start_matches([':', '-', '–', '—', ' ', '*'])),
        None => mark_in_front(text).filter(|_| remark.is_empty()).unwrap_or((remark, text)),
    };
    Some(Head { name: name.to_owned(), reading, text: text.to_owned(), remark })
}

/// "optional. The text": a mark that stands in front of the text, and the text.
fn mark_in_front(text: &str) -> Option<(String, &str)> {
    let (word, rest) = text.split_at(text.find(|c: char| !c.is_ascii_alphabetic())?);
    let ends = rest.starts_with(['.', ',', ':', ';']) || rest.starts_with(" - ") || rest.starts_with(" —");
    (is_mark(word) && ends)
        .then(|| (word.to_owned(), rest.trim_start_matches(['.', ',', ':', ';', ' ', '-', '—'])))
}

/// `(string, optional)`, `[integer]`, `*(string)*`: what stands in the brackets that a text begins with, and
/// what follows.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_start_matches(['*', '_', '\\', '`']);
    let (note, text) = match inner.strip_prefix('(') {
        Some(inner) => inner.split_once(')')?,
        None => inner.strip_prefix('[')?.split_once(']')?,
    };
    // `[text](target)` is a link.
    (!text.starts_with('(')).then(|| (note.trim_end_matches('\\'), text.trim_start_matches(['*', '_', '`'])))
}

/// The type in a note, wherever it stands there, and the rest of the note: "optional, integer".
fn read_note(note: &str) -> (Option<TypeReading>, String) {
    let known =
        |text: &str| Some(read_type(&text.replace(['`', '*'], ""))).filter(|reading| is_known(&reading.ty));
    if let Some((ty, default)) = note.split_once(": ")
        && let Some(reading) = known(ty)
    {
        let default = default.trim().trim_matches('`');
        let remark = match default.trim_matches(['<', '>', '\\']) {
            mark if is_mark(mark) => mark.to_owned(),
            _ => format!("{DEFAULT}{default}"),
        };
        return (Some(reading), remark);
    }
    let spaced = || {
        let (first, rest) = note.trim().split_once(' ')?;
        let words = [first, rest].map(|word| word.trim_matches(['`', '*', '_', ' ', ',']));
        words.iter().any(|word| is_mark(word)).then_some((words[0], words[1]))
    };
    let note = note.trim();
    let (first, rest) = note.split_once([',', ';']).or_else(spaced).unwrap_or((note, ""));
    let (first, rest) = (first.trim_matches(['*', '_']), rest.trim_matches(['*', '_', ' ']));
    match (known(first), known(rest)) {
        (Some(reading), _) => (Some(reading), rest.trim().to_owned()),
        (None, Some(reading)) if is_mark(first) => (Some(reading), first.trim().to_owned()),
        _ => (None, note.trim().to_owned()),
    }
}

/// `**name** (string)`, `name [string]`: bold text or a word is a name where a type follows.
fn unmarked_name(start: &str) -> Option<(&str, &str)> {
    let bold = start.strip_prefix("**").and_then(|inner| inner.split_once("**"));
    let (name, rest) = match bold {
        Some((name, rest)) => (name.trim_end_matches(':'), rest),
        None => start.split_at(start.find([' ', ':'])?),
    };
    let rest_text = rest.trim_start();
    let in_brackets = || in_brackets(rest_text).and_then(|(note, _)| read_note(note).0);
    let typed = match bold {
        Some(_) => {
            in_brackets().is_some()
                || type_behind_colon(rest_text).is_some()
                || marked_words(rest_text).is_some()
        }
        // "Returns: string" is a sentence.
        None => {
            in_brackets().is_some()
                || (name.starts_with(|c: char| c.is_lowercase() || c == '_')
                    && type_behind_colon(rest_text).is_some())
        }
    };
    typed.then_some((name, rest))
}

/// `string: the text`, `string`: a type with nothing around it.
fn type_word(rest: &str) -> Option<(&str, &str)> {
    let end = rest.find([',', '.', ';', ':', ' ', '\n']).unwrap_or(rest.len());
    let (word, text) = rest.split_at(end);
    let clause_ends = text.is_empty() || text.trim_start().starts_with([':', ',', '-', '–', '—', '(']);
    let plain = word.trim_matches('`');
    (clause_ends && is_known(&read_type(plain).ty) && crate::type_expr::is_type_line(plain))
        .then(|| (plain, text.trim_start_matches([',', '.', ';', ':'])))
}

/// "`string` `required`: the text", "*string, optional* – the text": a type and marks, each set apart by how it looks.
fn marked_words(rest: &str) -> Option<(&str, &str)> {
    let mut end = 0;
    let mut typed = false;
    while let Some(word) = next_marked(&rest[end..]) {
        let mut parts = word.1.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
        let is_type = |part: &str| is_known(&read_type(part).ty) && crate::type_expr::is_type_line(part);
        if !parts.all(|part| is_mark(part) || is_type(part)) {
            break;
        }
        typed |= !is_mark(word.1);
        end += word.0;
        // "**string** or null"
        if rest[end..].starts_with(" or null") {
            end += " or null".len();
        }
    }
    typed.then(|| (&rest[..end], rest[end..].trim_start_matches([',', '.', ';'])))
}

/// The next word in backticks or stars, or a mark without; with all that it takes up.
fn next_marked(text: &str) -> Option<(usize, &str)> {
    let start = text.len() - text.trim_start_matches([' ', ',', '|', '·']).len();
    let rest = &text[start..];
    let open = ["`", "**", "*", "__", "_"].into_iter().find(|open| rest.starts_with(open));
    let Some(open) = open else {
        let end = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        return is_mark(&rest[..end]).then(|| (start + end, &rest[..end]));
    };
    let (word, _) = rest[open.len()..].split_once(open)?;
    Some((start + word.len() + open.len() * 2, word.trim_matches('`')))
}

/// `: string, the text` and `: string`.
fn type_behind_colon(rest: &str) -> Option<(&str, &str)> {
    let rest = rest.strip_prefix([':', '-', '–', '—'])?.trim_start();
    let end = rest.find([',', '.', ';', ' ', '\n']).unwrap_or(rest.len());
    let word = rest[..end].trim_matches('`');
    // `` `channels`: `email` (boolean), `sms` (boolean) ``: parts, not a type.
    if rest.starts_with('`') && rest[end..].trim_start().starts_with('(') {
        return None;
    }
    let clause_ends =
        !rest[end..].starts_with(' ') || rest[end..].trim_start().starts_with(['-', '–', '—', '(']);
    (clause_ends && is_known(&read_type(word).ty) && crate::type_expr::is_type_line(word))
        .then(|| (word, rest[end..].trim_start_matches([',', '.', ';'])))
}

fn is_mark(note: &str) -> bool {
    ["optional", "required"].iter().any(|mark| note.trim().eq_ignore_ascii_case(mark))
}

fn is_known(ty: &TypeExpr) -> bool {
    match ty {
        TypeExpr::Unknown(_)
        | TypeExpr::Named(_)
        | TypeExpr::Literal(_)
        | TypeExpr::LiteralInteger(_)
        | TypeExpr::LiteralNumber(_) => false,
        TypeExpr::Union(variants) => variants.iter().all(|v| {
            is_known(v)
                || matches!(
                    v,
                    TypeExpr::Literal(_) | TypeExpr::LiteralInteger(_) | TypeExpr::LiteralNumber(_)
                )
        }),
        _ => true,
    }
}

/// What a head says of whether its field is required.
fn required_by(head: &Head) -> Option<bool> {
    head.reading.as_ref().and_then(|r| r.required).or_else(|| {
        let words = head.remark.to_ascii_lowercase();
        let said = |word: &str| words.split(|c: char| !c.is_alphanumeric()).any(|w| w == word);
        match () {
            () if said("required") => Some(true),
            () if said("optional") => Some(false),
            () => None,
        }
    })
}

fn to_field(head: Head, text: &Text, item: &Block) -> FieldClaim {
    let required = required_by(&head);
    let default = head.remark.strip_prefix(DEFAULT).map(|value| value.trim_matches(['"', '\'']).to_owned());
    let markdown = match head.remark.as_str() {
        _ if default.is_some() => head.text.clone(),
        "" => head.text.clone(),
        remark if is_mark(remark) => head.text.clone(),
        remark => format!("({remark}) {}", head.text).trim().to_owned(),
    };
    let plain = markdown.replace(['`', '*'], "");
    let description = Text { plain, markdown, links: text.links.clone(), span: text.span };
    let start = text.span.start as usize;
    let mut field = FieldClaim {
        name: Spanned::new(head.name, Span::new(text.span.source, start, text.span.end as usize)),
        ty: head.reading.map(|reading| Spanned::new(reading.ty, text.span)),
        required: required.or(default.is_some().then_some(false)),
        default: default.map(|value| Spanned::new(value, text.span)),
        description: Some(description).filter(|d| !d.markdown.is_empty()),
        ..FieldClaim::new(Spanned::new(String::new(), text.span), item.span)
    };
    if let BlockKind::Item(children) = &item.kind {
        for child in children {
            if let BlockKind::List { items, .. } = &child.kind {
                field.children.extend(read_parts(items, text));
            }
        }
    }
    field.read_text();
    if let (BlockKind::Item(children), true) =
        (&item.kind, field.children.is_empty() && field.values.is_empty())
    {
        let lists = children.iter().filter_map(|child| match &child.kind {
            BlockKind::List { items, .. } => Some(items),
            _ => None,
        });
        lists.take(1).for_each(|items| field.read_values_below(items));
    }
    field
}
