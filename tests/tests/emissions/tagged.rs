//! Objects of which one field tells what others they have: the case `tagged-inside`.

use crate::server::{Answer, Server};
use serde_json::{Value, json};

mod clients {
    crate::emissions!("tagged-inside");
}

const ANSWER: &str = r#"{
    "sent": true,
    "reports": [
        { "type": "desk", "seen": true },
        { "type": "phone", "seconds": 12, "line": 3 },
        { "type": "pigeon", "height": 40 },
        { "type": "desk", "seen": "hardly" },
        { "seen": true }
    ]
}"#;

macro_rules! tests {
    ($emission:ident) => {
        mod $emission {
            use super::clients::$emission::tickets::*;
            use super::clients::$emission::{Auth, Client};
            use super::*;

            async fn send(request: &SendSignalRequest) -> (Value, SendSignalResponse) {
                let server = Server::start().await;
                server.answer(Answer { status: 200, media_type: Some("application/json"), body: ANSWER });
                let client = Client::builder().base_url(&server.url).auth(Auth::none()).build().unwrap();
                let answer = client.tickets().send_signal(7, request).await.unwrap();
                (serde_json::from_slice(&server.take()[0].body).unwrap(), answer)
            }

            #[tokio::test]
            async fn the_client_sends_the_tag() {
                let mut note = SendSignalNote::new(SendSignalNoteRequired {
                    text: "Soon.".into(),
                    author: "Ann".into(),
                });
                let desk = SendSignalRoute::Desk(SendSignalRouteDesk::new(2));
                let own = SendSignalRoute::Other(json!({ "type": "bell" }));
                note.routes = Some(vec![desk, own]);
                let (sent, _) = send(&SendSignalRequest::Note(note)).await;
                let routes = json!([{ "type": "desk", "floor": 2 }, { "type": "bell" }]);
                let expected = json!({ "kind": "NOTE", "text": "Soon.", "author": "Ann", "routes": routes });
                assert_eq!(sent, expected);
            }

            #[tokio::test]
            async fn a_variant_with_several_tags_has_the_field() {
                let handling = SendSignalHandling::new(SendSignalHandlingKind::Stopped);
                let (sent, _) = send(&SendSignalRequest::Handling(handling)).await;
                assert_eq!(sent, json!({ "kind": "STOPPED" }));
            }

            #[tokio::test]
            async fn what_no_tag_tells_is_kept() {
                let handling = SendSignalHandling::new(SendSignalHandlingKind::Started);
                let (_, answer) = send(&SendSignalRequest::Handling(handling)).await;
                let expected = [
                    SendSignalResponseReport::Desk(SendSignalResponseReportDesk { seen: true }),
                    SendSignalResponseReport::Phone(SendSignalResponseReportPhone { seconds: 12 }),
                    SendSignalResponseReport::Other(json!({ "type": "pigeon", "height": 40 })),
                    SendSignalResponseReport::Other(json!({ "type": "desk", "seen": "hardly" })),
                    SendSignalResponseReport::Other(json!({ "seen": true })),
                ];
                assert_eq!(answer.reports, expected);
            }
        }
    };
}

tests!(lean);
tests!(directed);
tests!(derived);
