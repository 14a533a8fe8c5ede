//! An invented API of any size, with the shapes that real pages have: record kinds of 20 to 100 fields in
//! 20 groups, each with the operations list, get, get several, create, update, delete, list of commands
//! and run a command; enums, nested records, lists, and a sentence or three of text everywhere.

use docbind::model::*;

const GROUPS: usize = 20;
const NOUNS: [&str; 16] = [
    "Account", "Booking", "Contract", "Desk", "Event", "Floor", "Guest", "Invoice", "Location", "Message",
    "Notice", "Payment", "Resource", "Tariff", "User", "Visit",
];
const TOPICS: [&str; 20] = [
    "Address",
    "Amount",
    "Balance",
    "Category",
    "Currency",
    "Description",
    "Discount",
    "Duration",
    "Email",
    "Limit",
    "Name",
    "Note",
    "Number",
    "Phone",
    "Period",
    "Price",
    "Rate",
    "Reference",
    "Status",
    "Title",
];
const QUALITIES: [&str; 8] = ["Base", "Billing", "Default", "External", "Last", "Maximum", "Public", "Total"];
const SENTENCES: [&str; 6] = [
    "Shown to customers on the portal and in every message that mentions the record.",
    "Set by the administrator of the location; customers cannot change it.",
    "Counted from the day on which the record was made, in the time zone of the location.",
    "Only used where the location has turned the feature on.",
    "Must be one of the values that the account's settings list.",
    "Where it is left out, the value of the location applies.",
];

/// The API with so many operations.
pub fn api(operations: usize) -> Api {
    let mut api = Api {
        name: format!("synthetic-{operations}"),
        title: format!("Synthetic {operations}"),
        description: "An API that nobody offers.".into(),
        base_url: Some("https://api.example.com".into()),
        authentication: Some(vec![AuthScheme::Bearer.into()]),
        retry_statuses: vec![429, 503],
        groups: (0..GROUPS).map(|at| Group { name: group(at), description: text(at) }).collect(),
        ..Api::default()
    };
    for kind in 0..operations.div_ceil(8) {
        let left = operations - api.operations.len();
        add_kind(&mut api, kind, left.min(8));
    }
    api.operations.sort_by(|a, b| (&a.group, &a.title).cmp(&(&b.group, &b.title)));
    api
}

fn group(at: usize) -> String {
    format!("area {}", (b'a' + at as u8) as char)
}

fn add_kind(api: &mut Api, kind: usize, operations: usize) {
    let name = format!("{}{}", NOUNS[kind % NOUNS.len()], TOPICS[kind / NOUNS.len() % TOPICS.len()]);
    let fields = fields(kind, &name);
    for (suffix, members) in [("Kind", integers(kind)), ("State", strings(kind))] {
        let schema = Schema::new(SchemaKind::Enum(EnumSchema { members }));
        api.schemas.insert(format!("e{name}{suffix}"), named(schema));
    }
    let mut record = vec![required("Id", integer(), 0)];
    record.extend(fields.iter().cloned().map(|field| Field { required: false, ..field }));
    record.push(optional(
        "Owner",
        object(vec![required("Id", integer(), 1), optional("FullName", string(), 2)]),
        3,
    ));
    record.push(optional("Tags", Schema::array(string()), 4));
    api.schemas.insert(name.clone(), named(object(record)));
    let all = [list, get, several, create, update, delete, commands, run];
    api.operations.extend(all[..operations].iter().map(|make| make(kind, &name, &fields)));
}

/// 20 to 100 fields, of which every ninth must be sent.
fn fields(kind: usize, name: &str) -> Vec<Field> {
    let count = 20 + kind * 37 % 81;
    let field = |at: usize| {
        let schema = match at % 10 {
            0 | 1 => integer(),
            2 => boolean(),
            3 => Schema::new(SchemaKind::NUMBER),
            4 if at == 4 => reference(&format!("e{name}Kind")),
            5 if at == 5 => reference(&format!("e{name}State")),
            6 => Schema::new(SchemaKind::String { format: StringFormat::DateTime }),
            7 => string().nullable(),
            8 if at % 20 == 8 => Schema::array(integer()),
            _ => string(),
        };
        let wire = format!(
            "{}{}{}",
            QUALITIES[at / 20 % 8],
            TOPICS[(at + kind) % 20],
            if at.is_multiple_of(3) { "Id" } else { "" }
        );
        Field { required: at.is_multiple_of(9), ..optional(&wire, schema, at) }
    };
    let mut fields: Vec<Field> = (0..count).map(field).collect();
    let mut seen = std::collections::BTreeSet::new();
    fields.retain(|field| seen.insert(field.name.clone()));
    fields
}

fn list(kind: usize, name: &str, fields: &[Field]) -> Operation {
    let mut of = operation(kind, name, "Search", Method::Get, "");
    let paging =
        [optional("page", integer(), 0), optional("size", integer(), 1), optional("orderBy", string(), 2)];
    let scalar = |field: &&Field| !matches!(field.schema.kind, SchemaKind::Array { .. });
    let filters = fields.iter().filter(scalar).take(30).map(|field| Field {
        name: format!("{name}_{}", field.name),
        required: false,
        ..field.clone()
    });
    of.parameters =
        paging.into_iter().chain(filters).map(|field| parameter(Location::Query, field)).collect();
    let page = vec![
        required("Records", Schema::array(reference(name)), 0),
        optional("CurrentPage", integer(), 1),
        optional("TotalItems", integer(), 2),
        optional("HasNextPage", boolean(), 3),
    ];
    answers(of, object(page))
}

fn get(kind: usize, name: &str, _: &[Field]) -> Operation {
    let mut of = operation(kind, name, "Get one", Method::Get, "/{id}");
    of.parameters = vec![parameter(Location::Path, required("id", integer(), 0))];
    answers(of, reference(name))
}

fn several(kind: usize, name: &str, _: &[Field]) -> Operation {
    let mut of = operation(kind, name, "Get several", Method::Get, "/several");
    let ids = parameter(Location::Query, required("id", Schema::array(integer()), 0));
    of.parameters = vec![Parameter { style: ParameterStyle::Bracketed, ..ids }];
    answers(of, Schema::array(reference(name)))
}

fn create(kind: usize, name: &str, fields: &[Field]) -> Operation {
    sends(operation(kind, name, "Create", Method::Post, ""), fields.to_vec())
}

fn update(kind: usize, name: &str, fields: &[Field]) -> Operation {
    let mut sent = vec![required("Id", integer(), 0)];
    sent.extend(fields.iter().cloned());
    sends(operation(kind, name, "Update", Method::Put, ""), sent)
}

fn delete(kind: usize, name: &str, _: &[Field]) -> Operation {
    let mut of = operation(kind, name, "Delete", Method::Delete, "/{id}");
    of.parameters = vec![parameter(Location::Path, required("id", integer(), 0))];
    answers(of, confirmation())
}

fn commands(kind: usize, name: &str, _: &[Field]) -> Operation {
    let of = operation(kind, name, "Get commands for", Method::Get, "/commands");
    let command =
        vec![optional("Key", string(), 0), optional("Name", string(), 1), optional("Order", integer(), 2)];
    answers(of, Schema::array(object(command)))
}

fn run(kind: usize, name: &str, _: &[Field]) -> Operation {
    let of = operation(kind, name, "Run command for", Method::Post, "/commands");
    let argument =
        object(vec![optional("Name", string(), 0), optional(&format!("{name}Value"), string(), 1)]);
    sends(
        of,
        vec![
            required("Key", string(), 0),
            required("Ids", Schema::array(integer()), 1),
            optional("Parameters", Schema::array(argument), 2),
        ],
    )
}

fn operation(kind: usize, name: &str, verb: &str, method: Method, path: &str) -> Operation {
    let mut parts =
        vec![PathPart::Literal(format!("/api/{}{}", name.to_lowercase(), path.split('{').next().unwrap()))];
    if path.contains('{') {
        parts.push(PathPart::Parameter("id".into()));
    }
    let title = format!("{verb} {name}");
    Operation {
        id: title.to_lowercase(),
        description: format!("{}\n\n{} {}", text(kind), text(kind + 1), text(kind + 2)),
        group: group(kind % GROUPS),
        method,
        path: PathTemplate { parts },
        fixed_query: Vec::new(),
        base_url: None,
        parameters: Vec::new(),
        request_body: None,
        accept: None,
        responses: Vec::new(),
        pagination: None,
        end_of_events: None,
        success: None,
        authentication: Some(vec![AuthScheme::Bearer.into()]),
        roles: vec![format!("{name}-{}", method.as_str())],
        deprecated: None,
        link: Some(format!("https://docs.example.com/{}", title.replace(' ', "-").to_lowercase())),
        place: Place { page: format!("{title}.md"), line: 1 },
        other_pages: Vec::new(),
        identity: Default::default(),
        title,
    }
}

fn sends(mut of: Operation, fields: Vec<Field>) -> Operation {
    let schema = object(fields);
    of.request_body = Some(RequestBody {
        media_type: MediaType::JSON,
        required: true,
        omitted: false,
        schema,
        styles: Default::default(),
        other_encodings: Vec::new(),
        examples: vec![],
    });
    let problem = object(vec![
        optional("Message", string(), 0),
        optional("PropertyName", string(), 1),
        optional("AttemptedValue", Schema::any(), 2),
    ]);
    let refused = vec![optional("Message", string(), 3), optional("Errors", Schema::array(problem), 4)];
    let mut of = answers(of, confirmation());
    of.responses.push(response(400, object(refused)));
    of
}

fn confirmation() -> Schema {
    let value = object(vec![required("Id", integer(), 0)]);
    object(vec![
        optional("Status", integer(), 0),
        optional("Message", string(), 1),
        optional("Value", value, 2),
        optional("WasSuccessful", boolean(), 3),
        optional("Errors", Schema::array(Schema::any()), 4),
    ])
}

fn answers(mut of: Operation, schema: Schema) -> Operation {
    of.responses.push(response(200, schema));
    of
}

fn response(status: u16, schema: Schema) -> Response {
    let media_type = Some(MediaType::JSON);
    Response {
        status: status.into(),
        description: text(status as usize),
        media_type,
        schema: Some(schema),
        examples: vec![],
    }
}

fn parameter(location: Location, field: Field) -> Parameter {
    Parameter { location, field, style: ParameterStyle::default(), allow_reserved: false }
}

fn optional(name: &str, schema: Schema, at: usize) -> Field {
    let description = if at % 4 == 1 { format!("{} {}", text(at), text(at + 1)) } else { text(at) };
    let evidence = Evidence::Declared;
    let constraints = Default::default();
    let (name, rename) = (name.into(), None);
    Field {
        name,
        rename,
        required: false,
        schema,
        default: None,
        constraints,
        deprecated: false,
        description,
        evidence,
    }
}

fn required(name: &str, schema: Schema, at: usize) -> Field {
    Field { required: true, ..optional(name, schema, at) }
}

fn integers(kind: usize) -> Vec<EnumMember> {
    let member = |at: usize| EnumMember {
        value: EnumValue::Integer(at as i64 + 1),
        name: Some(format!("{} {}", QUALITIES[at % 8], TOPICS[(at + kind) % 20])),
        description: String::new(),
    };
    (0..3 + kind % 8).map(member).collect()
}

fn strings(kind: usize) -> Vec<EnumMember> {
    let member = |at: usize| EnumMember {
        value: EnumValue::String(TOPICS[(at + kind) % 20].to_lowercase()),
        name: None,
        description: text(at),
    };
    (0..2 + kind % 6).map(member).collect()
}

fn named(schema: Schema) -> NamedSchema {
    NamedSchema { description: text(1), schema, place: None }
}

fn text(at: usize) -> String {
    SENTENCES[at % SENTENCES.len()].to_owned()
}

fn object(fields: Vec<Field>) -> Schema {
    Schema::new(SchemaKind::Object(ObjectSchema { fields, ..Default::default() }))
}

fn reference(name: &str) -> Schema {
    Schema::new(SchemaKind::Ref { name: name.into() })
}

fn string() -> Schema {
    Schema::new(SchemaKind::String { format: StringFormat::Plain })
}

fn integer() -> Schema {
    Schema::new(SchemaKind::Integer { format: IntegerFormat::Int64 })
}

fn boolean() -> Schema {
    Schema::new(SchemaKind::Boolean)
}
