//! The command line, whose commands are in the library.

/// Pages are read on several threads, and their parts are freed on others: the system's allocator needs more time and
/// memory for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    docbind::run_command_line()
}
