//! Arrows run down: no cycle among the top-level modules of the library, what is compiled for tests left out.
//!
//! `crate::x` makes an arrow to the module `x`; an item of the crate's root, such as `crate::Reading`, makes one to
//! `lib`, which has arrows to the modules that its own code names.
//!
//! And what is public is what a user of the library needs: `layers/public.txt` lists it, and `UPDATE_EXPECT=1` writes it
//! anew.

#[path = "layers/arrows.rs"]
mod arrows;
#[path = "layers/public.rs"]
mod public;

use arrows::{Arrow, read_arrows};
use expect_test::expect_file;
use public::public_names;
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

/// The root, and the one module that is public.
#[test]
fn public_items_are_few() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let root = public_names(&src.join("lib.rs"));
    let is_module = |name: &&String| src.join(name).is_dir() || src.join(format!("{name}.rs")).is_file();
    assert_eq!(
        root.iter().filter(is_module).collect::<Vec<_>>(),
        ["model"],
        "its items are to be counted too"
    );
    let model = public_names(&src.join("model/mod.rs"));
    let model = model.iter().map(|name| format!("model::{name}"));
    let names: Vec<String> = root.into_iter().chain(model).collect();
    assert!(names.len() <= 150, "{} public items", names.len());
    expect_file!["layers/public.txt"].assert_eq(&format!("{}\n", names.join("\n")));
}

#[test]
fn a_cycle_is_seen() {
    let arrow = |from: &str, to: &str| Arrow { from: from.into(), to: to.into(), lines: Vec::new() };
    let arrows = [arrow("a", "b"), arrow("b", "c"), arrow("c", "b"), arrow("c", "d")];
    assert_eq!(in_cycles(&arrows), ["b -> c\n    \n", "c -> b\n    \n"]);
}
