//! `Cargo.toml` and `rustfmt.toml`.

use super::client::is_signed;
use super::print::HEAD;
use super::{CrateOptions, Emission};
use crate::lowering::RustCrate;
use crate::vendored::VENDORED;
use std::fmt::Write as _;

/// The oldest Rust that compiles a client.
const LEAST_RUST: &str = "1.90";

/// The features that stand for features of the runtime; no group has their names.
const RUNTIME_FEATURES: [(&str, &str); 4] =
    [("reqwest", "default"), ("blocking", "blocking"), ("tracing", "tracing"), ("mock", "mock")];

/// The manifest: one feature per group, all on, those of the runtime that applications choose, and the
/// runtime as the only dependency.
pub(super) fn emit_manifest(of: &RustCrate, options: &CrateOptions) -> String {
    let description = format!("Client of {}, generated from its documentation by docbind", of.title);
    let mut text = String::new();
    for line in HEAD {
        let _ = writeln!(text, "# {line}");
    }
    let _ = writeln!(text, "\n[package]");
    let _ = writeln!(text, "name = {}", quoted(&of.package));
    let _ = writeln!(text, "version = {}", quoted(&of.version));
    let _ = writeln!(text, "edition = \"2024\"");
    let own = [("rust-version", quoted(LEAST_RUST)), ("description", quoted(&description))];
    for (key, value) in own {
        let said = of.manifest.iter().find(|(own, _)| *own == key).map(|(_, value)| value.to_string());
        let _ = writeln!(text, "{key} = {}", said.unwrap_or(value));
    }
    let _ = writeln!(text, "readme = \"README.md\"");
    for (key, value) in of.manifest.iter().filter(|(key, _)| !["rust-version", "description"].contains(key)) {
        let _ = writeln!(text, "{key} = {value}");
    }
    let groups = of.groups.iter().map(|group| group.feature.as_str());
    let features: Vec<String> = ["reqwest"].into_iter().chain(groups).map(quoted).collect();
    let _ = writeln!(text, "\n[features]");
    let _ = match features.len() {
        0..=4 => writeln!(text, "default = [{}]", features.join(", ")),
        _ => writeln!(text, "default = [\n    {},\n]", features.join(",\n    ")),
    };
    let has = |feature: &str| feature != "mock" || options.emission == Emission::Lean;
    for (feature, of_runtime) in RUNTIME_FEATURES.into_iter().filter(|(feature, _)| has(feature)) {
        let _ = writeln!(text, "{feature} = [\"docbind-runtime/{of_runtime}\"]");
    }
    if is_signed(of) {
        let _ = writeln!(text, "webhook-signatures = [\"docbind-runtime/webhooks\"]");
    }
    for group in &of.groups {
        let _ = writeln!(text, "{} = []", group.feature);
        for alias in &group.aliases {
            let _ = writeln!(text, "# Its earlier name.\n{} = [{}]", alias.feature, quoted(&group.feature));
        }
    }
    let version = quoted(env!("CARGO_PKG_VERSION"));
    let own = options.vendor_runtime.then_some(VENDORED);
    let path = own.or(options.runtime_path.as_deref()).map(|path| format!(", path = {}", quoted(path)));
    let _ = writeln!(text, "\n[dependencies]");
    let path = path.unwrap_or_default();
    let libraries: Vec<String> = of.libraries.iter().map(|library| quoted(library)).collect();
    let path = format!("{path}, default-features = false");
    let features = match libraries.is_empty() {
        true => String::new(),
        false => format!(", features = [{}]", libraries.join(", ")),
    };
    let _ = writeln!(text, "docbind-runtime = {{ version = {version}{path}{features} }}");
    text
}

/// `rustfmt.toml`: `cargo fmt` of a workspace leaves the crate as it was generated, so that
/// `docbind generate --check` finds it up to date.
pub(super) fn emit_rustfmt() -> String {
    let mut text = String::new();
    for line in HEAD {
        let _ = writeln!(text, "# {line}");
    }
    text + "\ndisable_all_formatting = true\n"
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
