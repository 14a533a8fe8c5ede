//! Edits of pages that add, or change nothing that matters: what a vendor does to its docs from week to week.
//!
//! An edit is a kind and numbers that choose the place. Where a page has no such place, nothing is edited.

use std::collections::BTreeMap;
use std::path::Path;

/// The files of a spec, by path below its folder.
pub type Files = BTreeMap<String, String>;

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    RequestField,
    ResponseField,
    ErrorBody,
    EnumValue,
    Page,
    PageOfSameTitle,
    PageInNewFolder,
    Record,
    Reorder,
    Rename,
    Prose,
    Title,
}

pub const KINDS: [Kind; 12] = [
    Kind::RequestField,
    Kind::ResponseField,
    Kind::ErrorBody,
    Kind::EnumValue,
    Kind::Page,
    Kind::PageOfSameTitle,
    Kind::PageInNewFolder,
    Kind::Record,
    Kind::Reorder,
    Kind::Rename,
    Kind::Prose,
    Kind::Title,
];

/// An edit: the page and the place in it, each as a number that is taken modulo their count.
#[derive(Clone, Copy, Debug)]
pub struct Edit {
    pub kind: Kind,
    pub page: usize,
    pub place: usize,
}

/// Whether an edit of that kind adds to the pages of a case, or says something else there.
pub fn adds(case: &str, kind: Kind) -> bool {
    let says_else: &[Kind] = match case {
        // A field is a part of the one before it.
        "parts-beside" => &[Kind::Reorder],
        // What a tab lists is required.
        "tabs-to-choose-from" => &[Kind::RequestField],
        // Below "Mandatory", or behind what says so.
        "required-headings" => &[Kind::RequestField],
        // A field stands for a value of the enum.
        "members-as-fields" | "nameless-items" => &[Kind::ResponseField],
        // Settings skip an operation by its title, and the lock has nothing that is skipped.
        "settings-of-operations" => &[Kind::Title],
        // Two pages are one operation, or two, by their titles, their names and what each has beyond the other.
        "same-url-united" => &[Kind::RequestField, Kind::ResponseField, Kind::Title, Kind::Rename],
        "same-url-apart" => &[Kind::Title, Kind::Rename],
        // A first parameter beside a body that is a union: what the method takes must be another type.
        "requests-not-sent" | "tagged-inside" => &[Kind::RequestField],
        _ => &[],
    };
    !says_else.contains(&kind)
}

/// Reads the pages and the settings of a folder.
pub fn files_of(folder: &Path) -> Files {
    let (mut files, mut open) = (Files::new(), vec![folder.to_owned()]);
    while let Some(folder_of) = open.pop() {
        for entry in std::fs::read_dir(&folder_of).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                let relative = path.strip_prefix(folder).expect("it is below");
                files.insert(relative.to_string_lossy().replace('\\', "/"), text);
            }
        }
    }
    files
}

/// Does an edit, and says what was done, with the number that makes its names new; `None` where there is no place.
pub fn apply(files: &mut Files, edit: Edit, number: usize) -> Option<String> {
    let pages: Vec<String> = files.keys().filter(|path| is_page(path)).cloned().collect();
    let path = pages.get(edit.page % pages.len().max(1))?.clone();
    let text = files[&path].clone();
    let edited = match edit.kind {
        Kind::RequestField => add_field(&text, "ParamField", edit.place, number),
        Kind::ResponseField => add_field(&text, "ResponseField", edit.place, number),
        Kind::ErrorBody => add_error_body(&text, edit.place, number),
        Kind::EnumValue => add_enum_value(&text, edit.place, number),
        Kind::Reorder => reorder(&text, edit.place),
        Kind::Prose => mend_prose(&text, edit.place),
        Kind::Title => retitle(&text),
        Kind::Page | Kind::PageOfSameTitle | Kind::PageInNewFolder => {
            let copy = copy_page(&text, number)?;
            let copy = if edit.kind == Kind::Page { retitle(&copy)? } else { copy };
            let to = match edit.kind {
                Kind::PageInNewFolder => format!("attic-{number}/{path}"),
                _ => beside(&path, number),
            };
            files.insert(to.clone(), copy);
            return Some(format!("{:?} {to}, a copy of {path}", edit.kind));
        }
        Kind::Record => return copy_record(files, &text, number),
        Kind::Rename => {
            let name = path.rsplit('/').next().unwrap_or_default();
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            let referred = [
                format!("/{stem}\""),
                format!("\"{stem}"),
                format!("\"{name}\""),
                format!("/{stem})"),
                format!("/{stem}#"),
                format!("({stem}"),
                format!("/{name}"),
            ];
            let includes = |line: &str| referred.iter().any(|form| line.contains(form.as_str()));
            // Without a file that others include, link to or select, they say something else.
            if files.values().flat_map(|text| text.lines()).any(includes) {
                return None;
            }
            files.remove(&path);
            files.insert(beside(&path, number), text);
            return Some(format!("Rename {path}"));
        }
    }?;
    files.insert(path.clone(), edited);
    Some(format!("{:?} {path} at {}", edit.kind, edit.place))
}

fn is_page(path: &str) -> bool {
    [".md", ".mdx", ".txt"].iter().any(|end| path.ends_with(end))
}

/// `rooms/get.mdx` → `rooms/a-7-get.mdx` or `rooms/z-7-get.mdx`: before the others in order or behind them.
fn beside(path: &str, number: usize) -> String {
    let (folder, file) = path.rsplit_once('/').map_or(("", path), |(folder, file)| (folder, file));
    let slash = if folder.is_empty() { "" } else { "/" };
    let lead = if number.is_multiple_of(2) { 'a' } else { 'z' };
    format!("{folder}{slash}{lead}-{number}-{file}")
}

/// A field beside another one: before it, with its kind of place.
fn add_field(text: &str, tag: &str, place: usize, number: usize) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let opens = format!("<{tag} ");
    let is_one = |line: &&str| {
        let line = line.trim_start();
        line.starts_with(&opens) && line.contains('>') && !line.contains("{...")
    };
    // Below "Required Fields" a newcomer would be required: that is no addition.
    let says_required = |at: usize| {
        let heading = lines[..at].iter().rfind(|line| line.starts_with('#'));
        heading.is_some_and(|heading| heading.to_ascii_lowercase().contains("required"))
    };
    let is_place = |at: &usize| is_one(&lines[*at]) && !says_required(*at);
    let all: Vec<usize> = (0..lines.len()).filter(is_place).collect();
    // The only field stands for the whole body: with another one it would be a field of an object.
    if tag == "ParamField" && ["-d '[\"", "-d '\""].iter().any(|sent| text.contains(sent)) {
        return None;
    }
    let at = *all.get(place % all.len().max(1))?;
    let line = lines[at];
    let indent = &line[..line.len() - line.trim_start().len()];
    let attribute = line.trim_start()[opens.len()..].split('=').next()?.trim();
    // A path has its parameters; where a page has no others, the newcomer is in the query.
    let attribute = if attribute == "path" { "query" } else { attribute };
    if !["body", "query", "header", "name"].contains(&attribute) {
        return None;
    }
    let (name, types) = (field_name(line, number), ["string", "integer", "boolean", "string[]"]);
    let field = format!(
        "{indent}<{tag} {attribute}=\"{name}\" type=\"{}\">\n{indent}  Added lately.\n{indent}</{tag}>\n",
        types[number % types.len()]
    );
    Some(with_inserted(&lines, at, &field))
}

/// A field of an error that had no body: below its heading, or in its own tag.
fn add_error_body(text: &str, place: usize, number: usize) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let is_error = |at: usize| {
        let heading = lines[at].trim_start_matches('#').trim_start();
        lines[at].starts_with('#') && ["4", "5"].iter().any(|class| heading.starts_with(class))
    };
    let is_bare = |at: usize| {
        let rest = lines[at + 1..].iter().take_while(|line| !line.starts_with('#'));
        !{ rest }.any(|line| line.contains("<ResponseField") || line.starts_with("```"))
    };
    let all: Vec<usize> = (0..lines.len()).filter(|at| is_error(*at) && is_bare(*at)).collect();
    let at = *all.get(place % all.len().max(1))?;
    let field =
        format!("\n<ResponseField name=\"reason{number}\" type=\"string\">\n  Why.\n</ResponseField>\n");
    Some(with_inserted(&lines, at + 1, &field))
}

/// A name in the spelling of its neighbour.
fn field_name(line: &str, number: usize) -> String {
    let whole = line.split('"').nth(1).unwrap_or_default();
    let (parent, name) = whole.rsplit_once('.').map_or(("", whole), |(parent, name)| (parent, name));
    let dot = if parent.is_empty() { "" } else { "." };
    let name = match name {
        _ if name.contains('-') && line.contains("header=") => format!("X-Added-{number}"),
        _ if name.starts_with(|c: char| c.is_ascii_uppercase()) => format!("AddedField{number}"),
        _ if name.contains('_') => format!("added_field_{number}"),
        _ => format!("addedField{number}"),
    };
    format!("{parent}{dot}{name}")
}

fn with_inserted(lines: &[&str], at: usize, inserted: &str) -> String {
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        if index == at {
            text.push_str(inserted);
        }
        text.push_str(line);
        text.push('\n');
    }
    text
}

/// A row of a table of values, or a value of a type that lists its values.
fn add_enum_value(text: &str, place: usize, number: usize) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let is_head = |at: usize| {
        let cells: Vec<&str> = lines[at].trim().trim_matches('|').split('|').map(str::trim).collect();
        cells == ["Value", "Name"] && lines.get(at + 1).is_some_and(|line| line.contains("---"))
    };
    let heads: Vec<usize> = (0..lines.len()).filter(|at| is_head(*at)).collect();
    let listed: Vec<usize> =
        (0..lines.len()).filter(|at| lines[*at].contains("type=\"'") && lines[*at].contains("'\"")).collect();
    let count = heads.len() + listed.len();
    let chosen = place % count.max(1);
    if let Some(head) = heads.get(chosen) {
        let rows: Vec<usize> =
            (head + 2..lines.len()).take_while(|at| lines[*at].trim().starts_with('|')).collect();
        let first = lines[*rows.first()?].trim().trim_matches('|').split('|').next()?.trim().to_owned();
        let is_number = first.parse::<i64>().is_ok();
        let row = match is_number {
            true => format!("  | {} | Added{number} |\n", 7000 + number),
            false => format!("  | added{number} | Added{number} |\n"),
        };
        return Some(with_inserted(&lines, rows[0], &row));
    }
    let at = *listed.get(chosen - heads.len())?;
    let line = lines[at].replacen("'\"", &format!("' | 'added{number}'\""), 1);
    let mut all = lines.clone();
    all[at] = &line;
    Some(all.join("\n") + "\n")
}

/// Two neighbours of one level change places.
fn reorder(text: &str, place: usize) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let mut blocks: Vec<(usize, usize, &str)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let indent = &line[..line.len() - line.trim_start().len()];
        for tag in ["ParamField", "ResponseField"] {
            if !line.trim_start().starts_with(&format!("<{tag} ")) {
                continue;
            }
            let close = format!("</{tag}>");
            let end = match line.contains(&close) {
                true => Some(at),
                false => (at + 1..lines.len()).find(|end| lines[*end] == format!("{indent}{close}")),
            };
            blocks.extend(end.map(|end| (at, end, indent)));
        }
    }
    let is_blank = |from: usize, to: usize| lines[from..to].iter().all(|line| line.trim().is_empty());
    let mut pairs = Vec::new();
    for first in &blocks {
        let next = blocks.iter().find(|of| of.0 > first.1 && of.2 == first.2);
        pairs.extend(next.filter(|next| is_blank(first.1 + 1, next.0)).map(|next| (*first, *next)));
    }
    let (first, next) = *pairs.get(place % pairs.len().max(1))?;
    let parts = [
        &lines[..first.0],
        &lines[next.0..=next.1],
        &lines[first.1 + 1..next.0],
        &lines[first.0..=first.1],
        &lines[next.1 + 1..],
    ];
    Some(parts.concat().join("\n") + "\n")
}

/// A sentence more at the end of a field's text.
fn mend_prose(text: &str, place: usize) -> Option<String> {
    let lines: Vec<&str> = text.lines().collect();
    let in_field = |at: usize| {
        let line = lines[at].trim_start();
        line.starts_with(char::is_uppercase) && line.ends_with('.') && lines[at - 1].trim().starts_with('<')
    };
    let all: Vec<usize> = (1..lines.len()).filter(|at| in_field(*at)).collect();
    let at = *all.get(place % all.len().max(1))?;
    let line = format!("{} This was said in other words before.", lines[at]);
    let mut all = lines.clone();
    all[at] = &line;
    Some(all.join("\n") + "\n")
}

/// `# Get one` → `# Get one now`; in front matter too.
fn retitle(text: &str) -> Option<String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let is_title = |line: &String| line.starts_with("title:") || line.starts_with("# ");
    let line = lines.iter_mut().find(|line| is_title(line))?;
    *line = match line.strip_suffix('"') {
        Some(quoted) => format!("{quoted} now\""),
        None => format!("{line} now"),
    };
    Some(lines.join("\n") + "\n")
}

/// The segment that tells the endpoint of a page from others: the last one that is no placeholder.
fn segment(text: &str) -> Option<&str> {
    let from = |line: &str| line.find("https://").or_else(|| line.find("http://"));
    let is_endpoint = |line: &&str| {
        line.starts_with("api:")
            || line.contains("curl")
            || line.trim_start().starts_with(['"', '\''])
            || ["GET ", "POST ", "PUT ", "PATCH ", "DELETE "].iter().any(|verb| line.contains(verb))
    };
    let line = text.lines().filter(is_endpoint).find(|line| from(line).is_some())?;
    let url = &line[from(line)?..];
    let path = url.split(['"', '\'', ' ', '?', '`', '\\']).next()?.splitn(4, '/').nth(3)?;
    let is_word = |of: &&str| of.len() > 2 && of.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    path.split('/').rfind(is_word)
}

/// The page of another endpoint.
fn copy_page(text: &str, number: usize) -> Option<String> {
    let segment = segment(text)?;
    Some(with_segment(text, segment, &format!("{segment}{}", word(number))))
}

/// A text with another segment in its paths; a host is none.
fn with_segment(text: &str, segment: &str, other: &str) -> String {
    let hosts = text.replace(&format!("//{segment}"), "//\0");
    hosts.replace(&format!("/{segment}"), &format!("/{other}")).replace("//\0", &format!("//{segment}"))
}

/// A number in letters: digits would be values of a path.
fn word(number: usize) -> String {
    let letter = |digit: u8| char::from(b'a' + (digit - b'0'));
    format!("x{}", number.to_string().bytes().map(letter).collect::<String>())
}

/// All pages of a path once more, for a record of another name.
fn copy_record(files: &mut Files, text: &str, number: usize) -> Option<String> {
    let segment = segment(text)?.to_owned();
    // Parts of many paths are no record.
    if ["commands", "runcommand"].contains(&segment.as_str()) {
        return None;
    }
    let of_it = |text: &&String| text.contains(&format!("/{segment}"));
    let title = |text: &str| {
        let heading = text.lines().find(|line| line.starts_with("# ") || line.starts_with("title:"))?;
        heading.split_whitespace().rev().find(|w| w.starts_with(char::is_uppercase)).map(str::to_owned)
    };
    let record = title(text)?;
    let of_it = files.iter().filter(|(path, text)| is_page(path) && of_it(text));
    let stem = |path: &str| path.rsplit_once('.').map_or(path, |(stem, _)| stem).to_owned();
    // The copies link to one another, or else name the pages of the first record after the other one.
    let links: Vec<(String, String)> = of_it
        .clone()
        .map(|(path, _)| (format!("](/{}", stem(path)), format!("](/{}", stem(&beside(path, number)))))
        .collect();
    let links = if number.is_multiple_of(2) { links } else { Vec::new() };
    let linked = |text: &str| links.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    let copies: Vec<(String, String)> = of_it
        .map(|(path, text)| {
            let text = with_segment(&linked(text), &segment, &format!("{segment}{}", word(number)));
            (beside(path, number), text.replace(&record, &format!("{record}{}", word(number))))
        })
        .collect();
    let count = copies.len();
    files.extend(copies);
    Some(format!("Record {record}, {count} pages of {segment}"))
}
