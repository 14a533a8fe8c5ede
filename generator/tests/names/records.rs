//! A record is the place that refers to it, and an error that came without a body is matched without one.

use crate::change::{code, files, page};
use crate::edits::Files;
use crate::generate;
use crate::surface::{lost, surface};
use docbind::testing::config::Selector;
use docbind::testing::lowering::take_names;

const ID: &str = "<ParamField path=\"id\" type=\"integer\" required>Number.</ParamField>";

/// What callers of the older pages lose, where the newer are read with the lock of them.
fn lost_by(old: &Files, new: &Files) -> Vec<String> {
    let before = generate(old, None);
    let after = generate(new, Some(&before.lock));
    let again = generate(new, Some(&after.lock));
    assert_eq!(again.lock, after.lock, "a further run changes nothing");
    lost(&surface(&before.client), &surface(&after.client))
}

fn jars(record: &str) -> Files {
    let list = format!(
        "---\ntitle: List jars\napi: GET https://shop.example/v1/shelves/{{id}}/jars\n---\n\n{ID}\n\n## Response\n\n\
         <ResponseField name=\"jars\" type=\"{record}[]\" required>The [jars](/jars/get-jar).</ResponseField>\n"
    );
    let get = page("Get jar", "GET https://shop.example/v1/jars/{id}", ID);
    files(&[("jars/get-jar.mdx", get), ("jars/list-jars.mdx", list)])
}

/// A page that names another page after a new record changes no type: nor the record's, nor those within it.
#[test]
fn a_link_renames_no_record() {
    let mut new = jars("Jar");
    let list = new["jars/list-jars.mdx"].replace("Jar[]", "Vessel[]").replace("/shelves", "/walls");
    new.insert("jars/a-list-vessels.mdx".into(), list);
    assert_eq!(lost_by(&jars("Jar"), &new), [""; 0]);
    assert_eq!(lost_by(&jars("Jar"), &jars("Vessel")), [""; 0]);
}

/// The new name is there for who asks for it.
#[test]
fn a_record_takes_its_new_name() {
    let before = generate(&jars("Jar"), None);
    let spec = crate::load_files(&jars("Vessel"), Some(&before.lock));
    let api = docbind::read_spec(&spec).api;
    let mut lock = before.lock.clone();
    let selectors: Vec<Selector> = vec!["Jar".parse().unwrap()];
    let said = take_names(&mut lock, &spec.config, &api, &selectors).unwrap();
    assert_eq!(said.done, ["type `Jar` is now `Vessel`"]);
    let after = generate(&jars("Vessel"), Some(&lock));
    let text = code(&after);
    assert!(text.contains("pub struct Vessel {") && text.contains("pub type Jar = Vessel;"), "{text}");
    assert!(after.said.iter().all(|of| of.rule.code != "D0412"));
}

fn hook(title: &str, field: &str) -> String {
    format!(
        "---\ntitle: {title}\nwebhook: true\n---\n\nSent when a jar is full.\n\n## Body\n\n\
         <ParamField body=\"jar\" type=\"object\" required>\n  Which.\n\n  <ParamField body=\"jar.id\" type=\"integer\">\n    \
         Number.\n  </ParamField>\n</ParamField>\n\n<ParamField body=\"{field}\" type=\"string\">Text.</ParamField>\n"
    )
}

/// A webhook is its page, or its title, or else what it sends.
#[test]
fn a_webhook_keeps_its_types() {
    let of = |path: &str, title: &str| {
        let mut files = jars("Jar");
        files.insert("hooks/lid-closed.mdx".into(), hook("Lid closed", "lid"));
        files.insert(path.into(), hook(title, "label"));
        files
    };
    let old = of("hooks/jar-filled.mdx", "Jar filled");
    let names = generate(&old, None).client.webhooks.len();
    assert_eq!(names, 2);
    for (path, title) in [
        ("hooks/jar-filled.mdx", "Jar is full"),
        ("hooks/z-jar.mdx", "Jar filled"),
        ("hooks/a-jar.mdx", "A jar was filled"),
    ] {
        assert_eq!(lost_by(&old, &of(path, title)), [""; 0], "{path}: {title}");
    }
}

fn event(title: &str, name: &str) -> String {
    format!("{}\n```json Body\n{{\"type\": \"{name}\"}}\n```\n", hook(title, "type"))
}

/// What stands for an event is the event's, whatever the page is called, and whoever has its title now.
#[test]
fn an_event_keeps_its_variant() {
    let old = files(&[
        ("hooks/filled.mdx", event("Jar filled", "jar.filled")),
        ("hooks/lost.mdx", event("Jar lost", "jar.lost")),
    ]);
    let new = files(&[
        ("hooks/filled.mdx", event("Jar is full", "jar.filled")),
        ("hooks/again.mdx", event("Jar filled", "jar.filled-again")),
        ("hooks/lost.mdx", event("Jar lost", "jar.lost")),
        ("hooks/event.mdx", event("Webhook event", "any")),
    ]);
    let variants = |of: &crate::Generated| {
        let events = of.client.webhook_events.as_ref().expect("events are told apart");
        let all = events.variants.iter().map(|of| format!("{} {}", of.ident, of.events.join(" ")));
        let mut all: Vec<String> = all.collect();
        all.sort();
        (events.ident.to_string(), all)
    };
    let before = generate(&old, None);
    assert_eq!(
        variants(&before),
        ("WebhookEvent".into(), vec!["JarFilled jar.filled".to_owned(), "JarLost jar.lost".into()])
    );
    let (name, after) = variants(&generate(&new, Some(&before.lock)));
    assert_eq!(name, "WebhookEvent");
    assert!(after.contains(&"JarFilled jar.filled".to_owned()) && after.len() == 4, "{after:?}");
    assert_eq!(lost_by(&old, &new), [""; 0]);
    // A page that is gone frees no name of an event that is there.
    let other = files(&[("hooks/lost.mdx", event("Jar misplaced", "jar.lost"))]);
    let (name, after) = variants(&generate(&other, Some(&before.lock)));
    assert_eq!((name.as_str(), after.as_slice()), ("WebhookEvent", &["JarLost ".to_owned()][..]));
}

fn closing(body: &str) -> String {
    let text = page("Close jar", "POST https://shop.example/v1/jars/{id}/close", ID);
    format!("{text}\n### 403\n\nNot yours.\n\n{body}\n### 404\n\nNo such jar.\n")
}

const REASON: &str = "<ResponseField name=\"reason\" type=\"string\">Why.</ResponseField>\n";

/// The first body of an error stands beside its variant, also where several methods share the error.
#[test]
fn a_first_body_leaves_the_variant_as_it_is() {
    let opening = closing("").replace("Close jar", "Open jar").replace("/close", "/open");
    let pages = |body: &str| files(&[("close.mdx", closing(body)), ("open.mdx", opening.clone())]);
    assert_eq!(lost_by(&pages(""), &pages(REASON)), [""; 0]);
    let before = generate(&pages(""), None);
    let after = generate(&pages(REASON), Some(&before.lock));
    let text = code(&after);
    for line in [
        "    Forbidden,\n",
        "Its body: [`Self::forbidden_body`].",
        "pub fn forbidden_body(",
        "Some(Self::Forbidden) => error.body().map(|body| codegen::decode(body)),",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    // Without a lock, the variant holds it.
    let text = code(&generate(&pages(REASON), None));
    assert!(text.contains("    Forbidden(") && !text.contains("forbidden_body("), "{text}");
}

/// Pages of another path may describe another record under a name that is known: each list has the one that it links
/// to, and the newcomer is called after its path.
#[test]
fn a_second_record_of_a_name_is_another() {
    let mut old = jars("Jar");
    let get = |path: &str, field: &str| {
        let field = format!(
            "\n\n## Response\n\n<ResponseField name=\"{field}\" type=\"string\">Text.</ResponseField>\n"
        );
        page("Get jar", &format!("GET https://shop.example/v1/{path}/{{id}}"), &format!("{ID}{field}"))
    };
    old.insert("jars/get-jar.mdx".into(), get("jars", "label"));
    let mut new = old.clone();
    let list = old["jars/list-jars.mdx"].replace("](/jars/get-jar)", "](/jars/a-get-jar)");
    new.insert(
        "jars/a-list-jars.mdx".into(),
        list.replace("/jars\n", "/urns\n").replace("List jars", "List urns"),
    );
    new.insert("jars/a-get-jar.mdx".into(), get("urns", "glaze"));
    assert_eq!(lost_by(&old, &new), [""; 0]);
    let before = generate(&old, None);
    for lock in [None, Some(&before.lock)] {
        let after = generate(&new, lock);
        let text = code(&after);
        let of = |name: &str| {
            text.split(&format!("pub struct {name} {{")).nth(1).and_then(|of| of.split('}').next())
        };
        assert!(of("Jar").is_some_and(|of| of.contains("label")), "{text}");
        assert!(of("UrnsJar").is_some_and(|of| of.contains("glaze")), "{text}");
        assert!(text.contains("pub jars: Vec<UrnsJar>,") && text.contains("pub jars: Vec<Jar>,"), "{text}");
        assert!(after.said.iter().all(|of| of.rule.code != "D0304"));
    }
}
