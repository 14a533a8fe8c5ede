//! `docbind selectors`: what `select` in docbind.toml can name.

use super::report::{Detail, report};
use super::{Outcome, fail, print};
use crate::config::Selector;
use crate::selectors::{collect_selectors, render_selectors};
use crate::spec::load_spec;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Options {
    /// A folder with a docbind.toml, a plain folder of pages, one page, or an OpenAPI document.
    spec: PathBuf,
    /// Show only what this selector names, such as `list-*`.
    selector: Option<String>,
}

pub(super) fn run(options: &Options, color: bool) -> Outcome {
    let selector = match options.selector.as_deref().map(str::parse::<Selector>).transpose() {
        Ok(selector) => selector,
        Err(error) => {
            fail(&format!("not a selector: {}", error.message));
            return Outcome::Usage;
        }
    };
    let spec = match load_spec(&options.spec) {
        Ok(spec) => spec,
        Err(error) => return fail(&error.to_string()),
    };
    let errors = report(&spec.diagnostics, &spec.sources, Detail::Errors, color);
    let selectors = collect_selectors(spec);
    let printed = match selector {
        None => print(&render_selectors(&selectors)),
        Some(selector) => match selectors.selected_by(&selector) {
            none if none.is_empty() => fail(&format!("nothing is called `{selector}`")),
            selected => print(&render_selectors(&selected)),
        },
    };
    if errors { Outcome::Failed } else { printed }
}
