//! What a method sends and reads, by aspect, where its signature does not show it.

use crate::lock::without_names;
use crate::lowering::{Answer, Encoding, EventType, Method, RequestPart, RustType};
use crate::model::Location;

/// What a method sends and reads, by aspect. An aspect that a method has none of has an empty text, but for
/// arguments and fields, which the signature shows.
pub(super) fn wire_facts(method: &Method) -> Vec<(String, String)> {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (path, query) = method.path.split_once('?').unwrap_or((&method.path, ""));
    let mut facts = vec![
        ("verb".to_owned(), method.verb.as_str().to_owned()),
        ("path".to_owned(), without_names(path)),
        ("fixed query".to_owned(), query.to_owned()),
        ("base URL".to_owned(), text(&method.base_url)),
        ("header `Content-Type`".to_owned(), text(&method.content_type)),
        ("header `Accept`".to_owned(), text(&method.accept)),
        ("credentials".to_owned(), if method.authenticated { "sent" } else { "not sent" }.to_owned()),
        ("empty body".to_owned(), if method.omits_body { "left out" } else { "sent" }.to_owned()),
        (
            "success".to_owned(),
            method
                .success
                .as_ref()
                .map_or_else(String::new, |of| format!("`{}` is {}", of.path(), of.values())),
        ),
        ("pages".to_owned(), method.paging.as_ref().map_or_else(String::new, |of| format!("{:?}", of.kind))),
    ];
    facts.retain(|(aspect, _)| aspect != "pages" || method.paging.is_some());
    if let Answer::Events(event) = &method.answer {
        let form = if matches!(event, EventType::Record(..)) { "the whole event" } else { "the data" };
        facts.push(("event".to_owned(), form.to_owned()));
        facts.push(("end of events".to_owned(), text(&method.end_of_events)));
    }
    if let Answer::Text | Answer::Bytes | Answer::Json(RustType::String) = method.answer {
        let as_json = matches!(method.answer, Answer::Json(_));
        facts.push(("answer".to_owned(), if as_json { "JSON" } else { "as it is" }.to_owned()));
    }
    let places = placeholders(path);
    for (number, argument) in method.arguments.iter().enumerate() {
        let at = places.iter().position(|(_, name)| *name == argument.wire_name);
        let operator = at.map_or("", |at| places[at].0);
        let at = at.map_or(0, |at| at + 1);
        let style = argument.style.map_or_else(String::new, |style| format!(", {style:?}"));
        facts.push((format!("argument {}", number + 1), format!("placeholder {at} {{{operator}}}{style}")));
    }
    facts.extend(method.parts.iter().map(part_fact));
    facts
}

/// The operators and names of the placeholders of a path, in order.
fn placeholders(path: &str) -> Vec<(&str, &str)> {
    let parts = path.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0));
    parts.map(|part| part.split_at(part.len() - part.trim_start_matches(['+', '/', '.']).len())).collect()
}

fn part_fact(part: &RequestPart) -> (String, String) {
    let place = |location: &Location| match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    let field = |field: &crate::lowering::Ident| format!("field `{}`", field.as_str());
    match part {
        RequestPart::Value { location, wire_name, field: ident, to_minute } => {
            let minute = if *to_minute { ", to the minute" } else { "" };
            (field(ident), format!("{} `{wire_name}`{minute}", place(location)))
        }
        RequestPart::List { location, wire_name, field: ident, style } => {
            (field(ident), format!("{} `{wire_name}`, {style:?}", place(location)))
        }
        RequestPart::Parts { wire_name, field: ident, style } => {
            (field(ident), format!("query `{wire_name}`, parts {style:?}"))
        }
        RequestPart::Form { wire_name, field: ident, content } => {
            (field(ident), format!("form part `{wire_name}`, {content:?}"))
        }
        RequestPart::Body { encoding, .. } => ("body".to_owned(), encoding_words(encoding)),
    }
}

fn encoding_words(of: &Encoding) -> String {
    let styled = |word: &str, styles: &[(String, crate::model::ParameterStyle)]| {
        let styles = styles.iter().map(|(name, style)| format!(", `{name}` {style:?}"));
        format!("{word}{}", styles.collect::<String>())
    };
    match of {
        Encoding::Json => "JSON".to_owned(),
        Encoding::JsonLines => "a JSON text on each line".to_owned(),
        Encoding::Form(styles) => styled("form", styles),
        Encoding::Multipart(styles) => styled("multipart", styles),
        Encoding::Text => "text".to_owned(),
        Encoding::Bytes(name) => format!("bytes, `{name}`"),
    }
}
