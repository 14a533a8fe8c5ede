//! What callers of a generated crate can name, as text.

use super::documentation::excerpts;
use super::{Change, ChangeClass, ChangeKind, Pair, Shown};
use crate::model::Place;
use std::collections::{BTreeMap, BTreeSet};

/// What callers of a generated crate can name.
#[derive(Clone, Debug, Default)]
pub(super) struct Surface {
    /// Package, client, credentials, modules, features, libraries: each with its signature.
    pub items: BTreeMap<String, String>,
    /// The methods, by operation.
    pub methods: Vec<SurfaceMethod>,
    /// The types, by name.
    pub types: BTreeMap<String, SurfaceType>,
    /// What the pages say of what is no method, field or variant.
    pub texts: BTreeMap<String, String>,
}

/// A method of a group.
#[derive(Clone, Debug, Default)]
pub(super) struct SurfaceMethod {
    /// Verb and path template without the names of placeholders, and the id where several have the same.
    pub key: String,
    /// Verb and path template.
    pub line: String,
    pub module: String,
    pub ident: String,
    /// Its earlier names, which forward, and those of the method that walks pages, each with every module.
    pub aliases: Vec<String>,
    /// The name of the method that walks pages, and what it gives.
    pub pages: Option<(String, String)>,
    /// Name and type of each argument.
    pub arguments: Vec<(String, String)>,
    pub answer: String,
    pub error: Option<String>,
    /// What is sent and read, by aspect.
    pub wire: Vec<(String, String)>,
    /// The ways to authenticate; `None` where nothing is known.
    pub authentication: Option<Vec<String>>,
    /// What the page says of it, by aspect.
    pub texts: Vec<(String, String)>,
    pub deprecated: bool,
    /// The types that it names, with the role of each.
    pub uses: Vec<(&'static str, String)>,
    /// Where its pages state it.
    pub places: Vec<Place>,
}

impl SurfaceMethod {
    /// `orders::get_one`
    pub(super) fn path(&self) -> String {
        format!("{}::{}", self.module, self.ident)
    }
}

/// The form of the enum of what the API sends on its own.
pub(super) const EVENTS_FORM: &str = "enum of events";

/// A type.
#[derive(Clone, Debug, Default)]
pub(super) struct SurfaceType {
    /// The modules that have it, the one that declares it first.
    pub modules: Vec<String>,
    /// Its earlier names.
    pub aliases: Vec<String>,
    /// `struct`, `enum of integers`, …
    pub form: &'static str,
    pub members: Vec<SurfaceMember>,
    /// What `new` takes, in order; `None` where there is none.
    pub new: Option<Vec<(String, String)>>,
    pub traits: BTreeSet<&'static str>,
    /// Whether new variants break no match.
    pub open: bool,
    /// Whether it is sent.
    pub sent: bool,
    /// What of it is seen on the wire beside its members.
    pub wire: Vec<(String, String)>,
}

/// A field or a variant.
#[derive(Clone, Debug, Default)]
pub(super) struct SurfaceMember {
    pub ident: String,
    /// Its earlier names, which stand for it.
    pub aliases: Vec<String>,
    /// Its type; empty where a variant holds nothing.
    pub type_text: String,
    /// The types of the crate that it names.
    pub named: Option<String>,
    /// Its name or value on the wire; empty where it stands outside of a body.
    pub wire: String,
    pub docs: String,
}

/// Compares what stands in the root of the crate and in its manifest.
pub(super) fn compare_items(pair: &Pair<'_>, changes: &mut Vec<Change>) {
    let names: BTreeSet<&String> = pair.old.items.keys().chain(pair.new.items.keys()).collect();
    for name in names {
        let (before, after) = (pair.old.items.get(name), pair.new.items.get(name));
        let (class, kind, what) = match (before, after) {
            (Some(a), Some(b)) if a == b => continue,
            (Some(a), Some(b)) => (ChangeClass::Breaking, ChangeKind::Changed, format!("`{a}` is now `{b}`")),
            (Some(_), None) => (ChangeClass::Breaking, ChangeKind::Removed, "is gone".to_owned()),
            (None, _) => (ChangeClass::Compatible, ChangeKind::Added, "is new".to_owned()),
        };
        let shown =
            |value: Option<&String>| value.map(|value| Shown { value: value.clone(), ..Shown::default() });
        changes.push(Change {
            class,
            kind,
            item: name.clone(),
            what,
            operation: None,
            wire: false,
            exhaustive: false,
            before: shown(before),
            after: shown(after),
        });
    }
    for (aspect, before) in &pair.old.texts {
        let after = pair.new.texts.get(aspect);
        if let Some(after) = after.filter(|after| *after != before) {
            let (before, after) = excerpts(before, after);
            let shown = |value: String| Some(Shown { value, ..Shown::default() });
            changes.push(Change {
                class: ChangeClass::DocumentationOnly,
                kind: ChangeKind::Documentation,
                item: "crate".to_owned(),
                what: format!("{aspect} changed"),
                operation: None,
                wire: false,
                exhaustive: false,
                before: shown(before),
                after: shown(after),
            });
        }
    }
}

/// A type's text with the names that types have on the other side.
pub(super) fn renamed_text(text: &str, renamed: &BTreeMap<String, String>) -> String {
    let (mut result, mut word) = (String::with_capacity(text.len()), String::new());
    for c in text.chars().chain(['\0']) {
        if c.is_alphanumeric() || c == '_' {
            word.push(c);
            continue;
        }
        result.push_str(renamed.get(&word).unwrap_or(&word));
        word.clear();
        if c != '\0' {
            result.push(c);
        }
    }
    result
}
