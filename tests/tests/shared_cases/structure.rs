//! Pages whose sections, tags and tables say where things belong, each with others of its kind.

use crate::read::{read, read_page, read_pages};

/// A placeholder at the end of a heading is part of the path.
#[test]
fn heading_hole() {
    assert_eq!(
        read("structure/01-heading-hole").lines(),
        [
            "DELETE /api/lamps/{lamp_id} (path lamp_id: string) -> 204",
            "GET /api/lamps (query page?: integer) -> 200 {lamps?: [{id?: integer, colour?: string}]}",
            "GET /api/lamps/{lamp_id} (path lamp_id: string) -> 200 {id?: integer, colour?: string}",
        ]
    );
}

/// Examples alone describe an operation.
#[test]
fn no_fields() {
    assert_eq!(
        read("structure/02-no-fields").lines(),
        [
            "GET /api/depot/status -> 200 {open?: boolean, waiting?: integer}",
            "POST /api/depot/orders <- {article?: string, count?: integer} -> 201 {number?: integer, state?: string}",
        ]
    );
}

const JAR: &str = "Jar{id: string, lid?: Lid{colour: string}}";

/// Records above the operations are what the links lead to, and no bodies.
#[test]
fn record_above_operations() {
    let badge = "Badge{id?: string, name?: string|null, owner?: string}";
    assert_eq!(
        read("structure/07-record-above-operations").lines(),
        [
            "DELETE /shelves/{shelf_id}/badges/{badge_id} (path shelf_id: string) (path badge_id: string) -> 204".to_owned(),
            format!("GET /shelves/{{shelf_id}}/badges (path shelf_id: string) -> 200 [{badge}]"),
            format!("PATCH /shelves/{{shelf_id}}/badges/{{badge_id}} (path shelf_id: string) (path badge_id: string) <- {{name?: string, owner?: string}} -> 200 {badge}"),
        ]
    );
    // A record with a column for what is required, which names another; an example under it.
    let jars = include_str!("structure/jars.md");
    assert_eq!(
        read_page("jars.md", jars).lines(),
        [
            format!("GET /jars/{{id}} (path id: string) -> 200 {JAR}"),
            format!("POST /jars/{{id}}/fill (path id: string) <- {{litres: number}} -> 200 {JAR}"),
        ]
    );
    // Nested headings, records that name each other, operations that describe nothing else.
    let rooms = read_page("rooms.md", include_str!("structure/rooms.md"));
    assert_eq!(rooms.operations(), ["GET /rooms/{room.id}", "GET /rooms/{room.id}/doors"]);
    assert_eq!(
        rooms.openapi["components"]["schemas"]["Room"]["properties"]["doors"]["items"]["$ref"],
        "#/components/schemas/Door"
    );
    assert_eq!(
        rooms.response("GET /rooms/{room.id}/doors", "200")["items"]["$ref"],
        "#/components/schemas/Door"
    );
}

/// A tag with verb and path states an endpoint, whether or not its source is there.
#[test]
fn tag_with_source() {
    assert_eq!(
        read("structure/12-tag-with-source/pages").lines(),
        ["GET /indexes (query limit?: integer) -> default", "POST /indexes <- {uid: string} -> default"]
    );
    let boxes = include_str!("structure/boxes.mdx");
    let expected = [
        "DELETE /boxes/{id} (path id: string) -> default",
        "GET /boxes (query page?: integer) -> default",
        "POST /boxes <- {weight: integer} -> default",
    ];
    let bar = ("snippets/bar.mdx", "<div>{verb} <i>{url}</i></div>\n");
    assert_eq!(read_pages(&[("boxes.mdx", boxes), bar]).lines(), expected);
    assert_eq!(read_page("boxes.mdx", boxes).lines(), expected);
}

/// One path may end as another does.
#[test]
fn swallowed_by_suffix() {
    assert_eq!(
        read("structure/15-swallowed-by-suffix").lines(),
        [
            "GET /lamps/{lamp.id} (path lamp.id: string) (query full?: boolean) -> default",
            "GET /rooms/{room.id}/lamps/{lamp.id} (path room.id: string) (path lamp.id: string) (query dim?: boolean) -> default",
        ]
    );
}

/// Headings that name fields, with labels below: of a record on its own page, and of what is sent.
#[test]
fn field_headings() {
    assert_eq!(
        read("structure/16-field-headings/pages").lines(),
        ["GET /api/v1/labels/{id} (path id: string) -> 200 Label{id?: string, colour?: string|null}"]
    );
    let tickets = read_page("tickets.md", include_str!("structure/tickets.md"));
    assert_eq!(
        tickets.lines(),
        [
            "POST /tickets/{room} (path room: string) <- {text: string, urgent?: boolean} -> 200 {number?: integer}"
        ]
    );
    let urgent = &tickets.body("POST /tickets/{room}").1["properties"]["urgent"];
    assert_eq!(
        (&urgent["default"], &urgent["description"]),
        (&false.into(), &"Whether it cannot wait.".into())
    );
    // The record of a list, and what is sent as a definition list.
    let jar = ("entities/Jar.md", include_str!("structure/Jar.md"));
    let jars = read_pages(&[("jars.md", include_str!("structure/jars-of-entities.md")), jar]);
    assert_eq!(
        jars.lines(),
        [
            "GET /api/v1/jars -> 200 [Jar{id?: string, lid?: string|null}]",
            "POST /api/v1/jars <- {name: string} -> 200 Jar{id?: string, lid?: string|null}",
        ]
    );
}

/// What stands inside a tag that states an endpoint is about it.
#[test]
fn content_of_endpoint_tag() {
    assert_eq!(
        read("structure/17-content-of-endpoint-tag").lines(),
        [
            "GET /apps/{app}/info (path app: string) -> 200 {slug?: string}",
            "POST /apps/{app}/options (path app: string) <- {boot?: string, gain?: number|null} -> default",
        ]
    );
    let hosts = read_page("hosts.mdx", include_str!("structure/hosts.mdx"));
    assert_eq!(
        hosts.lines(),
        [
            "GET /hosts/{host}/stats (path host: string) (query since?: string) -> 200 {load?: number}",
            "POST /hosts/{host}/power (path host: string) <- {on: boolean} -> default",
            "PUT /hosts/{host} (path host: string) <- {name: string} -> 200 {name?: string}",
        ]
    );
}

/// Titles with a command each are operations.
#[test]
fn curl_only_operations() {
    assert_eq!(
        read("structure/18-curl-only-operations").lines(),
        [
            "GET /v3/fees (query page?: integer) -> 200 [{id?: integer, rate?: string}]",
            "POST /v3/fees <- {rate?: string} -> 200 {id?: integer, rate?: string}",
        ]
    );
    assert_eq!(
        read_page("kites.md", include_str!("structure/kites.md")).lines(),
        [
            "DELETE /v1/kites/{id}/fly (path id: string) -> default",
            "GET /v1/kites (query state?: string) -> default",
            "PUT /v1/kites/{id}/fly (path id: string) <- {height?: integer} -> 200 {height?: integer, state?: string}",
        ]
    );
}

/// Columns of tables by their words, in any order and language.
#[test]
fn comments_column() {
    let orders = read("structure/19-comments-column");
    assert_eq!(
        orders.lines(),
        ["GET /v5/orders (query category: string) (query settleCoin?: [string]) -> default"]
    );
    assert_eq!(orders.parameter("GET /v5/orders", "query", "category")["description"], "Which market");
    for (header, row) in [
        ("Name | Data type | Mandatory | Meaning", "`side` | string | Y | Which side"),
        ("Parameter | Format | Required? | Notes", "side | string | true | Which side"),
        ("Key | Typ | Pflicht | Beschreibung", "side | string | ja | Which side"),
        ("Property | Value type | Optional | Details", "`side` | string | no | Which side"),
        ("参数 | 类型 | 必填 | 说明", "side | string | 是 | Which side"),
        ("Required | Param | Remark | Type", "yes | side | Which side | string"),
        ("Param | Type | Presence | What for", "side | string | required | Which side"),
    ] {
        let page = format!(
            "# Orders\n\n```\nGET /v5/orders\n```\n\n### Request parameters\n\n| {header} |\n|---|---|---|---|\n| {row} |\n"
        );
        let orders = read_page("orders.md", &page);
        assert_eq!(orders.lines(), ["GET /v5/orders (query side: string) -> default"], "{header}");
        assert_eq!(
            orders.parameter("GET /v5/orders", "query", "side")["description"],
            "Which side",
            "{header}"
        );
    }
}

/// A bold label says of which side an example is.
#[test]
fn bold_label_request_example() {
    let expected = "POST /v1/accounts <- {holder?: string, kind?: string, pin?: string} -> 200 {ok?: boolean, number?: string}";
    assert_eq!(read("structure/bold-label-request-example/pages").lines(), [expected]);
    for (request, response) in [
        ("Sample request:", "Sample response:"),
        ("Request payload (current account)", "Success response"),
        ("Exemplo de requisição:", "Exemplo de resposta:"),
    ] {
        let page = format!(
            "---\ntitle: Open account\napi: POST https://api.purse.example/v1/accounts\n---\n\n**{request}**\n\n```json\n{{ \"holder\": \"Ann\", \"kind\": \"S\", \"pin\": \"1\" }}\n```\n\n**{response}**\n\n```json\n{{ \"ok\": true, \"number\": \"7\" }}\n```\n"
        );
        assert_eq!(read_page("open.mdx", &page).lines(), [expected], "{request}");
    }
}

const PORTS: &str =
    "---\ntitle: List ports\napi: GET https://api.dock.example/v1/ports\n---\n\n## Response\n\n";

/// The fields of each item, without what is around the items: a list of them, which is said.
#[test]
fn each_item_of_a_list() {
    let list = "GET /v1/ports -> 200 [{code?: string, name?: string}]";
    let ports = read("structure/each-item-of-a-list/pages");
    assert_eq!(ports.lines(), [list]);
    ports.assert_said("D0343", &["warning", "nothing shows what is around the items", "list-ports.mdx"]);
    let fields = "- `code` (string): Its letters\n- `name` (string): Its name\n";
    let every =
        read_page("ports.mdx", &format!("{PORTS}Every item of the list has these fields:\n\n{fields}"));
    assert_eq!(every.lines(), [list]);
    // An example shows what is around them.
    let shown = "\n```json\n{ \"ports\": [ { \"code\": \"A\", \"name\": \"B\" } ] }\n```\n";
    let around = read_page("ports.mdx", &format!("{PORTS}Each port includes:\n\n{fields}{shown}"));
    assert_eq!(around.lines(), ["GET /v1/ports -> 200 {ports?: [{code?: string, name?: string}]}"]);
    // The response is no item.
    let whole = read_page("ports.mdx", &format!("{PORTS}Each response includes:\n\n{fields}"));
    assert_eq!(whole.lines(), ["GET /v1/ports -> 200 {code?: string, name?: string}"]);
}

/// What is around the listed fields may be shown on another page.
#[test]
fn envelope_shown_on_another_page() {
    assert_eq!(
        read("structure/envelope-shown-on-another-page/pages").lines(),
        [
            "POST /v1/transfers/state <- {reference?: string} -> 200 {status?: boolean, message?: string, data?: {reference?: string, amount?: string, state?: string}}"
        ]
    );
}

/// Tags, a table and a list of the same fields give the same: `places_by_form` has many more.
#[test]
fn fields_by_form() {
    for case in ["error-fields-by-form", "place-of-fields-by-form", "tabs-by-form"] {
        let tags = read(&format!("structure/{case}/tags")).lines();
        assert_eq!(tags.len(), 1, "{case}");
        for form in ["table", "list"] {
            assert_eq!(read(&format!("structure/{case}/{form}")).lines(), tags, "{case}, {form}");
        }
    }
}

const BOARD: &str = "---\ntitle: Set board\napi: PUT https://api.flow.example/v1/boards\n---\n\n## Body\n\n| Field | Type | Required | Description |\n|---|---|---|---|\n| title | string | yes | Its name |\n";

/// An example whose fields are those of one part shows that part, and adds nothing at the top.
#[test]
fn example_of_a_part() {
    let flow = read("structure/example-of-a-part/pages");
    assert_eq!(
        flow.lines(),
        [
            "POST /v1/flows <- {name: string, steps?: [{type: string, branches?: [{label?: string}], stepId?: string}], active?: boolean} -> 200 {id?: string}"
        ]
    );
    flow.assert_said("D0315", &["this example shows a part of the body: `steps`"]);
    let dotted = "| rows[].height | integer | yes | In pixels |\n| rows[].label | string | no | In front |\n\n### Example of a row\n\n```json\n{ \"height\": 1, \"label\": \"a\" }\n```\n";
    assert_eq!(
        read_page("board.mdx", &format!("{BOARD}{dotted}")).lines(),
        ["PUT /v1/boards <- {title: string, rows?: [{height: integer, label?: string}]} -> default"]
    );
    // A member at the top: it is one of the whole.
    let whole = "| look | object | no | Its look |\n| look.title | string | no | Above it |\n\n```json\n{ \"title\": \"a\", \"size\": 4 }\n```\n";
    assert_eq!(
        read_page("board.mdx", &format!("{BOARD}{whole}")).lines(),
        ["PUT /v1/boards <- {title: string, look?: {title?: string}, size?: integer} -> default"]
    );
}

/// One `-F` is one part, whatever its value holds.
#[test]
fn form_part_with_ampersand() {
    assert_eq!(
        read("structure/form-part-with-ampersand").lines(),
        ["POST /v1/posters <- {poster: string, caption?: string} -> 201 {id: string}"]
    );
    let nets = "---\ntitle: Upload net\napi: POST https://api.sea.example/v1/nets\n---\n\n```bash\ncurl -X POST https://api.sea.example/v1/nets --form 'note=a=b&c=d;e' --form \"plan=@net.pdf\"\n```\n";
    assert_eq!(
        read_page("nets.mdx", nets).lines(),
        ["POST /v1/nets <- {note?: string, plan?: string} -> default"]
    );
}

/// A guide that shows a call adds nothing to what the reference says.
#[test]
fn guide_merges_into_operation() {
    let crates = read("structure/guide-merges-into-operation/pages");
    assert_eq!(
        crates.lines(),
        [
            "POST /v1/crates (header Idempotency-Key: string) <- {label: string, weight: integer} -> 200 {id: string}"
        ]
    );
    assert!(!crates.rust.contains("safe_repeats"), "{}", crates.rust);
    let nets = (
        "reference/nets.mdx",
        "---\ntitle: Cast a net\napi: POST https://sea.example/v1/nets\n---\n\n<ParamField body=\"size\" type=\"integer\" required>\n  In metres.\n</ParamField>\n",
    );
    let call = "Cast one:\n\n```bash\ncurl -X POST https://sea.example/v1/nets -d '{ \"size\": 3, \"note\": \"mine\" }'\n```\n\nYou get this back:\n\n```json\n{ \"id\": 1 }\n```\n";
    let guide = format!("---\ntitle: Your first net\n---\n\n{call}");
    assert_eq!(
        read_pages(&[nets, ("guides/first.mdx", &guide)]).lines(),
        ["POST /v1/nets <- {size: integer} -> default"]
    );
}

/// A nested name may begin with the name of what it stands in.
#[test]
fn prefix_of_the_parent() {
    assert_eq!(
        read("structure/prefix-of-the-parent/pages").lines(),
        ["POST /v1/senders <- {email: string} -> 200 {data?: {sender?: {id?: string, email?: string}}}"]
    );
}

/// Sections that each show another verb are operations of their own.
#[test]
fn several_verbs_on_one_page() {
    assert_eq!(
        read("structure/several-verbs-on-one-page/pages").lines(),
        [
            "DELETE /v1/coupons/{id} (path id: string) -> default",
            "GET /v1/coupons -> default",
            "GET /v1/products/{id}/keys (path id: integer) -> 200 {data?: [{key?: string}]}",
            "POST /v1/coupons <- {code: string, value: number} -> default",
            "POST /v1/products/{id}/keys (path id: string) <- {keys: [string]} -> 200 {added?: integer}",
        ]
    );
}

/// A setting settles what is said of a field that was moved below its title.
#[test]
fn setting_does_not_settle_moved() {
    for pages in ["control", "pages"] {
        let flights = read(&format!("structure/setting-does-not-settle-moved/{pages}"));
        let cost = &flights.response("GET /v1/flights/{id}", "200")["properties"]["cost"];
        assert_eq!(cost["properties"]["total"]["type"], "number", "{pages}");
        assert!(!flights.said.contains("D0202"), "{pages}: {}", flights.said);
    }
}
