//! The files of `examples/workflow` for CI and editors: their commands run, and their patterns find what is printed.
//! `tests/fetch/workflow.rs` runs those of `api-docs.yml`.
#![cfg(all(unix, feature = "cli", feature = "mock", feature = "watch"))]

use regex::Regex;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// A page whose request contradicts it, and whose field list lacks a field.
const PAGE: &str = "---\ntitle: Close ticket\napi: POST https://desk.acme.example/v1/tickets/{id}/close\n---\n\n\
    <ParamField path=\"id\" type=\"integer\" required>\n  Which one.\n</ParamField>\n\n\
    ```bash\ncurl -X PUT https://desk.acme.example/v1/tickets/7/close -H \"Authorization: Bearer TOKEN\"\n```\n\n\
    <ResponseField name=\"closed\" type=\"boolean\" required />\n\n\
    ```json Response\n{ \"closed\": true, \"at\": \"2025-03-01\" }\n```\n";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn yaml(path: &str) -> Value {
    serde_saphyr::from_str(&read(path)).unwrap()
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap()
}

/// A repository with one page in `docs`.
fn docs(page: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("docs")).unwrap();
    fs::write(folder.path().join("docs/close-ticket.mdx"), page).unwrap();
    folder
}

/// As a runner runs a step, with docbind installed.
fn bash(folder: &Path, script: &str, variables: &[(&str, &str)]) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_docbind")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    command.args(["-e", "-o", "pipefail", "-c", script]).current_dir(folder).env("PATH", path);
    command.envs(variables.iter().copied()).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A finding as a problem matcher reads it: severity, code, message, file, line.
type Problem = [String; 5];

/// What a problem matcher of two lines finds in a log.
fn problems(matcher: &Value, log: &str) -> Vec<Problem> {
    let regex = |at: usize| Regex::new(matcher["pattern"][at]["regexp"].as_str().unwrap()).unwrap();
    let group = |at: usize, key: &str| matcher["pattern"][at][key].as_u64().unwrap() as usize;
    let (first, second) = (regex(0), regex(1));
    let lines: Vec<&str> = log.lines().collect();
    let found = lines.windows(2).filter_map(|pair| {
        let (said, place) = (first.captures(pair[0])?, second.captures(pair[1])?);
        let said = |key: &str| said[group(0, key)].to_owned();
        let place = |key: &str| place[group(1, key)].to_owned();
        Some([said("severity"), said("code"), said("message"), place("file"), place("line")])
    });
    found.collect()
}

#[test]
fn a_pull_request_of_pages_is_annotated() {
    let workflow = yaml("examples/workflow/check-docs.yml");
    let steps = workflow["jobs"]["check"]["steps"].as_array().unwrap();
    let runs: Vec<&str> = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    let [_install, check, sarif] = runs.as_slice() else { panic!("{runs:#?}") };
    let pages = workflow["env"]["PAGES"].as_str().unwrap();
    let (folder, temp) = (docs(PAGE), tempfile::tempdir().unwrap());
    let variables = [("PAGES", pages), ("RUNNER_TEMP", temp.path().to_str().unwrap())];

    let output = bash(folder.path(), check, &variables);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let log = text(&output.stdout);
    let matcher = log.lines().find_map(|line| line.strip_prefix("::add-matcher::.github/")).unwrap();
    let matcher = json(&format!("examples/workflow/{matcher}"));
    let found = problems(&matcher["problemMatcher"][0], log);
    let message = "the example sends PUT, the page says POST";
    let expected = ["warning", "D0206", message, "docs/close-ticket.mdx", "11"].map(str::to_owned);
    assert_eq!(found, [expected], "{log}");

    let output = bash(folder.path(), sarif, &variables);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let sarif: Value =
        serde_json::from_str(&fs::read_to_string(temp.path().join("docs.sarif")).unwrap()).unwrap();
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 2, "{sarif:#}");
    let upload = steps.iter().find(|step| step["name"] == "Upload SARIF").unwrap();
    assert_eq!(upload["with"]["sarif_file"], "${{ runner.temp }}/docs.sarif");

    let right = PAGE.replace("-X PUT", "-X POST");
    assert!(bash(docs(&right).path(), check, &variables).status.success());
}

#[test]
fn hooks_run_before_a_commit() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let config = yaml("examples/workflow/pre-commit-config.yaml");
    let used = config["repos"][0]["hooks"].as_array().unwrap();
    let command = |id: &str| {
        let of = |list: &Value| {
            let hook = list.as_array().unwrap().iter().find(|hook| hook["id"] == id);
            hook.unwrap_or_else(|| panic!("no hook `{id}`")).clone()
        };
        let arguments = of(&config["repos"][0]["hooks"])["args"].clone();
        let arguments: Vec<&str> = arguments.as_array().unwrap().iter().filter_map(Value::as_str).collect();
        let hook = of(&hooks);
        assert_eq!((&hook["language"], &hook["pass_filenames"]), (&"system".into(), &false.into()));
        format!("{} {}", hook["entry"].as_str().unwrap(), arguments.join(" "))
    };
    assert_eq!(used.len(), hooks.as_array().unwrap().len(), "each hook is shown in use");
    let (wrong, right) = (docs(PAGE), docs(&PAGE.replace("-X PUT", "-X POST")));
    let check = command("docbind-check-docs");
    assert_eq!(bash(wrong.path(), &check, &[]).status.code(), Some(1));
    assert_eq!(bash(right.path(), &check, &[]).status.code(), Some(0));

    let generate = command("docbind-generate");
    assert_eq!(bash(right.path(), &generate, &[]).status.code(), Some(1), "there is no client yet");
    let output = bash(right.path(), &generate.replace(" --check", ""), &[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(bash(right.path(), &generate, &[]).status.code(), Some(0));
    fs::write(right.path().join("client/src/lib.rs"), "// mine").unwrap();
    assert_eq!(bash(right.path(), &generate, &[]).status.code(), Some(1));
}

/// A task that runs until it is dropped, and its lines.
struct Task(Child, Receiver<String>);

impl Task {
    fn start(folder: &Path, task: &Value) -> Self {
        assert_eq!((&task["command"], &task["type"]), (&"docbind".into(), &"process".into()));
        let arguments = task["args"].as_array().unwrap().iter().filter_map(Value::as_str);
        let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
        let command = command.args(arguments).current_dir(folder);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let streams: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for stream in streams {
            let sender = sender.clone();
            std::thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).for_each(|line| drop(sender.send(line)));
            });
        }
        Self(child, lines)
    }

    /// The lines of a round, up to the one that ends it and those of the report, which come on another stream.
    fn round(&self, background: &Value) -> String {
        let regex = |key: &str| Regex::new(background[key].as_str().unwrap()).unwrap();
        let (begins, ends) = (regex("beginsPattern"), regex("endsPattern"));
        let mut log = String::new();
        while !log.lines().any(|line| ends.is_match(line)) || !log.contains("findings") {
            let line =
                self.1.recv_timeout(Duration::from_secs(60)).unwrap_or_else(|error| panic!("{error}: {log}"));
            log.push_str(&format!("{line}\n"));
        }
        assert!(log.lines().any(|line| begins.is_match(line)), "{log}");
        log
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn an_editor_marks_findings_while_pages_are_edited() {
    let tasks = json("examples/workflow/vscode/tasks.json");
    let task = &tasks["tasks"][0];
    let matcher = &task["problemMatcher"];
    let folder = docs(PAGE);
    let running = Task::start(folder.path(), task);
    let codes = |log: &str| -> Vec<String> {
        problems(matcher, log)
            .into_iter()
            .map(|[severity, code, _, file, line]| format!("{severity} {code} {file}:{line}"))
            .collect()
    };
    let log = running.round(&matcher["background"]);
    let declared = "note D0201 docs/close-ticket.mdx:17";
    assert_eq!(codes(&log), ["warning D0206 docs/close-ticket.mdx:11", declared], "{log}");
    fs::write(folder.path().join("docs/close-ticket.mdx"), PAGE.replace("-X PUT", "-X POST")).unwrap();
    let log = running.round(&matcher["background"]);
    assert_eq!(codes(&log), [declared], "{log}");
}

#[test]
fn editors_find_the_schema() {
    let entry = json("examples/workflow/schemastore.json");
    let url = entry["url"].as_str().unwrap();
    assert_eq!(entry["fileMatch"][0], "docbind.toml");
    let settings = json("examples/workflow/vscode/settings.json");
    let associations = settings["evenBetterToml.schema.associations"].as_object().unwrap();
    let (pattern, associated) = associations.iter().next().unwrap();
    assert!(Regex::new(pattern).unwrap().is_match("/work/specs/acme/docbind.toml"));
    assert_eq!(associated.as_str(), Some(url));
    let (_, path) = url.split_once("/main/").unwrap();
    let schema = json(path);
    let written = Command::new(env!("CARGO_BIN_EXE_docbind")).arg("schema").output().unwrap();
    assert_eq!(schema, serde_json::from_slice::<Value>(&written.stdout).unwrap());
    let readme = read("examples/workflow/README.md");
    for file in fs::read_dir(root().join("examples/workflow")).unwrap().map(Result::unwrap) {
        let name = file.file_name().into_string().unwrap();
        assert!(name == "README.md" || readme.contains(&format!("`{name}")), "{name}");
    }
}
