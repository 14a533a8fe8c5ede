//! Settings stay with their operations.

use crate::change::{code, files, page};
use crate::edits::Files;
use crate::generate;

const ID: &str = "<ParamField path=\"id\" type=\"integer\" required>Number.</ParamField>";

fn shop(pages: &[(&str, String)], settings: &str) -> Files {
    let mut files = files(pages);
    files.insert("docbind.toml".into(), settings.into());
    files
}

fn order() -> (&'static str, String) {
    ("orders/get.mdx", page("Get one", "GET https://shop.example/v1/orders/{id}", ID))
}

fn room() -> (&'static str, String) {
    ("rooms/get.mdx", page("Get one", "GET https://shop.example/v1/rooms/{id}", ID))
}

const RENAME: &str = "[[operations]]\nselect = \"get-one\"\nrename = \"read-order\"\n";

/// A name alone stays with the operation that had it, whatever comes, and when that one is gone.
#[test]
fn a_plain_name_never_moves() {
    let before = generate(&shop(&[order()], RENAME), None);
    assert!(code(&before).contains("pub fn read_order("), "{}", code(&before));
    let both = shop(&[order(), room()], RENAME);
    let mut lock = before.lock;
    for _ in 0..2 {
        let after = generate(&both, Some(&lock));
        assert!(after.errors().is_empty(), "{:?}", after.errors());
        let text = code(&after);
        assert_eq!(text.matches("pub fn read_order(").count(), 1, "{text}");
        assert!(text.contains("pub fn get_one(") && text.contains("GET /v1/rooms/{id}"), "{text}");
        lock = after.lock;
    }
    let only_room = generate(&shop(&[room()], RENAME), Some(&lock));
    assert!(!code(&only_room).contains("read_order"), "{}", code(&only_room));
    let said = only_room.said.iter().find(|of| of.message == "no operation is called `get-one`").unwrap();
    let help = "`rooms/get-one` came when another operation had the name: it is selected with its group";
    assert!(said.all_help().any(|of| of == help), "{said:?}");
    // Without a lock the name is that of both.
    assert_eq!(generate(&both, None).errors(), ["D0501 one name for 2 operations"]);
}

/// An earlier id of an operation still selects it.
#[test]
fn an_earlier_id_selects() {
    let before = generate(&shop(&[order()], ""), None);
    let renamed = |settings: &str| {
        let text = page("Read order", "GET https://shop.example/v1/orders/{id}", ID);
        shop(&[("orders/get.mdx", text)], settings)
    };
    let api = docbind::read_spec(&crate::load_files(&renamed(""), Some(&before.lock))).api;
    let mut lock = before.lock;
    docbind::testing::lowering::take_names(
        &mut lock,
        &docbind::testing::config::Config::default(),
        &api,
        &[],
    )
    .unwrap();
    let skip = "[[operations]]\nselect = \"get-one\"\nskip = true\n";
    assert!(!code(&generate(&renamed(skip), Some(&lock))).contains("read_order"));
}
