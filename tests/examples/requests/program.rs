//! The client and the program of one API: written, built, run.

use crate::compiled::Program;
use crate::requests::emit::Requests;
use docbind::testing::lowering::RustCrate;
use std::path::PathBuf;

/// Where things are.
pub struct Folders {
    /// The repository.
    pub root: PathBuf,
    /// What is written, a folder for each API, and what is built.
    pub out: PathBuf,
}

/// What came of a request.
pub struct Outcome {
    pub place: String,
    pub operation: String,
    /// Every difference; nothing where the documented request was sent.
    pub wrong: Vec<String>,
}

/// Builds the program, and runs it; an error in words where it does not compile or breaks off.
pub fn run(
    folders: &Folders,
    name: &str,
    client: &RustCrate,
    requests: &Requests,
) -> Result<Vec<Outcome>, String> {
    let program = Program {
        name: "requests",
        main: "tests/requests/main.rs",
        generated: (&requests.code, "DOCBIND_REQUESTS"),
        features: Some(["reqwest"].into_iter().chain(requests.features.iter().map(String::as_str)).collect()),
        dependencies: "docbind-runtime = { path = {runtime} }\nhttp = \"1\"\nhttp-body-util = \"0.1\"\n\
            hyper = { version = \"1\", features = [\"server\", \"http1\"] }\n\
            hyper-util = { version = \"0.1\", features = [\"tokio\"] }\npercent-encoding = \"2\"\n\
            serde_json = \"1\"\ntokio = { version = \"1\", features = [\"macros\", \"net\", \"rt-multi-thread\"] }\n",
        arguments: &[],
    };
    let folder = folders.out.join(name.replace('/', "-"));
    let lines = program.run(&folders.root, &folder, &folders.out.join("target"), client)?;
    let read = |line: &String| {
        let (place, operation, wrong) = serde_json::from_str(line).map_err(|error| error.to_string())?;
        Ok(Outcome { place, operation, wrong })
    };
    let outcomes: Vec<Outcome> = lines.iter().map(read).collect::<Result<_, String>>()?;
    match outcomes.len() == requests.count {
        true => Ok(outcomes),
        false => Err(format!("{} of {} requests were tried", outcomes.len(), requests.count)),
    }
}
