//! `docbind new`: an application on a generated client, with its first call and a test.

use super::new_text::{Client, cargo_toml, main_rs};
use super::{Manner, Outcome, say, unavailable, usage, write_file};
use crate::source::Sources;
use crate::visible::visible_path;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  docbind generate acme-pages --out acme
  docbind new acme-app --api acme
  cargo run --manifest-path acme-app/Cargo.toml")]
pub(super) struct Options {
    /// The folder to write the application to; its name is the package's.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The folder of the client that `docbind generate` wrote.
    #[arg(long, value_name = "CLIENT")]
    api: PathBuf,
}

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    match make(options, manner) {
        Ok(()) => Outcome::Done,
        Err(outcome) => outcome,
    }
}

fn make(options: &Options, manner: &Manner) -> Result<(), Outcome> {
    let folder = &options.folder;
    if folder.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(usage(&format!("`{}` is not empty: give a new folder", visible_path(folder))));
    }
    let client = read_client(&options.api)?;
    let name = std::path::absolute(folder).ok();
    let name = name.as_deref().and_then(Path::file_name).map(|name| package_name(&name.to_string_lossy()));
    let Some(name) = name.filter(|name| !name.is_empty() && *name != client.name) else {
        return Err(usage(&format!(
            "`{}` gives no name for a package, or that of the client: give another folder",
            visible_path(folder)
        )));
    };
    let files = [
        ("Cargo.toml", cargo_toml(&name, &client, folder, &options.api)),
        ("src/main.rs", main_rs(&name, &client)),
    ];
    for (path, text) in files {
        let file = folder.join(path);
        let parent = file.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent)
            .map_err(|error| unavailable(&format!("cannot make `{}`: {error}", visible_path(parent))))?;
        match write_file(&file, &text, &Sources::default()) {
            Outcome::Done => {}
            outcome => return Err(outcome),
        }
    }
    if !manner.quiet {
        let shown = visible_path(folder);
        say(&format!(
            "wrote `{shown}`: an application with the call that the client's README shows, and a test\n"
        ));
        say(&format!("next: cargo test --manifest-path {shown}/Cargo.toml\n"));
    }
    Ok(())
}

/// What the application needs to know of a client.
fn read_client(folder: &Path) -> Result<Client, Outcome> {
    let read = |path: &str| {
        let file = folder.join(path);
        std::fs::read_to_string(&file).map_err(|error| {
            unavailable(&format!(
                "cannot read `{}`: {error}\n  help: `--api` takes a client that `docbind generate` wrote",
                visible_path(&file)
            ))
        })
    };
    let mock = std::fs::read_to_string(folder.join("src/mock.rs")).ok();
    Client::parse(&read("Cargo.toml")?, &read("src/lib.rs")?, mock.as_deref()).ok_or_else(|| {
        usage(&format!("`{}` is not a client that docbind wrote, or has no operation", visible_path(folder)))
    })
}

/// The name of a folder as cargo takes it for a package.
fn package_name(folder: &str) -> String {
    let kept = |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c } else { '-' };
    let name: String = folder.chars().map(kept).collect();
    let name = name.trim_matches('-');
    if name.starts_with(|c: char| c.is_ascii_digit()) { format!("app-{name}") } else { name.to_owned() }
}
