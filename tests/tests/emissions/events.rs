//! Streams of server-sent events: the case `event-streams`.

use crate::server::{Answer, Received, Server};

mod clients {
    crate::emissions!("event-streams");
}

async fn server(body: &'static str) -> Server {
    let server = Server::start().await;
    server.answer(Answer { status: 200, media_type: Some("text/event-stream"), body });
    server
}

fn header<'r>(received: &'r Received, name: &str) -> Option<&'r str> {
    let header = received.headers.iter().find(|(known, _)| known == name)?;
    Some(std::str::from_utf8(&header.1).unwrap())
}

/// A response to each request, told by the last event that it knows.
async fn resuming(answer: fn(Option<&str>) -> Answer) -> Server {
    let server = Server::start().await;
    server.answer(move |received: &Received| answer(header(received, "last-event-id")));
    server
}

const NO_CONTENT: Answer = Answer { status: 204, media_type: None, body: "" };

macro_rules! tests {
    ($emission:ident) => {
        mod $emission {
            use super::clients::$emission as acme;
            use super::*;
            use acme::{Auth, Client};
            use futures_util::StreamExt as _;

            fn client(server: &Server) -> Client {
                Client::builder().base_url(&server.url).auth(Auth::bearer("t")).build().unwrap()
            }

            #[tokio::test]
            async fn a_type_for_each_name() {
                use acme::ask::*;
                let server = server(
                    "event: started\ndata: {\"id\":\"r1\",\"model\":\"small\"}\n\nevent: word\ndata: {\"text\":\"Yes\"}\n\n\
                     event: later\ndata: {\"x\":1}\n\ndata: [DONE]\n\nevent: word\ndata: {}\n\n",
                )
                .await;
                let mut events = client(&server).ask().ask(AskRequest::new("Why?")).await.unwrap();
                let received = &server.take()[0];
                assert_eq!(header(received, "accept"), Some("text/event-stream"));
                let first = events.next().await.unwrap().unwrap();
                let AskResponse::Started(started) = first.data else { panic!("{first:?}") };
                assert_eq!((first.event.as_str(), started.data.id.as_deref()), ("started", Some("r1")));
                let AskResponse::Word(word) = events.next().await.unwrap().unwrap().data else { panic!() };
                assert_eq!(word.data.text.as_deref(), Some("Yes"));
                let AskResponse::Other(other) = events.next().await.unwrap().unwrap().data else { panic!() };
                assert_eq!(other["event"], "later");
                assert!(events.next().await.is_none());
            }

            #[tokio::test]
            async fn fields_of_the_data() {
                use acme::builds::*;
                let server = resuming(|last| {
                    let body = match last {
                        None => "retry: 5\nid: 1\ndata: {\"line\":\"compiling\",\"level\":\"info\"}\n\nid: 2\ndata: {\"l",
                        Some("1") => "id: 2\ndata: {\"line\":\"done\"}\n\n",
                        _ => return NO_CONTENT,
                    };
                    Answer { status: 200, media_type: Some("text/event-stream"), body }
                })
                .await;
                let events = client(&server).builds().follow_a_build(7).await.unwrap();
                let events: Vec<_> = events.map(Result::unwrap).collect().await;
                let lines: Vec<_> = events.iter().map(|event| event.data.line.as_str()).collect();
                assert_eq!(lines, ["compiling", "done"]);
                assert_eq!(events[0].data.level, Some(FollowABuildResponseLevel::Info));
                assert_eq!(events[1].id.as_deref(), Some("2"));
                assert_eq!(server.take().len(), 3);
            }

            #[tokio::test]
            async fn text_up_to_an_end_of_the_settings() {
                let server = server("data: a\n\ndata: b\ndata: c\n\ndata: [END]\n\ndata: d\n\n").await;
                let events = client(&server).tokens().stream_tokens().await.unwrap();
                let words: Vec<_> = events.map(|event| event.unwrap().data).collect().await;
                assert_eq!(words, ["a", "b\nc"]);
            }

            #[tokio::test]
            async fn records_of_a_description() {
                use acme::watch::*;
                let server = server(
                    "event: lamp.changed\ndata: {\"id\":1,\"watts\":40}\n\nevent: lamp.removed\ndata: {\"id\":2}\n\n\
                     event: beat\ndata: 5\n\nevent: beat\ndata: tick\n\n",
                )
                .await;
                let request = WatchChangesRequest::default();
                let mut events = client(&server).watch().watch_changes(&request).await.unwrap();
                let mut next = async || events.next().await.unwrap().unwrap().data;
                let WatchChangesResponse::LampChanged(changed) = next().await else { panic!() };
                assert_eq!((changed.data.id, changed.data.watts), (1, Some(40)));
                let WatchChangesResponse::LampRemoved(removed) = next().await else { panic!() };
                assert_eq!(removed.data.id, 2);
                for text in ["5", "tick"] {
                    let WatchChangesResponse::Beat(beat) = next().await else { panic!() };
                    assert_eq!(beat.data, text);
                }
                server.answer(Answer { status: 403, media_type: None, body: r#"{"detail":"no"}"# });
                let error = client(&server).watch().watch_changes(&request).await.unwrap_err();
                let Some(WatchChangesError::Forbidden(body)) = error.documented() else { panic!("{error}") };
                assert_eq!(body.detail.as_deref(), Some("no"));
            }

            #[tokio::test]
            async fn json_by_default() {
                let server = Server::start().await;
                server.answer(Answer { status: 200, media_type: None, body: r#"{"text":"Once"}"# });
                let request = acme::complete::CompleteRequest::new("Once");
                assert_eq!(client(&server).complete().complete(&request).await.unwrap().text, "Once");
            }
        }
    };
}

tests!(lean);
tests!(directed);
tests!(derived);
