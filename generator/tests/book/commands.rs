//! Commands: each `docbind` line makes sense to the program, and what a `console` block shows is what is printed.

use crate::text::{Fence, fences};
use crate::{is_update, read, root, written_pages};
use std::path::Path;
use std::process::Command;

#[test]
fn every_command_makes_sense() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for page in written_pages() {
        for fence in fences(&read(&page)) {
            let is_shell = matches!(fence.info.as_str(), "sh" | "console" | "text");
            for line in fence.text.lines().filter(|_| is_shell) {
                for command in docbind_commands(line) {
                    count += 1;
                    if let Err(error) = docbind::check_command_line(&command) {
                        wrong.push(format!("{page}: {}\n{error}", command.join(" ")));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 10, "{count} commands");
}

/// The commands of docbind in a line of a shell, with `cargo run -p docbind --` as another way to call it.
fn docbind_commands(line: &str) -> Vec<Vec<String>> {
    let line = line.strip_prefix("$ ").unwrap_or(line);
    let commands = line.split(" && ").filter_map(|command| shlex::split(command.split(" # ").next()?.trim()));
    let docbind = |words: Vec<String>| match words.as_slice() {
        [first, ..] if first == "docbind" => Some(words),
        [cargo, run, .., dashes, _] if cargo == "cargo" && run == "run" && dashes != "--" => {
            let at = words.iter().position(|word| word == "--")?;
            Some([&["docbind".to_owned()], &words[at + 1..]].concat())
        }
        _ => None,
    };
    commands.filter_map(docbind).collect()
}

#[test]
fn console_blocks_show_what_is_printed() {
    let mut blocks = 0;
    for page in written_pages() {
        let text = read(&page);
        let sessions: Vec<Fence> = fences(&text).into_iter().filter(|of| of.info == "console").collect();
        if sessions.is_empty() {
            continue;
        }
        let folder = desk();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        // From the last to the first, so that line numbers stay.
        let printed: Vec<String> = sessions.iter().map(|block| run(folder.path(), &block.text)).collect();
        for (block, printed) in sessions.iter().zip(&printed).rev() {
            let range = block.start..block.start + block.text.lines().count();
            lines.splice(range, printed.lines().map(str::to_owned));
            blocks += 1;
        }
        let now = lines.join("\n") + "\n";
        if now != text {
            assert!(is_update(), "{page} shows what is not printed; now: {}", printed.join("\n"));
            std::fs::write(root().join(&page), now).unwrap();
        }
    }
    assert!(blocks > 4, "{blocks} blocks");
}

/// The folder that the commands start in: with the clone, and the pages that were copied out of it.
fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(root(), folder.path().join("docbind")).unwrap();
    let pages = root().join("examples/build-script/pages");
    let copied = Command::new("cp").arg("-r").arg(pages).arg(folder.path().join("acme-pages")).status();
    assert!(copied.unwrap().success());
    folder
}

/// Runs the commands of a session; gives it with what they print now.
fn run(folder: &Path, session: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_docbind")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut out = String::new();
    for command in session.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let output = Command::new("bash")
            .args(["-c", &format!("{{ {command}; }} 2>&1")])
            .current_dir(folder)
            .env("PATH", &path)
            .output()
            .unwrap();
        out.extend(["$ ", command, "\n"]);
        out.push_str(&without_time(&String::from_utf8(output.stdout).unwrap()));
    }
    out
}

/// What a command printed, with one time for all machines.
pub(crate) fn without_time(text: &str) -> String {
    let line = |line: &str| match line.starts_with("time ") && line.ends_with("seconds") {
        true => "time          0.01   seconds\n".to_owned(),
        false => format!("{line}\n"),
    };
    text.lines().map(line).collect()
}
