//! The client and the program that calls it: written, built, run.

use crate::calls::Calls;
use docbind::testing::backend::emit_crate;
use docbind::testing::lowering::RustCrate;
use docbind::{CrateOptions, WriteMode, write_files};
use std::fs;
use std::path::Path;
use std::process::Command;

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
    let words = |error: std::io::Error| error.to_string();
    let root = fs::canonicalize(root).map_err(words)?;
    fs::create_dir_all(folder).map_err(words)?;
    let folder = fs::canonicalize(folder).map_err(words)?;
    write_sources(&root, &folder, client, calls).map_err(words)?;
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--package", "prism"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("DOCBIND_CALLS", folder.join("calls.rs"))
        .output()
        .map_err(words)?;
    if !built.status.success() {
        let text = String::from_utf8_lossy(&built.stderr);
        return Err(format!("does not compile\n{}", text.lines().take(60).collect::<Vec<_>>().join("\n")));
    }
    let run = Command::new(folder.join("target/debug/prism")).arg(url).output().map_err(words)?;
    let read = |line: &str| {
        let (operation, target, refused) =
            serde_json::from_str(line).map_err(|error| format!("{line}: {error}"))?;
        Ok(Outcome { operation, target, refused })
    };
    let outcomes =
        String::from_utf8_lossy(&run.stdout).lines().map(read).collect::<Result<Vec<_>, String>>()?;
    match run.status.success() && outcomes.len() == calls.count {
        true => Ok(outcomes),
        false => Err(format!("broke off\n{}", String::from_utf8_lossy(&run.stderr))),
    }
}

fn write_sources(root: &Path, folder: &Path, client: &RustCrate, calls: &Calls) -> std::io::Result<()> {
    let runtime = root.join("runtime").display().to_string();
    let options = CrateOptions { runtime_path: Some(runtime.clone()), ..CrateOptions::default() };
    let files = emit_crate(client, &options);
    write_files(&files, &folder.join("client"), WriteMode::Write).map_err(std::io::Error::other)?;
    fs::create_dir_all(folder.join("program"))?;
    let write = |path: &str, text: &str| match fs::read_to_string(folder.join(path)) {
        Ok(own) if own == text => Ok(()),
        _ => fs::write(folder.join(path), text),
    };
    let workspace =
        "[workspace]\nresolver = \"3\"\nmembers = [\"client\", \"program\"]\n\n[profile.dev]\ndebug = 0\n";
    write("Cargo.toml", workspace)?;
    // The versions of the repository.
    if !folder.join("Cargo.lock").exists() {
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    }
    let main = root.join("tests/prism/main.rs").display().to_string();
    let package = &client.package;
    let manifest = format!(
        "[package]\nname = \"prism\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[[bin]]\nname = \"prism\"\n\
         path = {main:?}\n\n[dependencies]\napi = {{ package = {package:?}, path = \"../client\" }}\n\
         docbind-runtime = {{ path = {runtime:?} }}\nserde_json = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n"
    );
    write("program/Cargo.toml", &manifest)?;
    write("calls.rs", &calls.code)
}
