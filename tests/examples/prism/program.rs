//! The client and the program that calls it: written, built, run.

use crate::calls::Calls;
use crate::compiled::Program;
use docbind::testing::lowering::RustCrate;
use std::path::Path;

/// What came of a call.
pub struct Outcome {
    pub operation: String,
    /// The URL that was called.
    pub target: String,
    /// The kind of the refusal, and its reasons; nothing where Prism accepted the call.
    pub refused: Option<(String, Vec<String>)>,
}

/// Builds the program, and runs it; an error in words where it does not compile or breaks off.
pub fn run(
    root: &Path,
    folder: &Path,
    client: &RustCrate,
    calls: &Calls,
    url: &str,
) -> Result<Vec<Outcome>, String> {
    let program = Program {
        name: "prism",
        main: "tests/prism/main.rs",
        generated: (&calls.code, "DOCBIND_CALLS"),
        features: None,
        dependencies: "docbind-runtime = { path = {runtime} }\nserde_json = \"1\"\n\
            tokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n",
        arguments: &[url],
    };
    let lines = program.run(root, folder, &folder.join("target"), client)?;
    let read = |line: &String| {
        let (operation, target, refused) =
            serde_json::from_str(line).map_err(|error| format!("{line}: {error}"))?;
        Ok(Outcome { operation, target, refused })
    };
    let outcomes: Vec<Outcome> = lines.iter().map(read).collect::<Result<_, String>>()?;
    match outcomes.len() == calls.count {
        true => Ok(outcomes),
        false => Err(format!("{} of {} calls were made", outcomes.len(), calls.count)),
    }
}
