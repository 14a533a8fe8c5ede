use super::*;
use expect_test::{Expect, expect};
use proptest::prelude::*;

fn parse(text: &str) -> Selector {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn names(selector: &Selector, group: &str, id: &str) -> bool {
    let (group, ids) = (group.to_owned(), vec![id.to_owned()]);
    selector.names_operation(&OperationKey { group, ids, ..OperationKey::default() })
}

/// Whether the way, written as a selector without globs, leads to what the selector names.
fn leads(selector: &str, way: &str) -> bool {
    let path = parse(selector).path;
    let way = parse(way).path;
    let mut reached = path.start();
    for step in way.steps() {
        reached = path.advance(
            reached,
            match step {
                StepGlob::Name(glob) => Step::Name(glob.as_str()),
                StepGlob::Items => Step::Items,
                StepGlob::Values => Step::Values,
                StepGlob::Deep => unreachable!("no way that is taken holds `**`"),
            },
        );
    }
    path.is_end(reached)
}

#[test]
fn all_forms_in_their_parts() {
    let selector = parse("get-ticket");
    assert_eq!((selector.group, selector.place), (None, None));
    let selector = parse("tickets/*");
    assert_eq!(selector.group.as_ref().map(NameGlob::as_str), Some("tickets"));
    assert!(names(&selector, "tickets", "anything") && !names(&selector, "users", "it"));
    assert_eq!(parse("x:body.customer.email").path.steps().len(), 2);
    for (text, place) in [
        ("x:path.id", PlaceGlob::Path),
        ("x:query.page", PlaceGlob::Query),
        ("x:header.X-Acme-Key", PlaceGlob::Header),
        ("x:cookie.session", PlaceGlob::Cookie),
        ("x:body", PlaceGlob::Body),
        ("x:response.**.price", PlaceGlob::Response),
        ("x:200.data[].status", PlaceGlob::Status(200)),
        ("x:4XX.error", PlaceGlob::StatusClass(4)),
        ("x:*.id", PlaceGlob::Any),
    ] {
        assert_eq!(parse(text).place, Some(place), "{text}");
    }
    assert_eq!(parse("Customer.email").place, None);
    assert!(parse("create-ticket:body.a[].b").is_exact());
    for glob in ["*:body.a", "x:response.a", "x:4xx.a", "x:*.a", "x:body.*", "x:body.**.a", "{x,y}:body"] {
        assert!(!parse(glob).is_exact(), "{glob}");
    }
}

#[test]
fn quotes_keep_marks_and_globs_as_they_stand() {
    let selector = parse(r#""v1.2/beta"/list:query."filter[a.b]".x"#);
    assert_eq!(selector.group.as_ref().map(NameGlob::as_str), Some("v1.2/beta"));
    let StepGlob::Name(name) = &selector.path.steps()[0] else { panic!() };
    assert_eq!(name.as_exact(), Some("filter[a.b]"));
    let star = parse(r#"x:header."X-*""#);
    let StepGlob::Name(star) = &star.path.steps()[0] else { panic!() };
    assert!(star.matches("X-*") && !star.matches("X-Acme"));
    let marks = parse(r#"x:body."a\"b\\c""#);
    let StepGlob::Name(marks) = &marks.path.steps()[0] else { panic!() };
    assert_eq!(marks.as_str(), r#"a"b\c"#);
}

#[test]
fn ways_to_fields() {
    for (selector, way) in [
        ("x:body.price", "x:body.price"),
        ("x:body.*", "x:body.price"),
        ("x:body.**.price", "x:body.price"),
        ("x:body.**.price", "x:body.lines[].tax.price"),
        ("x:body.**.price", "x:body[].price"),
        ("x:200.data[].status", "x:200.data[].status"),
        ("x:200[].id", "x:200[].id"),
        ("x:body.labels{}.text", "x:body.labels{}.text"),
        ("x:body.a.**", "x:body.a.b.c[]"),
        ("x:body.**.a.**.b", "x:body.a.a.b"),
        ("x:body.{created,updated}_at", "x:body.updated_at"),
        ("x:body", "x:body"),
    ] {
        assert!(leads(selector, way), "{selector} {way}");
    }
    for (selector, way) in [
        ("x:body.price", "x:body.price.net"),
        ("x:body.*", "x:body.a.b"),
        ("x:body.*", "x:body[]"),
        ("x:200.data.status", "x:200.data[].status"),
        ("x:body.a.**", "x:body.a"),
        ("x:body.**", "x:body"),
        ("x:body[]", "x:body{}"),
        ("x:body", "x:body.a"),
    ] {
        assert!(!leads(selector, way), "{selector} {way}");
    }
}

#[test]
fn operations_by_endpoint_and_page() {
    let mut order = OperationKey { pages: vec!["orders/get.mdx".into()], ..OperationKey::default() };
    order.add_line("GET /v1/orders/{id}");
    order.add_line("GET /orders/{id}");
    for text in [
        "GET /v1/orders/{id}",
        "GET /v1/orders/{orderId}",
        "GET /orders/{}",
        "* /v1/orders/{id}",
        "GET /v1/*",
        "GET /v1/orders/{id}:200[].name",
        "orders/get.mdx",
        "*/get.mdx:path.id",
        "orders/{get,list}.mdx",
    ] {
        assert!(parse(text).names_operation(&order), "{text}");
    }
    for text in [
        "GET /v1/orders",
        "POST /v1/orders/{id}",
        "GET /v1/orders/last",
        "GET /v2/orders/{id}",
        "./get.mdx",
        "orders/get.md",
        "orders/get",
    ] {
        assert!(!parse(text).names_operation(&order), "{text}");
    }
    let mut cancel = OperationKey { pages: vec!["cancel.mdx".into()], ..OperationKey::default() };
    cancel.add_line("POST /v1/orders/{id}:cancel");
    let selector = parse("POST /v1/orders/{id}:cancel:body.why");
    assert!(selector.names_operation(&cancel) && selector.place == Some(PlaceGlob::Body));
    assert!(parse("./cancel.mdx").names_operation(&cancel));
    // The field of a record, whatever it is called.
    assert_eq!(parse("Page.md").address, None);
    for (text, shown) in [("GET /a/{id}:body.x", "GET /a/{id}:body.x"), ("a/b.mdx:4xx", "a/b.mdx:4xx")] {
        assert_eq!(parse(text).to_string(), shown);
    }
}

/// With a lock, the name alone is that of the operation that had it first.
#[test]
fn a_plain_name_does_not_name_what_came_later() {
    let later = OperationKey {
        group: "rooms".into(),
        ids: vec!["get-one".into()],
        later: true,
        ..OperationKey::default()
    };
    assert!(!parse("get-one").names_operation(&later));
    for text in ["rooms/get-one", "*/get-one", "get-*", "*"] {
        assert!(parse(text).names_operation(&later), "{text}");
    }
}

fn wrong(texts: &[&str], expected: Expect) {
    let said = texts.iter().map(|text| {
        let error = text.parse::<Selector>().expect_err(text);
        format!("{text}\n{:>at$} {}\n", "^", error.message, at = text[..error.at].chars().count() + 1)
    });
    expected.assert_eq(&said.collect::<Vec<_>>().join(""));
}

#[test]
fn what_is_wrong_and_where() {
    wrong(
        &[
            "",
            "/list",
            "tickets/",
            "tickets/list.name",
            "a/b/c",
            "x:",
            "x:boddy.a",
            "x:600",
            "x:body.",
            "x:body..a",
            "x:body.a[",
            "x:body.a[0]",
            "x:body.a{",
            "x:body{}a",
            "x:body.\"a",
            "x:body.\"\"",
            "x:body.\"a\\n\"",
            "x:body.\"a\"b",
            "x:body:a",
            "FETCH /v1/orders",
            "GET /v1/orders/{id",
        ],
        expect![[r#"

            ^ a name is missing at the end
            /list
            ^ a name is missing before `/`
            tickets/
                    ^ the name of an operation is missing at the end
            tickets/list.name
                        ^ an operation's fields are in a part of it
            a/b/c
               ^ `/` leads nowhere here
            x:
              ^ a part of the operation is missing
            x:boddy.a
              ^ `boddy` is not a part of an operation
            x:600
              ^ `600` is not a part of an operation
            x:body.
                   ^ the name of a field is missing at the end
            x:body..a
                   ^ the name of a field is missing before `.`
            x:body.a[
                    ^ `[` leads nowhere here
            x:body.a[0]
                    ^ `[` leads nowhere here
            x:body.a{
                   ^ a `{` without a `}`
            x:body{}a
                    ^ `a` leads nowhere here
            x:body."a
                   ^ the quote has no end
            x:body.""
                   ^ the name in quotes is empty
            x:body."a\n"
                     ^ `\` stands before `"` or `\` in quotes
            x:body."a"b
                      ^ `b` leads nowhere here
            x:body:a
                  ^ `:` leads nowhere here
            FETCH /v1/orders
            ^ `FETCH` is not a verb of HTTP
            GET /v1/orders/{id
                ^ a placeholder has a brace too few or too many
        "#]],
    );
}

/// A name in one of the forms that the grammar has.
fn name() -> impl Strategy<Value = String> {
    let quoted = any::<String>()
        .prop_filter("not empty", |name| !name.is_empty())
        .prop_map(|name| format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")));
    prop_oneof!["[a-z$@_ -]{1,8}", "[a-z*?]{1,8}", "[a-z]{0,3}\\{[a-z*]{0,3},[a-z]{0,3}\\}[a-z]{0,3}", quoted]
}

fn selector() -> impl Strategy<Value = String> {
    let place = prop_oneof!["path|query|header|cookie|body|response|200|4xx|5XX|\\*"];
    let step = prop_oneof![
        name().prop_map(|name| format!(".{name}")),
        Just("[]".into()),
        Just("{}".into()),
        Just(".**".into())
    ];
    let steps = proptest::collection::vec(step, 0..6).prop_map(|steps: Vec<String>| steps.concat());
    (proptest::option::of(name()), name(), place, steps).prop_map(|(group, name, place, steps)| match group {
        Some(group) => format!("{group}/{name}:{place}{steps}"),
        None => format!("{name}:{place}{steps}"),
    })
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in any::<String>(), at in "[a-z*?{},.:/\\[\\]\"\\\\]{0,40}") {
        for text in [text, at] {
            if let Err(error) = text.parse::<Selector>() {
                prop_assert!(text.is_char_boundary(error.at), "{text:?} {error:?}");
            }
        }
    }

    #[test]
    fn what_is_shown_reads_as_the_same(text in selector()) {
        let read = text.parse::<Selector>();
        prop_assert!(read.is_ok(), "{text}: {read:?}");
        let read = read.unwrap();
        prop_assert_eq!(read.to_string().parse::<Selector>(), Ok(read.clone()), "{}", text);
    }

    #[test]
    fn a_name_selects_itself(group in any::<String>(), id in "[a-z0-9-]{1,12}", field in any::<String>()) {
        prop_assume!(!group.is_empty() && !field.is_empty());
        let exact = Selector {
            address: None,
            group: Some(NameGlob::exact(&group)),
            name: NameGlob::exact(&id),
            place: Some(PlaceGlob::Body),
            path: FieldPath::new(vec![StepGlob::Name(NameGlob::exact(&field))]),
        };
        let read: Selector = exact.to_string().parse().unwrap();
        prop_assert!(names(&read, &group, &id));
        prop_assert!(read.path.is_end(read.path.advance(read.path.start(), Step::Name(&field))));
    }
}
