//! Stage **analysis**: weighs the claims of all pages and closes the model.
//!
//! The passes, in order; each sees only what the ones before it settled:
//!
//! 1. `draft`: the claims of each operation, from its page;
//! 2. `endpoint`: verb, host and path template; then `servers` and `base_url`: the API's base URL;
//! 3. `identity`: group (by `groups`) and id of each operation, by which settings find it;
//! 4. `overrides::operations`: what `[[operations]]` says, before anything is weighed;
//! 5. `enums`: the enums of all pages, by name;
//! 6. `request` and `response`: parameters, bodies and answers, where `weigh` settles each
//!    value: declared beats inferred, skeletons and examples refine what a declaration leaves open
//!    and never silently contradict it; `components` does so with records that a page describes by themselves;
//! 7. `records`: names of records in types become references to the page that describes them, and what
//!    examples show of these is held against it; `same_record`: the pages on one record pool what they know of
//!    its fields; then `tagged_unions`: alternatives that a field tells apart;
//! 8. `kept_records`: records that the lock knows keep their names;
//! 9. `overrides::fields`: what `[[fields]]` says of parameters, fields and records;
//! 10. `operations`: the drafts become operations, with links and authentication, and `same_endpoint` makes
//!     several pages on one operation one;
//! 11. `pagination`: lists that come page by page.
//!
//! `webhooks` takes the pages on what the API sends on its own through the passes that weigh fields.

mod alternatives;
mod apart;
mod authentication;
mod base_url;
mod body;
mod body_lists;
mod collected;
mod components;
mod declared_at;
mod described_response;
mod documented;
mod draft;
mod elsewhere;
mod endpoint;
mod enum_values;
mod enums;
mod envelope;
mod example_value;
mod field_tree;
mod form;
mod formats;
mod groups;
mod identity;
mod infer;
mod kept;
mod kept_records;
mod keys;
mod media_type;
mod only_shown;
mod operations;
mod overrides;
mod pagination;
mod pairs;
mod parts;
mod path_parameters;
mod raw_body;
mod record_examples;
mod records;
mod repeats;
mod request;
mod response;
mod same_endpoint;
mod same_record;
mod servers;
mod shown_parameters;
mod shown_path;
mod shown_places;
mod stated_query;
mod style;
mod success;
mod suggested;
mod tagged_unions;
mod url;
mod values_in_path;
mod webhook_events;
mod webhooks;
mod weigh;
mod whole_answer;

pub use documented::{Documented, ShownAnswer};
pub(crate) use pagination::is_page_size;
pub(crate) use pairs::nest;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, rule, sort_diagnostics};
use crate::dialect::PageReading;
use crate::lock::Lock;
use crate::model::{Api, NamedSchema, Operation, Schema, SchemaKind};
use crate::site::{Site, site_of};
use crate::source::{SourceFile, SourceId, Sources};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// So many operations are worth waking another thread for: each takes a tenth of a millisecond.
const WORTH_A_THREAD: usize = 16;

/// What is known about the run as a whole.
pub struct Context<'a> {
    /// All files.
    pub sources: &'a Sources,
    /// The settings.
    pub config: &'a Config,
    /// What earlier runs decided.
    pub lock: &'a Lock,
    /// The documentation sites that the pages belong to.
    pub sites: &'a [Site],
    /// The name to use where no setting gives one: that of the folder or the host.
    pub default_name: &'a str,
    /// What OpenAPI descriptions say of the API as a whole.
    pub about: About,
    /// Whether the host names the API better than `default_name`: for a page that stands alone.
    pub name_from_host: bool,
}

/// What OpenAPI descriptions say of an API as a whole.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// What it is called.
    pub title: Option<String>,
    /// What it is for, as markdown.
    pub description: Option<String>,
    /// What its tags are about, by their letters and digits in lower case.
    pub tags: BTreeMap<String, String>,
}

impl<'a> Context<'a> {
    /// The documentation site that a page belongs to.
    fn site_of(&self, file: &SourceFile) -> Option<&'a Site> {
        site_of(self.sites, &file.relative)
    }
}

/// What the pages of an API come to.
#[derive(Debug)]
pub struct Resolved<'a> {
    /// The closed model.
    pub api: Api,
    /// What the pages show of its operations.
    pub documented: Vec<Documented<'a>>,
    /// What is to be said of the pages, by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Settles what the API is.
pub fn resolve_api<'a>(context: &Context<'a>, pages: &'a [(SourceId, PageReading)]) -> Resolved<'a> {
    let mut diagnostics = Vec::new();
    let mut drafts = collected::collect_drafts(context, pages);
    drafts.iter_mut().for_each(|draft| endpoint::resolve_endpoint(context, draft));
    drafts.retain(|draft| draft.endpoint.is_some());
    only_shown::drop_shown(&mut drafts, &mut diagnostics);
    let mut moved = servers::settle_servers(context, pages, &mut drafts);
    let base_url = base_url::resolve_base_url(context, &mut drafts, &mut moved);
    identity::identify(context, context.lock, &mut drafts, base_url.as_deref());
    let mut record = overrides::Record::default();
    overrides::override_operations(context, &mut drafts, &mut record, &mut diagnostics);
    base_url::report_base_urls(context, &drafts, base_url.as_deref(), &moved, &mut diagnostics);
    elsewhere::find_elsewhere(pages, &mut drafts);
    let enums = enums::resolve_enums(&drafts, &mut diagnostics);
    drafts.par_iter_mut().with_min_len(WORTH_A_THREAD).for_each(|draft| {
        draft.run(|draft, diagnostics| {
            endpoint::check_endpoint(draft, diagnostics);
            request::resolve_request(context, draft, &enums, diagnostics);
            response::resolve_responses(draft, &enums, diagnostics);
            components::resolve_components(draft, &enums, diagnostics);
        });
    });
    let mut hooks = webhooks::collect_webhooks(context, pages);
    for hook in &mut hooks {
        hook.run(|hook, diagnostics| {
            request::resolve_request(context, hook, &enums, diagnostics);
            response::resolve_responses(hook, &enums, diagnostics);
            components::resolve_components(hook, &enums, diagnostics);
        });
    }
    let mut described = collected::describing_drafts(context, pages);
    for draft in &mut described {
        components::resolve_described(draft, &enums, &mut diagnostics);
    }
    let mut schemas = enums.into_schemas();
    let operations = drafts.len();
    drafts.append(&mut hooks);
    let others = drafts.len();
    drafts.append(&mut described);
    let all = others..drafts.len();
    records::resolve_records(&mut drafts, all, &mut schemas, &mut diagnostics);
    drafts.truncate(others);
    same_record::pool_records(&mut drafts, &mut schemas, &mut diagnostics);
    tagged_unions::resolve_tags(&mut drafts, &mut schemas);
    let hooks = drafts.split_off(operations);
    let mut hooks = webhooks::close_webhooks(context, hooks, &mut schemas, &mut diagnostics);
    let renamed =
        kept_records::keep_records(context.lock, &mut drafts, &mut hooks, &mut schemas, &mut diagnostics);
    let guides = authentication::read_guides(context, pages);
    let mut misfits = overrides::Misfits::default();
    overrides::check_operations(&drafts, &mut misfits);
    let found = (&mut misfits, &mut record);
    overrides::override_fields(context, &mut drafts, &mut schemas, found, &mut diagnostics);
    suggested::complete_suggestions(context.sources, &schemas, &mut drafts, &mut diagnostics);
    let documented = documented::collect_documented(&drafts);
    let (mut api, drafts) =
        operations::close_operations(context, drafts, &guides, base_url, &mut schemas, &mut diagnostics);
    (api.schemas, api.webhooks, api.renamed_records) = (schemas, hooks, renamed);
    webhook_events::resolve_events(context, &mut api, &mut diagnostics);
    pagination::resolve_pagination(&mut api, &drafts, &mut misfits, &mut diagnostics);
    success::resolve_success(&mut api, &drafts, &mut misfits, &mut diagnostics);
    api.overrides = record.close(&misfits);
    misfits.report(&mut diagnostics);
    drop_unused_schemas(&mut api);
    if api.operations.is_empty() && api.webhooks.is_empty() {
        diagnostics.push(Diagnostic::general(&rule::NO_OPERATIONS, "no page describes an operation"));
    }
    sort_diagnostics(&mut diagnostics);
    let documented = documented::close_documented(documented, &api.operations);
    Resolved { api, documented, diagnostics }
}

/// Closes the model: schemas that nothing refers to leave it.
fn drop_unused_schemas(api: &mut Api) {
    let mut used = BTreeMap::new();
    let mut open: Vec<String> = Vec::new();
    for operation in &api.operations {
        visit_schemas(operation, &mut |schema| note_refs(schema, &mut open));
    }
    for webhook in &api.webhooks {
        let headers = webhook.headers.iter().map(|field| &field.schema);
        headers.chain([&webhook.payload]).for_each(|of| visit_schema(of, &mut |s| note_refs(s, &mut open)));
    }
    while let Some(name) = open.pop() {
        if used.contains_key(&name) {
            continue;
        }
        if let Some(named) = api.schemas.remove(&name) {
            visit_schema(&named.schema, &mut |schema| note_refs(schema, &mut open));
            used.insert(name, named);
        }
    }
    api.schemas = used;
}

fn note_refs(schema: &Schema, open: &mut Vec<String>) {
    if let SchemaKind::Ref { name } = &schema.kind {
        open.push(name.clone());
    }
}

/// Calls `visit` with every schema of an operation, nested ones included.
fn visit_schemas(operation: &Operation, visit: &mut impl FnMut(&Schema)) {
    let bodies = operation.request_body.iter().map(|b| &b.schema);
    let answers = operation.responses.iter().filter_map(|r| r.schema.as_ref());
    for schema in operation.parameters.iter().map(|p| &p.field.schema).chain(bodies).chain(answers) {
        visit_schema(schema, visit);
    }
}

/// Calls `visit` with a schema and all nested in it.
fn visit_schema(schema: &Schema, visit: &mut impl FnMut(&Schema)) {
    visit(schema);
    match &schema.kind {
        SchemaKind::Array { items } | SchemaKind::Map { values: items } => visit_schema(items, visit),
        SchemaKind::Object(object) => {
            let fields = object.fields.iter().map(|field| &field.schema);
            fields.chain(object.additional.as_deref()).for_each(|schema| visit_schema(schema, visit));
        }
        SchemaKind::Union { variants } => variants.iter().for_each(|v| visit_schema(v, visit)),
        SchemaKind::Tagged(of) => {
            for object in of.variants.iter().map(|variant| &variant.object) {
                let fields = object.fields.iter().map(|field| &field.schema);
                fields.chain(object.additional.as_deref()).for_each(|schema| visit_schema(schema, visit));
            }
        }
        _ => {}
    }
}

/// Calls `visit` with a schema and all nested in it, to change them.
fn visit_schema_mut(schema: &mut Schema, visit: &mut impl FnMut(&mut Schema)) {
    visit(schema);
    match &mut schema.kind {
        SchemaKind::Array { items } | SchemaKind::Map { values: items } => visit_schema_mut(items, visit),
        SchemaKind::Object(object) => {
            let fields = object.fields.iter_mut().map(|field| &mut field.schema);
            fields.chain(object.additional.as_deref_mut()).for_each(|schema| visit_schema_mut(schema, visit));
        }
        SchemaKind::Union { variants } => variants.iter_mut().for_each(|v| visit_schema_mut(v, visit)),
        SchemaKind::Tagged(of) => {
            for object in of.variants.iter_mut().map(|variant| &mut variant.object) {
                let fields = object.fields.iter_mut().map(|field| &mut field.schema);
                fields
                    .chain(object.additional.as_deref_mut())
                    .for_each(|schema| visit_schema_mut(schema, visit));
            }
        }
        _ => {}
    }
}

/// Schemas with a name of their own.
type Schemas = BTreeMap<String, NamedSchema>;
