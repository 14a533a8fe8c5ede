//! Calls every operation of a client that is made of the pages alone against Stoplight Prism, which serves the official
//! description of the same API and refuses what does not fit it. `.ci/prism` runs it.
//!
//! Each operation is called with all that the pages document. The values are those of the pages: examples, defaults, the
//! values of enums, and what the pages of named types show (`values.txt`).
//! It prints what was refused, with Prism's reason, and ends with 1 where fewer than [`ENOUGH`] of a hundred are accepted
//! of those of which pages and description say the same (`differ.txt` has the others, with what each says).
//!
//! The argument is the URL of Prism.

#[path = "../../build/answers.rs"]
#[allow(dead_code)]
mod answers;
#[path = "../../build/compiled.rs"]
mod compiled;
#[path = "../../build/typed.rs"]
#[allow(dead_code)] // the wire tests use the rest
mod typed;
#[path = "../../build/values.rs"]
#[allow(dead_code)]
mod values;
#[path = "../../build/wanted.rs"]
#[allow(dead_code)]
mod wanted;

mod calls;
mod documented;
mod program;
mod table;

use docbind::{generate_spec, load_spec};
use documented::Documented;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// How many of a hundred calls must be accepted.
const ENOUGH: f64 = 99.0;

fn main() -> ExitCode {
    let Some(url) = std::env::args().nth(1) else {
        eprintln!("the argument is the URL of Prism");
        return ExitCode::from(2);
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let corpus = root.join("../shared/corpora/discord");
    let mut spec = load_spec(&corpus).expect("the pages load");
    // The client is made of the pages, and not of the description that Prism serves.
    spec.descriptions.clear();
    let made = generate_spec(spec);
    let values = Documented::of(&made.reading.api, include_str!("values.txt"));
    let calls = calls::emit(&made, &values);
    for (operation, reason) in &calls.unbuilt {
        println!("{operation}: cannot be built: {reason}");
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let outcomes = match program::run(&root, &target.join("prism"), &made.client, &calls, &url) {
        Ok(outcomes) => outcomes,
        Err(failure) => {
            println!("{failure}");
            return ExitCode::FAILURE;
        }
    };
    print!("{}", table::refused(&outcomes));
    let (text, share) = table::counts(&outcomes, calls.unbuilt.len(), include_str!("differ.txt"));
    println!("{text}");
    ExitCode::from(u8::from(share < ENOUGH))
}
