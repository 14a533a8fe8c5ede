//! What must be the same for a run to read nothing, and that such a run says and does what a whole one would.

use super::{Folder, contents, page};
use std::fs::{self, File};
use std::path::Path;
use std::time::SystemTime;

/// A folder whose client is up to date, and a run that has seen so.
fn generated() -> Folder {
    let folder = Folder::new();
    let first = folder.generate(&[]);
    assert!(first.code == Some(0) && !first.is_skipped(), "{first}");
    // The first one wrote the lock, which the second one reads.
    let second = folder.generate(&[]);
    assert!(second.code == Some(0) && !second.is_skipped(), "{second}");
    let third = folder.generate(&[]);
    assert!(third.code == Some(0) && third.is_skipped(), "{third}");
    folder
}

/// Writes other bytes, as many, and leaves the times as they were.
fn in_secret(path: &Path, from: &str, to: &str) {
    let modified = path.metadata().unwrap().modified().unwrap();
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from) && from.len() == to.len());
    fs::write(path, text.replacen(from, to, 1)).unwrap();
    File::options().write(true).open(path).unwrap().set_modified(modified).unwrap();
}

#[test]
fn nothing_is_read_and_what_was_found_is_said() {
    let folder = generated();
    let before = contents(folder.0.path());
    let run = folder.generate(&[]);
    assert!(run.is_skipped(), "{run}");
    assert!(run.stdout.contains("pages            2\n"), "{run}");
    assert!(run.stdout.contains("1   and 3 notes (show them with --all)\n"), "{run}");
    assert!(run.stdout.contains("0 written, "), "{run}");
    assert_eq!(before, contents(folder.0.path()));
    let quiet = folder.generate(&["--quiet"]);
    assert_eq!((quiet.code, quiet.stdout.as_str(), quiet.stderr.as_str()), (Some(0), "", ""));
    for more in ["--all", "--message-format=json"] {
        let run = folder.generate(&[more]);
        assert!(run.code == Some(0) && !run.is_skipped(), "{run}");
        assert_eq!((run.stderr + &run.stdout).matches("D0201").count(), 2, "{more}");
    }
    let same = File::options().append(true).open(folder.path("spec/desks.mdx")).unwrap();
    same.set_modified(SystemTime::UNIX_EPOCH).unwrap();
    assert!(folder.generate(&[]).is_skipped(), "another time is no change");
}

#[test]
fn every_file_of_a_spec_counts() {
    type Edit = fn(&Folder);
    let edits: [(&str, Edit); 11] = [
        ("page", |f| f.write("spec/desks.mdx", &page("desk", "It is a desk.\n\n"))),
        ("page in secret", |f| in_secret(&f.path("spec/desks.mdx"), "number", "figure")),
        ("new page", |f| f.write("spec/more/chairs.mdx", &page("chair", ""))),
        ("page gone", |f| fs::remove_file(f.path("spec/desks.mdx")).unwrap()),
        ("page renamed", |f| fs::rename(f.path("spec/desks.mdx"), f.path("spec/tables.mdx")).unwrap()),
        ("snippet", |f| f.write("spec/snippets/note.mdx", "Rooms have windows.\n")),
        ("OpenAPI file", |f| f.write("spec/openapi.json", "{\"openapi\": \"3.0.0\", \"paths\": {}}\n")),
        ("site settings", |f| f.write("spec/docs.json", "{\"name\": \"Acme\"}\n")),
        ("settings", |f| f.write("spec/docbind.toml", "[api]\nname = \"acme\"\ntitle = \"ACME\"\n")),
        ("settings gone", |f| fs::remove_file(f.path("spec/docbind.toml")).unwrap()),
        ("lock gone", |f| fs::remove_file(f.path("spec/docbind.lock")).unwrap()),
    ];
    for (what, edit) in edits {
        let folder = generated();
        edit(&folder);
        let run = folder.generate(&[]);
        assert!(run.code == Some(0) && !run.is_skipped(), "{what}: {run}");
        // Where the lock changed, another one reads it.
        folder.generate(&[]);
        let run = folder.generate(&[]);
        assert!(run.code == Some(0) && run.is_skipped(), "{what}, again: {run}");
    }
}

#[test]
fn every_file_of_a_client_counts() {
    let folder = generated();
    let files = contents(&folder.path("client"));
    assert!(files.len() > 4, "{files:?}");
    for (file, bytes) in &files {
        fs::remove_file(file).unwrap();
        let run = folder.generate(&["--check"]);
        assert!(run.code == Some(1) && !file.exists(), "{}: {run}", file.display());
        let run = folder.generate(&[]);
        assert!(run.code == Some(0) && !run.is_skipped(), "{}: {run}", file.display());
        assert_eq!(&fs::read(file).unwrap(), bytes, "{}", file.display());
        assert!(folder.generate(&["--check"]).is_skipped());
    }
    in_secret(&folder.path("client/src/lib.rs"), "Client", "client");
    let run = folder.generate(&[]);
    assert!(!run.is_skipped() && run.stdout.contains("1 written"), "{run}");
    assert_eq!(contents(&folder.path("client")), files);
}

#[test]
fn what_a_run_is_told_counts() {
    let folder = generated();
    for more in [
        ["--emission=derived"],
        ["--emission=lean"],
        [concat!("--runtime-path=", env!("CARGO_MANIFEST_DIR"), "/../runtime")],
        ["--runtime=vendored"],
        ["--warn=D0201"],
        ["--allow=D0201"],
    ] {
        let run = folder.generate(&more);
        assert!(run.code == Some(0) && !run.is_skipped(), "{more:?}: {run}");
        let run = folder.generate(&more);
        assert!(run.code == Some(0) && run.is_skipped(), "{more:?}, again: {run}");
    }
    assert!(
        folder
            .generate(&["--allow=D0201"])
            .stdout
            .contains("1   and 1 note, 2 allowed (show them with --all)\n")
    );
}

#[test]
fn errors_are_said_each_time() {
    let folder = generated();
    for _ in 0..2 {
        let run = folder.generate(&["--deny=D0201", "--keep-going"]);
        assert!(run.code == Some(1) && run.stderr.contains("error[D0201]"), "{run}");
    }
    // The client is what it was, and so is what is known of it.
    assert!(folder.generate(&[]).is_skipped());
    folder.write("spec/docbind.toml", "[api]\nnaem = \"acme\"\n");
    for more in [&[][..], &["--check"], &[]] {
        let run = folder.generate(more);
        assert!(run.code == Some(1) && run.stderr.contains("error[D"), "{run}");
    }
}

#[test]
fn a_check_is_as_strict_as_a_whole_run() {
    let folder = generated();
    let before = contents(folder.0.path());
    let run = folder.generate(&["--check"]);
    assert!(run.code == Some(0) && run.is_skipped(), "{run}");
    folder.write("spec/desks.mdx", &page("table", ""));
    for _ in 0..2 {
        let run = folder.generate(&["--check"]);
        assert!(run.code == Some(1) && run.stderr.contains("is out of date"), "{run}");
        let run = folder.generate(&["--dry-run"]);
        assert!(run.code == Some(0) && run.stdout.contains("write "), "{run}");
    }
    folder.write("spec/desks.mdx", &page("desk", ""));
    assert!(folder.generate(&["--check"]).is_skipped());
    assert_eq!(before, contents(folder.0.path()));
}

#[test]
fn a_stamp_that_is_no_stamp_decides_nothing() {
    let folder = generated();
    let stamp = folder.path("client/.docbind-cache/stamp");
    let text = fs::read_to_string(&stamp).unwrap();
    assert_eq!(folder.read("client/.docbind-cache/.gitignore").lines().last(), Some("*"));
    for wrong in ["", "docbind stamp 1\n", &text[..text.len() / 2], &text.replace("stamp 1", "stamp 2")] {
        fs::write(&stamp, wrong).unwrap();
        let run = folder.generate(&[]);
        assert!(run.code == Some(0) && !run.is_skipped(), "{run}");
        assert!(folder.generate(&[]).is_skipped());
    }
}

#[cfg(unix)]
#[test]
fn what_links_lead_to_is_looked_at_each_time() {
    let folder = Folder::new();
    fs::rename(folder.path("spec/snippets/note.mdx"), folder.path("spec/note.mdx")).unwrap();
    std::os::unix::fs::symlink("../note.mdx", folder.path("spec/snippets/note.mdx")).unwrap();
    for _ in 0..2 {
        assert!(!folder.generate(&[]).is_skipped());
    }
}
