//! `docbind inspect`: what was read from a page, and what is said of it.

use super::report::{Detail, report};
use super::{Outcome, fail, print};
use docbind::dialect::read_page;
use docbind::inspect::render_page;
use docbind::read_spec;
use docbind::source::load_spec;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Options {
    /// A page, or a folder of pages.
    page: PathBuf,
    /// Show the blocks alone, without diagnostics.
    #[arg(long, short)]
    quiet: bool,
}

pub(super) fn run(options: &Options, color: bool) -> Outcome {
    let spec = match load_spec(&options.page) {
        Ok(spec) => spec,
        Err(error) => return fail(&error.to_string()),
    };
    let files = spec.pages.iter().map(|&id| spec.sources.get(id));
    let pages: Vec<_> = files.map(|file| render_page(file, &read_page(file))).collect();
    let printed = print(&pages.join("\n"));
    let detail = if options.quiet { Detail::Errors } else { Detail::All };
    match report(&read_spec(&spec).diagnostics, &spec.sources, detail, color) {
        true => Outcome::Failed,
        false => printed,
    }
}
