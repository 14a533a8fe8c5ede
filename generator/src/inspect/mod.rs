//! `docbind inspect`: a page block by block, each with the claims that were read from it.

use crate::dialect::claims::{ClaimKind, Convention, FieldClaim, TypeExpr};
use crate::dialect::{PageOutcome, PageReading, cover_blocks};
use crate::model::Status;
use crate::source::{SourceFile, SourceId, Sources, Span};
use crate::visible::visible;
use std::fmt::Write;

/// Renders a page's reading as lines of `line  text  → claims`.
pub fn render_page(sources: &Sources, id: SourceId, page: &PageReading) -> String {
    let file = sources.get(id);
    let mut out = format!("{}: {}\n", visible(&file.path), outcome(page));
    if let Some(front_matter) = &page.document.front_matter {
        let inside = page.claims.claims.iter().filter(|c| front_matter.span.contains(c.span));
        let claims: Vec<String> = inside.map(|c| claim_text(&c.kind)).collect();
        render_block(&mut out, file, front_matter.span, &claims, false);
    }
    if page.claims.convention == Convention::Description {
        for claim in &page.claims.claims {
            let file = sources.get(claim.span.source);
            render_block(&mut out, file, claim.span, &[claim_text(&claim.kind)], false);
        }
    }
    for reading in cover_blocks(&page.document, &page.claims) {
        let claims: Vec<String> = reading.claims.iter().map(|c| claim_text(&c.kind)).collect();
        render_block(&mut out, file, reading.block.span, &claims, reading.continues);
    }
    if let Some(end) = &page.claims.ends_early {
        let _ = writeln!(
            out,
            "{:>5}  the page ends early, {}",
            file.position(end.span.start).line,
            visible(&end.value)
        );
    }
    out
}

fn outcome(page: &PageReading) -> String {
    let convention = match page.claims.convention {
        Convention::MintlifySource => "Mintlify source",
        Convention::MintlifyExport => "Mintlify export",
        Convention::RenderedText => "rendered text",
        Convention::Description => "OpenAPI description",
    };
    match page.outcome {
        PageOutcome::Endpoint => format!("endpoint page, {convention}"),
        PageOutcome::Webhook => format!("webhook page, {convention}"),
        PageOutcome::NoEndpoint => format!("fields without verb and path, {convention}"),
        PageOutcome::Elsewhere => "described in an OpenAPI document".to_owned(),
        PageOutcome::Guide => format!("guide, {convention}"),
        PageOutcome::Lossy => "text that lost its structure".to_owned(),
        PageOutcome::Unsupported => "unsupported convention".to_owned(),
        PageOutcome::WebPage => "no documentation".to_owned(),
    }
}

fn render_block(out: &mut String, file: &SourceFile, span: Span, claims: &[String], continues: bool) {
    let line = file.position(span.start).line;
    let text = file.slice(span).lines().find(|l| !l.trim().is_empty()).unwrap_or_default().trim();
    let text = visible(&shorten(text, 58)).into_owned();
    let (first, rest) = match claims {
        [] if continues => ("\"", &[][..]),
        [] => ("?? not understood", &[][..]),
        [first, rest @ ..] => (first.as_str(), rest),
    };
    let _ = writeln!(out, "{line:>5}  {text:<60}→ {}", visible(first));
    for claim in rest {
        let _ = writeln!(out, "{:>67}→ {}", "", visible(claim));
    }
}

fn shorten(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width - 1).chain(['…']).collect()
}

fn claim_text(kind: &ClaimKind) -> String {
    match kind {
        ClaimKind::Chrome => "part of the site, not of the documentation".to_owned(),
        ClaimKind::Included(path) => format!("what is in {path}"),
        ClaimKind::Title(title) => format!("title: {title}"),
        ClaimKind::ShortTitle(title) => format!("short title: {title}"),
        ClaimKind::Summary(_) => "summary".to_owned(),
        ClaimKind::OperationId(id) => format!("operation id: {id}"),
        ClaimKind::MediaType(name) => format!("request body: {name}"),
        ClaimKind::Section { title, .. } => format!("section: {title}"),
        ClaimKind::Description(_) => "description".to_owned(),
        ClaimKind::Remark(_) => "remark".to_owned(),
        ClaimKind::Webhook(None) => "webhook".to_owned(),
        ClaimKind::Webhook(Some(event)) => format!("webhook {event}"),
        ClaimKind::Server(server) if server.test => format!("server to test with: {}", server.url.value),
        ClaimKind::Server(server) => format!("server: {}", server.url.value),
        ClaimKind::Endpoint(endpoint) => {
            format!("endpoint: {} {}", endpoint.method.value.as_str(), endpoint.url.value)
        }
        ClaimKind::Authentication(claim) => {
            let none = claim.none.then(|| "none".to_owned());
            let ways = claim.alternatives.iter().map(ToString::to_string);
            let ways: Vec<String> = none.into_iter().chain(ways).collect();
            let roles = claim.roles.iter().map(|role| format!(", role {role}")).collect::<String>();
            format!(
                "authentication: {}{roles}",
                if ways.is_empty() { "nothing said".to_owned() } else { ways.join(", ") }
            )
        }
        ClaimKind::AuthMethod(auth) => {
            let name = auth.name.as_ref().map(|name| format!(" in `{name}`")).unwrap_or_default();
            format!("authentication: {}{name}", auth.method.as_str())
        }
        ClaimKind::Deprecated(_) => "deprecated".to_owned(),
        ClaimKind::Parameter { field, .. } if field.name.value.is_empty() => {
            format!("body{}", field_text(field))
        }
        ClaimKind::Parameter { location, field } => {
            format!("{} parameter {}", format!("{location:?}").to_lowercase(), field_text(field))
        }
        ClaimKind::ResponseField { status, field, .. } if field.name.value.is_empty() => {
            format!("response{}{}", status_text(*status), field_text(field))
        }
        ClaimKind::ResponseField { status, field, .. } => {
            format!("response{} field {}", status_text(*status), field_text(field))
        }
        ClaimKind::Record(field) => format!("record {}", field_text(field)),
        ClaimKind::DescribedRecord(record) => format!("record {}", field_text(&record.field)),
        ClaimKind::DescribedValues(values) => {
            format!("{} values for fields that link here", values.values.len())
        }
        ClaimKind::DescribedType(of) => format!("{} for fields that link here", type_text(&of.ty)),
        ClaimKind::ResponseRecord { name, list, partial, .. } => {
            let partial = if *partial { "a part of " } else { "" };
            format!("the response is {}{partial}{name}", if *list { "a list of " } else { "" })
        }
        ClaimKind::Status { code, .. } => format!("status {code}"),
        ClaimKind::ResponseProse { status, .. } => format!("text on the response{}", status_text(*status)),
        ClaimKind::Skeleton(_) => "skeleton of the response".to_owned(),
        ClaimKind::Example(example) if example.request => "example of the request body".to_owned(),
        ClaimKind::Example(example) => format!("example of the response{}", status_text(example.status)),
        ClaimKind::RequestExample(request) => {
            let how = if request.generated { "generated request" } else { "request" };
            format!("{how}: {} {}", request.method.value.as_str(), request.url.value)
        }
        ClaimKind::OtherAnswer { status, media_type } => {
            format!("response{}: {media_type}", status_text(*status))
        }
        ClaimKind::Events { status, events } => {
            let plural = if events.len() == 1 { "" } else { "s" };
            format!("{} event{plural} of the response{}", events.len(), status_text(*status))
        }
        ClaimKind::Code { language } if language.is_empty() => "code, nothing read".to_owned(),
        ClaimKind::Code { language } => format!("code ({language}), nothing read"),
        ClaimKind::EnumTable(table) => {
            let name = table.name.as_ref().map_or("without a name", |n| n.value.as_str());
            let field = table.field.as_ref().map_or(String::new(), |f| format!(" of {f}"));
            format!("enum {name}{field}, {} values", table.values.len())
        }
    }
}

fn status_text(status: Option<Status>) -> String {
    status.map_or(String::new(), |code| format!(" {code}"))
}

fn field_text(field: &FieldClaim) -> String {
    let ty = field.ty.as_ref().map_or("no type".to_owned(), |ty| type_text(&ty.value));
    let required = match field.required {
        Some(true) => ", required",
        Some(false) => ", optional",
        None => "",
    };
    let default = field.default.as_ref().map_or(String::new(), |d| format!(", default {}", d.value));
    let children = match field.children.len() {
        0 => String::new(),
        n => format!(", {n} nested"),
    };
    format!("{}: {ty}{required}{default}{children}", field.name.value)
}

fn type_text(ty: &TypeExpr) -> String {
    match ty {
        TypeExpr::Array(Some(item)) if matches!(**item, TypeExpr::Union(_)) => {
            format!("({})[]", type_text(item))
        }
        TypeExpr::Array(Some(item)) => format!("{}[]", type_text(item)),
        TypeExpr::Array(None) => "array".to_owned(),
        TypeExpr::Map(value) => format!("map of {}", type_text(value)),
        TypeExpr::Named(name) => name.clone(),
        TypeExpr::Inline(fields) => {
            let fields: Vec<&str> = fields.iter().map(|f| f.name.as_str()).collect();
            format!("object of {}", fields.join(", "))
        }
        TypeExpr::Literal(text) => format!("\"{text}\""),
        TypeExpr::LiteralInteger(number) => number.to_string(),
        TypeExpr::LiteralNumber(number) => number.clone(),
        TypeExpr::Formatted(format) => format!("string ({format:?})").to_lowercase(),
        TypeExpr::Enum(_) => "enum".to_owned(),
        TypeExpr::Union(variants) => variants.iter().map(type_text).collect::<Vec<_>>().join(" | "),
        TypeExpr::Unknown(text) => format!("`{text}` (unknown)"),
        plain => format!("{plain:?}").to_lowercase(),
    }
}
