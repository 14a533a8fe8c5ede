//! The net, whole: writes what docbind makes of every case, of `specs/nexudus` and of every stored corpus
//! to a folder outside the repository, and shows later what of it has changed. `.ci/net` calls it.

#[path = "../tests/net/specs.rs"]
mod specs;

use specs::{Output, outputs, specs};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::{env, fs, io};

const USAGE: &str = "\
usage: .ci/net freeze DIR
       .ci/net compare DIR [--show NAME]   NAME: how the names of the outputs to show begin, or all";

/// Where the outputs of a comparison stand while `diff` reads them.
const MADE: &str = "target/net";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let ended = match words[..] {
        ["freeze", folder] => freeze(Path::new(folder)),
        ["compare", folder] => compare(Path::new(folder), None),
        ["compare", folder, "--show", shown] => compare(Path::new(folder), Some(shown)),
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    ended.unwrap_or_else(|error| {
        eprintln!("error: {error}");
        ExitCode::from(2)
    })
}

fn freeze(folder: &Path) -> io::Result<ExitCode> {
    let made = outputs(&specs());
    for output in &made {
        write(folder, output)?;
    }
    println!("{} outputs in {}", made.len(), folder.display());
    Ok(ExitCode::SUCCESS)
}

fn write(folder: &Path, output: &Output) -> io::Result<PathBuf> {
    let file = folder.join(&output.name);
    fs::create_dir_all(file.parent().unwrap_or(folder))?;
    fs::write(&file, &output.text)?;
    Ok(file)
}

/// Prints the outputs that are no longer as they were frozen, with the lines that came and went.
fn compare(frozen: &Path, shown: Option<&str>) -> io::Result<ExitCode> {
    let mut gone = names(frozen)?;
    let made = outputs(&specs());
    let (mut changed, mut added, mut removed) = (0, 0, 0);
    for output in &made {
        let before = frozen.join(&output.name);
        if !gone.remove(&output.name) {
            println!("{:>15}  {}", "new", output.name);
            continue;
        }
        if fs::read(&before)? == output.text.as_bytes() {
            continue;
        }
        let diff = diff(&before, &write(Path::new(MADE), output)?)?;
        let (more, fewer) = count_lines(&diff);
        println!("{:>7} {:>7}  {}", format!("+{more}"), format!("-{fewer}"), output.name);
        if shown.is_some_and(|shown| shown == "all" || output.name.starts_with(shown)) {
            println!("{diff}");
        }
        (changed, added, removed) = (changed + 1, added + more, removed + fewer);
    }
    gone.iter().for_each(|name| println!("{:>15}  {name}", "gone"));
    println!("{changed} of {} outputs differ: +{added} -{removed} lines", made.len());
    let same = changed == 0 && gone.is_empty();
    Ok(if same { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The outputs in a folder, by name.
fn names(folder: &Path) -> io::Result<BTreeSet<String>> {
    let (mut names, mut folders) = (BTreeSet::new(), vec![folder.to_owned()]);
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(inner)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(folder) {
                names.insert(name.to_string_lossy().into_owned());
            }
        }
    }
    Ok(names)
}

fn diff(before: &Path, after: &Path) -> io::Result<String> {
    let output = Command::new("diff").arg("-u").arg(before).arg(after).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The lines that a unified diff adds and removes, without those of its head.
fn count_lines(diff: &str) -> (usize, usize) {
    let count = |mark| diff.lines().skip(2).filter(|line| line.starts_with(mark)).count();
    (count('+'), count('-'))
}
