//! The text of rendered pages: each kind in which a site prints what it says, with its variants.

mod fields;
mod pages;

use crate::read::{Read, read_page};

const TOP: &str = "Skip to main content\nGET\n/\nv1\n/\nboats\n/\n{boat_id}\n";
const TITLE: &str = "Get boat\n";
const CURL: &str = "curl --request GET \\\n  --url https://harbour.example/v1/boats/{boat_id} \\\n  --header 'Authorization: Bearer <token>'\n";
const SHOWN: &str = "{\n  \"id\": \"<string>\",\n  \"length\": 123\n}\n";
const KEY: &str = "\nAuthorizations\n\nAuthorization\nstring\nheader\nrequired\n\nBearer authentication header of the form Bearer <token>, where <token> is your auth token.\n";
const PATH: &str = "\nPath Parameters\n\nboat_id\nstring\nrequired\n\nWhich boat it is.\n";
const ANSWER: &str = "\nResponse\n\n200 - application/json\n\nThe boat was found.\n\nid\nstring\nrequired\n\nThe number on its bow.\n\nlength\ninteger\n\nHow long it is, in metres.\n";
const GET: &str = "GET /v1/boats/{boat_id}";

fn boat(text: &str) -> Read {
    read_page("get-boat.txt", text)
}

/// A page with these lines below its query parameters, and a field behind them that must be read as well.
fn with_query(lines: &str) -> Read {
    let query = format!("\nQuery Parameters\n\n{lines}\nlast\nstring\n\nThe field after it.\n");
    let read = boat(&[TOP, TITLE, CURL, SHOWN, KEY, PATH, &query, ANSWER].concat());
    assert_eq!(read.parameter(GET, "query", "last")["description"], "The field after it.");
    read
}

fn with_credentials(lines: &str, header: &str) -> Vec<Vec<String>> {
    let curl = CURL.replace("Authorization: Bearer <token>", header);
    let key = format!("\nAuthorizations\n\n{lines}");
    let read = boat(&[TOP, TITLE, &curl, SHOWN, &key, PATH, ANSWER].concat());
    read.credentials(GET).expect("the page says it")
}

fn with_answer(answer: &str) -> Read {
    boat(&[TOP, TITLE, CURL, SHOWN, KEY, PATH, "\nResponse\n\n", answer].concat())
}
