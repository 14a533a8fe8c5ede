//! What is made of pages, one line for each operation:
//!
//! ```text
//! line   = verb, path, { "(", location, name, [ "?" ], ":", type, ")" }, [ "<-", type ], { "->", status, [ type ] } ;
//! type   = word | "[", type, "]" | [ name ], "{", { name, [ "?" ], ":", type }, "}" | type, "|", type ;
//! ```

use crate::read::{Read, required};
use serde_json::Value;

impl Read {
    /// The operations, in the order of their names.
    pub fn lines(&self) -> Vec<String> {
        self.operations().iter().map(|name| self.line(name)).collect()
    }

    fn line(&self, name: &str) -> String {
        let operation = self.operation(name);
        let mut line = name.to_owned();
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let (location, name) = (parameter["in"].as_str().unwrap(), parameter["name"].as_str().unwrap());
            let mark = if parameter["required"] == true { "" } else { "?" };
            line += &format!(" ({location} {name}{mark}: {})", self.shape(&parameter["schema"]));
        }
        if let Some(content) = operation["requestBody"]["content"].as_object() {
            line += &format!(" <- {}", self.shapes(content));
        }
        for (status, response) in operation["responses"].as_object().unwrap() {
            line += &format!(" -> {status}");
            if let Some(content) = response["content"].as_object() {
                line += &format!(" {}", self.shapes(content));
            }
        }
        line
    }

    fn shapes(&self, content: &serde_json::Map<String, Value>) -> String {
        content.values().map(|of| self.shape(&of["schema"])).collect::<Vec<_>>().join(" or ")
    }

    /// The type that a schema is.
    pub fn shape(&self, schema: &Value) -> String {
        if let Some(to) = schema.get("$ref").and_then(Value::as_str) {
            let name = to.rsplit('/').next().unwrap_or_default();
            return format!("{name}{}", self.shape(self.resolve(schema)));
        }
        if let Some(of) = ["oneOf", "anyOf"].iter().find_map(|key| schema[*key].as_array()) {
            return of.iter().map(|of| self.shape(of)).collect::<Vec<_>>().join("|");
        }
        let name = |ty: &Value| match ty.as_str() {
            Some("array") => format!("[{}]", self.shape(&schema["items"])),
            Some("object") if schema["properties"].is_object() => self.fields(schema),
            ty => ty.unwrap_or("any").to_owned(),
        };
        match &schema["type"] {
            Value::Array(types) => types.iter().map(name).collect::<Vec<_>>().join("|"),
            ty => name(ty),
        }
    }

    fn fields(&self, object: &Value) -> String {
        let required = required(object);
        let field = |(name, of): (&String, &Value)| {
            let mark = if required.contains(&name.as_str()) { "" } else { "?" };
            format!("{name}{mark}: {}", self.shape(of))
        };
        let fields = object["properties"].as_object().into_iter().flatten();
        format!("{{{}}}", fields.map(field).collect::<Vec<_>>().join(", "))
    }
}
