//! Types are written as lines, everything else by the printer. The lines have to look as if the printer
//! had written them: each file of the specs, the cases and, where `../shared/corpora` is present, the
//! corpora is parsed and printed again.

use docbind::{CrateOptions, Emission};
use std::path::{Path, PathBuf};

#[test]
fn lines_look_as_the_printer_would_have_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut specs = folders(&root.join("specs"));
    specs.extend(folders(&root.join("tests/cases")));
    let corpora = folders(&root.join("../shared/corpora"));
    if corpora.is_empty() {
        println!("without the corpora: ../shared/corpora is not there");
    }
    specs.extend(corpora);
    // Two halves, each on a thread of its own: a thread of a pool would take up other work in the middle of one.
    let (one, other) = specs.split_at(specs.len() / 2);
    let half = |specs: &[PathBuf]| -> usize { specs.iter().map(|spec| check(spec)).sum() };
    let files = std::thread::scope(|scope| {
        let other = scope.spawn(|| half(other));
        half(one) + other.join().expect("it says what is wrong")
    });
    assert!(files > 300, "{files}");
}

/// Checks every file of a client; how many there are.
fn check(spec: &Path) -> usize {
    // A folder without pages.
    let Ok(made) = docbind::generate(spec) else { return 0 };
    let mut files = 0;
    for emission in [Emission::Lean, Emission::Directed, Emission::Derived] {
        let options = CrateOptions { emission, ..CrateOptions::default() };
        let emitted = made.crate_files(&options);
        for (path, text) in emitted.iter().filter(|(path, _)| path.ends_with(".rs")) {
            files += 1;
            let printed = printed(text)
                .unwrap_or_else(|e| panic!("{} {path} {emission:?}: {e}\n{text}", spec.display()));
            let written = code(text);
            for (number, (written, printed)) in written.lines().zip(printed.lines()).enumerate() {
                let place = format!("{} {path}, line {number} of the code", spec.display());
                assert_eq!(written, printed, "{place}, {emission:?}");
            }
            assert_eq!(written.len(), printed.len(), "{} {path}, {emission:?}", spec.display());
        }
    }
    files
}

fn folders(of: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(of) else { return Vec::new() };
    let mut folders: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// What the printer makes of a file, without the tables, which it does not lay out.
fn printed(text: &str) -> syn::Result<String> {
    let mut file = syn::parse_file(text)?;
    file.items.retain(|item| !matches!(item, syn::Item::Macro(item) if item.semi_token.is_none()));
    Ok(prettyplease::unparse(&file))
}

/// The lines of a file that hold code or docs, without the tables.
fn code(text: &str) -> String {
    let items = text
        .split("\n\n")
        .filter(|item| !item.lines().any(|line| line.starts_with("codegen::") && line.ends_with("! {")));
    let lines =
        items.flat_map(str::lines).filter(|line| !line.is_empty() && !line.trim_start().starts_with("// "));
    lines.map(|line| format!("{line}\n")).collect()
}
