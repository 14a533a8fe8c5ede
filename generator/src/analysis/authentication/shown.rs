//! What the requests of a page show: headers, query and cookies that hold nothing but a credential.

use crate::analysis::draft::Draft;
use crate::analysis::endpoint::request_examples;
use crate::dialect::claims::RequestExampleClaim;
use crate::dialect::{are_companions, names_credential, names_owner, scheme_of_header};
use crate::model::{AuthScheme, Location, SecurityRequirement};

/// What each request of the operation shows, the same once; what the page declares as a parameter is none.
pub(super) fn shown_requirements(draft: &Draft<'_>) -> Vec<SecurityRequirement> {
    let is_parameter = |location: Location, name: &str| {
        draft.parameters.iter().any(|p| p.location == location && p.field.name.eq_ignore_ascii_case(name))
    };
    let examples = request_examples(draft);
    widest(examples.iter().map(|example| shown_schemes(example, &is_parameter)))
}

/// What requests show, without those that are part of another and without those that show nothing.
pub(super) fn widest(shown: impl Iterator<Item = SecurityRequirement>) -> Vec<SecurityRequirement> {
    let mut found: Vec<SecurityRequirement> = Vec::new();
    for requirement in shown.filter(|requirement| !requirement.schemes.is_empty()) {
        if found.iter().any(|known| known.schemes.is_superset(&requirement.schemes)) {
            continue;
        }
        found.retain(|known| !known.schemes.is_subset(&requirement.schemes));
        found.push(requirement);
    }
    found
}

/// The credentials of one request.
pub(in crate::analysis) fn shown_schemes(
    example: &RequestExampleClaim,
    is_parameter: &dyn Fn(Location, &str) -> bool,
) -> SecurityRequirement {
    let own = |name: &str| !is_parameter(Location::Header, name);
    let headers = || example.headers.iter().filter(|(name, _)| own(name));
    let is_key = |name: &str| names_credential(Location::Header, name);
    let keys: Vec<&str> = headers().map(|(name, _)| name.as_str()).filter(|name| is_key(name)).collect();
    let names_its_owner = |name: &str| names_owner(name) && keys.iter().any(|key| are_companions(key, name));
    let of_headers = headers()
        .filter(|(name, _)| is_key(name) || names_its_owner(name))
        .map(|(name, value)| scheme_of_header(name, value));
    let of_cookies = headers()
        .filter(|(name, _)| name.eq_ignore_ascii_case("cookie"))
        .flat_map(|(_, value)| value.split(';'))
        .filter_map(|pair| pair.split_once('=').map(|(name, _)| name.trim()))
        .filter(|name| names_credential(Location::Cookie, name) && !is_parameter(Location::Cookie, name))
        .map(|name| AuthScheme::key(Location::Cookie, name));
    let query = example.url.value.split_once('?').map_or("", |(_, query)| query);
    let of_query = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter(|(name, value)| is_query_key(name, value) && !is_parameter(Location::Query, name))
        .map(|(name, _)| AuthScheme::key(Location::Query, name));
    of_headers.chain(of_cookies).chain(of_query).collect()
}

/// A parameter of the query that holds a key: by its name, or by what stands in the place of its value.
fn is_query_key(name: &str, value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let stands_for_key = ["api_key", "api-key", "apikey", "access_token", "your_key", "your_token"];
    names_credential(Location::Query, name)
        || (names_credential(Location::Header, name)
            && stands_for_key.iter().any(|word| lower.contains(word)))
}
