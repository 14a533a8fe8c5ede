//! The lines that open an answer.
//!
//! ```ebnf
//! status row = ( status | "default" ) , [ separator ] , [ reason ] , [ separator ] , [ media type ] ;   (* "200 - application/json" *)
//! separator  = "-" | "–" | "—" | ":" | "·" ;
//! whole      = "The " , ( "body" | "response" ) , " is of type " , type , "." | type ;   (* of the body as a whole *)
//! ```

use super::heading::is_media_type;
use super::type_row::read_type_row;
use crate::dialect::claims::TypeExpr;
use crate::dialect::section::leading_status;
use crate::model::Status;

/// A status, and what its line says beside it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StatusRow<'a> {
    pub code: Status,
    pub reason: &'a str,
    pub media_type: Option<&'a str>,
}

/// Reads a line that begins with a status and is no sentence.
pub(super) fn read_status_row(line: &str) -> Option<StatusRow<'_>> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix("default").or_else(|| line.strip_prefix("Default")) {
        let rest = trim(rest);
        let media_type = Some(rest).filter(|rest| is_media_type(rest));
        let whole = rest.is_empty() || media_type.is_some();
        return whole.then_some(StatusRow { code: Status::Default, reason: "", media_type });
    }
    // "200application/json": run together.
    let glued = line.get(..3).and_then(Status::parse).filter(|_| is_media_type(&line[3..]));
    let code = leading_status(line).or(glued).filter(|_| line.len() < 80)?;
    let rest = trim(&line[3..]);
    let (before, last) = rest.rsplit_once(' ').unwrap_or(("", rest));
    let (reason, media_type) = if is_media_type(last) { (trim(before), Some(last)) } else { (rest, None) };
    Some(StatusRow { code, reason, media_type })
}

impl StatusRow<'_> {
    /// Whether the line can be nothing else, wherever it stands: the status alone, or with a media type.
    pub fn is_sure(&self) -> bool {
        self.reason.is_empty()
    }

    /// Whether what stands beside the status may be its reason.
    pub fn is_titled(&self) -> bool {
        self.reason.starts_with(|c: char| c.is_uppercase())
            && !self.reason.ends_with('.')
            && self.reason.split_whitespace().count() <= 5
    }
}

/// The tabs of several answers that run together: `200404`.
pub(super) fn read_status_tabs(line: &str) -> Vec<Status> {
    let is_row =
        line.len() > 3 && line.len().is_multiple_of(3) && line.bytes().all(|byte| byte.is_ascii_digit());
    let parts = (0..line.len() / 3).map(|at| Status::parse(&line[at * 3..at * 3 + 3]));
    is_row.then(|| parts.collect::<Option<Vec<_>>>()).flatten().unwrap_or_default()
}

fn trim(text: &str) -> &str {
    text.trim_matches([' ', '-', '–', '—', ':', '·', '\u{a0}'])
}

/// The type of a body as a whole, in the sentence that sites print where it has no description, or in a line of its own.
pub(super) fn read_stock_type(line: &str) -> Option<TypeExpr> {
    let sentence = ["The body is of type ", "The response is of type "]
        .iter()
        .find_map(|stock| line.strip_prefix(stock));
    if let Some(ty) = sentence {
        let ty = ty.trim_end_matches('.').trim_matches('`');
        return Some(read_type_row(ty).map_or(TypeExpr::Any, |row| row.ty));
    }
    let ty = read_type_row(line)?.ty;
    matches!(ty, TypeExpr::Object | TypeExpr::Array(_)).then_some(ty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_rows() {
        let read = |line: &'static str| {
            read_status_row(line).map(|row| (row.code.to_string(), row.reason, row.media_type))
        };
        assert_eq!(read("200"), Some(("200".into(), "", None)));
        assert_eq!(read("200 - application/json"), Some(("200".into(), "", Some("application/json"))));
        assert_eq!(read("404 Not Found"), Some(("404".into(), "Not Found", None)));
        assert_eq!(read("201 Created · text/csv"), Some(("201".into(), "Created", Some("text/csv"))));
        assert_eq!(read("2000 ways"), None);
    }

    #[test]
    fn types_of_bodies() {
        for line in ["The body is of type object.", "object", "The response is of type `object`."] {
            assert_eq!(read_stock_type(line), Some(TypeExpr::Object), "{line}");
        }
        assert!(matches!(read_stock_type("The body is of type Boat · object[]."), Some(TypeExpr::Array(_))));
        for line in ["The boat", "string", "The body is heavy."] {
            assert_eq!(read_stock_type(line), None, "{line}");
        }
    }
}
