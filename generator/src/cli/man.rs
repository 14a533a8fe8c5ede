//! `docbind man`: the manual pages, made from the same descriptions as `--help`.

use super::{Arguments, Outcome, print, say, unavailable, usage};
use crate::visible::visible_path;
use clap::{Command, CommandFactory};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  docbind man | man -l -                         read it
  docbind man generate | man -l -                the page of one command
  docbind man --out ~/.local/share/man/man1      install all pages")]
pub(super) struct Options {
    /// A command; without it, the page of docbind itself.
    #[arg(conflicts_with = "out")]
    command: Option<String>,
    /// Write the pages of all commands into this folder.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(super) fn run(options: &Options) -> Outcome {
    let mut docbind = Arguments::command();
    docbind.build();
    if let Some(folder) = &options.out {
        return write_pages(&docbind, folder);
    }
    let page = match &options.command {
        None => Some(docbind),
        Some(name) => docbind.find_subcommand(name).cloned(),
    };
    match page.map(|command| render(&command)) {
        Some(Ok(page)) => print(&page),
        Some(Err(error)) => unavailable(&format!("cannot write the page: {error}")),
        None => usage("there is no such command: `docbind --help` lists them"),
    }
}

fn write_pages(docbind: &Command, folder: &Path) -> Outcome {
    let commands = docbind.get_subcommands().filter(|command| command.get_name() != "help");
    let pages = std::iter::once(docbind).chain(commands);
    let mut written = 0;
    for command in pages {
        let name = command.get_bin_name().unwrap_or("docbind").replace(' ', "-");
        let file = folder.join(format!("{name}.1"));
        let done = std::fs::create_dir_all(folder)
            .and_then(|()| render(command))
            .and_then(|page| std::fs::write(&file, page));
        if let Err(error) = done {
            return unavailable(&format!("cannot write `{}`: {error}", visible_path(&file)));
        }
        written += 1;
    }
    say(&format!("{written} pages in `{}`\n", visible_path(folder)));
    Outcome::Done
}

fn render(command: &Command) -> std::io::Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
