//! An invented API, and short ways to write models.

use crate::model::*;
use serde_json::json;

pub(super) fn string() -> SchemaKind {
    SchemaKind::String { format: StringFormat::Plain }
}

pub(super) fn integer() -> SchemaKind {
    SchemaKind::Integer { format: IntegerFormat::Int64 }
}

pub(super) fn field(name: &str, kind: impl Into<Schema>) -> Field {
    let schema = kind.into();
    let description = String::new();
    Field {
        name: name.into(),
        rename: None,
        required: false,
        schema,
        default: None,
        constraints: Constraints::default(),
        deprecated: false,
        description,
        evidence: Evidence::Declared,
    }
}

impl From<SchemaKind> for Schema {
    fn from(kind: SchemaKind) -> Self {
        Schema::new(kind)
    }
}

impl Field {
    pub(super) fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub(super) fn described(mut self, description: &str) -> Self {
        self.description = description.into();
        self
    }
}

pub(super) fn object(fields: Vec<Field>) -> Schema {
    Schema::new(SchemaKind::Object(ObjectSchema { fields, ..Default::default() }))
}

pub(super) fn parameter(location: Location, field: Field) -> Parameter {
    Parameter { location, field, style: ParameterStyle::Repeated, allow_reserved: false }
}

pub(super) fn operation(id: &str, method: Method, path: &str) -> Operation {
    let parts = path.split_inclusive(['{', '}']).filter_map(|part| match part.strip_suffix('}') {
        Some(name) => Some(PathPart::Parameter(name.into())),
        None => {
            Some(part.trim_end_matches('{')).filter(|p| !p.is_empty()).map(|p| PathPart::Literal(p.into()))
        }
    });
    let mut title = id.to_owned();
    title[..1].make_ascii_uppercase();
    Operation {
        id: id.into(),
        title,
        description: String::new(),
        group: "community".into(),
        method,
        path: PathTemplate { parts: parts.collect() },
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
        link: None,
        place: Place { page: "page.md".into(), line: 1 },
        other_pages: Vec::new(),
        identity: Default::default(),
    }
}

pub(super) fn json_body(schema: Schema) -> RequestBody {
    RequestBody {
        media_type: MediaType::JSON,
        required: true,
        omitted: false,
        schema,
        styles: Default::default(),
        other_encodings: Vec::new(),
        examples: Vec::new(),
    }
}

pub(super) fn response(status: u16, description: &str, schema: Option<Schema>) -> Response {
    let media_type = schema.as_ref().map(|_| MediaType::JSON);
    let (status, description) = (status.into(), description.into());
    Response { status, description, media_type, schema, examples: Vec::new() }
}

pub(super) fn api(operations: Vec<Operation>) -> Api {
    Api { name: "acme".into(), title: "Acme".into(), operations, ..Api::default() }
}

fn formats() -> Vec<Field> {
    use StringFormat::*;
    let all = [
        ("plain", Plain),
        ("at", DateTime),
        ("local", LocalDateTime),
        ("day", Date),
        ("key", Uuid),
        ("url", Uri),
        ("mail", Email),
        ("base64", Byte),
        ("secret", Password),
    ];
    all.into_iter().map(|(name, format)| field(name, SchemaKind::String { format })).collect()
}

fn reference(name: &str) -> SchemaKind {
    SchemaKind::Ref { name: name.into() }
}

fn thread() -> Schema {
    let mut private = field("private", SchemaKind::Boolean);
    private.default = Some(json!(false));
    let small = SchemaKind::Integer { format: IntegerFormat::Int32 };
    let either = SchemaKind::Union { variants: vec![integer().into(), string().into()] };
    let mut fields = vec![
        field("id", integer()).required().described("Which thread.\n\nGiven by the server, never reused."),
        field("parent", Schema::new(reference("Thread")).nullable())
            .described("What it answers: `null` for none."),
        field("state", reference("Thread State")).required().described("Open or closed."),
        field("likes", small),
        field("score", Schema::new(SchemaKind::NUMBER).nullable()),
        private,
        field("tags", Schema::array(string().into())),
        field("counts", SchemaKind::Map { values: Box::new(integer().into()) }),
        field("extra", SchemaKind::Any).described("yes"),
        field("either", Schema::new(either).nullable()),
        field("author", object(vec![field("name", string()).required()])),
        field("$on", string()).described("A key with a sign: and a colon"),
    ];
    fields.extend(formats());
    object(fields)
}

fn states() -> Schema {
    let member = |value: i64, name: &str, description: &str| EnumMember {
        value: EnumValue::Integer(value),
        name: Some(name.into()),
        description: description.into(),
    };
    let members = vec![member(1, "Open", "Anyone may answer."), member(2, "Closed", "")];
    Schema::new(SchemaKind::Enum(EnumSchema { members }))
}

fn words() -> Schema {
    let member = |value: &str| EnumMember {
        value: EnumValue::String(value.into()),
        name: None,
        description: String::new(),
    };
    Schema::new(SchemaKind::Enum(EnumSchema { members: vec![member("asc"), member("no")] })).nullable()
}

/// Each kind of everything.
pub(super) fn everything() -> Api {
    let mut list = operation("list threads", Method::Get, "/threads");
    let mut page = field("page", integer()).described("Which page.");
    page.default = Some(json!(1));
    let mut ids = parameter(Location::Query, field("id", Schema::array(integer().into())));
    ids.style = ParameterStyle::Bracketed;
    let sort = parameter(Location::Query, field("sort", words()));
    let trace = parameter(Location::Header, field("X-Trace", string()).required());
    list.parameters = vec![parameter(Location::Query, page), ids, sort, trace];
    list.responses = vec![response(200, "The threads.", Some(Schema::array(reference("Thread").into())))];
    list.roles = vec!["Thread-List".into()];
    list.description = "Lists threads, newest first.\n\n- `page` counts from 1\n- 25 on a page".into();

    let mut get = operation("get thread", Method::Get, "/threads/{id}");
    get.parameters = vec![parameter(Location::Path, field("id", integer()).required())];
    let mut found = response(200, "", Some(reference("Thread").into()));
    found.examples = vec![Example { label: String::new(), value: json!({ "id": 1, "state": 1 }) }];
    get.responses = vec![found, response(404, "No such thread.", Some(Schema::new(string())))];
    get.link = Some("https://docs.acme.example/threads/get-thread".into());

    let mut remove = operation("delete thread", Method::Delete, "/threads/{threadId}");
    remove.request_body = Some(json_body(object(vec![field("reason", string())])));
    remove.responses = vec![response(204, "", None)];
    let mut head = operation("peek at thread", Method::Head, "/threads/{id}");
    head.request_body = Some(json_body(Schema::any()));

    let mut sign_in = operation("sign in", Method::Post, "/token");
    let mut form = json_body(object(vec![field("user", string()).required(), field("otp", string())]));
    form.media_type = MediaType::FORM;
    sign_in.request_body = Some(form);
    sign_in.authentication = Some(vec![]);
    sign_in.base_url = Some("https://{region}.auth.acme.example".into());

    let mut upload = operation("upload picture", Method::Post, "/pictures");
    let file = SchemaKind::String { format: StringFormat::Binary };
    let mut parts = json_body(object(vec![field("file", file).required()]));
    parts.media_type = MediaType::Multipart;
    upload.request_body = Some(parts);
    let key = AuthScheme::key(Location::Header, "X-Acme-Key");
    upload.authentication = Some(vec![key.clone().into(), AuthScheme::Basic.into()]);
    let mut plain = response(200, "Done.", Some(string().into()));
    plain.media_type = Some(MediaType::TEXT);
    upload.responses = vec![plain];

    let mut note = operation("upload note", Method::Post, "/pictures");
    note.request_body = Some(json_body(object(vec![field("text", string())])));
    note.responses = vec![response(200, "Kept.", Some(reference("Thread").into()))];

    let group = |name: &str, description: &str| Group { name: name.into(), description: description.into() };
    let named =
        |description: &str, schema| NamedSchema { description: description.into(), schema, place: None };
    Api {
        description: "Threads and pictures.".into(),
        base_url: Some("https://api.acme.example/v1".into()),
        authentication: Some(vec![AuthScheme::Bearer.into(), key.into()]),
        retry_statuses: vec![409],
        groups: vec![group("community", "Talk."), group("empty", "")],
        renamed_records: Default::default(),
        schemas: [
            ("Thread".to_owned(), named("A conversation.", thread())),
            ("Thread State".to_owned(), named("", states())),
        ]
        .into(),
        ..api(vec![list, get, remove, head, sign_in, upload, note])
    }
}
