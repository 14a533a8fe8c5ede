//! `docbind generate` a second time: where nothing changed, where something did, and `--watch`.
#![cfg(feature = "cli")]

mod unchanged;
#[cfg(feature = "watch")]
mod watch;

use std::path::{Path, PathBuf};
use std::process::Command;

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    /// Whether nothing was read.
    fn is_skipped(&self) -> bool {
        self.stdout.contains("\nnothing changed\n")
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit {:?}\n{}{}", self.code, self.stdout, self.stderr)
    }
}

/// A working directory with a spec in `spec`, and its client in `client`.
struct Folder(tempfile::TempDir);

impl Folder {
    /// Pages, a snippet, an OpenAPI file and settings.
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("spec/docbind.toml", "[api]\nname = \"acme\"\n");
        folder.write("spec/desks.mdx", &page("desk", ""));
        folder.write("spec/rooms.mdx", &page("room", "<Snippet file=\"note.mdx\" />\n\n"));
        folder.write("spec/snippets/note.mdx", "Rooms have doors.\n");
        folder.write("spec/openapi.json", "{\"openapi\": \"3.1.0\", \"paths\": {}}\n");
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn command(&self, more: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
        command.current_dir(self.0.path()).args(["generate", "spec", "--out", "client"]).args(more);
        command.env_remove("CLICOLOR_FORCE");
        command
    }

    fn generate(&self, more: &[&str]) -> Run {
        let output = self.command(more).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

/// A page on one operation. Its example shows a field that nothing declares: that is a note.
fn page(name: &str, more: &str) -> String {
    format!(
        "---\ntitle: Get {name}\napi: GET https://api.acme.example/v1/{name}s/{{id}}\n---\n\n{more}## Path Parameters\n\n\
         <ParamField path=\"id\" type=\"integer\" required>\n  Its number.\n</ParamField>\n\n## Response\n\n### 200\n\n\
         <ResponseField name=\"id\" type=\"integer\" required>\n  Its number.\n</ResponseField>\n\n```json Example Response\n\
         {{\"id\": 4711, \"label\": \"A\"}}\n```\n"
    )
}

/// All files below a folder with what is in them, but those of the cache.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true if path.ends_with(".docbind-cache") => {}
            true => found.extend(contents(&path)),
            false => found.push((path.clone(), std::fs::read(path).unwrap())),
        }
    }
    found.sort();
    found
}
