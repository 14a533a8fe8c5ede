//! Arrows run down: no cycle among the top-level modules of the library, what is compiled for tests left out.
//!
//! `crate::x` makes an arrow to the module `x`; an item of the crate's root, such as `crate::Reading`, makes one to
//! `lib`, which has arrows to the modules that its own code names.

#[path = "layers/arrows.rs"]
mod arrows;

use arrows::{Arrow, read_arrows};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn no_cycle_among_top_level_modules() {
    let arrows = read_arrows(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(arrows.len() > 50, "{} arrows", arrows.len());
    let found = in_cycles(&arrows);
    assert!(found.is_empty(), "these arrows close a cycle:\n{}", found.concat());
}

/// The arrows from whose head a way leads back to their tail.
fn in_cycles(arrows: &[Arrow]) -> Vec<String> {
    let back = arrows.iter().filter(|arrow| reaches(arrows, &arrow.to, &arrow.from));
    back.map(|arrow| format!("{} -> {}\n    {}\n", arrow.from, arrow.to, arrow.lines.join("\n    ")))
        .collect()
}

fn reaches<'a>(arrows: &'a [Arrow], from: &'a str, to: &str) -> bool {
    let (mut seen, mut open) = (BTreeSet::from([from]), vec![from]);
    while let Some(module) = open.pop() {
        let next = arrows.iter().filter(|arrow| arrow.from == module).map(|arrow| arrow.to.as_str());
        open.extend(next.filter(|next| seen.insert(next)));
    }
    seen.contains(to)
}

#[test]
fn a_cycle_is_seen() {
    let arrow = |from: &str, to: &str| Arrow { from: from.into(), to: to.into(), lines: Vec::new() };
    let arrows = [arrow("a", "b"), arrow("b", "c"), arrow("c", "b"), arrow("c", "d")];
    assert_eq!(in_cycles(&arrows), ["b -> c\n    \n", "c -> b\n    \n"]);
}
