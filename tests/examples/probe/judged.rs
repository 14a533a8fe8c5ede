//! The compiler as a judge of `docbind diff`: no change that it finds breaking may be called compatible.
//!
//! The pairs are those of `tests/changes`: a probe of the older client is compiled against the newer one.

use crate::edits::files_of;
use crate::program::{Folders, Outcome, run};
use crate::subject::{Client, Old};
use docbind::load_spec;
use docbind::testing::diff::{ChangeClass, Rules, Snapshot, compare};
use std::path::Path;
use std::process::ExitCode;

#[path = "../../changes/edits.rs"]
#[allow(dead_code)] // the test `changes` uses the classes
mod prepared;

/// Prints what the compiler and the diff say of each pair.
pub fn judge(root: &Path, folders: &Folders) -> ExitCode {
    let pairs = write_pairs(&root.join("tests/changes"));
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for name in pairs.path().read_dir().expect("the pairs").flatten() {
        let (path, name) = (name.path(), name.file_name().to_string_lossy().into_owned());
        let Some(old) = Old::read(&path.join("before"), &name) else { continue };
        before.push(old.before());
        after.push(old.after(&files_of(&path.join("after")), Vec::new()));
    }
    let (sent_before, sent_after) = (run(folders, "before", &before), run(folders, "after", &after));
    let (mut wrong, mut broken) = (0, 0);
    after.sort_by(|a, b| a.name.cmp(&b.name));
    for new in &after {
        assert!(!sent_before.broken.contains_key(&new.name), "{}: {:?}", new.name, sent_before.broken);
        let breaks = breaks(new, &sent_before, &sent_after);
        let class = class(&pairs.path().join(&new.name));
        let is_wrong = breaks.is_some() && class != Some(ChangeClass::Breaking);
        broken += usize::from(breaks.is_some());
        wrong += usize::from(is_wrong);
        let verdict = if is_wrong { "WRONG" } else { "" };
        let said = class.map_or("no change", ChangeClass::words);
        println!("{:32} {:19} {:28} {verdict}", new.name, said, breaks.unwrap_or("compiles, sends the same"));
    }
    println!("{} pairs, {broken} break, {wrong} of them are not called so", after.len());
    ExitCode::from(u8::from(wrong > 0))
}

/// A folder with `before` and `after` for each pair.
fn write_pairs(changes: &Path) -> tempfile::TempDir {
    let pairs = tempfile::tempdir().expect("there is room");
    let write = |to: &str, files: &crate::edits::Files| {
        let to = pairs.path().join(to);
        std::fs::create_dir_all(&to).expect("a folder");
        for (path, text) in files {
            std::fs::create_dir_all(to.join(path).parent().expect("it is below")).expect("a folder");
            std::fs::write(to.join(path), text).expect("a file");
        }
    };
    for entry in changes.read_dir().expect("the changes").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().join("before").is_dir() {
            write(&format!("{name}/before"), &files_of(&entry.path().join("before")));
            write(&format!("{name}/after"), &files_of(&entry.path().join("after")));
        }
    }
    let base = files_of(&changes.join("base"));
    for edit in prepared::EDITS {
        let mut edited = base.clone();
        edited.insert(edit.page.to_owned(), base[edit.page].replace(edit.from, edit.to));
        write(&format!("{}/before", edit.name), &base);
        write(&format!("{}/after", edit.name), &edited);
    }
    pairs
}

/// What breaks of callers, if anything does.
fn breaks(new: &Client, before: &Outcome, after: &Outcome) -> Option<&'static str> {
    if after.broken.contains_key(&new.name) {
        return Some("does not compile");
    }
    let mut calls = before.sent.iter().filter(|((name, _), _)| *name == new.name);
    calls.any(|(call, sent)| after.sent.get(call) != Some(sent)).then_some("sends something else")
}

fn class(pair: &Path) -> Option<ChangeClass> {
    let read = |side: &str, fallback: Option<&Snapshot>| {
        let mut spec = load_spec(&pair.join(side)).expect("the pages load");
        spec.name = "case".to_owned();
        Snapshot::of_spec(side.to_owned(), spec, fallback.map(|of| &of.lock))
    };
    let old = read("before", None);
    let new = read("after", Some(&old));
    compare(&old, &new, Rules::default()).worst()
}
