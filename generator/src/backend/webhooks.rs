//! What the API sends on its own: the module of payloads, the enum of events, and the check of signatures.

use super::Form;
use crate::lowering::{RustCrate, WebhookEvents};
use crate::model::{EventLocation, Signature, SignatureAlgorithm, SignatureEncoding, SignatureKey};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// The module of what the API sends on its own.
pub(super) fn emit_webhooks(of: &RustCrate, form: Form) -> TokenStream {
    let events = of.webhook_events.as_ref();
    if of.webhooks.is_empty() && events.is_none() {
        return TokenStream::new();
    }
    let taken = of.groups.iter().any(|group| group.module.as_str() == "webhook_payloads");
    let module = format_ident!("{}", if taken { "webhook_payload_types" } else { "webhook_payloads" });
    let types = of.webhooks.iter().map(|(_, id)| &of.get(*id).ident);
    let types = (!of.webhooks.is_empty()).then(|| {
        quote! {
            // A module of an application may use none of them.
            #[allow(unused_imports)]
            pub use super::types::{#(#types),*};
        }
    });
    let docs = module_docs(of, &module.to_string());
    let content = events.map(|events| emit_events(of, events, form));
    quote! {
        #(#[doc = #docs])*
        pub mod #module { #types #content }
    }
}

fn module_docs(of: &RustCrate, module: &str) -> Vec<String> {
    let mut docs = vec![" What the API sends on its own, to an address of yours.".to_owned(), String::new()];
    let signed = of.webhook_events.as_ref().and_then(|events| events.signature.as_ref());
    let lines: Vec<String> = match (&of.webhook_events, signed) {
        (Some(_), Some(_)) => vec![
            " With the feature `webhook-signatures`, [`verifier`] checks who sent it, and reads it:".to_owned(),
            String::new(),
            " ```ignore".to_owned(),
            format!(" let verifier = {module}::verifier(secret)?;"),
            " let delivery = verifier.verify(request.headers(), &body)?;".to_owned(),
            " ```".to_owned(),
        ],
        (Some(events), None) => vec![
            " Nothing says how it is signed (`[webhooks.signature]` of docbind.toml does). Check who sent it as the".to_owned(),
            " documentation says, then read it:".to_owned(),
            String::new(),
            " ```ignore".to_owned(),
            format!(" let event = {module}::{}::read_unverified(request.headers(), &body)?;", events.ident),
            " ```".to_owned(),
        ],
        (None, _) => vec![
            " Check the signature as the documentation says, then read the body:".to_owned(),
            String::new(),
            " ```ignore".to_owned(),
            format!(" let payload: {module}::{} = serde_json::from_slice(&body)?;", of.get(of.webhooks[0].1).ident),
            " ```".to_owned(),
        ],
    };
    docs.extend(lines);
    docs.push(String::new());
    docs.extend(of.webhooks.iter().map(|(title, id)| format!(" - {title}: [`{}`]", of.get(*id).ident)));
    docs
}

/// The enum, how it is read, and how it is checked.
fn emit_events(of: &RustCrate, events: &WebhookEvents, form: Form) -> TokenStream {
    let ident = format_ident!("{}", events.ident.as_str());
    let variants = events.variants.iter().map(|variant| {
        let name = format_ident!("{}", variant.ident.as_str());
        let title = format!(" {}", variant.title);
        let payload = match variant.payload {
            Some(id) => {
                let payload = &of.get(id).ident;
                quote! { super::types::#payload }
            }
            None => quote! { codegen::Value },
        };
        let names = match variant.events.as_slice() {
            [] => String::new(),
            names => {
                format!(": {}", names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
            }
        };
        let docs = format!("{title}{names}");
        quote! { #[doc = #docs] #name(#payload), }
    });
    let arms = events.variants.iter().filter(|_| events.location.is_some()).map(|variant| {
        let (name, values) = (format_ident!("{}", variant.ident.as_str()), &variant.events);
        quote! { #(#values)|* => Self::#name(codegen::decode_json(body)?), }
    });
    let (location, other, read) = match &events.location {
        Some(EventLocation::Field(path)) => {
            (quote! { codegen::EventName::Field(&[#(#path),*]) }, true, quote! {})
        }
        Some(EventLocation::Header(name)) => (quote! { codegen::EventName::Header(#name) }, true, quote! {}),
        None => {
            let only = format_ident!("{}", events.variants[0].ident.as_str());
            (
                quote! { codegen::EventName::Only },
                false,
                quote! { Ok(Self::#only(codegen::decode_json(body)?)) },
            )
        }
    };
    let (other, read) = match other {
        true => (
            quote! {
                /// An event that the documentation does not describe, with its body.
                Other(String, codegen::Value),
            },
            quote! {
                Ok(match event {
                    #(#arms)*
                    other => Self::Other(other.to_owned(), codegen::decode_json(body)?),
                })
            },
        ),
        false => (quote! {}, read),
    };
    let argument = match events.location {
        Some(_) => quote! { event: &str },
        None => quote! { _: &str },
    };
    // What an application includes into itself, it need not use.
    let unused = matches!(form, Form::Module).then(|| quote! { #[allow(dead_code)] });
    let verifier = events.signature.as_ref().map(|signature| emit_verifier(signature, &ident, form));
    quote! {
        use docbind_runtime::codegen;
        // What checks signatures, an application that only reads payloads does not name.
        #[allow(unused_imports)]
        pub use docbind_runtime::codegen::{WebhookDelivery, WebhookError, WebhookPayload, WebhookProblem};

        /// What the API sends, by event.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        // One variant is one page's payload: a box around some would tell callers nothing.
        #[allow(clippy::large_enum_variant)]
        #unused
        pub enum #ident { #(#variants)* #other }

        impl codegen::WebhookPayload for #ident {
            const EVENT: codegen::EventName = #location;

            fn read(#argument, body: &[u8]) -> Result<Self, codegen::DecodeError> {
                #read
            }
        }

        #verifier
    }
}

fn emit_verifier(of: &Signature, ident: &proc_macro2::Ident, form: Form) -> TokenStream {
    let cfg = match form {
        Form::Crate => quote! { #[cfg(feature = "webhook-signatures")] },
        // The application has the feature `webhooks` of the runtime, and need not check anything.
        Form::Module => quote! { #[allow(dead_code)] },
    };
    let scheme = emit_scheme(of);
    quote! {
        /// Checks who sent a webhook, and reads it. The secret is the one that the API and the application share.
        #cfg
        pub fn verifier(
            secret: impl Into<codegen::Secret>,
        ) -> Result<codegen::WebhookVerifier<#ident>, WebhookError> {
            const SCHEME: codegen::SignatureScheme = #scheme;
            codegen::WebhookVerifier::new(SCHEME, secret)
        }
    }
}

fn emit_scheme(of: &Signature) -> TokenStream {
    let mut scheme = match *of == (Signature { tolerance: of.tolerance, ..Signature::standard() }) {
        true => quote! { codegen::SignatureScheme::standard() },
        false => {
            let (header, format, signed) = (&of.header, &of.format, &of.signed);
            let mut scheme = quote! { codegen::SignatureScheme::new(#header, #format).signed(#signed) };
            scheme.extend(match of.algorithm {
                SignatureAlgorithm::HmacSha1 => quote! { .algorithm(codegen::SignatureAlgorithm::Sha1) },
                SignatureAlgorithm::HmacSha256 => quote! {},
                SignatureAlgorithm::HmacSha512 => quote! { .algorithm(codegen::SignatureAlgorithm::Sha512) },
            });
            scheme.extend(match of.encoding {
                SignatureEncoding::Hex => quote! {},
                SignatureEncoding::Base64 => quote! { .encoding(codegen::SignatureEncoding::Base64) },
            });
            scheme.extend(match of.key {
                SignatureKey::Text => quote! {},
                SignatureKey::Base64 => quote! { .key(codegen::SignatureKey::Base64) },
                SignatureKey::Hex => quote! { .key(codegen::SignatureKey::Hex) },
            });
            scheme.extend(of.id_header.as_ref().map(|name| quote! { .id_header(#name) }));
            scheme.extend(of.timestamp_header.as_ref().map(|name| quote! { .timestamp_header(#name) }));
            scheme.extend(of.ascii.then(|| quote! { .as_ascii() }));
            scheme
        }
    };
    scheme.extend(of.tolerance.map(|seconds| quote! { .tolerance_seconds(#seconds) }));
    scheme
}
