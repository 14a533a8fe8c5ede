//! A client crate and a program on it, below a folder: written, built, run.

use docbind::testing::backend::emit_crate;
use docbind::testing::lowering::RustCrate;
use docbind::{CrateOptions, WriteMode, write_files};
use std::fs;
use std::io::{Error, Result};
use std::path::Path;
use std::process::Command;

/// A program on a client, which it calls `api`.
pub struct Program<'a> {
    /// Its package.
    pub name: &'a str,
    /// Its source, from the root of the repository.
    pub main: &'a str,
    /// What of it is generated, and the environment variable that names that file as it is compiled.
    pub generated: (&'a str, &'a str),
    /// The features of the client that it needs; all where they are not said.
    pub features: Option<Vec<&'a str>>,
    /// Its other dependencies, as lines of a manifest. `{runtime}` is the folder of the runtime.
    pub dependencies: &'a str,
    /// What it is called with.
    pub arguments: &'a [&'a str],
}

impl Program<'_> {
    /// Builds the client and the program in a folder, and runs it: the lines that it prints, or an error in words
    /// where it does not compile or breaks off. `target` is where both are built.
    pub fn run(
        &self,
        root: &Path,
        folder: &Path,
        target: &Path,
        client: &RustCrate,
    ) -> std::result::Result<Vec<String>, String> {
        let words = |error: Error| error.to_string();
        fs::create_dir_all(folder).map_err(words)?;
        fs::create_dir_all(target).map_err(words)?;
        let [root, folder, target] =
            [root, folder, target].map(|path| fs::canonicalize(path).map_err(|error| error.to_string()));
        let (root, folder, target) = (root?, folder?, target?);
        let generated = folder.join("generated.rs");
        self.write(&root, &folder, client).map_err(words)?;
        let built = Command::new(env!("CARGO"))
            .args(["build", "--quiet", "--package", self.name])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", &target)
            .env(self.generated.1, &generated)
            .output()
            .map_err(words)?;
        if !built.status.success() {
            let text = String::from_utf8_lossy(&built.stderr);
            return Err(format!(
                "does not compile\n{}",
                text.lines().take(60).collect::<Vec<_>>().join("\n")
            ));
        }
        let program = target.join("debug").join(self.name);
        let run = Command::new(program).args(self.arguments).output().map_err(words)?;
        match run.status.success() {
            true => Ok(String::from_utf8_lossy(&run.stdout).lines().map(str::to_owned).collect()),
            false => Err(format!("broke off\n{}", String::from_utf8_lossy(&run.stderr))),
        }
    }

    fn write(&self, root: &Path, folder: &Path, client: &RustCrate) -> Result<()> {
        let runtime = root.join("runtime").display().to_string();
        let options = CrateOptions { runtime_path: Some(runtime.clone()), ..CrateOptions::default() };
        write_files(&emit_crate(client, &options), &folder.join("client"), WriteMode::Write)
            .map_err(Error::other)?;
        fs::create_dir_all(folder.join("program"))?;
        // What stays the same is not compiled again.
        let write = |path: &str, text: &str| match fs::read_to_string(folder.join(path)) {
            Ok(own) if own == text => Ok(()),
            _ => fs::write(folder.join(path), text),
        };
        write("Cargo.toml", WORKSPACE)?;
        // The versions of the repository.
        if !folder.join("Cargo.lock").exists() {
            fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        }
        let features = self.features.as_ref();
        let features = features.map(|of| format!(", default-features = false, features = {of:?}"));
        let (name, package) = (self.name, &client.package);
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[[bin]]\nname = {name:?}\n\
             path = {:?}\n\n[dependencies]\napi = {{ package = {package:?}, path = \"../client\"{} }}\n{}",
            root.join(self.main).display().to_string(),
            features.unwrap_or_default(),
            self.dependencies.replace("{runtime}", &format!("{runtime:?}")),
        );
        write("program/Cargo.toml", &manifest)?;
        write("generated.rs", self.generated.0)
    }
}

const WORKSPACE: &str = "[workspace]
resolver = \"3\"
members = [\"client\", \"program\"]

[profile.dev]
debug = 0
";
