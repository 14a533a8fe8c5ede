//! Forms in parts (RFC 7578), as far as their schema is concerned: names and texts.

use serde_json::{Map, Value};

/// The parts by name: JSON where a part says so, else text; several of one name are a list. `None` where it is no such
/// form.
pub(super) fn read_multipart(content_type: &str, body: &[u8]) -> Option<Map<String, Value>> {
    let boundary = parameter(content_type, "boundary")?;
    let text = String::from_utf8_lossy(body);
    let delimiter = format!("--{boundary}");
    let mut parts = Map::new();
    let (_, rest) = text.split_once(&delimiter)?;
    for part in rest.split(&format!("\r\n{delimiter}")) {
        let Some((head, content)) = part.split_once("\r\n\r\n") else { continue };
        let line = |name: &str| {
            let mut lines = head.lines().filter_map(|line| line.split_once(':'));
            lines
                .find(|(own, _)| own.trim().eq_ignore_ascii_case(name))
                .map(|(_, value)| value.trim().to_owned())
        };
        let Some(name) = line("content-disposition").and_then(|of| parameter(&of, "name")) else { continue };
        let is_json = line("content-type").is_some_and(|of| of.starts_with("application/json"));
        let json = is_json.then(|| serde_json::from_str(content).ok()).flatten();
        add(&mut parts, name, json.unwrap_or_else(|| Value::String(content.to_owned())));
    }
    Some(parts)
}

fn add(parts: &mut Map<String, Value>, name: String, value: Value) {
    match parts.get_mut(&name) {
        None => {
            parts.insert(name, value);
        }
        Some(Value::Array(values)) => values.push(value),
        Some(first) => *first = Value::Array(vec![first.take(), value]),
    }
}

/// A parameter of a header, in quotation marks or without.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut parameters = header.split(';').skip(1).filter_map(|part| part.trim().split_once('='));
    let (_, value) = parameters.find(|(own, _)| own.eq_ignore_ascii_case(name))?;
    Some(value.trim_matches('"').to_owned()).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::read_multipart;
    use serde_json::json;

    #[test]
    fn parts_by_name() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\ntwo\r\n--x\r\nContent-Disposition: \
                    form-data; name=\"b\"; filename=\"f\"\r\nContent-Type: application/json\r\n\r\n{\"c\": \
                    1}\r\n--x\r\nContent-Disposition: form-data; name=a\r\n\r\nthree\r\n--x--\r\n";
        let parts = read_multipart("multipart/form-data; boundary=\"x\"", body.as_bytes()).unwrap();
        assert_eq!(json!(parts), json!({ "a": ["one\r\ntwo", "three"], "b": { "c": 1 } }));
        assert!(read_multipart("multipart/form-data", body.as_bytes()).is_none());
    }
}
