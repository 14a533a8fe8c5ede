//! What a [`Lock`] holds, in short, and names that are free again.

use super::Lock;
use std::collections::BTreeSet;
use std::fmt::Write;

impl Lock {
    /// Forgets what the pages no longer have, and earlier names: they may be given to something else. Gives each, as
    /// `type Lamp`.
    pub fn prune(&mut self) -> Vec<String> {
        let mut freed = self.prune_aliases();
        let lines: BTreeSet<String> =
            self.operations.iter().filter(|of| !of.gone).map(|of| of.endpoint.clone()).collect();
        self.operations.retain(|of| {
            if of.gone {
                freed.push(format!("operation {}: `{}`", of.endpoint, of.id));
            }
            !of.gone
        });
        let ids: Vec<String> = self.operations.iter().map(|of| of.id.clone()).collect();
        for of in self.operations.iter_mut().filter(|of| of.later) {
            of.later = ids.iter().filter(|id| **id == of.id).count() > 1;
        }
        self.groups.retain(|of| {
            if of.gone {
                freed.push(format!("group `{}`", of.module));
            }
            !of.gone
        });
        for group in &mut self.groups {
            group.methods.retain(|line| {
                let stays = line.split_once(" = ").is_none_or(|(_, of)| lines.contains(of));
                if let (false, Some((name, of))) = (stays, line.split_once(" = ")) {
                    freed.push(format!("method `{}::{name}`, which was {of}", group.module));
                }
                stays
            });
        }
        self.types.retain(|of| {
            if of.gone {
                freed.push(format!("type `{}`", of.name));
            }
            !of.gone
        });
        freed
    }

    fn prune_aliases(&mut self) -> Vec<String> {
        let mut freed = Vec::new();
        for of in &mut self.operations {
            of.was.clear();
            let names = of.aliases.drain(..);
            let names =
                names.map(|line| line.split_once(" = ").map_or(line.clone(), |(name, _)| name.to_owned()));
            freed.extend(names.map(|name| format!("alias `{name}` of {}", of.endpoint)));
        }
        for of in &mut self.groups {
            freed.extend(
                of.aliases.drain(..).map(|line| format!("alias `{line}` of the group `{}`", of.module)),
            );
        }
        for of in &mut self.types {
            let names = of.aliases.drain(..).chain(of.required_aliases.drain(..));
            freed.extend(names.map(|name| format!("alias `{name}` of the type `{}`", of.name)));
            let values: Vec<String> = of.member_aliases().map(|(ident, _)| ident.to_owned()).collect();
            freed.extend(values.iter().map(|ident| format!("alias `{ident}` of a value of `{}`", of.name)));
            of.member_aliases.clear();
        }
        freed
    }

    /// What it holds, a line each, and the names that it keeps of what is gone.
    pub fn summary(&self) -> String {
        let mut text = String::new();
        let mut line = |name: &str, count: usize, gone: usize| {
            let gone = if gone == 0 { String::new() } else { format!("   and {gone} that are gone") };
            let _ = writeln!(text, "{name:<12}{count:>6}{gone}");
        };
        let count = |gone: &mut dyn Iterator<Item = bool>| {
            let (mut here, mut left) = (0, 0);
            gone.for_each(|gone| if gone { left += 1 } else { here += 1 });
            (here, left)
        };
        line("pages", self.pages.len(), 0);
        let counts = [
            ("operations", count(&mut self.operations.iter().map(|of| of.gone))),
            ("groups", count(&mut self.groups.iter().map(|of| of.gone))),
            ("types", count(&mut self.types.iter().map(|of| of.gone))),
        ];
        counts.into_iter().for_each(|(name, (here, gone))| line(name, here, gone));
        let mut pruned = self.clone();
        let held = pruned.prune();
        if !held.is_empty() {
            let _ = writeln!(text, "\nnames of what is gone or was renamed, which `--prune` frees:");
            held.iter().for_each(|of| text.push_str(&format!("  {of}\n")));
        }
        text
    }
}
