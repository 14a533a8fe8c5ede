//! How far `generate` is, on standard error: a bar on a terminal for what takes longer than a second, else a line now
//! and then.

use super::say;
use crate::progress::{Progress, Silent, Stage};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

/// What is done sooner shows no bar.
const SOON: Duration = Duration::from_secs(1);

/// The time between two lines, as `docbind fetch` has it.
const BETWEEN_LINES: Duration = Duration::from_secs(5);

/// What fits where standard error goes.
pub(super) fn progress(is_quiet: bool) -> Box<dyn Progress> {
    match is_quiet {
        true => Box::new(Silent),
        false if stderr().is_terminal() => Box::new(Bar::start()),
        false => Box::new(Lines::default()),
    }
}

/// A bar that comes after a while.
struct Bar {
    bar: ProgressBar,
    /// Ends the wait, and what waits; `None` once it has ended.
    wait: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Bar {
    fn start() -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let (sender, receiver) = channel();
        let shown = bar.clone();
        let thread = spawn(move || {
            if receiver.recv_timeout(SOON) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(Duration::from_millis(200));
            }
        });
        Self { bar, wait: Some((sender, thread)) }
    }
}

impl Progress for Bar {
    fn begins(&self, stage: Stage, pages: usize) {
        let template = match stage {
            Stage::Reading => "{bar:24} {pos}/{len} {msg}",
            _ => "{spinner} {msg}",
        };
        let style = ProgressStyle::with_template(template);
        self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.bar.set_length(pages as u64);
        self.bar.set_message(match (stage, pages) {
            (Stage::Reading, _) | (_, 0) => stage.words().to_owned(),
            _ => format!("{} ({pages} pages)", stage.words()),
        });
    }

    fn page_is_read(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.wait.take() {
            drop(sender);
            let _ = thread.join();
        }
        self.bar.finish_and_clear();
    }
}

/// A line where some time has passed.
struct Lines {
    read: AtomicUsize,
    pages: AtomicUsize,
    last: Mutex<Instant>,
}

impl Default for Lines {
    fn default() -> Self {
        Self { read: AtomicUsize::new(0), pages: AtomicUsize::new(0), last: Mutex::new(Instant::now()) }
    }
}

impl Lines {
    fn line(&self, text: impl FnOnce() -> String) {
        // Who finds another at it has nothing to add.
        let Ok(mut last) = self.last.try_lock() else { return };
        if last.elapsed() >= BETWEEN_LINES {
            *last = Instant::now();
            say(&format!("{}\n", text()));
        }
    }
}

impl Progress for Lines {
    fn begins(&self, stage: Stage, pages: usize) {
        self.pages.store(pages, Ordering::Relaxed);
        self.line(|| stage.words().to_owned());
    }

    fn page_is_read(&self) {
        let read = self.read.fetch_add(1, Ordering::Relaxed) + 1;
        self.line(|| format!("{read} of {} pages read", self.pages.load(Ordering::Relaxed)));
    }
}
