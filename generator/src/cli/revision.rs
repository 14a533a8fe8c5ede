//! A spec folder as it was at a revision of git.

use crate::site::SETTINGS_NAMES;
use crate::visible::{visible, visible_path};
use std::ffi::OsStr;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder that was checked out; it is removed when this goes.
pub(super) struct Revision {
    /// The spec folder.
    pub folder: PathBuf,
    _kept: TempDir,
}

/// Checks out what a folder held at a revision, and what above it says how its pages are read: the settings of its
/// site and its snippets. Neither the repository nor its index are touched.
pub(super) fn check_out(folder: &Path, revision: &str) -> Result<Revision, String> {
    if revision.is_empty() || revision.starts_with('-') {
        return Err(format!(
            "`git:{}` names no revision: write `git:REV`, as in `git:main`",
            visible(revision)
        ));
    }
    let top = git(folder, &["rev-parse", "--show-toplevel"]);
    let top = top.map_err(|why| format!("`{}` is in no repository of git: {why}", visible_path(folder)))?;
    let (top, prefix) = (PathBuf::from(top), git(folder, &["rev-parse", "--show-prefix"])?);
    let commit = git(folder, &["rev-parse", "--verify", "--quiet", &format!("{revision}^{{commit}}")]);
    let commit = commit.map_err(|_| {
        let revision = visible(revision);
        format!("git knows no revision `{revision}` here: `git fetch` brings what another repository has")
    })?;
    let listed = git(&top, &["ls-tree", "-r", "-z", "--name-only", &commit])?;
    let files: Vec<&str> = listed.split('\0').filter(|file| is_read(file, &prefix)).collect();
    if !files.iter().any(|file| file.starts_with(&prefix)) {
        return Err(format!("`{}` was not there at `{}`", visible_path(folder), visible(revision)));
    }
    let kept = TempDir::new().map_err(|error| format!("no temporary folder: {error}"))?;
    // The folder keeps its name, which may be that of the API.
    let tree = kept.path().join(top.file_name().unwrap_or(OsStr::new("tree")));
    let index = kept.path().join("index");
    run(&top, &index, &["read-tree", &commit], "")?;
    let target = format!("--prefix={}/", tree.display());
    run(&top, &index, &["checkout-index", "--quiet", "-z", "--stdin", &target], &files.join("\0"))?;
    Ok(Revision { folder: tree.join(prefix.trim_end_matches('/')), _kept: kept })
}

/// Whether a file is in the spec folder, or above it and read with it.
fn is_read(file: &str, prefix: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file);
    let of_site = || SETTINGS_NAMES.contains(&name) || file.split('/').any(|part| part.ends_with("snippets"));
    !file.is_empty() && (file.starts_with(prefix) || of_site())
}

/// What a command of git prints, without the end of its last line.
fn git(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(arguments);
    finish(command, "").map(|text| text.trim_end_matches(['\n', '\r']).to_owned())
}

/// Runs a command of git with an index of its own.
fn run(top: &Path, index: &Path, arguments: &[&str], input: &str) -> Result<(), String> {
    let mut command = Command::new("git");
    command.arg("-C").arg(top).args(arguments).env("GIT_INDEX_FILE", index);
    finish(command, input).map(drop)
}

fn finish(mut command: Command, input: &str) -> Result<String, String> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let said = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => {
            "`git` is not installed, or not in PATH: give a folder in the place of `git:`".to_owned()
        }
        _ => format!("git cannot be run: {error}"),
    };
    let mut child = command.spawn().map_err(said)?;
    if let Some(mut stdin) = child.stdin.take() {
        // A command that reads nothing may have ended.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output().map_err(|error| format!("git cannot be run: {error}"))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(visible(String::from_utf8_lossy(&output.stderr).trim()).into_owned()),
    }
}
