use super::tests::{accepted, check};
use crate::config::ValueTypes;
use crate::model::{EventLocation, Signature, SignatureAlgorithm, SignatureKey};
use expect_test::expect;

#[test]
fn overrides_select_something_and_name_one_thing() {
    let config = check(
        r#"[[operations]]
group = "people"
[[operations]]
select = "list-*"
rename = "list"
media-type = "jason"
[[types]]
select = "Ticket"
rename = "2 tickets!"
"#,
        expect![[r#"
            error[D0501]: the entry has no `select`
             --> acme/docbind.toml:1:1
              |
            1 | [[operations]]
              | ^^^^^^^^^^^^^^ nothing is selected
              |
              = help: `select = "…"` says what the entry is about

            error[D0501]: `media-type` is not a media type
             --> acme/docbind.toml:6:14
              |
            6 | media-type = "jason"
              |              ^^^^^^^ unknown media type
              |
              = help: did you mean `json`? (a full name, such as `application/pdf`, also works)

            error[D0501]: `rename` is not a name
             --> acme/docbind.toml:9:10
              |
            9 | rename = "2 tickets!"
              |          ^^^^^^^^^^^^ no identifier can be made of this
              |
              = help: letters, digits and `-`, a letter first
        "#]],
    );
    assert_eq!(config.operations.len(), 1);
    assert_eq!(config.types[0].rename, None);
}

#[test]
fn types_of_libraries() {
    let config = check(
        "[values]\ntimestamps = \"chrono\"\nuuids = \"uuid\"\ndecimals = \"rust-decimal\"\nunknown-fields = true\n\
         [[types]]\nselect = \"A\"\nkeep-unknown-fields = \"yes\"\n",
        expect![[r#"
            error[D0501]: `chrono` is not a choice for `timestamps`
             --> acme/docbind.toml:2:14
              |
            2 | timestamps = "chrono"
              |              ^^^^^^^^ unknown choice
              |
              = help: known are `text` and `jiff`

            error[D0501]: `rust-decimal` is not a choice for `decimals`
             --> acme/docbind.toml:4:12
              |
            4 | decimals = "rust-decimal"
              |            ^^^^^^^^^^^^^^ unknown choice
              |
              = help: did you mean `rust_decimal`?

            error[D0501]: `unknown-fields` should be a string
             --> acme/docbind.toml:5:18
              |
            5 | unknown-fields = true
              |                  ^^^^ this is a boolean

            error[D0501]: `keep-unknown-fields` should be `true` or `false`
             --> acme/docbind.toml:8:23
              |
            8 | keep-unknown-fields = "yes"
              |                       ^^^^^ this is a string
        "#]],
    );
    let uuid = ValueTypes { uuid: true, ..ValueTypes::default() };
    assert_eq!((config.values, config.types[0].keep_unknown_fields), (uuid, None));
    let config = accepted("[values]\ntimestamps = \"jiff\"\nzoned-timestamps = \"text\"\n");
    assert!(config.values.jiff && config.values.zoned_as_text);
    let config = accepted("[values]\ntimestamps = \"jiff\"\nuuids = \"text\"\nunknown-fields = \"keep\"\n");
    let expected = ValueTypes { jiff: true, keep_unknown_fields: true, ..ValueTypes::default() };
    assert_eq!(config.values, expected);
}

#[test]
fn fields_that_cannot_be() {
    let config = check(
        r#"[[fields]]
select = "tickets/get-ticket"
[[fields]]
select = "get-ticket:query"
[[fields]]
select = "get-ticket:bdy.a"
[[fields]]
select = "get-ticket:body.state"
type = "array of ???"
values = ["open", 2, "open", { nam = "x" }, true]
default = 2026-03-04
required = "yes"
typ = "string"
[[fields]]
select = "get-ticket:body.size"
values = []
"#,
        expect![[r#"
            error[D0501]: this selects operations, and `[[fields]]` is about their fields
             --> acme/docbind.toml:2:10
              |
            2 | select = "tickets/get-ticket"
              |          ^^^^^^^^^^^^^^^^^^^^
              |
              = help: name the part and the field, as in `tickets/get-*:body.price`, or put the entry under `[[operations]]`

            error[D0501]: this selects all parameters of a part at once
             --> acme/docbind.toml:4:10
              |
            4 | select = "get-ticket:query"
              |          ^^^^^^^^^^^^^^^^^^
              |
              = help: name one, as in `:query.page`, or all with `:query.*`

            error[D0501]: not a selector: `bdy` is not a part of an operation
             --> acme/docbind.toml:6:22
              |
            6 | select = "get-ticket:bdy.a"
              |                      ^
              |
              = help: `:` and a part: `path`, `query`, `header`, `cookie`, `body`, `response`, a status such as `200` or `4xx`, or `*`

            error[D0501]: `?` is neither a type nor the name of a record or an enum
             --> acme/docbind.toml:9:8
              |
            9 | type = "array of ???"
              |        ^^^^^^^^^^^^^^ unknown type
              |
              = help: a type as pages spell it: `integer`, `string | null`, `uuid[]`, `map<string, number>`

            error[D0501]: `values` mixes strings and numbers
              --> acme/docbind.toml:10:19
               |
            10 | values = ["open", 2, "open", { nam = "x" }, true]
               |                   ^
               |
               = help: strings, or whole numbers; `{ value = 2, name = "closed" }` names one

            error[D0501]: `values` has a value twice
              --> acme/docbind.toml:10:22
               |
            10 | values = ["open", 2, "open", { nam = "x" }, true]
               |                      ^^^^^^ the second

            error[D0501]: an item of `values` has no `value`
              --> acme/docbind.toml:10:30
               |
            10 | values = ["open", 2, "open", { nam = "x" }, true]
               |                              ^^^^^^^^^^^^^
               |
               = help: strings, or whole numbers; `{ value = 2, name = "closed" }` names one

            error[D0501]: `nam` is not a setting of a value
              --> acme/docbind.toml:10:32
               |
            10 | values = ["open", 2, "open", { nam = "x" }, true]
               |                                ^^^ unknown setting
               |
               = help: did you mean `name`?

            error[D0501]: each item of `values` should be a string or a whole number
              --> acme/docbind.toml:10:45
               |
            10 | values = ["open", 2, "open", { nam = "x" }, true]
               |                                             ^^^^ this is a boolean

            error[D0501]: `default` should be a string, a number, a boolean or a list
              --> acme/docbind.toml:11:11
               |
            11 | default = 2026-03-04
               |           ^^^^^^^^^^ this is a datetime

            error[D0501]: `required` should be `true` or `false`
              --> acme/docbind.toml:12:12
               |
            12 | required = "yes"
               |            ^^^^^ this is a string

            error[D0501]: `typ` is not a setting of `[[fields]]`
              --> acme/docbind.toml:13:1
               |
            13 | typ = "string"
               | ^^^ unknown setting
               |
               = help: did you mean `type`?

            error[D0501]: `values` is empty
              --> acme/docbind.toml:16:10
               |
            16 | values = []
               |          ^^ nothing here
               |
               = help: strings, or whole numbers; `{ value = 2, name = "closed" }` names one
        "#]],
    );
    let [state, size] = &config.fields[..] else { panic!() };
    assert_eq!(state.values.as_ref().unwrap().value.members.len(), 1);
    assert_eq!(size.values, None);
}

#[test]
fn signatures_of_webhooks() {
    let standard = accepted("[webhooks]\nsignature = \"standard-webhooks\"");
    assert_eq!(standard.webhooks.signature, Some(Signature::standard()));
    let own = accepted(
        r#"
        [webhooks]
        event-field = "event.type"
        events = { ticket-closed = "ticket.closed" }

        [webhooks.signature]
        algorithm = "hmac-sha1"
        encoding = "base64"
        key = "hex"
        header = "X-Acme-Signature"
        format = "sha1={signature}"
        signed = "{id}.{timestamp}.{body}"
        id-header = "x-acme-id"
        timestamp-header = "x-acme-time"
        tolerance = 60
        ascii = true
        "#,
    );
    let path = vec!["event".to_owned(), "type".to_owned()];
    assert_eq!(own.webhooks.event.map(|event| event.value), Some(EventLocation::Field(path)));
    let signature = own.webhooks.signature.unwrap();
    assert_eq!((signature.header.as_str(), signature.tolerance), ("x-acme-signature", Some(60)));
    assert_eq!((signature.algorithm, signature.key), (SignatureAlgorithm::HmacSha1, SignatureKey::Hex));
}

#[test]
fn mistakes_of_webhooks() {
    check(
        r#"[webhooks]
signature = "standard"
event-field = "type"
event-header = "x-event""#,
        expect![[r#"
            error[D0501]: `standard` is not a value of `signature`
             --> acme/docbind.toml:2:13
              |
            2 | signature = "standard"
              |             ^^^^^^^^^^
              |
              = help: it is `"standard-webhooks"`

            error[D0501]: the event is named in two places
             --> acme/docbind.toml:4:16
              |
            4 | event-header = "x-event"
              |                ^^^^^^^^^
              |
              = help: one of them names the event
        "#]],
    );
    check(
        r#"[webhooks.signature]
header = "x sig"
format = "sha256"
signed = "{url}{body}"
tolerance = "1m""#,
        expect![[r#"
            error[D0501]: `x sig` is not the name of a header
             --> acme/docbind.toml:2:10
              |
            2 | header = "x sig"
              |          ^^^^^^^

            error[D0501]: `format` has no `{signature}`
             --> acme/docbind.toml:3:10
              |
            3 | format = "sha256"
              |          ^^^^^^^^
              |
              = help: the places are `{signature}`, `{timestamp}`

            error[D0501]: `signed` has a place `{url}`, which nothing fills
             --> acme/docbind.toml:4:10
              |
            4 | signed = "{url}{body}"
              |          ^^^^^^^^^^^^^
              |
              = help: the places are `{body}`, `{timestamp}`, `{id}`
        "#]],
    );
}
