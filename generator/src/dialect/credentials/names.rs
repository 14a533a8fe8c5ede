//! What names of headers, query parameters and cookies say: whether they hold a credential, and whose.

use crate::dialect::Phrases;
use crate::model::Location;
use heck::ToKebabCase as _;

/// Words that make something else of a key or a token: what makes a call repeatable, a place in a list, a proof
/// that somebody is no robot.
const OTHER_KEYS: &[&str] = &[
    "idempotency",
    "idempotent",
    "idempotence",
    "sort",
    "order",
    "partition",
    "page",
    "pagination",
    "next",
    "prev",
    "previous",
    "continuation",
    "cursor",
    "csrf",
    "xsrf",
    "dedup",
    "deduplication",
    "cache",
    "routing",
    "route",
    "row",
    "primary",
    "foreign",
    "flow",
    "group",
    "request",
    "correlation",
    "trace",
    "message",
    "encryption",
    "encrypted",
    "reset",
    "verification",
    "verify",
    "captcha",
    "recaptcha",
    "turnstile",
    "device",
    "push",
    "upload",
    "refresh",
    "webhook",
    "lock",
    "sync",
    "delta",
    "resume",
    "confirmation",
    "invite",
    "invitation",
    "object",
    "bucket",
    "forward",
    "callback",
    "label",
    "sticky",
    "experiment",
    "translation",
    "language",
];

/// Whether a header, query parameter or cookie of that name holds a credential and nothing else.
pub fn names_credential(location: Location, name: &str) -> bool {
    // What each of the names below has: most names are looked at no further.
    static PARTS: Phrases = Phrases::new(&[
        "auth",
        "jwt",
        "credential",
        "key",
        "token",
        "secret",
        "password",
        "signature",
        "sess",
        "sid",
    ]);
    if !PARTS.are_in(name) {
        return false;
    }
    let kebab = name.trim_matches(['`', '"', '\'', ' ']).to_kebab_case();
    let words: Vec<&str> = kebab.split('-').filter(|word| *word != "x").collect();
    let Some(last) = words.last() else { return false };
    if words.iter().any(|word| OTHER_KEYS.contains(word)) {
        return false;
    }
    let ends = |endings: &[&str]| endings.iter().any(|ending| last.ends_with(ending));
    match location {
        Location::Header => {
            matches!(
                *last,
                "auth" | "authorization" | "authentication" | "jwt" | "credential" | "credentials"
            ) || ends(&["key", "token", "secret", "password", "signature"]) && !ends(&["monkey", "turkey"])
        }
        Location::Query => {
            let joined = words.concat();
            ["apikey", "accesstoken", "authtoken", "apitoken", "appkey", "accesskey", "authkey", "apisecret"]
                .iter()
                .any(|known| joined.ends_with(known))
        }
        Location::Cookie => {
            let known =
                ["session", "sessionid", "sid", "sess", "jwt", "auth", "sessid", "phpsessid", "jsessionid"];
            words.iter().any(|word| known.contains(word)) || ends(&["token", "key"])
        }
        Location::Path => false,
    }
}

/// Whether two names are parts of one credential: `X-Client-Id` and `X-Client-Secret`, `X-App-Key` and
/// `X-App-Secret`.
pub fn are_companions(name: &str, other: &str) -> bool {
    match (companion(name), companion(other)) {
        (Some((one, last)), Some((two, other_last))) => one == two && last != other_last,
        _ => false,
    }
}

/// What the names of all parts of a credential have in common, and the word by which this one differs; names with one
/// word have nothing. Words such as "api" tell credentials apart only with those behind them.
pub fn companion(name: &str) -> Option<(Vec<String>, String)> {
    let kebab = name.to_kebab_case();
    let mut words: Vec<String> = kebab.split('-').filter(|word| *word != "x").map(str::to_owned).collect();
    words.pop()?;
    let first = words.first()?;
    if !matches!(first.as_str(), "api" | "access" | "auth") {
        words.truncate(1);
    }
    let last = kebab.rsplit('-').next().unwrap_or_default().to_owned();
    Some((words, last))
}

/// Whether a header beside one with a key says whose key it is: `X-Client-Id`, `X-Auth-Email`.
/// An id of one request or of what it belongs to says nothing of the caller: `X-Request-Id`.
pub fn names_owner(name: &str) -> bool {
    let kebab = name.to_kebab_case();
    let mut words = kebab.rsplit('-');
    let last = words.next().unwrap_or_default();
    let of_request = ["request", "correlation", "trace", "transaction", "message", "idempotency"];
    if words.next().is_some_and(|word| of_request.contains(&word)) {
        return false;
    }
    ["id", "email", "user", "username", "login", "client", "account", "app", "application", "merchant"]
        .contains(&last)
}
