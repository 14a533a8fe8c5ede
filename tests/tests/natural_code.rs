//! Code that applications write without thinking, on the checked-in client: it compiles, and does what it says.
//! `shared_cases/README.md` says which case each is of.

use docbind_runtime::{Body, BoxFuture, Transport, TransportError, http};
use nexudus::community::*;
use nexudus::spaces::*;
use nexudus::types::ValidationError;
use nexudus::{Auth, Client, Error, Method};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Answers in order, and keeps what was sent.
#[derive(Clone, Default)]
struct Fake {
    responses: Arc<Mutex<Vec<(u16, String)>>>,
    sent: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Transport for Fake {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
        let (head, body) = request.into_parts();
        let body = body.as_bytes().and_then(|body| serde_json::from_slice(body).ok()).unwrap_or_default();
        self.sent.lock().unwrap().push((format!("{} {}", head.method, head.uri.path()), body));
        let mut responses = self.responses.lock().unwrap();
        let (status, text) = if responses.len() > 1 { responses.remove(0) } else { responses[0].clone() };
        let response = http::Response::builder().status(status).header("x-request-id", "req-1");
        Box::pin(async move { Ok(response.body(Body::from(text.into_bytes())).unwrap()) })
    }
}

fn client(responses: &[(u16, Value)]) -> (Client, Fake) {
    let fake = Fake::default();
    *fake.responses.lock().unwrap() =
        responses.iter().map(|(status, body)| (*status, body.to_string())).collect();
    let client = Client::builder().auth(Auth::bearer("t")).transport(fake.clone()).build().unwrap();
    (client, fake)
}

/// `?` of a typed error into the crate's own.
async fn book(client: &Client, request: &CreateBookingRequest) -> Result<(), Error> {
    client.spaces().create_booking(request).await?;
    Ok(())
}

/// A request by value.
async fn search(client: &Client, request: SearchCoworkersRequest) -> Result<(), Error> {
    client.spaces().search_coworkers(request).await?;
    Ok(())
}

/// A helper that takes a closure that gives a future.
async fn once<F: Future<Output = Result<T, Error>>, T>(call: impl Fn() -> F) -> Result<T, Error> {
    call().await
}

#[tokio::test]
// It takes `&Default::default()` for a needless borrow; without it nothing says which type is meant.
#[allow(clippy::needless_borrows_for_generic_args)]
async fn calls_are_futures() {
    let (client, fake) = client(&[(200, json!({"Id": 1}))]);
    let spawned = tokio::spawn(client.spaces().get_one_coworker(1)).await.unwrap();
    assert_eq!(spawned.unwrap().id, Some(1));
    let (one, two) = tokio::join!(client.spaces().get_one_coworker(1), client.spaces().get_one_coworker(2));
    assert!(one.is_ok() && two.is_ok());
    let within = tokio::time::timeout(Duration::from_secs(20), client.spaces().get_one_coworker(1));
    assert!(within.await.unwrap().is_ok());
    let calls: Vec<_> = (0..3).map(|id| client.spaces().get_one_coworker(id)).collect();
    assert!(futures_util::future::join_all(calls).await.iter().all(Result::is_ok));
    assert!(once(|| client.spaces().get_one_coworker(1)).await.is_ok());
    tokio::select! {
        got = client.spaces().get_one_coworker(1) => assert!(got.is_ok()),
        () = std::future::pending() => unreachable!(),
    }
    search(&client, SearchCoworkersRequest::default()).await.unwrap();
    client.spaces().search_coworkers(&Default::default()).await.unwrap();
    assert_eq!(fake.sent.lock().unwrap().len(), 11);
}

#[tokio::test]
async fn errors_join() {
    let body = json!({"Message": "x", "Value": null, "WasSuccessful": false, "Errors": [
        {"PropertyName": "FromTime", "Message": "in the past", "AttemptedValue": "x"}
    ]});
    let (client, _) = client(&[(400, body)]);
    let error = book(&client, &Default::default()).await.unwrap_err();
    assert_eq!((error.status(), error.request_id()), (Some(400), Some("req-1")));
    let Some(ValidationError::BadRequest(body)) = error.documented() else { panic!("{error:?}") };
    assert_eq!(body.errors[0].property_name.as_deref(), Some("FromTime"));
    let text = client.spaces().get_one_coworker(1).await.unwrap_err().to_string();
    assert!(text.ends_with("(request id req-1)"), "{text}");
}

#[test]
fn requests_are_values() {
    let one = CreateBookingRequest { resource_id: 1, ..Default::default() };
    assert_eq!(one, one.clone());
    assert_ne!(one, one.clone().with_notes("Bring a chair"));
    let required = CreateBookingRequired {
        resource_id: 1,
        from_time: "2026-01-01T10:00:00Z".parse().unwrap(),
        to_time: "2026-01-01T11:00:00Z".parse().unwrap(),
        repeats: BookingRepeatCycle::Daily,
        which_bookings_to_update: RepeatedBookingUpdateAction::UpdateThisBookingOnly,
    };
    let booking = CreateBookingRequest::new(required).with_notes("At the front desk").with_charge_now(true);
    assert_eq!(booking.notes.as_deref(), Some("At the front desk"));
    let search = SearchCoworkersRequest {
        size: Some(100),
        ..SearchCoworkersRequest::default().with_coworker_city_name("Lisbon")
    };
    assert_ne!(search, SearchCoworkersRequest::default());
    // A filter takes the enum of the record.
    let companies = SearchCoworkersRequest {
        coworker_coworker_type: Some(CoworkerRecordType::Company),
        ..Default::default()
    };
    assert_eq!(
        companies.coworker_coworker_type,
        Coworker { coworker_type: Some(CoworkerRecordType::Company), ..Default::default() }.coworker_type
    );
}

#[tokio::test]
async fn read_change_send_back() -> Result<(), Error> {
    let thread =
        json!({"Id": 12, "BusinessId": 1, "UserId": 2, "Subject": "Keys", "Message": "Lost.", "Tags": "a"});
    let (client, fake) = client(&[(200, thread), (200, json!({"Status": 200}))]);

    let mut request =
        UpdateCommunityThreadRequest::try_from(client.community().get_one_community_thread(12).await?)?;
    request.subject = "Found keys".into();
    client.community().update_community_thread(request).await?;

    let sent = &fake.sent.lock().unwrap()[1];
    assert_eq!(sent.0, "PUT /api/community/communitythreads");
    assert_eq!(
        sent.1,
        json!({"Id": 12, "BusinessId": 1, "UserId": 2, "Subject": "Found keys", "Message": "Lost.", "Tags": "a"})
    );
    let error = UpdateCommunityThreadRequest::try_from(CommunityThread::default()).unwrap_err();
    assert!(error.is_builder() && error.to_string().contains("`Id`"), "{error}");
    Ok(())
}

#[test]
fn absent_lists_stay_absent() {
    let read = json!({"Id": 7, "Name": "Gold"});
    let tariff: nexudus::billing::Tariff = serde_json::from_value(read.clone()).unwrap();
    assert_eq!(serde_json::to_value(&tariff).unwrap(), read);
    assert_eq!(nexudus::billing::Tariff { id: Some(7), ..Default::default() }.id, Some(7));
}

#[test]
fn enums_only_grow() {
    let new = CoworkerRecordType::from(999);
    assert!(matches!(new, CoworkerRecordType::Unknown(_)));
    assert_eq!((new.value(), new.to_string(), "999".parse()), (999, "999".to_owned(), Ok(new)));
    assert_eq!(i64::from(CoworkerRecordType::Company), CoworkerRecordType::Company.value());
}

#[tokio::test]
async fn the_way_around() {
    let (client, fake) = client(&[(200, json!({"Records": []}))]);
    let found: Value = client
        .request(Method::Get, "/api/spaces/{records}")
        .path("records", &"desks")
        .returning()
        .await
        .unwrap();
    assert_eq!(found, json!({"Records": []}));
    client.request(Method::Post, "/api/x").json(&json!({"a": 1})).returning_nothing().await.unwrap();
    let sent = fake.sent.lock().unwrap();
    assert_eq!(sent[0].0, "GET /api/spaces/desks");
    assert_eq!(sent[1], ("POST /api/x".to_owned(), json!({"a": 1})));
}
