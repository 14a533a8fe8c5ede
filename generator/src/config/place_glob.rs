//! Parts of an operation, as a selector names them.

use crate::model::{Location, Status};
use std::fmt;

/// A part of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceGlob {
    /// Any part.
    Any,
    /// The path's parameters.
    Path,
    /// The query's parameters.
    Query,
    /// Headers of the request.
    Header,
    /// Cookies.
    Cookie,
    /// The request's body.
    Body,
    /// The answers with any status.
    Response,
    /// The answers with that status.
    Status(u16),
    /// The answers whose status has that first digit.
    StatusClass(u16),
    /// The answers with a status that has none of its own (OpenAPI's `default`).
    DefaultStatus,
}

impl PlaceGlob {
    /// The part of a word in any case.
    pub(super) fn parse(word: &str) -> Option<Self> {
        match word.to_ascii_lowercase().as_str() {
            "*" => Some(PlaceGlob::Any),
            "path" => Some(PlaceGlob::Path),
            "query" => Some(PlaceGlob::Query),
            "header" => Some(PlaceGlob::Header),
            "cookie" => Some(PlaceGlob::Cookie),
            "body" => Some(PlaceGlob::Body),
            "response" => Some(PlaceGlob::Response),
            "default" => Some(PlaceGlob::DefaultStatus),
            status => parse_status(status),
        }
    }

    /// The part that holds the parameters of a location.
    pub fn of_location(location: Location) -> Self {
        match location {
            Location::Path => PlaceGlob::Path,
            Location::Query => PlaceGlob::Query,
            Location::Header => PlaceGlob::Header,
            Location::Cookie => PlaceGlob::Cookie,
        }
    }

    /// The part that holds the answer of these statuses.
    pub fn of_status(status: Status) -> Self {
        match status {
            Status::Code(code) => PlaceGlob::Status(code),
            Status::Range(class) => PlaceGlob::StatusClass(class),
            Status::Default => PlaceGlob::DefaultStatus,
        }
    }

    /// Whether a single part is one of these.
    pub fn covers(self, part: Self) -> bool {
        match (self, part) {
            (PlaceGlob::Any, _) => true,
            (
                PlaceGlob::Response,
                PlaceGlob::Status(_) | PlaceGlob::StatusClass(_) | PlaceGlob::DefaultStatus,
            ) => true,
            (PlaceGlob::StatusClass(digit), PlaceGlob::Status(status)) => status / 100 == digit,
            (this, part) => this == part,
        }
    }
}

fn parse_status(word: &str) -> Option<PlaceGlob> {
    let class = |digit: &str| digit.parse().ok().filter(|digit| (1..=5).contains(digit));
    if let Some(digit) = word.strip_suffix("xx") {
        return class(digit).filter(|_| digit.len() == 1).map(PlaceGlob::StatusClass);
    }
    let digits = word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|status| digits && (100..=599).contains(status)).map(PlaceGlob::Status)
}

impl fmt::Display for PlaceGlob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlaceGlob::Any => f.write_str("*"),
            PlaceGlob::Path => f.write_str("path"),
            PlaceGlob::Query => f.write_str("query"),
            PlaceGlob::Header => f.write_str("header"),
            PlaceGlob::Cookie => f.write_str("cookie"),
            PlaceGlob::Body => f.write_str("body"),
            PlaceGlob::Response => f.write_str("response"),
            PlaceGlob::Status(status) => write!(f, "{status}"),
            PlaceGlob::StatusClass(digit) => write!(f, "{digit}xx"),
            PlaceGlob::DefaultStatus => f.write_str("default"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PlaceGlob as P;

    #[test]
    fn parts_cover_parts() {
        for (wide, part) in [
            (P::Any, P::Path),
            (P::Any, P::Status(404)),
            (P::Response, P::Status(200)),
            (P::StatusClass(4), P::Status(404)),
            (P::Status(404), P::Status(404)),
            (P::StatusClass(4), P::StatusClass(4)),
            (P::Response, P::DefaultStatus),
            (P::Body, P::Body),
        ] {
            assert!(wide.covers(part), "{wide} {part}");
        }
        for (narrow, part) in [
            (P::Body, P::Query),
            (P::Response, P::Body),
            (P::StatusClass(4), P::Status(500)),
            (P::Status(200), P::Status(201)),
        ] {
            assert!(!narrow.covers(part), "{narrow} {part}");
        }
    }
}
