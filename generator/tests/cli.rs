//! The command line as its users see it.
#![cfg(feature = "cli")]

use expect_test::{Expect, expect};
use std::path::Path;
use std::process::Command;

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

/// Runs docbind in `folder`.
fn docbind(folder: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_docbind"));
    let output = command.current_dir(folder).args(arguments).env_remove("CLICOLOR_FORCE").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn check(actual: &str, expected: Expect) {
    expected.assert_eq(actual);
}

#[test]
fn help_shows_examples() {
    let empty = folder(&[]);
    let help = docbind(empty.path(), &["--help"]);
    assert_eq!(help.code, Some(0));
    check(
        &help.stdout,
        expect![[r#"
            Reads the documentation pages of an API and writes a typed Rust client

            Usage: docbind [OPTIONS] <COMMAND>

            Commands:
              init         Look at pages, and write a commented docbind.toml for them
              fetch        Get the pages of a documentation site, or what changed of them
              generate     Write the client crate of an API
              new          Write an application that uses a client, with its first call and a test
              inspect      Show what is read from a page, block by block
              model        Print the model of an API as JSON
              openapi      Print an API as OpenAPI 3.1
              mock         Serve an API on this machine: its documented examples, and what is wrong with a request
              diff         Say what changed between two versions of an API, and whether it breaks callers of the client
              changelog    Write what changed into the CHANGELOG of the client
              check-docs   Say where the pages contradict themselves
              report       Write an HTML page on what was read, inferred and not understood
              suggest      Print the entries of docbind.toml that would settle findings, or add them
              selectors    List what can be selected in docbind.toml
              lock         Show what docbind.lock holds, take new names, or free those of what is gone
              schema       Print the JSON Schema of docbind.toml, for editors
              explain      Say what a diagnostic means, or list all of them
              completions  Print the script that completes commands and options in a shell
              man          Print the manual page, or write those of all commands
              help         Print this message or the help of the given subcommand(s)

            Options:
                  --color <WHEN>  When to use colors; auto: on a terminal, unless NO_COLOR is set [default: auto] [possible values: auto, always, never]
              -q, --quiet         Show errors only
              -v, --verbose       Show every diagnostic, and how long each stage took
              -h, --help          Print help
              -V, --version       Print version

            SPEC is a folder with a docbind.toml, a plain folder of pages, one page, or an OpenAPI document; `-` is a page on
            standard input.

            Examples:
              docbind init pages                            what is there, and a commented docbind.toml
              docbind fetch https://docs.acme.example       the pages of a site, into a folder
              docbind inspect pages/get-ticket.md           what is read from a page, block by block
              docbind generate pages --out client           write a client crate
              docbind generate pages --out client --check   fail where it is out of date (for CI)
              docbind openapi pages --out openapi.yaml      the same API for other tools
              docbind mock pages                            the API as a server on this machine, for tests
              docbind check-docs pages                      where the pages contradict themselves
              docbind suggest pages                         the settings that would settle what is said of them
              docbind report pages --out report.html        what was read, page by page, for a browser
              docbind explain D0201                         what a message means and what to do

            Exit codes:
              0  done as asked
              1  findings: errors in pages or settings, an output that is out of date, or what --fail-on names
              2  usage: the arguments make no sense
              3  something could not be read or written: a file, a folder, a site, a revision of git
        "#]],
    );
    let nothing = docbind(empty.path(), &[]);
    assert_eq!(nothing.code, Some(2));
    assert_eq!(nothing.stderr, help.stdout, "without a command, the same help");
}

#[test]
fn explains_a_rule_by_code_or_name() {
    let empty = folder(&[]);
    let by_code = docbind(empty.path(), &["explain", "d0201"]);
    assert!(by_code.stdout.starts_with("# D0201 undeclared-field\n"), "{}", by_code.stdout);
    assert_eq!(docbind(empty.path(), &["explain", "undeclared-field"]).stdout, by_code.stdout);
    let level = by_code.stdout.split_once("\n## Level\n").map(|(_, level)| level).unwrap_or_default();
    check(
        level,
        expect![[r#"

            A note, unless docbind.toml says otherwise: `allow`, `warn` and `deny` take its code, its name or a glob.

            ```toml
            [diagnostics]
            deny = ["D0201"]
            ```
        "#]],
    );
    let unknown = docbind(empty.path(), &["explain", "D0299"]);
    assert_eq!((unknown.code, unknown.stdout.as_str()), (Some(2), ""));
    check(
        &unknown.stderr,
        expect![[r#"
        error: no diagnostic is called `D0299`
          help: list them with `docbind explain`
    "#]],
    );
}

#[test]
fn lists_all_rules() {
    let list = docbind(folder(&[]).path(), &["explain"]);
    assert_eq!(list.code, Some(0));
    check(
        &list.stdout,
        expect![[r#"
            D0101  error    unreadable-page            A file in the spec folder is not UTF-8 text, or could not be read at all
            D0102  warning  unsupported-convention     The page looks like documentation of an API, in a convention that docbind does not read
            D0103  warning  lossy-text                 The text has the descriptions of fields but not their names or types
            D0104  warning  page-ends-early            The page stops in the middle of something
            D0105  warning  no-endpoint                The page describes fields, but neither states a verb and path nor shows an example request to take them from
            D0106  note     not-understood             A block of an endpoint page was read and nothing was taken from it
            D0107  warning  unclosed-tag               A tag is opened and never closed
            D0108  note     unknown-tag                A tag that docbind does not know
            D0109  warning  invalid-json               An example that should be JSON is not
            D0110  warning  unknown-type               A field has a type that docbind does not know
            D0111  warning  nameless-field             A field has no name
            D0112  note     documented-elsewhere       The page has nothing but a line that points to an operation of an OpenAPI document, and no document is there
            D0113  warning  invalid-site-setting       Something in the settings file of the documentation site (`docs.json` or `mint.json`) makes no sense
            D0114  warning  missing-snippet            The page includes or imports a file that is not among the pages
            D0115  warning  snippet-cycle              A file that pages include takes in itself, directly or through others; or a page includes more than 1,000 times
            D0116  warning  unknown-variable           A name in braces stands for nothing
            D0117  warning  invalid-excerpt            The part of an OpenAPI document on a page cannot be read
            D0118  note     no-title                   The page describes an operation and has no title
            D0119  warning  web-page                   The file is no documentation page
            D0120  warning  openapi-file               An OpenAPI document that pages or settings name is not there, or cannot be read
            D0121  warning  nothing-read               A heading of the page states a verb and a path, and nothing on the page describes them
            D0125  warning  link-not-followed          A symbolic link was not followed
            D0126  warning  credentials-in-url         A URL holds a user name or a password (`https://user:password@host`, RFC 3986, section 3.2.1)
            D0127  warning  over-budget                A value is nested too deep, or what a page makes of itself is too large
            D0128  note     keywords-not-read          An OpenAPI document has keywords of which docbind makes nothing
            D0129  warning  empty-page                 The page is empty, or holds nothing but comments
            D0201  note     undeclared-field           An example or a skeleton shows a field that the list of fields does not declare
            D0202  warning  type-contradiction         The list of fields gives one type, and the skeleton or an example shows another
            D0203  note     type-refined               The list says less than the skeleton or an example
            D0204  warning  undeclared-path-parameter  The path has a placeholder that no field of the page declares
            D0205  warning  unused-path-parameter      A field is declared as a path parameter, and the path has no placeholder of that name
            D0206  warning  endpoint-contradiction     The page states one verb and path, and its example request uses another
            D0207  warning  required-contradiction     A field is required in one place of the page and optional in another
            D0208  warning  duplicate-field            One name is declared twice in one list, or a table that restates the list differs from it
            D0209  warning  dangling-enum              The text of a field refers to an enum, and the page has no table of that name
            D0210  warning  unexpected-body            Fields of a body are documented for a verb that has none
            D0211  warning  media-type-contradiction   The text says how the body is encoded, and the example request encodes it otherwise
            D0212  warning  invalid-default            The default of a field is not a value of its type
            D0213  note     field-not-shown            The list declares a field that no example shows, or that an example shows further in
            D0214  note     managed-header             The page declares a header that the client sets by itself, such as `Content-Type`
            D0215  warning  nested-in-scalar           Fields are nested in a field whose type has none, such as a string
            D0216  note     wildcard-name              A field is declared whose name stands for many
            D0217  warning  broken-path                The colon that marks a parameter in the path stands before the slash instead of behind it
            D0224  warning  invalid-header-name        The page declares a header or a cookie with a name that no request can have
            D0225  warning  fields-of-raw-body         The page lists fields of a request body, and says that the body is encoded in a way that docbind does not write, such as XML
            D0226  note     value-as-text              A parameter is an object or a list, and nothing tells how it is written at its place
            D0230  warning  dangling-reference         The part of an OpenAPI document on a page refers to something that the part does not have
            D0301  note     endpoint-from-example      The page states no verb and path
            D0302  note     enum-guessed               A table of values has no title
            D0303  note     unknown-shape              Nothing tells the shape of a value
            D0304  warning  unknown-record             A type names a record that no page describes
            D0305  warning  no-base-url                No page says on which host the API is
            D0306  note     merged-text                Two shapes have the same fields with the same types and different text
            D0307  note     status-guessed             An example is of a failure, by its label, its place or what it holds, but no status stands with it
            D0308  note     authentication-inherited   The page does not say how the caller authenticates, and other pages of the API do
            D0309  note     pagination-recognised      The names of parameters and fields say that a list comes page by page
            D0310  note     tagged-object              One field tells what others its object has
            D0311  note     webhook-page               A page describes what the API sends on its own, to an address of its user
            D0312  note     repeated-field             A field is declared again, alike or for something else
            D0313  note     not-in-body                A field of a response is not part of its body
            D0314  note     type-guessed               No list gives the parts of a value, its text says enough for a reader, and an example shows some of it
            D0315  note     parts-beside               The fields of a value stand behind its tag instead of in it
            D0316  note     envelope                   The list of fields describes what is in one member of the response, such as `data` or `result`, and only the example shows that there is an object around it
            D0317  note     host-variable              A page declares as a path parameter what is a placeholder of the host (`https://{region}.acme.example`)
            D0318  note     choice-of-fields           Tabs ask for different fields, and no field tells which of them applies
            D0319  note     required-apart             A field is required under one of several headings that describe kinds of a body, and an example of another kind leaves it out
            D0320  note     authentication-unknown     No page says how the caller authenticates
            D0321  note     authentication-from-guide  A guide says how the caller authenticates, and it counts for the operations whose own pages do not say it
            D0322  warning  misplaced-credential       A field is declared as a part of the body, but stands under a heading about authentication and is called like a header
            D0325  note     fixed-query                The endpoint states a part of the query, with a value
            D0326  warning  placeholder-form           The path or host of an endpoint cannot be taken just as it is spelled
            D0327  note     other-base-url             Operations have another base URL than most, or their page shows them at a system to test with
            D0328  note     style-guessed              A query parameter is an object with fields, and the page does not show how they are written
            D0331  note     wide-integer               A page shows an integer that 64 bits do not hold, as an example, a limit or a default
            D0334  note     success-in-body            The page says that the status is successful even where the call failed, and a field of the response tells
            D0335  warning  success-undecided          The page says that failures come with a successful status, too, and docbind does not know by what to tell them
            D0336  note     place-from-example         The page lists what an operation takes and does not say whether it goes into the query or the body
            D0337  note     parameter-from-example     A request of the operation has a query parameter or a header that nothing declares
            D0340  warning  authentication-contradiction A request of the page holds another scheme in its `Authorization` header than the page, or the settings of its site, say
            D0341  note     base-url-version           The pages say that the version goes into the base URL, and leave open which one
            D0342  note     other-media-type           A request body can be sent as one of several media types
            D0343  warning  list-not-shown             A text says what each item of a response has, and nothing on the page shows what stands around the items
            D0344  note     end-of-events              The page shows a stream of server-sent events whose last event has text for its data, where the events before it have JSON
            D0345  note     webhook-event              The API sends several webhooks
            D0401  warning  duplicate-endpoint         Several pages document one verb and path, as different operations
            D0402  note     name-collision             Two different things got one name, and were told apart by a number
            D0403  note     several-hosts              Pages name different hosts
            D0404  note     united-pages               Several pages document one operation
            D0405  note     missing-page               The navigation of the site (`docs.json` or `mint.json`) lists pages that are not there
            D0406  note     other-edition              The site has its pages in several languages or versions
            D0410  warning  record-contradiction       Pages on one record declare different kinds of value for one of its fields
            D0411  note     record-pooled              A page says less of a field than another page on the same record
            D0412  note     name-kept                  A page has a new title, and `docbind.lock` keeps the name that its operation had
            D0501  error    invalid-setting            A setting in docbind.toml could not be understood
            D0502  error    unused-setting             A setting selects something that is not there
            D0503  error    no-operations              No page gave an operation, so there is no client to generate
            D0504  error    output-failed              The output folder could not be written, or holds something that docbind must not overwrite
            D0505  warning  partial-setting            A setting in docbind.toml selects several things and can apply to some of them only
            D0601  warning  request-url                An example of a request has another verb, host or path than the operation has
            D0602  warning  request-query              An example of a request has a query that the client cannot send
            D0603  warning  request-header             An example of a request has a header that the client does not send, leaves out one that the page requires, or accepts another media type than the client does
            D0604  warning  request-credentials        An example of a request authenticates in a way in which the client does not
            D0605  warning  request-body               An example of a request has a body that the client cannot send
            D0606  warning  unread-request             A block of code is a command that sends a request, and docbind could not read it
            D0607  warning  unreadable-response        An example of a response is not one that the client reads
            D0608  warning  request-path               An example of a request leaves out the last part of the path, or puts a URL as it stands before its end
            D0701  error    invalid-lock               `docbind.lock` could not be read
            D0702  error    fetch-failed               `docbind fetch` could not get a page or a file
            D0703  warning  not-a-page                 A site responded with success, and with something that is not a page
            D0704  warning  other-host                 A page leads to another host, or from https to http
            D0705  note     page-vanished              A site lists a page that it does not have, or has one no more that was fetched earlier
            D0706  warning  page-kept                  A file is not as it was fetched
            D0707  note     plain-http                 Pages are fetched over http, without TLS
            D0708  error    no-pages-found             It cannot be told which pages a site has

            More on one of them: docbind explain CODE
        "#]],
    );
}

#[test]
fn a_spec_that_is_not_there_is_an_error() {
    let empty = folder(&[("pages/picture.png", "")]);
    for command in [&["model", "pages"][..], &["openapi", "pages"], &["inspect", "pages"]] {
        let run = docbind(empty.path(), command);
        assert_eq!(run.code, Some(3));
        assert_eq!(run.stdout, "");
        let said = "error: no pages in `pages`: looked in it and the folders below for .md, .mdx, .markdown, .txt and .html, and for \
                    OpenAPI documents\n";
        assert_eq!(run.stderr, said);
    }
    let run = docbind(empty.path(), &["generate", "nowhere", "--out", "x"]);
    assert_eq!(run.code, Some(3));
    assert!(run.stderr.starts_with("error: cannot read `nowhere`: "), "{}", run.stderr);
}

#[test]
fn arguments_that_make_no_sense_are_a_usage_error() {
    let empty = folder(&[]);
    for command in
        [&["generate", "x"][..], &["generate", "x", "--out", "y", "--check", "--dry-run"], &["frobnicate"]]
    {
        assert_eq!(docbind(empty.path(), command).code, Some(2), "{command:?}");
    }
}

#[test]
fn a_wrong_setting_stops_the_output() {
    let spec = folder(&[
        ("pages/docbind.toml", "[api]\ntitel = \"Acme\"\n"),
        ("pages/guide.md", "# Welcome\n\nHello.\n"),
    ]);
    let run = docbind(spec.path(), &["generate", "pages", "--out", "client"]);
    assert_eq!(run.code, Some(1));
    assert!(
        run.stderr.contains("error[D0501]: `titel` is not a setting of `[api]`\n --> pages/docbind.toml:2:1"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.ends_with("error: nothing was written\n"), "{}", run.stderr);
    assert!(!spec.path().join("client").exists());
}

#[test]
fn diagnostics_are_json_for_tools() {
    let spec = folder(&[
        ("pages/docbind.toml", "[api]\ntitel = \"Acme\"\n"),
        ("pages/guide.md", "# Welcome\n\nHello.\n"),
    ]);
    let run = docbind(spec.path(), &["generate", "pages", "--out", "client", "--format", "json"]);
    let lines: Vec<serde_json::Value> =
        run.stdout.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert!(
        lines.iter().any(|line| line["code"] == "D0501" && line["primary"]["line"] == 2),
        "{}",
        run.stdout
    );
}

#[test]
fn openapi_is_written_in_the_format_of_its_file() {
    let spec = folder(&[("pages/guide.md", "# Welcome\n\nHello.\n")]);
    let json = docbind(spec.path(), &["openapi", "pages"]).stdout;
    assert!(json.starts_with("{\n  \"openapi\": \"3.1.0\",\n"), "{json}");
    let yaml = docbind(spec.path(), &["openapi", "pages", "--format", "yaml"]).stdout;
    assert!(yaml.starts_with("openapi: \"3.1.0\"\n"), "{yaml}");
    docbind(spec.path(), &["openapi", "pages", "--out", "acme.yaml"]);
    assert_eq!(std::fs::read_to_string(spec.path().join("acme.yaml")).unwrap(), yaml);
}

const TICKETS: &[(&str, &str)] = &[
    (
        "pages/list.mdx",
        "---\ntitle: List tickets\napi: GET https://desk.acme.example/tickets\n---\n\n<ResponseField name=\"done\" type=\"boolean\" />\n",
    ),
    (
        "pages/get.mdx",
        "---\ntitle: Get ticket\napi: GET https://desk.acme.example/tickets/{id}\n---\n\n<ParamField path=\"id\" type=\"integer\" required />\n",
    ),
];

#[test]
fn selectors_are_the_names_of_the_pages() {
    let mut files = TICKETS.to_vec();
    files.push(("pages/docbind.toml", "[[operations]]\nselect = \"get-ticket\"\nrename = \"read-it\"\n"));
    let spec = folder(&files);
    let all = docbind(spec.path(), &["selectors", "pages"]);
    check(
        &all.stdout,
        expect![[r#"
        [[operations]]
          tickets/get-ticket    GET /tickets/{id}
          tickets/list-tickets  GET /tickets

        [[types]]
          ListTicketsResponse  struct

        [[fields]]
          tickets/get-ticket:path.id     integer, required
          tickets/list-tickets:200       object
          tickets/list-tickets:200.done  boolean
    "#]],
    );
    let some = docbind(spec.path(), &["selectors", "pages", "*/get-*"]);
    check(
        &some.stdout,
        expect![[r#"
        [[operations]]
          tickets/get-ticket  GET /tickets/{id}
    "#]],
    );
    let fields = docbind(spec.path(), &["selectors", "pages", "*:*.**"]);
    check(
        &fields.stdout,
        expect![[r#"
        [[fields]]
          tickets/get-ticket:path.id     integer, required
          tickets/list-tickets:200.done  boolean
    "#]],
    );
    let none = docbind(spec.path(), &["selectors", "pages", "read-it"]);
    assert_eq!((none.code, none.stderr.as_str()), (Some(1), "error: nothing is called `read-it`\n"));
    let wrong = docbind(spec.path(), &["selectors", "pages", "get-{a"]);
    assert_eq!(
        (wrong.code, wrong.stderr.as_str()),
        (Some(2), "error: not a selector: a `{` without a `}`\n")
    );
}

#[test]
fn a_selector_that_matches_nothing_names_what_is_near() {
    let mut files = TICKETS.to_vec();
    files.push(("pages/docbind.toml", "[[operations]]\nselect = \"list-tikets\"\nskip = true\n"));
    let run = docbind(folder(&files).path(), &["model", "pages"]);
    assert_eq!(run.code, Some(1));
    check(
        &run.stderr,
        expect![[r#"
            error[D0502]: no operation is called `list-tikets`
             --> pages/docbind.toml:2:10
              |
            2 | select = "list-tikets"
              |          ^^^^^^^^^^^^^
              |
              = help: did you mean `list-tickets`?
              = help: `docbind selectors SPEC` lists what there is

            2 notes (show them with --all)
        "#]],
    );
}

const KILN: &str = "---\ntitle: Read a kiln\napi: GET https://api.acme.example/kilns/{kiln}\n---\n\n\
    <ResponseField name=\"state\" type=\"string\" required>\n  What it does.\n</ResponseField>\n\n\
    <ResponseExample>\n```json\n{ \"state\": \"cold\", \"degrees\": 20 }\n```\n</ResponseExample>\n";

#[test]
fn levels_of_diagnostics_decide_the_exit_code() {
    let with = |settings: &str| folder(&[("pages/docbind.toml", settings), ("pages/read-kiln.mdx", KILN)]);
    let run = |settings: &str, arguments: &[&str]| docbind(with(settings).path(), arguments);
    let code = |settings: &str, arguments: &[&str]| run(settings, arguments).code;
    let (generate, check_docs) = (["generate", "pages", "--out", "client"], ["check-docs", "pages"]);
    let openapi = ["openapi", "pages"];

    let denied = "[diagnostics]\ndeny = [\"undeclared-field\"]\n";
    assert_eq!(code("", &generate), Some(0));
    let pages = with(denied);
    let generated = docbind(pages.path(), &generate);
    assert_eq!(generated.code, Some(1));
    assert!(generated.stderr.contains("error[D0201]: the field list does not have `degrees`"));
    assert!(!pages.path().join("client").exists(), "as with a page that cannot be read");
    let kept = docbind(pages.path(), &["generate", "pages", "--out", "client", "--keep-going"]);
    assert_eq!(kept.code, Some(1));
    assert!(pages.path().join("client/Cargo.toml").is_file());
    assert_eq!((code("", &openapi), code(denied, &openapi)), (Some(0), Some(1)));

    let allowed = "[diagnostics]\nallow = [\"D0201\"]\nnote = [\"D0204\"]\n";
    assert_eq!((code("", &check_docs), code(allowed, &check_docs)), (Some(1), Some(0)));
    let checked = run(allowed, &["check-docs", "pages", "--level", "error"]);
    check(
        &checked.stdout,
        expect![[r#"
            pages         1   1 checked
            responses     1   1 can be read as they are shown
            findings      2   2 notes
                          1   note     D0204 undeclared-path-parameter  The path has a placeholder that no field of the page declares
                          1   note     D0320 authentication-unknown     No page says how the caller authenticates
            allowed       1   D0201
            More on one of them: docbind explain CODE
        "#]],
    );
    let generated = run(allowed, &generate).stdout;
    let warnings: String = generated.lines().filter(|line| line.starts_with("warnings")).collect();
    check(&warnings, expect!["warnings         0   and 2 notes, 1 allowed"]);

    assert_eq!(code(allowed, &["check-docs", "pages", "--deny", "undeclared-*"]), Some(1));
    assert_eq!(code(denied, &["openapi", "pages", "--note", "D02*"]), Some(0), "beats the file");
    let wrong = run("", &["generate", "pages", "--out", "client", "--allow", "D0501"]);
    assert_eq!((wrong.code, wrong.stderr.as_str()), (Some(2), "error: `D0501` cannot be allowed\n"));
    let counted = run(allowed, &openapi).stderr;
    assert_eq!(counted, "2 notes (show them with --all); 1 allowed\n");
    for command in ["report", "model", "inspect", "openapi"] {
        assert_eq!(code("", &[command, "pages", "--deny", "D0201"]), Some(1), "{command}");
        assert_eq!(code(denied, &[command, "pages", "--allow", "D0201"]), Some(0), "{command}");
    }
    let unknown = run("", &["check-docs", "pages", "--deny", "undeclared-feild"]);
    check(
        &unknown.stderr,
        expect![[r#"
        error: no diagnostic is called `undeclared-feild`
          help: did you mean `undeclared-field`?
    "#]],
    );

    let line =
        |form: &str| run(denied, &["check-docs", "pages", "--format", form, "--level", "error"]).stdout;
    assert!(line("json").contains(r#""code":"D0201","rule":"undeclared-field","severity":"error""#));
    let sarif: serde_json::Value = serde_json::from_str(&line("sarif")).unwrap();
    let run = &sarif["runs"][0];
    assert_eq!(run["results"][0]["level"], "error");
    assert_eq!(run["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"], "note");
}

#[test]
fn an_error_leaves_a_good_crate_as_it_is() {
    let pages =
        folder(&[("pages/read-kiln.mdx", KILN), ("pages/light-kiln.mdx", &KILN.replace("Read", "Light"))]);
    let generate = ["generate", "pages", "--out", "client"];
    assert_eq!(docbind(pages.path(), &generate).code, Some(0));
    let crate_text = || std::fs::read_to_string(pages.path().join("client/README.md")).unwrap();
    let good = crate_text();
    assert!(good.contains("light_a_kiln"), "{good}");
    std::fs::write(pages.path().join("pages/light-kiln.mdx"), b"---\ntitle: \xFF\n---\n").unwrap();
    let failed = docbind(pages.path(), &generate);
    assert_eq!(failed.code, Some(1));
    let end = "error: nothing was written: `--keep-going` writes what could be read\n";
    assert!(failed.stderr.ends_with(end), "{}", failed.stderr);
    assert_eq!(crate_text(), good);
    let kept = docbind(pages.path(), &["generate", "pages", "--out", "client", "--keep-going"]);
    assert_eq!(kept.code, Some(1));
    assert!(!crate_text().contains("light_a_kiln"), "{}", crate_text());
}

#[test]
fn pages_that_gave_nothing_are_counted() {
    let pages = folder(&[
        ("pages/read-kiln.mdx", KILN),
        ("pages/gone.md", "# Page not found\n\nTry the search.\n"),
        ("pages/welcome.md", "# Welcome\n\nKilns for everyone.\n"),
        ("pages/openapi.yaml", "openapi: 3.1.0\npaths: {}\n"),
        ("alone/openapi.json", "{ \"openapi\": \"3.1.0\" }"),
    ]);
    let run = docbind(pages.path(), &["generate", "pages", "--out", "client", "--all"]);
    let counted = run.stdout.lines().find(|line| line.starts_with("pages "));
    check(counted.unwrap_or_default(), expect!["pages            3   1 describe operations, 1 gave nothing"]);
    assert!(
        run.stderr.contains("warning[D0119]: this is not documentation: the page was not found"),
        "{}",
        run.stderr
    );
    let nothing = "warning[D0120]: this OpenAPI document describes nothing";
    assert!(run.stderr.contains(nothing), "{}", run.stderr);
    let alone = docbind(pages.path(), &["generate", "alone", "--out", "client"]);
    assert!(alone.stderr.contains(nothing) && alone.code == Some(1), "{}", alone.stderr);
}

#[test]
fn the_schema_of_the_settings_is_printed() {
    let schema = docbind(folder(&[]).path(), &["schema"]);
    assert_eq!((schema.code, schema.stderr.as_str()), (Some(0), ""));
    assert!(schema.stdout == include_str!("../../docs/docbind.schema.json"), "the copy is another");
}
