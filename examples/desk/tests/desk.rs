//! The desk without a network.

use desk::{Company, DeskError, FieldFault, Raise, Stay, book, companies, for_the_desk, raise};
use nexudus::billing::Tariff;
use nexudus::mock::Mock;
use nexudus::spaces::{Coworker, SearchCoworkersResponse};
use nexudus::types::{ActionResponse, RecordKey};
use nexudus::{Auth, Client, Error};
use serde_json::json;

fn client(mock: &Mock) -> Result<Client, Error> {
    for_the_desk(mock.builder(), Auth::bearer("t"))
}

fn coworker(id: i64, name: &str) -> Coworker {
    Coworker { id: Some(id), company_name: Some(name.to_owned()), ..Coworker::default() }
}

fn page(records: Vec<Coworker>, has_next_page: bool) -> SearchCoworkersResponse {
    SearchCoworkersResponse {
        records,
        has_next_page: Some(has_next_page),
        ..SearchCoworkersResponse::default()
    }
}

fn stay() -> Stay {
    let [from, to] = ["2026-03-04T09:00:00Z", "2026-03-04T11:00:00Z"].map(|at| at.parse().unwrap());
    Stay { room: 30417, company: 1, from, to }
}

#[tokio::test]
async fn companies_of_all_pages() -> Result<(), DeskError> {
    let mock = Mock::new();
    let first = page(vec![coworker(2, "Zebra"), Coworker::default()], true);
    mock.spaces().search_coworkers().query("Coworker_CoworkerType", 2).returns(first);
    mock.spaces().search_coworkers().query("page", 2).returns(page(vec![coworker(1, "Acme")], false));
    let found = companies(&client(&mock)?).await?;
    let company = |id, name: &str| Company { id, name: name.to_owned(), email: None };
    assert_eq!(found, [company(1, "Acme"), company(2, "Zebra")]);
    Ok(())
}

#[tokio::test]
async fn a_busy_server_is_asked_again() -> Result<(), DeskError> {
    let mock = Mock::new();
    mock.spaces().search_coworkers().fails_with(503, ()).times(2);
    mock.spaces().search_coworkers().fails_to_connect();
    mock.spaces().search_coworkers().returns(page(vec![], false));
    assert_eq!(companies(&client(&mock)?).await?, []);
    assert_eq!(mock.calls().len(), 4);
    Ok(())
}

#[tokio::test]
async fn a_room_is_booked() -> Result<(), DeskError> {
    let mock = Mock::new();
    let response = ActionResponse { value: Some(RecordKey { id: Some(7) }), ..ActionResponse::default() };
    mock.spaces().create_booking().returns(response);
    assert_eq!(book(&client(&mock)?, stay()).await?, Some(7));
    let sent = mock.calls()[0].json();
    assert_eq!((&sent["ResourceId"], &sent["CoworkerId"]), (&json!(30417), &json!(1)));
    assert_eq!((&sent["FromTime"], &sent["RepeatBooking"]), (&json!("2026-03-04T09:00:00Z"), &json!(false)));
    Ok(())
}

#[tokio::test]
async fn what_is_not_accepted_is_said_by_field() -> Result<(), DeskError> {
    let mock = Mock::new();
    let faults = json!({ "Errors": [{ "PropertyName": "FromTime", "Message": "is in the past" }] });
    mock.spaces().create_booking().fails_with(400, faults);
    let error = book(&client(&mock)?, stay()).await.unwrap_err();
    assert_eq!(error.to_string(), "not accepted\n  FromTime: is in the past");
    let DeskError::Rejected(faults) = error else { panic!("{error:?}") };
    assert_eq!(faults, [FieldFault { field: "FromTime".into(), message: "is in the past".into() }]);
    Ok(())
}

#[tokio::test]
async fn a_raise_sends_all_of_the_tariff_back() -> Result<(), DeskError> {
    let mock = Mock::new();
    // The documented tariff, and the documented confirmation.
    mock.billing().get_one_tariff().placeholder("id", 87);
    mock.billing().update_tariff();
    let raised = raise(&client(&mock)?, 87, 10.0).await?;
    let calls = mock.calls();
    let documented = documented_tariff().await?;
    let price = documented.price.unwrap_or_default();
    let after = (price * 110.0).round() / 100.0;
    let name = documented.name.clone().unwrap_or_default();
    assert_eq!(raised, Raise { tariff: name, before: price, after });
    let sent = calls[1].json();
    assert_eq!((&sent["Price"], &sent["Id"]), (&json!(after), &json!(documented.id)));
    assert_eq!(sent["CurrencyId"], json!(documented.currency_id), "what was not changed is sent, too");
    Ok(())
}

async fn documented_tariff() -> Result<Tariff, Error> {
    let mock = Mock::new();
    mock.billing().get_one_tariff();
    mock.client().billing().get_one_tariff(1).await
}

#[tokio::test]
async fn a_tariff_that_is_not_there() -> Result<(), Error> {
    let mock = Mock::new();
    mock.billing().get_one_tariff().fails_with(404, ());
    assert!(matches!(raise(&client(&mock)?, 87, 10.0).await, Err(DeskError::NotFound)));
    Ok(())
}
