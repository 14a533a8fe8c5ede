//! What was once silently wrong, as the users of the command line see it: the cases of `tests/shared_cases` whose facts
//! are exit codes, files and what a terminal shows. `tests/shared_cases/README.md` says where the others are.
#![cfg(all(unix, feature = "cli"))]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const PAGE: &str = "---\ntitle: Get thing\napi: GET https://api.example.com/things/{id}\n---\n\nReads one.\n";

fn docbind(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_docbind")).current_dir(folder).args(arguments).output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A folder with the pages of a case in `pages`.
fn case(name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/shared_cases").join(name);
    copy(&from, &folder.path().join("pages"));
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).expect("the case is there").map(Result::unwrap) {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        match from.is_dir() {
            true => copy(&from, &to),
            false => drop(fs::copy(from, to).unwrap()),
        }
    }
}

/// All files below a folder, with what they hold; those that are gone by the time they are read are not there.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.path() {
            path if path.is_dir() => files.extend(self::files(&path)),
            path => files.extend(fs::read(&path).ok().map(|text| (path, text))),
        }
    }
    files
}

/// A page with one byte that is not UTF-8 fails the run and takes nothing from the crate that is there.
#[test]
fn error_page_removes_method() {
    let folder = case("trust/error-page-removes-method");
    let (at, page) = (folder.path(), folder.path().join("pages/pages/tickets/get-ticket.mdx"));
    let damaged = fs::read(&page).unwrap();
    assert!(std::str::from_utf8(&damaged).is_err());
    fs::write(&page, String::from_utf8_lossy(&damaged).as_bytes()).unwrap();
    let generate = ["generate", "pages/pages", "--out", "client"];
    assert_eq!(docbind(at, &generate).status.code(), Some(0));
    let before = files(&at.join("client"));
    let has_method = |files: &BTreeMap<_, Vec<u8>>| {
        files.values().any(|text| String::from_utf8_lossy(text).contains("fn get_ticket("))
    };
    assert!(has_method(&before));

    fs::write(&page, &damaged).unwrap();
    let failed = docbind(at, &generate);
    assert_eq!(failed.status.code(), Some(1));
    assert!(said(&failed).contains("get-ticket.mdx") && said(&failed).contains("nothing was written"));
    assert_eq!(files(&at.join("client")), before);
    let kept = docbind(at, &[&generate[..], &["--keep-going"]].concat());
    assert_eq!(kept.status.code(), Some(1));
    assert!(!has_method(&files(&at.join("client"))), "only where it is asked for");
}

/// Members of an object beside a field are no finding.
#[test]
fn fragment_in_field() {
    let folder = case("trust/fragment-in-field");
    let output = docbind(folder.path(), &["check-docs", "pages/pages"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(!said(&output).contains("D0109"), "{}", said(&output));
}

/// Pages that gave nothing are named and counted without being asked for, alone and among others.
#[test]
fn silent_pages() {
    for (pages, code, file) in
        [("gitbook-openapi", "[D0112]", "a.md"), ("openapi-yaml", "warning[D0120]", "swagger.yaml")]
    {
        let folder = case(&format!("trust/silent-pages/{pages}"));
        let alone = docbind(folder.path(), &["generate", "pages", "--out", "client", "--all"]);
        assert_eq!(alone.status.code(), Some(1), "{pages}: {}", said(&alone));
        assert!(said(&alone).contains(code) && said(&alone).contains(file), "{pages}: {}", said(&alone));
        fs::write(folder.path().join("pages/get-thing.mdx"), PAGE).unwrap();
        let among = docbind(folder.path(), &["generate", "pages", "--out", "client", "--all"]);
        assert_eq!(among.status.code(), Some(0), "{pages}: {}", said(&among));
        assert!(said(&among).contains(code) && said(&among).contains(file), "{pages}: {}", said(&among));
    }
    // These are read.
    for pages in ["swagger2", "html-as-md", "gitbook-swagger"] {
        let folder = case(&format!("trust/silent-pages/{pages}"));
        let output = docbind(folder.path(), &["generate", "pages", "--out", "client"]);
        assert_eq!(output.status.code(), Some(0), "{pages}: {}", said(&output));
    }
}

/// A folder whose only page cannot be read fails these commands as it does the others.
#[test]
fn selectors_exit_0() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), b"# A\xff\n").unwrap();
    for command in ["selectors", "inspect"] {
        let output = docbind(folder.path(), &[command, "."]);
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert!(said(&output).contains("D0101") && said(&output).contains("a.md"), "{}", said(&output));
    }
}

/// Nothing of a page is obeyed by a terminal or starts a line of a CI's protocol. More of it: `hostile_input`.
#[test]
fn inspect_selectors_raw_terminal() {
    let page = "---\ntitle: Get \x1b[31mred\napi: GET https://h.example/v1/a\n---\n\n\
        <ParamField query=\"a\x1b]8;;http://evil\x07b\" type=\"foo\x1b[2J\u{202e}\u{9b}31m\">x</ParamField>\n\
        ::error::pwned\ncargo::rustc-link-arg=/evil\n##vso[task.setvariable variable=x]y\n\n## Response\n\n### 200\n\n\
        ```json\n{\"z\x1b[5m\": 1, \"::error file=x::pwned\": 2, \"a\\u001b[31mz\\n::error::pwned2\": 3, \"b\\u009b31m\\u202e\":4\n```\n\n\
        ```json\n{\"z\\u001b[5m\": 1, \"a\\u001b[31mz\\n::error::pwned2\": 3, \"b\\u009b31m\\u202e\":4}\n```\n";
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("pages")).unwrap();
    for name in ["a.mdx", "b\n::error::name\x1b[2J.mdx"] {
        fs::write(folder.path().join("pages").join(name), page).unwrap();
    }
    for command in ["inspect", "selectors", "check-docs"] {
        let shown = said(&docbind(folder.path(), &[command, "pages"]));
        let obeyed = |c: char| {
            (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        assert!(!shown.contains(obeyed), "{command}: {shown:?}");
        // A second place is shown behind `:::`, which begins no command.
        let begins = |line: &str| {
            let line = line.trim_start();
            !line.starts_with("::: ") && ["::", "cargo:", "##"].iter().any(|mark| line.starts_with(mark))
        };
        assert!(!shown.lines().any(begins), "{command}: {shown}");
        assert!(!shown.is_empty());
    }
}

/// A write that fails leaves the file that was there, and nothing beside it; an input is refused.
#[test]
fn report_openapi_out_not_atomic() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let page = |n: usize| PAGE.replace("things", &format!("things{n}"));
    fs::create_dir(at.join("pages")).unwrap();
    (0..40).for_each(|n| fs::write(at.join(format!("pages/p{n}.mdx")), page(n)).unwrap());
    for (command, out) in [("openapi", "r.yaml"), ("report", "r.html"), ("check-docs", "r.txt")] {
        // A file of no more than 1 KiB: what a full disk does to it. The signal of the limit is ignored, so that the
        // write fails as it does on one.
        let script = format!("trap '' XFSZ; ulimit -f 1; exec \"$0\" {command} pages --out {out}");
        let run = || {
            let mut bash = Command::new("bash");
            bash.current_dir(at)
                .args(["-c", &script, env!("CARGO_BIN_EXE_docbind")])
                .output()
                .expect("bash runs")
        };
        let failed = run();
        assert!(!at.join(out).exists(), "{command}: {}", said(&failed));
        fs::write(at.join(out), "good").unwrap();
        let failed = run();
        assert_eq!(failed.status.code(), Some(3), "{command}: {}", said(&failed));
        assert!(said(&failed).contains(out), "{command}: {}", said(&failed));
        assert_eq!(fs::read_to_string(at.join(out)).unwrap(), "good", "{command}");
        let refused = docbind(at, &[command, "pages/p1.mdx", "--out", "pages/p1.mdx"]);
        assert_eq!(refused.status.code(), Some(3), "{command}");
        assert_eq!(fs::read_to_string(at.join("pages/p1.mdx")).unwrap(), page(1), "{command}");
    }
    let mut left: Vec<_> = fs::read_dir(at).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    left.sort();
    assert_eq!(left, ["pages", "r.html", "r.txt", "r.yaml"]);
}

/// Runs that are killed while they write leave nothing behind the next run.
#[test]
fn kill_leaves_temp_files() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::create_dir(at.join("pages")).unwrap();
    for n in 0..60 {
        let page = PAGE.replace("things", &format!("group{n}/things"));
        fs::write(at.join(format!("pages/p{n}.mdx")), page).unwrap();
    }
    let generate = ["generate", "pages", "--out", "client"];
    let temporary = || {
        let names = files(&at.join("client")).into_keys();
        names.filter(|name| name.to_string_lossy().ends_with(".docbind-tmp")).collect::<Vec<_>>()
    };
    // Each run is killed as soon as it has begun to write, some of them while a file is half written.
    let (mut left, end) = (0, Instant::now() + Duration::from_secs(20));
    for _ in 0..30 {
        let _ = fs::remove_dir_all(at.join("client"));
        let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
        command.current_dir(at).args(generate).stdout(Stdio::null()).stderr(Stdio::null());
        let mut run = command.spawn().unwrap();
        while temporary().is_empty() && run.try_wait().unwrap().is_none() {}
        run.kill().unwrap();
        run.wait().unwrap();
        left += temporary().len();
        if left > 2 || Instant::now() > end {
            break;
        }
    }
    println!("{left} files were left by runs that were killed");
    // So that the test does not depend on the moment: one of a run of old.
    fs::create_dir_all(at.join("client/src")).unwrap();
    fs::write(at.join("client/src/.group1.rs.28927.docbind-tmp"), "half").unwrap();
    let done = docbind(at, &generate);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    assert_eq!(temporary(), Vec::<PathBuf>::new());
    let checked = docbind(at, &[&generate[..], &["--check"]].concat());
    assert_eq!(checked.status.code(), Some(0), "{}", said(&checked));
}

/// The version of the client is a setting, and is what the client calls itself.
#[test]
fn crate_version() {
    let folder = case("client/crate-version");
    let generate = |more: &[&str]| {
        let arguments = [&["generate", "pages/pages", "--out", "gym", "-q"], more];
        docbind(folder.path(), &arguments.concat())
    };
    let refused = generate(&[]);
    assert!(
        !refused.status.success() && said(&refused).contains("`version` is a setting of `[package]`"),
        "{refused:?}"
    );
    let settings = folder.path().join("pages/pages/docbind.toml");
    for version in ["0.2.0", "0.3.0"] {
        let text = fs::read_to_string(&settings).unwrap();
        let own = text.replace("[api]", "[package]").replace("\"0.2.0\"", &format!("\"{version}\""));
        fs::write(&settings, own).unwrap();
        let made = generate(&[]);
        assert!(made.status.success(), "{}", said(&made));
        let manifest = fs::read_to_string(folder.path().join("gym/Cargo.toml")).unwrap();
        assert!(manifest.contains(&format!("\nversion = \"{version}\"\n")), "{manifest}");
        assert!(manifest.contains("\nlicense = \"MIT\"\n"), "{manifest}");
        let client = fs::read_to_string(folder.path().join("gym/src/lib.rs")).unwrap();
        assert!(client.contains("env!(\"CARGO_PKG_VERSION\")"), "{client}");
        assert!(generate(&["--check"]).status.success());
    }
}
