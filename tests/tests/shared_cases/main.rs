//! What was once silently wrong: a test for each folder of `shared_cases`, under the folder's name, with the facts that
//! must hold. `shared_cases/README.md` says where the tests of the others are.

mod client_code;
mod client_text;
mod credentials;
mod hardness;
mod lines;
mod markup;
mod media;
mod openapi_files;
mod openapi_part;
mod other_forms;
mod pages;
mod read;
mod records;
mod reference;
mod rendered;
#[path = "../wire/server.rs"]
mod server;
mod structure;
mod urls;
mod values;
mod walks;
mod wire;

/// The clients of the cases that are called, or that have to compile.
mod clients {
    include!(concat!(env!("OUT_DIR"), "/shared_cases.rs"));
}
