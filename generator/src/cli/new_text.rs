//! The files of an application that `docbind new` writes.

use super::generate::path_from;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

/// A generated client.
#[derive(Debug)]
pub(super) struct Client {
    /// Its package.
    pub(super) name: String,
    /// What its manifest says of the runtime: a version, and maybe a path.
    runtime: toml::Table,
    /// What the example uses.
    uses: Vec<String>,
    /// The lines that follow.
    call: Vec<String>,
    /// The expectation of that call, where the client has a mock: `tickets().list_tickets()`.
    expected: Option<String>,
}

impl Client {
    /// From the client's manifest, the example in its documentation, and that of its mock.
    pub(super) fn parse(manifest: &str, code: &str, mock: Option<&str>) -> Option<Self> {
        let manifest: toml::Table = manifest.parse().ok()?;
        let name = manifest.get("package")?.get("name")?.as_str()?.to_owned();
        let runtime = manifest.get("dependencies")?.get("docbind-runtime")?.as_table()?.clone();
        let (mut uses, mut client, mut call) = (Vec::new(), None, Vec::new());
        let docs = code.lines().filter_map(|line| line.strip_prefix("//!")).map(str::trim_end);
        let example = docs.skip_while(|line| line.trim() != "```no_run").skip(1);
        for line in example.take_while(|line| line.trim() != "```") {
            let line = line.strip_prefix(' ').unwrap_or(line);
            match line {
                // What rustdoc hides is around the example.
                hidden if hidden.starts_with('#') => {}
                "" if client.is_none() => {}
                line if line.starts_with("use ") => uses.push(line.to_owned()),
                line if client.is_none() => {
                    let made = line.trim().strip_prefix("let client = ");
                    client = made.and_then(|made| made.strip_suffix("?;")).map(str::to_owned);
                    client.as_ref()?;
                }
                line => call.push(line.to_owned()),
            }
        }
        while call.first().is_some_and(|line| line.is_empty()) {
            call.remove(0);
        }
        let mut shown =
            mock.into_iter().flat_map(str::lines).filter_map(|line| line.strip_prefix("//! mock."));
        let expected = shown.find_map(|line| line.strip_suffix(';').filter(|line| line.ends_with("()")));
        let expected = expected.map(str::to_owned);
        client?;
        Some(Self { name, runtime, uses, call, expected }).filter(|client| !client.call.is_empty())
    }

    fn ident(&self) -> String {
        self.name.replace('-', "_")
    }
}

pub(super) fn cargo_toml(name: &str, client: &Client, folder: &Path, api: &Path) -> String {
    let path = toml::Value::String(path_from(folder, api));
    let mut runtime = client.runtime.clone();
    runtime.remove("features");
    runtime.remove("default-features");
    if let Some(below) = runtime.get("path").and_then(toml::Value::as_str) {
        let path = path_from(folder, &joined(api, below));
        runtime.insert("path".to_owned(), toml::Value::String(path));
    }
    let pairs: Vec<_> = runtime.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    let for_tests = match client.expected {
        Some(_) => format!("{} = {{ path = {path}, features = [\"mock\"] }}", client.name),
        None => format!("docbind-runtime = {{ {} }}", pairs.join(", ")),
    };
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.90\"\npublish = \
         false\n\n[dependencies]\n{} = {{ path = {path} }}\ntokio = {{ version = \"1\", features = [\"macros\", \
         \"rt-multi-thread\"] }}\n\n[dev-dependencies]\n{for_tests}\n\n# A workspace of its own, wherever it \
         is.\n[workspace]\n\n# What debuggers read of dependencies takes a fifth of their time to \
         compile.\n[profile.dev.package.\"*\"]\ndebug = false\n",
        client.name,
    )
}

/// A path below or beside another, without `..` where that can be.
fn joined(folder: &Path, below: &str) -> PathBuf {
    let mut path = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    for part in Path::new(below).components() {
        match part {
            Component::ParentDir if path.pop() => {}
            part => path.push(part),
        }
    }
    path
}

pub(super) fn main_rs(name: &str, client: &Client) -> String {
    let ident = client.ident();
    let mut call = String::new();
    for line in &client.call {
        let _ = writeln!(call, "{}", format!("    {line}").trim_end());
    }
    let uses = uses(&ident, &client.uses, &call);
    format!(
        "//! `{name}`: an application on the client `{}`. The credentials come from the environment.\n\n{}\n\n\
         #[tokio::main]\nasync fn main() -> Result<(), Error> {{\n    let client = Client::from_env()?;\n    \
         show(&client).await\n}}\n\n/// Makes a call, and prints the response.\nasync fn show(client: &Client) -> \
         Result<(), Error> {{\n{call}    Ok(())\n}}\n\n{}",
        client.name,
        uses.join("\n"),
        test(client)
    )
}

/// What the program uses: of the crate's root the client, the error, and what the call names.
fn uses(ident: &str, shown: &[String], call: &str) -> Vec<String> {
    let of_root =
        |line: &&String| line.starts_with(&format!("use {ident}::{{")) || line.matches("::").count() == 1;
    let (root, mut others): (Vec<&String>, Vec<&String>) = shown.iter().partition(of_root);
    let behind = root.iter().filter_map(|line| line.split_once("::"));
    let names = behind.flat_map(|(_, names)| names.split([',', '{', '}', ';', ' ']));
    let names = names.filter(|name| !name.is_empty() && call.contains(name));
    let names: BTreeSet<&str> = names.chain(["Client", "Error"]).collect();
    let names: Vec<&str> = names.into_iter().collect();
    others.sort();
    let mut uses: Vec<String> = others.into_iter().cloned().collect();
    uses.push(format!("use {ident}::{{{}}};", names.join(", ")));
    uses
}

/// A test without a network: on the mock, where the client has one.
fn test(client: &Client) -> String {
    let Some(expected) = &client.expected else {
        return TEST_ON_TRANSPORT.replace("API::", &format!("{}::", client.ident()));
    };
    let text = TEST_ON_MOCK.replace("API", &client.ident()).replace("EXPECTED", expected);
    // The documented page of a list may say that there are more.
    let is_walk = client.call.iter().any(|line| line.contains(".items()"));
    text.replace("SUCCESS", if is_walk { "" } else { SUCCESS_ON_MOCK }).replace("EXPECTED", expected)
}

const TEST_ON_MOCK: &str = r#"#[cfg(test)]
mod tests {
    use super::*;
    use API::mock::Mock;
SUCCESS
    #[tokio::test]
    async fn an_error_of_the_api_is_an_error_here() {
        let mock = Mock::new();
        mock.EXPECTED.fails_with(404, ());
        let error = show(&mock.client()).await.expect_err("the status is 404");
        assert_eq!(error.status(), Some(404));
    }
}
"#;

const SUCCESS_ON_MOCK: &str = r#"
    #[tokio::test]
    async fn the_documented_response_is_shown() -> Result<(), Error> {
        let mock = Mock::new();
        // It responds as the documentation shows.
        mock.EXPECTED;
        show(&mock.client()).await
    }
"#;

const TEST_ON_TRANSPORT: &str = r#"#[cfg(test)]
mod tests {
    use super::*;
    use API::Auth;
    use docbind_runtime::{Body, BoxFuture, Transport, TransportError, http};

    /// Plays the API without a network: there is nothing at any address.
    struct Nothing;

    impl Transport for Nothing {
        fn send(
            &self,
            _: http::Request<Body>,
        ) -> BoxFuture<'static, Result<http::Response<Body>, TransportError>> {
            Box::pin(async {
                let mut response = http::Response::new(Body::from("{}"));
                *response.status_mut() = http::StatusCode::NOT_FOUND;
                Ok(response)
            })
        }
    }

    #[tokio::test]
    async fn an_error_of_the_api_is_an_error_here() -> Result<(), Error> {
        let client = Client::builder().auth(Auth::bearer("token")).transport(Nothing).build()?;
        let error = show(&client).await.expect_err("the status is 404");
        assert_eq!(error.status(), Some(404));
        Ok(())
    }
}
"#;

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "[package]\nname = \"acme-desk\"\n[dependencies]\ndocbind-runtime = { version = \"0.1.0\", path = \
                            \"../runtime\", default-features = false }\n";

    #[test]
    fn the_example_becomes_a_function() {
        let code = "//! ```no_run\n//! use acme_desk::{Auth, Client};\n//!\n//! # async fn example() -> Result<(), Error> {\n//! let \
                    client = Client::new(Auth::bearer(\"token\"))?;\n//! let all = client.desks().list().await?;\n//! # Ok(())\n//! \
                    # }\n//! ```\n";
        let client = Client::parse(MANIFEST, code, Some("//! mock.desks().list();\n")).unwrap();
        let main = main_rs("app", &client);
        assert!(main.contains("\n    let all = client.desks().list().await?;\n    Ok(())\n}\n"), "{main}");
        assert!(main.contains("use acme_desk::{Client, Error};\n"), "{main}");
        assert!(main.contains("let client = Client::from_env()?;"), "{main}");
        let manifest = cargo_toml("app", &client, Path::new("work/app"), Path::new("clients/acme"));
        assert!(manifest.contains("acme-desk = { path = \"../../clients/acme\" }"), "{manifest}");
        assert!(
            manifest.contains("acme-desk = { path = \"../../clients/acme\", features = [\"mock\"] }"),
            "{manifest}"
        );
        assert!(
            main.contains("use acme_desk::mock::Mock;") && main.contains("mock.desks().list();"),
            "{main}"
        );
        let without = Client::parse(MANIFEST, code, None).unwrap();
        let manifest = cargo_toml("app", &without, Path::new("work/app"), Path::new("clients/acme"));
        assert!(manifest.contains("path = \"../../clients/runtime\""), "{manifest}");
        assert!(main_rs("app", &without).contains("impl Transport for Nothing"));
    }

    #[test]
    fn without_an_example_there_is_nothing_to_begin_with() {
        assert!(Client::parse(MANIFEST, "//! A client.\n", None).is_none());
    }
}
