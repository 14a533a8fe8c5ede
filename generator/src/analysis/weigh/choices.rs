//! Tabs of which each asks for fields of its own: "By e-mail" for `email`, "By phone" for `phone`. No field
//! tells which one applies, so the object has the fields of all, and what some tabs do not ask for is optional.

use super::{FieldNode, Weigher};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::TabClaim;
use crate::model::{Choice, ObjectSchema};
use crate::source::Span;

/// A tab with the names of the fields that it asks for.
struct Tab<'a> {
    claim: &'a TabClaim,
    required: Vec<&'a str>,
}

impl Weigher<'_> {
    pub(super) fn settle_choices(&mut self, nodes: &[FieldNode<'_>], object: &mut ObjectSchema) {
        let mut groups: Vec<Span> = Vec::new();
        for (_, tab, _) in fields_in_tabs(nodes) {
            if !groups.contains(&tab.tabs) {
                groups.push(tab.tabs);
            }
        }
        for group in groups {
            let mut tabs = read_tabs(nodes, group, object);
            let everywhere: Vec<&str> = match tabs.split_first() {
                Some((first, others)) => {
                    let of_all = |name: &&&str| others.iter().all(|tab| tab.required.contains(name));
                    first.required.iter().filter(of_all).copied().collect()
                }
                None => continue,
            };
            tabs.iter_mut().for_each(|tab| tab.required.retain(|name| !everywhere.contains(name)));
            if tabs.iter().filter(|tab| !tab.required.is_empty()).count() < 2 {
                continue;
            }
            for field in &mut object.fields {
                field.required &= !tabs.iter().any(|tab| tab.required.contains(&field.name.as_str()));
            }
            self.report_choice(&tabs);
            if object.choices.is_empty() && tabs.iter().all(|tab| !tab.required.is_empty()) {
                let choice = |tab: &Tab<'_>| Choice {
                    title: tab.claim.title.value.trim().to_owned(),
                    required: tab.required.iter().map(|name| (*name).to_owned()).collect(),
                };
                object.choices = tabs.iter().map(choice).collect();
            }
        }
    }

    fn report_choice(&mut self, tabs: &[Tab<'_>]) {
        let asks = |tab: &Tab<'_>| {
            let names: Vec<String> = tab.required.iter().map(|name| format!("`{name}`")).collect();
            match names.as_slice() {
                [] => "asks for nothing else".to_owned(),
                names => format!("asks for {}", names.join(", ")),
            }
        };
        let [first, others @ ..] = tabs else { return };
        let message = format!("{} tabs ask for different fields", tabs.len());
        let mut diagnostic =
            Diagnostic::at(&rule::CHOICE_OF_FIELDS, first.claim.title.span, message).label(asks(first));
        for tab in others {
            diagnostic = diagnostic.related(tab.claim.title.span, asks(tab));
        }
        self.diagnostics
            .push(diagnostic.note("taken as optional: which of them to send is the caller's choice"));
    }
}

/// The declarations in tabs: the name, the tab, whether it is required there.
fn fields_in_tabs<'n>(nodes: &'n [FieldNode<'n>]) -> impl Iterator<Item = (&'n str, &'n TabClaim, bool)> {
    nodes.iter().flat_map(|node| {
        let claims = node.claim.iter().chain(&node.again);
        claims.filter_map(|claim| Some((node.name, claim.tab.as_ref()?, claim.required == Some(true))))
    })
}

/// The tabs of a group with what they ask for.
fn read_tabs<'n>(nodes: &'n [FieldNode<'n>], group: Span, object: &ObjectSchema) -> Vec<Tab<'n>> {
    let mut tabs: Vec<Tab<'n>> = Vec::new();
    for (name, claim, required) in fields_in_tabs(nodes).filter(|(_, tab, _)| tab.tabs == group) {
        let at = tabs.iter().position(|tab| tab.claim.title.span == claim.title.span).unwrap_or_else(|| {
            tabs.push(Tab { claim, required: Vec::new() });
            tabs.len() - 1
        });
        if required
            && object.field(name).is_some_and(|field| field.required)
            && !tabs[at].required.contains(&name)
        {
            tabs[at].required.push(name);
        }
    }
    tabs.sort_by_key(|tab| tab.claim.title.span);
    tabs
}
