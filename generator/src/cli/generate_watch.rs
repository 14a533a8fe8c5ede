//! `docbind generate --watch`: the client again whenever a page or a setting changes, and what that changes of it.

use super::generate::{Options, generate};
use super::tree::Tree;
use super::watch::{watch_folder, watched_folder};
use super::{Manner, Outcome, say};
use crate::diff::{Rules, Snapshot, compare};
use crate::lock::LOCK_NAME;
use std::path::Path;
use std::time::Instant;

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    if !options.spec().exists() {
        // Says why.
        return generate(options, None, Instant::now(), manner).map_or_else(|outcome| outcome, |(_, o)| o);
    }
    let folder = watched_folder(options.spec());
    // The last client that could be made.
    let mut client: Option<Snapshot> = None;
    watch_folder(
        &folder,
        |seen| look(&folder, options.out(), seen),
        |seen| {
            let Ok((made, _)) = generate(options, options.stamps(), Instant::now(), manner) else {
                // It said what is wrong, and the next change may mend it.
                return;
            };
            // The lock is docbind's own; what somebody else does to it later is a change.
            let lock = Tree::of_paths(&folder, &[LOCK_NAME.to_owned()], &Tree::default());
            seen.files.extend(lock.files);
            let now = Snapshot::of_client(String::new(), made);
            if let Some(before) = &client {
                let diff = compare(before, &now, Rules::default());
                say(&match diff.changes.is_empty() {
                    true => "client: the same\n".to_owned(),
                    false => format!("client: {}\n", diff.counts()),
                });
            }
            client = Some(now);
        },
    )
}

/// The files as they are, without those that are written below the folder.
fn look(folder: &Path, out: &Path, seen: &Tree) -> Tree {
    let mut tree = Tree::of_folder(folder, seen);
    if let (Ok(folder), Ok(out)) = (folder.canonicalize(), out.canonicalize())
        && let Ok(below) = out.strip_prefix(&folder)
    {
        tree.files.retain(|path, _| !Path::new(path).starts_with(below));
    }
    tree
}
