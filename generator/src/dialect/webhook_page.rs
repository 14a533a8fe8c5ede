//! Whether a page is about what the API sends on its own, although nothing says so outright.

use super::claims::{ClaimKind, PageClaims};
use crate::model::Method;
use crate::site::is_of_reader;
use crate::source::SourceFile;

/// Whether a page with verb and path tells what is sent to a server of its reader: the URL is the reader's own, or
/// the text says when the API sends something there.
pub(super) fn is_called_by_api(claims: &PageClaims) -> bool {
    let mut stated = claims.claims.iter().filter_map(|claim| match &claim.kind {
        ClaimKind::Endpoint(endpoint) => Some((endpoint.method.value, endpoint.url.value.as_str())),
        _ => None,
    });
    let Some((method, url)) = stated.next() else { return false };
    if method != Method::Post || stated.next().is_some() || calls_somebody_else(claims) {
        return false;
    }
    is_of_reader(url) || (!url.contains(['{', ':', '<']) && !registers_url(claims) && says_when_sent(claims))
}

/// Whether an example calls a server that is not the reader's.
fn calls_somebody_else(claims: &PageClaims) -> bool {
    claims.claims.iter().any(|claim| match &claim.kind {
        ClaimKind::RequestExample(request) => {
            let url = &request.url.value;
            url.contains("://") && !is_of_reader(url) && !is_own(url)
        }
        _ => false,
    })
}

/// Whether the caller gives an address: a page that registers a webhook speaks of what is sent there, too.
fn registers_url(claims: &PageClaims) -> bool {
    claims.claims.iter().any(|claim| match &claim.kind {
        ClaimKind::Parameter { field, .. } => {
            let name = field.name.value.to_lowercase();
            ["url", "uri", "callback", "endpoint", "target", "address"].iter().any(|word| name.contains(word))
        }
        _ => false,
    })
}

/// "We send a POST request to your server whenever …".
fn says_when_sent(claims: &PageClaims) -> bool {
    const SENDS: &[&str] = &[
        "send", "sent ", "posts ", "deliver", "notif", "calls ", "envia", "enviamos", "envía", "envoie",
        "sendet", "senden", "receba", "recibe",
    ];
    const TARGETS: &[&str] = &[
        "your server",
        "your endpoint",
        "your webhook",
        "your url",
        "your application",
        "your app",
        "your callback",
        "your backend",
        "your system",
        "your service",
        "seu servidor",
        "seu endpoint",
        "seu sistema",
        "sua aplicação",
        "sua url",
        "sua api",
        "tu servidor",
        "su servidor",
        "tu endpoint",
        "su endpoint",
        "votre serveur",
        "votre application",
        "ihren server",
        "deinen server",
        "url you",
        "endpoint you",
        "url configurada",
        "endpoint configurado",
    ];
    const WHENS: &[&str] = &[
        "when ",
        "whenever",
        "each time",
        "every time",
        "as soon as",
        "after ",
        "once ",
        "quando",
        "sempre que",
        "cada vez",
        "cuando",
        "siempre que",
        "lorsqu",
        "chaque fois",
        "wenn ",
        "sobald",
        "jedes mal",
    ];
    claims.claims.iter().any(|claim| match &claim.kind {
        ClaimKind::Summary(text) | ClaimKind::Description(text) => {
            let lower = text.plain.to_lowercase();
            let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
            has(SENDS) && has(TARGETS) && has(WHENS)
        }
        _ => false,
    })
}

/// Whether a page without verb and path shows requests to servers of its reader's only: how to try a webhook.
pub(super) fn calls_reader(claims: &PageClaims) -> bool {
    claims.claims.iter().all(|claim| match &claim.kind {
        ClaimKind::Endpoint(_) => false,
        ClaimKind::RequestExample(request) => is_own(&request.url.value),
        _ => true,
    })
}

fn is_own(url: &str) -> bool {
    let host = url.split("://").nth(1).unwrap_or_default().to_ascii_lowercase();
    let host = host.split(['/', ':']).next().unwrap_or_default();
    ["localhost", "127.0.0.1", "0.0.0.0"].contains(&host)
        || ["your", "example.", "ngrok"].iter().any(|word| host.contains(word))
}

/// Whether a page stands in a folder of webhooks, or is called by them.
pub(super) fn is_about_webhooks(file: &SourceFile, claims: &PageClaims) -> bool {
    let is_word = |word: &str| ["webhook", "webhooks"].contains(&word.to_ascii_lowercase().as_str());
    let has_word = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(is_word);
    let titled = claims.claims.iter().any(|c| matches!(&c.kind, ClaimKind::Title(title) if has_word(title)));
    titled || has_word(&file.relative)
}
