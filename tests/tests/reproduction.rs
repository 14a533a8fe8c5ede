//! What of the documented requests and responses of the corpora the clients can make and read: the table is an
//! expectation, figures and reasons only. Runs where `../shared/corpora` is present and says so where it is not.
//!
//! Each row was read by hand. Whose it is: a row of the pages' own contradictions stays; one of docbind's is to be mended.

use docbind::load_spec;
use docbind::testing::reproduction::{Reproduction, Tally};
use std::fmt::Write;
use std::path::{Path, PathBuf};

const APIS: [&str; 16] = [
    "bland",
    "stateset",
    "upstash",
    "toapis",
    "whatsmark",
    "inbound",
    "zupy",
    "magebank",
    "vartiq",
    "plunk",
    "unkey",
    "octolane",
    "discord",
    "mastodon",
    "gitlab",
    "nexudus",
];

fn reproduction(folder: &Path) -> Reproduction {
    docbind::read_spec(&load_spec(folder).expect("the pages load")).reproduction
}

fn write_rows(table: &mut String, name: &str, of: &Reproduction) {
    for (what, tally) in [("requests", &of.requests), ("responses", &of.responses)] {
        let Tally { documented, reproduced, reasons } = tally;
        let _ = writeln!(table, "{name:<16} {what:<10} {documented:>6} {reproduced:>6}");
        for (reason, count) in reasons {
            let _ = writeln!(table, "{:<16}   {:<24}  {count:>6}", "", reason.as_str());
        }
    }
}

#[test]
fn what_the_clients_of_the_corpora_make_and_read() {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpora");
    if !folder.is_dir() {
        println!("skipped: {} is not there", folder.display());
        return;
    }
    let mut table = String::from("pages            documented        all   done\n");
    let mut all = Reproduction::default();
    for name in APIS {
        let of = reproduction(&folder.join(name));
        write_rows(&mut table, name, &of);
        all.requests.add(&of.requests);
        all.responses.add(&of.responses);
    }
    write_rows(&mut table, "all", &all);
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/nexudus");
    write_rows(&mut table, "specs/nexudus", &reproduction(&own));
    expect_test::expect_file!["../expected/reproduction.txt"].assert_eq(&table);
}
