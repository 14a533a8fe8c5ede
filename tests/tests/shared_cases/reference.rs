//! Ways in which references state verb and path and list fields, each with others of its kind.

use crate::read::{read, read_page};

/// Verb and path in a table with a column for each.
#[test]
fn method_path_table() {
    assert_eq!(
        read("reference/03-method-path-table").lines(),
        [
            "GET /depot/mounts -> 200 {keys?: [string]}",
            "POST /depot/mounts/{path} (path path: string) <- {kind?: string, max_items?: integer} -> default",
        ]
    );
    // Other words, in another order.
    let bells = read_page("bells.md", include_str!("reference/bells.md"));
    assert_eq!(
        bells.lines(),
        [
            "DELETE /bells/{id}/ring (path id: string) -> 204",
            "POST /bells/{id}/ring (path id: string) <- {times: integer} -> default",
        ]
    );
    // A list of operations that have sections of their own is none.
    let overview = "# Bells\n\n| Method | Path |\n|---|---|\n| GET | `/bells` |\n| POST | `/bells` |\n\n## All bells\n\n`GET /bells`\n\n```json\n[{ \"id\": 1 }]\n```\n";
    assert_eq!(read_page("bells.md", overview).lines(), ["GET /bells -> 200 [{id?: integer}]"]);
}

/// Verb and path on labelled lines.
#[test]
fn key_value_lines() {
    let show = read("reference/05-key-value-lines");
    let name = "GET /api/crates/{id}/";
    assert_eq!(
        show.lines(),
        ["GET /api/crates/{id}/ (path id: string) -> 200 {id?: integer, label?: string} -> 404"]
    );
    assert_eq!(show.operation(name)["description"], serde_json::Value::Null);
    assert_eq!(show.credentials(name), None);
    // What is sent, by its constraints and an example; no credentials.
    let add = read_page("add.md", include_str!("reference/add-crate.md"));
    assert_eq!(add.lines(), ["POST /api/crates/ <- {label?: string} -> 201 {id?: integer, label?: string}"]);
    assert_eq!(add.operation("POST /api/crates/")["description"], "Puts a crate on the shelf.");
    assert_eq!(add.credentials("POST /api/crates/"), Some(Vec::new()));
    // Items of a list, in either order, in sections.
    let crates = read_page("crates.md", include_str!("reference/crates.md"));
    assert_eq!(
        crates.lines(),
        [
            "DELETE /crates/{id} (path id: string) -> 204",
            "GET /crates/{id} (path id: string) -> 200 {id?: integer}"
        ]
    );
}

/// Definition lists of parameters.
#[test]
fn definition_lists() {
    let lists = read("reference/08-definition-lists");
    assert_eq!(
        lists.lines(),
        [
            "GET /api/v1/lists/{id} (path id: string) (query limit?: integer) <- {tags[]?: [string]} -> 200 {id?: string, title?: string}"
        ]
    );
    let limit = lists.parameter("GET /api/v1/lists/{id}", "query", "limit");
    assert_eq!(limit["schema"]["default"], 20);
    // Several terms with one definition, and one with several paragraphs.
    let terms = read_page("terms.md", include_str!("reference/terms.md"));
    assert_eq!(
        terms.lines(),
        [
            "POST /lists/{id}/items (path id: string) <- {from?: integer, until?: integer, text: string} -> 200 {id?: string}"
        ]
    );
    let text = &terms.body("POST /lists/{id}/items").1["properties"]["text"];
    assert_eq!(text["description"], "What it says.\n\nUp to 80 characters.");
    // Terms as code, marks in brackets, types in lower case; a response too.
    let kites = "# Kites\n\n## Find kites\n\n`GET /kites`\n\n### Parameters\n\n`colour`\n: (optional) string. Which colour.\n\n`size`\n: (required) integer. How large.\n\n### Response\n\n`count`\n: integer. How many.\n";
    assert_eq!(
        read_page("kites.md", kites).lines(),
        ["GET /kites (query colour?: string) (query size: integer) -> 200 {count?: integer}"]
    );
}

/// Several endpoints that one block states.
#[test]
fn alternatives_in_a_fence() {
    let either = "integer|string";
    assert_eq!(
        read("reference/09-alternatives-in-a-fence").lines(),
        [
            format!(
                "GET /groups/{{id}}/members/{{user_id}} (path id: {either}) (path user_id: integer) -> 200 {{id?: integer, name?: string}}"
            ),
            format!(
                "GET /projects/{{id}}/members/{{user_id}} (path id: {either}) (path user_id: integer) -> 200 {{id?: integer, name?: string}}"
            ),
        ]
    );
    // Placeholders of either in one row.
    let members = "# Members\n\n## Show a member\n\n```http\nGET /groups/:group/members/:user\nGET /rooms/:room/members/:user\n```\n\n| Attribute | Type | Required | Description |\n|---|---|---|---|\n| `group`/`room` | string | yes | Where |\n| `user` | integer | yes | Who |\n\n```json\n{ \"id\": 1 }\n```\n";
    assert_eq!(
        read_page("members.md", members).lines(),
        [
            "GET /groups/{group}/members/{user} (path group: string) (path user: integer) -> 200 {id?: integer}",
            "GET /rooms/{room}/members/{user} (path room: string) (path user: integer) -> 200 {id?: integer}",
        ]
    );
    // Rows of a table.
    let mounts = "# Mounts\n\n## Change a mount\n\n| Method | Path |\n|---|---|\n| `POST` | `/mounts/:path` |\n| `PUT` | `/mounts/:path` |\n\n### Parameters\n\n- `path` `(string: <required>)` – Where it is.\n- `kind` `(string: \"plain\")` – What is kept there.\n";
    let sends = "/mounts/{path} (path path: string) <- {kind?: string} -> default";
    assert_eq!(read_page("mounts.md", mounts).lines(), [format!("POST {sends}"), format!("PUT {sends}")]);
}

/// A line that names a section and ends in a colon stands for its heading.
#[test]
fn plain_lead_lines() {
    let files = read("reference/11-plain-lead-lines");
    assert_eq!(
        files.lines(),
        [
            "GET /projects/{id}/files/{file_path} (path id: string) (path file_path: string) (query ref?: any) -> 200 {file_path?: string, size?: integer}"
        ]
    );
    for (sent, response) in [
        ("Query string parameters:", "Sample response:"),
        ("Request parameters:", "Returns:"),
        ("Arguments:", "Response body:"),
        ("Optional query parameters:", "Successful response:"),
        ("Parâmetros:", "Exemplo de resposta:"),
        ("Parámetros:", "Respuesta:"),
        ("Supported attributes:", "Example response:"),
        ("The request takes these parameters:", "The response looks like this:"),
    ] {
        let page = format!(
            "# Files\n\n## Show a file\n\n```\nGET /projects/:id/files\n```\n\n{sent}\n\n- `ref` (string, optional) - The branch\n\n{response}\n\n```json\n{{ \"file_path\": \"a/b\", \"size\": 12 }}\n```\n"
        );
        let expected = "GET /projects/{id}/files (path id: string) (query ref?: string) -> 200 {file_path?: string, size?: integer}";
        assert_eq!(read_page("files.md", &page).lines(), [expected], "{sent}");
    }
}

/// The title of a fence is the verb, and its content the path.
#[test]
fn titled_fence() {
    let plans = read("reference/13-titled-fence");
    assert_eq!(plans.lines(), ["POST /api/v1/plans <- {code: string, note?: string} -> default"]);
    assert_eq!(plans.operation("POST /api/v1/plans")["summary"], "Create plan");
    let plan = read_page("plan.mdx", include_str!("reference/plan.mdx"));
    assert_eq!(plan.lines(), ["GET /api/v1/plans/{code} (path code: string) -> 200 {code?: string}"]);
    // Code with another title states nothing.
    let page = "# Plans\n\n## Route\n\n```text title=\"Route\"\n/api/v1/plans\n```\n\n## Arguments\n\n| Attributes | Type |\n|---|---|\n| code | String |\n";
    assert!(read_page("plans.md", page).operations().is_empty());
}
