//! Stage **diff**: what changed between two versions of an API, for callers of its client.
//!
//! ```text
//! pages, model file ─▶ Api ─ lowering (+ lock) ─▶ RustCrate ─ surface ─┐
//! docbind.lock ──────────────────────────────────────────── locked ────┴▶ Snapshot
//!
//! (Snapshot, Snapshot) ─ methods, types ─▶ Diff ─▶ text, Markdown, JSON, the next version, the CHANGELOG's entry
//! ```
//!
//! An operation is its verb and path template, placeholders' names aside; a type is its name, and one that took the
//! place of another is that one with another name. The class of a change is what cargo's rules say of the generated
//! crate (The Cargo Book, SemVer Compatibility), for callers that make requests with `new` or `..Default::default()`
//! and matches with a `_` arm:
//!
//! | change | class |
//! |---|---|
//! | a method, type, field, variant, module, feature or trait that is gone, moved or has another name | breaking |
//! | arguments of a method or of `new`: their number, their order, their types | breaking |
//! | the type of a field, of an answer, of an error; `Default` in the place of `new` and the other way round | breaking |
//! | **on the wire**, under the same signature: verb, path, base URL, fixed query, header, location, style or name of a value, encoding, what a variant sends | breaking |
//! | a way to authenticate that no longer does, or credentials that are now needed | breaking |
//! | a new method, type, module, feature or status of an error | compatible |
//! | a new field that may be left out, a new field of an answer, a new variant | compatible; breaking under [`Rules::strict`] |
//! | another way to authenticate beside the others; an operation that should no longer be used | compatible |
//! | titles, texts, limits, defaults, roles, examples | documentation only |
//! | white space | no change |
//!
//! Fields and variants are compatible for such callers alone: structs and enums of the generated crate are not
//! `#[non_exhaustive]`, so that a literal with all fields or a `match` of all variants stops compiling. Changes of
//! that kind say so ([`Change::exhaustive`]), and `--strict` counts them as breaking, as cargo's rules do by the
//! letter.

mod changelog;
mod crate_surface;
mod documentation;
mod json;
mod lines;
mod locked;
mod markdown;
mod methods;
mod roles;
mod signatures;
mod snapshot;
mod surface;
mod text;
mod types;
mod version;
mod wire;

pub(crate) use changelog::{insert_entry, render_entry};
pub use json::render_json;
pub use markdown::render_markdown;
pub(crate) use signatures::signatures;
pub use snapshot::Snapshot;
pub use text::render_text;
pub(crate) use version::propose_version;

use crate::model::Place;
use lines::Locator;
use methods::{Matching, match_methods};
use serde::Serialize;
use surface::Surface;

/// What a change means for callers of the generated crate, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeClass {
    /// Code that compiled no longer does, or the same call sends something else.
    Breaking,
    /// Code that compiled does so, and sends the same.
    Compatible,
    /// Nothing but texts changed.
    DocumentationOnly,
}

impl ChangeClass {
    /// All classes, in order.
    pub const ALL: [ChangeClass; 3] =
        [ChangeClass::Breaking, ChangeClass::Compatible, ChangeClass::DocumentationOnly];

    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            ChangeClass::Breaking => "breaking",
            ChangeClass::Compatible => "compatible",
            ChangeClass::DocumentationOnly => "documentation only",
        }
    }
}

/// What happened to the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another name or stands in another module.
    Renamed,
    /// Its signature or its type is another.
    Changed,
    /// The same call sends or reads something else.
    Wire,
    /// It should no longer be used, or it may be used again.
    Deprecated,
    /// Its text is another.
    Documentation,
}

/// One side of a change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Shown {
    /// What it is; empty where it is not there.
    pub value: String,
    /// The page's line that says so, where there is a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// The text of that line, where the page could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Change {
    /// What it means for callers.
    pub class: ChangeClass,
    /// The item in Rust: `orders::get_one`, `types::Order::total`.
    pub item: String,
    /// What happened.
    pub kind: ChangeKind,
    /// In words: `` answer: `Order` is now `Receipt` ``.
    pub what: String,
    /// The operation that it is about, where it is about one: `GET /v1/orders/{id}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Whether what is sent or read changes without a change of the signature.
    pub wire: bool,
    /// Whether it breaks callers that name all fields in a literal, or match all variants.
    pub exhaustive: bool,
    /// Before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Shown>,
    /// After.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Shown>,
}

/// How changes are classed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules {
    /// Whether new fields and variants are breaking, by the letter of cargo's rules.
    pub strict: bool,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diff {
    /// What the older side is called: `git:v1.2`.
    pub old: String,
    /// What the newer side is called.
    pub new: String,
    /// The version of the older side's crate.
    pub version: String,
    /// The changes, worst class first, then by item.
    pub changes: Vec<Change>,
    /// What could not be compared.
    pub notes: Vec<String>,
}

impl Diff {
    /// How many changes are of a class.
    pub fn count(&self, class: ChangeClass) -> usize {
        self.changes.iter().filter(|change| change.class == class).count()
    }

    /// The worst class of its changes; `None` where nothing changed.
    pub fn worst(&self) -> Option<ChangeClass> {
        self.changes.iter().map(|change| change.class).min()
    }

    /// `1 breaking, 2 compatible, 0 documentation only`
    pub fn counts(&self) -> String {
        ChangeClass::ALL.map(|class| format!("{} {}", self.count(class), class.words())).join(", ")
    }
}

/// Compares two versions of an API.
pub fn compare(old: &Snapshot, new: &Snapshot, rules: Rules) -> Diff {
    let mut notes = Vec::new();
    let (before, after): (Surface, Surface) = if old.is_lock() || new.is_lock() {
        notes.push(
            "a lock has names, arguments of `new` and members of types: arguments of methods, responses, errors, texts \
             and what is sent were not compared"
                .to_owned(),
        );
        (locked::lock_surface(&old.lock), locked::lock_surface(&new.lock))
    } else {
        (old.surface(), new.surface())
    };
    let matching = match_methods(&before.methods, &after.methods);
    let pair = Pair { old: &before, new: &after, matching, lines: Locator::new(old, new, &before, &after) };
    let mut changes = Vec::new();
    surface::compare_items(&pair, &mut changes);
    let renamed = types::renamed_types(&pair);
    methods::compare_methods(&pair, &renamed, &mut changes);
    types::compare_types(&pair, &renamed, &mut changes);
    for change in &mut changes {
        if rules.strict && change.exhaustive && change.class == ChangeClass::Compatible {
            change.class = ChangeClass::Breaking;
        }
    }
    changes.sort();
    changes.dedup();
    let (old_label, new_label) = (old.label.clone(), new.label.clone());
    Diff { old: old_label, new: new_label, version: old.version.clone(), changes, notes }
}

/// The two sides, and where their pages say what.
struct Pair<'s> {
    old: &'s Surface,
    new: &'s Surface,
    matching: Matching,
    lines: Locator<'s>,
}
