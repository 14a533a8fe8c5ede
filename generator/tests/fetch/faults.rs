//! Sites that fail, and answers that are no pages.

use crate::site::{Reply, Site};
use crate::{Folder, page};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::time::Duration;

fn fetched() -> (Site, Folder) {
    let (site, folder) = (Site::start(), Folder::new());
    site.index(&["/a.md", "/b.md"]);
    site.page("/a.md", &page("a"));
    site.page("/b.md", &page("b"));
    folder.fetch(&site, &[]).ok();
    (site, folder)
}

#[test]
fn what_is_no_page_is_never_saved_over_one() {
    let (site, folder) = fetched();
    for (reply, why) in [
        (Reply::html("<title>Page not found</title>"), "the page was not found"),
        (Reply::markdown("# Page Not Found\n\nTry the search.\n"), "the page was not found"),
        (Reply::html("<title>Sign in</title><input type=password>"), "it asks to sign in"),
        (Reply::html("<title>Just a moment...</title>"), "it checks the browser"),
        (Reply::html("<title>B</title><p>A page in HTML"), "it is HTML where the site"),
        (Reply::new(200, "image/png", "\u{89}PNG"), "it is `image/png`"),
        (Reply::markdown(""), "it is empty"),
        (Reply::new(403, "text/html", "no"), "answered 403"),
        (Reply::new(401, "text/html", "no"), "answered 401"),
    ] {
        site.set("/b.md", reply);
        let run = folder.refresh();
        run.says(why);
        run.says("the file of an earlier fetch stays as it is");
        assert_eq!(folder.read("b.md"), page("b"), "{why}");
        folder.agrees();
    }
}

#[test]
fn a_site_that_answers_anything_with_its_shell() {
    let (site, folder) = (Site::start(), Folder::new());
    let shell = Reply::html("<title>Acme</title><div id=root>Loading /missing…</div>");
    site.fallback(shell.clone());
    let urls = format!("<urlset><url><loc>{0}/a</loc></url><url><loc>{0}/b</loc></url></urlset>", site.url);
    site.set("/sitemap.xml", Reply::new(200, "application/xml", urls));
    site.set("/b", Reply::html("<title>Acme</title><h1>B</h1><p>What b is.</p>"));
    let run = folder.fetch(&site, &[]).ok();
    run.says("/a was not saved: the site responds the same for pages that it does not have");
    assert_eq!(folder.pages(), ["b.html"]);
    folder.agrees();
}

#[test]
fn a_login_page_behind_a_redirect() {
    let (site, folder) = fetched();
    site.set("/login?to=/b.md", Reply::html("<title>Acme</title>Welcome back"));
    site.set("/b.md", Reply::redirect("/login?to=/b.md"));
    folder.refresh().ok().says("it asks to sign in");
    assert_eq!(folder.read("b.md"), page("b"));
}

#[test]
fn other_hosts_are_asked_where_that_is_allowed() {
    let (site, folder) = fetched();
    let other = Site::start();
    other.page("/b.md", &page("bb"));
    site.set("/b.md", Reply::redirect(&format!("{}/b.md", other.url)));
    let run = folder.refresh().ok();
    run.says("warning[D0704]");
    let host = other.url.trim_start_matches("http://").to_owned();
    run.says(&format!("leads to another host, {host}"));
    run.says(&format!("`--allow-host {host}`"));
    assert_eq!(folder.read("b.md"), page("b"));
    assert!(other.asked().is_empty());
    folder.docbind(&["fetch", "spec", "--allow-host", &host]).ok();
    assert_eq!(folder.read("b.md"), page("bb"));
    folder.agrees();
}

#[test]
fn redirects_in_a_circle() {
    let (site, folder) = fetched();
    site.set("/b.md", Reply::redirect("/b.md"));
    let run = folder.refresh();
    assert_eq!(run.code, Some(1), "{run}");
    run.says("leads from one redirect to the next");
}

#[test]
fn a_busy_server_is_left_alone_for_as_long_as_it_asks() {
    let (site, folder) = (Site::start(), Folder::new());
    site.index(&["/a.md", "/b.md"]);
    let busy = Reply::new(429, "text/plain", "").with("retry-after", "1");
    site.set("/a.md", Reply::markdown("# A\n").after(1, busy));
    site.set("/b.md", Reply::markdown("# B\n").after(2, Reply::new(500, "text/plain", "")));
    let run = folder.fetch(&site, &[]).ok();
    run.says("waiting 1 s");
    assert_eq!(folder.pages(), ["a.md", "b.md"]);
    let asked = site.asked();
    let refused = asked.iter().find(|asked| asked.status == 429).unwrap().at;
    let next =
        asked.iter().filter(|asked| asked.at > refused && asked.path == "/a.md").map(|asked| asked.at).min();
    assert!(next.unwrap() - refused > Duration::from_millis(900));
    site.set("/a.md", Reply::new(429, "text/plain", "").with("retry-after", "3600"));
    let run = folder.refresh();
    assert_eq!(run.code, Some(1), "{run}");
    run.says("asks to come back in 3600 s");
    let refused = site.asked().iter().filter(|asked| asked.status == 429).count();
    assert_eq!(refused, 1, "it is left alone");
}

#[test]
fn pages_have_a_limit() {
    let (site, folder) = fetched();
    let large = format!("# B\n{}", "text\n".repeat(100_000));
    site.set("/b.md", Reply::markdown(large.clone()));
    let run = folder.docbind(&["fetch", "spec", "--max-page-size", "400k"]);
    assert_eq!(run.code, Some(1), "{run}");
    run.says("/b.md is larger than 400 KiB");
    assert_eq!(folder.read("b.md"), page("b"));
    // The limit is that of what it expands to.
    let mut gz = GzEncoder::new(Vec::new(), Compression::default());
    gz.write_all(&vec![b'a'; 20 << 20]).unwrap();
    let body = gz.finish().unwrap();
    site.set("/b.md", Reply::markdown(body).with("content-encoding", "gzip"));
    let run = folder.refresh();
    assert_eq!(run.code, Some(1), "{run}");
    run.says("/b.md is larger than 8 MiB");
    folder.agrees();
    site.set("/b.md", Reply::markdown(large.clone()));
    folder.refresh().ok();
    assert_eq!(folder.read("b.md"), large);
}

#[test]
fn a_slow_page_and_a_host_that_is_gone() {
    let (site, folder) = fetched();
    site.set("/b.md", Reply { delay: Duration::from_millis(1500), ..Reply::markdown("# Slow\n") });
    folder.refresh().ok();
    assert_eq!(folder.read("b.md"), "# Slow\n");
    drop(site);
    let run = folder.refresh();
    assert_eq!(run.code, Some(1), "{run}");
    run.says("gave no response");
    assert_eq!(folder.pages().len(), 2);
    folder.agrees();
}

#[test]
fn a_server_that_only_fails_is_left_alone() {
    let (site, folder) = (Site::start(), Folder::new());
    let paths: Vec<String> = (0..60).map(|n| format!("/page-{n}.md")).collect();
    site.index(&paths.iter().map(String::as_str).collect::<Vec<_>>());
    for path in &paths {
        site.set(path, Reply::new(500, "text/plain", ""));
    }
    let run = folder.fetch(&site, &[]);
    assert_eq!(run.code, Some(1), "{run}");
    run.says("fails one request after the other");
    let asked = site.asked().iter().filter(|asked| asked.status == 500).count();
    assert!(asked < 60, "{asked}");
}
