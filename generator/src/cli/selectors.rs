//! `docbind selectors`: what `select` in docbind.toml can name.

use super::given::open_spec;
use super::report::{Detail, report};
use super::{Manner, Outcome, fail, print, usage};
use crate::config::Selector;
use crate::selectors::{collect_selectors, render_selectors};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Options {
    /// A folder with a docbind.toml, a plain folder of pages, one page, or an OpenAPI document.
    spec: PathBuf,
    /// Show only what this selector names, such as `list-*`.
    selector: Option<String>,
}

pub(super) fn run(options: &Options, manner: &Manner) -> Outcome {
    let selector = match options.selector.as_deref().map(str::parse::<Selector>).transpose() {
        Ok(selector) => selector,
        Err(error) => {
            return usage(&format!("not a selector: {}", error.message));
        }
    };
    let spec = match open_spec(&options.spec) {
        Ok(spec) => spec,
        Err(outcome) => return outcome,
    };
    let errors = report(&spec.diagnostics, &spec.sources, Detail::Errors, manner.color);
    let selectors = collect_selectors(spec);
    let printed = match selector {
        None => print(&render_selectors(&selectors)),
        Some(selector) => match selectors.selected_by(&selector) {
            none if none.is_empty() => fail(&format!("nothing is called `{selector}`")),
            selected => print(&render_selectors(&selected)),
        },
    };
    if errors { Outcome::Findings } else { printed }
}
