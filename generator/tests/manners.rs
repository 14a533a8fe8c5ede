//! How the command line behaves: quiet and verbose, standard input, several inputs, exit codes, what it refuses.
#![cfg(feature = "cli")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const KILN: &str = "---\ntitle: Read a kiln\napi: GET https://kilns.acme.example/v1/kilns/{id}\n---\n\n\
                    <ParamField path=\"id\" type=\"integer\" required>\n  Which one.\n</ParamField>\n\n\
                    ```json Response\n{ \"heat\": 900 }\n```\n";

const DESCRIPTION: &str = "openapi: 3.1.0\ninfo: { title: Kilns, version: '1' }\npaths:\n  /kilns:\n    get:\n      \
                           operationId: listKilns\n      responses: { '200': { description: All of them } }\n";

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

fn docbind(folder: &Path, arguments: &[&str]) -> Run {
    docbind_with(folder, arguments, "")
}

fn docbind_with(folder: &Path, arguments: &[&str], input: &str) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_docbind"))
        .current_dir(folder)
        .args(arguments)
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that reads nothing may have ended.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn verbose_says_how_long_each_stage_took() {
    let kilns = folder(&[("pages/read-kiln.mdx", KILN)]);
    let run = docbind(kilns.path(), &["generate", "pages", "--out", "client", "-v"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let stages = ["loading pages", "reading pages", "weighing what pages say", "choosing names", "writing"];
    for stage in stages {
        let line = run.stderr.lines().find(|line| line.starts_with(stage));
        assert!(line.is_some_and(|line| line.ends_with(" s")), "{stage}: {}", run.stderr);
    }
    assert!(run.stderr.contains("note[D0320]"), "all diagnostics: {}", run.stderr);
    let again = docbind(kilns.path(), &["model", "pages", "--verbose"]);
    assert!(again.stderr.contains("\nloading pages  "), "{}", again.stderr);
}

#[test]
fn quiet_says_errors_only() {
    let kilns = folder(&[("pages/read-kiln.mdx", KILN), ("wrong/guide.md", "# Hello\n\nYou.\n")]);
    for command in [&["generate", "pages", "--out", "client"][..], &["check-docs", "pages"]] {
        let run = docbind(kilns.path(), &[command, &["--quiet"]].concat());
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""), "{command:?}");
    }
    let model = docbind(kilns.path(), &["-q", "model", "pages"]);
    assert!(model.stdout.starts_with('{') && model.stderr.is_empty(), "{}", model.stderr);
    fs::write(kilns.path().join("wrong/docbind.toml"), "[api]\ntitel = 1\n").unwrap();
    let wrong = docbind(kilns.path(), &["generate", "wrong", "--out", "client", "-q"]);
    assert!(wrong.stderr.contains("error[D0501]") && wrong.code == Some(1), "{}", wrong.stderr);
    let both = docbind(kilns.path(), &["model", "pages", "-q", "-v"]);
    assert_eq!(both.code, Some(2));
}

#[test]
fn a_page_comes_from_standard_input() {
    let empty = folder(&[("docbind.toml", "[api]\nname = \"other\"\n")]);
    let at = empty.path();
    let inspected = docbind_with(at, &["inspect", "-q", "-"], KILN);
    assert!(
        inspected.stdout.starts_with("stdin.md: endpoint page, Mintlify source\n"),
        "{}",
        inspected.stdout
    );
    let made = docbind_with(at, &["generate", "-", "--out", "client"], KILN);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    assert!(made.stderr.contains("--> stdin.md:3:6"), "{}", made.stderr);
    assert!(at.join("client/src/lib.rs").is_file() && !at.join("docbind.lock").exists());
    let described = docbind_with(at, &["model", "-", "-q"], DESCRIPTION);
    assert!(described.stdout.contains("\"/kilns\""), "{}", described.stdout);
    let html =
        format!("<!DOCTYPE html><html><body><h1>List kilns</h1><p>{}</p></body></html>", "All. ".repeat(40));
    let page = docbind_with(at, &["inspect", "-q", "-"], &html);
    assert!(page.stdout.starts_with("stdin.html: "), "{}", page.stdout);
    let none = docbind_with(at, &["inspect", "-"], "\n");
    assert_eq!(
        (none.code, none.stderr.as_str()),
        (Some(3), "error: standard input is empty: a page is expected there\n")
    );
}

#[test]
fn several_specs_are_read_one_by_one() {
    let kilns = folder(&[
        ("a/kilns/read-kiln.mdx", KILN),
        ("b/kilns/read-kiln.mdx", KILN),
        ("ovens/read-oven.mdx", &KILN.replace("kiln", "oven")),
        ("docbind.md", "# Hello\n\nYou.\n"),
    ]);
    let at = kilns.path();
    let made = docbind(at, &["generate", "a/kilns", "ovens", "--out", "clients"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    assert!(at.join("clients/kilns/src/lib.rs").is_file() && at.join("clients/ovens/src/lib.rs").is_file());
    let twice = docbind(at, &["generate", "a/kilns", "b/kilns", "--out", "more"]);
    assert_eq!(twice.code, Some(2));
    assert!(twice.stderr.contains("would both be written to `more/kilns`"), "{}", twice.stderr);

    let inspected = docbind(at, &["inspect", "-q", "a/kilns", "ovens/read-oven.mdx"]);
    assert_eq!(inspected.stdout.matches(": endpoint page").count(), 2);
    let checked = docbind(at, &["check-docs", "a/kilns", "ovens", "nowhere", "--level", "note"]);
    assert_eq!(checked.code, Some(3), "the worst: {}", checked.stderr);
    assert_eq!(checked.stdout.matches("\nfindings ").count(), 2, "{}", checked.stdout);
    let sarif = docbind(at, &["check-docs", "a/kilns", "ovens", "--format", "sarif"]).stdout;
    let log: serde_json::Value = serde_json::from_str(&sarif).unwrap();
    assert_eq!(log["runs"].as_array().map(Vec::len), Some(2));
}

#[test]
fn exit_codes_are_distinct() {
    let kilns = folder(&[("pages/read-kiln.mdx", KILN), ("file", "")]);
    let code = |arguments: &[&str]| docbind(kilns.path(), arguments).code;
    assert_eq!(code(&["generate", "pages", "--out", "client"]), Some(0));
    assert_eq!(code(&["generate", "pages", "--out", "client", "--check"]), Some(0));
    assert_eq!(code(&["generate", "pages", "--out", "other", "--check"]), Some(1), "out of date");
    assert_eq!(code(&["check-docs", "pages", "--fail-on", "note"]), Some(1), "findings");
    assert_eq!(code(&["explain", "D9999"]), Some(2), "usage");
    assert_eq!(code(&["model", "nowhere"]), Some(3), "not there");
    assert_eq!(code(&["diff", "git:nowhere", "pages"]), Some(3), "no revision");
    assert_eq!(code(&["generate", "pages", "--out", "file/client"]), Some(3), "cannot be written");
    assert_eq!(code(&["openapi", "pages", "--out", "file/a.json"]), Some(3), "cannot be written");
    let help = docbind(kilns.path(), &["--help"]).stdout;
    for line in ["  0  done", "  1  findings", "  2  usage", "  3  something could not be read or written"] {
        assert!(help.contains(line), "{help}");
    }
}

#[test]
fn a_client_is_written_beside_its_pages_and_never_read() {
    let kilns = folder(&[("spec/pages/read-kiln.mdx", KILN)]);
    let at = kilns.path();
    for inside in ["spec", "spec/client", "spec/../spec/pages"] {
        let refused = docbind(at, &["generate", "spec", "--out", inside]);
        assert_eq!(refused.code, Some(2));
        let said = format!(
            "error: `--out {inside}` is inside `spec`, which holds the pages: give a folder beside it\n"
        );
        assert_eq!(refused.stderr, said);
    }
    // One that is there all the same, such as from a page that stands alone.
    let alone = docbind(at, &["generate", "spec/pages/read-kiln.mdx", "--out", "spec/client"]);
    assert_eq!(alone.code, Some(0), "{}", alone.stderr);
    let model = docbind(at, &["generate", "spec", "--out", "other"]);
    assert!(model.stdout.contains("pages            1   1 describe operations\n"), "{}", model.stdout);
    let client = docbind(at, &["model", "other"]);
    assert_eq!(client.code, Some(3));
    let said =
        "error: `other` holds a client that docbind wrote, and no pages: give the folder of the pages\n";
    assert_eq!(client.stderr, said);
}

#[test]
fn what_was_meant_is_said() {
    let kilns = folder(&[("pages/read-kiln.mdx", KILN)]);
    let at = kilns.path();
    let url = docbind(at, &["generate", "https://docs.acme.example/api", "--out", "client"]);
    assert_eq!(url.code, Some(2));
    assert!(url.stderr.contains("`docbind fetch https://docs.acme.example/api --out pages` gets the pages"));
    let near = docbind(at, &["inspect", "page/read-kiln.mdx"]);
    assert!(near.stderr.ends_with("  help: did you mean `pages/read-kiln.mdx`?\n"), "{}", near.stderr);
    let command = docbind(at, &["generat"]);
    assert!(command.code == Some(2) && command.stderr.contains("'generate'"), "{}", command.stderr);
    let option = docbind(at, &["check-docs", "pages", "--formt", "json"]);
    assert!(option.stderr.contains("'--format'"), "{}", option.stderr);
}

#[test]
fn the_older_name_of_format_is_still_taken() {
    let kilns = folder(&[("pages/read-kiln.mdx", KILN)]);
    let run = |format: &[&str]| {
        docbind(kilns.path(), &[&["generate", "pages", "--out", "client", "--all"][..], format].concat())
    };
    let json = run(&["--format", "json"]);
    assert!(json.stdout.starts_with("{\"code\":"), "{}", json.stdout);
    assert_eq!(run(&["--message-format", "json"]).stdout, json.stdout);
    assert_eq!(run(&["--message-format", "human"]).code, Some(0));
}

#[test]
fn shells_and_man_know_every_command() {
    let empty = folder(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = docbind(empty.path(), &["completions", shell]);
        assert_eq!(script.code, Some(0));
        for word in ["check-docs", "selectors", "completions"] {
            assert!(script.stdout.contains(word), "{shell}: {word}");
        }
    }
    let page = docbind(empty.path(), &["man"]);
    assert!(
        page.stdout.contains(".TH docbind 1") && page.stdout.contains("docbind\\-generate(1)"),
        "{}",
        page.stdout
    );
    let generate = docbind(empty.path(), &["man", "generate"]);
    assert!(generate.stdout.contains(".TH docbind-generate 1"), "{}", generate.stdout);
    assert_eq!(docbind(empty.path(), &["man", "--out", "man1"]).code, Some(0));
    assert!(empty.path().join("man1/docbind-check-docs.1").is_file());
    assert_eq!(docbind(empty.path(), &["man", "frobnicate"]).code, Some(2));
}

/// The first run on the pages of the first API, as a newcomer sees it.
#[test]
fn a_first_run_fits_a_screen() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let out = tempfile::tempdir().unwrap();
    let out = out.path().join("client");
    let run = docbind(root, &["generate", "specs/nexudus", "--out", out.to_str().unwrap()]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let lines = run.stderr.lines().count() + run.stdout.lines().count();
    assert!(lines <= 40, "{lines} lines\n{}{}", run.stderr, run.stdout);
    for part in
        ["2 warnings\n", " undeclared-field ", "-v shows all of them", "Worth doing, in order:\n  1. "]
    {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
}

/// Of one page, the settings of the others match nothing, and that is no mistake; of the folder it is one.
#[test]
fn a_page_is_inspected_without_the_settings_of_others() {
    let settings = "[[operations]]\nselect = \"fire-kiln\"\nrename = \"fire\"\n";
    let kilns = folder(&[("acme/kilns/read-kiln.mdx", KILN), ("acme/docbind.toml", settings)]);
    let of_page = docbind(kilns.path(), &["inspect", "acme/kilns/read-kiln.mdx"]);
    assert!(of_page.code == Some(0) && !of_page.stderr.contains("D0502"), "{}", of_page.stderr);
    let of_folder = docbind(kilns.path(), &["inspect", "acme"]);
    assert!(of_folder.code == Some(1) && of_folder.stderr.contains("D0502"), "{}", of_folder.stderr);
}

#[test]
fn init_says_what_it_found_and_changes_nothing() {
    let kilns = folder(&[("acme/kilns/read-kiln.mdx", KILN), ("acme/welcome.md", "# Welcome\n\nHello.\n")]);
    let at = kilns.path();
    let before = docbind(at, &["model", "acme", "-q"]).stdout;
    let run = docbind(at, &["init", "acme"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    for part in [
        "pages           2, 1 describe operations\n",
        "operations      1 in 1 group: kilns\n",
        "base URL        https://kilns.acme.example\n",
        "authentication  none found\n",
        "next: docbind generate acme --out acme-client --runtime vendored\n",
    ] {
        assert!(run.stderr.contains(part), "{part}: {}", run.stderr);
    }
    let settings = fs::read_to_string(at.join("acme/docbind.toml")).unwrap();
    assert!(settings.contains("\nname = \"acme\""), "{settings}");
    let after = docbind(at, &["model", "acme", "-q"]).stdout;
    let api =
        |model: &str| serde_json::from_str::<serde_json::Value>(model).unwrap()["api"]["operations"].clone();
    assert_eq!(api(&after), api(&before));
    // With every comment taken away it is still a file of settings.
    let all: String =
        settings.lines().map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line))).collect();
    let all = all.split_once("[api]").map(|(_, rest)| format!("[api]{rest}")).unwrap();
    toml::from_str::<toml::Table>(&all).unwrap_or_else(|error| panic!("{error}\n{all}"));
    let twice = docbind(at, &["init", "acme"]);
    assert!(twice.code == Some(2) && twice.stderr.contains("is there already"), "{}", twice.stderr);
    assert_eq!(docbind(at, &["init", "nowhere"]).code, Some(3));
}

#[test]
fn new_makes_an_application_of_the_example() {
    let kilns = folder(&[("acme/kilns/read-kiln.mdx", KILN)]);
    let at = kilns.path();
    docbind(at, &["generate", "acme", "--out", "clients/acme", "--runtime", "vendored"]);
    let run = docbind(at, &["new", "apps/kiln-app", "--api", "clients/acme"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let read = |file: &str| fs::read_to_string(at.join("apps/kiln-app").join(file)).unwrap();
    assert!(read("Cargo.toml").contains("features = [\"mock\"]"), "{}", read("Cargo.toml"));
    assert!(read("src/main.rs").contains("mock.kilns().read_a_kiln();"), "{}", read("src/main.rs"));
    assert!(read("src/main.rs").contains("client.kilns().read_a_kiln("), "{}", read("src/main.rs"));
    assert_eq!(docbind(at, &["new", "apps/kiln-app", "--api", "clients/acme"]).code, Some(2), "not empty");
    assert_eq!(docbind(at, &["new", "x", "--api", "acme"]).code, Some(3), "no client");
}
