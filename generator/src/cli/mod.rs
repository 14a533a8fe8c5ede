//! The commands, and what they share: arguments, exit codes, printing.
//!
//! What was asked for goes to standard output, and what is said about it to standard error, so that
//! `docbind openapi SPEC > openapi.json` holds nothing else.

mod changelog;
mod check_docs;
mod compared;
mod diff;
mod explain;
#[cfg(feature = "fetch")]
mod fetch;
#[cfg(feature = "fetch")]
mod fetch_progress;
mod generate;
mod generate_progress;
mod generate_summary;
mod html_report;
mod inspect;
mod lock;
mod model;
mod openapi;
mod report;
mod revision;
mod schema;
mod selectors;
mod spec;
mod stamp;
mod tree;
#[cfg(feature = "watch")]
mod watch;

use crate::source::Sources;
use clap::{Parser, Subcommand, ValueEnum};
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

const EXAMPLES: &str = "\
SPEC is a folder with a docbind.toml, a plain folder of pages, one page, or an OpenAPI document.

Examples:
  docbind fetch https://docs.acme.example       the pages of a site, into a folder
  docbind inspect pages/get-ticket.md           what is read from a page, block by block
  docbind generate pages --out client           write a client crate
  docbind generate pages --out client --check   fail where it is out of date (for CI)
  docbind openapi pages --out openapi.yaml      the same API for other tools
  docbind check-docs pages                      where the pages contradict themselves
  docbind report pages --out report.html        what was read, page by page, for a browser
  docbind explain D0201                         what a message means and what to do";

/// Reads the documentation pages of an API and writes a typed Rust client.
#[derive(Parser)]
#[command(version, after_help = EXAMPLES, arg_required_else_help = true, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// When to use colours; auto: on a terminal, unless NO_COLOR is set.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
}

#[derive(Subcommand)]
enum Command {
    /// Get the pages of a documentation site, or what changed of them.
    #[cfg(feature = "fetch")]
    Fetch(fetch::Options),
    /// Write the client crate of an API.
    Generate(generate::Options),
    /// Show what is read from a page, block by block.
    Inspect(inspect::Options),
    /// Print the model of an API as JSON.
    Model(model::Options),
    /// Print an API as OpenAPI 3.1.
    Openapi(openapi::Options),
    /// Say what changed between two versions of an API, and whether it breaks callers of the client.
    Diff(diff::Options),
    /// Write what changed into the CHANGELOG of the client.
    Changelog(changelog::Options),
    /// Say where the pages contradict themselves.
    CheckDocs(check_docs::Options),
    /// Write an HTML page on what was read, inferred and not understood.
    Report(html_report::Options),
    /// List what can be selected in docbind.toml.
    Selectors(selectors::Options),
    /// Show what docbind.lock holds, take new names, or free those of what is gone.
    Lock(lock::Options),
    /// Print the JSON Schema of docbind.toml, for editors.
    Schema,
    /// Say what a diagnostic means, or list all of them.
    Explain(explain::Options),
}

#[derive(Clone, Copy, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    fn on_stderr(self) -> bool {
        self.on(&std::io::stderr())
    }

    fn on_stdout(self) -> bool {
        self.on(&std::io::stdout())
    }

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

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// As asked.
    Done,
    /// With errors, or `--check` found a difference.
    Failed,
    /// The arguments make no sense.
    Usage,
}

/// Runs the command of this process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let color = arguments.color.on_stderr();
    let outcome = match arguments.command {
        #[cfg(feature = "fetch")]
        Command::Fetch(options) => fetch::run(&options, color),
        Command::Generate(options) => generate::run(&options, color),
        Command::Inspect(options) => inspect::run(&options, color),
        Command::Model(options) => model::run(&options, color),
        Command::Openapi(options) => openapi::run(&options, color),
        Command::Diff(options) => diff::run(&options, color),
        Command::Changelog(options) => changelog::run(&options, color),
        Command::CheckDocs(options) => check_docs::run(&options, arguments.color),
        Command::Report(options) => html_report::run(&options, color),
        Command::Selectors(options) => selectors::run(&options, color),
        Command::Lock(options) => lock::run(&options, color),
        Command::Schema => schema::run(),
        Command::Explain(options) => explain::run(&options),
    };
    match outcome {
        Outcome::Done => ExitCode::SUCCESS,
        Outcome::Failed => ExitCode::from(1),
        Outcome::Usage => ExitCode::from(2),
    }
}

/// Prints to standard output. A reader that has seen enough is no error.
fn print(text: &str) -> Outcome {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            fail(&format!("cannot write to standard output: {error}"))
        }
        _ => Outcome::Done,
    }
}

/// Writes a file that is none of those that were read.
fn write_file(file: &Path, text: &str, inputs: &Sources) -> Outcome {
    match crate::output::write_file(file, text, inputs) {
        Ok(()) => Outcome::Done,
        Err(error) => fail(&error.to_string()),
    }
}

/// Prints to standard error.
fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Says why a command cannot go on.
fn fail(message: &str) -> Outcome {
    say(&format!("error: {message}\n"));
    Outcome::Failed
}
