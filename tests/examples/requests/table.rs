//! The table of what was sent.

use std::collections::BTreeMap;
use std::fmt::Write;

/// One API.
pub struct Row {
    pub name: String,
    /// How many requests the pages show.
    pub documented: usize,
    /// How many of them the client can send, as the reproduction stage says.
    pub reproduced: usize,
    /// How many of those a call was made of.
    pub calls: usize,
    /// How many reached the server.
    pub sent: usize,
    /// How many of those are the documented request.
    pub equal: usize,
    /// Why no call was made of the others.
    pub reasons: Vec<String>,
    /// Whether the client or the program does not compile or broke off.
    pub broken: bool,
}

impl Row {
    pub fn new(name: &str, documented: usize, reproduced: usize) -> Row {
        let name = name.to_owned();
        Row { name, documented, reproduced, calls: 0, sent: 0, equal: 0, reasons: Vec::new(), broken: false }
    }

    /// Whether a request that was tried is not the documented one.
    pub fn failed(&self) -> bool {
        self.broken || self.equal < self.calls
    }

    pub fn line(&self) -> String {
        let Row { name, documented, reproduced, calls, sent, equal, .. } = self;
        let broken = if self.broken { "  broken" } else { "" };
        format!("{name:<16} {documented:>10} {reproduced:>10} {calls:>6} {sent:>6} {equal:>6}{broken}")
    }
}

pub fn table(rows: &[Row]) -> String {
    let mut text = format!(
        "{:<16} {:>10} {:>10} {:>6} {:>6} {:>6}\n",
        "pages", "documented", "reproduced", "calls", "sent", "equal"
    );
    let mut all = Row::new("all", 0, 0);
    for row in rows {
        writeln!(text, "{}", row.line()).unwrap();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        row.reasons.iter().for_each(|reason| *counts.entry(reason).or_default() += 1);
        for (reason, count) in counts {
            writeln!(text, "{:<16} {count:>10} cannot be built: {reason}", "").unwrap();
        }
        all.documented += row.documented;
        all.reproduced += row.reproduced;
        all.calls += row.calls;
        all.sent += row.sent;
        all.equal += row.equal;
    }
    text + &all.line()
}
