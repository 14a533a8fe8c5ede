use super::*;
use crate::dialect::no_authentication::says_no_authentication;

fn header(name: &str, prefix: &str) -> AuthScheme {
    AuthScheme::ApiKey { location: Location::Header, name: name.into(), prefix: prefix.into() }
}

#[test]
fn names_of_credentials() {
    let header = |name| names_credential(Location::Header, name);
    for name in [
        "X-API-Key",
        "X-lojakey",
        "apikey",
        "x-app-secret",
        "X-Auth-Token",
        "DD-APPLICATION-KEY",
        "X-Signature",
        "Authorization",
        "x-access-token",
        "X-Auth-Key",
        "XApiKey",
        "Ocp-Apim-Subscription-Key",
    ] {
        assert!(header(name), "{name}");
    }
    for name in [
        "Idempotency-Key",
        "X-Request-Id",
        "Content-Type",
        "X-CSRF-Token",
        "X-Flow-Control-Key",
        "Accept",
        "X-Idempotency-Key",
        "X-Next-Token",
        "X-Captcha-Token",
        "X-Tenant",
        "If-Match",
    ] {
        assert!(!header(name), "{name}");
    }
    let query = |name| names_credential(Location::Query, name);
    assert!(query("api_key") && query("apiKey") && query("access_token") && query("X-API-Key"));
    assert!(!query("key") && !query("token") && !query("page_token") && !query("sort_key"));
    let cookie = |name| names_credential(Location::Cookie, name);
    assert!(cookie("session") && cookie("connect.sid") && cookie("auth_token") && !cookie("lang"));
}

#[test]
fn parts_of_one_credential() {
    assert!(are_companions("x-app-key", "x-app-secret") && are_companions("X-Client-Id", "X-Client-Secret"));
    assert!(
        are_companions("X-Auth-Email", "X-Auth-Key")
            && are_companions("X-Algolia-Application-Id", "X-Algolia-API-Key")
    );
    assert!(!are_companions("X-Request-Id", "X-Api-Key") && !are_companions("X-Api-Key", "X-Api-Key"));
}

#[test]
fn what_a_header_holds() {
    for (value, expected) in [
        ("Bearer <api-key>", AuthScheme::Bearer),
        ("bearer YOUR TOKEN", AuthScheme::Bearer),
        ("Basic <base64(user:password)>", AuthScheme::Basic),
        // `curl -u user:password`
        ("Basic", AuthScheme::Basic),
        ("Token abc123", header("Authorization", "Token ")),
        ("Token <your token>", header("Authorization", "Token ")),
        ("Token token=YOUR_TOKEN", header("Authorization", "Token token=")),
        ("ApiKey {key}", header("Authorization", "ApiKey ")),
        ("Acme-API-Key your-key", header("Authorization", "Acme-API-Key ")),
        ("key=YOUR_KEY", header("Authorization", "key=")),
        ("YOUR_API_KEY", header("Authorization", "")),
        ("YOUR API KEY", header("Authorization", "")),
        ("<your api key>", header("Authorization", "")),
        ("API KEY", header("Authorization", "")),
        ("$TOKEN", header("Authorization", "")),
    ] {
        assert_eq!(scheme_of_header("Authorization", value), expected, "{value}");
    }
    assert_eq!(scheme_of_header("X-Key", "Bearer abc"), header("X-Key", "Bearer "));
    assert_eq!(scheme_of_header("X-Key", "some key"), header("X-Key", ""));
}

#[test]
fn what_a_text_says_of_the_header() {
    let read = |text| scheme_in_text("Authorization", text);
    assert_eq!(read("Bearer authentication header of the form `Bearer <token>`"), Some(AuthScheme::Bearer));
    assert_eq!(read("HTTP basic auth"), Some(AuthScheme::Basic));
    let token = Some(header("Authorization", "Token "));
    assert_eq!(read("Token-based authentication with required prefix \"Token\""), token);
    assert_eq!(read("Send `Token <key>`."), token);
    assert_eq!(read("Token YOUR_KEY"), token);
    assert_eq!(read("Your API token."), None);
    assert_eq!(read("The key of your account"), None);
}

#[test]
fn what_sentences_name() {
    let read = |text: &str| read_schemes(text).iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    for (text, expected) in [
        ("Every request needs a bearer token in the `Authorization` header.", "bearer"),
        ("Send `Authorization: Token YOUR_KEY`.", "header `Authorization` behind `Token`"),
        ("Pass your key in the `X-API-Key` header.", "header `X-API-Key`"),
        ("Pass your key in the X-API-Key header.", "header `X-API-Key`"),
        ("Append it as the `api_key` query parameter.", "query `api_key`"),
        ("Send `X-App-Key` and `X-App-Secret` as headers.", "header `X-App-Key` with header `X-App-Secret`"),
        ("Send the `X-App-Key` header or a bearer token.", "header `X-App-Key`, bearer"),
        ("Use HTTP Basic with the key as user.", "basic"),
        ("A cookie called `session` must be sent.", "cookie `session`"),
        ("Put the key into the `Authorization` header.", "header `Authorization`"),
        ("Keys are made in the dashboard.", ""),
        ("Headers: `Idempotency-Key` keeps a call from being done twice.", ""),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn headers_as_code_states_them() {
    let read =
        |text: &str| stated_headers(text).iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    assert_eq!(
        read("curl https://a.example/b -H \"Authorization: Bearer T\" -H 'X-App-Key: K'"),
        "bearer, header `X-App-Key`"
    );
    assert_eq!(
        read("{\n  \"x-app-key\": \"K\",\n  \"x-app-secret\": \"S\"\n}"),
        "header `x-app-key`, header `x-app-secret`"
    );
    assert_eq!(read("headers = {'Authorization': f'Token {key}'}"), "header `Authorization` behind `Token`");
    assert_eq!(read("headers: { Authorization: `Bearer ${token}` }"), "bearer");
    assert_eq!(read("GET /a?page=1&api_key=K"), "query `api_key`");
    assert_eq!(read("curl https://a.example -u user:password"), "basic");
    assert_eq!(read("Content-Type: application/json"), "");
}

#[test]
fn sentences_that_ask_for_nothing() {
    for text in [
        "No authentication required.",
        "This endpoint does not require authentication.",
        "Authentication is not needed here.",
        "Can be called without authentication.",
        "No API key required.",
        "None",
    ] {
        assert!(says_no_authentication(text), "{text}");
    }
    for text in [
        "No authentication was given.",
        "No authentication token provided",
        "Calls without authentication are answered with 401.",
        "Authentication is not required unless the list is private.",
        "Cannot be called without authentication.",
    ] {
        assert!(!says_no_authentication(text), "{text}");
    }
}
