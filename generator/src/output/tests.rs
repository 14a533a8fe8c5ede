use super::*;
use std::fs;
use std::path::Path;

fn files(files: &[(&str, &str)]) -> FileSet {
    files.iter().copied().collect()
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join(path)).unwrap()
}

#[test]
fn only_what_changed_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new/client");
    let first = files(&[("Cargo.toml", "a"), ("src/lib.rs", "b"), ("src/x/old.rs", "c")]);
    let report = write_files(&first, &out, WriteMode::Write).unwrap();
    assert_eq!(report.changed, [MANIFEST, "Cargo.toml", "src/lib.rs", "src/x/old.rs"]);
    let report = write_files(&first, &out, WriteMode::Write).unwrap();
    assert!(report.was_current() && report.unchanged.len() == 4, "{report:?}");

    let second = files(&[("Cargo.toml", "a"), ("src/lib.rs", "B")]);
    for mode in [WriteMode::Check, WriteMode::DryRun] {
        let report = write_files(&second, &out, mode).unwrap();
        assert_eq!(
            (report.changed, report.removed),
            (vec![MANIFEST.into(), "src/lib.rs".into()], vec!["src/x/old.rs".into()])
        );
        assert_eq!(read(&out, "src/lib.rs"), "b");
    }
    let before = fs::metadata(out.join("Cargo.toml")).unwrap().modified().unwrap();
    let report = write_files(&second, &out, WriteMode::Write).unwrap();
    assert_eq!((report.unchanged, report.removed), (vec!["Cargo.toml".into()], vec!["src/x/old.rs".into()]));
    assert_eq!(fs::metadata(out.join("Cargo.toml")).unwrap().modified().unwrap(), before);
    assert!(!out.join("src/x").exists() && read(&out, "src/lib.rs") == "B");
    assert!(write_files(&second, &out, WriteMode::Check).unwrap().was_current());
    let left: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 3, "{left:?}");
}

#[test]
fn what_is_somebody_elses_stays() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path();
    fs::write(out.join("README.md"), "mine").unwrap();
    fs::write(out.join("notes.txt"), "mine").unwrap();
    let set = files(&[("README.md", "yours"), ("lib.rs", "x")]);
    let error = write_files(&set, out, WriteMode::Write).unwrap_err();
    assert!(error.is_foreign_file() && error.path() == out.join("README.md"), "{error}");
    assert!(!out.join("lib.rs").exists() && !out.join(MANIFEST).exists());
    // The same text, or none, is nobody's.
    fs::write(out.join("README.md"), "yours").unwrap();
    fs::write(out.join("lib.rs"), "").unwrap();
    write_files(&set, out, WriteMode::Write).unwrap();
    write_files(&FileSet::default(), out, WriteMode::Write).unwrap();
    assert!(!out.join("README.md").exists() && read(out, "notes.txt") == "mine");
}

#[test]
fn nothing_leaves_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::write(folder.path().join("outside"), "safe").unwrap();
    for path in ["../outside", "/etc/x", "a/../../outside", "", "a/..", "./a", "C:\\x", MANIFEST, "a\nb"] {
        let result = write_files(&files(&[(path, "x")]), &out, WriteMode::Write);
        assert!(result.is_err(), "{path:?}");
    }
    // Neither by what the manifest says.
    fs::write(out.join(MANIFEST), "../outside\n/etc/hostname\n").unwrap();
    write_files(&files(&[("a", "x")]), &out, WriteMode::Write).unwrap();
    assert_eq!(read(folder.path(), "outside"), "safe");
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    let (out, elsewhere) = (folder.path().join("out"), folder.path().join("elsewhere"));
    fs::create_dir_all(&elsewhere).unwrap();
    fs::create_dir_all(&out).unwrap();
    fs::write(elsewhere.join("lib.rs"), "safe").unwrap();
    std::os::unix::fs::symlink(&elsewhere, out.join("src")).unwrap();
    std::os::unix::fs::symlink(elsewhere.join("lib.rs"), out.join("a.rs")).unwrap();
    for path in ["src/lib.rs", "a.rs"] {
        fs::write(out.join(MANIFEST), format!("{path}\n")).unwrap();
        let error = write_files(&files(&[(path, "x")]), &out, WriteMode::Write).unwrap_err();
        assert!(error.to_string().contains("symbolic link"), "{error}");
        assert!(write_files(&FileSet::default(), &out, WriteMode::Write).is_err());
    }
    assert_eq!(read(&elsewhere, "lib.rs"), "safe");
}
