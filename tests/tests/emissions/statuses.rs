//! Ranges of statuses and the default: the case `openapi-statuses`. The answer of a status is its own, else that of
//! its range, else the default.

use crate::server::{Answer, Server};

mod clients {
    crate::emissions!("openapi-statuses");
}

async fn server(status: u16, body: &'static str) -> Server {
    let server = Server::start().await;
    server.answer(Answer { status, media_type: Some("application/json"), body });
    server
}

macro_rules! tests {
    ($emission:ident) => {
        mod $emission {
            use super::clients::$emission::gates::*;
            use super::clients::$emission::{Auth, Client};
            use super::*;

            fn client(server: &Server) -> Client {
                Client::builder().base_url(&server.url).auth(Auth::none()).build().unwrap()
            }

            #[tokio::test]
            async fn successes() {
                for (status, body, expected) in [
                    (200, r#"{"id":7}"#, OpenGateResponse::Successful(Gate { id: 7 })),
                    (201, r#"{"id":8}"#, OpenGateResponse::Successful(Gate { id: 8 })),
                    (202, "", OpenGateResponse::Accepted),
                ] {
                    let server = server(status, body).await;
                    assert_eq!(client(&server).gates().open_gate(7).await.unwrap(), expected);
                }
            }

            #[tokio::test]
            async fn failures() {
                for (status, body, expected) in [
                    (404, r#"{"reason":"no"}"#, OpenGateError::ClientError(Refusal { reason: "no".into() })),
                    (409, r#"{"boat":"Ida"}"#, OpenGateError::Conflict(Boat { boat: "Ida".into() })),
                    (500, r#"{"trace":"x"}"#, OpenGateError::Default(Surprise { trace: "x".into() })),
                ] {
                    let server = server(status, body).await;
                    let error = client(&server).gates().open_gate(7).await.unwrap_err();
                    assert_eq!((error.status(), error.documented()), (Some(status), Some(&expected)));
                }
            }

            #[tokio::test]
            async fn the_default_alone_is_for_a_success_too() {
                let server = server(200, r#"{"id":7}"#).await;
                assert_eq!(client(&server).gates().close_gate(7).await.unwrap(), Gate { id: 7 });
            }
        }
    };
}

tests!(lean);
tests!(directed);
tests!(derived);
