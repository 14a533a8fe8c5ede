//! Whether anything changed since an earlier run of `docbind generate`.
//!
//! A run without errors leaves a stamp in the output folder, which says what it read and wrote. A later run reads and
//! writes nothing where all of this is the same:
//!
//! - docbind itself: its version, and the size, inode and times of its program;
//! - what it was told: the spec folder, `--emission`, `--runtime-path`, the levels of diagnostics;
//! - every file below the spec folder, whatever its name (pages, snippets, OpenAPI files, `docbind.toml`,
//!   `docbind.lock`), by its hash ([`super::tree`] says when that is taken anew);
//! - every file that was written, with the list of them, by its hash.
//!
//! There is no stamp, and every run reads everything, where the output follows from more than that: a page that stands
//! alone, links in the folders, snippets or settings of a site above the spec folder; after a run with errors; and after
//! one that changed the lock, since the next one reads that.
//!
//! The stamp is a cache, and is to be checked in by nobody: its folder holds a `.gitignore` that says so, as the caches of
//! other tools do. It stands in the output folder and not in one of the user's, so that it goes when the output goes, and
//! needs no environment. It is of no harm elsewhere: on another machine the hashes decide.
//!
//! ```text
//! stamp = "docbind stamp 1", key, said, { "in " file }, { "out " file }, "end" ;       (one a line)
//! key   = "key ", hash ;
//! said  = "said ", pages, " ", files, " ", warnings, " ", notes, " ", allowed, " ", title ;
//! file  = ( size, " ", modified, " ", changed, " ", inode | "-" ), " ", hash, " ", path ;
//! ```

use super::tree::{Seen, Stat, Tree};
use crate::lock::hash_of;
use crate::output::{FileSet, MANIFEST};
use crate::site::SETTINGS_NAMES;
use crate::spec::Spec;
use crate::visible::visible_path;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The folder in the output folder that the stamp is in.
pub(super) const FOLDER: &str = ".docbind-cache";

const NAME: &str = "stamp";
const HEAD: &str = "docbind stamp 1";
const END: &str = "end";

/// What a run found, for the runs after it to say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Pages that were read.
    pub(super) pages: usize,
    /// Files of the client.
    pub(super) files: usize,
    pub(super) warnings: usize,
    pub(super) notes: usize,
    /// Diagnostics that the settings leave out.
    pub(super) allowed: usize,
    /// What the API is called.
    pub(super) title: String,
}

/// What a run read and wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Stamp {
    key: String,
    said: Said,
    inputs: Tree,
    outputs: Tree,
}

/// The folders of a run, and what is in them before it.
pub(super) struct Stamps {
    spec: PathBuf,
    out: PathBuf,
    key: String,
    inputs: Tree,
    earlier: Option<Stamp>,
}

impl Stamps {
    /// Looks at the folders of a run. `told` is what it was told that shapes what it writes. `None` where no stamp can
    /// tell whether anything changed.
    pub(super) fn open(spec: &Path, out: &Path, told: &str) -> Option<Self> {
        let absolute = spec.canonicalize().ok().filter(|path| path.is_dir() && !is_below_site(path))?;
        let key = format!("{}\n{}\n{}\n{told}", env!("CARGO_PKG_VERSION"), program()?, absolute.display());
        let earlier = Stamp::load(out);
        let inputs = Tree::of_folder(spec, earlier.as_ref().map_or(&Tree::default(), |stamp| &stamp.inputs));
        (!inputs.is_partial).then(|| Self {
            spec: spec.to_owned(),
            out: out.to_owned(),
            key: hash_of(key.as_bytes()),
            inputs,
            earlier,
        })
    }

    /// What the earlier run found, where a new one would read, write and find the same. `may_write` lets it note which
    /// files are at rest by now.
    pub(super) fn unchanged(&self, may_write: bool) -> Option<Said> {
        let earlier = self.earlier.as_ref()?;
        if earlier.key != self.key || earlier.inputs != self.inputs {
            return None;
        }
        let outputs = outputs(&self.out, earlier.outputs.files.keys(), &earlier.outputs)?;
        if outputs != earlier.outputs {
            return None;
        }
        let stats = |tree: &Tree| tree.files.values().filter(|seen| seen.stat.is_some()).count();
        let more = |new: &Tree, old: &Tree| stats(new) > stats(old);
        if may_write && (more(&self.inputs, &earlier.inputs) || more(&outputs, &earlier.outputs)) {
            Stamp { inputs: self.inputs.clone(), outputs, ..earlier.clone() }.save(&self.out);
        }
        Some(earlier.said.clone())
    }

    /// Leaves a stamp after a run that read `spec` and wrote `files`. No stamp is left where something in the folder is
    /// another than before, be it the lock that the run wrote, or where more was read than it covers.
    pub(super) fn leave(self, spec: &Spec, files: &FileSet, said: Said) {
        let Self { spec: folder, out, key, inputs: before, .. } = self;
        let inputs = Tree::of_folder(&folder, &before);
        let is_covered = |path: &str| {
            let below = Path::new(path).strip_prefix(&spec.root).ok().and_then(Path::to_str);
            below.is_some_and(|below| inputs.files.contains_key(below))
        };
        if inputs != before || !spec.sources.iter().all(|file| is_covered(&file.path)) {
            return;
        }
        let names: Vec<String> = files.iter().map(|(path, _)| path.to_owned()).collect();
        let Some(outputs) = outputs(&out, names.iter(), &Tree::default()) else { return };
        let is_as_written = |(path, text): (&str, &str)| {
            outputs.files.get(path).is_some_and(|seen| seen.hash == hash_of(text.as_bytes()))
        };
        if files.iter().all(is_as_written) {
            Stamp { key, said, inputs, outputs }.save(&out);
        }
    }
}

/// The files of a client as they are, with the list of them. `None` where one is missing, or a link is on the way.
fn outputs<'p>(out: &Path, paths: impl Iterator<Item = &'p String>, known: &Tree) -> Option<Tree> {
    let mut paths: Vec<String> = paths.cloned().collect();
    if !paths.iter().any(|path| path == MANIFEST) {
        paths.push(MANIFEST.to_owned());
    }
    let mut folders: Vec<&Path> = paths.iter().flat_map(|path| Path::new(path).ancestors().skip(1)).collect();
    folders.sort_unstable();
    folders.dedup();
    // The output folder itself may be a link.
    let inner = folders.iter().filter(|folder| !folder.as_os_str().is_empty());
    if inner.into_iter().any(|folder| out.join(folder).is_symlink()) {
        return None;
    }
    let tree = Tree::of_paths(out, &paths, known);
    (!tree.is_partial).then_some(tree)
}

/// Whether the settings of a documentation site are above a folder: what they list is read as well.
fn is_below_site(folder: &Path) -> bool {
    let has_settings = |folder: &Path| SETTINGS_NAMES.iter().any(|name| folder.join(name).exists());
    folder.ancestors().skip(1).any(has_settings)
}

/// The program that runs, as the system knows it: another build with the same version may write other files.
fn program() -> Option<String> {
    let path = std::env::current_exe().ok()?;
    let metadata = path.metadata().ok()?;
    #[cfg(unix)]
    let more = {
        use std::os::unix::fs::MetadataExt;
        format!("{} {} {}", metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
    };
    #[cfg(not(unix))]
    let more = String::new();
    let modified = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some(format!("{} {} {} {more}", visible_path(&path), metadata.len(), modified.as_nanos()))
}

impl Stamp {
    fn load(out: &Path) -> Option<Self> {
        Self::parse(&std::fs::read_to_string(out.join(FOLDER).join(NAME)).ok()?)
    }

    /// A stamp that cannot be written is none: the next run reads everything.
    fn save(&self, out: &Path) {
        let folder = out.join(FOLDER);
        if folder.is_symlink() {
            return;
        }
        let nothing_read = crate::source::Sources::default();
        let write =
            |name: &str, text: &str| crate::output::write_file(&folder.join(name), text, &nothing_read);
        let _ = write(".gitignore", "# What docbind found the last time; it makes it again.\n*\n")
            .and_then(|()| write(NAME, &self.render()));
    }

    fn render(&self) -> String {
        let said = &self.said;
        let counts = [said.pages, said.files, said.warnings, said.notes, said.allowed];
        let counts = counts.map(|count| count.to_string()).join(" ");
        let title = said.title.replace(char::is_control, " ");
        let mut text = format!("{HEAD}\nkey {}\nsaid {counts} {title}\n", self.key);
        for (side, tree) in [("in", &self.inputs), ("out", &self.outputs)] {
            for (path, seen) in &tree.files {
                let stat = seen.stat.map_or("-".to_owned(), |stat| {
                    format!("{} {} {} {}", stat.size, stat.modified, stat.changed, stat.inode)
                });
                let _ = writeln!(text, "{side} {stat} {} {path}", seen.hash);
            }
        }
        text + END + "\n"
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.strip_suffix("\nend\n")?.lines();
        lines.next().filter(|line| *line == HEAD)?;
        let key = lines.next()?.strip_prefix("key ")?.to_owned();
        let said = parse_said(lines.next()?.strip_prefix("said ")?)?;
        let mut stamp = Self { key, said, ..Self::default() };
        for line in lines {
            let (side, rest) = line.split_once(' ')?;
            let (path, seen) = parse_file(rest)?;
            let tree = match side {
                "in" => &mut stamp.inputs,
                "out" => &mut stamp.outputs,
                _ => return None,
            };
            tree.files.insert(path, seen);
        }
        Some(stamp)
    }
}

fn parse_said(text: &str) -> Option<Said> {
    let mut words = text.splitn(6, ' ');
    let mut count = || words.next()?.parse().ok();
    let (pages, files, warnings, notes, allowed) = (count()?, count()?, count()?, count()?, count()?);
    Some(Said { pages, files, warnings, notes, allowed, title: words.next()?.to_owned() })
}

fn parse_file(text: &str) -> Option<(String, Seen)> {
    let (stat, rest) = match text.strip_prefix("- ") {
        Some(rest) => (None, rest),
        None => {
            let mut words = text.splitn(5, ' ');
            let size = words.next()?.parse().ok()?;
            let (modified, changed) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
            let inode = words.next()?.parse().ok()?;
            (Some(Stat { size, modified, changed, inode }), words.next()?)
        }
    };
    let (hash, path) = rest.split_once(' ')?;
    Some((path.to_owned(), Seen { stat, hash: hash.to_owned() }))
}
