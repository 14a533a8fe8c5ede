//! Edits of the pages in `base`: what they are for callers. One row each: its name, the page, what is replaced by
//! what, the worst class, and whether something changes on the wire under the same signature.

use docbind::testing::diff::ChangeClass::{self, Breaking, Compatible, DocumentationOnly};

pub struct Edit {
    pub name: &'static str,
    pub page: &'static str,
    pub from: &'static str,
    pub to: &'static str,
    pub class: Option<ChangeClass>,
    pub wire: bool,
}

const fn edit(
    name: &'static str,
    page: &'static str,
    (from, to): (&'static str, &'static str),
    class: Option<ChangeClass>,
    wire: bool,
) -> Edit {
    Edit { name, page, from, to, class, wire }
}

const LIST: &str = "list-orders.mdx";
const CREATE: &str = "create-order.mdx";
const MOVE: &str = "move-order.mdx";
const DELETE: &str = "delete-order.mdx";
const SETTINGS: &str = "docbind.toml";

#[rustfmt::skip]
pub const EDITS: &[Edit] = &[
    edit("query-renamed", LIST, ("query=\"since\"", "query=\"from\""), Some(Breaking), false),
    edit("query-retyped", LIST, ("query=\"since\" type=\"string\"", "query=\"since\" type=\"integer\""), Some(Breaking), false),
    edit("query-now-required", LIST, ("query=\"since\" type=\"string\"", "query=\"since\" type=\"string\" required"), Some(Breaking), false),
    edit("query-gone", LIST, ("<ParamField query=\"since\" type=\"string\">From that day on.</ParamField>\n", ""), Some(Breaking), false),
    edit("query-to-header", LIST, ("query=\"since\"", "header=\"since\""), Some(Breaking), true),
    edit("query-added-first", LIST, ("<ParamField query=\"state\"", "<ParamField query=\"limit\" type=\"integer\">At most.</ParamField>\n<ParamField query=\"state\""), Some(Compatible), false),
    edit("query-list-to-text", LIST, ("query=\"tags\" type=\"string[]\"", "query=\"tags\" type=\"string\""), Some(Breaking), true),
    edit("query-text-changed", LIST, ("From that day on.", "From that day on, itself included."), Some(DocumentationOnly), false),
    edit("query-default-said", LIST, ("From that day on.", "From that day on. Default: `today`."), Some(DocumentationOnly), false),
    edit("query-value-added", LIST, ("'open' | 'paid'", "'open' | 'paid' | 'sent'"), Some(Compatible), false),
    edit("query-value-gone", LIST, ("'open' | 'paid'", "'open'"), Some(Breaking), false),
    edit("query-value-renamed", LIST, ("'open' | 'paid'", "'open' | 'settled'"), Some(Breaking), false),
    edit("query-values-in-another-order", LIST, ("'open' | 'paid'", "'paid' | 'open'"), None, false),
    edit("values-to-any-text", LIST, ("type=\"'open' | 'paid'\"", "type=\"string\""), Some(Breaking), false),
    edit("header-renamed", LIST, ("X-Trace", "X-Trace-Id"), Some(Breaking), false),
    edit("header-added", LIST, ("<ParamField header=\"X-Trace\"", "<ParamField header=\"X-Shop\" type=\"string\">Which shop.</ParamField>\n<ParamField header=\"X-Trace\""), Some(Compatible), false),
    edit("item-field-added", LIST, ("    <ResponseField name=\"place\"", "    <ResponseField name=\"city\" type=\"string\">Town.</ResponseField>\n    <ResponseField name=\"place\""), Some(Compatible), false),
    edit("item-field-gone", LIST, ("    <ResponseField name=\"place\" type=\"string\">Where it goes.</ResponseField>\n", ""), Some(Breaking), false),
    edit("item-field-retyped", LIST, ("name=\"place\" type=\"string\"", "name=\"place\" type=\"boolean\""), Some(Breaking), false),
    edit("item-field-no-longer-required", LIST, ("    <ResponseField name=\"id\" type=\"integer\" required>", "    <ResponseField name=\"id\" type=\"integer\">"), Some(Breaking), false),
    edit("item-field-now-required", LIST, ("name=\"place\" type=\"string\">", "name=\"place\" type=\"string\" required>"), Some(Breaking), false),
    edit("list-to-one", LIST, ("name=\"data\" type=\"object[]\"", "name=\"data\" type=\"object\""), Some(Breaking), false),
    edit("body-value-added", CREATE, ("'fast' | 'slow'", "'fast' | 'slow' | 'never'"), Some(Compatible), false),
    edit("body-value-gone", CREATE, ("'fast' | 'slow'", "'fast'"), Some(Breaking), false),
    edit("body-field-now-required", CREATE, ("body=\"weight\" type=\"integer\"", "body=\"weight\" type=\"integer\" required"), Some(Breaking), false),
    edit("body-field-renamed-in-case", CREATE, ("body=\"weight\"", "body=\"Weight\""), Some(Breaking), false),
    edit("body-field-to-query", CREATE, ("body=\"note\"", "query=\"note\""), Some(Breaking), true),
    edit("body-field-to-number", CREATE, ("body=\"weight\" type=\"integer\"", "body=\"weight\" type=\"number\""), Some(Breaking), false),
    edit("body-field-may-be-null", CREATE, ("body=\"note\" type=\"string\"", "body=\"note\" type=\"string | null\""), Some(Breaking), false),
    edit("line-field-added", CREATE, ("    <ParamField body=\"sku\"", "    <ParamField body=\"gift\" type=\"boolean\">Wrapped.</ParamField>\n    <ParamField body=\"sku\""), Some(Compatible), false),
    edit("line-field-required-added", CREATE, ("    <ParamField body=\"sku\"", "    <ParamField body=\"gift\" type=\"boolean\" required>Wrapped.</ParamField>\n    <ParamField body=\"sku\""), Some(Breaking), false),
    edit("answer-value-added", CREATE, ("'queued' | 'done'", "'queued' | 'done' | 'lost'"), Some(Compatible), false),
    edit("answer-gone", MOVE, ("<ResponseField name=\"id\" type=\"integer\" required>Number.</ResponseField>", "Nothing."), Some(Breaking), false),
    edit("error-field-retyped", MOVE, ("name=\"reason\" type=\"string\"", "name=\"reason\" type=\"integer\""), Some(Breaking), false),
    edit("error-status-added", MOVE, ("### 404", "### 409\n\nIt is closed.\n\n### 404"), Some(Compatible), false),
    edit("error-status-changed", MOVE, ("### 404", "### 410"), Some(Breaking), false),
    edit("placeholder-retyped", MOVE, ("path=\"room\" type=\"string\"", "path=\"room\" type=\"integer\""), Some(Breaking), false),
    edit("placeholder-renamed", DELETE, ("id", "order"), Some(DocumentationOnly), false),
    edit("placeholders-swapped", MOVE, ("/orders/{id}/rooms/{room}", "/orders/{room}/rooms/{id}"), Some(Breaking), false),
    edit("verb-patch", MOVE, ("PUT", "PATCH"), Some(Breaking), true),
    edit("delete-answers", DELETE, ("Number of the order.</ParamField>", "Number of the order.</ParamField>\n\n## Response\n\n<ResponseField name=\"id\" type=\"integer\" required>Number.</ResponseField>"), Some(Breaking), false),
    edit("no-credentials", SETTINGS, ("auth = \"bearer\"", ""), Some(Compatible), true),
    edit("credentials-by-password", SETTINGS, ("\"bearer\"", "\"basic\""), Some(Breaking), true),
];
