//! The same kinds in other forms: tables, lists, sentences and messages in the place of tags.

use crate::read::{read_page, read_pages, required};

const LAMPS: (&str, &str) = (
    "docs/lamps.mdx",
    "---\ntitle: List lamps\napi: GET https://lamps.example/v1/lamps\n---\n\n\
     <ResponseField name=\"id\" type=\"integer\" required>Number.</ResponseField>\n",
);

/// Headers with their values in a table say what is sent and how the caller authenticates.
#[test]
fn headers_by_name_and_value() {
    let page = "# Make a shelf\n\n`POST https://shelf.example/api/shelves`\n\n**Headers**\n\n\
                | Name | Value |\n| --- | --- |\n| Content-Type | `application/vnd.api+json` |\n\
                | Accept | `application/vnd.shelf+json;v=2` |\n| Authorization | `Bearer <token>` |\n\n\
                **Body**\n\n| Name | Type |\n| --- | --- |\n| name | string |\n\n**Response**\n\n\
                ```json\n{ \"id\": 1 }\n```\n";
    let read = read_page("make.md", page);
    let make = "POST /api/shelves";
    assert_eq!(read.body(make).0, "application/vnd.api+json");
    assert_eq!(read.credentials(make).unwrap(), [["bearer"]]);
    assert!(read.rust.contains("application/vnd.shelf+json;v=2"), "{}", read.rust);
    assert!(read.operation(make)["parameters"].as_array().is_none_or(Vec::is_empty));
}

/// Names and values of anything else are no headers.
#[test]
fn values_of_an_enum_are_no_headers() {
    let page = "# Make a shelf\n\n`POST https://shelf.example/api/shelves`\n\n**Body**\n\n\
                | Field | Type |\n| --- | --- |\n| wood | string |\n\n| Name | Value |\n| --- | --- |\n\
                | Oak | `oak` |\n| Ash | `ash` |\n";
    let read = read_page("make.md", page);
    let fields = read.body("POST /api/shelves").1["properties"].as_object().unwrap();
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["wood"]);
    assert!(read.operation("POST /api/shelves")["parameters"].as_array().is_none_or(Vec::is_empty));
}

/// A sentence names what `Accept` is.
#[test]
fn accept_in_a_sentence() {
    let page = LAMPS.1.replace(
        "<Resp",
        "Requests must send the header `Accept: application/vnd.acme+json; version=3`.\n\n<Resp",
    );
    let read = read_page("lamps.mdx", &page);
    assert!(read.rust.contains("application/vnd.acme+json; version=3"), "{}", read.rust);
}

/// A guide lists the two headers of one credential, or names them for all endpoints.
#[test]
fn headers_in_guides() {
    let get = "GET /v1/lamps";
    let list = "# Authentication\n\nEach request must include two headers:\n\n\
                - `X-Client-Id`: your client id\n- `X-Client-Secret`: your client secret\n";
    let read = read_pages(&[LAMPS, ("docs/auth.md", list)]);
    assert_eq!(read.credentials(get).unwrap(), [["header X-Client-Id", "header X-Client-Secret"]]);
    let table = "# Introduction\n\nAll endpoints require these headers:\n\n| Header | Description |\n\
                 | --- | --- |\n| `Authorization` | `Bearer {access_token}` |\n\
                 | `Content-Type` | `application/json` |\n";
    let read = read_pages(&[LAMPS, ("docs/introduction.md", table)]);
    assert_eq!(read.credentials(get).unwrap(), [["bearer"]]);
    assert!(!read.said.contains("D0104") && !read.said.contains("D0105"), "{}", read.said);
}

/// "Authentication: Bearer token" on a line or an item of its own.
#[test]
fn authentication_on_a_label() {
    let page = "# Show a crate\n\n- **Endpoint:** `/api/crates/:id`\n- **HTTP Method:** GET\n\
                - **Authentication:** Bearer token\n- **Path params:**\n  - `id` (integer): Which\n\n\
                **Response**\n\n```json\n{ \"id\": 12 }\n```\n";
    let read = read_page("crate.md", page);
    assert_eq!(read.lines(), ["GET /api/crates/{id} (path id: integer) -> 200 {id?: integer}"]);
    assert_eq!(read.credentials("GET /api/crates/{id}").unwrap(), [["bearer"]]);
}

/// Every call is answered with 200, and another sentence says which field tells of failures.
#[test]
fn success_by_code_and_state() {
    let code = "# Run\n\n`POST https://plots.example/run`\n\n\
                Always returns HTTP 200. A `code` other than 0 means that the call failed.\n\n\
                **Response**\n\n| Field | Type | Description |\n| --- | --- | --- |\n\
                | code | integer | 0 on success, an error code otherwise |\n";
    read_page("run.md", code).assert_said("D0334", &["`code`", "`0`"]);
    let state = "# Run\n\n`POST https://plots.example/run`\n\n\
                 The API answers `200 OK` for every request; check `status`, which is `success` or `error`.\n\n\
                 **Response**\n\n| Field | Type | Description |\n| --- | --- | --- |\n\
                 | status | string | `success` or `error` |\n";
    read_page("run.md", state).assert_said("D0334", &["`status`", "success"]);
    let fine = code.replace(" A `code` other than 0 means that the call failed.", "");
    assert!(!read_page("run.md", &fine).said.contains("D0334"));
}

/// "starting at 0" counts.
#[test]
fn pages_from_zero() {
    let page = |text: &str| {
        format!(
            "# List books\n\n`GET https://a.example/books`\n\n**Query parameters**\n\n\
             - `page` (integer, optional): {text}\n- `size` (integer, optional): How many.\n\n\
             **Response**\n\n```json\n{{ \"content\": [ {{ \"id\": 1 }} ], \"totalPages\": 3 }}\n```\n"
        )
    };
    let zero = read_page("books.md", &page("Page index, starting at 0.")).rust;
    let one = read_page("books.md", &page("Page index, starting at 1.")).rust;
    let zero_based = read_page("books.md", &page("Which page (zero-based).")).rust;
    let without_docs = |rust: &str| {
        let code = rust.lines().filter(|line| !line.trim_start().starts_with("///"));
        code.collect::<Vec<_>>().join("\n")
    };
    assert_ne!(without_docs(&zero), without_docs(&one));
    assert_eq!(without_docs(&zero), without_docs(&zero_based));
}

/// A text on the response links to the section that describes its record, wherever that stands.
#[test]
fn record_below_its_only_operation() {
    let page = "# Get lamp\n\n`GET https://lamps.example/v1/lamps/{id}`\n\n\
                Returns a [Lamp](#lamp) object.\n\n## Lamp\n\n| Field | Type | Required |\n\
                | --- | --- | --- |\n| id | integer | yes |\n| room | string | yes |\n";
    let lines = read_page("lamp.md", page).lines();
    assert_eq!(lines, ["GET /v1/lamps/{id} (path id: string) -> 200 Lamp{id: integer, room: string}"]);
    let listed = "# Badges\n\n## The Badge Object\n\n- `id` (string): Its id\n- `name` (string): Its name\n\n\
                  ## Create a badge\n\n`POST /badges`\n\n**Parameters**\n\n- `name` (string, required): Its name\n\n\
                  **Returns** the new [badge](#the-badge-object).\n\n\
                  ## Remove a badge\n\n`DELETE /badges/{id}`\n\nReturns `204 No Content`.\n";
    assert_eq!(
        read_page("badges.md", listed).lines(),
        [
            "DELETE /badges/{id} (path id: string) -> 204",
            "POST /badges <- {name: string} -> 200 Badge{id?: string, name?: string}",
        ]
    );
}

/// The fields of a section are those of the object that its title names and that is declared without parts.
#[test]
fn parts_under_the_title_of_an_object() {
    let page = "# Create flow\n\n`POST https://a.example/flows`\n\n### Body\n\n| Field | Type | Required |\n\
                | --- | --- | --- |\n| name | string | yes |\n| steps | object[] | yes |\n\n\
                ### Step object\n\n| Field | Type | Required |\n| --- | --- | --- |\n\
                | type | string | yes |\n| to | string | no |\n";
    let read = read_page("flow.md", page);
    read.assert_said("D0315", &["`steps`", "declared here, without parts"]);
    let body = read.body("POST /flows").1;
    assert_eq!(required(body), ["name", "steps"]);
    assert_eq!(required(&body["properties"]["steps"]["items"]), ["type"]);
}

/// Messages show values in paths; words in capitals stand for values.
#[test]
fn values_in_paths() {
    let page = "# Files\n\n## Show a file\n\n```http\nGET /v1/files/17 HTTP/1.1\n```\n\n\
                ```http\nHTTP/1.1 200 OK\nContent-Type: application/json\n\n{ \"id\": 17 }\n```\n\n\
                ## Star a file\n\n`POST /v1/files/FILE_ID/star`\n\nReturns `204 No Content`.\n\n\
                ## Remove a file\n\n`DELETE /v1/files/$file_id`\n\nExample:\n\n\
                ```http\nDELETE /v1/files/17 HTTP/1.1\n```\n\n```http\nHTTP/1.1 204 No Content\n```\n";
    assert_eq!(
        read_page("files.md", page).lines(),
        [
            "DELETE /v1/files/{file_id} (path file_id: string) -> 204",
            "GET /v1/files/{file_id} (path file_id: string) -> 200 {id?: integer}",
            "POST /v1/files/{FILE_ID}/star (path FILE_ID: string) -> 204",
        ]
    );
}
