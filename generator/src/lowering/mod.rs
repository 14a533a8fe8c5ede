//! Stage **lowering**: the closed model becomes a Rust crate as plain data.
//!
//! Names and Rust types are chosen here and nowhere else; after it, printing takes no decision.
//!
//! ```text
//! Api ─ schemas, requests, answers ─▶ Drafts ─ type_names ─▶ names ─ types, type_docs ─▶ types ─┐
//!      (fields: schema → Rust type)   (equal shapes are one)                                   ├─▶ RustCrate
//! Api ─ groups ─▶ modules and methods ──────────────────────── recursion, placement ───────────┘
//! ```
//!
//! | what | decides |
//! |---|---|
//! | `drafts` | which shapes are one type; `texts` merges what their pages say |
//! | `fields` | the Rust type of a value, and what it means that it is missing |
//! | `library_type` | which values get a type of a library; `unknown_fields`: which types keep what is unknown |
//! | `names`, `words` | every identifier |
//! | `type_names` | what a type is called when the pages don't say |
//! | `aliases`, `renames` | earlier names, which forward; how a lock takes new ones |
//! | `placement` | which module, behind which features |
//! | `doc_lines`, `doc_blocks`, `doc_words` | how a page's text is made safe for rustdoc |

mod aliases;
mod answers;
mod bare;
mod credentials;
mod doc_blocks;
mod doc_lines;
mod doc_words;
mod draft_shapes;
mod drafts;
mod encodings;
mod event_type;
mod fields;
mod fixed;
mod groups;
mod kept;
mod library_type;
mod limits;
mod locked;
mod multipart;
mod names;
mod overrides;
mod paging;
mod placement;
mod recursion;
mod renames;
mod requests;
mod required;
mod role_names;
mod rust_crate;
mod rust_type;
mod samples;
mod schemas;
mod serde_names;
mod shape_hash;
mod statuses;
mod texts;
mod type_docs;
mod type_names;
mod types;
mod unknown_fields;
mod updates;
mod webhooks;
mod words;

pub(crate) use credentials::Credential;
pub use credentials::CredentialPart;
pub(crate) use doc_lines::Docs;
pub(crate) use doc_words::code_span as code;
pub use event_type::{EventType, TextEvents};
pub use library_type::LibraryType;
pub use names::Ident;
pub use renames::take_names;
pub use rust_crate::{Answer, Argument, Group, Method, RequestPart, RustCrate, WebhookEvents};
pub(crate) use rust_crate::{
    Client, EncodedMethod, Encoding, Example, FieldWay, FormContent, MethodAlias, PageHint, Paging,
};
pub(crate) use rust_type::{Outcome, Presence, SerdeUse, Tagged, TypeItem, Union, Variant};
pub use rust_type::{Payload, Placement, RustType, Struct, StructField, TypeId, TypeKind};
pub(crate) use updates::{Conversion, ConvertedField, Inner, Outer};

use crate::config::Config;
use crate::diagnostic::{Diagnostic, rule};
use crate::lock::Lock;
use crate::model::Api;
use drafts::{Draft, Drafts};
use kept::Kept;
use std::cmp::Reverse;

/// Lowers an API to the crate of its client, without an earlier one.
pub fn lower_api(api: &Api, config: &Config) -> (RustCrate, Vec<Diagnostic>) {
    let (rust_crate, _, diagnostics) = lower(api, config, &Lock::default(), Kept::default());
    (rust_crate, diagnostics)
}

/// Lowers an API to the crate of its client, with the names of the earlier one that the lock is of. Gives the lock of
/// this one as well.
pub fn lower_with_lock(api: &Api, config: &Config, lock: &Lock) -> (RustCrate, Lock, Vec<Diagnostic>) {
    lower(api, config, lock, Kept::new(lock, config))
}

fn lower<'a>(
    api: &'a Api,
    config: &Config,
    lock: &'a Lock,
    kept: Kept<'a>,
) -> (RustCrate, Lock, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let records = kept.here().is_some();
    let mut drafts = Drafts::new(config.values, kept);
    drafts.note_keys(api);
    schemas::lower_schemas(api, &mut drafts);
    let operations = groups::lower_operations(api, &mut drafts);
    kept::settle_known(&mut drafts);
    let groups = groups::lower_groups(api, lock, &drafts, &mut diagnostics);
    let names = type_names::lower_type_names(api, config, lock, &groups, &drafts, &mut diagnostics);
    let operation_names = type_docs::OperationNames::new(api, &groups, &names.handles);

    let field_names: Vec<_> =
        drafts.list.iter().map(|draft| types::field_names(draft, &drafts.kept)).collect();
    let types = drafts.ids().zip(&names.idents).map(|(id, ident)| {
        let draft = drafts.get(id);
        report_merged(draft, ident, &mut diagnostics);
        TypeItem {
            ident: ident.clone(),
            aliases: Vec::new(),
            placement: Placement::Shared(Vec::new()),
            docs: type_docs::type_docs(&operation_names, &names, draft, names.descriptions.get(&id)),
            kind: types::lower_kind(ident, draft, &drafts, &field_names[id.0 as usize], &mut diagnostics),
        }
    });
    let mut types: Vec<TypeItem> = types.collect();
    unknown_fields::lower_unknown_fields(config, &names, &mut types, &mut diagnostics);
    recursion::lower_recursion(&mut types);
    fixed::lower_fixed(&drafts, &mut types);

    let modules = groups.iter().zip(&names.handles);
    let lower = |(group, handle): (&groups::GroupDraft, &Ident)| {
        groups::lower_group(api, &drafts, &field_names, &operations, group, handle.clone())
    };
    let mut rust_crate = RustCrate {
        package: names::package_name(&api.name),
        version: config.package.version().to_owned(),
        manifest: config.package.entries.iter().filter(|(key, _)| *key != "version").cloned().collect(),
        title: title(api),
        docs: Docs::page(&api.description),
        client: lower_client(api),
        groups: modules.map(lower).collect(),
        shared: Vec::new(),
        webhooks: webhooks::lower_webhooks(api, &drafts),
        webhook_events: None,
        types,
        overrides: overrides::lower_overrides(api, config, &drafts, &names.selected),
        libraries: Vec::new(),
        example: None,
    };
    bare::lower_bare(api, lock, &groups, &drafts, &mut rust_crate);
    paging::lower_paging(api, lock, &groups, &drafts, &field_names, &mut rust_crate);
    encodings::lower_encodings(api, lock, &groups, &drafts, &mut rust_crate);
    placement::lower_placement(&mut rust_crate);
    kept::keep_places(lock, &drafts, &names, &mut rust_crate);
    aliases::lower_aliases(api, lock, &groups, &drafts, &mut rust_crate);
    updates::lower_updates(&mut rust_crate);
    required::lower_required(&drafts, &mut rust_crate);
    rust_crate.webhook_events = webhooks::lower_events(api, lock, &drafts, &rust_crate);
    rust_crate.libraries = library_type::used_libraries(&rust_crate);
    let is_known = |group: usize, method: usize| {
        let (operation, _) = groups[group].operations[method];
        drafts.kept.has_operation(&api.operations[operation].identity.line)
    };
    rust_crate.example = choose_example(&rust_crate, &is_known);
    let lock = match records {
        true => locked::lock_names(lock, api, &drafts, &groups, &names, &rust_crate),
        false => Lock::default(),
    };
    (rust_crate, lock, diagnostics)
}

fn title(api: &Api) -> String {
    let named = if api.title.trim().is_empty() { &api.name } else { &api.title };
    let named = named.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = doc_words::clean(&named);
    if title.is_empty() { "API".into() } else { title.into_owned() }
}

fn lower_client(api: &Api) -> Client {
    let mut retry_statuses = api.retry_statuses.clone();
    retry_statuses.sort_unstable();
    retry_statuses.dedup();
    Client {
        base_url: api.base_url.clone(),
        retry_statuses,
        credentials: credentials::lower_credentials(api),
    }
}

/// The call to show: one that reads, needs as little as can be, and gives a list of records, page by page rather than
/// whole, and of those of which the most is said rather than of others. A newcomer is shown only where all are.
fn choose_example(of: &RustCrate, is_known: &dyn Fn(usize, usize) -> bool) -> Option<Example> {
    let calls = of.groups.iter().enumerate().flat_map(|(group, module)| {
        module.methods.iter().enumerate().map(move |(method, shown)| (group, method, shown))
    });
    let effort = |method: &Method| {
        let required = |id: TypeId| match &of.get(id).kind {
            TypeKind::Struct(request) => request.required_fields().count(),
            _ => 0,
        };
        let reads = method.verb == crate::model::Method::Get;
        let given = method.arguments.len() + method.request.map_or(0, required);
        (!reads, given, method.paging.is_none(), !lists(of, method), Reverse(said(of, method)))
    };
    let rank = |(group, at, method): &(usize, usize, &Method)| (!is_known(*group, *at), effort(method));
    let (group, method, _) = calls.min_by_key(rank)?;
    Some(Example { group, method })
}

/// How many fields the records have that come page by page.
fn said(of: &RustCrate, method: &Method) -> usize {
    let record = method.paging.as_ref().and_then(|paging| paging.item.named());
    match record.map(|id| &of.get(id).kind) {
        Some(TypeKind::Struct(record)) => record.fields.len(),
        _ => 0,
    }
}

fn lists(of: &RustCrate, method: &Method) -> bool {
    let is_list = |of: &RustType| matches!(of, RustType::Vec(items) if items.named().is_some());
    let Answer::Json(answer) = &method.answer else { return false };
    let fields = answer.named().map(|id| &of.get(id).kind);
    is_list(answer)
        || matches!(fields, Some(TypeKind::Struct(of)) if of.fields.iter().any(|field| is_list(&field.rust_type)))
}

/// Says where pages with different texts share a type.
fn report_merged(draft: &Draft, ident: &Ident, diagnostics: &mut Vec<Diagnostic>) {
    let Some((first, second)) = &draft.differing else { return };
    if let Some((first, second)) = excerpts(first, second) {
        let message = format!("pages with different texts share the type `{ident}`");
        let diagnostic = Diagnostic::general(&rule::MERGED_TEXT, message)
            .note(format!("one says \"{first}\""))
            .note(format!("another says \"{second}\""));
        diagnostics.push(diagnostic);
    }
}

/// Characters of an excerpt.
const SHOWN: usize = 80;
/// Characters before the first difference, where the start does not show it.
const BEFORE: usize = 20;

/// The part of two texts in which they differ, on a line each; `None` where it is only white space.
fn excerpts(first: &str, second: &str) -> Option<(String, String)> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (first, second) = (words(first), words(second));
    if first == second {
        return None;
    }
    let same = first.chars().zip(second.chars()).take_while(|(a, b)| a == b).count();
    let start = if same + BEFORE < SHOWN { 0 } else { same - BEFORE };
    let cut = |text: &str| {
        let before = if start > 0 { "…" } else { "" };
        let after = if text.chars().count() > start + SHOWN { "…" } else { "" };
        let shown: String = text.chars().skip(start).take(SHOWN).collect();
        format!("{before}{shown}{after}")
    };
    Some((cut(&first), cut(&second)))
}

#[cfg(test)]
mod tests {
    use super::excerpts;

    #[test]
    fn an_excerpt_shows_the_difference() {
        let shown = |a: &str, b: &str| excerpts(a, b).unwrap();
        let texts = |end: &str| format!("{}{end}", "The rooms of a house. ".repeat(9));
        assert_eq!(shown("One.", "Two."), ("One.".into(), "Two.".into()));
        assert_eq!(shown("One", "One two"), ("One".into(), "One two".into()));
        let (first, second) = shown(&texts("All."), &texts("None, \n or so."));
        assert_eq!(
            (first.as_str(), second.as_str()),
            ("…e rooms of a house. All.", "…e rooms of a house. None, or so.")
        );
        let (first, second) = shown(&texts(&texts("a")), &format!("é{}", texts("b")));
        assert!(
            first.starts_with("The rooms") && first.ends_with('…') && second.starts_with("éThe rooms"),
            "{first}"
        );
        assert_eq!(excerpts("a  b", "a\nb "), None);
    }
}
