//! The commands of `examples/workflow`, run in a repository whose API's site changes.

use crate::site::Site;
use crate::{Folder, page};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// Commands in the environment that a runner gives them.
fn bash(folder: &Folder, script: &str, more: &[(&str, &str)]) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_docbind")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    // As GitHub runs them.
    command.args(["-e", "-o", "pipefail", "-c", script]).current_dir(folder.0.path());
    command.env("PATH", path).env("NO_PROXY", "*").envs(more.iter().copied());
    for name in ["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"] {
        command.env(name, "someone@acme.example");
    }
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let (said, wrong) = (text(output.stdout), text(output.stderr));
    assert!(output.status.success(), "{script}\n{said}{wrong}");
    said
}

#[test]
fn its_commands_run_and_say_what_changed() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/workflow/api-docs.yml");
    let workflow: Value = serde_saphyr::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let spec = text(&workflow["env"]["SPEC"]).unwrap();
    let client = text(&workflow["env"]["CLIENT"]).unwrap();
    let steps = workflow["jobs"]["refresh"]["steps"].as_array().unwrap();
    // Of cargo's there is nothing to see here, and the last is for failed tests.
    let is_run = |step: &&Value| {
        step["if"].is_null() && step["run"].as_str().is_some_and(|run| !run.starts_with("cargo "))
    };
    let commands: Vec<String> = steps.iter().filter(is_run).filter_map(|step| text(&step["run"])).collect();
    assert_eq!(commands.len(), 3, "{commands:#?}");

    let (site, folder) = (Site::start(), Folder::new());
    site.index(&["/desk.md", "/room.md"]);
    site.page("/desk.md", &page("desk"));
    site.page("/room.md", &page("room"));
    let temp = tempfile::tempdir().unwrap();
    let environment = [
        ("SPEC", spec.as_str()),
        ("CLIENT", client.as_str()),
        ("RUNNER_TEMP", temp.path().to_str().unwrap()),
        ("TESTS", "success"),
    ];
    let bash = |script: &str| bash(&folder, script, &environment);
    let start = format!("docbind fetch {} --out {spec} && docbind generate {spec} --out {client}", site.url);
    bash(&start);
    bash("git init -q && git add . && git commit -qm Start");
    commands.iter().for_each(|command| drop(bash(command)));
    assert_eq!(bash("git status --porcelain"), "", "nothing changed, and no pull request is opened");

    site.index(&["/desk.md", "/room.md", "/chair.md"]);
    site.page("/room.md", &page("hall"));
    site.page("/chair.md", &page("chair"));
    commands.iter().for_each(|command| drop(bash(command)));
    let changed = bash("git status --porcelain");
    for file in [
        format!("{spec}/room.md"),
        format!("{spec}/chair.md"),
        format!("{spec}/docbind.lock"),
        format!("{client}/src/"),
    ] {
        assert!(changed.contains(&file), "{file}: {changed}");
    }
    let changes = std::fs::read_to_string(temp.path().join("changes.md")).unwrap();
    assert!(changes.starts_with("Tests: success\n\n"), "{changes}");
    for said in ["breaking", "GET /v1/rooms", "GET /v1/chairs"] {
        assert!(changes.to_lowercase().contains(&said.to_lowercase()), "{said}: {changes}");
    }
}
