//! The program against a server on loopback that plays the API.

mod api;

use api::{Answer, Api, Request};
use serde_json::{Value, json};
use std::process::Command;

/// What the program printed, and whether it succeeded.
struct Run {
    out: String,
    err: String,
    success: bool,
}

fn threads(api: &Api, arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_threads"))
        .args(arguments)
        .env("NEXUDUS_URL", api.url())
        .env("NEXUDUS_USER", "jane.doe@example.com")
        .env("NEXUDUS_PASSWORD", "S3cur3P@ss")
        .output()
        .expect("the program starts");
    Run {
        out: String::from_utf8(output.stdout).expect("text"),
        err: String::from_utf8(output.stderr).expect("text"),
        success: output.status.success(),
    }
}

/// The API: two pages of two threads and one, and a subject that may not be empty.
fn play(request: &Request) -> Answer {
    if request.line == "POST /api/token" {
        return token(request);
    }
    if request.header("authorization") != "Bearer T0K3N" {
        return Answer::empty(401);
    }
    match request.line.as_str() {
        "GET /api/community/communitythreads?page=1&size=2" => Answer::json(
            200,
            &json!({
                "Records": [thread(11, "Lost keys"), thread(12, "Rooftop lunch on Friday")],
                "HasNextPage": true
            }),
        ),
        "GET /api/community/communitythreads?page=2&size=2" => {
            let unread = json!({ "Id": 13, "Subject": "Quiet hours", "LastMessageDate": null });
            Answer::json(200, &json!({ "Records": [unread], "HasNextPage": false }))
        }
        "GET /api/community/communitythreads/12" => Answer::json(200, &thread(12, "Rooftop lunch on Friday")),
        "PUT /api/community/communitythreads" => update(&request.json()),
        _ => Answer::empty(404),
    }
}

fn token(request: &Request) -> Answer {
    match request.text() {
        "grant_type=password&username=jane.doe%40example.com&password=S3cur3P%40ss" => {
            Answer::json(200, &json!({ "access_token": "T0K3N", "token_type": "bearer", "expires_in": 3600 }))
        }
        _ => Answer::json(400, &json!({ "error": "invalid_grant", "error_description": "Wrong." })),
    }
}

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

#[test]
fn lists_the_threads_of_all_pages() {
    let api = Api::start(play);
    let run = threads(&api, &["list", "--page-size", "2"]);
    assert_eq!(run.err, "");
    assert_eq!(
        run.out,
        "        11  2025-01-12T08:15:00Z  Lost keys
        12  2025-01-12T08:15:00Z  Rooftop lunch on Friday
        13  never                 Quiet hours
3 threads
"
    );
    assert!(run.success);
    assert_eq!(api.lines().len(), 3, "{:?}", api.lines());
}

#[test]
fn renames_a_thread_and_keeps_the_rest_of_it() {
    let api = Api::start(play);
    let run = threads(&api, &["rename", "12", "Rooftop dinner"]);
    assert_eq!(run.err, "");
    assert_eq!(run.out, "CommunityThread was successfully updated.\n");
    assert!(run.success);
    let sent = api.received().pop().expect("a request").json();
    assert_eq!(
        sent,
        json!({
            "Id": 12, "BusinessId": 1204, "UserId": 550121, "CoworkerId": 7, "Subject": "Rooftop dinner",
            "Message": "We meet at noon.", "Tags": "food", "Private": false, "Guests": [5, 6]
        })
    );
}

#[test]
fn shows_what_is_wrong_with_each_field() {
    let api = Api::start(play);
    let run = threads(&api, &["rename", "12", ""]);
    assert_eq!(
        run.err,
        "error: the change is not valid\n  Subject: is a required field\n  Tags: are locked\n"
    );
    assert_eq!(run.out, "");
    assert!(!run.success);
}

#[test]
fn says_why_the_sign_in_was_refused() {
    let api = Api::start(play);
    let run = threads(&api, &["--user", "john.doe@example.com", "list"]);
    assert_eq!(run.err, "error: sign-in refused: the e-mail address or the password is wrong\n");
    assert!(!run.success);
    assert_eq!(api.lines(), ["POST /api/token"]);
}

#[test]
fn names_the_thread_that_is_not_there() {
    let api = Api::start(play);
    let run = threads(&api, &["rename", "99", "Anything"]);
    assert_eq!(run.err, "error: there is no thread 99\n");
    assert!(!run.success);
}

#[test]
fn names_the_call_that_failed() {
    let api = Api::start(|_| Answer::empty(503));
    let run = threads(&api, &["list"]);
    assert!(run.err.starts_with("error: POST /api/token: status 503"), "{}", run.err);
    assert!(!run.err.contains("S3cur3P@ss"), "{}", run.err);
    assert!(!run.success);
}
