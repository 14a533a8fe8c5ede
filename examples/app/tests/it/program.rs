//! The program against a server on loopback that plays the API.

use crate::api::{Answer, Api};
use crate::play;
use serde_json::json;
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

#[test]
fn lists_the_threads_of_all_pages() {
    let (api, _) = play::start();
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
    let (api, _) = play::start();
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
    let (api, _) = play::start();
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
    let (api, _) = play::start();
    let run = threads(&api, &["--user", "john.doe@example.com", "list"]);
    assert_eq!(run.err, "error: sign-in refused: the e-mail address or the password is wrong\n");
    assert!(!run.success);
    assert_eq!(api.lines(), ["POST /api/token"]);
}

#[test]
fn asks_for_the_code_of_users_who_have_one() {
    let (api, _) = play::start();
    let two_factor = ["--user", play::TWO_FACTOR_USER];
    let run = threads(&api, &[two_factor.as_slice(), &["list"]].concat());
    assert_eq!(run.err, "error: sign-in refused: it takes a valid code: pass it with --totp\n");
    let run =
        threads(&api, &[two_factor.as_slice(), &["--totp", "123456", "rename", "12", "Dinner"]].concat());
    assert_eq!((run.err.as_str(), run.success), ("", true));
}

#[test]
fn names_the_thread_that_is_not_there() {
    let (api, _) = play::start();
    let run = threads(&api, &["rename", "99", "Anything"]);
    assert_eq!(run.err, "error: there is no thread 99\n");
    assert!(!run.success);
}

#[test]
fn names_the_call_that_failed() {
    let api = Api::start(|_| Answer::empty(503));
    let run = threads(&api, &["list"]);
    assert!(run.err.starts_with("error: GET /api/community/communitythreads: no token: POST"), "{}", run.err);
    assert!(run.err.contains("status 503"), "{}", run.err);
    assert_eq!(api.lines(), ["POST /api/token"]);
    assert!(!run.err.contains("S3cur3P@ss"), "{}", run.err);
    assert!(!run.success);
}
