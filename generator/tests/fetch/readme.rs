//! The README's line from a site's URL to a compiled client, run against a site.

use crate::site::Site;
use crate::{Folder, page};
use std::path::Path;
use std::process::Command;

/// What the line names that is not there in a test: the site.
const URL: &str = "https://docs.acme.example";

#[test]
fn one_line_goes_from_the_url_to_a_compiled_client() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let lead = format!("docbind fetch {URL} ");
    let line = readme.lines().find(|line| line.starts_with(&lead) && line.contains("cargo build")).unwrap();

    let (site, folder) = (Site::start(), Folder::new());
    site.index(&["/desk.md", "/room.md"]);
    site.page("/desk.md", &page("desk"));
    site.page("/room.md", &page("room"));
    // The commands start in the folder that holds the clone.
    std::os::unix::fs::symlink(root, folder.0.path().join("docbind")).unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_docbind")).parent().unwrap();
    let output = Command::new("bash")
        // What the compiler says of the client needs no code of it.
        .args(["-c", &line.replace(URL, &site.url).replace("cargo build", "cargo check")])
        .current_dir(folder.0.path())
        .env("PATH", format!("{}:{}", program.display(), std::env::var("PATH").unwrap()))
        .env("NO_PROXY", "*")
        // What it depends on is compiled once, and comes with what the workspace depends on.
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme"))
        .env("CARGO_NET_OFFLINE", "true")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{line}\n{said}");
    let code = std::fs::read_to_string(folder.0.path().join("acme/src/lib.rs")).unwrap();
    assert!(code.contains("pub fn") && said.contains("Finished"), "{said}");
}
