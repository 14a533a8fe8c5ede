//! Credentials are sent to one host, and shown nowhere.

use crate::Folder;
use crate::site::{Reply, Site};

const TOKEN: &str = "Bearer s3cr3t-t0ken-8f1c";

#[test]
fn a_header_from_the_environment() {
    let (site, other, folder) = (Site::start(), Site::start(), Folder::new());
    let host = other.url.trim_start_matches("http://").to_owned();
    site.index(&["/a.md", "/b.md", "/c.md"]);
    site.page("/a.md", "# A\n");
    site.set("/b.md", Reply::redirect(&format!("{}/b.md", other.url)));
    site.set("/c.md", Reply::new(500, "text/plain", TOKEN));
    other.page("/b.md", "# B\n");
    let run = |arguments: &[&str]| {
        crate::Run::new(folder.command(arguments).env("DOCS_TOKEN", TOKEN).output().unwrap())
    };
    let header = "Authorization=DOCS_TOKEN";
    let first =
        run(&["fetch", &site.url, "--out", "spec", "--header-env", header, "--allow-host", &host, "--all"]);
    let second = run(&["fetch", "spec", "--all"]);
    let asked = site.asked();
    assert!(asked.iter().all(|asked| asked.headers["authorization"] == TOKEN), "{asked:?}");
    assert!(other.asked().iter().all(|asked| !asked.headers.contains_key("authorization")));
    let folder_holds =
        ["docbind.toml", "docbind.lock", "a.md", "b.md"].map(|file| folder.read(file)).concat();
    for text in [&folder_holds, &first.stdout, &first.stderr, &second.stdout, &second.stderr] {
        assert!(!text.contains("s3cr3t"), "{text}");
    }
    assert!(folder.read("docbind.toml").contains("header-env = { \"Authorization\" = \"DOCS_TOKEN\" }"));
    let without = folder.refresh();
    assert_eq!(without.code, Some(3), "{without}");
    without.says("the variable `DOCS_TOKEN` holds no value for the header `Authorization`");
}

#[test]
fn a_value_in_the_place_of_a_variable_is_not_shown() {
    let folder = Folder::new();
    let run = folder.docbind(&[
        "fetch",
        "https://docs.acme.example",
        "--header-env",
        &format!("Authorization={TOKEN}"),
    ]);
    assert_eq!(run.code, Some(2), "{run}");
    run.says("name a header and the variable that holds its value");
    let run = folder.docbind(&["fetch", "https://user:s3cr3t-pw@docs.acme.example"]);
    assert_eq!(run.code, Some(2), "{run}");
    assert!(!run.stderr.contains("s3cr3t"), "{run}");
}
