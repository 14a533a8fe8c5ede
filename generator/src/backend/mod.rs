//! Stage **backend**: a Rust crate as plain data becomes text. Total: it takes no decision on the API.
//!
//! ```text
//! RustCrate ─ client, group ─▶ tokens ─ print (syn, prettyplease) ─┬─▶ src/*.rs ──┐
//!           ─ types, methods ─▶ lines ─────────────────────────────┘              ├─▶ FileSet
//!           ─ manifest ─▶ Cargo.toml, rustfmt.toml ───────────────────────────────┤
//!           ─ readme ─▶ README.md ────────────────────────────────────────────────┘
//! ```
//!
//! Types and methods go around the printer (`lines`, `verbatim`): they are most of a client. That they look as the
//! printer would have them is tested (`tests/layout.rs`).
//!
//! [`emit_crate`] gives a crate to check in or publish; [`emit_module`] the same code as one file, which a
//! build script writes and a module `include!`s. The two differ in features and attributes alone.

mod client;
mod constructors;
mod conversions;
mod credentials;
mod derives;
mod environment;
mod example;
mod first_page;
mod group;
mod lines;
mod manifest;
mod method_example;
mod methods;
mod mock;
mod paging;
mod print;
mod readme;
mod request_parts;
mod rust_types;
mod structs;
mod syntax;
mod types;
mod verbatim;
mod webhooks;

use crate::lowering::RustCrate;
use crate::output::FileSet;
use crate::vendored::vendored_files;
use proc_macro2::TokenStream;
use quote::quote;
use rayon::prelude::*;
use syntax::braced;
use verbatim::Verbatim;

/// What the crate is to depend on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CrateOptions {
    /// Where the runtime lies, relative to the crate or absolute; from the registry when `None`.
    pub runtime_path: Option<String>,
    /// Whether the crate carries the sources of the runtime, in a folder of its own. That beats `runtime_path`.
    pub vendor_runtime: bool,
    /// How types are read and written.
    pub emission: Emission,
}

/// How the types of a client are read and written, and what its methods give: a trade of time to compile.
/// `docs/compile-time.md` has the measurements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emission {
    /// One engine in the runtime reads and writes all types from a table each; methods give a `Call`.
    #[default]
    Lean,
    /// Serde's derives in the direction that a type travels; methods give a `Call`.
    Directed,
    /// Serde's derives in both directions; methods are `async fn`.
    Derived,
}

/// The form and the emission, and the lines of the file that go around the printer.
#[derive(Clone, Copy, Debug)]
struct Target<'t> {
    form: Form,
    emission: Emission,
    texts: &'t Verbatim,
}

impl Target<'_> {
    /// Within how many braces of the file a group's items stand.
    fn braces(&self) -> usize {
        usize::from(self.form == Form::Module)
    }
}

const SERDE: &str = "docbind_runtime::codegen::serde";

/// Which of the two forms the code has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// A crate, with a feature for each group.
    Crate,
    /// A module to include, with everything on.
    Module,
}

/// Emits a crate: manifest, README and sources, and those of the runtime where it is to carry them.
pub fn emit_crate(of: &RustCrate, options: &CrateOptions) -> FileSet {
    let emission = options.emission;
    let mut jobs: Vec<Job> = vec![
        Job("Cargo.toml".into(), Box::new(move || manifest::emit_manifest(of, options))),
        Job("README.md".into(), Box::new(|| readme::emit_readme(of))),
        Job("rustfmt.toml".into(), Box::new(manifest::emit_rustfmt)),
        Job(
            "src/lib.rs".into(),
            Box::new(move || {
                print::print_file(of, Form::Crate, emission, |_| client::emit_lib(of, emission))
            }),
        ),
    ];
    if !of.shared.is_empty() {
        let tokens = move |target: Target| types::emit_shared_file(of, target);
        let emit = move || print::print_file(of, Form::Crate, emission, tokens);
        jobs.push(Job("src/types.rs".into(), Box::new(emit)));
    }
    if emission == Emission::Lean {
        let emit = move || {
            print::print_file(of, Form::Crate, emission, move |target| mock::emit_mock_file(of, target))
        };
        jobs.push(Job("src/mock.rs".into(), Box::new(emit)));
    }
    for group in &of.groups {
        let tokens = move |target: Target| group::emit_group_file(of, group, target);
        let emit = move || print::print_file(of, Form::Crate, emission, tokens);
        jobs.push(Job(format!("src/{}.rs", group.module), Box::new(emit)));
    }
    // A few operations are printed sooner than another thread wakes.
    let operations: usize = of.groups.iter().map(|group| group.methods.len()).sum();
    let together = if operations < WORTH_A_THREAD { jobs.len() } else { 1 };
    let files = jobs.into_par_iter().with_min_len(together).map(|Job(path, emit)| (path, emit()));
    let own: Vec<(String, String)> = files.collect();
    let vendored = options.vendor_runtime.then(vendored_files).into_iter().flatten();
    own.into_iter().chain(vendored).collect()
}

/// So many operations are worth waking another thread for.
const WORTH_A_THREAD: usize = 16;

/// How the module is to be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ModuleOptions {
    /// How types are read and written.
    pub emission: Emission,
}

/// Emits one file of the same code, for `include!` within a module.
pub fn emit_module(of: &RustCrate) -> String {
    emit_module_with(of, &ModuleOptions::default())
}

/// The same, with options.
pub fn emit_module_with(of: &RustCrate, options: &ModuleOptions) -> String {
    print::print_file(of, Form::Module, options.emission, |target| emit_nested(of, target))
}

/// The client, and each group as a module in it.
fn emit_nested(of: &RustCrate, target: Target) -> TokenStream {
    let client = client::emit_client(of, Form::Module);
    let mut modules = TokenStream::new();
    if !of.shared.is_empty() {
        let shared = types::emit_shared(of, target);
        let docs = types::SHARED_DOC;
        let shared = braced([shared]);
        // In a module the application need not use them all, and its clippy is not for our code.
        modules.extend(quote! { #[doc = #docs] #[allow(dead_code, clippy::all)] pub mod types #shared });
    }
    modules.extend(group::emit_module_aliases(of, Form::Module));
    modules.extend(webhooks::emit_webhooks(of, Form::Module));
    for group in &of.groups {
        let (module, docs, content) =
            (&group.module, &group.docs, braced([group::emit_group(of, group, target)]));
        // In a private module nobody has to use everything, nor answers for how it looks.
        let allow = quote! { #[allow(dead_code, unused_imports, clippy::all)] };
        modules.extend(quote! { #docs #allow pub mod #module #content });
    }
    [client, modules].into_iter().collect()
}

/// A file and what makes its text.
struct Job<'a>(String, Box<dyn FnOnce() -> String + Send + 'a>);
