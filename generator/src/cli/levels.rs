//! Levels of diagnostics on the command line. They come before those of docbind.toml.

use super::{Outcome, fail};
use docbind::config::LevelEntry;
use docbind::diagnostic::Level;
use docbind::source::Spec;

#[derive(clap::Args)]
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
