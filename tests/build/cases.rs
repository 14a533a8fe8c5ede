//! A test of each folder of `cases`, a module of each client that is expected of one, and of those of the shared cases.

use docbind::Generated;
use docbind::{Emission, ModuleOptions};
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The cases whose clients are called, in each emission.
pub const ON_THE_WIRE: &[&str] = &[
    "event-streams",
    "form-styles",
    "json-lines",
    "media-types",
    "openapi-sides",
    "openapi-statuses",
    "query-objects",
    "renamed-names",
    "raw-bodies",
    "requests-on-the-wire",
    "shared-pages",
    "tagged-inside",
    "multipart-parts",
    "uploads",
    "values",
    "webhooks-verified",
];

/// The pages of shared cases whose clients are called, and of those that have to compile in each emission.
const SHARED: &[&str] = &[
    "client/base-url-signature/pages",
    "client/enum-exhaustive/pages",
    "client/event-stream/pages",
    "client/many-required/pages",
    "client/put-from-answer/pages",
    "client/shared-record/pages",
    "trust/accept-vendor",
    "trust/auth-only-in-guide/curlpages",
    "trust/auth-only-in-guide/h401",
    "trust/auth-only-in-guide/pages",
    "trust/bearer-in-header-table/pages",
    "trust/command-argument-from-placeholder/pages",
    "trust/content-type",
    "trust/date-in-answer-not-in-body/pages",
    "trust/enum-leading-zeros",
    "trust/enum-of-array/pages",
    "trust/enum-of-numbers",
    "trust/form-list-of-objects",
    "trust/heading-brace",
    "trust/integers-beyond-i64",
    "trust/key-header-in-every-request/pages",
    "trust/openapi-null-across-pages/pages",
    "trust/openapi-oneof-same-shape/pages",
    "trust/openapi-part",
    "trust/page-empty-in-the-middle",
    "trust/path-holes",
    "trust/query-in-endpoint",
    "trust/query-object",
    "trust/raw-body",
    "trust/record-omitted-in-list/pages",
    "trust/required-optional-headings/pages",
    "trust/success-flag-in-200/pages",
    "trust/two-headers-authenticate/pages",
    "trust/walk-ends-with-404",
];

const SHARED_IN_EACH_EMISSION: &[&str] = &[
    "robust/does-not-compile-paged-type-shared-by-groups/pages",
    "robust/does-not-compile-paged-type-shared-by-groups/pages-mdx",
    "robust/does-not-compile-paged-type-shared-by-groups/pages-mdx2",
    "trust/shared-page-item/pages",
];

/// The clients of shared cases, with their names.
pub fn shared_clients() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("shared_cases");
    let name = |path: &str| {
        let (_, name) = path.split_once('/').expect("it is of a kind");
        ident(name.strip_suffix("/pages").unwrap_or(name)).replace('/', "_")
    };
    let lean = SHARED.iter().flat_map(|path| {
        let lean = clients(&folder.join(path)).into_iter().next();
        lean.map(|(_, client)| (name(path), client))
    });
    let each = SHARED_IN_EACH_EMISSION.iter().flat_map(|path| {
        let each = clients(&folder.join(path)).into_iter();
        each.map(|(emission, client)| (format!("{}_{emission}", name(path)), client))
    });
    lean.chain(each).collect()
}

/// The clients of a case, with the names of their emissions.
pub fn clients_of_case(name: &str) -> Vec<(&'static str, String)> {
    clients(&input(name))
}

fn clients(pages: &Path) -> Vec<(&'static str, String)> {
    let made = read(pages);
    let emissions =
        [("lean", Emission::Lean), ("directed", Emission::Directed), ("derived", Emission::Derived)];
    let emit = |(name, emission)| (name, made.module(&ModuleOptions { emission }));
    emissions.into_iter().map(emit).collect()
}

/// The pages of a case.
pub fn input(name: &str) -> PathBuf {
    folder().join(name).join("input")
}

/// The pages of a folder, what was read from them, and the client.
pub fn read(pages: &Path) -> Generated {
    docbind::generate(pages).expect("the case loads")
}

/// The folders, by name.
pub fn names() -> Vec<String> {
    let entries = folder().read_dir().expect("there is a folder of cases");
    let names = entries.filter_map(|entry| {
        let entry = entry.ok().filter(|entry| entry.path().join("input").is_dir())?;
        entry.file_name().into_string().ok()
    });
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

/// `#[test] fn token_form() { check("token-form") }`
pub fn tests(cases: &[String]) -> String {
    cases.iter().fold(String::new(), |mut code, name| {
        writeln!(code, "#[test]\nfn {}() {{ check({name:?}) }}\n", ident(name)).unwrap();
        code
    })
}

/// The clients that are there: one of a new case is written by the first run of its test.
pub fn modules(cases: &[String]) -> String {
    let mut code = String::new();
    for name in cases {
        let client = folder().join(name).join("client.rs");
        if client.is_file() {
            writeln!(code, "#[path = {:?}]\nmod {};\n", client.display().to_string(), ident(name)).unwrap();
        }
    }
    code
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases")
}

fn ident(name: &str) -> String {
    name.replace('-', "_")
}
