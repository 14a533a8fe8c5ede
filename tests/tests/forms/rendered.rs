//! The text that a browser shows of a page, in the order and with the words of eight kinds of site.

use crate::Form;
use crate::kites::{Field, HOST, JSON, Operation, Ty};
use crate::openapi::pretty;
use std::fmt::Write as _;

pub const FORMS: &[Form] = &[
    ("text: type below the name", "txt", type_below, &["other responses"]),
    ("text: type beside the name", "txt", type_beside, &["other responses"]),
    ("text: name and type glued", "txt", glued, &["other responses"]),
    ("text: required below", "txt", required_below, &[]),
    ("text: labelled types", "txt", labelled, &[]),
    ("text: types last", "txt", types_last, &[]),
    ("text: one line a field", "txt", one_line, &[]),
    ("text: run together", "txt", run_together, &["other responses"]),
];

fn word(of: &Field) -> String {
    match of.ty {
        Ty::Texts => "string[]".into(),
        Ty::Objects(_) => "object[]".into(),
        Ty::File => "file".into(),
        Ty::Values(_) => "enum<string>".into(),
        _ => of.kind().into(),
    }
}

fn words(of: &Field) -> String {
    match of.ty {
        Ty::Texts => "Array of strings".into(),
        Ty::Objects(_) => "Array of objects".into(),
        Ty::File => "string <binary>".into(),
        _ => of.kind().into(),
    }
}

fn beside_word(of: &Field) -> &'static str {
    match of.ty {
        Ty::Texts => "string[]",
        Ty::Objects(_) => "object[]",
        Ty::File => "binary",
        _ => of.kind(),
    }
}

/// The command and the answer that a site shows in its right column.
fn right_column(of: &Operation) -> String {
    let body = of.body.filter(|(media, _)| *media == JSON).map(|(_, fields)| pretty(fields));
    let body = body
        .map(|json| format!(" \\\n-H 'Content-Type: application/json' \\\n-d '{json}'"))
        .unwrap_or_default();
    let mut text = format!("curl\ncurl -L -X {} '{HOST}{}'{body}\n", of.verb, of.path);
    for (status, _, fields) in of.responses.iter().filter(|(.., fields)| !fields.is_empty()).take(1) {
        let _ = write!(text, "{status}\n{}\n", pretty(fields));
    }
    text
}

fn values(of: &Field, joint: &str) -> String {
    of.values().join(joint)
}

fn all(fields: &[Field], write: fn(&Field) -> String) -> String {
    fields.iter().map(write).collect()
}

fn parameters(of: &Operation, titles: [&str; 3], write: fn(&Field) -> String) -> String {
    let places = titles.into_iter().zip([of.in_path, of.query, of.headers]);
    let section = |(title, fields): (&str, &[Field])| format!("{title}\n{}", all(fields, write));
    places.filter(|(_, fields)| !fields.is_empty()).map(section).collect()
}

/// Segments of the path on lines of their own, a sign before each name that copies its link.
fn type_below(of: &Operation) -> String {
    fn field(of: &Field) -> String {
        let mut text = format!("\u{200b}\n{}\n{}\n", of.name, word(of));
        of.default.iter().for_each(|value| put!(text, "default:{value}\n"));
        text += if of.required { "required\n" } else { "" };
        let _ = writeln!(text, "{}", of.text);
        if !of.values().is_empty() {
            let _ = writeln!(text, "Available options: {} ", values(of, ", "));
        }
        if let Some((from, to)) = of.range {
            let _ = writeln!(text, "Required range: {from} <= x <= {to}");
        }
        if !of.children().is_empty() {
            let _ = writeln!(text, "Hide child attributes\n");
            for child in of.children() {
                let list = if matches!(of.ty, Ty::Objects(_)) { "[]" } else { "" };
                let name = format!("{}{list}.{}", of.name, child.name);
                text += &field(&Field { name: name.leak(), ..*child });
            }
        }
        text
    }
    let mut page = format!("Kites\n{}\nCopy page\n{}\n\n{}\n", of.title, of.text, of.verb);
    of.path.trim_start_matches('/').split('/').for_each(|part| put!(page, "/\n{part}\n"));
    page += "Try it\n";
    for (status, _, fields) in of.responses.iter().filter(|(.., fields)| !fields.is_empty()) {
        let _ = write!(page, "{status}\n\n{}\n", pretty(fields));
    }
    page += &parameters(of, ["Path Parameters", "Query Parameters", "Headers"], field);
    if let Some((media, fields)) = of.body {
        let _ = write!(page, "Body\n{media}\n{}", all(fields, field));
    }
    let several = of.responses.len() > 1;
    for (status, text, fields) in of.responses.iter().take(1) {
        page += if several { "Response\n200404\n" } else { "Response\n" };
        page += &match fields.is_empty() {
            true => format!("{status}\n{text}\n"),
            false => format!("{status} - {JSON}\n{text}\n{}", all(fields, field)),
        };
    }
    page + "Was this page helpful?\n\nYes\nNo\nPowered by a company\n"
}

fn type_beside(of: &Operation) -> String {
    fn field(of: &Field) -> String {
        let mark = if of.required { "required" } else { "" };
        let null = String::new();
        let mut text = format!("{} {}{mark}\n", of.name, beside_word(of));
        text = text.replace("file", "binary");
        if !of.values().is_empty() {
            let _ = writeln!(text, "Possible values: [{}]\n", values(of, ", "));
        }
        if let Some((from, to)) = of.range {
            let _ = writeln!(text, "Possible values: >= {from} and <= {to}\n");
        }
        of.default.iter().for_each(|value| put!(text, "Default value: {value}\n\n"));
        let _ = write!(text, "{}\n{null}\n", of.text);
        match of.ty {
            Ty::Object(fields) => text += &all(fields, field),
            Ty::Objects(fields) => {
                let _ = writeln!(text, "Array [\n{}]", all(fields, field));
            }
            _ => {}
        }
        text
    }
    let path = of.path.replace('{', ":").replace('}', "");
    let mut page = format!("{}\n{}\n{path}\n{}\n\nRequest\n", of.title, of.verb, of.text);
    page += &parameters(of, ["Path Parameters", "Query Parameters", "Header Parameters"], field);
    if let Some((media, fields)) = of.body {
        let _ = write!(page, "{media}\nBody\nrequired\n{}", all(fields, field));
    }
    page += "Responses\n";
    of.responses.iter().for_each(|(status, ..)| put_line!(page, "{status}"));
    for (_, text, fields) in of.responses.iter().take(1) {
        let _ = writeln!(page, "{text}\n");
        if !fields.is_empty() {
            let _ = write!(page, "{JSON}\nSchema\nExample (auto)\nSchema\n{}", all(fields, field));
        }
    }
    page + &right_column(of)
}

fn glued(of: &Operation) -> String {
    fn field(of: &Field) -> String {
        let word = match of.ty {
            Ty::Values(_) => "enum".to_owned(),
            Ty::Texts => "list of strings".to_owned(),
            Ty::Objects(_) => "list of objects".to_owned(),
            _ => word(of),
        };
        let mark = if of.required { "Required" } else { "Optional" };
        let limits = of.range.map(|(from, to)| format!("{from}-{to}")).unwrap_or_default();
        let default = of.default.map(|value| format!("Defaults to {value}")).unwrap_or_default();
        let mut text = format!("{}{word}{mark}{limits}{default}\n{}\n", of.name, of.text);
        if !of.values().is_empty() {
            let _ = writeln!(text, "Allowed values:\n{}", values(of, "\n"));
        }
        if !of.children().is_empty() {
            let _ = writeln!(text, "Hide {} properties", of.children().len());
            text += &all(of.children(), field);
        }
        text
    }
    let path = of.path.replace('{', ":").replace('}', "");
    let mut page = format!("{}\n\n{}\n{HOST}{path}\n\n{}\n\n", of.title, of.verb, of.text);
    page += &parameters(of, ["Path parameters", "Query parameters", "Headers"], field);
    if let Some((media, fields)) = of.body {
        let kind = match media {
            JSON => "an object",
            "multipart/form-data" => "a multipart form",
            _ => "a form (application/x-www-form-urlencoded)",
        };
        let _ = write!(page, "\nRequest\n\nThis endpoint expects {kind}.\n{}", all(fields, field));
    }
    for (status, text, fields) in of.responses.iter().take(1) {
        let _ = write!(
            page,
            "\nResponse\n\n{}{text}\n{}",
            if *status == 200 { String::new() } else { format!("{status}\n") },
            all(fields, field)
        );
    }
    page
}

fn required_below(of: &Operation) -> String {
    fn field(of: &Field) -> String {
        let mark = if of.required { "required\n" } else { "" };
        let limits = of.range.map(|(from, to)| format!(" [ {from} .. {to} ]")).unwrap_or_default();
        let mut text = format!("{}\n{mark}{}{limits}\n", of.name, words(of));
        of.default.iter().for_each(|value| put_line!(text, "Default: {value}"));
        if !of.values().is_empty() {
            let _ = writeln!(text, "Enum: \"{}\"", values(of, "\" \""));
        }
        let _ = writeln!(text, "{}\n", of.text);
        match of.ty {
            Ty::Object(fields) => text += &all(fields, field),
            Ty::Objects(fields) => put!(text, "Array (\n{})\n\n", all(fields, field)),
            _ => {}
        }
        text
    }
    let mut page = format!("{}\n{}\n\n", of.title, of.text);
    page += &parameters(of, ["path Parameters", "query Parameters", "header Parameters"], field);
    if let Some((media, fields)) = of.body {
        let _ = write!(page, "Request Body schema: {media}\nrequired\n{}", all(fields, field));
    }
    page += "Responses\n";
    for (status, text, fields) in of.responses {
        let _ = writeln!(page, "{status} {text}\n");
        if !fields.is_empty() {
            let _ = write!(page, "Response Schema: {JSON}\n{}", all(fields, field));
        }
    }
    let _ = write!(page, "{}\n{}\n", of.verb.to_lowercase(), of.path);
    if let Some((_, fields)) = of.body.filter(|(media, _)| *media == JSON) {
        let _ = write!(page, "Request samples\nPayload\nContent type\n{JSON}\n\nCopy\n{}\n", pretty(fields));
    }
    for (status, _, fields) in of.responses.iter().filter(|(.., fields)| !fields.is_empty()).take(1) {
        let _ =
            write!(page, "Response samples\n{status}\nContent type\n{JSON}\n\nCopy\n{}\n", pretty(fields));
    }
    page
}

fn labelled(of: &Operation) -> String {
    fn field(of: &Field) -> String {
        let kind = match of.ty {
            Ty::Texts => "array string[]",
            Ty::Objects(_) => "array object[]",
            Ty::File => "string\nFormat: binary",
            _ => of.kind(),
        };
        let mut text = format!("{}\nType: {kind}\n", of.name);
        if !of.values().is_empty() {
            let _ = writeln!(text, "enum");
        }
        if let Some((from, to)) = of.range {
            let _ = writeln!(text, "min: {from}\nmax: {to}");
        }
        of.default.iter().for_each(|value| put_line!(text, "default: {value}"));
        text += if of.required { "required\n" } else { "" };
        let _ = writeln!(text, "\n{}\n", of.text);
        of.values().iter().for_each(|value| put_line!(text, "{value}"));
        if !of.children().is_empty() {
            let _ = write!(text, "Hide Child Attributes for {}\n{}", of.name, all(of.children(), field));
        }
        text
    }
    let mut page = format!("{}\n{}\n\n", of.title, of.text);
    page += &parameters(of, ["Path Parameters", "Query Parameters", "Headers"], field);
    if let Some((media, fields)) = of.body {
        let _ = write!(page, "Body\nrequired\n{media}\n{}", all(fields, field));
    }
    page += "Responses\n";
    for (status, text, fields) in of.responses {
        let media = if fields.is_empty() { String::new() } else { format!("{JSON}\n") };
        let _ = write!(page, "{status}\n{text}\n{media}{}", all(fields, field));
    }
    let _ = write!(page, "\n{}{}\nTest Request\n{}", of.verb, of.path, right_column(of));
    page
}

fn types_last(of: &Operation) -> String {
    fn field(of: &Field) -> String {
        let kind = match of.ty {
            Ty::Texts => "Array<string>",
            Ty::Objects(_) => "Array<object>",
            Ty::File => "string format: binary",
            _ => of.kind(),
        };
        let mark = if of.required { "required\n" } else { "" };
        let mut text = format!("{}\n{mark}\n{}\n\n{kind}\n", of.name, of.text);
        of.default.iter().for_each(|value| put_line!(text, "default: {value}"));
        if let Some((from, to)) = of.range {
            let _ = writeln!(text, ">= {from} <= {to}");
        }
        if !of.values().is_empty() {
            let _ = writeln!(text, "Allowed values: {}", values(of, " "));
        }
        for child in of.children() {
            let list = if matches!(of.ty, Ty::Objects(_)) { "[]" } else { "" };
            let name = format!("{}{list}.{}", of.name, child.name);
            text += &field(&Field { name: name.leak(), ..*child });
        }
        text
    }
    let mut page = format!("{}\n\n{}\n{}\n\n{}\n\n", of.title, of.verb, of.path, of.text);
    let any = !of.in_path.is_empty() || !of.query.is_empty() || !of.headers.is_empty();
    page += if any { "Parameters\n\n" } else { "" };
    page += &parameters(of, ["Path Parameters\n", "Query Parameters\n", "Header Parameters\n"], field);
    if let Some((media, fields)) = of.body {
        let _ =
            write!(page, "Request Body required\n\nMedia type {media}\n\nobject\n\n{}", all(fields, field));
    }
    page += "Responses\n\n";
    for (status, text, fields) in of.responses {
        let _ = write!(page, "{status}\n\n{text}\n\n");
        if !fields.is_empty() {
            let _ = write!(page, "Media type {JSON}\n\nobject\n\n{}", all(fields, field));
        }
    }
    page
}

fn one_line(of: &Operation) -> String {
    fn field(of: &Field) -> String {
        let mark = if of.required { " · required" } else { "" };
        let default = of.default.map(|value| format!(" · Default: {value}")).unwrap_or_default();
        let limits = of.range.map(|(from, to)| format!(" · min: {from} · max: {to}")).unwrap_or_default();
        let kind = match of.ty {
            Ty::Values(_) => "string · enum",
            Ty::Texts => "string[]",
            Ty::Objects(_) => "object[]",
            Ty::File => "string · binary",
            _ => of.kind(),
        };
        let mut text =
            format!("{}{kind}{mark}{limits}{default}\n{}\n", format_args!("{} ", of.name), of.text);
        if !of.values().is_empty() {
            let _ = writeln!(text, "Possible values: {}", values(of, " "));
        }
        text += &of
            .children()
            .iter()
            .map(|child| {
                let list = if matches!(of.ty, Ty::Objects(_)) { "[]" } else { "" };
                field(&Field { name: format!("{}{list}.{}", of.name, child.name).leak(), ..*child })
            })
            .collect::<String>();
        text
    }
    let mut page = format!("{}\n{}\n{}\n{}\n", of.title, of.verb.to_lowercase(), of.path, of.text);
    page += &parameters(of, ["Path parameters", "Query parameters", "Header parameters"], field);
    if let Some((media, fields)) = of.body {
        let _ = write!(page, "Body\n{media}\n{}", all(fields, field));
    }
    page += "Responses\n";
    for (status, text, fields) in of.responses {
        let media = if fields.is_empty() { String::new() } else { format!("{JSON}\n") };
        let _ = write!(page, "{status}\n{text}\n{media}{}", all(fields, field));
    }
    page
}

fn run_together(of: &Operation) -> String {
    fn field(of: &Field) -> String {
        let default = of.default.map(|value| format!("default:{value}")).unwrap_or_default();
        let mut text = format!(
            "{}\n{}{default}{}\n\n{}\n",
            of.name,
            word(of),
            if of.required { "required" } else { "" },
            of.text
        );
        if !of.values().is_empty() {
            let _ = writeln!(text, "Available options:\n{}", values(of, ",\n"));
        }
        if let Some((from, to)) = of.range {
            let _ = writeln!(text, "Required range: {from} <= x <= {to}");
        }
        if !of.children().is_empty() {
            text += "Show child attributes\n";
            text += &of
                .children()
                .iter()
                .map(|child| {
                    let list = if matches!(of.ty, Ty::Objects(_)) { "[]" } else { "" };
                    field(&Field { name: format!("{}{list}.{}", of.name, child.name).leak(), ..*child })
                })
                .collect::<String>();
        }
        text
    }
    let mut page = format!("{}\n\n{} {}\n\n{}\n\n", of.title, of.verb, of.path, of.text);
    page += &parameters(of, ["Path Parameters", "Query Parameters", "Headers"], field);
    if let Some((media, fields)) = of.body {
        let _ = write!(page, "Body\n{media}\n{}", all(fields, field));
    }
    for (status, text, fields) in of.responses.iter().take(1) {
        page += &match fields.is_empty() {
            true => format!("Response\n{status}\n{text}\n"),
            false => format!("Response\n{status}{JSON}\n{text}\n{}", all(fields, field)),
        };
    }
    page
}
