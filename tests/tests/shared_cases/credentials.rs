//! How the caller authenticates.

use crate::clients;
use crate::read::read;
use crate::wire::{OK, json, received, server};

/// Makes a client of a case that gives a bearer token.
macro_rules! client {
    ($case:ident, $server:expr, $auth:expr) => {
        clients::$case::Client::builder().base_url(&$server.url).auth($auth).build().unwrap()
    };
}

/// A guide says that every request needs a bearer token: it does, and it is sent. Where no page says anything, what
/// the application gives is sent, and a note says so.
#[tokio::test]
async fn auth_only_in_guide() {
    let get = "GET /v1/lamps/{id}";
    for pages in ["pages", "curlpages"] {
        let read = read(&format!("trust/auth-only-in-guide/{pages}"));
        assert_eq!(read.credentials(get), Some(vec![vec!["bearer".to_owned()]]), "{pages}");
        assert!(!read.rust.contains("without_auth"), "{pages}");
    }
    read("trust/auth-only-in-guide/pages").assert_said("D0321", &["this guide says", "authentication.mdx:5"]);
    let unknown = read("trust/auth-only-in-guide/h401");
    assert_eq!(unknown.credentials(get), None);
    assert!(!unknown.rust.contains("without_auth"));
    unknown.assert_said("D0320", &["no page says how the caller authenticates", "`auth` under `[api]`"]);

    let server = server(json(r#"{"id":1}"#)).await;
    let sent = || received(&server).header("authorization").map(str::to_owned);
    use clients::auth_only_in_guide::Auth;
    client!(auth_only_in_guide, server, Auth::bearer("tok")).lamps().get_lamp(1).await.unwrap();
    assert_eq!(sent().as_deref(), Some("Bearer tok"));
    use clients::auth_only_in_guide_curlpages::Auth as FromCurl;
    client!(auth_only_in_guide_curlpages, server, FromCurl::bearer("tok")).lamps().get_lamp(1).await.unwrap();
    assert_eq!(sent().as_deref(), Some("Bearer tok"));
    use clients::auth_only_in_guide_h401::Auth as Unknown;
    client!(auth_only_in_guide_h401, server, Unknown::bearer("tok")).lamps().get_lamp(1).await.unwrap();
    assert_eq!(sent().as_deref(), Some("Bearer tok"));
}

/// `Bearer <api-key>` in a table of headers is a bearer token, not a key that is sent raw; the other header is
/// required.
#[tokio::test]
async fn bearer_in_header_table() {
    use clients::bearer_in_header_table::{
        Auth,
        wallets::{CreateWalletRequest, CreateWalletRequired},
    };
    let read = read("trust/bearer-in-header-table/pages");
    assert_eq!(read.credentials("POST /wallets"), Some(vec![vec!["bearer".to_owned()]]));
    assert_eq!(read.parameter("POST /wallets", "header", "Idempotency-Key")["required"], true);

    let server = server(json(r#"{"data":{"id":"w1"}}"#)).await;
    let client = client!(bearer_in_header_table, server, Auth::bearer("tok"));
    let required = CreateWalletRequired { idempotency_key: "key-1".into(), name: "Blue".into() };
    client.wallets().create_wallet(CreateWalletRequest::new(required)).await.unwrap();
    let sent = received(&server);
    assert_eq!(sent.header("authorization"), Some("Bearer tok"));
    assert_eq!(sent.header("idempotency-key"), Some("key-1"));
}

/// Each operation authenticates as its own requests show: a key header, and one a bearer token.
#[tokio::test]
async fn key_header_in_every_request() {
    use clients::key_header_in_every_request::{Auth, api_key};
    let read = read("trust/key-header-in-every-request/pages");
    for list in ["GET /v1/orders", "GET /v1/products"] {
        assert_eq!(read.credentials(list), Some(vec![vec!["header X-lojakey".to_owned()]]), "{list}");
    }
    assert_eq!(read.credentials("GET /builder/me"), Some(vec![vec!["bearer".to_owned()]]));
    assert!(!read.said.contains("D0308"), "{}", read.said);

    let server = server(json(r#"{"id":3,"data":[{"id":7}]}"#)).await;
    let client = client!(key_header_in_every_request, server, api_key("k1"));
    client.orders().listar_orders().await.unwrap();
    let sent = received(&server);
    assert_eq!((sent.header("x-lojakey"), sent.header("authorization")), (Some("k1"), None));
    client!(key_header_in_every_request, server, Auth::bearer("tok"))
        .builder_()
        .validar_chave()
        .await
        .unwrap();
    let sent = received(&server);
    assert_eq!((sent.header("x-lojakey"), sent.header("authorization")), (None, Some("Bearer tok")));
}

/// Two headers of every request are one credential, and both are sent.
#[tokio::test]
async fn two_headers_authenticate() {
    use clients::two_headers_authenticate::credentials;
    let read = read("trust/two-headers-authenticate/pages");
    let both = vec![vec!["header x-app-key".to_owned(), "header x-app-secret".to_owned()]];
    for list in ["GET /v1/boxes", "GET /v1/crates"] {
        assert_eq!(read.credentials(list), Some(both.clone()), "{list}");
    }
    let server = server(OK).await;
    client!(two_headers_authenticate, server, credentials("k1", "s1")).boxes().list_boxes().await.unwrap();
    let sent = received(&server);
    assert_eq!((sent.header("x-app-key"), sent.header("x-app-secret")), (Some("k1"), Some("s1")));
}

/// The password in the URL is left out, with a warning.
#[test]
fn base_url_with_credentials() {
    let read = read("robust/base-url-with-credentials/pages");
    assert_eq!(read.base_url(), "https://h.example");
    assert!(!read.openapi.to_string().contains("hunter2") && !read.rust.contains("hunter2"), "{}", read.rust);
    read.assert_said("D0126", &["warning", "user name or a password", "a.mdx:3"]);
}

/// A part of an OpenAPI document that says nothing of credentials drops none.
#[test]
fn credentials_dropped() {
    let silent = read("client/credentials-dropped/pages");
    assert_eq!(silent.credentials("GET /plans/{id}"), None);
    assert!(!silent.rust.contains("without_auth"), "{}", silent.rust);
    silent.assert_said("D0320", &["no page says how the caller authenticates"]);
}

/// Ways to authenticate that a page tells in tabs are alternatives, and no part of the body.
#[test]
fn credentials_in_tabs() {
    let read = read("structure/credentials-in-tabs/pages");
    let post = "POST /v1/query/get_vault";
    let ways = [["header X-Seal".to_owned()].to_vec(), ["header X-Seal-Passkey".to_owned()].to_vec()];
    assert_eq!(read.credentials(post), Some(ways.to_vec()));
    assert!(read.operation(post).get("parameters").is_none());
    let fields: Vec<_> = read.body(post).1["properties"].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["vault"]);
}
