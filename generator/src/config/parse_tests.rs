use super::*;
use crate::config::ValueTypes;
use crate::config::schema::tests as schema;
use crate::diagnostic::{Diagnostic, render_diagnostic};
use crate::dialect::claims::TypeExpr;
use crate::model::{AuthScheme, EnumValue, Location, MediaType, Method};
use crate::source::Sources;
use expect_test::{Expect, expect};

fn read(text: &str) -> (Config, Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let id = sources.add("acme/docbind.toml", "docbind.toml", text);
    let (config, diagnostics) = parse_config(sources.get(id));
    (config, diagnostics, sources)
}

fn accepted(text: &str) -> Config {
    let (config, diagnostics, _) = read(text);
    assert_eq!(diagnostics, []);
    assert_eq!(schema::against(text), Some(Vec::new()), "what the parser takes, the schema takes");
    config
}

/// What is said of the text, with all of it shown.
fn check(text: &str, expected: Expect) -> Config {
    let (config, diagnostics, sources) = read(text);
    let shown: Vec<_> = diagnostics.iter().map(|d| render_diagnostic(d, &sources, false)).collect();
    expected.assert_eq(&shown.join("\n"));
    assert_ne!(schema::against(text), Some(Vec::new()), "the schema marks it, too");
    config
}

#[test]
fn every_setting() {
    let config = accepted(
        r#"
        [api]
        name = "acme-desk"
        title = "Acme Desk"
        description = "Tickets and people."
        base-url = "https://api.acme.example/v1/"
        docs-url = "https://docs.acme.example"
        auth = ["bearer", { header = "X-Acme-Key" }]

        [pages]
        include = ["api/**"]
        exclude = ["api/internal"]

        [retry]
        statuses = [503, 409, 503]

        [[types]]
        select = "Ticket2"
        rename = "ClosedTicket"
        description = "A ticket nobody can answer any more."

        [[operations]]
        select = "get-token"
        rename = "sign in"
        group = "auth"
        media-type = "form"
        auth = []
        method = "post"
        path = "/token/{realm}"
        base-url = "https://login.acme.example/"
        error-statuses = [401, 400]

        [[operations]]
        select = "billing/*-pdf"
        media-type = "application/pdf"
        skip = true

        [[fields]]
        select = "billing/*:response.**.price"
        rename = "net price"
        type = "decimal | null"
        required = false
        nullable = false
        default = 9.5
        description = "What it costs."

        [[fields]]
        select = "Ticket.state"
        values = ["open", { value = "shut", name = "closed", description = "Answered." }]
        skip = false

        [groups.people]
        description = "Who works here."
        "#,
    );
    let key = AuthScheme::ApiKey { location: Location::Header, name: "X-Acme-Key".to_owned() };
    assert_eq!(config.api.name.unwrap().value, "acme-desk");
    assert_eq!(config.api.base_url.unwrap().value, "https://api.acme.example/v1");
    assert_eq!(config.api.auth, Some(vec![AuthScheme::Bearer, key]));
    assert_eq!(config.pages.include, ["api/**"]);
    assert_eq!(config.retry_statuses, [409, 503]);
    assert_eq!(config.types[0].rename.as_ref().unwrap().value, "ClosedTicket");
    let [sign_in, pdf] = &config.operations[..] else { panic!() };
    assert_eq!(sign_in.rename.as_ref().unwrap().value, "sign in");
    assert_eq!(sign_in.auth, Some(Vec::new()));
    assert_eq!(sign_in.media_type.as_ref().unwrap().value, MediaType::Form);
    assert_eq!((sign_in.method, sign_in.skip), (Some(Method::Post), false));
    assert_eq!(sign_in.path.as_ref().unwrap().value, "/token/{realm}");
    assert_eq!(sign_in.base_url.as_ref().unwrap().value, "https://login.acme.example");
    assert_eq!(sign_in.error_statuses, Some(vec![400, 401]));
    assert_eq!(pdf.media_type.as_ref().unwrap().value, MediaType::Binary("application/pdf".to_owned()));
    assert!(pdf.skip);
    assert_eq!(config.groups[0].name.value, "people");
    let [price, state] = &config.fields[..] else { panic!() };
    assert_eq!(price.select.value.to_string(), "billing/*:response.**.price");
    assert_eq!(price.rename.as_ref().unwrap().value, "net price");
    let ty = TypeExpr::Union(vec![TypeExpr::Decimal, TypeExpr::Null]);
    assert_eq!(price.ty.as_ref().unwrap().value.ty, ty);
    assert_eq!((price.required.unwrap().value, price.nullable.unwrap().value), (false, false));
    assert_eq!(price.default.as_ref().unwrap().value, 9.5);
    assert_eq!(price.description.as_ref().unwrap().value, "What it costs.");
    let members = &state.values.as_ref().unwrap().value.members;
    assert_eq!(members[0].value, EnumValue::String("open".to_owned()));
    assert_eq!((members[1].name.as_deref(), members[1].description.as_str()), (Some("closed"), "Answered."));
    assert!(!state.skip.unwrap().value);
}

#[test]
fn an_empty_file_is_all_defaults() {
    assert_eq!(accepted("# nothing yet\n"), Config::default());
    assert_eq!(accepted("[api]\nauth = \"basic\"\n").api.auth, Some(vec![AuthScheme::Basic]));
}

#[test]
fn near_misses_are_named_and_the_rest_applies() {
    let config = check(
        "[api]\ntitel = \"Acme\"\nbase_url = \"https://a.example\"\ncolour = 3\nname = \"acme\"\n[page]\n",
        expect![[r#"
            error[D0501]: `titel` is not a setting of `[api]`
             --> acme/docbind.toml:2:1
              |
            2 | titel = "Acme"
              | ^^^^^ unknown setting
              |
              = help: did you mean `title`?

            error[D0501]: `base_url` is not a setting of `[api]`
             --> acme/docbind.toml:3:1
              |
            3 | base_url = "https://a.example"
              | ^^^^^^^^ unknown setting
              |
              = help: did you mean `base-url`?

            error[D0501]: `colour` is not a setting of `[api]`
             --> acme/docbind.toml:4:1
              |
            4 | colour = 3
              | ^^^^^^ unknown setting
              |
              = help: known are `name`, `title`, `description`, `base-url`, `docs-url`, `auth` and `error-statuses`

            error[D0501]: `page` is not a setting of docbind.toml
             --> acme/docbind.toml:6:2
              |
            6 | [page]
              |  ^^^^ unknown setting
              |
              = help: did you mean `pages`?
        "#]],
    );
    assert_eq!(config.api.name.unwrap().value, "acme");
}

#[test]
fn values_of_the_wrong_type() {
    check(
        "pages = 3\ntypes = [1]\n[api]\ntitle = 3\n[operations]\nselect = \"x\"\n",
        expect![[r#"
        error[D0501]: `pages` should be a table: `[pages]`
         --> acme/docbind.toml:1:9
          |
        1 | pages = 3
          |         ^ this is an integer

        error[D0501]: each item of `types` should be a table
         --> acme/docbind.toml:2:10
          |
        2 | types = [1]
          |          ^ this is an integer

        error[D0501]: `title` should be a string
         --> acme/docbind.toml:4:9
          |
        4 | title = 3
          |         ^ this is an integer

        error[D0501]: `operations` should be a list of tables: `[[operations]]`
         --> acme/docbind.toml:5:1
          |
        5 | [operations]
          | ^^^^^^^^^^^^ this is a table
    "#]],
    );
}

#[test]
fn values_out_of_range() {
    check(
        r#"[api]
name = "Acme Desk"
base-url = "api.acme.example"
docs-url = "https://docs.acme.example/?v=1"
auth = ["oauth", { haeder = "X" }, { header = "a b" }]
[pages]
include = ["a/[b"]
[retry]
statuses = [42, "503"]
"#,
        expect![[r#"
            error[D0501]: `name` is not a package name
             --> acme/docbind.toml:2:8
              |
            2 | name = "Acme Desk"
              |        ^^^^^^^^^^^ not in kebab case
              |
              = help: lower-case words joined by `-`, as in `acme-desk`

            error[D0501]: `base-url` is not an address
             --> acme/docbind.toml:3:12
              |
            3 | base-url = "api.acme.example"
              |            ^^^^^^^^^^^^^^^^^^ no `https://` in front
              |
              = help: an absolute address, as in `https://api.example.com/v1`

            error[D0501]: `docs-url` is not an address
             --> acme/docbind.toml:4:12
              |
            4 | docs-url = "https://docs.acme.example/?v=1"
              |            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a query or fragment
              |
              = help: an absolute address, as in `https://api.example.com/v1`

            error[D0501]: `oauth` is not a way to authenticate
             --> acme/docbind.toml:5:9
              |
            5 | auth = ["oauth", { haeder = "X" }, { header = "a b" }]
              |         ^^^^^^^ unknown scheme
              |
              = help: `"bearer"`, `"basic"`, `{ header = "X-Key" }`, `{ query = "key" }` or `{ cookie = "key" }`; `[]` for none

            error[D0501]: `haeder` is not a place for a key
             --> acme/docbind.toml:5:20
              |
            5 | auth = ["oauth", { haeder = "X" }, { header = "a b" }]
              |                    ^^^^^^ unknown place
              |
              = help: did you mean `header`?

            error[D0501]: not the name of a header, parameter or cookie
             --> acme/docbind.toml:5:47
              |
            5 | auth = ["oauth", { haeder = "X" }, { header = "a b" }]
              |                                               ^^^^^
              |
              = help: visible ASCII without spaces

            error[D0501]: not a glob: unclosed character class; missing ']'
             --> acme/docbind.toml:7:12
              |
            7 | include = ["a/[b"]
              |            ^^^^^^
              |
              = help: `*` stands for anything within a folder, `**` for folders, `{a,b}` for either

            error[D0501]: `42` is not a status code
             --> acme/docbind.toml:9:13
              |
            9 | statuses = [42, "503"]
              |             ^^
              |
              = help: a number from 100 to 599

            error[D0501]: each item of `statuses` should be a status code
             --> acme/docbind.toml:9:17
              |
            9 | statuses = [42, "503"]
              |                 ^^^^^ this is a string
        "#]],
    );
}

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
              = help: did you mean `json`? (a full name, such as `application/pdf`, will do as well)

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
fn text_that_is_not_toml() {
    let config = check(
        "[api]\ntitle = \"Acme\nname = \"acme\"\n[pages]\nexclude = [\"a\"]\n",
        expect![[r#"
        error[D0501]: not TOML: invalid basic string, expected `"`
         --> acme/docbind.toml:2:14
          |
        2 | title = "Acme
          |              ^
    "#]],
    );
    assert_eq!(config.pages.exclude, ["a"]);
    check(
        "[api]\ntitle = \"A\"\ntitle = \"B\"\n",
        expect![[r#"
        error[D0501]: not TOML: duplicate key
         --> acme/docbind.toml:3:1
          |
        3 | title = "B"
          | ^^^^^
    "#]],
    );
}

#[test]
fn types_of_libraries() {
    let config = check(
        "[values]\ntimestamps = \"chrono\"\nuuids = \"uuid\"\ndecimals = \"rust-decimal\"\nunknown-fields = true\n\
         [[types]]\nselect = \"A\"\nkeep-unknown-fields = \"yes\"\n",
        expect![[r#"
            error[D0501]: `chrono` is no choice for `timestamps`
             --> acme/docbind.toml:2:14
              |
            2 | timestamps = "chrono"
              |              ^^^^^^^^ unknown choice
              |
              = help: known are `text` and `jiff`

            error[D0501]: `rust-decimal` is no choice for `decimals`
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

            error[D0501]: `?` is neither a type nor the name of a record
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
