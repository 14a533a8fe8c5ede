//! What to read, and the levels of diagnostics, which beat those of docbind.toml.

use super::given::open_spec;
use super::stdin::{is_stdin, load_stdin};
use super::{Outcome, usage};
use crate::config::Level;
use crate::config::LevelEntry;
use crate::progress::{Progress, Stage};
use crate::spec::Spec;
use std::path::{Path, PathBuf};

/// The arguments of commands that read one SPEC.
#[derive(clap::Args, Clone)]
pub(super) struct SpecOptions {
    /// A folder with a docbind.toml, a plain folder of pages, one page, an OpenAPI document, or `-` for a page on
    /// standard input.
    pub(super) spec: PathBuf,
    #[command(flatten)]
    levels: LevelOptions,
}

impl SpecOptions {
    /// Opens the pages and the settings. Where that fails, says why, and the command ends.
    pub(super) fn load(&self, progress: &dyn Progress) -> Result<Spec, Outcome> {
        load(&self.spec, &self.levels, progress)
    }
}

/// The arguments of commands that read one SPEC after the other.
#[derive(clap::Args, Clone)]
pub(super) struct SpecsOptions {
    /// Folders with a docbind.toml, plain folders of pages, pages, OpenAPI documents, or `-` for a page on standard
    /// input.
    #[arg(required = true, value_name = "SPEC")]
    pub(super) specs: Vec<PathBuf>,
    #[command(flatten)]
    levels: LevelOptions,
}

impl SpecsOptions {
    /// The first SPEC: the only one, where a command was split into one for each.
    pub(super) fn first(&self) -> &Path {
        self.specs.first().map_or(Path::new("."), PathBuf::as_path)
    }

    /// The same arguments with one SPEC.
    pub(super) fn only(&self, spec: &Path) -> Self {
        Self { specs: vec![spec.to_owned()], levels: self.levels.clone() }
    }

    /// Opens the pages and the settings of a SPEC. Where that fails, says why.
    pub(super) fn load(&self, spec: &Path, progress: &dyn Progress) -> Result<Spec, Outcome> {
        load(spec, &self.levels, progress)
    }

    /// The levels, as they were given.
    pub(super) fn levels(&self) -> String {
        let levels = &self.levels;
        format!("{:?}", [&levels.allow, &levels.note, &levels.warn, &levels.deny])
    }
}

/// Opens pages and settings, with levels. Where that fails, says why.
pub(super) fn load(spec: &Path, levels: &LevelOptions, progress: &dyn Progress) -> Result<Spec, Outcome> {
    progress.begins(Stage::Loading, 0);
    let mut spec = if is_stdin(spec) { load_stdin()? } else { open_spec(spec)? };
    levels.apply(&mut spec)?;
    Ok(spec)
}

#[derive(clap::Args, Clone)]
pub(super) struct LevelOptions {
    /// Leave out a diagnostic: its code, its name or a glob. This and the three below beat docbind.toml.
    #[arg(long, value_name = "CODE")]
    allow: Vec<String>,
    /// Make a diagnostic a note.
    #[arg(long, value_name = "CODE")]
    note: Vec<String>,
    /// Make a diagnostic a warning.
    #[arg(long, value_name = "CODE")]
    warn: Vec<String>,
    /// Make a diagnostic an error.
    #[arg(long, value_name = "CODE")]
    deny: Vec<String>,
}

impl LevelOptions {
    /// Adds the levels to the settings; a pattern that fits nothing ends the command.
    pub(super) fn apply(&self, spec: &mut Spec) -> Result<(), Outcome> {
        let lists = [
            (Level::Allow, &self.allow),
            (Level::Note, &self.note),
            (Level::Warn, &self.warn),
            (Level::Deny, &self.deny),
        ];
        for (level, pattern) in lists.iter().flat_map(|(level, list)| list.iter().map(|p| (*level, p))) {
            let entry = LevelEntry::from_argument(level, pattern).map_err(|message| usage(&message))?;
            spec.config.levels.push(entry);
        }
        Ok(())
    }
}
