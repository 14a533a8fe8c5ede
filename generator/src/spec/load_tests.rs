use super::*;
use std::fs;

/// A folder with the given files; a name that ends in `/` is an empty folder.
fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn relatives(spec: &Spec, ids: &[SourceId]) -> Vec<String> {
    ids.iter().map(|&id| spec.sources.get(id).relative.clone()).collect()
}

#[test]
fn reads_pages_in_the_order_of_their_paths() {
    let folder = folder(&[
        ("b/z.txt", b"z"),
        ("a.mdx", b"a"),
        ("b-c.MD", b"bc"),
        ("b/y.markdown", b"y"),
        ("b/picture.png", b"\x89PNG"),
        (".hidden/a.md", b""),
        ("b/.hidden.md", b""),
        ("node_modules/x/readme.md", b""),
    ]);
    let spec = load_spec(folder.path()).unwrap();
    assert_eq!(relatives(&spec, &spec.pages), ["a.mdx", "b-c.MD", "b/y.markdown", "b/z.txt"]);
    assert_eq!(spec.config_file, None);
    assert_eq!(spec.diagnostics, []);
    let shown = format!("{}/b/z.txt", folder.path().display());
    assert_eq!(spec.sources.get(spec.pages[3]).path, shown);
}

#[test]
fn snippets_are_read_but_are_no_pages() {
    let folder = folder(&[
        ("_snippets/patient.mdx", b"p"),
        ("snippets/deep/x.mdx", b"x"),
        ("docs/mint.json", b"{}"),
        ("docs/snippets/y.mdx", b"y"),
        ("api/snippets/create.md", b"a group of that name"),
        ("api/get.mdx", b"g"),
    ]);
    let spec = load_spec(folder.path()).unwrap();
    assert_eq!(relatives(&spec, &spec.pages), ["api/get.mdx", "api/snippets/create.md"]);
    let snippets = ["_snippets/patient.mdx", "docs/snippets/y.mdx", "snippets/deep/x.mdx"];
    assert_eq!(relatives(&spec, &spec.snippets), snippets);
}

#[test]
fn the_settings_choose_the_pages() {
    let settings = b"[pages]\ninclude = [\"api/**\"]\nexclude = [\"api/old\"]\n";
    let folder = folder(&[
        ("docbind.toml", settings),
        ("api/get.md", b"g"),
        ("api/old/get.md", b"g"),
        ("guides/start.md", b"s"),
        ("_snippets/s.md", b"s"),
    ]);
    let spec = load_spec(folder.path()).unwrap();
    assert_eq!(relatives(&spec, &spec.pages), ["api/get.md"]);
    assert_eq!(relatives(&spec, &spec.snippets), ["_snippets/s.md"]);
    assert_eq!(spec.config_file, Some(SourceId(0)), "diagnostics on settings come first");
    let same = load_spec(&folder.path().join("docbind.toml")).unwrap();
    assert_eq!(relatives(&same, &same.pages), ["api/get.md"]);
}

#[test]
fn a_file_that_is_no_text_stops_nothing() {
    let folder = folder(&[("a.md", b"# Caf\xE9\n"), ("b.md", b"\xEF\xBB\xBF# B\n")]);
    let spec = load_spec(folder.path()).unwrap();
    assert_eq!(relatives(&spec, &spec.pages), ["b.md"]);
    assert_eq!(spec.sources.get(spec.pages[0]).text, "# B\n");
    let [diagnostic] = &spec.diagnostics[..] else { panic!("{:?}", spec.diagnostics) };
    assert_eq!(diagnostic.rule.code, "D0101");
    let place = diagnostic.primary.as_ref().unwrap().span;
    assert_eq!(spec.sources.get(place.source).relative, "a.md");
    assert_eq!(spec.sources.position(place), crate::source::Position { line: 1, column: 6 });
}

#[test]
fn a_page_finds_the_settings_above_it() {
    let folder = folder(&[
        ("acme/docbind.toml", b"[pages]\nexclude = [\"**\"]\n"),
        ("acme/api/users/get.md", b"g"),
        ("acme/api/users/list.md", b"l"),
        ("acme/_snippets/user.md", b"u"),
    ]);
    let page = folder.path().join("acme/api/users/get.md");
    let spec = load_spec(&page).unwrap();
    assert_eq!(relatives(&spec, &spec.pages), ["api/users/get.md"], "a page that is named is read");
    assert_eq!(relatives(&spec, &spec.snippets), ["_snippets/user.md"]);
    assert_eq!(spec.name, "acme");
    assert_eq!(spec.sources.get(spec.pages[0]).path, page.display().to_string());
    let settings = &spec.sources.get(spec.config_file.unwrap()).path;
    assert_eq!(settings, &format!("{}/acme/docbind.toml", folder.path().display()));
}

#[test]
fn a_page_can_stand_alone() {
    let folder = folder(&[("put-thread.txt", b"PUT"), ("other.txt", b"")]);
    let spec = load_spec(&folder.path().join("put-thread.txt")).unwrap();
    assert_eq!(relatives(&spec, &spec.pages), ["put-thread.txt"]);
    assert_eq!(spec.name, "put-thread");
    assert_eq!(spec.root, folder.path());
}

#[test]
fn says_why_there_is_nothing_to_read() {
    let empty = folder(&[("x.png", b"")]);
    let message = load_spec(empty.path()).unwrap_err().to_string();
    assert!(
        message.starts_with("no pages in `")
            && message.ends_with(".md, .mdx, .markdown, .txt and .html, and for OpenAPI documents"),
        "{message}"
    );
    let excluded = folder(&[("docbind.toml", b"[pages]\nexclude = [\"**\"]"), ("a.md", b""), ("b.md", b"")]);
    let message = load_spec(excluded.path()).unwrap_err().to_string();
    assert!(message.ends_with("`include` and `exclude` in docbind.toml leave out all 2"), "{message}");
    let message = load_spec(Path::new("/nowhere/at/all")).unwrap_err().to_string();
    assert!(message.starts_with("cannot read `/nowhere/at/all`: "), "{message}");
}

#[cfg(unix)]
#[test]
fn links_are_followed_once() {
    use std::os::unix::fs::symlink;
    let outside = folder(&[("shared/get.md", b"g")]);
    let folder = folder(&[("v2/a.md", b"a"), ("v2/b.md", b"b")]);
    symlink("v2", folder.path().join("latest")).unwrap();
    symlink("..", folder.path().join("v2/up")).unwrap();
    symlink("a.md", folder.path().join("v2/alias.md")).unwrap();
    symlink("nowhere", folder.path().join("dangling.md")).unwrap();
    symlink(outside.path().join("shared"), folder.path().join("linked")).unwrap();
    let spec = load_spec(folder.path()).unwrap();
    assert_eq!(relatives(&spec, &spec.pages), ["v2/a.md", "v2/b.md"]);
    let said: Vec<&str> = spec.diagnostics.iter().map(|found| found.message.as_str()).collect();
    let outside = "`linked` is a link that leaves the folder: it was not followed";
    assert_eq!(said, ["`dangling.md` is a link that leads nowhere", outside]);
}

#[test]
fn a_file_of_many_pages_is_those_pages() {
    let text = b"# A\nSource: https://d.example/api/a\n\nText\n\n# B\nSource: https://d.example/api/b\n\nText of b\n\n# C\nSource: https://d.example/c\n";
    let both = folder(&[("llms-full.txt", text), ("api/a.mdx", b"---\ntitle: A\n---\n")]);
    let spec = load_spec(both.path()).unwrap();
    assert_eq!(relatives(&spec, &spec.pages), ["api/a.mdx", "api/b.md", "c.md"]);
    let b = spec.sources.get(spec.pages[1]);
    assert!(b.path.ends_with("/llms-full.txt"), "{}", b.path);
    let at = b.text.find("of b").unwrap() as u32;
    assert_eq!((b.position(at).line, b.position(at).column), (9, 6));
    let said: Vec<_> =
        spec.diagnostics.iter().map(|found| (found.rule.code, found.message.as_str())).collect();
    assert_eq!(said, [("D0404", "`llms-full.txt` holds 1 page that is there as a file: it was read")]);

    let chosen = folder(&[
        ("llms-full.txt", text),
        ("docbind.toml", b"[pages]\ninclude = [\"api\"]\nexclude = [\"**/b.md\"]\n"),
    ]);
    let spec = load_spec(chosen.path()).unwrap();
    assert_eq!(relatives(&spec, &spec.pages), ["api/a.md"]);
    let alone = load_spec(&chosen.path().join("llms-full.txt")).unwrap();
    assert_eq!(alone.pages.len(), 3);
    let out =
        folder(&[("llms-full.txt", text), ("docbind.toml", b"[pages]\nexclude = [\"llms-full.txt\"]\n")]);
    assert!(load_spec(out.path()).is_err());
}
