//! Shows a ticket of Acme Desk, through a client that `build.rs` generates from `pages/`.
//!
//! ```text
//! ACME_TOKEN=… ticket-desk 4711
//! ```

mod acme {
    include!(concat!(env!("OUT_DIR"), "/acme.rs"));
}

use acme::tickets::{GetTicketError, TicketStatus};
use acme::{Auth, Client};
use std::error::Error;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let id = std::env::args().nth(1).ok_or("usage: ticket-desk ID")?.parse()?;
    let client = Client::new(Auth::bearer(std::env::var("ACME_TOKEN")?))?;
    println!("{}", describe(&client, id).await?);
    Ok(())
}

/// A ticket on one line. That there is none is an answer too.
async fn describe(client: &Client, id: i64) -> Result<String, acme::Error> {
    let ticket = match client.tickets().get_ticket(id).await {
        Ok(ticket) => ticket,
        Err(error) => match error.documented() {
            Some(GetTicketError::NotFound(body)) => return Ok(body.error.clone()),
            _ => return Err(error.into()),
        },
    };
    let who = ticket.assignee.as_deref().unwrap_or("nobody");
    Ok(match ticket.status {
        TicketStatus::Closed => format!("#{id} {}: closed", ticket.subject),
        status => format!("#{id} {}: {status}, {who} works on it", ticket.subject),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use docbind_runtime::{Body, BoxFuture, Transport, TransportError, http};

    /// Plays the API without a network.
    struct Desk;

    impl Transport for Desk {
        fn send(
            &self,
            request: http::Request<Body>,
        ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
            Box::pin(async move {
                let (status, body) = answer(&request);
                let mut response = http::Response::new(Body::from(body));
                *response.status_mut() = status;
                Ok(response)
            })
        }
    }

    fn answer(request: &http::Request<Body>) -> (http::StatusCode, &'static str) {
        if request.headers().get("authorization").is_none_or(|value| value != "Bearer t0ken") {
            return (http::StatusCode::UNAUTHORIZED, "");
        }
        match request.uri().to_string().as_str() {
            "https://desk.acme.example/v1/tickets/4711" => (
                http::StatusCode::OK,
                r#"{"id": 4711, "subject": "The printer is on fire", "status": "waiting", "assignee": null}"#,
            ),
            "https://desk.acme.example/v1/tickets/4713" => (
                http::StatusCode::OK,
                r#"{"id": 4713, "subject": "Lost keys", "status": "parked", "assignee": "sam@acme.example"}"#,
            ),
            _ => (http::StatusCode::NOT_FOUND, r#"{"error": "There is no ticket 4712."}"#),
        }
    }

    async fn described(token: &str, id: i64) -> Result<String, acme::Error> {
        let client = Client::builder().auth(Auth::bearer(token)).transport(Desk).build()?;
        describe(&client, id).await
    }

    #[tokio::test]
    async fn tickets_are_described() -> Result<(), acme::Error> {
        let text = described("t0ken", 4711).await?;
        assert_eq!(text, "#4711 The printer is on fire: waiting, nobody works on it");
        Ok(())
    }

    #[tokio::test]
    async fn a_status_that_the_pages_do_not_list_is_kept() -> Result<(), acme::Error> {
        let text = described("t0ken", 4713).await?;
        assert_eq!(text, "#4713 Lost keys: parked, sam@acme.example works on it");
        Ok(())
    }

    #[tokio::test]
    async fn a_documented_error_is_a_value() -> Result<(), acme::Error> {
        assert_eq!(described("t0ken", 4712).await?, "There is no ticket 4712.");
        Ok(())
    }

    #[tokio::test]
    async fn any_other_answer_is_an_error() {
        let error = described("wrong", 4711).await.expect_err("an answer of status 401");
        assert_eq!(error.to_string(), "GET /v1/tickets/{id}: status 401 Unauthorized");
    }
}
