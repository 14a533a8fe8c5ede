//! `docbind lock --rename`: what has a new name keeps the old one as an alias, and nothing else gets it.

use crate::change::{code, files, page};
use crate::edits::Files;
use crate::{Generated, generate, load_files};
use docbind::testing::config::Selector;
use docbind::testing::diff::{ChangeClass, Rules, Snapshot, compare};
use docbind::testing::lock::Lock;
use docbind::testing::lowering::take_names;

const ID: &str = "<ParamField path=\"id\" type=\"integer\" required>Number.</ParamField>";

fn order(title: &str) -> String {
    let text = page(title, "GET https://shop.example/v1/orders/{id}", ID);
    text + "\n<ResponseField name=\"total\" type=\"number\" required>Sum.</ResponseField>\n"
}

fn all(title: &str) -> String {
    page(title, "GET https://shop.example/v1/orders", "")
}

/// The lock of pages after a renaming, with what it said.
fn renamed(files: &Files, lock: &Lock, selectors: &[&str]) -> Result<(Lock, Vec<String>), Vec<String>> {
    let selectors: Vec<Selector> = selectors.iter().map(|text| text.parse().unwrap()).collect();
    let spec = load_files(files, Some(lock));
    let api = docbind::read_spec(&spec).api;
    let mut lock = lock.clone();
    let said = take_names(&mut lock, &spec.config, &api, &selectors)?;
    Ok((lock, said.done.into_iter().chain(said.left).collect()))
}

fn before() -> Generated {
    generate(&files(&[("a.mdx", order("Get one")), ("b.mdx", all("List all"))]), None)
}

#[test]
fn only_what_is_named_is_renamed() {
    let before = before();
    let pages = files(&[("a.mdx", order("Read order")), ("b.mdx", all("Find all"))]);
    let (lock, said) = renamed(&pages, &before.lock, &["get-one"]).unwrap();
    assert_eq!(
        said,
        [
            "GET /v1/orders/{id} is now `read order`, and was `get one`",
            "type `GetOneResponse` is now `ReadOrderResponse`"
        ]
    );
    let after = generate(&pages, Some(&lock));
    let text = code(&after);
    for line in [
        "pub fn read_order(&self, id: i64)",
        "pub fn get_one(&self, id: i64)",
        "#[deprecated(note = \"renamed to `read_order`\")]",
        "pub type GetOneResponse = ReadOrderResponse;",
        "pub fn list_all(&self)",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(!text.contains("find_all"), "{text}");
    // The note about the other one stays, and nothing changes in a further run.
    let noted = after.said.iter().filter(|of| of.rule.code == "D0412");
    assert_eq!(
        noted.map(|of| of.message.clone()).collect::<Vec<_>>(),
        ["this page now calls the operation `find all`"]
    );
    let again = generate(&pages, Some(&after.lock));
    assert_eq!((code(&again), &again.lock), (text, &after.lock));
    assert_eq!(renamed(&pages, &before.lock, &["orders"]), Err(vec!["orders".to_owned()]));
}

/// Nothing is given an earlier name, until it is pruned.
#[test]
fn earlier_names_are_reserved() {
    let before = before();
    let pages = files(&[("a.mdx", order("Read order")), ("b.mdx", all("List all"))]);
    let (lock, _) = renamed(&pages, &before.lock, &[]).unwrap();
    let mut more = pages.clone();
    let last = page("Get one", "GET https://shop.example/v1/orders/last", "");
    more.insert("c.mdx".into(), last);
    let after = generate(&more, Some(&generate(&pages, Some(&lock)).lock));
    let text = code(&after);
    assert!(text.contains("renamed to `read_order`"), "{text}");
    assert_eq!(text.matches("pub fn get_one(").count(), 1, "{text}");
    let mut pruned = lock;
    assert_eq!(
        pruned.prune(),
        ["alias `get_one` of GET /v1/orders/{id}", "alias `GetOneResponse` of the type `ReadOrderResponse`"]
    );
    let text = code(&generate(&pages, Some(&pruned)));
    assert!(!text.contains("get_one") && !text.contains("GetOne"), "{text}");
}

/// A name that is in use, or was, is not taken; one that comes back is no alias of itself.
#[test]
fn names_in_use_are_not_taken() {
    let before = before();
    let swapped = files(&[("a.mdx", order("List all")), ("b.mdx", all("List all"))]);
    let (lock, said) = renamed(&swapped, &before.lock, &[]).unwrap();
    assert_eq!(said, ["`get one` stays: `list all` is the name of GET /v1/orders"]);
    assert_eq!(lock, before.lock);

    let there = files(&[("a.mdx", order("Read order")), ("b.mdx", all("List all"))]);
    let (lock, _) = renamed(&there, &before.lock, &[]).unwrap();
    let there = generate(&there, Some(&lock));
    let back = files(&[("a.mdx", order("Get one")), ("b.mdx", all("List all"))]);
    let (lock, _) = renamed(&back, &there.lock, &[]).unwrap();
    let text = code(&generate(&back, Some(&lock)));
    assert!(
        text.contains("renamed to `get_one`") && text.contains("pub type ReadOrderResponse = GetOneResponse"),
        "{text}"
    );
}

/// Callers lose nothing, by the crates and by the locks alone.
#[test]
fn a_renaming_is_compatible() {
    let old = files(&[("a.mdx", order("Get one")), ("b.mdx", all("List all"))]);
    let new = files(&[("a.mdx", order("Read order")), ("b.mdx", all("Find all"))]);
    let before = generate(&old, None);
    let (lock, _) = renamed(&new, &before.lock, &[]).unwrap();
    let snapshot =
        |files: &Files, lock: &Lock| Snapshot::of_spec("a side".into(), load_files(files, Some(lock)), None);
    let of_lock = |lock: &Lock| Snapshot::of_lock("a side".into(), lock.clone());
    let after = generate(&new, Some(&lock));
    for (old, new) in
        [(snapshot(&old, &before.lock), snapshot(&new, &lock)), (of_lock(&before.lock), of_lock(&after.lock))]
    {
        let found = compare(&old, &new, Rules::default());
        assert_eq!(found.count(ChangeClass::Breaking), 0, "{:?}", found.changes);
        let is_read =
            |change: &docbind::testing::diff::Change| change.what.contains("the old name forwards to it");
        assert_eq!(found.changes.iter().filter(|change| is_read(change)).count(), 2);
    }
}

/// A value of an enum takes the name of now, and the earlier one is a constant that stands for it.
#[test]
fn a_value_takes_the_name_that_the_pages_give() {
    let kinds = |name: &str| {
        let table = format!("  | Value | Name |\n  |---|---|\n  | 1 | Desk |\n  | 9 | {name} |");
        let field = format!(
            "<ParamField body=\"kind\" type=\"integer\" required>\n  What.\n\n{table}\n</ParamField>"
        );
        files(&[("add.mdx", page("Add room", "POST https://shop.example/v1/rooms", &field))])
    };
    let before = generate(&kinds("Storage"), None);
    let pages = kinds("Nomad");
    let kept = generate(&pages, Some(&before.lock));
    let (lock, said) = renamed(&pages, &kept.lock, &["AddRoomRequestKind"]).unwrap();
    assert_eq!(said, ["`AddRoomRequestKind::Storage` is now `Nomad`"]);
    let after = generate(&pages, Some(&lock));
    let text = code(&after);
    assert!(text.contains("9 => Self::Nomad"), "{text}");
    assert!(text.contains("pub const Storage: Self = Self::Nomad;"), "{text}");
    assert_eq!(after.said.iter().filter(|of| of.rule.code == "D0412").count(), 0);
    let found = compare(
        &Snapshot::of_spec("old".into(), load_files(&kinds("Storage"), Some(&before.lock)), None),
        &Snapshot::of_spec("new".into(), load_files(&pages, Some(&lock)), None),
        Rules::default(),
    );
    assert_eq!(found.count(ChangeClass::Breaking), 0, "{:?}", found.changes);
    // Another value is not given the earlier name, and `--prune` frees it.
    let mut more = after.lock.clone();
    assert_eq!(more.prune(), ["alias `Storage` of a value of `AddRoomRequestKind`"]);
    assert!(!code(&generate(&pages, Some(&more))).contains("Storage"));
    let (back, said) = renamed(&kinds("Storage"), &after.lock, &[]).unwrap();
    assert_eq!(said, ["`AddRoomRequestKind::Nomad` is now `Storage`"]);
    let text = code(&generate(&kinds("Storage"), Some(&back)));
    assert!(text.contains("pub const Nomad: Self = Self::Storage;"), "{text}");
}

/// The struct of required values goes with its request, and leaves an alias too.
#[test]
fn the_struct_of_required_values_is_renamed_with_its_request() {
    let fields = ["name", "city", "street"];
    let fields: String = fields
        .iter()
        .map(|name| format!("<ParamField body=\"{name}\" type=\"string\" required>A {name}.</ParamField>\n"))
        .collect();
    let pages = |title: &str| files(&[("a.mdx", page(title, "POST https://shop.example/v1/rooms", &fields))]);
    let before = generate(&pages("Add room"), None);
    assert!(code(&before).contains("pub struct AddRoomRequired"), "{}", code(&before));
    // A type that comes later does not take the name.
    let mut more = pages("Add room");
    let field = "<ResponseField name=\"place\" type=\"AddRoomRequired\">Where.</ResponseField>";
    more.insert("b.mdx".into(), page("Add room required", "GET https://shop.example/v1/added", field));
    let later = generate(&more, Some(&before.lock));
    assert!(code(&later).contains("pub struct AddRoomRequired {"), "{}", code(&later));
    let (lock, _) = renamed(&pages("Open room"), &before.lock, &[]).unwrap();
    let text = code(&generate(&pages("Open room"), Some(&lock)));
    assert!(text.contains("pub struct OpenRoomRequired"), "{text}");
    assert!(text.contains("pub type AddRoomRequired = OpenRoomRequired;"), "{text}");
}
