//! `docbind diff` as a command: what its sides may be, its exit codes, and a history that it is run along.
#![cfg(feature = "cli")]

use std::path::Path;
use std::process::Command;

/// The exit code and what was printed; what was said beside it as well where it did not end well.
fn docbind(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
    let output = command.args(arguments).current_dir(folder).output().expect("docbind runs");
    let code = output.status.code().expect("it ends");
    let said = if code == 0 { "".into() } else { String::from_utf8_lossy(&output.stderr) };
    (code, format!("{}{said}", String::from_utf8_lossy(&output.stdout)))
}

fn git(folder: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=Ada", "-c", "user.email=ada@shop.example", "-c", "commit.gpgsign=false"];
    let output = Command::new("git").args(identity).args(arguments).current_dir(folder).output();
    let output = output.expect("git runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A page with these optional fields beside the one that is required.
fn write_page(folder: &Path, fields: &[String]) {
    let fields: String = fields
        .iter()
        .map(|name| format!("<ParamField body=\"{name}\" type=\"string\">What.</ParamField>\n"))
        .collect();
    let text = format!(
        "---\ntitle: Create order\napi: POST https://shop.example/v1/orders\n---\n\n\
         <ParamField body=\"customer\" type=\"string\" required>Who.</ParamField>\n{fields}"
    );
    std::fs::create_dir_all(folder).expect("a folder");
    std::fs::write(folder.join("create-order.mdx"), text).expect("a page");
    std::fs::write(folder.join("docbind.toml"), "[api]\nname = \"shop\"\n").expect("the settings");
}

fn names(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("field{number}")).collect()
}

#[test]
fn folders_models_and_locks_are_sides() {
    let room = tempfile::tempdir().expect("there is room");
    let at = room.path();
    write_page(&at.join("old"), &names(2));
    write_page(&at.join("new"), &names(1));
    for side in ["old", "new"] {
        let (code, model) = docbind(at, &["model", side]);
        assert_eq!(code, 0, "{model}");
        std::fs::write(at.join(format!("{side}.json")), model).expect("a model");
        let crate_folder = format!("{side}-crate");
        let (code, said) = docbind(at, &["generate", side, "--out", &crate_folder]);
        assert_eq!(code, 0, "{said}");
    }
    for (old, new) in [
        ("old", "new"),
        ("old.json", "new.json"),
        ("old", "new.json"),
        ("old.json", "new"),
        ("old/docbind.lock", "new/docbind.lock"),
        ("old", "new/docbind.lock"),
    ] {
        let (code, said) = docbind(at, &["diff", old, new]);
        assert_eq!(code, 0, "{old} {new}: {said}");
        assert!(said.contains("field1") && said.contains("is gone"), "{old} {new}: {said}");
        assert_eq!(docbind(at, &["diff", old, new, "--fail-on", "breaking"]).0, 1, "{old} {new}");
        let (code, said) = docbind(at, &["diff", new, old, "--fail-on", "breaking"]);
        assert_eq!(code, 0, "{new} {old}: {said}");
        assert_eq!(docbind(at, &["diff", new, old, "--fail-on", "compatible"]).0, 1, "{new} {old}");
        assert_eq!(docbind(at, &["diff", new, old, "--strict", "--fail-on", "breaking"]).0, 1, "{new} {old}");
    }
    assert_eq!(docbind(at, &["diff", "old", "old", "--fail-on", "compatible"]).0, 0);
    let (code, said) = docbind(at, &["diff", "old", "nowhere"]);
    assert!(code != 0 && said.contains("nowhere"), "{said}");
}

/// Thirty commits: each adds a field, but for each sixth, which takes one away.
#[test]
fn a_history_is_compared_commit_by_commit() {
    let room = tempfile::tempdir().expect("there is room");
    let folder = room.path().join("spec");
    write_page(&folder, &names(1));
    git(room.path(), &["init", "--quiet"]);
    let mut count = 1;
    let mut counts = Vec::new();
    for commit in 1..=30 {
        count = if commit % 6 == 0 { count - 1 } else { count + 1 };
        counts.push(count);
        write_page(&folder, &names(count));
        git(room.path(), &["add", "--all"]);
        git(room.path(), &["commit", "--quiet", "--message", "edit"]);
    }
    for back in 1..30 {
        let (old, new) = (format!("git:HEAD~{back}"), format!("git:HEAD~{}", back - 1));
        let breaks = counts[29 - back] > counts[30 - back];
        let (code, said) = docbind(&folder, &["diff", &old, &new, "--fail-on", "breaking"]);
        assert_eq!(code, i32::from(breaks), "{old} {new}: {said}");
        let changed = format!("field{}", counts[29 - back].min(counts[30 - back]));
        assert!(said.contains(&changed), "{old} {new}: {said}");
    }
    let (code, said) = docbind(room.path(), &["diff", "git:HEAD~29", "spec", "--fail-on", "breaking"]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = docbind(room.path(), &["diff", "git:no-such-revision", "spec"]);
    assert!(code != 0 && said.contains("no-such-revision"), "{said}");
}
