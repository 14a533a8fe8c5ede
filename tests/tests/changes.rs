//! Pages before and after an edit: what `docbind diff` says stands beside them in `changes/<name>/diff.txt`.
//!
//! `UPDATE_EXPECT=1 cargo test -p docbind-tests --test changes` writes it anew.

#[path = "../changes/edits.rs"]
mod edits;

use docbind::load_spec;
use docbind::testing::diff::{
    ChangeClass, Diff, Rules, Snapshot, compare, render_json, render_markdown, render_text,
};
use edits::EDITS;
use expect_test::expect_file;
use std::path::{Path, PathBuf};

use ChangeClass::{Breaking, Compatible, DocumentationOnly};

/// The worst class of each case, and whether it is on the wire under the same signature.
const CLASSES: &[(&str, Option<ChangeClass>, bool)] = &[
    ("authentication-added", Some(Compatible), true),
    ("authentication-changed", Some(Breaking), true),
    ("base-url-changed", Some(Breaking), true),
    ("clash-steals-method-name", Some(Compatible), false),
    ("deprecated", Some(Compatible), false),
    ("encoding-changed", Some(Breaking), true),
    ("endpoint-moved", Some(Breaking), true),
    ("endpoint-moved-under-its-name", Some(Breaking), true),
    ("enum-value-added", Some(Compatible), false),
    ("error-added", Some(Breaking), false),
    ("field-no-longer-required", Some(Breaking), false),
    ("only-prose", Some(DocumentationOnly), false),
    ("optional-field-renames-type", Some(Breaking), false),
    ("optional-parameter-added", Some(Compatible), false),
    ("override-hijacked", Some(Compatible), false),
    ("page-added", Some(Compatible), false),
    ("page-removed", Some(Breaking), false),
    ("parameter-to-header", Some(Breaking), true),
    ("reorder-swaps-arguments", None, false),
    ("required-body-field-added", Some(Breaking), false),
    ("required-parameter-added", Some(Breaking), false),
    ("response-field-removed", Some(Breaking), false),
    ("response-field-retyped", Some(Breaking), false),
    ("title-changed", Some(DocumentationOnly), false),
    ("verb-changed", Some(Breaking), true),
    ("webhook-event-added", Some(Compatible), false),
    ("webhook-event-gone", Some(Breaking), false),
    ("webhook-retitled", Some(DocumentationOnly), false),
    ("white-space", None, false),
    ("wire-name-changed", Some(Breaking), false),
];

fn diff_by(before: &Path, after: &Path, rules: Rules) -> Diff {
    let read = |label: &str, folder: &Path, fallback: Option<&Snapshot>| {
        let mut spec = load_spec(folder).expect("the case loads");
        spec.name = "case".to_owned();
        Snapshot::of_spec(label.to_owned(), spec, fallback.map(|of| &of.lock))
    };
    let old = read("before", before, None);
    let new = read("after", after, Some(&old));
    compare(&old, &new, rules)
}

fn diff(before: &Path, after: &Path) -> Diff {
    diff_by(before, after, Rules::default())
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("changes")
}

#[test]
fn changes_are_classed_and_shown() {
    let mut names: Vec<String> = folder()
        .read_dir()
        .unwrap()
        .flatten()
        .filter(|entry| entry.path().join("before").is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let known: Vec<&str> = CLASSES.iter().map(|(name, ..)| *name).collect();
    assert_eq!(names, known);
    let mut wrong = Vec::new();
    for (name, class, wire) in CLASSES {
        let case = folder().join(name);
        let diff = diff(&case.join("before"), &case.join("after"));
        expect_file![case.join("diff.txt")].assert_eq(&render_text(&diff));
        if (diff.worst(), diff.changes.iter().any(|change| change.wire)) != (*class, *wire) {
            wrong.push(format!("{name}: {class:?}, wire {wire}\n{}", render_text(&diff)));
        }
        let same = self::diff(&case.join("after"), &case.join("after"));
        assert_eq!(same.changes, [], "{name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The worst class and whether it is on the wire, of each row of `changes/edits.rs`.
#[test]
fn edits_are_classed() {
    let base = folder().join("base");
    let mut wrong = Vec::new();
    for edit in EDITS {
        let after = tempfile::tempdir().unwrap();
        for entry in base.read_dir().unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            let edited = if name == edit.page { text.replace(edit.from, edit.to) } else { text.clone() };
            assert!(name != edit.page || edited != text, "{}: nothing is replaced", edit.name);
            std::fs::write(after.path().join(name), edited).unwrap();
        }
        let diff = diff(&base, after.path());
        if (diff.worst(), diff.changes.iter().any(|change| change.wire)) != (edit.class, edit.wire) {
            wrong.push(format!(
                "{}: {:?}, wire {}\n{}",
                edit.name,
                edit.class,
                edit.wire,
                render_text(&diff)
            ));
        }
    }
    assert!(EDITS.len() + CLASSES.len() >= 60);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_change_shows_the_lines_of_its_page() {
    let case = folder().join("response-field-retyped");
    let diff = diff(&case.join("before"), &case.join("after"));
    let json: serde_json::Value = serde_json::from_str(&render_json(&diff)).unwrap();
    assert_eq!(json["schema-version"], 1);
    assert_eq!((&json["version"], &json["proposed-version"]), (&"0.1.0".into(), &"0.2.0".into()));
    assert_eq!(json["counts"]["breaking"], 1);
    let change = &json["changes"][0];
    assert_eq!(
        (&change["before"]["place"]["page"], &change["before"]["place"]["line"]),
        (&"get-order.mdx".into(), &14.into())
    );
    assert!(change["after"]["line"].as_str().unwrap().contains("type=\"integer\""), "{change}");
    let markdown = render_markdown(&diff);
    assert!(
        markdown.contains("### Breaking") && markdown.contains("  + get-order.mdx:14: <ResponseField"),
        "{markdown}"
    );
}

/// A parameter is shown by its tag, whatever command shows it before; and a text by the line that changed.
#[test]
fn a_change_shows_what_declares_it() {
    let page = |query: &str, text: &str, field: &str| {
        format!(
            "---\ntitle: List orders\napi: GET https://shop.example/v1/orders\n---\n\n```bash\n\
             curl 'https://shop.example/v1/orders?{query}'\n```\n\n\
             <ParamField query=\"sinceDay\" type=\"integer\">\n  {text}\n</ParamField>\n\n{field}"
        )
    };
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let until = "<ParamField query=\"untilDay\" type=\"integer\">\n  To that day.\n</ParamField>\n";
    let texts =
        [page("sinceDay=1", "From that day.", ""), page("sinceDay=1&untilDay=2", "From that day on.", until)];
    for (folder, text) in folders.iter().zip(texts) {
        std::fs::write(folder.path().join("docbind.toml"), "[api]\nname = \"shop\"\n").unwrap();
        std::fs::write(folder.path().join("list.mdx"), text).unwrap();
    }
    let diff = diff(folders[0].path(), folders[1].path());
    let shown = render_text(&diff);
    for line in ["+ list.mdx:14  <ParamField query=\"untilDay\"", "- list.mdx:11  From that day.\n"] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    assert!(!shown.contains("curl"), "{shown}");
}

#[test]
fn strict_rules_count_what_literals_and_matches_break_on() {
    for name in ["enum-value-added", "optional-parameter-added"] {
        let case = folder().join(name);
        let diff = diff_by(&case.join("before"), &case.join("after"), Rules { strict: true });
        assert_eq!(diff.worst(), Some(Breaking), "{name}");
    }
}
