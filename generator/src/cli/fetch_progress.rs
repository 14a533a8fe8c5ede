//! How far a fetch is, on standard error: a bar on a terminal, else a line now and then.

use super::say;
use crate::fetch::Progress;
use crate::visible::visible;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use std::cell::Cell;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// A bar with the rate, what came, and the page that is done.
pub(super) struct Bar(ProgressBar);

impl Default for Bar {
    fn default() -> Self {
        let bar = ProgressBar::new_spinner();
        bar.set_message("looking for pages");
        bar.set_style(style("{spinner} {msg}"));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }
}

fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    style.with_key("rate", |state: &ProgressState, out: &mut dyn Write| {
        let _ = write!(out, "{:.0}/s", state.per_sec());
    })
}

impl Progress for Bar {
    fn found(&self, how: &str, pages: usize) {
        self.0.println(format!("{pages} found by {}", visible(how)));
        self.0.set_style(style("{bar:24} {pos}/{len}  {rate}  {prefix}  {wide_msg}"));
        self.0.set_length(pages as u64);
    }

    fn step(&self, done: usize, total: usize, bytes: u64, page: &str) {
        self.0.set_length(total as u64);
        self.0.set_position(done as u64);
        self.0.set_prefix(format!("{} KiB", bytes >> 10));
        self.0.set_message(visible(page).into_owned());
    }

    fn waiting(&self, why: &str) {
        self.0.println(visible(why));
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// A line where some time has passed.
pub(super) struct Lines {
    is_silent: bool,
    last: Cell<Instant>,
}

impl Lines {
    /// Says nothing.
    pub(super) fn silent() -> Self {
        Self { is_silent: true, ..Self::default() }
    }

    fn line(&self, text: &str) {
        if !self.is_silent {
            say(&format!("{text}\n"));
        }
    }
}

impl Default for Lines {
    fn default() -> Self {
        Self { is_silent: false, last: Cell::new(Instant::now()) }
    }
}

impl Progress for Lines {
    fn found(&self, how: &str, pages: usize) {
        self.line(&format!("{pages} found by {}", visible(how)));
    }

    fn step(&self, done: usize, total: usize, bytes: u64, page: &str) {
        if self.last.get().elapsed() >= Duration::from_secs(5) {
            self.last.set(Instant::now());
            self.line(&format!("{done} of {total}, {} KiB, {}", bytes >> 10, visible(page)));
        }
    }

    fn waiting(&self, why: &str) {
        self.line(&visible(why));
    }
}
