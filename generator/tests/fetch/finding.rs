//! How pages are found, and which of them are fetched.

use crate::site::{Reply, Site};
use crate::{Folder, page};

fn xml(body: &str) -> Reply {
    Reply::new(200, "application/xml", format!("<?xml version=\"1.0\"?>{body}"))
}

#[test]
fn by_a_sitemap_that_robots_names_and_by_its_parts() {
    let (site, folder) = (Site::start(), Folder::new());
    let url = &site.url;
    site.set("/robots.txt", Reply::new(200, "text/plain", format!("Sitemap: {url}/maps/index.xml\n")));
    let index = format!(
        "<sitemapindex><sitemap><loc>{url}/maps/a.xml</loc></sitemap><sitemap><loc>{url}/maps/a.xml</loc></sitemap></sitemapindex>"
    );
    site.set("/maps/index.xml", xml(&index));
    let map = format!(
        "<urlset><url><loc>{url}/docs/get-crate</loc></url><url><loc>{url}/blog/news</loc></url><url><loc>https://elsewhere.example/docs/x</loc></url></urlset>"
    );
    site.set("/maps/a.xml", xml(&map));
    site.page("/docs/get-crate.md", &page("crate"));
    site.set("/docs/get-crate", Reply::html("<title>Get crate</title><p>Text"));
    let run = folder.docbind(&["fetch", &format!("{url}/docs"), "--out", "spec"]).ok();
    run.says("by sitemap.xml");
    run.says("1 on another host, 1 not below the start");
    assert_eq!(folder.pages(), ["docs/get-crate.md"]);
    let locked = folder.lock();
    let locked = &locked.pages["docs/get-crate.md"];
    assert_eq!(locked.url, format!("{url}/docs/get-crate"));
    assert_eq!(locked.markdown.as_deref(), Some(format!("{url}/docs/get-crate.md").as_str()));
    site.asked();
    folder.refresh().ok();
    let asked = site.asked();
    let pages: Vec<_> = asked
        .iter()
        .filter(|asked| asked.path.contains("get-crate"))
        .map(|asked| (&*asked.path, asked.status))
        .collect();
    assert_eq!(pages, [("/docs/get-crate.md", 304)], "only the Markdown is asked for");
}

#[test]
fn by_links_of_the_start_and_what_it_leads_to() {
    let (site, folder) = (Site::start(), Folder::new());
    site.set(
        "/docs/",
        Reply::html("<title>Acme</title><a href='get-crate'>a</a><a href='/docs/more/'>b</a><a href='/pricing'>c</a>\
                     <a href='logo.png'>d</a><a href='https://other.example/x'>e</a><a href='get-crate?tab=2'>f</a>"),
    );
    let crate_page = Reply::html("<title>Get crate</title><a href=get-box>x</a>").with("etag", "\"1\"");
    site.set("/docs/get-crate", crate_page);
    site.set("/docs/get-box", Reply::html("<title>Get box</title><a href=get-crate>x</a><p>Box"));
    site.set("/docs/more/", Reply::html("<title>More</title><p>More"));
    let run = folder.docbind(&["fetch", &format!("{}/docs/", site.url), "--out", "spec"]).ok();
    run.says("by links");
    assert_eq!(folder.pages(), ["docs.html", "docs/get-box.html", "docs/get-crate.html", "docs/more.html"]);
    folder.agrees();
    run.says("as HTML          4");
    let generated = folder.docbind(&["generate", "spec", "--out", "client"]);
    generated.says("no page describes an operation");
    // A page that did not change still leads to others.
    let run = folder.refresh().ok();
    assert_eq!((run.count("unchanged"), run.count("removed")), (4, 0), "{run}");
    assert!(site.asked().iter().any(|asked| asked.status == 304));
}

#[test]
fn by_llms_full_where_there_is_no_index() {
    let (site, folder) = (Site::start(), Folder::new());
    let text = format!("# Get crate\nSource: {0}/api/get-crate\n\n{1}", site.url, page("crate"));
    site.page("/llms-full.txt", &text);
    folder.fetch(&site, &[]).ok().says("by llms-full.txt");
    assert_eq!(folder.pages(), ["llms-full.txt"]);
    assert_eq!(folder.read("llms-full.txt"), text);
    folder.agrees();
    let run = folder.refresh().ok();
    assert_eq!(run.count("unchanged"), 1, "{run}");
    let other = Folder::new();
    other.docbind(&["fetch", &format!("{}/llms-full.txt", site.url), "--out", "spec"]).ok();
    assert_eq!(other.pages(), ["llms-full.txt"]);
}

#[test]
fn by_an_index_of_indexes_and_with_openapi() {
    let (site, folder) = (Site::start(), Folder::new());
    let index = "# Acme\n\n- [API](/api/llms.txt)\n- [All](/llms-full.txt)\n- [Spec](/openapi.json)\n- [Data](/package.json)\n- [Logo](/logo.svg)\n";
    site.set("/llms.txt", Reply::new(200, "text/plain", index));
    site.set("/api/llms.txt", Reply::new(200, "text/plain", "# API\n\n- [Crate](get-crate.md)\n"));
    let text = format!("{}\n````yaml /spec/more.yaml get /x\nopenapi: 3.1.0\n````\n", page("crate"));
    site.page("/api/get-crate.md", &text);
    site.set("/openapi.json", Reply::new(200, "application/json", "{\"openapi\": \"3.1.0\", \"paths\": {}}"));
    site.set("/spec/more.yaml", Reply::new(200, "application/yaml", "openapi: 3.1.0\npaths: {}\n"));
    site.set("/package.json", Reply::new(200, "application/json", "{\"name\": \"x\"}"));
    folder.fetch(&site, &[]).ok();
    assert_eq!(folder.pages(), ["api/get-crate.md", "openapi.json", "spec/more.yaml"]);
    folder.agrees();
    let run = folder.refresh().ok();
    assert_eq!(run.count("new") + run.count("changed") + run.count("removed"), 0, "{run}");
}

#[test]
fn globs_choose_and_are_kept() {
    let (site, folder) = (Site::start(), Folder::new());
    site.index(&["/api/get-crate.md", "/api/old/get-box.md", "/guide.md"]);
    for path in ["/api/get-crate.md", "/api/old/get-box.md", "/guide.md"] {
        site.page(path, &page("crate"));
    }
    folder.fetch(&site, &["--include", "/api/**", "--exclude", "api/old"]).ok();
    assert_eq!(folder.pages(), ["api/get-crate.md"]);
    assert!(folder.read("docbind.toml").contains("include = [\"/api/**\"]\nexclude = [\"api/old\"]\n"));
    let run = folder.refresh().ok();
    run.says("1 left out by `exclude`, 1 not among `include`");
    assert_eq!(folder.pages(), ["api/get-crate.md"]);
}

#[test]
fn a_dry_run_says_what_and_why() {
    let (site, folder) = (Site::start(), Folder::new());
    site.set("/robots.txt", Reply::new(200, "text/plain", "User-agent: *\nDisallow: /secret\n"));
    site.index(&["/api/get-crate.md", "/secret/x.md", "/guide.md", "/logo.png"]);
    let run = folder.fetch(&site, &["--dry-run", "--exclude", "guide"]).ok();
    let lines: Vec<_> = run.stdout.lines().map(|line| line.replace(&site.url, "")).collect();
    assert_eq!(
        lines,
        [
            "fetch  /api/get-crate.md  to api/get-crate  (llms.txt)",
            "skip   /guide.md  (left out by `exclude`)",
            "skip   /logo.png  (no page)",
            "skip   /secret/x.md  (disallowed by robots.txt)",
            "1 to fetch into `spec`, 3 to skip",
        ]
    );
    assert!(!folder.spec().exists(), "nothing is written");
    assert_eq!(site.paths(), ["/robots.txt", "/llms.txt"]);
}

#[test]
fn robots_are_kept_to() {
    let (site, folder) = (Site::start(), Folder::new());
    site.set(
        "/robots.txt",
        Reply::new(200, "text/plain", "User-agent: docbind\nDisallow: /b\n\nUser-agent: *\nDisallow: /\n"),
    );
    site.index(&["/a.md", "/b.md"]);
    site.page("/a.md", "# A\n");
    site.page("/b.md", "# B\n");
    folder.fetch(&site, &[]).ok().says("1 disallowed by robots.txt");
    assert_eq!(folder.pages(), ["a.md"]);
    assert!(!site.paths().contains(&"/b.md".to_owned()));
    // One that cannot be read disallows everything.
    site.set("/robots.txt", Reply::new(503, "text/plain", ""));
    let run = folder.refresh();
    assert_eq!(run.code, Some(1), "{run}");
    run.says("robots.txt cannot be read: it answered 503");
    assert_eq!(folder.pages(), ["a.md"]);
}

#[test]
fn names_of_files_are_no_harm() {
    let (site, folder) = (Site::start(), Folder::new());
    let bad = [
        "/%2e%2e/%2e%2e/out.md",
        "/..%2f..%2fetc%2fpasswd.md",
        "/cargo::rustc-env=A.md",
        "/con.md",
        "/snippets/get.md",
        "/A.md",
        "/a.md",
    ];
    let lines: String = bad.iter().map(|path| format!("- <{}{path}>\n", site.url)).collect();
    site.set("/llms.txt", Reply::new(200, "text/plain", format!("# Acme\n\n{lines}")));
    site.fallback(Reply::new(404, "text/plain", ""));
    for path in bad.iter().chain(&["/out.md"]) {
        site.page(path, &format!("# {}\n", path.len()));
    }
    folder.fetch(&site, &[]).ok();
    let pages = folder.pages();
    assert_eq!(pages.len(), 7, "{pages:?}");
    for expected in
        ["out.md", "etc-passwd.md", "cargo-rustc-env-A.md", "_con.md", "snippets-pages/get.md", "A.md"]
    {
        assert!(pages.contains(&expected.to_owned()), "{expected}: {pages:?}");
    }
    folder.agrees();
}

#[test]
fn there_may_be_too_many_or_none() {
    let (site, folder) = (Site::start(), Folder::new());
    site.index(&["/a.md", "/b.md", "/c.md"]);
    let run = folder.fetch(&site, &["--max-pages", "2"]);
    assert_eq!(run.code, Some(1), "{run}");
    run.says("there are 3 pages or more, and the limit is 2");
    assert!(!folder.spec().exists());
    let run = folder.fetch(&site, &["--include", "nothing/**"]);
    assert_eq!(run.code, Some(1), "{run}");
    run.says("error[D0708]");
    site.remove("/llms.txt");
    let run = folder.fetch(&site, &[]);
    run.says("cannot be told");
    assert_eq!(run.code, Some(1), "{run}");
}

/// The pages of the checked-in spec, served, fetched and read, give the same.
#[test]
fn a_whole_site_gives_the_client_of_its_pages() {
    let spec = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/nexudus");
    let mut files = Vec::new();
    crate::list(&spec, "", &mut files);
    files.retain(|file| !file.starts_with("docbind."));
    assert!(files.len() > 40, "{}", files.len());
    let (site, folder) = (Site::start(), Folder::new());
    let paths: Vec<String> = files.iter().map(|file| format!("/{file}")).collect();
    site.index(&paths.iter().map(String::as_str).collect::<Vec<_>>());
    for file in &files {
        site.set(&format!("/{file}"), Reply::new(200, "text/plain", std::fs::read(spec.join(file)).unwrap()));
    }
    std::fs::create_dir(folder.spec()).unwrap();
    for file in ["docbind.toml", "docbind.lock"] {
        std::fs::copy(spec.join(file), folder.spec().join(file)).unwrap();
    }
    let run = folder.fetch(&site, &[]).ok();
    files.sort();
    assert_eq!((run.count("new"), folder.pages()), (files.len(), files), "{run}");
    folder.agrees();
    assert!(folder.read("docbind.lock").contains("[[operation]]"), "the names stay");
    let generate = |spec: &str, out: &str| folder.docbind(&["generate", spec, "--out", out, "--quiet"]).ok();
    generate("spec", "of-site");
    generate(spec.to_str().unwrap(), "of-pages");
    let source =
        |out: &str, file: &str| std::fs::read_to_string(folder.0.path().join(out).join(file)).unwrap();
    let mut sources = Vec::new();
    crate::list(&folder.0.path().join("of-pages"), "", &mut sources);
    assert!(sources.len() > 5, "{sources:?}");
    for file in sources {
        assert_eq!(source("of-site", &file), source("of-pages", &file), "{file}");
    }
}
