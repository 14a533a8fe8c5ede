//! Base URLs, paths and queries.

use crate::clients;
use crate::read::read;
use crate::wire::{OK, received, server};

/// Three pages agree on the base URL; the slip of the fourth is said and moves nothing.
#[test]
fn base_lost_to_one_page() {
    let read = read("trust/base-lost-to-one-page/pages");
    assert_eq!(read.base_url(), "https://api.quill.example/api/v1");
    let operations = ["POST /books", "POST /hooks/log/{id}/retry", "POST /notes", "POST /tags"];
    assert_eq!(read.operations(), operations);
    assert!(!read.openapi["paths"].to_string().contains("servers"), "no operation has a URL of its own");
    read.assert_said("D0206", &["/api/v1/hook/log/h_1/retry", "/hooks/log/{id}/retry", "hooks/retry.mdx:7"]);
}

/// A word with a digit is a word.
#[test]
fn digit_word_in_path() {
    let read = read("trust/digit-word-in-path/pages");
    let words = ["create_oauth2_client", "make_note", "oauth2_authenticate"];
    assert_eq!(read.operations(), words.map(|word| format!("POST /v1/submit/{word}")));
    for word in words {
        let (_, body) = read.body(&format!("POST /v1/submit/{word}"));
        assert!(body["properties"].get(format!("f_{word}")).is_some(), "{word}: {body}");
    }
}

/// A placeholder at the end of a heading belongs to the path.
#[tokio::test]
async fn heading_brace() {
    let read = read("trust/heading-brace");
    assert_eq!(read.operations(), ["DELETE /v1/orders", "DELETE /v1/orders/{order_id}"]);
    assert_eq!(read.parameter("DELETE /v1/orders/{order_id}", "path", "order_id")["required"], true);

    let server = server(OK).await;
    let client = clients::heading_brace::Client::builder().base_url(&server.url).build().unwrap();
    client.orders().delete_orders_by_order_id("o 1").await.unwrap();
    assert_eq!(received(&server).line(), "DELETE /v1/orders/o%201");
    client.orders().delete_orders().await.unwrap();
    assert_eq!(received(&server).line(), "DELETE /v1/orders");
}

/// Each placeholder is filled, in every spelling; those that take several segments keep their slashes.
#[tokio::test]
async fn path_holes() {
    let read = read("trust/path-holes");
    let operations = [
        "GET /diff/{from}..{to}",
        "GET /orders/{id}.json",
        "GET /posts/{id}/x",
        "GET /reports/{year}/{month}",
        "GET /tree/{path}",
        "GET /users/{id}",
        "GET /users/{user id}/posts",
        "GET /v1/{name}",
    ];
    assert_eq!(read.operations(), operations);
    assert!(!read.said.contains("D0205"), "{}", read.said);

    let server = server(OK).await;
    let client = clients::path_holes::Client::builder().base_url(&server.url).build().unwrap();
    let sent = || received(&server).target;
    client.api().reserved("shelves/1/books/a b").await.unwrap();
    assert_eq!(sent(), "/v1/shelves/1/books/a%20b");
    client.tree().greedy("src/main.rs").await.unwrap();
    assert_eq!(sent(), "/tree/src/main.rs");
    client.users().constraint("7/8").await.unwrap();
    assert_eq!(sent(), "/users/7%2F8");
    client.posts().regex("7").await.unwrap();
    assert_eq!(sent(), "/posts/7/x");
    client.reports().optional("2026", Some("11")).await.unwrap();
    assert_eq!(sent(), "/reports/2026/11");
    client.reports().optional("2026", None).await.unwrap();
    assert_eq!(sent(), "/reports/2026");
    client.users().spaced("7").await.unwrap();
    assert_eq!(sent(), "/users/7/posts");
    client.orders().colon_suffix("7").await.unwrap();
    assert_eq!(sent(), "/orders/7.json");
    client.diff().colon_range("a", "b").await.unwrap();
    assert_eq!(sent(), "/diff/a..b");
}

/// What the endpoint states behind `?` is sent with each call; a placeholder there is a parameter.
#[tokio::test]
async fn query_in_endpoint() {
    use clients::query_in_endpoint::{index_php::CartRequest, rules::DeleteRuleRequest};
    let read = read("trust/query-in-endpoint");
    assert_eq!(read.parameter("DELETE /rules/{rule_id}", "query", "account_id")["required"], true);

    let server = server(OK).await;
    let client = clients::query_in_endpoint::Client::builder().base_url(&server.url).build().unwrap();
    let sent = || received(&server).line();
    client.repos().purge_repo("r").await.unwrap();
    assert_eq!(sent(), "DELETE /repos/r?purge=true");
    client.index_php().add_to_cart(CartRequest::new("s")).await.unwrap();
    assert_eq!(sent(), "POST /index.php?route=cart.add");
    client.index_php().remove_from_cart(CartRequest::new("s")).await.unwrap();
    assert_eq!(sent(), "POST /index.php?route=cart.remove");
    client.rules().delete_rule("7", DeleteRuleRequest::new("a")).await.unwrap();
    assert_eq!(sent(), "DELETE /rules/7?account_id=a");
}

/// The fields of an object in the query are sent as the page says.
#[tokio::test]
async fn query_object() {
    use clients::query_object::search::{SearchRequest, SearchRequestFilter};
    let read = read("trust/query-object");
    let filter = read.parameter("GET /search", "query", "filter");
    assert_eq!((&filter["style"], &filter["explode"]), (&"deepObject".into(), &true.into()));

    let server = server(OK).await;
    let client = clients::query_object::Client::builder().base_url(&server.url).build().unwrap();
    let request = SearchRequest { filter: Some(SearchRequestFilter { status: Some("open".to_owned()) }) };
    client.search().search(&request).await.unwrap();
    let target = received(&server).target;
    assert_eq!(target.replace("%5B", "[").replace("%5D", "]"), "/search?filter[status]=open");
}
