//! Objects and lists in URLs and forms: the cases `query-objects` and `form-styles`.

use crate::server::{Answer, Received, Server};

mod query_clients {
    crate::emissions!("query-objects");
}

mod form_clients {
    crate::emissions!("form-styles");
}

async fn server() -> Server {
    let server = Server::start().await;
    let body = r#"{"ok":true}"#;
    server.answer(Answer { status: 200, media_type: Some("application/json"), body });
    server
}

/// The pairs of a query or form, decoded.
fn pairs(text: &str) -> Vec<String> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
    pairs.map(|pair| decode(&pair.replace('+', " "))).collect()
}

fn query(received: &Received) -> Vec<String> {
    pairs(received.target.split_once('?').map_or("", |(_, query)| query))
}

fn form(received: &Received) -> Vec<String> {
    let header = received.headers.iter().find(|(name, _)| name == "content-type").unwrap();
    assert_eq!(header.1, b"application/x-www-form-urlencoded");
    pairs(std::str::from_utf8(&received.body).unwrap())
}

fn header<'r>(received: &'r Received, name: &str) -> Option<&'r str> {
    let header = received.headers.iter().find(|(known, _)| known == name)?;
    std::str::from_utf8(&header.1).ok()
}

macro_rules! tests {
    ($emission:ident) => {
        mod $emission {
            use super::form_clients::$emission as forms;
            use super::query_clients::$emission as queries;
            use super::*;

            fn texts(texts: &[&str]) -> Vec<String> {
                texts.iter().map(|text| (*text).to_owned()).collect()
            }

            #[tokio::test]
            async fn every_style_of_openapi() {
                use queries::things::*;
                let server = server().await;
                let client = queries::Client::builder().base_url(&server.url).build().unwrap();
                let mut filter = ListThingsRequestFilter::new("on");
                filter.min = Some(3);
                filter.owner = Some(ListThingsRequestFilterOwner { name: Some("Ann".to_owned()) });
                let request = ListThingsRequest {
                    few: Some(vec![1, 2]),
                    many: Some(vec![1, 2]),
                    tags: Some(texts(&["a", "b"])),
                    words: Some(texts(&["x", "y"])),
                    filter: Some(filter),
                    spread: Some(ListThingsRequestSpread {
                        from: Some("2026".to_owned()),
                        to: Some("2027".to_owned()),
                    }),
                    point: Some(ListThingsRequestPoint { x: Some(1), y: Some(2) }),
                    r#where: Some(ListThingsRequestWhere { color: Some("red".to_owned()) }),
                    x_marks: Some(texts(&["m", "n"])),
                };
                let things = client.things();
                things.list_things(&[1, 2], "red", &texts(&["a", "b,c"]), &request).await.unwrap();
                let received = &server.take()[0];
                assert_eq!(
                    received.target,
                    "/things/1,2/.red/;spot=a;spot=b%2Cc?few=1,2&many=1&many=2&tags=a%7Cb&words=x%20y\
                     &filter%5Bstate%5D=on&filter%5Bmin%5D=3&filter%5Bowner%5D%5Bname%5D=Ann&from=2026&to=2027\
                     &point=x,1,y,2&where=%7B%22color%22%3A%22red%22%7D"
                );
                assert_eq!(header(received, "x-marks"), Some("m,n"));
                // Nothing is sent of what is not given, and an empty path parameter is refused.
                let nothing = ListThingsRequest::default();
                things.list_things(&[1], "red", &texts(&["a"]), &nothing).await.unwrap();
                assert_eq!(server.take()[0].target, "/things/1/.red/;spot=a");
                assert!(things.list_things(&[], "red", &texts(&["a"]), &nothing).await.unwrap_err().is_builder());
            }

            #[tokio::test]
            async fn objects_in_a_query() {
                let server = server().await;
                let client = queries::Client::builder().base_url(&server.url).build().unwrap();
                let mut request = queries::search::SearchRequest::default();
                let mut filter = queries::search::SearchRequestFilter::default();
                filter.status = Some("open".to_owned());
                request.filter = Some(filter);
                client.search().search(&request).await.unwrap();
                assert_eq!(query(&server.take()[0]), ["filter[status]=open"]);

                use queries::lamps::*;
                let mut request = FindLampsRequest::default();
                request.filter = Some(FindLampsRequestFilter {
                    state: Some("on".to_owned()),
                    size: Some(FindLampsRequestFilterSize { min: Some("3".to_owned()) }),
                });
                request.sort = Some(texts(&["name", "-size"]));
                request.ids = Some(vec![1, 2]);
                client.lamps().find_lamps(&request).await.unwrap();
                let expected = ["filter[state]=on", "filter[size][min]=3", "sort[]=name", "sort[]=-size", "ids=1,2"];
                assert_eq!(query(&server.take()[0]), expected);

                use queries::walls::*;
                let mut request = FindWallsRequest::default();
                let mut parts = FindWallsRequestWhere::default();
                parts.color = Some("red".to_owned());
                parts.height = Some(FindWallsRequestWhereHeight { min: Some(1.5) });
                request.r#where = Some(parts);
                client.walls().find_walls(&request).await.unwrap();
                assert_eq!(query(&server.take()[0]), [r#"where={"color":"red","height":{"min":1.5}}"#]);
            }

            #[tokio::test]
            async fn lists_of_objects_in_a_form() {
                let server = server().await;
                let client = forms::Client::builder().base_url(&server.url).build().unwrap();
                let item = |price: &str, quantity| forms::types::OrderLampsRequestItem::new(price, quantity);
                let items = || vec![item("p1", 1), item("p2", 2)];
                let request = forms::subscriptions::CreateSubscriptionRequest::new(items());
                client.subscriptions().create_subscription(&request).await.unwrap();
                let numbered =
                    ["items[0][price]=p1", "items[0][quantity]=1", "items[1][price]=p2", "items[1][quantity]=2"];
                assert_eq!(form(&server.take()[0]), numbered);

                use forms::orders::*;
                let mut request = OrderLampsRequest::new(items());
                request.tags = Some(texts(&["a", "b"]));
                request.codes = Some(texts(&["x", "y"]));
                request.notes = Some(texts(&["n1", "n2"]));
                request.address = Some(OrderLampsRequestAddress { city: Some("Here".to_owned()) });
                request.metadata = Some([("a".to_owned(), 1.into())].into());
                client.orders().order_lamps(&request).await.unwrap();
                let expected = [
                    "items[][price]=p1",
                    "items[][quantity]=1",
                    "items[][price]=p2",
                    "items[][quantity]=2",
                    "tags[]=a",
                    "tags[]=b",
                    "codes=x,y",
                    "notes=n1",
                    "notes=n2",
                    "address[city]=Here",
                    r#"metadata={"a":1}"#,
                ];
                assert_eq!(form(&server.take()[0]), expected);
            }

            #[tokio::test]
            async fn forms_by_their_encoding() {
                use forms::bookings::*;
                let server = server().await;
                server.answer(Answer { status: 204, media_type: None, body: "" });
                let client = forms::Client::builder().base_url(&server.url).build().unwrap();
                let mut request = BookRequest::new(vec![1, 2]);
                request.guests = Some(vec![forms::types::RequestItem { name: Some("Ann".to_owned()) }]);
                request.options = Some(BookRequestOptions { meal: Some("soup".to_owned()) });
                client.bookings().book(&request).await.unwrap();
                let expected = ["seats=1,2", "guests[0][name]=Ann", r#"options={"meal":"soup"}"#];
                assert_eq!(form(&server.take()[0]), expected);
            }

            #[tokio::test]
            async fn parts_beside_a_file() {
                use forms::reports::*;
                let server = server().await;
                let client = forms::Client::builder().base_url(&server.url).build().unwrap();
                let mut request = SendReportRequest::new(forms::Upload::from_bytes("pdf").named("report.pdf"));
                request.tags = Some(texts(&["a", "b"]));
                request.owner = Some(forms::types::RequestItem { name: Some("Ann".to_owned()) });
                request.readers = Some(vec![forms::types::RequestItem { name: Some("Bob".to_owned()) }]);
                client.reports().send_report(&request).await.unwrap();
                let body = String::from_utf8(server.take()[0].body.clone()).unwrap();
                for part in [
                    "name=\"tags[]\"\r\n\r\na\r\n",
                    "name=\"tags[]\"\r\n\r\nb\r\n",
                    "name=\"owner[name]\"\r\n\r\nAnn\r\n",
                    "name=\"readers[0][name]\"\r\n\r\nBob\r\n",
                    "name=\"file\"; filename=\"report.pdf\"",
                ] {
                    assert!(body.contains(part), "{part:?} is not in {body:?}");
                }
            }
        }
    };
}

tests!(lean);
tests!(directed);
tests!(derived);
