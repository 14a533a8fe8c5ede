use super::*;
use crate::source::{SourceId, Span};

const REQUIRED: Said<'_> = Said { required: true, default: None };

fn text(markdown: &str) -> Text {
    let span = Span::new(SourceId(0), 0, 0);
    Text { plain: markdown.replace('`', ""), markdown: markdown.to_owned(), links: Vec::new(), span }
}

fn of_type(markdown: &str, ty: Option<TypeExpr>) -> Vec<String> {
    read_listing(&text(markdown), ty.as_ref(), REQUIRED).values.into_iter().map(|v| v.value.value).collect()
}

fn values(markdown: &str) -> Vec<String> {
    of_type(markdown, Some(TypeExpr::String))
}

#[test]
fn choices_are_announced_by_what_is_chosen() {
    let text = "The bells that ring. Valid bell event types:\n\n- `rung` — it rang\n- `tuned` — it was tuned";
    assert_eq!(values(text), ["rung", "tuned"]);
    assert_eq!(of_type(text, Some(TypeExpr::Array(None))), ["rung", "tuned"]);
    let keys = "Its parts. Available event keys:\n\n- `rung` — it rang\n- `tuned` — it was tuned";
    assert!(of_type(keys, Some(TypeExpr::Array(None))).is_empty());
}

#[test]
fn listings_with_a_trigger() {
    for (markdown, expected) in [
        ("The state. One of `open`, `waiting` or `closed`.", vec!["open", "waiting", "closed"]),
        ("Valid values: `a`, `b`. Default: `c`", vec!["a", "b"]),
        ("Must be one of \"x\" | \"y\"", vec!["x", "y"]),
        ("Options: `a` (the first), `b`", vec!["a", "b"]),
        ("Possible values are <code>\"NEW\"</code>, and <code>\"OLD\"</code>.", vec!["NEW", "OLD"]),
        ("`low` and `high` are supported.", vec!["low", "high"]),
        ("Verdict. Values: PASS, FAIL, UNKNOWN.", vec!["PASS", "FAIL", "UNKNOWN"]),
        ("The lane (one of: left, right)", vec!["left", "right"]),
        ("Default is png. Enum: `png, webp`", vec!["png", "webp"]),
        ("Must be one of the following: red, green or blue", vec!["red", "green", "blue"]),
        ("Must be one of: - `at_quay` - `aboard` - `lost`", vec!["at_quay", "aboard", "lost"]),
    ] {
        assert_eq!(values(markdown), expected, "{markdown}");
    }
}

#[test]
fn listings_by_their_place() {
    for (markdown, expected) in [
        ("Current state: `\"NEW\"`, `\"OLD\"`, or `\"GONE\"`.", vec!["NEW", "OLD", "GONE"]),
        ("Either `fast` or `steady`.", vec!["fast", "steady"]),
        ("Can be `yes` or `no`.", vec!["yes", "no"]),
        ("The lane - `left`, `middle` or `right`.", vec!["left", "middle", "right"]),
        ("Sort by `name` or `age`.", vec!["name", "age"]),
        ("Kind of ticket (cannot be changed): `bug`, or `wish`.", vec!["bug", "wish"]),
        ("`asc` or `desc`", vec!["asc", "desc"]),
        ("Order: `asc` | `desc`", vec!["asc", "desc"]),
    ] {
        assert_eq!(values(markdown), expected, "{markdown}");
    }
    assert_eq!(of_type("Level: `1`, `2` or `3`", Some(TypeExpr::Integer)), ["1", "2", "3"]);
}

#[test]
fn listings_with_an_item_each() {
    assert_eq!(values("Possible values:\n\n- `web`: from a browser\n- `app` (phone)"), ["web", "app"]);
    assert_eq!(values("How good it is\n\n- `low` — quick\n- `high` — slow"), ["low", "high"]);
    assert_eq!(values("Possible values:\n\n- creating: it is made\n- ready"), ["creating", "ready"]);
    assert_eq!(values("Possible values:\n\n- creating: it is made\n- what else"), [""; 0]);
    assert_eq!(values("Can be:\n\n- \"sent\": on its way\n- \"read\": seen"), ["sent", "read"]);
    let listing =
        read_listing(&text("Options:\n\n- `a`: the first\n- `b`"), Some(&TypeExpr::String), Said::default());
    assert_eq!(listing.values[0].description, "the first");
}

#[test]
fn no_listings() {
    for markdown in [
        "One of `email` or `phone` is required.",
        "Either `email` or `phone` must be given.",
        "See `x` and `y`.",
        "One of `a`.",
        "One of the best; see `x`, then use `y`.",
        "Its colour (e.g. `red`, `green`).",
        "A name, for example `max` or `eva`.",
        "Each entry contains `id`, `name`, and `age`.",
        "Between `1` and `5`.",
        "Requests are sent to `/a` or `/b`.",
        "Contains:\n\n- `id`: the number\n- `name`: the name",
        "Parts:\n\n- `id` (integer): the number\n- `name` (string): the name",
        "`true` or `false`",
        "Example values: 20, 2",
        "A host (`desk.acme.example`, `203.0.113.10`)",
        "Either `this` or `that` can be provided, but not both.",
        "Avoid the reserved `wait`, `stop`, or `go`.",
        "Any number:\n\n- `12223334444`\n- `91223334444`",
        "Words:\n\n- \"in 30 minutes\"\n- \"next Monday at noon\"",
    ] {
        assert_eq!(values(markdown), Vec::<String>::new(), "{markdown}");
    }
    assert!(of_type("Either `a` or `b`.", Some(TypeExpr::Object)).is_empty());
    assert!(of_type("Either `a` or `b`.", Some(TypeExpr::Integer)).is_empty());
    assert!(of_type("Either `a` or `b`.", None).is_empty());
    assert_eq!(of_type("One of `a` or `b`.", None), ["a", "b"]);
}

#[test]
fn words_in_brackets_are_a_hint() {
    let hinted = |markdown: &str| -> Vec<String> {
        let listing = read_listing(&text(markdown), Some(&TypeExpr::String), Said::default());
        assert!(listing.values.is_empty(), "{markdown}");
        listing.hinted.into_iter().map(|v| v.value.value).collect()
    };
    assert_eq!(hinted("Where it goes (incoming, outgoing)"), ["incoming", "outgoing"]);
    assert_eq!(hinted("Kind (LOCAL or REMOTE)"), ["LOCAL", "REMOTE"]);
    assert!(hinted("The day (in UTC, please)").is_empty());
    assert!(hinted("The day (optional)").is_empty());
}

#[test]
fn enums_of_one_value() {
    let of_enum = |markdown| of_type(markdown, Some(TypeExpr::Enum(None)));
    assert_eq!(of_enum("Kind of cargo.\n\nAvailable options: `bulk`\n\nAllowed value: `\"bulk\"`"), ["bulk"]);
    assert_eq!(of_enum("Set `bulk` for bulk."), [""; 0]);
    assert_eq!(values("Allowed value: `bulk`"), [""; 0]);
}

#[test]
fn ranges_are_no_values() {
    assert_eq!(of_type("Valid values: `1` - `10`", Some(TypeExpr::Integer)), [""; 0]);
    assert_eq!(values("Duration: `4s` - `12s`"), [""; 0]);
}

#[test]
fn fixed_values() {
    for markdown in [
        "Set to `account`",
        "The module. Must be `account`.",
        "The module, which must always be `account`.",
        "Always `\"account\"`",
        "Kind (must be `account`)",
        "The value must be `account`.",
        "Must be `account` for this endpoint.",
        "类型，固定为 `account`",
    ] {
        assert_eq!(values(markdown), ["account"], "{markdown}");
    }
    for markdown in [
        "Set to `yes` to get it indented.",
        "Must be `yes` if `other` is given.",
        "When there is none, always `none`.",
        "Must be `a` or `b3 c d e`, as it is.",
        "Must not be `x`.",
        "The day at 10:00; the year is always `1976`.",
        "For example always `x`.",
        "Must be `true`.",
        "Must be `x`. For the others it must be `y`.",
        "Allowed value: `bulk`",
    ] {
        assert_eq!(values(markdown), [""; 0], "{markdown}");
    }
    assert_eq!(of_type("Must be `2`.", Some(TypeExpr::Integer)), ["2"]);
    assert_eq!(of_type("Must be `x`.", Some(TypeExpr::Integer)), [""; 0]);
    assert_eq!(of_type("Must be `x`.", None), [""; 0]);
    let optional = read_listing(&text("Set to `yes`."), Some(&TypeExpr::String), Said::default());
    assert!(optional.values.is_empty());
    let preset = Said { required: false, default: Some("logs") };
    for markdown in [
        "Available options: `logs`",
        "Set to `logs` for this endpoint.",
        "Must be set to `logs` to get logs.",
    ] {
        let listing = read_listing(&text(markdown), Some(&TypeExpr::String), preset);
        assert_eq!(listing.values.len(), 1, "{markdown}");
    }
}

#[test]
fn enums_of_bare_words() {
    let of_enum = |markdown| of_type(markdown, Some(TypeExpr::Enum(None)));
    assert_eq!(of_enum("The colour: red, green or blue."), ["red", "green", "blue"]);
    assert_eq!(of_enum("led, halogen"), ["led", "halogen"]);
    assert_eq!(of_enum("Watts - 5, 10"), ["5", "10"]);
    assert_eq!(of_enum("The state, as it is."), [""; 0]);
    assert_eq!(values("The colour: red, green or blue."), [""; 0]);
    assert!(lists_truth(&text("Whether it is (one of `true`, `false`)")));
    assert!(!lists_truth(&text("One of `true`, `auto`")));
    assert!(!lists_truth(&text("Some `true` thing")));
}
