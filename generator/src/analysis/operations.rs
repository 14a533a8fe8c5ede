//! Pass: the drafts become the operations of the model.

use super::authentication::{Guide, api_authentication, authentication, inherit_authentication, roles};
use super::draft::{Draft, behind_endpoint};
use super::media_type::says_accept;
use super::same_endpoint::{PageOperation, unite_pages};
use super::{Context, Schemas};
use crate::config::{GroupConfig, did_you_mean};
use crate::diagnostic::{Diagnostic, Suggestion, rule};
use crate::dialect::claims::ClaimKind;
use crate::dialect::says_endpoint_deprecated;
use crate::model::{Api, Group, Operation};
use std::collections::BTreeMap;

/// Turns the drafts that are not skipped into operations; each draft stands where its operation does.
pub(super) fn close_operations<'a>(
    context: &Context<'_>,
    drafts: Vec<Draft<'a>>,
    guides: &[Guide<'_>],
    base_url: Option<String>,
    schemas: &mut Schemas,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Api, Vec<Draft<'a>>) {
    let mut pages: Vec<PageOperation<'a>> = Vec::new();
    for mut draft in drafts.into_iter().filter(|draft| !draft.settings.skip) {
        let operation = to_operation(context, &mut draft, base_url.as_deref());
        pages.extend(operation.map(|operation| PageOperation { operation, draft }));
    }
    let mut pages = unite_pages(pages, schemas, diagnostics);
    pages.iter_mut().for_each(|page| diagnostics.append(&mut page.draft.diagnostics));
    inherit_authentication(guides, &mut pages, diagnostics);
    tell_apart(&mut pages, diagnostics);
    pages.sort_by(|a, b| {
        let (a, b) = (&a.operation, &b.operation);
        (&a.group, &a.id).cmp(&(&b.group, &b.id))
    });
    let closed = pages.into_iter().map(|page| (page.operation, page.draft));
    let (operations, drafts): (Vec<Operation>, Vec<Draft<'a>>) = closed.unzip();
    let config = &context.config.api;
    let name =
        config.name.as_ref().map_or_else(|| default_name(context, base_url.as_deref()), |n| n.value.clone());
    let api = Api {
        title: config.title.clone().or_else(|| title(context)).unwrap_or_else(|| name.clone()),
        name,
        description: config.description.clone().or(context.about.description.clone()).unwrap_or_default(),
        authentication: api_authentication(context, &operations),
        base_url,
        retry_statuses: context.config.retry_statuses.clone(),
        groups: collect_groups(context, &operations, diagnostics),
        operations,
        webhooks: Vec::new(),
        webhook_event: None,
        webhook_signature: None,
        schemas: BTreeMap::new(),
        renamed_records: BTreeMap::new(),
        overrides: Vec::new(),
    };
    (api, drafts)
}

/// What the site of the pages calls the API, where they are of one; or else what a description does.
fn title(context: &Context<'_>) -> Option<String> {
    let of_site = match context.sites {
        [only] => only.title.clone(),
        _ => None,
    };
    of_site.or_else(|| context.about.title.clone())
}

/// The folder's name, or that of the host: `acme` of `https://api.acme.dev`.
fn default_name(context: &Context<'_>, base_url: Option<&str>) -> String {
    let host = base_url
        .and_then(|url| url.split("://").nth(1))
        .map(|rest| rest.split(['/', ':']).next().unwrap_or_default());
    let mut labels: Vec<&str> = host.unwrap_or_default().split('.').collect();
    // `acme.com.br`, `acme.co.uk`
    if let [.., _, second, country] = labels.as_slice()
        && country.len() == 2
        && ["com", "co", "net", "org", "gov", "edu", "ac"].contains(second)
    {
        labels.pop();
    }
    match labels.len().checked_sub(2).map(|at| labels[at]) {
        Some(label) if context.name_from_host && !label.is_empty() && !label.contains(['{', '<', '[']) => {
            label.to_owned()
        }
        _ => context.default_name.to_owned(),
    }
}

fn to_operation(context: &Context<'_>, draft: &mut Draft<'_>, base_url: Option<&str>) -> Option<Operation> {
    let place = draft.place();
    let settings = &draft.settings;
    let id = settings.rename.as_ref().map_or(&draft.id, |rename| &rename.value).clone();
    let group = settings.group.as_ref().unwrap_or(&draft.group).clone();
    let title = match (&draft.title, &draft.variant) {
        (Some(title), Some(variant)) => format!("{title}: {variant}"),
        (Some(title), None) => title.clone(),
        (None, Some(variant)) => variant.clone(),
        (None, None) => {
            let (first, rest) = id.split_at(id.chars().next().map_or(0, char::len_utf8));
            format!("{}{rest}", first.to_uppercase())
        }
    };
    let description = description(draft);
    let authentication = draft.run(|draft, diagnostics| authentication(context, draft, diagnostics));
    let roles = roles(draft);
    let deprecated = deprecated(draft);
    let link = link_of(context, draft);
    let endpoint = draft.endpoint.as_ref()?;
    let base_url = match &draft.settings.base_url {
        Some(own) => Some(own).filter(|own| base_url != Some(own.as_str())).cloned(),
        None => endpoint.host.clone().filter(|host| base_url.is_some_and(|base| base != host)),
    };
    let accept = draft.accept.take();
    let operation = Operation {
        id,
        title,
        description,
        group,
        method: endpoint.method,
        path: endpoint.path.clone(),
        fixed_query: endpoint.stated_query.fixed.clone(),
        base_url,
        parameters: std::mem::take(&mut draft.parameters),
        request_body: draft.request_body.take(),
        accept: None,
        responses: std::mem::take(&mut draft.responses),
        pagination: None,
        success: None,
        end_of_events: draft.end_of_events.take(),
        authentication,
        roles,
        deprecated,
        link,
        place,
        other_pages: Vec::new(),
        identity: draft.identity.clone(),
    };
    let accept = accept.filter(|accept| !says_accept(&operation, accept));
    Some(Operation { accept, ..operation })
}

/// What the page says of an operation that should no longer be used.
fn deprecated(draft: &Draft<'_>) -> Option<String> {
    let mut notices = draft.find(|kind| match kind {
        ClaimKind::Deprecated(text) => Some(text.clone()),
        _ => None,
    });
    let mut texts = draft.find(|kind| match kind {
        ClaimKind::Description(text) if says_endpoint_deprecated(&text.plain) => Some(String::new()),
        _ => None,
    });
    notices.next().or_else(|| texts.next()).map(|(text, _)| text)
}

/// The page's address on the web, where the documentation's is known.
pub(super) fn link_of(context: &Context<'_>, draft: &Draft<'_>) -> Option<String> {
    let url = context.config.api.docs_url.as_ref()?;
    Some(format!("{}/{}", url.value.trim_end_matches('/'), draft.page_stem()))
}

/// The prose above the first section, or else the page's one-sentence summary.
pub(super) fn description(draft: &Draft<'_>) -> String {
    let prose = draft.find(|kind| match kind {
        ClaimKind::Description(text) => Some(text.markdown.as_str()),
        _ => None,
    });
    let prose: Vec<&str> = prose.map(|(text, _)| text).collect();
    if !prose.is_empty() {
        return prose.join("\n\n");
    }
    let summary = draft.find(|kind| match kind {
        ClaimKind::Summary(text) => Some(match behind_endpoint(&text.markdown) {
            Some(words)
                if !words.is_empty()
                    && [" — ", " – ", " - "].iter().any(|dash| text.markdown.contains(dash)) =>
            {
                words.to_owned()
            }
            _ => text.markdown.clone(),
        }),
        _ => None,
    });
    summary.map(|(text, _)| text).next().unwrap_or_default()
}

fn collect_groups(
    context: &Context<'_>,
    operations: &[Operation],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Group> {
    let mut names: Vec<&str> = operations.iter().map(|o| o.group.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let unused = context.config.groups.iter().filter(|setting| !names.contains(&setting.name.value.as_str()));
    diagnostics.extend(unused.map(|setting| report_unused_group(setting, &names)));
    let description = |name: &str| {
        let setting = context.config.groups.iter().find(|g| g.name.value == name);
        let of_tag = || context.about.tags.get(&plain(name)).cloned();
        setting.and_then(|g| g.description.clone()).or_else(of_tag).unwrap_or_default()
    };
    names.into_iter().map(|name| Group { name: name.to_owned(), description: description(name) }).collect()
}

/// A name of a group as the names of tags are compared with it.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn report_unused_group(setting: &GroupConfig, names: &[&str]) -> Diagnostic {
    let message = format!("no group is called `{}`", setting.name.value);
    let diagnostic = Diagnostic::at(&rule::UNUSED_SETTING, setting.name.span, message);
    match did_you_mean(&setting.name.value, names.iter().copied()) {
        Some(near) => diagnostic.help(near),
        None => diagnostic.help("`docbind selectors SPEC` lists the operations by group"),
    }
}

/// Two operations that settings gave one name: an error where one was renamed, a number otherwise.
fn tell_apart(pages: &mut [PageOperation<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let mut taken: BTreeMap<(String, String), usize> = BTreeMap::new();
    for index in 0..pages.len() {
        let operation = &pages[index].operation;
        let name = (operation.group.clone(), operation.id.clone());
        let Some(&first) = taken.get(&name) else {
            taken.insert(name, index);
            continue;
        };
        let numbered = (2..).map(|number| (name.0.clone(), format!("{} {number}", name.1)));
        let free = numbered.into_iter().find(|name| !taken.contains_key(name)).unwrap_or_default();
        diagnostics.push(report_same_name(&pages[index], &pages[first], &free.1));
        pages[index].operation.id.clone_from(&free.1);
        taken.insert(free, index);
    }
}

fn report_same_name(page: &PageOperation<'_>, first: &PageOperation<'_>, numbered: &str) -> Diagnostic {
    let PageOperation { operation, draft, .. } = page;
    let first = &first.draft;
    let key = operation.id.replace(' ', "-");
    let names = format!("`{}/{}` and `{}/{}`", first.group, first.key(), draft.group, draft.key());
    if let Some(rename) = draft.settings.rename.as_ref().or(first.settings.rename.as_ref()) {
        let message = format!("two operations of the group `{}` would be called `{key}`", operation.group);
        return Diagnostic::at(&rule::INVALID_SETTING, rename.span, message)
            .note(format!("they are {names}"))
            .help("give one of them another name");
    }
    let message = format!("a second operation of the group `{}` is called `{key}`", operation.group);
    let rename =
        Suggestion::operation("rename", &numbered.replace(' ', "-")).map(|of| of.of(draft.selector()));
    Diagnostic::at(&rule::NAME_COLLISION, draft.span(), message)
        .related(first.span(), "the first is here")
        .note(format!("they are {names}; this one was named `{numbered}`"))
        .help_in_settings("give it a name with `rename` under `[[operations]]` in docbind.toml")
        .suggest(rename)
}
