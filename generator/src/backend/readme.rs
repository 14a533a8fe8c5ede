//! `README.md` of the generated crate.

use super::client::features;
use super::environment::environment_lines;
use super::example::emit_example;
use super::print::HEAD;
use crate::lowering::{Docs, Group, Method, RustCrate, code};
use std::fmt::Write as _;

/// What the API is, an example, and every operation with verb and path.
pub(super) fn emit_readme(of: &RustCrate) -> String {
    let title = Docs::page(&of.title).lines.join(" ");
    let mut text = String::new();
    let _ = writeln!(text, "<!-- {} -->\n", HEAD.join("\n     "));
    let _ = writeln!(text, "# {title}\n");
    let _ = writeln!(text, "Rust client, generated from the documentation of the API.\n");
    for line in &of.docs.lines {
        let _ = writeln!(text, "{line}");
    }
    if !of.docs.is_empty() {
        text.push('\n');
    }
    let _ = writeln!(text, "```rust");
    for line in emit_example(of).lines().filter(|line| !line.starts_with("# ")) {
        let _ = writeln!(text, "{line}");
    }
    let _ = writeln!(text, "```\n");
    for line in environment_lines(of) {
        let _ = writeln!(text, "{line}");
    }
    text.push('\n');
    let _ = writeln!(
        text,
        "Each group is a module and a cargo feature, all on by default: a team that needs one takes"
    );
    let _ = writeln!(
        text,
        "`default-features = false, features = [\"reqwest\", \"…\"]` and compiles no other.\n"
    );
    for line in features(of) {
        let _ = writeln!(text, "{line}");
    }
    for group in &of.groups {
        write_group(&mut text, group);
    }
    text
}

fn write_group(text: &mut String, group: &Group) {
    let _ = writeln!(text, "\n## `{}`\n", group.module);
    for line in &group.docs.lines {
        let _ = writeln!(text, "{line}");
    }
    let _ = writeln!(text, "\n| method | request | documentation |\n|---|---|---|");
    for method in &group.methods {
        let _ = writeln!(text, "{}", row(method));
    }
}

fn row(method: &Method) -> String {
    let endpoint = code(&format!("{} {}", method.verb.as_str(), method.path));
    let title = match &method.link {
        Some(link) => format!("[{}](<{link}>)", method.title),
        None => method.title.clone(),
    };
    let cells = [format!("`{}`", method.ident), endpoint, title].map(|cell| cell.replace('|', "\\|"));
    format!("| {} |", cells.join(" | "))
}
