//! The root of the crate: the client, credentials, and what the runtime gives to applications.

use super::credentials::emit_credential;
use super::environment::emit_from_env;
use super::first_page::crate_docs;
use super::group::emit_module_aliases;
use super::syntax::{inner_docs, status};
use super::types::SHARED_DOC;
use super::webhooks::emit_webhooks;
use super::{Emission, Form};
use crate::lowering::{Answer, Client, Docs, RustCrate, TypeKind, code};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// `src/lib.rs`.
pub(super) fn emit_lib(of: &RustCrate, emission: Emission) -> TokenStream {
    let docs = crate_docs(of, emission);
    let docs = inner_docs(docs.iter().map(String::as_str));
    let client = emit_client(of, Form::Crate);
    let shared = (!of.shared.is_empty()).then(|| quote! { #[doc = #SHARED_DOC] pub mod types; });
    let mock = (emission == Emission::Lean).then(|| quote! { #[cfg(feature = "mock")] pub mod mock; });
    let modules = of.groups.iter().map(|group| {
        let (feature, module) = (&group.feature, &group.module);
        quote! { #[cfg(feature = #feature)] pub mod #module; }
    });
    let (aliases, webhooks) = (emit_module_aliases(of, Form::Crate), emit_webhooks(of, Form::Crate));
    // The pages decide how large the variants of an answer are.
    let holds_shapes = |kind: &TypeKind| match kind {
        TypeKind::Union(_) | TypeKind::Tagged(_) | TypeKind::Errors(_) | TypeKind::Answers(_) => true,
        TypeKind::Struct(_) | TypeKind::IntegerEnum(_) | TypeKind::StringEnum(_) => false,
    };
    let large =
        of.types.iter().any(|item| holds_shapes(&item.kind)).then(|| quote! { , clippy::large_enum_variant });
    // Where a page says nothing of a field, neither do we.
    let allow = quote! { #![allow(missing_docs #large)] };
    quote! { #docs #allow #(#modules)* #mock #aliases #shared #webhooks #client }
}

/// The client, and the names that an application needs beside it.
pub(super) fn emit_client(of: &RustCrate, form: Form) -> TokenStream {
    let Client { base_url, retry_statuses, credentials } = &of.client;
    let title = Docs::page(&of.title).lines.join(" ");
    let docs = format!(" The client of {title}. Clones share connections and credentials.");
    let default = match base_url {
        Some(url) => quote! { Some(#url) },
        None => quote! { None },
    };
    let statuses = retry_statuses.iter().map(|code| status(*code));
    let retry = (!retry_statuses.is_empty()).then(|| quote! { .retry_statuses(&[#(#statuses),*]) });
    let (new, from_env) = (emit_new(base_url.as_deref()), emit_from_env(of));
    let agent = matches!(form, Form::Crate)
        .then(|| quote! { .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"))) });
    let transport = matches!(form, Form::Crate).then(|| {
        quote! {
            #[cfg(feature = "reqwest")]
            pub use docbind_runtime::codegen::{ReqwestTransport, TransportSettings, reqwest};
        }
    });
    let (allow, allow_imports) = match form {
        Form::Crate => (TokenStream::new(), TokenStream::new()),
        // What an application includes into itself, it need not use whole.
        Form::Module => (quote! { #[allow(dead_code)] }, quote! { #[allow(unused_imports)] }),
    };
    let libraries = of.libraries.iter().map(|library| format_ident!("{library}"));
    let libraries = (!of.libraries.is_empty()).then(|| {
        quote! {
            /// The libraries that values take their types from.
            #allow_imports
            pub use docbind_runtime::codegen::{#(#libraries),*};
        }
    });
    let functions = credentials.iter().filter_map(|credential| emit_credential(credential, &allow));
    let any = |is: fn(&Answer) -> bool| {
        of.groups.iter().flat_map(|group| &group.methods).any(|method| is(&method.answer))
    };
    let lines =
        any(|answer| matches!(answer, Answer::JsonLines(_))).then(|| quote! { JsonLines, LinesCall, });
    let events = any(|answer| matches!(answer, Answer::Events(_)))
        .then(|| quote! { Events, EventsCall, ServerSentEvent, });
    quote! {
        #allow_imports
        pub use docbind_runtime::codegen::{
            ApiKeyLocation, Auth, Bytes, Call, CallError, ClientBuilder, DocumentedError, Download,
            Downloaded, Error, FailedAttempt, Items, Method, Nullable,
            OAuth2, Page, Pages, RateLimit, RawResponse, Request, Response, ResumeToken, RetryPolicy, RetryVerdict, Secret,
            StreamedResponse, Token, TokenStore, UnsignedRequest, Upload, Value, #lines #events
        };
        #transport
        #libraries
        use docbind_runtime::codegen;

        #[doc = #docs]
        #[derive(Clone, Debug)]
        pub struct Client {
            // Without any group, nothing is called.
            #[allow(dead_code)]
            inner: codegen::Client,
        }

        #allow
        impl Client {
            #new

            /// A client with settings of its own: base URL, credentials, timeout, headers, transport.
            #[inline]
            pub fn builder() -> ClientBuilder<Self> {
                ClientBuilder::new(#default) #agent #retry
            }

            #from_env

            /// A call of an operation that the documentation lacks, with the credentials, retries and errors of
            /// every other call: `client.request(Method::Post, "/path").json(&body).returning().await?`.
            #[inline]
            pub fn request(&self, method: Method, path: impl Into<String>) -> Request {
                self.inner.request(method, path)
            }
        }

        impl From<codegen::Client> for Client {
            #[inline]
            fn from(inner: codegen::Client) -> Self {
                Self { inner }
            }
        }

        #(#functions)*
    }
}

fn emit_new(base_url: Option<&str>) -> TokenStream {
    let docs = match base_url {
        Some(url) => Docs::own(format!("A client of {}.", code(url))),
        None => Docs::own(
            "A client of the API, whose documentation names no base URL: calls fail until it is given with \
             [`Client::builder`] and [`ClientBuilder::base_url`].",
        ),
    };
    quote! {
        #docs
        #[inline]
        pub fn new(auth: Auth) -> Result<Self, Error> {
            Self::builder().auth(auth).build()
        }
    }
}

/// The features that are no groups.
const FEATURES: [&str; 6] = [
    "| feature | what it adds |",
    "|---|---|",
    "| `reqwest` | the transport, with TLS; on by default, needed unless the application brings its own |",
    "| `blocking` | `wait()` on calls, for programs without async |",
    "| `tracing` | a span for each call, an event for each retry |",
    "| `mock` | tests without a network: for `[dev-dependencies]` |",
];

/// Those that an API may have.
const SIGNATURES: &str = "| `webhook-signatures` | the check of who sent a webhook: `webhook_payloads::verifier`; off by default |";

/// The rows of the table of features.
pub(super) fn features(of: &RustCrate) -> impl Iterator<Item = &'static str> {
    FEATURES.into_iter().chain(is_signed(of).then_some(SIGNATURES))
}

/// Whether the pages or settings say how webhooks are signed.
pub(super) fn is_signed(of: &RustCrate) -> bool {
    of.webhook_events.as_ref().is_some_and(|events| events.signature.is_some())
}
