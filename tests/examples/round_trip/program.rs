//! The client and the program of one API: written, built, run.

use super::responses::Responses;
use docbind::testing::backend::emit_crate;
use docbind::testing::lowering::RustCrate;
use docbind::{CrateOptions, WriteMode, write_files};
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
    let said = |error: std::io::Error| error.to_string();
    let root = fs::canonicalize(&folders.root).map_err(said)?;
    fs::create_dir_all(&folders.out).map_err(said)?;
    let out = fs::canonicalize(&folders.out).map_err(said)?;
    let folder = out.join(name.replace('/', "-"));
    write_sources(&root, &folder, of, responses).map_err(said)?;
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "round-trip"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", out.join("target"))
        .env("DOCBIND_RESPONSES", folder.join("responses.rs"))
        .output()
        .map_err(said)?;
    if !built.status.success() {
        let text = String::from_utf8_lossy(&built.stderr);
        return Err(format!("does not compile\n{}", text.lines().take(60).collect::<Vec<_>>().join("\n")));
    }
    let run = Command::new(out.join("target/debug/round-trip")).output().map_err(said)?;
    let read = |line: &str| {
        let (operation, status, stands_in, unread, empty, rewritten, wrong) =
            serde_json::from_str(line).map_err(|error| error.to_string())?;
        Ok(Outcome { operation, status, stands_in, unread, empty, rewritten, wrong })
    };
    let outcomes: Vec<Outcome> =
        String::from_utf8_lossy(&run.stdout).lines().map(read).collect::<Result<_, String>>()?;
    match run.status.success() && outcomes.len() == responses.count {
        true => Ok(outcomes),
        false => Err(format!("broke off\n{}", String::from_utf8_lossy(&run.stderr))),
    }
}

fn write_sources(root: &Path, folder: &Path, of: &RustCrate, responses: &Responses) -> std::io::Result<()> {
    let runtime_path = Some(root.join("runtime").display().to_string());
    let files = emit_crate(of, &CrateOptions { runtime_path, ..CrateOptions::default() });
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
    write("program/Cargo.toml", &manifest(root, of, responses))?;
    write("responses.rs", &responses.code)
}

const WORKSPACE: &str = "[workspace]
resolver = \"3\"
members = [\"client\", \"program\"]

[profile.dev]
debug = 0
";

fn manifest(root: &Path, of: &RustCrate, responses: &Responses) -> String {
    let main = root.join("tests/round_trip/main.rs").display().to_string();
    let features: Vec<&String> = responses.features.iter().collect();
    let package = &of.package;
    format!(
        "[package]\nname = \"round-trip\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
         [[bin]]\nname = \"round-trip\"\npath = {main:?}\n\n[dependencies]\n\
         api = {{ package = {package:?}, path = \"../client\", default-features = false, features = {features:?} }}\n\
         jiff = \"0.2\"\nrust_decimal = \"1\"\nserde = \"1\"\nserde_json = \"1\"\nuuid = \"1\"\n"
    )
}
