//! Events as a stream has them.

use serde_json::Value;

/// The text of a stream of server-sent events (WHATWG HTML, section 9.2): each value is the data of an event, or an
/// object of its fields `event` and `data`. Ids are left out: a client would ask for what follows the last of them. `end` is the data of the event that ends the stream.
pub fn render_event_stream(values: &[Value], end: Option<&str>) -> String {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let data = |value: &Value| text(value).lines().map(|line| format!("data: {line}\n")).collect::<String>();
    let mut stream = String::new();
    for value in values {
        match (value.get("event"), value.get("data")) {
            (Some(Value::String(event)), Some(of)) => {
                stream += &format!("event: {}\n", event.replace(['\r', '\n'], " "));
                stream += &data(of);
            }
            _ => stream += &data(value),
        }
        stream.push('\n');
    }
    stream + &end.map(|end| format!("data: {end}\n\n")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn data_and_whole_events() {
        let values = [json!({"id": 1}), json!("a\nb"), json!({"event": "beat", "id": "7", "data": {"n": 2}})];
        let expected =
            "data: {\"id\":1}\n\ndata: a\ndata: b\n\nevent: beat\ndata: {\"n\":2}\n\ndata: [DONE]\n\n";
        assert_eq!(render_event_stream(&values, Some("[DONE]")), expected);
    }
}
