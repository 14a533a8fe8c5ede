//! The API: tokens that expire, two pages of two threads and one, and a subject that may not be empty.

use crate::api::{Answer, Api, Request};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

pub const USER: &str = "jane.doe@example.com";
pub const PASSWORD: &str = "S3cur3P@ss";
/// Has to give the code 123456 too.
pub const TWO_FACTOR_USER: &str = "max.doe@example.com";

/// How many seconds a token lasts.
pub const LIFETIME: u64 = 3600;

/// The tokens that the server takes: `T0K3N-` and a number, the newest only.
#[derive(Clone, Default)]
pub struct Tokens(Arc<AtomicU32>);

impl Tokens {
    /// From now on the server takes none of those that it granted.
    pub fn revoke(&self) {
        self.0.fetch_add(1, SeqCst);
    }

    pub fn accept(&self, request: &Request) -> bool {
        request.header("authorization") == format!("Bearer T0K3N-{}", self.0.load(SeqCst))
    }

    /// Answers the token endpoint. A refresh has to name the user in the header `client_id`.
    pub fn grant(&self, request: &Request) -> Answer {
        let refused = |code: &str| {
            Answer::json(400, &json!({ "error": code, "error_description": "What the page says." }))
        };
        match request.text() {
            "grant_type=password&username=jane.doe%40example.com&password=S3cur3P%40ss" => {}
            "grant_type=password&username=max.doe%40example.com&password=S3cur3P%40ss&totp=123456" => {}
            "grant_type=password&username=max.doe%40example.com&password=S3cur3P%40ss" => {
                return refused("two_factor_auth_check");
            }
            text if text.starts_with("grant_type=refresh_token&refresh_token=R3FR3SH-")
                && request.header("client_id") == USER => {}
            _ => return refused("invalid_grant"),
        }
        let number = self.0.fetch_add(1, SeqCst) + 1;
        let token = format!("T0K3N-{number}");
        let refresh_token = format!("R3FR3SH-{number}");
        Answer::json(
            200,
            &json!({
                "access_token": token, "token_type": "bearer", "expires_in": LIFETIME,
                "refresh_token": refresh_token
            }),
        )
    }
}

/// The API, and its tokens.
pub fn start() -> (Api, Tokens) {
    start_with(|_| None)
}

/// The API, where `first` has the first word on requests that come with a good token.
pub fn start_with(first: impl Fn(&Request) -> Option<Answer> + Send + 'static) -> (Api, Tokens) {
    let tokens = Tokens::default();
    let known = tokens.clone();
    let api = Api::start(move |request| {
        if request.line == "POST /api/token" {
            known.grant(request)
        } else if !known.accept(request) {
            Answer::empty(401)
        } else {
            first(request).unwrap_or_else(|| answer(request))
        }
    });
    (api, tokens)
}

fn answer(request: &Request) -> Answer {
    match request.line.as_str() {
        FIRST_PAGE => Answer::json(
            200,
            &json!({
                "Records": [thread(11, "Lost keys"), thread(12, "Rooftop lunch on Friday")],
                "TotalItems": 3,
                "HasNextPage": true
            }),
        ),
        SECOND_PAGE => {
            let unread = json!({ "Id": 13, "Subject": "Quiet hours", "LastMessageDate": null });
            Answer::json(200, &json!({ "Records": [unread], "TotalItems": 3, "HasNextPage": false }))
        }
        "GET /api/community/communitythreads/12" => Answer::json(200, &thread(12, "Rooftop lunch on Friday")),
        UPDATE => update(&request.json()),
        _ => Answer::empty(404),
    }
}

pub const FIRST_PAGE: &str = "GET /api/community/communitythreads?size=2";
pub const SECOND_PAGE: &str = "GET /api/community/communitythreads?size=2&page=2";
pub const UPDATE: &str = "PUT /api/community/communitythreads";

fn thread(id: i64, subject: &str) -> Value {
    json!({
        "Id": id, "BusinessId": 1204, "UserId": 550121, "CoworkerId": 7, "Subject": subject,
        "Message": "We meet at noon.", "Tags": "food", "Private": false, "Guests": [5, 6],
        "LastMessageDate": "2025-01-12T08:15:00Z"
    })
}

fn update(body: &Value) -> Answer {
    if body["Subject"] == "" {
        let error = |field: &str, message: &str| json!({ "AttemptedValue": "", "Message": message, "PropertyName": field });
        return Answer::json(
            400,
            &json!({
                "Message": "Subject: is a required field",
                "Value": null,
                "Errors": [error("Subject", "is a required field"), error("Tags", "are locked")],
                "WasSuccessful": false
            }),
        );
    }
    Answer::json(
        200,
        &json!({
            "Status": 200,
            "Message": "CommunityThread was successfully updated.",
            "Value": { "Id": body["Id"] },
            "Errors": null,
            "WasSuccessful": true
        }),
    )
}
