//! `docbind suggest`: the entries of docbind.toml that would settle findings.

use super::spec::{LevelOptions, load};
use super::{Manner, Outcome, fail, print, say, unavailable, usage};
use crate::diagnostic::quoted;
use crate::output::replace;
use crate::progress::Silent;
use crate::spec::{CONFIG_NAME, LoadError, load_spec_with};
use crate::suggest::{Kept, keep_true, suppressions, with_entries};
use crate::visible::visible_path;
use crate::{Generated, generate_client};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
#[command(after_help = "\
Each entry was tried: what it settles is gone with it, nothing worse is new, and the client sends the same requests and
keeps its types, but for fields on which pages contradict themselves.

Examples:
  docbind suggest pages            print the entries, for a look at them
  docbind suggest pages --write    add them to pages/docbind.toml")]
pub(super) struct Options {
    /// Add the entries to docbind.toml; what is there stays, comments included.
    #[arg(long)]
    write: bool,
    /// The folder of the pages, or its docbind.toml.
    spec: PathBuf,
    #[command(flatten)]
    levels: LevelOptions,
}

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    suggest(options, manner).unwrap_or_else(|outcome| outcome)
}

fn suggest(options: &Options, manner: &Manner) -> Result<Outcome, Outcome> {
    let folder = folder_of(&options.spec)?;
    let file = folder.join(CONFIG_NAME);
    let progress = manner.progress(false);
    let made = generate_client(load(&options.spec, &options.levels, &progress)?, &progress);
    let text = settings_text(&file, &made)?;
    let read = |text: &str| -> Result<Generated, LoadError> {
        let mut spec = load_spec_with(&folder, text)?;
        // They fit when the pages were opened.
        let _ = options.levels.apply(&mut spec);
        Ok(generate_client(spec, &Silent))
    };
    let kept = keep_true(&made, &text, &read).map_err(|error| {
        fail(&format!("`{}` cannot be changed: {error}\n  help: fix that first", visible_path(&file)))
    })?;
    drop(progress);
    if options.write {
        return write(&file, &kept, &made, manner);
    }
    let shown = shown_text(&kept, &text, &made);
    if shown.is_empty() && !manner.quiet {
        say("no setting is known that would settle what `docbind generate` says\n");
    }
    say_untrue(&kept, manner);
    Ok(print(&shown))
}

/// The folder of the settings.
fn folder_of(spec: &Path) -> Result<PathBuf, Outcome> {
    if spec.is_file() && spec.file_name().is_some_and(|name| name == CONFIG_NAME) {
        let folder = spec.parent().filter(|folder| !folder.as_os_str().is_empty());
        return Ok(folder.unwrap_or(Path::new(".")).to_owned());
    }
    if spec.is_file() || spec == Path::new("-") {
        let spec = visible_path(spec);
        return Err(usage(&format!(
            "`{spec}` is not a folder: settings are for all pages, so give their folder"
        )));
    }
    Ok(spec.to_owned())
}

/// The settings that are there. Where there are none, the first ones keep the name of the client.
fn settings_text(file: &Path, made: &Generated) -> Result<String, Outcome> {
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let name = Some(&made.reading.api.name).filter(|name| **name != made.spec.name);
            let name = name.and_then(|name| quoted(name));
            Ok(name.map(|name| format!("[api]\nname = {name}\n")).unwrap_or_default())
        }
        Err(error) => Err(unavailable(&format!("cannot read `{}`: {error}", visible_path(file)))),
    }
}

/// The entries for a look at them, and what hides conventions of the pages.
fn shown_text(kept: &Kept, settings: &str, made: &Generated) -> String {
    let mut parts = Vec::new();
    if !kept.entries.is_empty() {
        parts.push(format!("# {}.\n", in_words(kept, made)));
        let mut entries = with_entries("", &kept.entries).unwrap_or_default();
        for table in ["[api]", "[pages]"] {
            let is_there =
                settings.lines().any(|line| line.split('#').next().unwrap_or_default().trim() == table);
            if is_there {
                let into = format!("# Into the table {table} that is there:\n");
                entries = entries.replacen(&format!("{table}\n"), &into, 1);
            }
        }
        parts.push(entries);
    }
    parts.extend(Some(suppressions(&made.reading.diagnostics)).filter(|text| !text.is_empty()));
    parts.join("\n")
}

fn write(file: &Path, kept: &Kept, made: &Generated, manner: &Manner) -> Result<Outcome, Outcome> {
    if !kept.entries.is_empty() {
        replace(file, &kept.text).map_err(|error| unavailable(&error.to_string()))?;
    }
    if !manner.quiet {
        say(&match kept.entries.is_empty() {
            true => format!(
                "`{}` stays as it is: no setting is known that would settle more\n",
                visible_path(file)
            ),
            false => format!("wrote to `{}`: {}\n", visible_path(file), in_words(kept, made)),
        });
        say_untrue(kept, manner);
    }
    Ok(Outcome::Done)
}

fn in_words(kept: &Kept, made: &Generated) -> String {
    let all = made.reading.diagnostics.len();
    match kept.entries.len() {
        1 => format!("1 setting settles {} of {all} findings", kept.settled),
        many => format!("{many} settings settle {} of {all} findings", kept.settled),
    }
}

/// Says how many were tried in vain, for those who want to know all.
fn say_untrue(kept: &Kept, manner: &Manner) {
    if manner.verbose && kept.untrue > 0 {
        say(&format!("{} more were tried, and would settle nothing or raise other findings\n", kept.untrue));
    }
}
