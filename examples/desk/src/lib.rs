//! What the front desk of a coworking space does all day: looks up companies, books rooms, raises tariffs.

mod error;

pub use error::{DeskError, FieldFault};

use nexudus::billing::UpdateTariffRequest;
use nexudus::jiff::Timestamp;
use nexudus::spaces::{
    BookingRepeatCycle, Coworker, CoworkerRecordType, CreateBookingRequest, CreateBookingRequired,
    RepeatedBookingUpdateAction, SearchCoworkersRequest,
};
use nexudus::{Auth, Client, ClientBuilder, Error, RetryPolicy};

/// Sets a client up for the desk: people wait there, so that a busy server is asked again, but not for long.
pub fn for_the_desk(builder: ClientBuilder<Client>, auth: Auth) -> Result<Client, Error> {
    builder.auth(auth).retry(RetryPolicy::default().max_attempts(4)).build()
}

/// A customer that is a company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Company {
    /// For bookings.
    pub id: i64,
    /// The name on its door.
    pub name: String,
    /// Where its invoices go.
    pub email: Option<String>,
}

impl Company {
    /// The desk needs an id and a name.
    fn of(coworker: Coworker) -> Option<Self> {
        let name = coworker.company_name.or(coworker.full_name)?;
        Some(Company { id: coworker.id?, name, email: coworker.email })
    }
}

/// All companies, by name. Pages are asked for until there is none.
pub async fn companies(client: &Client) -> Result<Vec<Company>, DeskError> {
    let wanted = SearchCoworkersRequest::default()
        .with_coworker_coworker_type(CoworkerRecordType::Company)
        .with_coworker_active(true)
        .with_size(100);
    let mut found = client.spaces().search_coworkers_pages(wanted).items();
    let mut companies = Vec::new();
    while let Some(coworker) = found.next().await {
        companies.extend(Company::of(coworker?));
    }
    companies.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(companies)
}

/// Who takes which room, and when.
#[derive(Clone, Copy, Debug)]
pub struct Stay {
    /// The id of the room.
    pub room: i64,
    /// The id of the company.
    pub company: i64,
    /// The first moment.
    pub from: Timestamp,
    /// The moment behind the last one.
    pub to: Timestamp,
}

/// Books a room, once; gives the id of the booking, where the server says it.
pub async fn book(client: &Client, stay: Stay) -> Result<Option<i64>, DeskError> {
    let request = CreateBookingRequest::new(CreateBookingRequired {
        resource_id: stay.room,
        from_time: stay.from,
        to_time: stay.to,
        repeats: BookingRepeatCycle::Daily,
        which_bookings_to_update: RepeatedBookingUpdateAction::UpdateThisBookingOnly,
    });
    let request = request.with_coworker_id(stay.company).with_repeat_booking(false);
    let response = client.spaces().create_booking(request).await?;
    Ok(response.value.and_then(|record| record.id))
}

/// A tariff with its price before and after.
#[derive(Clone, Debug, PartialEq)]
pub struct Raise {
    /// What customers call it.
    pub tariff: String,
    /// The price before, in the currency of the tariff.
    pub before: f64,
    /// The price from now on.
    pub after: f64,
}

/// Raises a tariff by so many percent. An update replaces the record, so that all of it is read and sent back.
pub async fn raise(client: &Client, tariff: i64, percent: f64) -> Result<Raise, DeskError> {
    let mut request = UpdateTariffRequest::try_from(client.billing().get_one_tariff(tariff).await?)?;
    let before = request.price;
    request.price = (before * (100.0 + percent)).round() / 100.0;
    client.billing().update_tariff(&request).await?;
    Ok(Raise { tariff: request.name, before, after: request.price })
}
