//! The time and the peak memory of programs.

use std::io::{Error, Result};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

/// What a program took.
#[derive(Clone, Copy)]
pub struct Measured {
    pub time: Duration,
    /// In KiB; 0 where the system does not say it.
    pub peak: u64,
}

/// Runs a program in a folder.
pub fn run(folder: &Path, program: &str, arguments: &[&str]) -> Result<Measured> {
    let start = Instant::now();
    let mut command = Command::new(program);
    let mut child = command
        .current_dir(folder)
        .args(arguments)
        .env("NO_PROXY", "*")
        .stdout(std::process::Stdio::null())
        .spawn()?;
    let mut peak = 0;
    let status = loop {
        peak = peak_of(child.id()).unwrap_or(peak);
        match child.try_wait()? {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    match status.success() {
        true => Ok(Measured { time: start.elapsed(), peak }),
        false => Err(Error::other(format!("{program} {}: {status}", arguments.join(" ")))),
    }
}

/// The peak of a process so far.
fn peak_of(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// Prints what steps took.
pub struct Table {
    one: Measured,
}

impl Table {
    /// A table of ratios to the time of a step.
    pub fn new(one: Measured) -> Self {
        println!("{:<40}{:>9}{:>9}{:>9}", "step", "seconds", "ratio", "MiB");
        Self { one }
    }

    pub fn line(&self, step: &str, measured: Measured) {
        let ratio = measured.time.as_secs_f64() / self.one.time.as_secs_f64();
        let (seconds, peak) = (measured.time.as_secs_f64(), measured.peak >> 10);
        println!("{step:<40}{seconds:>9.3}{ratio:>9.3}{peak:>9}");
    }
}
