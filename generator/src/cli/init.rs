//! `docbind init`: looks at pages, says what it found, and writes a commented docbind.toml.

use super::init_text::{found_text, settings_of_pages};
use super::{Manner, Outcome, say, unavailable, usage, write_file};
use crate::progress::Stage;
use crate::source::Sources;
use crate::spec::CONFIG_NAME;
use crate::visible::visible_path;
use crate::{generate_client, progress::Progress};
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  docbind init acme-pages                            pages that are there
  docbind init https://docs.acme.example             the pages of a site: looks, and fetches none
  docbind init https://docs.acme.example --out acme-pages")]
pub(super) struct Options {
    /// A folder of pages, or the address of a documentation site.
    #[arg(value_name = "URL|FOLDER")]
    source: String,
    /// The folder for the settings of a site; the name of the host where it is not given.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
    /// The name of the client's package; the folder's name where it is not given.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
}

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    #[cfg(feature = "fetch")]
    if let Some(url) = crate::fetch::site_url(&options.source) {
        return of_site(options, &url, manner);
    }
    if options.out.is_some() {
        return usage("`--out` goes with a URL: a folder keeps its docbind.toml");
    }
    match of_folder(options, manner) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn of_folder(options: &Options, manner: &Manner) -> Result<Outcome, Outcome> {
    let folder = Path::new(&options.source);
    let file = settings_file(folder)?;
    if folder.is_file() {
        return Err(usage(&format!("`{}` is a file: give the folder of the pages", visible_path(folder))));
    }
    let progress = manner.progress(false);
    progress.begins(Stage::Loading, 0);
    let spec = super::given::open_spec(folder)?;
    let made = generate_client(spec, &progress);
    drop(progress);
    let text = settings_of_pages(&made.reading.api, options.name.as_deref());
    written(write_file(&file, &text, &made.spec.sources))?;
    let out = PathBuf::from(format!("{}-client", folder.to_string_lossy().trim_end_matches('/')));
    let next =
        format!("docbind generate {} --out {} --runtime vendored", visible_path(folder), visible_path(&out));
    if !manner.quiet {
        say(&found_text(&made));
        say_next(&file, &next);
    }
    Ok(Outcome::Done)
}

/// The settings of a site's folder, whose pages are still to be fetched.
#[cfg(feature = "fetch")]
fn of_site(options: &Options, url: &str, manner: &Manner) -> Outcome {
    use crate::fetch::{Request, outline_pages, site_folder};
    let folder = options.out.clone().unwrap_or_else(|| PathBuf::from(site_folder(url)));
    let file = match settings_file(&folder) {
        Ok(file) => file,
        Err(outcome) => return outcome,
    };
    let request = match Request::new(url, &folder) {
        Ok(request) => request,
        Err(error) => return usage(&error.to_string()),
    };
    let outline = match outline_pages(&request, &crate::lock::Lock::default()) {
        Ok(outline) => outline,
        Err(error) => return unavailable(&error.to_string()),
    };
    if outline.candidates.is_empty() {
        let failed = super::report::report(
            &outline.diagnostics,
            &Sources::default(),
            super::report::Detail::All,
            manner.color,
        );
        let said = unavailable(&format!("no pages were found at {}", crate::visible::visible(url)));
        return if failed { said } else { said.and(Outcome::Findings) };
    }
    let text = super::init_text::settings_of_site(request.url(), options.name.as_deref());
    let done = std::fs::create_dir_all(&folder)
        .map_err(|error| unavailable(&format!("cannot make `{}`: {error}", visible_path(&folder))))
        .and_then(|()| written(write_file(&file, &text, &Sources::default())));
    if let Err(outcome) = done {
        return outcome;
    }
    if !manner.quiet {
        let more = if outline.follows_links { ", and what they link to" } else { "" };
        let count = outline.candidates.len();
        say(&format!("{count} pages by {}{more}\n\n", crate::visible::visible(&outline.how)));
        say_next(&file, &format!("docbind fetch {}", visible_path(&folder)));
    }
    Outcome::Done
}

/// The file to write, which is not there yet.
fn settings_file(folder: &Path) -> Result<PathBuf, Outcome> {
    let file = folder.join(CONFIG_NAME);
    match file.symlink_metadata() {
        Ok(_) => Err(usage(&format!(
            "`{}` is there already: `docbind generate` reads it, `docbind schema` says what it can hold",
            visible_path(&file)
        ))),
        Err(_) => Ok(file),
    }
}

fn written(outcome: Outcome) -> Result<(), Outcome> {
    if outcome == Outcome::Done { Ok(()) } else { Err(outcome) }
}

fn say_next(file: &Path, command: &str) {
    say(&format!("wrote `{}`: look at it, and take the comments away where they fit\n", visible_path(file)));
    say(&format!("next: {command}\n"));
}
