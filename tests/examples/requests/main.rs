//! Sends the documented requests of the corpora by compiled clients, and holds what a server on loopback receives
//! against the pages. `.ci/requests` runs it.
//!
//! For each API whose requests the reproduction stage says that the client can send, a client crate is generated, and
//! a program that calls it (`tests/requests/main.rs`); both are built below the target folder, run, and counted. It
//! ends with 1 where a request that was sent is not the documented one, and where fewer than [`ENOUGH`] are equal.
//!
//! Arguments are names of APIs; all where there is none. `--places` says where those stand that no call is made of.

#[path = "../../build/answers.rs"]
#[allow(dead_code)]
mod answers;
#[path = "../../build/compiled.rs"]
mod compiled;
#[path = "../../build/requests/mod.rs"]
mod requests;
#[path = "../../build/typed.rs"]
#[allow(dead_code)] // the wire tests use the rest
mod typed;
#[path = "../../build/values.rs"]
#[allow(dead_code)]
mod values;
#[path = "../../build/wanted.rs"]
#[allow(dead_code)]
mod wanted;

mod program;
mod table;

use docbind::Generated;
use program::{Folders, Outcome};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use table::Row;

/// The least number of requests that must be equal where all APIs are there.
const ENOUGH: usize = 300;

/// The corpora with such requests, the smallest first.
const APIS: [&str; 12] = [
    "unkey",
    "octolane",
    "whatsmark",
    "inbound",
    "zupy",
    "nexudus",
    "upstash",
    "bland",
    "toapis",
    "discord",
    "stateset",
    "gitlab",
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (flags, names): (Vec<&str>, Vec<&str>) =
        arguments.iter().map(String::as_str).partition(|argument| argument.starts_with("--"));
    let places = flags.contains(&"--places");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let corpora = root.join("../shared/corpora");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let folders = Folders { root: root.clone(), out: target.join("requests") };

    let mut apis = vec![("specs/nexudus".to_owned(), root.join("specs/nexudus"))];
    match corpora.is_dir() {
        true => apis.extend(APIS.map(|name| (name.to_owned(), corpora.join(name)))),
        false => println!("the corpora are skipped: {} is not there", corpora.display()),
    }
    let all = names.is_empty() && corpora.is_dir();
    apis.retain(|(name, _)| names.is_empty() || names.contains(&name.as_str()));
    let mut rows = Vec::new();
    for (name, spec) in &apis {
        let row = send(&folders, name, spec, places);
        println!("{}", row.line());
        rows.push(row);
    }
    println!("\n{}", table::table(&rows));
    let equal: usize = rows.iter().map(|row| row.equal).sum();
    let failed = rows.iter().any(Row::failed);
    ExitCode::from(u8::from(failed || (all && equal < ENOUGH)))
}

/// Sends the documented requests of one API.
fn send(folders: &Folders, name: &str, spec: &Path, places: bool) -> Row {
    let Generated { spec, reading, client, .. } = docbind::generate(spec).expect("the pages load");
    let requests = requests::emit::emit(&spec, &reading, &client);
    let tally = &reading.reproduction.requests;
    let mut row = Row::new(name, tally.documented, tally.reproduced);
    row.calls = requests.count;
    for (place, reason) in &requests.unbuilt {
        if places {
            println!("{name} {place}: cannot be built: {reason}");
        }
        row.reasons.push(reason.clone());
    }
    match program::run(folders, name, &client, &requests) {
        Ok(outcomes) => {
            for Outcome { place, operation, wrong } in outcomes {
                row.sent += usize::from(!wrong.iter().any(|what| what.starts_with("nothing was sent")));
                row.equal += usize::from(wrong.is_empty());
                for what in wrong {
                    println!("{name} {place}: {operation}\n    {what}");
                }
            }
        }
        Err(failure) => {
            println!("{name}: {failure}");
            row.broken = true;
        }
    }
    row
}
