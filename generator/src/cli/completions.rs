//! `docbind completions`: what a shell needs to complete commands and options.

use super::{Arguments, Outcome, print};
use clap::CommandFactory;
use clap_complete::Shell;

#[derive(clap::Args)]
#[command(after_help = "\
Where the script goes:
  bash  docbind completions bash > ~/.local/share/bash-completion/completions/docbind
  zsh   docbind completions zsh > \"${fpath[1]}/_docbind\"
  fish  docbind completions fish > ~/.config/fish/completions/docbind.fish")]
pub(super) struct Options {
    /// The shell.
    shell: Shell,
}

pub(super) fn run(options: &Options) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "docbind", &mut script);
    print(&String::from_utf8_lossy(&script))
}
