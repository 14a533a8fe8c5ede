//! What an application writes against a client.

use crate::clients;
use crate::server::{Answer, Received, Server};
use crate::wire::{json, received, server};
use serde_json::json;

/// Swapped values do not compile: they are given by name.
#[tokio::test]
async fn many_required() {
    use clients::many_required::plans::{CreatePlanRequest, CreatePlanRequired};
    let server = server(json(r#"{"id":1}"#)).await;
    let client = clients::many_required::Client::builder().base_url(&server.url).build().unwrap();
    let request = CreatePlanRequest::new(CreatePlanRequired {
        business_id: 1,
        currency_id: 2,
        notice_days: 3,
        order: 4,
        every_months: 5,
        every_weeks: 6,
        hidden: true,
        archived: false,
    });
    client.plans().create_plan(&request).await.unwrap();
    let received = received(&server);
    let sent = received.text();
    assert!(sent.starts_with(r#"{"business_id":1,"currency_id":2,"notice_days":3"#), "{sent}");
    let other = CreatePlanRequest { order: 9, ..request.clone() };
    assert_ne!(other, request);
    assert_eq!(CreatePlanRequest::default().business_id, 0);
}

/// What is read is what is sent back, with one field changed.
#[test]
fn shared_record() {
    use clients::shared_record::plans::{Plan, UpdatePlanRequest};
    let read = json!({"id": 1, "name": "Gold", "price": 2.5, "kind": "gold"});
    let plan: Plan = serde_json::from_value(read).unwrap();
    let mut request = UpdatePlanRequest::from(plan);
    request.price = 3.0;
    let sent = serde_json::to_value(&request).unwrap();
    assert_eq!(sent, json!({"id": 1, "name": "Gold", "price": 3.0, "kind": "gold"}));
}

/// The same where the record may lack what the request needs.
#[test]
fn put_from_answer() {
    use clients::put_from_answer::gardens::{GetOneGardenResponse as Garden, UpdateGardenRequest};
    let read = json!({"Id": 12, "Name": "North", "PlantedOn": "2025-03-01T09:30:00Z"});
    let garden: Garden = serde_json::from_value(read.clone()).unwrap();
    let request = UpdateGardenRequest::try_from(garden).unwrap();
    assert_eq!(serde_json::to_value(&request).unwrap(), read);
    let error = UpdateGardenRequest::try_from(Garden::default()).unwrap_err();
    assert!(error.to_string().contains("no `Id`"), "{error}");
}

/// The constructor is the same whether the pages name a server or not; without one, a call says what is missing.
#[tokio::test]
async fn base_url_signature() {
    use clients::base_url_signature::{Auth, Client};
    let client = Client::new(Auth::bearer("t")).unwrap();
    let error = client.plans().get_plan(1).await.unwrap_err();
    assert!(error.is_builder() && error.to_string().contains("base URL"), "{error}");
}

/// A value that nobody listed has no other name than its own.
#[test]
fn enum_exhaustive() {
    use clients::enum_exhaustive::jobs::GetJobResponseState as State;
    let third: State = serde_json::from_value(json!("third")).unwrap();
    assert!(matches!(third, State::Unknown(_)));
    assert_eq!(
        (third.as_str(), third.to_string(), "open".parse()),
        ("third", "third".into(), Ok(State::Open))
    );
}

/// A stream of typed events, over one connection after the other.
#[tokio::test]
async fn event_stream() {
    use clients::event_stream::{Auth, Client};
    const EVENTS: Answer = Answer { status: 200, media_type: Some("text/event-stream"), body: "" };
    let server = Server::start().await;
    server.answer(|received: &Received| match received.header("last-event-id") {
        None => Answer {
            body: "retry: 1\nid: a\ndata: {\"id\":1,\"state\":\"queued\"}\n\ndata: {\"id\"",
            ..EVENTS
        },
        Some("a") => Answer { body: "id: b\ndata: {\"id\":2}\n\n", ..EVENTS },
        _ => Answer { status: 204, media_type: None, body: "" },
    });
    let client = Client::builder().base_url(&server.url).auth(Auth::bearer("t")).build().unwrap();
    let mut events = client.jobs().watch_jobs().await.unwrap();
    let first = events.next().await.unwrap().unwrap();
    assert_eq!((first.data.id, first.data.state.as_deref()), (1, Some("queued")));
    assert_eq!(events.next().await.unwrap().unwrap().data.id, 2);
    assert!(events.next().await.is_none());
    let received = server.take();
    assert!(received.iter().all(|of| of.header("accept") == Some("text/event-stream")));
    assert!(received.iter().all(|of| of.header("authorization") == Some("Bearer t")));
}
