//! Objects without listed fields, whose names are no fields of the API: the caller's own, or data.

use super::reports::{names_fields, told_by_text};
use super::statements::{says_keyed, says_own};
use super::{FieldNode, Shown, Weigher};
use crate::analysis::keys::keys_are_data;
use crate::document::{Json, JsonValue};
use crate::model::{Schema, SchemaKind, StringFormat};
use crate::source::Span;
use heck::ToSnakeCase;

/// What APIs call an object that holds whatever their callers put into it.
const OWN_NAMES: &[&str] = &[
    "metadata",
    "meta_data",
    "custom_metadata",
    "custom_data",
    "custom_fields",
    "custom_attributes",
    "custom_properties",
    "variables",
];

/// Whether an object of that name holds what the caller wants.
pub(super) fn is_own_name(name: &str) -> bool {
    OWN_NAMES.contains(&name.to_snake_case().as_str())
}

impl Weigher<'_> {
    /// The map that an object is: by the names that examples show in it, or by its text; in a request by its
    /// name as well, for an answer may call the API's own data so.
    pub(super) fn weigh_open(&mut self, at: Span, node: &FieldNode<'_>, shown: &Shown<'_>) -> Option<Schema> {
        let members = || {
            shown.all().filter_map(|json| match &json.value {
                JsonValue::Object(members) if !members.is_empty() => Some(members),
                _ => None,
            })
        };
        if !node.children.is_empty() || members().next().is_none() {
            return None;
        }
        let mut kinds = members().map(|members| keys_are_data(members));
        let kind = kinds.next().flatten().filter(|first| kinds.all(|kind| kind == Some(*first)));
        if let Some(kind) = kind {
            let schema = self.infer(shown);
            let why = format!("the names in it are {kind}");
            self.report_guess(
                at,
                node,
                shown,
                told_by_text(node, shown),
                &format!("{why}: it was taken as a map"),
            );
            return Some(schema);
        }
        let text = node.claim.and_then(|claim| claim.description.as_ref());
        let (plain, markdown) = text.map_or(("", ""), |text| (text.plain.as_str(), text.markdown.as_str()));
        let keyed = says_keyed(plain);
        let why = match () {
            () if keyed => "its text says that the names in it are data",
            () if says_own(plain) => "its text says that it may hold anything",
            () if is_own_name(node.name) && !self.answer => "what is in it is the caller's own, by its name",
            () => return None,
        };
        // "Custom data (colour, size …)" gives examples; what stands as code is what is there.
        let marked = markdown.contains('`') || !says_own(plain);
        if marked && names_fields(markdown, shown.examples.iter().copied()) {
            return None;
        }
        let values = match () {
            () if holds_texts(node.name, plain) && members().flatten().all(|(_, value)| is_text(value)) => {
                Schema::new(SchemaKind::String { format: StringFormat::Plain })
            }
            // Keys with values of the caller's own: what one example has binds no other.
            () if keyed && !says_own(plain) && !plain.contains("variable") => self.value_of_all(shown),
            () => Schema::any(),
        };
        self.report_guess(at, node, shown, Some(why), "it was taken as a map from any name to such a value");
        Some(Schema::new(SchemaKind::Map { values: Box::new(values) }))
    }

    /// The shape of all members; any value where they have several kinds.
    fn value_of_all(&mut self, shown: &Shown<'_>) -> Schema {
        let values = |json: &Json| match &json.value {
            JsonValue::Object(members) => members.iter().map(|(_, value)| value.clone()).collect(),
            _ => Vec::new(),
        };
        let examples: Vec<_> = shown.all().flat_map(values).collect();
        let schema = self.infer(&Shown { skeletons: Vec::new(), examples: examples.iter().collect() });
        match schema.kind {
            SchemaKind::Union { .. } => Schema::any(),
            _ => schema,
        }
    }
}

fn is_text(json: &Json) -> bool {
    matches!(json.value, JsonValue::String(_))
}

/// Whether the values of a map are texts: headers, or what is said to be.
fn holds_texts(name: &str, text: &str) -> bool {
    let name = name.to_snake_case();
    let lower = text.to_ascii_lowercase();
    name == "headers"
        || name.ends_with("_headers")
        || ["values are strings", "string values", "string-to-string"]
            .iter()
            .any(|phrase| lower.contains(phrase))
}
