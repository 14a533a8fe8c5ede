//! Credentials and base URL from environment variables.

use crate::auth::{ApiKeyLocation, Auth};
use crate::client::builder::ClientBuilder;
use crate::error::{Error, Kind};
use std::ffi::OsString;

/// A credential of the API, with the variables that hold what it needs: their names behind the prefix.
#[derive(Clone, Copy, Debug)]
pub enum EnvCredential {
    /// A bearer token.
    Bearer {
        /// The token's.
        token: &'static str,
    },
    /// User and password.
    Basic {
        /// The user's.
        user: &'static str,
        /// The password's.
        password: &'static str,
    },
    /// A key.
    ApiKey {
        /// The key's.
        key: &'static str,
        /// Where it goes.
        location: ApiKeyLocation,
        /// The header's, parameter's or cookie's name.
        name: &'static str,
        /// What is sent before it.
        prefix: &'static str,
    },
}

/// Sets up a client by the variables `PREFIX_BASE_URL`, which may be missing, and those of the first credentials that are all
/// there. An empty variable counts as missing. Errors name variables and show no value.
pub fn from_env<C>(
    builder: ClientBuilder<C>,
    prefix: &str,
    alternatives: &[&[EnvCredential]],
) -> Result<ClientBuilder<C>, Error> {
    let found = read(prefix, alternatives, &|name| std::env::var_os(name))?;
    let builder = match found.base_url {
        Some(url) => builder.base_url(url),
        None if builder.has_base_url() => builder,
        None => return Err(mistake(format!("the variable `{prefix}_BASE_URL` is not set"))),
    };
    Ok(builder.auth(found.auth))
}

struct Found {
    auth: Auth,
    base_url: Option<String>,
}

fn read(
    prefix: &str,
    alternatives: &[&[EnvCredential]],
    lookup: &dyn Fn(&str) -> Option<OsString>,
) -> Result<Found, Error> {
    let get = |name: &str| {
        let name = format!("{prefix}_{name}");
        match lookup(&name).map(OsString::into_string) {
            None => Ok(None),
            Some(Ok(text)) if text.trim().is_empty() => Ok(None),
            Some(Ok(text)) => Ok(Some(text.trim().to_owned())),
            Some(Err(_)) => Err(mistake(format!("the variable `{name}` is not UTF-8"))),
        }
    };
    let base_url = get("BASE_URL")?;
    for parts in alternatives {
        let parts: Vec<Option<Auth>> =
            parts.iter().map(|part| credential(part, &get)).collect::<Result<_, Error>>()?;
        if let Some(parts) = parts.into_iter().collect::<Option<Vec<Auth>>>() {
            let mut parts = parts.into_iter();
            let auth = match (parts.next(), parts.len()) {
                (Some(only), 0) => only,
                (Some(first), _) => Auth::all(std::iter::once(first).chain(parts)),
                (None, _) => Auth::none(),
            };
            return Ok(Found { auth, base_url });
        }
    }
    if alternatives.is_empty() {
        return Ok(Found { auth: Auth::none(), base_url });
    }
    let named = |parts: &&[EnvCredential]| {
        let names = parts.iter().flat_map(EnvCredential::variables);
        names.map(|name| format!("`{prefix}_{name}`")).collect::<Vec<_>>().join(" and ")
    };
    let ways: Vec<String> = alternatives.iter().map(named).collect();
    Err(mistake(format!("no credentials: set {}", ways.join(", or "))))
}

fn credential(
    of: &EnvCredential,
    get: &dyn Fn(&str) -> Result<Option<String>, Error>,
) -> Result<Option<Auth>, Error> {
    Ok(match *of {
        EnvCredential::Bearer { token } => get(token)?.map(Auth::bearer),
        EnvCredential::Basic { user, password } => {
            get(user)?.zip(get(password)?).map(|(user, password)| Auth::basic(user, password))
        }
        EnvCredential::ApiKey { key, location, name, prefix } => {
            get(key)?.map(|key| Auth::prefixed_key(location, name, prefix, key))
        }
    })
}

impl EnvCredential {
    fn variables(&self) -> Vec<&'static str> {
        match *self {
            EnvCredential::Bearer { token } => vec![token],
            EnvCredential::Basic { user, password } => vec![user, password],
            EnvCredential::ApiKey { key, .. } => vec![key],
        }
    }
}

fn mistake(text: String) -> Error {
    Error::new(Kind::Configuration, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: EnvCredential = EnvCredential::Bearer { token: "TOKEN" };
    const BASIC: EnvCredential = EnvCredential::Basic { user: "USER", password: "PASSWORD" };

    fn found(alternatives: &[&[EnvCredential]], set: &[(&str, &str)]) -> Result<Found, Error> {
        read("DESK", alternatives, &|name| {
            set.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
        })
    }

    #[test]
    fn the_first_that_is_all_there() {
        let of =
            |set: &[(&str, &str)]| found(&[&[TOKEN], &[BASIC]], set).map(|found| format!("{:?}", found.auth));
        let (token, basic) = (format!("{:?}", Auth::bearer("x")), format!("{:?}", Auth::basic("ada", "x")));
        assert_eq!(of(&[("DESK_TOKEN", " t0ken\n")]).unwrap(), token);
        assert_eq!(
            of(&[("DESK_TOKEN", ""), ("DESK_USER", "ada"), ("DESK_PASSWORD", "pass")]).unwrap(),
            basic
        );
        let error = of(&[("DESK_USER", "ada-s3cret")]).unwrap_err();
        let text = format!("{error} {error:?}");
        assert!(text.contains("set `DESK_TOKEN`, or `DESK_USER` and `DESK_PASSWORD`"), "{text}");
        assert!(error.is_builder() && !text.contains("s3cret"), "{text}");
        let together =
            found(&[&[TOKEN, BASIC]], &[("DESK_TOKEN", "t"), ("DESK_USER", "a"), ("DESK_PASSWORD", "p")]);
        assert!(together.is_ok());
        assert!(found(&[&[TOKEN, BASIC]], &[("DESK_TOKEN", "t")]).is_err());
        assert_eq!(
            found(&[], &[("DESK_BASE_URL", "http://a")]).unwrap().base_url.as_deref(),
            Some("http://a")
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_text_is_named() {
        use std::os::unix::ffi::OsStringExt as _;
        let error = read("DESK", &[&[TOKEN]], &|name| {
            (name == "DESK_TOKEN").then(|| OsString::from_vec(b"s3cret\xff".to_vec()))
        });
        let text = error.err().unwrap().to_string();
        assert!(text.contains("`DESK_TOKEN` is not UTF-8") && !text.contains("s3cret"), "{text}");
    }
}
