//! An API made by hand: the shapes that pages have, and the texts that nobody should write.

use docbind::model::*;
use serde_json::json;

/// Texts and names that break what is careless with them.
pub const HOSTILE: &str = "*/ \"\"\" ]] #![feature(x)] {} <script>alert(1)</script> [crate::x](y) `unclosed \\ \u{202e} \r\n\n    fn main() { panic!() }\n\n```rust\ncompile_error!(\"no\");\n";

pub fn text(format: StringFormat) -> Schema {
    Schema::new(SchemaKind::String { format })
}

pub fn string() -> Schema {
    text(StringFormat::Plain)
}

pub fn integer() -> Schema {
    Schema::new(SchemaKind::Integer { format: IntegerFormat::Int64 })
}

pub fn boolean() -> Schema {
    Schema::new(SchemaKind::Boolean)
}

pub fn reference(name: &str) -> Schema {
    Schema::new(SchemaKind::Ref { name: name.into() })
}

pub fn object(fields: Vec<Field>) -> Schema {
    Schema::new(SchemaKind::Object(ObjectSchema { fields, ..Default::default() }))
}

pub fn strings(values: &[&str]) -> Schema {
    let member = |value: &&str| EnumMember {
        value: EnumValue::String((*value).into()),
        name: None,
        description: "".into(),
    };
    Schema::new(SchemaKind::Enum(EnumSchema { members: values.iter().map(member).collect() }))
}

pub fn integers(values: &[(i64, &str)]) -> Schema {
    let member = |(value, name): &(i64, &str)| EnumMember {
        value: EnumValue::Integer(*value),
        name: Some((*name).into()).filter(|name: &String| !name.is_empty()),
        description: String::new(),
    };
    Schema::new(SchemaKind::Enum(EnumSchema { members: values.iter().map(member).collect() }))
}

pub fn field(name: &str, schema: Schema, description: &str) -> Field {
    Field {
        name: name.into(),
        rename: None,
        required: false,
        schema,
        default: None,
        constraints: Default::default(),
        deprecated: false,
        description: description.into(),
        evidence: Evidence::Declared,
    }
}

pub fn required(name: &str, schema: Schema, description: &str) -> Field {
    Field { required: true, ..field(name, schema, description) }
}

pub fn parameter(location: Location, field: Field) -> Parameter {
    Parameter { location, field, style: ParameterStyle::default(), allow_reserved: false }
}

pub fn response(status: u16, description: &str, schema: Option<Schema>) -> Response {
    Response {
        status: status.into(),
        description: description.into(),
        media_type: schema.as_ref().map(|_| MediaType::JSON),
        schema,
        examples: Vec::new(),
    }
}

pub fn path(template: &str) -> PathTemplate {
    let mut parts = Vec::new();
    for (at, piece) in template.split(['{', '}']).enumerate() {
        parts.push(if at % 2 == 0 {
            PathPart::Literal(piece.into())
        } else {
            PathPart::Parameter(piece.into())
        });
    }
    PathTemplate { parts }
}

pub fn operation(group: &str, id: &str, method: Method, template: &str) -> Operation {
    let page = id.replace(' ', "-");
    Operation {
        id: id.into(),
        title: id.split(' ').map(|word| word[..1].to_uppercase() + &word[1..]).collect::<Vec<_>>().join(" "),
        description: String::new(),
        group: group.into(),
        method,
        path: path(template),
        fixed_query: Vec::new(),
        base_url: None,
        parameters: Vec::new(),
        request_body: None,
        accept: None,
        responses: Vec::new(),
        pagination: None,
        success: None,
        end_of_events: None,
        authentication: Some(vec![AuthScheme::Bearer.into()]),
        roles: Vec::new(),
        deprecated: None,
        link: Some(format!("https://docs.example.com/{group}/{page}")),
        place: Place { page: format!("{group}/{page}.md"), line: 1 },
        other_pages: Vec::new(),
        identity: Default::default(),
    }
}

pub fn body(media_type: MediaType, schema: Schema) -> Option<RequestBody> {
    Some(RequestBody {
        media_type,
        required: true,
        omitted: false,
        schema,
        styles: Default::default(),
        other_encodings: Vec::new(),
        examples: Vec::new(),
    })
}

fn confirmation(kind: &str) -> Schema {
    object(vec![
        field("Status", integer(), "HTTP status code. 200 on success."),
        field("Message", string(), "A human-readable message confirming the change."),
        field("Value", object(vec![required("Id", integer(), &format!("The Id of the {kind} record."))]), ""),
        field("WasSuccessful", boolean(), &format!("true if the {kind} was saved successfully.")),
        field("RedirectURL", string().nullable(), ""),
        field("Errors", Schema::array(failure()).nullable(), "null on success."),
    ])
}

fn failure() -> Schema {
    object(vec![
        field("AttemptedValue", Schema::any(), "What was sent."),
        field("Message", string(), "What is wrong with it."),
        field("PropertyName", string(), "The field."),
    ])
}

fn validation(status: u16) -> Response {
    let schema = object(vec![
        field("Message", string(), "A summary of the errors."),
        field("Errors", Schema::array(failure()), "One entry per field."),
        field("WasSuccessful", boolean(), "Always false."),
    ]);
    response(status, "A field did not pass validation.", Some(schema))
}

fn thread_fields() -> Vec<Field> {
    vec![
        required("BusinessId", integer(), "ID of the location that the conversation belongs to."),
        required("Subject", string(), "Title of the conversation, see https://example.com/subjects."),
        field("Tags", string().nullable(), "Comma-separated tags."),
        field("Guests", Schema::array(integer()), "IDs of users who are invited."),
        field("Visibility", reference("eVisibility"), "Who sees it."),
    ]
}

/// Lists, reads, writes and deletes, in two groups that share shapes.
pub fn community() -> Api {
    let mut list = operation("community", "list community threads", Method::Get, "/api/community/threads");
    list.description = "Searches the threads.\n\n* newest first\n* `page` counts from 1".into();
    list.roles = vec!["CommunityThread-List".into()];
    let mut page = field("page", integer(), "Page to get.");
    page.default = Some(json!(1));
    list.parameters = vec![
        parameter(Location::Query, page),
        parameter(Location::Query, field("dir", strings(&["asc", "desc", ""]), "Direction.")),
        parameter(Location::Query, field("from_Thread_CreatedOn", text(StringFormat::LocalDateTime), "")),
        Parameter {
            style: ParameterStyle::Bracketed,
            ..parameter(Location::Query, field("id", Schema::array(integer()), "Only these."))
        },
        parameter(Location::Header, field("X-Trace", string(), "Shown in the logs.")),
    ];
    list.responses = vec![response(
        200,
        "",
        Some(object(vec![
            required("Records", Schema::array(reference("CommunityThread")), "The threads."),
            field("TotalItems", integer(), "How many there are."),
            field("HasNextPage", boolean(), ""),
        ])),
    )];
    let mut get = operation("community", "get community thread", Method::Get, "/api/community/threads/{id}");
    get.parameters = vec![parameter(Location::Path, required("id", integer(), "The Id of the thread."))];
    get.responses =
        vec![response(200, "", Some(reference("CommunityThread"))), response(404, "No such thread.", None)];
    let mut create =
        operation("community", "create community thread", Method::Post, "/api/community/threads");
    create.request_body = body(MediaType::JSON, object(thread_fields()));
    create.responses = vec![response(200, "", Some(confirmation("CommunityThread"))), validation(400)];
    let mut update = operation("community", "update community thread", Method::Put, "/api/community/threads");
    let mut fields = vec![required("Id", integer(), "The Id of the CommunityThread record to update.")];
    fields.extend(thread_fields());
    update.request_body = body(MediaType::JSON, object(fields));
    update.parameters = vec![parameter(Location::Query, field("Id", boolean(), "Whether to answer the Id."))];
    update.responses = vec![response(200, "", Some(confirmation("CommunityThread"))), validation(400)];
    let mut delete =
        operation("community", "delete community thread", Method::Delete, "/api/community/threads/{id}");
    delete.responses = vec![response(200, "", None), validation(500)];
    let mut invoice = operation("billing", "get invoice pdf", Method::Get, "/{lang}/invoices/{type}");
    invoice.responses = vec![Response {
        media_type: Some(MediaType::Binary("application/pdf".into())),
        ..response(200, "The document.", None)
    }];
    let mut token = operation("auth", "get token", Method::Post, "/api/token");
    token.authentication = Some(Vec::new());
    token.request_body = body(
        MediaType::FORM,
        object(vec![
            required("grant_type", strings(&["password", "refresh_token"]), "How to sign in."),
            required("username", string(), "The user's e-mail address."),
            required("password", text(StringFormat::Password), "The user's password."),
            field("totp", string(), "The code of the second factor."),
        ]),
    );
    token.responses = vec![
        response(
            200,
            "",
            Some(object(vec![required("access_token", text(StringFormat::Password), "The token.")])),
        ),
        response(400, "Wrong user or password.", Some(object(vec![field("error", string(), "A code.")]))),
    ];
    let mut bill = operation("billing", "create tariff", Method::Post, "/api/billing/tariffs");
    bill.request_body = body(MediaType::JSON, reference("Tariff"));
    bill.responses = vec![response(200, "", Some(confirmation("Tariff"))), validation(400)];
    let mut import = operation("billing", "import tariffs", Method::Post, "/api/billing/tariffs/import");
    import.request_body = Some(RequestBody {
        required: false,
        ..body(MediaType::Binary("text/csv".into()), text(StringFormat::Binary)).unwrap()
    });
    import.parameters = vec![parameter(Location::Cookie, field("session", string(), ""))];
    import.responses = vec![
        response(200, "Done.", Some(object(vec![field("Imported", integer(), "How many.")]))),
        response(202, "It takes a while.", None),
    ];
    let thread = {
        let mut fields = vec![required("Id", integer(), "The thread's Id.")];
        fields.extend(thread_fields());
        fields.push(field("Parent", reference("CommunityThread"), "The thread that it answers."));
        fields.push(field(
            "Members",
            Schema::array(object(vec![field("Name", string(), "")])),
            "Who takes part.",
        ));
        object(fields)
    };
    let tariff = object(vec![
        required("Name", string(), "What customers see."),
        required("Price", Schema::new(SchemaKind::NUMBER), "In the currency of the location."),
        field("TariffType", reference("eTariffType"), ""),
        field("Terms", string().nullable(), "What the customer agrees to."),
    ]);
    let named =
        |description: &str, schema| NamedSchema { description: description.into(), schema, place: None };
    Api {
        renamed_records: Default::default(),
        name: "community-hub".into(),
        title: "Community Hub".into(),
        description: "Conversations and bills of a workspace.".into(),
        base_url: Some("https://hub.example.com".into()),
        authentication: Some(vec![AuthScheme::Bearer.into()]),
        retry_statuses: vec![409, 503],
        groups: vec![Group { name: "community".into(), description: "Conversations.".into() }],
        operations: vec![token, bill, invoice, import, create, delete, get, list, update],
        webhooks: Vec::new(),
        webhook_event: None,
        webhook_signature: None,
        schemas: [
            ("CommunityThread".to_owned(), named("A conversation.", thread)),
            ("Tariff".to_owned(), named("", tariff)),
            ("eTariffType".to_owned(), named("", integers(&[(1, "Monthly"), (-2, ""), (3, "Unknown")]))),
            ("eVisibility".to_owned(), named("", strings(&["Public", "Members only"]))),
        ]
        .into(),
        overrides: Vec::new(),
    }
}

/// Names and texts that break what is careless with them.
pub fn hostile() -> Api {
    let nasty =
        ["type", "self", "Self", "2fa", "", "a b", "a_b", "日本", HOSTILE, "\"", "r#x", "\u{0}", "String"];
    let fields: Vec<Field> = nasty.iter().map(|name| field(name, string(), HOSTILE)).collect();
    let mut first = operation("Option", "x", Method::Post, "/a/{\"}/{self}/{request}");
    first.id = HOSTILE.into();
    first.title = HOSTILE.into();
    first.description = HOSTILE.into();
    first.roles = vec![HOSTILE.into(), "`".into()];
    first.link = Some(format!("https://example.com/{HOSTILE}"));
    first.base_url = Some(HOSTILE.into());
    first.request_body = body(MediaType::JSON, object(fields.clone()));
    first.parameters =
        nasty.iter().map(|name| parameter(Location::Query, required(name, string(), HOSTILE))).collect();
    first.responses = vec![response(200, HOSTILE, Some(object(fields))), response(499, HOSTILE, None)];
    let mut second = first.clone();
    second.group = "option".into();
    second.request_body = body(MediaType::Binary(HOSTILE.into()), Schema::any());
    let named = |schema| NamedSchema { description: HOSTILE.into(), schema, place: None };
    let nasty_enum = strings(&["", "Unknown", "unknown", "+", "-", "a", "A", HOSTILE]);
    let union = Schema::new(SchemaKind::Union { variants: vec![string(), integer(), reference("Option")] });
    Api {
        name: "std".into(),
        title: HOSTILE.into(),
        description: HOSTILE.into(),
        authentication: Some(vec![AuthScheme::key(Location::Header, HOSTILE).into()]),
        groups: vec![Group { name: "Option".into(), description: HOSTILE.into() }],
        operations: vec![first, second],
        schemas: [
            (
                "Option".to_owned(),
                named(object(vec![required("Self", reference("Option"), ""), field("u", union, "")])),
            ),
            ("Vec".to_owned(), named(nasty_enum)),
            ("Result".to_owned(), named(integers(&[(i64::MIN, HOSTILE), (0, ""), (i64::MAX, "Unknown")]))),
            ("Loop".to_owned(), named(reference("Loop"))),
            ("".to_owned(), named(object(vec![field("Loop", reference("Loop"), "")]))),
        ]
        .into(),
        ..Api::default()
    }
}
