use super::says_yes;

#[test]
fn cells_that_require() {
    for (cell, required) in [
        ("yes", true),
        ("**Required**", true),
        ("✅", true),
        ("yes, always", true),
        ("no", false),
        ("yes (or `name`)", false),
        ("Yes, if `name` is not set", false),
        ("required unless `all` is set", false),
    ] {
        assert_eq!(says_yes(cell), required, "{cell}");
    }
}
