//! The rules. One rule, one file: `rules/<name>.md` is what `docbind explain` shows, and the
//! fenced page in it raises the rule (checked by a test).

use super::Severity;

/// Something that can be wrong with pages or a run.
#[derive(Debug)]
pub struct Rule {
    /// Stable code: `D0201`. D01xx reading pages, D02xx contradictions within a page, D03xx guesses
    /// and gaps, D04xx across pages, D05xx settings and output,
    /// D06xx documented requests and responses that the client cannot make or read, D07xx fetching and the lock.
    pub code: &'static str,
    /// Name in kebab case: `undeclared-field`.
    pub name: &'static str,
    /// Severity unless a setting changes it.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// The page that explains it, as markdown.
    pub explanation: &'static str,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

/// What a rule is about: who has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The documentation: a contradiction or a gap that a page's author can mend. `check-docs` says these.
    Pages,
    /// What docbind reads, and what it makes of it: for those who generate a client.
    Reading,
    /// The settings and the output of a run.
    Run,
}

macro_rules! rules {
    ($($(#[$doc:meta])* $ident:ident $code:literal $name:literal $severity:ident $subject:ident;)*) => {
        /// Every rule as a constant.
        pub mod rule {
            use super::{Rule, Severity, Subject};
            $($(#[$doc])* pub static $ident: Rule = Rule {
                code: $code,
                name: $name,
                severity: Severity::$severity,
                subject: Subject::$subject,
                explanation: include_str!(concat!("rules/", $name, ".md")),
            };)*
        }
        /// All rules, by code.
        pub static ALL_RULES: &[&Rule] = &[$(&rule::$ident),*];
    };
}

rules! {
    /// The file could not be read as UTF-8 text.
    UNREADABLE_PAGE "D0101" "unreadable-page" Error Pages;
    /// No convention that docbind reads fits the page.
    UNSUPPORTED_CONVENTION "D0102" "unsupported-convention" Warning Reading;
    /// The text lost its field names or types on the way.
    LOSSY_TEXT "D0103" "lossy-text" Warning Reading;
    /// The text stops in the middle.
    PAGE_ENDS_EARLY "D0104" "page-ends-early" Warning Pages;
    /// The page describes fields but no verb and path.
    NO_ENDPOINT "D0105" "no-endpoint" Warning Reading;
    /// A block of an endpoint page that no claim was read from.
    NOT_UNDERSTOOD "D0106" "not-understood" Note Reading;
    /// A tag that was never closed.
    UNCLOSED_TAG "D0107" "unclosed-tag" Warning Pages;
    /// A tag that docbind does not know; its content is read.
    UNKNOWN_TAG "D0108" "unknown-tag" Note Reading;
    /// JSON that does not parse, or only leniently.
    INVALID_JSON "D0109" "invalid-json" Warning Pages;
    /// A type that docbind does not know.
    UNKNOWN_TYPE "D0110" "unknown-type" Warning Pages;
    /// A field without a name.
    NAMELESS_FIELD "D0111" "nameless-field" Warning Pages;
    /// A page that only points to an OpenAPI document.
    DOCUMENTED_ELSEWHERE "D0112" "documented-elsewhere" Note Reading;
    /// Something in the settings of a documentation site that makes no sense.
    INVALID_SITE_SETTING "D0113" "invalid-site-setting" Warning Pages;
    /// A page includes a file that is not there.
    MISSING_SNIPPET "D0114" "missing-snippet" Warning Pages;
    /// Files include each other in a circle.
    SNIPPET_CYCLE "D0115" "snippet-cycle" Warning Pages;
    /// A name in braces stands for nothing.
    UNKNOWN_VARIABLE "D0116" "unknown-variable" Warning Pages;
    /// The part of an OpenAPI document on a page that is not YAML, or not on that operation.
    INVALID_EXCERPT "D0117" "invalid-excerpt" Warning Pages;
    /// A page of an operation without a title.
    NO_TITLE "D0118" "no-title" Note Pages;
    /// The HTML of a web page, or what a server shows in the place of a page.
    WEB_PAGE "D0119" "web-page" Warning Reading;
    /// An OpenAPI document that is not there or cannot be read.
    OPENAPI_FILE "D0120" "openapi-file" Warning Reading;
    /// Verb and path in a heading, and nothing that describes them.
    NOTHING_READ "D0121" "nothing-read" Warning Reading;
    /// A symbolic link that leaves the spec folder, or leads nowhere.
    LINK_NOT_FOLLOWED "D0125" "link-not-followed" Warning Run;
    /// A user name or a password in a URL.
    CREDENTIALS_IN_URL "D0126" "credentials-in-url" Warning Pages;
    /// A value that is nested too deep, or too large.
    OVER_BUDGET "D0127" "over-budget" Warning Pages;
    /// Keywords of an OpenAPI document of which nothing is made.
    KEYWORDS_NOT_READ "D0128" "keywords-not-read" Note Reading;
    /// A page without text.
    EMPTY_PAGE "D0129" "empty-page" Warning Reading;

    /// An example shows fields that the field list does not declare.
    UNDECLARED_FIELD "D0201" "undeclared-field" Note Pages;
    /// The list says one type, the skeleton or an example shows another.
    TYPE_CONTRADICTION "D0202" "type-contradiction" Warning Pages;
    /// A looser declared type was refined from a skeleton or an example.
    TYPE_REFINED "D0203" "type-refined" Note Pages;
    /// A path parameter that the page does not declare.
    UNDECLARED_PATH_PARAMETER "D0204" "undeclared-path-parameter" Warning Pages;
    /// A declared path parameter that the path does not have.
    UNUSED_PATH_PARAMETER "D0205" "unused-path-parameter" Warning Pages;
    /// The verb or path of an example differs from the page's.
    ENDPOINT_CONTRADICTION "D0206" "endpoint-contradiction" Warning Pages;
    /// Required in one place, optional in another.
    REQUIRED_CONTRADICTION "D0207" "required-contradiction" Warning Pages;
    /// One name twice in one place.
    DUPLICATE_FIELD "D0208" "duplicate-field" Warning Pages;
    /// The text names an enum that the page does not have.
    DANGLING_ENUM "D0209" "dangling-enum" Warning Pages;
    /// A body on a verb that has none.
    UNEXPECTED_BODY "D0210" "unexpected-body" Warning Pages;
    /// The prose forbids the encoding that an example uses.
    MEDIA_TYPE_CONTRADICTION "D0211" "media-type-contradiction" Warning Pages;
    /// A default value that is not of the declared type.
    INVALID_DEFAULT "D0212" "invalid-default" Warning Pages;
    /// A declared field that the skeleton or the example leaves out.
    FIELD_NOT_SHOWN "D0213" "field-not-shown" Note Pages;
    /// A declared header that the client sets by itself.
    MANAGED_HEADER "D0214" "managed-header" Note Reading;
    /// Fields nested in a value that has none by its type.
    NESTED_IN_SCALAR "D0215" "nested-in-scalar" Warning Pages;
    /// A name that stands for many: `*`, `X-Forward-*`, `{key}`.
    WILDCARD_NAME "D0216" "wildcard-name" Note Reading;
    /// A path that cannot be meant as it stands.
    BROKEN_PATH "D0217" "broken-path" Warning Pages;
    /// A declared header or cookie whose name no request can have.
    INVALID_HEADER_NAME "D0224" "invalid-header-name" Warning Pages;
    /// Declared fields of a body that is no JSON and no form.
    FIELDS_OF_RAW_BODY "D0225" "fields-of-raw-body" Warning Reading;
    /// A parameter that holds other values, and no form of its place for them.
    VALUE_AS_TEXT "D0226" "value-as-text" Note Reading;

    /// A reference in an OpenAPI part to what it does not have.
    DANGLING_REFERENCE "D0230" "dangling-reference" Warning Pages;

    /// Verb and path were taken from an example request.
    ENDPOINT_FROM_EXAMPLE "D0301" "endpoint-from-example" Note Reading;
    /// An enum table without a title was given to a field.
    ENUM_GUESSED "D0302" "enum-guessed" Note Reading;
    /// Nothing tells the shape of a value.
    UNKNOWN_SHAPE "D0303" "unknown-shape" Note Pages;
    /// A type names a record that no page describes.
    UNKNOWN_RECORD "D0304" "unknown-record" Warning Pages;
    /// No page and no setting says the base URL.
    NO_BASE_URL "D0305" "no-base-url" Warning Pages;
    /// Shapes with equal fields but different text share one type.
    MERGED_TEXT "D0306" "merged-text" Note Reading;
    /// An example of a failure that names no status.
    STATUS_GUESSED "D0307" "status-guessed" Note Pages;
    /// A page that does not say how to authenticate takes it from the others.
    AUTHENTICATION_INHERITED "D0308" "authentication-inherited" Note Pages;
    /// A list that comes page by page.
    PAGINATION_RECOGNISED "D0309" "pagination-recognised" Note Reading;
    /// A field that tells what others its object has.
    TAGGED_OBJECT "D0310" "tagged-object" Note Reading;
    /// A page on what the API sends on its own.
    WEBHOOK_PAGE "D0311" "webhook-page" Note Reading;
    /// A field that the page declares again, alike or for another kind of object.
    REPEATED_FIELD "D0312" "repeated-field" Note Reading;
    /// A field of an answer that is no part of its body.
    NOT_IN_BODY "D0313" "not-in-body" Note Reading;
    /// What an example shows of a value that may hold anything by its text.
    TYPE_GUESSED "D0314" "type-guessed" Note Reading;
    /// Fields behind the tag of the value that they are parts of.
    PARTS_BESIDE "D0315" "parts-beside" Note Pages;
    /// The list of fields is that of one member of the answer.
    ENVELOPE "D0316" "envelope" Note Pages;
    /// A declared parameter that is a part of the host.
    HOST_VARIABLE "D0317" "host-variable" Note Reading;
    /// Tabs of which each asks for fields of its own.
    CHOICE_OF_FIELDS "D0318" "choice-of-fields" Note Reading;
    /// What is required of one kind of request only, where no field tells the kinds apart.
    REQUIRED_APART "D0319" "required-apart" Note Reading;
    /// No page says how to authenticate.
    AUTHENTICATION_UNKNOWN "D0320" "authentication-unknown" Note Pages;
    /// A guide says how to authenticate, for pages that do not.
    AUTHENTICATION_FROM_GUIDE "D0321" "authentication-from-guide" Note Reading;
    /// A credential that is declared as a field of the body.
    MISPLACED_CREDENTIAL "D0322" "misplaced-credential" Warning Pages;
    /// A part of the query that the endpoint states.
    FIXED_QUERY "D0325" "fixed-query" Note Reading;
    /// A placeholder of the path or a host that is not sent just as it is spelled.
    PLACEHOLDER_FORM "D0326" "placeholder-form" Warning Pages;
    /// Operations that are not below the base URL of most, or that were at a test system.
    OTHER_BASE_URL "D0327" "other-base-url" Note Pages;
    /// How the parts of an object are written in a query is not said.
    STYLE_GUESSED "D0328" "style-guessed" Note Pages;
    /// An integer that 64 bits do not hold.
    WIDE_INTEGER "D0331" "wide-integer" Note Reading;
    /// A response with a successful status whose body says whether the call succeeded.
    SUCCESS_IN_BODY "D0334" "success-in-body" Note Reading;
    /// The status does not say whether the call succeeded, and it is not known what does.
    SUCCESS_UNDECIDED "D0335" "success-undecided" Warning Reading;
    /// Requests send elsewhere what the page lists without a place.
    PLACE_FROM_EXAMPLE "D0336" "place-from-example" Note Pages;
    /// A parameter that nothing but a request shows.
    PARAMETER_FROM_EXAMPLE "D0337" "parameter-from-example" Note Pages;
    /// Requests hold another scheme in their `Authorization` header than is said.
    AUTHENTICATION_CONTRADICTION "D0340" "authentication-contradiction" Warning Pages;
    /// The version in the base URL was taken from the URLs that the pages show.
    BASE_URL_VERSION "D0341" "base-url-version" Note Reading;
    /// A media type of a request body that the client does not send.
    OTHER_MEDIA_TYPE "D0342" "other-media-type" Note Reading;
    /// A text says what each item has, and nothing shows what is around the items.
    LIST_NOT_SHOWN "D0343" "list-not-shown" Warning Pages;
    /// The last event that is shown has text for its data, those before it JSON.
    END_OF_EVENTS "D0344" "end-of-events" Note Pages;
    /// What tells webhooks apart is known from examples, or not at all.
    WEBHOOK_EVENT "D0345" "webhook-event" Note Pages;

    /// Several pages document one verb and path.
    DUPLICATE_ENDPOINT "D0401" "duplicate-endpoint" Warning Pages;
    /// Two names became one in Rust and were told apart.
    NAME_COLLISION "D0402" "name-collision" Note Reading;
    /// Pages name different hosts.
    SEVERAL_HOSTS "D0403" "several-hosts" Note Pages;
    /// Several pages document one operation and became one.
    UNITED_PAGES "D0404" "united-pages" Note Pages;
    /// Pages that the navigation lists and that are not there.
    MISSING_PAGE "D0405" "missing-page" Note Pages;
    /// Pages in another language or of another version, which were left out.
    OTHER_EDITION "D0406" "other-edition" Note Reading;
    /// Pages on one record declare different kinds of value for one of its fields.
    RECORD_CONTRADICTION "D0410" "record-contradiction" Warning Pages;
    /// A field whose type another page of the same record tells.
    RECORD_POOLED "D0411" "record-pooled" Note Reading;
    /// A page calls its operation otherwise, and the lock keeps the name.
    NAME_KEPT "D0412" "name-kept" Note Reading;

    /// `docbind.toml` could not be understood.
    INVALID_SETTING "D0501" "invalid-setting" Error Run;
    /// A setting that matches nothing.
    UNUSED_SETTING "D0502" "unused-setting" Error Run;
    /// No page gave an operation.
    NO_OPERATIONS "D0503" "no-operations" Error Run;
    /// The output could not be written.
    OUTPUT_FAILED "D0504" "output-failed" Error Run;
    /// A setting that applies to some of what it selects.
    PARTIAL_SETTING "D0505" "partial-setting" Warning Run;

    /// A documented request goes to another URL, or is of another verb, than the client's.
    REQUEST_URL "D0601" "request-url" Warning Pages;
    /// The query of a documented request is not one that the client sends.
    REQUEST_QUERY "D0602" "request-query" Warning Pages;
    /// A header of a documented request is not one that the client sends.
    REQUEST_HEADER "D0603" "request-header" Warning Pages;
    /// The credentials of a documented request are not those that the client sends.
    REQUEST_CREDENTIALS "D0604" "request-credentials" Warning Pages;
    /// The body of a documented request is not one that the client sends.
    REQUEST_BODY "D0605" "request-body" Warning Pages;
    /// A documented request that could not be read.
    UNREAD_REQUEST "D0606" "unread-request" Warning Pages;
    /// A documented response that the client cannot read.
    UNREADABLE_RESPONSE "D0607" "unreadable-response" Warning Pages;
    /// A documented path that the client cannot send: a part left empty, or a URL that is not encoded.
    REQUEST_PATH "D0608" "request-path" Warning Pages;

    /// `docbind.lock` could not be read.
    INVALID_LOCK "D0701" "invalid-lock" Error Run;
    /// A page could not be fetched.
    FETCH_FAILED "D0702" "fetch-failed" Error Run;
    /// A site answered with something that is no page.
    NOT_A_PAGE "D0703" "not-a-page" Warning Run;
    /// A page leads to a host that may not be asked.
    OTHER_HOST "D0704" "other-host" Warning Run;
    /// A site does not have a page any more.
    PAGE_VANISHED "D0705" "page-vanished" Note Run;
    /// A file that is not as it was fetched.
    PAGE_KEPT "D0706" "page-kept" Warning Run;
    /// Pages are fetched in plain text.
    PLAIN_HTTP "D0707" "plain-http" Note Run;
    /// A site has no pages, more than the limit, or does not say which.
    NO_PAGES_FOUND "D0708" "no-pages-found" Error Run;
}

/// The rule of a code (`D0201`) or a name (`undeclared-field`), in any case.
pub fn find_rule(word: &str) -> Option<&'static Rule> {
    ALL_RULES.iter().copied().find(|r| r.code.eq_ignore_ascii_case(word) || r.name.eq_ignore_ascii_case(word))
}
