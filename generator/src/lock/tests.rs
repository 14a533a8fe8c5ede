use super::*;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;

fn parse(text: &str) -> Result<Lock, Box<Diagnostic>> {
    let mut sources = Sources::default();
    let id = sources.add(LOCK_NAME, LOCK_NAME, text);
    Lock::parse(sources.get(id))
}

fn page(path: &str, etag: Option<&str>) -> LockedPage {
    LockedPage {
        path: path.to_owned(),
        url: format!("https://docs.acme.example/{path}"),
        markdown: None,
        hash: hash_of(b"text"),
        etag: etag.map(str::to_owned),
        last_modified: None,
        fetched: "2026-11-30".to_owned(),
        other: BTreeMap::new(),
    }
}

fn lock_of(pages: &[LockedPage]) -> Lock {
    Lock { pages: pages.iter().map(|page| (page.path.clone(), page.clone())).collect(), ..Lock::default() }
}

#[test]
fn is_written_page_by_page_in_order() {
    let lock = lock_of(&[page("b.md", Some("W/\"1\"")), page("a.md", None)]);
    let text = lock.render();
    assert_eq!(
        text,
        "# docbind writes this file. Check it in: it keeps names and pages as they are.\n\
         version = 1\n\
         docbind = \"0.1.0\"\n\
         \n[[page]]\n\
         path = \"a.md\"\n\
         url = \"https://docs.acme.example/a.md\"\n\
         hash = \"sha256:982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1\"\n\
         fetched = \"2026-11-30\"\n\
         \n[[page]]\n\
         path = \"b.md\"\n\
         url = \"https://docs.acme.example/b.md\"\n\
         hash = \"sha256:982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1\"\n\
         etag = 'W/\"1\"'\n\
         fetched = \"2026-11-30\"\n"
    );
    assert_eq!(parse(&text).as_ref(), Ok(&lock));
}

#[test]
fn what_it_does_not_know_stays() {
    let text = "version = 1\ndocbind = \"0.1.0\"\nflag = true\n\n[[alien]]\nid = \"GET /a\"\n\n[alien.arguments]\nid = 1\n\n\
                [[page]]\npath = \"a.md\"\nurl = \"u\"\nhash = \"h\"\nfetched = \"d\"\nlater = [1]\n\n[table.inner]\nx = 1\n";
    let lock = parse(text).unwrap();
    let again = parse(&lock.render()).unwrap();
    assert_eq!(lock, again);
    assert_eq!(lock.render(), again.render());
    for kept in ["flag = true", "[[alien]]", "[alien.arguments]", "later = [1]", "[table.inner]"] {
        assert!(again.render().contains(kept), "{kept}: {}", again.render());
    }
}

#[test]
fn what_is_no_lock_is_said() {
    let entry =
        |path: &str| format!("[[page]]\npath = '{path}'\nurl = \"u\"\nhash = \"h\"\nfetched = \"d\"\n");
    let head = "version = 1\ndocbind = \"x\"\n";
    for (text, message) in [
        (
            "version = 2\nnew = {}\n".to_owned(),
            "docbind.lock is of version 2, which this docbind does not read",
        ),
        ("version = 0\n".to_owned(), "docbind.lock is of version 0, which this docbind does not read"),
        ("version = \n".to_owned(), "docbind.lock is not TOML: "),
        (
            "version = \"1\"\ndocbind = \"x\"\n".to_owned(),
            "docbind.lock is not as docbind writes it: invalid type",
        ),
        ("docbind = \"x\"\n".to_owned(), "docbind.lock is not as docbind writes it: missing field `version`"),
        (String::new(), "docbind.lock is not as docbind writes it: missing field `version`"),
        (format!("{head}page = 1\n"), "docbind.lock is not as docbind writes it: invalid type"),
        (
            format!("{head}{}{}", entry("a.md"), entry("a.md")),
            "docbind.lock is not as docbind writes it: two pages",
        ),
        (
            format!("{head}{}", entry("../a.md")),
            "docbind.lock is not as docbind writes it: a page has the path",
        ),
        (
            format!("{head}{}", entry("/a.md")),
            "docbind.lock is not as docbind writes it: a page has the path",
        ),
        (format!("{head}<<<<<<< HEAD\n=======\n>>>>>>> b\n"), "docbind.lock has a conflict of a merge"),
    ] {
        let found = parse(&text).expect_err(&text);
        assert_eq!(found.rule.code, "D0701", "{text}");
        assert!(found.message.starts_with(message), "{text}: {}", found.message);
    }
}

#[test]
fn what_is_gone_is_freed_when_it_is_pruned() {
    let text = "version = 1\ndocbind = \"x\"\n\n[[operation]]\nendpoint = \"GET /a\"\nid = \"get a\"\ngroup = \"a\"\n\
                [[operation]]\nendpoint = \"GET /b\"\nid = \"get b\"\ngroup = \"a\"\ngone = true\n\
                [[group]]\nname = \"a\"\nmodule = \"a\"\nhandle = \"A\"\nmethods = [\"get_a = GET /a\", \"get_b = GET /b\"]\n\
                [[type]]\nname = \"Lamp\"\nmodule = \"a\"\nplaces = []\nshape = \"1\"\ngone = true\n";
    let mut lock = parse(text).unwrap();
    assert!(lock.summary().contains("operations       1   and 1 that are gone"), "{}", lock.summary());
    let freed = lock.prune();
    assert_eq!(freed, ["operation GET /b: `get b`", "method `a::get_b`, which was GET /b", "type `Lamp`"]);
    assert!(!lock.render().contains("get_b") && !lock.render().contains("gone"), "{}", lock.render());
    assert_eq!(lock.prune(), Vec::<String>::new());
}

#[test]
fn is_saved_once() {
    let folder = tempfile::tempdir().unwrap();
    let lock = lock_of(&[page("a.md", None)]);
    assert!(lock.save(folder.path()).unwrap());
    assert!(!lock.save(folder.path()).unwrap());
    let text = std::fs::read_to_string(folder.path().join(LOCK_NAME)).unwrap();
    assert_eq!(parse(&text).unwrap(), lock);
}

#[test]
fn names_are_names_and_given_once() {
    let fault = |entries: &str| {
        let found = parse(&format!("version = 1\ndocbind = \"x\"\n{entries}")).map(|_| ());
        found.map_err(|found| found.message)
    };
    let of_type = |name: &str, more: &str| {
        format!("[[type]]\nname = \"{name}\"\nmodule = \"types\"\nplaces = []\nshape = \"0\"\n{more}\n")
    };
    let group = |module: &str, methods: &str| {
        format!("[[group]]\nname = \"g\"\nmodule = \"{module}\"\nhandle = \"G\"\nmethods = [{methods}]\n")
    };
    let twice = of_type("Lamp", "") + &of_type("Lamp", "");
    let is = |text: &str| Err(format!("in docbind.lock, {text}"));
    assert_eq!(fault(&of_type("Lamp", "members = [\"id = a: b: i64\"]")), Ok(()));
    assert_eq!(fault(&twice), is("two entries are the type `Lamp`"));
    assert_eq!(fault(&of_type("a b", "")), is("`a b` is no name in Rust"));
    assert_eq!(fault(&of_type("Lamp", "members = [\"9 = a: i64\"]")), is("`9` is no name in Rust"));
    assert_eq!(fault(&of_type("Lamp", "new = [\"x()\"]")), is("`x()` is no name in Rust"));
    assert_eq!(fault(&group("../g", "")), is("`../g` is no name in Rust"));
    let methods = "\"get = GET /a\", \"get = GET /b\"";
    assert_eq!(fault(&group("g", methods)), is("two entries are the method `get`"));
}
