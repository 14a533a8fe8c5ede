//! Fields: their types, marks, descriptions, values and parts.

use super::*;
use crate::read::{required, values};
use serde_json::{Value, json};

/// What of a schema counts here.
fn only(schema: &Value, keys: &[&str]) -> Value {
    keys.iter().filter_map(|key| Some(((*key).to_owned(), schema.get(key)?.clone()))).collect()
}

#[test]
fn marks_run_into_the_type() {
    let read = with_query(
        "kind\nenum<string>required\nWhat moves the boat.\n\nAvailable options: sail, motor \n\n\
         deck\nintegerdefault:5\nWhich deck it is.\n\nnote\nstring | nulldefault:none\nWhat the skipper says.\n\n\
         floor\nintegerdefault:5required\nWhich floor it is.\n\nold\nstringrequireddeprecated\nNo more.\n\n\
         label\nstringdefault:\"a b\"required\nWhat it says.\n",
    );
    let parameter = |name: &str| read.parameter(GET, "query", name);
    let asked =
        |name: &str| (parameter(name)["required"] == true, parameter(name)["schema"]["default"].clone());
    assert_eq!(asked("kind"), (true, Value::Null));
    assert_eq!(values(read.resolve(&parameter("kind")["schema"])), ["sail", "motor"]);
    assert_eq!(asked("deck"), (false, json!(5)));
    assert_eq!(asked("floor"), (true, json!(5)));
    assert_eq!(asked("label"), (true, json!("a b")));
    assert_eq!(parameter("note")["description"], "What the skipper says.");
    assert_eq!(parameter("old")["deprecated"], true);
    let answer = with_answer("200\n\nid\nstringrequired\n\nThe number.\n\nlength\ninteger\n");
    assert_eq!(required(answer.response(GET, "200")), ["id"]);
}

#[test]
fn titled_type() {
    let read = with_answer(
        "200\n\nberth\nBerth · object\nrequired\n\nWhere it lies.\n\nberth.row\nstring\n\npast\nBerth place · object[]\n\npast.row\nstring\n\nid\nstring · uuid\n",
    );
    let answer = &read.response(GET, "200")["properties"];
    assert_eq!(read.resolve(&answer["berth"])["properties"]["row"]["type"], "string");
    let item = &answer["past"]["items"];
    assert_eq!(read.resolve(item)["properties"]["row"]["type"], "string");
    assert_eq!(answer["id"]["format"], "uuid");
    let query = with_query(
        "berths\nBerth · object[]\n\nWhere it lies.\n\nkind\nKind · enum<string>\n\nAvailable options:\nsail,\nmotor\n\n",
    );
    assert_eq!(query.parameter(GET, "query", "berths")["description"], "Where it lies.");
    assert_eq!(values(query.resolve(&query.parameter(GET, "query", "kind")["schema"])), ["sail", "motor"]);
}

#[test]
fn short_description_is_a_heading() {
    let read = with_query(
        "kind\nenum<string>\n\nKind of propulsion\n\nAvailable options:\nsail,\nmotor\n\n\
         fault\nstring\n\nError code\n\nstate\nstring\n\nStatus code\n\nrate\ninteger\n\n100 at most\n\n\
         two\nstring\n\nThe first line\n\nThe second line\n\n",
    );
    let parameter = |name: &str| read.parameter(GET, "query", name);
    for (name, text) in [
        ("kind", "Kind of propulsion"),
        ("fault", "Error code"),
        ("state", "Status code"),
        ("rate", "100 at most"),
        ("two", "The first line\n\nThe second line"),
    ] {
        assert_eq!(parameter(name)["description"], text);
    }
    assert_eq!(values(read.resolve(&parameter("kind")["schema"])), ["sail", "motor"]);
    assert!(!read.said.contains("D0209"), "{}", read.said);
}

/// Where descriptions stand right below the types, a line between blank lines divides the fields.
#[test]
fn dividers_of_tight_pages() {
    let lines = "page\ninteger\nWhich page it is.\nsize\ninteger\nHow many there are.\n\nFilters\n\nkind\nstring\nWhat moves it.\n\nOptional Fields\n\nrow\nstring\nWhere it lies.\n";
    let text = lines.to_owned() + "last\nstring\nThe field after it.\n";
    let read = boat(
        &[
            TOP,
            TITLE,
            CURL,
            SHOWN,
            PATH.replace("\n\nW", "\nW").as_str(),
            "\nQuery Parameters\n\n",
            &text,
            ANSWER.replace("\n\nH", "\nH").as_str(),
        ]
        .concat(),
    );
    assert_eq!(read.parameter(GET, "query", "size")["description"], "How many there are.");
    assert_eq!(read.parameter(GET, "query", "kind")["description"], "What moves it.");
}

#[test]
fn available_options() {
    for listed in [
        "Available options:\nsail,\nmotor,\nrow\n\n",
        "Available options:\nsail,\nmotor,\nrow\n",
        "\nWhat moves it\n\nAvailable options: sail, motor, row\n\n",
        "\nWhat moves it\n\nAvailable options: sail,\nmotor,\nrow\n\n",
        "What moves it.\nAllowed values:\n`sail`\n`motor`\n`row`\n\n",
        "What moves it.\nAllowed values:\nsail\nmotor\nrow\n",
        "What moves it.\nAllowed values: sail motor row\n",
        "What moves it.\nEnum: \"sail\" \"motor\" \"row\"\n",
        "What moves it.\nPossible values: [sail, motor, row]\n",
    ] {
        for (ty, of) in [
            ("enum<string>", "/schema"),
            ("enum<string> | null", "/schema"),
            ("enum<string>[]", "/schema/items"),
        ] {
            let read = with_query(&format!("kind\n{ty}\n{listed}"));
            let parameter = read.parameter(GET, "query", "kind");
            let listed_values = values(read.resolve(parameter.pointer(of).unwrap()));
            let text: Vec<&Value> = listed_values.iter().filter(|value| !value.is_null()).collect();
            assert_eq!(text, ["sail", "motor", "row"], "{ty} {listed}");
            assert!(!read.said.contains("D0209"), "{}", read.said);
        }
    }
    let numbers = with_query("deck\nenum<integer>\nAvailable options:\n1,\n2\n\n");
    assert_eq!(values(numbers.resolve(&numbers.parameter(GET, "query", "deck")["schema"])), [1, 2]);
    let words = with_query(
        "state\nenum<string>\nAvailable options:\nin use,\nout of order\nExample:\n\n\"in use\"\n\n",
    );
    assert_eq!(
        values(words.resolve(&words.parameter(GET, "query", "state")["schema"])),
        ["in use", "out of order"]
    );
}

#[test]
fn object_example_of_a_field() {
    for example in [
        "Example:\n{\n\"row\": \"A\",\n\"place\": 7\n}\n",
        "Example:\n\n{ \"row\": \"A\", \"place\": 7 }\n",
        "Example: {\"row\": \"A\", \"place\": 7}\n",
    ] {
        let read = with_answer(&format!(
            "200 - application/json\n\nThe boat.\n\nid\nstring\nrequired\n\nThe number.\n\nberth\nobject\n\nWhere it lies now.\n\n{example}\nlength\ninteger\n"
        ));
        let answer = &read.response(GET, "200")["properties"];
        let names: Vec<&String> = answer.as_object().unwrap().keys().collect();
        assert_eq!(names.len(), 3, "{names:?}");
        let berth = &read.resolve(&answer["berth"])["properties"];
        assert_eq!(
            (&berth["row"]["type"], &berth["place"]["type"]),
            (&json!("string"), &json!("integer")),
            "{example}"
        );
        assert!(!read.said.contains("D0213"), "{}", read.said);
    }
}

#[test]
fn limits() {
    let read = with_query(
        "deck\ninteger\n\nWhich deck it is.\n\nRequired range: 1 <= x <= 100\n\nfloor\ninteger\n\nWhich floor\nRequired range: x >= 1\n\
         share\nnumber\n\nHow much of it.\nRequired range: 0 < x < 1\nnote\nstring\n\nWhat the skipper says.\nRequired string length: 1 - 64\n\
         name\nstring\n\nThe name on its bow.\n\nMaximum length: 255\n\ntags\nstring[]\n\nWhat is written on it.\nRequired array length: 1 - 3 elements\n\
         code\nstring\nRequired string length: 5\nPattern: ^[A-Z]+$\nrate\ninteger\nPossible values: >= 1 and <= 9\n",
    );
    let keys = [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "pattern",
    ];
    for (name, expected) in [
        ("deck", json!({"minimum": 1, "maximum": 100})),
        ("floor", json!({"minimum": 1})),
        ("share", json!({"exclusiveMinimum": 0, "exclusiveMaximum": 1})),
        ("note", json!({"minLength": 1, "maxLength": 64})),
        ("name", json!({"maxLength": 255})),
        ("tags", json!({"minItems": 1, "maxItems": 3})),
        ("code", json!({"minLength": 5, "maxLength": 5, "pattern": "^[A-Z]+$"})),
        ("rate", json!({"minimum": 1, "maximum": 9})),
    ] {
        assert_eq!(only(&read.parameter(GET, "query", name)["schema"], &keys), expected, "{name}");
    }
    assert_eq!(read.parameter(GET, "query", "deck")["description"], "Which deck it is.");
}

#[test]
fn deprecated_mark() {
    let read = with_query(
        "note\nstring\ndeprecated\n\nWhat the skipper says.\n\nrow\nstring\nrequired\ndeprecated\n\nWhere.\n\n",
    );
    for (name, text) in [("note", "What the skipper says."), ("row", "Where.")] {
        let parameter = read.parameter(GET, "query", name);
        assert_eq!((&parameter["deprecated"], &parameter["description"]), (&json!(true), &json!(text)));
    }
}

#[test]
fn child_attributes() {
    let top = "POST\n/\nv1\n/\nboats\n";
    let body = "\nBody\n\napplication/json\nberth\nobject\nrequired\n\nWhere the boat lies now.\n\nHide child attributes\n\nberth.row\nstring\nrequired\n\nThe row.\n\nberth.place\ninteger\n\nThe place.\n\npast\nobject[]\n\nShow 2 child attributes\n\npast.row\nstring\n\nid\nstring\nread-only\n\nGiven by the harbour.\n";
    let read = boat(&[top, SHOWN, KEY, body, ANSWER].concat());
    let (_, schema) = read.body("POST /v1/boats");
    let berth = read.resolve(&schema["properties"]["berth"]);
    assert_eq!((required(schema), required(berth)), (vec!["berth"], vec!["row"]));
    assert_eq!(berth["properties"]["place"]["type"], "integer");
    assert_eq!(read.resolve(&schema["properties"]["past"]["items"])["properties"]["row"]["type"], "string");
    assert!(schema["properties"].get("id").is_none(), "it is only received");
    assert!(!read.openapi.to_string().contains("child attributes"));
}

#[test]
fn default_run_into_required() {
    let read = with_query("deck\ninteger\ndefault: 5required\n\nWhich deck it is.\n\n");
    let deck = read.parameter(GET, "query", "deck");
    assert_eq!((&deck["required"], &deck["schema"]["default"]), (&json!(true), &json!(5)));
    assert!(!read.said.contains("D0212"));
}

#[test]
fn rendered_names() {
    let text = "POST\n/\nv1\n/\nparcels\nSend parcel\ncurl --request POST \\\n  --url https://api.kite.example/v1/parcels\nSend parcel\n\nSends one.\n\nRequest Body\n\nweight\ninteger\nrequired\nIn grams.\n@kind\nstring\nrequired\nThe kind.\n2fa\nstring\nThe code.\ncreated[gte]\nstring\nFrom then on.\ndc:title\nstring\nThe title.\n\nResponse\n\n201\n\nid\nstring\nrequired\nThe parcel.\n@kind\nstring\nThe kind again.\n";
    let read = read_page("send-parcel.txt", text);
    let (_, body) = read.body("POST /v1/parcels");
    assert_eq!(required(body), ["weight", "@kind"]);
    for (name, text) in
        [("weight", "In grams."), ("@kind", "The kind."), ("2fa", "The code."), ("dc:title", "The title.")]
    {
        assert_eq!(body["properties"][name]["description"], text);
    }
    assert_eq!(
        read.response("POST /v1/parcels", "201")["properties"]["@kind"]["description"],
        "The kind again."
    );
}

/// Crawlers put a blank line between all lines, or leave out all of them.
#[test]
fn blank_lines_everywhere_or_nowhere() {
    let query = "\nQuery Parameters\n\ndeck\ninteger\ndefault:5\n\nWhich deck it is\n\nkind\nenum<string>\n\nKind of propulsion\n\nAvailable options:\nsail,\nmotor\n";
    let below = [KEY, PATH, query, ANSWER].concat();
    let lines =
        |joint: &str| below.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(joint) + "\n";
    for joint in ["\n", "\n\n"] {
        let read =
            boat(&[TOP, TITLE, CURL, SHOWN, if joint.len() > 1 { "\n" } else { "" }, &lines(joint)].concat());
        assert_eq!(read.credentials(GET), Some(vec![vec!["bearer".to_owned()]]));
        assert_eq!(read.parameter(GET, "path", "boat_id")["description"], "Which boat it is.");
        assert_eq!(read.parameter(GET, "query", "deck")["description"], "Which deck it is");
        assert_eq!(values(read.resolve(&read.parameter(GET, "query", "kind")["schema"])), ["sail", "motor"]);
        assert_eq!(required(read.response(GET, "200")), ["id"]);
    }
}

/// What was not open when the text was copied, or lost its indentation, is said.
#[test]
fn what_was_not_open() {
    let top = "POST\n/\nv1\n/\nboats\nAdd boat\n";
    let of = |body: &str| boat(&[top, SHOWN, KEY, "\nBody\n\napplication/json\n\n", body, ANSWER].concat());
    let parts = "berth\nobject\n\nWhere it lies.\n\nHide child attributes\n\nrow\nstring\n\nThe row.\n\nname\nstring\n\nOn its bow.\n";
    of(parts).assert_said("D0103", &["parts of `berth`"]);
    of("Option 1\nOption 2\n\nname\nstring\nrequired\n\nOn its bow.\n")
        .assert_said("D0103", &["one of several kinds"]);
    let map = of(
        "labels\nobject\n\nWhat is on it.\n\nShow child attributes\n\nlabels.{key}\nstring\n\nAny label.\n",
    );
    assert!(!map.said.contains("D0103"), "{}", map.said);
    let (_, body) = map.body("POST /v1/boats");
    assert_eq!(body["properties"]["labels"]["additionalProperties"]["type"], "string");
}
