//! One documentation, three renderings: MDX source, `.md` export and the text of the rendered
//! page give the same model, but for the mark-up in texts and the places they were read from.

use docbind::load_spec;
use serde_json::Value;
use std::path::Path;

/// The model without what a rendering cannot carry: mark-up, links, places; evidence of fields
/// that both a skeleton and an example show.
fn model(rendering: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("renderings/community-threads").join(rendering);
    let spec = load_spec(&folder).expect("the folder loads");
    let reading = docbind::read_spec(&spec);
    assert_eq!(reading.api.operations.len(), 6, "{rendering}");
    let mut value = serde_json::to_value(&reading.api).expect("the model is JSON");
    for key in ["name", "title"] {
        value.as_object_mut().expect("an object").remove(key);
    }
    strip(&mut value);
    value
}

fn strip(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for key in ["place", "link"] {
                members.remove(key);
            }
            members.values_mut().for_each(strip);
        }
        Value::Array(items) => items.iter_mut().for_each(strip),
        Value::String(text) => *text = plain(text),
        _ => {}
    }
}

/// Text as a browser shows it.
fn plain(markdown: &str) -> String {
    let mut text = markdown.replace(['`', '*', '\\'], "");
    while let Some(middle) = text.find("](") {
        let (Some(open), Some(close)) = (text[..middle].rfind('['), text[middle..].find(')')) else { break };
        let label = text[open + 1..middle].to_owned();
        text.replace_range(open..middle + close + 1, &label);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn three_renderings_give_one_model() {
    let source = serde_json::to_string_pretty(&model("source")).unwrap();
    for rendering in ["export", "rendered"] {
        let other = serde_json::to_string_pretty(&model(rendering)).unwrap();
        if source == other {
            continue;
        }
        let lines = source.lines().zip(other.lines()).enumerate();
        for (number, (a, b)) in lines.filter(|(_, (a, b))| a != b).take(20) {
            println!("line {number}:\n  source:   {a}\n  {rendering}: {b}");
        }
        panic!("{rendering} differs from source");
    }
}
