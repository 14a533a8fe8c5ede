//! The full-size rehearsal: `.ci/rehearsal`. Pages in the shape of a large API's are served, fetched, made into a client
//! and compiled; one is edited, and all of it is done again. Prints the time of each step as a ratio to that of generating
//! the client, and the peak memory where the system says it.
//!
//! - `rehearsal run DOCBIND RUNTIME`: the paths of the program and of the runtime crate.
//! - `rehearsal write FOLDER [PAGES]` only writes the pages.

mod measured;
mod pages;
#[allow(dead_code, reason = "it serves the tests of `docbind fetch`, too")]
#[path = "../../tests/fetch/site.rs"]
mod site;

use measured::{Measured, Table, run};
use site::Site;
use std::io::{Error, Result};
use std::path::Path;
use std::time::Duration;

/// How often 5,000 and 10,000 pages are generated in turn.
const PAIRS: usize = 8;

const PAGES: usize = pages::KINDS * pages::OPERATIONS;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["run", docbind, runtime] => rehearse(docbind, runtime),
        ["write", folder] => write(Path::new(folder), PAGES),
        ["write", folder, count] => write(Path::new(folder), count.parse().map_err(Error::other)?),
        _ => Err(Error::other("rehearsal run DOCBIND RUNTIME, or rehearsal write FOLDER [PAGES]")),
    }
}

fn write(folder: &Path, count: usize) -> Result<()> {
    for page in pages::pages(count) {
        let path = folder.join(page.path + ".md");
        std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
        std::fs::write(path, page.text)?;
    }
    std::fs::write(folder.join("docbind.toml"), "[api]\nname = \"rehearsal\"\n")
}

fn rehearse(docbind: &str, runtime: &str) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let generate = |spec: &str, out: &str| {
        let arguments = ["generate", spec, "--out", out, "--runtime-path", runtime, "--quiet"];
        run(folder, docbind, &arguments)
    };
    let site = serve();
    let fetched = run(folder, docbind, &["fetch", &site.url, "--out", "spec", "--delay-ms", "1", "--quiet"])?;
    // The first run reads what is in no cache of the system.
    generate("spec", "warm")?;
    let generated = generate("spec", "client")?;
    let table = Table::new(generated);
    table.line(&format!("fetch {PAGES} pages"), fetched);
    table.line("generate", generated);
    at_rest();
    generate("spec", "client")?;
    table.line("generate, nothing changed", generate("spec", "client")?);
    table.line("compile (cargo check)", check(folder)?);

    run(folder, "cp", &["-r", "spec", "before"])?;
    edit(&site);
    table.line(
        "fetch, one page changed",
        run(folder, docbind, &["fetch", "spec", "--delay-ms", "1", "--quiet"])?,
    );
    table.line("generate, one page changed", generate("spec", "client")?);
    table.line("diff", run(folder, docbind, &["diff", "before", "spec"])?);
    table.line("compile again", check(folder)?);

    write(&folder.join("5000"), 5_000)?;
    write(&folder.join("10000"), 10_000)?;
    // One run says little on a machine that others use.
    let (mut halves, mut wholes) = (Vec::new(), Vec::new());
    for pair in 0..PAIRS {
        for (spec, out, all) in [
            ("5000", format!("client-5000-{pair}"), &mut halves),
            ("10000", format!("client-{pair}"), &mut wholes),
        ] {
            let _ = std::fs::remove_file(folder.join(spec).join("docbind.lock"));
            all.push(generate(spec, &out)?);
        }
    }
    let least = |all: &[Measured]| all.iter().copied().min_by_key(|of| of.time).expect("there are pairs");
    let sum = |all: &[Measured]| all.iter().map(|of| of.time.as_secs_f64()).sum::<f64>();
    table.line("generate 5,000 pages, the least", least(&halves));
    table.line("generate 10,000 pages, the least", least(&wholes));
    println!(
        "10,000 pages take {:.2} times as long as 5,000: {PAIRS} pairs in turn; the least of each {:.2}",
        sum(&wholes) / sum(&halves),
        least(&wholes).time.as_secs_f64() / least(&halves).time.as_secs_f64()
    );
    at_rest();
    generate("10000", "client-0")?;
    table.line("generate 10,000 pages, nothing changed", generate("10000", "client-0")?);
    Ok(())
}

/// A site with all pages.
fn serve() -> Site {
    let site = Site::start();
    pages::pages(PAGES).for_each(|page| site.page(&format!("/{}.md", page.path), &page.text));
    site.set("/llms.txt", site::Reply::new(200, "text/plain", pages::index(&site.url, PAGES)));
    site
}

/// Gives one record a field more.
fn edit(site: &Site) {
    if let Some(page) = pages::pages(2).nth(1) {
        let head = "## Response\n\n### 200\n\n";
        let field =
            "<ResponseField name=\"AddedOn\" type=\"string\">\n  New this week.\n</ResponseField>\n\n";
        site.page(&format!("/{}.md", page.path), &page.text.replacen(head, &format!("{head}{field}"), 1));
    }
}

fn check(folder: &Path) -> Result<Measured> {
    run(folder, "cargo", &["check", "--quiet", "--manifest-path", "client/Cargo.toml"])
}

/// Files that were written just now are read once more, for their times may not tell.
fn at_rest() {
    std::thread::sleep(Duration::from_secs(4));
}
