//! What the API sends on its own: the case `webhooks-verified`. The signatures are made by Python's `hmac`.

mod clients {
    crate::emissions!("webhooks-verified");
}

use http::HeaderMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const CLOSED: &[u8] = br#"{"type":"ticket.closed","ticket":7,"by":"Ada"}"#;

fn headers(signature: &str) -> HeaderMap {
    let value = format!("t=1767225600,v1={signature}").parse().unwrap();
    HeaderMap::from_iter([(http::HeaderName::from_static("acme-signature"), value)])
}

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

macro_rules! tests {
    ($emission:ident) => {
        mod $emission {
            use super::clients::$emission::webhook_payloads::{self, *};
            use super::*;

            #[test]
            fn signed_events() {
                let verifier = webhook_payloads::verifier("acme-hook-secret").unwrap();
                let right = headers("fa8d1557da3640c02ad078f942468f14aa9c2b8dab17683a61f873dc78aec0f2");
                let delivery = verifier.verify_at(&right, CLOSED, at(1_767_225_660)).unwrap();
                assert_eq!(delivery.timestamp, Some(at(1_767_225_600)));
                let WebhookEvent::TicketClosed(closed) = delivery.payload else { panic!() };
                assert_eq!((closed.ticket, closed.by.as_deref()), (7, Some("Ada")));
                let problem = |headers: &HeaderMap, body: &[u8], now| {
                    verifier.verify_at(headers, body, now).unwrap_err().problem()
                };
                assert_eq!(problem(&right, b"{}", at(1_767_225_600)), WebhookProblem::Signature);
                assert_eq!(problem(&headers("00"), CLOSED, at(1_767_225_600)), WebhookProblem::Signature);
                assert_eq!(problem(&right, CLOSED, at(1_767_225_721)), WebhookProblem::Timestamp);
                assert_eq!(problem(&HeaderMap::new(), CLOSED, at(1_767_225_600)), WebhookProblem::MissingHeader);
            }

            #[test]
            fn every_event_has_its_variant() {
                let read = |body: &str| WebhookEvent::read_unverified(&HeaderMap::new(), body.as_bytes());
                let opened = read(r#"{"type":"ticket.opened","ticket":8}"#).unwrap();
                assert!(matches!(opened, WebhookEvent::TicketOpened(opened) if opened.ticket == 8));
                let drained = read(r#"{"type":"queue.empty","queue":"sales"}"#).unwrap();
                assert!(matches!(drained, WebhookEvent::QueueDrained(drained) if drained.queue == "sales"));
                let WebhookEvent::Other(event, body) = read(r#"{"type":"ticket.lost","ticket":7}"#).unwrap() else {
                    panic!()
                };
                assert_eq!((event.as_str(), &body["ticket"]), ("ticket.lost", &7.into()));
                let error = read(r#"{"type":"ticket.opened","ticket":"x"}"#).unwrap_err();
                assert_eq!(error.problem(), WebhookProblem::Payload);
                assert_eq!(error.decode_error().unwrap().path(), "ticket");
            }
        }
    };
}

tests!(lean);
tests!(directed);
tests!(derived);
