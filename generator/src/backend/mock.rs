//! The module `mock`: for each operation one line of a table, which the runtime makes a typed expectation of.

use super::Target;
use super::example::emit_single_call;
use super::lines::Lines;
use super::rust_types::Qualified;
use super::syntax::{Quoted, inner_docs};
use crate::lowering::{Answer, EventType, Group, Method, RustCrate, RustType};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// `src/mock.rs`.
pub(super) fn emit_mock_file(of: &RustCrate, target: Target) -> TokenStream {
    let docs = mock_docs(of);
    let docs = inner_docs(docs.iter().map(String::as_str));
    let names = names(of);
    let accessors = of.groups.iter().zip(&names).map(|(group, name)| {
        let (module, feature) = (&group.module, &group.feature);
        let name = format_ident!("{name}");
        let docs = format!(" What is expected of [`Client::{module}`](crate::Client::{module}).");
        quote! {
            #[doc = #docs]
            #[cfg(feature = #feature)]
            #[inline]
            pub fn #module(&self) -> #name<'_> {
                #name(&self.inner)
            }
        }
    });
    let tables = of.groups.iter().zip(&names).map(|(group, name)| {
        let mut lines = Lines::within(0);
        emit_table(of, group, name, &mut lines);
        target.texts.items(lines)
    });
    quote! {
        #docs
        use docbind_runtime::codegen;
        pub use docbind_runtime::codegen::mock::{Expectation, RecordedCall};

        /// What the API is to respond in a test. Dropping it checks that every expected call was made.
        #[derive(Debug)]
        pub struct Mock {
            inner: codegen::mock::Mock<super::Client>,
        }

        impl Mock {
            /// A mock that expects nothing yet.
            pub fn new() -> Self {
                Self { inner: codegen::mock::Mock::new(super::Client::builder) }
            }

            #(#accessors)*
        }

        impl Default for Mock {
            fn default() -> Self {
                Self::new()
            }
        }

        impl std::ops::Deref for Mock {
            type Target = codegen::mock::Mock<super::Client>;

            fn deref(&self) -> &Self::Target {
                &self.inner
            }
        }

        #(#tables)*
    }
}

/// The names of the types that hold what is expected: those of the groups' handles, each once.
fn names(of: &RustCrate) -> Vec<String> {
    let mut uses: BTreeMap<&str, usize> =
        ["Mock", "Expectation", "RecordedCall"].map(|name| (name, 1)).into();
    let names = of.groups.iter().map(|group| {
        let handle = group.handle.as_str();
        let count = uses.entry(handle).and_modify(|count| *count += 1).or_insert(1);
        if *count == 1 { handle.to_owned() } else { format!("{handle}Group{count}") }
    });
    names.collect()
}

fn emit_table(of: &RustCrate, group: &Group, name: &str, lines: &mut Lines) {
    let Group { module, handle, .. } = group;
    lines.row(format_args!("#[cfg(feature = {})]", Quoted(&group.feature)));
    let called = if handle.as_str() == name { String::new() } else { format!(" as {name}") };
    lines.row("codegen::mock_operations! {");
    lines.row(format_args!("    {module}::{handle}{called} of crate::Client {{"));
    for method in &group.methods {
        lines.row(format_args!("        {}", row(of, method)));
    }
    lines.row("    }");
    lines.row("}");
}

fn row(of: &RustCrate, method: &Method) -> String {
    let Method { ident, operation, verb, path, sample, .. } = method;
    let id =
        if ident.to_string() == *operation { String::new() } else { format!(" as {}", Quoted(operation)) };
    let (answer, write) = match &method.answer {
        Answer::Json(rust_type) => (Qualified(of, rust_type).to_string(), "write_json"),
        Answer::JsonLines(rust_type) => (format!("Vec<{}>", Qualified(of, rust_type)), "write_lines"),
        Answer::Events(EventType::Data(rust_type)) => {
            (format!("Vec<{}>", Qualified(of, rust_type)), "write_events")
        }
        Answer::Events(EventType::Record(rust_type, _)) => {
            (format!("Vec<{}>", Qualified(of, rust_type)), "write_event_records")
        }
        Answer::Events(EventType::Text) => ("Vec<String>".to_owned(), "write_text_events"),
        Answer::Text => ("String".to_owned(), "write_text"),
        Answer::Bytes => ("codegen::Bytes".to_owned(), "write_bytes"),
        Answer::Empty => ("()".to_owned(), "write_nothing"),
        Answer::ByStatus(_) => (Qualified(of, &RustType::Value).to_string(), "write_json"),
    };
    let path = Quoted(path);
    let mut row = format!("{ident}{id}: {answer}, {write}, {verb:?} {path}, {}", sample.status);
    let _ = match &sample.content {
        Some((media_type, text)) => write!(row, " {} {};", Quoted(media_type), raw(text)),
        None => write!(row, " \"\";"),
    };
    row
}

/// A text as it is, between as many marks as it takes.
fn raw(text: &str) -> String {
    if text.contains(['\r', '\n']) || !text.contains(['"', '\\']) {
        return Quoted(text).to_string();
    }
    let runs = text.split('"').skip(1).map(|behind| behind.bytes().take_while(|byte| *byte == b'#').count());
    let marks = "#".repeat(1 + runs.max().unwrap_or(0));
    format!("r{marks}\"{text}\"{marks}")
}

fn mock_docs(of: &RustCrate) -> Vec<String> {
    let mut lines = vec![
        "Tests without a network, with the feature `mock`: a test says which calls it expects and what they respond with."
            .to_owned(),
        String::new(),
    ];
    let call = of.example.as_ref().and_then(|example| Some((example, emit_single_call(of, example)?)));
    if let Some((example, call)) = call {
        let krate = of.package.replace('-', "_");
        let group = &of.groups[example.group];
        let expected = format!("mock.{}().{}()", group.module, group.methods[example.method].ident);
        let before = [
            "```no_run".to_owned(),
            format!("# async fn test() -> Result<(), {krate}::Error> {{"),
            format!("let mock = {krate}::mock::Mock::new();"),
            "// The server is busy; the second time, it responds as the documentation shows.".to_owned(),
            format!("{expected}.fails_with(503, ());"),
            format!("{expected};"),
            String::new(),
            "let client = mock.client();".to_owned(),
        ];
        lines.extend(before);
        lines.extend(call.lines().map(str::to_owned));
        // A group of that name comes first.
        let taken = of.groups.iter().any(|group| group.module.as_str() == "calls");
        let calls = if taken { "(*mock).calls()" } else { "mock.calls()" };
        lines.push(format!("assert_eq!({calls}.len(), 2);"));
        let behind = ["# Ok(())", "# }", "```", ""];
        lines.extend(behind.map(str::to_owned));
    }
    lines.extend([
        "Each expectation is of one call; those of an operation are met in the order in which they were made. A call that"
            .to_owned(),
        "is not expected fails, with an error that lists what is. No executor is needed, and no time passes between the"
            .to_owned(),
        "tries of a call.".to_owned(),
    ]);
    lines
}
