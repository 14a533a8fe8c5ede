//! `--watch`: a command again whenever a page or a setting changes.
//!
//! ```text
//! notify ─ event ─┐
//! ctrl-c ─ stop ──┴▶ channel ─ quiet for a moment ─▶ Tree ─ other files? ─▶ the command
//! ```
//!
//! What the system tells is a hint; the hashes of the files decide ([`Tree`]), so that what docbind writes itself and
//! what only reads wakes nobody. The folder of the spec is watched with all below it; a site's files above it and what
//! links lead to are not.

use super::tree::{FileChange, Tree};
use super::{Outcome, say, unavailable};
use crate::spec::CONFIG_NAME;
use crate::visible::{visible, visible_path};
use notify::{Event, EventKind, RecursiveMode, Watcher, recommended_watcher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// An editor that saves, or git that checks out, is done when nothing happened for so long.
const QUIET: Duration = Duration::from_millis(100);

/// What never ceases is looked at after so long.
const PATIENCE: Duration = Duration::from_secs(2);

/// Changed files that are named.
const NAMED: usize = 8;

enum Wake {
    /// Something happened to a file.
    Touched,
    /// The user wants no more.
    Stop,
}

/// Runs `each` now, and again whenever files of the folder are not as they were. `look` gives the files that count,
/// from what was seen before; `each` may note files that it wrote itself.
pub(super) fn watch_folder(
    folder: &Path,
    look: impl Fn(&Tree) -> Tree,
    mut each: impl FnMut(&mut Tree),
) -> Outcome {
    let (sender, receiver) = channel();
    if let Err(message) = stop_on_signals(sender.clone()) {
        return unavailable(&message);
    }
    // Before the first run, so that nothing is missed.
    let _watcher = match watch(folder, sender) {
        Ok(watcher) => watcher,
        Err(error) => return unavailable(&format!("cannot watch `{}`: {error}", visible_path(folder))),
    };
    let mut seen = look(&Tree::default());
    each(&mut seen);
    say(&format!("watching `{}`: Ctrl-C ends it\n", visible_path(folder)));
    while wait(&receiver) {
        let now = look(&seen);
        let changes = seen.changes(&now);
        seen = now;
        if !changes.is_empty() {
            say(&changes_text(&changes));
            each(&mut seen);
        }
    }
    say("stopped\n");
    Outcome::Done
}

/// Waits until something happened and nothing more does; `false` where the user wants no more.
fn wait(receiver: &Receiver<Wake>) -> bool {
    if !matches!(receiver.recv(), Ok(Wake::Touched)) {
        return false;
    }
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        match receiver.recv_timeout(QUIET) {
            Ok(Wake::Touched) => {}
            Err(RecvTimeoutError::Timeout) => break,
            Ok(Wake::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
    true
}

/// The folder whose files a run over `spec` reads.
pub(super) fn watched_folder(spec: &Path) -> PathBuf {
    if spec.is_dir() {
        return spec.to_owned();
    }
    let absolute = spec.canonicalize().unwrap_or_else(|_| spec.to_owned());
    let root = absolute.ancestors().skip(1).find(|folder| folder.join(CONFIG_NAME).is_file());
    root.or(absolute.parent()).map_or_else(PathBuf::new, Path::to_owned)
}

fn watch(folder: &Path, sender: Sender<Wake>) -> notify::Result<notify::RecommendedWatcher> {
    let mut watcher = recommended_watcher(move |event: notify::Result<Event>| {
        // An error may hide a change.
        let touches = event.map_or(true, |event| !matches!(event.kind, EventKind::Access(_)));
        if touches {
            // Who listens no more has ended.
            let _ = sender.send(Wake::Touched);
        }
    })?;
    watcher.watch(folder, RecursiveMode::Recursive)?;
    Ok(watcher)
}

/// Ctrl-C and SIGTERM end the watch when the run that is under way is done; a second one ends it at once.
fn stop_on_signals(sender: Sender<Wake>) -> Result<(), String> {
    static IS_ASKED: AtomicBool = AtomicBool::new(false);
    ctrlc::set_handler(move || {
        if IS_ASKED.swap(true, Ordering::Relaxed) {
            std::process::exit(130);
        }
        let _ = sender.send(Wake::Stop);
    })
    .map_err(|error| format!("cannot listen for Ctrl-C: {error}"))
}

fn changes_text(changes: &[(FileChange, String)]) -> String {
    let line = |(change, path): &(FileChange, String)| {
        let word = match change {
            FileChange::Added => "new",
            FileChange::Edited => "changed",
            FileChange::Removed => "removed",
        };
        format!("{word:<9}{}\n", visible(path))
    };
    let mut text: String = changes.iter().take(NAMED).map(line).collect();
    if changes.len() > NAMED {
        text.push_str(&format!("and {} more files\n", changes.len() - NAMED));
    }
    text
}
