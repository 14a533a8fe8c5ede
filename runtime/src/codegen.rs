//! The names that generated code uses and hands on to applications. Nothing else of this crate is named
//! there.
//!
//! It is public because generated code is compiled in other crates; an application has no use for it.
//! It may change in any release: regenerate when you update.

pub use crate::answer::decode::{DecodeError, DocumentedError, decode_json};
pub use crate::answer::json_lines::JsonLines;
pub use crate::answer::response::{RawResponse, Response};
pub use crate::answer::streamed::StreamedResponse;
pub use crate::answer::success::Plain;
pub use crate::auth::{ApiKeyLocation, Auth, OAuth2, Token, TokenStore, UnsignedRequest};
pub use crate::call::Call;
pub use crate::call::builder::CallBuilder;
pub use crate::call::lines::LinesCall;
pub use crate::call::operation::{Method, Operation};
pub use crate::call::request::Request;
pub use crate::client::Client;
pub use crate::client::builder::ClientBuilder;
pub use crate::client::environment::{EnvCredential, from_env};
pub use crate::codec::{
    Blank, Erased, Failed, Member, Shape, Sink, Source, Text, Wire, decode, deserialize, serialize, try_read,
};
pub use crate::codec::{only, tag_of, with_tag, with_tag_of};
pub use crate::download::{Download, Downloaded};
pub use crate::encode::parameter::{ParameterList, ParameterValue};
pub use crate::encode::style::ParameterStyle;
pub use crate::encode::upload::{Upload, UploadParameter};
pub use crate::error::Error;
pub use crate::error::call_error::{CallError, Failure};
pub use crate::events::call::EventsCall;
pub use crate::events::stream::{Events, ServerSentEvent};
pub use crate::paginate::{Items, Page, Pages, Pagination, ResumeToken};
pub use crate::policy::hooks::{FailedAttempt, RetryVerdict};
pub use crate::policy::rate_limit::RateLimit;
pub use crate::policy::retry::RetryPolicy;
#[cfg(feature = "reqwest")]
pub use crate::transport::{ReqwestTransport, TransportSettings};
pub use crate::value::convert::{each_from, each_try_from, listed, needed, nullable};
pub use crate::value::list::{null_to_default, texts};
pub use crate::value::nullable::Nullable;
pub use crate::value::open_enum::{UnknownInteger, UnknownText, read_integer, read_string};
pub use crate::value::secret::Secret;
pub use crate::webhook::event::{EventName, WebhookDelivery, WebhookPayload};
pub use crate::webhook::problem::{WebhookError, WebhookProblem};
#[cfg(feature = "webhooks")]
pub use crate::webhook::scheme::{SignatureAlgorithm, SignatureEncoding, SignatureKey, SignatureScheme};
#[cfg(feature = "webhooks")]
pub use crate::webhook::verifier::WebhookVerifier;
pub use crate::{integer_enum, record, setters, string_enum, tagged, union};
pub use bytes::Bytes;
pub use std::borrow::Borrow;

/// For serde's `with`: a field as the engine reads and writes it.
pub mod wire {
    pub use crate::codec::{deserialize_field as deserialize, serialize};
}

/// The same with decimals as text.
pub mod wire_as_text {
    pub use crate::codec::{deserialize_field as deserialize, serialize_as_text as serialize};
}
#[cfg(feature = "jiff")]
pub use crate::encode::parameter::Minute;
#[cfg(feature = "mock")]
pub use crate::{mock, mock_operations};
#[cfg(feature = "jiff")]
pub use jiff;
#[cfg(feature = "reqwest")]
pub use reqwest;
#[cfg(feature = "rust_decimal")]
pub use rust_decimal;
pub use serde;
pub use serde_json;
pub use serde_json::{Map, Value};
#[cfg(feature = "uuid")]
pub use uuid;
