//! What a page says a value must keep to.

/// What a value must keep to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LimitClaims {
    /// The bounds.
    pub bounds: Vec<LimitClaim>,
    /// A regular expression.
    pub pattern: Option<String>,
}

/// A bound: "at most 64 characters".
#[derive(Clone, Debug, PartialEq)]
pub struct LimitClaim {
    /// Which end.
    pub bound: Bound,
    /// The number.
    pub value: serde_json::Number,
    /// Of what.
    pub unit: Unit,
    /// Whether the number itself is out of bounds.
    pub exclusive: bool,
}

/// An end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The lower one.
    Minimum,
    /// The upper one.
    Maximum,
}

/// What a [`LimitClaim`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nothing is said: the value itself.
    None,
    /// Characters, or "length".
    Characters,
    /// Digits or decimals.
    Digits,
    /// Seconds, days and the like.
    Time,
    /// Bytes and pixels.
    Size,
    /// Percent.
    Share,
    /// A noun behind "maximum": things, or items of a list.
    Things,
    /// A noun behind a loose phrase, such as "up to 3 photos": items of a list.
    Counted,
}
