//! The program that `.ci/round-trip` makes for an API: reads each documented response by its type, writes it again,
//! and prints a line of JSON for each with what came of it.

use serde::de::DeserializeOwned;
use serde::Serialize;
use serde_json::Value;

/// A documented response.
pub struct Response {
    pub operation: &'static str,
    pub status: &'static str,
    pub text: &'static str,
    /// The members that its type does not have, as JSON pointers.
    pub unknown: &'static [&'static str],
    /// Whether a text in it stands for a value of any type.
    pub stands_in: bool,
    pub again: fn(&str) -> Result<Value, String>,
}

/// Reads a response as the client does, and writes it.
fn again<T: DeserializeOwned + Serialize>(text: &str) -> Result<Value, String> {
    let read: T = serde_json::from_str(text).map_err(|error| error.to_string())?;
    serde_json::to_value(&read).map_err(|error| error.to_string())
}

include!(env!("DOCBIND_RESPONSES"));

fn main() {
    for of in RESPONSES {
        let shown: Value = serde_json::from_str(of.text).expect("the model holds JSON");
        let mut found = Found::default();
        match (of.again)(of.text) {
            Ok(written) => found.compare(of, "", &shown, Some(&written)),
            Err(error) => found.unread = Some(error),
        }
        let Found { unread, empty, rewritten, wrong } = found;
        println!("{}", serde_json::json!([of.operation, of.status, of.stands_in, unread, empty, rewritten, wrong]));
    }
}

/// What is not the same.
#[derive(Default)]
struct Found {
    /// Why it cannot be read.
    unread: Option<String>,
    /// Members that hold no more than their absence says, and are left out: null, `[]`.
    empty: Vec<String>,
    /// The same value in another spelling: `1.0` for `1`, `Z` for `+00:00`.
    rewritten: Vec<String>,
    /// What is lost or changed.
    wrong: Vec<String>,
}

impl Found {
    fn compare(&mut self, of: &Response, at: &str, shown: &Value, written: Option<&Value>) {
        let Some(written) = written else {
            let is_empty = shown.is_null() || shown.as_array().is_some_and(Vec::is_empty);
            return match is_empty {
                true => self.empty.push(at.to_owned()),
                false => self.wrong.push(format!("{at}: {shown} is lost")),
            };
        };
        match (shown, written) {
            (Value::Object(shown), Value::Object(written)) => {
                for (name, value) in shown {
                    let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
                    if written.contains_key(name) || !of.unknown.contains(&at.as_str()) {
                        self.compare(of, &at, value, written.get(name));
                    }
                }
                let added = written.iter().filter(|(name, _)| !shown.contains_key(*name));
                self.wrong.extend(added.map(|(name, value)| format!("{at}/{name}: {value} is new")));
            }
            (Value::Array(shown), Value::Array(written)) if shown.len() == written.len() => {
                for (index, (shown, written)) in shown.iter().zip(written).enumerate() {
                    self.compare(of, &format!("{at}/{index}"), shown, Some(written));
                }
            }
            _ if shown == written => {}
            _ if is_same(shown, written) => self.rewritten.push(format!("{at}: {shown} is {written}")),
            _ => self.wrong.push(format!("{at}: {shown} is {written}")),
        }
    }
}

/// Whether both say the same number or the same moment.
fn is_same(shown: &Value, written: &Value) -> bool {
    match (shown, written) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::String(a), Value::String(b)) => {
            let moment = |text: &str| text.parse::<jiff::Timestamp>().ok();
            let civil = |text: &str| text.parse::<jiff::civil::DateTime>().ok();
            let decimal = |text: &str| text.parse::<rust_decimal::Decimal>().ok();
            let uuid = |text: &str| text.parse::<uuid::Uuid>().ok();
            same(moment(a), moment(b))
                || same(civil(a), civil(b))
                || same(decimal(a), decimal(b))
                || same(uuid(a), uuid(b))
        }
        // An amount as a number and as a text.
        (Value::Number(a), Value::String(b)) | (Value::String(b), Value::Number(a)) => {
            same(a.to_string().parse::<rust_decimal::Decimal>().ok(), b.parse().ok())
        }
        _ => false,
    }
}

fn same<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    a.is_some() && a == b
}
