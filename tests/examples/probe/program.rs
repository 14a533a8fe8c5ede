//! The program of some clients and their probes: written, built, run.

use crate::subject::Client;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where things are.
pub struct Folders {
    root: PathBuf,
    out: PathBuf,
}

impl Folders {
    pub fn new(root: &Path, out: &Path) -> std::io::Result<Folders> {
        fs::create_dir_all(out)?;
        Ok(Folders { root: fs::canonicalize(root)?, out: fs::canonicalize(out)? })
    }
}

/// What came of the probes.
#[derive(Default)]
pub struct Outcome {
    /// The errors of those that do not compile, by name.
    pub broken: BTreeMap<String, String>,
    /// What each call of the others sent, by name and call.
    pub sent: BTreeMap<(String, String), Value>,
}

/// Builds and runs the probes. Those that do not compile are taken out, until the others do.
pub fn run(folders: &Folders, batch: &str, clients: &[Client]) -> Outcome {
    let folder = folders.out.join(batch);
    let mut outcome = Outcome::default();
    let mut left: Vec<&Client> = clients.iter().collect();
    while !left.is_empty() {
        write_sources(folders, &folder, &left).expect("the program can be written");
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--message-format", "short"])
            .current_dir(&folders.out)
            .env("CARGO_TARGET_DIR", folders.out.join("target"))
            .env("DOCBIND_PROBES", folder.join("probes.rs"))
            .output()
            .expect("cargo can be run");
        if built.status.success() {
            break;
        }
        let errors = String::from_utf8_lossy(&built.stderr).into_owned();
        let broken = broken(&folder, &left, &errors);
        assert!(!broken.is_empty(), "the program does not compile:\n{errors}");
        left.retain(|client| !broken.contains_key(&client.name));
        outcome.broken.extend(broken);
    }
    if left.is_empty() {
        return outcome;
    }
    let run = Command::new(folders.out.join("target/debug/probe")).output().expect("the program can be run");
    for line in String::from_utf8_lossy(&run.stdout).lines() {
        let (name, call, sent) = serde_json::from_str(line).expect("the program prints JSON");
        outcome.sent.insert((name, call), sent);
    }
    assert!(run.status.success(), "the program broke off:\n{}", String::from_utf8_lossy(&run.stderr));
    outcome
}

/// The errors of each client that has some, with the lines that they are about.
fn broken(folder: &Path, clients: &[&Client], errors: &str) -> BTreeMap<String, String> {
    let mut broken = BTreeMap::new();
    for client in clients {
        let own = format!("/{}/", client.name);
        let mut found = BTreeSet::new();
        for line in errors.lines().filter(|line| line.contains("error") && line.contains(&own)) {
            let Some((_, place)) = line.split_once(&own) else { continue };
            let mut parts = place.splitn(3, ':');
            let file = parts.next().unwrap_or_default();
            let at: usize = parts.next().and_then(|at| at.parse().ok()).unwrap_or(1);
            let text = fs::read_to_string(folder.join(&client.name).join(file)).unwrap_or_default();
            let shown: String =
                text.lines().nth(at - 1).unwrap_or_default().trim().chars().take(160).collect();
            found.insert(format!("    {place}\n      {shown}"));
        }
        if !found.is_empty() {
            broken.insert(client.name.clone(), found.into_iter().take(12).collect::<Vec<_>>().join("\n"));
        }
    }
    broken
}

fn write_sources(folders: &Folders, folder: &Path, clients: &[&Client]) -> std::io::Result<()> {
    let mut probes = String::from("use crate::record::Call;\n");
    let prelude = folders.root.join("tests/requests/prelude.rs");
    let mut table = String::new();
    for (at, client) in clients.iter().enumerate() {
        let own = folder.join(&client.name);
        fs::create_dir_all(&own)?;
        let (code, probe) = (own.join("client.rs"), own.join("probe.rs"));
        fs::write(&code, &client.code)?;
        fs::write(&probe, &client.probe)?;
        writeln!(
            probes,
            "mod probe_{at} {{\n    use crate::loopback::{{Loopback, Sending}};\n    \
             use crate::record::{{Call, answer_of, sending}};\n    mod api {{ include!({code:?}); }}\n    \
             include!({prelude:?});\n    include!({probe:?});\n}}"
        )
        .unwrap();
        writeln!(table, "    ({:?}, probe_{at}::CALLS),", client.name).unwrap();
    }
    writeln!(probes, "pub const PROBES: &[(&str, &[Call])] = &[\n{table}];").unwrap();
    fs::write(folder.join("probes.rs"), probes)?;
    if !folders.out.join("Cargo.lock").exists() {
        // The versions of the repository.
        fs::copy(folders.root.join("Cargo.lock"), folders.out.join("Cargo.lock"))?;
    }
    let manifest = manifest(&folders.root);
    match fs::read_to_string(folders.out.join("Cargo.toml")) {
        Ok(own) if own == manifest => Ok(()),
        _ => fs::write(folders.out.join("Cargo.toml"), manifest),
    }
}

fn manifest(root: &Path) -> String {
    let (main, runtime) = (root.join("tests/probe/main.rs"), root.join("runtime"));
    format!(
        "[package]\nname = \"probe\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [profile.dev]\ndebug = 0\n\n[[bin]]\nname = \"probe\"\npath = {main:?}\n\n[dependencies]\n\
         docbind-runtime = {{ path = {runtime:?}, features = [\"jiff\", \"rust_decimal\", \"uuid\", \"webhooks\"] }}\n\
         http = \"1\"\nhttp-body-util = \"0.1\"\nhyper = {{ version = \"1\", features = [\"server\", \"http1\"] }}\n\
         hyper-util = {{ version = \"0.1\", features = [\"tokio\"] }}\npercent-encoding = \"2\"\nserde_json = \"1\"\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"net\", \"rt-multi-thread\"] }}\n"
    )
}
