//! The functions that make credentials.

use crate::lowering::{Credential, CredentialPart, Docs, Ident, code};
use crate::model::Location;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The function of a credential that the runtime does not make by itself.
pub(super) fn emit_credential(credential: &Credential, allow: &TokenStream) -> Option<TokenStream> {
    let ident = credential.ident.as_ref()?;
    let docs = credential_docs(&credential.parts);
    let arguments = credential.parts.iter().map(emit_arguments);
    let parts: Vec<TokenStream> = credential.parts.iter().map(emit_part).collect();
    let auth = match parts.as_slice() {
        [only] => only.clone(),
        all => quote! { Auth::all([#(#all),*]) },
    };
    Some(quote! {
        #docs
        #allow
        #[inline]
        pub fn #ident(#(#arguments),*) -> Auth {
            #auth
        }
    })
}

/// What an example passes to the function, and the import that it needs.
pub(super) fn emit_example_credential(credential: Option<&Credential>) -> (String, String) {
    let Some(Credential { ident, parts }) = credential else {
        return ("Auth, Client".into(), "Auth::none()".into());
    };
    let arguments = parts.iter().flat_map(|part| match part {
        CredentialPart::Bearer { token } => vec![shown(token)],
        CredentialPart::Basic { user, password } => vec![shown(user), shown(password)],
        CredentialPart::ApiKey { key, .. } => vec![shown(key)],
    });
    let arguments = arguments.collect::<Vec<_>>().join(", ");
    match (ident, parts.first()) {
        (Some(ident), _) => (format!("Client, {ident}"), format!("{ident}({arguments})")),
        (None, Some(CredentialPart::Basic { .. })) => {
            ("Auth, Client".into(), format!("Auth::basic({arguments})"))
        }
        (None, _) => ("Auth, Client".into(), format!("Auth::bearer({arguments})")),
    }
}

fn shown(ident: &Ident) -> String {
    format!("\"{}\"", ident.as_str().replace('_', " "))
}

fn emit_arguments(part: &CredentialPart) -> TokenStream {
    match part {
        CredentialPart::Bearer { token } => quote! { #token: impl Into<Secret> },
        CredentialPart::Basic { user, password } => {
            quote! { #user: impl Into<String>, #password: impl Into<Secret> }
        }
        CredentialPart::ApiKey { key, .. } => quote! { #key: impl Into<Secret> },
    }
}

fn emit_part(part: &CredentialPart) -> TokenStream {
    match part {
        CredentialPart::Bearer { token } => quote! { Auth::bearer(#token) },
        CredentialPart::Basic { user, password } => quote! { Auth::basic(#user, #password) },
        CredentialPart::ApiKey { key, location, name, prefix } => {
            let kind = match location {
                Location::Header => format_ident!("Header"),
                Location::Query => format_ident!("Query"),
                Location::Cookie | Location::Path => format_ident!("Cookie"),
            };
            match prefix.as_str() {
                "" => quote! { Auth::api_key(ApiKeyLocation::#kind, #name, #key) },
                prefix => {
                    quote! { Auth::prefixed_key(ApiKeyLocation::#kind, #name, #prefix, #key) }
                }
            }
        }
    }
}

fn credential_docs(parts: &[CredentialPart]) -> Docs {
    let sent: Vec<String> = parts.iter().map(part_words).collect();
    match (parts, sent.as_slice()) {
        ([CredentialPart::ApiKey { .. }], [only]) => Docs::own(format!("The API key, sent as {only}.")),
        (_, all) => Docs::own(format!("What the API asks for together: {}.", all.join(" and "))),
    }
}

fn part_words(part: &CredentialPart) -> String {
    match part {
        CredentialPart::Bearer { .. } => "a bearer token".into(),
        CredentialPart::Basic { .. } => "user and password".into(),
        CredentialPart::ApiKey { location, name, prefix, .. } => {
            let place = match location {
                Location::Header => "header",
                Location::Query => "query parameter",
                Location::Cookie | Location::Path => "cookie",
            };
            let behind = match prefix.trim_end() {
                "" => String::new(),
                prefix => format!(", behind {}", code(prefix)),
            };
            format!("the {place} {}{behind}", code(name))
        }
    }
}
