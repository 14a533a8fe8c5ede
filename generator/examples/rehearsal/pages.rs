//! Pages of an API that nobody offers, in the shape of a documentation site's Markdown export: kinds of records, and for
//! each of them eight pages: search, get one, get several, create, update, delete, list of commands, run a command. The
//! same number of pages is the same pages.

use std::fmt::Write;

/// As many kinds as the largest API that was seen with such pages.
pub const KINDS: usize = 144;
/// The pages of a kind.
pub const OPERATIONS: usize = 8;

const FIRST: [&str; 12] = [
    "Booking", "Charge", "Contract", "Course", "Delivery", "Event", "Floor", "Guest", "Invoice", "Member",
    "Plan", "Ticket",
];
const SECOND: [&str; 12] = [
    "", "Category", "Discount", "File", "Line", "Message", "Note", "Payment", "Period", "Rule", "Template",
    "Visit",
];
const THIRD: [&str; 8] = ["", "Archive", "Draft", "History", "Import", "Preset", "Review", "Summary"];
const GROUPS: [&str; 6] = ["billing", "community", "content", "spaces", "support", "system"];
const TOPICS: [&str; 12] = [
    "Amount", "Code", "Currency", "Deadline", "Duration", "Email", "Label", "Limit", "Note", "Phone",
    "Price", "Status",
];
const QUALITIES: [&str; 8] = ["", "Base", "Default", "External", "Last", "Maximum", "Public", "Total"];
const SENTENCES: [&str; 5] = [
    "Shown on the portal and in every message that mentions the record.",
    "Set by the administrator of the location; others cannot change it.",
    "Counted from the day on which the record was made.",
    "Only used where the location has turned the feature on.",
    "Where it is left out, the value of the location applies.",
];
const STATES: [&str; 7] = ["Open", "Waiting", "Paused", "Closed", "Refunded", "Archived", "Other"];

/// A page, and its path on the site.
pub struct Page {
    pub path: String,
    pub text: String,
}

/// So many pages.
pub fn pages(count: usize) -> impl Iterator<Item = Page> {
    (0..count).map(|at| page(&kind(at / OPERATIONS), at % OPERATIONS))
}

/// The page that lists all pages, for a site at `url`.
pub fn index(url: &str, count: usize) -> String {
    let line = |page: Page| format!("- [{0}]({url}/{0}.md)\n", page.path);
    format!(
        "# Rehearsal\n\n> An API that nobody offers.\n\n## Docs\n\n{}",
        pages(count).map(line).collect::<String>()
    )
}

struct Kind {
    name: String,
    /// In paths.
    records: String,
    group: &'static str,
    fields: Vec<Field>,
    /// The enums of its fields, with the number of values.
    enums: Vec<(String, usize)>,
}

struct Field {
    name: String,
    kind: &'static str,
    required: bool,
    example: String,
    text: String,
}

fn kind(at: usize) -> Kind {
    let third = at / (FIRST.len() * SECOND.len());
    let again = third / THIRD.len();
    let again = if again == 0 { String::new() } else { format!("Edition{again}") };
    let name = format!("{}{}{}{again}", FIRST[at % 12], SECOND[at / 12 % 12], THIRD[third % THIRD.len()]);
    let enums =
        (0..at % 4).map(|of| (format!("{name}{}", ["Status", "Kind", "Method"][of]), 3 + (at + of) % 5));
    let enums: Vec<(String, usize)> = enums.collect();
    let mut fields: Vec<Field> = (0..12 + at * 7 % 48).map(|of| field(at, of)).collect();
    fields.extend(enums.iter().map(|(name, values)| Field {
        name: name.clone(),
        kind: "integer",
        required: true,
        example: "1".to_owned(),
        text: format!("What the record is, one of {values} values."),
    }));
    Kind {
        records: format!("{}s", name.to_lowercase()),
        name,
        group: GROUPS[at % GROUPS.len()],
        fields,
        enums,
    }
}

fn field(kind: usize, at: usize) -> Field {
    let (topic, quality) =
        (TOPICS[(at + kind) % TOPICS.len()], QUALITIES[(at / TOPICS.len()) % QUALITIES.len()]);
    let (name, kind, example) = match (topic, at % 3) {
        ("Amount" | "Price", _) => (format!("{quality}{topic}"), "number", "12.5".to_owned()),
        ("Duration" | "Limit", _) => (format!("{quality}{topic}"), "integer", "30".to_owned()),
        ("Deadline", _) => (format!("{quality}{topic}"), "string", "\"2025-01-15T10:30:00Z\"".to_owned()),
        (_, 1) => (format!("{quality}{topic}Id"), "integer", "87654321".to_owned()),
        (_, 2) => (format!("Has{quality}{topic}"), "boolean", "true".to_owned()),
        _ => (format!("{quality}{topic}"), "string", format!("\"{topic} as it is written\"")),
    };
    let text = SENTENCES[(at * 3 + kind.len()) % SENTENCES.len()].to_owned();
    Field { name, kind, required: at < 3, example, text }
}

fn page(kind: &Kind, operation: usize) -> Page {
    let Kind { name, records, group, .. } = kind;
    let path = format!("/api/{group}/{records}");
    let (file, title, verb, target, role) = match operation {
        0 => (format!("get-{records}"), format!("Search {name} records"), "GET", path, "List"),
        1 => (format!("get-{records}-by-id"), format!("Get one {name}"), "GET", path + "/87654321", "Read"),
        2 => (
            format!("get-{records}-batch"),
            format!("Get several {name} records"),
            "GET",
            path + "/?id=[1,2,3]",
            "Read",
        ),
        3 => (format!("post-{records}"), format!("Create {name}"), "POST", path, "Create"),
        4 => (format!("put-{records}"), format!("Update {name}"), "PUT", path, "Edit"),
        5 => (
            format!("delete-{records}-by-id"),
            format!("Delete {name}"),
            "DELETE",
            path + "/87654321",
            "Delete",
        ),
        6 => (
            format!("get-{records}-commands"),
            format!("Get commands for {name}"),
            "GET",
            path + "/commands",
            "List",
        ),
        _ => (
            format!("post-{records}-run-command"),
            format!("Run command for {name}"),
            "POST",
            path + "/runcommand",
            "Update",
        ),
    };
    let mut text = format!(
        "# {title}\n\n> {title}, with the rights to do so.\n\nA **{name}** is a record of the group {group}.\n\n## Authentication\n\n\
         <Note>\n  Put a valid bearer token into the `Authorization` header.\n  The token belongs to a user with the \
         **`{name}-{role}`** role.\n</Note>\n\n"
    );
    let body = request(kind, operation, &mut text);
    code(verb, &target, body.as_deref(), &mut text);
    response(kind, operation, &mut text);
    Page { path: format!("rest-api/{group}/{file}"), text }
}

/// What is sent; gives the body.
fn request(kind: &Kind, operation: usize, out: &mut String) -> Option<String> {
    let name = &kind.name;
    if matches!(operation, 0 | 3 | 4) {
        write_enums(kind, out);
    }
    match operation {
        0 => {
            out.push_str("## Query Parameters\n\n");
            parameter(out, "query=\"page\" type=\"integer\" default=\"1\"", "Number of the page, from 1.");
            parameter(out, "query=\"size\" type=\"integer\" default=\"25\"", "Most records on a page.");
            for field in &kind.fields {
                let head = format!("query=\"{name}_{}\" type=\"{}\"", field.name, field.kind);
                parameter(out, &head, &format!("Only records with this. {}", field.text));
            }
            None
        }
        1 | 5 => {
            out.push_str("## Path Parameters\n\n");
            parameter(out, "path=\"id\" type=\"integer\" required", &format!("Id of the {name} record."));
            None
        }
        2 => {
            out.push_str("## Query Parameters\n\n");
            let text = "Ids of the records, between square brackets and with commas, such as `[1,2,3]`.";
            parameter(out, "query=\"id\" type=\"integer[]\" required", text);
            None
        }
        3 | 4 => {
            out.push_str("## Request Body\n\n");
            if operation == 4 {
                parameter(out, "body=\"Id\" type=\"integer\" required", &format!("Id of the {name} record."));
            }
            for field in &kind.fields {
                let required = if field.required { " required" } else { "" };
                parameter(
                    out,
                    &format!("body=\"{}\" type=\"{}\"{required}", field.name, field.kind),
                    &field.text,
                );
            }
            let id = if operation == 4 { "\"Id\": 87654321, " } else { "" };
            let fields = kind.fields.iter().map(|field| format!("\"{}\": {}", field.name, field.example));
            Some(format!("{{{id}{}}}", fields.collect::<Vec<_>>().join(", ")))
        }
        6 => None,
        _ => {
            out.push_str("## Request Body\n\n");
            parameter(out, "body=\"Key\" type=\"string\" required", "Key of the command.");
            parameter(out, "body=\"Ids\" type=\"integer[]\" required", "Ids of the records to run it on.");
            Some("{\"Key\": \"COMMAND_KEY_1\", \"Ids\": [87654321, 87654322]}".to_owned())
        }
    }
}

fn parameter(out: &mut String, head: &str, text: &str) {
    let _ = write!(out, "<ParamField {head}>\n  {text}\n</ParamField>\n\n");
}

fn write_enums(kind: &Kind, out: &mut String) {
    if !kind.enums.is_empty() {
        out.push_str("## Enums\n\n");
    }
    for (name, values) in &kind.enums {
        let _ =
            write!(out, "<Accordion title=\"e{name} — {name} values\">\n  | Value | Name |\n  | - | - |\n");
        for (at, state) in STATES.iter().take(*values).enumerate() {
            let _ = writeln!(out, "  | {} | {state} |", at + 1);
        }
        out.push_str("</Accordion>\n\n");
    }
}

fn code(verb: &str, target: &str, body: Option<&str>, out: &mut String) {
    let url = format!("https://api.rehearsal.example{target}");
    let sent = body.map_or(String::new(), |body| {
        format!(" \\\n    -H \"Content-Type: application/json\" \\\n    -d '{body}'")
    });
    let json = body.map_or(String::new(), |body| format!(",\n    body: JSON.stringify({body})"));
    let _ = write!(
        out,
        "## Code Examples\n\n<CodeGroup>\n  ```bash cURL theme={{null}}\n  curl -X {verb} \\\n    \"{url}\" \\\n    -H \"Authorization: \
         Bearer YOUR_TOKEN\"{sent}\n  ```\n\n  ```javascript JavaScript theme={{null}}\n  const response = await fetch('{url}', \
         {{\n    method: '{verb}',\n    headers: {{ Authorization: 'Bearer YOUR_TOKEN' }}{json}\n  }});\n  ```\n</CodeGroup>\n\n"
    );
}

fn response(kind: &Kind, operation: usize, out: &mut String) {
    out.push_str("## Response\n\n### 200\n\n");
    let example = match operation {
        0 => format!(
            "{{\n  \"Records\": [\n{}\n  ],\n  \"CurrentPage\": 1,\n  \"TotalItems\": 1,\n  \"TotalPages\": 1,\n  \"HasNextPage\": \
             false\n}}",
            record(kind, 4)
        ),
        1 => {
            for field in &kind.fields {
                response_field(out, &field.name, field.kind, &field.text);
            }
            record(kind, 0)
        }
        2 => format!("[\n{}\n]", record(kind, 2)),
        6 => {
            response_field(out, "Key", "string", "Key of the command.");
            response_field(out, "Name", "string", "Name of the command for people.");
            "[\n  {\n    \"Key\": \"COMMAND_KEY_1\",\n    \"Name\": \"Command name\",\n    \"Order\": 8\n  }\n]".to_owned()
        }
        _ => {
            response_field(out, "Status", "integer", "Repeats the HTTP status.");
            response_field(out, "Message", "string", "A sentence on what was done.");
            response_field(out, "Value", "object", "Holds the `Id` of the record.");
            response_field(out, "WasSuccessful", "boolean", "`true` where all went well.");
            "{\n  \"Status\": 200,\n  \"Message\": \"Done.\",\n  \"Value\": {\n    \"Id\": 87654321\n  },\n  \"WasSuccessful\": true\n}"
                .to_owned()
        }
    };
    let _ = write!(out, "```json Example Response theme={{null}}\n{example}\n```\n");
}

fn response_field(out: &mut String, name: &str, kind: &str, text: &str) {
    let _ = write!(out, "<ResponseField name=\"{name}\" type=\"{kind}\">\n  {text}\n</ResponseField>\n\n");
}

/// An example of a record.
fn record(kind: &Kind, indent: usize) -> String {
    let space = " ".repeat(indent);
    let mut out = format!("{space}{{\n");
    for field in &kind.fields {
        let _ = writeln!(out, "{space}  \"{}\": {},", field.name, field.example);
    }
    let _ = write!(
        out,
        "{space}  \"Id\": 87654321,\n{space}  \"CreatedOn\": \"2025-01-11T07:45:12Z\",\n{space}  \"UpdatedBy\": \
         \"admin@rehearsal.example\",\n{space}  \"CustomFields\": null\n{space}}}"
    );
    out
}
