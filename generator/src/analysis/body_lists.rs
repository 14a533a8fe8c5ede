//! Bodies that requests show as lists, where the page describes fields: a batch of the described objects, or the one
//! field that stands for the body.

use super::field_tree::FieldNode;
use super::weigh::{Shown, Weigher};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::FieldClaim;
use crate::document::{Json, JsonValue};
use crate::model::{Schema, SchemaKind};
use crate::source::Span;
use heck::ToSnakeCase;

/// The body, where requests send lists whose items have fields of the page and no others: a list of such objects, or
/// one of them where requests show that too.
pub(super) fn weigh_batch(
    nodes: &[FieldNode<'_>],
    shown: &Shown<'_>,
    weigher: &mut Weigher<'_>,
) -> Option<Schema> {
    let is_item = |json: &Json| match &json.value {
        JsonValue::Object(members) => {
            !members.is_empty()
                && members.iter().all(|(name, _)| nodes.iter().any(|node| node.name == name.value))
        }
        _ => false,
    };
    let is_batch = |json: &Json| match &json.value {
        JsonValue::Array(items) => !items.is_empty() && items.iter().all(is_item),
        _ => false,
    };
    let list = shown.examples.iter().copied().find(|json| is_batch(json))?;
    let single = shown.only(|value| matches!(value, JsonValue::Object(_)));
    if shown.examples.iter().any(|json| !is_batch(json) && !matches!(json.value, JsonValue::Object(_))) {
        return None;
    }
    let mut all = shown.items();
    all.examples.extend(&single.examples);
    all.skeletons.extend(&single.skeletons);
    let object = Schema::new(weigher.weigh_members(nodes, None, &all));
    let both = !single.is_empty();
    let note = if both { "taken as one of them, or a list of them" } else { "taken as a list of them" };
    report(weigher, "the body is a list of what the page describes here", list, nodes[0].span, note);
    let lists = Schema::array(object.clone());
    Some(if both { Schema::new(SchemaKind::Union { variants: vec![object, lists] }) } else { lists })
}

/// How a text says that the body is a list of what the page describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SaidList {
    /// The body as a whole: "This takes a JSON array of lamps in this form:", "An array of lamp objects. At least one."
    Whole,
    /// The body, or a list in it that is called so: "Takes a list of lamp ids." The words of what is listed.
    Of(Vec<String>),
}

impl SaidList {
    /// Whether a list in the body may be meant, and not the body.
    pub(super) fn may_mean(&self, field: &str) -> bool {
        const PLAIN: [&str; 7] = ["items", "data", "list", "values", "records", "entries", "objects"];
        let Self::Of(listed) = self else { return false };
        let is_same = |a: &str, b: &str| a.trim_end_matches('s') == b.trim_end_matches('s');
        let name = field.to_snake_case();
        let mut own = name.split('_');
        PLAIN.contains(&name.as_str()) || own.any(|own| listed.iter().any(|word| is_same(own, word)))
    }
}

/// What a text says of the body as a list.
pub(super) fn said_list(text: &str) -> Option<SaidList> {
    const WHOLE: [&str; 4] =
        ["takes a json array", "accepts a json array", "body is an array of", "body is a json array"];
    const OF: [&str; 4] =
        ["takes an array of", "takes a list of", "accepts a list of", "accepts an array of"];
    let lower = text.trim().to_lowercase();
    let first = lower.split(". ").next().unwrap_or_default();
    let is_list =
        ["an array of ", "a list of ", "a json array of "].iter().any(|start| first.starts_with(start));
    let is_whole = WHOLE.iter().any(|words| lower.contains(words));
    if is_whole || (is_list && first.trim_end_matches('.').ends_with("objects")) {
        return Some(SaidList::Whole);
    }
    let behind = OF.iter().find_map(|words| Some(lower.split_once(words)?.1))?;
    let listed = behind.split(['.', ',', ';', ':']).next().unwrap_or_default();
    Some(SaidList::Of(listed.to_snake_case().split('_').map(str::to_owned).collect()))
}

/// The body, where the only field is a list without parts, and requests send that list itself, or an item of it.
pub(super) fn weigh_listed(
    claims: &[&FieldClaim],
    nodes: &[FieldNode<'_>],
    shown: &Shown<'_>,
    sends_item: bool,
    weigher: &mut Weigher<'_>,
) -> Option<Schema> {
    let ([_], [node]) = (claims, nodes) else { return None };
    let is_list = |json: &Json| matches!(&json.value, JsonValue::Array(_));
    let list = shown.examples.iter().copied().find(|json| is_list(json))?;
    if !node.children.is_empty() || !shown.examples.iter().all(|json| is_list(json)) {
        return None;
    }
    let schema = weigher.weigh_field(node, shown).schema;
    let SchemaKind::Array { items } = &schema.kind else { return None };
    let item = sends_item.then(|| (**items).clone());
    let message = format!("requests send `{}` as the body itself", node.name);
    report(weigher, &message, list, node.span, "taken as that");
    Some(match item {
        Some(item) => Schema::new(SchemaKind::Union { variants: vec![schema, item] }),
        None => schema,
    })
}

/// The body is taken as a list because a text says so.
pub(super) fn report_told_list(told: Span) -> Diagnostic {
    Diagnostic::at(&rule::TYPE_REFINED, told, "the body is a list of what the page describes here")
        .label("the text says so")
        .note("taken as a list of them")
        .help("show a request with such a list")
}

fn report(weigher: &mut Weigher<'_>, message: &str, list: &Json, declared: Span, note: &str) {
    let place = Span { end: list.span.start + 1, ..list.span };
    weigher.diagnostics.push(
        Diagnostic::at(&rule::TYPE_REFINED, place, message).related(declared, "declared here").note(note),
    );
}

#[cfg(test)]
mod tests {
    use super::{SaidList, said_list};

    #[test]
    fn texts_that_say_list() {
        for (text, said) in [
            (
                "This endpoint takes a JSON array of parameters in the following format:",
                Some(SaidList::Whole),
            ),
            ("An array of member objects. Minimum 1, maximum 25.", Some(SaidList::Whole)),
            ("The body is an array of lamps.", Some(SaidList::Whole)),
            ("Lights them. Takes a list of lamp ids.", Some(SaidList::Of(vec!["lamp".into(), "ids".into()]))),
            ("An array of lamps", None),
            ("Returns an array of lamp objects.", None),
            ("It takes an array", None),
        ] {
            assert_eq!(said_list(text), said, "{text}");
        }
    }

    #[test]
    fn a_list_in_the_body_may_be_meant() {
        let said = said_list("Takes a list of lamp ids, and drops them.").unwrap();
        for (field, may) in
            [("ids", true), ("lampId", true), ("items", true), ("tags", false), ("reason", false)]
        {
            assert_eq!(said.may_mean(field), may, "{field}");
        }
        assert!(!SaidList::Whole.may_mean("ids"));
    }
}
