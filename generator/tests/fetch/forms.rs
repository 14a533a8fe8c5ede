//! A page's Markdown, by what the platform offers.

use crate::site::{Reply, Site, etag};
use crate::{Folder, page};

fn sitemap(site: &Site, paths: &[&str]) {
    let urls: String = paths.iter().map(|path| format!("<url><loc>{}{path}</loc></url>", site.url)).collect();
    site.set("/sitemap.xml", Reply::new(200, "application/xml", format!("<urlset>{urls}</urlset>")));
}

fn html(title: &str) -> Reply {
    Reply::html(format!("<!doctype html><title>{title}</title><p>Text of {title}")).with("etag", &etag(title))
}

#[test]
fn by_accept() {
    let (site, folder) = (Site::start(), Folder::new());
    sitemap(&site, &["/get-crate", "/get-box"]);
    site.set("/get-crate", Reply { markdown: Some(page("crate")), ..html("Crate") });
    site.set("/get-box", Reply { markdown: Some(page("box")), ..html("Box") });
    folder.fetch(&site, &[]).ok();
    assert_eq!(folder.pages(), ["get-box.md", "get-crate.md"]);
    assert_eq!(folder.read("get-box.md"), page("box"));
    assert_eq!(folder.lock().pages["get-box.md"].markdown, None);
    let paths = site.paths();
    assert!(!paths.iter().any(|path| path == "/get-box.md"), "{paths:?}");
}

#[test]
fn by_a_link_in_the_header() {
    let (site, folder) = (Site::start(), Folder::new());
    sitemap(&site, &["/get-crate"]);
    site.set(
        "/get-crate",
        html("Crate").with("link", "</raw/crate>; rel=\"alternate\"; type=\"text/markdown\""),
    );
    site.page("/raw/crate", &page("crate"));
    folder.fetch(&site, &[]).ok();
    assert_eq!(folder.pages(), ["get-crate.md"]);
    assert_eq!(folder.read("get-crate.md"), page("crate"));
    folder.agrees();
    site.asked();
    folder.refresh().ok();
    assert!(site.asked().iter().any(|asked| asked.path == "/raw/crate" && asked.status == 304));
}

#[test]
fn by_a_link_in_the_page() {
    let (site, folder) = (Site::start(), Folder::new());
    sitemap(&site, &["/get-crate"]);
    site.set(
        "/get-crate",
        Reply::html("<head><link rel=alternate type='text/markdown' href='get-crate/source'></head><p>Text"),
    );
    site.page("/get-crate/source", &page("crate"));
    folder.fetch(&site, &[]).ok();
    assert_eq!(folder.pages(), ["get-crate.md"]);
}

#[test]
fn by_md_behind_the_path_else_as_html() {
    let (site, folder) = (Site::start(), Folder::new());
    let paths = ["/a", "/b", "/c/", "/d", "/e.html"];
    sitemap(&site, &paths);
    for path in paths {
        site.set(path, html(path));
    }
    for path in ["/a.md", "/b.md", "/c.md", "/e.html.md"] {
        site.page(path, &format!("# Markdown of {path}\n"));
    }
    let run = folder.fetch(&site, &[]).ok();
    run.says("as HTML          1");
    assert_eq!(folder.pages(), ["a.md", "b.md", "c.md", "d.html", "e.md"]);
    folder.agrees();
    site.asked();
    let run = folder.refresh().ok();
    assert_eq!(run.count("unchanged"), 5, "{run}");
    let asked = site.asked();
    let pages = asked.iter().filter(|asked| asked.status == 304).count();
    assert_eq!(pages, 5, "{asked:?}");
    // HTML that changed is looked at anew: now there is Markdown.
    site.set("/d", html("another"));
    site.page("/d.md", "# Markdown of d\n");
    let run = folder.refresh().ok();
    run.says("`d.html` was removed");
    assert_eq!(folder.pages(), ["a.md", "b.md", "c.md", "d.md", "e.md"]);
    folder.agrees();
}

#[test]
fn a_site_without_markdown_is_not_asked_for_it_page_by_page() {
    let (site, folder) = (Site::start(), Folder::new());
    let paths: Vec<String> = (0..20).map(|n| format!("/page-{n}")).collect();
    let paths: Vec<&str> = paths.iter().map(String::as_str).collect();
    sitemap(&site, &paths);
    for path in &paths {
        site.set(path, html(path));
    }
    folder.fetch(&site, &[]).ok();
    assert_eq!(folder.pages().len(), 20);
    let tried = site.paths().iter().filter(|path| path.starts_with("/page") && path.ends_with(".md")).count();
    assert!(tried < 8, "{tried}");
}

#[test]
fn pages_that_redirect_to_one_page_are_one() {
    let (site, folder) = (Site::start(), Folder::new());
    sitemap(&site, &["/new", "/old"]);
    site.set("/old", Reply::redirect("/new"));
    site.set("/new", Reply { markdown: Some("# New\n".to_owned()), ..html("New") });
    folder.fetch(&site, &[]).ok();
    assert_eq!(folder.pages(), ["new.md"]);
    folder.agrees();
}
