//! Names that were taken anew: who calls the old ones is warned, and sends the same. The case `renamed-names`.

use crate::server::{Answer, Server};

mod clients {
    crate::emissions!("renamed-names");
}

async fn server(body: &'static str) -> Server {
    let server = Server::start().await;
    server.answer(Answer { status: 200, media_type: Some("application/json"), body });
    server
}

/// What was sent: verb, target and body.
fn sent(server: &Server) -> (String, String, String) {
    let received = &server.take()[0];
    let body = String::from_utf8(received.body.clone()).unwrap();
    (received.method.to_string(), received.target.clone(), body)
}

macro_rules! tests {
    ($emission:ident) => {
        mod $emission {
            use super::clients::$emission as api;
            use super::*;

            // It must be fulfilled: callers are warned.
            #[expect(deprecated)]
            async fn by_old_names(client: &api::Client) {
                let mut request =
                    api::tickets::CloseTicketRequest::new(api::tickets::CloseTicketRequestReason::Solved);
                request.links = Some(vec![api::tickets::CloseTicketRequestLink { url: "x".into() }]);
                let group: api::tickets::Tickets<'_> = client.tickets();
                let done: api::tickets::CloseTicketResponse = group.close_ticket(7, &request).await.unwrap();
                assert!(done.done);
            }

            async fn by_new_names(client: &api::Client) {
                let mut request =
                    api::desk::SettleTicketRequest::new(api::desk::SettleTicketRequestReason::Solved);
                request.links = Some(vec![api::desk::SettleTicketRequestLink { url: "x".into() }]);
                let group: api::desk::Desk<'_> = client.desk();
                let done: api::desk::SettleTicketResponse = group.settle_ticket(7, &request).await.unwrap();
                assert!(done.done);
            }

            #[expect(deprecated)]
            async fn list_by_old_names(client: &api::Client) {
                let request = api::tickets::ListTicketsRequest { page: Some(2) };
                let page = client.tickets().list_tickets(&request).await.unwrap();
                let tickets: Vec<api::tickets::ListTicketsResponseTicket> = page.tickets;
                assert_eq!(tickets[0].id, 7);
                client.rooms().get_room(3).await.unwrap();
                client.desk().drop_ticket(3).await.unwrap();
            }

            /// A body that came later stands beside its variant, and is read when it is asked for.
            #[tokio::test]
            async fn a_later_body_is_read() {
                let server = Server::start().await;
                let body = r#"{"moved_to":9}"#;
                server.answer(Answer { status: 404, media_type: Some("application/json"), body });
                let client = api::Client::builder().base_url(&server.url).build().unwrap();
                let request =
                    api::desk::SettleTicketRequest::new(api::desk::SettleTicketRequestReason::Solved);
                let error = client.desk().settle_ticket(7, &request).await.unwrap_err();
                assert!(matches!(error.documented(), Some(api::desk::SettleTicketError::NotFound)));
                let body = api::desk::SettleTicketError::not_found_body(&error).unwrap().unwrap();
                assert_eq!(body.moved_to, Some(9));
            }

            #[tokio::test]
            async fn old_names_forward() {
                let server_of_tickets = server(r#"{"done":true}"#).await;
                let client = api::Client::builder().base_url(&server_of_tickets.url).build().unwrap();
                by_new_names(&client).await;
                let new = sent(&server_of_tickets);
                by_old_names(&client).await;
                assert_eq!(sent(&server_of_tickets), new);
                assert_eq!(new.2, r#"{"reason":"solved","links":[{"url":"x"}]}"#);

                let server = server(r#"{"tickets":[{"id":7}],"totalPages":1,"name":"Hall"}"#).await;
                let client = api::Client::builder().base_url(&server.url).build().unwrap();
                list_by_old_names(&client).await;
                let sent = server.take();
                let targets: Vec<&str> = sent.iter().map(|of| of.target.as_str()).collect();
                assert_eq!(targets, ["/v1/tickets?page=2", "/v1/rooms/3", "/v1/tickets/3"]);
            }
        }
    };
}

tests!(lean);
tests!(directed);
tests!(derived);

/// The earlier name of the method that walks pages gives the walk of the new one.
#[tokio::test]
#[expect(deprecated)]
async fn pages_by_the_old_name() {
    use clients::lean as api;
    let server = server(r#"{"tickets":[{"id":7}],"totalPages":1}"#).await;
    let client = api::Client::builder().base_url(&server.url).build().unwrap();
    let mut items = client.tickets().list_tickets_pages(api::tickets::ListTicketsRequest::default()).items();
    assert_eq!(items.next().await.unwrap().unwrap().id, 7);
    assert!(items.next().await.is_none());
}
