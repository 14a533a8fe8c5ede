//! `docbind lock`: what `docbind.lock` holds, new names for old ones, and names that are free again.

use super::given::open_spec;
use super::{Manner, Outcome, fail, print, unavailable, usage};
use crate::config::Selector;
use crate::config::selector::SelectorError;
use crate::lock::{LOCK_NAME, Lock};
use crate::lowering::take_names;
use crate::read_spec;
use crate::spec::Spec;
use crate::visible::{visible, visible_lines, visible_path};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Options {
    /// A folder with a docbind.toml.
    spec: PathBuf,
    /// Free the names of what the last `generate` found to be gone, and earlier names.
    #[arg(long)]
    prune: bool,
    /// Take the names that the pages give now (D0412): those of the operations, groups, records and enums that the
    /// selectors name, or all. The old ones become deprecated aliases.
    #[arg(long, num_args = 0.., value_name = "SELECTOR", conflicts_with = "prune")]
    rename: Option<Vec<String>>,
}

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    let spec = match open_spec(&options.spec) {
        Ok(spec) => spec,
        Err(outcome) => return outcome,
    };
    let Some(mut lock) = spec.lock.clone() else {
        let errors = super::report::report(
            &spec.diagnostics,
            &spec.sources,
            super::report::Detail::Errors,
            manner.color,
        );
        return match errors {
            true => Outcome::Findings,
            false => unavailable(&format!(
                "`{}` has no {LOCK_NAME}: `docbind generate` writes one beside docbind.toml",
                visible_path(&options.spec)
            )),
        };
    };
    if let Some(selectors) = &options.rename {
        return rename(&spec, lock, selectors);
    }
    if !options.prune {
        return print(&visible_lines(&lock.summary()));
    }
    let freed = lock.prune();
    if let Err(error) = lock.save(&spec.root) {
        return unavailable(&error.to_string());
    }
    match freed.as_slice() {
        [] => print("nothing to free: the pages have all that the lock names\n"),
        freed => print(&freed.iter().map(|of| format!("free: {}\n", visible(of))).collect::<String>()),
    }
}

fn rename(spec: &Spec, mut lock: Lock, selectors: &[String]) -> Outcome {
    let selectors: Vec<Selector> = match selectors.iter().map(|text| text.parse()).collect() {
        Ok(selectors) => selectors,
        Err(SelectorError { message, .. }) => {
            return usage(&format!("not a selector: {message}"));
        }
    };
    let api = read_spec(spec).api;
    let renamed = match take_names(&mut lock, &spec.config, &api, &selectors) {
        Ok(renamed) => renamed,
        Err(unused) => {
            let named = unused.iter().map(|of| format!("`{}`", visible(of))).collect::<Vec<_>>().join(", ");
            return fail(&format!(
                "nothing was renamed: {named} names nothing that the pages call otherwise than {LOCK_NAME}; \
                 `docbind generate` says what they do (D0412)"
            ));
        }
    };
    if let Err(error) = lock.save(&spec.root) {
        return unavailable(&error.to_string());
    }
    let mut text: String =
        renamed.done.iter().chain(&renamed.left).map(|line| format!("{}\n", visible(line))).collect();
    if renamed.done.is_empty() && renamed.left.is_empty() {
        text.push_str("nothing to rename: the pages call all as the lock does\n");
    }
    print(&text)
}
