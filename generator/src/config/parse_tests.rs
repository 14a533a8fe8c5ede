use super::*;
use crate::config::schema::tests as schema;
use crate::diagnostic::{Diagnostic, render_diagnostic};
use crate::model::{AuthScheme, EnumValue, Location, MediaType, Method};
use crate::source::Sources;
use crate::type_expr::TypeExpr;
use expect_test::{Expect, expect};

fn read(text: &str) -> (Config, Vec<Diagnostic>, Sources) {
    let mut sources = Sources::default();
    let id = sources.add("acme/docbind.toml", "docbind.toml", text);
    let (config, diagnostics) = parse_config(sources.get(id));
    (config, diagnostics, sources)
}

pub(super) fn accepted(text: &str) -> Config {
    let (config, diagnostics, _) = read(text);
    assert_eq!(diagnostics, []);
    assert_eq!(schema::against(text), Some(Vec::new()), "what the parser takes, the schema takes");
    config
}

/// What is said of the text, with all of it shown.
pub(super) fn check(text: &str, expected: Expect) -> Config {
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
    let key = AuthScheme::key(Location::Header, "X-Acme-Key");
    assert_eq!(config.api.name.unwrap().value, "acme-desk");
    assert_eq!(config.api.base_url.unwrap().value, "https://api.acme.example/v1");
    assert_eq!(config.api.auth, Some(vec![AuthScheme::Bearer.into(), key.into()]));
    assert_eq!(config.pages.include, ["api/**"]);
    assert_eq!(config.retry_statuses, [409, 503]);
    assert_eq!(config.types[0].rename.as_ref().unwrap().value, "ClosedTicket");
    let [sign_in, pdf] = &config.operations[..] else { panic!() };
    assert_eq!(sign_in.rename.as_ref().unwrap().value, "sign in");
    assert_eq!(sign_in.auth, Some(Vec::new()));
    assert_eq!(sign_in.media_type.as_ref().unwrap().value, MediaType::FORM);
    assert_eq!((sign_in.method, sign_in.skip), (Some(Method::Post), false));
    assert_eq!(sign_in.path.as_ref().unwrap().value, "/token/{realm}");
    assert_eq!(sign_in.base_url.as_ref().unwrap().value, "https://login.acme.example");
    assert_eq!(sign_in.error_statuses, Some(vec![400, 401]));
    assert_eq!(pdf.media_type.as_ref().unwrap().value, MediaType::Binary("application/pdf".into()));
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
    let token = AuthScheme::ApiKey {
        location: Location::Header,
        name: "Authorization".to_owned(),
        prefix: "Token ".to_owned(),
    };
    let together =
        "[api]\nauth = [[\"basic\", { header = \"X-Key\" }], { header = \"Authorization: Token\" }]\n";
    let pair = [AuthScheme::Basic, AuthScheme::key(Location::Header, "X-Key")];
    assert_eq!(accepted(together).api.auth, Some(vec![pair.into_iter().collect(), token.into()]));
    assert_eq!(accepted("[api]\nauth = \"basic\"\n").api.auth, Some(vec![AuthScheme::Basic.into()]));
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
