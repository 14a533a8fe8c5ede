//! Server objects.

use serde_json::{Map, Value, json};

/// A server; `{name}`, `[name]` and `<name>` in its URL become variables, whose default is the name.
pub(super) fn render_server(url: &str) -> Value {
    let url = url.replace(['[', '<'], "{").replace([']', '>'], "}");
    let mut variables = Map::new();
    let mut rest = url.as_str();
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else { break };
        variables.insert(name.to_owned(), json!({ "default": name }));
        rest = after;
    }
    let mut server = Map::new();
    server.insert("url".into(), json!(url));
    super::insert_map(&mut server, "variables", variables);
    Value::Object(server)
}
