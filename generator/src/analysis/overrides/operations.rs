//! `[[operations]]`: settings of whole operations.

use super::{Misfits, Record};
use crate::analysis::Context;
use crate::analysis::draft::Draft;
use crate::config::{Address, OperationKey, OperationOverride, PaginationOverride, Selector, did_you_mean};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::path_template::read_template;
use crate::model::{MediaType, Method, SecurityRequirement, Success};
use crate::source::Spanned;

/// What the settings say of one operation, all entries taken together.
#[derive(Clone, Debug, Default)]
pub(in crate::analysis) struct OperationSettings {
    /// The id it gets, in words.
    pub rename: Option<Spanned<String>>,
    pub group: Option<String>,
    pub skip: bool,
    pub method: Option<Method>,
    pub path: Option<Spanned<String>>,
    pub base_url: Option<String>,
    pub media_type: Option<Spanned<MediaType>>,
    pub auth: Option<Vec<SecurityRequirement>>,
    pub pagination: Option<Spanned<PaginationOverride>>,
    pub success: Option<Spanned<Option<Success>>>,
    pub events_end_with: Option<Spanned<String>>,
    pub error_statuses: Vec<u16>,
}

/// Gives each draft what the settings say of it.
pub(in crate::analysis) fn override_operations(
    context: &Context<'_>,
    drafts: &mut [Draft<'_>],
    record: &mut Record,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let default = context.config.api.error_statuses.clone().unwrap_or_default();
    for draft in drafts.iter_mut() {
        draft.settings.error_statuses.clone_from(&default);
    }
    let keys: Vec<OperationKey> = drafts.iter().map(Draft::operation_key).collect();
    for entry in &context.config.operations {
        let selects = |at: &usize| entry.select.value.names_operation(&keys[*at]);
        let selected: Vec<usize> = (0..drafts.len()).filter(selects).collect();
        match selected.as_slice() {
            [] => diagnostics.push(report_unused(entry, drafts)),
            [_, _, ..] if entry.rename.is_some() => {
                diagnostics.push(report_several(entry, drafts, &selected))
            }
            _ => selected.iter().for_each(|at| {
                note(entry, &drafts[*at], record);
                apply(entry, &mut drafts[*at].settings);
            }),
        }
    }
    drafts.iter_mut().for_each(override_endpoint);
}

/// Notes what an entry says of an operation, and what its page says.
fn note(entry: &OperationOverride, draft: &Draft<'_>, record: &mut Record) {
    let endpoint = draft.endpoint.as_ref();
    for said in &entry.said {
        let from = match said.key {
            "rename" => Some(draft.key()),
            "group" => Some(draft.group.clone()),
            "method" => endpoint.map(|endpoint| endpoint.method.as_str().to_owned()),
            "path" => endpoint.map(|endpoint| endpoint.path.to_string()),
            "base-url" => endpoint.and_then(|endpoint| endpoint.host.clone()),
            _ => None,
        };
        let what = format!("{}/{}", draft.group, draft.key());
        record.note(said, what, &draft.file.relative, from);
    }
}

fn apply(entry: &OperationOverride, settings: &mut OperationSettings) {
    fn take<T: Clone>(setting: &mut Option<T>, said: &Option<T>) {
        if said.is_some() {
            setting.clone_from(said);
        }
    }
    let rename =
        entry.rename.as_ref().map(|name| Spanned::new(name.value.replace(['-', '_'], " "), name.span));
    take(&mut settings.rename, &rename);
    take(&mut settings.group, &entry.group);
    take(&mut settings.method, &entry.method);
    take(&mut settings.path, &entry.path);
    take(&mut settings.base_url, &entry.base_url.as_ref().map(|url| url.value.clone()));
    take(&mut settings.media_type, &entry.media_type);
    take(&mut settings.auth, &entry.auth);
    take(&mut settings.pagination, &entry.pagination);
    take(&mut settings.success, &entry.success);
    take(&mut settings.events_end_with, &entry.events_end_with);
    if let Some(statuses) = &entry.error_statuses {
        settings.error_statuses.clone_from(statuses);
    }
    settings.skip |= entry.skip;
}

/// Puts verb and path of the settings in the place of the page's.
fn override_endpoint(draft: &mut Draft<'_>) {
    let Some(endpoint) = &mut draft.endpoint else { return };
    let settings = &draft.settings;
    if let Some(method) = settings.method {
        endpoint.method = method;
    }
    if let Some(path) = &settings.path {
        let template = read_template(&path.value, &[]);
        (endpoint.path, endpoint.marks) = (template.path, template.marks);
    }
    if settings.rename.is_some() {
        draft.diagnostics.retain(|of| ![&rule::NAME_COLLISION, &rule::NO_TITLE].contains(&of.rule));
    }
}

/// Reports the settings of bodies on operations that send none.
pub(in crate::analysis) fn check_operations(drafts: &[Draft<'_>], misfits: &mut Misfits) {
    for draft in drafts.iter().filter(|draft| !draft.settings.skip) {
        if let Some(end) = &draft.settings.events_end_with {
            let is_stream = |media: &MediaType| media.is_event_stream();
            let streams = draft.responses.iter().any(|of| of.media_type.as_ref().is_some_and(is_stream));
            let result = if streams { Ok(()) } else { Err("its response is no stream of events".to_owned()) };
            misfits.note("events-end-with", end.span, || format!("{}/{}", draft.group, draft.key()), result);
        }
        if let Some(media_type) = &draft.settings.media_type {
            let sends = draft.request_body.is_some();
            let result = if sends { Ok(()) } else { Err("nothing is sent".to_owned()) };
            misfits.note(
                "media-type",
                media_type.span,
                || format!("{}/{}", draft.group, draft.key()),
                result,
            );
        }
    }
}

fn report_unused(entry: &OperationOverride, drafts: &[Draft<'_>]) -> Diagnostic {
    let select = &entry.select;
    let (message, help) = no_operation(&select.value, &select.value.to_string(), drafts);
    let diagnostic = Diagnostic::at(&rule::UNUSED_SETTING, select.span, message);
    help.into_iter().fold(diagnostic, Diagnostic::help).help("`docbind selectors SPEC` lists what there is")
}

/// What is said of a selector that names no operation, and what was probably meant. `written` is its part that is to
/// name one.
pub(super) fn no_operation(
    select: &Selector,
    written: &str,
    drafts: &[Draft<'_>],
) -> (String, Option<String>) {
    let full = |draft: &Draft<'_>| format!("{}/{}", draft.group, draft.key());
    let (message, names): (String, Vec<String>) = match (&select.address, &select.group) {
        (Some(Address::Endpoint(..)), _) => {
            let lines = drafts.iter().map(|draft| draft.identity.line.clone());
            (format!("no page describes `{written}`"), lines.collect())
        }
        (Some(Address::Page(_)), _) => {
            let pages = drafts.iter().map(|draft| draft.file.relative.clone());
            (format!("no operation is read from a page `{written}`"), pages.collect())
        }
        (None, Some(_)) => (format!("no operation is called `{written}`"), drafts.iter().map(full).collect()),
        (None, None) => {
            (format!("no operation is called `{written}`"), drafts.iter().map(Draft::key).collect())
        }
    };
    let later = drafts.iter().find(|draft| draft.identity.later && draft.key() == written);
    let near = match later.filter(|_| select.address.is_none() && select.group.is_none()) {
        Some(later) => {
            let full = full(later);
            Some(format!("`{full}` came when another operation had the name: it is selected with its group"))
        }
        None => did_you_mean(written, names.iter().map(String::as_str)),
    };
    (message, near)
}

fn report_several(entry: &OperationOverride, drafts: &[Draft<'_>], selected: &[usize]) -> Diagnostic {
    let span = entry.rename.as_ref().map_or(entry.span, |rename| rename.span);
    let message = format!("one name for {} operations", selected.len());
    let names = selected.iter().take(3).map(|at| format!("`{}/{}`", drafts[*at].group, drafts[*at].key()));
    let names = names.collect::<Vec<_>>().join(", ");
    let more = if selected.len() > 3 { ", …" } else { "" };
    Diagnostic::at(&rule::INVALID_SETTING, span, message)
        .related(entry.select.span, format!("selects {names}{more}"))
        .help("select one operation, with its group where several have one of that name")
}
