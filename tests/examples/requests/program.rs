//! The client and the program of one API: written, built, run.

use crate::requests::emit::Requests;
use docbind::testing::backend::emit_crate;
use docbind::testing::lowering::RustCrate;
use docbind::{CrateOptions, WriteMode, write_files};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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
    let root = fs::canonicalize(&folders.root).map_err(|error| error.to_string())?;
    fs::create_dir_all(&folders.out).map_err(|error| error.to_string())?;
    let out = fs::canonicalize(&folders.out).map_err(|error| error.to_string())?;
    let folder = out.join(name.replace('/', "-"));
    write_sources(&root, &folder, client, requests).map_err(|error| error.to_string())?;
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "requests"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", out.join("target"))
        .env("DOCBIND_REQUESTS", folder.join("requests.rs"))
        .output()
        .map_err(|error| error.to_string())?;
    if !built.status.success() {
        let text = String::from_utf8_lossy(&built.stderr);
        return Err(format!("does not compile\n{}", text.lines().take(60).collect::<Vec<_>>().join("\n")));
    }
    let run = Command::new(out.join("target/debug/requests")).output().map_err(|error| error.to_string())?;
    let outcomes = outcomes(&String::from_utf8_lossy(&run.stdout))?;
    match run.status.success() && outcomes.len() == requests.count {
        true => Ok(outcomes),
        false => Err(format!("broke off\n{}", String::from_utf8_lossy(&run.stderr))),
    }
}

fn write_sources(root: &Path, folder: &Path, client: &RustCrate, requests: &Requests) -> std::io::Result<()> {
    let runtime = root.join("runtime");
    let runtime_path = Some(runtime.display().to_string());
    let files = emit_crate(client, &CrateOptions { runtime_path, ..CrateOptions::default() });
    write_files(&files, &folder.join("client"), WriteMode::Write).map_err(std::io::Error::other)?;
    fs::create_dir_all(folder.join("program"))?;
    let write = |path: &str, text: &str| match fs::read_to_string(folder.join(path)) {
        Ok(own) if own == text => Ok(()),
        _ => fs::write(folder.join(path), text),
    };
    write("Cargo.toml", WORKSPACE)?;
    // The versions of the repository.
    if !folder.join("Cargo.lock").exists() {
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    }
    write("program/Cargo.toml", &manifest(root, client, requests))?;
    write("requests.rs", &requests.code)
}

const WORKSPACE: &str = "[workspace]
resolver = \"3\"
members = [\"client\", \"program\"]

[profile.dev]
debug = 0
";

fn manifest(root: &Path, client: &RustCrate, requests: &Requests) -> String {
    let mut text = String::from("[package]\nname = \"requests\"\nversion = \"0.0.0\"\nedition = \"2024\"\n");
    let main = root.join("tests/requests/main.rs");
    writeln!(
        text,
        "\n[[bin]]\nname = \"requests\"\npath = {:?}\n\n[dependencies]",
        main.display().to_string()
    )
    .unwrap();
    let features: Vec<&str> =
        ["reqwest"].into_iter().chain(requests.features.iter().map(String::as_str)).collect();
    let package = &client.package;
    writeln!(
        text,
        "api = {{ package = {package:?}, path = \"../client\", default-features = false, features = {features:?} }}"
    )
    .unwrap();
    writeln!(text, "docbind-runtime = {{ path = {:?} }}", root.join("runtime").display().to_string())
        .unwrap();
    text.push_str(
        "http = \"1\"\nhttp-body-util = \"0.1\"\nhyper = { version = \"1\", features = [\"server\", \"http1\"] }\n\
         hyper-util = { version = \"0.1\", features = [\"tokio\"] }\npercent-encoding = \"2\"\nserde_json = \"1\"\n\
         tokio = { version = \"1\", features = [\"macros\", \"net\", \"rt-multi-thread\"] }\n",
    );
    text
}

/// What the program printed.
fn outcomes(text: &str) -> Result<Vec<Outcome>, String> {
    let read = |line: &str| {
        let (place, operation, wrong) = serde_json::from_str(line).map_err(|error| error.to_string())?;
        Ok(Outcome { place, operation, wrong })
    };
    text.lines().map(read).collect()
}
