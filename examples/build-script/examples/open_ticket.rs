//! The program that README and the book show, held against them by a test. Here a build script makes the client.

#[allow(dead_code, reason = "the program needs one call of the client")]
mod acme {
    include!(concat!(env!("OUT_DIR"), "/acme.rs"));
}

// What README shows:
use acme::tickets::{CreateTicketRequest, CreateTicketRequired};
use acme::{Auth, Client, Error};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let client = Client::new(Auth::bearer("my token"))?;
    let required =
        CreateTicketRequired { queue: "hardware".into(), subject: "The printer is on fire".into() };
    let request = CreateTicketRequest::new(required).with_text("It glows.");
    let created = client.tickets().create_ticket(&request).await?;
    println!("opened ticket {}", created.id);
    Ok(())
}
