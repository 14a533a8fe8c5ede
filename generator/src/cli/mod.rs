//! The commands, and what they share: arguments, exit codes, printing.
//!
//! What was asked for goes to standard output, and what is said about it to standard error, so that
//! `docbind openapi SPEC > openapi.json` holds nothing else.

mod changelog;
mod check_docs;
mod compared;
mod completions;
mod diff;
mod explain;
#[cfg(feature = "fetch")]
mod fetch;
#[cfg(feature = "fetch")]
mod fetch_progress;
mod generate;
mod generate_progress;
mod generate_summary;
#[cfg(feature = "watch")]
mod generate_watch;
mod given;
mod html_report;
mod init;
mod init_text;
mod inspect;
mod lock;
mod man;
mod manner;
#[cfg(feature = "mock")]
mod mock;
mod model;
mod new;
mod new_text;
mod openapi;
mod out_folder;
mod outcome;
mod report;
mod revision;
mod runtime_source;
mod schema;
mod selectors;
mod spec;
mod stamp;
mod stdin;
mod suggest;
mod tree;
#[cfg(feature = "watch")]
mod watch;
mod worth_doing;

use crate::source::Sources;
use clap::{Parser, Subcommand};
use manner::{Color, Manner};
use outcome::{EXIT_CODES, Outcome, fail, unavailable, usage};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;

const EXAMPLES: &str = "\
SPEC is a folder with a docbind.toml, a plain folder of pages, one page, or an OpenAPI document; `-` is a page on
standard input.

Examples:
  docbind init pages                            what is there, and a commented docbind.toml
  docbind fetch https://docs.acme.example       the pages of a site, into a folder
  docbind inspect pages/get-ticket.md           what is read from a page, block by block
  docbind generate pages --out client           write a client crate
  docbind generate pages --out client --check   fail where it is out of date (for CI)
  docbind openapi pages --out openapi.yaml      the same API for other tools
  docbind mock pages                            the API as a server on this machine, for tests
  docbind check-docs pages                      where the pages contradict themselves
  docbind suggest pages                         the settings that would settle what is said of them
  docbind report pages --out report.html        what was read, page by page, for a browser
  docbind explain D0201                         what a message means and what to do";

/// Reads the documentation pages of an API and writes a typed Rust client.
#[derive(Parser)]
#[command(version, after_help = format!("{EXAMPLES}\n\n{EXIT_CODES}"), arg_required_else_help = true, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// When to use colors; auto: on a terminal, unless NO_COLOR is set.
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
    /// Show errors only.
    #[arg(long, short, global = true)]
    quiet: bool,
    /// Show every diagnostic, and how long each stage took.
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    verbose: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Look at pages, and write a commented docbind.toml for them.
    Init(init::Options),
    /// Get the pages of a documentation site, or what changed of them.
    #[cfg(feature = "fetch")]
    Fetch(fetch::Options),
    /// Write the client crate of an API.
    Generate(generate::Options),
    /// Write an application that uses a client, with its first call and a test.
    New(new::Options),
    /// Show what is read from a page, block by block.
    Inspect(inspect::Options),
    /// Print the model of an API as JSON.
    Model(model::Options),
    /// Print an API as OpenAPI 3.1.
    Openapi(openapi::Options),
    /// Serve an API on this machine: its documented examples, and what is wrong with a request.
    #[cfg(feature = "mock")]
    Mock(mock::Options),
    /// Say what changed between two versions of an API, and whether it breaks callers of the client.
    Diff(diff::Options),
    /// Write what changed into the CHANGELOG of the client.
    Changelog(changelog::Options),
    /// Say where the pages contradict themselves.
    CheckDocs(check_docs::Options),
    /// Write an HTML page on what was read, inferred and not understood.
    Report(html_report::Options),
    /// Print the entries of docbind.toml that would settle findings, or add them.
    Suggest(suggest::Options),
    /// List what can be selected in docbind.toml.
    Selectors(selectors::Options),
    /// Show what docbind.lock holds, take new names, or free those of what is gone.
    Lock(lock::Options),
    /// Print the JSON Schema of docbind.toml, for editors.
    Schema,
    /// Say what a diagnostic means, or list all of them.
    Explain(explain::Options),
    /// Print the script that completes commands and options in a shell.
    Completions(completions::Options),
    /// Print the manual page, or write those of all commands.
    Man(man::Options),
}

/// Runs the command of this process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let manner = Manner::new(arguments.color, arguments.quiet, arguments.verbose);
    let outcome = run_command(&arguments.command, &manner);
    manner.say_times();
    outcome.into()
}

/// Whether the program understands a command line, for the test of the manual.
///
/// # Errors
///
/// What it says where it does not.
pub fn check_command_line(words: &[String]) -> Result<(), String> {
    match Arguments::try_parse_from(words) {
        // `--help` is an error of a kind.
        Err(error) if error.use_stderr() => Err(error.to_string()),
        _ => Ok(()),
    }
}

fn run_command(command: &Command, manner: &Manner) -> Outcome {
    match command {
        Command::Init(options) => init::run(options, manner),
        Command::New(options) => new::run(options, manner),
        #[cfg(feature = "fetch")]
        Command::Fetch(options) => fetch::run(options, manner),
        Command::Generate(options) => generate::run(options, manner),
        Command::Inspect(options) => inspect::run(options, manner),
        Command::Model(options) => model::run(options, manner),
        Command::Openapi(options) => openapi::run(options, manner),
        #[cfg(feature = "mock")]
        Command::Mock(options) => mock::run(options, manner),
        Command::Diff(options) => diff::run(options, manner),
        Command::Changelog(options) => changelog::run(options, manner),
        Command::CheckDocs(options) => check_docs::run(options, manner),
        Command::Report(options) => html_report::run(options, manner),
        Command::Suggest(options) => suggest::run(options, manner),
        Command::Selectors(options) => selectors::run(options, manner),
        Command::Lock(options) => lock::run(options, manner),
        Command::Schema => schema::run(),
        Command::Explain(options) => explain::run(options),
        Command::Completions(options) => completions::run(options),
        Command::Man(options) => man::run(options),
    }
}

/// Prints to standard output. A reader that has seen enough is no error.
fn print(text: &str) -> Outcome {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            unavailable(&format!("cannot write to standard output: {error}"))
        }
        _ => Outcome::Done,
    }
}

/// Writes a file that is none of those that were read.
fn write_file(file: &Path, text: &str, inputs: &Sources) -> Outcome {
    match crate::output::write_file(file, text, inputs) {
        Ok(()) => Outcome::Done,
        Err(error) => unavailable(&error.to_string()),
    }
}

/// Prints to standard error.
fn say(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}
