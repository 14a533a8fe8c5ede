//! A workspace of generated clients and programs, and cargo run on one of them at a time.

use crate::program::program;
use docbind::testing::backend::emit_crate;
use docbind::testing::lowering::RustCrate;
use docbind::{CrateOptions, Emission};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// The folder, below docbind's own target folder.
pub struct Workspace {
    folder: PathBuf,
    members: Vec<String>,
}

/// What a run took.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    /// By the clock.
    pub wall: Duration,
    /// User and system time of cargo and all compilers, where the system tells; else as `wall`.
    pub cpu: Duration,
}

impl Workspace {
    pub fn new() -> Self {
        let root = root();
        let folder = root.join("target/compile-time");
        fs::create_dir_all(&folder).unwrap();
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        Workspace { folder, members: Vec::new() }
    }

    /// Writes a client and the program that calls all of it; gives the names of their packages.
    pub fn add(&mut self, client: &RustCrate, emission: Emission) -> (String, String) {
        let mut client = client.clone();
        client.package = format!("{}-{}", client.package, format!("{emission:?}").to_lowercase());
        let runtime_path = Some(root().join("runtime").display().to_string());
        for (path, text) in
            emit_crate(&client, &CrateOptions { runtime_path, emission, ..CrateOptions::default() }).iter()
        {
            self.write(&format!("{}/{path}", client.package), text);
        }
        let program_name = format!("{}-program", client.package);
        self.write(&format!("{program_name}/src/main.rs"), &program(&client));
        let name = &client.package;
        let manifest = format!(
            "[package]\nname = \"{program_name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             {name} = {{ path = \"../{name}\" }}\ntokio = {{ version = \"1\", features = [\"rt\"] }}\n"
        );
        self.write(&format!("{program_name}/Cargo.toml"), &manifest);
        self.members.extend([name.clone(), program_name.clone()]);
        let members: Vec<String> = self.members.iter().map(|member| format!("\"{member}\"")).collect();
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
        self.write("Cargo.toml", &manifest);
        (client.package, program_name)
    }

    /// Builds what the members depend on, and the members once.
    pub fn prepare(&self, arguments: &[&str]) {
        self.cargo(arguments);
    }

    /// Runs cargo for a package whose source looks new; its dependencies are as they were.
    pub fn time(&self, package: &str, arguments: &[&str]) -> Cost {
        let source = ["src/lib.rs", "src/main.rs"].map(|path| self.folder.join(package).join(path));
        let source = source.iter().find(|path| path.exists()).unwrap();
        let text = fs::read(source).unwrap();
        // Cargo compares times to the second on some systems.
        fs::write(source, text).unwrap();
        self.cargo(&[arguments, &["--package", package]].concat())
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        if fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            return;
        }
        fs::write(path, text).unwrap();
    }

    fn cargo(&self, arguments: &[&str]) -> Cost {
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).args(["--offline", "--quiet"]).current_dir(&self.folder);
        command.env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", self.folder.join("target"));
        command.env_remove("RUSTFLAGS");
        let (start, before) = (Instant::now(), children_cpu());
        let status = command.status().unwrap();
        assert!(status.success(), "cargo {}", arguments.join(" "));
        let wall = start.elapsed();
        let cpu = children_cpu().zip(before).map_or(wall, |(after, before)| after - before);
        Cost { wall, cpu }
    }
}

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// The processor time of finished children and theirs (Linux: proc(5), `cutime` and `cstime`, of which
/// there are a hundred a second).
fn children_cpu() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    let ticks: u64 = fields.get(13)?.parse::<u64>().ok()? + fields.get(14)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}
