//! The credentials that the pages name: a function for each that the runtime does not make by itself.

use super::names::{Ident, Place, Scope};
use super::words::words;
use crate::model::{Api, AuthScheme, Location, SecurityRequirement};

/// A way to authenticate: one scheme, or several that are sent together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credential {
    /// The function that makes it; `None` for a token or a password alone, which the runtime makes.
    pub ident: Option<Ident>,
    /// What is sent, at least one.
    pub parts: Vec<CredentialPart>,
}

/// One scheme, with the names of what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialPart {
    /// A bearer token.
    Bearer {
        /// The token.
        token: Ident,
    },
    /// User and password.
    Basic {
        /// The user.
        user: Ident,
        /// The password.
        password: Ident,
    },
    /// A key under a name that the API sets.
    ApiKey {
        /// The key.
        key: Ident,
        /// Where it goes.
        location: Location,
        /// The header's, parameter's or cookie's name.
        name: String,
        /// What is sent before it.
        prefix: String,
    },
}

/// What the API's operations ask for, in order; what goes without credentials needs no function.
pub(super) fn lower_credentials(api: &Api) -> Vec<Credential> {
    let mut scope = Scope::new(Place::Method);
    let asked_for = api.authentication.iter().flatten().filter(|of| !of.schemes.is_empty());
    asked_for.map(|requirement| lower_credential(&mut scope, requirement)).collect()
}

fn lower_credential(scope: &mut Scope, requirement: &SecurityRequirement) -> Credential {
    let word = |word: &str| vec![word.to_owned()];
    let mut names = Scope::new(Place::Field);
    let alone = requirement.schemes.len() == 1;
    let parts = requirement.schemes.iter().map(|scheme| match scheme {
        AuthScheme::Bearer => CredentialPart::Bearer { token: names.take_one(word("token")).ident },
        AuthScheme::Basic => CredentialPart::Basic {
            user: names.take_one(word("user")).ident,
            password: names.take_one(word("password")).ident,
        },
        AuthScheme::ApiKey { location, name, prefix } => {
            let key = match alone {
                true => names.take_one(word("key")),
                false => names.take(&[own_words(name), words(name)]),
            };
            let (location, name, prefix) = (*location, name.clone(), prefix.clone());
            CredentialPart::ApiKey { key: key.ident, location, name, prefix }
        }
    });
    let parts: Vec<CredentialPart> = parts.collect();
    let ident = match parts.as_slice() {
        [CredentialPart::Bearer { .. } | CredentialPart::Basic { .. }] => None,
        [CredentialPart::ApiKey { name, .. }] => {
            let short = [word("api"), word("key")].concat();
            Some(scope.take(&[short.clone(), [short, words(name)].concat()]).ident)
        }
        _ => Some(scope.take(&[word("credentials"), joint_words(&requirement.schemes)]).ident),
    };
    Credential { ident, parts }
}

/// The words of a header's name without the `x` before them.
fn own_words(name: &str) -> Vec<String> {
    match words(name).as_slice() {
        [first, rest @ ..] if first == "x" && !rest.is_empty() => rest.to_vec(),
        all => all.to_vec(),
    }
}

/// `app_key_and_app_secret`
fn joint_words<'a>(schemes: impl IntoIterator<Item = &'a AuthScheme>) -> Vec<String> {
    let named = schemes.into_iter().map(|scheme| match scheme {
        AuthScheme::Bearer => vec!["bearer".to_owned()],
        AuthScheme::Basic => vec!["basic".to_owned()],
        AuthScheme::ApiKey { name, .. } => own_words(name),
    });
    named.collect::<Vec<_>>().join(&"and".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_together_is_one_function() {
        let key = |name: &str| AuthScheme::key(Location::Header, name);
        let api = Api {
            authentication: Some(vec![
                SecurityRequirement::default(),
                AuthScheme::Bearer.into(),
                key("X-Seal").into(),
                key("X-Passkey").into(),
                [key("X-App-Key"), key("X-App-Secret")].into_iter().collect(),
                [key("X-App-Key"), AuthScheme::Basic].into_iter().collect(),
            ]),
            ..Api::default()
        };
        let credentials = lower_credentials(&api);
        let idents = credentials.iter().map(|of| of.ident.as_ref().map(Ident::as_str));
        let expected = [
            None,
            Some("api_key"),
            Some("api_key_x_passkey"),
            Some("credentials"),
            Some("basic_and_app_key"),
        ];
        assert_eq!(idents.collect::<Vec<_>>(), expected);
        let keys = credentials[3].parts.iter().map(|part| match part {
            CredentialPart::ApiKey { key, .. } => key.as_str(),
            _ => "",
        });
        assert_eq!(keys.collect::<Vec<_>>(), ["app_key", "app_secret"]);
    }
}
