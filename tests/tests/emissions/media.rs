//! Bodies and answers under their exact names: the cases `media-types`, `raw-bodies` and `json-lines`.

use crate::server::{Answer, Received, Server};

mod named_clients {
    crate::emissions!("media-types");
}

mod raw_clients {
    crate::emissions!("raw-bodies");
}

mod line_clients {
    crate::emissions!("json-lines");
}

async fn server(body: &'static str) -> Server {
    let server = Server::start().await;
    server.answer(Answer { status: 200, media_type: Some("application/json"), body });
    server
}

fn header<'r>(received: &'r Received, name: &str) -> &'r str {
    let header = received.headers.iter().find(|(known, _)| known == name);
    std::str::from_utf8(&header.unwrap_or_else(|| panic!("no {name}")).1).unwrap()
}

/// What was sent: `Content-Type` and body.
fn sent(server: &Server) -> (String, String) {
    let received = &server.take()[0];
    let body = String::from_utf8(received.body.clone()).unwrap();
    (header(received, "content-type").to_owned(), body)
}

fn pair(content_type: &str, body: &str) -> (String, String) {
    (content_type.to_owned(), body.to_owned())
}

const OK: &str = r#"{"ok":true}"#;

macro_rules! tests {
    ($emission:ident) => {
        mod $emission {
            use super::line_clients::$emission as lines;
            use super::named_clients::$emission as named;
            use super::raw_clients::$emission as raw;
            use super::*;

            #[tokio::test]
            async fn json_under_other_names() {
                let server = server(OK).await;
                let client = named::Client::builder().base_url(&server.url).build().unwrap();
                let name = named::types::NameRequest::new("Lamp");
                client.things().patch("7", &name).await.unwrap();
                assert_eq!(sent(&server), pair("application/merge-patch+json", r#"{"name":"Lamp"}"#));
                client.resources().create(&name).await.unwrap();
                assert_eq!(sent(&server), pair("application/vnd.api+json", r#"{"name":"Lamp"}"#));
                client.apps().rename_app("7", &name).await.unwrap();
                assert_eq!(sent(&server), pair("application/json; charset=utf-8", r#"{"name":"Lamp"}"#));

                use named::apps::*;
                let mut change = ChangeAppRequestBody::new(ChangeAppRequestBodyOp::Replace, "/name");
                change.value = Some("Lamp".to_owned());
                client.apps().change_app("7", ChangeAppRequest::new(vec![change])).await.unwrap();
                let body = r#"[{"op":"replace","path":"/name","value":"Lamp"}]"#;
                assert_eq!(sent(&server), pair("application/json-patch+json", body));

                let request = SetPictureRequest::new("AAEC");
                client.apps().set_picture("7", &request).await.unwrap();
                let received = &server.take()[0];
                assert_eq!(header(received, "content-type"), "application/json");
                assert_eq!(received.body, br#"{"content":"AAEC"}"#);
                assert_eq!(header(received, "accept"), "application/vnd.acme.picture+json; version=2");
            }

            #[tokio::test]
            async fn accept_as_stated() {
                let server = server(OK).await;
                let client = named::Client::builder().base_url(&server.url).build().unwrap();
                client.app().get_app().await.unwrap();
                let received = &server.take()[0];
                assert_eq!(header(received, "accept"), "application/vnd.acme+json; version=3");
                client.apps().list_apps(&Default::default()).await.unwrap();
                let received = &server.take()[0];
                assert_eq!(header(received, "accept"), "application/vnd.acme.apps+json;version=2");
            }

            #[tokio::test]
            async fn bytes_and_text() {
                let server = server(OK).await;
                let client = raw::Client::builder().base_url(&server.url).build().unwrap();
                let bytes = raw::types::BodyRequest::new(raw::Bytes::from_static(b"%PDF"));
                client.raw().put_file("a b", &bytes).await.unwrap();
                let received = &server.take()[0];
                assert_eq!((received.method.as_str(), received.target.as_str()), ("PUT", "/raw/a%20b"));
                assert_eq!(header(received, "content-type"), "application/octet-stream");
                assert_eq!(received.body, b"%PDF");
                client.files().replace_file("report", &bytes).await.unwrap();
                assert_eq!(sent(&server), pair("application/octet-stream", "%PDF"));
                let mut picture = raw::pictures::UploadPictureRequest::new(raw::Bytes::from_static(b"png"));
                picture.name = Some("lamp".to_owned());
                client.pictures().upload_picture(&picture).await.unwrap();
                assert_eq!(sent(&server), pair("image/png", "png"));
                let text = raw::types::WriteNoteRequest::new("name,size\nLämp,3\n");
                client.rows().import_rows(&text).await.unwrap();
                assert_eq!(sent(&server), pair("text/csv", "name,size\nLämp,3\n"));
                client.orders().send_order(&text).await.unwrap();
                assert_eq!(sent(&server).0, "application/xml");
                client.notes().write_note(&text).await.unwrap();
                assert_eq!(sent(&server).0, "text/plain");
            }

            #[tokio::test]
            async fn a_value_on_each_line() {
                use lines::events::*;
                let server =
                    server("{\"kind\":\"open\",\"count\":1}\r\n\n{\"kind\":7}\n{\"kind\":\"shut\"}").await;
                let client = lines::Client::builder().base_url(&server.url).build().unwrap();
                let mut events = client.events().export_events(&Default::default()).await.unwrap();
                let received = &server.take()[0];
                assert_eq!(header(received, "accept"), "application/x-ndjson");
                let first = events.next().await.unwrap().unwrap();
                assert_eq!((first.kind.as_str(), first.count), ("open", Some(1)));
                // A line that cannot be read is an error, and the next one comes all the same.
                assert!(events.next().await.unwrap().unwrap_err().is_decode());
                assert_eq!(events.next().await.unwrap().unwrap().kind, "shut");
                assert!(events.next().await.is_none());

                server.answer(Answer { status: 200, media_type: None, body: r#"{"taken":2}"# });
                let mut event = ImportEventsRequestBody::new("open");
                event.count = Some(1);
                let request = ImportEventsRequest::new(vec![event, ImportEventsRequestBody::new("shut")]);
                assert_eq!(client.events().import_events(&request).await.unwrap().taken, 2);
                let body = "{\"kind\":\"open\",\"count\":1}\n{\"kind\":\"shut\"}\n";
                assert_eq!(sent(&server), pair("application/x-ndjson", body));
            }

            #[tokio::test]
            async fn lines_both_ways() {
                use lines::logs::*;
                let server = server("{\"id\":\"a\"}\n{\"id\":\"b\"}\n").await;
                let client = lines::Client::builder().base_url(&server.url).build().unwrap();
                let request = SendLogsRequest::new(vec![SendLogsRequestBody::new("x")]);
                let ids = client.logs().send_logs(&request).await.unwrap().collect().await.unwrap();
                let ids: Vec<_> = ids.into_iter().filter_map(|line| line.id).collect();
                assert_eq!(ids, ["a", "b"]);
                let received = &server.take()[0];
                assert_eq!(header(received, "content-type"), "application/jsonl");
                assert_eq!(header(received, "accept"), "application/jsonl");
                assert_eq!(received.body, b"{\"text\":\"x\"}\n");
                server.answer(Answer { status: 400, media_type: None, body: r#"{"detail":"no"}"# });
                let error = client.logs().send_logs(&request).await.unwrap_err();
                assert!(error.documented().is_some());
            }
        }
    };
}

tests!(lean);
tests!(directed);
tests!(derived);
