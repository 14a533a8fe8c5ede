//! The next version of the generated crate (SemVer 2.0, and cargo's reading of versions below 1.0).

use super::{ChangeClass, Diff};
use semver::{BuildMetadata, Prerelease, Version};

/// The version after these changes: below 1.0 a breaking change raises the minor version and any other the patch
/// version, below 0.1 all raise the patch version. `None` where nothing changed, where `version` is none, and where
/// what was not compared may be breaking.
pub(crate) fn propose_version(version: &str, diff: &Diff) -> Option<String> {
    let worst = diff.worst().filter(|worst| *worst == ChangeClass::Breaking || diff.notes.is_empty())?;
    let mut version = Version::parse(version).ok()?;
    // What follows a pre-release of a version may be that version.
    let pre_release = !version.pre.is_empty();
    (version.pre, version.build) = (Prerelease::EMPTY, BuildMetadata::EMPTY);
    if pre_release {
        return Some(version.to_string());
    }
    let (major, minor, patch) = (version.major, version.minor, version.patch);
    (version.major, version.minor, version.patch) = match (major, minor, worst) {
        (0, 0, _) => (0, 0, patch + 1),
        (0, _, ChangeClass::Breaking) => (0, minor + 1, 0),
        (0, ..) => (0, minor, patch + 1),
        (_, _, ChangeClass::Breaking) => (major + 1, 0, 0),
        (_, _, ChangeClass::Compatible) => (major, minor + 1, 0),
        (_, _, ChangeClass::DocumentationOnly) => (major, minor, patch + 1),
    };
    Some(version.to_string())
}

#[cfg(test)]
mod tests {
    use super::super::{Change, ChangeKind};
    use super::*;

    fn of(class: ChangeClass) -> Diff {
        let change = Change {
            class,
            kind: ChangeKind::Changed,
            item: "x".into(),
            what: "y".into(),
            operation: None,
            wire: false,
            exhaustive: false,
            before: None,
            after: None,
        };
        Diff {
            old: "a".into(),
            new: "b".into(),
            version: "0.1.0".into(),
            changes: vec![change],
            notes: vec![],
        }
    }

    #[test]
    fn the_next_version_follows_the_worst_change() {
        use ChangeClass::*;
        for (version, class, next) in [
            ("0.0.3", Breaking, "0.0.4"),
            ("0.1.0", Breaking, "0.2.0"),
            ("0.1.0", Compatible, "0.1.1"),
            ("0.1.4", DocumentationOnly, "0.1.5"),
            ("1.2.3", Breaking, "2.0.0"),
            ("1.2.3", Compatible, "1.3.0"),
            ("1.2.3", DocumentationOnly, "1.2.4"),
            ("2.0.0-rc.1", Breaking, "2.0.0"),
        ] {
            assert_eq!(propose_version(version, &of(class)).as_deref(), Some(next), "{version} {class:?}");
        }
        let none = Diff { changes: Vec::new(), ..of(Breaking) };
        assert_eq!(propose_version("0.1.0", &none), None);
        assert_eq!(propose_version("one", &of(Breaking)), None);
        let of_locks = |class| Diff { notes: vec!["a lock has names".to_owned()], ..of(class) };
        assert_eq!(propose_version("0.1.0", &of_locks(Breaking)).as_deref(), Some("0.2.0"));
        assert_eq!(propose_version("0.1.0", &of_locks(Compatible)), None);
    }
}
