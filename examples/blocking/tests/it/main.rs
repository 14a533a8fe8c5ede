//! The program against the server on loopback that the tests of `examples/app` play the API with.

#[allow(dead_code)]
#[path = "../../../app/tests/it/api.rs"]
mod api;
#[allow(dead_code)]
#[path = "../../../app/tests/it/play.rs"]
mod play;

use api::{Answer, Api};
use play::{FIRST_PAGE, PASSWORD, SECOND_PAGE, USER};
use serde_json::json;
use std::process::{Command, Output};

const COUNT: &str = "GET /api/community/communitythreads?size=1";

fn run(api: &Api, password: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_list-threads"))
        .env("NEXUDUS_URL", api.url())
        .env("NEXUDUS_USER", USER)
        .env("NEXUDUS_PASSWORD", password)
        .output()
        .expect("the program starts")
}

#[test]
fn lists_the_threads_of_all_pages() {
    let count = json!({ "Records": [{ "Id": 11 }], "TotalItems": 3, "HasNextPage": true });
    let (api, _) =
        play::start_with(move |request| (request.line == COUNT).then(|| Answer::json(200, &count)));
    let output = run(&api, PASSWORD);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "3 threads\nLost keys\nRooftop lunch on Friday\nQuiet hours\n"
    );
    assert!(output.status.success());
    assert_eq!(api.lines(), ["POST /api/token", COUNT, FIRST_PAGE, SECOND_PAGE]);
}

#[test]
fn says_what_failed() {
    let (api, _) = play::start();
    let output = run(&api, "wr0ng-one");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.starts_with("error: GET /api/community/communitythreads: no token"), "{text}");
    assert!(text.contains("invalid_grant") && !text.contains("wr0ng-one"), "{text}");
    assert!(!output.status.success());
}
