//! `docbind fetch` as its users see it, against a documentation site on loopback.
#![cfg(all(feature = "cli", feature = "fetch"))]

mod everything;
mod faults;
mod finding;
mod forms;
#[cfg(unix)]
mod readme;
mod refresh;
mod resume;
mod secrets;
mod site;
mod workflow;

use docbind::Sources;
use docbind::testing::lock::{Lock, hash_of};
use site::Site;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Run {
    fn new(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }

    /// The number in a line of the summary.
    fn count(&self, name: &str) -> usize {
        let line = self.stdout.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("0");
        line.split_whitespace()
            .next()
            .and_then(|number| number.parse().ok())
            .unwrap_or_else(|| panic!("{self}"))
    }

    #[track_caller]
    fn ok(self) -> Self {
        assert_eq!(self.code, Some(0), "{self}");
        self
    }

    #[track_caller]
    fn says(&self, text: &str) {
        assert!(self.stderr.contains(text) || self.stdout.contains(text), "no `{text}` in {self}");
    }
}

impl std::fmt::Display for Run {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "exit {:?}\n{}{}", self.code, self.stdout, self.stderr)
    }
}

/// A working directory, and the folder `spec` in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn spec(&self) -> PathBuf {
        self.0.path().join("spec")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
        command.current_dir(self.0.path()).args(arguments).env("NO_PROXY", "*").env_remove("CLICOLOR_FORCE");
        command
    }

    fn docbind(&self, arguments: &[&str]) -> Run {
        Run::new(self.command(arguments).output().unwrap())
    }

    /// `docbind fetch URL --out spec`
    fn fetch(&self, site: &Site, more: &[&str]) -> Run {
        self.docbind(&[&["fetch", &site.url, "--out", "spec"], more].concat())
    }

    /// `docbind fetch spec`
    fn refresh(&self) -> Run {
        self.docbind(&["fetch", "spec"])
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.spec().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn write(&self, path: &str, text: &str) {
        std::fs::write(self.spec().join(path), text).unwrap();
    }

    /// The pages in the folder: neither settings nor lock.
    fn pages(&self) -> Vec<String> {
        let mut files = Vec::new();
        list(&self.spec(), "", &mut files);
        files.retain(|file| !file.starts_with("docbind."));
        files.sort();
        files
    }

    fn lock(&self) -> Lock {
        let text = self.read("docbind.lock");
        let mut sources = Sources::default();
        let id = sources.add("docbind.lock", "docbind.lock", text);
        Lock::parse(sources.get(id)).unwrap()
    }

    /// Folder and lock know the same files, with the same text.
    #[track_caller]
    fn agrees(&self) {
        assert_eq!(self.disagreeing(), Vec::<String>::new());
    }

    /// As [`Folder::agrees`], of a run that was killed: in the midst of moving files to their places, the journal
    /// knows what is there.
    #[track_caller]
    fn agrees_with_journal(&self) {
        let journal = std::fs::read_to_string(self.spec().join(".docbind-fetch")).unwrap_or_default();
        let is_noted = |line: &String| journal.lines().any(|noted| noted == format!("file {line}"));
        let unknown: Vec<String> = self.disagreeing().into_iter().filter(|line| !is_noted(line)).collect();
        assert_eq!(unknown, Vec::<String>::new());
    }

    /// `hash path` of each file that the lock does not know so, and `- path` of each that is only in the lock.
    fn disagreeing(&self) -> Vec<String> {
        let path = self.spec().join("docbind.lock");
        let mut locked = if path.exists() { self.lock().pages } else { Default::default() };
        let mut lines = Vec::new();
        for path in self.pages() {
            let hash = hash_of(&std::fs::read(self.spec().join(&path)).unwrap());
            if locked.remove(&path).is_none_or(|page| page.hash != hash) {
                lines.push(format!("{hash} {path}"));
            }
        }
        lines.extend(locked.into_keys().map(|path| format!("- {path}")));
        lines
    }
}

fn list(folder: &Path, below: &str, files: &mut Vec<String>) {
    let Ok(entries) = folder.read_dir() else { return };
    let mut entries: Vec<_> = entries.map(|entry| entry.unwrap()).collect();
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let name = entry.file_name().into_string().unwrap();
        let path = format!("{below}{name}");
        if name.starts_with('.') {
            continue;
        }
        match entry.path().is_dir() {
            true => list(&entry.path(), &format!("{path}/"), files),
            false => files.push(path),
        }
    }
}

/// A page on one operation.
fn page(name: &str) -> String {
    format!(
        "# Get {name}\n\n> One {name}.\n\n## Response\n\n<ResponseField name=\"id\" type=\"integer\" required>\n  Its number.\n\
         </ResponseField>\n\n```bash\ncurl https://api.acme.example/v1/{name}s -H \"Authorization: Bearer TOKEN\"\n```\n"
    )
}
