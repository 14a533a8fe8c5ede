//! What to read, and the levels of diagnostics, which beat those of docbind.toml.

use super::{Outcome, fail};
use crate::config::Level;
use crate::config::LevelEntry;
use crate::spec::{Spec, load_spec};
use std::path::PathBuf;

/// The arguments of all commands that read pages.
#[derive(clap::Args)]
pub(super) struct SpecOptions {
    /// A folder with a docbind.toml, a plain folder of pages, one page, or an OpenAPI document.
    pub(super) spec: PathBuf,
    #[command(flatten)]
    levels: LevelOptions,
}

impl SpecOptions {
    /// Opens the pages and the settings. Where that fails, says why, and the command ends.
    pub(super) fn load(&self) -> Result<Spec, Outcome> {
        let mut spec = load_spec(&self.spec).map_err(|error| fail(&error.to_string()))?;
        self.levels.apply(&mut spec)?;
        Ok(spec)
    }
}

impl SpecOptions {
    /// The levels, as they were given.
    pub(super) fn levels(&self) -> String {
        let levels = &self.levels;
        format!("{:?}", [&levels.allow, &levels.note, &levels.warn, &levels.deny])
    }
}

#[derive(clap::Args)]
struct LevelOptions {
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
    fn apply(&self, spec: &mut Spec) -> Result<(), Outcome> {
        let lists = [
            (Level::Allow, &self.allow),
            (Level::Note, &self.note),
            (Level::Warn, &self.warn),
            (Level::Deny, &self.deny),
        ];
        for (level, pattern) in lists.iter().flat_map(|(level, list)| list.iter().map(|p| (*level, p))) {
            match LevelEntry::from_argument(level, pattern) {
                Ok(entry) => spec.config.levels.push(entry),
                Err(message) => {
                    fail(&message);
                    return Err(Outcome::Usage);
                }
            }
        }
        Ok(())
    }
}
