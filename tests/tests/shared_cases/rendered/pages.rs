//! Bars, titles, credentials, answers, and pages as a whole.

use super::*;
use crate::read::{required, values};
use serde_json::json;

#[test]
fn apikey_authorizations() {
    let key = |name: &str, place: &str| {
        format!("{name}\nstring\n{place}\nrequired\n\nThe key of your harbour.\n\n")
    };
    let one = key("X-Harbour-Key", "header");
    assert_eq!(with_credentials(&one, "X-Harbour-Key: <api-key>"), [["header X-Harbour-Key"]]);
    let two = one.clone() + &key("X-Harbour-Account", "header");
    assert_eq!(
        with_credentials(&two, "X-Harbour-Key: <api-key>"),
        [["header X-Harbour-Account", "header X-Harbour-Key"]]
    );
    assert_eq!(with_credentials(&key("key", "query"), "Accept: text/plain"), [["query key"]]);
    assert_eq!(with_credentials(&key("session", "cookie"), "Accept: text/plain"), [["cookie session"]]);
    // What the header holds, the request shows where no text says it.
    let bare = key("Authorization", "header");
    assert_eq!(with_credentials(&bare, "Authorization: <api-key>"), [["header Authorization"]]);
    assert_eq!(with_credentials(&bare, "Authorization: Bearer <token>"), [["bearer"]]);
    assert_eq!(with_credentials(&bare, "Authorization: Basic <encoded-value>"), [["basic"]]);
    let stock = "Authorization\nstring\nheader\nrequired\n\nThe access token received from the authorization flow in the OAuth 2.0 flow.\n";
    assert_eq!(with_credentials(stock, "Accept: text/plain"), [["bearer"]]);
    let glued = "X-Harbour-Key\nstringheaderrequired\nThe key of your harbour.\n";
    assert_eq!(with_credentials(glued, "X-Harbour-Key: <api-key>"), [["header X-Harbour-Key"]]);
}

#[test]
fn title_above_the_bar() {
    let bar = "\nGET\n/\nv1\n/\nboats\n/\n{boat_id}\n\nTry it\n";
    for (above, description) in [
        ("Boats\nGet boat\nFinds one boat by its number.\n", Some("Finds one boat by its number.")),
        ("Get boat\n", None),
        (
            "Skip to main content\nHarbour home page\nSearch...\n⌘K\nDocumentation\nBoats\nGet boat\n\nFinds one boat.\n",
            Some("Finds one boat."),
        ),
    ] {
        let read = boat(&[above, bar, CURL, SHOWN, KEY, PATH, ANSWER].concat());
        assert_eq!(read.operations(), [GET]);
        assert_eq!(read.operation(GET)["summary"], "Get boat", "{above}");
        assert_eq!(read.operation(GET)["description"].as_str(), description, "{above}");
        assert!(!read.said.contains("D0104"), "{}", read.said);
    }
}

#[test]
fn path_on_one_line() {
    for bar in [
        "GET\n/v1/boats/{boat_id}",
        "GET /v1/boats/{boat_id}",
        "GET/v1/boats/{boat_id}",
        "GET/v1/boats/:boat_id",
        "get\n/v1/boats/{boat_id}",
        "Get /v1/boats/{boat_id} Try it",
    ] {
        let read = boat(&["Get boat\n\n", bar, "\n", CURL, SHOWN, KEY, PATH, ANSWER].concat());
        assert_eq!(
            (read.operations(), read.base_url()),
            (vec![GET.to_owned()], "https://harbour.example"),
            "{bar}"
        );
    }
    // In a sentence they are prose.
    let read =
        boat(&["Get boat\n\nGET /v1/boats lists them all.\n\n", CURL, SHOWN, KEY, PATH, ANSWER].concat());
    assert_eq!(read.operations(), [GET]);
}

#[test]
fn host_in_the_bar() {
    let path = "/\nv1\n/\nboats\n/\n{boat_id}\n";
    let refusal = "Error\nA valid request URL is required to generate request examples\n";
    for (bar, base) in [
        (format!("GET\nhttps://harbour.example\n{path}"), "https://harbour.example"),
        ("GET\nhttps://harbour.example/v1/boats/{boat_id}\n".to_owned(), "https://harbour.example"),
        (format!("GET\n{{base_url}}\n{path}{refusal}"), ""),
    ] {
        let read = boat(&["Skip to main content\n", &bar, SHOWN, KEY, PATH, ANSWER].concat());
        assert_eq!((read.operations(), read.base_url()), (vec![GET.to_owned()], base), "{bar}");
        assert!(!read.openapi.to_string().contains("valid request URL"));
        assert_eq!(read.said.contains("D0305"), base.is_empty());
    }
}

#[test]
fn language_label_is_the_name() {
    for label in ["cURL\n", "cURL\nPython\nJavaScript\n", "cURLPythonJavaScript\n", "cURL\nCopy\n"] {
        let read = boat(&[TOP, label, CURL, SHOWN, KEY, PATH, ANSWER].concat());
        assert!(!read.rust.contains("c_url") && !read.rust.contains("CUrl"), "{label}");
        let read = boat(&[TOP, TITLE, label, CURL, "200\n404\n", SHOWN, KEY, PATH, ANSWER].concat());
        assert_eq!(read.operation(GET)["summary"], "Get boat", "{label}");
        assert!(read.operation(GET)["responses"].get("404").is_some(), "its tab says that there is one");
    }
}

#[test]
fn folded_body() {
    let top = "POST\n/\nv1\n/\nboats\nAdd boat\n";
    let curl = "curl --request POST \\\n  --url https://harbour.example/v1/boats \\\n  --header 'Content-Type: application/json' \\\n  --data '{\n  \"name\": \"<string>\"\n}'\n";
    for section in [
        "application/json\n",
        "application/json\n\nThe body is of type object.\n",
        "The body is of type `object`.\n",
    ] {
        let shown = boat(&[top, curl, SHOWN, "\nBody\n\n", section, ANSWER].concat());
        let (media_type, body) = shown.body("POST /v1/boats");
        assert_eq!((media_type, &body["properties"]["name"]["type"]), ("application/json", &json!("string")));
        shown.assert_said("D0103", &["no fields of the request body", "the page's request shows"]);
        let not_shown = boat(&[top, SHOWN, "\nBody\n\n", section, ANSWER].concat());
        assert_eq!(not_shown.body("POST /v1/boats").1["type"], "object");
        not_shown.assert_said("D0103", &["the body takes any object"]);
    }
    let list = boat(
        &[
            top,
            SHOWN,
            "\nBody\n\napplication/json\n\nThe body is of type object[].\n\nname\nstring\nrequired\n",
            ANSWER,
        ]
        .concat(),
    );
    let (_, body) = list.body("POST /v1/boats");
    assert_eq!((&body["type"], required(list.resolve(&body["items"]))), (&json!("array"), vec!["name"]));
}

#[test]
fn variable_before_the_path() {
    let read = boat(
        &[&TOP.replace("v1\n/\n", ""), TITLE, &CURL.replace("v1", "{version}"), SHOWN, KEY, PATH, ANSWER]
            .concat(),
    );
    assert_eq!(
        (read.base_url(), read.operations()),
        ("https://harbour.example/{version}", vec!["GET /boats/{boat_id}".to_owned()])
    );
    read.assert_said("D0204", &["{version}"]);
}

#[test]
fn placeholder_host() {
    let read = boat(
        &[TOP, TITLE, &CURL.replace("harbour.example", "api.example.com"), SHOWN, KEY, PATH, ANSWER].concat(),
    );
    assert_eq!(read.base_url(), "");
    assert!(read.said.contains("D0305"));
}

#[test]
fn ends_early_on_whole_pages() {
    for answer in [
        ANSWER,
        "\nResponse\n\n204\n\nDeleted\n",
        "\nResponse\n\n200 - application/json\n\nThe boat\n",
        "\nResponse\n\n204\n",
    ] {
        let read = boat(&[TOP, TITLE, CURL, SHOWN, KEY, PATH, answer].concat());
        assert!(!read.said.contains("D0104"), "{}", read.said);
    }
    let cut = boat(&[TOP, TITLE, CURL, SHOWN, KEY, "\nPath Parameters\n\nboat_id\nstring\n"].concat());
    cut.assert_said("D0104", &["before it describes any response"]);
}

#[test]
fn markdown_crawl() {
    let tokens = "# Add boat\n\nPOST /v1/boats\n\n```\ncurl --request POST \\\n  --url https://harbour.example/v1/boats \\\n  --header 'X-Harbour-Key: <api-key>' \\\n  --data '\n{\n  \"name\": \"<string>\"\n}\n'\n```\n\n```\n{\n  \"id\": \"<string>\"\n}\n```\n\n#### Authorizations\n\n[](#authorization-x-harbour-key)\n\nX-Harbour-Key\n\nstring\n\nheader\n\nrequired\n\nThe key.\n\n#### Body\n\napplication/json\n\n[](#body-name)\n\nname\n\nstring\n\nrequired\n\nThe name on its bow.\n\n[](#body-home-port)\n\nhome\\_port\n\nenum<string>\n\nAvailable options:\n\n`north`,\n\n`south`\n\n#### Response\n\n200\n\napplication/json\n\nThe boat was added.\n\n[](#response-id)\n\nid\n\nstring\n\nrequired\n";
    let anchored = tokens
        .replace("[](#body-name)\n\nname", "[\u{200b}](https://docs.harbour.example/add#body-name)name")
        .replace("####", "##");
    let tight = tokens
        .replace("name\n\nstring\n\nrequired\n\nThe", "name\nstringrequired\nThe")
        .replace("port\n\nenum", "port\nenum");
    for (name, text) in [
        ("add-boat.md", tokens.to_owned()),
        ("add-boat.md", anchored),
        ("add-boat.md", tight.clone()),
        ("add-boat.txt", tight),
    ] {
        let read = read_page(name, &text);
        assert_eq!(
            read.credentials("POST /v1/boats"),
            Some(vec![vec!["header X-Harbour-Key".to_owned()]]),
            "{text}"
        );
        let (_, body) = read.body("POST /v1/boats");
        assert_eq!(required(body), ["name"], "{text}");
        assert_eq!(body["properties"]["name"]["description"], "The name on its bow.");
        assert_eq!(values(read.resolve(&body["properties"]["home_port"])), ["north", "south"]);
        assert_eq!(required(read.response("POST /v1/boats", "200")), ["id"]);
        assert_eq!(
            read.operation("POST /v1/boats")["responses"]["200"]["description"],
            "The boat was added."
        );
        assert!(!read.said.contains("D0106"), "{}", read.said);
    }
}

#[test]
fn command_that_lost_its_lines() {
    let command = "curl --request POST \\ --url https://harbour.example/v1/keys \\ --header 'Authorization: Bearer <token>'";
    let text = format!(
        "# Make key\n\n```\n{command}\n```\n\n```\n{{ \"key\": \"<string>\" }}\n```\n\n#### Response\n\nSuccessful Response\n"
    );
    let read = read_page("make-key.md", &text);
    assert_eq!(
        (read.operations(), read.base_url()),
        (vec!["POST /v1/keys".to_owned()], "https://harbour.example")
    );
    let one = "curl --request GET \\\n--url https://harbour.example/v1/keys[\n{\n\"id\": \"<string>\"\n}\n]";
    let glued = read_lossy("keys.txt", &format!("{one}{one}OK\nShow child attributes\n"));
    assert!(glued.contains("D0103") && glued.contains("the ends of its lines"), "{glued}");
}

/// What is said of a page that is refused.
fn read_lossy(name: &str, text: &str) -> String {
    let read = read_page(name, text);
    assert!(read.openapi["paths"].as_object().is_none_or(|paths| paths.is_empty()));
    read.said
}

#[test]
fn dangling_reference() {
    let text = "# Change boat\n\n## OpenAPI\n\n````yaml https://api.harbour.example/openapi put /v1/boats/{boat_id}\nopenapi: 3.0.0\ninfo:\n  title: Harbour\n  version: 1.0.0\npaths:\n  /v1/boats/{boat_id}:\n    put:\n      summary: Change boat\n      parameters:\n        - in: path\n          name: boat_id\n          required: true\n          schema:\n            type: string\n      requestBody:\n        required: true\n        content:\n          application/json:\n            schema:\n              $ref: 0b7c9a52\n      responses:\n        '200':\n          description: Changed\n          content:\n            application/json:\n              schema:\n                $ref: 0b7c9a53\n````\n";
    let read = read_page("change-boat.md", text);
    let (media_type, _) = read.body("PUT /v1/boats/{boat_id}");
    assert_eq!(media_type, "application/json");
    assert_eq!(read.operation("PUT /v1/boats/{boat_id}")["requestBody"]["required"], true);
    read.response("PUT /v1/boats/{boat_id}", "200");
    read.assert_said("D0230", &["0b7c9a52"]);
}

#[test]
fn site_footer() {
    for footer in [
        "\nWas this page helpful?\n\nYesNo\n\nSuggest editsRaise issue\n\nPrevious\nList boats\nNext\nDelete boat\n\n⌘I\n\nPowered by\n",
        "Was this page helpful?\nYes\nNo\nList boats\nDelete boat\nx\ngithub\nPowered by Mast\n",
        "\nPrevious\nList boats\nNext\nDelete boat\nLast updated 3 days ago\n",
        "\nEdit this page\n\n© 2026 Harbour\n",
    ] {
        let read = boat(&[TOP, TITLE, CURL, SHOWN, KEY, PATH, ANSWER, footer].concat());
        let length = &read.response(GET, "200")["properties"]["length"];
        assert_eq!(length["description"], "How long it is, in metres.", "{footer}");
        let shown = read.openapi.to_string();
        assert!(
            !shown.contains("helpful") && !shown.contains("List boats") && !shown.contains("Edit this"),
            "{footer}"
        );
    }
    // Fields may be called so.
    let read = with_answer("200\n\nprevious\nstring\n\nThe boat before.\n\nnext\nstring\n\nLast updated\n");
    assert_eq!(read.response(GET, "200")["properties"]["next"]["description"], "Last updated");
}

#[test]
fn wrong_reason() {
    let export = "# Get boat\n\n> Finds one boat.\n\n## OpenAPI\n\n````yaml openapi.json get /v1/boats/{boat_id}\nopenapi: 3.1.0\ninfo:\n  title: Harbour\n  version: '1'\npaths:\n  /v1/boats/{boat_id}:\n    get:\n      parameters:\n        - name: boat_id\n          in: path\n          required: true\n          schema:\n            type: string\n      responses:\n        '200':\n          description: The boat.\n          content:\n            application/json:\n              schema:\n                type: object\n                required: [id]\n                properties:\n                  id:\n                    type: string\n````\n";
    let glued = "Get boat\n\nGET /v1/boats/{boat_id}\n\nPath parameters\n\nboat_idstringRequired\nWhich boat it is.\n\nResponse\n\nThe boat.\nidstringRequired\nThe number on its bow.\n";
    let bullets = "Get boat\n\nGET /v1/boats/{boat_id}\n\nPath parameters\n\n  • boat_id string Required\n\n    Which boat it is.\n\nResponses\n\n  • 200 application/json\n\n    • id string Required\n\n      The number on its bow.\n";
    let table = "Get boat\nGET /v1/boats/{boat_id}\nPath Parameters\n| Name | Type | Required | Description |\n|---|---|---|---|\n| boat_id | string | Yes | Which boat it is. |\nResponses\n200\nThe boat.\n| Name | Type | Required |\n|---|---|---|\n| id | string | Yes |\n";
    for text in [export, glued, bullets, table] {
        let read = boat(text);
        assert_eq!(read.parameter(GET, "path", "boat_id")["schema"]["type"], "string", "{text}");
        assert_eq!(required(read.response(GET, "200")), ["id"], "{text}");
        assert!(!read.said.contains("D0103"), "{}", read.said);
    }
}

#[test]
fn answers() {
    let read = with_answer(
        "200 OK\n\napplication/json\n\nThe boat\n\nid\nstring\n\n404 - application/json\n\nNo such boat\n\nmessage\nstring\nrequired\n\nWhat is wrong\n",
    );
    let responses = &read.operation(GET)["responses"];
    assert_eq!(responses["200"]["description"], "OK\n\nThe boat");
    assert_eq!(responses["404"]["description"], "No such boat");
    assert_eq!(required(read.response(GET, "404")), ["message"]);
    // The fields of a list are those of its items.
    let list = SHOWN.replace("{\n", "[\n{\n").replace("\n}", "\n}\n]");
    let read = boat(&[TOP, TITLE, CURL, &list, KEY, PATH, ANSWER].concat());
    let answer = read.response(GET, "200");
    assert_eq!((&answer["type"], required(read.resolve(&answer["items"]))), (&json!("array"), vec!["id"]));
}

#[test]
fn inspect_hides_fields() {
    let text = [TOP, TITLE, CURL, SHOWN, KEY, PATH, ANSWER].concat();
    let spec = docbind::Spec::of_texts("made", [("get-boat.txt", text.as_str())]);
    let reading = docbind::read_spec(&spec);
    let (id, page) = &reading.pages[0];
    let shown = docbind::testing::inspect::render_page(&spec.sources, *id, page);
    let at = |what: &str| {
        let line = shown
            .lines()
            .find(|line| line.contains(what))
            .unwrap_or_else(|| panic!("no {what} in:\n{shown}"));
        line.split_whitespace().nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(at("endpoint: GET /v1/boats/{boat_id}"), "GET");
    assert_eq!(at("path parameter boat_id: string, required"), "boat_id");
    assert_eq!(at("response 200 field id: string, required"), "id");
    assert_eq!(at("response 200 field length: integer"), "length");
    assert!(!shown.contains("not understood"), "{shown}");
}

/// Each operation has its own fields and its title; what stands above the first is said of all.
#[test]
fn several_operations() {
    let text = "Boats\n\nThe boats of the harbour.\n\nGet boat\nGET https://harbour.example/v1/boats/{boat_id}\n\nPath Parameters\n\nboat_id\nstring\nrequired\nWhich boat it is.\n\nResponse\n\n200\n\nid\nstring\nThe number.\n\nRemove boat\nDELETE https://harbour.example/v1/boats/{boat_id}\n\nPath Parameters\n\nboat_id\nstring\nrequired\nWhich boat goes.\n\nResponse\n\n204\n";
    let read = read_page("boats.txt", text);
    assert_eq!(read.operations(), ["DELETE /v1/boats/{boat_id}", GET]);
    assert!(read.rust.contains("fn get_boat(") && read.rust.contains("fn remove_boat("), "{}", read.rust);
    assert_eq!(read.parameter(GET, "path", "boat_id")["description"], "Which boat it is.");
    assert_eq!(
        read.parameter("DELETE /v1/boats/{boat_id}", "path", "boat_id")["description"],
        "Which boat goes."
    );
    assert_eq!(read.response(GET, "200")["properties"]["id"]["description"], "The number.");
    let guide = "Boats\n\nGET /v1/boats\nLists them.\n\nPOST /v1/boats\nAdds one.\n";
    let said = read_lossy("guide.txt", guide);
    assert!(said.contains("D0121") && said.contains("describes none of them"), "{said}");
}
