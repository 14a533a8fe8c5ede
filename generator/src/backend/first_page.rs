//! The first page of the crate: an example, and what every caller needs to know.

use super::Emission;
use super::client::features;
use super::credentials::emit_example_credential;
use super::environment::environment_lines;
use super::example::emit_example;
use super::method_example::emit_failing_example;
use crate::lowering::{Docs, Method, RustCrate, TypeKind, code};

/// The doc comment of the crate.
pub(super) fn crate_docs(of: &RustCrate, emission: Emission) -> Vec<String> {
    let title = Docs::page(&of.title).lines.join(" ");
    let mut lines = vec![format!("Client of {title}, generated from its documentation."), String::new()];
    lines.extend(of.docs.lines.iter().cloned());
    if !of.docs.is_empty() {
        lines.push(String::new());
    }
    lines.push("```no_run".into());
    lines.extend(emit_example(of).lines().map(str::to_owned));
    lines.push("```".into());
    add_authentication(of, &mut lines);
    add_environment(of, &mut lines);
    if emission == Emission::Lean {
        add_errors(of, &mut lines);
    }
    add_lists(of, &mut lines);
    add_testing(of, emission, &mut lines);
    lines.extend(
        ["", "# Features", "", "Each group of operations is a module and a feature, on by default."]
            .map(str::to_owned),
    );
    lines.push(String::new());
    lines.extend(features(of).map(str::to_owned));
    lines
}

fn add_authentication(of: &RustCrate, lines: &mut Vec<String>) {
    let ways: Vec<String> =
        of.client.credentials.iter().map(|way| code(&emit_example_credential(Some(way)).1)).collect();
    let Some((last, others)) = ways.split_last() else { return };
    let ways = if others.is_empty() { last.clone() } else { format!("{} or {last}", others.join(", ")) };
    lines.extend(["".to_owned(), "# Authentication".to_owned(), String::new()]);
    lines.push(format!("The documentation names {ways}. [`OAuth2`] gets tokens and renews them."));
    lines.push("No error and no `Debug` output shows a credential.".to_owned());
}

fn add_environment(of: &RustCrate, lines: &mut Vec<String>) {
    lines.extend(["", "# Environment", ""].map(str::to_owned));
    lines.extend(environment_lines(of));
}

/// A request that is refused, with what the documentation says of that.
fn add_errors(of: &RustCrate, lines: &mut Vec<String>) {
    let text = [
        "",
        "# Errors",
        "",
        "A call fails with an [`Error`]. Where the body of an error is documented, it fails with a [`CallError`], which `?`",
        "turns into an [`Error`]. Both have the status, the headers, the id of the request and the body.",
    ];
    lines.extend(text.map(str::to_owned));
    let sends = |method: &&Method| {
        let verb = method.verb == crate::model::Method::Post && method.deprecated.is_none();
        let request = method.request.map(|id| &of.get(id).kind);
        verb && method.error.is_some() && matches!(request, Some(TypeKind::Struct(of)) if !of.is_optional())
    };
    let methods = of.groups.iter().flat_map(|group| group.methods.iter().map(move |method| (group, method)));
    let near = of.example.as_ref().map(|example| &of.groups[example.group].module);
    let mut sending: Vec<_> = methods.filter(|(_, method)| sends(method)).collect();
    sending.sort_by_key(|(group, _)| Some(&group.module) != near);
    let shown = sending.into_iter().find_map(|(group, method)| emit_failing_example(of, group, method));
    if let Some(example) = shown {
        lines.push(String::new());
        lines.extend(example);
    }
}

fn add_lists(of: &RustCrate, lines: &mut Vec<String>) {
    let shown = of.example.as_ref().map(|example| &of.groups[example.group].methods[example.method]);
    let mut methods = shown.into_iter().chain(of.groups.iter().flat_map(|group| &group.methods));
    let Some(paging) = methods.find_map(|method| method.paging.as_ref()) else { return };
    lines.extend(["", "# Lists", ""].map(str::to_owned));
    lines.push(format!("A list that comes in pages has a second method, such as `{}`,", paging.ident));
    lines.push(
        "which gives [`Pages`]: a page at a time, or the items of all pages one after the other.".to_owned(),
    );
    lines.push("The next page is asked for when it is needed.".to_owned());
}

fn add_testing(of: &RustCrate, emission: Emission, lines: &mut Vec<String>) {
    let Some(example) = of.example.as_ref().filter(|_| emission == Emission::Lean) else { return };
    let group = &of.groups[example.group];
    let ident = &group.methods[example.method].ident;
    lines.extend(["", "# Testing", ""].map(str::to_owned));
    lines.push("With the feature `mock`, a test says what it expects, and needs no network:".to_owned());
    lines.extend(["", "```ignore"].map(str::to_owned));
    lines.push(format!("let mock = {}::mock::Mock::new();", of.package.replace('-', "_")));
    lines.push(format!("mock.{}().{ident}().fails_with(503, ());", group.module));
    lines.push("let client = mock.client();".to_owned());
    lines.push("```".to_owned());
}
