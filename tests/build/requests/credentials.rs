//! The documented credentials, as the application gives them.

use super::{Call, Context};
use docbind::model::{AuthScheme, Location};
use docbind::testing::reproduction::is_stand_in;

impl Context<'_> {
    /// Takes in a header that is a credential; whether it is one.
    pub(super) fn read_credential(&self, call: &mut Call, name: &str, value: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        let is_standard = lower == "authorization";
        let own = self.schemes().find(|scheme| match scheme {
            AuthScheme::Bearer => is_standard && (starts(value, "bearer") || is_stand_in(value)),
            AuthScheme::Basic => is_standard && (starts(value, "basic") || is_stand_in(value)),
            AuthScheme::ApiKey { location, name: key, .. } => {
                *location == Location::Header && key.eq_ignore_ascii_case(name)
            }
        });
        if own.is_none() && (!is_standard || self.has_header(name)) {
            return false;
        }
        let (auth, wanted) = match own {
            Some(AuthScheme::ApiKey { name: key, prefix, .. }) => {
                let rest = value.get(prefix.len()..).filter(|_| starts(value, prefix));
                let whole = format!("{prefix}{}", rest.unwrap_or(value));
                (key_of("Header", key, prefix, rest.unwrap_or(value)), Ok(whole))
            }
            Some(AuthScheme::Bearer) => bearer(value),
            Some(AuthScheme::Basic) => basic(value),
            None if starts(value, "bearer") => bearer(value),
            None if starts(value, "basic") => basic(value),
            None => (key_of("Header", name, "", value), Ok(value.to_owned())),
        };
        call.auth.push(auth);
        match wanted {
            Ok(exact) => call.wanted.headers.push((lower, exact)),
            Err(prefix) => call.wanted.prefixes.push((lower, prefix)),
        }
        true
    }

    /// Takes in a pair of the query, or a cookie, that is a credential; whether it is one.
    pub(super) fn read_key(&self, call: &mut Call, at: Location, name: &str, value: &str) -> bool {
        let own = self.schemes().any(|scheme| match scheme {
            AuthScheme::ApiKey { location, name: key, .. } => *location == at && key == name,
            _ => false,
        });
        if own {
            let place = if at == Location::Query { "Query" } else { "Cookie" };
            call.auth.push(key_of(place, name, "", value));
        }
        own
    }

    fn schemes(&self) -> impl Iterator<Item = &AuthScheme> {
        self.operation.authentication.iter().flatten().flat_map(|all| &all.schemes)
    }

    fn has_header(&self, name: &str) -> bool {
        let mut parameters = self.operation.parameters.iter();
        parameters.any(|of| of.location == Location::Header && of.field.name.eq_ignore_ascii_case(name))
    }
}

fn starts(value: &str, word: &str) -> bool {
    value.get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word))
}

fn key_of(location: &str, name: &str, prefix: &str, key: &str) -> String {
    format!("api::Auth::prefixed_key(api::ApiKeyLocation::{location}, {name:?}, {prefix:?}, {key:?})")
}

/// The expression, and the header: exactly that, or one that begins like that.
fn bearer(value: &str) -> (String, Result<String, String>) {
    let token = if starts(value, "bearer") { value["bearer".len()..].trim() } else { value };
    (format!("api::Auth::bearer({token:?})"), Ok(format!("Bearer {token}")))
}

fn basic(value: &str) -> (String, Result<String, String>) {
    use base64::Engine as _;
    let encoded = if starts(value, "basic") { value["basic".len()..].trim() } else { "" };
    let decoded = base64::engine::general_purpose::STANDARD.decode(encoded).ok();
    let decoded = decoded.and_then(|bytes| String::from_utf8(bytes).ok());
    match decoded.as_deref().and_then(|text| text.split_once(':')) {
        Some((user, password)) => {
            (format!("api::Auth::basic({user:?}, {password:?})"), Ok(format!("Basic {encoded}")))
        }
        None => ("api::Auth::basic(\"user\", \"password\")".into(), Err("Basic ".into())),
    }
}
