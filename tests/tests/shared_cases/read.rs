//! Pages of a case, and what docbind makes of them.

use docbind::render_diagnostics;
use docbind::{Spec, load_spec};
use serde_json::Value;
use std::path::Path;

const VERBS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// What docbind makes of pages.
pub struct Read {
    /// The OpenAPI document.
    pub openapi: Value,
    /// The diagnostics, as they are shown.
    pub said: String,
    /// The client.
    pub rust: String,
}

/// Reads the pages of a folder of `shared_cases`.
#[track_caller]
pub fn read(folder: &str) -> Read {
    read_path(&Path::new(env!("CARGO_MANIFEST_DIR")).join("shared_cases").join(folder))
}

/// Reads a folder, a page or a description.
#[track_caller]
pub fn read_path(path: &Path) -> Read {
    read_spec(load_spec(path).expect("it loads"))
}

/// Reads one page, whose text is given.
pub fn read_page(name: &str, text: &str) -> Read {
    read_pages(&[(name, text)])
}

/// Reads pages whose texts are given.
pub fn read_pages(pages: &[(&str, &str)]) -> Read {
    read_spec(Spec::of_texts("made", pages.iter().copied()))
}

fn read_spec(spec: Spec) -> Read {
    let made = docbind::generate_spec(spec);
    Read {
        openapi: docbind::render_openapi(&made.reading.api),
        said: render_diagnostics(&made.reading.diagnostics, &made.spec.sources, false),
        rust: made.module(&docbind::ModuleOptions::default()),
    }
}

impl Read {
    /// The operations, as `GET /lamps/{id}`.
    pub fn operations(&self) -> Vec<String> {
        let paths = self.openapi["paths"].as_object().expect("there are paths");
        let of = |(path, item): (&String, &Value)| {
            let verbs = VERBS.into_iter().filter(|verb| item.get(verb).is_some());
            verbs.map(|verb| format!("{} {path}", verb.to_uppercase())).collect::<Vec<_>>()
        };
        let mut operations: Vec<String> = paths.iter().flat_map(of).collect();
        operations.sort();
        operations
    }

    /// An operation, by its verb and path.
    #[track_caller]
    pub fn operation(&self, name: &str) -> &Value {
        let (verb, path) = name.split_once(' ').expect("verb and path");
        let found = self.openapi["paths"].get(path).and_then(|item| item.get(verb.to_lowercase()));
        found.unwrap_or_else(|| panic!("`{name}` is not among {:?}", self.operations()))
    }

    /// The base URL of the API.
    pub fn base_url(&self) -> &str {
        self.openapi["servers"][0]["url"].as_str().unwrap_or_default()
    }

    /// The media type of a body, and its schema.
    #[track_caller]
    pub fn body(&self, operation: &str) -> (&str, &Value) {
        self.content(&self.operation(operation)["requestBody"])
    }

    /// The schema of a response.
    #[track_caller]
    pub fn response(&self, operation: &str, status: &str) -> &Value {
        self.content(&self.operation(operation)["responses"][status]).1
    }

    #[track_caller]
    fn content<'v>(&'v self, of: &'v Value) -> (&'v str, &'v Value) {
        let content = of["content"].as_object().unwrap_or_else(|| panic!("no content: {of}"));
        let (media_type, content) = content.iter().next().expect("there is one");
        (media_type, self.resolve(&content["schema"]))
    }

    /// What a reference leads to.
    pub fn resolve<'v>(&'v self, schema: &'v Value) -> &'v Value {
        match schema.get("$ref").and_then(Value::as_str).and_then(|to| to.rsplit_once('/')) {
            Some((_, name)) => self.resolve(&self.openapi["components"]["schemas"][name]),
            None => schema,
        }
    }

    /// A parameter.
    #[track_caller]
    pub fn parameter(&self, operation: &str, location: &str, name: &str) -> &Value {
        let of = &self.operation(operation)["parameters"];
        let found = of.as_array().into_iter().flatten();
        let mut found = found.filter(|parameter| parameter["in"] == location && parameter["name"] == name);
        found.next().unwrap_or_else(|| panic!("no {location} parameter `{name}`: {of}"))
    }

    /// The ways to authenticate, each with all that it asks for at once: `bearer`, `header x-key`. `None` where
    /// nothing is known.
    #[track_caller]
    pub fn credentials(&self, operation: &str) -> Option<Vec<Vec<String>>> {
        let ways = self.operation(operation).get("security")?.as_array()?;
        let scheme = |name: &String| {
            let scheme = &self.openapi["components"]["securitySchemes"][name];
            match scheme["type"].as_str() {
                Some("http") => scheme["scheme"].as_str().unwrap_or_default().to_owned(),
                _ => format!("{} {}", scheme["in"].as_str().unwrap(), scheme["name"].as_str().unwrap()),
            }
        };
        let together = |way: &Value| way.as_object().unwrap().keys().map(scheme).collect();
        Some(ways.iter().map(together).collect())
    }

    /// Fails where a diagnostic with this code does not name each of the texts.
    #[track_caller]
    pub fn assert_said(&self, code: &str, texts: &[&str]) {
        let mut each = self.said.split("\n\n").filter(|one| one.contains(&format!("[{code}]")));
        let fits = |one: &str| texts.iter().all(|text| one.contains(text));
        assert!(each.any(fits), "no {code} with {texts:?} in:\n{}", self.said);
    }
}

/// The values of a schema's `enum`.
#[track_caller]
pub fn values(schema: &Value) -> Vec<Value> {
    schema["enum"].as_array().unwrap_or_else(|| panic!("no enum: {schema}")).clone()
}

/// What is required of an object.
pub fn required(schema: &Value) -> Vec<&str> {
    schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}
