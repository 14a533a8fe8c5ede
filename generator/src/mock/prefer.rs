//! What a client asks for: `Prefer: code=404`, `Prefer: example=empty`, `Prefer: dynamic=true` (RFC 7240; the names are
//! those of other mock servers).

use super::check::header;
use super::problem::Problem;
use hyper::Request;
use hyper::body::Bytes;

/// The preferences of a request.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Preferences {
    /// The status of the response.
    pub(super) code: Option<u16>,
    /// The label of an example.
    pub(super) example: Option<String>,
    /// Whether a value is to be made, and no example given.
    pub(super) dynamic: bool,
}

impl Preferences {
    pub(super) fn of(request: &Request<Bytes>) -> Result<Self, Problem> {
        let mut found = Preferences::default();
        let all = header(request, "prefer").unwrap_or_default();
        for (name, value) in items(&all) {
            match name.as_str() {
                "code" => match value.parse() {
                    Ok(code) if (100..600).contains(&code) => found.code = Some(code),
                    _ => return Err(Problem::new(400, format!("`Prefer: code={value}` is not a status"))),
                },
                "example" => found.example = Some(value),
                "dynamic" => found.dynamic = value != "false",
                _ => {}
            }
        }
        Ok(found)
    }

    /// As they were met (RFC 7240, section 3).
    pub(super) fn applied(&self) -> Option<String> {
        let code = self.code.map(|code| format!("code={code}"));
        let example = self.example.as_ref().map(|label| format!("example=\"{label}\""));
        let applied: Vec<_> =
            code.into_iter().chain(example).chain(self.dynamic.then(|| "dynamic=true".to_owned())).collect();
        (!applied.is_empty()).then(|| applied.join(", "))
    }
}

/// `name=value` and `name="value"`, divided by commas; parameters behind a semicolon are passed over.
fn items(header: &str) -> Vec<(String, String)> {
    let (mut parts, mut quoted) = (vec![String::new()], false);
    for c in header.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => parts.push(String::new()),
            c => parts.last_mut().expect("there is one").push(if quoted && c == ';' { '\u{1}' } else { c }),
        }
    }
    let item = |part: &String| {
        let part = part.split(';').next().unwrap_or_default();
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        (name.trim().to_ascii_lowercase(), value.trim().replace('\u{1}', ";"))
    };
    parts.iter().map(item).filter(|(name, _)| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_as_they_are_written() {
        let of = |value: &str| {
            Preferences::of(&Request::builder().header("Prefer", value).body(Bytes::new()).unwrap())
        };
        let wanted =
            Preferences { code: Some(404), example: Some("no one; here, at all".into()), dynamic: false };
        assert_eq!(of("respond-async; wait=5, Code=404, example=\"no one; here, at all\"").unwrap(), wanted);
        assert_eq!(of("dynamic=true").unwrap().applied().as_deref(), Some("dynamic=true"));
        assert!(of("code=many").is_err());
    }
}
