//! Groups and operations: modules and methods, their names and doc comments.

use super::aliases::{group_aliases, method_aliases};
use super::answers::{lower_answer, lower_errors};
use super::doc_lines::Docs;
use super::doc_words::code_span;
use super::drafts::{Drafts, FieldPart, Shape};
use super::library_type::LibraryType;
use super::names::{Ident, Place, Scope, Taken, feature_name};
use super::requests::{PartDraft, RequestDraft, lower_request};
use super::rust_crate::{Answer, Argument, Group, Method, RequestPart};
use super::rust_type::TypeId;
use super::samples::lower_sample;
use super::words::words;
use crate::diagnostic::{Diagnostic, rule};
use crate::lock::{Lock, LockedGroup, LockedOperation};
use crate::model::{Api, Location, MediaType, Operation, Parameter, PathPart, RequestBody};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A group with its operations, by their indices in the model.
pub(super) struct GroupDraft<'a> {
    /// As the pages spell it.
    pub name: &'a str,
    /// What the pages say of it.
    pub description: &'a str,
    /// The operations, in order, with the names of their methods.
    pub operations: Vec<(usize, Ident)>,
    /// The module.
    pub module: Ident,
}

/// What an operation sends and gets.
pub(super) struct OperationDraft {
    pub request: RequestDraft,
    pub answer: Answer,
    pub error: Option<TypeId>,
}

/// Sorts operations into groups, by the groups' names, and names modules and methods.
pub(super) fn lower_groups<'a>(
    api: &'a Api,
    lock: &Lock,
    drafts: &Drafts<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<GroupDraft<'a>> {
    let names: BTreeSet<&str> = api.operations.iter().map(|operation| operation.group.as_str()).collect();
    let modules = lock.groups.iter().map(|of| of.module.as_str());
    let modules = modules.chain(group_aliases(lock).map(|(module, _)| module));
    let mut modules = Scope::with_taken(Place::Module, modules);
    let mut groups = Vec::new();
    for name in names {
        let earlier = lock.groups.iter().find(|of| of.name == name);
        let taken = match earlier {
            Some(of) => modules.keep(&of.module),
            None => modules.take(&module_candidates(name)),
        };
        if let Some(wanted) = taken.collision {
            let message =
                format!("two groups would be the module `{wanted}`; `{name}` is now `{}`", taken.ident);
            diagnostics.push(Diagnostic::general(&rule::NAME_COLLISION, message));
        }
        let mut known: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (of, method) in earlier.map(LockedGroup::methods).into_iter().flatten() {
            known.entry(of).or_default().push(method);
        }
        let beside = lock.operations.iter().filter(|of| known.contains_key(of.endpoint.as_str()));
        let beside = beside.flat_map(LockedOperation::beside);
        let beside = beside.chain(method_aliases(lock));
        let mut methods = Scope::with_taken(Place::Method, known.values().flatten().copied().chain(beside));
        let mut operations = Vec::new();
        for (index, operation) in api.operations.iter().enumerate().filter(|(_, of)| of.group == name) {
            let plain = words(&operation.id);
            let kept = known.get(drafts.operation_key(operation).as_str());
            let method = match kept.into_iter().flatten().find(|kept| methods.is_of(kept, &plain)) {
                Some(kept) => methods.keep(kept),
                None => methods.take_one(plain),
            };
            if let Some(wanted) = method.collision {
                let message = format!("two operations would be `{wanted}`; one is now `{}`", method.ident);
                let place = format!("{}:{}", operation.place.page, operation.place.line);
                let diagnostic = Diagnostic::general(&rule::NAME_COLLISION, message)
                    .note(format!("`{}` was read from {place}", method.ident));
                diagnostics.push(diagnostic);
            }
            operations.push((index, method.ident));
        }
        let description = api.groups.iter().find(|group| group.name == name);
        let description = description.map_or("", |group| group.description.as_str());
        groups.push(GroupDraft { name, description, operations, module: taken.ident });
    }
    groups
}

/// The words of a group's module: those of its name without a remark in brackets and without `API` at
/// the end, or else more of it.
pub(super) fn module_candidates(name: &str) -> [Vec<String>; 3] {
    let whole = words(name);
    let plain = Some(words(name.split('(').next().unwrap_or_default())).filter(|words| !words.is_empty());
    let plain = plain.unwrap_or_else(|| whole.clone());
    let short = match plain.as_slice() {
        [rest @ .., last] if !rest.is_empty() && matches!(last.as_str(), "api" | "apis") => rest.to_vec(),
        all => all.to_vec(),
    };
    [short, plain, whole]
}

/// What every operation sends and gets, in the order of the model.
pub(super) fn lower_operations(api: &Api, drafts: &mut Drafts) -> Vec<OperationDraft> {
    let mut lowered: Vec<Option<OperationDraft>> = api.operations.iter().map(|_| None).collect();
    // What the lock knows comes first: newcomers go with it.
    for known in [true, false] {
        for (index, operation) in api.operations.iter().enumerate() {
            if lowered[index].is_none() && (!known || drafts.kept.has_operation(&operation.identity.line)) {
                lowered[index] = Some(drafts.in_operation(operation, |drafts| OperationDraft {
                    request: lower_request(drafts, index, operation),
                    answer: lower_answer(drafts, index, operation),
                    error: lower_errors(drafts, index, operation),
                }));
            }
        }
    }
    let mut lowered: Vec<OperationDraft> = lowered.into_iter().flatten().collect();
    super::requests::share_parts(lowered.iter_mut().map(|of| &mut of.request));
    lowered
}

/// The module of a group, without its types.
pub(super) fn lower_group(
    api: &Api,
    drafts: &Drafts,
    field_names: &[Vec<Taken>],
    operations: &[OperationDraft],
    group: &GroupDraft,
    handle: Ident,
) -> Group {
    let methods = group.operations.iter().map(|(index, ident)| {
        let draft = &operations[*index];
        let parts = lower_parts(drafts, field_names, &draft.request);
        lower_method(api, &api.operations[*index], draft, parts, ident.clone())
    });
    let docs = match Docs::page(group.description) {
        docs if docs.is_empty() => {
            Docs::own(format!("The operations of the group {}.", code_span(group.name)))
        }
        docs => docs,
    };
    Group {
        wire_name: group.name.to_owned(),
        feature: feature_name(&group.module),
        module: group.module.clone(),
        handle,
        aliases: Vec::new(),
        docs,
        methods: methods.collect(),
        types: Vec::new(),
        reexports: Vec::new(),
    }
}

fn lower_method(
    api: &Api,
    operation: &Operation,
    draft: &OperationDraft,
    parts: Vec<RequestPart>,
    ident: Ident,
) -> Method {
    let mut scope = Scope::with_taken(Place::Field, ["request"]);
    let arguments = draft.request.arguments.iter().map(|argument| {
        let plain = words(&argument.called);
        let located = [plain.as_slice(), &["path".into()]].concat();
        let ident = scope.take(&[plain, located]).ident;
        Argument {
            ident,
            wire_name: argument.wire_name.clone(),
            rust_type: argument.rust_type.clone(),
            style: argument.style,
        }
    });
    let arguments: Vec<Argument> = arguments.collect();
    Method {
        docs: method_docs(operation, draft, &arguments),
        title: Docs::default().and_lead("", title(operation)).lines.join(" "),
        link: operation.link.as_deref().and_then(safe_link).map(str::to_owned),
        deprecated: operation.deprecated.as_ref().map(|text| words_of(text)),
        operation: ident.as_str().to_owned(),
        ident,
        verb: operation.method,
        path: path_template(operation),
        base_url: operation.base_url.clone(),
        content_type: operation.request_body.as_ref().and_then(content_type),
        accept: operation.accepts().map(str::to_owned),
        authenticated: operation.is_authenticated(),
        arguments,
        request: draft.request.request,
        with_request: None,
        parts,
        omits_body: operation.request_body.as_ref().is_some_and(|body| body.omitted),
        answer: draft.answer.clone(),
        error: draft.error,
        success: operation.success.clone(),
        end_of_events: operation.end_of_events.clone(),
        paging: None,
        sample: lower_sample(api, operation),
        shown: operation.request_body.as_ref().and_then(|body| Some(body.examples.first()?.value.clone())),
        encoded: Vec::new(),
        aliases: Vec::new(),
    }
}

/// The name of a body's media type, where the encoding by itself sends another.
fn content_type(body: &RequestBody) -> Option<String> {
    let usual = match &body.media_type {
        MediaType::Json(_) => MediaType::JSON,
        MediaType::JsonLines(_) => MediaType::JSON_LINES,
        MediaType::Form(_) => MediaType::FORM,
        // The boundary is the client's, and bytes have their name beside them.
        MediaType::Multipart | MediaType::Binary(_) | MediaType::EventStream(_) => return None,
        MediaType::Text(_) => return Some(body.media_type.as_str().to_owned()),
    };
    (body.media_type != usual).then(|| body.media_type.as_str().to_owned())
}

/// The path as the runtime expands it: `{name}` for each parameter, `{+name}` where slashes are kept, `{/name}` for a
/// last segment that may be left out, `{.name}` for such a suffix, and the query that each call sends.
fn path_template(operation: &Operation) -> String {
    let any = |name: &str, is: fn(&Parameter) -> bool| {
        let mut parameters = operation.parameters.iter();
        parameters.any(|p| p.location == Location::Path && p.field.name == name && is(p))
    };
    let is_reserved = |name: &str| any(name, |parameter| parameter.allow_reserved);
    let is_optional = |name: &str| any(name, |parameter| !parameter.field.required);
    let mut template = String::new();
    for part in &operation.path.parts {
        match part {
            PathPart::Literal(text) => template.push_str(text),
            PathPart::Parameter(name) if is_optional(name) => {
                let separator = template.pop().unwrap_or('/');
                let _ = write!(template, "{{{separator}{name}}}");
            }
            PathPart::Parameter(name) if is_reserved(name) => template.extend(["{+", name, "}"]),
            PathPart::Parameter(name) => template.extend(["{", name, "}"]),
        }
    }
    for (at, fixed) in operation.fixed_query.iter().enumerate() {
        template.push(if at == 0 { '?' } else { '&' });
        template.push_str(&fixed.to_string());
    }
    template
}

/// A text on one line.
fn words_of(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What of the request goes where, now that its fields have names.
fn lower_parts(drafts: &Drafts, field_names: &[Vec<Taken>], draft: &RequestDraft) -> Vec<RequestPart> {
    let Some(id) = draft.request else { return Vec::new() };
    let fields = match &drafts.get(id).shape {
        Shape::Struct { fields, .. } => fields.as_slice(),
        _ => &[],
    };
    let idents = &field_names[id.0 as usize];
    let find_index = |part: FieldPart, wire_name: Option<&str>| {
        let is_it = |at: &usize| {
            fields[*at].part == part && wire_name.is_none_or(|name| fields[*at].wire_name == name)
        };
        (0..fields.len()).find(is_it)
    };
    let find = |part: FieldPart, wire_name: Option<&str>| {
        find_index(part, wire_name).map(|at| idents[at].ident.clone())
    };
    let lower = |part: &PartDraft| match part {
        PartDraft::Value { location, wire_name } => {
            let at = find_index(FieldPart::Parameter(*location), Some(wire_name))?;
            Some(RequestPart::Value {
                location: *location,
                wire_name: wire_name.clone(),
                field: idents[at].ident.clone(),
                to_minute: fields[at].rust_type.library_type() == Some(LibraryType::Minute),
            })
        }
        PartDraft::List { location, wire_name, style } => {
            let field = find(FieldPart::Parameter(*location), Some(wire_name))?;
            Some(RequestPart::List {
                location: *location,
                wire_name: wire_name.clone(),
                field,
                style: *style,
            })
        }
        PartDraft::Parts { wire_name, style } => {
            let field = find(FieldPart::Parameter(Location::Query), Some(wire_name))?;
            Some(RequestPart::Parts { wire_name: wire_name.clone(), field, style: *style })
        }
        PartDraft::Form { wire_name, content } => {
            let field = find(FieldPart::Form, Some(wire_name))?;
            Some(RequestPart::Form { wire_name: wire_name.clone(), field, content: *content })
        }
        PartDraft::Body { encoding, others, whole_request, optional } => {
            let field = if *whole_request { None } else { Some(find(FieldPart::WholeBody, None)?) };
            let (encoding, others) = (encoding.clone(), others.clone());
            Some(RequestPart::Body { encoding, others, field, optional: *optional })
        }
    };
    draft.parts.iter().filter_map(lower).collect()
}

/// Title, text, path parameters, roles, verb and path, link.
fn method_docs(operation: &Operation, draft: &OperationDraft, arguments: &[Argument]) -> Docs {
    let mut docs = Docs::default().and_lead("", title(operation)).and_page(&operation.description);
    let texts = arguments.iter().zip(&draft.request.arguments);
    let said = texts.filter(|(_, draft)| !draft.text.description.trim().is_empty());
    let items = said
        .map(|(argument, draft)| (format!("`{}`:", argument.ident.as_str()), draft.text.description.clone()));
    docs = docs.and_items(items);
    let roles: Vec<String> = operation.roles.iter().map(|role| code_span(role)).collect();
    match roles.as_slice() {
        [] => {}
        [role] => docs = docs.and(format!("Needs the role {role}.")),
        roles => docs = docs.and(format!("Needs one of the roles {}.", roles.join(", "))),
    }
    if let Some(success) = &operation.success {
        let text = "A response whose field {} is not {} is an error, whatever its status.";
        let values = success.equals.iter().map(|value| code_span(&value.to_string()));
        let values = values.collect::<Vec<_>>().join(" or ");
        docs = docs.and(text.replacen("{}", &code_span(&success.path()), 1).replacen("{}", &values, 1));
    }
    if let Answer::Events(_) = &draft.answer {
        docs = docs
            .and("The response is a stream of events: `while let Some(event) = events.next().await { … }`.");
    }
    let endpoint = code_span(&format!("{} {}", operation.method.as_str(), path_template(operation)));
    let links = operation.links().filter_map(safe_link).enumerate().map(|(at, link)| {
        let words = if at == 0 { "documentation" } else { "another page" };
        format!("[{words}](<{link}>)")
    });
    let links: Vec<String> = links.collect();
    docs.and(if links.is_empty() { endpoint } else { format!("{endpoint} ({})", links.join(", ")) })
}

fn title(operation: &Operation) -> &str {
    match operation.title.trim() {
        "" => &operation.id,
        title => title,
    }
}

/// A link that can stand in a doc comment.
pub(super) fn safe_link(link: &str) -> Option<&str> {
    let web = link.starts_with("https://") || link.starts_with("http://");
    let breaks = |c: char| c.is_whitespace() || c.is_control() || "<>\\`".contains(c);
    (web && !link.contains(breaks)).then_some(link)
}
