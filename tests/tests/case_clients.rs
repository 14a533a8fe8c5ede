//! The clients that the cases expect compile without a warning.

#![deny(warnings)]

include!(concat!(env!("OUT_DIR"), "/case_modules.rs"));

#[test]
fn every_case_has_a_client() {
    let cases = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let folders =
        cases.read_dir().expect("there are cases").map(|entry| entry.expect("it can be read").path());
    let without: Vec<_> =
        folders.filter(|folder| folder.is_dir() && !folder.join("client.rs").is_file()).collect();
    assert!(without.is_empty(), "UPDATE_EXPECT=1 cargo test --test cases writes them: {without:?}");
}
