//! `shared_cases/change`: pages before and after a change, and what must hold of the names.

use crate::edits::Files;
use crate::surface::{Surface, lost, surface};
use crate::{Generated, generate, generate_folder};
use std::path::Path;

/// The crates before and after, the second with the lock of the first.
fn change(name: &str) -> (Generated, Generated) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/shared_cases/change").join(name);
    let before = generate_folder(&folder.join("before"), None);
    let after = generate_folder(&folder.join("after"), Some(&before.lock));
    let lost = lost(&surface(&before.client), &surface(&after.client));
    assert!(lost.is_empty(), "{}", lost.join("\n"));
    (before, after)
}

fn methods(of: &Surface) -> Vec<String> {
    let methods = of.iter().filter_map(|(name, means)| Some((name.strip_prefix("method ")?, means)));
    methods.map(|(name, means)| format!("{name} = {means}")).collect()
}

/// A second page of the same title gets another name; the method that is there keeps name and URL.
#[test]
fn clash_steals_method_name() {
    let (before, after) = change("clash-steals-method-name");
    let old = methods(&surface(&before.client));
    assert_eq!(old.len(), 1);
    assert!(old[0].contains(".get_one = GET /v1/orders/{}"), "{old:?}");
    let new = methods(&surface(&after.client));
    assert!(new.contains(&old[0]) && new.len() == 2, "{new:?}");
    assert!(new.iter().any(|line| line.contains(".get_cancelled_order = ")), "{new:?}");
}

/// A type that two methods answer keeps its name where its page did not change.
#[test]
fn optional_field_renames_type() {
    let (_, after) = change("optional-field-renames-type");
    let lamp = after.client.groups.iter().flat_map(|group| &group.methods);
    let lamp = lamp.into_iter().find(|method| method.ident.as_str() == "create_lamp").unwrap();
    let docbind::testing::lowering::Answer::Json(answer) = &lamp.answer else { panic!("{:?}", lamp.answer) };
    assert_eq!(after.client.get(answer.named().unwrap()).ident.as_str(), "CreateResponse");
    assert!(after.errors().is_empty());
}

/// A setting for an operation stays with it when another page has its title.
#[test]
fn override_hijacked() {
    let (_, after) = change("override-hijacked");
    let new = methods(&surface(&after.client));
    assert!(new.iter().any(|line| line.contains(".read_order = GET /v1/orders/{}")), "{new:?}");
    assert_eq!(new.iter().filter(|line| line.contains("read_order")).count(), 1, "{new:?}");
}

/// Arguments of `new` stay in order when the page's fields change places.
#[test]
fn reorder_swaps_arguments() {
    let (before, after) = change("reorder-swaps-arguments");
    let new = |of: &Generated| surface(&of.client)["new CreateMoveRequest"].clone();
    assert_eq!(new(&before), "from_room: I64, to_room: I64");
    assert_eq!(new(&after), new(&before));
}

pub fn page(title: &str, endpoint: &str, fields: &str) -> String {
    format!(
        "---\ntitle: {title}\napi: {endpoint}\n---\n\n{fields}\n\n## Response\n\n<ResponseField name=\"id\" type=\"integer\" required>Number.</ResponseField>\n"
    )
}

pub fn files(pages: &[(&str, String)]) -> Files {
    pages.iter().map(|(path, text)| ((*path).to_owned(), text.clone())).collect()
}

/// The code of a crate, all of it.
pub fn code(of: &Generated) -> String {
    docbind::testing::backend::emit_module(&of.client)
}

/// A method without a request stays one; what may be sent now is sent by a second one, whose name stays too.
#[test]
fn a_first_optional_parameter_leaves_calls_as_they_are() {
    let id = "<ParamField path=\"id\" type=\"integer\" required>Number.</ParamField>";
    let query = "<ParamField query=\"lang\" type=\"string\">Language.</ParamField>";
    let line = "GET https://shop.example/v1/orders/{id}";
    let before = generate(&files(&[("get.mdx", page("Get one", line, id))]), None);
    assert!(code(&before).contains("pub fn get_one(&self, id: i64)"), "{}", code(&before));
    let pages = files(&[("get.mdx", page("Get one", line, &format!("{id}\n{query}")))]);
    let after = generate(&pages, Some(&before.lock));
    assert_eq!(lost(&surface(&before.client), &surface(&after.client)), Vec::<String>::new());
    let text = code(&after);
    assert!(text.contains("pub fn get_one(&self, id: i64)"), "{text}");
    assert!(text.contains("self.get_one_with(id, &Default::default())"), "{text}");
    let again = generate(&pages, Some(&after.lock));
    assert_eq!((code(&again), &again.lock), (text, &after.lock));
    assert!(!code(&generate(&pages, None)).contains("get_one_with"));
}

/// So it is with the method that goes through the pages of a list.
#[test]
fn a_first_optional_parameter_leaves_the_walk_through_pages() {
    let list = |fields: &str| {
        let answer = "<ResponseField name=\"orders\" type=\"object[]\" required>All.\n\
            <Expandable title=\"order\"><ResponseField name=\"id\" type=\"integer\" required>Number.</ResponseField></Expandable>\n\
            </ResponseField>\n<ResponseField name=\"next\" type=\"string\">URL of the next page.</ResponseField>";
        let head = "---\ntitle: List orders\napi: GET https://shop.example/v1/orders\n---\n\n";
        let settings = "[[operations]]\nselect = \"list-orders\"\npagination = { items = \"orders\", next = \"next\" }\n";
        files(&[
            ("docbind.toml", format!("[api]\nname = \"shop\"\n\n{settings}")),
            ("list.mdx", format!("{head}{fields}\n\n## Response\n\n{answer}\n")),
        ])
    };
    let before = generate(&list(""), None);
    assert!(code(&before).contains("pub fn list_orders_pages("), "{}", code(&before));
    let pages = list("<ParamField query=\"state\" type=\"string\">Which.</ParamField>");
    let after = generate(&pages, Some(&before.lock));
    assert_eq!(lost(&surface(&before.client), &surface(&after.client)), Vec::<String>::new());
    let text = code(&after);
    assert!(text.contains("self.list_orders_with_pages(&Default::default())"), "{text}");
    assert!(text.contains("pub fn list_orders_with_pages("), "{text}");
    let again = generate(&pages, Some(&after.lock));
    assert_eq!((code(&again), &again.lock), (text, &after.lock));
}

/// A parameter that comes to one of two operations with one request type is sent by both.
#[test]
fn a_widened_request_is_sent_whole() {
    let query = |name: &str| format!("<ParamField query=\"{name}\" type=\"string\">What.</ParamField>\n");
    let both = |second: &str| {
        let fields = format!("{}{}", query("lang"), query("sort"));
        files(&[
            ("a.mdx", page("List lamps", "GET https://shop.example/v1/lamps", &fields)),
            ("b.mdx", page("List rooms", "GET https://shop.example/v1/rooms", &format!("{fields}{second}"))),
        ])
    };
    let before = generate(&both(""), None);
    let after = generate(&both(&query("colour")), Some(&before.lock));
    assert_eq!(lost(&surface(&before.client), &surface(&after.client)), Vec::<String>::new());
    for method in after.client.groups.iter().flat_map(|group| &group.methods) {
        assert_eq!(method.parts.len(), 3, "{}", method.ident);
    }
}

/// The call that README and crate page show does not jump to a newcomer.
#[test]
fn the_example_stays_with_what_is_known() {
    let line = "GET https://shop.example/v1/orders/{id}";
    let id = "<ParamField path=\"id\" type=\"integer\" required>Number.</ParamField>";
    let old = ("get.mdx", page("Get one", line, id));
    let before = generate(&files(std::slice::from_ref(&old)), None);
    let new = ("all.mdx", page("All", "GET https://shop.example/v1/orders", ""));
    let after = generate(&files(&[old, new]), Some(&before.lock));
    let example = after.client.example.as_ref().unwrap();
    let method = &after.client.groups[example.group].methods[example.method];
    assert_eq!(method.ident.as_str(), "get_one");
}

/// Values keep the names that they have, also those that are not the first choice.
#[test]
fn a_value_called_unknown_keeps_its_name() {
    let field = "<ParamField body=\"state\" type=\"'unknown' | 'done'\" required>State.</ParamField>";
    let pages = files(&[("a.mdx", page("Set state", "POST https://shop.example/v1/states", field))]);
    let before = generate(&pages, None);
    assert!(code(&before).contains("DocumentedUnknown"), "{}", code(&before));
    let after = generate(&pages, Some(&before.lock));
    assert_eq!(code(&after), code(&before));
}

/// What `[package]` says stands in the manifest.
#[test]
fn package_is_copied_into_the_manifest() {
    let settings = "[package]\nversion = \"1.2.3\"\nlicense = \"MIT\"\nkeywords = [\"shop\"]\npublish = false\n\
                    [package.metadata.docs.rs]\nall-features = true\n";
    let page = page("All", "GET https://shop.example/v1/orders", "");
    let made = generate(&files(&[("docbind.toml", settings.to_owned()), ("a.mdx", page)]), None);
    assert!(made.errors().is_empty(), "{:?}", made.errors());
    let files = docbind::testing::backend::emit_crate(&made.client, &docbind::CrateOptions::default());
    let manifest = format!("{files:?}");
    for line in [
        "version = \\\"1.2.3\\\"",
        "license = \\\"MIT\\\"",
        "keywords = [\\\"shop\\\"]",
        "publish = false",
        "metadata = { docs = { rs = { all-features = true } } }",
    ] {
        assert!(manifest.contains(line), "{line}: {}", &manifest[..1500]);
    }
}

/// The names of placeholders say nothing of an operation.
#[test]
fn an_operation_is_its_verb_and_path() {
    let one = |name: &str| {
        let field = format!("<ParamField path=\"{name}\" type=\"integer\" required>Number.</ParamField>");
        page("Get one", &format!("GET https://shop.example/v1/orders/{{{name}}}"), &field)
    };
    let before = generate(&files(&[("get.mdx", one("id"))]), None);
    let after = generate(&files(&[("get.mdx", one("orderId"))]), Some(&before.lock));
    assert_eq!(lost(&surface(&before.client), &surface(&after.client)), Vec::<String>::new());
    assert!(!code(&after).contains("get_one_2"), "{}", code(&after));
}

/// A value of an enum keeps its name, with a note; a setting names it whatever the lock has.
#[test]
fn a_value_with_another_name_keeps_the_one_it_has() {
    let kinds = |name: &str| {
        let table = format!("  | Value | Name |\n  |---|---|\n  | 1 | Desk |\n  | 9 | {name} |");
        let field = format!(
            "<ParamField body=\"kind\" type=\"integer\" required>\n  What.\n\n{table}\n</ParamField>"
        );
        page("Add room", "POST https://shop.example/v1/rooms", &field)
    };
    let before = generate(&files(&[("add.mdx", kinds("Storage"))]), None);
    let mut pages = files(&[("add.mdx", kinds("Nomad"))]);
    let after = generate(&pages, Some(&before.lock));
    assert_eq!(lost(&surface(&before.client), &surface(&after.client)), Vec::<String>::new());
    assert!(!code(&after).contains("Nomad"), "{}", code(&after));
    let notes = after.said.iter().filter(|of| of.rule.code == "D0412").map(|of| of.message.clone());
    assert_eq!(
        notes.collect::<Vec<_>>(),
        ["the pages now call the value `9` of `AddRoomRequestKind` \"nomad\""]
    );
    let setting = "[[fields]]\nselect = \"*:body.kind\"\nvalues = [{ value = 1, name = \"desk\" }, { value = 9, name = \"attic\" }]\n";
    pages.insert("docbind.toml".to_owned(), format!("[api]\nname = \"shop\"\n\n{setting}"));
    assert!(code(&generate(&pages, Some(&before.lock))).contains("Attic"));
}

/// A page that is linked no more, and a second page that describes the same record: lists of both give that record.
#[test]
fn a_record_that_two_pages_describe_alike_is_one() {
    let head = |title: &str, path: &str| {
        format!("---\ntitle: \"{title}\"\napi: \"GET https://shop.example/{path}\"\n---\n\n")
    };
    let lamp = "<ParamField path=\"id\" type=\"integer\" required>Number.</ParamField>\n\n\
        <ResponseField name=\"name\" type=\"string\" required>Name.</ResponseField>\n\
        <ResponseField name=\"note\" type=\"string\">Note.</ResponseField>\n";
    let one = |version: &str| head("Get one Lamp", &format!("{version}/lamps/{{id}}")) + lamp;
    let several = |version: &str, link: &str| {
        let answer = format!("The answer is an array of Lamp records, as [Get one Lamp]({link}) describes.");
        let example = "```json\n[{\"name\": \"a\", \"note\": null}]\n```\n";
        let head = head("Get several", &format!("{version}/batches"));
        format!("{head}## Response\n\n### 200\n\n{answer}\n\n{example}")
    };
    let of = generate(
        &files(&[
            ("a/one.mdx", one("v2")),
            ("a/several.mdx", several("v2", "/a/one")),
            ("b/one.mdx", one("v1")),
            ("b/several.mdx", several("v1", "/gone")),
        ]),
        None,
    );
    let text = code(&of);
    assert_eq!(text.matches("codegen::Call<Vec<Lamp>>").count(), 2, "{text}");
    assert!(!of.said.iter().any(|of| of.message.contains("no page describes")), "{:?}", of.said);
}

/// Two enums that are alternatives of one value, whatever the order of the fields.
#[test]
fn alternatives_keep_their_types() {
    let speed = "<ParamField body=\"speed\" enum={[1, \"auto\", true]}>Of several types.</ParamField>\n";
    let mark = "<ParamField body=\"mark\" type=\"string\" enum={[\"x\", \"y\"]}>One of two.</ParamField>\n";
    let pages = |fields: String| {
        files(&[("set.mdx", page("Set dial", "POST https://shop.example/v1/dials", &fields))])
    };
    let before = generate(&pages(format!("{speed}{mark}")), None);
    for fields in [format!("{speed}{mark}"), format!("{mark}{speed}")] {
        let after = generate(&pages(fields), Some(&before.lock));
        assert_eq!(lost(&surface(&before.client), &surface(&after.client)), Vec::<String>::new());
    }
}
