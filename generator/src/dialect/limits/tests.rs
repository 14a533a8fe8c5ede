use super::*;

/// `min 1 characters`, one for each limit.
fn limits(text: &str) -> Vec<String> {
    let word = |l: &LimitClaim| {
        let bound = if l.bound == Bound::Minimum { "min" } else { "max" };
        let exclusive = if l.exclusive { "!" } else { "" };
        let unit = match l.unit {
            Unit::None => String::new(),
            unit => format!(" {}", format!("{unit:?}").to_lowercase()),
        };
        format!("{bound}{exclusive} {}{unit}", l.value)
    };
    read_limits(text).iter().map(word).collect()
}

#[test]
fn bounds() {
    for (text, expected) in [
        ("How many. Default: 20. Maximum: 100.", vec!["max 100"]),
        ("Page size (default: 20, max: 100)", vec!["max 100"]),
        ("Minimum 1, maximum 100.", vec!["min 1", "max 100"]),
        ("Default and max is 1000.", vec!["max 1000"]),
        ("Maximum value is 50", vec!["max 50"]),
        ("Must not exceed 10.", vec!["max 10"]),
        ("At least 3 and at most 10.", vec!["min 3", "max 10"]),
        ("Up to 100", vec!["max 100"]),
        ("1 or more", vec!["min 1"]),
        ("Must be greater than 0", vec!["min! 0"]),
        ("Must be non-negative.", vec!["min 0"]),
        ("A positive integer", vec!["min! 0"]),
        ("Must be positive", vec!["min! 0"]),
    ] {
        assert_eq!(limits(text), expected, "{text}");
    }
}

#[test]
fn ranges() {
    for (text, expected) in [
        ("Between 0 and 1", vec!["min 0", "max 1"]),
        ("Range: 0-10.", vec!["min 0", "max 10"]),
        ("Number between -2.0 and 2.0.", vec!["min -2.0", "max 2.0"]),
        ("Range: 0.0 - 2.0, default 1.0", vec!["min 0.0", "max 2.0"]),
        ("Valid range: 3 to 15.", vec!["min 3", "max 15"]),
        ("Supported range: 4 ~ 12 seconds", vec!["min 4 time", "max 12 time"]),
        ("A score from 1 to 5", vec!["min 1", "max 5"]),
        ("How urgent (1-5)", vec!["min 1", "max 5"]),
    ] {
        assert_eq!(limits(text), expected, "{text}");
    }
}

#[test]
fn lengths_and_counts() {
    for (text, expected) in [
        ("Max 5,000 characters.", vec!["max 5000 characters"]),
        ("Maximum length 64.", vec!["max 64 characters"]),
        ("Its name (2-100 characters)", vec!["min 2 characters", "max 100 characters"]),
        ("1-64 characters.", vec!["min 1 characters", "max 64 characters"]),
        ("Must be less than 200 characters", vec!["max! 200 characters"]),
        ("Exactly 6 digits", vec!["min 6 digits", "max 6 digits"]),
        ("Maximum 14 photos", vec!["max 14 things"]),
        ("Up to 7 photos", vec!["max 7 counted"]),
        ("At least one photo", vec!["min 1 counted"]),
        ("At most 10MB", vec!["max 10 size"]),
    ] {
        assert_eq!(limits(text), expected, "{text}");
    }
}

#[test]
fn no_limits() {
    for text in [
        "The maximum number of retries.",
        "At least one of name and mail is required.",
        "At least one is required.",
        "Maximum file size: 10MB",
        "Since version 2.5.1",
        "Photos: max 5. Films: max 3.",
        "The range of 2024-01-01",
        "See page 1 to learn more",
        "Set max_tokens to 5",
    ] {
        assert_eq!(limits(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn patterns() {
    assert_eq!(read_pattern("Must match `^[a-z0-9_]+$`, at most 5.").as_deref(), Some("^[a-z0-9_]+$"));
    assert_eq!(read_pattern("Pattern: `[A-Z]{3}`").as_deref(), Some("[A-Z]{3}"));
    assert_eq!(read_pattern("Use `a` or `[b]`."), None);
}
