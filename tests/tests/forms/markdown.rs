//! Sources: tags, and headings with tables or lists.

use crate::Form;
use crate::kites::{Field, HOST, Operation, Ty};
use crate::openapi::pretty;
use std::fmt::Write as _;

pub const FORMS: &[Form] = &[
    ("source: tags", "mdx", tags, &[]),
    ("source: tables", "md", tables, &[]),
    ("source: lists", "md", lists, &[]),
    ("source: field headings", "md", headings, &[]),
];

/// The type in words, as tags and tables write it.
pub fn type_words(of: &Field) -> String {
    match of.ty {
        Ty::Texts => "string[]".into(),
        Ty::Objects(_) => "object[]".into(),
        Ty::File => "file".into(),
        Ty::Values(_) => "string".into(),
        _ => of.kind().into(),
    }
}

/// The values, limits and default in a sentence.
pub fn said(of: &Field) -> String {
    let mut text = of.text.to_owned();
    if !of.values().is_empty() {
        let values: Vec<String> = of.values().iter().map(|value| format!("`{value}`")).collect();
        let _ = write!(text, " One of {}.", values.join(", "));
    }
    if let Some((from, to)) = of.range {
        let _ = write!(text, " Between {from} and {to}.");
    }
    if let Some(value) = of.default {
        let _ = write!(text, " Defaults to `{value}`.");
    }
    text
}

pub fn tags(of: &Operation) -> String {
    let mut page = format!(
        "---\ntitle: {}\ndescription: {}\napi: {} {HOST}{}\n---\n",
        of.title, of.text, of.verb, of.path
    );
    if let Some((media, _)) = of.body.filter(|(media, _)| *media != crate::kites::JSON) {
        page = page.replace("\n---\n", &format!("\ncontentType: {media}\n---\n"));
    }
    let body = of.body.map_or(&[][..], |(_, fields)| fields);
    for (place, fields) in [("path", of.in_path), ("query", of.query), ("header", of.headers), ("body", body)]
    {
        fields.iter().for_each(|field| page += &tag("ParamField", place, field));
    }
    for (status, text, fields) in of.responses {
        let _ = write!(page, "\n## Response {status}\n\n{text}\n");
        fields.iter().for_each(|field| page += &tag("ResponseField", "name", field));
    }
    page
}

fn tag(tag: &str, place: &str, field: &Field) -> String {
    let required = if field.required { " required" } else { "" };
    let default = field.default.map(|value| format!(" default=\"{value}\"")).unwrap_or_default();
    let text = said(&Field { default: None, ..*field });
    let inside: String =
        field.children().iter().map(|child| self::tag("ResponseField", "name", child)).collect();
    let inside = if inside.is_empty() {
        inside
    } else {
        format!("<Expandable title=\"fields\">\n{inside}</Expandable>\n")
    };
    format!(
        "\n<{tag} {place}=\"{}\" type=\"{}\"{required}{default}>\n  {text}\n{inside}</{tag}>\n",
        field.name,
        type_words(field)
    )
}

/// The sections of a page in headings, with what writes the fields of one.
fn sections(of: &Operation, fields: impl Fn(&[Field]) -> String) -> String {
    let mut page = format!("# {}\n\n{}\n\n```http\n{} {HOST}{}\n```\n", of.title, of.text, of.verb, of.path);
    let places = [("Path parameters", of.in_path), ("Query parameters", of.query), ("Headers", of.headers)];
    for (title, all) in places.into_iter().filter(|(_, all)| !all.is_empty()) {
        let _ = write!(page, "\n## {title}\n\n{}", fields(all));
    }
    if let Some((media, all)) = of.body {
        let _ = write!(page, "\n## Request body\n\nContent type: `{media}`\n\n{}", fields(all));
    }
    for (status, text, all) in of.responses {
        let _ = write!(page, "\n## Response {status}\n\n{text}\n");
        if !all.is_empty() {
            let _ = write!(page, "\n{}\n```json\n{}\n```\n", fields(all), pretty(all));
        }
    }
    page
}

/// The fields with those inside of them, whose names have that of their parent before them.
pub fn flat(fields: &[Field], before: &str) -> Vec<(String, Field)> {
    let mut all = Vec::new();
    for field in fields {
        let name = format!("{before}{}", field.name);
        let list = if matches!(field.ty, Ty::Objects(_)) { "[]" } else { "" };
        all.push((name.clone(), *field));
        all.extend(flat(field.children(), &format!("{name}{list}.")));
    }
    all
}

fn tables(of: &Operation) -> String {
    sections(of, |fields| {
        let row = |(name, field): (String, Field)| {
            let required = if field.required { "yes" } else { "no" };
            format!("| `{name}` | {} | {required} | {} |\n", type_words(&field), said(&field))
        };
        let head = "| Field | Type | Required | Description |\n|---|---|---|---|\n";
        head.to_owned() + &flat(fields, "").into_iter().map(row).collect::<String>()
    })
}

fn lists(of: &Operation) -> String {
    fn items(fields: &[Field], indent: &str) -> String {
        let item = |field: &Field| {
            let mark = if field.required { "required" } else { "optional" };
            let inside = items(field.children(), &format!("{indent}  "));
            format!("{indent}- `{}` ({}, {mark}): {}\n{inside}", field.name, type_words(field), said(field))
        };
        fields.iter().map(item).collect()
    }
    sections(of, |fields| items(fields, ""))
}

fn headings(of: &Operation) -> String {
    sections(of, |fields| {
        let heading = |(name, field): (String, Field)| {
            let mark = if field.required { "yes" } else { "no" };
            format!(
                "### `{name}`\n\n**Type:** {}\n\n**Required:** {mark}\n\n{}\n\n",
                type_words(&field),
                said(&field)
            )
        };
        flat(fields, "").into_iter().map(heading).collect()
    })
}
