//! `docbind generate --watch`.

use super::{Folder, page};
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// Longer than anything takes on a busy machine.
const LONG: Duration = Duration::from_secs(60);

/// A run that watches, and the lines that it says.
struct Watch {
    child: Child,
    lines: Receiver<String>,
    said: Vec<String>,
}

impl Watch {
    fn start(folder: &Folder) -> Self {
        let mut command = folder.command(&["--watch"]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let read = |stream: Box<dyn std::io::Read + Send>| {
            let sender = sender.clone();
            std::thread::spawn(move || {
                BufReader::new(stream).lines().map_while(Result::ok).for_each(|line| drop(sender.send(line)));
            });
        };
        read(Box::new(child.stdout.take().unwrap()));
        read(Box::new(child.stderr.take().unwrap()));
        Self { child, lines, said: Vec::new() }
    }

    /// Waits for all of these, in whatever order the two streams come.
    #[track_caller]
    fn says(&mut self, wanted: &[&str]) {
        let end = Instant::now() + LONG;
        let said = |said: &[String], text: &str| said.iter().any(|line| line.contains(text));
        while !wanted.iter().all(|text| said(&self.said, text)) {
            let left = end.saturating_duration_since(Instant::now());
            match self.lines.recv_timeout(left) {
                Ok(line) => self.said.push(line),
                Err(error) => panic!("{error}: {wanted:?} of {:#?}", self.said),
            }
        }
        self.said.clear();
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_change_generates_again_and_is_shown() {
    let folder = Folder::new();
    let mut watch = Watch::start(&folder);
    watch.says(&["watching `spec`: Ctrl-C ends it", "operations       2"]);
    folder.write("spec/chairs.mdx", &page("chair", ""));
    watch.says(&["new      chairs.mdx", "operations       3", "client: ", "compatible"]);
    assert!(folder.read("client/src/lib.rs").contains("chair"));
    folder.write("spec/chairs.mdx", &page("chair", "A remark.\n\n"));
    watch.says(&["changed  chairs.mdx", "client: "]);
    std::fs::remove_file(folder.path("spec/chairs.mdx")).unwrap();
    watch.says(&["removed  chairs.mdx", "operations       2", "breaking"]);
}

#[test]
fn an_error_does_not_end_it_and_its_own_files_wake_nobody() {
    let folder = Folder::new();
    let mut watch = Watch::start(&folder);
    watch.says(&["watching `spec`"]);
    let settings = folder.read("spec/docbind.toml");
    folder.write("spec/docbind.toml", "[api]\nnaem = \"acme\"\n");
    watch.says(&["changed  docbind.toml", "error[D", "nothing was written"]);
    folder.write("spec/docbind.toml", &settings);
    watch.says(&["changed  docbind.toml", "client: the same"]);
    // The lock that it writes is below what it watches, and this is the next that it says.
    folder.write("spec/chairs.mdx", &page("chair", ""));
    watch.says(&["new      chairs.mdx", "client: "]);
    folder.write("spec/desks.mdx", &page("desk", "A remark.\n\n"));
    let end = Instant::now() + LONG;
    let mut said = String::new();
    while !said.contains("client: ") {
        let left = end.saturating_duration_since(Instant::now());
        said += &(watch.lines.recv_timeout(left).unwrap() + "\n");
    }
    assert!(said.contains("changed  desks.mdx") && !said.contains("docbind.lock"), "{said}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    for signal in ["-INT", "-TERM"] {
        let folder = Folder::new();
        let mut watch = Watch::start(&folder);
        watch.says(&["watching `spec`"]);
        let kill = std::process::Command::new("kill").args([signal, &watch.child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        watch.says(&["stopped"]);
        assert_eq!(watch.child.wait().unwrap().code(), Some(0));
    }
}
