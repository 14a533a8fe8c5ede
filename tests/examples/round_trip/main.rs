//! Reads each documented response of the corpora by its type, writes it again, and compares. `.ci/round-trip` runs it.
//!
//! For each API a client crate is generated, and a program that has the documented responses
//! (`tests/round_trip/main.rs`); both are built below the target folder, and run. It ends with 1 where a member that a
//! type has is lost or changed, and where more responses cannot be read than the reproduction stage says.
//!
//! Arguments are names of APIs; all where there is none. `--all` shows also what is left out or spelled otherwise.

#[path = "../../build/answers.rs"]
#[allow(dead_code)]
mod answers;
#[path = "../../build/compiled.rs"]
mod compiled;
#[path = "../../build/typed.rs"]
#[allow(dead_code)]
mod typed;
#[path = "../../build/values.rs"]
#[allow(dead_code)]
mod values;
#[path = "../../build/wanted.rs"]
#[allow(dead_code)]
mod wanted;

mod program;
mod responses;

use docbind::Generated;
use program::{Folders, Outcome};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The corpora, the smallest first.
const APIS: [&str; 16] = [
    "unkey",
    "octolane",
    "whatsmark",
    "inbound",
    "zupy",
    "plunk",
    "vartiq",
    "upstash",
    "magebank",
    "bland",
    "toapis",
    "nexudus",
    "mastodon",
    "discord",
    "stateset",
    "gitlab",
];

/// What came of one API.
#[derive(Default)]
struct Row {
    responses: usize,
    equal: usize,
    empty: usize,
    rewritten: usize,
    unread: usize,
    /// How many of those that cannot be read show a text in the place of a value.
    stand_ins: usize,
    /// How many of the responses that pages show cannot be read, as the reproduction stage says.
    known: usize,
    wrong: usize,
    broken: bool,
}

impl Row {
    fn line(&self, name: &str) -> String {
        let Self { responses, equal, empty, rewritten, unread, stand_ins, known, wrong, broken } = self;
        let broken = if *broken { "  broken" } else { "" };
        format!(
            "{name:<16} {responses:>9} {equal:>7} {empty:>9} {rewritten:>9} {stand_ins:>9} {unread:>7} {known:>6} {wrong:>6}{broken}"
        )
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (flags, names): (Vec<&str>, Vec<&str>) =
        arguments.iter().map(String::as_str).partition(|argument| argument.starts_with("--"));
    let shows_all = flags.contains(&"--all");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let corpora = root.join("../shared/corpora");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let folders = Folders { root: root.clone(), out: target.join("round-trip") };
    let mut apis = vec![("specs/nexudus".to_owned(), root.join("specs/nexudus"))];
    match corpora.is_dir() {
        true => apis.extend(APIS.map(|name| (name.to_owned(), corpora.join(name)))),
        false => println!("the corpora are skipped: {} is not there", corpora.display()),
    }
    apis.retain(|(name, _)| names.is_empty() || names.contains(&name.as_str()));
    let mut all = Row::default();
    println!(
        "{:<16} {:>9} {:>7} {:>9} {:>9} {:>9} {:>7} {:>6} {:>6}",
        "pages", "responses", "equal", "left out", "respelled", "stand-in", "unread", "known", "wrong"
    );
    let mut failed = false;
    for (name, spec) in &apis {
        let row = check(&folders, name, spec, shows_all);
        println!("{}", row.line(name));
        failed |= row.broken || row.wrong > 0 || row.unread > row.known;
        all.responses += row.responses;
        all.equal += row.equal;
        all.empty += row.empty;
        all.rewritten += row.rewritten;
        all.unread += row.unread;
        all.stand_ins += row.stand_ins;
        all.known += row.known;
        all.wrong += row.wrong;
    }
    println!("{}", all.line("all"));
    ExitCode::from(u8::from(failed))
}

fn check(folders: &Folders, name: &str, spec: &Path, shows_all: bool) -> Row {
    let Generated { reading, client, .. } = docbind::generate(spec).expect("the pages load");
    let responses = responses::emit(&reading, &client);
    let tally = &reading.reproduction.responses;
    let mut row =
        Row { responses: responses.count, known: tally.documented - tally.reproduced, ..Row::default() };
    let outcomes = match program::run(folders, name, &client, &responses) {
        Ok(outcomes) => outcomes,
        Err(failure) => {
            println!("{name}: {failure}");
            return Row { broken: true, ..row };
        }
    };
    for Outcome { operation, status, stands_in, unread, empty, rewritten, wrong } in outcomes {
        // A client is right to refuse `"count": "<number>"`.
        if unread.is_some() && stands_in {
            row.stand_ins += 1;
            continue;
        }
        row.unread += usize::from(unread.is_some());
        row.wrong += usize::from(!wrong.is_empty());
        row.empty += usize::from(!empty.is_empty());
        row.rewritten += usize::from(!rewritten.is_empty());
        row.equal +=
            usize::from(unread.is_none() && wrong.is_empty() && empty.is_empty() && rewritten.is_empty());
        let quiet = if shows_all { [empty, rewritten].concat() } else { Vec::new() };
        for what in unread.into_iter().chain(wrong).chain(quiet) {
            println!("  {name} {operation} {status}: {what}");
        }
    }
    row
}
