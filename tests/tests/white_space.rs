//! White space in pages changes nothing that `docbind diff` would show.

use docbind::load_spec;
use docbind::testing::diff::{Rules, Snapshot, compare, render_text};
use proptest::prelude::*;
use std::fs;
use std::path::Path;

/// What is done to a page.
#[derive(Clone, Copy, Debug)]
struct Edit {
    trailing: bool,
    doubled: bool,
    crlf: bool,
}

impl Edit {
    fn apply(self, text: &str) -> String {
        let mut text = text.to_owned();
        if self.trailing {
            // Behind a backslash a shell reads them as an argument, and so does docbind.
            text = text.replace('\n', "  \n").replace("\\  \n", "\\\n");
        }
        if self.doubled {
            let blank = if self.trailing { "\n  \n" } else { "\n\n" };
            text = text.replace(blank, &format!("{blank}{}", &blank[1..]));
        }
        if self.crlf { text.replace('\n', "\r\n") } else { text }
    }
}

/// Copies a spec with edited pages; the edits go round.
fn copy(from: &Path, to: &Path, edits: &[Edit], count: &mut usize) {
    fs::create_dir_all(to).unwrap();
    let mut entries: Vec<_> = from.read_dir().unwrap().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target, edits, count);
        } else if path.extension().is_some_and(|extension| extension == "toml" || extension == "lock") {
            fs::copy(&path, &target).unwrap();
        } else {
            *count += 1;
            fs::write(&target, edits[*count % edits.len()].apply(&fs::read_to_string(&path).unwrap()))
                .unwrap();
        }
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    any::<(bool, bool, bool)>().prop_map(|(trailing, doubled, crlf)| Edit { trailing, doubled, crlf })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn white_space_is_no_change(edits in prop::collection::vec(edit(), 1..7)) {
        let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/nexudus");
        let folder = tempfile::tempdir().unwrap();
        let edited = folder.path().join("nexudus");
        copy(&spec, &edited, &edits, &mut 0);
        let read = |folder: &Path| {
            Snapshot::of_spec("nexudus".to_owned(), load_spec(folder).unwrap(), None)
        };
        let diff = compare(&read(&spec), &read(&edited), Rules::default());
        prop_assert!(diff.changes.is_empty(), "{}", render_text(&diff));
    }
}
