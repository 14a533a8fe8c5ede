//! The net: what docbind makes of every case, of `specs/nexudus` and of every stored corpus, as hashes.
//! Whatever changes there must be wanted; `.ci/net` shows what did.
//!
//! `UPDATE_EXPECT=1 cargo test -p docbind-tests --test net` writes `net.txt` anew.

#[path = "net/specs.rs"]
mod specs;

use expect_test::expect_file;
use specs::{corpora, outputs, specs};
use std::path::Path;

const KNOWN: &str = "tests/net.txt";

/// 64 bits of FNV-1a: no hash of the standard library is the same in every release.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[test]
fn what_is_made_of_every_spec_is_known() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    std::env::set_current_dir(&root).expect("the root of the repository is there");
    let made = outputs(&specs());
    let mut lines: Vec<String> =
        made.iter().map(|output| format!("{:016x}  {}\n", hash(&output.text), output.name)).collect();
    if corpora().is_empty() {
        println!("skipped: the corpora are not there");
        let known = std::fs::read_to_string(KNOWN).expect("the hashes are there");
        let of_corpora = known.lines().filter(|line| line.contains("  corpora/"));
        lines.extend(of_corpora.map(|line| format!("{line}\n")));
    }
    lines.sort_by(|a, b| a[16..].cmp(&b[16..]));
    expect_file![root.join(KNOWN)].assert_eq(&lines.concat());
}
