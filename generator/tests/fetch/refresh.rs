//! The first fetch and those after it.

use crate::site::{Reply, Site};
use crate::{Folder, page};

fn site() -> Site {
    let site = Site::start();
    site.index(&["/api/get-crate.md", "/api/get-box.md", "/guide.md"]);
    site.page("/api/get-crate.md", &page("crate"));
    site.page("/api/get-box.md", &page("box"));
    site.page("/guide.md", "# Guide\n\nHow to.\n");
    site
}

#[test]
fn pages_settings_and_lock() {
    let (site, folder) = (site(), Folder::new());
    let run = folder.fetch(&site, &[]).ok();
    assert_eq!((run.count("found"), run.count("new")), (3, 3), "{run}");
    assert_eq!(folder.pages(), ["api/get-box.md", "api/get-crate.md", "guide.md"]);
    assert_eq!(folder.read("api/get-box.md"), page("box"));
    folder.agrees();
    let locked = &folder.lock().pages["api/get-box.md"];
    assert_eq!(locked.url, format!("{}/api/get-box.md", site.url));
    assert!(locked.etag.is_some() && locked.fetched.len() == 10);
    let settings = folder.read("docbind.toml");
    assert_eq!(settings, format!("[api]\ndocs-url = \"{0}\"\n\n[fetch]\nurl = \"{0}/\"\n", site.url));
    let generated = folder.docbind(&["generate", "spec", "--out", "client"]).ok();
    generated.says("operations       2");
}

#[test]
fn nothing_changed() {
    let (site, folder) = (site(), Folder::new());
    folder.fetch(&site, &[]).ok();
    let before = folder.read("docbind.lock");
    site.asked();
    let run = folder.refresh().ok();
    assert_eq!((run.count("unchanged"), run.count("new"), run.count("changed")), (3, 0, 0), "{run}");
    assert_eq!(folder.read("docbind.lock"), before);
    let asked = site.asked();
    assert_eq!(asked.iter().filter(|asked| asked.status == 304).count(), 3);
    let bodies: Vec<_> =
        asked.iter().filter(|asked| asked.sent > 0 && asked.status == 200).map(|asked| &asked.path).collect();
    assert_eq!(bodies, ["/llms.txt"], "no body of a page: {asked:?}");
}

#[test]
fn a_page_without_validators_is_compared() {
    let (site, folder) = (site(), Folder::new());
    site.set(
        "/guide.md",
        Reply::markdown("# Guide\n\nText.\n").with("last-modified", "Mon, 30 Nov 2026 01:00:00 GMT"),
    );
    site.set("/api/get-box.md", Reply::markdown(page("box")));
    folder.fetch(&site, &[]).ok();
    let run = folder.refresh().ok();
    assert_eq!((run.count("unchanged"), run.count("changed")), (3, 0), "{run}");
    assert_eq!(site.asked().iter().filter(|asked| asked.status == 304).count(), 2);
}

#[test]
fn what_changed_and_what_came() {
    let (site, folder) = (site(), Folder::new());
    folder.fetch(&site, &[]).ok();
    site.page("/api/get-box.md", &page("bigger-box"));
    site.page("/api/get-lid.md", &page("lid"));
    site.index(&["/api/get-crate.md", "/api/get-box.md", "/guide.md", "/api/get-lid.md"]);
    let run = folder.refresh().ok();
    assert_eq!((run.count("new"), run.count("changed"), run.count("unchanged")), (1, 1, 2), "{run}");
    assert_eq!(folder.read("api/get-box.md"), page("bigger-box"));
    folder.agrees();
}

#[test]
fn what_vanished_is_removed_and_said() {
    let (site, folder) = (site(), Folder::new());
    folder.fetch(&site, &[]).ok();
    // One is listed no more, one is listed and not there.
    site.index(&["/api/get-crate.md", "/api/get-box.md"]);
    site.remove("/api/get-box.md");
    let run = folder.refresh().ok();
    run.says("`guide.md` was removed: the site has the page no more");
    run.says("`api/get-box.md` was removed");
    run.says("/api/get-box.md is not there: 404");
    assert_eq!(folder.pages(), ["api/get-crate.md"]);
    folder.agrees();
}

#[test]
fn nothing_is_removed_by_half_a_run() {
    let (site, folder) = (site(), Folder::new());
    folder.fetch(&site, &[]).ok();
    site.index(&["/api/get-crate.md", "/api/get-box.md"]);
    site.set("/api/get-box.md", Reply::new(500, "text/plain", "failed"));
    let run = folder.refresh();
    assert_eq!(run.code, Some(1), "{run}");
    run.says("error[D0702]");
    run.says("/api/get-box.md answered 500");
    run.says("nothing was removed");
    assert_eq!(folder.pages().len(), 3);
    folder.agrees();
    site.page("/api/get-box.md", &page("box"));
    folder.refresh().ok();
    assert_eq!(folder.pages().len(), 2, "the next run is complete");
    folder.agrees();
}

#[test]
fn a_list_that_fails_removes_nothing() {
    let (site, folder) = (site(), Folder::new());
    folder.fetch(&site, &[]).ok();
    site.set("/llms.txt", Reply::new(503, "text/plain", "later"));
    let run = folder.refresh();
    assert_eq!(run.code, Some(1), "{run}");
    run.says("which pages there are cannot be told");
    assert_eq!(folder.pages().len(), 3);
}

#[test]
fn what_was_edited_by_hand_stays() {
    let (site, folder) = (site(), Folder::new());
    folder.fetch(&site, &[]).ok();
    folder.write("guide.md", "# My guide\n");
    folder.refresh().ok().says("`guide.md` was edited by hand, and differs from the site");
    assert_eq!(folder.read("guide.md"), "# My guide\n");
    folder.docbind(&["fetch", "spec", "--overwrite"]).ok();
    assert_eq!(folder.read("guide.md"), "# Guide\n\nHow to.\n");
    // A file that is somebody else's.
    site.page("/own.md", "# Theirs\n");
    site.index(&["/own.md"]);
    folder.write("own.md", "# Mine\n");
    folder.refresh().ok().says("`own.md` is there and was not fetched");
    assert_eq!(folder.read("own.md"), "# Mine\n");
}

#[test]
fn a_file_that_was_removed_comes_back() {
    let (site, folder) = (site(), Folder::new());
    folder.fetch(&site, &[]).ok();
    std::fs::remove_file(folder.spec().join("guide.md")).unwrap();
    folder.refresh().ok();
    folder.agrees();
    assert_eq!(folder.pages().len(), 3);
}

#[test]
fn a_folder_stays_with_its_site() {
    let (site, folder) = (site(), Folder::new());
    folder.fetch(&site, &[]).ok();
    let run = folder.docbind(&["fetch", "http://127.0.0.1:9/other", "--out", "spec"]);
    assert_eq!(run.code, Some(2), "{run}");
    run.says("is fetched from");
    folder.fetch(&site, &[]).ok();
    let run = folder.docbind(&["fetch", "nowhere"]);
    assert_eq!(run.code, Some(2), "{run}");
    std::fs::write(folder.spec().join("docbind.lock"), "version = 7\n").unwrap();
    let run = folder.refresh();
    assert_eq!(run.code, Some(1), "{run}");
    run.says("error[D0701]");
}
