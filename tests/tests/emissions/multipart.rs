//! The parts of forms: the case `multipart-parts`.

use crate::server::{Answer, Received, Server};

mod clients {
    crate::emissions!("multipart-parts");
}

async fn server() -> Server {
    let server = Server::start().await;
    server.answer(Answer { status: 200, media_type: Some("application/json"), body: r#"{"id":1}"# });
    server
}

/// The parts but for files: `name=text`, with ` (json)` for those of `application/json`.
fn parts(received: &Received) -> Vec<String> {
    let header = received.headers.iter().find(|(name, _)| name == "content-type").unwrap();
    let header = std::str::from_utf8(&header.1).unwrap();
    let boundary = header.strip_prefix("multipart/form-data; boundary=").unwrap();
    let body = std::str::from_utf8(&received.body).unwrap();
    let boundary = format!("--{boundary}");
    let parts = body.split(&boundary).filter_map(|part| part.split_once("\r\n\r\n"));
    let parts = parts.filter(|(head, _)| !head.contains("filename="));
    let part = |(head, content): (&str, &str)| {
        let (_, head) = head.split_once("name=\"").unwrap();
        let (name, rest) = head.split_once('"').unwrap();
        let json = match rest {
            "" => "",
            "\r\nContent-Type: application/json" => " (json)",
            other => panic!("{other}"),
        };
        format!("{name}={}{json}", content.strip_suffix("\r\n").unwrap())
    };
    parts.map(part).collect()
}

macro_rules! tests {
    ($emission:ident) => {
        mod $emission {
            use super::clients::$emission::types::*;
            use super::clients::$emission::{Client, Upload, archives::*, boxes::*, labels::*};
            use super::*;

            fn client(server: &Server) -> Client {
                Client::builder().base_url(&server.url).build().unwrap()
            }

            fn file() -> Upload {
                Upload::from_bytes("zip").named("a.zip")
            }

            fn text(text: &str) -> Option<RequestObject> {
                Some(RequestObject::Text(text.to_owned()))
            }

            #[tokio::test]
            async fn brackets_as_the_request_shows() {
                let server = server().await;
                let mut request = ImportAnArchiveRequest::new(file());
                request.owner = text("ann");
                request.settings = Some(ImportAnArchiveRequestSettings {
                    visibility: Some("private".to_owned()),
                    depth: Some("2".to_owned()),
                });
                request.labels = Some(vec!["a & b".to_owned(), "c".to_owned()]);
                client(&server).archives().import_an_archive(&request).await.unwrap();
                let expected = [
                    "owner=ann",
                    "settings[visibility]=private",
                    "settings[depth]=2",
                    "labels[]=a & b",
                    "labels[]=c",
                ];
                assert_eq!(parts(&server.take()[0]), expected);

                let tag = TagAnArchiveRequestTag::new("old");
                let request = TagAnArchiveRequest::new(text("ann").unwrap(), tag);
                client(&server).archives().tag_an_archive(1, &request).await.unwrap();
                assert_eq!(parts(&server.take()[0]), ["by=ann", "tag[name]=old"]);
            }

            #[tokio::test]
            async fn brackets_as_a_guide_shows() {
                let server = server().await;
                let mut request = CopyAnArchiveRequest::new(file());
                request.settings = Some([("visibility".to_owned(), "private".into())].into());
                client(&server).archives().copy_an_archive(&request).await.unwrap();
                assert_eq!(parts(&server.take()[0]), ["settings[visibility]=private"]);
            }

            #[tokio::test]
            async fn json_with_and_without_its_type() {
                let server = server().await;
                let meta = [("a".to_owned(), 1.into())].into();
                let note = [("b".to_owned(), 2.into())].into();
                let request =
                    AnnotateAnArchiveRequest::new(AnnotateAnArchiveRequired { file: file(), meta, note });
                client(&server).archives().annotate_an_archive(&request).await.unwrap();
                assert_eq!(parts(&server.take()[0]), [r#"meta={"a":1} (json)"#, r#"note={"b":2}"#]);
            }

            #[tokio::test]
            async fn the_rule_of_openapi() {
                let server = server().await;
                server.answer(Answer { status: 204, media_type: None, body: "" });
                let layer = |name: &str| BoxRequestLayer { name: Some(name.to_owned()) };
                let mut request = StoreABoxRequest::new(file());
                request.owner = text("email");
                request.kind = Some(StoreABoxRequestKind::Object(StoreABoxRequestKindObject::Flat));
                request.anything = Some("any".into());
                request.size = Some(BoxRequestSize { width: Some(4) });
                request.tags = Some(vec!["x".to_owned(), "y".to_owned()]);
                request.layers = Some(vec![layer("top"), layer("low")]);
                request.place = Some(StoreABoxRequestPlace { room: Some("attic".to_owned()) });
                client(&server).boxes().store_a_box(&request).await.unwrap();
                let expected = [
                    "owner=email",
                    "kind=flat",
                    "anything=any",
                    r#"size={"width":4} (json)"#,
                    "tags=x",
                    "tags=y",
                    r#"layers={"name":"top"} (json)"#,
                    r#"layers={"name":"low"} (json)"#,
                    "place[room]=attic",
                ];
                assert_eq!(parts(&server.take()[0]), expected);

                // The same in a form without a file.
                let request = LabelABoxRequest {
                    r#box: Some(RequestObject::Integer(7)),
                    anything: Some([("a", "b")].into_iter().collect()),
                    size: Some(BoxRequestSize { width: Some(4) }),
                    layers: Some(vec![layer("top")]),
                };
                client(&server).labels().label_a_box(&request).await.unwrap();
                let expected = [
                    "box=7",
                    r#"anything={"a":"b"} (json)"#,
                    r#"size={"width":4} (json)"#,
                    r#"layers={"name":"top"} (json)"#,
                ];
                assert_eq!(parts(&server.take()[0]), expected);
            }
        }
    };
}

tests!(lean);
tests!(directed);
tests!(derived);
