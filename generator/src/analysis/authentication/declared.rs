//! Credentials that a page declares among its parameters.

use super::settled;
use crate::analysis::draft::Draft;
use crate::analysis::field_tree::FieldNode;
use crate::dialect::claims::{ClaimKind, FieldClaim, FieldForm, TabClaim, TypeExpr};
use crate::dialect::{
    SectionKind, are_companions, classify_heading, names_credential, names_owner, scheme_in_text,
    scheme_of_header,
};
use crate::model::{AuthScheme, Field, Location, SecurityRequirement};
use foldhash::{HashSet, HashSetExt as _};

/// A credential that a page declares.
pub(in crate::analysis) struct AskedFor<'a> {
    /// What it is.
    pub scheme: AuthScheme,
    /// Whether it must be sent.
    pub required: bool,
    /// The tab that declares it, where that is one of several.
    pub tab: Option<&'a TabClaim>,
}

/// The fields that stand under a heading about authentication.
pub(in crate::analysis) fn fields_on_authentication(draft: &Draft<'_>) -> HashSet<*const FieldClaim> {
    let mut on_it: Option<u8> = None;
    let mut fields = HashSet::new();
    for claim in &draft.claims {
        match &claim.kind {
            ClaimKind::Section { level, title } => match classify_heading(title) {
                Some(SectionKind::Authentication) => on_it = Some(*level),
                None if on_it.is_some_and(|depth| *level > depth) => {}
                _ => on_it = None,
            },
            ClaimKind::Parameter { field, .. } if on_it.is_some() => {
                fields.insert(std::ptr::from_ref(field));
            }
            _ => {}
        }
    }
    fields
}

/// The credential that a declared parameter stands for, where it is one. `on_it` says that its heading does.
pub(in crate::analysis) fn credential<'a>(
    location: Location,
    field: &Field,
    node: &FieldNode<'a>,
    on_it: bool,
) -> Option<AskedFor<'a>> {
    let required = is_sent(field, node);
    let asked = |scheme| AskedFor { scheme, required, tab: node.claim.and_then(|claim| claim.tab.as_ref()) };
    // Some pages name the header after their heading, "Authorizations".
    let name = if field.name.eq_ignore_ascii_case("authorizations") { "Authorization" } else { &field.name };
    let shown = node.claim.and_then(|claim| claim.shown.as_deref());
    if location == Location::Header && name.eq_ignore_ascii_case("authorization") {
        return Some(asked(standard_scheme(name, node, shown)));
    }
    let is_key = match location {
        Location::Header | Location::Cookie => required && names_credential(location, name),
        Location::Query => field.required && names_credential(location, name),
        Location::Path => return None,
    };
    if !is_key && (!on_it || says_how(name)) {
        return None;
    }
    let scheme = match shown.filter(|_| location == Location::Header) {
        Some(value) => scheme_of_header(name, value),
        None => AuthScheme::key(location, name),
    };
    Some(asked(scheme))
}

/// Whether a header says whose key another one that the page declares is: `X-Client-Id` beside `X-Client-Secret`.
pub(in crate::analysis) fn says_whose_key(
    field: &Field,
    node: &FieldNode<'_>,
    headers: &[&FieldClaim],
) -> bool {
    let is_key = |other: &&FieldClaim| {
        let name = other.name.value.as_str();
        names_credential(Location::Header, name) && are_companions(name, &field.name)
    };
    is_sent(field, node) && names_owner(&field.name) && headers.iter().any(is_key)
}

/// Whether the page says that a parameter is sent. A table without a column for it lists what is sent; a tag would
/// say what is required.
fn is_sent(field: &Field, node: &FieldNode<'_>) -> bool {
    let listed = node.claim.is_some_and(|claim| claim.required.is_none() && claim.form == FieldForm::Row);
    field.required || listed
}

/// Whether a header beside the credentials says how something is written or when, such as a version.
fn says_how(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let last = lower.rsplit(['-', '_']).next().unwrap_or_default();
    [
        "version",
        "type",
        "accept",
        "encoding",
        "language",
        "agent",
        "beta",
        "date",
        "timestamp",
        "nonce",
        "format",
    ]
    .contains(&last)
}

/// What stands in the `Authorization` header: as it is shown, as its default, type or text says.
fn standard_scheme(name: &str, node: &FieldNode<'_>, shown: Option<&str>) -> AuthScheme {
    let claim = node.claim;
    let default = claim.and_then(|claim| claim.default.as_ref()).map(|default| default.value.as_str());
    let value = shown.or(default).map(|value| scheme_of_header(name, value));
    let typed = claim.and_then(|claim| claim.ty.as_ref()).and_then(|ty| match &ty.value {
        TypeExpr::Named(word) | TypeExpr::Unknown(word) | TypeExpr::Literal(word) => {
            scheme_in_text(name, word)
        }
        _ => None,
    });
    let text = claim.and_then(|claim| claim.description.as_ref());
    let told = text.and_then(|text| scheme_in_text(name, &text.markdown));
    let settled = value.filter(|scheme| !super::is_bare(scheme)).or(typed).or(told);
    settled.unwrap_or_else(|| AuthScheme::key(Location::Header, name))
}

/// The ways to authenticate that the declared credentials are: those of one tab, or of none, are sent together.
pub(in crate::analysis) fn settle_credentials(asked_for: &[AskedFor<'_>]) -> Vec<SecurityRequirement> {
    let outside = || asked_for.iter().filter(|of| of.tab.is_none());
    let common: SecurityRequirement =
        outside().filter(|of| of.required).map(|of| of.scheme.clone()).collect();
    let with_common = |schemes: &mut dyn Iterator<Item = AuthScheme>| -> SecurityRequirement {
        common.schemes.iter().cloned().chain(schemes).collect()
    };
    let mut alternatives: Vec<SecurityRequirement> = Vec::new();
    let mut tabs: Vec<&TabClaim> = Vec::new();
    for tab in asked_for.iter().filter_map(|of| of.tab) {
        if !tabs.contains(&tab) {
            tabs.push(tab);
            let own = asked_for.iter().filter(|of| of.tab == Some(tab)).map(|of| of.scheme.clone());
            alternatives.push(with_common(&mut { own }));
        }
    }
    if tabs.is_empty() && !common.schemes.is_empty() {
        alternatives.push(common.clone());
    }
    // What need not be sent beside them is one more way.
    alternatives.extend(outside().filter(|of| !of.required).map(|of| of.scheme.clone().into()));
    settled(alternatives)
}
