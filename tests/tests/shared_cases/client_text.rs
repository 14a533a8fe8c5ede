//! What a client is called and says: names, doc comments, examples.

use crate::read::read;
use std::path::Path;

#[test]
fn blended_doc_comments() {
    let read = read("client/blended-doc-comments/pages");
    assert!(
        read.rust.contains("/// The name of the folder, shown beside the boxes for helpers."),
        "{}",
        read.rust
    );
    assert!(read.rust.contains("/// The folder's number"), "{}", read.rust);
    let cut = read.rust.lines().filter(|line| line.trim_start().starts_with("///") && line.contains('…'));
    assert_eq!(cut.count(), 0);
}

#[test]
fn number_id() {
    let read = read("client/number-id/pages");
    for part in ["pub fn get_seat(&self, id: i64)", "pub id: i64,", "pub row_id: Option<i64>,"] {
        assert!(read.rust.contains(part), "{part}: {}", read.rust);
    }
    assert!(!read.rust.contains("f64"));
}

#[test]
fn word_splitting_in_names() {
    let read = read("client/word-splitting-in-names/pages");
    for part in [
        "pub fn create_esim_order(",
        "pub fn update_users_oauth_2_0_credential(",
        "pub mod esim",
        "pub mod oauth2",
    ] {
        assert!(read.rust.contains(part), "{part}: {}", read.rust);
    }
}

/// The first page goes through the records of which most is said, with a filter, creates one with a typed error, and each
/// method has an example, which `cargo test --doc` compiles.
#[test]
fn first_example() {
    let made = docbind::generate(Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/nexudus")).unwrap();
    let files = made.crate_files(&docbind::CrateOptions::default());
    let lib = files.iter().find(|(path, _)| *path == "src/lib.rs").unwrap().1;
    for part in [
        "client.spaces().search_coworkers_pages(some).items();",
        "with_coworker_full_name(",
        "match client.spaces().create_booking(&request).await {",
        "Err(error) => match error.documented() {",
        "//! # Authentication",
        "//! # Lists",
        "//! # Testing",
    ] {
        assert!(lib.contains(part), "{part}: {lib}");
    }
    let groups = || {
        files
            .iter()
            .filter(|(path, _)| path.starts_with("src/") && *path != "src/lib.rs" && *path != "src/mock.rs")
    };
    let count = |part: &str| groups().map(|(_, text)| text.matches(part).count()).sum::<usize>();
    assert_eq!((count("/// # Example\n"), count("codegen::Operation::new(")), (69, 69));
    // As the page's own request has it.
    assert!(groups().any(|(_, text)| text.contains("///     full_name: \"Ines Duarte\".into(),")));
}
