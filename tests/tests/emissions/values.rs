//! Timestamps, dates, UUIDs, decimals and unknown fields: the case `values`.

use crate::server::{Answer, Received, Server};

mod clients {
    crate::emissions!("values");
}

const INVOICE: &str = r#"{
    "id": "6BA7B810-9dad-41d1-80b4-00c04fd430c8",
    "issued": "2026-03-04 05:06:07.5+02:00",
    "due": "2026-04-04T00:00:00Z",
    "reminder_time": "08:30",
    "seen": "2026-03-05T10:00",
    "total": 9999999999999.99,
    "balance": "12345678901234567890.10",
    "reminders": ["2026-03-20", "2026-03-27"],
    "lines": [{ "text": "Desk", "amount": 120, "new": 1 }],
    "paid_by": { "card": "4242" },
    "late": null
}"#;

/// Everything left out that may be.
const BARE: &str = r#"{
    "id": "6ba7b810-9dad-41d1-80b4-00c04fd430c8", "issued": "2026-03-04T05:06:07Z", "seen": null,
    "total": 0, "balance": "0", "reminders": null
}"#;

fn body(received: &Received) -> &str {
    std::str::from_utf8(&received.body).unwrap()
}

async fn server(answer: &'static str) -> Server {
    let server = Server::start().await;
    let status = if answer.is_empty() { 204 } else { 200 };
    server.answer(Answer { status, media_type: Some("application/json"), body: answer });
    server
}

macro_rules! tests {
    ($emission:ident) => {
        mod $emission {
            use super::clients::$emission::invoices::{AddInvoiceRequest, AddInvoiceRequired, GetInvoiceRequest};
            use super::clients::$emission::payments::{RecordPaymentRequest, RecordPaymentRequired};
            use super::clients::$emission::{Auth, Client, Nullable};
            use super::*;

            fn client(server: &Server) -> Client {
                Client::builder().base_url(&server.url).auth(Auth::bearer("token")).build().unwrap()
            }

            #[tokio::test]
            async fn parameters() {
                let server = server(BARE).await;
                let mut request = GetInvoiceRequest::new("2026-03-04".parse().unwrap());
                request.seen_after = Some("2026-03-04T05:06:07.25Z".parse().unwrap());
                request.changed_after = Some("2026-03-04T05:06".parse().unwrap());
                request.changed_before = Some("2026-03-04T05:06:07".parse().unwrap());
                request.rates = Some(vec!["0.070".parse().unwrap(), "19".parse().unwrap()]);
                request.x_request_id = Some("00000000-0000-4000-8000-000000000001".parse().unwrap());
                let id = "6ba7b810-9dad-41d1-80b4-00c04fd430c8".parse().unwrap();
                let invoice = client(&server).invoices().get_invoice(id, &request).await.unwrap();
                let received = server.take().remove(0);
                assert_eq!(
                    received.target,
                    "/invoices/6ba7b810-9dad-41d1-80b4-00c04fd430c8?as_of=2026-03-04\
                     &seen_after=2026-03-04T05%3A06%3A07.25Z&changed_after=2026-03-04T05%3A06\
                     &changed_before=2026-03-04T05%3A06%3A07&rates=0.070&rates=19"
                );
                let name = received.headers.iter().find(|(name, _)| name == "x-request-id").unwrap();
                assert_eq!(name.1, b"00000000-0000-4000-8000-000000000001");
                assert_eq!((invoice.due, invoice.seen, invoice.reminders), (None, None, Vec::new()));
                assert!(invoice.unknown_fields.is_empty());
            }

            #[tokio::test]
            async fn answers() {
                let server = server(INVOICE).await;
                let request = GetInvoiceRequest::new("2026-03-04".parse().unwrap());
                let id = "6ba7b810-9dad-41d1-80b4-00c04fd430c8".parse().unwrap();
                let invoice = client(&server).invoices().get_invoice(id, &request).await.unwrap();
                assert_eq!(invoice.id, id);
                assert_eq!(invoice.issued.to_string(), "2026-03-04T03:06:07.5Z");
                assert_eq!(invoice.due.unwrap().to_string(), "2026-04-04");
                assert_eq!(invoice.reminder_time.unwrap().to_string(), "08:30:00");
                assert_eq!(invoice.seen.unwrap().to_string(), "2026-03-05T10:00:00");
                assert_eq!(invoice.total.to_string(), "9999999999999.99");
                assert_eq!(invoice.balance.to_string(), "12345678901234567890.10");
                assert_eq!(invoice.reminders[1].to_string(), "2026-03-27");
                assert_eq!(invoice.lines[0].amount.to_string(), "120");
                let unknown = &invoice.unknown_fields;
                assert_eq!(unknown.keys().collect::<Vec<_>>(), ["late", "paid_by"]);
                assert_eq!(unknown["paid_by"]["card"], "4242");
            }

            #[tokio::test]
            async fn what_is_no_timestamp_is_an_error_that_says_where_and_what() {
                let server = server(
                    r#"{"id":"6ba7b810-9dad-41d1-80b4-00c04fd430c8","issued":"2026-03-04T05:06:07","total":1,"balance":"1"}"#,
                )
                .await;
                let request = GetInvoiceRequest::new("2026-03-04".parse().unwrap());
                let id = "6ba7b810-9dad-41d1-80b4-00c04fd430c8".parse().unwrap();
                let error = client(&server).invoices().get_invoice(id, &request).await.unwrap_err();
                let text = format!("{error} {:?}", std::error::Error::source(&error));
                assert!(error.is_decode(), "{text}");
                assert!(text.contains("issued"), "{text}");
                assert!(text.contains("a timestamp with a zone"), "{text}");
                // The way out.
                assert!(text.contains("`type` under `[[fields]]`"), "{text}");
                assert!(text.contains("zoned-timestamps"), "{text}");
            }

            #[tokio::test]
            async fn json() {
                let server = server("").await;
                let mut request = AddInvoiceRequest::new(AddInvoiceRequired {
                    id: "6ba7b810-9dad-41d1-80b4-00c04fd430c8".parse().unwrap(),
                    issued: "2026-03-04T05:06:07Z".parse().unwrap(),
                    discount: None,
                    total: "120.50".parse().unwrap(),
                });
                client(&server).invoices().add_invoice(&request).await.unwrap();
                request.due = Nullable::Null;
                request.reminder_time = Some("08:30".parse().unwrap());
                request.discount = Some("0.1".parse().unwrap());
                request.deposit = Some("12345678901234567890.10".parse().unwrap());
                request.instalments = Some(vec!["10.00".parse().unwrap(), "20".parse().unwrap()]);
                client(&server).invoices().add_invoice(&request).await.unwrap();
                let received = server.take();
                let start = r#"{"id":"6ba7b810-9dad-41d1-80b4-00c04fd430c8","issued":"2026-03-04T05:06:07Z","#;
                assert_eq!(body(&received[0]), format!(r#"{start}"discount":null,"total":120.5}}"#));
                let rest = r#""due":null,"reminder_time":"08:30:00","discount":0.1,"total":120.5,"deposit":"12345678901234567890.10","instalments":["10.00","20"]}"#;
                assert_eq!(body(&received[1]), format!("{start}{rest}"));
                // As a number it would be another one.
                request.total = "12345678901234567890.10".parse().unwrap();
                let error = client(&server).invoices().add_invoice(&request).await.unwrap_err();
                assert!(format!("{error}").contains("more digits than a JSON number"), "{error}");
                assert_eq!(server.take(), []);
            }

            #[tokio::test]
            async fn forms() {
                let server = server("").await;
                let mut request = RecordPaymentRequest::new(RecordPaymentRequired {
                    invoice: "6ba7b810-9dad-41d1-80b4-00c04fd430c8".parse().unwrap(),
                    paid: "2026-03-04T05:06:07Z".parse().unwrap(),
                    // A form is text: all digits are sent.
                    amount: "12345678901234567890.10".parse().unwrap(),
                });
                request.days = Some(vec!["2026-03-04".parse().unwrap(), "2026-03-05".parse().unwrap()]);
                client(&server).payments().record_payment(&request).await.unwrap();
                assert_eq!(
                    body(&server.take()[0]),
                    "invoice=6ba7b810-9dad-41d1-80b4-00c04fd430c8&paid=2026-03-04T05%3A06%3A07Z\
                     &amount=12345678901234567890.10&days=2026-03-04&days=2026-03-05"
                );
            }
        }
    };
}

tests!(lean);
tests!(directed);
tests!(derived);
