//! Objects that may be of several kinds.

use super::{FieldNode, Shown, Weigher};
use crate::analysis::alternatives::{Alternatives, Kind};
use crate::document::JsonValue;
use crate::model::{
    EnumMember, EnumSchema, EnumValue, ObjectSchema, Schema, SchemaKind, TaggedSchema, TaggedVariant,
};

impl Weigher<'_> {
    /// Settles the object that the fields below a field make.
    pub(super) fn weigh_node(&mut self, node: &FieldNode<'_>, shown: &Shown<'_>) -> SchemaKind {
        self.weigh_members(&node.children, node.alternatives.as_deref(), shown)
    }

    /// Settles an object, or one of several kinds.
    pub fn weigh_members(
        &mut self,
        nodes: &[FieldNode<'_>],
        alternatives: Option<&Alternatives<'_>>,
        shown: &Shown<'_>,
    ) -> SchemaKind {
        let Some(Alternatives { tag, description, kinds }) = alternatives else {
            return SchemaKind::Object(self.weigh_object(nodes, shown));
        };
        let said = self.diagnostics.len();
        let weigh = |kind: &Kind<'_>| {
            let own = shown.only(|value| has_tag(value, tag, &kind.values));
            let mut object = self.weigh_object(&kind.nodes, &own);
            settle_tag(&mut object, tag, &kind.values);
            TaggedVariant { title: kind.title.to_owned(), values: kind.values.clone(), object }
        };
        let variants = kinds.iter().map(weigh).collect();
        // What all kinds have was weighed with each.
        let mut distinct = Vec::new();
        for diagnostic in self.diagnostics.drain(said..) {
            if !distinct.contains(&diagnostic) {
                distinct.push(diagnostic);
            }
        }
        self.diagnostics.extend(distinct);
        let (tag, description) = ((*tag).to_owned(), (*description).to_owned());
        SchemaKind::Tagged(TaggedSchema { tag, description, variants })
    }
}

fn has_tag(value: &JsonValue, tag: &str, values: &[String]) -> bool {
    let JsonValue::Object(members) = value else { return false };
    let found = members.iter().find(|(name, _)| name.value == tag).map(|(_, value)| &value.value);
    matches!(found, Some(JsonValue::String(text)) if values.contains(text))
}

/// A tag with one value is no field; one with several says which of them.
pub(in crate::analysis) fn settle_tag(object: &mut ObjectSchema, tag: &str, values: &[String]) {
    if values.len() == 1 {
        object.fields.retain(|field| field.name != tag);
        return;
    }
    for field in object.fields.iter_mut().filter(|field| field.name == tag) {
        field.required = true;
        if !matches!(field.schema.kind, SchemaKind::Enum(_) | SchemaKind::Ref { .. }) {
            let member = |value: &String| EnumMember {
                value: EnumValue::String(value.clone()),
                name: None,
                description: String::new(),
            };
            let members = values.iter().map(member).collect();
            field.schema = Schema::new(SchemaKind::Enum(EnumSchema { members }));
        }
    }
}
