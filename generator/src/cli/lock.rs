//! `docbind lock`: what `docbind.lock` holds, and names that are free again.

use super::{Outcome, fail, print};
use docbind::lock::LOCK_NAME;
use docbind::source::load_spec;
use docbind::visible::{visible, visible_lines, visible_path};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Options {
    /// A folder with a docbind.toml.
    spec: PathBuf,
    /// Free the names of what the last `generate` found to be gone.
    #[arg(long)]
    prune: bool,
}

pub(super) fn run(options: &Options, color: bool) -> Outcome {
    let spec = match load_spec(&options.spec) {
        Ok(spec) => spec,
        Err(error) => return fail(&error.to_string()),
    };
    let Some(mut lock) = spec.lock else {
        let errors =
            super::report::report(&spec.diagnostics, &spec.sources, super::report::Detail::Errors, color);
        return match errors {
            true => Outcome::Failed,
            false => fail(&format!(
                "`{}` has no {LOCK_NAME}: `docbind generate` writes one beside docbind.toml",
                visible_path(&options.spec)
            )),
        };
    };
    if !options.prune {
        return print(&visible_lines(&lock.summary()));
    }
    let freed = lock.prune();
    if let Err(error) = lock.save(&spec.root) {
        return fail(&error.to_string());
    }
    match freed.as_slice() {
        [] => print("nothing to free: the pages have all that the lock names\n"),
        freed => print(&freed.iter().map(|of| format!("free: {}\n", visible(of))).collect::<String>()),
    }
}
