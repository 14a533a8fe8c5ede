//! docbind in a build script: pages in, a module in `OUT_DIR` out.

#![allow(clippy::needless_doctest_main)] // the example is a whole file

use crate::backend::ModuleOptions;
use crate::diagnostic::{Diagnostic, Severity, stops_output};
use crate::generate_client;
use crate::output::{remove_leftovers, replace};
use crate::progress::Silent;
use crate::source::Sources;
use crate::spec::{Spec, load_spec};
use crate::visible::{is_hidden, visible, visible_path};
use std::fs;
use std::path::{Path, PathBuf};

/// Warnings that are shown before they are only counted.
const SHOWN_WARNINGS: usize = 10;

/// Generates the client of a spec folder, a folder of pages or one page into `OUT_DIR`, as `<name>.rs`:
/// the package's name in snake case.
///
/// ```no_run
/// // build.rs
/// fn main() {
///     docbind::build("../specs/acme");
/// }
/// ```
///
/// The crate, which depends on `docbind-runtime`, takes the module in under a name of its choice:
///
/// ```ignore
/// mod acme {
///     include!(concat!(env!("OUT_DIR"), "/acme.rs"));
/// }
/// ```
///
/// Cargo runs the script again when a page changes, comes or goes. Errors fail the build, and nothing is
/// written unless [`Build::keep_going`] says so; warnings are shown, each with its place. Nothing outside
/// `OUT_DIR` is written.
pub fn build(spec: impl AsRef<Path>) {
    Build::new(spec.as_ref()).run();
}

/// A run within a build script, with settings.
#[derive(Clone, Debug)]
pub struct Build {
    spec: PathBuf,
    file_stem: Option<String>,
    quiet: bool,
    keep_going: bool,
}

impl Build {
    /// A run over a spec folder, a folder of pages, or one page.
    pub fn new(spec: impl Into<PathBuf>) -> Self {
        Self { spec: spec.into(), file_stem: None, quiet: false, keep_going: false }
    }

    /// Names the file: `api` gives `api.rs`.
    pub fn file_stem(mut self, stem: impl Into<String>) -> Self {
        self.file_stem = Some(stem.into());
        self
    }

    /// Shows errors only.
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Writes what could be read, in spite of errors in pages: they are shown as warnings and do not fail the
    /// build. Errors in the settings do.
    pub fn keep_going(mut self) -> Self {
        self.keep_going = true;
        self
    }

    /// Reads, generates and writes; what there is to say goes to cargo.
    pub fn run(self) {
        let lines = match std::env::var_os("OUT_DIR") {
            Some(folder) => self.run_in(Path::new(&folder)),
            None => vec![error("OUT_DIR is not set: docbind::build is for build scripts")],
        };
        for line in lines {
            println!("{line}");
        }
    }

    /// Writes to `folder` and gives the lines for cargo.
    fn run_in(&self, folder: &Path) -> Vec<String> {
        let spec = match load_spec(&self.spec) {
            Ok(spec) => spec,
            // Whatever is missing may come.
            Err(failure) => return vec![watch(&self.spec), error(&failure.to_string())],
        };
        let mut lines = watched(&self.spec, &spec);
        let made = generate_client(spec, &Silent);
        self.tell(&made.reading.diagnostics, &made.spec.sources, &mut lines);

        if made.stopped_by(self.keep_going).is_some() {
            return lines;
        }
        let stem = self.file_stem.clone().unwrap_or_else(|| made.client.package.replace('-', "_"));
        let path = folder.join(format!("{stem}.rs"));
        if path.parent() != Some(folder) {
            lines.push(error(&format!("`{stem}` is not the name of a file")));
            return lines;
        }
        let code = made.module(&ModuleOptions::default());
        remove_leftovers(std::iter::once(path.as_path()));
        let current = fs::read(&path).is_ok_and(|bytes| bytes == code.as_bytes());
        let written = if current { Ok(()) } else { replace(&path, &code) };
        if let Err(failure) = written {
            lines.push(error(&failure.to_string()));
        }
        lines
    }

    fn tell(&self, diagnostics: &[Diagnostic], sources: &Sources, lines: &mut Vec<String>) {
        let of = |severity| diagnostics.iter().filter(move |diagnostic| diagnostic.severity == severity);
        let fails = |diagnostic: &&Diagnostic| stops_output(diagnostic, self.keep_going);
        lines.extend(of(Severity::Error).filter(fails).map(|of| error(&one_line(of, sources))));
        let passed = of(Severity::Error).filter(|of| !fails(of));
        lines.extend(passed.map(|of| warning(&one_line(of, sources))));
        if self.quiet {
            return;
        }
        let warnings = of(Severity::Warning);
        lines.extend(warnings.clone().take(SHOWN_WARNINGS).map(|of| warning(&one_line(of, sources))));
        let left = warnings.count().saturating_sub(SHOWN_WARNINGS);
        if left > 0 {
            let spec = visible_path(&self.spec);
            lines.push(warning(&format!(
                "{left} more warnings: `docbind generate {spec} --dry-run --all` shows them"
            )));
        }
    }
}

/// The pages, the settings, and the folder where pages may come. A single page is watched alone.
fn watched(argument: &Path, spec: &Spec) -> Vec<String> {
    let mut lines: Vec<String> = spec.sources.iter().map(|file| watch(Path::new(&file.path))).collect();
    if argument.is_dir() {
        lines.push(watch(argument));
    }
    lines
}

/// A path that cargo could not read as one, or would read as more, is watched by its folder.
fn watch(path: &Path) -> String {
    let whole = |path: &&Path| !path.to_string_lossy().contains(is_hidden);
    match path.ancestors().find(whole).filter(|path| !path.as_os_str().is_empty()) {
        Some(path) => format!("cargo::rerun-if-changed={}", path.display()),
        None => "cargo::rerun-if-changed=.".to_owned(),
    }
}

fn error(message: &str) -> String {
    format!("cargo::error={}", visible(message))
}

fn warning(message: &str) -> String {
    format!("cargo::warning={}", visible(message))
}

/// `page.md:3:1: D0104: …`
fn one_line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = diagnostic.primary.as_ref().map(|label| {
        let position = sources.position(label.span);
        format!("{}:{}:{}: ", sources.get(label.span.source).path, position.line, position.column)
    });
    let help = diagnostic.all_help().next().map(|help| format!(" (help: {help})"));
    let code = diagnostic.rule.code;
    format!("{}{code}: {}{}", place.unwrap_or_default(), diagnostic.message, help.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str =
        "---\ntitle: Get thing\napi: GET https://api.example.com/things/{id}\n---\n\nReads one.\n";

    #[test]
    fn pages_become_a_module_and_are_watched() {
        let folder = tempfile::tempdir().unwrap();
        let (spec, out) = (folder.path().join("things"), folder.path().join("out"));
        fs::create_dir_all(spec.join("group")).unwrap();
        fs::create_dir_all(&out).unwrap();
        fs::write(spec.join("group/get-thing.mdx"), PAGE).unwrap();
        let run = Build::new(&spec).file_stem("things");
        let lines = run.run_in(&out);
        let page = spec.join("group/get-thing.mdx").display().to_string();
        assert!(lines.contains(&format!("cargo::rerun-if-changed={page}")), "{lines:?}");
        assert!(lines.contains(&watch(&spec)), "{lines:?}");
        assert!(!lines.iter().any(|line| line.starts_with("cargo::error")), "{lines:?}");
        let code = fs::read_to_string(out.join("things.rs")).unwrap();
        assert!(code.contains("pub fn get_thing(&self, id: &str)"), "{code}");
        let written = fs::metadata(out.join("things.rs")).unwrap().modified().unwrap();
        run.run_in(&out);
        assert_eq!(fs::metadata(out.join("things.rs")).unwrap().modified().unwrap(), written);
    }

    #[test]
    fn what_goes_wrong_is_an_error_of_cargo() {
        let folder = tempfile::tempdir().unwrap();
        let lines = Build::new(folder.path().join("nothing")).run_in(folder.path());
        assert!(lines[0].starts_with("cargo::rerun-if-changed=") && lines[1].starts_with("cargo::error="));
        fs::write(folder.path().join("a.mdx"), PAGE).unwrap();
        let lines = Build::new(folder.path()).file_stem("../x").run_in(folder.path());
        assert!(lines.contains(&error("`../x` is not the name of a file")), "{lines:?}");
    }

    #[test]
    fn an_error_leaves_the_module_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (spec, out) = (folder.path().join("things"), folder.path().join("out"));
        fs::create_dir_all(&spec).unwrap();
        fs::create_dir_all(&out).unwrap();
        fs::write(spec.join("get-thing.mdx"), PAGE).unwrap();
        fs::write(spec.join("put-thing.mdx"), PAGE.replace("GET", "PUT").replace("Get", "Put")).unwrap();
        let run = Build::new(&spec).file_stem("things");
        let code = || fs::read_to_string(out.join("things.rs")).unwrap();
        run.run_in(&out);
        assert!(code().contains("put_thing"));
        fs::write(spec.join("put-thing.mdx"), b"---\ntitle: \xFF\n---\n").unwrap();
        let lines = run.run_in(&out);
        assert!(
            lines.iter().any(|line| line.starts_with("cargo::error=")) && code().contains("put_thing"),
            "{lines:?}"
        );
        let lines = run.keep_going().run_in(&out);
        assert!(!lines.iter().any(|line| line.starts_with("cargo::error=")), "{lines:?}");
        assert!(
            lines.iter().any(|line| line.starts_with("cargo::warning=") && line.contains("D0101")),
            "{lines:?}"
        );
        assert!(code().contains("get_thing") && !code().contains("put_thing"));
    }

    #[test]
    fn levels_of_diagnostics_decide_what_fails_the_build() {
        let folder = tempfile::tempdir().unwrap();
        let lines = |settings: &str| {
            fs::write(folder.path().join("docbind.toml"), settings).unwrap();
            fs::write(folder.path().join("get-thing.mdx"), PAGE).unwrap();
            Build::new(folder.path()).run_in(folder.path())
        };
        let said = |settings: &str, start: &str| {
            lines(settings).iter().any(|line| line.starts_with(start) && line.contains(": D0204: "))
        };
        assert!(said("", "cargo::warning="));
        assert!(said("[diagnostics]\ndeny = [\"D0204\"]\n", "cargo::error="));
        assert!(!said("[diagnostics]\nallow = [\"D0204\"]\n", "cargo::"));
    }
}
