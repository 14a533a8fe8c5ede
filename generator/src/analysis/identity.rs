//! Pass: groups, ids, links and authentication; then the drafts become the model.

use super::authentication::{
    api_schemes, authentication, inherit_authentication, says_nothing_of_authentication,
};
use super::draft::Draft;
use super::same_endpoint::{PageOperation, unite_pages};
use super::{Context, Schemas};
use crate::config::PaginationOverride;
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::ClaimKind;
use crate::model::{Api, Group, Operation, PathPart};
use crate::source::Span;
use heck::ToSnakeCase;
use std::collections::{BTreeMap, BTreeSet};

/// What later passes need to know of the operations, in their order.
pub(super) struct Settled {
    /// Where each operation was read.
    pub places: Vec<Span>,
    /// The settings of pagination, with the index of their operation.
    pub pagination: Vec<(usize, PaginationOverride)>,
}

fn settle_rest(context: &Context<'_>, operations: &[(Operation, Span)]) -> Settled {
    let mut pagination = Vec::new();
    for setting in &context.config.operations {
        let Some(of) = &setting.pagination else { continue };
        let matching = operations
            .iter()
            .enumerate()
            .filter(|(_, (operation, _))| selects(&setting.select.value, operation));
        pagination.extend(matching.map(|(index, _)| (index, of.clone())));
    }
    Settled { places: operations.iter().map(|(_, span)| *span).collect(), pagination }
}

/// Whether a selector names an operation: its id in kebab case, globs allowed.
fn selects(selector: &str, operation: &Operation) -> bool {
    let key = operation.id.replace(' ', "-");
    globset::Glob::new(selector).is_ok_and(|glob| glob.compile_matcher().is_match(&key))
}

/// Turns the drafts into operations with all that tells them apart.
pub(super) fn identify(
    context: &Context<'_>,
    drafts: Vec<Draft<'_>>,
    base_url: Option<String>,
    schemas: &mut Schemas,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Api, Settled) {
    let config = &context.config.api;
    let mut used = vec![false; context.config.operations.len()];
    let groups = page_groups(&drafts);
    let mut pages = Vec::new();
    for (draft, group) in drafts.into_iter().zip(groups) {
        let span = draft.endpoint.as_ref().map_or(draft.file.span(), |e| e.span);
        let silent = says_nothing_of_authentication(context, &draft);
        let operation = to_operation(context, draft, group, base_url.as_deref());
        pages.extend(operation.map(|operation| PageOperation { operation, span, silent }));
    }
    let pages = unite_pages(pages, schemas, diagnostics);
    let silent: Vec<bool> = pages.iter().map(|page| page.silent).collect();
    let settle = |page: PageOperation| (override_operation(context, page.operation, &mut used), page.span);
    let mut operations: Vec<(Operation, Span)> = pages.into_iter().map(settle).collect();
    inherit_authentication(&silent, &mut operations, diagnostics);
    report_unused_overrides(context, &used, diagnostics);
    tell_apart(&mut operations, diagnostics);
    operations.sort_by(|(a, _), (b, _)| (&a.group, &a.id).cmp(&(&b.group, &b.id)));
    let settled = settle_rest(context, &operations);
    let operations: Vec<Operation> = operations.into_iter().map(|(operation, _)| operation).collect();
    let name =
        config.name.as_ref().map_or_else(|| default_name(context, base_url.as_deref()), |n| n.value.clone());
    let title = config.title.clone().unwrap_or_else(|| name.clone());
    let api = Api {
        title,
        name,
        description: config.description.clone().unwrap_or_default(),
        authentication: api_schemes(context, &operations),
        base_url,
        retry_statuses: context.config.retry_statuses.clone(),
        groups: collect_groups(context, &operations),
        operations,
        schemas: BTreeMap::new(),
    };
    (api, settled)
}

/// The folder's name, or that of the host: `acme` of `https://api.acme.dev`.
fn default_name(context: &Context<'_>, base_url: Option<&str>) -> String {
    let host = base_url
        .and_then(|url| url.split("://").nth(1))
        .map(|rest| rest.split(['/', ':']).next().unwrap_or_default());
    let labels: Vec<&str> = host.unwrap_or_default().split('.').collect();
    match labels.len().checked_sub(2).map(|at| labels[at]) {
        Some(label) if context.name_from_host && !label.is_empty() && !label.contains(['{', '<', '[']) => {
            label.to_owned()
        }
        _ => context.default_name.to_owned(),
    }
}

fn to_operation(
    context: &Context<'_>,
    draft: Draft<'_>,
    group: String,
    base_url: Option<&str>,
) -> Option<Operation> {
    let place = draft.place();
    let id = operation_id(&draft);
    let title = match (&draft.title, &draft.variant) {
        (Some(title), Some(variant)) => format!("{title}: {variant}"),
        (Some(title), None) => title.clone(),
        (None, _) => {
            let (first, rest) = id.split_at(id.chars().next().map_or(0, char::len_utf8));
            format!("{}{rest}", first.to_uppercase())
        }
    };
    let description = description(&draft);
    let (authentication, roles) = authentication(context, &draft);
    let link = context
        .config
        .api
        .docs_url
        .as_ref()
        .map(|url| format!("{}/{}", url.value.trim_end_matches('/'), draft.page_stem()));
    let endpoint = draft.endpoint?;
    let base_url = endpoint.host.filter(|host| base_url.is_some_and(|base| !base.starts_with(host.as_str())));
    Some(Operation {
        id,
        title,
        description,
        group,
        method: endpoint.method,
        path: endpoint.path,
        base_url,
        parameters: draft.parameters,
        request_body: draft.request_body,
        responses: draft.responses,
        pagination: None,
        authentication,
        roles,
        link,
        place,
        other_pages: Vec::new(),
    })
}

/// The prose above the first section, or else the page's one-sentence summary.
fn description(draft: &Draft<'_>) -> String {
    let prose = draft.find(|kind| match kind {
        ClaimKind::Description(text) => Some(text.markdown.as_str()),
        _ => None,
    });
    let prose: Vec<&str> = prose.map(|(text, _)| text).collect();
    if !prose.is_empty() {
        return prose.join("\n\n");
    }
    let summary = draft.find(|kind| match kind {
        ClaimKind::Summary(text) => Some(text.markdown.clone()),
        _ => None,
    });
    summary.map(|(text, _)| text).next().unwrap_or_default()
}

/// The operation's id in words: its title, or verb and path where there is none.
fn operation_id(draft: &Draft<'_>) -> String {
    let words = |text: &str| text.to_snake_case().replace('_', " ");
    let title = draft.title.as_deref().map(words).filter(|id| !id.trim().is_empty());
    let base = title.unwrap_or_else(|| id_of_path(draft));
    match &draft.variant {
        Some(variant) => format!("{base} {}", words(&variant_words(variant))),
        None => base,
    }
}

/// What tells a variant apart, without filler: `Guest / Token Variant (byToken)` → `Guest Token`.
fn variant_words(variant: &str) -> String {
    let plain = variant.split('(').next().unwrap_or_default();
    let filler = ["variant", "version", "endpoint", "request", "the"];
    let keep = |word: &&str| {
        !filler.contains(&word.to_ascii_lowercase().as_str()) && word.contains(char::is_alphanumeric)
    };
    plain.split_whitespace().filter(keep).collect::<Vec<_>>().join(" ")
}

/// `PUT /api/community/threads` → `put community threads`.
fn id_of_path(draft: &Draft<'_>) -> String {
    let Some(endpoint) = &draft.endpoint else { return String::new() };
    let mut words = vec![endpoint.method.as_str().to_ascii_lowercase()];
    let mut by_parameter = None;
    for part in &endpoint.path.parts {
        match part {
            PathPart::Literal(text) => {
                words.extend(
                    text.split('/')
                        .filter(|s| !is_version_segment(s))
                        .map(|s| s.to_snake_case().replace('_', " ")),
                );
                by_parameter = None;
            }
            PathPart::Parameter(name) => by_parameter = Some(name.to_snake_case().replace('_', " ")),
        }
    }
    if let Some(name) = by_parameter {
        words.push(format!("by {name}"));
    }
    words.join(" ")
}

/// Segments that say nothing of what an operation is about: `api`, `v1`.
fn is_version_segment(segment: &str) -> bool {
    segment.is_empty()
        || segment == "api"
        || (segment.starts_with('v')
            && segment.len() > 1
            && segment[1..].bytes().all(|b| b.is_ascii_digit() || b == b'.'))
}

/// The group of each draft: its page's folder, or the first telling segment of its path where all
/// pages stand in one folder.
fn page_groups(drafts: &[Draft<'_>]) -> Vec<String> {
    let folder = |draft: &Draft<'_>| {
        let path = &draft.file.relative;
        path.rsplit_once('/').map(|(folder, _)| folder.rsplit('/').next().unwrap_or(folder).to_owned())
    };
    let folders: Vec<Option<String>> = drafts.iter().map(folder).collect();
    let several = folders.iter().any(|f| *f != folders[0]);
    let of_path = |draft: &Draft<'_>| {
        let path = draft.endpoint.as_ref().map(|e| e.path.to_string()).unwrap_or_default();
        path.split('/').find(|s| !is_version_segment(s) && !s.starts_with('{')).unwrap_or("api").to_owned()
    };
    drafts
        .iter()
        .zip(folders)
        .map(|(draft, folder)| folder.filter(|_| several).unwrap_or_else(|| of_path(draft)))
        .collect()
}

fn collect_groups(context: &Context<'_>, operations: &[Operation]) -> Vec<Group> {
    let mut names: Vec<&str> = operations.iter().map(|o| o.group.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let description = |name: &str| {
        let setting = context.config.groups.iter().find(|g| g.name.value == name);
        setting.and_then(|g| g.description.clone()).unwrap_or_default()
    };
    names.into_iter().map(|name| Group { name: name.to_owned(), description: description(name) }).collect()
}

/// Applies `[[operations]]`.
fn override_operation(context: &Context<'_>, mut operation: Operation, used: &mut [bool]) -> Operation {
    for (index, setting) in context.config.operations.iter().enumerate() {
        if !selects(&setting.select.value, &operation) {
            continue;
        }
        used[index] = true;
        if let Some(name) = &setting.rename {
            operation.id = name.replace(['-', '_'], " ");
        }
        if let Some(group) = &setting.group {
            operation.group.clone_from(group);
        }
        if let Some(auth) = &setting.auth {
            operation.authentication.clone_from(auth);
        }
        if let (Some(media), Some(body)) = (&setting.media_type, &mut operation.request_body) {
            body.media_type = media.clone();
        }
    }
    operation
}

fn report_unused_overrides(context: &Context<'_>, used: &[bool], diagnostics: &mut Vec<Diagnostic>) {
    for (setting, _) in context.config.operations.iter().zip(used).filter(|(_, used)| !**used) {
        let message = format!("no operation has the id `{}`", setting.select.value);
        diagnostics.push(
            Diagnostic::at(&rule::UNUSED_SETTING, setting.select.span, message)
                .help("`docbind model SPEC` lists the ids; write them in kebab case"),
        );
    }
}

/// Makes ids unique in their groups: pages of one title are named by their files, or else numbered.
fn tell_apart(operations: &mut [(Operation, Span)], diagnostics: &mut Vec<Diagnostic>) {
    let mut by_id: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (index, (operation, _)) in operations.iter().enumerate() {
        by_id.entry((operation.group.clone(), operation.id.clone())).or_default().push(index);
    }
    let mut taken: BTreeSet<(String, String)> = by_id.keys().cloned().collect();
    for ((group, id), indices) in by_id.into_iter().filter(|(_, indices)| indices.len() > 1) {
        for (nth, &index) in indices.iter().enumerate().skip(1) {
            let (first, place) = (operations[indices[0]].1, operations[indices[0]].0.place.clone());
            let (operation, span) = &mut operations[index];
            let mut by_file = file_words(&operation.place.page);
            by_file = by_file.filter(|name| {
                place.page != operation.place.page && !taken.contains(&(group.clone(), name.clone()))
            });
            let note = match &by_file {
                Some(name) => format!("it was named `{name}`, after its file"),
                None => format!("it was named `{id} {}`", nth + 1),
            };
            operation.id = by_file.unwrap_or_else(|| format!("{id} {}", nth + 1));
            taken.insert((group.clone(), operation.id.clone()));
            diagnostics.push(
                Diagnostic::at(&rule::NAME_COLLISION, *span, format!("a second operation is called `{id}`"))
                    .related(first, "the first is here")
                    .note(note)
                    .help_in_settings("give it a name with `rename` under `[[operations]]` in docbind.toml"),
            );
        }
    }
}

/// The words of a page's file name, where it has any.
fn file_words(page: &str) -> Option<String> {
    let file = page.rsplit('/').next().unwrap_or(page);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let words = stem.to_snake_case().replace('_', " ");
    words.contains(|c: char| c.is_alphabetic()).then_some(words)
}
