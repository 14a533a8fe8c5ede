//! OpenAPI descriptions on the command line: as a spec, beside pages, and beside one page.
#![cfg(feature = "cli")]

use std::path::Path;
use std::process::Command;

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

/// Runs docbind in `folder`.
fn docbind(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
    let output = command.current_dir(folder).args(arguments).env_remove("CLICOLOR_FORCE").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

const YAML: &str = "openapi: 3.1.0\ninfo: { title: Kennel, version: '1' }\nservers: [{ url: 'https://kennel.example/v1' }]\n\
    paths:\n  /dogs/{id}:\n    get:\n      tags: [dogs]\n      operationId: getDog\n      parameters: [{ name: id, in: path, \
    required: true, schema: { type: integer } }]\n      responses:\n        '200':\n          description: A dog.\n          \
    content: { application/json: { schema: { $ref: 'parts/dog.json' } } }\n";
const DOG: &str =
    r#"{ "type": "object", "required": ["name"], "properties": { "name": { "type": "string" } } }"#;
const JSON: &str = r#"{ "swagger": "2.0", "host": "kennel.example", "basePath": "/v1", "paths": { "/cats": { "get": { "operationId":
    "listCats", "responses": { "200": { "description": "Cats.", "schema": { "type": "array", "items": { "type": "string" } } } } } } } }"#;

#[test]
fn a_description_is_a_spec() {
    let folder = folder(&[("kennel.yaml", YAML), ("parts/dog.json", DOG), ("cats.json", JSON)]);
    let run = docbind(folder.path(), &["generate", "kennel.yaml", "--out", "client"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let rust = std::fs::read_to_string(folder.path().join("client/src/dogs.rs")).unwrap();
    assert!(rust.contains("pub fn get_dog(&self, id: i64) -> codegen::Call<Dog>"), "{rust}");
    let again = docbind(folder.path(), &["generate", "kennel.yaml", "--out", "client", "--check"]);
    assert_eq!(again.code, Some(0), "{}", again.stderr);

    let model = docbind(folder.path(), &["model", "cats.json"]);
    let model: serde_json::Value = serde_json::from_str(&model.stdout).unwrap();
    assert_eq!(model["operations"][0]["id"], "list cats");
    assert_eq!(model["operations"][0]["path"], "/v1/cats");
    assert_eq!(model["base_url"], "https://kennel.example");

    let openapi = docbind(folder.path(), &["openapi", "kennel.yaml"]);
    let openapi: serde_json::Value = serde_json::from_str(&openapi.stdout).unwrap();
    assert_eq!(openapi["info"]["title"], "Kennel");
    assert_eq!(openapi["components"]["schemas"]["dog"]["required"][0], "name");

    let inspect = docbind(folder.path(), &["inspect", "kennel.yaml"]);
    assert!(inspect.stdout.contains("endpoint page, OpenAPI description"), "{}", inspect.stdout);
    assert!(inspect.stdout.contains("path parameter id: integer, required"), "{}", inspect.stdout);

    let selectors = docbind(folder.path(), &["selectors", "kennel.yaml"]);
    assert!(selectors.stdout.contains("dogs/get-dog"), "{}", selectors.stdout);
}

#[test]
fn versions_of_a_description_are_compared() {
    let folder = folder(&[("old.json", JSON), ("new.json", &JSON.replace("/cats", "/kittens"))]);
    let run = docbind(folder.path(), &["diff", "old.json", "new.json"]);
    assert!(run.stdout.contains("/v1/kittens"), "{}{}", run.stdout, run.stderr);
}

#[test]
fn a_folder_of_descriptions_is_one_api() {
    let folder = folder(&[("api/kennel.yaml", YAML), ("api/parts/dog.json", DOG), ("api/cats.json", JSON)]);
    let model = docbind(folder.path(), &["model", "api"]);
    let model: serde_json::Value = serde_json::from_str(&model.stdout).unwrap();
    let ids: Vec<&str> =
        model["operations"].as_array().unwrap().iter().map(|of| of["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["list cats", "get dog"]);
}

#[test]
fn settings_choose_operations_of_a_description() {
    let settings = "[pages]\nexclude = [\"dogs\"]\nopenapi = [\"../cats.json\", \"gone.json\"]\n";
    let folder = folder(&[
        ("spec/docbind.toml", settings),
        ("spec/kennel.yaml", YAML),
        ("spec/parts/dog.json", DOG),
        ("cats.json", JSON),
    ]);
    let run = docbind(folder.path(), &["model", "spec", "--all"]);
    let model: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let ids: Vec<&str> =
        model["operations"].as_array().unwrap().iter().map(|of| of["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["list cats"]);
    assert!(run.stderr.contains("there is no OpenAPI document `gone.json`"), "{}", run.stderr);
}

#[test]
fn one_page_is_read_with_the_description_that_it_points_to() {
    let page = "---\ntitle: Get a dog\nopenapi: GET /dogs/{id}\n---\n";
    let folder = folder(&[("kennel.yaml", YAML), ("parts/dog.json", DOG), ("get-dog.mdx", page)]);
    let run = docbind(folder.path(), &["inspect", "get-dog.mdx"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(!run.stderr.contains("only points to"), "{}", run.stderr);
    let model = docbind(folder.path(), &["model", "get-dog.mdx"]);
    let model: serde_json::Value = serde_json::from_str(&model.stdout).unwrap();
    assert_eq!(model["operations"].as_array().unwrap().len(), 1);
    assert_eq!(model["operations"][0]["id"], "get a dog");
    assert_eq!(model["operations"][0]["parameters"][0]["schema"]["type"], "integer");
}

#[test]
fn a_broken_description_says_where() {
    let cut = &JSON[..JSON.len() - 60];
    let folder = folder(&[
        ("cut.json", cut),
        ("broken.yaml", "openapi: 3.1.0\npaths:\n  /a: [\n  b: }\nx: y\nz: w\n"),
    ]);
    let run = docbind(folder.path(), &["model", "cut.json", "--all"]);
    assert!(run.stderr.contains("the OpenAPI document is cut off here"), "{}", run.stderr);
    assert!(run.stdout.contains("list cats"), "{}", run.stdout);
    let run = docbind(folder.path(), &["model", "broken.yaml", "--all"]);
    assert!(run.stderr.contains("the OpenAPI document cannot be read"), "{}", run.stderr);
    assert_eq!(run.code, Some(1));
}
