//! The command line: `cli/` has one file for each command.

mod cli;

/// Pages are read on several threads, and their parts are freed on others: the system's allocator needs more time and
/// memory for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::run()
}
