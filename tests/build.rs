//! Makes the wire tests of the checked-in client from the model of its pages (`OUT_DIR/wire.rs`), and a
//! test and a module of each case (`OUT_DIR/cases.rs`, `OUT_DIR/case_modules.rs`), the clients of some
//! cases in each emission, those of the shared cases (`OUT_DIR/shared_cases.rs`), and the calls that send the
//! documented requests (`OUT_DIR/requests_….rs`).
//!
//! What a request must look like comes from the model alone (`values`, `wanted`, `answers`); how the
//! generated crate is called comes from the lowering (`typed`). The two meet on the wire.

#[path = "build/answers.rs"]
mod answers;
#[path = "build/cases.rs"]
mod cases;
#[path = "build/emit.rs"]
mod emit;
#[path = "build/requests/mod.rs"]
mod requests;
#[path = "build/typed.rs"]
mod typed;
#[path = "build/values.rs"]
mod values;
#[path = "build/wanted.rs"]
mod wanted;

use std::path::Path;

fn main() {
    let spec = Path::new("../specs/nexudus");
    for watched in ["build.rs", "build", "cases", "shared_cases", "../specs/nexudus"] {
        println!("cargo::rerun-if-changed={watched}");
    }
    let made = docbind::generate(spec).expect("specs/nexudus can be read");
    let code = emit::emit(&made.reading.api, &made.client);
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    let write = |name: &str, code: String| {
        std::fs::write(Path::new(&out).join(name), code).expect("OUT_DIR can be written");
    };
    write("wire.rs", code);
    write("requests_nexudus.rs", sent(&made));
    write("requests_lumen.rs", sent(&cases::read(&cases::input("requests-on-the-wire"))));
    let cases = cases::names();
    write("cases.rs", cases::tests(&cases));
    write("case_modules.rs", cases::modules(&cases));
    for name in cases::ON_THE_WIRE {
        for (emission, code) in cases::clients_of_case(name) {
            write(&format!("{name}_{emission}.rs"), code);
        }
    }
    let shared = cases::shared_clients().into_iter();
    let modules = shared.map(|(name, code)| {
        write(&format!("shared_{name}.rs"), code);
        format!("#[path = {:?}]\npub mod {name};\n", Path::new(&out).join(format!("shared_{name}.rs")))
    });
    write("shared_cases.rs", modules.collect());
}

/// The calls that send the documented requests, and what could not be made a call.
fn sent(made: &docbind::Generated) -> String {
    let requests = requests::emit::emit(&made.spec, &made.reading, &made.client);
    format!("{}pub const UNBUILT: &[(&str, &str)] = &{:?};\n", requests.code, requests.unbuilt)
}
