//! Pages, names of files and links that are out to harm: nothing of them is obeyed by a terminal, by cargo or by a
//! continuous integration, and nothing outside of what docbind was given is read or overwritten.
#![cfg(all(unix, feature = "cli"))]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

const PAGE: &str = "---\ntitle: Get thing\napi: GET https://api.example.com/things/{id}\n---\n\nReads one.\n";

/// Escapes of terminals, an order of reading, and commands of continuous integrations.
const HOSTILE: &str = "---\ntitle: \"::error::a \\x1b[31mred\"\napi: GET https://h.example/v1/a\n---\n\n\
    <ParamField query=\"a\x1b]8;;http://evil\x07b\" type=\"foo\x1b[2J\u{202e}\u{9b}31m\">x\n::error::pwned\n</ParamField>\n\
    ::error::pwned\ncargo::rustc-link-arg=/evil\n##vso[task.setvariable variable=x]y\n\n## Response\n\n### 200\n\n\
    ```json\n{\"z\\u001b[5m\": 1, \"a\\u001b[31mz\\n::error::pwned2\": 3, \"b\\u009b31m\\u202e\": 4}\n```\n\n\
    ```json\n{\"z\x1b[5m\": 1, \"::error file=x::pwned\": 2,, }\n```\n";

fn docbind(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_docbind")).current_dir(folder).args(arguments).output().expect("it runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn is_obeyed(c: char) -> bool {
    (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn assert_harmless(text: &str, of: &str) {
    assert!(!text.contains(is_obeyed), "{of}: {text:?}");
    for line in text.lines().map(str::trim_start) {
        assert!(!line.starts_with("::") && !line.starts_with("cargo:"), "{of}: {line:?}");
        assert!(!line.contains("##vso[") && !line.contains("##["), "{of}: {line:?}");
    }
}

#[test]
fn what_people_see_is_text() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("pages");
    fs::create_dir(&pages).unwrap();
    fs::write(pages.join("::error::name.mdx"), HOSTILE).unwrap();
    fs::write(pages.join("b\n::error::name\x1b[2J\u{202e}.mdx"), HOSTILE.replace("/v1/a", "/v1/b")).unwrap();
    fs::write(pages.join("##vso[x]y.mdx"), b"# Not \xff text").unwrap();
    for command in
        ["inspect", "selectors", "check-docs", "generate", "report", "model", "openapi", "openapi yaml"]
    {
        let mut arguments = vec![command.split(' ').next().unwrap_or_default(), "pages"];
        arguments.extend(match command {
            "generate" => &["--out", "client\x1b[2J", "--all"][..],
            "openapi yaml" => &["--all", "--format", "yaml"],
            _ => &[],
        });
        let output = docbind(folder.path(), &arguments);
        match command {
            // Data, of which only the lines are docbind's, and what a terminal obeys or hides is escaped.
            "model" | "openapi" | "openapi yaml" => {
                let text = said(&output);
                assert!(!text.lines().any(|line| line.trim_start().starts_with("::")));
                assert!(!text.contains(is_obeyed), "{command}: {text:?}");
                assert!(!output.stdout.is_empty());
                if command != "openapi yaml" {
                    let read: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
                    assert!(read.to_string().contains("b\u{9b}31m\u{202e}"), "it is the same data");
                }
            }
            _ => assert_harmless(&said(&output), command),
        }
    }
    // From within the folder, where a name begins its line.
    for command in ["inspect", "check-docs", "generate"] {
        for page in ["::error::name.mdx", "b\n::error::name\x1b[2J\u{202e}.mdx", "no\n::error::x\x1b.mdx"] {
            let out = if command == "generate" { &["--out", "../o"][..] } else { &[] };
            assert_harmless(&said(&docbind(&pages, &[&[command, page], out].concat())), command);
        }
    }
}

#[test]
fn a_build_script_says_nothing_but_its_own_to_cargo() {
    let folder = tempfile::tempdir().unwrap();
    let pages = folder.path().join("pages");
    fs::create_dir(&pages).unwrap();
    let names =
        ["x\ncargo::rustc-env=INJECTED=1\n.mdx", "y\rcargo::rustc-cfg=z\r.mdx", "cargo::rustc-cfg=a.mdx"];
    names.iter().for_each(|name| fs::write(pages.join(name), HOSTILE).unwrap());
    fs::create_dir(pages.join("d\ncargo::rustc-env=B=1\n")).unwrap();
    fs::write(pages.join("d\ncargo::rustc-env=B=1\n/z.mdx"), PAGE).unwrap();
    for spec in [pages.clone(), pages.join(names[0]), pages.join("no\ncargo::rustc-env=C=1\n.mdx")] {
        // A build script: this test, asked to be one.
        let run = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "as_build_script", "--nocapture", "--ignored"])
            .env("OUT_DIR", folder.path())
            .env("DOCBIND_TEST_SPEC", &spec)
            .output()
            .unwrap();
        let lines = said(&run).replace('\r', "\n");
        let own = ["cargo::rerun-if-changed=", "cargo::warning=", "cargo::error="];
        let directives: Vec<&str> =
            lines.lines().filter(|line| line.trim_start().starts_with("cargo:")).collect();
        assert!(!directives.is_empty(), "{lines}");
        for line in directives {
            assert!(own.iter().any(|own| line.starts_with(own)), "{line:?}");
            assert!(!line.contains(char::is_control), "{line:?}");
        }
        assert!(lines.contains(&format!("cargo::rerun-if-changed={}", pages.display())), "{lines}");
    }
}

#[test]
#[ignore = "run by the test above"]
fn as_build_script() {
    if let Some(spec) = std::env::var_os("DOCBIND_TEST_SPEC") {
        docbind::build(Path::new(&spec));
    }
}

#[test]
fn links_out_of_the_folder_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let (spec, outside) = (folder.path().join("s"), folder.path().join("outside"));
    fs::create_dir_all(spec.join("inside")).unwrap();
    fs::create_dir_all(&outside).unwrap();
    fs::write(spec.join("get-thing.mdx"), format!("{PAGE}\n<Snippet file=\"secret.mdx\" />\n")).unwrap();
    fs::write(spec.join("inside/b.mdx"), PAGE.replace("things", "others")).unwrap();
    fs::write(outside.join("secret.mdx"), PAGE.replace("things", "secrets")).unwrap();
    symlink("/", spec.join("root")).unwrap();
    symlink(&outside, spec.join("_snippets")).unwrap();
    symlink(outside.join("secret.mdx"), spec.join("page.mdx")).unwrap();
    symlink(outside.join("secret.mdx"), spec.join("docbind.toml")).unwrap();
    symlink("loop.mdx", spec.join("loop.mdx")).unwrap();
    symlink("..", spec.join("inside/up")).unwrap();
    symlink("inside", spec.join("also")).unwrap();
    for argument in ["s", "s/get-thing.mdx"] {
        let output = docbind(folder.path(), &["model", argument, "--all"]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert!(!said(&output).contains("secrets"), "{}", said(&output));
        assert!(said(&output).contains("`_snippets` is a link that leaves the folder"), "{}", said(&output));
        assert!(
            said(&output).contains("`docbind.toml` is a link that leaves the folder"),
            "{}",
            said(&output)
        );
    }
    let all = said(&docbind(folder.path(), &["model", "s", "--all"]));
    for link in [
        "`root` is a link that leaves",
        "`page.mdx` is a link that leaves",
        "`loop.mdx` is a link that leads nowhere",
    ] {
        assert!(all.contains(link), "{link}: {all}");
    }
    assert_eq!(all.matches("\"page\": \"inside/b.mdx\"").count(), 1, "{all}");
}

#[test]
fn a_file_is_written_at_once_and_never_over_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("page.mdx"), PAGE).unwrap();
    fs::create_dir(at.join("pages")).unwrap();
    fs::write(at.join("pages/a.mdx"), PAGE).unwrap();
    fs::write(at.join("pages/docbind.toml"), "[api]\nname = \"x\"\n").unwrap();
    fs::write(at.join("elsewhere"), "safe").unwrap();
    symlink("elsewhere", at.join("link.html")).unwrap();
    for command in ["report", "openapi", "check-docs"] {
        for (spec, out) in [
            ("page.mdx", "page.mdx"),
            ("page.mdx", "pages/../page.mdx"),
            ("pages", "pages/a.mdx"),
            ("pages", "pages/docbind.toml"),
        ] {
            let output = docbind(at, &[command, spec, "--out", out]);
            assert_eq!(output.status.code(), Some(3), "{command} {out}");
            assert!(said(&output).contains("will not be overwritten"), "{command} {out}: {}", said(&output));
        }
        let output = docbind(at, &[command, "page.mdx", "--out", "link.html"]);
        assert!(said(&output).contains("symbolic link"), "{command}: {}", said(&output));
        fs::write(at.join(".out.4711.docbind-tmp"), "left by a killed run").unwrap();
        docbind(at, &[command, "page.mdx", "--out", "out"]);
        assert!(at.join("out").is_file() && !at.join(".out.4711.docbind-tmp").exists(), "{command}");
    }
    assert_eq!(fs::read_to_string(at.join("page.mdx")).unwrap(), PAGE);
    assert_eq!(fs::read_to_string(at.join("elsewhere")).unwrap(), "safe");
    // A folder that cannot be written to keeps what it had.
    let before = fs::read(at.join("out")).unwrap();
    fs::create_dir(at.join(format!(".out.{}.docbind-tmp", std::process::id()))).unwrap();
    assert_eq!(fs::read(at.join("out")).unwrap(), before);
}

#[test]
fn what_killed_runs_left_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("page.mdx"), PAGE).unwrap();
    docbind(at, &["generate", "page.mdx", "--out", "client"]);
    let left = [".vendors.rs.28927.docbind-tmp", "src/.vendors.rs.28927.docbind-tmp"]
        .map(|name| at.join("client").join(name));
    left.iter().for_each(|file| fs::write(file, "half").unwrap());
    let in_use = at.join("client/src/.lib.rs.1.docbind-tmp");
    let lock = fs::File::create(&in_use).unwrap();
    lock.lock().unwrap();
    let mine = at.join("client/src/.mine.docbind-tmp");
    fs::write(&mine, "no number: nobody's").unwrap();
    docbind(at, &["generate", "page.mdx", "--out", "client", "--check"]);
    assert!(left.iter().all(|file| file.exists()), "a check removes nothing");
    docbind(at, &["generate", "page.mdx", "--out", "client"]);
    assert!(!left.iter().any(|file| file.exists()) && in_use.exists() && mine.exists());
}

#[test]
fn pages_that_cannot_be_read_fail_every_command() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), b"# Caf\xe9").unwrap();
    for command in ["inspect", "selectors", "model", "openapi", "check-docs", "report"] {
        let output = docbind(folder.path(), &[command, "."]);
        assert_eq!(output.status.code(), Some(1), "{command}: {}", said(&output));
    }
}

#[test]
fn passwords_in_urls_are_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let page = "---\ntitle: Create key\napi: POST https://user:hunter2secret@h.example/v1/keys\n---\n\n\
        ```bash\ncurl https://admin:hunter3secret@h.example/v1/keys -d '{\"a\": 1}'\n```\n";
    fs::write(at.join("a.mdx"), page).unwrap();
    let server = "{\"name\": \"x\", \"navigation\": [], \"api\": {\"baseUrl\": \"https://u:hunter4secret@h.example\"}}";
    fs::write(at.join("mint.json"), server).unwrap();
    let generated = docbind(at, &["generate", ".", "--out", "../client", "--dry-run", "--all"]);
    assert_eq!(said(&generated).matches("D0126").count(), 3, "{}", said(&generated));
    for command in ["model", "openapi"] {
        let output = docbind(at, &[command, "."]);
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains("https://h.example") && !text.contains("secret"), "{command}: {text}");
    }
}
