//! What the selectors of `docbind.toml` can name in a spec, for `docbind selectors`.
//!
//! A selector takes the names that the pages give. So the pages are read here without the settings that
//! rename, sort and leave out; those that correct what is read, such as a path, apply.

mod fields;
mod render;

pub(crate) use render::render_selectors;

use crate::config::{Config, OperationKey, OperationOverride, Selector};
use crate::generate_client;
use crate::lowering::TypeKind;
use crate::model::Operation;
use crate::progress::Silent;
use crate::spec::Spec;

/// What there is to select.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Selectors {
    /// For `[[operations]]`.
    pub operations: Vec<Selectable>,
    /// For `[[types]]`.
    pub types: Vec<Selectable>,
    /// For `[[fields]]`.
    pub fields: Vec<Selectable>,
}

/// One thing that can be selected.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Selectable {
    /// The selector that names it and nothing else.
    pub selector: Selector,
    /// What it is: `GET /tickets/{id}`.
    pub what: String,
    /// The operation that it is or is in.
    pub operation: Option<OperationKey>,
}

/// What there is to select in a spec.
pub(crate) fn collect_selectors(mut spec: Spec) -> Selectors {
    spec.config = with_names_of_pages(spec.config);
    let made = generate_client(spec, &Silent);
    let api = &made.reading.api;
    let shared = made.client.types.iter().map(|of| Selectable {
        selector: Selector::of_type(of.ident.as_str()),
        what: type_word(&of.kind).to_owned(),
        operation: None,
    });
    let mut types: Vec<Selectable> = shared.collect();
    types.sort_by(|a, b| a.selector.cmp(&b.selector));
    let fields = fields::collect_fields(api);
    Selectors { operations: api.operations.iter().map(selectable).collect(), types, fields }
}

impl Selectors {
    /// What a selector names: operations, types, or fields.
    pub(crate) fn selected_by(self, selector: &Selector) -> Selectors {
        let whole = selector.place.is_none() && selector.path.steps().is_empty();
        let names = |of: &Selectable| whole && fields::names_its_operation(selector, of);
        let is_type = |of: &Selectable| {
            whole
                && selector.address.is_none()
                && selector.group.is_none()
                && selector.name.matches(of.selector.name.as_str())
        };
        Selectors {
            operations: self.operations.into_iter().filter(names).collect(),
            types: self.types.into_iter().filter(is_type).collect(),
            fields: self.fields.into_iter().filter(|of| fields::names_field(selector, of)).collect(),
        }
    }

    /// Whether there is nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.operations.is_empty() && self.types.is_empty() && self.fields.is_empty()
    }
}

/// The settings without those that make names other than the pages'.
fn with_names_of_pages(config: Config) -> Config {
    let plain = |entry| OperationOverride { rename: None, group: None, skip: false, ..entry };
    Config {
        operations: config.operations.into_iter().map(plain).collect(),
        types: Vec::new(),
        fields: Vec::new(),
        groups: Vec::new(),
        ..config
    }
}

fn selectable(operation: &Operation) -> Selectable {
    let selector = Selector::of_operation(&operation.group, &operation.id.replace(' ', "-"));
    let what = format!("{} {}", operation.method.as_str(), operation.path);
    Selectable { selector, what, operation: Some(OperationKey::of(operation)) }
}

fn type_word(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Struct(_) => "struct",
        TypeKind::IntegerEnum(_) | TypeKind::StringEnum(_) => "enum",
        TypeKind::Union(_) => "one of several types",
        TypeKind::Tagged(_) => "one of several structs",
        TypeKind::Errors(_) => "the errors of an operation",
        TypeKind::Answers(_) => "the responses of an operation",
    }
}
