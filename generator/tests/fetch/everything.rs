//! One site with all that goes wrong on sites: what is fetched of it gives the client of its pages.

use crate::site::{Reply, Site};
use crate::{Folder, list};
use std::path::Path;
use std::time::Duration;

/// Pages that come in the end, whatever the server says at first.
fn slow_and_busy(site: &Site, at: usize, path: &str, text: &str) {
    let page = Reply::markdown(text.to_owned()).with("etag", &crate::site::etag(text));
    site.set(
        path,
        match at {
            0 => page.after(1, Reply::new(429, "text/plain", "later").with("retry-after", "1")),
            1 => page.after(2, Reply::new(500, "text/html", "<title>500</title>")),
            2 => Reply { delay: Duration::from_secs(2), ..page },
            3 => page.after(1, Reply::new(503, "text/plain", "")),
            _ => page,
        },
    );
}

/// Pages that are listed, and that are none or are not read.
fn other(site: &Site) -> Vec<&'static str> {
    site.set("/soft.md", Reply::html("<title>Page not found</title>"));
    site.set("/away.md", Reply::redirect("http://elsewhere.example/away.md"));
    site.set("/huge.md", Reply::markdown(vec![b'a'; 100 << 20]));
    site.set("/gone.md", Reply::new(404, "text/html", "<title>404</title>"));
    site.set("/about", Reply::html("<title>About</title><h1>About</h1><p>An API for all.</p>"));
    site.set("/sitemap.xml", Reply::new(200, "application/xml", "<urlset></urlset>"));
    site.page("/vanishes.md", "# News\n\nWhat is new this week.\n");
    vec!["/soft.md", "/away.md", "/huge.md", "/gone.md", "/about", "/vanishes.md"]
}

#[test]
fn a_site_with_everything_gives_the_client_of_its_pages() {
    let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/nexudus");
    let mut files = Vec::new();
    list(&spec, "", &mut files);
    files.retain(|file| !file.starts_with("docbind."));
    let (site, folder) = (Site::start(), Folder::new());
    for (at, file) in files.iter().enumerate() {
        slow_and_busy(&site, at, &format!("/{file}"), &std::fs::read_to_string(spec.join(file)).unwrap());
    }
    let paths: Vec<String> = files.iter().map(|file| format!("/{file}")).collect();
    let mut listed = other(&site);
    listed.extend(paths.iter().map(String::as_str));
    site.index(&listed);
    std::fs::create_dir(folder.spec()).unwrap();
    for file in ["docbind.toml", "docbind.lock"] {
        std::fs::copy(spec.join(file), folder.spec().join(file)).unwrap();
    }

    let run = folder.fetch(&site, &["--delay-ms", "1", "--all"]);
    for (page, why) in [
        ("/soft.md", "the page was not found"),
        ("/away.md", "elsewhere.example"),
        ("/huge.md", "8 MiB"),
        ("/gone.md", "404"),
    ] {
        let said = run.stderr.lines().any(|line| line.contains(page)) && run.stderr.contains(why);
        assert!(said, "{page}: {why} in {run}");
    }
    let asked = site.asked();
    let count = |path: &str| asked.iter().filter(|asked| asked.path == path).count();
    assert_eq!([0, 1, 2, 3].map(|at| count(&paths[at])), [2, 3, 1, 2]);
    assert!(folder.spec().join("vanishes.md").exists() && folder.spec().join("about.html").exists());
    folder.agrees();

    site.remove("/vanishes.md");
    listed.retain(|path| *path != "/vanishes.md");
    site.index(&listed);
    for _ in 0..2 {
        site.asked();
        let run = folder.refresh();
        folder.agrees();
        let bodies =
            site.asked().into_iter().filter(|asked| asked.status == 200 && paths.contains(&asked.path));
        assert_eq!(bodies.count(), 0, "no body of a page comes again: {run}");
    }
    gives_the_same_client(&folder, &spec);
}

fn gives_the_same_client(folder: &Folder, spec: &Path) {
    let generate = |spec: &str, out: &str| folder.docbind(&["generate", spec, "--out", out, "--quiet"]).ok();
    generate("spec", "of-site");
    generate(spec.to_str().unwrap(), "of-pages");
    let source =
        |out: &str, file: &str| std::fs::read_to_string(folder.0.path().join(out).join(file)).unwrap();
    let mut sources = Vec::new();
    list(&folder.0.path().join("of-pages"), "", &mut sources);
    assert!(sources.len() > 5, "{sources:?}");
    for file in sources {
        assert_eq!(source("of-site", &file), source("of-pages", &file), "{file}");
    }
}
