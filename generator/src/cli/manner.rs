//! How a command speaks: colors, how much it says, and how long its stages took.

use super::generate_progress::progress;
use super::report::Detail;
use super::say;
use crate::progress::{Progress, Stage};
use std::fmt::Write;
use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

#[derive(Clone, Copy, clap::ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    fn on(self, stream: &impl IsTerminal) -> bool {
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
                let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
                stream.is_terminal() && !set("NO_COLOR") && !dumb
            }
        }
    }
}

/// How a command speaks.
pub(super) struct Manner {
    /// Whether standard error takes colors.
    pub(super) color: bool,
    /// Whether standard output takes colors.
    pub(super) color_stdout: bool,
    /// Errors only.
    pub(super) quiet: bool,
    /// Every diagnostic, and the time of each stage.
    pub(super) verbose: bool,
    times: Mutex<Times>,
}

#[derive(Default)]
struct Times {
    done: Vec<(Stage, Duration)>,
    current: Option<(Stage, Instant)>,
}

impl Manner {
    pub(super) fn new(color: Color, quiet: bool, verbose: bool) -> Self {
        Self {
            color: color.on(&std::io::stderr()),
            color_stdout: color.on(&std::io::stdout()),
            quiet,
            verbose,
            times: Mutex::default(),
        }
    }

    /// How many diagnostics are said, where the command would say `usual`.
    pub(super) fn detail(&self, all: bool, usual: Detail) -> Detail {
        match (self.quiet, all || self.verbose) {
            (true, _) => Detail::Errors,
            (_, true) => Detail::All,
            _ => usual,
        }
    }

    /// Shows how far a run is, unless it is to be silent, and takes the time of its stages.
    pub(super) fn progress(&self, is_silent: bool) -> Timed<'_> {
        Timed { shown: progress(is_silent || self.quiet), manner: self }
    }

    /// Ends the stage that is under way, and begins the next one.
    fn next_stage(&self, next: Option<Stage>) {
        let Ok(mut times) = self.times.lock() else { return };
        let now = Instant::now();
        if let Some((stage, since)) = times.current.take() {
            let took = now - since;
            match times.done.iter_mut().find(|(known, _)| *known == stage) {
                Some((_, time)) => *time += took,
                None => times.done.push((stage, took)),
            }
        }
        times.current = next.map(|stage| (stage, now));
    }

    /// Says how long each stage took, where that was asked for.
    pub(super) fn say_times(&self) {
        self.next_stage(None);
        let Ok(times) = self.times.lock() else { return };
        if !self.verbose || times.done.is_empty() {
            return;
        }
        let mut text = String::new();
        for (stage, time) in &times.done {
            let _ = writeln!(text, "{:<26}{:>8.3} s", stage.words(), time.as_secs_f64());
        }
        say(&text);
    }
}

/// Progress that is shown, and timed for `-v`.
pub(super) struct Timed<'m> {
    shown: Box<dyn Progress>,
    manner: &'m Manner,
}

impl Progress for Timed<'_> {
    fn begins(&self, stage: Stage, pages: usize) {
        self.manner.next_stage(Some(stage));
        self.shown.begins(stage, pages);
    }

    fn page_is_read(&self) {
        self.shown.page_is_read();
    }
}
