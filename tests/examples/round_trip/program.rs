//! The client and the program of one API: written, built, run.

use super::responses::Responses;
use crate::compiled::Program;
use docbind::testing::lowering::RustCrate;
use std::path::PathBuf;

/// Where things are.
pub struct Folders {
    /// The repository.
    pub root: PathBuf,
    /// What is written, a folder for each API, and what is built.
    pub out: PathBuf,
}

/// What came of a response.
pub struct Outcome {
    pub operation: String,
    pub status: String,
    /// Whether it shows a text in the place of a value.
    pub stands_in: bool,
    pub unread: Option<String>,
    pub empty: Vec<String>,
    pub rewritten: Vec<String>,
    pub wrong: Vec<String>,
}

/// Builds the program, and runs it; an error in words where it does not compile or breaks off.
pub fn run(
    folders: &Folders,
    name: &str,
    of: &RustCrate,
    responses: &Responses,
) -> Result<Vec<Outcome>, String> {
    let program = Program {
        name: "round-trip",
        main: "tests/round_trip/main.rs",
        generated: (&responses.code, "DOCBIND_RESPONSES"),
        features: Some(responses.features.iter().map(String::as_str).collect()),
        dependencies: "jiff = \"0.2\"\nrust_decimal = \"1\"\nserde = \"1\"\nserde_json = \"1\"\nuuid = \"1\"\n",
        arguments: &[],
    };
    let folder = folders.out.join(name.replace('/', "-"));
    let lines = program.run(&folders.root, &folder, &folders.out.join("target"), of)?;
    let read = |line: &String| {
        let (operation, status, stands_in, unread, empty, rewritten, wrong) =
            serde_json::from_str(line).map_err(|error| error.to_string())?;
        Ok(Outcome { operation, status, stands_in, unread, empty, rewritten, wrong })
    };
    let outcomes: Vec<Outcome> = lines.iter().map(read).collect::<Result<_, String>>()?;
    match outcomes.len() == responses.count {
        true => Ok(outcomes),
        false => Err(format!("{} of {} responses were read", outcomes.len(), responses.count)),
    }
}
