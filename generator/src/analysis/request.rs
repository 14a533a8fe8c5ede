//! Pass: parameters and request body.

use super::Context;
use super::authentication::{
    AskedFor, credential, fields_on_authentication, says_whose_key, settle_credentials,
};
use super::body::resolve_body;
use super::draft::Draft;
use super::endpoint::{examples_of_block, request_examples};
use super::enums::Enums;
use super::field_tree::{FieldNode, build_tree, report_nameless};
use super::media_type::resolve_accept;
use super::pairs::{Pair, nest, nested_in};
use super::path_parameters::{settle_path_parameters, undeclared_field};
use super::repeats::report_repeated;
use super::shown_parameters::add_shown_parameters;
use super::shown_path::{calls, shown_path};
use super::shown_places::settle_places;
use super::style::{settle_style, shown_pairs};
use super::weigh::{Shown, Weigher, is_wildcard};
use crate::diagnostic::{Diagnostic, rule};
use crate::dialect::claims::{Claim, ClaimKind, FieldClaim, ParameterLocation, TypeExpr};
use crate::dialect::{SectionKind, classify_heading, names_credential};
use crate::document::{Json, JsonValue};
use crate::model::{
    AuthScheme, Evidence, Field, Location, Parameter, ParameterStyle, Schema, SchemaKind, StringFormat,
};
use crate::source::Span;

/// Settles what an operation takes.
pub(super) fn resolve_request(
    context: &Context<'_>,
    draft: &mut Draft<'_>,
    enums: &Enums,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let examples = request_examples(draft);
    let of_block = examples_of_block(draft);
    let key = context.site_of(draft.file).and_then(|site| site.auth.as_ref()?.value.name.as_deref());
    draft.shown_places = settle_places(draft, &of_block, diagnostics);
    report_moved(draft, diagnostics);
    draft.accept = resolve_accept(draft, &examples);
    let mut pending = std::mem::take(&mut draft.pending);
    let mut weigher = Weigher { textual: true, ..Weigher::new(enums, diagnostics, &mut pending) };
    let pairs = shown_pairs(draft, &of_block);
    let on_authentication = fields_on_authentication(draft);
    let mut asked_for: Vec<AskedFor<'_>> = Vec::new();
    for (location, model) in [
        (ParameterLocation::Path, Location::Path),
        (ParameterLocation::Query, Location::Query),
        (ParameterLocation::Header, Location::Header),
        (ParameterLocation::Cookie, Location::Cookie),
    ] {
        let claims = declared(draft, location);
        let mut nodes = flat_nodes(&claims, weigher.diagnostics);
        let mut pairs = pairs.clone();
        if model == Location::Query {
            join_parts(&mut nodes, &mut pairs);
        }
        let shown = nest(&pairs, draft.span(), |name| nodes.iter().any(|node| node.name == name));
        weigher.text_by_nature = model != Location::Query;
        for node in &nodes {
            if let Some(invalid) = invalid_name(model, node) {
                weigher.diagnostics.push(invalid);
                continue;
            }
            let in_query = shown.get(node.name).filter(|json| model == Location::Query && holds_parts(json));
            let shown = Shown { examples: in_query.into_iter().collect(), ..Shown::default() };
            let mut field = weigher.weigh_field(node, &shown);
            if model == Location::Query {
                one_or_many(&mut field.schema);
            }
            let on_it =
                node.claim.is_some_and(|claim| on_authentication.contains(&std::ptr::from_ref(claim)));
            let of_site =
                model == Location::Header && key.is_some_and(|key| key.eq_ignore_ascii_case(&field.name));
            let of_key = model == Location::Header && says_whose_key(&field, node, &claims);
            let managed = model == Location::Header && is_managed_header(&field.name);
            if !draft.is_webhook()
                && !managed
                && let Some(credential) = credential(model, &field, node, on_it || of_site || of_key)
            {
                asked_for.push(credential);
                continue;
            }
            if managed {
                weigher.diagnostics.push(report_managed(&field.name, node.span, draft));
                continue;
            }
            if model == Location::Header && is_wildcard(&field.name) {
                weigher.diagnostics.push(
                    Diagnostic::at(
                        &rule::WILDCARD_NAME,
                        node.span,
                        format!("`{}` stands for many headers", field.name),
                    )
                    .note("give each to the call: `.header(name, value)`"),
                );
            }
            let style = settle_style(model, &mut field, node, &pairs, &mut weigher);
            if model == Location::Query {
                name_as_sent(draft, &mut field);
            }
            draft.parameters.push(Parameter { location: model, field, style, allow_reserved: false });
        }
    }
    weigher.text_by_nature = false;
    draft.credentials = settle_credentials(&asked_for);
    add_stated_query(draft, weigher.diagnostics);
    settle_path_parameters(draft, &examples, weigher.diagnostics);
    add_shown_parameters(draft, &examples, weigher.diagnostics);
    draft.request_body = resolve_body(draft, &of_block, &mut weigher);
    draft.pending = pending;
}

/// One value or a list of such values: in a query, a list of one is written like the value.
fn one_or_many(schema: &mut Schema) {
    let SchemaKind::Union { variants } = &mut schema.kind else { return };
    let list = variants.iter().position(|variant| matches!(variant.kind, SchemaKind::Array { .. }));
    let Some(at) = list.filter(|_| variants.len() == 2) else { return };
    let SchemaKind::Array { items } = &variants[at].kind else { return };
    if items.kind == variants[1 - at].kind {
        schema.kind = variants.swap_remove(at).kind;
    }
}

/// The declared fields that go to a location, in order.
pub(super) fn declared<'a>(draft: &Draft<'a>, location: ParameterLocation) -> Vec<&'a FieldClaim> {
    let parameters = draft.claims.iter().filter_map(|claim| match &claim.kind {
        ClaimKind::Parameter { location, field } => Some((*location, field)),
        _ => None,
    });
    parameters
        .filter(|(stated, field)| sent_as(draft, *stated, field) == location)
        .map(|(_, field)| field)
        .collect()
}

/// Where a field goes: where the page says, but a path parameter that the path has no hole for goes
/// where the examples send it.
fn sent_as(draft: &Draft<'_>, stated: ParameterLocation, field: &FieldClaim) -> ParameterLocation {
    let name = field.name.value.as_str();
    if stated == ParameterLocation::Body && is_header_on_authentication(draft, field) {
        return ParameterLocation::Header;
    }
    let Some(endpoint) = draft.endpoint.as_ref().filter(|_| stated == ParameterLocation::Path) else {
        return draft.shown_places.place_of(field, stated);
    };
    if endpoint.path.parameters().any(|hole| hole == name) {
        return stated;
    }
    if endpoint.stated_query.hole(name).is_some() {
        return ParameterLocation::Query;
    }
    let examples = request_examples(draft);
    let in_query = |url: &str| {
        url.split_once('?')
            .is_some_and(|(_, query)| query.split('&').any(|pair| pair.split('=').next() == Some(name)))
    };
    match () {
        () if examples.iter().any(|e| e.json.as_ref().is_some_and(|json| json.get(name).is_some())) => {
            ParameterLocation::Body
        }
        () if examples.iter().any(|e| in_query(&e.url.value)) => ParameterLocation::Query,
        () if examples.iter().any(|e| e.headers.iter().any(|(n, _)| n.eq_ignore_ascii_case(name))) => {
            ParameterLocation::Header
        }
        // "### Headers", and below it `path="Authorization"`.
        () => match heading_above(draft, field).and_then(classify_heading) {
            Some(SectionKind::Parameters(location)) => location,
            _ => stated,
        },
    }
}

/// A field that is declared by the name of its placeholder (`?account={account_id}`) is sent by the query's name.
fn name_as_sent(draft: &Draft<'_>, field: &mut Field) {
    let hole = draft.endpoint.as_ref().and_then(|endpoint| endpoint.stated_query.hole(&field.name));
    if let Some(hole) = hole.filter(|hole| hole.name != field.name) {
        field.name.clone_from(&hole.name);
    }
}

/// Adds the parameters that stand in the query of the endpoint and that the page does not declare.
fn add_stated_query(draft: &mut Draft<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(endpoint) = &draft.endpoint else { return };
    for hole in &endpoint.stated_query.parameters {
        let is_it = |p: &Parameter| p.location == Location::Query && p.field.name == hole.name;
        let is_key = |scheme: &AuthScheme| matches!(scheme, AuthScheme::ApiKey { location: Location::Query, name, .. } if *name == hole.name);
        if draft.parameters.iter().any(is_it)
            || draft.credentials.iter().flat_map(|of| &of.schemes).any(is_key)
        {
            continue;
        }
        let message = format!("the page does not declare the query parameter `{}`", hole.name);
        diagnostics.push(
            Diagnostic::at(&rule::UNDECLARED_PATH_PARAMETER, endpoint.span, message)
                .note("it was taken from the endpoint")
                .help(format!("declare it: `<ParamField query=\"{}\" type=\"…\">`", hole.name)),
        );
        let text = SchemaKind::String { format: StringFormat::Plain };
        let required = !hole.optional && !leaves_out(draft, &hole.name);
        let field = Field { required, ..undeclared_field(&hole.name, text, Evidence::Path) };
        let (location, style) = (Location::Query, ParameterStyle::default());
        draft.parameters.push(Parameter { location, field, style, allow_reserved: false });
    }
}

/// Whether a request of the operation that somebody wrote has no such name in its query.
fn leaves_out(draft: &Draft<'_>, name: &str) -> bool {
    let Some(endpoint) = &draft.endpoint else { return false };
    let is_sent = |url: &str| {
        let query = url.split_once('?').map_or("", |(_, query)| query);
        query.split('&').any(|pair| pair.split('=').next() == Some(name))
    };
    request_examples(draft).iter().any(|request| {
        !request.generated
            && !request.is_bare()
            && request.method.value == endpoint.method
            && !is_sent(&request.url.value)
            && calls(draft, &endpoint.path, &shown_path(&request.url.value))
    })
}

/// Whether a field of the body stands under a heading about authentication and is called like a header.
fn is_header_on_authentication(draft: &Draft<'_>, field: &FieldClaim) -> bool {
    let name = field.name.value.as_str();
    draft.on_authentication.iter().any(|own| std::ptr::eq(*own, field))
        && (name.contains('-') || names_credential(Location::Header, name))
        && !request_examples(draft)
            .iter()
            .any(|e| e.json.as_ref().is_some_and(|json| json.get(name).is_some()))
}

/// The last heading above a field.
fn heading_above<'a>(draft: &Draft<'a>, field: &FieldClaim) -> Option<&'a str> {
    let is_own = |claim: &&&Claim| matches!(&claim.kind, ClaimKind::Parameter { field: own, .. } if std::ptr::eq(own, field));
    let at = draft.claims.iter().position(|claim| is_own(&claim))?;
    draft.claims[..at].iter().rev().find_map(|claim| match &claim.kind {
        ClaimKind::Section { title, .. } => Some(title.as_str()),
        _ => None,
    })
}

/// Path parameters that the examples send elsewhere.
fn report_moved(draft: &Draft<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(endpoint) = &draft.endpoint else { return };
    for claim in &draft.claims {
        let ClaimKind::Parameter { location: stated, field } = &claim.kind else { continue };
        let place = match sent_as(draft, *stated, field) {
            place if place == *stated => continue,
            // `settle_places` says it.
            _ if *stated != ParameterLocation::Path && field.place_assumed => continue,
            // The endpoint itself has it there.
            _ if endpoint.stated_query.hole(&field.name.value).is_some() => continue,
            ParameterLocation::Header if *stated == ParameterLocation::Body => {
                let message =
                    format!("`{}` is declared as a field of the body and is a credential", field.name.value);
                diagnostics.push(
                    Diagnostic::at(&rule::MISPLACED_CREDENTIAL, field.name.span, message)
                        .note("it is sent as a header: the heading above says that it authenticates")
                        .help(format!("declare it with `header=\"{}\"`", field.name.value)),
                );
                continue;
            }
            ParameterLocation::Body => "body",
            ParameterLocation::Query => "query",
            _ => "headers",
        };
        let message = format!("the path has no parameter `{}`", field.name.value);
        diagnostics.push(
            Diagnostic::at(&rule::UNUSED_PATH_PARAMETER, field.name.span, message)
                .related(endpoint.span, format!("the path is `{}`", endpoint.path))
                .note(format!("it was put into the {place}: an example or the heading above says so")),
        );
    }
}

/// Parameters outside the body are not nested: a dot is part of the name.
fn flat_nodes<'a>(claims: &[&'a FieldClaim], diagnostics: &mut Vec<Diagnostic>) -> Vec<FieldNode<'a>> {
    let mut nodes: Vec<FieldNode<'a>> = Vec::new();
    for claim in claims {
        if claim.name.value.is_empty() {
            report_nameless(claim, diagnostics);
            continue;
        }
        if let Some(first) = nodes.iter().find(|n| n.name == claim.name.value) {
            diagnostics.extend(first.claim.map(|first| report_repeated(first, claim, false)));
            continue;
        }
        let below = build_tree(&claim.children.iter().collect::<Vec<_>>(), diagnostics);
        let mut node = FieldNode::new(&claim.name.value, Some(claim), claim.name.span);
        (node.children, node.alternatives) = (below.nodes, below.alternatives);
        nodes.push(node);
    }
    nodes
}

/// Whether pairs show an object, or a list of them.
fn holds_parts(json: &Json) -> bool {
    match &json.value {
        JsonValue::Object(_) => true,
        JsonValue::Array(items) => items.iter().any(|item| matches!(item.value, JsonValue::Object(_))),
        _ => false,
    }
}

/// Puts parts that the page lists by their whole names (`filter[status]`, `filter.status`) into the object that it
/// lists too. Without the object each is a parameter of its own.
fn join_parts<'a>(nodes: &mut Vec<FieldNode<'a>>, pairs: &mut Vec<Pair>) {
    let is_object = |node: &FieldNode<'_>| {
        let ty = node.claim.and_then(|claim| claim.ty.as_ref()).map(|ty| &ty.value);
        matches!(ty, None | Some(TypeExpr::Object | TypeExpr::Any | TypeExpr::Map(_)))
    };
    let objects: Vec<&str> = nodes.iter().filter(|node| is_object(node)).map(|node| node.name).collect();
    let (parts, mut rest): (Vec<FieldNode<'a>>, Vec<FieldNode<'a>>) = std::mem::take(nodes)
        .into_iter()
        .partition(|node| nested_in(node.name).is_some_and(|(base, _)| objects.contains(&base)));
    for mut part in parts {
        let Some((base, name)) = nested_in(part.name) else { continue };
        pairs.push((part.name.to_owned(), String::new()));
        part.name = name;
        if let Some(object) = rest.iter_mut().find(|node| node.name == base) {
            object.children.retain(|child| child.name != name);
            object.children.push(part);
        }
    }
    *nodes = rest;
}

/// What is wrong with the name of a header or cookie: it is no token (RFC 9110, section 5.6.2).
fn invalid_name(location: Location, node: &FieldNode<'_>) -> Option<Diagnostic> {
    let what = match location {
        Location::Header => "a header",
        Location::Cookie => "a cookie",
        _ => return None,
    };
    let is_token =
        |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b));
    if is_token(node.name) || is_wildcard(node.name) {
        return None;
    }
    let message = format!("`{}` is not the name of {what}", node.name);
    Some(
        Diagnostic::at(&rule::INVALID_HEADER_NAME, node.span, message)
            .fact("a name has letters, digits and hyphens only (RFC 9110, section 5.6.2)")
            .note("it did not become a parameter: no call could send it")
            .help("write the name as it is sent"),
    )
}

fn report_managed(name: &str, at: Span, draft: &Draft<'_>) -> Diagnostic {
    let accept = draft.accept.as_ref().filter(|_| name.eq_ignore_ascii_case("accept"));
    let note = match accept {
        Some(accept) => format!("it did not become a parameter: each call sends `{accept}`"),
        None => "it did not become a parameter".to_owned(),
    };
    Diagnostic::at(&rule::MANAGED_HEADER, at, format!("the client sets `{name}` itself")).note(note)
}

/// Headers that the client itself is in charge of.
pub(super) fn is_managed_header(name: &str) -> bool {
    ["content-type", "accept", "user-agent", "content-length", "host"]
        .iter()
        .any(|h| name.eq_ignore_ascii_case(h))
}
