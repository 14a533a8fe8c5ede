//! Calls of a generated client that send what its pages document, as Rust.
//!
//! What the server is to receive is what the page shows (`shown`, `body`, `credentials`), and the values that are
//! handed to the method are read from the same text by the shapes of the model (`texts`, `fill`). How they are written
//! in Rust comes from the lowering (`typed`).
//!
//! A page that writes `<string>`, `YOUR_ID` or `...` where a number or a date is meant shows no value: one is made up,
//! on both sides.

mod body;
mod credentials;
pub mod emit;
mod fill;
mod shown;
mod texts;

use super::values::Values;
use super::wanted::Sent;
use docbind::model::{Api, Operation};
use docbind::testing::config::ValueTypes;
use docbind::testing::dialect::claims::{ClaimKind, RequestExampleClaim};
use docbind::testing::document::Json;
use docbind::{Sources, Span};

/// What requests are read by.
#[derive(Clone, Copy)]
struct Context<'a> {
    api: &'a Api,
    values: &'a Values<'a>,
    types: ValueTypes,
    sources: &'a Sources,
    operation: &'a Operation,
}

/// What the server is to receive.
#[derive(Clone, Debug, Default)]
struct Wanted {
    /// `https://api.acme.dev`, where the page and the client name one.
    origin: Option<String>,
    /// As the page writes it.
    path: String,
    /// Whether that is the whole path, and not what follows a variable.
    whole: bool,
    query: Vec<(String, String)>,
    headers: Vec<(String, String)>,
    /// The beginnings of headers whose values the page leaves out.
    prefixes: Vec<(String, String)>,
    content_type: Option<String>,
    accept: Option<String>,
    body: Body,
    /// Whether the page shows a part of the request only.
    open: bool,
}

/// A body that the server is to receive.
#[derive(Clone, Debug, Default)]
enum Body {
    #[default]
    None,
    /// One that the page does not show.
    Unshown,
    Json(String),
    Lines(Vec<String>),
    Form(Vec<(String, String)>),
    /// Names and contents.
    Parts(Vec<(String, String)>),
    Text(String),
}

/// A call, and what it is to send.
#[derive(Clone, Debug, Default)]
struct Call {
    sent: Sent,
    wanted: Wanted,
    /// The base URL, where the client has none that could be called.
    base: Option<String>,
    /// The credentials, as expressions.
    auth: Vec<String>,
    /// Headers of no one name, which are given to the call.
    headers: Vec<(String, String)>,
    /// What the method is called after, where the request has another encoding than the operation's first.
    encoded: &'static str,
}

/// What a page shows at a place.
enum Shown<'a> {
    Request(&'a RequestExampleClaim),
    Body(&'a Json),
}

fn find_shown(reading: &docbind::Reading, span: Span) -> Option<Shown<'_>> {
    let mut claims = reading.pages.iter().flat_map(|(_, page)| &page.claims.claims);
    claims.find_map(|claim| match &claim.kind {
        ClaimKind::RequestExample(request) if request.url.span == span => Some(Shown::Request(request)),
        ClaimKind::Example(example) if example.request => {
            example.json.as_ref().filter(|json| json.span == span).map(Shown::Body)
        }
        _ => None,
    })
}

/// A number or boolean as its JSON, a text as it is.
fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
