//! The files of an application that `docbind new` writes.

use super::generate::path_from;
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
    /// How the example makes a client.
    client: String,
    /// The lines that follow.
    call: Vec<String>,
}

impl Client {
    /// From the client's manifest and the example in its documentation.
    pub(super) fn parse(manifest: &str, code: &str) -> Option<Self> {
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
        Some(Self { name, runtime, uses, client: client?, call }).filter(|client| !client.call.is_empty())
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
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.90\"\npublish = \
         false\n\n[dependencies]\n{} = {{ path = {path} }}\ntokio = {{ version = \"1\", features = [\"macros\", \
         \"rt-multi-thread\"] }}\n\n[dev-dependencies]\ndocbind-runtime = {{ {} }}\n\n# A workspace of its own, wherever it \
         is.\n[workspace]\n",
        client.name,
        pairs.join(", ")
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
    let variable = format!("{}_TOKEN", ident.to_uppercase());
    let mut uses = vec![format!("use {ident}::Error;")];
    uses.extend(client.uses.iter().cloned());
    uses.sort();
    let token = format!("std::env::var(\"{variable}\").unwrap_or_default()");
    let made = client.client.replace("\"token\"", &token);
    let mut call = String::new();
    for line in &client.call {
        let _ = writeln!(call, "{}", format!("    {line}").trim_end());
    }
    format!(
        "//! `{name}`: an application on the client `{}`. The credentials come from the environment.\n\n{}\n\n\
         #[tokio::main]\nasync fn main() -> Result<(), Error> {{\n    let client = {made}?;\n    \
         show(&client).await\n}}\n\n/// Makes a call, and prints the response.\nasync fn show(client: &Client) -> \
         Result<(), Error> {{\n{call}    Ok(())\n}}\n\n{}",
        client.name,
        uses.join("\n"),
        TEST
    )
}

const TEST: &str = r#"#[cfg(test)]
mod tests {
    use super::*;
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
        let client = Client::parse(MANIFEST, code).unwrap();
        let main = main_rs("app", &client);
        assert!(main.contains("\n    let all = client.desks().list().await?;\n    Ok(())\n}\n"), "{main}");
        assert!(
            main.contains("Auth::bearer(std::env::var(\"ACME_DESK_TOKEN\").unwrap_or_default())"),
            "{main}"
        );
        let manifest = cargo_toml("app", &client, Path::new("work/app"), Path::new("clients/acme"));
        assert!(manifest.contains("acme-desk = { path = \"../../clients/acme\" }"), "{manifest}");
        assert!(manifest.contains("path = \"../../clients/runtime\""), "{manifest}");
    }

    #[test]
    fn without_an_example_there_is_nothing_to_begin_with() {
        assert!(Client::parse(MANIFEST, "//! A client.\n").is_none());
    }
}
