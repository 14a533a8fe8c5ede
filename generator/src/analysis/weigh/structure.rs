//! Values with parts: objects and arrays, whose content the page may leave to examples.

use super::open::is_own_name;
use super::statements::{says_keyed, says_own};
use super::{FieldNode, Shown, Weigher};
use crate::analysis::infer::placeholder;
use crate::diagnostic::{Diagnostic, rule};
use crate::document::{Json, JsonValue};
use crate::model::{EnumMember, EnumSchema, EnumValue, Schema, SchemaKind, StringFormat};
use crate::source::Span;
use crate::type_expr::TypeExpr;

/// What a contradiction in an answer leads to, where no type holds both.
pub(in crate::analysis) const READABLE: &str =
    "taken as any value: a response must be readable whichever is right";

impl Weigher<'_> {
    /// `object` or `any` that the page shows to have members.
    pub(super) fn weigh_structure(
        &mut self,
        at: Span,
        node: &FieldNode<'_>,
        shown: &Shown<'_>,
        declared: &str,
    ) -> Schema {
        // A form sends an object as its JSON.
        let encoded = |json: &Json| {
            self.textual
                && matches!(&json.value, JsonValue::String(text) if text.trim_start().starts_with('{'))
        };
        let other = |json: &&&Json| declared == "object" && is_scalar_or_array(json) && !encoded(json);
        if let Some(other) = shown.examples.iter().find(other) {
            let array = matches!(other.value, JsonValue::Array(_));
            let taken = match (array, self.answer) {
                (true, _) => "taken as an array of them",
                (false, true) => READABLE,
                (false, false) => "the declared type was taken",
            };
            self.contradict(node, at, other, "an object", taken);
            if array {
                return self.weigh_array(None, at, node, shown);
            }
            if self.answer {
                return Schema::any();
            }
        }
        if declared == "any" && shown.examples.iter().any(|j| matches!(j.value, JsonValue::Array(_))) {
            return self.weigh_array(None, at, node, shown);
        }
        let inner = shown.only(|v| matches!(v, JsonValue::Object(_)));
        if let Some(map) = self.weigh_open(at, node, &inner) {
            return map;
        }
        if let Some(values) = values_of_unlisted_names(node, &inner) {
            let message = format!("the names in `{}` are none of the list's", node.name);
            self.diagnostics.push(
                Diagnostic::at(&rule::TYPE_REFINED, inner.examples[0].span, message)
                    .related(at, "declared here")
                    .note("taken as a map: what the list describes is each of its values"),
            );
            let values = Box::new(Schema::new(self.weigh_node(node, &values)));
            return Schema::new(SchemaKind::Map { values });
        }
        let mut kind = self.weigh_node(node, &inner);
        if let SchemaKind::Object(object) = &mut kind
            && node.children.is_empty()
            && !self.answer
            && !self.textual
        {
            object.additional.get_or_insert_with(|| Box::new(Schema::any()));
        }
        if matches!(&kind, SchemaKind::Object(object) if object.fields.is_empty()) {
            // Pages call a value that may be of any kind an object, too.
            if self.answer && declared == "object" && inner.is_empty() && !says_names(node) {
                return Schema::any();
            }
            return Schema::new(SchemaKind::Map { values: Box::new(Schema::any()) });
        }
        if node.children.is_empty() {
            self.report_refined(at, node, shown);
        }
        Schema::new(kind)
    }

    /// An object whose only field has a name that stands for any: a map of such values.
    pub(super) fn weigh_map(&mut self, any_name: Option<&FieldNode<'_>>) -> Schema {
        let Some(node) = any_name else { return Schema::any() };
        self.report_wildcard(node, "taken as a map from any name to such a value");
        let values = Box::new(self.weigh_field(node, &Shown::default()).schema);
        Schema::new(SchemaKind::Map { values })
    }

    pub(super) fn report_wildcard(&mut self, node: &FieldNode<'_>, note: &str) {
        let message = format!("`{}` stands for any name", node.name);
        self.diagnostics.push(Diagnostic::at(&rule::WILDCARD_NAME, node.span, message).note(note));
    }

    pub(super) fn weigh_array(
        &mut self,
        item: Option<&TypeExpr>,
        at: Span,
        node: &FieldNode<'_>,
        shown: &Shown<'_>,
    ) -> Schema {
        // A form sends an array of one as its item.
        let single = |json: &&&Json| self.textual && matches!(json.value, JsonValue::String(_));
        let other = shown.examples.iter().filter(|json| !single(json)).find(|json| !shows_array(json));
        if let Some(other) = other {
            let object = matches!(other.value, JsonValue::Object(_));
            let taken = match (self.answer, object) {
                (false, _) => "the declared type was taken",
                (true, true) => "taken as one or the other: a response must be readable whichever is right",
                (true, false) => READABLE,
            };
            self.contradict(node, at, other, "an array", taken);
            match (self.answer, object) {
                (false, _) => {}
                (true, false) => return Schema::any(),
                (true, true) => {
                    let object = self.infer(&shown.only(|v| matches!(v, JsonValue::Object(_))));
                    let arrays = shown.only(|v| matches!(v, JsonValue::Array(_)));
                    let array = self.weigh_array(item, at, node, &arrays);
                    return Schema::new(SchemaKind::Union { variants: vec![array, object] });
                }
            }
        }
        let items = shown.items();
        let open = matches!(item, None | Some(TypeExpr::Any | TypeExpr::Object))
            && (node.item.is_some() || !matches!(item, Some(TypeExpr::Object)));
        // What an entry says of the items is more than the type says.
        let typed = node.item.as_ref().is_some_and(|item| item.claim.is_some_and(|claim| claim.ty.is_some()));
        let schema = match item {
            _ if typed || (open && node.item.is_some()) => self.weigh_item(node, &items),
            Some(item) if !open => self.weigh_declared(item, at, node, &items),
            _ if node.children.is_empty() => self.infer_named(node.name, &items),
            _ => Schema::new(self.weigh_node(node, &items)),
        };
        let refined = open && !typed && node.children.is_empty() && !matches!(schema.kind, SchemaKind::Any);
        if refined {
            self.report_refined(at, node, shown);
        }
        Schema::array(match schema.kind {
            // What a URL or a form repeats is text where nothing says more.
            SchemaKind::Any if self.textual && item.is_none() && !typed => {
                Schema::new(SchemaKind::String { format: StringFormat::Plain })
            }
            _ => schema,
        })
    }

    /// The items of an array, as a nameless entry describes them.
    pub(super) fn weigh_item(&mut self, node: &FieldNode<'_>, items: &Shown<'_>) -> Schema {
        match &node.item {
            Some(item) => self.weigh_field(item, items).schema,
            None => Schema::any(),
        }
    }

    /// A scalar with fields nested in it: the values of an enum when they have no types themselves.
    pub(super) fn weigh_nested_scalar(
        &mut self,
        ty: &TypeExpr,
        at: Span,
        node: &FieldNode<'_>,
        shown: &Shown<'_>,
    ) -> Schema {
        let members =
            node.children.iter().all(|c| c.children.is_empty() && c.claim.is_some_and(|c| c.ty.is_none()));
        let first = node.children[0].span;
        if members {
            let members = node.children.iter().map(|child| EnumMember {
                value: EnumValue::String(child.name.to_owned()),
                name: None,
                description: child
                    .claim
                    .and_then(|c| c.description.as_ref())
                    .map_or(String::new(), |d| d.markdown.clone()),
            });
            let members = members.collect();
            self.report_nested(first, node, at, "taken for the values that it can have");
            return Schema::new(SchemaKind::Enum(EnumSchema { members }));
        }
        self.report_nested(first, node, at, "taken for an object with these fields");
        let array = matches!(ty, TypeExpr::Array(_))
            || shown.examples.iter().any(|j| matches!(j.value, JsonValue::Array(_)));
        let inner = if array { shown.items() } else { shown.only(|v| matches!(v, JsonValue::Object(_))) };
        let object = Schema::new(self.weigh_node(node, &inner));
        if array { Schema::array(object) } else { object }
    }

    pub(super) fn report_nested(&mut self, first: Span, node: &FieldNode<'_>, at: Span, taken: &str) {
        let message = format!("fields are nested in `{}`, which has none by its type", node.name);
        let others = node.children.iter().skip(1);
        let mut diagnostic =
            Diagnostic::at(&rule::NESTED_IN_SCALAR, first, message).related(at, "declared here").note(taken);
        for other in others.take(3) {
            diagnostic = diagnostic.related(other.span, "");
        }
        self.diagnostics.push(diagnostic);
    }
}

/// What is shown under the names of an object, where all examples of it have other names than the list, and each value
/// is an object with names of the list and no others.
fn values_of_unlisted_names<'s>(node: &FieldNode<'_>, shown: &Shown<'s>) -> Option<Shown<'s>> {
    let is_listed = |name: &str| node.children.iter().any(|child| child.name == name);
    let is_one_of_them = |json: &Json| match &json.value {
        JsonValue::Object(members) => {
            !members.is_empty() && members.iter().all(|(name, _)| is_listed(&name.value))
        }
        _ => false,
    };
    let is_map = |json: &&Json| match &json.value {
        JsonValue::Object(members) => {
            members.iter().all(|(name, value)| !is_listed(&name.value) && is_one_of_them(value))
        }
        _ => false,
    };
    let members = shown.examples.iter().flat_map(|json| match &json.value {
        JsonValue::Object(members) => members.as_slice(),
        _ => &[],
    });
    let values: Vec<&Json> = members.map(|(_, value)| value).collect();
    let sure = !node.children.is_empty() && !values.is_empty() && shown.examples.iter().all(is_map);
    sure.then(|| Shown { skeletons: Vec::new(), examples: values })
}

/// Whether the name or the text of an object says that the names in it are data.
fn says_names(node: &FieldNode<'_>) -> bool {
    let text = node.claim.and_then(|claim| claim.description.as_ref());
    is_own_name(node.name) || text.is_some_and(|text| says_keyed(&text.plain) || says_own(&text.plain))
}

/// Whether a name stands for many: `*`, `X-Forward-*`, `{key}`, `<name>`.
pub(in crate::analysis) fn is_wildcard(name: &str) -> bool {
    name.ends_with('*')
        || (name.starts_with('{') && name.ends_with('}'))
        || (name.starts_with('<') && name.ends_with('>'))
}

/// Whether a shown value can be an array: one, nothing, or a placeholder.
fn shows_array(json: &Json) -> bool {
    match &json.value {
        JsonValue::Array(_) | JsonValue::Null => true,
        JsonValue::String(text) => placeholder(text).is_some(),
        _ => false,
    }
}

fn is_scalar_or_array(json: &Json) -> bool {
    !matches!(json.value, JsonValue::Object(_) | JsonValue::Null)
}
