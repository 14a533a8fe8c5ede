//! Generates `acme.rs` from `pages/`; see `src/main.rs`.

fn main() {
    docbind::build("pages");
}
