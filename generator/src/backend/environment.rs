//! The client of environment variables.

use crate::lowering::{Credential, CredentialPart, Docs, Ident, RustCrate, code};
use crate::model::Location;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// `Client::from_env`.
pub(super) fn emit_from_env(of: &RustCrate) -> TokenStream {
    let prefix = prefix(of);
    let alternatives = of.client.credentials.iter().map(|credential| {
        let parts = credential.parts.iter().map(|part| emit_part(credential, part));
        quote! { &[#(#parts),*] }
    });
    let names: Vec<String> = variables(of).into_iter().map(|(name, _)| code(&name)).collect();
    let docs = Docs::own(format!(
        "A client with the credentials and the base URL of environment variables: {}.",
        names.join(", ")
    ));
    quote! {
        #docs
        pub fn from_env() -> Result<Self, Error> {
            codegen::from_env(Self::builder(), #prefix, &[#(#alternatives),*])?.build()
        }
    }
}

/// What the crate's page and the README say of it.
pub(super) fn environment_lines(of: &RustCrate) -> Vec<String> {
    let mut lines = vec![
        "`Client::from_env()` takes these variables; the first credentials that are all set count."
            .to_owned(),
        String::new(),
        "| variable | what it holds |".to_owned(),
        "|---|---|".to_owned(),
    ];
    lines.extend(variables(of).into_iter().map(|(name, what)| format!("| `{name}` | {what} |")));
    lines
}

/// `ACME_DESK`
fn prefix(of: &RustCrate) -> String {
    of.package.replace('-', "_").to_uppercase()
}

/// Each variable once, and what it holds.
fn variables(of: &RustCrate) -> Vec<(String, String)> {
    let prefix = prefix(of);
    let mut found: Vec<(String, String)> = Vec::new();
    for credential in &of.client.credentials {
        for part in &credential.parts {
            let parts = match part {
                CredentialPart::Bearer { token } => vec![(upper(token), "the bearer token".to_owned())],
                CredentialPart::Basic { user, password } => {
                    vec![(upper(user), "the user".to_owned()), (upper(password), "the password".to_owned())]
                }
                CredentialPart::ApiKey { key, name, .. } => {
                    vec![(key_variable(credential, key), format!("the key that is sent as {}", code(name)))]
                }
            };
            for (name, what) in parts {
                let name = format!("{prefix}_{name}");
                if !found.iter().any(|(known, _)| *known == name) {
                    found.push((name, what));
                }
            }
        }
    }
    let base = match &of.client.base_url {
        Some(url) => format!("the base URL; {} where it is not set", code(url)),
        None => "the base URL".to_owned(),
    };
    found.push((format!("{prefix}_BASE_URL"), base));
    found
}

fn upper(ident: &Ident) -> String {
    ident.as_str().to_uppercase()
}

/// The variable of a key: `API_KEY` where it is sent alone.
fn key_variable(credential: &Credential, key: &Ident) -> String {
    if credential.parts.len() == 1 { "API_KEY".to_owned() } else { upper(key) }
}

fn emit_part(credential: &Credential, part: &CredentialPart) -> TokenStream {
    match part {
        CredentialPart::Bearer { token } => {
            let token = upper(token);
            quote! { codegen::EnvCredential::Bearer { token: #token } }
        }
        CredentialPart::Basic { user, password } => {
            let (user, password) = (upper(user), upper(password));
            quote! { codegen::EnvCredential::Basic { user: #user, password: #password } }
        }
        CredentialPart::ApiKey { key, location, name, prefix } => {
            let key = key_variable(credential, key);
            let location = match location {
                Location::Header => format_ident!("Header"),
                Location::Query => format_ident!("Query"),
                Location::Cookie | Location::Path => format_ident!("Cookie"),
            };
            quote! {
                codegen::EnvCredential::ApiKey {
                    key: #key,
                    location: codegen::ApiKeyLocation::#location,
                    name: #name,
                    prefix: #prefix,
                }
            }
        }
    }
}
