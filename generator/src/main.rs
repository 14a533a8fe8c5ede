//! The command line: `cli/` has one file for each command.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
